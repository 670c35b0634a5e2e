"""Tag: the places an article is about, and what it says of its themes; which cues prove little only the whole archive tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clippings.gazetteer import Gazetteer
from clippings.models import Article, Source
from clippings.places import Home, PlaceReading, read_places
from clippings.script import is_traditional
from clippings.tables import Tables
from clippings.themes import Said, Vocabulary, said_of


@dataclass(frozen=True)
class Tagger:
    """The gazetteer and the words of the themes, made once a run."""

    tables: Tables
    gazetteer: Gazetteer
    vocabulary: Vocabulary

    @classmethod
    def of(cls, tables: Tables) -> Tagger:
        """The tagger of these tables."""
        return cls(
            tables,
            Gazetteer(tables.divisions, tables.townships, tables.places),
            Vocabulary(tables.themes, tables.theme_words),
        )


@dataclass(frozen=True, slots=True)
class Tagged:
    """The articles of a page with their places, what each says of its themes, every mention that was read on the way, and the page's
    home."""

    articles: tuple[Article, ...]
    said: tuple[Said, ...]
    readings: tuple[PlaceReading, ...]
    home: Home


def tag(articles: Sequence[Article], source: Source, tagger: Tagger) -> Tagged:
    """The places of each article of one page, and what it says of its themes."""
    readings, home = read_places(articles, source, tagger.tables, tagger.gazetteer)
    tagged = tuple(
        replace(
            article,
            regions=reading.places,
            traditional=_printed_traditional(article),
        )
        for article, reading in zip(articles, readings, strict=True)
    )
    said = tuple(said_of(reading.pieces, reading.mentions, tagger.vocabulary) for reading in readings)
    return Tagged(tagged, said, readings, home)


def _printed_traditional(article: Article) -> bool:
    """By its text; a photo without text by its headline and caption."""
    return is_traditional((article.title or "") + "".join(block.text for block in (*article.lead, *article.body)))
