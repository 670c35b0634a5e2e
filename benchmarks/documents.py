"""The articles of `benchmarks/fidelity` as an editor cut them, and those of the five seeds as the program does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.choices import Key
from clippings.models import Article, Block, ClippingsError, Fault, Person, Source
from clippings.pipeline import convert_seed
from clippings.read import read_edit, read_seed
from clippings.tables import load_tables
from clippings.tag import Tagger

ROOT = Path(__file__).resolve().parents[1]
FIDELITY = ROOT / "benchmarks" / "fidelity"


def documents(part: str) -> Iterator[tuple[list[Article], Source, list[Key]]]:
    """The articles of each document as an editor cut them, the source, and the key of each article."""
    if part == "seeds":
        yield from _seeds()
    for path in sorted((FIDELITY / part).glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        given = truth["source"]
        source = Source(given.get("publisher"), given.get("republished_by"), None, given.get("date"))
        articles = truth["articles"]
        yield [_article(a, source) for a in articles], source, [(path.stem, a["n"]) for a in articles]


def _seeds() -> Iterator[tuple[list[Article], Source, list[Key]]]:
    """The articles of the five seeds as the program cuts them with their edits."""
    tables = load_tables(ROOT / "data")
    tagger = Tagger.of(tables)
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        seed = read_seed(path, path.parent)
        if isinstance(seed, Fault):
            raise ClippingsError(str(seed))
        page = convert_seed(seed, read_edit(path), tables, tagger)
        yield list(page.articles), page.source, [(path.stem[:3], n) for n in range(1, len(page.articles) + 1)]


def _article(truth: dict[str, Any], source: Source) -> Article:
    kinds = ("paragraph", "list", "heading", "caption")
    body = tuple(
        Block(b["type"] if b["type"] in kinds else "paragraph", b["text"], (at,))
        for at, b in enumerate(truth["body"], 1)
        if b.get("text")
    )
    lead = tuple(
        Block("paragraph", x if isinstance(x, str) else x.get("text", ""), (0,)) for x in truth.get("lead") or ()
    )
    return Article(
        "x", (0,), body, title=truth["title"], kicker=truth["kicker"], subtitle=truth["subtitle"], column=truth.get("column"),
        dateline=truth.get("dateline"), lead=lead, authors=tuple(Person(p["name"], p["role"]) for p in truth["byline"]), source=source,
    )  # fmt: skip
