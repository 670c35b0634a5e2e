"""Shingles (Broder 1997): the runs of letters in texts as numbers, so that many texts are compared at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
SHIFT = 21  # bits of a character's number
_FEW = 65535  # rows
_FEWEST = 8  # texts; of fewer no pair is rare
_COMMON = 0.5  # what half of the texts hold weighs nothing
_END = 0x34000  # beyond it Unicode has no letters


def codes_of(text: str) -> Array:
    """Its characters as numbers."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)


@cache
def _letters() -> Array:
    """Of each number up to _END whether its character is a letter or digit, as `text.letters_of` sees it."""
    return np.array([chr(number).isalnum() for number in range(_END + 1)])


def rarity(spread: Array, count: int) -> Array:
    """How telling pairs are, by how many of `count` texts hold each of them (one or more): much where few do, 0 where half do."""
    weights: Array = np.maximum(0.0, np.log(max(count, _FEWEST) / spread) - _COMMON)
    return weights


def held(codes: Array, rows: Array, count: int) -> tuple[Array, Array, Array]:
    """Which codes each of `count` rows holds. `rows` are the codes' rows, and ascend for those that are the same. Gives the codes
    that there are, in order; the places there of those that a row holds, each once and in order, row by row; and how many
    these are for each row."""
    order = np.argsort(codes, kind="stable")
    codes, rows = codes[order], rows[order]
    first = np.diff(codes, prepend=-1) > 0  # of its like
    once = first | (np.diff(rows, prepend=-1) != 0)
    numbers, rows = (np.cumsum(first) - 1)[once], rows[once]
    short = rows.astype(np.uint16) if count <= _FEW else rows  # sorted much faster
    return codes[first], numbers[np.argsort(short, kind="stable")], np.bincount(rows, minlength=count)


class Shingles:
    """The pairs of letters of some texts, numbered from 0 to `size`. `numbers` are those that each text holds, one text's
    behind the other, each once and in order; `begins` says where each text's begin, and the last one's end."""

    def __init__(self, texts: Sequence[str]) -> None:
        codes = codes_of("".join(texts))
        rows = np.repeat(np.arange(len(texts)), [*map(len, texts)])
        letters = _letters()[np.minimum(codes, _END)]
        codes, rows = codes[letters], rows[letters]
        inside = rows[:-1] == rows[1:]
        known, self.numbers, sizes = held((codes[:-1] << SHIFT | codes[1:])[inside], rows[:-1][inside], len(texts))
        self.size = len(known)
        self.begins = np.cumsum([0, *sizes])

    def of(self, text: int) -> Array:
        """The numbers of the pairs of one text."""
        return self.numbers[self.begins[text] : self.begins[text + 1]]

    def mask(self, texts: Iterable[int]) -> Array:
        """For each pair whether one of some texts holds it."""
        found = np.zeros(self.size, bool)
        for text in texts:
            found[self.of(text)] = True
        return found

    def spread(self, counted: Sequence[bool]) -> Array:
        """By how many of those texts that are counted each pair is held."""
        rows = np.repeat(np.array(counted, bool), np.diff(self.begins))
        return np.bincount(self.numbers[rows], minlength=self.size)
