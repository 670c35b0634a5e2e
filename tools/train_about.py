"""Learns which of the places that an article names it is about, from readers' choice (benchmarks/places/about-seen.tsv).

    python -m tools.train_about [--pull 1.0] [--out FILE]

Two models over what `clippings.places.candidates` sees of each place, by the depth of the place and for all depths. Which
place is primary is a conditional logit (McFadden 1974): the candidates of an article, none of them too, share the
probability. Which others stand beside it is a logistic regression. Weights are pulled to nothing (a Gaussian prior of
precision `--pull`). Writes data/about.tsv: choice and depth, feature, weight; weights below 0.02 are left out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from benchmarks.choices import Choice, agreed, choices
from benchmarks.documents import documents
from clippings.places import Spot, resolved
from clippings.places.about import place_in
from clippings.places.candidates import beside, features
from clippings.script import to_simplified
from clippings.tables import load_tables
from clippings.tag import Tagger
from tools.fit import conditional, least
from tools.table import write_table

ROOT = Path(__file__).resolve().parents[1]
_SMALL = 0.02
Array = Any
Row = dict[tuple[str, str], float]  # (depth or any, feature) -> value


class Case(NamedTuple):
    """An article: what is seen of each candidate, its name, and what readers agreed on."""

    seen: dict[Spot | None, dict[str, float]]
    names: dict[Spot | None, str]
    choice: Choice


def cases(tagger: Tagger, part: str = "seen") -> Iterator[Case]:
    """Every article of a part with its readers' choice."""
    chosen = choices(part)
    gazetteer = tagger.gazetteer
    for articles, source, keys in documents(part):
        found, home, year = resolved(articles, source, tagger.tables, gazetteer)
        for (pieces, mentions), key in zip(found, keys, strict=True):
            if key not in chosen:  # nobody has read it for its places and themes
                continue
            seen = features(mentions, pieces, home.code)
            names: dict[Spot | None, str] = {
                spot: to_simplified("/".join(gazetteer.chain(place_in(spot, gazetteer, year), year)))
                for spot in seen
                if spot
            }
            yield Case(seen, names | {None: ""}, agreed(chosen[key]))


def row_of(seen: dict[str, float], spot: Spot | None) -> Row:
    """What is seen of a candidate, by its depth and for every depth."""
    if spot is None:
        return {("0", name): value for name, value in seen.items()}
    depth = str(spot.depth)
    return {(level, name): value for name, value in seen.items() for level in ("any", depth)}


def matrix(rows: Sequence[Row]) -> tuple[Any, list[tuple[str, str]]]:
    """Rows by features, and the features' names."""
    names = sorted({name for row in rows for name in row})
    at = {name: index for index, name in enumerate(names)}
    cells = [(index, at[name], value) for index, row in enumerate(rows) for name, value in row.items()]
    lines, columns, values = zip(*cells, strict=True)
    return csr_matrix((values, (lines, columns)), shape=(len(rows), len(names))), names


def learn_primary(given: Sequence[Case], pull: float) -> dict[tuple[str, str], float]:
    """The weights under which the primary places are likeliest; an article whose place is no candidate teaches nothing."""
    usable = [case for case in given if case.choice.primary in case.names.values()]
    rows, names = matrix([row_of(seen, spot) for case in usable for spot, seen in case.seen.items()])
    right = np.array([case.names[spot] == case.choice.primary for case in usable for spot in case.seen])
    sizes = np.array([len(case.seen) for case in usable])
    return _named(conditional(rows, right, sizes, pull), names)


def learn_beside(
    given: Sequence[Case], primary: dict[tuple[str, str], float], pull: float
) -> dict[tuple[str, str], float]:
    """The weights under which the places beside the primary one are likeliest, given the one that would be chosen."""
    rows: list[Row] = []
    truth: list[float] = []
    for case in given:
        sums = {
            spot: sum(primary.get(name, 0.0) * value for name, value in row_of(seen, spot).items())
            for spot, seen in case.seen.items()
        }
        best = max(sums, key=lambda spot: sums[spot])
        for spot, seen in case.seen.items():
            if spot and best and spot != best:
                rows.append(row_of(seen | beside(spot, best, case.seen), spot))
                truth.append(case.names[spot] in case.choice.places)
    table, names = matrix(rows)
    wanted = np.array(truth, float)

    def loss(weights: Array) -> tuple[float, Array]:
        sums = table @ weights
        off = 1 / (1 + np.exp(-sums)) - wanted
        cost = (np.logaddexp(0, sums) - wanted * sums).sum() + pull * weights @ weights / 2
        return float(cost), table.T @ off + pull * weights

    return _named(least(loss, len(names)), names)


def _named(weights: Array, names: Sequence[tuple[str, str]]) -> dict[tuple[str, str], float]:
    return {name: float(value) for name, value in zip(names, weights, strict=True)}


def main() -> int:
    """Trains and writes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pull", type=float, default=1.0)
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "about.tsv")
    wanted = parser.parse_args()
    given = list(cases(Tagger.of(load_tables(ROOT / "data"))))
    primary = learn_primary(given, wanted.pull)
    others = learn_beside(given, primary, wanted.pull)
    rows = (
        (f"{choice} {depth}", name, value)
        for choice, weights in (("primary", primary), ("beside", others))
        for (depth, name), value in weights.items()
    )
    wants = "choice and depth (1 province to 5 village, 0 none), feature, weight"
    count = write_table(wanted.out, "tools.train_about", wants, rows, _SMALL)
    print(f"{len(given)} articles, {count} weights")
    return 0


if __name__ == "__main__":
    sys.exit(main())
