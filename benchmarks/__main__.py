"""`make benchmark`: fidelity on the documents of benchmarks/fidelity, beside a naive baseline, and speed."""

from __future__ import annotations

import html
import json
import re
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import justext
import trafilatura

from benchmarks.layout import make_page, settable
from benchmarks.measure import FIGURES, Made, Score, Truth, measure
from benchmarks.ours import Program, articles_of, ours
from clippings.arrange import words_of_clip
from clippings.clean import split_lines
from clippings.tables import Tables, load_tables

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(__file__).parent / "fidelity"
# How the names of the newest documents begin.
_NEWEST = ("ud", "ug", "xe", "ya", "yc", "yd", "ye", "yf", "wa", "wh", "zb", "zf", "zg")


def naive(text: str) -> list[Made]:
    """What a script of ten lines does: the first line is the headline, the rest is one article, a line a paragraph."""
    lines = [line.strip() for line in split_lines(text) if line.strip()]
    date = re.search(r"(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})", text)
    iso = f"{int(date[1]):04d}-{int(date[2]):02d}-{int(date[3]):02d}" if date else None
    return [
        Made(
            lines[0] if lines else None,
            None,
            None,
            frozenset(),
            iso,
            None,
            tuple(("paragraph", line) for line in lines[1:]),
        )
    ]


def with_trafilatura(text: str) -> list[Made]:
    """What trafilatura makes of the same lines, each wrapped in a paragraph."""
    found = trafilatura.bare_extraction(_as_html(text), favor_recall=True, include_comments=False)
    if found is None:
        return []
    lines = [line for line in (found.text or "").split("\n") if line.strip()]
    names = frozenset([found.author] if found.author else [])
    return [Made(found.title, None, None, names, found.date, found.sitename, tuple(("paragraph", x) for x in lines))]


def with_justext(text: str) -> list[Made]:
    """What jusText makes of the same lines, each wrapped in a paragraph; without stop words, which it lacks for Chinese."""
    found = justext.justext(
        _as_html(text), frozenset(), stopwords_low=0, stopwords_high=0, length_low=12, length_high=40
    )
    lines = [paragraph.text for paragraph in found if not paragraph.is_boilerplate]
    return [Made(None, None, None, frozenset(), None, None, tuple(("paragraph", x) for x in lines))]


def _as_html(text: str) -> str:
    lines = [line.strip() for line in split_lines(text) if line.strip()]
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    return f"<html><head><title>{html.escape(lines[0] if lines else '')}</title></head><body><article>{body}</article></body></html>"


def documents(folder: Path, begin: tuple[str, ...] = ("",)) -> list[tuple[str, dict[str, Any]]]:
    """The texts of a folder with their truth; with `begin` those whose names begin so."""
    paths = [path for path in sorted(folder.glob("*.json")) if path.name.startswith(begin)]
    found = [(p.with_suffix(".txt"), json.loads(p.read_text(encoding="utf-8"))) for p in paths]
    return [(path.read_text(encoding="utf-8"), truth) for path, truth in found]


def total(given: Iterable[tuple[str, Truth]], program: Program) -> Score:
    """The counts over some documents."""
    whole = Score()
    for text, truth in given:
        whole.counts.update(measure(truth, program(text)).counts)
    return whole


def table(rows: Iterable[tuple[str, Score]]) -> str:
    """A Markdown table of figures."""
    lines = ["| |" + "|".join(f" {name} " for name in FIGURES) + "|", "|---|" + "---:|" * len(FIGURES)]
    for name, score in rows:
        cells = ["-" if value is None else f"{value:.3f}" for value in score.figures().values()]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def speed(tables: Tables) -> float:
    """Megabytes of seed text a second on one core, from clean to describe; the best of twenty runs."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    size = sum(len(text.encode()) for text in texts)
    best = float("inf")
    for _ in range(20):
        words_of_clip.cache_clear()  # a page that was never seen
        start = time.perf_counter()
        for text in texts:
            articles_of(text, tables)
        best = min(best, time.perf_counter() - start)
    return size / best / 1e6


def growth(tables: Tables) -> float:
    """How many times as long a file of 1 MB takes as four of 256 KB with the same text; 1 is linear."""
    text = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted((FOLDER / "seen").glob("*.txt")))
    piece = (text * (1 + 256_000 // len(text.encode())))[: 256_000 // 3]
    start = time.perf_counter()
    for _ in range(4):
        articles_of(piece, tables)
    four = time.perf_counter() - start
    start = time.perf_counter()
    articles_of("\n\n".join([piece] * 4), tables)
    return (time.perf_counter() - start) / four


def main() -> int:
    """Prints the tables."""
    tables = load_tables(ROOT / "data")
    seen, unseen = documents(FOLDER / "seen"), documents(FOLDER / "unseen")
    articles = settable(truth for _, truth in unseen)
    made = [make_page(number, articles) for number in range(60)]
    rows = [(f"never looked at: {len(unseen)} documents", total(unseen, ours(tables)))]
    newest = documents(FOLDER / "unseen", _NEWEST)
    rows.append((f"of these the newest: {len(newest)} documents", total(newest, ours(tables))))
    for name, program in (("naive", naive), ("trafilatura", with_trafilatura), ("jusText", with_justext)):
        rows.append((f"all of these, {name}", total(unseen, program)))
    rows += [
        (f"set by chance from their articles: {len(made)} pages", total(made, ours(tables))),
        (f"looked at and learned from: {len(seen)} documents", total(seen, ours(tables))),
    ]
    print(table(rows))
    print(f"\nspeed: {speed(tables):.2f} MB of seed text a second, clean to describe, one core")
    print(f"one file of 1 MB against four of 256 KB: {growth(tables):.2f} times as long")
    return 0


if __name__ == "__main__":
    sys.exit(main())
