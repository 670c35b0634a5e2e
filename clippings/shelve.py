"""Shelve: articles onto the terms of five taxonomies of one shape: regions, themes, sources, years, people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from clippings.gazetteer import Gazetteer
from clippings.models import Article, Library, Page, Taxonomy, Term
from clippings.pinyin import ascii_slug, syllables
from clippings.tables import Theme
from clippings.text import source_slug

UNKNOWN_SOURCE = ("unknown", "来源不详")
UNKNOWN_YEAR = ("unknown", "日期不详")


def shelve(pages: Sequence[Page], themes: Sequence[Theme], gazetteer: Gazetteer) -> Library:
    """The library of these pages. Articles stand in the order of date (unknown last), seed and place in the seed."""
    articles = tuple(sorted((a for page in pages for a in page.articles), key=_order))
    taxonomies = (
        _regions(articles, gazetteer), _themes(articles, themes), _sources(articles), _years(articles), _people(articles),
    )  # fmt: skip
    return Library(tuple(pages), articles, taxonomies)


def _order(article: Article) -> tuple[str, str, int]:
    return (article.source.date or "9999", article.seed, article.numbers[0])


def _regions(articles: Iterable[Article], gazetteer: Gazetteer) -> Taxonomy:
    """One term for each place that has articles, and for all that hold it, down to the village; in the order of codes, below the
    county in that of pinyin. A place is one term through all its names and is called as it is today."""
    parents: dict[str, str | None] = {}
    own: dict[str, list[Article]] = defaultdict(list)
    below: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        mine = {place.path[-1] for place in article.regions}
        above = {key for place in article.regions for key in place.path[:-1]} - mine
        for place in article.regions:
            for at, key in enumerate(place.path):
                parents[key] = place.path[at - 1] if at else None
        for key in mine:
            own[key].append(article)
        for key in above:
            below[key].append(article)
    slugs = {key: region_slug(key, parents) for key in parents}
    terms = []
    for key in sorted(parents, key=lambda k: (k[:6], slugs[k])):
        parent = parents[key]
        label, note, latin = _named(key, gazetteer)
        terms.append(
            Term(
                slugs[key],
                label,
                slugs[parent] if parent else None,
                note,
                tuple(own[key]),
                tuple(below[key]),
                latin=latin,
                key=key,
            )
        )
    return Taxonomy("regions", "地区", tuple(terms))


def _named(key: str, gazetteer: Gazetteer) -> tuple[str, str | None, str]:
    """What a place is called today; what it was called before, what it is a part of now, and what was merged into it; and its name in
    Latin letters."""
    if "/" in key:
        name = key.rsplit("/", 1)[-1]
        return name, None, "".join(syllables(name)).capitalize()
    today = gazetteer.at(key, None)
    label = today.name if today else key
    before = [
        f"{row.name}（至{row.end}年）"
        for row in gazetteer.was(key)
        if row.end and row.end >= 1990 and row.name != label
    ]
    parts = [row.name for row in gazetteer.parts(key)]
    whole = gazetteer.at(today.merged, None) if today and today.merged else None
    notes = [
        f"曾名{'、'.join(dict.fromkeys(before))}" if before else "",
        f"已并入{whole.name}" if today and whole else "",
        f"{'、'.join(parts)}已并入" if parts else "",
    ]
    return label, "；".join(note for note in notes if note) or None, gazetteer.latin(key)


def region_slug(key: str, parents: Mapping[str, str | None]) -> str:
    """The official code path, 54/5405/540530, each level's digits; below the county the name's own slug."""
    parent = parents[key]
    if "/" in key:
        last = ascii_slug(key.rsplit("/", 1)[-1])
    else:
        last = key[:2] if key.endswith("0000") else key[:4] if key.endswith("00") else key
    return f"{region_slug(parent, parents)}/{last}" if parent else last


def _themes(articles: Iterable[Article], themes: Sequence[Theme]) -> Taxonomy:
    own: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        for topic in article.themes:
            own[topic.slug].append(article)
    return Taxonomy(
        "themes", "主题", tuple(Term(t.slug, t.zh, t.parent, t.scope, tuple(own[t.slug]), latin=t.en) for t in themes)
    )


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


def _people(articles: Iterable[Article]) -> Taxonomy:
    """Who is named in a byline or credit, in the order of pinyin, with the roles and how often. Namesakes are not told apart."""
    own: dict[str, list[Article]] = defaultdict(list)
    roles: dict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        for name in dict.fromkeys(person.name for person in article.authors):
            own[name].append(article)
        for person in article.authors:
            roles[person.name][person.role] += 1
    terms = []
    for name in sorted(own, key=lambda n: (syllables(n), n)):
        note = "、".join(
            f"{role} {count}" for role, count in sorted(roles[name].items(), key=lambda pair: (-pair[1], pair[0]))
        )
        terms.append(Term(ascii_slug(name), name, None, note, tuple(own[name]), latin=_spoken(name)))
    return Taxonomy("people", "作者", tuple(terms))


def _spoken(name: str) -> str:
    """王建国 -> Wang Jianguo; a name of more than three characters, or with ·, is one word."""
    sounds = [sound.replace("v", "ü") for sound in syllables(name)]
    parts = [sounds[0], "".join(sounds[1:])] if 2 <= len(name) <= 3 else ["".join(sounds)]
    return " ".join(part.capitalize() for part in parts)
