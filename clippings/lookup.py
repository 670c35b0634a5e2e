"""Lookup: where any of many words stands in a text, in time that grows with the text and not with the number of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import compress
from operator import add

_FEW = 20  # beginnings of words


class Lookup:
    """Words of two characters or more, found by their first two."""

    def __init__(self, words: Iterable[str]) -> None:
        starts: dict[str, set[str]] = {}
        for word in words:
            starts.setdefault(word[:2], set()).add(word)
        self._starts = {start: sorted(found, key=lambda w: (-len(w), w)) for start, found in starts.items()}

    def hits(self, text: str) -> Iterator[tuple[int, list[str]]]:
        """Each place where words begin, with all that stand there, the longest first."""
        begun = [*map(self._starts.get, map(add, text, text[1:]))]
        for at in compress(range(len(begun)), begun):
            if here := [word for word in begun[at] or () if text.startswith(word, at)]:
                yield at, here

    def longest(self, text: str) -> Iterator[tuple[int, str]]:
        """Words from the left, the longest at each place, none over another."""
        read = 0
        for at, word in self._first(text):
            if at >= read:
                yield at, word
                read = at + len(word)

    def _first(self, text: str) -> Iterable[tuple[int, str]]:
        """Each place where words begin, with the longest; few words are looked for one by one."""
        if len(self._starts) > _FEW:
            return ((at, words[0]) for at, words in self.hits(text))
        held = (word for words in self._starts.values() for word in words if word in text)
        return sorted(
            ((at, word) for word in held for at in _places(text, word)), key=lambda hit: (hit[0], -len(hit[1]))
        )


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
