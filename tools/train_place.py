"""Learns where a loose clip belongs (clippings/arrange/place.py), from benchmarks/fidelity/seen.

    python -m tools.train_place

A conditional logit (McFadden 1974): the stories near a clip, and that it stands alone, share the probability. The clips are those of the
pages as the program reads them today (it has learned from all of them), and each is judged where today's weights have put those before
it. Weights are pulled to nothing (a Gaussian prior of precision 1). Writes data/place.yml; prints how many clips come to their story when
each group of documents is weighed with what was learned from the others.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.layout import Truth
from benchmarks.measure import key, pieces, truth_blocks
from clippings.arrange import arrange
from clippings.arrange.place import Option, Placing
from clippings.choose import read_page
from clippings.clean import clean
from clippings.cut import cut
from clippings.models import Clip, RoleLine
from clippings.odds import weighed
from clippings.tables import Tables, load_tables
from tools.fit import article_of, conditional, write_weights
from tools.train_wording import SEEN, documents_of, parted

ROOT = Path(__file__).resolve().parents[1]
_PULL = 1.0
_PART = 4  # characters of a line that may be a part of a headline
_GROUPS = 3  # groups of documents in which a fact must be seen; else it is one writer's


class Case(NamedTuple):
    """A loose clip: the facts of each option, whether it is right, the group of the document."""

    facts: list[dict[str, float]]
    right: list[bool]
    group: str


class _Watched(Placing):
    """Weighs, and remembers each clip with its options and the lines of their stories as they were then."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        super().__init__(weights)
        self.seen: list[tuple[Clip, list[tuple[list[RoleLine] | None, dict[str, float]]]]] = []

    def scores(self, clip: Clip, options: Sequence[Option]) -> list[float]:
        lines = [None if x.draft is None else [line for own in x.draft.clips for line in own.lines] for x in options]
        facts = ({f"{x.sort}, {name}": float(fact) for name, fact in x.facts.items() if fact} for x in options)
        self.seen.append((clip, list(zip(lines, facts, strict=True))))
        return super().scores(clip, options)


def cases_of(text: str, truth: Truth, group: str, tables: Tables) -> Iterator[Case]:
    """The loose clips of a page, of which it is known where they belong."""
    reading = read_page(clean(text), tables)
    placing = _Watched(tables.place)
    arrange(cut(reading.lines, reading.kind, tables.photo), reading.kind, placing)
    articles = [pieces(text for _, text in truth_blocks(article)) for article in truth["articles"]]
    titles = [key(article.get("title") or "") for article in truth["articles"]]
    known: dict[str, int | None] = {}

    def of(lines: Sequence[RoleLine]) -> int | None:
        count: Counter[int] = Counter()
        for line in lines:
            text = line.line.text
            if text not in known:
                known[text] = _article(text, articles, titles)
            if (article := known[text]) is not None:
                count[article] += len(text)
        return count.most_common(1)[0][0] if count else None

    for clip, options in placing.seen:
        mine = of(clip.lines)
        if mine is None:
            continue
        right = [lines is not None and of(lines) == mine for lines, _ in options]
        yield Case([facts for _, facts in options], [*right[:-1], not any(right)], group)


def _article(text: str, articles: Sequence[set[str]], titles: Sequence[str]) -> int | None:
    """The article that a line is of, or its headline."""
    found, own = article_of(text, articles), key(text)
    if found is not None or not own:
        return found
    of_title = (at for at, title in enumerate(titles) if own == title or (len(own) >= _PART and own in title))
    return next(of_title, None)


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
    cases = [case for text, truth, group in documents_of(SEEN) for case in cases_of(text, truth, group, tables)]
    today = {f"{sort}, {fact}": weight for sort, facts in tables.place.items() for fact, weight in facts.items()}
    as_today = sum(_is_right(case, today) for case in cases)
    right = 0
    for part in parted(case.group for case in cases):
        weights = fit([case for case in cases if case.group not in part])
        right += sum(_is_right(case, weights) for case in cases if case.group in part)
    print(f"{right} of {len(cases)} loose clips come to their story, held out; {as_today} by the weights of today")
    what = "what each fact of a loose clip and a story adds to the log-odds that they belong together"
    write_weights(ROOT / "data" / "place.yml", "tools.train_place", what, fit(cases))
    return 0


if __name__ == "__main__":
    sys.exit(main())
