"""Folding: the one form in which text is searched. Width, case and script are folded character by character, so that every
character of the folded text comes from one place of the text; the browser folds queries and pages by the same table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from clippings.script import to_simplified, to_taiwan

_QUOTES = str.maketrans(
    {**dict.fromkeys("“”「」『』„‟＂", '"'), **dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("—–―－‑‐−", "-"), "〇": "零"}
)
_SPACE = re.compile(r"\s+")
HAN_RANGES = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF))


@cache
def variants() -> dict[str, str]:
    """Every Chinese character whose folded form is another, with that form: Traditional and variant characters to the one that
    Simplified text has. Made from OpenCC's own tables: what t2s says of a character, and back what s2tw makes of one."""
    table: dict[str, str] = {}
    for low, high in HAN_RANGES:
        chars = [chr(code) for code in range(low, high + 1)]
        for char, simple in zip(chars, _each(chars, to_simplified), strict=True):
            if simple != char and len(simple) == 1:
                table[char] = simple
    simple_chars = sorted({*table.values()})
    for char, taiwan in zip(simple_chars, _each(simple_chars, to_taiwan), strict=True):
        if len(taiwan) == 1 and taiwan != char and taiwan not in table:
            table[taiwan] = char
    table["著"] = "着"  # s2tw writes 着 so; both are one word to a reader
    return {char: table.get(simple, simple) for char, simple in table.items() if table.get(simple, simple) != char}


def _each(chars: list[str], convert: Callable[[str], str]) -> list[str]:
    return convert("\n".join(chars)).split("\n")


class _Table(dict[int, str]):
    """For str.translate: a character's folded form, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKC", chr(code)).lower().translate(_QUOTES)
        folded = "".join(variants().get(char, char) for char in folded)
        self[code] = folded
        return folded


_TABLE = _Table()


def fold_search(text: str) -> str:
    """NFKC, lower case, Simplified, plain quotes and dashes; blanks are one."""
    return _SPACE.sub(" ", text.translate(_TABLE)).strip()
