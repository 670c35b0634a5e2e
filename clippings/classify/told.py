"""What a web page's own text tells: its headline and captions use the words of the text, menus and links to other stories do
not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clippings.classify.look import DATELINES, Look
from clippings.classify.web import DATE_LINES, top_end
from clippings.shingles import Shingles

_FEW = 3  # pairs of characters; fewer tell nothing
_STEPS = ((0.5, "much"), (0.25, "some"), (0.08, "little"))
_SHORTEST = 6  # letters of a headline
_LONG = 17  # letters; few headings inside a story have more


def see_told(looks: Sequence[Look]) -> None:
    """Marks each line of a web page by how much of it the page's text says too, and by where it stands to the date line; the
    longest short line of the head; and the short lines inside a story."""
    told = [look.is_prose and not look.is_signed() for look in looks]
    words = Shingles([look.shape for look in looks])
    spread, some = words.spread(told), any(told)
    for index, (look, own) in enumerate(zip(looks, told, strict=True)):
        pairs = words.of(index)
        if len(pairs) < _FEW or not some:
            continue
        least = 2 if own else 1  # a line of the text has told its own words once
        share = np.count_nonzero(spread[pairs] >= least) / len(pairs)
        step = next((name for limit, name in _STEPS if share >= limit), "nothing")
        look.features.append(f"{'shown' if look.is_shown else 'text'}, told {step}")
    _see_longest(looks, top_end(looks))
    dates = [index for index, look in enumerate(looks) if not look.names.isdisjoint(DATE_LINES)]
    _see_inside(looks, dates, [index for index, own in enumerate(told) if own])
    for index in dates[:1]:
        for distance in (1, 2, 3):
            if index - distance >= 0:
                looks[index - distance].features.append(f"{distance} above the date line")
            if index + distance < len(looks):
                looks[index + distance].features.append(f"{distance} below the date line")


def _see_inside(looks: Sequence[Look], dates: Sequence[int], texts: Sequence[int]) -> None:
    """The short lines between the texts of a page with one date line and so, as a rule, one story: captions and headings."""
    opened = sum(1 for look in looks if not look.names.isdisjoint(DATELINES))
    if len(dates) != 1 or opened > 1:
        return
    inside = [index for index in texts if index > dates[0]]
    for index in range(inside[0], inside[-1]) if inside else ():
        look = looks[index]
        if look.is_shown:
            look.features.append("inside one story, long" if len(look.key) >= _LONG else "inside one story")


def _see_longest(looks: Sequence[Look], top: int) -> None:
    """The longest line that may be a headline, of those above the first text or date line."""
    shown = [look for look in looks[: top + 1] if look.is_shown]
    sizes = [0 if look.is_signed(3.0) or len(look.key) < _SHORTEST else len(look.key) for look in shown]
    longest = max(sizes, default=0)
    for look, size in zip(shown, sizes, strict=True):
        look.features.append("longest of the head" if size and size == longest else "not the longest")
