"""Themes: what an article is about, by weighted evidence with the words that say so.

Two sorts of evidence are added up for each theme. A cue, a word that people chose, counts by where it stands: the head and
the section headings most, a paragraph by its share of the text; names of places are masked first, so that 公安县 is no
police, and a cue that stands in a good part of the archive's articles counts less. A word of `data/theme_words.tsv` counts
by the weight that `tools/train_themes.py` learned from readers' choice (logistic regression).
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
from clippings.odds import share
from clippings.places.mention import Mention, Piece
from clippings.tables import Cue, Theme, ThemeWords

_WHERE = {"title": 5.0, "subtitle": 3.0, "kicker": 2.0, "heading": 2.0, "column": 1.0, "lead": 2.0}
_TEXT = {"paragraph": 8.0, "caption": 8.0, "list": 4.0}
_STRONGEST = 9.0  # what the cues of a theme in one piece count at most
_START, _CUES = -2.0, 0.4  # of a theme of which nothing has been learned
_MOST = 4  # themes; beside the best one only those that are more likely right than not
_LEAST = -3.5  # log-odds of the best theme; a less likely one is a guess
_ELSEWHERE = 0.3  # how a word ranks as evidence that says more of another theme
_SHOWN = 0.05  # a learned word of a smaller weight is no evidence to show
_WEAK = 0.3  # a word that says less beside the strongest of its piece is not shown
_WORDS_KEPT, _WORDS_SHOWN, _PIECES_SHOWN = 12, 4, 6
_ARCHIVE = 200  # articles; fewer do not tell which words are common
_STEPS = (1 / 8, 1 / 4, 1 / 2)  # shares of the articles
_FADE = (1.0, 0.8, 0.6, 0.4)  # what is left of a cue's weight at each step
_NONE: Mapping[str, int] = {}
_MASK = "\u25a1"


class Hits(NamedTuple):
    """The cues in one piece of an article: where it stands, its line, its share of the article, and each cue that counts
    there with its theme and how often it stands."""

    where: str
    line: int | None
    share: float
    cues: tuple[tuple[str, Cue, int], ...]


Word = tuple[str, int | None, float, str]  # a piece and its line; how much a word says there; the word


class Said(NamedTuple):
    """What an article says of its themes: the cues of each piece; and by theme what all learned words say together, in
    log-odds, with those that say most for it."""

    hits: tuple[Hits, ...]
    words: Mapping[str, float]
    told: Mapping[str, tuple[Word, ...]]


class Vocabulary:
    """All cues of all themes and all learned words, found in one pass over a text."""

    def __init__(self, themes: Sequence[Theme], learned: ThemeWords) -> None:
        self._themes = themes
        self.slugs = tuple(theme.slug for theme in themes)
        self.learned = learned

    @cached_property
    def cues(self) -> Mapping[str, list[tuple[str, Cue]]]:
        """Words with the cues each is; one that only keeps a cue from counting (主题教育 for 教育) is a word without cues."""
        words: dict[str, list[tuple[str, Cue]]] = defaultdict(list)
        for theme in self._themes:
            for cue in theme.cues:
                words[cue.word].append((theme.slug, cue))
                for longer in cue.never:
                    words.setdefault(longer, [])
        return words

    @cached_property
    def _cues(self) -> Lookup:
        return Lookup(self.cues)

    @cached_property
    def _learned(self) -> Lookup:
        return Lookup(self.learned.words)

    @cached_property
    def most(self) -> Mapping[str, str]:
        """Each learned word with the theme that it says most of, for or against."""
        return {word: max(row, key=lambda slug: abs(row[slug])) for word, row in self.learned.words.items()}

    def find(self, text: str) -> tuple[dict[tuple[str, Cue], int], dict[str, int]]:
        """The cues in a text with their themes, and the learned words, each with how often it stands there. A cue inside a
        longer one does not count, unless the longer one is a cue of the same theme's own; a learned word always does."""
        found: dict[tuple[str, Cue], int] = {}
        blocked = 0  # up to here a longer cue has been read
        for at, words in self._cues.hits(text):
            for word in words:
                if at + len(word) > blocked:
                    for mine in self.cues[word]:
                        if mine[1].counts_at(text, at):
                            found[mine] = found.get(mine, 0) + 1
                    blocked = at + len(word)
        return found, self._learned.counts(text)


