"""How people are named in bylines and credits: the words of `names.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from clippings.rows import Row, Sheet, Word
from clippings.script import to_traditional


class NameRows(Row):
    """What `names.yml` holds."""

    surnames: str
    rare: str
    compound: tuple[Word, ...]
    transliteration: str
    called: tuple[Word, ...]
    reporters: dict[str, str]
    others: dict[str, str]
    desk: tuple[Word, ...]
    picture: tuple[Word, ...]
    behind: tuple[Word, ...]
    both: str
    titles: tuple[Word, ...]
    units: tuple[Word, ...]
    nobody: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """How personal names begin, and what stands beside them."""

    surnames: frozenset[str]
    rare: frozenset[str]  # surnames that are words too, and count only where a writer is named
    transliteration: frozenset[str]  # characters of Tibetan, Uyghur, Mongolian names
    job: re.Pattern[str]
    roles: dict[str, str]  # job -> role in the front matter
    desk: frozenset[str]  # jobs of those who wrote nothing
    picture: frozenset[str]  # jobs of those who took a picture
    behind: frozenset[str]  # jobs that may stand behind the names
    both: re.Pattern[str]  # text and picture by the same
    title: re.Pattern[str]  # behind a name, of somebody
    unit: re.Pattern[str]  # the end of what is a unit and no name
    nobody: frozenset[str]  # words that stand where names do


def names_of(sheet: Sheet[NameRows], faults: list[str]) -> Names | None:
    """The words of the file, ready to be asked; None if one of its patterns is bad."""
    holds = sheet.holds
    try:
        both = re.compile(holds.both)
    except re.error as error:
        faults.append(f"{sheet.at('both')}: not a pattern: {error}")
        return None
    single = (*holds.surnames, *holds.compound)
    return Names(
        surnames=frozenset(x for name in single for x in (name, to_traditional(name))),
        rare=frozenset(holds.rare),
        transliteration=frozenset(holds.transliteration),
        job=re.compile(f"(?P<job>{_any(holds.called)}?{_any(holds.reporters)}|{_any(holds.others)})"),
        roles=holds.reporters | holds.others,
        desk=frozenset(holds.desk),
        picture=frozenset(holds.picture),
        behind=frozenset(holds.behind),
        both=both,
        title=re.compile(f"{_any(holds.titles)}$"),
        unit=re.compile(f".{{2,}}{_any(holds.units)}$|^[据據].*[电電讯訊]$"),
        nobody=frozenset(holds.nobody),
    )


def _any(words: Iterable[str]) -> str:
    """A pattern that takes one of some words, the longest that fits."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"
