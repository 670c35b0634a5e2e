"""Learns how heads of several lines are built (clippings/classify/heads.py), which of two readings of a page is the better one
(clippings/choose.py) and how sure an article is (clippings/confidence.py), on pages that the weights were not learned from.

    python -m tools.train_choice

The pages of benchmarks/fidelity/seen are parted in four, those written together in one part; each part is read with a wording and
weights learned from the others, and heads are built by what the other parts taught (`tools/train_heads.py`). Every other
reading that is tried is measured against the truth as the first one is; a logistic regression over how their traits differ
says which is better, one that matters more counting more; another says of which pages one is chosen. Then each part is read
again, choosing by what the other parts taught, and a second regression says of each article how likely it is right: that it
shares 0.8 of its five-character pieces with one of the truth and has its headline. Writes data/heads.tsv, data/choice.yml,
data/doubtful.yml and data/confidence.yml; prints what choosing and building brought, and for several ratings how many
articles are rated higher and what share of them is right (each rated by a regression fitted without its page).
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

from benchmarks.layout import Truth
from benchmarks.measure import Score, key, measure, pieces, truth_blocks
from benchmarks.ours import described, made
from clippings.choose import ENOUGH, Reading, Readings, read_page
from clippings.clean import clean
from clippings.confidence import facts_of_page
from clippings.models import Article
from clippings.odds import weighed
from clippings.tables import Tables, load_tables
from tools.fit import logistic, write_weights
from tools.table import write_table
from tools.train_heads import Case as HeadCase
from tools.train_heads import cases_of as heads_of_pages
from tools.train_heads import fit as fit_heads
from tools.train_heads import right as right_heads
from tools.train_subjects import learn as learn_subjects
from tools.train_weights import Lesson, learn, with_learned
from tools.train_wording import SEEN, Document, all_lines, documents_of, parted
from tools.train_wording import learn as learn_wording

ROOT = Path(__file__).resolve().parents[1]
_MADE_BY = "tools.train_choice"
_PARTS = 4
_NETWORKS = 3  # that read each part: half of those that the build asks, in half of the time
_SET = 120  # printed pages, and as many web pages, set from the articles of each part
_FOLDS = 5
_CALM = 20.0  # precision of the prior on what traits say
_SURE_OF_DOUBT = 4.0  # precision of the prior on what facts say of a page that may be read better
_EVEN = 0.3  # how much a reading counts that is neither better nor worse
_MOST = 3.0  # no reading counts more
_SMALL = 0.02  # weights of heads that are left out


class Other(NamedTuple):
    """Another reading: how its traits differ, and how much better it is."""

    traits: dict[str, float]
    gain: float


class Tried(NamedTuple):
    """A page: what is known of it as it was read first, and all that was tried."""

    facts: dict[str, float]
    others: list[Other]


class Case(NamedTuple):
    """One article: its page, its facts, whether it is right."""

    page: int
    facts: dict[str, float]
    right: bool


def worth(counts: Counter[str]) -> float:
    """What a reading is worth by what it got right: an article's cut most, then its headline, then its kicker, paragraphs
    and furniture."""
    return (
        3 * counts["cut+"]
        - 1.5 * counts["cut!"]
        + 2 * counts["title+"]
        + 0.5 * (counts["kicker+"] - counts["kicker!"])
        + 0.05 * (counts["text+"] - counts["text!"])
        - 0.3 * counts["leaked-"]
    )


def learned_from(documents: Sequence[Document], hand: Tables) -> Tables:
    """The tables with wording, subjects and weights learned from these documents alone."""
    lesson = Lesson.of(documents, hand)
    learned = [learn(lesson, _SET, seed) for seed in range(_NETWORKS)]
    wording = learn_wording(all_lines(documents, lesson.singles, hand))
    tables = with_learned(load_tables(ROOT / "data"), learned, hand)
    return replace(
        tables, wording=wording, subjects=learn_subjects(documents), choice={}
    )  # no choice yet: every group is tried


def score(reading: Reading, truth: Truth, tables: Tables) -> Score:
    """What a reading got right."""
    return measure(truth, [made(article) for article in described(reading, tables)])


def tried_on(text: str, truth: Truth, tables: Tables) -> Tried:
    """All that is tried on a page."""
    readings = Readings(clean(text), tables)
    first = readings.first()
    before = worth(score(first, truth, tables).counts)
    others = [
        Other(other.more, worth(score(other.reading, truth, tables).counts) - before)
        for other in readings.others(first)
    ]
    return Tried(readings.facts(first), others)


def head_cases(part: Sequence[Document], tables: Tables) -> list[HeadCase]:
    """The heads of the pages of a part."""
    return list(heads_of_pages(part, tables))


def try_all(part: Sequence[Document], tables: Tables) -> list[Tried]:
    """All that is tried on the pages of a part."""
    return [tried_on(text, truth, tables) for text, truth, _ in part]


def fit_doubtful(pages: Sequence[Tried], choice: Mapping[str, float]) -> dict[str, float]:
    """What each fact says of whether another reading is chosen, on pages of which there is one."""
    pages = [page for page in pages if page.others]
    names = sorted({name for page in pages for name in page.facts})
    facts = np.array([[page.facts.get(name, 0.0) for name in names] for page in pages])
    scale = facts.std(axis=0)
    scale[scale == 0] = 1.0
    changed = [max(weighed(other.traits, choice) for other in page.others) > ENOUGH for page in pages]
    found = logistic(facts / scale, np.where(changed, 1.0, -1.0), np.ones(len(pages)), _SURE_OF_DOUBT) / scale
    return dict(zip(names, found.tolist(), strict=True))


def fit_choice(pages: Sequence[Tried]) -> dict[str, float]:
    """What more of each trait says."""
    tried = [other for page in pages for other in page.others]
    names = sorted({name for other in tried for name in other.traits})
    given = np.array([[other.traits.get(name, 0.0) for name in names] for other in tried])
    scale = given.std(axis=0)
    scale[scale == 0] = 1.0
    gains = np.array([other.gain for other in tried])
    sign = np.where(gains > 0, 1.0, -1.0)
    counts = np.where(gains == 0, _EVEN, np.minimum(_MOST, 0.5 + np.abs(gains)))
    found = logistic(given / scale, sign, counts, _CALM) / scale
    return dict(zip(names, found.tolist(), strict=True))


def cases(page: int, truth: Truth, reading: Reading, tables: Tables) -> list[Case]:
    """The articles that a page comes out as."""
    articles = described(reading, tables)
    facts = facts_of_page(reading.stories, articles, reading.kind)
    wanted = [(pieces(t for _, t in truth_blocks(a)), key(a["title"])) for a in truth["articles"]]
    return [Case(page, f, _is_right(a, wanted)) for f, a in zip(facts, articles, strict=True)]


def _is_right(article: Article, wanted: list[tuple[set[str], str]]) -> bool:
    own = pieces(block.text for block in (*article.lead, *article.body))
    share, title = max((len(own & text) / max(1, len(own | text)), title) for text, title in wanted)
    return share >= 0.8 and key(article.title) == title


def fit_rating(found: Sequence[Case]) -> Any:
    """Weights: the constant, then one for each fact."""
    facts = np.array([[1.0, *case.facts.values()] for case in found])
    sign = np.array([1.0 if case.right else -1.0 for case in found])

    def loss(weights: Any) -> float:
        return float(np.logaddexp(0, -sign * (facts @ weights)).sum() + weights[1:] @ weights[1:] / 2)

    return minimize(loss, np.zeros(facts.shape[1])).x


def main() -> int:
    """Reads, fits, writes, prints."""
    hand = load_tables(ROOT / "data", learned=False)
    documents = documents_of(SEEN)
    groups = parted((x.group for x in documents), _PARTS)
    parts = [[x for x in documents if x.group in own] for own in groups]
    rests = [[x for x in documents if x.group not in own] for own in groups]
    with ProcessPoolExecutor(min(_PARTS, os.cpu_count() or 1)) as pool:
        tables = list(pool.map(learned_from, rests, [hand] * _PARTS))
        heads = list(pool.map(head_cases, parts, tables))
        for at in range(_PARTS):
            built = fit_heads([case for i, own in enumerate(heads) if i != at for case in own])
            tables[at] = replace(tables[at], heads=built)
        tried = list(pool.map(try_all, parts, tables))
    choice = fit_choice([page for part in tried for page in part])
    doubtful = fit_doubtful([page for part in tried for page in part], choice)
    first, then, found = Score(), Score(), list[Case]()
    for at, (part, ready) in enumerate(zip(parts, tables, strict=True)):
        others = [page for i, pages in enumerate(tried) if i != at for page in pages]
        rest = fit_choice(others)
        doubt = fit_doubtful(others, rest)
        for page, (text, truth, _) in enumerate(part):
            for whole, weights in ((first, {}), (then, rest)):
                using = replace(ready, choice=weights, doubtful=doubt)
                reading = read_page(clean(text), using)
                whole.counts.update(score(reading, truth, using).counts)
            found += cases(page, truth, reading, using)
    for name, whole in (("read once", first), ("chosen", then)):
        figures = {what: value for what, value in whole.figures().items() if value is not None}
        print(f"{name}: " + ", ".join(f"{what} {value:.3f}" for what, value in figures.items()))
    _print_rating(found)
    cases_of_heads = [case for own in heads for case in own]
    read = sum(case.read == case.true for case in cases_of_heads)
    told = sum(right_heads(own, ready.heads) for own, ready in zip(heads, tables, strict=True))
    print(f"{len(cases_of_heads)} heads of several lines: {read} right as they were read, {told} as they are built")
    rows = ((build, seen, weight) for (build, seen), weight in sorted(fit_heads(cases_of_heads).items()))
    write_table(ROOT / "data" / "heads.tsv", _MADE_BY, "build or letters, what is seen, weight", rows, _SMALL)
    rating = dict(zip(["constant", *found[0].facts], fit_rating(found).tolist(), strict=True))
    write_weights(
        ROOT / "data" / "choice.yml",
        _MADE_BY,
        "what more of each trait of a page adds to the log-odds that it is better read",
        choice,
    )
    write_weights(
        ROOT / "data" / "doubtful.yml",
        _MADE_BY,
        "what each fact of a page adds to the log-odds that another reading is better",
        doubtful,
    )
    write_weights(
        ROOT / "data" / "confidence.yml",
        _MADE_BY,
        "what each fact of an article adds to the log-odds that it is right",
        rating,
    )
    return 0


def _print_rating(found: Sequence[Case]) -> None:
    """How many articles are rated how high, each by a regression that was fitted without its page, and how many are right."""
    rating = np.zeros(len(found))
    for fold in range(_FOLDS):
        rest = fit_rating([case for case in found if case.page % _FOLDS != fold])
        for at, case in enumerate(found):
            if case.page % _FOLDS == fold:
                rating[at] = 1 / (1 + np.exp(-rest @ np.array([1.0, *case.facts.values()])))
    right = np.array([case.right for case in found])
    print(f"{len(found)} articles, {right.mean():.3f} of them right")
    for least in (0.5, 0.8, 0.9, 0.93, 0.95, 0.96, 0.97):
        above = rating >= least
        print(f"rated {least} or higher: {above.sum()}, of which right {right[above].mean():.3f}")


if __name__ == "__main__":
    sys.exit(main())
