"""How a line is worded: what the lines with the same pieces of one to three characters have been on pages with truth.

A model of its own, that knows a line's words and nothing of where it stands (`data/wording.tsv`, learned by
`tools/train_wording.py`). What it says is one more feature of the line, so that the page decides (stacked generalization,
Wolpert 1992).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import add

import numpy as np

from clippings.classify.look import Look
from clippings.models import SORTS
from clippings.tables import Weights, Wording

_HEAD, _TAIL = 14, 8  # characters of a longer line that are looked at
_LONG = 80  # characters
_SPACES = re.compile(r"\s+")
_NUMBER = re.compile(r"[0-9]+")
_LATIN = re.compile(r"[A-Za-z]+")
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


def read_wording(shapes: Iterable[str], wording: Wording) -> Weights:
    """For each line how much its words speak for each sort: lines by sorts, in the order of SORTS."""
    rows: list[int] = []
    begins: list[int] = []
    sizes: list[int] = []
    row_of = wording.rows.get
    for shape in shapes:
        own = pieces(shape)
        begins.append(len(rows))
        sizes.append(len(own))
        rows.append(0)  # says nothing; a line may have no known piece
        rows += filter(None, map(row_of, own))
    if not rows:
        return np.empty((0, len(SORTS)))
    sums: Weights = np.add.reduceat(wording.says[rows], begins)
    return sums / np.sqrt(sizes)[:, None]


def pieces(shape: str) -> dict[str, None]:
    """All runs of one to three characters of how a line begins and ends, as keys: an order that is settled (sums of floats
    hang on it). Numbers are 0, Latin words a; ‹ and › stand for its two ends, ⋯ for what is left out in its middle."""
    if len(shape) > _LONG:  # numbers and Latin words aside, its middle is left out in any case
        shape = shape[:_LONG] + shape[-_LONG:]
    text = _NUMBER.sub("0", _LATIN.sub("a", _SPACES.sub(" ", shape)))
    if len(text) > _HEAD + _TAIL:
        text = f"{text[:_HEAD]}⋯{text[-_TAIL:]}"
    text = f"‹{text}›".replace("#", "＃")  # no row of a table begins with #
    two = [*map(add, text, text[1:])]
    return dict.fromkeys(chain(text, two, map(add, two, text[2:])))
