"""`python -m benchmarks.places`: mentions, places and themes against the truth, beside cpca and jieba, and the speed."""

from __future__ import annotations

import itertools
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from benchmarks.choices import agreed, choices
from benchmarks.documents import documents
from benchmarks.places.measure import Engine, measure, simple, texts
from benchmarks.places.others import with_cpca, with_jieba
from benchmarks.places.ours import Ours
from clippings.models import Article, Block, Source
from clippings.places import resolved
from clippings.tag import Tagger, tag
from clippings.themes import topics_of

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data"


def tags(part: str, tagger: Tagger) -> dict[str, float]:
    """Primary place, places and themes of the documents of `benchmarks/fidelity`, against what readers agreed on."""
    count: Counter[str] = Counter()
    chosen = choices(part)
    for articles, source, keys in documents(part):
        tagged = tag(articles, source, tagger)
        for article, said, key in zip(tagged.articles, tagged.said, keys, strict=True):
            if key not in chosen:  # nobody has read it for its places and themes
                continue
            want = agreed(chosen[key])
            got = {simple(p.name) for p in article.regions}
            count.update(want=len(want.places), got=len(got), hit=len(want.places & got), articles=1)
            primary = next((simple(p.name) for p in article.regions if p.primary), "")
            count["primary"] += primary == want.primary
            count["county"] += _county(primary) == _county(want.primary)
            themes = [topic.slug for topic in topics_of(said, tagger.tables.theme_words)]
            count.update(themes=len(themes) + len(want.themes), shared=2 * len(set(themes) & set(want.themes)))
            count["first"] += bool(themes) and themes[0] in want.themes
    return {
        "primary place": count["primary"] / count["articles"],
        "primary, county": count["county"] / count["articles"],
        "places recall": count["hit"] / count["want"],
        "places precision": count["hit"] / count["got"],
        "themes F1": count["shared"] / count["themes"],
        "first theme": count["first"] / count["articles"],
    }


def _county(place: str) -> str:
    return "/".join(
        part for part in place.split("/") if not part.endswith(("乡", "镇", "街道", "苏木", "村", "社区", "嘎查"))
    )


def readers(part: str) -> dict[str, float]:
    """How far two readers of one article agree: the same figures, of one against the other."""
    count: Counter[str] = Counter()
    for chosen in choices(part).values():
        for one, two in itertools.combinations(chosen, 2):
            count.update(pairs=1, primary=one.primary == two.primary, places=len(one.places) + len(two.places))
            count.update(same=2 * len(one.places & two.places), themes=len(one.themes) + len(two.themes))
            count.update(shared=2 * len(set(one.themes) & set(two.themes)))
    return {
        "primary place": count["primary"] / count["pairs"],
        "places F1": count["same"] / count["places"],
        "themes F1": count["shared"] / count["themes"],
    }


def speed(tagger: Tagger) -> tuple[float, float]:
    """Megabytes of text a second through mentions and their resolution; and through these, places and themes."""
    given = list(documents("seen"))
    size = sum(len(b.text.encode()) for articles, _, _ in given for a in articles for b in a.body)
    begin = time.process_time()
    for articles, source, _ in given:
        resolved(articles, source, tagger.tables, tagger.gazetteer)
    half = time.process_time()
    for articles, source, _ in given:
        for said in tag(articles, source, tagger).said:
            topics_of(said, tagger.tables.theme_words)
    return size / (half - begin) / 1e6, size / (time.process_time() - half) / 1e6


def growth(tagger: Tagger) -> float:
    """How many times as long one article of four texts takes as the four by themselves; 1 is linear."""
    paragraphs = [
        b.text for articles, _, _ in documents("seen") for a in articles for b in a.body if b.kind == "paragraph"
    ]
    quarter = len(paragraphs) // 4
    parts = [paragraphs[at * quarter : (at + 1) * quarter] for at in range(4)]
    source = Source(date="2020-01-01")

    def seconds(texts: list[str]) -> float:
        blocks = tuple(Block("paragraph", text, (at,)) for at, text in enumerate(texts))
        start = time.process_time()
        tag((Article("x", (1,), blocks, source=source),), source, tagger)
        return time.process_time() - start

    return seconds([text for part in parts for text in part]) / sum(seconds(part) for part in parts)


def table(rows: Iterable[tuple[str, dict[str, float]]]) -> str:
    """A Markdown table."""
    rows = list(rows)
    names = list(rows[0][1])
    lines = ["| |" + "|".join(f" {name} " for name in names) + "|", "|---|" + "---:|" * len(names)]
    lines += [f"| {row} | " + " | ".join(f"{figures[name]:.3f}" for name in names) + " |" for row, figures in rows]
    return "\n".join(lines)


def main() -> None:
    """Prints the tables."""
    ours = Ours(DATA)
    tagger = Tagger(ours.tables, ours.gazetteer, Tagger.of(ours.tables).vocabulary)
    engines: list[tuple[str, Engine]] = [("ours", ours), ("cpca", with_cpca), ("jieba", with_jieba)]
    parts = [("looked at", "seen"), ("never looked at", "unseen")]
    print(
        table(
            (f"{name}, {label}", measure(texts(HERE / part), engine))
            for label, part in parts
            for name, engine in engines
        )
    )
    print()
    read = [*parts, ("the five seeds", "seeds")]
    print(table((f"documents {label}", tags(part, tagger)) for label, part in read))
    print()
    print(table((f"two readers, {label}", readers(part)) for label, part in read))
    mentions, whole = speed(tagger)
    seconds, memory = subprocess.check_output([sys.executable, "-m", "benchmarks.places.alone"], text=True).split()
    print(
        f"\nmentions: {mentions:.2f} MB/s, with places and themes {whole:.2f} MB/s; one long article takes {growth(tagger):.2f} times what its four parts take; the gazetteer is loaded in {seconds} s, and {memory} MB are enough for mentions alone"
    )


if __name__ == "__main__":
    main()
