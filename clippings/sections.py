"""Sections: how the parts of stories share names and places, and stories that follow each other. The parts of one story do as a
rule; two stories that were put together do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence, Set
from typing import NamedTuple

from clippings.models import Line, Role, RoleLine, Story
from clippings.text import names_in, places_in

_WORDED = frozenset(
    {
        Role.TITLE,
        Role.TITLE_MORE,
        Role.KICKER,
        Role.SUBTITLE,
        Role.HEADING,
        Role.OPENING,
        Role.PARAGRAPH,
        Role.CONTINUATION,
        Role.ITEM,
    }
)
_SECTION = 40  # characters; a shorter text may well share no name
_NAMES = 6  # more of them say no more


def parted(story: Story, roles: Container[Role]) -> list[list[RoleLine]]:
    """The lines of a story that have some of the roles, parted at its headings."""
    parts: list[list[RoleLine]] = [[]]
    for item in story.lines:
        if item.role is Role.HEADING:
            parts.append([])
        if item.role in roles:
            parts[-1].append(item)
    return parts


def paragraphs_of(text: Iterable[RoleLine]) -> list[list[RoleLine]]:
    """Lines of text as paragraphs, each with the lines that go on with it."""
    paragraphs: list[list[RoleLine]] = []
    for item in text:
        if item.role is Role.CONTINUATION and paragraphs:
            paragraphs[-1].append(item)
        else:
            paragraphs.append([item])
    return paragraphs


class _Section(NamedTuple):
    """The names and places of a part of a story, and its characters."""

    names: Set[str]
    places: Set[str]
    length: int


class Sections:
    """The names and places of a page's lines, found once for all readings of it."""

    def __init__(self) -> None:
        self._names: dict[int, tuple[set[str], set[str]]] = {}

    def traits(self, stories: Sequence[Story]) -> dict[str, float]:
        """How many sections share no name or place with the rest of their story, and how many stories share some with the one before."""
        found: dict[str, float] = defaultdict(float)
        before: _Section | None = None
        for story in stories:
            sections = self._sections(story)
            full = [section for section in sections if section.length >= _SECTION]
            for section in full if len(full) > 1 else ():
                found["parts"] += 1
                found["parts that share no name"] += not any(section.names & x.names for x in full if x is not section)
            for section in sections:
                others = set().union(*(x.places for x in sections if x is not section))
                found["parts in other places"] += bool(section.places and others and not section.places & others)
            whole = _Section(
                set().union(*(x.names for x in sections)),
                set().union(*(x.places for x in sections)),
                sum(x.length for x in sections),
            )
            if before is not None and whole.length >= _SECTION <= before.length:
                shared = len(whole.names & before.names)
                found["names of the story before"] += min(_NAMES, shared) / 3
                found["no name of the story before"] += not shared
            if before is not None and whole.places and before.places:
                near = bool(whole.places & before.places)
                found["a place of the story before"] += near
                found["no place of the story before"] += not near
            before = whole
        return dict(found)

    def _sections(self, story: Story) -> list[_Section]:
        return [
            _Section(
                set().union(*(self._named(item.line)[0] for item in part)),
                set().union(*(self._named(item.line)[1] for item in part)),
                sum(len(item.line.text) for item in part),
            )
            for part in parted(story, _WORDED)
        ]

    def _named(self, line: Line) -> tuple[set[str], set[str]]:
        """The names and the places of a line."""
        if line.number not in self._names:
            self._names[line.number] = names_in(line.text), places_in(line.text)
        return self._names[line.number]
