"""Signs: patterns by which a line shows what it is, and which of them may be found in a line at all.

The sieve knows of each pattern with which characters a match may begin, and a line end, how long a line it takes, and words of
which it needs one. It errs on the side of yes: what it lets through is still tried, what it holds
back cannot match.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from clippings.lookup import Lookup
from clippings.models import PageKind, Role
from clippings.patterns import Alike, closes, firsts, lasts, lengths, needs, width

_TAIL = 160  # a sign of how a line ends is looked for in so many last characters
_SHORT = 64  # a line longer than this is long


@dataclass(frozen=True)
class Sign:
    """A pattern, the roles it speaks for or against, and lines that it must find and must spare."""

    name: str
    pattern: re.Pattern[str]
    weights: Mapping[Role, float]
    page: PageKind | None  # None: on every page
    long: bool  # may match a line of more than 64 characters
    anywhere: bool  # else only from the line's first character
    ends_text: bool  # what follows it on a web page is furniture
    finds: tuple[str, ...]
    spares: tuple[str, ...]

    @cached_property
    def no_text(self) -> float:
        """How much it speaks for furniture, a date line or an editor line; 0 if for none of them."""
        return max(0.0, *(self.weights.get(role, 0.0) for role in (Role.FURNITURE, Role.META, Role.EDITOR)))

    def found_in(self, text: str) -> bool:
        """Does the line show this sign?"""
        if not self.anywhere:
            return self.pattern.match(text) is not None
        return self.pattern.search(text, max(0, len(text) - self._tail)) is not None

    @cached_property
    def _tail(self) -> int:
        """So many of a line's last characters are looked at."""
        return min(_TAIL, width(self.pattern.pattern)) if closes(self.pattern.pattern) else sys.maxsize


class Sieve:
    """The signs of a table by the characters, the words and the length of a line. Each sign is one bit."""

    def __init__(self, signs: Sequence[Sign]) -> None:
        self._signs = tuple(signs)
        self._patterns = [sign.pattern.pattern for sign in signs]
        self._begun: dict[tuple[str, str], int] = {}  # a range of first characters -> the signs that begin with them
        for at, sign in enumerate(signs):
            for reach in firsts(sign.pattern.pattern, anywhere=sign.anywhere):
                self._begun[reach] = self._begun.get(reach, 0) | 1 << at
        self._wide = [(reach, signs) for reach, signs in self._begun.items() if reach[0] < reach[1]]
        self._first: dict[str, int] = {}  # the same for each character met
        self._alike = Alike(self._patterns)
        self._last: dict[str, int] = {}  # last character -> the signs that end with it
        self._ending: dict[Hashable, int] = {}  # the same for characters that no sign tells apart
        self._holding: dict[str, int] = {}  # word -> the signs that need it or one of its like
        self._easy = 0  # the signs that need no word
        for at, pattern in enumerate(self._patterns):
            needed = needs(pattern)
            for word in needed:
                self._holding[word] = self._holding.get(word, 0) | 1 << at
            self._easy |= 0 if needed else 1 << at
        self._words = Lookup(self._holding)
        limits = [lengths(sign.pattern.pattern, anywhere=sign.anywhere) for sign in signs]
        self._fitting = [
            sum(1 << at for at, (low, high) in enumerate(limits) if low <= length and (high is None or length <= high))
            for length in range(_SHORT + 1)
        ]
        longer = [high is None or high > _SHORT for _, high in limits]
        self._fitting.append(sum(1 << at for at, fits in enumerate(longer) if fits))
        self._long = sum(1 << at for at, sign in enumerate(signs) if sign.long)

    def candidates(self, line: str, *, is_long: bool) -> Iterator[Sign]:
        """The signs that a line may show."""
        first = line[0]
        if first not in self._first:
            self._first[first] = self._beginning(first)
        last = line[-1]
        if last not in self._last:
            self._last[last] = self._finishing(last)
        may = self._first[first] & self._last[last] & self._fitting[min(len(line), _SHORT + 1)]
        if is_long:
            may &= self._long
        if not may:
            return
        bits, holding = self._easy, self._holding
        for word in self._words.held(line):
            bits |= holding[word]
        may &= bits
        while may:
            lowest = may & -may
            yield self._signs[lowest.bit_length() - 1]
            may ^= lowest

    def _beginning(self, first: str) -> int:
        bits = self._begun.get((first, first), 0)
        for (low, high), signs in self._wide:
            if low <= first <= high:
                bits |= signs
        return bits

    def _finishing(self, last: str) -> int:
        mark = self._alike.mark(last)
        if mark not in self._ending:
            self._ending[mark] = sum(1 << at for at, may_end in enumerate(map(lasts, self._patterns)) if may_end(last))
        return self._ending[mark]

    def found_in(self, line: str, *, is_long: bool) -> list[Sign]:
        """The signs that a line shows, in the table's order; of a long line only those that are made for it."""
        return [sign for sign in self.candidates(line, is_long=is_long) if sign.found_in(line)]
