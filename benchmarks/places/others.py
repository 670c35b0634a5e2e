"""cpca and jieba on the same text. cpca finds an address in a string and fills in what lies above it; jieba tags words as places
(`ns`) and says nothing of which place, so that every tag on a true mention counts as right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import cpca
import jieba
import jieba.posseg

from benchmarks.places.measure import Answer, Found
from clippings.script import to_simplified

_PIECE = re.compile("[^，。；！？、：“”]+")


def with_cpca(article: Mapping[str, Any]) -> Answer:
    """Each piece of a sentence, one address at most."""
    spots = list(_pieces(article))
    found = []
    table = cpca.transform([text for _, _, text in spots], pos_sensitive=True)
    for (at, start, _), row in zip(spots, table.itertuples(index=False), strict=True):
        names = [n for n in (row[0], row[1], row[2]) if isinstance(n, str) and n and n not in ("市辖区", "县")]
        where = [p for p in (row[-3], row[-2], row[-1]) if p == p and p is not None and p >= 0]
        if names and where:
            found.append(Found(at, start + int(where[0]), start + int(where[-1]) + 2, "/".join(names), "scene"))
    places = list(dict.fromkeys(f.place for f in found))
    return Answer(found, places, places[0] if places else None)


def with_jieba(article: Mapping[str, Any]) -> Answer:
    """Every word tagged `ns`, taken for the true mention that it stands on."""
    truth = article["mentions"]
    found = []
    for at, start, text in _pieces(article):
        offset = start
        for word, tag in jieba.posseg.cut(text):
            if tag == "ns":
                over = [
                    m
                    for m in truth
                    if m["p"] == at and offset < m["start"] + len(m["text"]) and m["start"] < offset + len(word)
                ]
                found.append(Found(at, offset, offset + len(word), over[0]["place"] if over else "?", "scene"))
            offset += len(word)
    return Answer(found, [], None)


def _pieces(article: Mapping[str, Any]) -> Iterator[tuple[int, int, str]]:
    for at, text in enumerate([article["title"], *article["paragraphs"]], -1):
        for hit in _PIECE.finditer(to_simplified(text)):
            yield at, hit.start(), hit[0]
