"""Terms: what the pages of a taxonomy show: its tree, why an article stands in a list, how its articles are spread over the
other taxonomies, and the table of regions and themes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from clippings.front import WHERE_NAMES, paragraph_of
from clippings.models import Evidence, Library, Taxonomy, Term
from clippings.text import source_slug


def tree_of(taxonomy: Taxonomy) -> list[tuple[int, Term]]:
    """Every term with its depth, parents before children."""
    below: dict[str | None, list[Term]] = {}
    for term in taxonomy.terms:
        below.setdefault(term.parent, []).append(term)
    tree: list[tuple[int, Term]] = []
    stack = [(0, term) for term in reversed(below.get(None, []))]
    while stack:
        depth, term = stack.pop()
        tree.append((depth, term))
        stack.extend((depth + 1, child) for child in reversed(below.get(term.slug, [])))
    return tree


def ancestors_of(term: Term, by_slug: Mapping[str, Term]) -> list[Term]:
    """What a term lies in, from the top."""
    chain: list[Term] = []
    while term.parent is not None:
        term = by_slug[term.parent]
        chain.insert(0, term)
    return chain


def why_of(taxonomy: Taxonomy, term: Term) -> dict[str, Why]:
    """Address of each article of a term to the words that put it there."""
    why: dict[str, Why] = {}
    for article in (*term.own, *term.below):
        found: Sequence[Evidence] = ()
        if taxonomy.slug == "themes":
            found = next((t.evidence for t in article.themes if t.slug == term.slug), ())
        elif taxonomy.slug == "regions":
            found = [e for p in article.regions if term.key in p.path for e in p.evidence]
        elif taxonomy.slug == "people":
            why[article.address] = Why("、".join(p.role for p in article.authors if p.name == term.label), ())
        if found:
            words = "、".join(dict.fromkeys(word for e in found[:4] for word in e.words.split("、")))
            at = [n for e in found if (n := paragraph_of(article, e.line)) is not None]
            why[article.address] = Why(
                f"{WHERE_NAMES.get(found[0].where, found[0].where)}：{words}", tuple(dict.fromkeys(at))[:4]
            )
    return why


class Why(NamedTuple):
    """Why an article stands in a list: the words, and the numbers of the paragraphs that say so."""

    words: str
    paragraphs: tuple[int, ...]


Facet = tuple[str, str, list[tuple[str, str, int]]]  # taxonomy, its label, (slug, label, count)


class Labels(NamedTuple):
    """What the terms of a library are called, made once for all pages."""

    regions: Mapping[str, Term]  # by key
    of: Mapping[str, Mapping[str, str]]  # taxonomy -> slug -> label
    names: Mapping[str, str]  # of the taxonomies


def labels_of(library: Library) -> Labels:
    """What the terms of the library are called."""
    return Labels(
        {term.key: term for term in library.taxonomy("regions").terms if term.key},
        {t.slug: {term.slug: term.label for term in t.terms} for t in library.taxonomies},
        {t.slug: t.label for t in library.taxonomies},
    )


def facets_of(labels: Labels, taxonomy: Taxonomy, term: Term) -> list[Facet]:
    """How the articles of a term are spread over the other taxonomies: by year, theme, province and prefecture, source."""
    articles = (*term.own, *term.below)
    found: list[Facet] = []
    years = Counter((a.source.date or "")[:4] or "unknown" for a in articles)
    themes = Counter(topic.slug for a in articles for topic in a.themes)
    places = Counter(key for a in articles for key in {k for p in a.regions for k in p.path[:2] if k.endswith("00")})
    sources = Counter(source_slug(a.source.publisher) if a.source.publisher else "unknown" for a in articles)
    for slug, count in (("years", years), ("themes", themes), ("regions", places), ("sources", sources)):
        if slug == taxonomy.slug and slug != "themes":
            continue
        if slug == "regions":
            rows = [(labels.regions[key].slug, labels.regions[key].label, n) for key, n in sorted(count.items())]
        else:
            order = (
                sorted(count.items())
                if slug == "years"
                else sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))
            )
            rows = [
                (key, labels.of[slug][key], n) for key, n in order if not (slug == taxonomy.slug and key == term.slug)
            ]
        label = "常同时出现的主题" if slug == taxonomy.slug else labels.names[slug]
        if rows:
            found.append((slug, label, rows))
    return found


def cells(library: Library, year: str | None) -> tuple[tuple[Term, dict[str, int]], ...]:
    """Region by theme for one year (None: all years together): each province and prefecture that has articles, with the number
    of its articles of each theme. An article of two themes stands in two cells."""
    rows = []
    for term in library.taxonomy("regions").terms:
        if "/" in (term.key or "") or not (term.key or "").endswith("00"):
            continue
        count: Counter[str] = Counter()
        for article in (*term.own, *term.below):
            if year in (None, (article.source.date or "unknown")[:4] if article.source.date else "unknown"):
                count.update(topic.slug for topic in article.themes)
        if count:
            rows.append((term, dict(count)))
    return tuple(rows)
