"""Arrange: clips in, stories out, each in reading order.

A head begins a story. Text right below it is its own. What stands loose, behind a picture or a wide gap, goes where
position and shared names and words point: to the story before it, to a head that has no text, or it is a story
without a headline. An opening that was printed after its sections comes first again.
"""

from __future__ import annotations

import bisect
import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from clippings.models import HEAD_ROLES, LETTER, PICTURE_ROLES, Clip, PageKind, Role, RoleLine, Story
from clippings.text import ends_sentence, pairs

_SAMPLE = 500  # characters of a clip by which it is compared; more tell no more
_WINDOW = 8  # how many stories back a loose clip may belong to; keeps the work linear
_TEXT = (Role.OPENING, Role.PARAGRAPH, Role.CONTINUATION, Role.HEADING, Role.ITEM, Role.SIGNOFF, Role.SIGNATURE)
_SIGNED = re.compile(r"[。！？”][（(][\u4e00-\u9fff·、 ]{2,40}[）)]$")
_LEADS = (Role.LEAD_LABEL, Role.LEAD)


@dataclass(eq=False, slots=True)
class _Draft:
    """A story in the making: its clips in the order they were found to belong to it."""

    clips: list[Clip] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    roles: set[Role] = field(default_factory=set)
    column: RoleLine | None = None
    sure: float = 1.0

    def add(self, clip: Clip, words: set[str]) -> None:
        self.clips.append(clip)
        self.words |= words
        self.roles.update(line.role for line in clip.lines)

    def keep(self, clips: list[Clip]) -> None:
        """Only these clips from now on."""
        self.clips = clips
        self.roles = {line.role for clip in clips for line in clip.lines}

    def has(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)

    @property
    def has_text(self) -> bool:
        return self.has(Role.OPENING, Role.PARAGRAPH, Role.ITEM)

    @property
    def is_bare(self) -> bool:
        """A headline without text or picture."""
        return self.has_title and not self.has_text and not self.has(*PICTURE_ROLES)

    @property
    def awaits_opening(self) -> bool:
        """A headline with no text yet, or only a box of one or two paragraphs."""
        paragraphs = sum(1 for clip in self.clips for line in clip.lines if line.role in _TEXT)
        return (
            self.has_title
            and paragraphs <= 2
            and not self.has(Role.OPENING, Role.HEADING, *PICTURE_ROLES)
            and not self.is_ended
        )

    @property
    def has_title(self) -> bool:
        return self.has(Role.TITLE)

    @property
    def is_photo(self) -> bool:
        return not self.has_title and self.has(*PICTURE_ROLES)

    @property
    def last_text(self) -> RoleLine | None:
        for clip in reversed(self.clips):
            for line in reversed(clip.lines):
                if line.role in _TEXT or line.role is Role.JUMP:
                    return line
        return None

    @property
    def is_open(self) -> bool:
        """Does its text break off in the middle of a sentence?"""
        last = self.last_text
        return (
            last is not None
            and last.role in (Role.OPENING, Role.PARAGRAPH, Role.CONTINUATION)
            and not ends_sentence(last.line.text)
            and len(last.line.text) >= 14
        )

    @property
    def is_ended(self) -> bool:
        """Has it a mark of its end: a signature, a sign-off, a jump to another page?"""
        last = self.last_text
        return last is not None and (
            last.role in (Role.SIGNATURE, Role.SIGNOFF, Role.JUMP) or _SIGNED.search(last.line.text) is not None
        )


def arrange(
    clips: Sequence[Clip],
    kind: PageKind,
    starts: frozenset[int] = frozenset(),
    given: Mapping[int, int] | None = None,
) -> tuple[Story, ...]:
    """The stories of a page, in the order of their first printed line. An editor may say that a story starts at a
    line (`starts`), or that the clip which begins at a line belongs to the story of another line (`given`)."""
    clips = _parted_sections(clips)
    words = [pairs("".join(line.line.text for line in clip.lines)[:_SAMPLE]) for clip in clips]
    rare = _Rarity(words)
    drafts, loose = _by_head(clips, words, starts, kind)
    _body_before_head(drafts, rare)
    drafts = [d for d in drafts if d.clips]
    apart = set(loose)

    def place(indexes: Iterable[int]) -> None:
        starts_at = [d.clips[0].number for d in drafts]
        titled = sum(1 for d in drafts if d.has_title)
        set_as = PageKind.PRINT if titled >= 3 else kind  # a paper's digital edition is set as its printed page
        for index in indexes:
            _place(clips[index], words[index], drafts, starts_at, rare, set_as, titled, adjacent=index + 1 not in apart)

    rests = [index for index in loose if clips[index].lines[0].role is Role.CONTINUATION]
    place(rests)
    _resume(drafts, rare)
    drafts = [d for d in drafts if d.clips]
    place(index for index in loose if index not in set(rests))
    _pull_back(drafts, rare)
    _part_notices(drafts, kind)
    _adopt(drafts, rare)
    _give(drafts, given or {})
    drafts = [d for d in drafts if d.clips]
    drafts += _unclaimed(drafts, clips)
    _package(drafts, kind)
    _columns(drafts, kind)
    drafts.sort(key=lambda d: min(c.number for c in d.clips))
    return tuple(Story(tuple(_in_order(d)), d.column, d.sure) for d in drafts)


