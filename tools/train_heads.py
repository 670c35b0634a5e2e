"""Learns how heads of several lines are built (clippings/classify/heads.py), from pages with truth that the tables they are read
with have not seen. `tools.train_choice` calls it, because it has such tables.

A conditional logit (McFadden 1974) over the ways to build a head, pulled to nothing (a Gaussian prior). The cases are heads that were
read as heads, of which the truth says what each line is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from benchmarks.labels import allowed_roles
from clippings.classify import look_over, read_roles, see
from clippings.classify.heads import BUILDS, LETTERS, Fact, HeadWeights, facts_of, heads_of
from clippings.clean import clean
from clippings.tables import Tables
from tools.fit import conditional
from tools.train_wording import Document

_PULL = 6.0
_LEAST = 6  # options in which a fact must be seen


class Case(NamedTuple):
    """A head: the facts of each way to build it, how it is built in truth, and how it was read."""

    facts: dict[str, dict[Fact, float]]
    true: str
    read: str


def cases_of(documents: Sequence[Document], tables: Tables) -> Iterator[Case]:
    """The heads of pages, as they are read line by line."""
    tables = replace(tables, heads={})
    for text, truth, _ in documents:
        lines = clean(text)
        sight = see(look_over(lines, tables), tables)
        read, _ = read_roles(sight, tables, {})
        allowed = [frozenset(LETTERS.get(role, "-") for role in roles) for roles in allowed_roles(truth, lines)]
        heads = heads_of([item.role for item in read])
        counts = Counter(head.build for head in heads)
        for head in heads:
            true = "".join(
                next(iter(letters)) if len(letters) == 1 else "-"
                for letters in allowed[head.start : head.start + len(head.build)]
            )
            if {true, head.build} <= set(BUILDS.get(len(true), ())):
                others = counts - Counter([head.build])
                sure = [item.sure for item in read]
                yield Case(facts_of(head, sight.looks, sure, others, sight.kind), true, head.build)


def fit(cases: Sequence[Case]) -> HeadWeights:
    """What each fact says."""
    seen = Counter(fact for case in cases for own in case.facts.values() for fact in own)
    names = {fact: at for at, fact in enumerate(sorted(fact for fact, number in seen.items() if number >= _LEAST))}
    options = [(own, build == case.true) for case in cases for build, own in case.facts.items()]
    cells = [
        (row, names[fact], value)
        for row, (own, _) in enumerate(options)
        for fact, value in own.items()
        if fact in names and value
    ]
    rows, columns, values = zip(*cells, strict=True)
    given = csr_matrix((values, (rows, columns)), shape=(len(options), len(names)))
    sizes = np.array([len(case.facts) for case in cases])
    found = conditional(given, np.array([right for _, right in options]), sizes, _PULL)
    return dict(zip(names, found.tolist(), strict=True))


def right(cases: Sequence[Case], weights: HeadWeights) -> int:
    """How many heads come out as they are built."""
    return sum(
        max(case.facts, key=lambda build: sum(weights.get(f, 0.0) * v for f, v in case.facts[build].items()))
        == case.true
        for case in cases
    )
