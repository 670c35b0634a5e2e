"""The habit of a page: some print every headline below its text."""

from __future__ import annotations

from collections.abc import Sequence

from clippings.arrange.drafts import Rarity, is_jump_from, is_picture
from clippings.models import HEAD_ROLES, Clip, Role
from clippings.text import pairs

_FEWEST = 2  # headlines; one alone shows no habit
_AHEAD = 0.08  # by so much, a headline on the average, the texts above must be likelier


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
    lead = wins = 0
    gain = 0.0
    for number, head in enumerate(heads):
        above, below = (_likeness(clips[head], words, run, rare) for run in runs[number : number + 2])
        gain += above - below
        wins += above > below
        lead += above != below
    if gain < _AHEAD * len(heads) or wins * 3 < lead * 2 or not all(runs[: len(heads)]):
        return printed
    order: list[int] = []
    for number, head in enumerate(heads):
        start = heads[number - 1] + 1 if number else 0
        between = [at for at in range(start, head) if at not in runs[number]]
        order += [at for at in between if at < runs[number][0]] + [head, *runs[number]]
        order += [at for at in between if at > runs[number][0]]
    return order + list(range(heads[-1] + 1, len(clips)))


def _is_head(clip: Clip) -> bool:
    return all(line.role in HEAD_ROLES for line in clip.lines) and any(line.role is Role.TITLE for line in clip.lines)


def _texts(clips: Sequence[Clip], start: int, end: int) -> list[int]:
    return [at for at in range(start, end) if not is_picture(clips[at]) and not _is_label(clips[at])]


def _is_label(clip: Clip) -> bool:
    return all(line.role in HEAD_ROLES for line in clip.lines)


def _likeness(head: Clip, words: Sequence[set[str]], run: Sequence[int], rare: Rarity) -> float:
    """What part of a headline's telling pairs comes up in a run of text, from 0 to 1."""
    own = pairs("".join(line.line.text for line in head.lines if line.role is not Role.BYLINE))
    total = rare.weigh(own)
    text = set().union(*(words[at] for at in run)) if run else set()
    return rare.weigh(own & text) / total if total else 0.0
