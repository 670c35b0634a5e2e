"""Themes: what an article is about, by weighted evidence with the words that say so.

A cue counts by where it stands: the head and the section headings most, a paragraph by its share of the text. Names of places are
masked first, so that 公安县 is no police. A theme needs a score of its own and a good part of the best one's. A cue that stands
in a good part of the archive's articles counts less.
"""

from __future__ import annotations

import bisect
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from clippings.lookup import Lookup
from clippings.models import Evidence, Topic
from clippings.places.mention import Mention, Piece
from clippings.tables import Cue, Theme

_WHERE = {"title": 5.0, "subtitle": 3.0, "kicker": 2.0, "heading": 2.0, "column": 1.0, "lead": 2.0}
_TEXT = {"paragraph": 8.0, "caption": 8.0, "list": 4.0}
_LEAST, _SHARE, _MOST = 5.0, 0.55, 4
_ARCHIVE = 200  # articles; fewer do not tell which words are common
_STEPS = (1 / 8, 1 / 4, 1 / 2)  # shares of the articles
_FADE = (1.0, 0.8, 0.6, 0.4)  # what is left of a cue's weight at each step
_NONE: Mapping[str, int] = {}
_MASK = "\u25a1"


class Cues:
    """All cues of all themes, found in one pass over a text."""

    def __init__(self, themes: Sequence[Theme]) -> None:
        self._themes = themes

    @cached_property
    def _words(self) -> Mapping[str, list[tuple[str, Cue]]]:
        """Words with the cues each is; one that only keeps a cue from counting (主题教育 for 教育) is a word without cues."""
        words: dict[str, list[tuple[str, Cue]]] = defaultdict(list)
        for theme in self._themes:
            for cue in theme.cues:
                words[cue.word].append((theme.slug, cue))
                for longer in cue.never:
                    words.setdefault(longer, [])
        return words

    @cached_property
    def _lookup(self) -> Lookup:
        return Lookup(self._words)

    def find(self, text: str) -> dict[str, dict[Cue, int]]:
        """Theme to its cues in a text with how often each stands there; a word inside a longer word does not count, unless
        the longer one is a cue of the same theme's own."""
        found: dict[str, dict[Cue, int]] = {}
        blocked = 0  # up to here a longer word has been read
        for at, words in self._lookup.hits(text):
            word = next((w for w in words if at + len(w) > blocked), None)
            if word is None:
                continue
            for slug, cue in self._words[word]:
                if not any(longer in text[max(0, at - 8) : at + len(word) + 8] for longer in cue.never):
                    mine = found.setdefault(slug, {})
                    mine[cue] = mine.get(cue, 0) + 1
            blocked = at + len(word)
        return found


class Hits(NamedTuple):
    """The cues in one piece of an article: where it stands, its line, its share of the article, and each cue that counts
    there with its theme and how often it stands."""

    where: str
    line: int | None
    share: float
    cues: tuple[tuple[str, Cue, int], ...]


def hits_of(pieces: Sequence[Piece], mentions: Iterable[Mention], cues: Cues) -> tuple[Hits, ...]:
    """The cues of an article, piece by piece. Names of places are masked."""
    masks: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for mention in mentions:
        if mention.spot and mention.parts[0][0] != "deictic":
            masks[mention.piece].append((mention.start, mention.end))
    texts = [len(p.text) for p in pieces if p.where in _TEXT]
    total, count = sum(texts) or 1, len(texts) or 1
    result = []
    for at, piece in enumerate(pieces):
        head = piece.where in _WHERE
        if not head and piece.where not in _TEXT:
            continue
        found = cues.find(_masked(piece.text, masks.get(at, ())))
        counted = tuple(
            (slug, cue, times) for slug, mine in found.items() for cue, times in mine.items() if head or not cue.head
        )
        if counted:
            share = _WHERE[piece.where] if head else _TEXT[piece.where] * (0.5 * len(piece.text) / total + 0.5 / count)
            result.append(Hits(piece.where, piece.line, share, counted))
    return tuple(result)


def common_words(articles: Sequence[Sequence[Hits]]) -> dict[str, int]:
    """Cue words that stand in many articles of an archive and so prove little, each with its step: 1 for one article in
    eight, 2 for one in four, 3 for every second one. Steps and not shares, so that a seed more changes nothing as a rule;
    an archive of few articles cannot tell."""
    if len(articles) < _ARCHIVE:
        return {}
    spread = Counter(word for hits in articles for word in {cue.word for hit in hits for _, cue, _ in hit.cues})
    steps = {word: bisect.bisect_right(_STEPS, number / len(articles)) for word, number in spread.items()}
    return {word: step for word, step in sorted(steps.items()) if step}


def topics_of(hits: Iterable[Hits], common: Mapping[str, int] = _NONE) -> tuple[Topic, ...]:
    """One to four themes of an article, best first, or none; each with the words that speak for it. `common` are the words
    that count less in this archive."""
    score: dict[str, float] = defaultdict(float)
    evidence: dict[str, list[tuple[float, Evidence]]] = defaultdict(list)
    for hit in hits:
        by_theme: dict[str, list[tuple[Cue, int]]] = defaultdict(list)
        for slug, cue, times in hit.cues:
            by_theme[slug].append((cue, times))
        for slug, counted in by_theme.items():
            weights = (
                cue.weight * _FADE[common.get(cue.word, 0)] * (1 + 0.5 * math.log(times)) for cue, times in counted
            )
            strength = min(9.0, sum(weights))
            score[slug] += strength * hit.share
            words = "、".join(cue.word for cue, _ in sorted(counted, key=lambda c: (-c[0].weight, c[0].word))[:4])
            evidence[slug].append((strength * hit.share, Evidence(words, hit.where, hit.line)))
    ranked = sorted(score, key=lambda s: (-score[s], s))
    kept = [s for s in ranked[:_MOST] if score[s] >= max(_LEAST, _SHARE * score[ranked[0]])]
    return tuple(Topic(slug, round(score[slug], 2), _best(evidence[slug])) for slug in kept)


def _best(found: Sequence[tuple[float, Evidence]]) -> tuple[Evidence, ...]:
    return tuple(e for _, e in sorted(found, key=lambda pair: -pair[0])[:6])


def _masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with these pieces of it blotted out."""
    parts: list[str] = []
    read = 0
    for start, end in sorted(spans):
        if start >= read:
            parts += text[read:start], _MASK * (end - start)
            read = end
    return "".join((*parts, text[read:]))
