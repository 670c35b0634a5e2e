"""About: the places an article is about, one of them primary, out of all that it mentions.

Every place that an article names, and every place that holds one of these, is a candidate; so is none at all. What is
seen of a candidate (how much of the text names it, whether the headline does, how it is parted) speaks for or against
it, at each level of the tree by weights of its own. The candidate with the highest sum is the primary place, and those
stand beside it whose sum, with where they lie to the primary one, is above 0. The weights are learned from readers'
choice by `tools/train_about.py` (a conditional logit, McFadden 1974, and a logistic regression).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from clippings.gazetteer import Gazetteer
from clippings.models import Evidence, Place
from clippings.places.candidates import Features, beside, district, features
from clippings.places.mention import Mention, Piece
from clippings.spots import Spot
from clippings.tables import PlaceWeights

_MOST = 8
_COMPARED = -2.0  # a place of which less is said is only compared with


def ranked(
    mentions: Sequence[Mention], pieces: Sequence[Piece], home: str | None, weights: PlaceWeights
) -> tuple[tuple[Spot, float], ...]:
    """The candidates with how much speaks for each, the primary place first; none when the article is about no place."""
    seen = features(mentions, pieces, home)
    primary = max(sorted(seen, key=_order), key=lambda spot: _sum(seen[spot], "primary", spot, weights))
    if primary is None:
        return ()
    sums = {
        spot: _sum(found | beside(spot, primary, seen), "beside", spot, weights)
        for spot, found in seen.items()
        if spot and spot != primary
    }
    return ((primary, math.inf), *sorted(sums.items(), key=lambda item: (-item[1], item[0])))


def about(
    spots: Sequence[tuple[Spot, float]], mentions: Sequence[Mention], pieces: Sequence[Piece], gazetteer: Gazetteer,
    year: int | None,
) -> tuple[Place, ...]:  # fmt: skip
    """The places of an article, the primary one first."""
    evidence = _evidence(mentions, pieces)
    chosen = dict.fromkeys(place_in(spot, gazetteer, year) for spot, value in spots if value > 0)
    return tuple(_place(spot, at == 0, evidence, gazetteer, year) for at, spot in enumerate([*chosen][:_MOST]))


def roles(mentions: Sequence[Mention], spots: Sequence[tuple[Spot, float]]) -> list[Mention]:
    """The mentions, those of places that the article is hardly about turned into comparisons."""
    near = {spot for spot, value in spots if value > _COMPARED}
    holding = {high for spot in near for high in spot.above()}
    return [
        m._replace(role="comparison")
        if m.spot and m.role == "scene" and m.spot not in holding and near.isdisjoint(m.spot.above())
        else m
        for m in mentions
    ]


def _order(spot: Spot | None) -> tuple[str, ...]:
    return spot or ()


def _sum(found: Features, choice: str, spot: Spot | None, weights: PlaceWeights) -> float:
    row = weights.get((choice, spot.depth if spot else 0), {})
    return sum(row.get(name, 0.0) * value for name, value in found.items())


def place_in(spot: Spot, gazetteer: Gazetteer, year: int | None) -> Spot:
    """The place itself; the districts of 北京市 have codes of a prefecture that is none."""
    return spot if gazetteer.at(spot.code, year) else Spot(spot.code[:2] + "0000")


def _evidence(mentions: Sequence[Mention], pieces: Sequence[Piece]) -> dict[Spot, list[Evidence]]:
    """Where each place is named; in a dateline only if nowhere else."""
    evidence: dict[Spot, list[Evidence]] = defaultdict(list)
    for desk in (False, True):
        told = set(evidence)
        for mention in mentions:
            if mention.spot and (mention.role == "dateline") == desk:
                spot, piece = district(mention.spot), pieces[mention.piece]
                if not desk or spot not in told:
                    evidence[spot].append(Evidence(mention.text, piece.where, piece.line))
    return evidence


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
