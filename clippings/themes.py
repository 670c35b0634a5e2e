"""Themes: what an article is about, by weighted evidence with the words that say so.

A cue counts by where it stands: the head and the section headings most, a paragraph by its share of the text. Names of places are
masked first, so that 公安县 is no police. A theme needs a score of its own and a good part of the best one's.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from operator import add

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
    def _by_start(self) -> Mapping[str, tuple[tuple[str, tuple[tuple[str, Cue], ...]], ...]]:
        """First two characters to the words that begin so, longest first, with the cues each is; a word that only keeps a cue
        from counting (主题教育 for 教育) is a word without cues."""
        words: dict[str, list[tuple[str, Cue]]] = defaultdict(list)
        for theme in self._themes:
            for cue in theme.cues:
                words[cue.word].append((theme.slug, cue))
                for longer in cue.never:
                    words.setdefault(longer, [])
        starts: dict[str, list[str]] = defaultdict(list)
        for word in words:
            starts[word[:2]].append(word)
        return {
            start: tuple((word, tuple(words[word])) for word in sorted(found, key=lambda w: (-len(w), w)))
            for start, found in starts.items()
        }

    def find(self, text: str) -> dict[str, dict[Cue, int]]:
        """Theme to its cues in a text with how often each stands there; a word inside a longer word does not count, unless
        the longer one is a cue of the same theme's own."""
        found: dict[str, dict[Cue, int]] = {}
        starts = self._by_start
        blocked = 0  # up to here a longer word has been read
        for at, words in enumerate(map(starts.get, map(add, text, text[1:]))):
            if words is None:
                continue
            for word, cues in words:
                if text.startswith(word, at):
                    if at + len(word) <= blocked:
                        continue
                    for slug, cue in cues:
                        if not any(longer in text[max(0, at - 8) : at + len(word) + 8] for longer in cue.never):
                            mine = found.setdefault(slug, {})
                            mine[cue] = mine.get(cue, 0) + 1
                    blocked = max(blocked, at + len(word))
                    break
        return found


def topics_of(pieces: Sequence[Piece], mentions: Iterable[Mention], cues: Cues) -> tuple[Topic, ...]:
    """One to four themes of an article, best first, or none; each with the words that speak for it."""
    masks: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for mention in mentions:
        if mention.spot and mention.parts[0][0] != "deictic":
            masks[mention.piece].append((mention.start, mention.end))
    total = sum(len(p.text) for p in pieces if p.where in _TEXT) or 1
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
            share = (
                _WHERE[piece.where]
                if head
                else _TEXT[piece.where] * (0.5 * len(piece.text) / total + 0.5 / _count(pieces))
            )
            score[slug] += strength * share
            words = "、".join(cue.word for cue in sorted(counted, key=lambda c: (-c.weight, c.word))[:4])
            evidence[slug].append((strength * share, Evidence(words, piece.where, piece.line)))
    ranked = sorted(score, key=lambda s: (-score[s], s))
    kept = [s for s in ranked[:_MOST] if score[s] >= max(_LEAST, _SHARE * score[ranked[0]])]
    return tuple(Topic(slug, round(score[slug], 2), _best(evidence[slug])) for slug in kept)


def _count(pieces: Sequence[Piece]) -> int:
    return sum(1 for p in pieces if p.where in _TEXT) or 1


def _best(found: Sequence[tuple[float, Evidence]]) -> tuple[Evidence, ...]:
    return tuple(e for _, e in sorted(found, key=lambda pair: -pair[0])[:6])


def _masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + _MASK * (end - start) + text[end:]
    return text
