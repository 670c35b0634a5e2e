"""Loose clips: each goes to the story that it most likely belongs to, or is one of its own."""

from __future__ import annotations

import bisect
import math
import re

from clippings.arrange.drafts import LEADS, WINDOW, Draft, Rarity, is_picture
from clippings.models import Clip, PageKind, Role
from clippings.odds import share

_SCENES = ("图为", "图片为", "圖為", "▲", "△", "▼", "图①", "圖①", "上图", "下图", "左图", "右图")
_PLACE = re.compile(r"([\u4e00-\u9fff]{2})(?:省|市|县|縣|区|區|旗|镇|鎮|乡|鄉|村|里|街道|社区|社區)")


def place(
    clip: Clip, words: set[str], drafts: list[Draft], starts_at: list[int], rare: Rarity, kind: PageKind,
    titled: int, *, adjacent: bool,
) -> None:  # fmt: skip
    """Gives a loose clip to the story that it most likely belongs to, or makes it one of its own. `starts_at` holds
    each draft's first line, in order; `adjacent` says that the next head is the next thing printed."""
    position = bisect.bisect(starts_at, clip.number)
    near = drafts[max(0, position - WINDOW) : position]
    bare = [d for d in drafts[max(0, position - 8 * WINDOW) : position] if d.is_bare][-WINDOW:]
    below = drafts[position] if position < len(drafts) else None
    later: list[Draft] = []
    if not any(d.has_title for d in near) and clip.lines[0].role in (Role.PARAGRAPH, Role.HEADING):
        # the first part of a story, printed before all headlines
        later = [d for d in drafts[position : position + WINDOW] if d.has_title and not d.has(Role.OPENING)]
    candidates = list(dict.fromkeys([*near, *bare, *([below] if below else []), *later]))
    previous = max(
        near, key=lambda d: next((c.number for c in reversed(d.clips) if c.number < clip.number), 0), default=None
    )
    if is_picture(clip) and kind is PageKind.PRINT and previous is not None and not _only_credit(clip):
        scored = [(_shows(clip, words, d, rare) + (0.3 if d is previous else 0.0), d) for d in candidates]
        alone = 0.0
    else:
        scored = [(_fit(d, clip, words, rare, kind, previous, below, adjacent), d) for d in candidates]
        alone = _alone(clip, kind, titled, previous)
    best, owner = max(scored, key=lambda pair: pair[0], default=(-math.inf, None))
    margin = sorted([alone, *(score for score, _ in scored)], reverse=True)
    sure = share(margin[0] - margin[1]) if len(margin) > 1 else 1.0
    if owner is None or alone > best:
        owner = Draft()
        drafts.insert(position, owner)
        starts_at.insert(position, clip.number)
    owner.sure = min(owner.sure, sure)
    owner.add(clip, words)


def _fit(
    draft: Draft, clip: Clip, words: set[str], rare: Rarity, kind: PageKind,
    previous: Draft | None, below: Draft | None, adjacent: bool,
) -> float:  # fmt: skip
    """How well a loose clip fits a story, in rough log-odds."""
    picture = is_picture(clip)
    shared = 0.0 if picture and not draft.has_text else _shared(words, draft, rare)
    has_own_text = any(line.role in (Role.PARAGRAPH, Role.OPENING) for line in clip.lines)
    lead = any(line.role in LEADS for line in clip.lines)
    score = (4 if picture and has_own_text else 10) * min(shared, 0.4)
    if all(line.role is Role.COLUMN for c in draft.clips for line in c.lines):
        return -9.0
    if draft is previous and clip.lines[0].is_afterword:
        return 9.0
    if draft is previous:
        score += 1.0 if clip.border and not draft.is_open else 2.5
    if draft is below:
        if picture:
            score += 0.7
        elif draft.is_bare:
            score += 2.2 if adjacent else 0.3
        elif adjacent and clip.lines[0].is_foreword:
            score += 1.5  # 编者按 above the headline of its story
        elif lead:
            score += 3.0 if adjacent else 0.5  # a summary box right above its headline
        elif adjacent and not draft.has(Role.OPENING):
            score += 0.2 if previous is None else -0.7  # a headline in the middle of its text
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


def _only_credit(clip: Clip) -> bool:
    return all(line.role is Role.CREDIT for line in clip.lines)


def _shows(clip: Clip, words: set[str], draft: Draft, rare: Rarity) -> float:
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


def _alone(clip: Clip, kind: PageKind, titled: int, previous: Draft | None) -> float:
    """How likely it is that a loose clip is a story of its own."""
    if is_picture(clip):
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
    if any(line.role in LEADS for line in clip.lines):
        return -2.0
    if previous is None:
        return 0.5
    if kind is PageKind.WEB and titled == 1:
        return -1.0
    return 1.0 if clip.border else 0.3


def _shared(words: set[str], draft: Draft, rare: Rarity) -> float:
    """What part of the telling pairs of the clip stands in the story too, from 0 to 1."""
    total = rare.weigh(words)
    if not total:
        return 0.0
    shared = rare.weigh(words & draft.words)
    if draft.has_text:
        return shared / total
    head = rare.weigh(draft.words)  # of a bare head: what part of it comes up in the clip
    return shared / head if head else 0.0
