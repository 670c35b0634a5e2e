"""Places: finding their names in a text, saying which place each means, and which ones an article is about."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clippings.gazetteer import Gazetteer
from clippings.models import Article, Place, Source
from clippings.places.about import about, place_at, ranked, roles
from clippings.places.find import find
from clippings.places.local import find_local, find_short
from clippings.places.mention import Mention, Piece
from clippings.places.resolve import candidates, named_codes, resolve
from clippings.script import is_traditional, to_simplified
from clippings.spots import Spot, level
from clippings.tables import Tables
from clippings.text import narrow

__all__ = ["Gazetteer", "Home", "PlaceReading", "Spot", "pieces_of", "place_at", "read_places", "resolved"]

_ONCE = re.compile(r"[原曾]|以前|过去|从前|还叫|旧称|本[是叫]|时的")
_CHANGED = ("改", "撤", "更名", "升格", "设区", "并入", "成为", "”改", "”更名")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")


class PlaceReading(NamedTuple):
    """The pieces of an article, every mention in them, the places it is about, and the year as of which these are named."""

    pieces: tuple[Piece, ...]
    mentions: tuple[Mention, ...]
    places: tuple[Place, ...]
    year: int | None


class Home(NamedTuple):
    """The home of a page's paper: its code, or None; what says so (edit, paper, page, nothing), and in which words."""

    code: str | None
    origin: str
    why: str


def read_places(
    articles: Sequence[Article], source: Source, tables: Tables, gazetteer: Gazetteer
) -> tuple[tuple[PlaceReading, ...], Home]:
    """For each article of a page its mentions and places, and the home that they were read with."""
    found, home, year = resolved(articles, source, tables, gazetteer)
    readings = []
    for pieces, mentions in found:
        spots = ranked(mentions, pieces, home.code, tables.about)
        places = about(spots, mentions, pieces, gazetteer, year)
        readings.append(PlaceReading(pieces, tuple(roles(mentions, spots)), places, year))
    return tuple(readings), home


def resolved(
    articles: Sequence[Article], source: Source, tables: Tables, gazetteer: Gazetteer
) -> tuple[list[tuple[tuple[Piece, ...], list[Mention]]], Home, int | None]:
    """For each article of a page its pieces and the mentions in them with their places; the home of the page, and its year."""
    texts = [tuple(pieces_of(article)) for article in articles]
    year = year_of(source, texts)
    people = frozenset(person.name for article in articles for person in article.authors)
    found = [find(pieces, gazetteer, people, tables.names.surnames) for pieces in texts]
    year = _before_change(found, texts, gazetteer, year)
    home = _home(source, found, texts, _script_of(articles), gazetteer, year)
    named = [named_codes(mentions, gazetteer, year, home.code) for mentions in found]
    page = sum(named, Counter[str]())
    settled = [
        (
            pieces,
            _with_local(
                resolve(mentions, home.code, gazetteer, year, own, page - own),
                pieces,
                home.code,
                tables,
                gazetteer,
            ),
        )
        for pieces, mentions, own in zip(texts, found, named, strict=True)
    ]
    return settled, home, year


def _with_local(
    settled: list[Mention], pieces: Sequence[Piece], home: str | None, tables: Tables, gazetteer: Gazetteer
) -> list[Mention]:
    """The mentions, and those of villages and townships by their names alone: where the article names them in full (but not by
    an ordinary word), or lies in their county."""
    codes = {m.spot.code for m in settled if m.spot} | ({home} if home else set())
    counties = {code for code in codes if level(code) == 3 or code in gazetteer.townships}
    for top in ("81", "82"):
        if any(code.startswith(top) for code in codes):
            counties |= gazetteer.listed_in(top)
    ordinary = tables.theme_words.words
    short = list(find_short(pieces, settled, ordinary, gazetteer))
    settled = _instead(settled, short, settled)
    local = list(find_local(pieces, settled, sorted(counties), home, ordinary, tables.names.surnames, gazetteer))
    return _instead(settled, local, [m for m in settled if not m.spot])


def _instead(found: Sequence[Mention], more: Sequence[Mention], giving: Sequence[Mention]) -> list[Mention]:
    """The mentions with more of them, but without those of `giving` on which one of these stands."""
    if not more:
        return list(found)
    taken = {(m.piece, at) for m in more for at in range(m.start, m.end)}
    gone = {id(m) for m in giving if any((m.piece, at) in taken for at in range(m.start, m.end))}
    return sorted([*(m for m in found if id(m) not in gone), *more], key=lambda m: (m.piece, m.start))


