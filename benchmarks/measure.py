"""How near a program's pages come to the truth: figures for one document, and their sum over many.

A page is paired with the article it shares most of its text with; a pair counts as a right cut when the sets of
five-character pieces overlap by 0.8 or more (Jaccard). Exact comparisons fold full and half width and leave out
white space. Paragraphs, list items and verse lines are one kind; captions are counted apart.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from clippings.text import squeeze

Truth = Mapping[str, Any]
_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "「": '"', "」": '"', "『": '"', "』": '"', "‘": "'", "’": "'", "─": "—", "―": "—"}
)
FIGURES = (
    "cut",
    "title",
    "kicker",
    "subtitle",
    "byline",
    "date",
    "paper",
    "text",
    "heading",
    "caption",
    "order",
    "lost",
    "leaked",
)
_SHARES = frozenset({"title", "date", "paper", "caption", "order"})


@dataclass(frozen=True, slots=True)
class Made:
    """One page that a program made, as plain fields."""

    title: str | None
    kicker: str | None
    subtitle: str | None
    names: frozenset[str]
    date: str | None
    paper: str | None
    blocks: tuple[tuple[str, str], ...]  # (paragraph | heading | caption, text), lead first


@dataclass(slots=True)
class Score:
    """Counts that can be added; `figures` turns them into shares."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, *, hit: int = 0, missed: int = 0, wrong: int = 0) -> None:
        """Found, not found, and found where there is none."""
        self.counts[name + "+"] += hit
        self.counts[name + "-"] += missed
        self.counts[name + "!"] += wrong

    def figures(self) -> dict[str, float | None]:
        """F1 for each figure, or the share that is right where each article has just one; `lost` and `leaked` are shares
        where 0 is best. None where there was nothing to find."""
        result: dict[str, float | None] = {}
        for name in FIGURES:
            hit, missed, wrong = (self.counts[name + mark] for mark in "+-!")
            if name in ("lost", "leaked"):
                result[name] = missed / (hit + missed) if hit + missed else None
            elif name in _SHARES:
                result[name] = hit / (hit + missed) if hit + missed else None
            else:
                result[name] = 2 * hit / (2 * hit + missed + wrong) if hit + missed + wrong else None
        return result


def key(text: object) -> str:
    """The form for exact comparison."""
    return squeeze(unicodedata.normalize("NFKC", str(text or "")).translate(_QUOTES)).lstrip("•·●■◆▲▪◇○□△").strip("—-")


def pieces(texts: Iterable[str]) -> set[str]:
    """The five-character pieces of some texts."""
    found: set[str] = set()
    for text in texts:
        letters = key(text)
        found.update(letters[i : i + 5] for i in range(max(1, len(letters) - 4)) if letters)
    return found


def truth_blocks(article: Truth) -> list[tuple[str, str]]:
    """A true article's blocks in the form of `Made.blocks`."""
    lead = [("paragraph", text) for text in article.get("lead") or []]
    body = [("paragraph" if b["type"] in ("paragraph", "list") else b["type"], b["text"]) for b in article["body"]]
    return lead + body


def measure(truth: Truth, pages: Sequence[Made]) -> Score:
    """The counts of one document."""
    score = Score()
    articles = truth["articles"]
    source = truth.get("source") or {}
    want = [pieces(text for _, text in truth_blocks(a)) for a in articles]
    have = [pieces(text for _, text in p.blocks) for p in pages]
    overlaps = sorted(
        ((len(w & h) / len(w | h), i, j) for i, w in enumerate(want) for j, h in enumerate(have) if w & h), reverse=True
    )
    pair: dict[int, int] = {}
    for share, i, j in overlaps:
        if share >= 0.05 and i not in pair and j not in pair.values():
            pair[i] = j
    right = sum(1 for share, i, j in overlaps if share >= 0.8 and pair.get(i) == j)
    score.add("cut", hit=right, missed=len(articles) - right, wrong=len(pages) - right)
    for i, article in enumerate(articles):
        page = pages[pair[i]] if i in pair else None
        _fields(score, article, source, page)
        _blocks(score, article, page)
    for j, page in enumerate(pages):
        if j not in pair.values():
            score.add("text", wrong=sum(1 for kind, _ in page.blocks if kind == "paragraph"))
            score.add("heading", wrong=sum(1 for kind, _ in page.blocks if kind == "heading"))
    _whole(score, truth, pages)
    return score


def _fields(score: Score, article: Truth, source: Truth, page: Made | None) -> None:
    title = key(page.title) if page else ""
    wants = key(article["title"])
    starts = not wants and page is not None
    score.add(
        "title",
        hit=int(page is not None and (title == wants or starts)),
        missed=int(page is None or not (title == wants or starts)),
    )
    for name in ("kicker", "subtitle"):
        true, found = key(article.get(name)), key(getattr(page, name)) if page else ""
        score.add(
            name,
            hit=int(bool(true) and true == found),
            missed=int(bool(true) and true != found),
            wrong=int(bool(found) and true != found),
        )
    credits = squeeze("".join(b.get("credit") or "" for b in article["body"]))
    true_names = {squeeze(b["name"]) for b in article["byline"]}
    names = {n for n in page.names if n in true_names or n not in credits} if page else set()
    score.add("byline", hit=len(true_names & names), missed=len(true_names - names), wrong=len(names - true_names))
    for name, stated in (("date", source.get("date")), ("paper", source.get("publisher"))):
        right = page is not None and (stated or None) == (getattr(page, name) or None)
        score.add(name, hit=int(right), missed=int(not right))


def _blocks(score: Score, article: Truth, page: Made | None) -> None:
    left = [(kind, key(text)) for kind, text in page.blocks] if page else []
    seen: list[int] = []
    for kind, text in truth_blocks(article):
        if kind == "caption":
            found = any(key(text) in other for _, other in left)
            score.add("caption", hit=int(found), missed=int(not found))
            continue
        name = "heading" if kind == "heading" else "text"
        at = next((i for i, block in enumerate(left) if block == (kind, key(text)) and i not in seen), None)
        score.add(name, hit=int(at is not None), missed=int(at is None))
        if at is not None:
            seen.append(at)
    for i, (kind, _) in enumerate(left):
        if i not in seen and kind != "caption":
            score.add("heading" if kind == "heading" else "text", wrong=1)
    pairs = [(a, b) for at, a in enumerate(seen) for b in seen[at + 1 :]]
    score.add("order", hit=sum(1 for a, b in pairs if a < b), missed=sum(1 for a, b in pairs if a > b))


def _whole(score: Score, truth: Truth, pages: Sequence[Made]) -> None:
    printed = "\n".join(
        key(text)
        for p in pages
        for text in (p.title, p.kicker, p.subtitle, *p.names, *(t for _, t in p.blocks))
        if text
    )
    true_text = "\n".join(key(text) for a in truth["articles"] for _, text in truth_blocks(a))
    for article in truth["articles"]:
        for _, text in truth_blocks(article):
            for piece in pieces([text]):
                score.add("lost", hit=int(piece in printed), missed=int(piece not in printed))
    for line in truth.get("chrome", []):
        text = key(line)
        leaked = len(text) >= 8 and text in printed and text not in true_text
        score.add("leaked", hit=int(not leaked), missed=int(leaked))
