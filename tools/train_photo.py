"""Learns whose a paragraph is that stands right above a picture (clippings/cut/photo.py), from benchmarks/fidelity/seen.

    python -m tools.train_photo

A logistic regression over what is seen of each such paragraph, pulled to nothing (a Gaussian prior of precision 1); the truth
is that the paragraph is the text of a photo, and what stands above it is not. Writes data/photo.yml, and prints how many come
out right when each group of documents is weighed with what was learned from the others (their lines' roles are those of the program as
it is, which has learned from all of them).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.layout import Truth
from benchmarks.measure import pieces, truth_blocks
from clippings.choose import read_page
from clippings.clean import clean
from clippings.cut import clips_of
from clippings.cut.photo import facts_of, paragraphs_above
from clippings.odds import weighed
from clippings.tables import Tables, load_tables
from tools.fit import article_of, logistic, write_weights
from tools.train_wording import SEEN, documents_of, parted

ROOT = Path(__file__).resolve().parents[1]
_PULL = 1.0


class Case(NamedTuple):
    """One paragraph above a picture: what is seen of it, whether it is the photo's own, the group of its document."""

    facts: dict[str, float]
    own: bool
    group: str


def cases_of(text: str, truth: Truth, group: str, tables: Tables) -> Iterator[Case]:
    """The cases of a page, of which it is known whose each is."""
    reading = read_page(clean(text), tables)
    clips, kind, usual = clips_of(reading.lines, reading.kind)
    articles = [pieces(text for _, text in truth_blocks(article)) for article in truth["articles"]]
    for above in paragraphs_above(clips):
        lines = above.text.lines
        texts = (lines[above.start :], lines[above.start - 1 : above.start])
        of, before = (article_of("".join(item.line.text for item in part), articles) for part in texts)
        if of is not None and before is not None:
            own = of != before and truth["articles"][of].get("kind") == "photo"
            yield Case(facts_of(above, kind, usual), own, group)


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """What each fact says."""
    names = list(cases[0].facts)
    facts = np.array([[case.facts[name] for name in names] for case in cases])
    sign = np.array([1.0 if case.own else -1.0 for case in cases])
    found = logistic(facts, sign, np.ones(len(cases)), _PULL)
    return dict(zip(names, found.tolist(), strict=True))


def _is_own(case: Case, weights: dict[str, float]) -> bool:
    return weighed(case.facts, weights) > 0


def main() -> int:
    """Learns, prints and writes."""
    tables = load_tables(ROOT / "data")
    cases = [case for text, truth, group in documents_of(SEEN) for case in cases_of(text, truth, group, tables)]
    right = found = 0
    for part in parted(case.group for case in cases):
        weights = fit([case for case in cases if case.group not in part])
        held = [case for case in cases if case.group in part]
        right += sum(_is_own(case, weights) is case.own for case in held)
        found += sum(case.own and _is_own(case, weights) for case in held)
    own = sum(case.own for case in cases)
    print(f"{right} of {len(cases)} right, held out; {found} of {own} texts of photos found")
    what = "what each fact of a paragraph above a picture adds to the log-odds that it is the photo's own"
    write_weights(ROOT / "data" / "photo.yml", "tools.train_photo", what, fit(cases))
    return 0


if __name__ == "__main__":
    sys.exit(main())
