"""Traits: what page the stories of a reading make, as figures by which two readings of a page can be compared.

A trait says of a page how many of its stories lack something or break off, and how well words keep together: those of a
headline with its text, of a paragraph with its story, of a story with the one before it. How telling a pair of
characters is goes by how many lines of the page hold it.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from clippings.arrange.drafts import Rarity
from clippings.models import LEFT_OUT_ROLES, PICTURE_ROLES, Line, Role, RoleLine, Story
from clippings.text import ends_sentence, pairs

_SHOWN = frozenset({Role.TITLE, Role.TITLE_MORE, Role.KICKER, Role.SUBTITLE})
_TEXT = frozenset({Role.OPENING, Role.PARAGRAPH, Role.CONTINUATION, Role.ITEM})
_SIGNED = frozenset({Role.BYLINE, Role.OPENING, Role.SIGNATURE, Role.SIGNOFF})
_DRESSED = _SIGNED | {Role.KICKER, Role.SUBTITLE, Role.COLUMN}
_COUNTED = (Role.BYLINE, Role.CONTINUATION, Role.ITEM, Role.PARAGRAPH)  # lines of these roles are counted
_SAMPLE = 500  # characters of a line that are compared
_TELLING = 20  # characters of a line that counts for what is rare on the page
_TINY, _SHORT, _LONG = 60, 150, 300  # characters of a story
_FEW = 15  # pairs; a paragraph with fewer tells nothing of where it belongs
_WEAK = 0.1  # of a headline's words come up in its text
_FAR = 0.3  # a paragraph that is so much closer to another story is as far off as can be
_CLEAR = 0.08
_MANY = 200  # lines; on a page with more the paragraphs are not compared with all stories
_DOUBT = 0.01

Words = frozenset[str]


class Told(NamedTuple):
    """What a story tells: its traits by itself, whether it has a headline and is signed, the characters of its text; the pairs
    of its headline, of its text, of each paragraph, how many of these hold each pair, and all its pairs."""

    traits: dict[str, float]
    headed: bool
    signed: bool
    length: int
    head: Words
    text: Words
    paragraphs: tuple[Words, ...]
    spread: Counter[str]
    whole: Words


class Compared:
    """The words of a page's lines, and what was found of its stories in any reading so far."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._pairs = {line.number: frozenset(pairs(line.text[:_SAMPLE])) for line in lines}
        rare = Rarity(self._pairs[line.number] for line in lines if len(line.text) >= _TELLING)
        self._weights = rare.each(frozenset().union(*self._pairs.values()))
        self._totals: dict[Words, float] = {}
        self._crowded = len(lines) > _MANY
        self._told: dict[tuple[tuple[int, Role], ...], Told] = {}
        self._shares: dict[tuple[int, int], float] = {}  # by paragraph and story, as they are kept in _told

    def words(self, lines: Iterable[RoleLine]) -> Words:
        """The pairs of some lines."""
        return frozenset().union(*(self._pairs[item.line.number] for item in lines))

    def share(self, own: Iterable[str], of: Words) -> float:
        """What part of some pairs these are by what they weigh, from 0 to 1."""
        if of not in self._totals:
            self._totals[of] = self._weigh(of)
        total = self._totals[of]
        return self._weigh(own) / total if total else 0.0

    def _weigh(self, words: Iterable[str]) -> float:
        return math.fsum(map(self._weights.__getitem__, words))

    def kin(self, one: Words, two: Words) -> float:
        """What part of the smaller text's pairs, by what they weigh, is in the larger."""
        small, large = sorted((one, two), key=len)
        return self.share(small & large, small)

    def traits(self, lines: Sequence[RoleLine], stories: Sequence[Story]) -> dict[str, float]:
        """The traits of the page that these stories make."""
        told = [self._of_story(story) for story in stories]
        total: dict[str, float] = {}
        for one in told:
            _add(total, one.traits)
        _add(total, self._of_headlines(told))
        _add(total, self._of_paragraphs(told))
        _add(total, _of_lines(lines))
        total["doubtful cut"] = sum(-math.log(max(story.sure, _DOUBT)) for story in stories)
        signed = sum(1 for one in told if one.headed and one.signed)
        total["headlines signed and not"] = min(signed, sum(1 for one in told if one.headed) - signed)
        colons = [":" in line.line.text or "：" in line.line.text for line in lines if line.role is Role.TITLE]
        total["headlines with a colon and not"] = min(sum(colons), len(colons) - sum(colons))
        texts = [one.text for one in told]
        total["kin to the story before"] = sum(
            self.kin(one, two) for one, two in itertools.pairwise(texts) if one and two
        )
        lengths = [one.length for one in told if one.text]
        total["shortest"] = min([*lengths, _LONG]) / 100 if lengths else 0.0
        return total

    def _of_story(self, story: Story) -> Told:
        key = tuple((item.line.number, item.role) for item in story.lines)
        if key not in self._told:
            self._told[key] = self._read(story)
        return self._told[key]

    def _read(self, story: Story) -> Told:
        lines = story.lines
        roles = {item.role for item in lines}
        text = [item for item in lines if item.role in _TEXT]
        paragraphs: list[list[RoleLine]] = []
        for item in text:
            if item.role is Role.CONTINUATION and paragraphs:
                paragraphs[-1].append(item)
            else:
                paragraphs.append([item])
        words = tuple(self.words(paragraph) for paragraph in paragraphs)
        length = sum(len(item.line.text) for item in text)
        headed, pictured = Role.TITLE in roles, not roles.isdisjoint(PICTURE_ROLES)
        half = len(text) // 2
        traits = {
            "without text": float(headed and not text),
            "brief without headline": float(not headed and not pictured and Role.OPENING in roles),
            "writers": float(Role.BYLINE in roles or Role.SIGNATURE in roles),
            "begins in the middle": float(bool(text) and text[0].role is Role.CONTINUATION),
            "breaks off": float(bool(text) and not ends_sentence(text[-1].line.text)),
            "one heading": float(sum(1 for item in lines if item.role is Role.HEADING) == 1),
            "one line of text": float(headed and len(text) == 1),
            "short": float(headed and _TINY <= length < _SHORT),
            "nothing but headline and text": float(headed and roles.isdisjoint(_DRESSED)),
            "halves alike": self.kin(self.words(text[:half]), self.words(text[half:])) if half else 0.0,
        }
        head = self.words(item for item in lines if item.role in _SHOWN)
        spread = Counter(pair for paragraph in words for pair in paragraph)
        signed = not roles.isdisjoint(_SIGNED)
        return Told(traits, headed, signed, length, head, frozenset(spread), words, spread, head.union(spread))

    def _shared(self, words: Words, other: Told) -> float:
        """What part of a paragraph another story says too."""
        key = (id(words), id(other))
        if key not in self._shares:
            self._shares[key] = self.share(words & other.whole, words)
        return self._shares[key]

    def _own(self, words: Words, own: Told) -> float:
        """What part of a paragraph the rest of its story says too."""
        key = (id(words), id(own))
        if key not in self._shares:
            rest = (pair for pair in words if own.spread[pair] > 1 or pair in own.head)
            self._shares[key] = self.share(rest, words)
        return self._shares[key]

    def _of_headlines(self, told: Sequence[Told]) -> dict[str, float]:
        found: dict[str, float] = {"headline in its text": 0.0, "headline in no text": 0.0}
        ahead: list[float] = []
        for one in told:
            if not one.head or not one.text:
                continue
            own = self.share(one.head & one.text, one.head)
            other = max((self.share(one.head & two.text, one.head) for two in told if two is not one), default=0.0)
            found["headline in its text"] += own
            found["headline in no text"] += own < _WEAK
            ahead.append(max(-0.5, min(0.5, own - other)))
        return found | {"headline ahead of other texts": sum(ahead) / max(1, len(ahead))}

    def _of_paragraphs(self, told: Sequence[Told]) -> dict[str, float]:
        found: dict[str, float] = {}
        if self._crowded:
            return found
        closer: list[float] = []
        for one in told:
            for words in one.paragraphs:
                if len(words) < _FEW:
                    continue
                other = max((self._shared(words, two) for two in told if two is not one and two.text), default=0.0)
                closer.append(self._own(words, one) - other)
        far = [max(-_FAR, min(_FAR, value)) for value in closer]
        return {
            "paragraphs": float(len(closer)),
            "paragraphs closer to another": float(sum(1 for value in closer if value < 0)),
            "paragraphs much closer to another": float(sum(1 for value in closer if value < -_CLEAR)),
            "paragraphs with their own": sum(far),
            "paragraphs with their own, mean": sum(far) / max(1, len(far)),
        }


def _of_lines(lines: Sequence[RoleLine]) -> dict[str, float]:
    """What the roles say by themselves."""
    counts = Counter(item.role for item in lines)
    found = {f"lines of {role.value}": float(counts[role]) for role in _COUNTED}
    out = [item.role in LEFT_OUT_ROLES for item in lines]
    found["furniture inside"] = float(
        sum(1 for before, at, after in zip(out, out[1:], out[2:], strict=False) if at and not before and not after)
    )
    kept = [item.role for item in lines if item.role not in LEFT_OUT_ROLES]
    found["kicker over no headline"] = float(
        sum(1 for one, two in itertools.pairwise(kept) if one is Role.KICKER and two not in (Role.TITLE, Role.KICKER))
    )
    return found


def _add(total: dict[str, float], more: dict[str, float]) -> None:
    for name, value in more.items():
        total[name] = total.get(name, 0.0) + value
