"""Cut: lines with roles in, clips out. A clip is a head, a run of text, a lead, or a picture; which clips make one
story is for arrange to say."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from clippings.cut.photo import with_own_text
from clippings.models import HEAD_ROLES, LEFT_OUT_ROLES, LETTER, PICTURE_ROLES, Clip, PageKind, Role, RoleLine
from clippings.text import FROM_PAGE, GOES_ON, ends_sentence

_LEAD = (Role.LEAD_LABEL, Role.LEAD)
_HEAD = HEAD_ROLES - set(_LEAD)
_ORDER = (Role.COLUMN, Role.KICKER, Role.TITLE, Role.TITLE_MORE, Role.SUBTITLE, Role.BYLINE)


def cut(
    lines: Sequence[RoleLine], kind: PageKind, photo: Mapping[str, float], starts: frozenset[int] = frozenset()
) -> tuple[Clip, ...]:
    """The clips of a page in the order they are printed. `photo` says which facts tell a photo's own text (`Tables.photo`);
    `starts` are line numbers where an editor begins a clip."""
    clips, kind, usual = clips_of(lines, kind, starts)
    clips = tuple(with_own_text(clips, kind, usual, photo, starts))
    return tuple(_with_credit(_with_photo_text(clips, kind, usual, starts)))


def clips_of(
    lines: Sequence[RoleLine], kind: PageKind, starts: frozenset[int] = frozenset()
) -> tuple[tuple[Clip, ...], PageKind, int]:
    """The clips before anything is said of photos with a text; the kind of page that they show, and how many blank lines part two
    lines as a rule."""
    kept = [x for x in lines if x.role not in LEFT_OUT_ROLES]
    usual = _usual_gap(lines)
    border = usual + 2  # blank lines that part blocks
    clips: list[Clip] = []
    parted = _below_tools(lines)
    for group in _groups(kept, border, starts | parted):
        wide = group[0].line.gap >= border or group[0].line.number in starts | parted
        clips.append(Clip(tuple(group), border=wide))
    starts_of = [sum(1 for line in lines if line.role is role) for role in (Role.TITLE, Role.OPENING)]
    if max(starts_of) >= _EDITION:  # a paper's digital edition is set as its printed page
        kind = PageKind.PRINT
    return tuple(_with_column(clips)), kind, usual


def _below_tools(lines: Sequence[RoleLine]) -> frozenset[int]:
    """Numbers of the lines right below a bar of tools (上一篇 下一篇) that stands between text on a page with several: a
    digital edition parts its stories by them."""
    found = [
        after.line.number
        for before, after in itertools.pairwise(lines)
        if before.rule in _TOOLS and before.role is Role.FURNITURE and after.role not in LEFT_OUT_ROLES
    ]
    return frozenset(found) if len(found) >= _BARS else frozenset()


def _usual_gap(lines: Sequence[RoleLine]) -> int:
    """How many blank lines stand between two lines as a rule on this page."""
    gaps = Counter(x.line.gap for x in lines[1:])
    return gaps.most_common(1)[0][0] if gaps else 0


def _kind(role: Role) -> str:
    if role in _LEAD:
        return "lead"
    if role in _HEAD:
        return "head"
    return "picture" if role in PICTURE_ROLES else "text"


def _groups(lines: Sequence[RoleLine], border: int, starts: frozenset[int]) -> Iterator[list[RoleLine]]:
    group: list[RoleLine] = []
    for line in lines:
        if group and _parts(group, line, border, starts):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _parts(group: Sequence[RoleLine], line: RoleLine, border: int, starts: frozenset[int]) -> bool:
    """Does a new clip begin at `line`?"""
    last = group[-1]
    kind, before = _kind(line.role), _kind(last.role)
    if line.line.number in starts:
        return True
    if kind != before:
        return True
    if kind == "head":
        return _ORDER.index(line.role) < _ORDER.index(last.role) or (
            line.role is Role.TITLE and last.role is Role.TITLE
        )
    if kind == "lead":
        return line.role is Role.LEAD_LABEL
    if kind == "picture":
        return line.role is Role.CAPTION and (last.role is Role.CREDIT or last.rule.startswith("caption-"))
    if line.role is Role.JUMP:  # 上接 begins a text, 下转 ends one
        return GOES_ON.match(line.line.text) is not None
    if last.role in (Role.SIGNATURE, Role.SIGNOFF) and _ANSWER.match(line.line.text):
        return False  # who asks or writes has signed, and is answered
    if last.role in (Role.SIGNATURE, Role.JUMP):
        return line.role is not Role.SIGNATURE and not (last.role is Role.JUMP and GOES_ON.match(last.line.text))
    if line.role is Role.OPENING or line.rule == LETTER or FROM_PAGE.match(line.line.text):
        return True
    if last.role is Role.SIGNOFF:
        return line.role is not Role.SIGNOFF
    return line.line.gap >= border


_ANSWER = re.compile(
    r"(?:答|复|回复|答复|解答|编者(?:答复|回复|的话)?|编后|编辑(?:部)?(?:答复|回复)|记者(?:调查|追踪|回访)|部门回[复应]|律师(?:解答|说法)|专家(?:解答|点评)|[\u4e00-\u9fff]{2,10}(?:回复|答复|解答))[：:]"
)


def _with_column(clips: Sequence[Clip]) -> Iterator[Clip]:
    """A column label right over text without a head goes with the text; not over an editor's note, which stands between
    the label and its story."""
    label: Clip | None = None
    for clip in clips:
        if label is not None:
            if _kind(clip.lines[0].role) == "text" and not clip.lines[0].is_foreword:
                yield replace(label, lines=label.lines + clip.lines)
                label = None
                continue
            yield label
            label = None
        if all(x.role is Role.COLUMN for x in clip.lines):
            label = clip
        else:
            yield clip
    if label is not None:
        yield label


_TOOLS = frozenset({"buttons", "neighbours", "follow-us"})
_BARS = 2  # so many bars of tools are a habit
_EDITION = 3  # headlines or datelines of a digital edition
_DATED = re.compile(r"^\d{1,2}月\d{1,2}日|^(?:近日|日前|昨[日天])，")
_SELF_EXPLAINING = 30  # characters of a caption


def _with_photo_text(clips: Sequence[Clip], kind: PageKind, usual: int, starts: Collection[int]) -> Iterator[Clip]:
    """One or two sentences set off by a border or a headline of their own, with a picture right below, are the
    photo's own text; they join its clip."""
    index = 0
    while index < len(clips):
        clip = clips[index]
        after = clips[index + 1] if index + 1 < len(clips) else None
        if after is not None and after.number in starts:
            after = None
        before = clips[index - 1] if index else None
        set_off = (
            clip.border
            or clip.lines[0].role is Role.COLUMN
            or before is None
            or _kind(before.lines[-1].role) == "picture"
            or (
                _kind(before.lines[-1].role) == "head" and not before.of(Role.BYLINE)
            )  # else it is the story's own text
            or before.lines[-1].role in (Role.SIGNATURE, Role.SIGNOFF, Role.JUMP)
            or (kind is PageKind.PRINT and clip.lines[0].line.gap > usual)
        )
        if (
            after is not None
            and set_off
            and _kind(clip.lines[-1].role) == "text"
            and _kind(after.lines[0].role) == "picture"
            and not _stands_alone(after)
            and not after.border
            and len(clip.lines) <= 3
            and all(x.role in (Role.COLUMN, Role.PARAGRAPH, Role.CONTINUATION) for x in clip.lines)
            and ends_sentence(clip.lines[-1].line.text)
            and sum(len(x.line.text) for x in clip.lines) <= 260
        ):
            yield replace(clip, lines=clip.lines + after.lines)
            index += 2
            continue
        if (
            after is not None
            and _is_credit(clip)
            and _is_whole_sentence(after)
            and (index + 2 == len(clips) or _ends_here(clips[index + 2]))
        ):
            yield replace(clip, lines=clip.lines + after.lines)
            index += 2
            continue
        yield clip
        index += 1


