"""Signs: patterns by which a line shows what it is, and which of them may be found in a line at all.

For the sieve two things are worked out of each pattern: with which characters a match may begin, and a small set of
characters of which it needs at least one. It errs on the side of yes: what it lets through is still tried, what it
holds back cannot match. Of the tables' hundred signs it holds back six of seven.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from clippings.models import PageKind, Role

_ASSERTS = frozenset({op.ASSERT, op.ASSERT_NOT})
_NOTHING = frozenset({op.ASSERT, op.ASSERT_NOT, op.AT})  # they take no character
_REPEATS = frozenset({op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT})
_TAIL = 160  # a sign of how a line ends is looked for in so many last characters
_MANY = 160  # a set of characters larger than this says little


@dataclass(frozen=True, slots=True)
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

    def found_in(self, text: str) -> bool:
        """Does the line show this sign?"""
        if not self.anywhere:
            return self.pattern.match(text) is not None
        start = max(0, len(text) - _TAIL) if self.pattern.pattern.endswith("$") else 0
        return self.pattern.search(text, start) is not None


class Sieve:
    """The signs of a table by the characters of a line. Each sign is one bit."""

    def __init__(self, signs: Sequence[Sign]) -> None:
        self._signs = tuple(signs)
        self._may_begin = [first_test(sign.pattern.pattern, anywhere=sign.anywhere) for sign in signs]
        self._first: dict[str, int] = {}
        self._holding: dict[str, int] = {}  # character -> the signs that need it or one of its like
        self._easy = 0  # the signs that need nothing
        for at, sign in enumerate(signs):
            needed = needs(sign.pattern.pattern)
            if needed is None:
                self._easy |= 1 << at
            for char in needed or ():
                self._holding[char] = self._holding.get(char, 0) | 1 << at
        self._long = sum(1 << at for at, sign in enumerate(signs) if sign.long)

    def found_in(self, line: str, *, is_long: bool) -> Iterator[Sign]:
        """The signs that a line shows, in the table's order; of a long line only those that are made for it."""
        first = line[0]
        if first not in self._first:
            self._first[first] = sum(1 << at for at, test in enumerate(self._may_begin) if test(first))
        bits = self._easy
        holding = self._holding
        for char in set(line):
            if char in holding:
                bits |= holding[char]
        bits &= self._first[first]
        if is_long:
            bits &= self._long
        while bits:
            lowest = bits & -bits
            sign = self._signs[lowest.bit_length() - 1]
            if sign.found_in(line):
                yield sign
            bits ^= lowest


def first_test(pattern: str, *, anywhere: bool) -> Callable[[str], bool]:
    """A test of one character: may a line begin with it if the pattern is to be found in it? `anywhere`: the pattern
    is searched for, not matched from the line's beginning."""
    tests: list[Callable[[str], bool]] = []
    if anywhere or _begin(parser.parse(pattern), tests):
        return lambda _: True
    return lambda char: any(test(char) for test in tests)


def _begin(items: Iterable[tuple[Any, Any]], tests: list[Callable[[str], bool]]) -> bool:
    """Adds a test for each way the items may begin; True when all of them may be empty."""
    for code, value in items:
        if code in _NOTHING:
            continue
        if code is op.BRANCH:
            may_be_empty = sum(_begin(branch, tests) for branch in value[1]) > 0  # every branch adds its own
        elif code is op.SUBPATTERN:
            may_be_empty = _begin(value[3], tests)
        elif code in _REPEATS:
            may_be_empty = _begin(value[2], tests) or value[0] == 0
        else:
            tests.append(_char_test(code, value))
            may_be_empty = False
        if not may_be_empty:
            return False
    return True


def _char_test(code: Any, value: Any) -> Callable[[str], bool]:
    chars = _chars(code, value)
    if chars is not None:
        return chars.__contains__
    if code is op.IN and not any(part in (op.NEGATE, op.CATEGORY) for part, _ in value):
        ranges = [v if part is op.RANGE else (v, v) for part, v in value]
        return lambda char: any(low <= ord(char) <= high for low, high in ranges)
    return lambda _: True


def needs(pattern: str) -> frozenset[str] | None:
    """A set of characters of which every match holds at least one, the smallest that is seen; None if there is none."""
    found = _needs(parser.parse(pattern))
    return found if found and len(found) <= _MANY else None


def _needs(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    best: frozenset[str] | None = None
    for code, value in items:
        found: frozenset[str] | None = None
        if code is op.BRANCH:
            branches = [_needs(branch) for branch in value[1]]
            found = frozenset().union(*[b for b in branches if b is not None]) if None not in branches else None
        elif code is op.SUBPATTERN:
            found = _needs(value[3])
        elif code is op.ASSERT:
            found = _needs(value[1])
        elif code in _REPEATS:
            found = _needs(value[2]) if value[0] else None
        elif code not in _ASSERTS:
            found = _chars(code, value)
        if found and (best is None or len(found) < len(best)):
            best = found
    return best


def _chars(code: Any, value: Any) -> frozenset[str] | None:
    """The characters that one item takes, or None when they are too many or not known."""
    if code is op.LITERAL:
        return frozenset({chr(value)})
    if code is not op.IN:
        return None
    chars: set[str] = set()
    for part, inner in value:
        if part is op.LITERAL:
            chars.add(chr(inner))
        elif part is op.RANGE and inner[1] - inner[0] < _MANY:
            chars.update(map(chr, range(inner[0], inner[1] + 1)))
        else:
            return None
    return frozenset(chars)
