"""News of one sentence under a label such as 简讯 or 一句话新闻."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from clippings.classify.look import Look
from clippings.text import BRIEFS, SIGNED, ends_sentence, squeeze

_MARKED = re.compile(r"^[★☆▲△●○■□◆◇▶►※·•]")
_BRIEF = 200  # characters of news of one sentence, at most


def see_briefs(looks: Sequence[Look]) -> None:
    """Marks the news of one sentence under a label such as 简讯 or 一句话新闻: each has a mark before it or its writer
    in brackets behind it."""
    behind = 0  # lines above it have been looked at
    for index, label in enumerate(looks):
        if index < behind or label.form != "display" or len(label.key) > 10 or not BRIEFS.search(squeeze(label.shape)):
            continue
        briefs = _briefs_below(looks, index + 1)
        if len(briefs) >= 2:
            behind = next(at for at in range(index, len(looks)) if looks[at] is briefs[-1])
            label.features.append("label-of-briefs")
            for look in briefs:
                look.features.append("brief")


def _briefs_below(looks: Sequence[Look], index: int) -> list[Look]:
    """The first line of each piece of news that begins at a line; in narrow columns it goes on while its sentence does."""
    briefs: list[Look] = []
    length = 0
    for look in itertools.islice(looks, index, None):
        goes_on = length > 0
        if _MARKED.match(look.line.text) or (SIGNED.search(look.shape) and not goes_on):
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
