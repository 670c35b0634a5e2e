"""Learns how a paragraph begins a story (clippings/arrange/opens.py), from benchmarks/fidelity/seen.

    python -m tools.train_opens

A logistic regression over the pieces of a paragraph's first and last letters, with a Gaussian prior: the first paragraph of an
article against its others. News with a dateline begins as its dateline says, and photos have one paragraph: neither is asked. Writes
data/opens.tsv; prints how often the first of two paragraphs, one that begins a story and one that does not, is told from the other
when each group of documents is weighed with what was learned from the others (the area below the ROC curve).
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from scipy.stats import rankdata

from clippings.arrange.opens import Opens, opens, pieces_of
from clippings.width import restore_width
from tools.fit import logistic
from tools.table import write_table
from tools.train_wording import SEEN, Document, documents_of, parted

ROOT = Path(__file__).resolve().parents[1]
_ALWAYS = ("always", "")
_PULL = 3.0
_LEAST = 4  # paragraphs in which a piece must stand
_SMALL = 0.1  # weights that are left out
_SHORT = 12  # letters; a shorter paragraph says little
_FEWEST = 3  # paragraphs of an article


class Case(NamedTuple):
    """A paragraph, whether it is the first one, and the group of its document."""

    text: str
    first: bool
    group: str


def cases_of(documents: Sequence[Document]) -> Iterator[Case]:
    """The paragraphs of the articles that begin without a dateline."""
    for _, truth, group in documents:
        for article in truth["articles"]:
            texts = [restore_width(b["text"]) for b in article["body"] if b["type"] == "paragraph" and b["text"]]
            if article.get("dateline") or article["kind"] == "photo" or len(texts) < _FEWEST:
                continue
            yield from (Case(text, at == 0, group) for at, text in enumerate(texts) if len(text) >= _SHORT)


def fit(cases: Sequence[Case]) -> Opens:
    """What each piece says."""
    seen = [{*pieces_of(case.text), _ALWAYS} for case in cases]
    counts = Counter(piece for own in seen for piece in own)
    names = {piece: at for at, piece in enumerate(sorted(p for p, number in counts.items() if number >= _LEAST))}
    cells = [(row, names[piece]) for row, own in enumerate(seen) for piece in sorted(own) if piece in names]
    rows, columns = zip(*cells, strict=True)
    given = csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(cases), len(names)))
    sign = np.array([1.0 if case.first else -1.0 for case in cases])
    found = logistic(given, sign, np.ones(len(cases)), _PULL)
    return dict(zip(names, found.tolist(), strict=True))


def without(cases: Sequence[Case], parts: Sequence[frozenset[str]]) -> list[Opens]:
    """What is learned without each part of the groups."""
    return [fit([case for case in cases if case.group not in part]) for part in parts]


def main() -> int:
    """Learns, prints and writes."""
    cases = list(cases_of(documents_of(SEEN)))
    parts = parted(case.group for case in cases)
    scored = [
        (opens(case.text, weights), case.first)
        for part, weights in zip(parts, without(cases, parts), strict=True)
        for case in cases
        if case.group in part
    ]
    first = np.array([is_first for _, is_first in scored])
    ranks = rankdata([score for score, _ in scored])
    ones, others = int(first.sum()), int((~first).sum())
    told = (ranks[first].sum() - ones * (ones + 1) / 2) / (ones * others)
    print(f"{len(cases)} paragraphs, {ones} of them first; told from the others {told:.3f}, held out")
    rows = ((where, piece, weight) for (where, piece), weight in sorted(fit(cases).items()))
    count = write_table(ROOT / "data" / "opens.tsv", "tools.train_opens", "where, piece, weight", rows, _SMALL)
    print(f"{count} weights")
    return 0


if __name__ == "__main__":
    sys.exit(main())