_INSIDE = re.compile("(?<!苑)[裡裏]")  # 小學裡: in Simplified it would be the 里 of wards; not so 苑裡


def pieces_of(article: Article) -> Iterator[Piece]:
    """Each piece of an article's text in Simplified script, head first."""
    pieces: list[tuple[str, str | None, int | None]] = [
        ("title", article.title, None), ("kicker", article.kicker, None), ("subtitle", article.subtitle, None),
        ("column", article.column, None), ("dateline", article.dateline, None),
        *(("lead", block.text, block.lines[0] if block.lines else None) for block in article.lead),
        *((block.kind, block.text, block.lines[0] if block.lines else None) for block in article.body),
    ]  # fmt: skip
    convert = is_traditional("".join(text for _, text, _ in pieces if text))
    for where, text, line in pieces:
        if text:
            yield Piece(where, to_simplified(_INSIDE.sub("內", text)) if convert else text, line)


def year_of(source: Source, texts: Sequence[Sequence[Piece]]) -> int | None:
    """The year of a page: of its date, else the latest that its text names twice, else the latest it names."""
    if source.date:
        return int(source.date[:4])
    years = [int(y) for pieces in texts for piece in pieces for y in _YEAR.findall(narrow(piece.text))]
    years = [y for y in years if 2000 <= y <= 2100]  # an older one is history told, not the year of the page
    return max((y for y in years if years.count(y) >= 2), default=max(years, default=None))


def _before_change(
    found: Sequence[Sequence[Mention]], texts: Sequence[Sequence[Piece]], gazetteer: Gazetteer, year: int | None
) -> int | None:
    """The year before, where a page names what was renamed in its year by the old name alone: of a change the tables know
    the year, not the day (建阳市, in October 2014 about to become 建阳区)."""
    if year is None:
        return None
    names = {
        name
        for mentions, pieces in zip(found, texts, strict=True)
        for m in mentions
        if m.sound and not _told_of_old(pieces[m.piece].text, m)
        for kind, name in m.parts
        if kind == "full"
    }
    old = any(gazetteer.is_name_in(name, year - 1) and not gazetteer.is_name_in(name, year) for name in names)
    new = any(gazetteer.is_name_in(name, year) and not gazetteer.is_name_in(name, year - 1) for name in names)
    return year - 1 if old and not new else year


def _told_of_old(text: str, mention: Mention) -> bool:
    """Is the name told of as one that was: 原来的居巢区, 遵义县改为播州区?"""
    return _ONCE.search(text[max(0, mention.start - 4) : mention.start]) is not None or text.startswith(
        _CHANGED, mention.end
    )


def _script_of(articles: Sequence[Article]) -> bool:
    """Is the page printed in Traditional script, and so from Taiwan, Hong Kong or Macao?"""
    return is_traditional("".join(block.text for article in articles for block in article.body))


def _home(
    source: Source, found: Sequence[Sequence[Mention]], texts: Sequence[Sequence[Piece]], traditional: bool, gazetteer: Gazetteer,
    year: int | None,
) -> Home:  # fmt: skip
    """From an edit; else from the paper's name; else the province that most full names and datelines on the page point to."""
    if source.home:
        return Home(source.home, "edit", "an edit")
    for paper in (source.publisher, source.republisher):
        if paper and (code := gazetteer.home_of(paper)):
            return Home(code, "paper", f"the name of {paper}")
    weight: dict[str, float] = defaultdict(float)
    for mentions, pieces in zip(found, texts, strict=True):
        seen: set[tuple[str, int]] = set()
        for mention in mentions:
            desk = pieces[mention.piece].where == "dateline" or mention.role == "dateline"
            kinds = ("full", "short", "town") if desk or traditional else ("full",)
            if not mention.sound or mention.parts[0][0] not in kinds:
                continue
            provinces = {spot.code[:2] for spot in candidates(mention, gazetteer, year)}
            if traditional:
                provinces &= {"71", "81", "82"}
            key = (mention.parts[0][1], mention.piece)
            if provinces and key not in seen and (len(provinces) == 1 or desk):
                seen.add(key)
                for province in provinces:
                    weight[province] += (3.0 if desk else 1.0) / len(provinces)
    best = max(sorted(weight), key=lambda p: weight[p], default=None)
    if best and weight[best] >= (1 if traditional else 2) and weight[best] * 2 > sum(weight.values()):
        return Home(best + "0000", "page", "the places named on the page")
    return Home(None, "nothing", "nothing tells")
