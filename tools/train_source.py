"""Learns which of the names and dates that a page gives is its paper and its day, from benchmarks/fidelity/seen.

    python -m tools.train_source [--pull 1.0] [--out FILE]

For paper and date a conditional logit (McFadden 1974) each: the candidates of a page (`clippings.describe.paper`,
`clippings.describe.dated`), none of them too, share the probability. Weights are pulled to nothing (a Gaussian prior of
precision `--pull`). Writes data/source.tsv: paper or date, what is seen of a candidate, weight; weights below 0.02 are left
out. Nearly every page has a date, so each counts once more without its own: then it has none. Prints how many of the pages
come out right when each group of documents is weighed with what was learned from the others (their lines' roles are those of
the program as it is, which has learned from all of them).
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

from clippings.choose import read_page
from clippings.clean import clean
from clippings.describe.dated import dates_stated
from clippings.describe.paper import papers_named
from clippings.describe.source import likeliest
from clippings.describe.zone import Seen
from clippings.tables import load_tables
from tools.table import write_table
from tools.train_wording import SEEN, documents_of, parted

ROOT = Path(__file__).resolve().parents[1]
_SMALL = 0.02
_GROUPS = 3  # groups of documents in which a thing must be seen; else it is one writer's
Array = Any


class Case(NamedTuple):
    """A page: what is seen of each candidate, the true one, and the letters that documents written with it share."""

    seen: Seen
    truth: str | None
    group: str


def learn(cases: Sequence[Case], pull: float) -> dict[str, float]:
    """What everything that is seen of a candidate adds to the log-odds that it is the true one."""
    groups: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        for name in {name for found in case.seen.values() for name in found}:
            groups[name].add(case.group)
    names = sorted(name for name, own in groups.items() if len(own) >= _GROUPS)
    at = {name: index for index, name in enumerate(names)}
    ready = [
        (
            [np.array(sorted(at[name] for name in found if name in at), int) for found in case.seen.values()],
            [*case.seen].index(case.truth),
        )
        for case in cases
        if case.truth in case.seen
    ]

    def loss(weights: Array) -> tuple[float, Array]:
        slope, total = pull * weights, pull * float(weights @ weights) / 2
        for rows, true in ready:
            sums = np.array([weights[row].sum() for row in rows])
            logs = sums - np.logaddexp.reduce(sums)
            total -= float(logs[true])
            off = np.exp(logs)
            off[true] -= 1
            for row, value in zip(rows, off, strict=True):
                slope[row] += value
        return total, slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    return dict(zip(names, map(float, found), strict=True))


def _undated(case: Case) -> Case:
    """The page as if nothing on it stated its date; the other dates on it are not its own."""
    return Case(
        {name: found for name, found in case.seen.items() if name != case.truth or name is None}, None, case.group
    )


def held_out(own: Sequence[Case], more: Sequence[Case], pull: float) -> int:
    """How many cases come out right when each is weighed with what was learned without its group."""
    right = 0
    cases = [*own, *more]
    for part in parted(case.group for case in cases):
        weights = learn([case for case in cases if case.group not in part], pull)
        right += sum(likeliest(case.seen, weights) == case.truth for case in cases if case.group in part)
    return right


def main() -> int:
    """Trains, prints and writes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pull", type=float, default=1.0)
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "source.tsv")
    wanted = parser.parse_args()
    tables = load_tables(ROOT / "data")
    cases: Mapping[str, list[Case]] = {"paper": [], "date": [], "no date": []}
    for text, truth, group in documents_of(SEEN):
        reading = read_page(clean(text), tables)
        kind, lines = reading.kind, reading.lines
        stated = truth["source"]
        cases["paper"].append(Case(papers_named(lines, kind, tables.forms), stated.get("publisher") or None, group))
        cases["date"].append(Case(dates_stated(lines, kind), stated.get("date") or None, group))
        cases["no date"].append(_undated(cases["date"][-1]))
    rows = []
    for field, more in (("paper", []), ("date", cases["no date"])):
        own = cases[field]
        print(f"{field}: {held_out(own, more, wanted.pull)} of {len(own) + len(more)} right, held out")
        rows += [(field, name, weight) for name, weight in learn([*own, *more], wanted.pull).items()]
    count = write_table(
        wanted.out, "tools.train_source", "paper or date, what is seen of a candidate, weight", rows, _SMALL
    )
    print(f"{count} weights")
    return 0


if __name__ == "__main__":
    sys.exit(main())
