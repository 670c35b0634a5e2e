"""Themes: what an article is about, by weighted evidence with the words that say so.

A cue counts by where it stands: the head and the section headings most, a paragraph by its share of the text. Names of places are
masked first, so that 公安县 is no police. A theme needs a score of its own and a good part of the best one's.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from clippings.lookup import Lookup
from clippings.models import Evidence, Topic
from clippings.places.mention import Mention, Piece
from clippings.tables import Cue, Theme

_WHERE = {"title": 5.0, "subtitle": 3.0, "kicker": 2.0, "heading": 2.0, "column": 1.0, "lead": 2.0}
_TEXT = {"paragraph": 8.0, "caption": 8.0, "list": 4.0}
_LEAST, _SHARE, _MOST = 5.0, 0.55, 4
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


def topics_of(pieces: Sequence[Piece], mentions: Iterable[Mention], cues: Cues) -> tuple[Topic, ...]:
    """One to four themes of an article, best first, or none; each with the words that speak for it."""
    masks: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for mention in mentions:
        if mention.spot and mention.parts[0][0] != "deictic":
            masks[mention.piece].append((mention.start, mention.end))
    texts = [len(p.text) for p in pieces if p.where in _TEXT]
    total, count = sum(texts) or 1, len(texts) or 1
    score: dict[str, float] = defaultdict(float)
    evidence: dict[str, list[tuple[float, Evidence]]] = defaultdict(list)
    for at, piece in enumerate(pieces):
        head = piece.where in _WHERE
        if not head and piece.where not in _TEXT:
            continue
        for slug, found in cues.find(_masked(piece.text, masks.get(at, ()))).items():
            counted = [cue for cue in found if head or not cue.head]
            if not counted:
                continue
            strength = min(9.0, sum(cue.weight * (1 + 0.5 * math.log(found[cue])) for cue in counted))
            share = _WHERE[piece.where] if head else _TEXT[piece.where] * (0.5 * len(piece.text) / total + 0.5 / count)
            score[slug] += strength * share
            words = "、".join(cue.word for cue in sorted(counted, key=lambda c: (-c.weight, c.word))[:4])
            evidence[slug].append((strength * share, Evidence(words, piece.where, piece.line)))
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