def _parted_sections(clips: Sequence[Clip]) -> Sequence[Clip]:
    """Parts what begins with a section heading from the text of a brief, or from the rest of a cut paragraph, once a
    headline without text or a story with sections has been printed: the sections may be theirs."""
    result: list[Clip] = []
    waiting = sections = False
    for clip, after in itertools.zip_longest(clips, clips[1:]):
        is_head = clip.lines[0].role in HEAD_ROLES and any(line.role is Role.TITLE for line in clip.lines)
        waiting = waiting or (is_head and (after is None or after.lines[0].role in HEAD_ROLES))
        at = next((i for i, line in enumerate(clip.lines) if i and line.role is Role.HEADING), 0)
        if at and clip.lines[0].role in (Role.OPENING, Role.CONTINUATION) and (waiting or sections):
            result += [Clip(clip.lines[:at], clip.border), Clip(clip.lines[at:], border=True)]
        else:
            result.append(clip)
        sections = sections or any(line.role is Role.HEADING for line in clip.lines)
    return result


def _unclaimed(drafts: Sequence[_Draft], clips: Sequence[Clip]) -> list[_Draft]:
    """Clips that no story took, each a story of its own and marked as doubtful; there should be none."""
    claimed = {line.line.number for draft in drafts for clip in draft.clips for line in clip.lines}
    left = [clip for clip in clips if not any(line.line.number in claimed for line in clip.lines)]
    drafts_of_their_own = [_Draft(sure=0.0) for _ in left]
    for draft, clip in zip(drafts_of_their_own, left, strict=True):
        draft.add(clip, set())
    return drafts_of_their_own


def _give(drafts: Sequence[_Draft], given: Mapping[int, int]) -> None:
    """Moves the clips that an editor has given to a story."""
    for number, line in given.items():
        owner = next((d for d in drafts if any(x.line.number == line for c in d.clips for x in c.lines)), None)
        holder = next((d for d in drafts if any(c.number == number for c in d.clips)), None)
        if owner is not None and holder is not None and owner is not holder:
            clip = next(c for c in holder.clips if c.number == number)
            holder.keep([c for c in holder.clips if c is not clip])
            owner.add(clip, set())


class _Rarity:
    """How telling pairs of characters are: one weighs much when few clips of the page hold it, 0 when half of them do."""

    def __init__(self, words: Iterable[set[str]]) -> None:
        self._spread: Counter[str] = Counter()
        count = 0
        for found in words:
            self._spread.update(found)
            count += 1
        self._weights = [0.0, *(max(0.0, math.log(max(count, 8) / n) - 0.5) for n in range(1, count + 1))]

    def weigh(self, pairs_: Iterable[str]) -> float:
        """The sum of the weights of some pairs."""
        return sum(map(self._weights.__getitem__, map(self._spread.__getitem__, pairs_)))

    def telling(self, pairs_: Iterable[str]) -> set[str]:
        """Those of some pairs that weigh anything."""
        weights, spread = self._weights, self._spread
        return {pair for pair in pairs_ if weights[spread[pair]] > 0}


def _by_head(
    clips: Sequence[Clip], words: Sequence[set[str]], starts: frozenset[int], kind: PageKind
) -> tuple[list[_Draft], list[int]]:
    """Drafts with the clips that are theirs beyond doubt, and the indexes of the loose ones."""
    drafts: list[_Draft] = []
    loose: list[int] = []
    current: _Draft | None = None
    column: Clip | None = None
    for index, clip in enumerate(clips):
        roles = {line.role for line in clip.lines}
        column_text = clip.lines[0].role is Role.COLUMN and any(line.role in _TEXT for line in clip.lines)
        fresh = clip.number in starts or Role.TITLE in roles or Role.OPENING in roles or Role.KICKER in roles
        fresh = fresh or (clip.lines[0].rule == LETTER and current is not None and current.has_text)
        if roles <= {Role.COLUMN}:
            if column:  # a label with nothing below it
                drafts.append(_Draft())
                drafts[-1].add(column, set())
            column = clip
            current = None
            continue
        if fresh or (column is not None and roles & HEAD_ROLES and not column_text):
            goes_on = Role.OPENING in roles and clip.number not in starts
            if current is None or not (goes_on and current.awaits_opening):
                current = _Draft()
                drafts.append(current)
            if column:
                current.add(column, set())
                column = None
            current.add(clip, words[index])
        elif (
            kind is PageKind.PRINT
            and current is not None
            and _is_picture(clip)
            and _is_photo_head(current, clips, index)
        ):
            current.add(clip, words[index])
            current = None
        elif _is_jump_from(clip):
            if current is None or current.has_text:
                current = _Draft()
                drafts.append(current)
            current.add(clip, words[index])
        elif current is not None and not clip.border and not _is_picture(clip) and _flows(current, clip):
            current.add(clip, words[index])
        else:
            loose.append(index)
            current = None if not _is_picture(clip) else current
            if current is not None and current.has_text:
                current = None
    if column:
        draft = _Draft()
        draft.add(column, set())
        drafts.append(draft)
    return drafts, loose


