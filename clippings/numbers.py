"""Numbers at the head of a line: 一、 （二） 03 ❹ B 第五张：."""

from __future__ import annotations

import re
from typing import NamedTuple

_HEAD = re.compile(
    r"(?P<han>[一二三四五六七八九十]{1,3})[、．.]"
    r"|（(?P<hanin>[一二三四五六七八九十]{1,3})）"
    r"|(?P<zero>0[1-9])(?:[\s、．.]|(?=[^\d.：:年月/-]))"
    r"|(?P<dot>\d{1,2})[、．.)）]\s?(?!\d)"
    r"|（(?P<in>\d{1,2})）"
    r"|(?P<bare>[1-9]\d?)\s(?=\D)"
    r"|(?P<circle>[①-⑳])"
    r"|(?P<black>[❶-❿])"
    r"|第(?P<nth>[一二三四五六七八九十]{1,2})[\u4e00-\u9fff]{1,2}[：:]"
    r"|(?P<letter>[A-H])(?:[\s、．.]\s?)(?=[\u4e00-\u9fff“])"
)
_DIGITS = {c: i for i, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


class Number(NamedTuple):
    """How a line is numbered, and by what."""

    manner: str
    value: int


def number_of(text: str) -> Number | None:
    """二、 is 2 in the manner `han`; None for a line without a number."""
    found = _HEAD.match(text.lstrip("■●◆▲★◎【[ "))
    if not found or found.lastgroup is None:
        return None
    manner, mark = found.lastgroup, found[found.lastgroup]
    if manner in ("han", "hanin", "nth"):
        return Number(manner, value_of(mark))
    if manner in ("circle", "black"):
        return Number(manner, ord(mark) - ord("①" if manner == "circle" else "❶") + 1)
    return Number(manner, ord(mark) - ord("A") + 1 if manner == "letter" else int(mark))


def value_of(mark: str) -> int:
    """What a numeral below a hundred is: 12 for 十二, 2 for 二 and 两."""
    tens, ten, ones = mark.rpartition("十")
    return (10 * _DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)
