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
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

from benchmarks.layout import Truth
from benchmarks.measure import pieces, truth_blocks
from clippings.choose import read_page
from clippings.clean import clean
from clippings.cut import clips_of
from clippings.cut.photo import facts_of, paragraphs_above
from clippings.models import RoleLine
from clippings.tables import Tables, load_tables
from tools.train_wording import SEEN, documents_of, parted

ROOT = Path(__file__).resolve().parents[1]
_PULL = 1.0
_MOST = 0.6  # of a text's pieces are in the article that it is of


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
        of, before = _of(lines[above.start :], articles), _of(lines[above.start - 1 : above.start], articles)
        if of is not None and before is not None:
            own = of != before and truth["articles"][of].get("kind") == "photo"
            yield Case(facts_of(above, kind, usual), own, group)


def _of(lines: Sequence[RoleLine], articles: Sequence[set[str]]) -> int | None:
    """The article that some lines are of."""
    found = pieces(["".join(item.line.text for item in lines)])
    shares = [len(found & article) / max(1, len(found)) for article in articles]
    best = max(range(len(shares)), key=shares.__getitem__)
    return best if shares[best] > _MOST else None


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """What each fact says."""
    names = list(cases[0].facts)
    facts = np.array([[case.facts[name] for name in names] for case in cases])
    sign = np.array([1.0 if case.own else -1.0 for case in cases])

    def loss(weights: Any) -> tuple[float, Any]:
        told = sign * (facts @ weights)
        slope = facts.T @ (-sign / (1 + np.exp(told))) + _PULL * weights
        return float(np.logaddexp(0, -told).sum() + _PULL * weights @ weights / 2), slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return dict(zip(names, found.tolist(), strict=True))


def _is_own(case: Case, weights: dict[str, float]) -> bool:
    return sum(weights[name] * value for name, value in case.facts.items()) > 0


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
    head = "# Made by `python -m tools.train_photo`: what each fact of a paragraph above a picture adds to the log-odds that it is the photo's own.\n"
    rows = "".join(f"{name}: {weight:.3f}\n" for name, weight in fit(cases).items())
    (ROOT / "data" / "photo.yml").write_text(head + rows, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
