"""`make benchmark`: fidelity on the documents of benchmarks/fidelity, beside a naive baseline, and speed."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.measure import FIGURES, Made, Score, measure
from clippings.arrange import arrange
from clippings.classify import classify
from clippings.clean import clean, split_lines
from clippings.cut import cut
from clippings.describe import describe, read_source
from clippings.models import LEFT_OUT_ROLES, Article
from clippings.tables import Tables, load_tables

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(__file__).parent / "fidelity"
Program = Callable[[str], list[Made]]


def ours(tables: Tables) -> Program:
    """Read, clean, classify, cut, arrange, describe, with no edits."""

    def run(text: str) -> list[Made]:
        return [_made(article) for article in articles_of(text, tables)]

    return run


def articles_of(text: str, tables: Tables) -> list[Article]:
    """The articles of one text."""
    kind, roles = classify(clean(text), tables)
    stories = arrange(cut(roles, kind), kind)
    source = read_source(roles, kind)
    left_out = tuple(item for item in roles if item.role in LEFT_OUT_ROLES)
    return [describe(story, "x.txt", kind, source, tables, left_out if len(stories) == 1 else ()) for story in stories]


def _made(article: Article) -> Made:
    blocks = [("paragraph", block.text) for block in article.lead]
    blocks += [("paragraph" if block.kind == "list" else block.kind, block.text) for block in article.body]
    return Made(
        article.title, article.kicker, article.subtitle, frozenset(p.name for p in article.authors),
        article.source.date, article.source.publisher, tuple(blocks),
    )  # fmt: skip


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


def total(folder: Path, program: Program) -> tuple[Score, int]:
    """The counts over a folder of documents, and how many documents there are."""
    whole = Score()
    documents = sorted(folder.glob("*.json"))
    for path in documents:
        truth = json.loads(path.read_text(encoding="utf-8"))
        whole.counts.update(measure(truth, program(path.with_suffix(".txt").read_text(encoding="utf-8"))).counts)
    return whole, len(documents)


def table(rows: Iterable[tuple[str, Score]]) -> str:
    """A Markdown table of figures."""
    lines = ["| |" + "|".join(f" {name} " for name in FIGURES) + "|", "|---|" + "---:|" * len(FIGURES)]
    for name, score in rows:
        cells = ["-" if value is None else f"{value:.3f}" for value in score.figures().values()]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def speed(tables: Tables) -> float:
    """Megabytes of seed text a second on one core, from clean to describe; the best of three runs."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    size = sum(len(text.encode()) for text in texts)
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        for text in texts:
            articles_of(text, tables)
        best = min(best, time.perf_counter() - start)
    return size / best / 1e6


def main() -> int:
    """Prints the tables."""
    tables = load_tables(ROOT / "data")
    rows = []
    for name in ("seen", "unseen"):
        found, count = total(FOLDER / name, ours(tables))
        rows += [(f"{name}, {count} documents", found), (f"{name}, naive", total(FOLDER / name, naive)[0])]
    print(table(rows))
    print(f"\nspeed: {speed(tables):.2f} MB of seed text a second, clean to describe, one core")
    return 0


if __name__ == "__main__":
    sys.exit(main())
