"""What is weighed where a page can be put together in several ways: the options of one question, and the facts of each.

How much a fact says was learned from pages with truth (`data/place.yml`, `tools/train_place.py`), apart for each sort of option."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

import numpy as np

from clippings.arrange.drafts import Draft
from clippings.arrange.opens import Opens, opens
from clippings.models import RoleLine
from clippings.odds import weighed
from clippings.shingles import Array
from clippings.subjects import PageSubjects

T = TypeVar("T")


class Option(NamedTuple, Generic[T]):
    """One way to do it, what sort of way that is, and the facts that speak for and against it."""

    way: T
    sort: str
    facts: Mapping[str, float]


class Weighing:
    """Weighs options. `weights` are `Tables.place`, `first` is `Tables.opens`, `page` tells what the page's lines are about."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]], first: Opens, page: PageSubjects) -> None:
        self._weights, self._first, self._page = weights, first, page
        self._opens: dict[str, float] = {}  # a paragraph is asked about in several questions

    def scores(self, asked: object, options: Sequence[Option[T]]) -> list[float]:
        """How likely each option is, in log-odds. `asked` is what the question is about."""
        return [weighed(option.facts, self._weights.get(option.sort, {})) for option in options]

    def best(self, asked: object, options: Sequence[Option[T]]) -> T:
        """The likeliest way, the first of its like."""
        scores = self.scores(asked, options)
        return options[scores.index(max(scores))].way

    def directions(self, lines: Iterable[RoleLine]) -> Array:
        """What each of some lines is about: lines by dimensions."""
        return self._page.rows(item.line.number for item in lines)

    def direction_of(self, draft: Draft) -> Array:
        """What a story is about; only what was added since it was last asked is looked at."""
        for clip in draft.clips[draft.directed :]:
            draft.direction = draft.direction + self.directions(clip.lines).sum(axis=0)
        draft.directed = len(draft.clips)
        return draft.direction

    def nearness(self, lines: Iterable[RoleLine], drafts: Sequence[Draft]) -> list[float]:
        """How near some lines are to each of some stories, from -1 to 1."""
        if not drafts:
            return []
        told: list[float] = self.near(
            self.directions(lines).sum(axis=0), np.stack([self.direction_of(draft) for draft in drafts])
        ).tolist()
        return told

    def near(self, ones: Array, others: Array) -> Array:
        """How near directions are to other directions, from -1 to 1."""
        return self._page.apart(ones) @ self._page.apart(others).T

    def opens(self, text: str) -> float:
        """How much speaks for a paragraph that begins a story, in log-odds."""
        if text not in self._opens:
            self._opens[text] = opens(text, self._first)
        return self._opens[text]
