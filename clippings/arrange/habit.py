"""The habit of a page: some print every headline below its text."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from clippings.arrange.drafts import TEXT, Rarity, covered, head_words, is_jump_from, is_picture
from clippings.models import HEAD_ROLES, Clip, Role, RoleLine
from clippings.numbers import number_of

_MARKED = re.compile(r"[□■◎●○△▲◇◆☆★]")  # the mark of a byline
_FEWEST = 2  # headlines; one alone shows no habit
_AHEAD = 0.08  # by so much, a headline on the average, the texts above must be likelier
_EVEN = -0.05  # so much less likely they may be where the page would else have a text too many and a headline too many


def headlines_below(clips: Sequence[Clip], words: Sequence[set[str]], rare: Rarity) -> list[int]:
    """The order in which the clips of a page are to be read, as indexes: as printed, or, where the page begins with text
    and its headlines speak of what stands above them, each headline before the text above it."""
    printed = list(range(len(clips)))
    heads = [at for at in printed if _is_head(clips[at])]
    if len(heads) < _FEWEST:
        return printed
    runs = [_texts(clips, start + 1, end) for start, end in zip([-1, *heads], [*heads, len(clips)], strict=True)]
    if not runs[0] or is_jump_from(clips[runs[0][0]]) or clips[runs[0][0]].lines[0].is_foreword:
        return printed
    whole = _gain(clips, words, heads, runs, rare)
    if all(runs[:-1]) and whole.mean >= _AHEAD and whole.wins * 3 >= whole.decided * 2:
        return _heads_first(heads, runs, len(clips), len(heads))
    bare = next((at for at, run in enumerate(runs) if not run), 0)  # so many heads have text above, the last none below
    if bare and _gain(clips, words, heads[:bare], runs, rare).mean >= _EVEN:
        return _heads_first(heads, runs, len(clips), bare)  # else a text has no headline, and a headline no text
    return printed


def writers_above(clips: Sequence[Clip], pinned: Collection[int]) -> Sequence[Clip]:
    """The clips of a page that prints each byline above its headline, with the bylines in the heads they belong to. Such a
    page begins with a byline, or has two of them over headlines that have none. `pinned` are lines at which an editor lets
    a clip begin."""
    over = [at for at in range(len(clips) - 1) if _stands_over(clips, at)]
    if not over or (over[0] > 0 and len(over) < _FEWEST):
        return clips
    result: list[Clip] = []
    held: RoleLine | None = None  # a byline that waits for its headline
    for at, clip in enumerate(clips):
        after = clips[at + 1] if at + 1 < len(clips) else None
        if held is not None:
            first = replace(clip.lines[0], role=Role.TITLE) if clip.lines[0].role is Role.HEADING else clip.lines[0]
            lines = (first, *clip.lines[1:])
            shown = next((i for i, line in enumerate(lines) if line.role not in HEAD_ROLES), len(lines))
            clip, held = replace(clip, lines=(*lines[:shown], held, *lines[shown:])), None
        if after is not None and _lacks_byline(after) and not {clip.number, after.number} & set(pinned):
            last = clip.lines[-1]
            if _stands_over(clips, at):
                held = last
                continue
            if last.role is Role.SIGNATURE and len(clip.lines) > 1 and _MARKED.match(last.line.text):
                held = replace(last, role=Role.BYLINE)
                clip = replace(clip, lines=clip.lines[:-1])
        result.append(clip)
    return result


def _stands_over(clips: Sequence[Clip], at: int) -> bool:
    """Is the clip a byline by itself, below a text or nothing, and above a headline without one?"""
    if at + 1 == len(clips) or [line.role for line in clips[at].lines] != [Role.BYLINE]:
        return False
    return (at == 0 or clips[at - 1].lines[-1].role in TEXT) and _lacks_byline(clips[at + 1])


def _lacks_byline(clip: Clip) -> bool:
    """A head with a headline and no byline, or text that begins with what may be one."""
    first = clip.lines[0]
    may_be = first.role is Role.HEADING and number_of(first.line.text) is None
    return (may_be or bool(clip.of(Role.TITLE))) and not clip.of(Role.BYLINE)


class _Gain(NamedTuple):
    """How much likelier the texts above are than those below: on the average, in how many of the cases that differ."""

    mean: float
    wins: int
    decided: int


def _gain(
    clips: Sequence[Clip], words: Sequence[set[str]], heads: Sequence[int], runs: Sequence[Sequence[int]], rare: Rarity
) -> _Gain:
    total, wins, decided = 0.0, 0, 0
    for number, head in enumerate(heads):
        own = head_words(clips[head])
        above, below = (
            covered(own, set().union(*(words[at] for at in run)), rare) for run in runs[number : number + 2]
        )
        total += above - below
        wins += above > below
        decided += above != below
    return _Gain(total / max(len(heads), 1), wins, decided)


def _heads_first(heads: Sequence[int], runs: Sequence[Sequence[int]], count: int, moved: int) -> list[int]:
    """The order in which each of the first heads stands before the text above it."""
    order: list[int] = []
    for number, head in enumerate(heads[:moved]):
        start = heads[number - 1] + 1 if number else 0
        own = set(runs[number])
        between = [at for at in range(start, head) if at not in own]
        order += [at for at in between if at < runs[number][0]] + [head, *runs[number]]
        order += [at for at in between if at > runs[number][0]]
    return order + list(range(heads[moved - 1] + 1, count))


def _is_head(clip: Clip) -> bool:
    return all(line.role in HEAD_ROLES for line in clip.lines) and any(line.role is Role.TITLE for line in clip.lines)


def _texts(clips: Sequence[Clip], start: int, end: int) -> list[int]:
    return [at for at in range(start, end) if not is_picture(clips[at]) and not _is_label(clips[at])]


def _is_label(clip: Clip) -> bool:
    return all(line.role in HEAD_ROLES for line in clip.lines)
