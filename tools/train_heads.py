"""Learns how heads of several lines are built (clippings/classify/heads.py), from pages with truth that the tables they are read
with have not seen. `tools.train_choice` calls it, because it has such tables.

A conditional logit (McFadden 1974) over the ways to build a head, pulled to nothing (a Gaussian prior). The cases are heads that were
read as heads, of which the truth says what each line is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from benchmarks.labels import allowed_roles
from clippings.classify import look_over, read_lines, see
from clippings.classify.heads import LETTERS, HeadFacts, HeadWeights, facts_of_heads
from clippings.classify.reading import behind
from clippings.clean import clean
from clippings.odds import share, weighed
from clippings.tables import Tables
from tools.fit import conditional
from tools.train_wording import Document

_PULL = 3.0
_LEAST = 6  # options in which a fact must be seen


class Case(NamedTuple):
    """A head: the facts of each way to build it, how it is built in truth, and how it was read."""

    facts: HeadFacts
    true: str
    read: str


def cases_of(documents: Sequence[Document], tables: Tables) -> Iterator[Case]:
    """The heads of pages, as they are read line by line."""
    for text, truth, _ in documents:
        lines = clean(text)
        sight = see(look_over(lines, tables), tables)
        roles, margins, whole = read_lines(sight, tables, {})
        allowed = [frozenset(LETTERS.get(role, "-") for role in roles) for roles in allowed_roles(truth, lines)]
        sure = [share(margin) for margin in margins]
        for head, facts in facts_of_heads(sight.looks, roles, sure, behind(whole), sight.kind):
            true = "".join(
                next(iter(letters)) if len(letters) == 1 else "-"
                for letters in allowed[head.start : head.start + len(head.build)]
            )
            if true in facts:
                yield Case(facts, true, head.build)


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
    return sum(max(case.facts, key=lambda build: weighed(case.facts[build], weights)) == case.true for case in cases)
