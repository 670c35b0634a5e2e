"""Simplified and Traditional: which script a text is in, and one in the other."""

from __future__ import annotations

from functools import cache
from operator import ne

import opencc

_SAMPLE = 500  # characters that tell a text's script


@cache
def _converter(config: str) -> opencc.OpenCC:
    return opencc.OpenCC(config)


def to_simplified(text: str) -> str:
    """Character by character as OpenCC's t2s does it; words are not changed."""
    return str(_converter("t2s").convert(text))


def to_traditional(text: str) -> str:
    """OpenCC's s2t; for comparing and finding, not for readers."""
    return str(_converter("s2t").convert(text))


def is_traditional(text: str) -> bool:
    """Is it printed in Traditional script? More than one character in fifty of its beginning would change."""
    sample = text[:_SAMPLE]
    plain = to_simplified(sample)
    changed = sum(map(ne, sample, plain)) if plain != sample else 0
    return bool(changed * 50 > len(sample))


def to_taiwan(text: str) -> str:
    """OpenCC's s2tw: Traditional letters as Taiwan writes them; no word is changed for another."""
    return str(_converter("s2tw").convert(text))
