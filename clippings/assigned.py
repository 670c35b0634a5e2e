"""Assigned: which themes every article had in the last build, and what has changed since.

`docs/themes.tsv`, kept in git, has a row for each article and one for each cue word that counts less because it stands in a
good part of the archive. A build compares and says what changed, so that a seed more never moves old articles in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clippings.models import Article

_HEAD = "# Themes of every article at the last build, and cue words that are common in this archive. Keep this file in git.\n"
_ONE_IN = ("", "8", "4", "2")


@dataclass(frozen=True, slots=True)
class Assigned:
    """Address of an article to its themes, and cue word to the step of its commonness."""

    themes: Mapping[str, tuple[str, ...]]
    common: Mapping[str, int]


def assigned(articles: Iterable[Article], common: Mapping[str, int]) -> Assigned:
    """What this build has assigned."""
    return Assigned({a.address: tuple(topic.slug for topic in a.themes) for a in articles}, common)


def read_assigned(text: str) -> Assigned:
    """The rows of themes.tsv; rows that are none are passed over."""
    themes: dict[str, tuple[str, ...]] = {}
    common: dict[str, int] = {}
    for line in text.splitlines():
        match line.split("\t"):
            case ["article", address, slugs]:
                themes[address] = tuple(slugs.split())
            case ["cue", word, step] if step in ("1", "2", "3"):
                common[word] = int(step)
    return Assigned(themes, common)


def write_assigned(now: Assigned) -> str:
    """themes.tsv, sorted."""
    rows = [f"article\t{address}\t{' '.join(slugs)}\n" for address, slugs in sorted(now.themes.items())]
    return _HEAD + "".join([*rows, *(f"cue\t{word}\t{step}\n" for word, step in sorted(now.common.items()))])


def changes(old: Assigned, now: Assigned, articles: Iterable[Article] = ()) -> tuple[str, ...]:
    """One line for each cue word that has become commoner or rarer, and for each article that was there before and has
    other themes now; `articles` give their headlines."""
    headings = {article.address: f" {article.heading}" for article in articles}
    lines = []
    for word in sorted(old.common.keys() | now.common.keys() if old.themes else ()):
        before, after = old.common.get(word, 0), now.common.get(word, 0)
        if before != after:
            lines.append(f"cue {word}: {_share(after)} (was: {_share(before)})")
    for address, slugs in sorted(now.themes.items()):
        before_slugs = old.themes.get(address)
        if before_slugs is not None and before_slugs != slugs:
            lines.append(
                f"article {address}{headings.get(address, '')}: {' '.join(slugs) or 'no theme'} (was: {' '.join(before_slugs) or 'no theme'})"
            )
    return tuple(lines)


def _share(step: int) -> str:
    return f"in one article of {_ONE_IN[step]} or more" if step else "rare"
