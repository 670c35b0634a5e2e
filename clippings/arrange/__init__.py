"""Arrange: clips in, stories out, each in reading order.

A head begins a story. Text right below it is its own. What stands loose, behind a picture or a wide gap, goes where
position and shared names and words point: to the story before it, to a head that has no text, or it is a story
without a headline. An opening that was printed after its sections comes first again.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from clippings.arrange.back import pull_back, resume
from clippings.arrange.below import adopt, body_before_head
from clippings.arrange.counted import count_on, part_notices
from clippings.arrange.drafts import Draft, Rarity, is_picture
from clippings.arrange.habit import headlines_below, writers_above
from clippings.arrange.heads import by_head, parted_sections
from clippings.arrange.order import in_order
from clippings.arrange.place import Page, place
from clippings.arrange.weighing import Weighing
from clippings.models import Clip, PageKind, Role, RoleLine, Story
from clippings.text import pairs

_SAMPLE = 500  # characters of a clip by which it is compared; more tell no more


def arrange(
    clips: Sequence[Clip],
    kind: PageKind,
    weighing: Weighing,
    starts: frozenset[int] = frozenset(),
    given: Mapping[int, int] | None = None,
) -> tuple[Story, ...]:
    """The stories of a page, in the order of their first printed line. `weighing` weighs what may be put together in several ways. An
    editor may say that a story starts at a line (`starts`), or that the clip which begins at a line belongs to the story of
    another line (`given`)."""
    clips = parted_sections(writers_above(_under_label(clips, kind), starts | (given or {}).keys()))
    words = [words_of_clip("".join(line.line.text for line in clip.lines)[:_SAMPLE]) for clip in clips]
    rare = Rarity(words)
    order = headlines_below(clips, words, rare)
    if order != list(range(len(clips))):
        moved = {
            at for before, at in itertools.pairwise([-1, *order]) if at < before
        }  # texts that now follow their head
        clips = [replace(clips[at], border=clips[at].border and at not in moved) for at in order]
        words = [words[at] for at in order]
    drafts, loose = by_head(clips, words, starts, kind)
    loose = count_on(clips, loose, drafts)
    body_before_head(drafts, rare)
    drafts = [d for d in drafts if d.clips]
    apart = set(loose)

    def settle(indexes: Iterable[int]) -> None:
        drafts.sort(key=_first_number)
        starts_at = [_first_number(d) for d in drafts]
        titled = sum(1 for d in drafts if d.has_title)
        set_as = PageKind.PRINT if titled >= 3 else kind  # a paper's digital edition is set as its printed page
        page = Page(drafts, starts_at, rare, set_as, titled)
        for index in indexes:
            place(clips[index], words[index], page, weighing, adjacent=index + 1 not in apart)

    rests = [index for index in loose if clips[index].lines[0].role is Role.CONTINUATION]
    settle(rests)
    settled = set(rests)
    left = [index for index in loose if index not in settled]
    waiting = _sections_on_top(clips, words, left, drafts)
    begun = [waiting] if waiting.clips else []
    resume([*begun, *drafts], [clips[index].number for index in left if not is_picture(clips[index])], rare, weighing)
    drafts = [d for d in drafts if d.clips]
    settle(left)
    _follow(waiting, drafts)
    pull_back(drafts, rare, weighing)
    part_notices(drafts, kind)
    adopt(drafts, rare)
    _give(drafts, given or {})
    drafts = [d for d in drafts if d.clips]
    drafts += _unclaimed(drafts, clips)
    _package(drafts, kind)
    _columns(drafts, kind)
    drafts.sort(key=_first_number)
    return tuple(Story(tuple(in_order(d, weighing)), d.column, d.sure) for d in drafts)


@lru_cache(maxsize=256)
def words_of_clip(text: str) -> set[str]:
    """The pairs of a clip; a page is arranged several times over. Nobody changes them."""
    return pairs(text)


def _sections_on_top(
    clips: Sequence[Clip], words: Sequence[set[str]], left: Sequence[int], drafts: Sequence[Draft]
) -> Draft:
    """The sections of a story whose headline stands farther down, printed above every headline of the page; without clips if there
    are none."""
    waiting = Draft()
    top = min((_first_number(draft) for draft in drafts), default=0)
    texts = [index for index in left if clips[index].number < top and not is_picture(clips[index])]
    if texts and clips[texts[0]].lines[0].role is Role.HEADING:
        for index in texts:
            waiting.add(clips[index], words[index])
    return waiting


def _follow(waiting: Draft, drafts: Sequence[Draft]) -> None:
    """What has gone back to sections printed on top goes with them, to the story that they have come to."""
    held = {id(clip): draft for draft in drafts for clip in draft.clips}
    owner = next((held[id(clip)] for clip in waiting.clips if id(clip) in held), None)
    for clip in waiting.clips:
        if owner is not None and id(clip) not in held:
            owner.add(clip, words_of_clip("".join(line.line.text for line in clip.lines)))


def _first_number(draft: Draft) -> int:
    return min(clip.number for clip in draft.clips)


def _unclaimed(drafts: Sequence[Draft], clips: Sequence[Clip]) -> list[Draft]:
    """Clips that no story took, each a story of its own and marked as doubtful; there should be none."""
    claimed = {line.line.number for draft in drafts for clip in draft.clips for line in clip.lines}
    left = [clip for clip in clips if not any(line.line.number in claimed for line in clip.lines)]
    drafts_of_their_own = [Draft(sure=0.0) for _ in left]
    for draft, clip in zip(drafts_of_their_own, left, strict=True):
        draft.add(clip, set())
    return drafts_of_their_own


def _give(drafts: Sequence[Draft], given: Mapping[int, int]) -> None:
    """Moves the clips that an editor has given to a story."""
    for number, line in given.items():
        owner = next((d for d in drafts if any(x.line.number == line for c in d.clips for x in c.lines)), None)
        holder = next((d for d in drafts if any(c.number == number for c in d.clips)), None)
        if owner is not None and holder is not None and owner is not holder:
            clip = next(c for c in holder.clips if c.number == number)
            holder.keep([c for c in holder.clips if c is not clip])
            owner.add(clip, set())


def _under_label(clips: Sequence[Clip], kind: PageKind) -> Sequence[Clip]:
    """A web page has one headline; a line like one that stands right above it names its series."""
    if kind is not PageKind.WEB or len(clips) < 2 or not clips[1].of(Role.TITLE):
        return clips
    first = clips[0].lines
    if len(first) != 1 or first[0].role is not Role.TITLE or first[0].rule == "edit":
        return clips
    return [
        replace(clips[0], lines=(RoleLine(first[0].line, Role.COLUMN, "label-over-headline", first[0].sure),)),
        *clips[1:],
    ]


def _package(drafts: list[Draft], kind: PageKind) -> None:
    """A headline over a web page with two or more stories that have their own is the column of each."""
    if kind is not PageKind.WEB or len(drafts) < 2:
        return
    first = drafts[0]
    own = first.clips[0].lines[0]
    if own.role is Role.COLUMN and first.has_title and not any(d.has(Role.COLUMN) for d in drafts[1:]):
        for draft in drafts[1:]:  # the label at the head of the page names the series
            if draft.has_title and draft.has_text:
                draft.column = draft.column or own
        return
    if len(drafts) < 3:
        return
    others = [d for d in drafts[1:] if d.has_title and d.has_text]
    if first.has_text or not first.has(Role.TITLE, Role.COLUMN) or len(others) < 2:
        return
    named = [line for clip in first.clips for line in clip.lines if line.role in (Role.TITLE, Role.COLUMN)]
    label = next((line for line in named if line.role is Role.TITLE), named[0])
    as_column = RoleLine(label.line, Role.COLUMN, "package-heading", label.sure)
    pictures = [clip for clip in first.clips if is_picture(clip)]
    rest = [clip for clip in first.clips if not is_picture(clip)]
    split = []
    for clip in pictures:
        draft = Draft()
        draft.add(clip, set())
        split.append(draft)
    new = split + drafts[1:]
    new[0].clips[:0] = [Clip(tuple(_relabel(line, label, as_column) for line in clip.lines)) for clip in rest]
    for draft in new[1:]:
        draft.column = draft.column or as_column
    drafts[:] = new


def _relabel(line: RoleLine, label: RoleLine, as_column: RoleLine) -> RoleLine:
    return as_column if line is label else line


def _columns(drafts: Sequence[Draft], kind: PageKind) -> None:
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
