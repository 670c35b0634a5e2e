"""Tag: the places an article is about, and the cues of its themes; which cues prove little only the whole archive tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clippings.gazetteer import Gazetteer
from clippings.models import Article, Source
from clippings.places import Home, PlaceReading, read_places
from clippings.script import is_traditional
from clippings.tables import Tables
from clippings.themes import Cues, Hits, hits_of


@dataclass(frozen=True)
class Tagger:
    """The gazetteer and the cues, made once a run."""

    tables: Tables
    gazetteer: Gazetteer
    cues: Cues

    @classmethod
    def of(cls, tables: Tables) -> Tagger:
        """The tagger of these tables."""
        return cls(tables, Gazetteer(tables.divisions, tables.townships, tables.places), Cues(tables.themes))


@dataclass(frozen=True, slots=True)
class Tagged:
    """The articles of a page with their places, the cues of each, every mention that was read on the way, and the page's
    home."""

    articles: tuple[Article, ...]
    hits: tuple[tuple[Hits, ...], ...]
    readings: tuple[PlaceReading, ...]
    home: Home


def tag(articles: Sequence[Article], source: Source, tagger: Tagger) -> Tagged:
    """The places of each article of one page, and its cues."""
    readings, home = read_places(articles, source, tagger.tables, tagger.gazetteer)
    tagged = tuple(
        replace(
            article,
            regions=reading.places,
            traditional=_printed_traditional(article),
        )
        for article, reading in zip(articles, readings, strict=True)
    )
    hits = tuple(hits_of(reading.pieces, reading.mentions, tagger.cues) for reading in readings)
    return Tagged(tagged, hits, readings, home)


def _printed_traditional(article: Article) -> bool:
    """By its text; a photo without text by its headline and caption."""
    return is_traditional((article.title or "") + "".join(block.text for block in (*article.lead, *article.body)))