def _stands_alone(picture: Clip) -> bool:
    """A caption that says when and where itself needs no text above it."""
    first = picture.lines[0]
    return (
        first.role is Role.CAPTION
        and len(first.line.text) >= _SELF_EXPLAINING
        and _DATED.match(first.line.text) is not None
    )


def _with_credit(clips: Iterable[Clip]) -> Iterator[Clip]:
    """A credit that stands above a photo's text joins the photo below it."""
    waiting: Clip | None = None
    for clip in clips:
        if waiting is not None:
            if not clip.of(Role.CREDIT) and clip.of(Role.CAPTION) and clip.of(Role.PARAGRAPH):
                clip = replace(waiting, lines=waiting.lines + clip.lines)
            else:
                yield waiting
            waiting = None
        if _is_credit(clip):
            waiting = clip
        else:
            yield clip
    if waiting is not None:
        yield waiting


def _is_credit(clip: Clip) -> bool:
    return all(x.role is Role.CREDIT for x in clip.lines)


def _is_whole_sentence(clip: Clip) -> bool:
    """One short text, as below a picture."""
    return (
        len(clip.lines) == 1
        and clip.lines[0].role is Role.PARAGRAPH
        and len(clip.lines[0].line.text) <= 220
        and ends_sentence(clip.lines[0].line.text)
    )


def _ends_here(clip: Clip) -> bool:
    return clip.border or _kind(clip.lines[0].role) == "head"