def _resume(drafts: Sequence[_Draft], rare: _Rarity) -> None:
    """Text that goes on below a sidebar, without anything to mark it: where a story breaks off in the middle of a
    sentence, the end of the next story's text goes back to it if it reads like the rest of that sentence and speaks of
    the same things."""
    for above, side in itertools.pairwise(drafts):
        if not above.is_open or not side.has_text or above.is_ended:
            continue
        clip = side.clips[-1]
        if any(line.role not in _TEXT for line in clip.lines):
            continue
        best, cut_at = 0.3, None
        for at in range(1, len(clip.lines)):
            score = _returns(clip.lines, at, above, side, rare)
            if score > best:
                best, cut_at = score, at
        if cut_at is not None:
            side.keep([*side.clips[:-1], Clip(clip.lines[:cut_at], clip.border)])
            tail = _as_rest(clip.lines[cut_at:])
            above.add(tail, pairs("".join(line.line.text for line in tail.lines)))
            above.sure, side.sure = min(above.sure, 0.6), min(side.sure, 0.6)


def _part_notices(drafts: list[_Draft], kind: PageKind) -> None:
    """The only heading of a story, over text that is signed by an office, is the headline of a notice of its own."""
    for draft in list(drafts) if kind is PageKind.PRINT else ():
        headings = [(c, at) for c in draft.clips for at, line in enumerate(c.lines) if line.role is Role.HEADING]
        if len(headings) != 1 or not draft.has_title:
            continue
        clip, at = headings[0]
        if clip is not draft.clips[-1] or clip.lines[-1].role is not Role.SIGNOFF or at == len(clip.lines) - 1:
            continue
        if any(
            line.role is Role.SIGNOFF
            for c in draft.clips
            for line in c.lines
            if line.line.number < clip.lines[at].line.number
        ):
            continue
        first = clip.lines[at]
        notice = _Draft(sure=min(draft.sure, 0.6))
        head = RoleLine(first.line, Role.TITLE, "notice-in-a-story", first.sure)
        notice.add(Clip((head, *clip.lines[at + 1 :]), border=True), set())
        draft.keep([*draft.clips[:-1], *([Clip(clip.lines[:at], clip.border)] if at else [])])
        drafts.insert(drafts.index(draft) + 1, notice)


def _pull_back(drafts: Sequence[_Draft], rare: _Rarity) -> None:
    """Where a story's sections go on below another story, paragraphs right above them may be its own too."""
    holder = {id(clip): draft for draft in drafts for clip in draft.clips}
    printed = sorted((clip for draft in drafts for clip in draft.clips), key=lambda clip: clip.number)
    for before, clip in itertools.pairwise(printed):
        owner, side = holder[id(clip)], holder[id(before)]
        if clip.lines[0].role is not Role.HEADING or owner is side or not side.has_title or _is_picture(before):
            continue
        if side.clips[-1] is not before or any(line.role not in _TEXT for line in before.lines):
            continue
        scored = [(_returns(before.lines, at, owner, side, rare), -at) for at in range(1, len(before.lines))]
        best = max(scored, default=(-9.0, 0))
        if best[0] > (-0.5 if _left_open(owner, before.number) else 0.0):
            at = -best[1]
            side.keep([*side.clips[:-1], Clip(before.lines[:at], before.border)])
            tail = _as_rest(before.lines[at:]) if _left_open(owner, before.number) else Clip(before.lines[at:], True)
            owner.add(tail, pairs("".join(line.line.text for line in tail.lines)))
            owner.sure, side.sure = min(owner.sure, 0.6), min(side.sure, 0.6)


_MIDDLE = re.compile(
    r"[的了着过和与及等也都还就才又被把将里元万亿个户亩吨岁、，。；）”]|(?![近日昨今去当随同此但]|如今|为了|目前|其中)[^，。“]{1,4}[，。、]"
)
_SHORT_REST = 30  # characters; what is left of a cut sentence is often shorter than a paragraph
_SEARCHED = 40  # lines of a sidebar that are tried; keeps the work linear


