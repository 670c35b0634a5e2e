"""A head begins a story, and text right below it is its own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from clippings.arrange.drafts import LEADS, TEXT, Draft, is_jump_from, is_picture
from clippings.models import HEAD_ROLES, LETTER, Clip, PageKind, Role, RoleLine
from clippings.text import BRIEFS, CREDITED, SIGNED, squeeze

_BETWEEN = re.compile(r"[、，\s]+|(?:[\u4e00-\u9fff]{0,3})(?:记者|通讯员|記者|通訊員)")


def parted_sections(clips: Sequence[Clip]) -> Sequence[Clip]:
    """Parts what begins with a section heading from the text of a brief, or from the rest of a cut paragraph, once a
    headline without text or a story with sections has been printed: the sections may be theirs."""
    result: list[Clip] = []
    waiting = sections = False
    for clip, after in itertools.zip_longest(clips, clips[1:]):
        is_head = clip.lines[0].role in HEAD_ROLES and any(line.role is Role.TITLE for line in clip.lines)
        waiting = waiting or (is_head and (after is None or after.lines[0].role in HEAD_ROLES))
        at = next((i for i, line in enumerate(clip.lines) if i and line.role is Role.HEADING), 0)
        cut_text = clip.lines[0].role in (Role.OPENING, Role.CONTINUATION) and (waiting or sections)
        if at and (cut_text or (sections and _is_opinion_above(result))):
            result += [Clip(clip.lines[:at], clip.border), Clip(_own_brief(clip.lines[at:]), border=True)]
        else:
            result.append(clip)
        sections = sections or any(line.role is Role.HEADING for line in clip.lines)
    return result


def _is_opinion_above(clips: Sequence[Clip]) -> bool:
    """Is the head right above a comment's, which has no sections: 本报评论员?"""
    lines = clips[-1].lines if clips else ()
    return any(line.role is Role.BYLINE and "评论员" in line.line.text for line in lines)


def _own_brief(lines: tuple[RoleLine, ...]) -> tuple[RoleLine, ...]:
    """What looks like a section below a brief, but is signed by writers of its own, is a brief with its headline."""
    if not SIGNED.search(lines[-1].line.text) or sum(1 for line in lines if line.role is Role.HEADING) > 1:
        return lines
    return (RoleLine(lines[0].line, Role.TITLE, "brief-of-its-own", lines[0].sure), *lines[1:])


def by_head(
    clips: Sequence[Clip], words: Sequence[set[str]], starts: frozenset[int], kind: PageKind
) -> tuple[list[Draft], list[int]]:
    """Drafts with the clips that are theirs beyond doubt, and the indexes of the loose ones."""
    drafts: list[Draft] = []
    loose: list[int] = []
    current: Draft | None = None
    column: Clip | None = None
    for index, clip in enumerate(clips):
        roles = {line.role for line in clip.lines}
        column_text = clip.lines[0].role is Role.COLUMN and any(line.role in TEXT for line in clip.lines)
        fresh = clip.number in starts or Role.TITLE in roles or Role.OPENING in roles or Role.KICKER in roles
        fresh = fresh or (column_text and (BRIEFS.search(clip.lines[0].line.text) is not None or _has_text(current)))
        fresh = fresh or (clip.lines[0].rule == LETTER and _has_text(current))
        if roles <= {Role.COLUMN}:
            if column:  # a label with nothing below it
                drafts.append(Draft())
                drafts[-1].add(column, set())
            column = clip
            current = None
            continue
        if fresh or (column is not None and roles & HEAD_ROLES and not column_text):
            goes_on = Role.OPENING in roles and clip.number not in starts and not is_jump_from(clip)
            if current is None or not (goes_on and current.awaits_opening) or has_other_writers(current, clip):
                current = Draft()
                drafts.append(current)
            if column:
                current.add(column, set())
                column = None
            current.add(clip, words[index])
        elif (
            kind is PageKind.PRINT
            and current is not None
            and is_picture(clip)
            and _is_photo_head(current, clips, index)
        ):
            current.add(clip, words[index])
            current = None
        elif is_jump_from(clip):
            if current is None or current.has_text:
                current = Draft()
                drafts.append(current)
            current.add(clip, words[index])
        elif current is not None and not clip.border and not is_picture(clip) and _flows(current, clip):
            current.add(clip, words[index])
        else:
            loose.append(index)
            current = None if not is_picture(clip) else current
            if current is not None and current.has_text:
                current = None
    if column:
        draft = Draft()
        draft.add(column, set())
        drafts.append(draft)
    return drafts, loose


def _has_text(draft: Draft | None) -> bool:
    return draft is not None and draft.has_text


def has_other_writers(draft: Draft, clip: Clip) -> bool:
    """Names a story's byline other people than the dateline of the text below it?"""
    credit = CREDITED.search(clip.lines[0].line.text[:80])
    named = "".join(line.line.text for c in draft.clips for line in c.lines if line.role is Role.BYLINE)
    if not credit or not named:
        return False
    names = [name for name in _BETWEEN.split(credit[1]) if len(name) >= 2]
    return bool(names) and not any(squeeze(name) in squeeze(named) for name in names)


def _is_photo_head(draft: Draft, clips: Sequence[Clip], index: int) -> bool:
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


def _flows(draft: Draft, clip: Clip) -> bool:
    """May text or a lead simply go on below this story?"""
    if any(line.role in LEADS for line in clip.lines):
        return not draft.has_text
    if clip.lines[0].role is Role.CONTINUATION and not draft.has_text:
        return False  # no story begins in the middle of a sentence
    return not draft.is_ended or all(line.role in (Role.SIGNATURE, Role.SIGNOFF, Role.ITEM) for line in clip.lines)
