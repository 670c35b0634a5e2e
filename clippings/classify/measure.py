"""How the page is set: whether its paragraphs are indented, and whether its lines are as narrow as a printed column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from clippings.classify.look import Look
from clippings.text import ends_sentence

_INDENT = re.compile(r"^(?:[\u3000\u2003]|[ \u00a0]{2}|\t)")
_HALF = re.compile(r"[\x20-\x7e]")
_WIDEST = 32  # characters in a line of a newspaper's column
_SLACK = 1.6  # characters by which a full line may differ
_STEPS = 5  # characters by which the next line is wider; a paragraph's first line is set in by two
_FEW = 8  # lines; fewer show no habit


def see_setting(looks: Sequence[Look]) -> None:
    """Marks indented lines on a page that has both sorts; on a page set in narrow columns full and short lines, and by how
    much the next line is wider: a paragraph's first line is two characters narrower, by its indent."""
    indented = [_INDENT.match(look.line.raw) is not None for look in looks]
    if _is_telling(looks, indented):
        for look, is_indented in zip(looks, indented, strict=True):
            look.features.append("indented" if is_indented else "flush")
    widths = [_width(look.shape) + 2 * is_indented for look, is_indented in zip(looks, indented, strict=True)]
    measure = column_width(widths)
    if measure is None:
        return
    full = [measure - _SLACK <= width <= measure + _SLACK for width in widths]
    for at, (look, width) in enumerate(zip(looks, widths, strict=True)):
        below = at + 1 < len(looks) and full[at + 1] and looks[at + 1].line.gap == 0
        look.features.append("line-full" if full[at] else "line-short" if width < measure else "line-over")
        look.features.append("after-full" if at and full[at - 1] and look.line.gap == 0 else "after-short")
        if below and not ends_sentence(look.shape):
            step = round(widths[at + 1] - width)
            look.features.append(f"over-full, {max(-_STEPS, min(_STEPS, step)):+d}")


def _is_telling(looks: Sequence[Look], indented: Sequence[bool]) -> bool:
    """Is it the paragraphs that are indented, and not every line, headlines too?"""
    prose = [is_indented for look, is_indented in zip(looks, indented, strict=True) if not look.is_shown]
    shown = [is_indented for look, is_indented in zip(looks, indented, strict=True) if look.is_shown]
    return sum(prose) >= 3 and sum(shown) * 2 <= len(shown) and len(looks) - sum(indented) >= 3


def column_width(widths: Sequence[float]) -> float | None:
    """The width in full characters that most lines of a page are broken at, or None when they are not."""
    long = [width for width in widths if width >= _FEW]
    counts = Counter(round(width) for width in long)
    best = max(counts, key=lambda width: sum(counts[width + step] for step in (-1, 0, 1)), default=0)
    near = sum(counts[best + step] for step in (-1, 0, 1))
    if near < _FEW or best > _WIDEST or near * 2 < len(long):
        return None
    wider = sum(number for width, number in counts.items() if width > best + 2)
    return float(best) if wider * 6 < len(long) else None


def _width(text: str) -> float:
    """Width in full characters; letters and digits of half width count half."""
    return len(text) - len(_HALF.findall(text)) / 2
