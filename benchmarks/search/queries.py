"""Queries of many classes, made with a fixed seed from the pages that were written, each with the articles it should
find: those where the text stands in one field, compared folded."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from benchmarks.search.pages import Article, fold
from benchmarks.search.words import NOWHERE, PINYIN, TYPOS
from clippings.script import to_traditional

SIMPLIFIED = "/"
TRADITIONAL = "/zh-hant/"
LENGTHS = (1, 2, 3, 4, 6, 10, 20)
SUBSTRING = frozenset(
    {
        *(f"{length} characters" for length in LENGTHS),
        *("digits", "title", "person", "place", "kicker", "caption", "several words", "quoted phrase"),
        *("half-width marks", "full-width marks", "minus"),
    }
)
SCRIPT = frozenset({"Traditional", "Traditional tree"})
PINYINS = frozenset({"pinyin", "pinyin joined"})
TYPO = "homophone typo"
NONE = "stands nowhere"

_HAN = r"[\u4e00-\u9fff]"
_DIGITS = (r"\d{4}年", r"\d+\.\d+%", r"\d+(?:\.\d+)?万", r"\d{1,2}月\d{1,2}日", r"\d+(?:\.\d+)?亿", r"\d+\.\d+")
_MARKED = re.compile(f"{_HAN}{{2,4}}[，；：？！（）]{_HAN}{{2,4}}")
_NARROW = re.compile(rf"{_HAN}{{1,3}}\d[\d.%]*{_HAN}{{1,3}}")
_TO_NARROW = str.maketrans("，；：？！（）", ",;:?!()")
_TO_WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed on which tree, and what it should find; `target` has the article of a title query."""

    kind: str
    text: str
    tree: str
    relevant: frozenset[str]
    target: frozenset[str] = frozenset()


def queries(articles: Sequence[Article], seed: int = 1) -> list[Query]:
    """Some 250 queries. Shape: the classes of `SUBSTRING`, `SCRIPT`, `PINYINS`, `TYPO` and `NONE`, up to 20 of each."""
    return list(_Maker(articles, random.Random(seed)).all())


