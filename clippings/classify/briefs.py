"""News of one sentence: under a label such as 简讯 or 一句话新闻, or in a row with one mark before each."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from clippings.classify.look import Look
from clippings.text import BRIEFS, SIGNED, ends_sentence, squeeze

_MARKS = "·•※＊*★☆☉♦♢✦✧✩✪✱✲✳✽❀❁❖⊙⊕⊗▍▎▌▪▫"
_BRIEF = 200  # characters of news of one sentence, at most
_LEAST = 12  # characters of an item; less is a name or a figure
_PLAIN = 130  # characters of news of one sentence that has no mark
_LABEL = 10  # characters of a label, at most


def mark_of(text: str) -> str:
    """The mark that an item begins with, a geometric shape or star (▲ ◎ ⊙ ※ ·), or nothing. Arrows, signs of sums and units are
    none: they stand on a web page's tools and in figures."""
    first = text[:1]
    return first if first and ("\u25a0" <= first <= "\u25ff" or first in _MARKS) else ""


def see_briefs(looks: Sequence[Look]) -> None:
    """Marks the news of one sentence under a label such as 简讯 or 一句话新闻: each has a mark before it or its writer
    in brackets behind it. Marks too what is only like them: items in a row that one mark begins, under any label or under
    none, and short texts under such a label."""
    behind = 0  # lines above it have been looked at
    for index, label in enumerate(looks):
        if index < behind or not _is_label(label) or not BRIEFS.search(squeeze(label.shape)):
            continue
        briefs = _briefs_below(looks, index + 1)
        if len(briefs) >= 2:
            behind = next(at for at in range(index, len(looks)) if looks[at] is briefs[-1])
            label.features.append("label-of-briefs")
            for look in briefs:
                look.features.append("brief")
        else:
            plain = _plain_below(looks, index + 1)
            for look in plain if len(plain) >= 2 else ():
                look.features.append("plain text under a label of briefs")
    _see_items(looks)


def _is_label(look: Look) -> bool:
    return look.form == "display" and len(look.key) <= _LABEL


def _see_items(looks: Sequence[Look]) -> None:
    """Marks the items of every row of two or more that begin with one mark and are sentences."""
    for items, _ in rows_of_items([look.line.text for look in looks]):
        first = items[0]
        if not all(len(looks[at].shape) >= _LEAST for at in items):
            continue
        above = looks[first - 1] if first else None
        if above is None or not above.is_shown:
            place = "after a colon" if above is not None and above.shape[-1] == "：" else "after text"
        else:
            place = "under a label" if _is_label(above) else "under a line"
        for at in items:
            looks[at].features += (f"item {place}", f"item {'first' if at == first else 'next'}")


def rows_of_items(texts: Sequence[str]) -> Iterator[tuple[list[int], int]]:
    """Rows of two or more sentences that begin with one mark, by the indexes of the lines with which they begin, and of the line
    behind the last; in narrow columns each goes on while its sentence does."""
    index = 0
    while index < len(texts):
        mark, items, at, length = mark_of(texts[index]), list[int](), index, 0
        if not mark:
            index += 1
            continue
        while at < len(texts):
            if texts[at].startswith(mark) and not length:
                items.append(at)
            elif not length:
                break
            length += len(texts[at])
            if length > _BRIEF:
                at = items.pop()
                break
            if ends_sentence(texts[at]):
                length = 0
            at += 1
        if len(items) >= 2:
            yield items, at
        index = at if len(items) >= 2 else index + 1


def _plain_below(looks: Sequence[Look], index: int) -> list[Look]:
    """The short texts, of one line each, that stand right below a line."""
    below = itertools.islice(looks, index, None)
    return [*itertools.takewhile(lambda look: look.form == "prose" and len(look.shape) <= _PLAIN, below)]


def _briefs_below(looks: Sequence[Look], index: int) -> list[Look]:
    """The first line of each piece of news that begins at a line; in narrow columns it goes on while its sentence does."""
    briefs: list[Look] = []
    length = 0
    for look in itertools.islice(looks, index, None):
        goes_on = length > 0
        if mark_of(look.line.text) or (SIGNED.search(look.shape) and not goes_on):
            briefs.append(look)
            length = 0
        elif not goes_on:
            break
        length += len(look.shape)
        if length > _BRIEF:
            return briefs[:-1]
        if ends_sentence(look.shape):
            length = 0
    return briefs