def _returns(lines: Sequence[RoleLine], at: int, above: _Draft, side: _Draft, rare: _Rarity) -> float:
    """How much speaks for the lines from `at` on going back to the story above, in rough log-odds."""
    first, before = lines[at], lines[at - 1]
    if at > _SEARCHED or first.role not in (Role.PARAGRAPH, Role.CONTINUATION) or not ends_sentence(before.line.text):
        return -9.0
    rest = pairs("".join(line.line.text for line in lines[at : at + _SEARCHED]))
    own = pairs(
        "".join(x.line.text for c in side.clips[:-1] for x in c.lines) + "".join(x.line.text for x in lines[:at])
    )
    total = rare.weigh(rest) or 1.0
    back = rare.weigh(rest & above.words) / total
    stay = rare.weigh(rest & own) / total
    cut_text = above.last_text.line.text if above.last_text else ""
    text = first.line.text
    score = 6 * (back - stay)
    score += 1.0 if _open_quotes(cut_text) > 0 > _open_quotes(text) else 0.0
    score += 0.4 if _MIDDLE.match(text) else -0.4
    score -= 0.4 if text[0] in "“「" else 0.0
    score += 0.3 if len(text) < _SHORT_REST else 0.0
    score += 0.3 if first.line.gap > before.line.gap else 0.0
    score += 0.3 if first.role is Role.CONTINUATION else 0.0
    below = any(line.role is Role.HEADING for line in lines[at:])
    if below and above.has(Role.HEADING) and not any(line.role is Role.HEADING for line in lines[:at]):
        score += 0.6
    return score


def _as_rest(lines: Sequence[RoleLine]) -> Clip:
    """A clip of lines of which the first goes on with a sentence that was cut."""
    first = lines[0]
    return Clip((RoleLine(first.line, Role.CONTINUATION, "rest-of-a-sentence", first.sure), *lines[1:]), border=True)


def _left_open(draft: _Draft, number: int) -> bool:
    """Did the story's text break off in the middle of a sentence before that line?"""
    above = [x for c in draft.clips for x in c.lines if x.role in _TEXT and x.line.number < number]
    last = max(above, key=lambda x: x.line.number, default=None)
    return last is not None and last.role is not Role.HEADING and not ends_sentence(last.line.text)


def _open_quotes(text: str) -> int:
    """How many quotations are opened and not closed; below 0: closed and not opened."""
    return text.count("“") + text.count("「") - text.count("”") - text.count("」")


def _likeness(head: _Draft, words: set[str], rare: _Rarity) -> float:
    """What part of a head's telling pairs comes up in some text, from 0 to 1."""
    total = rare.weigh(head.words)
    return rare.weigh(head.words & words) / total if total else 0.0


def _head_of(draft: _Draft) -> _Draft:
    head = _Draft()
    clip = draft.clips[0]
    head.add(
        clip,
        pairs(
            "".join(line.line.text for line in clip.lines if line.role in HEAD_ROLES and line.role is not Role.BYLINE)
        ),
    )
    return head


def _body_before_head(drafts: Sequence[_Draft], rare: _Rarity) -> None:
    """Text between two heads, of which the lower has none of its own, goes to the head that speaks of the same things:
    a headline may be printed below its text."""
    for above, bare in itertools.pairwise(drafts):
        if _is_headline_below(above, bare):
            head = bare.clips[0]
            above.keep([*above.clips, head])
            above.sure = min(above.sure, 0.7)
            bare.keep(bare.clips[1:])
            continue
        if not bare.is_bare:
            if _is_opening_above(above, bare) and _kinship(above, bare, rare) > 0.03:
                bare.keep(above.clips + bare.clips)
                bare.words |= above.words
                bare.sure = min(bare.sure, 0.7)
                above.keep([])
            continue
        if above.has_text and not above.has_title and not above.is_photo and not _is_jump_from(above.clips[0]):
            bare.keep(bare.clips + above.clips)  # a brief with its dateline, and its headline below it
            bare.words |= above.words
            above.keep([])
            continue
        if above.has_title and bare.has(Role.BYLINE, Role.SUBTITLE) and (body := _body_above(bare, drafts, rare)):
            bare.keep(bare.clips + body.clips)
            bare.words |= body.words
            bare.sure = min(bare.sure, 0.6)
            body.keep([])
            continue
        if above.has_title and _take_tail(bare, above, rare):
            continue
        if not above.has_title or len(above.clips) != 2:
            continue
        head, text = above.clips
        if any(line.role in _TEXT for line in head.lines) or text.lines[0].role is Role.OPENING or _is_picture(text):
            continue
        words = pairs("".join(line.line.text for line in text.lines))
        if _likeness(_head_of(bare), words, rare) > _likeness(_head_of(above), words, rare) + 0.12:
            first = text.lines[0]
            if first.role is Role.HEADING:  # what stands over a text whose headline is below it is a label
                text = Clip(
                    (RoleLine(first.line, Role.COLUMN, "label-over-text", first.sure), *text.lines[1:]), text.border
                )
            above.keep([head])
            above.words = set(_head_of(above).words)
            bare.add(text, words)
            bare.sure = min(bare.sure, 0.7)


