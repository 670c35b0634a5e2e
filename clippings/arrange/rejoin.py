"""Text that an interrupted story has left below another one finds its way back."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Sequence

from clippings.arrange.drafts import SEARCHED, TEXT, WINDOW, Draft, Rarity, is_picture
from clippings.models import Clip, PageKind, Role, RoleLine
from clippings.numbers import Number, number_of
from clippings.text import ends_sentence, pairs

_MIDDLE = re.compile(
    r"[的了着过和与及等也都还就才又被把将里元万亿个户亩吨岁、，。；）”]|(?![近日昨今去当随同此但]|如今|为了|目前|其中)[^，。“]{1,4}[，。、]"
)
_SPEAKER = re.compile(r"[^，。：]{1,4}：")  # 问： 答：
_SHORT_REST = 30  # characters; what is left of a cut sentence is often shorter than a paragraph


def resume(drafts: Sequence[Draft], loose: Sequence[int], rare: Rarity) -> None:
    """Text that goes on below a sidebar, without anything to mark it: where a story breaks off in the middle of a
    sentence, the end of the next story's text goes back to it if it reads like the rest of that sentence and speaks of
    the same things. `loose` holds the first lines of text that no story has yet: what stands between the two may be the
    rest."""
    for above, side in itertools.pairwise(drafts):
        if not above.is_open or not side.has_text or above.is_ended:
            continue
        between = bisect.bisect(loose, above.clips[-1].number)
        if between < len(loose) and loose[between] < side.clips[0].number:
            continue
        clip = side.clips[-1]
        if any(line.role not in TEXT for line in clip.lines):
            continue
        best, cut_at = _return(clip.lines, above, side, rare)
        if best > 0.3:
            side.keep([*side.clips[:-1], Clip(clip.lines[:cut_at], clip.border)])
            tail = _as_rest(clip.lines[cut_at:])
            above.add(tail, pairs("".join(line.line.text for line in tail.lines)))
            above.sure, side.sure = min(above.sure, 0.6), min(side.sure, 0.6)


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


def pull_back(drafts: Sequence[Draft], rare: Rarity) -> None:
    """Where a story's sections go on below another story, paragraphs right above them may be its own too."""
    holder = {id(clip): draft for draft in drafts for clip in draft.clips}
    clips = (clip for draft in drafts for clip in draft.clips if not is_picture(clip))
    printed = sorted(clips, key=lambda clip: clip.number)
    for before, clip in itertools.pairwise(printed):
        owner, side = holder[id(clip)], holder[id(before)]
        if clip.lines[0].role is not Role.HEADING or owner is side or not side.has_title:
            continue
        if side.clips[-1] is not before or any(line.role not in TEXT for line in before.lines):
            continue
        best, at = _return(before.lines, owner, side, rare)
        if best > (-0.5 if _left_open(owner, before.number) else 0.0):
            side.keep([*side.clips[:-1], Clip(before.lines[:at], before.border)])
            tail = _as_rest(before.lines[at:]) if _left_open(owner, before.number) else Clip(before.lines[at:], True)
            owner.add(tail, pairs("".join(line.line.text for line in tail.lines)))
            owner.sure, side.sure = min(owner.sure, 0.6), min(side.sure, 0.6)


def _return(lines: Sequence[RoleLine], above: Draft, side: Draft, rare: Rarity) -> tuple[float, int]:
    """From which of the lines of a story's last clip on they are likeliest to go back to the story above, the first of its like;
    and how much speaks for it, in rough log-odds."""
    starts = [at for at in range(1, min(len(lines), SEARCHED + 1)) if _may_start(lines[at], lines[at - 1])]
    if not starts:
        return -9.0, 0
    words = [pairs(line.line.text) for line in lines[: starts[-1] + SEARCHED]]
    front = pairs("".join(line.line.text for clip in side.clips[:-1] for line in clip.lines))
    scored = []
    for at in starts:
        rest = set().union(*words[at : at + SEARCHED])
        own = front.union(*words[:at])
        total = rare.weigh(rest) or 1.0
        kin = (rare.weigh(rest & above.words) - rare.weigh(rest & own)) / total
        scored.append((6 * kin + _reads_on(lines, at, above), -at))
    best, last = max(scored)
    return best, -last


def _may_start(first: RoleLine, before: RoleLine) -> bool:
    """May a line begin what goes back? It stands behind a whole sentence."""
    return first.role in (Role.PARAGRAPH, Role.CONTINUATION) and ends_sentence(before.line.text)


def _reads_on(lines: Sequence[RoleLine], at: int, above: Draft) -> float:
    """How much the lines from `at` on read like the rest of the sentence that was cut, in rough log-odds."""
    first, before = lines[at], lines[at - 1]
    cut_text = above.last_text.line.text if above.last_text else ""
    text = first.line.text
    score = 1.0 if _open_quotes(cut_text) > 0 > _open_quotes(text) else 0.0
    score += 0.4 if _MIDDLE.match(text) and not _SPEAKER.match(text) else -0.4
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


def _left_open(draft: Draft, number: int) -> bool:
    """Did the story's text break off in the middle of a sentence before that line?"""
    above = [x for c in draft.clips for x in c.lines if x.role in TEXT and x.line.number < number]
    last = max(above, key=lambda x: x.line.number, default=None)
    return last is not None and last.role is not Role.HEADING and not ends_sentence(last.line.text)


def _open_quotes(text: str) -> int:
    """How many quotations are opened and not closed; below 0: closed and not opened."""
    return text.count("“") + text.count("「") - text.count("”") - text.count("」")
