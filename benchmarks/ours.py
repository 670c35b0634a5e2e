"""Our own reading of a text, as the build reads a seed without edits."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.measure import Made
from clippings.choose import Reading, read_page
from clippings.clean import clean
from clippings.describe import beside, describe, read_source
from clippings.models import Article
from clippings.tables import Tables

Program = Callable[[str], list[Made]]


def ours(tables: Tables) -> Program:
    """Read, clean, choose, describe."""

    def run(text: str) -> list[Made]:
        return [made(article) for article in articles_of(text, tables)]

    return run


def articles_of(text: str, tables: Tables) -> list[Article]:
    """The articles of one text."""
    return described(read_page(clean(text), tables), tables)


def described(reading: Reading, tables: Tables) -> list[Article]:
    """The articles of one reading of a page."""
    source = read_source(reading.lines, reading.kind, tables)
    alone = len(reading.stories) == 1
    return [
        describe(story, "x.txt", reading.kind, source, tables, beside(story, reading.lines, alone=alone))
        for story in reading.stories
    ]


def made(article: Article) -> Made:
    """An article in the form that is measured."""
    blocks = [("paragraph", block.text) for block in article.lead]
    blocks += [("paragraph" if block.kind == "list" else block.kind, block.text) for block in article.body]
    return Made(
        article.title, article.kicker, article.subtitle, frozenset(p.name for p in article.authors),
        article.source.date, article.source.publisher, tuple(blocks),
    )  # fmt: skip
