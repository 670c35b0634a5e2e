"""Learns how lines of each sort are worded, from the pages with truth and from single lines.

    python -m tools.train_wording [--least 4] [--spread 10] [--out FILE]

One softmax regression over the pieces of a line (`clippings.classify.wording.pieces`) that stand in `--least` lines at
least, with a Gaussian prior of variance `--spread`. It learns from the lines of benchmarks/fidelity/seen whose truth
leaves one sort only, and from benchmarks/fidelity/lines: single lines with their role. Writes data/wording.tsv: piece,
sort, weight; weights below 0.4 are left out, which costs nothing that can be measured.

What is learned from a page must not be asked about the same page when the weights of all features are learned: `without`
gives for each part of the groups of documents a wording that has not seen it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from benchmarks.labels import allowed_roles
from benchmarks.lines import Single, single_lines
from clippings.classify.look import look_at_all
from clippings.classify.wording import pieces
from clippings.clean import clean
from clippings.models import SORTS
from clippings.tables import Tables, Wording, load_tables
from tools.table import write_table

ROOT = Path(__file__).resolve().parents[1]
SEEN = ROOT / "benchmarks" / "fidelity" / "seen"
GROUPS = 8
_LEAST, _SPREAD = 4, 10.0
_SMALL = 0.4
_NAMES = tuple(SORTS)
Array = Any


class Worded(NamedTuple):
    """A line: its pieces, the place of its sort in SORTS, and the letters that the documents written with its own share."""

    pieces: frozenset[str]
    sort: int
    group: str


class Document(NamedTuple):
    """A text with its truth; documents that were written together share the letters before their number."""

    text: str
    truth: dict[str, Any]
    group: str


def documents_of(folder: Path) -> list[Document]:
    """The documents of a folder."""
    return [
        Document(
            path.with_suffix(".txt").read_text(encoding="utf-8"),
            json.loads(path.read_text(encoding="utf-8")),
            re.sub(r"\d.*", "", path.stem),
        )
        for path in sorted(folder.glob("*.json"))
    ]


def lines_of(text: str, truth: Mapping[str, Any], group: str, tables: Tables) -> Iterator[Worded]:
    """The lines of a page whose truth leaves one sort."""
    lines = clean(text)
    for look, roles in zip(look_at_all(lines, tables), allowed_roles(truth, lines), strict=True):
        sorts = [at for at, name in enumerate(_NAMES) if not SORTS[name].isdisjoint(roles)]
        if len(sorts) == 1:
            yield Worded(pieces(look.shape), sorts[0], group)


def _worded(single: Single, tables: Tables) -> Iterator[Worded]:
    for look in look_at_all(clean(single.text), tables):
        sort = next(at for at, name in enumerate(_NAMES) if single.role in SORTS[name])
        yield Worded(pieces(look.shape), sort, single.group)


def learn(lines: Sequence[Worded], least: int = _LEAST, spread: float = _SPREAD) -> Wording:
    """The wording under which the sorts of the lines are likeliest."""
    counts = Counter(chain.from_iterable(line.pieces for line in lines))
    rows = {piece: at for at, piece in enumerate(sorted(p for p, number in counts.items() if number >= least))}
    cells = [(at, rows[piece]) for at, line in enumerate(lines) for piece in sorted(line.pieces) if piece in rows]
    sizes = np.sqrt([len(line.pieces) for line in lines])
    at, columns = np.array(cells).T
    amounts = csr_matrix((1 / sizes[at], (at, columns)), shape=(len(lines), len(rows)))
    turned = amounts.T.tocsr()
    sorts = np.array([line.sort for line in lines])
    true = np.eye(len(_NAMES))[sorts]

    def loss(weights: Array) -> tuple[float, Array]:
        sums = amounts @ weights.reshape(len(rows), -1)
        logs = sums - np.logaddexp.reduce(sums, axis=1, keepdims=True)
        slope = turned @ (np.exp(logs) - true)
        total = -logs[np.arange(len(lines)), sorts].sum() + weights @ weights / (2 * spread)
        return total, slope.ravel() + weights / spread

    found = minimize(loss, np.zeros(len(rows) * len(_NAMES)), jac=True, method="L-BFGS-B", options={"maxiter": 80}).x
    says = found.reshape(len(rows), -1)
    says[np.abs(says) < _SMALL] = 0.0
    return Wording({piece: at + 1 for piece, at in rows.items()}, np.vstack([np.zeros(len(_NAMES)), says]))


def parted(groups: Iterable[str], count: int = GROUPS) -> list[frozenset[str]]:
    """Groups of documents in so many parts."""
    names = sorted(set(groups))
    return [frozenset(names[at::count]) for at in range(min(count, len(names)))]


def without(lines: Sequence[Worded], parts: Sequence[frozenset[str]], workers: int = 2) -> list[Wording]:
    """For each part of the groups a wording learned from all lines that are not of it."""
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(learn, ([line for line in lines if line.group not in part] for part in parts)))


def all_lines(documents: Iterable[Document], singles: Iterable[Single], tables: Tables) -> list[Worded]:
    """The lines of documents, and single lines."""
    of_pages = (lines_of(*document, tables) for document in documents)
    return list(chain(*of_pages, *(_worded(single, tables) for single in singles)))


def main() -> int:
    """Trains and writes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--least", type=int, default=_LEAST, help="a piece must stand in so many lines")
    parser.add_argument("--spread", type=float, default=_SPREAD)
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "wording.tsv")
    wanted = parser.parse_args()
    tables = load_tables(ROOT / "data")
    lines = all_lines(documents_of(SEEN), single_lines(), tables)
    wording = learn(lines, wanted.least, wanted.spread)
    rows = (
        (piece, sort, float(weight))
        for piece, at in wording.rows.items()
        for sort, weight in zip(_NAMES, wording.says[at], strict=True)
    )
    count = write_table(wanted.out, "tools.train_wording", "piece, sort, what it says of the sort", rows, _SMALL)
    print(f"{len(lines)} lines, {len(wording.rows)} pieces, {count} weights")
    return 0


if __name__ == "__main__":
    sys.exit(main())