def _is_headline_below(above: _Draft, below: _Draft) -> bool:
    """Stands a headline closer to the text without one above it than to the text below it?"""
    if (
        not above.clips
        or above.has_title
        or not above.has(Role.OPENING)
        or above.is_photo
        or _is_jump_from(above.clips[0])
    ):
        return False
    if len(below.clips) < 2 or not all(line.role in HEAD_ROLES for line in below.clips[0].lines):
        return False
    first = below.clips[1].lines[0]
    return below.has_title and first.role is Role.OPENING and below.clips[0].lines[0].line.gap < first.line.gap


def _take_tail(bare: _Draft, above: _Draft, rare: _Rarity) -> bool:
    """Gives a headline without text the end of the text above it, where that speaks of the same things as the headline
    and not of those above: the next story's text was printed over its headline."""
    clip = above.clips[-1]
    if any(line.role not in _TEXT for line in clip.lines):
        return False
    head = _head_of(bare)
    best, cut_at = 0.2, 0
    for at in range(1, min(len(clip.lines), _SEARCHED)):
        first = clip.lines[at]
        if first.role is not Role.PARAGRAPH or not ends_sentence(clip.lines[at - 1].line.text):
            continue
        tail = pairs("".join(line.line.text for line in clip.lines[at:]))
        front = pairs("".join(line.line.text for line in clip.lines[:at])) | _head_of(above).words
        kin = rare.weigh(tail & front) / (rare.weigh(tail) or 1.0)
        score = _likeness(head, tail, rare) - _likeness(head, front, rare) - 2 * kin
        if score > best:
            best, cut_at = score, at
    if cut_at:
        above.keep([*above.clips[:-1], Clip(clip.lines[:cut_at], clip.border)])
        tail_clip = Clip(clip.lines[cut_at:])
        bare.add(tail_clip, pairs("".join(line.line.text for line in tail_clip.lines)))
        above.sure, bare.sure = min(above.sure, 0.6), min(bare.sure, 0.6)
    return cut_at > 0


def _body_above(bare: _Draft, drafts: Sequence[_Draft], rare: _Rarity) -> _Draft | None:
    """Text without a headline, printed above other stories, that speaks of the same things as a headline below them."""
    at = next(i for i, draft in enumerate(drafts) if draft is bare)
    loose = [
        d
        for d in drafts[max(0, at - _WINDOW) : at]
        if d.has_text and not d.has_title and not d.has(Role.OPENING, Role.JUMP, Role.COLUMN, *PICTURE_ROLES)
    ]
    head = _head_of(bare)
    best = max(loose, key=lambda d: _likeness(head, d.words, rare), default=None)
    return best if best is not None and _likeness(head, best.words, rare) > 0.1 else None


def _adopt(drafts: list[_Draft], rare: _Rarity) -> None:
    """A head with a byline or subtitle takes a story near it whose headline, without a byline, dateline or kicker, is
    more likely a section heading of the same story: below it when it has no text, right above it when it has."""
    at = -1
    while (at := at + 1) < len(drafts):
        bare = drafts[at]
        if not bare.has_title or not bare.has(Role.BYLINE, Role.SUBTITLE) or bare.has(Role.OPENING):
            continue
        if bare.has_text and _is_compact(
            bare, drafts[max(0, at - _WINDOW) : at + 2 * _WINDOW]
        ):  # sections printed right above or below
            near = [d for d in drafts[max(0, at - 1) : at + 2] if d is not bare and _is_plain(d)]
        else:
            near = [d for d in drafts[max(0, at - 2) : at + _WINDOW] if d is not bare and _is_plain(d)]
        scored = [(_kinship(bare, d, rare), -i, d) for i, d in enumerate(near)]
        best = max(scored, default=None, key=lambda item: item[:2])
        if best is None:
            continue
        others = drafts[max(0, at - _WINDOW) : at + _WINDOW]
        rival = max(
            (_kinship(best[2], d, rare) for d in others if d not in (bare, best[2]) and not d.is_photo), default=0.0
        )
        if best[0] < max(0.06 if bare.has_text else 0.04, 1.25 * rival):
            continue
        section = [line for clip in best[2].clips if not _is_picture(clip) for line in clip.lines]
        lines = tuple(
            RoleLine(x.line, Role.HEADING, "section-of-another-head", x.sure)
            if x.role in (Role.TITLE, Role.TITLE_MORE)
            else x
            for x in section
        )
        bare.add(Clip(lines, border=True), set(best[2].words))
        for clip in best[2].clips:
            if _is_picture(clip):
                bare.add(clip, set())
        bare.sure = min(bare.sure, 0.6)
        drafts.remove(best[2])
        at = drafts.index(bare)


def _is_opening_above(above: _Draft, below: _Draft) -> bool:
    """Is the one text without a headline, and the other a headline whose text begins with a section heading?"""
    if not above.clips or above.has_title or above.has(Role.OPENING, Role.JUMP, Role.COLUMN, *PICTURE_ROLES):
        return False
    first = next((line for clip in below.clips for line in clip.lines if line.role in _TEXT), None)
    return below.has_title and above.has_text and first is not None and first.role is Role.HEADING


