"""Cut: lines with roles in, clips out. A clip is a head, a run of text, a lead, or a picture; which clips make one
story is for arrange to say."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from clippings.models import HEAD_ROLES, LEFT_OUT_ROLES, LETTER, PICTURE_ROLES, Clip, PageKind, Role, RoleLine
from clippings.text import FROM_PAGE, GOES_ON, ends_sentence, pairs

_LEAD = (Role.LEAD_LABEL, Role.LEAD)
_HEAD = HEAD_ROLES - set(_LEAD)
_ORDER = (Role.COLUMN, Role.KICKER, Role.TITLE, Role.TITLE_MORE, Role.SUBTITLE, Role.BYLINE)


def cut(lines: Sequence[RoleLine], kind: PageKind, starts: frozenset[int] = frozenset()) -> tuple[Clip, ...]:
    """The clips of a page in the order they are printed. `starts` are line numbers where an editor begins a clip."""
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
    return tuple(_with_credit(_with_photo_text(_with_column(clips), kind, usual)))


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


_SCENE = re.compile(
    r"^(\d{1,2}月\d{1,2}日|近日|日前|昨[日天]|连日来|近期|近年来|今年|目前|时下|眼下|初[春夏秋冬]|入[春夏秋冬伏]|金秋|为|.{0,14}(省|市(?!民)|县|区|旗|镇|乡|村(?!民)|街道))"
)


_TOOLS = frozenset({"buttons", "neighbours", "follow-us"})
_BARS = 2  # so many bars of tools are a habit
_EDITION = 3  # headlines or datelines of a digital edition
_DATED = re.compile(r"^\d{1,2}月\d{1,2}日|^(?:近日|日前|昨[日天])，")
_SELF_EXPLAINING = 30  # characters of a caption
_BARE_SCENE = ("图为", "圖為", "图片", "图中")


def _part_photo_text(clips: Sequence[Clip], usual: int) -> Iterator[Clip]:
    """Parts a last paragraph that stands right above a picture from the text before it, when the two speak of different
    things: it is the photo's own text, and this makes it a clip set off."""
    for clip, after, later in itertools.zip_longest(clips, clips[1:], clips[2:]):
        start = _last_paragraph(clip)
        if after is not None and start and _may_be_photo_text(clip, start, after, later):
            lines = clip.lines[start:]
            text = "".join(x.line.text for x in lines)
            own = pairs(text)
            rest = pairs("".join(x.line.text for x in clip.lines[:start]))
            shared = len(own & rest) / max(len(own), 1)
            likely = 0.3 if lines[0].line.gap > usual or after.lines[0].role is Role.CREDIT else 0.2
            if shared < (likely if _SCENE.match(text) else 0.08) and not _shows(after, own, rest):
                yield replace(clip, lines=clip.lines[:start])
                yield Clip(lines, border=True)
                continue
        yield clip


def _last_paragraph(clip: Clip) -> int:
    """Index of the line with which the clip's last paragraph begins; 0 if it ends in none, or begins with it."""
    start = len(clip.lines) - 1
    while start > 0 and clip.lines[start].role is Role.CONTINUATION:
        start -= 1
    return start if clip.lines[start].role is Role.PARAGRAPH else 0


def _shows(picture: Clip, own: set[str], rest: set[str]) -> bool:
    """Does the caption name what only the text before the last paragraph names: the story's own people?"""
    told = pairs(_caption(picture)) - own
    return bool(told) and len(told & rest) >= 2 and len(told & rest) * 6 >= len(told)


def _caption(picture: Clip) -> str:
    """A picture's caption without the credit behind its last sentence."""
    text = "".join(x.line.text for x in picture.lines if x.role is Role.CAPTION)
    sentences, mark, _ = text.rpartition("。")
    return sentences + mark or text


def _may_be_photo_text(clip: Clip, start: int, after: Clip, later: Clip | None) -> bool:
    """Is the last paragraph whole, after a whole sentence or one that goes on below the picture, and what follows a bare
    图为 … or only a credit?"""
    before, first = clip.lines[start - 1], after.lines[0]
    whole = before.role is Role.ITEM or ends_sentence(before.line.text)
    resumed = later is not None and later.lines[0].role is Role.CONTINUATION
    if not (whole or resumed) or not ends_sentence(clip.lines[-1].line.text) or before.role is Role.HEADING:
        return False
    if sum(len(x.line.text) for x in clip.lines[start:]) > 180:
        return False
    if first.role is Role.CREDIT:
        return len(after.lines) == 1
    caption = _caption(after)
    return len(caption) <= 44 and caption[:2] in _BARE_SCENE


def _with_photo_text(given: Iterable[Clip], kind: PageKind, usual: int) -> Iterator[Clip]:
    """One or two sentences set off by a border or a headline of their own, with a picture right below, are the
    photo's own text; they join its clip."""
    clips = list(given) if kind is PageKind.WEB else list(_part_photo_text(list(given), usual))
    index = 0
    while index < len(clips):
        clip = clips[index]
        after = clips[index + 1] if index + 1 < len(clips) else None
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
