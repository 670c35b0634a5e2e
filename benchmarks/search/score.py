"""Answers to figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import mean
from typing import Any

from benchmarks.search.engines import FIRST, Answer
from benchmarks.search.queries import NONE, PINYINS, SCRIPT, SUBSTRING, TYPO, Query


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, its answer, what suggestions led to if the answer had nothing relevant, seconds."""

    query: Query
    answer: Answer
    suggested: Answer | None
    seconds: float

    @property
    def first(self) -> tuple[str, ...]:
        """The results that count."""
        return self.answer.addresses[:FIRST]

    @property
    def recall(self) -> float:
        """Of what is relevant, or of ten of it, the share among the first ten."""
        relevant = self.query.relevant
        return len(relevant.intersection(self.first)) / min(FIRST, len(relevant)) if relevant else 1.0

    @property
    def precision(self) -> float:
        """Of the first ten the share that is relevant."""
        return len(self.query.relevant.intersection(self.first)) / len(self.first) if self.first else 1.0

    @property
    def found(self) -> bool:
        """Is a relevant article among the first ten, or reached through a suggestion?"""
        shown = (*self.first, *(self.suggested.addresses if self.suggested else ()))
        return not self.query.relevant.isdisjoint(shown)

    @property
    def reciprocal(self) -> float:
        """One by the rank of the article with the title."""
        ranks = [rank for rank, address in enumerate(self.answer.addresses, 1) if address in self.query.target]
        return 1 / ranks[0] if ranks else 0.0

    @property
    def true_count(self) -> bool:
        """Does the engine say how many there are?"""
        return self.answer.total == len(self.query.relevant)

    @property
    def failed(self) -> bool:
        """Is anything about the answer not as wanted?"""
        kind = self.query.kind
        if kind == NONE:
            return self.invented
        if kind == TYPO or kind in PINYINS:
            return not self.found
        wrong_title = bool(self.query.target) and self.reciprocal < 1
        return self.recall < 1 or self.precision < 1 or not self.true_count or wrong_title

    @property
    def invented(self) -> bool:
        """Are there results though there should be none?"""
        return bool(len(self.answer.addresses) if self.answer.total is None else self.answer.total)

    def row(self) -> dict[str, Any]:
        """Everything, for JSON."""
        query = asdict(self.query)
        query |= {"relevant": sorted(self.query.relevant), "target": sorted(self.query.target)}
        answer = {"first": self.first, "total": self.answer.total, "recall": self.recall, "precision": self.precision}
        return {**query, **answer, "found": self.found, "failed": self.failed, "seconds": self.seconds}


def figures(asked: Sequence[Asked]) -> dict[str, float | None]:
    """The figures of one engine that come from its answers; None where no query was of the kind."""
    plain = [one for one in asked if one.query.kind in SUBSTRING]
    exact = [one for one in asked if one.query.kind in SUBSTRING | SCRIPT]
    return {
        "recall@10, text that stands there": _mean(plain, lambda one: one.recall),
        "recall@10, Traditional query": _mean(_of(asked, SCRIPT), lambda one: one.recall),
        "found by pinyin": _mean(_of(asked, PINYINS), lambda one: one.found),
        "found despite a homophone typo": _mean(_of(asked, {TYPO}), lambda one: one.found),
        "no result though there is one": _mean(exact, lambda one: not one.answer.addresses),
        "results though it stands nowhere": _mean(_of(asked, {NONE}), lambda one: one.invented),
        "title first (MRR)": _mean([one for one in asked if one.query.target], lambda one: one.reciprocal),
        "precision@10, text that stands there": _mean([one for one in plain if one.first], lambda one: one.precision),
        "true count": _mean(plain, lambda one: one.true_count),
    }


def by_kind(asked: Sequence[Asked]) -> dict[str, float]:
    """For each class recall@10; for pinyin and typos the share found; for what stands nowhere the share without results."""
    result: dict[str, float] = {}
    for kind in dict.fromkeys(one.query.kind for one in asked):
        some = _of(asked, {kind})
        if kind == NONE:
            result[kind] = mean(float(not one.invented) for one in some)
        elif kind == TYPO or kind in PINYINS:
            result[kind] = mean(float(one.found) for one in some)
        else:
            result[kind] = mean(one.recall for one in some)
    return result


def _of(asked: Iterable[Asked], kinds: frozenset[str] | set[str]) -> list[Asked]:
    return [one for one in asked if one.query.kind in kinds]


def _mean(asked: Sequence[Asked], value: Callable[[Asked], float]) -> float | None:
    return mean(float(value(one)) for one in asked) if asked else None
