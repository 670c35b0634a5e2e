"""Concord: whether the parts of stories are about one subject, and the stories of a page about several (clippings/subjects.py)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from clippings.models import Role, RoleLine, Story
from clippings.sections import paragraphs_of, parted
from clippings.shingles import Array
from clippings.subjects import PageSubjects

_TEXT = frozenset({Role.OPENING, Role.PARAGRAPH, Role.CONTINUATION, Role.ITEM})
_SHOWN = frozenset({Role.TITLE, Role.TITLE_MORE, Role.KICKER, Role.SUBTITLE})
_PART = 40  # characters; what is shorter may be about anything
_OTHER, _SAME = -0.1, 0.25  # how near texts of two subjects are at most, and texts of one as a rule
_MOST = 0.5


class Concord:
    """What a page's stories are about, for all readings of it."""

    def __init__(self, page: PageSubjects) -> None:
        self._page = page

    def traits(self, stories: Sequence[Story]) -> dict[str, float]:
        """How near the sections, paragraphs and headlines of stories are to their own story and to others, in sums over the page."""
        found = dict.fromkeys(
            ("sections by subject", "sections on another subject", "stories by subject", "stories on one subject", "headlines by subject",
             "headlines on another subject", "paragraphs by subject", "paragraphs on another subject"), 0.0
        )  # fmt: skip
        texts = [[item for item in story.lines if item.role in _TEXT] for story in stories]
        sums = np.stack([self._sum(text) for text in texts]) if texts else np.empty((0, 1))
        long = [at for at, text in enumerate(texts) if _length(text) >= _PART]
        whole = self._page.apart(sums)
        for one, two in itertools.pairwise(long):
            near = float(whole[one] @ whole[two])
            found["stories by subject"] += near
            found["stories on one subject"] += near > _SAME
        for at, story in enumerate(stories):
            others = [other for other in long if other != at]
            self._of_sections(parted(story, _TEXT), sums[at], found)
            self._of_paragraphs(texts[at], sums[at], whole[others], found)
            shown = [item for item in story.lines if item.role in _SHOWN]
            if shown and others and at in long:
                head = self._page.apart(self._sum(shown))
                self._count("headlines", float(head @ whole[at]), whole[others] @ head, found)
        return found

    def _of_sections(self, sections: Sequence[Sequence[RoleLine]], story: Array, found: dict[str, float]) -> None:
        full = [self._sum(section) for section in sections if _length(section) >= _PART]
        if len(full) < 2:
            return
        own = np.stack(full)
        near = (self._page.apart(own) * self._page.apart(story - own)).sum(axis=1)
        found["sections by subject"] += float(near.sum())
        found["sections on another subject"] += float((near < _OTHER).sum())

    def _of_paragraphs(self, text: Sequence[RoleLine], story: Array, others: Array, found: dict[str, float]) -> None:
        """How much nearer paragraphs are to the rest of their own story than to any other."""
        full = [self._sum(part) for part in paragraphs_of(text) if _length(part) >= _PART]
        if not full or not len(others):
            return
        own = np.stack(full)
        mine, here = self._page.apart(story - own), self._page.apart(own)
        for near, far in zip((here * mine).sum(axis=1).tolist(), here @ others.T, strict=True):
            self._count("paragraphs", near, far, found)

    def _count(self, name: str, own: float, others: Array, found: dict[str, float]) -> None:
        ahead = own - float(others.max())
        found[f"{name} by subject"] += max(-_MOST, min(_MOST, ahead))
        found[f"{name} on another subject"] += ahead < _OTHER

    def _sum(self, lines: Sequence[RoleLine]) -> Array:
        """The direction of some lines."""
        total: Array = self._page.rows(item.line.number for item in lines).sum(axis=0)
        return total


def _length(lines: Sequence[RoleLine]) -> int:
    return sum(len(item.line.text) for item in lines)
