"""Captions set in several lines: what stands above the credit of a photo (张三 摄), in narrow columns often between two lines of a
paragraph that the photo was put into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clippings.classify.look import Look
from clippings.text import DATED, PLACE, ends_sentence

_LINES = 6  # of a caption, at most
_CAPTION = 150  # characters
_NARROW = 45  # characters of the line with the credit
_BEGINS = 16  # characters of a text by which a day or place is named
_CREDIT = frozenset({"credit", "caption-end", "caption-credit-title"})


def see_credits(looks: Sequence[Look]) -> None:
    """Marks the lines above each credit by how far above it they stand, and among them those that may begin a caption; and the
    line below, where the text above the caption breaks off and may go on."""
    for at, look in enumerate(looks):
        if _CREDIT.isdisjoint(look.names) or len(look.shape) > _NARROW:
            continue
        broken = False
        for index in _lines_above(looks, at):
            above = looks[index - 1] if index else None
            broken = broken or (above is not None and _breaks_off(above))
            _see_line(looks[index], at - index, above)
        if broken and at + 1 < len(looks):
            looks[at + 1].features.append("below a credit, text broken above")


def _lines_above(looks: Sequence[Look], at: int) -> Iterator[int]:
    """The lines above a credit that may be its caption, from the lowest up."""
    length = len(looks[at].shape)
    for index in range(at - 1, max(-1, at - 1 - _LINES), -1):
        length += len(looks[index].shape)
        if length > _CAPTION or not _CREDIT.isdisjoint(looks[index].names):
            return
        yield index


def _see_line(look: Look, steps: int, above: Look | None) -> None:
    look.features.append(f"above a credit {steps}")
    look.features.append(f"above a credit, below {'broken' if above and _breaks_off(above) else 'whole'} text")
    start = look.shape[:_BEGINS]
    if DATED.match(start):
        look.features.append("above a credit, a day first")
    elif PLACE.search(start):
        look.features.append("above a credit, a place first")


def _breaks_off(look: Look) -> bool:
    """Text that ends in the middle of a sentence, or a line that may be such text."""
    return look.form == "open-prose" or (look.form == "display" and not ends_sentence(look.shape))