def _is_compact(draft: _Draft, drafts: Sequence[_Draft]) -> bool:
    """Does its text stand right below its head, with no other story between?"""
    first, last = draft.clips[0].number, max(clip.number for clip in draft.clips)
    return not any(d.clips and first < d.clips[0].number < last for d in drafts if d is not draft)


def _kinship(one: _Draft, two: _Draft, rare: _Rarity) -> float:
    """What part of the smaller one's telling pairs the other has too, from 0 to 1."""
    small, large = sorted((one.words, two.words), key=len)
    total = rare.weigh(small)
    return rare.weigh(small & large) / total if total else 0.0


def _is_plain(draft: _Draft) -> bool:
    """A headline and text without byline, dateline, kicker, subtitle or column: it may be a section of another story."""
    paragraphs = sum(1 for clip in draft.clips for line in clip.lines if line.role is Role.PARAGRAPH)
    dressed = draft.has(
        Role.BYLINE, Role.OPENING, Role.KICKER, Role.SUBTITLE, Role.COLUMN, Role.SIGNATURE, Role.SIGNOFF
    )
    return draft.has_title and not dressed and paragraphs >= (2 if draft.has(*PICTURE_ROLES) else 1)


def _is_photo_head(draft: _Draft, clips: Sequence[Clip], index: int) -> bool:
    """Is the clip a photo with its own text, right below a bare headline without subtitle or byline?"""
    return (
        draft.has_title
        and draft.clips[-1] is clips[index - 1]
        and not draft.has(Role.SUBTITLE, Role.BYLINE, Role.PARAGRAPH, Role.OPENING, Role.LEAD)
        and (
            any(line.role is Role.PARAGRAPH for line in clips[index].lines)
            or sum(len(line.line.text) for line in clips[index].lines) >= 22
        )
    )


def _flows(draft: _Draft, clip: Clip) -> bool:
    """May text or a lead simply go on below this story?"""
    if any(line.role in _LEADS for line in clip.lines):
        return not draft.has_text
    return not draft.is_ended or all(line.role in (Role.SIGNATURE, Role.SIGNOFF, Role.ITEM) for line in clip.lines)


def _is_picture(clip: Clip) -> bool:
    return any(line.role in PICTURE_ROLES for line in clip.lines)


def _is_jump_from(clip: Clip) -> bool:
    return clip.lines[0].role is Role.JUMP and "接" in clip.lines[0].line.text


def _place(
    clip: Clip, words: set[str], drafts: list[_Draft], starts_at: list[int], rare: _Rarity, kind: PageKind,
    titled: int, *, adjacent: bool,
) -> None:  # fmt: skip
    """Gives a loose clip to the story that it most likely belongs to, or makes it one of its own. `starts_at` holds
    each draft's first line, in order; `adjacent` says that the next head is the next thing printed."""
    position = bisect.bisect(starts_at, clip.number)
    near = drafts[max(0, position - _WINDOW) : position]
    bare = [d for d in drafts[max(0, position - 8 * _WINDOW) : position] if d.is_bare][-_WINDOW:]
    below = drafts[position] if position < len(drafts) else None
    candidates = list(dict.fromkeys([*near, *bare, *([below] if below else [])]))
    previous = max(
        near, key=lambda d: next((c.number for c in reversed(d.clips) if c.number < clip.number), 0), default=None
    )
    if _is_picture(clip) and kind is PageKind.PRINT and previous is not None and not _only_credit(clip):
        scored = [(_shows(clip, words, d, rare) + (0.3 if d is previous else 0.0), d) for d in candidates]
        alone = 0.0
    else:
        scored = [(_fit(d, clip, words, rare, kind, previous, below, adjacent), d) for d in candidates]
        alone = _alone(clip, kind, titled, previous)
    best, owner = max(scored, key=lambda pair: pair[0], default=(-math.inf, None))
    margin = sorted([alone, *(score for score, _ in scored)], reverse=True)
    sure = 1 / (1 + math.exp(-(margin[0] - margin[1]))) if len(margin) > 1 else 1.0
    if owner is None or alone > best:
        owner = _Draft()
        drafts.insert(position, owner)
        starts_at.insert(position, clip.number)
    owner.sure = min(owner.sure, sure)
    owner.add(clip, words)


