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

import numpy as np

from clippings.concord import Concord
from clippings.models import LEFT_OUT_ROLES, PICTURE_ROLES, Line, Role, RoleLine, Story
from clippings.sections import Sections, paragraphs_of
from clippings.shingles import Array, Shingles, rarity
from clippings.subjects import PageSubjects
from clippings.text import ends_sentence, letters_of

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
_SHORT_HEAD, _LONG_HEAD = 8, 13  # letters of a headline that is short, of a heading that is long
_UNIT = 2.0**-20  # weights are counted in it


class Told(NamedTuple):
    """What a story tells: its traits by itself, whether it has a headline and is signed, the characters of its text; which
    of the page's pairs are in its headline, in its text, in either; of each paragraph the numbers of its pairs, and
    what part of it the rest of the story says too."""

    traits: dict[str, float]
    headed: bool
    signed: bool
    length: int
    head: Array
    text: Array
    whole: Array
    paragraphs: tuple[Array, ...]
    own: tuple[float, ...]


class Compared:
    """The words of a page's lines, and what was found of its stories in any reading so far."""

    def __init__(self, lines: Sequence[Line], page: PageSubjects) -> None:
        self._words = Shingles([line.text[:_SAMPLE] for line in lines])
        telling = [len(line.text) >= _TELLING for line in lines]
        self._weights = _weights(self._words.spread(telling), sum(telling))
        self._at = {line.number: at for at, line in enumerate(lines)}
        self._crowded = len(lines) > _MANY
        self._sections = Sections()
        self._concord = Concord(page)
        self._told: dict[tuple[tuple[int, Role], ...], Told] = {}

    def _mask(self, lines: Iterable[RoleLine]) -> Array:
        return self._words.mask(self._at[item.line.number] for item in lines)

    def _pairs(self, lines: Sequence[RoleLine]) -> Array:
        """The numbers of the pairs of some lines, each once."""
        if len(lines) == 1:
            return self._words.of(self._at[lines[0].line.number])
        return np.flatnonzero(self._mask(lines))

    def _share(self, own: Array, of: Array) -> float:
        """What part of some pairs others are, by what they weigh, from 0 to 1; both as masks."""
        total = self._weights[of].sum()
        return float(self._weights[own].sum() / total) if total else 0.0

    def _kin(self, one: Array, two: Array) -> float:
        """What part of the smaller text's pairs, by what they weigh, is in the larger."""
        return self._share(one & two, one if one.sum() <= two.sum() else two)

    def kinship(self, texts: Sequence[Sequence[RoleLine]]) -> float:
        """How near of kin texts are to those before them, on average, from 0 to 1."""
        masks = [self._mask(text) for text in texts]
        return sum(itertools.starmap(self._kin, itertools.pairwise(masks))) / max(1, len(masks) - 1)

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
        texts = [one.text if one.length else None for one in told]
        total["kin to the story before"] = sum(
            self._kin(one, two) for one, two in itertools.pairwise(texts) if one is not None and two is not None
        )
        total |= self._sections.traits(stories) | self._concord.traits(stories) | _of_shown(lines)
        lengths = [one.length for one in told if one.length]
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
        paragraphs = paragraphs_of(text)
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
            "halves alike": self._kin(self._mask(text[:half]), self._mask(text[half:])) if half else 0.0,
        }
        head, told = self._mask(item for item in lines if item.role in _SHOWN), self._mask(text)
        signed = not roles.isdisjoint(_SIGNED)
        words = tuple(map(self._pairs, paragraphs))
        own = self._own(words, head)
        return Told(traits, headed, signed, length, head, told, head | told, words, own)

    def _own(self, paragraphs: Sequence[Array], head: Array) -> tuple[float, ...]:
        """Of each paragraph of a story what part the other paragraphs or the headline say too."""
        spread = np.bincount(np.concatenate([*paragraphs, np.empty(0, int)]), minlength=self._words.size)
        again = (spread > 1) | head
        return tuple(self._parts(paragraphs, again[None, :])[0].tolist())

    def _parts(self, paragraphs: Sequence[Array], texts: Array) -> Array:
        """What part of each paragraph is in each of some texts, by what its pairs weigh: texts by paragraphs. `texts` are masks."""
        full = [words for words in paragraphs if len(words)]
        parts = np.zeros((len(texts), len(paragraphs)))
        if not full:
            return parts
        words = np.concatenate(full)
        weights = self._weights[words]
        begins = np.cumsum([0, *map(len, full[:-1])])
        total = np.add.reduceat(weights, begins)
        sums = np.add.reduceat(np.where(texts[:, words], weights, 0.0), begins, axis=1)
        parts[:, [at for at, own in enumerate(paragraphs) if len(own)]] = sums / np.where(total > 0, total, 1.0)
        return parts

    def _of_headlines(self, told: Sequence[Told]) -> dict[str, float]:
        found: dict[str, float] = {"headline in its text": 0.0, "headline in no text": 0.0}
        ahead: list[float] = []
        headed = [at for at, one in enumerate(told) if one.length and one.head.any()]
        if headed:
            parts = self._parts([np.flatnonzero(told[at].head) for at in headed], np.stack([one.text for one in told]))
            for column, at in enumerate(headed):
                own, others = float(parts[at, column]), np.delete(parts[:, column], at)
                found["headline in its text"] += own
                found["headline in no text"] += own < _WEAK
                ahead.append(max(-0.5, min(0.5, own - float(others.max(initial=0.0)))))
        return found | {"headline ahead of other texts": sum(ahead) / max(1, len(ahead))}

    def _of_paragraphs(self, told: Sequence[Told]) -> dict[str, float]:
        found: dict[str, float] = {}
        if self._crowded:
            return found
        closer: list[float] = []
        texts = [at for at, one in enumerate(told) if one.length]
        if texts:
            parts = self._parts(
                [words for one in told for words in one.paragraphs], np.stack([told[at].whole for at in texts])
            )
            column = 0
            for at, one in enumerate(told):
                rows = [row for row, other in enumerate(texts) if other != at]
                for words, own in zip(one.paragraphs, one.own, strict=True):
                    if len(words) >= _FEW:
                        closer.append(own - float(parts[rows, column].max(initial=0.0)))
                    column += 1
        far = [max(-_FAR, min(_FAR, value)) for value in closer]
        return {
            "paragraphs": float(len(closer)),
            "paragraphs closer to another": float(sum(1 for value in closer if value < 0)),
            "paragraphs much closer to another": float(sum(1 for value in closer if value < -_CLEAR)),
            "paragraphs with their own": sum(far),
            "paragraphs with their own, mean": sum(far) / max(1, len(far)),
        }


def _weights(spread: Array, lines: int) -> Array:
    """How telling each pair is, by how many of some lines hold it; nothing where none does. Whole numbers, the sums of which are
    exact in whatever order they are added."""
    return np.rint(np.where(spread > 0, rarity(np.maximum(spread, 1), lines), 0.0) / _UNIT)


def _of_shown(lines: Sequence[RoleLine]) -> dict[str, float]:
    """How many headings there are, and how many are as long as headlines or the other way round."""
    headlines, headings = (
        [len(letters_of(item.line.text)) for item in lines if item.role is role] for role in (Role.TITLE, Role.HEADING)
    )
    return {
        "short headlines": float(sum(length <= _SHORT_HEAD for length in headlines)),
        "long headings": float(sum(length >= _LONG_HEAD for length in headings)),
        "headings": float(len(headings)),
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
