"""Address: a permanent ASCII address for every article.

An address is made once, from the seed's name and the words of the article's first text line, never from its position
or its title. `docs/addresses.tsv`, kept in git, remembers each address with the line it was made from: when a cut
changes, the article that now holds that line keeps the address, and a second address of one article leads to it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from clippings.models import Article, Page
from clippings.text import fold


@dataclass(frozen=True, slots=True)
class Record:
    """One address that was given: the seed, and a digest of the line it was made from."""

    address: str
    seed: str
    anchor: str


def read_records(text: str) -> tuple[Record, ...]:
    """The rows of addresses.tsv; rows that are none are passed over."""
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(Record(*row) for row in rows if len(row) == 3 and row[0].isalnum())


def write_records(records: Iterable[Record]) -> str:
    """addresses.tsv, sorted."""
    head = "# Permanent addresses of articles: address, seed, digest of the line it was made from. Keep this file in git.\n"
    rows = sorted({(r.seed, r.address, r.anchor) for r in records})
    return head + "".join(f"{address}\t{seed}\t{anchor}\n" for seed, address, anchor in rows)


def give_addresses(
    pages: Sequence[Page], records: Sequence[Record]
) -> tuple[tuple[Page, ...], tuple[Record, ...], dict[str, str]]:
    """The pages with an address on every article, all records to keep, and redirects: old address to the address of
    the article that now holds its line (or to `seed:NAME` when the line is in no article)."""
    by_seed: dict[str, list[Record]] = {}
    for record in records:
        by_seed.setdefault(record.seed, []).append(record)
    taken = {record.address for record in records}
    redirects: dict[str, str] = {}
    kept = list(records)
    result = []
    for page in pages:
        digests = {item.line.number: _line_digest(item.line.raw) for item in page.lines}
        anchors = _first_lines(digests)
        mine = [_anchor_of(article, digests, anchors) for article in page.articles]
        own = set(mine)
        given: dict[int, str] = {}
        for record in sorted(by_seed.get(page.seed.name, []), key=lambda r: (r.anchor not in own, r.address)):
            number = anchors.get(record.anchor)
            owner = page.owners.get(number) if number is not None else None
            if owner is None:
                redirects[record.address] = f"seed:{page.seed.name}"
            elif owner in given:
                redirects[record.address] = given[owner]
            else:
                given[owner] = record.address
        articles = []
        for index, article in enumerate(page.articles):
            if index not in given:
                anchor = mine[index]
                address = _fresh(page.seed.name, anchor, taken)
                taken.add(address)
                given[index] = address
                kept.append(Record(address, page.seed.name, anchor))
            articles.append(replace(article, address=given[index]))
        result.append(replace(page, articles=tuple(articles)))
    return tuple(result), tuple(kept), redirects


def _first_lines(digests: Mapping[int, str]) -> dict[str, int]:
    """Digest of each line's letters to its number; the first of equal lines."""
    first: dict[str, int] = {}
    for number, digest in digests.items():
        first.setdefault(digest, number)
    return first


def _anchor_of(article: Article, digests: Mapping[int, str], first: Mapping[str, int]) -> str:
    """Digest of the article's first text line that no other line of the seed equals; else of its first line and where
    it stands."""
    blocks = [block for block in (*article.body, *article.lead) if block.lines]
    numbers = [n for block in blocks for n in block.lines] or list(article.numbers)
    for number in [*numbers, *article.numbers]:
        if first[digests[number]] == number:
            return digests[number]
    return _digest(str(numbers[0]), digests[numbers[0]])[:12]


def _fresh(seed: str, anchor: str, taken: set[str]) -> str:
    for turn in range(1000):
        address = _digest(seed, anchor, str(turn) if turn else "")[:10]
        if address not in taken:
            return address
    raise AssertionError("a thousand equal digests")


def _line_digest(raw: str) -> str:
    return _digest(fold(raw) or raw)[:12]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
