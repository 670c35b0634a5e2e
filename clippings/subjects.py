"""Subjects: what texts are about, as directions, so that two texts of one thing lie near each other though their words differ.

Latent semantic analysis (Deerwester et al. 1990): pairs of characters that stand in the same articles point the same way. Each pair's
direction was learned from the articles of pages with truth (`data/subjects.npz`, `tools/train_subjects.py`). The direction of a text is
the sum of those of its pairs. What all texts of a page have in common, its place and its day, says nothing of which of them are of one
story, and is taken off (`PageSubjects.apart`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from clippings.shingles import SHIFT, Array, codes_of

_FIRST, _LAST = 0x4E00, 0x9FFF  # Chinese characters
_PART = 100  # characters of a part of a page; its parts count alike for what they have in common


class Subjects(NamedTuple):
    """The pairs that are known, as numbers in ascending order (the first character times two to the SHIFT, and the second), and the
    direction of each: pairs by dimensions, small whole numbers."""

    pairs: Array
    directions: Array


NOWHERE: Array = np.zeros(1, np.float32)  # the direction of what is not known
NO_SUBJECTS = Subjects(np.empty(0, np.int64), np.empty((0, 1), np.int8))  # nothing is known of any


def numbers_of(texts: Sequence[str]) -> tuple[Array, Array]:
    """The pairs of Chinese characters that stand side by side in each text, as numbers, and the texts they are in; both in order."""
    codes = codes_of("".join(texts))
    rows = np.repeat(np.arange(len(texts)), [*map(len, texts)])
    chinese = (codes >= _FIRST) & (codes <= _LAST)
    side = chinese[:-1] & chinese[1:] & (rows[:-1] == rows[1:])
    return (codes[:-1] << SHIFT | codes[1:])[side], rows[:-1][side]


def directions_of(texts: Sequence[str], subjects: Subjects) -> Array:
    """The direction of each text, or zeros: texts by dimensions."""
    found = np.zeros((len(texts), subjects.directions.shape[1]), np.float32)
    if not len(subjects.pairs):
        return found
    numbers, rows = numbers_of(texts)
    at = np.minimum(np.searchsorted(subjects.pairs, numbers), len(subjects.pairs) - 1)
    known = subjects.pairs[at] == numbers
    rows = rows[known]
    if len(rows):
        begins = np.flatnonzero(np.diff(rows, prepend=-1))
        found[rows[begins]] = np.add.reduceat(subjects.directions[at[known]], begins, axis=0, dtype=np.float32)
    return found


class PageSubjects:
    """The directions of a page's lines, and what they have in common."""

    def __init__(self, lines: Sequence[Array], lengths: Sequence[int], numbers: Iterable[int] = ()) -> None:
        """`lines` are the lines' directions, `lengths` their characters, `numbers` their numbers."""
        self.lines = np.stack(lines) if lines else NOWHERE[None]
        lengths = lengths or [0]
        self._at = {number: at for at, number in enumerate(numbers)}
        parts = np.cumsum(lengths) // _PART
        self._common = _even(np.add.reduceat(self.lines, np.flatnonzero(np.diff(parts, prepend=-1)))).mean(axis=0)

    def rows(self, numbers: Iterable[int]) -> Array:
        """The directions of the lines with these numbers: lines by dimensions."""
        rows: Array = self.lines[[self._at[number] for number in numbers]]
        return rows

    def apart(self, texts: Array) -> Array:
        """The directions of some texts, each of length 1, without what is common to the page; zeros stay zeros. The product of two says
        how near they are, from -1 to 1."""
        given = texts.any(axis=-1, keepdims=True)
        return _even(np.where(given, _even(texts) - self._common, 0.0))


def _even(vectors: Array) -> Array:
    """Each with length 1, but for zeros."""
    lengths = np.sqrt((vectors * vectors).sum(axis=-1, keepdims=True))
    even: Array = vectors / np.where(lengths > 0, lengths, 1.0)
    return even
