"""Text that an interrupted story has left below another one finds its way back.

A box, a brief or a whole story stands in the middle of a longer one, and nothing marks where the longer one goes on. From which line of
the text below the second one it does, or that it does not, is weighed: by what the lines share with either story, how they read
after the sentence that was cut, by section headings, writers' names at the end, and what sort of story the second one is."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from clippings.arrange.drafts import SEARCHED, TEXT, WINDOW, Draft, Rarity, is_picture, paragraph_at, paragraph_lines
from clippings.arrange.spread import Spread, Sums
from clippings.arrange.weighing import Option, Weighing
from clippings.models import Clip, Role, RoleLine
from clippings.text import SIGNED, ends_sentence, names_in, pairs

_MIDDLE = re.compile(
    r"[的了着过和与及等也都还就才又被把将里元万亿个户亩吨岁、，。；）”]|(?![近日昨今去当随同此但]|如今|为了|目前|其中)[^，。“]{1,4}[，。、]"
)
_SPEAKER = re.compile(r"[^，。：]{1,4}：")  # 问： 答：
_SHORT_REST = 30  # characters; what is left of a cut sentence is often shorter than a paragraph
_SCALE = 10.0  # shares of telling pairs are tenths as a rule
_NAMES = 12  # more of them say no more
_PARAGRAPHS = (Role.PARAGRAPH, Role.OPENING)
_SIGNS = (Role.SIGNATURE, Role.SIGNOFF)


class Returning(NamedTuple):
    """A question: which of these lines are of a story above?"""

    lines: Sequence[RoleLine]


def resume(drafts: Sequence[Draft], loose: Sequence[int], rare: Rarity, weighing: Weighing) -> None:
    """Gives the end of a story's text back to the stories that it interrupts. `loose` holds the first lines of text that no story has
    yet: what stands between the two may be the rest of a sentence that was cut."""
    written = [draft for draft in drafts if not draft.is_photo]
    for at, side in enumerate(written):
        near = written[max(0, at - WINDOW) : at]
        above = [draft for draft in near if _may_go_on(draft, side, draft is near[-1], loose)]
        asked = [(side, _texts_below(side))] if above else []
        while asked:  # what has gone back, and what has not, may be of two stories
            holder, texts = asked.pop()
            others = [draft for draft in above if draft is not holder]
            if texts and others and (owner := _give_back(others, holder, texts, rare, weighing)):
                above = [draft for draft in above if draft is not owner and draft.is_open]
                asked += [
                    (holder, _texts_below(side) if holder is side else holder.clips[-1:]),
                    (owner, owner.clips[-1:]),
                ]


def pull_back(drafts: Sequence[Draft], rare: Rarity, weighing: Weighing) -> None:
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
        _give_back([owner], side, [before], rare, weighing, followed=_left_open(owner, before.number))


def _may_go_on(above: Draft, side: Draft, is_next: bool, loose: Sequence[int]) -> bool:
    """May a story go on below another one? It breaks off in the middle of a sentence; or it stands right above, and one of the two
    has sections, or the other one is labelled as what stands inside a story."""
    if not above.has_text or above.is_ended or not side.has_text:
        return False
    if above.is_open:
        return not _is_between(loose, above, side)
    return is_next and (above.has(Role.HEADING) or side.has(Role.HEADING) or side.is_box)


def _is_between(loose: Sequence[int], above: Draft, side: Draft) -> bool:
    at = bisect.bisect(loose, above.clips[-1].number)
    return at < len(loose) and loose[at] < side.clips[0].number


def _texts_below(side: Draft) -> list[Clip]:
    """The last clips of a story that are text alone, and a jump to another page."""
    texts = itertools.takewhile(
        lambda clip: all(line.role in TEXT or line.role is Role.JUMP for line in clip.lines), reversed(side.clips)
    )
    return list(reversed(list(texts)))


def _give_back(
    above: Sequence[Draft],
    side: Draft,
    texts: Sequence[Clip],
    rare: Rarity,
    weighing: Weighing,
    *,
    followed: bool | None = None,
) -> Draft | None:
    """Gives back what the last clips of a story have of a story above, and says of which; None: of none. `followed` is None unless a section
    of the story above is the next thing printed; then it says whether the text of that story broke off before."""
    lines = [line for clip in texts for line in clip.lines]
    options = list(_options(lines, above, side, len(texts), rare, weighing, followed is not None))
    owner, at = weighing.best(Returning(lines), options) if len(options) > 1 else (None, 0)
    if owner is None:
        return None
    goes_on = owner.is_open if followed is None else followed
    side.keep(side.clips[: len(side.clips) - len(texts)])
    for clip in texts:
        own, rest = clip.lines[:at], clip.lines[at:]
        at = max(0, at - len(clip.lines))
        if own:
            side.add(Clip(own, clip.border), set())
        if rest:
            first = rest[0]
            if goes_on and first.role is not Role.HEADING:
                rest = (RoleLine(first.line, Role.CONTINUATION, "rest-of-a-sentence", first.sure), *rest[1:])
            goes_on = False
            owner.add(Clip(rest, border=True), pairs("".join(line.line.text for line in rest)))
    side.words = pairs("".join(line.line.text for clip in side.clips for line in clip.lines))
    owner.sure, side.sure = min(owner.sure, 0.6), min(side.sure, 0.6)
    return owner


def _options(
    lines: Sequence[RoleLine],
    stories: Sequence[Draft],
    side: Draft,
    last: int,
    rare: Rarity,
    weighing: Weighing,
    followed: bool,
) -> Iterator[Option[tuple[Draft | None, int]]]:
    """The stories above, each with the lines of a story's `last` clips from which on they may be of it; 0: none of them is."""
    starts = [at for at in range(1, min(len(lines), SEARCHED + 1)) if _may_start(lines[at], lines[at - 1])]
    if not starts:
        return
    signed = _is_signed(lines[-1])
    lines = lines[: starts[-1] + SEARCHED]
    shown = "".join(line.line.text for clip in side.clips[: len(side.clips) - last] for line in clip.lines)
    words = Spread([pairs(line.line.text) for line in lines], pairs(shown), rare.millionths)
    threes = Spread([names_in(line.line.text) for line in lines], names_in(shown))
    box = side.is_box
    above = stories[-1]
    sections = above.has(Role.HEADING)
    headings = [at for at, line in enumerate(lines) if line.role is Role.HEADING]
    asked = {
        "constant": 1.0,
        "open": above.is_open,
        "stories": min(4, len(stories)) / 2,
        "box": box,
        "followed": followed,
        "followed, open": followed and above.is_open,
        "sections above": sections,
        "headings": bool(headings),
        "headings, sections above": sections and bool(headings),
        "headings, box": box and bool(headings),
        "headings, no headline above": bool(headings) and not above.has_title,
        "no headline above": not above.has_title,
        "byline above": above.has(Role.BYLINE),
        "dateline above": above.has(Role.OPENING),
        "dateline": side.has(Role.OPENING),
        "byline": side.has(Role.BYLINE),
        "no headline": not side.has_title,
        "paragraphs": min(8, _count(lines)) / 4,
        "of the story above": _SCALE * words.below(above.words)[0] / (words.all_below[0] or 1),
    }
    yield Option((None, 0), "back nothing", asked)
    near = [_near(draft, words, threes) for draft in stories]
    own = words.before()
    counted = _Counted.of(lines)
    about = _about(lines, starts, stories, side, last, weighing)
    for at, (own_near, first_own, *stories_near) in zip(starts, about, strict=True):
        facts = _of_lines(lines, at, counted, side, box, signed, weighing)
        first = pairs(paragraph_at(lines, at))
        total, total_of_first = words.all_below[at] or 1, rare.weigh(first) or 1.0
        facts["of its own"] = _SCALE * own[at] / total
        facts["first, of its own"] = _SCALE * rare.weigh(words.known_before(first, at)) / total_of_first
        facts |= {"about its own": own_near, "first, about its own": first_own}
        pairs_near = zip(stories_near[::2], stories_near[1::2], strict=True)
        for draft, (shared, names, own_names), (nearness, first_near) in zip(stories, near, pairs_near, strict=True):
            found = {
                "of the story above": _SCALE * shared[at] / total,
                "first, of the story above": _SCALE * rare.weigh(first & draft.words) / total_of_first,
                "farther up": draft is not above,
                "about the story above": nearness,
                "first, about the story above": first_near,
                "names of the story above": min(_NAMES, names[at]) / 4,
                "a name of the story above": names[at] > 0,
                "names of its own": min(_NAMES, own_names[at]) / 4,
                "a name of its own": own_names[at] > 0,
            }
            yield Option((draft, at), "back", facts | found | _after(lines, at, draft, facts))


