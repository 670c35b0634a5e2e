"""Candidates: every place an article may be about, and what is seen of each.

A candidate is a place that the article names, or one that holds such a place; None stands for no place at all.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from clippings.places.mention import Mention, Piece
from clippings.spots import Spot, level

_WEIGHT = {
    "title": 3.0, "kicker": 3.0, "subtitle": 2.5, "column": 0.0, "lead": 1.0, "heading": 1.5, "caption": 1.2, "paragraph": 1.0,
    "list": 0.4, "dateline": 0.0,
}  # fmt: skip
_ROLE = {"scene": 1.0, "actor": 0.8, "deictic": 0.5, "dateline": 0.0, "comparison": 0.3}
_TEXT = frozenset({"paragraph", "caption", "list"})
_HEADS = frozenset({"kicker", "subtitle", "heading"})
_OPENING = 40  # characters of a paragraph in which it says where it is

Features = Mapping[str, float]


@dataclass(slots=True)
class _Named:
    """Where a place is named: pieces by sort, for the place itself and with all that lies in it."""

    own: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    all: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    desk: bool = False  # a dateline names it
    weight: float = 0.0
    sum: float = 0.0  # the weight of the place with all that lies in it
    parts: set[Spot] = field(default_factory=set)  # what lies right below it


def features(
    mentions: Sequence[Mention], pieces: Sequence[Piece], home: str | None
) -> dict[Spot | None, dict[str, float]]:
    """What is seen of each place that the article may be about, and of None, that it is about no place."""
    text = {at for at, piece in enumerate(pieces) if piece.where in _TEXT}
    named = _named(mentions, pieces, text, home)
    count, total = max(1, len(text)), sum(found.weight for found in named.values()) or 1.0
    result: dict[Spot | None, dict[str, float]] = {None: _of_none(mentions, named.values(), home)}
    sums = {
        spot: sorted(((named[part].sum, part) for part in found.parts), reverse=True) for spot, found in named.items()
    }
    for spot, found in named.items():
        above = spot.above()
        parent = named[above[-2]] if len(above) > 1 else None
        seen = _of_text(found, count, total) | _of_parts(found, [value for value, _ in sums[spot] if value])
        if parent:
            siblings = len(parent.parts) - 1
            largest = next((value for value, part in sums[above[-2]][:2] if part != spot), 0.0)
            seen |= {
                "of parent": found.sum / parent.sum if parent.sum else 0.0,
                "parent weight": parent.weight / total,
                "parent title": float(bool(parent.own["title"])),
                "sibling": largest / total,
                "siblings": min(3, siblings) / 3,
                "alone": float(not siblings),
            }
        if home:
            seen |= {
                "home": float(Spot(home) == spot),
                "home province": float(Spot(home[:2] + "0000") == spot),
                "abroad": float(spot.code[:2] != home[:2]),
                "in home": float(level(home) > 1 and Spot(home).holds(spot) and Spot(home) != spot),
            }
        result[spot] = {name: value for name, value in seen.items() if value}
    return result


def _named(
    mentions: Sequence[Mention], pieces: Sequence[Piece], text: set[int], home: str | None
) -> dict[Spot, _Named]:
    """Every place named, and every place that holds one."""
    named: dict[Spot, _Named] = defaultdict(_Named)
    first = min(text, default=-1)
    best: dict[tuple[Spot, int], float] = {}
    for mention in mentions:
        if mention.spot is None:
            continue
        spot = district(mention.spot)
        above = spot.above()
        for high, low in itertools.pairwise(above):
            named[high].parts.add(low)
        here = named[spot]
        if mention.role == "dateline":
            for high in above:
                named[high].desk = True
            continue
        for sort in _sorts(mention, pieces[mention.piece].where, mention.piece == first):
            here.own[sort].add(mention.piece)
            for high in above:
                named[high].all[sort].add(mention.piece)
        value = _value(mention, spot, pieces[mention.piece].where, home)
        more = value - best.get((spot, mention.piece), 0.0)
        if more > 0:
            best[spot, mention.piece] = value
            here.weight += more
            for high in above:
                named[high].sum += more
    return dict(named)


def _sorts(mention: Mention, where: str, first: bool) -> list[str]:
    if mention.parts[0][0] == "deictic":
        return ["deictic"]
    if where == "title":
        return ["title"]
    if where in _HEADS:
        return ["heads"]
    if where not in _TEXT:
        return []
    sorts = ["text"]
    if mention.start <= _OPENING:
        sorts.append("openings")
    if first:
        sorts.append("first")
    if mention.role == "actor":
        sorts.append("actor")
    return sorts


def _value(mention: Mention, spot: Spot, where: str, home: str | None) -> float:
    """What one mention counts for its place."""
    value = _WEIGHT.get(where, 0.0) * _ROLE[mention.role]
    if spot == Spot(home[:2] + "0000" if home else ""):
        return value * (0.5 if mention.role != "actor" else 0.3)
    if home and spot.code[:2] != home[:2]:
        return value * (0.5 if spot.depth <= 2 else 0.8)
    return value


def _of_text(found: _Named, count: int, total: float) -> dict[str, float]:
    own, everywhere = found.own, found.all
    return {
        "any": 1.0,
        "own weight": found.weight / total,
        "weight": found.sum / total,
        "own title": float(bool(own["title"])),
        "title": float(bool(everywhere["title"])),
        "own heads": float(bool(own["heads"])),
        "heads": float(bool(everywhere["heads"])),
        "own text": len(own["text"]) / count,
        "text": len(everywhere["text"]) / count,
        "many own": math.log1p(len(own["text"])),
        "many": math.log1p(len(everywhere["text"])),
        "own openings": len(own["openings"]) / count,
        "openings": len(everywhere["openings"]) / count,
        "opening": float(bool(own["openings"])),
        "own first": float(bool(own["first"])),
        "first": float(bool(everywhere["first"])),
        "deictic": len(own["deictic"]) / count,
        "deictics": float(bool(own["deictic"])),
        "actor": len(own["actor"]) / count,
        "desk": float(found.desk),
    }


def _of_parts(found: _Named, sums: Sequence[float]) -> dict[str, float]:
    """How what is said of a place is parted among what lies in it: the sums of its parts, the largest first."""
    return {
        "leaf": float(not sums),
        "one part": float(len(sums) == 1),
        "two parts": float(len(sums) == 2),
        "three parts": float(len(sums) > 2),
        "best part": sums[0] / found.sum if sums else 0.0,
        "second part": sums[1] / sums[0] if len(sums) > 1 else 0.0,
    }


def _of_none(mentions: Sequence[Mention], named: Collection[_Named], home: str | None) -> dict[str, float]:
    return {
        "none": 1.0,
        "mentions": math.log1p(sum(1 for m in mentions if m.spot and m.role != "dateline")),
        "all weight": math.log1p(sum(found.weight for found in named)),
        "with home": float(bool(home)),
        "in text": float(any(found.own["text"] for found in named)),
        "in heads": float(any(found.own["title"] or found.own["heads"] for found in named)),
    }


def beside(spot: Spot, primary: Spot, seen: Mapping[Spot | None, Features]) -> dict[str, float]:
    """Where a place lies to the primary one, and how much of the text is about it compared with that."""
    return {
        "above the primary": float(spot.holds(primary)),
        "below the primary": float(primary.holds(spot)),
        "beside the primary": float(spot.above()[:-1] == primary.above()[:-1]),
        "against the primary": seen[spot].get("weight", 0.0) - seen[primary].get("weight", 0.0),
    }


def district(spot: Spot) -> Spot:
    """The place itself; of a neighbourhood of Hong Kong or Macao its district or parish, below which nothing is divided."""
    return Spot(spot.code) if spot.code[:2] in ("81", "82") else spot
