"""Numbers at the head of lines: 一、 二、 三、, 1. 2. 3., 01 02, A B. Lines that count on are a list when they stand
together, section headings when text stands between them; none of them is the rest of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from clippings.classify.look import Look

_REACH = 14  # lines; a number farther off belongs to another count
_HEAD = re.compile(
    r"(?P<han>[一二三四五六七八九十]{1,3})[、．.]"
    r"|（(?P<hanin>[一二三四五六七八九十]{1,3})）"
    r"|(?P<zero>0[1-9])(?:[\s、．.]|(?=[^\d.：:年月/-]))"
    r"|(?P<dot>\d{1,2})[、．.)）]\s?(?!\d)"
    r"|（(?P<in>\d{1,2})）"
    r"|(?P<bare>[1-9]\d?)\s(?=\D)"
    r"|(?P<circle>[①-⑳])"
    r"|(?P<black>[❶-❿])"
    r"|(?P<letter>[A-H])(?:[\s、．.]\s?)(?=[\u4e00-\u9fff“])"
)
_DIGITS = {c: i for i, c in enumerate("一二三四五六七八九十", 1)}


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
    if manner in ("han", "hanin"):
        return Number(manner, _han(mark))
    if manner in ("circle", "black"):
        return Number(manner, ord(mark) - ord("①" if manner == "circle" else "❶") + 1)
    return Number(manner, ord(mark) - ord("A") + 1 if manner == "letter" else int(mark))


def _han(mark: str) -> int:
    tens, ten, ones = mark.rpartition("十")
    return (10 * _DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)


def see_counted(looks: Sequence[Look]) -> None:
    """Marks the lines of a count: two or more numbers of one manner that follow each other."""
    last: dict[str, tuple[int, int]] = {}  # manner -> value and index of its last line
    counted: dict[int, int] = {}  # index -> lines from the number before it, 0 for the first
    for index, look in enumerate(looks):
        number = number_of(look.shape)
        if number is None:
            continue
        value, at = last.get(number.manner, (0, index))
        if value and number.value == value + 1 and index - at <= _REACH:
            counted.setdefault(at, 0)
            counted[index] = index - at
        last[number.manner] = number.value, index
    near = {at for at, step in counted.items() if step == 1}
    for at in counted:
        close = at in near or at + 1 in near
        shown = "shown" if looks[at].is_shown else "text"
        looks[at].features.append(f"counted {'close' if close else 'apart'}, {shown}")
        if close and at - 1 not in counted and at and looks[at - 1].shape[-1] in "：:":
            looks[at - 1].features.append("over a count")