def _about(
    lines: Sequence[RoleLine],
    starts: Sequence[int],
    stories: Sequence[Draft],
    side: Draft,
    last: int,
    weighing: Weighing,
) -> list[list[float]]:
    """For each line that may be the first to go back, how near the lines from there on are to what stands before them, and how near the
    first paragraph is; then the same for each story above."""
    rows = weighing.directions(lines)
    front = weighing.directions(line for clip in side.clips[: len(side.clips) - last] for line in clip.lines).sum(
        axis=0
    )
    sums = np.concatenate([np.zeros_like(rows[:1]), np.cumsum(rows, axis=0)])
    below = sums[-1] - sums[starts]
    first = np.stack([sums[at + len(paragraph_lines(lines, at))] - sums[at] for at in starts])
    own = front + sums[starts]
    told = np.stack([weighing.direction_of(draft) for draft in stories])
    of_own = [np.diagonal(weighing.near(ones, own)) for ones in (below, first)]
    of_stories = [weighing.near(ones, told).T for ones in (below, first)]
    columns = [*of_own, *(column for both in zip(*of_stories, strict=True) for column in both)]
    found: list[list[float]] = np.stack(columns, axis=1).tolist()
    return found


def _near(draft: Draft, words: Spread, threes: Spread) -> tuple[Sums, Sums, Sums]:
    """For each line what the lines from there on share with a story, how many names of it they have that do not stand before, and how many
    names that stand before and not in it."""
    told = names_in("".join(line.line.text for clip in draft.clips for line in clip.lines))
    return words.below(draft.words), threes.new_below(told), threes.before(told)


