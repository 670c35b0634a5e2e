"""Tag: the places and themes an article is about, each with the words that say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clippings.gazetteer import Gazetteer
from clippings.models import Article, Source
from clippings.places import Home, PlaceReading, read_places
from clippings.script import is_traditional
from clippings.tables import Tables
from clippings.themes import Cues, topics_of


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
    """The articles of a page with places and themes, every mention that was read on the way, and the page's home."""

    articles: tuple[Article, ...]
    readings: tuple[PlaceReading, ...]
    home: Home


def tag(articles: Sequence[Article], source: Source, tagger: Tagger) -> Tagged:
    """What each article of one page is about."""
    readings, home = read_places(articles, source, tagger.tables, tagger.gazetteer)
    tagged = tuple(
        replace(
            article,
            regions=reading.places,
            traditional=_printed_traditional(article),
            themes=topics_of(reading.pieces, reading.mentions, tagger.cues),
        )
        for article, reading in zip(articles, readings, strict=True)
    )
    return Tagged(tagged, readings, home)


def _printed_traditional(article: Article) -> bool:
    """By its text; a photo without text by its headline and caption."""
    return is_traditional((article.title or "") + "".join(block.text for block in (*article.lead, *article.body)))