class _Maker:
    def __init__(self, articles: Sequence[Article], rng: random.Random) -> None:
        self.articles = articles
        self.rng = rng
        self.texts = [text for a in articles for text in a.texts("lead", "heading", "paragraph", "list")]

    def find(self, *words: str, without: str = "") -> frozenset[str]:
        """The articles with every word and without another."""
        needles = [fold(word) for word in words]
        avoid = fold(without)
        return frozenset(a.address for a in self.articles if all(map(a.has, needles)) and not (avoid and a.has(avoid)))

    def all(self) -> Iterator[Query]:
        for length in LENGTHS:
            yield from self.take(10, f"{length} characters", partial(self.word, length))
        for pattern in _DIGITS:
            yield from self.pick(2, "digits", self.matches(re.compile(pattern)))
        yield from self.titles(15)
        yield from self.pick(10, "person", {name for a in self.articles for name in a.names})
        yield from self.pick(10, "place", {name for a in self.articles for name in a.places})
        yield from self.pick(8, "kicker", {a.kicker for a in self.articles if a.kicker})
        captions = [text for a in self.articles for text in a.texts("caption")]
        if captions:
            yield from self.take(10, "caption", lambda: self.word(self.rng.randint(4, 10), captions))
        yield from self.several(12)
        for query in self.take(10, "quoted phrase", lambda: self.word(self.rng.randint(6, 12))):
            yield Query(query.kind, f'"{query.text}"', query.tree, query.relevant)
        narrow = {text.translate(_TO_NARROW) for text in self.matches(_MARKED)}
        yield from self.pick(8, "half-width marks", narrow)
        yield from self.pick(8, "full-width marks", {text.translate(_TO_WIDE) for text in self.matches(_NARROW)})
        yield from self.minus(8)
        yield from self.take(15, "Traditional", self.traditional)
        yield from self.take(10, "Traditional tree", self.traditional, TRADITIONAL)
        yield from self.pinyin(20)
        yield from self.typos(20)
        yield from self.nowhere()

    def take(self, count: int, kind: str, make: Callable[[], str], tree: str = SIMPLIFIED) -> Iterator[Query]:
        """So many different texts that stand somewhere."""
        known: set[str] = set()
        for _ in range(count * 50):
            text = make()
            if text and text not in known and (relevant := self.find(text)):
                known.add(text)
                yield Query(kind, text, tree, relevant)
            if len(known) == count:
                return

    def pick(self, count: int, kind: str, texts: Iterable[str]) -> Iterator[Query]:
        """So many of some texts, those that stand somewhere."""
        left = sorted(set(texts))
        self.rng.shuffle(left)
        return self.take(count, kind, lambda: left.pop() if left else "")

    def matches(self, pattern: re.Pattern[str]) -> set[str]:
        return {found for text in self.texts for found in pattern.findall(text)}

    def word(self, length: int, texts: Sequence[str] = ()) -> str:
        """Text of a random paragraph from a random position; up to six characters without marks. Empty if it will not do."""
        text = self.rng.choice(texts or self.texts)
        at = self.rng.randint(0, max(0, len(text) - length))
        inner = _HAN if length <= 6 else r"[\u4e00-\u9fff0-9，。、：；％%]"
        word = text[at : at + length]
        ends = len(word) == length and re.match(_HAN, word[0]) and re.match(_HAN, word[-1])
        return word if ends and re.fullmatch(f"{inner}+", word) else ""

    def titles(self, count: int) -> Iterator[Query]:
        titled = [a for a in self.articles if a.title]
        for article in self.rng.sample(titled, min(count, len(titled))):
            title = article.title or ""
            same = frozenset(a.address for a in titled if fold(a.title or "") == fold(title))
            yield Query("title", title, SIMPLIFIED, self.find(title), same)

    def several(self, count: int) -> Iterator[Query]:
        """Two or three short words of one article."""
        done = 0
        while done < count:
            texts = self.rng.choice(self.articles).texts("paragraph", "heading", "list")
            words = (
                {self.word(self.rng.randint(2, 4), texts) for _ in range(self.rng.choice([2, 2, 3]))} if texts else {""}
            )
            if len(words) > 1 and "" not in words:
                done += 1
                yield Query("several words", " ".join(sorted(words)), SIMPLIFIED, self.find(*words))

    def minus(self, count: int) -> Iterator[Query]:
        """A word without another one that stands in some but not all of its articles."""
        done = 0
        for _ in range(count * 500):
            word = self.word(2)
            found = self.find(word) if word else frozenset()
            if not 3 <= len(found) <= 60:
                continue
            other = self.word(
                2, self.rng.choice([a for a in self.articles if a.address in found]).texts("paragraph") or [""]
            )
            left = self.find(word, without=other) if other else frozenset()
            if left and left != found:
                done += 1
                yield Query("minus", f"{word} -{other}", SIMPLIFIED, left)
            if done == count:
                return

    def traditional(self) -> str:
        """A word that looks otherwise in Traditional, in Traditional."""
        word = self.word(self.rng.randint(2, 6))
        typed = to_traditional(word)
        return typed if typed != word else ""

    def pinyin(self, count: int) -> Iterator[Query]:
        terms = [term for term in PINYIN if self.find(term)]
        for term in self.rng.sample(terms, min(count, len(terms))):
            yield Query("pinyin", PINYIN[term], SIMPLIFIED, self.find(term))
            yield Query("pinyin joined", PINYIN[term].replace(" ", ""), SIMPLIFIED, self.find(term))

    def typos(self, count: int) -> Iterator[Query]:
        pairs = [(wrong, right) for wrong, right in TYPOS.items() if self.find(right) and not self.find(wrong)]
        for wrong, right in self.rng.sample(pairs, min(count, len(pairs))):
            yield Query(TYPO, wrong, SIMPLIFIED, self.find(right))

    def nowhere(self) -> Iterator[Query]:
        """Made-up words, characters that never stand together, and words that no article has all of."""
        texts = [word for word in NOWHERE if not any(fold(word) in a.whole for a in self.articles)]
        while len(texts) < len(NOWHERE) + 4:
            word = self.word(2) + self.word(self.rng.choice([1, 2]))
            if len(word) > 2 and not any(fold(word) in a.whole for a in self.articles):
                texts.append(word)
        while len(texts) < len(NOWHERE) + 7:
            words = (self.word(4), self.word(4))
            if (
                all(words)
                and not self.find(*words)
                and not any(all(fold(w) in a.whole for w in words) for a in self.articles)
            ):
                texts.append(" ".join(words))
        for text in texts:
            yield Query(NONE, text, SIMPLIFIED, frozenset())