def said_of(pieces: Sequence[Piece], mentions: Iterable[Mention], vocabulary: Vocabulary) -> Said:
    """What an article says of its themes, piece by piece. Names of places are masked."""
    masks: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for mention in mentions:
        if mention.spot and mention.parts[0][0] != "deictic":
            masks[mention.piece].append((mention.start, mention.end))
    texts = [len(p.text) for p in pieces if p.where in _TEXT]
    total, count = sum(texts) or 1, len(texts) or 1
    hits: list[Hits] = []
    words = defaultdict(float, {slug: vocabulary.learned.start.get(slug, _START) for slug in vocabulary.slugs})
    told: dict[str, list[Word]] = defaultdict(list)
    for at, piece in enumerate(pieces):
        head = piece.where in _WHERE
        if not head and piece.where not in _TEXT:
            continue
        cues, learned = vocabulary.find(_masked(piece.text, masks.get(at, ())))
        weight_here = (
            _WHERE[piece.where] if head else _TEXT[piece.where] * (0.5 * len(piece.text) / total + 0.5 / count)
        )
        counted = tuple((slug, cue, times) for (slug, cue), times in cues.items() if head or not cue.head)
        if counted:
            hits.append(Hits(piece.where, piece.line, weight_here, counted))
        for word, times in learned.items():
            strength = weight_here * _often(times)
            for slug, weight in vocabulary.learned.words[word].items():
                words[slug] += weight * strength
                if weight >= _SHOWN and word not in vocabulary.cues:
                    sure = 1.0 if vocabulary.most[word] == slug else _ELSEWHERE
                    told[slug].append((piece.where, piece.line, weight * strength * sure, word))
    best = {slug: tuple(sorted(found, key=lambda w: (-w[2], w[3]))[:_WORDS_KEPT]) for slug, found in told.items()}
    return Said(tuple(hits), dict(words), best)


def _often(times: int) -> float:
    """What a word counts that stands so often in one piece."""
    return 1 + 0.5 * math.log(times)


def common_words(articles: Sequence[Said]) -> dict[str, int]:
    """Cue words that stand in many articles of an archive and so prove little, each with its step: 1 for one article in
    eight, 2 for one in four, 3 for every second one. Steps and not shares, so that a seed more changes nothing as a rule;
    an archive of few articles cannot tell."""
    if len(articles) < _ARCHIVE:
        return {}
    spread = Counter(word for said in articles for word in {cue.word for hit in said.hits for _, cue, _ in hit.cues})
    steps = {word: bisect.bisect_right(_STEPS, number / len(articles)) for word, number in spread.items()}
    return {word: step for word, step in sorted(steps.items()) if step}


def topics_of(said: Said, learned: ThemeWords, common: Mapping[str, int] = _NONE) -> tuple[Topic, ...]:
    """One to four themes of an article, best first, or none where the best is unlikely or has no word to show; each with its
    probability and the words that speak for it. `common` are the cues that count less in this archive."""
    score = dict(said.words)
    for slug, value in cue_scores(said.hits, common).items():
        score[slug] += value * learned.cues.get(slug, _CUES)
    words: dict[str, list[Word]] = defaultdict(list, {slug: list(found) for slug, found in said.told.items()})
    for hit in said.hits:
        for slug, cue, times in hit.cues:
            value = _strength(cue, times, common) * hit.share * learned.cues.get(slug, _CUES)
            words[slug].append((hit.where, hit.line, value, cue.word))
    ranked = sorted(score, key=lambda s: (-score[s], s))[:_MOST]
    kept = [slug for at, slug in enumerate(ranked) if words.get(slug) and score[slug] >= (0 if at else _LEAST)]
    return tuple(Topic(slug, round(share(score[slug]), 2), _evidence(words[slug])) for slug in kept)


def cue_scores(hits: Iterable[Hits], common: Mapping[str, int] = _NONE) -> dict[str, float]:
    """What the cues of an article count for each theme."""
    score: dict[str, float] = defaultdict(float)
    for hit in hits:
        strengths: dict[str, float] = defaultdict(float)
        for slug, cue, times in hit.cues:
            strengths[slug] += _strength(cue, times, common)
        for slug, strength in strengths.items():
            score[slug] += min(_STRONGEST, strength) * hit.share
    return score


def _strength(cue: Cue, times: int, common: Mapping[str, int]) -> float:
    return cue.weight * _FADE[common.get(cue.word, 0)] * _often(times)


def _evidence(words: Iterable[Word]) -> tuple[Evidence, ...]:
    """The pieces that say most, each with its strongest words."""
    pieces: dict[tuple[str, int | None], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for where, line, value, word in words:
        pieces[where, line][word] += value
    ranked = sorted(pieces.items(), key=lambda item: -sum(item[1].values()))[:_PIECES_SHOWN]
    return tuple(Evidence("、".join(_strongest(found)), where, line) for (where, line), found in ranked)


def _strongest(found: Mapping[str, float]) -> list[str]:
    """The words of a piece that say most, none inside another of them, and none that says next to nothing beside them."""
    ranked = sorted(found, key=lambda w: (-found[w], w))
    chosen: list[str] = []
    for word in ranked:
        if found[word] >= _WEAK * found[ranked[0]] and not any(word in other for other in chosen):
            chosen.append(word)
    return chosen[:_WORDS_SHOWN]


def _masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with these pieces of it blotted out."""
    parts: list[str] = []
    read = 0
    for start, end in sorted(spans):
        if start >= read:
            parts += text[read:start], _MASK * (end - start)
            read = end
    return "".join((*parts, text[read:]))
