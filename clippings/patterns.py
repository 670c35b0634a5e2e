"""What a pattern cannot match without: what a line begins and ends with, how long it is, and words that it must hold.

Everything here errs on the side of yes: a line that passes may still fail to match, a line that does not pass cannot
match. It reads the parse tree of the standard library's `re`.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_ASSERTS = frozenset({op.ASSERT, op.ASSERT_NOT})
_NOTHING = frozenset({op.ASSERT, op.ASSERT_NOT, op.AT})  # they take no character
_REPEATS = frozenset({op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT})
_MANY = 2000  # a set of characters larger than this says little
_SPELT = 200  # so many words are spelt out, of a set of no more characters than _LIKE
_LIKE = 25
_COMMON = frozenset("的一是在了和有不为大人上中国年市县区村民工作新发农生干部党会业全地个月日，。、“”（）：0123456789 ")
_LAST = 0x20000  # digits and blanks are looked for below it

_CATEGORIES = {
    op.CATEGORY_DIGIT: re.compile(r"\d"), op.CATEGORY_NOT_DIGIT: re.compile(r"\D"),
    op.CATEGORY_SPACE: re.compile(r"\s"), op.CATEGORY_NOT_SPACE: re.compile(r"\S"),
    op.CATEGORY_WORD: re.compile(r"\w"), op.CATEGORY_NOT_WORD: re.compile(r"\W"),
}  # fmt: skip

Chars = frozenset[str]
Words = frozenset[str]
_EMPTY, _UNKNOWN = frozenset({""}), frozenset[str]()
_OFTEN = 200
_RARER = 0.2  # a word is so much rarer with each character more
Range = tuple[str, str]  # the first and the last of a run of characters
_ANY: Range = ("\0", "\U0010ffff")


def firsts(pattern: str, *, anywhere: bool) -> frozenset[Range]:
    """Ranges of characters with which a line may begin if the pattern is to be found in it. `anywhere`: the pattern is
    searched for, not matched from the line's beginning."""
    found: set[Range] = set()
    if anywhere or _begin(_parsed(pattern), found):
        return frozenset({_ANY})
    return frozenset(found)


@functools.cache
def lasts(pattern: str) -> Callable[[str], bool]:
    """Tells of a character whether a line in which the pattern is found may end with it."""
    found = _endings(pattern)
    if found is None:
        return _anything
    return lambda char: any(_takes(code, value, char) for code, value in found)


class Alike:
    """Which characters none of some patterns tells apart at a line's end."""

    def __init__(self, patterns: Iterable[str]) -> None:
        parts = [
            part
            for pattern in patterns
            for code, value in _endings(pattern) or ()
            for part in (value if code is op.IN else [(code, value)])
        ]
        self._named = {chr(value) for part, value in parts if part in (op.LITERAL, op.NOT_LITERAL)}
        self._edges = sorted({edge for part, value in parts if part is op.RANGE for edge in (value[0], value[1] + 1)})

    def mark(self, char: str) -> Hashable:
        """The same for two characters that are alike."""
        if char in self._named:
            return char
        return bisect.bisect(self._edges, ord(char)), *(kind.match(char) is None for kind in _CATEGORIES.values())


def _endings(pattern: str) -> list[tuple[Any, Any]] | None:
    """What may take the last character of a line in which the pattern is found; None: anything."""
    found: list[tuple[Any, Any]] = []
    ignores_case = re.compile(pattern).flags & re.IGNORECASE
    if ignores_case or _finish(_parsed(pattern), found, closed=False) or any(code is op.ANY for code, _ in found):
        return None
    return found


def closes(pattern: str) -> bool:
    """Can the pattern be found at the end of a line only?"""
    return _is_last(_parsed(pattern))


def _is_last(items: Sequence[tuple[Any, Any]]) -> bool:
    if not items:
        return False
    code, value = items[-1]
    if code is op.BRANCH:
        return all(map(_is_last, value[1]))
    return _is_last(value[3]) if code is op.SUBPATTERN else _is_closed(items)


