"""Lookup: where any of many words stands in a text, in time that grows with the text and not with the number of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import compress
from operator import add

_FEW = 20  # beginnings of words; so few are looked for one by one first


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
        if len(self._starts) <= _FEW and not any(start in text for start in self._starts):
            return
        read = 0
        for at, words in self.hits(text):
            if at >= read:
                yield at, words[0]
                read = at + len(words[0])