def _may_start(first: RoleLine, before: RoleLine) -> bool:
    """May a line begin what goes back? It stands behind a whole sentence, or is a section heading."""
    if first.role is Role.HEADING:
        return True
    return first.role in (Role.PARAGRAPH, Role.CONTINUATION) and ends_sentence(before.line.text)


def _count(lines: Sequence[RoleLine]) -> int:
    return sum(1 for line in lines if line.role in _PARAGRAPHS)


class _Counted(NamedTuple):
    """How many letters, paragraphs and headings stand before each of some lines, and before their end."""

    letters: list[int]
    paragraphs: list[int]
    headings: list[int]

    @classmethod
    def of(cls, lines: Sequence[RoleLine]) -> _Counted:
        counts = (
            [len(line.line.text) for line in lines],
            [line.role in _PARAGRAPHS for line in lines],
            [line.role is Role.HEADING for line in lines],
        )
        return cls(*(list(itertools.accumulate(own, initial=0)) for own in counts))


def _is_signed(line: RoleLine) -> bool:
    return line.role in _SIGNS or SIGNED.search(line.line.text) is not None


def _of_lines(
    lines: Sequence[RoleLine], at: int, counted: _Counted, side: Draft, box: bool, signed: bool, weighing: Weighing
) -> dict[str, float]:
    """How the lines from `at` on read, after those before them. `signed`: the last of all bears a name."""
    first, before = lines[at], lines[at - 1]
    heading = first.role is Role.HEADING
    text = paragraph_at(lines, at)
    earlier = counted.headings[at] > 0
    below = counted.headings[-1] > counted.headings[at]
    paragraphs, letters = counted.paragraphs[at], counted.letters[at]
    return {
        "constant": 1.0,
        "quote": text[0] in "“「",
        "blank before": first.line.gap > before.line.gap,
        "unsure": 1 - first.sure,
        "heading": heading,
        "heading, box": heading and box,
        "headings below": below and not earlier,
        "headings before": earlier,
        "begins": 0.0 if heading else weighing.opens(text),
        "signed before": _is_signed(before),
        "signed": signed,
        "signed, written by others": signed and side.has(Role.OPENING, Role.BYLINE),
        "own, one": paragraphs <= 1,
        "own, two": paragraphs == 2,
        "own, many": paragraphs >= 4,
        "own, one, box": paragraphs <= 1 and box,
        "own, letters": min(400, letters) / 100,
        "rest, letters": min(400, counted.letters[-1] - letters) / 100,
        "rest, one": counted.paragraphs[-1] - paragraphs <= 1,
    }


def _after(lines: Sequence[RoleLine], at: int, above: Draft, facts: Mapping[str, float]) -> dict[str, float]:
    """How the lines from `at` on read, after what a story above was cut at. `facts` are theirs."""
    first, text = lines[at], paragraph_at(lines, at)
    cut_text = above.last_text.line.text if above.last_text else ""
    is_open, heading, rest = above.is_open, first.role is Role.HEADING, first.role is Role.CONTINUATION
    middle = not heading and _MIDDLE.match(text) is not None and not _SPEAKER.match(text)
    sections, byline = above.has(Role.HEADING), above.has(Role.BYLINE)
    return {
        "open, middle": is_open and middle,
        "open, no middle": is_open and not middle and not heading,
        "whole, middle": middle and not is_open,
        "open, the rest of one": is_open and rest,
        "whole, the rest of one": not is_open and rest,
        "closes the quotes": _open_quotes(cut_text) > 0 > _open_quotes(text),
        "open, short": is_open and len(text) < _SHORT_REST,
        "heading, sections above": heading and sections,
        "headings below, sections above": facts["headings below"] and sections,
        "signed, no byline above": facts["signed"] and not byline,
        "signed, byline above": facts["signed"] and byline,
    }


def _left_open(draft: Draft, number: int) -> bool:
    """Did the story's text break off in the middle of a sentence before that line?"""
    above = [x for c in draft.clips for x in c.lines if x.role in TEXT and x.line.number < number]
    last = max(above, key=lambda x: x.line.number, default=None)
    return last is not None and last.role is not Role.HEADING and not ends_sentence(last.line.text)


def _open_quotes(text: str) -> int:
    """How many quotations are opened and not closed; below 0: closed and not opened."""
    return text.count("“") + text.count("「") - text.count("”") - text.count("」")
