"""The vocabulary of themes, and what readers' choice of themes has taught."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from clippings.rows import Row, Sheet, Word
from clippings.tables.tabs import weights_of

_NEAR = 8  # characters before and behind a cue in which a longer word may stand


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that speaks for a theme: how strongly (0.5 to 3), in which longer words it does not, and whether in heads only."""

    word: str
    weight: float
    never: tuple[str, ...] = ()
    head: bool = False

    def counts_at(self, text: str, at: int) -> bool:
        """Does the word that stands here speak for the theme, or does one of the longer words stand right beside or over it?"""
        near = text[max(0, at - _NEAR) : at + len(self.word) + _NEAR]
        return not any(longer in near for longer in self.never)


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the controlled vocabulary."""

    slug: str
    zh: str
    en: str
    scope: str  # in Chinese, for readers
    cues: tuple[Cue, ...]
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class ThemeWords:
    """What readers' choice of themes has taught: by theme, where its score starts and how much a cue's
    weight counts; and what each word says of each theme."""

    start: Mapping[str, float]
    cues: Mapping[str, float]
    words: Mapping[str, Mapping[str, float]]


class _Cue(Row):
    cue: Word
    weight: Annotated[float, Field(ge=0.5, le=3)]
    example: Word | None = None
    never: Annotated[tuple[Word, ...], Field(alias="not")] = ()
    head: bool = False


class _Example(Row):
    headline: Word
    sentence: Word


class _Theme(Row):
    slug: Annotated[str, Field(pattern="^[a-z-]+$")]
    zh: Word
    en: Word
    scope_zh: Word
    scope: Word
    example: _Example
    cues: Annotated[tuple[_Cue, ...], Field(min_length=1)]
    parent: str | None = None


class ThemeRows(Row):
    """What `themes.yml` holds."""

    version: int
    themes: tuple[_Theme, ...]


def themes_of(sheet: Sheet[ThemeRows], faults: list[str]) -> tuple[Theme, ...]:
    """The themes in the order of the file."""
    rows = sheet.holds.themes
    slugs = [row.slug for row in rows]
    for at, row in enumerate(rows):
        told = ["stands twice"] if row.slug in slugs[:at] else []
        if row.parent not in (None, *slugs):
            told.append(f"there is no theme {row.parent} to be its parent")
        if not any(cue.cue in f"{row.example.headline} {row.example.sentence}" for cue in row.cues):
            told.append("no cue stands in its own example")
        faults += [f"{sheet.at('themes', at)}: {row.slug} {fault}" for fault in told]
        faults += [f"{sheet.at('themes', at, 'cues', cue)}: {fault}" for cue, fault in _doubtful(row.cues)]
    return tuple(
        Theme(
            row.slug, row.zh, row.en, row.scope_zh,
            tuple(Cue(cue.cue, cue.weight, cue.never, cue.head) for cue in row.cues), row.parent,
        )
        for row in rows
    )  # fmt: skip


def _doubtful(cues: Iterable[_Cue]) -> Iterator[tuple[int, str]]:
    seen = set()
    for at, cue in enumerate(cues):
        if cue.cue in seen:
            yield at, f"cue {cue.cue} stands twice"
        seen.add(cue.cue)
        for word in cue.never:
            if cue.cue not in word:
                yield at, f"{cue.cue} is not in {word}, which should keep it from counting"
        if cue.example is None:
            if cue.never:
                yield at, f"cue {cue.cue} does not count everywhere: give an example of where it does"
        elif not _counts(cue, cue.example):
            yield at, f"cue {cue.cue} does not count in its own example {cue.example}"


def _counts(cue: _Cue, text: str) -> bool:
    rule = Cue(cue.cue, cue.weight, cue.never)
    return any(rule.counts_at(text, hit.start()) for hit in re.finditer(re.escape(cue.cue), text))


def theme_words_of(path: Path, slugs: Collection[str] | None, faults: list[str]) -> ThemeWords:
    """What was learned for each theme; `slugs` are those that there are, if they are known. `(start)` and `(cues)` stand among
    the words."""
    words: dict[str, dict[str, float]] = {"(start)": {}, "(cues)": {}}
    for where, word, slug, weight in weights_of(path, "word", "theme", faults):
        if len(word) < 2 or (word.startswith("(") and word not in ("(start)", "(cues)")):
            faults.append(f"{where}: {word!r} is no word of two characters or more, nor (start) or (cues)")
        words.setdefault(word, {})[slug] = weight
    unknown = {slug for row in words.values() for slug in row} - set(slugs) if slugs is not None else set()
    faults += [f"{path.name}: there is no theme {slug}; learn it anew with `make tags`" for slug in sorted(unknown)]
    return ThemeWords(words.pop("(start)"), words.pop("(cues)"), words)
