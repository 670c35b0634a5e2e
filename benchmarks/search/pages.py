"""Reads the article pages that the program wrote, as an index of them should see them, and folds text for comparing."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt

from clippings.script import to_simplified

_CAPTION = re.compile(r"<figcaption>(.*?)</figcaption>", re.S)
_CREDIT = re.compile(r'<(span|div) class="credit">.*?</\1>', re.S)
_TAG = re.compile(r"<[^>]+>")
_ADDRESS = re.compile(r"(?:^|/)articles/([^/?#.]+)")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MARKDOWN = MarkdownIt("commonmark")


@dataclass(frozen=True, slots=True)
class Article:
    """One page. `blocks` are (heading | paragraph | list | caption | lead, text) in order; `fields` all that can be
    found, folded, each by itself; `whole` the folded file."""

    address: str
    heading: str
    title: str | None
    kicker: str | None
    subtitle: str | None
    names: tuple[str, ...]
    places: tuple[str, ...]
    blocks: tuple[tuple[str, str], ...]
    fields: tuple[str, ...]
    whole: str

    def texts(self, *kinds: str) -> tuple[str, ...]:
        """The texts of the blocks of some kinds."""
        return tuple(text for kind, text in self.blocks if kind in kinds)

    def has(self, needle: str) -> bool:
        """Does folded text stand in one of the fields?"""
        return any(needle in field for field in self.fields)


def fold(text: str) -> str:
    """NFKC, lower case, Simplified: texts that fold alike are the same to a reader."""
    return to_simplified(unicodedata.normalize("NFKC", text).lower())


def address_of(link: str) -> str | None:
    """The address of the article that a link leads to, from whatever tree, with or without `?` and `#`."""
    found = _ADDRESS.search(link)
    return found[1] if found else None


def read_pages(docs: Path) -> list[Article]:
    """Every article page below docs/articles, by address."""
    paths = sorted((docs / "articles").glob("**/*.md"))
    return [article for path in paths if (article := _read(path.read_text(encoding="utf-8")))]


def _read(text: str) -> Article | None:
    """One page; None for a page that is no article (an old address that leads on)."""
    _, front, body = text.split("---\n", 2)
    meta: dict[str, Any] = yaml.load(front, _LOADER)  # noqa: S506 - a safe loader, in C where there is one
    if "heading" not in meta or "authors" not in meta:
        return None
    blocks = tuple(_blocks(body))
    names = tuple(author["name"] for author in meta["authors"])
    head = (meta["title"], meta["kicker"], meta["subtitle"], *names)
    return Article(
        address=meta["address"],
        heading=meta["heading"],
        title=meta["title"],
        kicker=meta["kicker"],
        subtitle=meta["subtitle"],
        names=names,
        places=tuple(region["name"].rsplit("/", 1)[-1] for region in meta["regions"]),
        blocks=blocks,
        fields=tuple(fold(part) for part in (*head, *(text for _, text in blocks)) if part),
        whole=fold(text),
    )


def _blocks(body: str) -> Iterator[tuple[str, str]]:
    inside: list[str] = []
    names = {"heading_open": "heading", "list_item_open": "list", "blockquote_open": "lead"}
    for token in _MARKDOWN.parse(body):
        if token.type == "html_block":
            for caption in _CAPTION.findall(token.content):
                yield "caption", html.unescape(_TAG.sub("", _CREDIT.sub("", caption))).strip()
        elif token.type in names:
            inside.append(names[token.type])
        elif token.type.replace("_close", "_open") in names:
            inside.pop()
        elif token.type == "inline":
            parts = [child.content or "\n" * child.type.endswith("break") for child in token.children or []]
            yield inside[-1] if inside else "paragraph", "".join(parts)
