"""Learns how a page is put together (clippings/arrange): where a loose clip belongs, which text below a story is of the one that it
interrupts, and where an opening was printed after its sections.

    python -m tools.train_place

Conditional logits (McFadden 1974): the options of a question share the probability. The questions are those that arise on the pages of
benchmarks/fidelity/seen, and on pages set from their articles, as the program reads them today (it has learned from all of them);
each is asked where today's weights have put what comes before it. How a paragraph begins a story and what texts are about is told by
what was learned without the page (`tools/train_opens.py`, `tools/train_subjects.py`). Weights are pulled to nothing (a Gaussian prior of precision 1). Writes data/place.yml; prints how
many questions are answered right when each group of documents is weighed with what was learned from the others.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks.layout import Truth, make_page, settable
from benchmarks.measure import key, pieces, truth_blocks
from clippings.arrange import arrange
from clippings.arrange.back import Returning
from clippings.arrange.drafts import Draft
from clippings.arrange.weighing import Option, Weighing
from clippings.choose import read_page
from clippings.classify.look import look_at_all, subjects_of_page
from clippings.clean import clean
from clippings.cut import cut
from clippings.models import Clip, Line, Role, RoleLine
from clippings.odds import weighed
from clippings.tables import Tables, load_tables
from tools.fit import article_of, conditional, write_weights
from tools.train_opens import cases_of as paragraphs_of
from tools.train_opens import without as opens_without
from tools.train_subjects import learn as learn_subjects
from tools.train_wording import SEEN, Document, documents_of, parted

ROOT = Path(__file__).resolve().parents[1]
_PULL = 1.0
_PART = 4  # characters of a line that may be a part of a headline
_GROUPS = 3  # groups of documents in which a fact must be seen; else it is one writer's
_SET = 60  # pages set from the articles of each part
_KNOWN = 20  # characters by which a paragraph is found in its article


class Case(NamedTuple):
    """A question: what it is about, the facts of each option, whether it is right, the group of the document."""

    about: str
    facts: list[dict[str, float]]
    right: list[bool]
    group: str


class Asked(NamedTuple):
    """A question as it arose: the facts of each option, and what tells which is right."""

    facts: list[dict[str, float]]
    of: Any  # what `_Truth` has a method for
    ways: list[Any]


class _Watched(Weighing):
    """Weighs, and remembers each question as it was when it was asked."""

    def __init__(self, lines: Sequence[Line], tables: Tables) -> None:
        super().__init__(tables.place, tables.opens, subjects_of_page(look_at_all(lines, tables)))
        self.asked: list[Asked] = []

    def scores(self, asked: object, options: Sequence[Option[Any]]) -> list[float]:
        facts = [{f"{x.sort}, {name}": float(fact) for name, fact in x.facts.items() if fact} for x in options]
        if isinstance(asked, Clip):
            self.asked.append(Asked(facts, asked, [None if x.way is None else _lines(x.way) for x in options]))
        elif isinstance(asked, Draft):
            self.asked.append(Asked(facts, _lines(asked), [x.way for x in options]))
        elif isinstance(asked, Returning):
            ways = [(None if way[0] is None else _lines(way[0]), way[1]) for way in (x.way for x in options)]
            self.asked.append(Asked(facts, asked, ways))
        return super().scores(asked, options)


def _lines(draft: Draft) -> list[RoleLine]:
    return sorted((line for clip in draft.clips for line in clip.lines), key=lambda line: line.line.number)


class _Truth:
    """What the truth of a page says of its lines."""

    def __init__(self, truth: Truth) -> None:
        self._articles = [pieces(text for _, text in truth_blocks(article)) for article in truth["articles"]]
        self._titles = [key(article.get("title") or "") for article in truth["articles"]]
        self._bodies = ["".join(key(text) for _, text in truth_blocks(article)) for article in truth["articles"]]
        self._known: dict[str, int | None] = {}

    def right(self, asked: Asked) -> tuple[str, list[bool]]:
        """What the question is about, and which options are right; none if it cannot be told."""
        if isinstance(asked.of, Clip):
            return "loose clips", self._placed(asked.of, asked.ways)
        if isinstance(asked.of, Returning):
            return "texts below another story", self._given_back(asked.of.lines, asked.ways)
        return "openings", self._in_order(asked.of, asked.ways)

    def _placed(self, clip: Clip, ways: Sequence[Sequence[RoleLine] | None]) -> list[bool]:
        mine = self._of(clip.lines)
        right = [lines is not None and self._of(lines) == mine for lines in ways]
        return [] if mine is None else [*right[:-1], not any(right)]

    def _given_back(
        self, lines: Sequence[RoleLine], ways: Sequence[tuple[Sequence[RoleLine] | None, int]]
    ) -> list[bool]:
        known = [self._line(line.line.text) for line in lines]
        for at in range(len(known) - 2, -1, -1):  # a heading that no article tells is of the section below it
            if lines[at].role is Role.HEADING and known[at] is None:
                known[at] = known[at + 1]
        sizes = [len(line.line.text) if of is not None else 0 for line, of in zip(lines, known, strict=True)]
        own = known[0]
        owners = [None if above is None else self._of(above) for above, _ in ways]
        if own is None:
            return []
        worth = []
        for owner, (above, begin) in zip(owners, ways, strict=True):
            begin = begin if above is not None else len(known)
            told = enumerate(zip(sizes, known, strict=True))
            worth.append(sum(size for at, (size, of) in told if of == (owner if at >= begin else own)))
        return [one == max(worth) for one in worth]

    def _in_order(self, lines: Sequence[RoleLine], ways: Sequence[Any]) -> list[bool]:
        owner = self._of(lines)
        if owner is None:
            return []
        body = self._bodies[owner]
        heading = next(line for line in lines if line.role is Role.HEADING)
        first = body.find(key(heading.line.text))
        starts = [body.find(key(way[0].text)[:_KNOWN]) if way else -1 for way in ways]
        if first < 0:
            return []
        early = [0 <= start < first for start in starts]
        right = early.index(True) if any(early) else 0
        return [at == right for at in range(len(ways))]

    def _of(self, lines: Sequence[RoleLine]) -> int | None:
        count: Counter[int] = Counter()
        for line in lines:
            if (article := self._line(line.line.text)) is not None:
                count[article] += len(line.line.text)
        return count.most_common(1)[0][0] if count else None

    def _line(self, text: str) -> int | None:
        if text not in self._known:
            self._known[text] = self._article(text)
        return self._known[text]

    def _article(self, text: str) -> int | None:
        """The article that a line is of, or its headline."""
        found, own = article_of(text, self._articles), key(text)
        if found is not None or not own:
            return found
        of_title = (at for at, title in enumerate(self._titles) if own == title or (len(own) >= _PART and own in title))
        return next(of_title, None)


def cases_of(text: str, truth: Truth, group: str, tables: Tables) -> Iterator[Case]:
    """The questions of a page to which the answer is known."""
    lines = clean(text)
    reading = read_page(lines, tables)
    watched, known = _Watched(lines, tables), _Truth(truth)
    arrange(cut(reading.lines, reading.kind, tables.photo), reading.kind, watched)
    for asked in watched.asked:
        about, right = known.right(asked)
        if any(right):
            yield Case(about, asked.facts, right, group)


def pages_of(documents: Sequence[Document], first: int) -> Iterator[Document]:
    """Some documents, and pages set from their articles."""
    yield from documents
    articles = settable(document.truth for document in documents)
    for number in range(first, first + _SET):
        yield Document(*make_page(number, articles), documents[number % len(documents)].group)


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """What each fact says."""
    groups: dict[str, set[str]] = {}
    for case in cases:
        for name in {name for facts in case.facts for name in facts}:
            groups.setdefault(name, set()).add(case.group)
    names = sorted(name for name, own in groups.items() if len(own) >= _GROUPS)
    at = {name: column for column, name in enumerate(names)}
    options = [facts for case in cases for facts in case.facts]
    table = np.zeros((len(options), len(names)))
    for row, facts in enumerate(options):
        for name in facts.keys() & at.keys():
            table[row, at[name]] = facts[name]
    right = np.array([one for case in cases for one in case.right])
    found = conditional(table, right, np.array([len(case.right) for case in cases]), _PULL)
    return dict(zip(names, found.tolist(), strict=True))


def _is_right(case: Case, weights: Mapping[str, float]) -> bool:
    scores = [weighed(facts, weights) for facts in case.facts]
    return case.right[int(np.argmax(scores))]


def main() -> int:
    """Learns, prints and writes."""
    tables = load_tables(ROOT / "data")
    documents = documents_of(SEEN)
    parts = parted(document.group for document in documents)
    cases: list[Case] = []
    for number, (part, opens) in enumerate(
        zip(parts, opens_without(list(paragraphs_of(documents)), parts), strict=True)
    ):
        own = [document for document in documents if document.group in part]
        others = [document for document in documents if document.group not in part]
        using = replace(tables, opens=opens, subjects=learn_subjects(others))
        cases += [case for page in pages_of(own, number * _SET) for case in cases_of(*page, using)]
    today = {f"{sort}, {fact}": weight for sort, facts in tables.place.items() for fact, weight in facts.items()}
    asked, as_today, right = (Counter(case.about for case in cases), Counter[str](), Counter[str]())
    for part in parts:
        weights = fit([case for case in cases if case.group not in part])
        for case in cases:
            if case.group in part:
                right[case.about] += _is_right(case, weights)
                as_today[case.about] += _is_right(case, today)
    for about, number in asked.items():
        print(f"{about}: {right[about]} of {number} right, held out; {as_today[about]} by the weights of today")
    what = "what each fact of an option adds to the log-odds that a page is put together so"
    write_weights(ROOT / "data" / "place.yml", "tools.train_place", what, fit(cases))
    return 0


if __name__ == "__main__":
    sys.exit(main())
