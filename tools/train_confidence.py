"""Fits the rating of articles (clippings/confidence.py) on pages that the weights were not learned from.

    python -m tools.train_confidence

The pages of benchmarks/fidelity/seen are parted in two, those written together in one; each half is read with a wording
and weights learned from the other. An article is right when it shares 0.8 of its five-character pieces with one of the truth
and has its headline. Writes data/confidence.yml and prints, for several ratings, how many articles are rated higher and what
share of them is right (each rated by a regression fitted without its page).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from benchmarks.layout import Truth
from benchmarks.measure import key, pieces, truth_blocks
from clippings.arrange import arrange
from clippings.classify import classify
from clippings.clean import clean
from clippings.confidence import facts_of_page
from clippings.cut import cut
from clippings.describe import describe, read_source
from clippings.models import LEFT_OUT_ROLES, Article
from clippings.tables import Tables, load_tables
from tools.train_weights import (
    Lesson,
    learned_rows,
    pages,
    read_samples,
    start_weights,
    train,
    with_learned,
)
from tools.train_wording import SEEN, all_lines, documents_of, learn, parted

ROOT = Path(__file__).resolve().parents[1]
_FOLDS = 5
_SET = 120  # printed pages, and as many web pages, set from the articles of each half
_BAG = 1  # an odd one: all documents


@dataclass(frozen=True)
class Case:
    """One article: its page, its facts, whether it is right."""

    page: int
    facts: dict[str, float]
    right: bool


def cases(page: int, text: str, truth: Truth, tables: Tables) -> list[Case]:
    """The articles that a page comes out as."""
    kind, roles = classify(clean(text), tables)
    stories = arrange(cut(roles, kind), kind)
    source = read_source(roles, kind, tables.source)
    left_out = tuple(item for item in roles if item.role in LEFT_OUT_ROLES) if len(stories) == 1 else ()
    articles = [describe(story, "x.txt", kind, source, tables, left_out) for story in stories]
    wanted = [(pieces(t for _, t in truth_blocks(a)), key(a["title"])) for a in truth["articles"]]
    facts = facts_of_page(stories, articles, kind)
    return [Case(page, f, _is_right(a, wanted)) for f, a in zip(facts, articles, strict=True)]


def _is_right(article: Article, wanted: list[tuple[set[str], str]]) -> bool:
    own = pieces(block.text for block in (*article.lead, *article.body))
    share, title = max((len(own & text) / max(1, len(own | text)), title) for text, title in wanted)
    return share >= 0.8 and key(article.title) == title


def fit(found: list[Case]) -> Any:
    """Weights: the constant, then one for each fact."""
    facts = np.array([[1.0, *case.facts.values()] for case in found])
    sign = np.array([1.0 if case.right else -1.0 for case in found])

    def loss(weights: Any) -> float:
        return float(np.logaddexp(0, -sign * (facts @ weights)).sum() + weights[1:] @ weights[1:] / 2)

    return minimize(loss, np.zeros(facts.shape[1])).x


def main() -> int:
    """Reads, fits, writes, prints."""
    tables = load_tables(ROOT / "data", learned=False)
    documents = documents_of(SEEN)
    halves = [[x for x in documents if x.group in part] for part in parted((x.group for x in documents), 2)]
    found: list[Case] = []
    for own, other in (halves, halves[::-1]):
        lesson = Lesson.of(other, tables)
        samples, names = read_samples(pages(lesson, _SET, _BAG), tables, lesson.wordings)
        given = start_weights(tables, names)
        learned = learned_rows(train(samples, given, 1.0), given, names)
        ready = replace(
            with_learned(load_tables(ROOT / "data"), learned, tables),
            wording=learn(all_lines(other, lesson.singles, tables)),
        )
        for text, truth, _ in own:
            found += cases(len(found), text, truth, ready)
    weights = fit(found)
    rating = np.zeros(len(found))
    for fold in range(_FOLDS):
        rest = fit([case for case in found if case.page % _FOLDS != fold])
        for at, case in enumerate(found):
            if case.page % _FOLDS == fold:
                rating[at] = 1 / (1 + np.exp(-rest @ np.array([1.0, *case.facts.values()])))
    right = np.array([case.right for case in found])
    print(f"{len(found)} articles, {right.mean():.3f} of them right")
    for least in (0.5, 0.8, 0.9, 0.93, 0.95, 0.96, 0.97):
        above = rating >= least
        print(f"rated {least} or higher: {above.sum()}, of which right {right[above].mean():.3f}")
    rows = zip(["constant", *found[0].facts], weights, strict=True)
    head = "# Made by `python -m tools.train_confidence`: what each fact of an article adds to the log-odds that it is right.\n"
    table = "".join(f"{name}: {weight:.3f}\n" for name, weight in rows)
    (ROOT / "data" / "confidence.yml").write_text(head + table, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
