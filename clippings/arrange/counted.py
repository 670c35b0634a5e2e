"""Sections that count on from those of another story, and notices inside a story."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from clippings.arrange.drafts import WINDOW, Draft
from clippings.models import Clip, PageKind, Role, RoleLine
from clippings.numbers import Number, number_of
from clippings.text import pairs


def count_on(clips: Sequence[Clip], loose: Sequence[int], drafts: Sequence[Draft]) -> list[int]:
    """Sections that are numbered and stand below another story go to the story whose sections they count on from: 第一张 …
    第二张. Gives what is left of `loose`, the indexes of clips that no story has yet."""
    begun = [draft.clips[0].number for draft in drafts]
    left = []
    for index in loose:
        clip = clips[index]
        number = number_of(clip.lines[0].line.text) if clip.lines[0].role is Role.HEADING else None
        end = bisect.bisect(begun, clip.number)
        above = drafts[max(0, end - WINDOW) : end] if number and number.value > 1 else ()
        owner = next((d for d in reversed(above) if number and _counts_to(d, number)), None)
        if owner is None:
            left.append(index)
        else:
            owner.add(clip, pairs("".join(line.line.text for line in clip.lines)))
    return left


def _counts_to(draft: Draft, number: Number) -> bool:
    """Has the last section of the story that is numbered in this manner the number before this one?"""
    headings = (line for clip in draft.clips for line in clip.lines if line.role is Role.HEADING)
    values = [own.value for line in headings if (own := number_of(line.line.text)) and own.manner == number.manner]
    return values[-1:] == [number.value - 1]


def part_notices(drafts: list[Draft], kind: PageKind) -> None:
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
        notice = Draft(sure=min(draft.sure, 0.6))
        head = RoleLine(first.line, Role.TITLE, "notice-in-a-story", first.sure)
        notice.add(Clip((head, *clip.lines[at + 1 :]), border=True), set())
        draft.keep([*draft.clips[:-1], *([Clip(clip.lines[:at], clip.border)] if at else [])])
        drafts.insert(drafts.index(draft) + 1, notice)
