"""Choose: of several readings of a page, the one whose stories make the best page.

Roles are read over lines, and stories are put together from clips; neither sees what comes of it in the end. So some of what
was nearly chosen is tried: another role of a line, or of lines that are read alike (`clippings/groups.py`), the other kind of
page. The traits of the page that comes out (`clippings/traits.py`) say whether it is the better one; how much each trait says
was learned from pages with truth (`data/choice.yml`, `tools/train_choice.py`). Most pages are read once: which are worth a
second look is learned too (`data/doubtful.yml`). This is reranking: Collins 2000, Discriminative Reranking for Natural Language Parsing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from clippings.arrange import arrange
from clippings.arrange.weighing import Weighing
from clippings.classify import Rival, Sight, look_over, read_roles, see
from clippings.classify.look import subjects_of_page
from clippings.classify.reading import INDEX
from clippings.cut import cut
from clippings.groups import Group, groups_of
from clippings.models import LEFT_OUT_ROLES, Line, PageKind, Role, RoleLine, Story
from clippings.odds import weighed
from clippings.tables import Tables
from clippings.traits import Compared

_ROUNDS = 2  # so many things may be changed in a page
ENOUGH = 0.3  # log-odds by which another reading must be the better one
DOUBTFUL = -2.0  # log-odds that another reading is the better one, by which a page is worth a second look
_FAINT = 0.3  # odds of all rivals together, below which trying others changed no figure on pages held out
_LONG = 400  # lines; a longer page is read once, so that the work stays linear
_FAR = 8.0  # log-odds; a role further behind is not told apart
_HOPELESS = -2.0  # log-odds of a group by its own facts, below which none was rightly chosen on pages held out
_MOST = 3.0  # more of a trait says no more


class Settled(NamedTuple):
    """What an editor has settled: roles by line number, lines that begin a story, lines that begin a clip, and for the first
    line of a clip a line of the story that it belongs to."""

    roles: Mapping[int, Role] = {}
    starts: frozenset[int] = frozenset()
    breaks: frozenset[int] = frozenset()
    given: Mapping[int, int] = {}


class Reading(NamedTuple):
    """A page as it was read, the roles that were nearly chosen instead, and those by line number that were tried and kept."""

    kind: PageKind
    lines: tuple[RoleLine, ...]
    stories: tuple[Story, ...]
    rivals: Sequence[Rival]
    kept: Mapping[int, Role]


class Other(NamedTuple):
    """Another reading of a page, and by how much it has more of each trait than the one it is compared with; what was changed
    for it (a role, the kind of page), and what that costs, are traits too."""

    reading: Reading
    more: dict[str, float]


def read_page(lines: Sequence[Line], tables: Tables, settled: Settled | None = None) -> Reading:
    """The lines of a page with their roles, and its stories."""
    page = Readings(lines, tables, settled)
    best = page.first()
    if len(lines) > _LONG or not tables.choice or (_odds(best.rivals) < _FAINT and not page.groups(best)):
        return best
    if tables.doubtful and weighed(page.facts(best), tables.doubtful) < DOUBTFUL:
        return best
    for _ in range(_ROUNDS):
        rated = ((weighed(other.more, tables.choice), other.reading) for other in page.others(best))
        rate, reading = max(rated, key=lambda pair: pair[0], default=(0.0, best))
        if rate <= ENOUGH:
            break
        best = reading
    return best


class Readings:
    """The readings of one page; it is looked at once, and once for each kind of page."""

    def __init__(self, lines: Sequence[Line], tables: Tables, settled: Settled | None = None) -> None:
        self._looks, self._tables, self._settled = look_over(lines, tables), tables, settled or Settled()
        self._page = subjects_of_page(self._looks)
        self._lines, self._weighing = lines, Weighing(tables.place, tables.opens, self._page)
        self._sights: dict[PageKind, Sight] = {}
        self._grouped: dict[tuple[PageKind, tuple[Role, ...]], list[Group]] = {}
        self._known: dict[tuple[PageKind, tuple[Role, ...]], dict[str, float]] = {}  # traits of readings

    @cached_property
    def _pinned(self) -> frozenset[int]:
        """Lines that an editor lets a story or clip begin with, or belong to: none of them is tried as furniture."""
        settled = self._settled
        return settled.starts | settled.breaks | settled.given.keys() | {*settled.given.values()}

    @cached_property
    def _compared(self) -> Compared:
        return Compared(self._lines, self._page)

    def first(self) -> Reading:
        """The page as its lines say."""
        sight = see(self._looks, self._tables, page=self._page)
        self._sights[sight.kind] = sight
        return self._arranged(sight.kind, {}, *read_roles(sight, self._tables, self._settled.roles))

    def facts(self, reading: Reading) -> dict[str, float]:
        """What tells whether another reading may be better: its traits, and how near its rivals and groups are."""
        behind = [rival.behind for rival in reading.rivals]
        groups: dict[str, list[float]] = {}
        for group in self._groups(reading):
            groups.setdefault(group.name, []).append(group.facts[group.cost])
        return self._traits(reading) | {
            "constant": 1.0,
            "rivals": float(len(behind)),
            "rivals by their odds": _odds(reading.rivals),
            "nearest rival": min(behind, default=_FAR),
            **{f"{name}, nearest": _FAR - min(costs) for name, costs in groups.items()},
            "lines": len(reading.lines) / 50,
            "a web page": float(reading.kind is PageKind.WEB),
        }

    def others(self, reading: Reading) -> Iterator[Other]:
        """Every other reading that is one change away."""
        old = self._traits(reading)
        seen = {_key(reading.kind, reading.lines)}
        pinned = self._pinned & _kept(reading.lines)
        for kind, tried, change in self._changes(reading):
            lines, rivals = read_roles(self._sight(kind), self._tables, self._settled.roles, tried)
            if (key := _key(kind, lines)) in seen or not pinned <= _kept(lines):
                continue
            seen.add(key)
            other = self._arranged(kind, tried, lines, rivals)
            new = self._traits(other)
            more = {name: new.get(name, 0.0) - old.get(name, 0.0) for name in sorted({*new, *old})}
            yield Other(other, {name: max(-_MOST, min(_MOST, value)) for name, value in more.items() if value} | change)

    def groups(self, reading: Reading) -> list[Group]:
        """The groups of lines that may be something else together, but for those that are far behind by what is known of them
        before it is tried."""
        return [x for x in self._groups(reading) if weighed(x.facts, self._tables.choice) >= _HOPELESS]

    def _groups(self, reading: Reading) -> list[Group]:
        """All groups of a reading, with what their lines say against a change, in log-odds of one line; none that an editor has
        settled."""
        key = _key(reading.kind, reading.lines)
        if key not in self._grouped:
            sight = self._sight(reading.kind)
            scores = sight.scores.tolist()
            at = {look.line.number: index for index, look in enumerate(sight.looks)}
            now = {item.line.number: item.role for item in reading.lines}
            self._grouped[key] = [
                group.costing(
                    _behind(scores[at[number]][INDEX[now[number]]], scores[at[number]][INDEX[role]])
                    for number, role in group.roles.items()
                )
                for group in groups_of(reading.lines, reading.stories)
                if self._settled.roles.keys().isdisjoint(group.roles)
            ]
        return self._grouped[key]

    def _traits(self, reading: Reading) -> dict[str, float]:
        """The traits of a reading, which is asked for them as one of others and as the one that others are compared with."""
        key = _key(reading.kind, reading.lines)
        if key not in self._known:
            self._known[key] = self._compared.traits(reading.lines, reading.stories)
        return self._known[key]

    def _changes(self, reading: Reading) -> Iterator[tuple[PageKind, dict[int, Role], dict[str, float]]]:
        """What may be changed: the kind and the tried roles of the other reading, and the change as traits; the kind only on a page
        of which a line is in doubt."""
        for group in self.groups(reading):
            kin = {f"{group.name}, kin": self._compared.kinship(group.texts)}
            yield reading.kind, {**reading.kept, **group.roles}, group.facts | kin
        for rival in reading.rivals:
            tried = {**reading.kept, rival.number: rival.role}
            yield reading.kind, tried, {"another role": 1.0, "another role, cost": rival.behind}
        if reading.rivals:
            kind = PageKind.PRINT if reading.kind is PageKind.WEB else PageKind.WEB
            yield kind, dict(reading.kept), {f"as a {kind.value} page": 1.0}

    def _sight(self, kind: PageKind) -> Sight:
        if kind not in self._sights:
            self._sights[kind] = see(self._looks, self._tables, kind, self._page)
        return self._sights[kind]

    def _arranged(
        self, kind: PageKind, tried: Mapping[int, Role], lines: tuple[RoleLine, ...], rivals: Sequence[Rival]
    ) -> Reading:
        settled = self._settled
        clips = cut(lines, kind, self._tables.photo, settled.starts | settled.breaks)
        stories = arrange(clips, kind, self._weighing, settled.starts, settled.given)
        return Reading(kind, lines, stories, rivals, tried)


def _behind(now: float, then: float) -> float:
    """By how much a line's own signs speak against another role, in log-odds; a role that was not tried is as far as can be."""
    return _FAR if math.isinf(now) or math.isinf(then) else min(_FAR, now - then)


def _odds(rivals: Sequence[Rival]) -> float:
    return sum(math.exp(-rival.behind) for rival in rivals)


def _key(kind: PageKind, lines: Sequence[RoleLine]) -> tuple[PageKind, tuple[Role, ...]]:
    """What two readings differ by, if they differ."""
    return kind, tuple(item.role for item in lines)


def _kept(lines: Sequence[RoleLine]) -> set[int]:
    """Numbers of the lines that are part of an article."""
    return {item.line.number for item in lines if item.role not in LEFT_OUT_ROLES}
