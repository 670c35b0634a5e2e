"""Confidence: how likely it is that an article was cut right and has its right headline, from 0 to 1.

A logistic regression over a few facts of the article and its neighbours. `tools/train_choice.py` fits it on pages
with truth that were read with weights learned from other pages, and writes `data/confidence.yml`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from clippings.models import HEAD_ROLES, TEXT_ROLES, Article, PageKind, Role, Story
from clippings.odds import share

SURE = 0.96  # of the articles rated higher, 97 in 100 and more are right on pages with truth that were held back
_MOST = 0.9997
_LEAST = 0.01


def rated(
    stories: Sequence[Story], articles: Sequence[Article], kind: PageKind, weights: Mapping[str, float]
) -> tuple[Article, ...]:
    """The articles of a page with `sure["article"]` set to how likely cut and headline are right."""
    heads = [_least_sure(story, HEAD_ROLES) for story in stories]
    result = []
    for index, (story, article) in enumerate(zip(stories, articles, strict=True)):
        facts = facts_of(story, article, kind, _near(stories, articles, heads, index))
        total = weights["constant"] + sum(weights[name] * value for name, value in facts.items())
        sure = {**article.sure, "article": round(share(total), 3)}
        result.append(replace(article, sure=sure))
    return tuple(result)


def facts_of(story: Story, article: Article, kind: PageKind, near: Mapping[str, float]) -> dict[str, float]:
    """The facts that the rating weighs. Sureness counts in log-odds."""
    headings = sum(1 for block in article.body if block.kind == "heading")
    return {
        "head": _log_odds(_least_sure(story, HEAD_ROLES)),
        "text": _log_odds(_least_sure(story, TEXT_ROLES)),
        "cut": _log_odds(story.sure),
        "web": float(kind is PageKind.WEB),
        "photo": float(article.kind == "photo"),
        "untitled": float(article.title is None),
        "dateline": float(article.dateline is not None),
        "authors": float(bool(article.authors)),
        "headings": float(headings > 1),
        "lone heading": float(headings == 1),
        "kicker": float(article.kicker is not None),
        "two lines": float(any(line.role is Role.TITLE_MORE for line in story.lines)),
        "truncated": float(article.truncated),
        "blocks": min(len(article.body), 20) / 10,
        **near,
    }


def _near(
    stories: Sequence[Story], articles: Sequence[Article], heads: Sequence[float], index: int
) -> dict[str, float]:
    beside = [at for at in (index - 1, index + 1) if 0 <= at < len(stories)]
    return {
        "near cut": _log_odds(min((stories[at].sure for at in beside), default=1.0)),
        "near head": _log_odds(min((heads[at] for at in beside), default=1.0)),
        "near truncated": float(any(articles[at].truncated for at in beside)),
        "alone": float(not beside),
    }


def facts_of_page(stories: Sequence[Story], articles: Sequence[Article], kind: PageKind) -> list[dict[str, float]]:
    """The facts of every article of a page; for fitting."""
    heads = [_least_sure(story, HEAD_ROLES) for story in stories]
    return [
        facts_of(story, article, kind, _near(stories, articles, heads, index))
        for index, (story, article) in enumerate(zip(stories, articles, strict=True))
    ]


def _least_sure(story: Story, roles: frozenset[Role]) -> float:
    return min((line.sure for line in story.lines if line.role in roles), default=1.0)


def _log_odds(sure: float) -> float:
    sure = min(max(sure, _LEAST), _MOST)
    return math.log(sure / (1 - sure))
