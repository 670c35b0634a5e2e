"""Stories in the making, and how alike two texts of a page are."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field

import numpy as np

from clippings.models import HEAD_ROLES, PICTURE_ROLES, Clip, Role, RoleLine
from clippings.shingles import Array, rarity
from clippings.subjects import NOWHERE
from clippings.text import FROM_PAGE, GOES_ON, SIGNED, ends_sentence, pairs

WINDOW = 8  # how many stories back a loose clip may belong to; keeps the work linear
TEXT = (Role.OPENING, Role.PARAGRAPH, Role.CONTINUATION, Role.HEADING, Role.ITEM, Role.SIGNOFF, Role.SIGNATURE)
LEADS = (Role.LEAD_LABEL, Role.LEAD)
SEARCHED = 40  # lines of a sidebar that are tried; keeps the work linear
_BOX = re.compile(
    r"链接|鏈接|名词|名詞|资料|資料|贴士|貼士|背景|延伸|手记|手記|短评|短評|点评|點評|解释|解釋|词典|知识|知識|看点|记者观察"
)  # labels of what stands inside a story
_ASKS = re.compile(r"什么|什麼|何为|何謂|何谓|怎么|怎樣|怎样|如何|多少|哪些|^[“「].{1,12}[”」]$")  # and its headlines


@dataclass(eq=False, slots=True)
class Draft:
    """A story in the making: its clips in the order they were found to belong to it."""

    clips: list[Clip] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    roles: set[Role] = field(default_factory=set)
    column: RoleLine | None = None
    sure: float = 1.0
    last_text: RoleLine | None = None  # its last line of text, or of a jump
    direction: Array = field(default_factory=lambda: NOWHERE)  # what so many of its clips are about
    directed: int = 0

    def add(self, clip: Clip, words: set[str]) -> None:
        """One clip more, and the pairs of its text."""
        self.clips.append(clip)
        self.last_text = _last_text(clip) or self.last_text
        self.words |= words
        self.roles.update(line.role for line in clip.lines)

    def keep(self, clips: list[Clip]) -> None:
        """Only these clips from now on."""
        self.clips = clips
        self.last_text = next((line for clip in reversed(clips) if (line := _last_text(clip))), None)
        self.roles = {line.role for clip in clips for line in clip.lines}
        self.direction, self.directed = NOWHERE, 0

    def has(self, *roles: Role) -> bool:
        """Is there a line of one of these roles?"""
        return not self.roles.isdisjoint(roles)

    @property
    def has_text(self) -> bool:
        """Has it any running text?"""
        return self.has(Role.OPENING, Role.PARAGRAPH, Role.ITEM)

    @property
    def is_bare(self) -> bool:
        """A headline without text or picture."""
        return self.has_title and not self.has_text and not self.has(*PICTURE_ROLES)

    @property
    def awaits_opening(self) -> bool:
        """A headline with no text yet, or only a box of one or two paragraphs."""
        paragraphs = sum(1 for clip in self.clips for line in clip.lines if line.role in TEXT)
        return (
            self.has_title
            and paragraphs <= 2
            and not self.has(Role.OPENING, Role.HEADING, *PICTURE_ROLES)
            and not self.is_ended
        )

    @property
    def has_title(self) -> bool:
        """Has it a headline?"""
        return self.has(Role.TITLE)

    @property
    def is_box(self) -> bool:
        """Has it the label or headline of what stands inside a story?"""
        heads = [(line.role, line.line.text) for line in self.clips[0].lines]
        return any(
            (role is Role.COLUMN and _BOX.search(text))
            or (role is Role.TITLE and (_BOX.search(text) or _ASKS.search(text)))
            for role, text in heads
        )

    @property
    def is_photo(self) -> bool:
        """A picture without a headline."""
        return not self.has_title and self.has(*PICTURE_ROLES)

    @property
    def is_open(self) -> bool:
        """Does its text break off in the middle of a sentence?"""
        last = self.last_text
        return (
            last is not None
            and last.role in (Role.OPENING, Role.PARAGRAPH, Role.CONTINUATION)
            and not ends_sentence(last.line.text)
            and (last.role is Role.CONTINUATION or len(last.line.text) >= 14)
        )

    @property
    def is_ended(self) -> bool:
        """Has it a mark of its end: a signature, a sign-off, a jump to another page?"""
        last = self.last_text
        return last is not None and (
            last.role in (Role.SIGNATURE, Role.SIGNOFF, Role.JUMP) or SIGNED.search(last.line.text) is not None
        )


def paragraph_lines(lines: Sequence[RoleLine], at: int) -> list[RoleLine]:
    """The lines of the paragraph that begins at a line."""
    return [lines[at], *itertools.takewhile(lambda line: line.role is Role.CONTINUATION, lines[at + 1 :])]


def paragraph_at(lines: Sequence[RoleLine], at: int) -> str:
    """The whole paragraph that begins at a line."""
    return "".join(line.line.text for line in paragraph_lines(lines, at))


def _last_text(clip: Clip) -> RoleLine | None:
    return next((line for line in reversed(clip.lines) if line.role in TEXT or line.role is Role.JUMP), None)


class Rarity:
    """How telling pairs of characters are: one weighs much when few clips of the page hold it, 0 when half of them do."""

    def __init__(self, words: Sequence[Set[str]]) -> None:
        self._spread = Counter(itertools.chain.from_iterable(words))
        self._weights = [0.0, *rarity(np.arange(1, len(words) + 1), len(words)).tolist()]
        self._millionths: list[int] = [round(1e6 * weight) for weight in self._weights]

    def weigh(self, pairs_: Iterable[str]) -> float:
        """The sum of the weights of some pairs, in whatever order they come."""
        return math.fsum(self._of(pairs_))

    def millionths(self, pair: str) -> int:
        """The weight of one pair in millionths."""
        return self._millionths[self._spread.get(pair, 0)]

    def count(self, pairs_: Iterable[str]) -> tuple[float, int]:
        """The sum of the weights of some pairs, and how many of them weigh anything."""
        weights = list(self._of(pairs_))
        return math.fsum(weights), len(weights) - weights.count(0.0)

    def _of(self, pairs_: Iterable[str]) -> Iterator[float]:
        return map(self._weights.__getitem__, map(self._spread.get, pairs_, itertools.repeat(0)))


def covered(own: set[str], words: set[str], rare: Rarity) -> float:
    """What part of the telling ones of some pairs comes up in some text, from 0 to 1."""
    total = rare.weigh(own)
    return rare.weigh(own & words) / total if total else 0.0


def likeness(head: Draft, words: set[str], rare: Rarity) -> float:
    """What part of a head's telling pairs comes up in some text, from 0 to 1."""
    return covered(head.words, words, rare)


def head_words(clip: Clip) -> set[str]:
    """The pairs of a head, its byline aside."""
    shown = [x.line.text for x in clip.lines if x.role in HEAD_ROLES and x.role is not Role.BYLINE]
    return pairs("".join(shown))


def head_of(draft: Draft) -> Draft:
    """A story's head alone, its byline aside, for comparing."""
    head = Draft()
    head.add(draft.clips[0], head_words(draft.clips[0]))
    return head


def kinship(one: Draft, two: Draft, rare: Rarity) -> float:
    """What part of the smaller one's telling pairs the other has too, from 0 to 1."""
    small, large = sorted((one.words, two.words), key=len)
    total = rare.weigh(small)
    return rare.weigh(small & large) / total if total else 0.0


def is_picture(clip: Clip) -> bool:
    """A caption or a credit, and what goes with it."""
    return any(line.role in PICTURE_ROLES for line in clip.lines)


def is_jump_from(clip: Clip) -> bool:
    """Text that goes on from another page: 上接第1版."""
    first = clip.lines[0]
    pattern = GOES_ON if first.role is Role.JUMP else FROM_PAGE
    return pattern.match(first.line.text) is not None