def width(pattern: str) -> int:
    """The most characters that the pattern takes."""
    return _width(_parsed(pattern))[1]


def needs(pattern: str) -> Words:
    """Words; every line in which the pattern is found holds at least one of them. None where nothing is known, or only such as
    nearly every line holds."""
    if re.compile(pattern).flags & re.IGNORECASE:
        return _UNKNOWN
    found: list[Words] = []
    spelt = _spell(_parsed(pattern), found)
    best = min(map(_shortest, _telling(found, spelt)), key=_frequency, default=_UNKNOWN)
    return best if _frequency(best) < _OFTEN else _UNKNOWN


def lengths(pattern: str, *, anywhere: bool) -> tuple[int, int | None]:
    """The fewest and the most characters a line may have in which the pattern is found; None: no end."""
    items = _parsed(pattern)
    low, high = _width(items)
    closed = _is_closed(items)
    for code, value in items:
        if code is op.ASSERT and value[0] > 0:
            least, most = _width(value[1])
            low = max(low, least)
            if _is_closed(value[1]):
                high, closed = min(high, most) if closed else most, True
        if code is not op.ASSERT and code is not op.AT and code is not op.ASSERT_NOT:
            break
    return low, high if closed and not anywhere and high < parser.MAXREPEAT else None


@functools.cache
def _parsed(pattern: str) -> Any:
    return parser.parse(pattern)


def _width(items: Any) -> tuple[int, int]:
    low, high = items.getwidth()
    return low, high


def _is_closed(items: Sequence[tuple[Any, Any]]) -> bool:
    return bool(items) and items[-1] == (op.AT, op.AT_END)


def _begin(items: Iterable[tuple[Any, Any]], found: set[Range]) -> bool:
    """Adds the ranges of each way the items may begin; True when all of them may be empty."""
    for code, value in items:
        if code in _NOTHING:
            continue
        if code is op.BRANCH:
            may_be_empty = sum(_begin(branch, found) for branch in value[1]) > 0  # every branch adds its own
        elif code is op.SUBPATTERN:
            may_be_empty = _begin(value[3], found)
        elif code in _REPEATS:
            may_be_empty = _begin(value[2], found) or value[0] == 0
        else:
            found.update(_ranges(code, value))
            may_be_empty = False
        if not may_be_empty:
            return False
    return True


def _anything(_: str) -> bool:
    return True


def _finish(items: Sequence[tuple[Any, Any]], found: list[tuple[Any, Any]], *, closed: bool) -> bool:
    """Adds what takes the last character in each way that the items may end, if they are known to stand at the line's end
    (`closed`) or say so; True when something before them may take it, or what follows is not known."""
    for code, value in reversed(items):
        if code is op.AT and value is op.AT_END:
            closed = True
        elif code in _NOTHING:
            continue
        elif code is op.BRANCH:
            if not sum(_finish(branch, found, closed=closed) for branch in value[1]):  # every branch adds its own
                return False
        elif code is op.SUBPATTERN:
            if not _finish(value[3], found, closed=closed):
                return False
        elif not closed:
            return True
        elif code in _REPEATS:
            if not (_finish(value[2], found, closed=True) or value[0] == 0):
                return False
        else:
            found.append((code, value))
            return False
    return True


def _takes(code: Any, value: Any, char: str) -> bool:
    """Whether an item takes a character; where that is not plain, it does."""
    if code is op.LITERAL or code is op.NOT_LITERAL:
        return (value == ord(char)) is (code is op.LITERAL)
    if code is not op.IN:
        return True
    is_not = value[0][0] is op.NEGATE
    return any(_is_of(part, inner, char) for part, inner in value if part is not op.NEGATE) is not is_not


def _is_of(part: Any, value: Any, char: str) -> bool:
    if part is op.LITERAL:
        return bool(value == ord(char))
    if part is op.RANGE:
        return bool(value[0] <= ord(char) <= value[1])
    return _CATEGORIES[value].match(char) is not None