def _fit(
    draft: _Draft, clip: Clip, words: set[str], rare: _Rarity, kind: PageKind,
    previous: _Draft | None, below: _Draft | None, adjacent: bool,
) -> float:  # fmt: skip
    """How well a loose clip fits a story, in rough log-odds."""
    picture = _is_picture(clip)
    shared = 0.0 if picture and not draft.has_text else _shared(words, draft, rare)
    has_own_text = any(line.role in (Role.PARAGRAPH, Role.OPENING) for line in clip.lines)
    lead = any(line.role in _LEADS for line in clip.lines)
    score = (4 if picture and has_own_text else 10) * min(shared, 0.4)
    if all(line.role is Role.COLUMN for c in draft.clips for line in c.lines):
        return -9.0
    if draft is previous:
        score += 1.0 if clip.border and not draft.is_open else 2.5
    if draft is below:
        if picture:
            score += 0.7
        elif draft.is_bare:
            score += 2.2 if adjacent else 0.3
        elif adjacent and not draft.has(Role.OPENING):
            score -= 0.7  # a headline in the middle of its text
        elif lead:
            score += 2.5 if adjacent else 0.5  # a summary box right above its headline
        else:
            return -9.0
    elif draft.is_bare and not picture:
        score += 2.0
    if draft.is_open and not picture and not lead:
        score += {Role.PARAGRAPH: 1.5, Role.CONTINUATION: 4.0}.get(clip.lines[0].role, 0.0)
    if draft.is_ended and not picture:
        score -= 2.5
    if draft.is_photo and not picture:
        score -= 3.5
    if not picture and clip.lines[0].role is Role.HEADING and draft.has(Role.HEADING):
        score += 1.0
    if lead and draft.has(Role.LEAD):
        score -= 4
    if picture and has_own_text and clip.border:
        score -= 2.5
    return score


_SCENES = ("图为", "图片为", "圖為", "▲", "△", "▼", "图①", "圖①", "上图", "下图", "左图", "右图")
_PLACE = re.compile(r"([\u4e00-\u9fff]{2})(?:省|市|县|縣|区|區|旗|镇|鎮|乡|鄉|村|里|街道|社区|社區)")


def _only_credit(clip: Clip) -> bool:
    return all(line.role is Role.CREDIT for line in clip.lines)


def _shows(clip: Clip, words: set[str], draft: _Draft, rare: _Rarity) -> float:
    """Log-odds that a picture on a printed page shows this story: it shares words with it, names no place that the
    story does not, and says little itself. Weights: logistic regression on the 151 pairs of picture and story of
    benchmarks/fidelity/seen, 98 % of which it tells apart."""
    if draft.is_photo or not draft.has_title:
        return -9.0
    text = "".join(line.line.text for line in clip.lines if line.role is not Role.CREDIT)
    common = rare.telling(words & draft.words)
    total = rare.weigh(words)
    shared = rare.weigh(common) / total if total else 0.0
    places = set(_PLACE.findall(text))
    known = sum(1 for place in places if place in draft.words)
    own_text = any(line.role in (Role.PARAGRAPH, Role.OPENING) for line in clip.lines)
    return (
        0.2
        + 1.2 * shared
        + 0.18 * min(len(common), 12)
        + (0.5 if known else 0.0)
        - 1.1 * (len(places) - known)
        - 0.055 * len(text)
        - (1.4 if own_text else 0.0)
        + (1.0 if text.startswith(_SCENES) else 0.0)
    )


def _alone(clip: Clip, kind: PageKind, titled: int, previous: _Draft | None) -> float:
    """How likely it is that a loose clip is a story of its own."""
    if _is_picture(clip):
        if any(line.role in (Role.PARAGRAPH, Role.OPENING) for line in clip.lines):
            if clip.lines[0].role is Role.COLUMN:
                return 5.0
            if kind is PageKind.WEB and titled < 3:
                return -1.0
            return 3.6 if clip.border else 2.2
        if all(line.role is Role.CREDIT for line in clip.lines):
            return -3.0
        length = sum(len(line.line.text) for line in clip.lines)
        if previous is None or kind is PageKind.WEB:
            return 1.5 if titled >= 3 and length >= 40 else -1.0
        if length < 22:
            return 0.4
        names_scene = any(line.rule == "caption-open" for line in clip.lines)  # 图为 …: of the story beside it
        return ((3.2 if length >= 44 else 2.2) if names_scene else 4.5) + (0.5 if clip.border else 0.0)
    if any(line.role in _LEADS for line in clip.lines):
        return -2.0
    if previous is None:
        return 0.5
    return 1.0 if clip.border else 0.3


def _shared(words: set[str], draft: _Draft, rare: _Rarity) -> float:
    """What part of the telling pairs of the clip stands in the story too, from 0 to 1."""
    total = rare.weigh(words)
    if not total:
        return 0.0
    shared = rare.weigh(words & draft.words)
    if draft.has_text:
        return shared / total
    head = rare.weigh(draft.words)  # of a bare head: what part of it comes up in the clip
    return shared / head if head else 0.0


