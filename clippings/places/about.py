"""About: the places an article is about, one of them primary, out of all that it mentions.

Every place is weighed where it is named: the head counts most, a paragraph counts once, a dateline not at all. The weights are
summed up the tree, and the tree is walked down while one child holds at least half of what is there. Beside this primary place
stand those with a paragraph of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from clippings.gazetteer import Gazetteer, Spot, level
from clippings.models import Evidence, Place
from clippings.places.mention import Mention, Piece

_WEIGHT = {
    "title": 3.0, "kicker": 3.0, "subtitle": 2.5, "column": 0.0, "lead": 1.0, "heading": 1.5, "caption": 1.2, "paragraph": 1.0,
    "list": 0.4, "dateline": 0.0,
}  # fmt: skip
_ROLE = {"scene": 1.0, "actor": 0.8, "deictic": 0.5, "dateline": 0.0, "comparison": 0.3}
_MOST = 8
_OPENING = 40  # characters of a paragraph in which it says where it is


class About(NamedTuple):
    """A place an article is about: where it is in the gazetteer, and as the article shows it."""

    spot: Spot
    place: Place


def about(
    mentions: Sequence[Mention], pieces: Sequence[Piece], home: str | None, gazetteer: Gazetteer, year: int | None
) -> tuple[About, ...]:
    """The places of an article, the primary one first; none when the text names none."""
    weight, evidence = _weigh(mentions, pieces, home)
    primary = _primary(weight) or _desk(mentions, pieces, evidence)
    if primary is None:
        return ()
    if gazetteer.at(primary.code, year) is None:  # the districts of 北京市 have codes of a prefecture that is none
        primary = Spot(primary.code[:2] + "0000")
    chosen = [primary, *_others(weight, primary, mentions, pieces, home)]
    return tuple(About(spot, _place(spot, spot == primary, evidence, gazetteer, year)) for spot in chosen[:_MOST])


def _desk(mentions: Sequence[Mention], pieces: Sequence[Piece], evidence: dict[Spot, list[Evidence]]) -> Spot | None:
    """Where a text that names no place was written, when its dateline says so: a brief from 铁门关."""
    desks = {_division(m.spot): m for m in mentions if m.role == "dateline" and m.spot and m.spot.depth > 1}
    if len(desks) != 1:
        return None
    ((spot, mention),) = desks.items()
    piece = pieces[mention.piece]
    evidence[spot].append(Evidence(mention.text, piece.where, piece.line))
    return spot


def roles(mentions: Sequence[Mention], places: Sequence[Spot]) -> list[Mention]:
    """The mentions, those of places that the article is not about turned into comparisons."""
    return [
        replace(m, role="comparison")
        if m.spot and m.role == "scene" and not any(p.holds(m.spot) or m.spot.holds(p) for p in places)
        else m
        for m in mentions
    ]


def _weigh(
    mentions: Sequence[Mention], pieces: Sequence[Piece], home: str | None
) -> tuple[dict[Spot, float], dict[Spot, list[Evidence]]]:
    weight: dict[Spot, float] = defaultdict(float)
    evidence: dict[Spot, list[Evidence]] = defaultdict(list)
    best: dict[tuple[Spot, int], float] = {}
    for mention in mentions:
        if mention.spot is None:
            continue
        where, _, line = pieces[mention.piece]
        value = _WEIGHT.get(where, 0.0) * _ROLE[mention.role]
        spot = _division(mention.spot)
        if spot == Spot(home[:2] + "0000" if home else ""):
            value *= 0.5 if mention.role != "actor" else 0.3
        elif home and spot.code[:2] != home[:2]:
            value *= 0.5 if spot.depth <= 2 else 0.8
        key = (spot, mention.piece)
        if value > best.get(key, 0.0):
            weight[spot] += value - best.get(key, 0.0)
            best[key] = value
        if value:
            evidence[spot].append(Evidence(mention.text, where, line))
    return weight, evidence


def _division(spot: Spot) -> Spot:
    """The place itself; of a neighbourhood of Hong Kong or Macao its district or parish, below which nothing is divided."""
    return Spot(spot.code) if spot.code[:2] in ("81", "82") else spot


def _primary(weight: Mapping[Spot, float]) -> Spot | None:
    """Down the tree, while one child holds at least half of what its parent's children hold and of part of what is said of the
    parent itself: a county in the headline and one of its townships in the text is about the township."""
    if sum(weight.values()) < 0.5:
        return None
    sums: dict[Spot, float] = defaultdict(float)
    children: dict[Spot | None, set[Spot]] = defaultdict(set)
    for spot, value in weight.items():
        above = spot.above()
        for high, low in zip((None, *above), above, strict=False):
            sums[low] += value
            children[high].add(low)
    here: Spot | None = None
    while True:
        below = children.get(here, set())
        best = max(sorted(below), key=lambda s: (sums[s], weight.get(s, 0.0)), default=None)
        if best is None:
            return here
        total = sum(sums[s] for s in below) + (weight.get(here, 0.0) * _OWN[best.depth] if here else 0.0)
        if here is not None and sums[best] * 2 < total:
            return here
        here = best


_OWN = {1: 0.0, 2: 1.0, 3: 1.0, 4: 0.3, 5: 2.0}  # how much the parent's own weight stands against a child of that depth


def _others(
    weight: Mapping[Spot, float], primary: Spot, mentions: Sequence[Mention], pieces: Sequence[Piece], home: str | None
) -> list[Spot]:
    """Places with a paragraph of their own: named in the head of it, not held by nor holding another that counts more."""
    total = sum(weight.values())
    scenes: dict[Spot, float] = defaultdict(float)
    for mention in mentions:
        if mention.spot and mention.role == "scene":
            where, spot = pieces[mention.piece].where, _division(mention.spot)
            if where in ("paragraph", "caption") and mention.start <= _OPENING:
                scenes[spot] += 1.0
            elif where in ("title", "heading", "kicker", "subtitle"):
                scenes[spot] += 1.5
    above = {high for spot in weight if weight[spot] >= 0.8 and spot in scenes for high in spot.above()[:-1]}
    found = []
    for spot in sorted(weight, key=lambda s: (-weight[s], s)):
        if spot.holds(primary) or spot in above:
            continue
        if level(spot.code) == 1 and not spot.township and home and spot.code[:2] == home[:2]:
            continue
        far = home and spot.code[:2] != home[:2]
        scene = scenes.get(spot, 0.0) >= 1.0 and not (spot.depth <= (2 if far else 1))
        if weight[spot] >= max(2.0, total * 0.2) or scene:
            found.append(spot)
    return found


def _place(
    spot: Spot, primary: bool, evidence: Mapping[Spot, Sequence[Evidence]], gazetteer: Gazetteer, year: int | None
) -> Place:
    own = [e for s, found in evidence.items() if spot.holds(s) for e in found]
    return place_at(spot, tuple(own[:8]), gazetteer, year, primary=primary)


def place_at(
    spot: Spot, evidence: tuple[Evidence, ...], gazetteer: Gazetteer, year: int | None, *, primary: bool
) -> Place:
    """A spot as an article shows it: its code and names as they were in the year; the keys of it and of all above it."""
    own = gazetteer.divisions_of(spot, year)
    path = [gazetteer.today.get(d.code, d.code) for d in own]
    for name in (spot.township, spot.village):
        if name:
            path.append(f"{path[-1]}/{name}")
    return Place(own[-1].code, gazetteer.chain(spot, year), tuple(path), primary, evidence)
