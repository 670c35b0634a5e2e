"""Index: everything the search page reads, path below `search/data/` to bytes. Built from the library, not from the site, so
that any engine's site can be searched.

An article has three zones: its headline; the rest of its head (kicker, subtitle, names, section headings); its text, with
captions, column and dateline. Of
the first two every position is kept with the documents, of the text the positions are files of their own, fetched only when two
characters are not enough to tell. Documents are numbered newest first. What is fetched for a query is in README.md.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from pypinyin import lazy_pinyin

from clippings.fold import HAN_RANGES, fold_search, variants
from clippings.gazetteer import Gazetteer
from clippings.models import Article, Library, Term
from clippings.pinyin import syllables
from clippings.postings import (
    SEPARATOR,
    by_key,
    document_stream,
    full_stream,
    grouped,
    number,
    occurrences,
    packed_shards,
    place_stream,
    shards_for,
)
from clippings.text import source_slug
from clippings.toponyms import short_name

FORMAT = 1  # changes when the browser must read the files in another way
_BLOCK = 64  # addresses in one file
_PARTS = 8  # the pairs of texts are sorted in so many parts
_PAIRS = 10  # pairs kept for two syllables


def index(library: Library, gazetteer: Gazetteer) -> dict[str, bytes]:
    """Every file of the index, its manifest last."""
    articles = sorted(library.articles, key=_newest_first)
    files: dict[str, bytes] = {}
    counts, df = _postings(articles, files)
    _addresses(articles, files)
    terms = _facets(articles, library, files)
    _sounds(df, files)
    _names(library, gazetteer, files)
    for name, labels in terms.items():
        files[f"labels/{name}.json"] = json.dumps(labels, ensure_ascii=False, separators=(",", ":")).encode()
    files["fold.json.gz"] = _zipped(json.dumps(_folding(), ensure_ascii=False, separators=(",", ":")))
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.encode() + b"\0" + hashlib.sha256(files[path]).digest())
    version = digest.hexdigest()[:12]
    placed = {f"{version}/{path}": content for path, content in files.items()}
    manifest = {
        "format": FORMAT, "version": version, "articles": len(articles), "documents": counts["documents"],
        "places": counts["places"], "block": _BLOCK,
    }  # fmt: skip
    placed["manifest.json"] = json.dumps(manifest).encode()
    return placed


def _newest_first(article: Article) -> tuple[int, str, int]:
    return (-int((article.source.date or "0000-00-00").replace("-", "")), article.seed, article.numbers[0])


def zones(article: Article) -> tuple[str, str, str]:
    """The folded text of the three zones; fields are parted so that nothing is found across their border."""
    head = [article.kicker, article.subtitle, *(p.name for p in article.authors)]
    head += [block.text for block in article.body if block.kind == "heading"]
    text = [block.text for block in (*article.lead, *article.body) if block.kind != "heading"]
    text += [block.credit for block in article.body if block.credit]
    text += [part for part in (article.column, article.dateline) if part]
    return (
        fold_search(article.title or ""),
        SEPARATOR.join(fold_search(part) for part in head if part),
        SEPARATOR.join(fold_search(part) for part in text if part),
    )


def _postings(articles: Sequence[Article], files: dict[str, bytes]) -> tuple[dict[str, int], Mapping[int, int]]:
    """Writes the shards of documents and of positions; gives how many there are of each, and in how many texts a pair stands."""
    texts = [zones(article) for article in articles]
    documents: dict[int, list[bytes]] = defaultdict(lambda: [b"", b"", b""])
    places: dict[int, bytes] = {}
    df: Counter[int] = Counter()
    for zone in range(3):
        for postings in occurrences([text[zone] for text in texts], _PARTS if zone == 2 else 1):
            groups = grouped(postings)
            keys, texts_with = np.unique(groups.keys, return_counts=True)
            df.update(dict(zip(keys.tolist(), texts_with.tolist(), strict=True)))
            stream = document_stream(groups) if zone == 2 else full_stream(postings, groups)
            for key, data in by_key(groups, *stream).items():
                documents[key][zone] = data
            if zone == 2:
                placed = by_key(groups, *place_stream(postings, groups))
                places.update((key, data) for key, data in placed.items() if key & 0x1FFFFF)
    counts: dict[str, int] = {}
    entries = {key: b"".join(number(len(zone)) + zone for zone in three) for key, three in documents.items()}
    for name, found, wanted in (("documents", entries, 8_000), ("places", places, 6_000)):
        shards = shards_for(sum(map(len, found.values())), wanted)
        for at, content in enumerate(packed_shards(sorted(found.items()), shards)):
            files[f"{name}/{at}.gz"] = content
        counts[name] = shards
    return counts, df


def _addresses(articles: Sequence[Article], files: dict[str, bytes]) -> None:
    """Blocks of addresses, one a line."""
    for at in range(0, max(len(articles), 1), _BLOCK):
        block = "\n".join(article.address for article in articles[at : at + _BLOCK])
        files[f"addresses/{at // _BLOCK}.gz"] = _zipped(block)


def _facets(articles: Sequence[Article], library: Library, files: dict[str, bytes]) -> dict[str, list[list[str]]]:
    """The column of each facet, a number or a few for each document; gives the labels of the numbers."""
    themes = {term.slug: at for at, term in enumerate(library.taxonomy("themes").terms)}
    sources = {term.slug: at for at, term in enumerate(library.taxonomy("sources").terms)}
    years = {term.slug: at for at, term in enumerate(library.taxonomy("years").terms)}
    people = {term.label: at for at, term in enumerate(library.taxonomy("people").terms)}
    regions = [term for term in library.taxonomy("regions").terms if term.key]
    at_region = {term.key: at for at, term in enumerate(regions)}
    kinds = {"article": 0, "commentary": 1, "photo": 2}
    columns: dict[str, list[list[int]]] = {
        "year": [[years[(a.source.date or "")[:4] or "unknown"]] for a in articles],
        "source": [[sources[source_slug(a.source.publisher) if a.source.publisher else "unknown"]] for a in articles],
        "kind": [[kinds[a.kind]] for a in articles],
        "theme": [[themes[t.slug] for t in a.themes] for a in articles],
        "region": [[at_region[p.path[-1]] for p in a.regions] for a in articles],
        "author": [[people[p.name] for p in a.authors] for a in articles],
        "size": [[min(99, sum(len(b.text) for b in (*a.lead, *a.body)) // 50)] for a in articles],
    }
    for name, column in columns.items():
        files[f"columns/{name}.gz"] = gzip.compress(b"".join(_column(values) for values in column), 6, mtime=0)
    slugs = {term.slug: at for at, term in enumerate(regions)}
    files["regions.gz"] = _zipped(
        "\n".join(f"{term.slug}\t{slugs[term.parent] if term.parent else ''}" for term in regions)
    )
    return {
        "theme": _labels(library.taxonomy("themes").terms), "source": _labels(library.taxonomy("sources").terms),
        "year": _labels(library.taxonomy("years").terms), "kind": [["article", "报道"], ["commentary", "评论"], ["photo", "图片"]],
        "region": _labels(regions), "author": _labels(library.taxonomy("people").terms),
    }  # fmt: skip


def _column(values: Sequence[int]) -> bytes:
    """How many, and each."""
    return number(len(values)) + b"".join(map(number, values))


def _labels(terms: Sequence[Term]) -> list[list[str]]:
    return [[term.slug, term.label] for term in terms]


def _is_han(code: int) -> bool:
    return any(low <= code <= high for low, high in HAN_RANGES)


def _sounds(df: Mapping[int, int], files: dict[str, bytes]) -> None:
    """What may be meant by two syllables: for each first syllable a file, for each second the pairs that stand in most
    texts; and how each character sounds."""
    found: dict[str, dict[str, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
    spoken: dict[str, dict[str, None]] = defaultdict(dict)
    for key, count in df.items():
        first, second = key >> 21, key & 0x1FFFFF
        if not (_is_han(first) and _is_han(second)):
            continue
        pair = chr(first) + chr(second)
        for reading in {tuple(lazy_pinyin(pair)), (syllables(pair[0])[0], syllables(pair[1])[0])}:
            found[reading[0]][reading[1]].append((count, pair))
            for char, sound in zip(pair, reading, strict=True):
                spoken[sound][char] = None
    for first_sound, seconds in found.items():
        lines = []
        for second_sound, pairs in sorted(seconds.items()):
            best = sorted(pairs, key=lambda pair: (-pair[0], pair[1]))[:_PAIRS]
            lines.append(f"{second_sound}\t" + "\t".join(f"{pair}{count}" for count, pair in best))
        if first_sound.isascii() and first_sound.isalpha():
            files[f"sounds/{first_sound}.gz"] = _zipped("\n".join(lines))
    files["chars.gz"] = _zipped(
        "\n".join(f"{sound}\t{''.join(chars)}" for sound, chars in sorted(spoken.items()) if sound.isascii())
    )


def _names(library: Library, gazetteer: Gazetteer, files: dict[str, bytes]) -> None:
    """Names of people and places that stand in the archive, by their first letter: the name, its pinyin, its initials, and
    its other names in Latin letters."""
    rows: dict[str, set[str]] = defaultdict(set)
    given = [(term.label, "") for term in library.taxonomy("people").terms]
    for term in library.taxonomy("regions").terms:
        short = short_name(term.label)
        given += [(short, gazetteer.latin(term.key or "") if "/" not in (term.key or "") else "")]
        if short != term.label:
            given.append((term.label, ""))
    for name, latin in given:
        spoken = [s for s in syllables(name) if s.isascii() and s.isalpha()]
        if len(spoken) < 2:
            continue
        other = "".join(c for c in _plain(latin) if c.isalpha() or c == "/")
        row = f"{name}\t{''.join(spoken)}\t{''.join(s[0] for s in spoken)}\t{other}"
        for letter in {spoken[0][0], *(part[:1] for part in other.split("/") if part)}:
            rows[letter].add(row)
    for letter, found in rows.items():
        files[f"names/{letter}.gz"] = _zipped("\n".join(sorted(found)))


def _plain(latin: str) -> str:
    """Xigazê -> xigaze."""
    return "".join(c for c in unicodedata.normalize("NFD", latin.lower()) if not unicodedata.combining(c))


def _folding() -> Mapping[str, str]:
    """The table of characters that fold to others, as two strings of equal length."""
    table = {a: b for a, b in variants().items() if 0x4E00 <= ord(a) <= 0x9FFF}
    return {"from": "".join(table), "to": "".join(table.values())}


def _zipped(text: str) -> bytes:
    return gzip.compress(text.encode(), 6, mtime=0)