def _package(drafts: list[_Draft], kind: PageKind) -> None:
    """A headline over a web page with two or more stories that have their own is the column of each."""
    if kind is not PageKind.WEB or len(drafts) < 3:
        return
    first = drafts[0]
    others = [d for d in drafts[1:] if d.has_title and d.has_text]
    if first.has_text or not first.has(Role.TITLE, Role.COLUMN) or len(others) < 2:
        return
    named = [line for clip in first.clips for line in clip.lines if line.role in (Role.TITLE, Role.COLUMN)]
    label = next((line for line in named if line.role is Role.TITLE), named[0])
    as_column = RoleLine(label.line, Role.COLUMN, "package-heading", label.sure)
    pictures = [clip for clip in first.clips if _is_picture(clip)]
    rest = [clip for clip in first.clips if not _is_picture(clip)]
    split = []
    for clip in pictures:
        draft = _Draft()
        draft.add(clip, set())
        split.append(draft)
    new = split + drafts[1:]
    new[0].clips[:0] = [Clip(tuple(_relabel(line, label, as_column) for line in clip.lines)) for clip in rest]
    for draft in new[1:]:
        draft.column = draft.column or as_column
    drafts[:] = new


def _relabel(line: RoleLine, label: RoleLine, as_column: RoleLine) -> RoleLine:
    return as_column if line is label else line


def _columns(drafts: Sequence[_Draft], kind: PageKind) -> None:
    """A column label covers the stories below it that are set as the first one is: briefs with a dateline."""
    if kind is PageKind.WEB:
        return
    label: RoleLine | None = None
    for draft in drafts:
        own = next((line for clip in draft.clips for line in clip.lines if line.role is Role.COLUMN), None)
        brief = draft.has(Role.OPENING)
        if own is not None:
            label = own if brief else None
        elif label is not None and brief:
            draft.column = label
        elif not draft.is_photo:
            label = None


def _in_order(draft: _Draft) -> list[Clip]:
    """Reading order: the head, the lead, an opening that was printed after its sections, the sections, the rest."""
    clips = sorted(draft.clips, key=lambda c: c.number)
    heads = [
        c
        for c in clips
        if c.lines[0].role in HEAD_ROLES and not any(line.role in _TEXT or line.role in _LEADS for line in c.lines)
    ]
    leads = [c for c in clips if c not in heads and all(line.role in _LEADS for line in c.lines)]
    rest = [c for c in clips if c not in heads and c not in leads]
    texts = [c for c in rest if not _is_picture(c)]
    if texts and texts[0].lines[0].role is Role.HEADING:
        opening = next((c for before, c in itertools.pairwise(texts) if _is_opening_run(c) and _is_whole(before)), None)
        if opening is not None:
            rest.remove(opening)
            rest.insert(0, opening)
        elif (last := texts[-1]) and (at := _opening_inside(last)):
            rest[rest.index(last)] = Clip(last.lines[:at], last.border)
            rest.insert(0, Clip(last.lines[at:]))
    return [*heads, *leads, *rest]


# How a feature sets its scene: 初夏的元阳，水满田畴 / 清明时节 / 10月的叶尔羌河畔 / 走进麦盖提县
_SCENE = re.compile(
    r"^(?:.{0,6}(?:清晨|傍晚|黄昏|凌晨|夜幕|晨雾|上午|下午|中午|午后|时节|時節|季节|季節|[春夏秋冬](?:日|天|季)?(?:的|里|，)|月的|时分|時分|雨后|雪后)|走进|走進|步入|驱车|站在|沿着|漫步|踏入|行走在)"
)
_NEAR_END = 4  # paragraphs; an opening printed last is no longer than this


def _opening_inside(clip: Clip) -> int:
    """Where in the last section, of a story that begins with a heading, an opening was printed after it; 0: nowhere."""
    last = max(at for at, line in enumerate(clip.lines) if at == 0 or line.role is Role.HEADING)
    starts = [at for at in range(last + 2, len(clip.lines)) if clip.lines[at].role is Role.PARAGRAPH]
    for at in starts[-_NEAR_END:]:
        if _SCENE.match(clip.lines[at].line.text) and ends_sentence(clip.lines[at - 1].line.text):
            return at
    sizes = [len(list(run)) for is_text, run in itertools.groupby(clip.lines, _is_paragraph) if is_text]
    if len(sizes) >= 3 and sizes[-1] >= 2 * max(
        sizes[:-1]
    ):  # the last section is as long as two: the rest is no section
        at = last + 1 + max(sizes[:-1])
        return at if at in starts else 0
    return 0


def _is_paragraph(line: RoleLine) -> bool:
    return line.role is not Role.HEADING


def _is_whole(clip: Clip) -> bool:
    """Does its text end with a sentence, so that what is printed next does not go on with it?"""
    last = clip.lines[-1]
    if last.role is Role.HEADING:  # what is printed next is its section
        return False
    return last.role not in (Role.PARAGRAPH, Role.CONTINUATION) or ends_sentence(last.line.text)


def _is_opening_run(clip: Clip) -> bool:
    first = next(line for line in clip.lines if line.role is not Role.COLUMN)
    return first.role is Role.PARAGRAPH
