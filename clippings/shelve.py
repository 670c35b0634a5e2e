"""Shelve: articles onto the terms of four taxonomies of one shape: regions, themes, sources, years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from clippings.models import Article, Library, Page, Taxonomy, Term
from clippings.tables import Theme
from clippings.text import source_slug

UNKNOWN_SOURCE = ("unknown", "来源不详")
UNKNOWN_YEAR = ("unknown", "日期不详")


def shelve(pages: Sequence[Page], themes: Sequence[Theme]) -> Library:
    """The library of these pages. Articles stand in the order of date (unknown last), seed and place in the seed."""
    articles = tuple(sorted((a for page in pages for a in page.articles), key=_order))
    taxonomies = (_regions(articles), _themes(articles, themes), _sources(articles), _years(articles))
    return Library(tuple(pages), articles, taxonomies)


def _order(article: Article) -> tuple[str, str, int]:
    return (article.source.date or "9999", article.seed, article.numbers[0])


def _regions(articles: Iterable[Article]) -> Taxonomy:
    """One term for each place that has articles, and for its ancestors; sorted by code. A later name of the same code
    wins, as on a map of today."""
    names: dict[str, tuple[str, str]] = {}
    parents: dict[str, str | None] = {}
    own: dict[str, list[Article]] = defaultdict(list)
    below: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        mine = {place.path[-1] for place in article.regions}
        above = {code for place in article.regions for code in place.path[:-1]} - mine
        for place in article.regions:
            for at, code in enumerate(place.path):
                date = article.source.date or ""
                names[code] = max(names.get(code, ("", "")), (date, place.chain[at]))
                parents[code] = place.path[at - 1] if at else None
        for code in mine:
            own[code].append(article)
        for code in above:
            below[code].append(article)
    slugs = {code: _path(code, parents) for code in names}
    return Taxonomy(
        "regions",
        "地区",
        tuple(
            Term(
                slugs[code],
                names[code][1],
                slugs[parent] if (parent := parents[code]) else None,
                None,
                tuple(own[code]),
                tuple(below[code]),
            )
            for code in sorted(names)
        ),
    )


def _path(code: str, parents: Mapping[str, str | None]) -> str:
    """The official code path, 54/5405/540530: each level's digits."""
    parent = parents[code]
    digits = code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
    return f"{_path(parent, parents)}/{digits}" if parent else digits


def _themes(articles: Iterable[Article], themes: Sequence[Theme]) -> Taxonomy:
    own: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        for topic in article.themes:
            own[topic.slug].append(article)
    return Taxonomy("themes", "主题", tuple(Term(t.slug, t.zh, None, t.scope, tuple(own[t.slug])) for t in themes))


def _sources(articles: Iterable[Article]) -> Taxonomy:
    own: dict[tuple[str, str], list[Article]] = defaultdict(list)
    for article in articles:
        name = article.source.publisher
        own[(source_slug(name), name) if name else UNKNOWN_SOURCE].append(article)
    keys = sorted(own, key=lambda key: (key == UNKNOWN_SOURCE, key[1]))
    return Taxonomy("sources", "来源", tuple(Term(slug, label, own=tuple(own[slug, label])) for slug, label in keys))


def _years(articles: Iterable[Article]) -> Taxonomy:
    own: dict[tuple[str, str], list[Article]] = defaultdict(list)
    for article in articles:
        year = (article.source.date or "")[:4]
        own[(year, f"{year}年") if year else UNKNOWN_YEAR].append(article)
    keys = sorted(own, key=lambda key: (key == UNKNOWN_YEAR, key[0]))
    return Taxonomy("years", "年份", tuple(Term(slug, label, own=tuple(own[slug, label])) for slug, label in keys))
