"""A folder of seeds of a wished size: real scraped texts as long as there are enough, above that articles that are put
together from paragraphs of real ones. The same number and seed make the same folder."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
SEEN = ROOT / "benchmarks" / "fidelity" / "seen"
SEEDS_HOLD = 28  # articles in seeds/, as an editor judged them
A_FILE = 4  # articles in one made-up seed
LENGTHS = (400, 1400)  # characters in a made-up article, evenly spread

_NUMBER = re.compile(r"\d+")
_WHOLE = re.compile(r"^[\u4e00-\u9fff“《\d].*[。！？”]$")
_SIGNED = re.compile(r"讯|电|记者|通讯员")  # such a beginning would start an article of its own
_TITLE = re.compile(r"[\u4e00-\u9fff“”]{4,10}")


@dataclass(frozen=True, slots=True)
class Stock:
    """What made-up articles are made of: pieces of headlines, names of people, whole paragraphs."""

    titles: tuple[str, ...]
    names: tuple[str, ...]
    paragraphs: tuple[str, ...]


def corpus(folder: Path, articles: int, seed: int = 1) -> int:
    """Writes a seeds folder of about so many articles and returns how many it holds by the truth."""
    folder.mkdir(parents=True, exist_ok=True)
    real = _write_real(folder, articles, seed)
    if real >= articles:
        return real
    for path in folder.iterdir():
        path.unlink()
    return _write_made(folder, articles, seed)


def _write_real(folder: Path, articles: int, seed: int) -> int:
    """The five seeds with their edits, then scraped texts in random order until there are enough articles."""
    for path in sorted(SEEDS.glob("*")):
        if path.suffix in (".txt", ".yml"):
            shutil.copy(path, folder / path.name)
    held = SEEDS_HOLD
    texts = sorted(SEEN.glob("*.txt"))
    random.Random(seed).shuffle(texts)
    for path in texts:
        if held >= articles:
            break
        shutil.copy(path, folder / path.name)
        held += len(_truth(path)["articles"])
    return held


def _truth(text: Path) -> dict[str, Any]:
    return dict(json.loads(text.with_suffix(".json").read_text(encoding="utf-8")))


def _write_made(folder: Path, articles: int, seed: int) -> int:
    rng = random.Random(seed)
    stock = gather()
    known: set[str] = set()
    for first in range(0, articles, A_FILE):
        count = min(A_FILE, articles - first)
        page = "\n\n\n".join(make_article(stock, rng, known) for _ in range(count))
        (folder / f"made{first // A_FILE:05d}.txt").write_text(page + "\n", encoding="utf-8")
    return articles


def gather() -> Stock:
    """Pieces of all real articles that have a truth."""
    titles: set[str] = set()
    names: set[str] = set()
    paragraphs: set[str] = set()
    for path in sorted(SEEN.glob("*.txt")):
        for article in _truth(path)["articles"]:
            titles.update(_TITLE.findall(article["title"] or ""))
            names.update(person["name"] for person in article["byline"] if 2 <= len(person["name"]) <= 4)
            paragraphs.update(_whole_paragraphs(article))
    for path in sorted(SEEDS.glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        whole = (line.strip() for line in lines if len(line) > 80 and _WHOLE.match(line.strip()))
        paragraphs.update(line for line in whole if not _SIGNED.search(line[:40]))
    balanced = [title for title in titles if title.count("“") == title.count("”")]
    return Stock(tuple(sorted(balanced)), tuple(sorted(names)), tuple(sorted(paragraphs)))


def _whole_paragraphs(article: dict[str, Any]) -> Iterator[str]:
    for block in article["body"]:
        text = block["text"].strip()
        if block["type"] == "paragraph" and len(text) >= 40 and _WHOLE.match(text) and not _SIGNED.search(text[:40]):
            yield text


def make_article(stock: Stock, rng: random.Random, known: set[str]) -> str:
    """Headline, byline and paragraphs with blank lines between them. `known` keeps headlines apart."""
    title = ""
    while not title or title in known:
        title = " ".join(rng.sample(stock.titles, 2))
    known.add(title)
    byline = "本报记者 " + " ".join(rng.sample(stock.names, rng.choice([1, 1, 2])))
    return "\n\n".join([title, byline, *_text(stock.paragraphs, rng)])


def _text(paragraphs: Sequence[str], rng: random.Random) -> Iterator[str]:
    """Paragraphs up to a random length, each with other numbers than in print, so that vocabulary grows as it would."""
    left = rng.randint(*LENGTHS)
    for at in rng.sample(range(len(paragraphs)), 40):
        yield _NUMBER.sub(lambda number: _like(number[0], rng), paragraphs[at])
        left -= len(paragraphs[at])
        if left <= 0:
            return


def _like(number: str, rng: random.Random) -> str:
    """Another number of as many digits; a year stays a year."""
    if len(number) == 1:
        return number
    if len(number) == 4 and number[:2] in ("19", "20"):
        return str(rng.randint(1990, 2024))
    return str(rng.randint(10 ** (len(number) - 1), 10 ** len(number) - 1))
