"""Learns what articles are about (clippings/subjects.py), from the pages with truth in benchmarks/fidelity/seen.

    python -m tools.train_subjects

Latent semantic analysis: how often each pair of Chinese characters stands in each article, by its logarithm and by how few articles hold
the pair, each article of length 1; the 48 directions that tell most of it (a truncated singular value decomposition). Each counts less than
in the decomposition, by the root of its singular value, which told the articles of one page apart best. Writes data/subjects.npz: the pairs
that stand in five articles or more, and the direction of each in whole numbers up to 127. Prints how often, of two halves of stories that
stand side by side on a page, those of one story are nearer than those of two (the area under the curve), learned without the page.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, diags
from scipy.sparse.linalg import svds

from clippings.script import to_simplified
from clippings.subjects import PageSubjects, Subjects, directions_of, numbers_of
from tools.train_wording import SEEN, Document, documents_of, parted

ROOT = Path(__file__).resolve().parents[1]
_DIRECTIONS, _LEAST = 48, 5
_OFTEN = 0.25  # of the articles; a pair in more of them tells nothing
_MOST, _SPARED = 127, 0.999  # the largest number, and the share of numbers that are not cut off at it
_PARTS = 4
_LONG = 120  # characters of a story that is halved
Array = Any


def texts_of(document: Document) -> Iterator[list[str]]:
    """The headline and the paragraphs of each article."""
    for article in document.truth["articles"]:
        texts = [block["text"] for block in article["body"] if block["type"] != "caption"]
        yield to_simplified("\n".join([article.get("title") or "", *texts])).split("\n")


def learn(documents: Sequence[Document]) -> Subjects:
    """The directions under which articles are told best."""
    articles = ["\n".join(texts) for document in documents for texts in texts_of(document)]
    numbers, rows = numbers_of(articles)
    pairs, columns = np.unique(numbers, return_inverse=True)
    counts = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(articles), len(pairs)))
    spread = np.asarray((counts > 0).sum(axis=0)).ravel()
    kept = np.flatnonzero((spread >= _LEAST) & (spread < _OFTEN * len(articles)))
    counts, pairs = counts[:, kept], pairs[kept]
    rare = np.log(len(articles) / spread[kept])
    counts.data = 1 + np.log(counts.data)
    amounts = counts @ diags(rare)
    lengths = np.sqrt(np.asarray(amounts.multiply(amounts).sum(axis=1)).ravel())
    _, sizes, turned = svds(diags(1 / np.where(lengths > 0, lengths, 1)) @ amounts, k=_DIRECTIONS, random_state=0)
    directions = turned.T * rare[:, None] / np.sqrt(sizes)
    directions *= _MOST / np.quantile(np.abs(directions), _SPARED)
    return Subjects(pairs, np.clip(np.rint(directions), -_MOST, _MOST).astype(np.int8))


def nearness(documents: Sequence[Document], subjects: Subjects) -> tuple[list[float], list[float]]:
    """How near halves of one story are, and halves of two that stand side by side."""
    same: list[float] = []
    others: list[float] = []
    for document in documents:
        halves = [half for texts in texts_of(document) for half in _halves(texts[1:])]
        if len(halves) > 2:
            rows = directions_of(halves, subjects)
            places = PageSubjects(list(rows), [len(half) for half in halves]).apart(rows)
            near = places[::2] @ places[1::2].T
            same += np.diagonal(near).tolist()
            others += [*np.diagonal(near, 1).tolist(), *np.diagonal(near, -1).tolist()]
    return same, others


def _halves(texts: Sequence[str]) -> list[str]:
    if len(texts) < 2 or sum(map(len, texts)) < _LONG:
        return []
    ends = np.cumsum([len(text) for text in texts])
    half = min(int(np.searchsorted(ends, ends[-1] / 2)), len(texts) - 2) + 1
    return ["".join(texts[:half]), "".join(texts[half:])]


def area(same: Sequence[float], others: Sequence[float]) -> float:
    """How often one of `same` is larger than one of `others`."""
    ranks = np.argsort(np.argsort([*same, *others]))[: len(same)]
    return float((ranks.sum() - len(same) * (len(same) - 1) / 2) / (len(same) * len(others)))


def main() -> int:
    """Trains, writes and prints."""
    documents = documents_of(SEEN)
    subjects = learn(documents)
    np.savez_compressed(ROOT / "data" / "subjects.npz", pairs=subjects.pairs, directions=subjects.directions)
    same: list[float] = []
    others: list[float] = []
    for part in parted((document.group for document in documents), _PARTS):
        found = nearness(
            [x for x in documents if x.group in part], learn([x for x in documents if x.group not in part])
        )
        same += found[0]
        others += found[1]
    print(f"{len(subjects.pairs)} pairs; told apart {area(same, others):.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
