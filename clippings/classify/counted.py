"""Numbers at the head of lines: 一、 二、 三、, 1. 2. 3., 01 02, A B. Lines that count on are a list when they stand
together, section headings when text stands between them; none of them is the rest of a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from clippings.classify.look import Look
from clippings.numbers import number_of

_REACH = 14  # lines; a number farther off belongs to another count


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