def _ranges(code: Any, value: Any) -> Iterable[Range]:
    if code is op.IN and not any(part in (op.NEGATE, op.CATEGORY) for part, _ in value):
        return [(chr(v[0]), chr(v[1])) if part is op.RANGE else (chr(v), chr(v)) for part, v in value]
    chars = _chars(code, value)
    return [_ANY] if chars is None else [(char, char) for char in chars]


def _spell(items: Iterable[tuple[Any, Any]], found: list[Words]) -> Words | None:
    """All that some items may take, if these are few words. Adds sets of words of which what they take, or what stands beside it,
    holds one each."""
    run, whole = _EMPTY, True  # what the items behind the last one that is not spelt out may take
    for code, value in items:
        if code in _NOTHING:
            if code is op.ASSERT:
                beside: list[Words] = []
                found += _telling(beside, _spell(value[1], beside))
            continue
        spelt = _spell_one(code, value, found)
        if spelt is not None and len(run) * len(spelt) <= _SPELT:
            run = frozenset(before + behind for before in run for behind in spelt)
            continue
        whole = False
        found += _telling((), run)
        run = spelt or _EMPTY
    if whole:
        return run
    found += _telling((), run)
    return None


def _spell_one(code: Any, value: Any, found: list[Words]) -> Words | None:
    """The same for one item."""
    if code is op.BRANCH:
        return _spell_branches(value[1], found)
    if code is op.SUBPATTERN:
        return None if value[1] & re.IGNORECASE else _spell(value[3], found)
    if code in _REPEATS:
        low, high, inner = value
        inside: list[Words] = []
        spelt = _spell(inner, inside)
        if high == 1 and spelt is not None:
            found += inside if low else []
            return spelt if low else spelt | _EMPTY
        found += _telling(inside, spelt) if low else []
        return None
    chars = _chars(code, value)
    if chars is None or len(chars) <= _LIKE:
        return chars
    found += [chars] if len(chars) <= _MANY else []
    return None


def _spell_branches(branches: Iterable[Any], found: list[Words]) -> Words | None:
    """The same for items of which one is taken."""
    sets: list[list[Words]] = [[] for _ in branches]
    spelt = [_spell(branch, inside) for branch, inside in zip(branches, sets, strict=True)]
    known = [words for words in spelt if words is not None]
    words = _UNKNOWN.union(*known)
    if len(known) == len(spelt) and len(words) <= _SPELT:
        return words
    best = [min(_telling(inside, own), key=_frequency, default=None) for inside, own in zip(sets, spelt, strict=True)]
    if all(best):
        found.append(_UNKNOWN.union(*[words for words in best if words]))
    return None


def _telling(found: Sequence[Words], spelt: Words | None) -> list[Words]:
    """The sets that say anything: an empty word stands in every line."""
    return [words for words in (*found, *([spelt] if spelt is not None else ())) if "" not in words]


def _shortest(words: Words) -> Words:
    """Those that hold no other one of them."""
    sizes = {len(word) for word in words}
    if len(sizes) == 1:
        return words
    return frozenset(word for word in words if words.isdisjoint(_inside(word, sizes)))


def _inside(word: str, sizes: Iterable[int]) -> Iterator[str]:
    """What stands in a word, of these sizes, but for the word itself."""
    for size in sizes:
        if size < len(word):
            yield from (word[at : at + size] for at in range(len(word) - size + 1))


def _frequency(words: Words) -> float:
    """How often, roughly, lines hold one of the words."""
    return sum((40 if _COMMON.issuperset(word) else 1) * _RARER ** (len(word) - 1) for word in words)


def _chars(code: Any, value: Any) -> Chars | None:
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
        elif part is op.CATEGORY and inner in (op.CATEGORY_DIGIT, op.CATEGORY_SPACE):
            chars |= _category(digits=inner is op.CATEGORY_DIGIT)
        else:
            return None
    return frozenset(chars)


@functools.cache
def _category(*, digits: bool) -> Chars:
    r"""What `\d` or `\s` takes."""
    return frozenset(char for char in map(chr, range(_LAST)) if (char.isdecimal() if digits else char.isspace()))
