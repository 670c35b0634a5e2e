"""How a paragraph begins a story: by the day, the weather, a scene, an office that reports. What each piece of its first and last
letters says was learned from pages with truth (`data/opens.tsv`, `tools/train_opens.py`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from clippings.text import squeeze

Opens = Mapping[tuple[str, str], float]  # where a piece stands, the piece -> what it adds to the log-odds

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?|[〇零一二三四五六七八九十百千万]{2,}")
_FIRST, _LAST = 16, 8  # letters that are looked at
_MOST = 5.0  # no paragraph begins a story more surely


def pieces_of(text: str) -> set[tuple[str, str]]:
    """The pieces of a paragraph: where each stands, and its letters; a number is 0."""
    bare = _NUMBER.sub("0", squeeze(text[: 3 * _FIRST]))[:_FIRST]
    end = _NUMBER.sub("0", squeeze(text[-2 * _LAST :]))[-_LAST:]
    return {*_pieces(bare), *(("end", end[at : at + 2]) for at in range(len(end) - 1))}


def _pieces(bare: str) -> Iterator[tuple[str, str]]:
    yield "start", bare[:1]
    yield "start", bare[:2]
    for at in range(len(bare)):
        yield "near", bare[at]
        yield "near", bare[at : at + 2]


def opens(text: str, weights: Opens) -> float:
    """How much speaks for a paragraph that begins a story, and against one inside of it, in log-odds."""
    told = weights.get(("always", ""), 0.0) + sum(weights.get(piece, 0.0) for piece in sorted(pieces_of(text)))
    return max(-_MOST, min(_MOST, told))
