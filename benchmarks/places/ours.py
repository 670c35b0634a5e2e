"""Our own places, asked as the build asks them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.places.measure import Answer, Found
from clippings.models import Article, Block, Person, Source
from clippings.places import Gazetteer, read_places
from clippings.tables import Tables, load_tables
from clippings.width import restore_width

_PEOPLE = re.compile(r"(?:记者|記者|通讯员|通訊員)[\s：:]*([^）)／/，。]{2,30})[）)／/]")


class Ours:
    """The gazetteer and tables, loaded once."""

    def __init__(self, data: Path) -> None:
        self.tables: Tables = load_tables(data)
        self.gazetteer = Gazetteer(self.tables.divisions, self.tables.townships, self.tables.places)

    def __call__(self, article: Mapping[str, Any]) -> Answer:
        """The mentions and places of an article of the yardstick; its paper is known, its home is not told."""
        blocks = tuple(Block("paragraph", _widened(text), (at,)) for at, text in enumerate(article["paragraphs"]))
        people = tuple(
            Person(n, "记者") for p in article["paragraphs"] for hit in _PEOPLE.findall(p) for n in hit.split()
        ) + tuple(Person(n, "记者") for n in article.get("authors", ()))
        source = Source(publisher=article["publisher"], date=article["date"])
        given = Article("x", (0,), blocks, title=article["title"] or None, authors=people, source=source)
        (read,), _ = read_places((given,), source, self.tables, self.gazetteer)
        texts = (article["title"], *article["paragraphs"])
        pieces = [at for at, text in enumerate(texts, -1) if text]  # those that hold nothing are passed over
        mentions = [
            Found(pieces[m.piece], m.start, m.end, "/".join(self.gazetteer.chain(m.spot, read.year)), m.role)
            for m in read.mentions
            if m.spot
        ]
        places = [place.name for place in read.places]
        primary = next((place.name for place in read.places if place.primary), None)
        return Answer(mentions, places, primary)


def _widened(text: str) -> str:
    """With full-width marks, as the build has it when it looks for places, if that leaves every letter where it was."""
    wide = restore_width(text)
    return wide if len(wide) == len(text) else text
