"""Lookup: where any of many words stands in a text, in time that grows with the text and not with the number of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import add, itemgetter


class Lookup:
    """Words of two characters or more, found by their first two."""

    def __init__(self, words: Iterable[str]) -> None:
        starts: dict[str, set[str]] = {}
        for word in words:
            starts.setdefault(word[:2], set()).add(word)
        self._starts = {start: sorted(found, key=lambda w: (-len(w), w)) for start, found in starts.items()}

    def hits(self, text: str) -> Iterator[tuple[int, list[str]]]:
        """Each place where words begin, with all that stand there, the longest first."""
        begun = enumerate(map(self._starts.get, map(add, text, text[1:])))
        for at, words in filter(itemgetter(1), begun):
            if words and (here := [word for word in words if text.startswith(word, at)]):
                yield at, here

    def longest(self, text: str) -> Iterator[tuple[int, str]]:
        """Words from the left, the longest at each place, none over another."""
        read = 0
        for at, words in self.hits(text):
            if at >= read:
                yield at, words[0]
                read = at + len(words[0])
