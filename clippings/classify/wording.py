"""How a line is worded: what the lines with the same pieces of one to three characters have been on pages with truth.

A model of its own, that knows a line's words and nothing of where it stands (`data/wording.tsv`, learned by
`tools/train_wording.py`). What it says is one more feature of the line, so that the page decides (stacked generalization,
Wolpert 1992).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from operator import add

import numpy as np

from clippings.classify.look import Look
from clippings.models import SORTS
from clippings.shingles import SHIFT, Array, codes_of, held
from clippings.tables import Weights, Wording

_HEAD, _TAIL = 14, 8  # characters of a longer line that are looked at
_LONG = 80  # characters
_BLOCK = 1000  # lines that are worked on at once, so that a long page takes little memory
_END = "\0"  # stands behind each line, and in none
_FURNITURE, *_OWN = SORTS
_FAR = 5  # log-odds; further off is as good
_STEP, _STEPS = 0.8, 3  # of how far the best sort is ahead of the next
_CLEAR = 1.5  # log-odds
_AROUND = 3  # lines before and as many behind


def see_wording(looks: Sequence[Look], wording: Wording) -> None:
    """Marks each line by how far its words speak for furniture, which sort of the paper's own lines they are most like, and
    how the lines around it are worded."""
    said = read_wording([look.shape for look in looks], wording)
    if not len(said):
        return
    own = said[:, 1:]
    furniture = said[:, 0] - np.logaddexp.reduce(own, axis=1)
    second, first = np.sort(own, axis=1)[:, -2:].T
    best = own.argmax(axis=1).tolist()
    ahead = np.minimum(_STEPS, (first - second) / _STEP).astype(int).tolist()
    whole = np.clip(np.rint(furniture), -_FAR, _FAR).astype(int).tolist()
    signs = ["|", *("+" if far > _CLEAR else "-" if far < -_CLEAR else "0" for far in furniture), "|"]
    sums = np.concatenate([[0.0], np.cumsum(furniture)])
    for at, look in enumerate(looks):
        low, high = max(0, at - _AROUND), min(len(looks), at + _AROUND + 1)
        others = max(1, high - low - 1)
        around = round((sums[high] - sums[low] - furniture[at]) / others)
        form = "shown" if look.is_shown else "text"
        look.features += (
            f"{form}, words of {_FURNITURE} {whole[at]:+d}",
            f"{form}, words of {_OWN[best[at]]} {ahead[at]}",
            f"{form}, words of {_FURNITURE} {signs[at]}{signs[at + 1]}{signs[at + 2]}",
            f"{form}, words around {max(-_FAR, min(_FAR, around)):+d}",
        )


def read_wording(shapes: Sequence[str], wording: Wording) -> Weights:
    """For each line how much its words speak for each sort: lines by sorts, in the order of SORTS."""
    blocks = [_read(shapes[at : at + _BLOCK], wording) for at in range(0, len(shapes), _BLOCK)]
    return np.concatenate(blocks) if blocks else np.empty((0, len(SORTS)))


def _read(shapes: Sequence[str], wording: Wording) -> Weights:
    one = _ends(shapes)
    row = np.cumsum(one == 0)
    two = one[:-1] << SHIFT | one[1:]
    three = two[:-1] << SHIFT | one[2:]
    inside = one > 0
    pair = inside[:-1] & inside[1:]
    triple = pair[:-1] & inside[2:]
    codes = np.concatenate([one[inside], two[pair], three[triple]])
    rows = np.concatenate([row[inside], row[:-1][pair], row[:-2][triple]])
    known, numbers, sizes = held(codes, rows, len(shapes))
    begins = np.cumsum([0, *sizes[:-1]])
    sums: Weights = np.add.reduceat(wording.says[wording.rows_of(known)[numbers]], begins)
    return sums / np.sqrt(sizes)[:, None]


def pieces(shape: str) -> frozenset[str]:
    """All runs of one to three characters of how a line begins and ends, to learn from; `read_wording` knows them by numbers."""
    text = "".join(map(chr, _ends([shape])[:-1]))
    return frozenset(chain(text, map(add, text, text[1:]), map(add, map(add, text, text[1:]), text[2:])))


def _ends(shapes: Iterable[str]) -> Array:
    """How lines begin and end, as the numbers of characters, with a 0 behind each line. Numbers are 0, Latin words a; ‹ and ›
    stand for a line's two ends, ⋯ for what is left out in its middle."""
    # numbers and Latin words aside, the middle of a long line is left out in any case
    short = (shape if len(shape) <= _LONG else shape[:_LONG] + shape[-_LONG:] for shape in shapes)
    chars = codes_of("".join(f"‹{' '.join(shape.replace(_END, ' ').split())}›{_END}" for shape in short))
    chars[chars == ord("#")] = ord("＃")  # no row of a table begins with #
    kept = np.ones(len(chars), bool)
    for first, last, sign in (("0", "9", "0"), ("A", "Z", "a"), ("a", "z", "a")):
        chars[(chars >= ord(first)) & (chars <= ord(last))] = ord(sign)
    for sign in "0a":
        found = chars == ord(sign)
        kept[1:] &= ~(found[1:] & found[:-1])
    chars = chars[kept]
    ends = np.flatnonzero(chars == 0)
    begins = np.concatenate([[0], ends[:-1] + 1])
    lengths = ends + 1 - begins
    place = np.arange(len(chars)) - np.repeat(begins, lengths)
    middle = (place > _HEAD) & (np.repeat(lengths, lengths) - place > _TAIL + 2)
    chars[middle] = ord("⋯")
    result: Array = chars[~middle | (place == _HEAD + 1)]
    return result
