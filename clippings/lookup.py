"""Lookup: where any of many words stands in a text, in time that grows with the text and not with the number of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from ahocorasick_rs import AhoCorasick

_FEW = 40  # words; so few are looked for one by one, which is faster than making an automaton


class Lookup:
    """Words, found with an automaton (Aho and Corasick 1975)."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words) - {""})

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self._words)

    def hits(self, text: str) -> Iterator[tuple[int, list[str]]]:
        """Each place where words begin, with all that stand there, the longest first."""
        for at, here in groupby(self._all(text), key=lambda hit: hit[0]):
            yield at, [word for _, _, word in here]

    def longest(self, text: str) -> Iterator[tuple[int, str]]:
        """Words from the left, the longest at each place, none over another."""
        read = 0
        for at, _, word in self._all(text):
            if at >= read:
                yield at, word
                read = at + len(word)

    def counts(self, text: str) -> dict[str, int]:
        """How often each word stands in a text, over others too."""
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        numbers = Counter(map(itemgetter(0), found))
        return {self._words[number]: times for number, times in numbers.items()}

    def held(self, text: str) -> set[str]:
        """The words that stand in a text, over others too."""
        words = self._words
        return {words[number] for number, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True)}

    def _all(self, text: str) -> list[tuple[int, int, str]]:
        """Where each word begins that stands in a text, its length below nought, and the word; in order."""
        words = self._words
        if len(words) > _FEW:
            found = self._automaton.find_matches_as_indexes(text, overlapping=True)
            return sorted((start, start - end, words[number]) for number, start, end in found)
        return sorted((at, -len(word), word) for word in words if word in text for at in _places(text, word))


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
