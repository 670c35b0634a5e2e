"""Groups: lines of a page that are read alike, and what all of them together may be instead.

The small headlines of a page of short news and the section headings of a long story look the same; so do news of one
sentence and the items of a list. One line of such a group says little, and none of them changes its role alone, since the
others speak against it. So the whole group is tried in its other role, and the page that comes out says which is right.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from clippings.classify.briefs import rows_of_items
from clippings.models import PICTURE_ROLES, Role, RoleLine, Story
from clippings.text import BRIEFS, DATED, PLACE, ends_sentence, letters_of, places_in, squeeze

_LABEL = 10  # letters of a label over several news, at most
_BRIEF = 130  # characters of news of one paragraph, on average, at most
_FULL = 300  # characters; a longer text says no more
_BEGINS = 16  # characters of a text by which a place or a day is named
_FIRST = 80  # characters of a text in which it says where it is
_RUN = 2  # stories in a row whose headlines may be headings
_NEWS = frozenset({Role.OPENING, Role.PARAGRAPH, Role.ITEM, Role.SIGNOFF})  # as which items and news are read
_SIGNED = frozenset({Role.BYLINE, Role.OPENING, Role.SIGNATURE})
_HEADS = frozenset({Role.COLUMN, Role.KICKER, Role.TITLE, Role.TITLE_MORE, Role.SUBTITLE, Role.BYLINE})


class Group(NamedTuple):
    """What is tried: its name, the lines by number and what each becomes, what speaks for it or against, and the texts that
    are parted or put together by it."""

    name: str
    roles: Mapping[int, Role]
    facts: dict[str, float]
    texts: tuple[tuple[RoleLine, ...], ...]

    @property
    def cost(self) -> str:
        """The name of the fact that says by how much its lines speak against it."""
        return f"{self.name}, cost"

    def costing(self, behind: Iterable[float]) -> Group:
        """The group with what its lines say against it, on average."""
        costs = [*behind]
        return self._replace(facts=self.facts | {self.cost: sum(costs) / len(costs)})


class _Part(NamedTuple):
    """What stands below a headline or heading, up to the next."""

    head: RoleLine | None
    lines: list[RoleLine]

    @property
    def paragraphs(self) -> int:
        return sum(1 for item in self.lines if item.role in (Role.OPENING, Role.PARAGRAPH, Role.ITEM))

    @property
    def length(self) -> int:
        return sum(len(item.line.text) for item in self.lines)


def groups_of(lines: Sequence[RoleLine], stories: Sequence[Story]) -> Iterator[Group]:
    """All groups of a page as it was read."""
    for story in stories:
        yield from _headings(story)
        yield from _paragraphs(story)
    yield from _headlines(stories)
    yield from _items(lines)


def _headings(story: Story) -> Iterator[Group]:
    """The headings of a story as headlines of stories of their own, and the headline right above the first as the label over all of
    them; or those from one on, below a story that has headings too."""
    first, *parts = _parted(story.lines, Role.HEADING)
    if len(parts) < 2:
        return
    roles = {part.head.line.number: Role.TITLE for part in parts if part.head}
    above = [item for item in first.lines if item.role not in _HEADS]
    titles = [item for item in first.lines if item.role is Role.TITLE]
    if not above and len(titles) == 1 and first.lines[-1] is titles[0]:
        roles[titles[0].line.number] = Role.COLUMN
    labelled = any(_labels(item) for item in first.lines if item.role in _HEADS)
    yield _group("headings as headlines", roles, parts, {"below a label": labelled, "with text above": bool(above)})
    for at in range(1, len(parts)):
        roles = {part.head.line.number: Role.TITLE for part in parts[at:] if part.head}
        yield _group("later headings as headlines", roles, parts[at:], {}, [first, *parts[:at]])


def _headlines(stories: Sequence[Story]) -> Iterator[Group]:
    """The headlines of stories in a row, none of them signed, as headings of the story above them; of the first of them, if none
    is above. Or those up to one, if more follow."""
    run: list[Story] = []
    for at, story in enumerate((*stories, None)):
        if story is not None and _is_plain(story) and at:
            run.append(story)
            continue
        if len(run) >= _RUN:
            parts = [_Part(own.lines[0], list(own.lines[1:])) for own in run]
            roles = {own.lines[0].line.number: Role.HEADING for own in run}
            yield _group("headlines as headings", roles, parts, {})
            for end in range(1, len(run)):
                roles = {own.lines[0].line.number: Role.HEADING for own in run[:end]}
                yield _group("first headlines as headings", roles, parts[:end], {}, parts[end:])
        run = []


def _is_plain(story: Story) -> bool:
    """A headline and text, and nothing else."""
    roles = [item.role for item in story.lines]
    return roles[0] is Role.TITLE and Role.PARAGRAPH in roles and (_HEADS | _SIGNED).isdisjoint(roles[1:])


def _items(lines: Sequence[RoleLine]) -> Iterator[Group]:
    """Items that begin with one mark, as news of one sentence; or such news as the items of a list."""
    for row, behind in rows_of_items([item.line.text for item in lines]):
        if not {lines[at].role for at in row} <= _NEWS:
            continue
        parts = [_Part(None, list(lines[at:end])) for at, end in itertools.pairwise([*row, behind])]
        above = lines[row[0] - 1] if row[0] else None
        facts = {
            "below a label": above is not None and _labels(above),
            "below a head": above is not None and above.role in _HEADS,
            "after a colon": above is not None and above.line.text.endswith(("：", ":")),
        }
        for name, role in (("items as news", Role.OPENING), ("news as items", Role.ITEM)):
            if any(lines[at].role is not role for at in row):
                roles = {lines[at].line.number: role for at in row}
                if role is Role.OPENING:
                    roles |= {item.line.number: Role.CONTINUATION for part in parts for item in part.lines[1:]}
                if role is Role.OPENING and above is not None and above.role is Role.TITLE and _is_short(above):
                    roles[above.line.number] = Role.COLUMN
                yield _group(name, roles, parts, facts)


def _paragraphs(story: Story) -> Iterator[Group]:
    """The paragraphs of a story under a short headline as news of one paragraph each, and the headline as their label."""
    heads = [item for item in story.lines if item.role in _HEADS]
    if len(heads) != 1 or heads[0] is not story.lines[0] or not _is_short(heads[0]):
        return
    text = story.lines[1:]
    if not {item.role for item in text} <= {Role.OPENING, Role.PARAGRAPH, Role.CONTINUATION, Role.ITEM}:
        return
    begins = [at for at, item in enumerate(text) if item.role is not Role.CONTINUATION]
    parts = [_Part(None, list(text[at:end])) for at, end in itertools.pairwise([*begins, len(text)])]
    if len(parts) < 2 or sum(part.length for part in parts) > _BRIEF * len(parts):
        return
    if not all(ends_sentence(part.lines[-1].line.text) for part in parts):
        return
    roles = {part.lines[0].line.number: Role.OPENING for part in parts} | {heads[0].line.number: Role.COLUMN}
    yield _group("paragraphs as news", roles, parts, {"below a label": _labels(heads[0])})


def _group(
    name: str,
    roles: Mapping[int, Role],
    parts: Sequence[_Part],
    told: Mapping[str, bool],
    others: Sequence[_Part] = (),
) -> Group:
    """A group with what all parts have in common, and how `others` of their like, that stay as they are, differ from them."""
    count = len(parts)
    found = {
        "": 1.0,
        ", length": sum(min(_FULL, part.length) for part in parts) / count / 100,
        ", of one paragraph": sum(part.paragraphs <= 1 for part in parts) / count,
        ", signed": sum(any(item.role in _SIGNED for item in part.lines) for part in parts) / count,
        ", pictured": sum(any(item.role in PICTURE_ROLES for item in part.lines) for part in parts) / count,
        ", place first": sum(_names(PLACE, part) for part in parts) / count,
        ", day first": sum(_names(DATED, part) for part in parts) / count,
        ", in a place of its own": _own_places([*others, *parts], parts) / count,
        ", with a colon": sum(part.head is not None and "：" in part.head.line.text for part in parts) / count,
        ", numbered": sum(part.head is not None and part.head.rule == "numbered-heading" for part in parts) / count,
        **{f", {what}": float(there) for what, there in told.items()},
    }
    if headed := [part for part in others if part.head]:
        found[", of the others place first"] = sum(_names(PLACE, part) for part in headed) / len(headed)
        found[", of the others day first"] = sum(_names(DATED, part) for part in headed) / len(headed)
        found[", of the others length"] = sum(min(_FULL, part.length) for part in headed) / len(headed) / 100
    facts = {f"{name}{what}": value for what, value in found.items() if value}
    above = [tuple(item for part in others for item in part.lines)]
    return Group(name, roles, facts, (*filter(None, above), *(tuple(part.lines) for part in parts if part.lines)))


def _own_places(all_parts: Sequence[_Part], parts: Sequence[_Part]) -> int:
    """How many of some parts say at their beginning where they are, and no other part names that place."""
    named = [places_in("".join(item.line.text for item in part.lines)) for part in all_parts]
    count = Counter(place for places in named for place in places)
    first = [places_in("".join(item.line.text for item in part.lines)[:_FIRST]) for part in parts]
    return sum(bool(places) and all(count[place] == 1 for place in places) for places in first)


def _names(pattern: re.Pattern[str], part: _Part) -> bool:
    """Does a text begin with what a pattern finds?"""
    text = part.lines[0].line.text if part.lines else ""
    return pattern.search(text[:_BEGINS]) is not None


def _parted(lines: Sequence[RoleLine], role: Role) -> list[_Part]:
    """The lines of a story, parted at those of a role."""
    parts = [_Part(None, [])]
    for item in lines:
        if item.role is role:
            parts.append(_Part(item, []))
        else:
            parts[-1].lines.append(item)
    return parts


def _labels(item: RoleLine) -> bool:
    """Is it a label over several news?"""
    return item.role is Role.COLUMN or BRIEFS.search(squeeze(item.line.text)) is not None


def _is_short(item: RoleLine) -> bool:
    return len(letters_of(item.line.text)) <= _LABEL
