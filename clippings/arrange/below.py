"""Headlines printed below their text, or away from it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from clippings.arrange.drafts import (
    SEARCHED,
    TEXT,
    WINDOW,
    Draft,
    Rarity,
    head_of,
    is_jump_from,
    is_picture,
    kinship,
    likeness,
)
from clippings.arrange.heads import has_other_writers
from clippings.models import HEAD_ROLES, PICTURE_ROLES, Clip, Role, RoleLine
from clippings.text import ends_sentence, pairs

# How news begins: with its day, or the office it comes from.
_BEGINS = re.compile(
    r"\d{1,2}月\d{1,2}日|近日|日前|昨[日天]|连日来|連日來|近期|今年以来|[\u4e00-\u9fff]{2,8}(?:市|县|区|局)(?:近日|日前)"
)


def body_before_head(drafts: Sequence[Draft], rare: Rarity) -> None:
    """Text between two heads, of which the lower has none of its own, goes to the head that speaks of the same things:
    a headline may be printed below its text."""
    for above, bare in itertools.pairwise(drafts):
        if _is_headline_below(above, bare):
            head = bare.clips[0]
            above.keep([*above.clips, head])
            above.sure = min(above.sure, 0.7)
            bare.keep(bare.clips[1:])
            continue
        if not bare.is_bare:
            if (_is_opening_above(above, bare) or _is_head_inside(above, bare)) and kinship(above, bare, rare) > 0.03:
                bare.keep(above.clips + bare.clips)
                bare.words |= above.words
                bare.sure = min(bare.sure, 0.7)
                above.keep([])
            continue
        if above.has_text and not above.has_title and not above.is_photo and not is_jump_from(above.clips[0]):
            bare.keep(bare.clips + above.clips)  # a brief with its dateline, and its headline below it
            bare.words |= above.words
            above.keep([])
            continue
        if above.has_title and bare.has(Role.BYLINE, Role.SUBTITLE) and (body := _body_above(bare, drafts, rare)):
            bare.keep(bare.clips + body.clips)
            bare.words |= body.words
            bare.sure = min(bare.sure, 0.6)
            body.keep([])
            continue
        if above.has_title and _take_tail(bare, above, rare):
            continue
        if not above.has_title or len(above.clips) != 2:
            continue
        head, text = above.clips
        if any(line.role in TEXT for line in head.lines) or text.lines[0].role is Role.OPENING or is_picture(text):
            continue
        words = pairs("".join(line.line.text for line in text.lines))
        if likeness(head_of(bare), words, rare) > likeness(head_of(above), words, rare) + 0.12:
            first = text.lines[0]
            if first.role is Role.HEADING:  # what stands over a text whose headline is below it is a label
                text = Clip(
                    (RoleLine(first.line, Role.COLUMN, "label-over-text", first.sure), *text.lines[1:]), text.border
                )
            above.keep([head])
            above.words = set(head_of(above).words)
            bare.add(text, words)
            bare.sure = min(bare.sure, 0.7)


def _is_headline_below(above: Draft, below: Draft) -> bool:
    """Stands a headline closer to the text without one above it than to the text below it?"""
    if (
        not above.clips
        or above.has_title
        or not above.has(Role.OPENING)
        or above.is_photo
        or is_jump_from(above.clips[0])
    ):
        return False
    if len(below.clips) < 2 or not all(line.role in HEAD_ROLES for line in below.clips[0].lines):
        return False
    first = below.clips[1].lines[0]
    return below.has_title and first.role is Role.OPENING and below.clips[0].lines[0].line.gap < first.line.gap


def _take_tail(bare: Draft, above: Draft, rare: Rarity) -> bool:
    """Gives a headline without text the end of the text above it, where that speaks of the same things as the headline
    and not of those above: the next story's text was printed over its headline."""
    clip = above.clips[-1]
    if any(line.role not in TEXT for line in clip.lines):
        return False
    head = head_of(bare)
    # a text that ends with its writer below a story that begins with its own
    signed = clip.lines[-1].role is Role.SIGNATURE and above.has(Role.BYLINE)
    best, cut_at = 0.1 if signed else 0.2, 0
    for at in range(1, min(len(clip.lines), SEARCHED)):
        first = clip.lines[at]
        if first.role is not Role.PARAGRAPH or not ends_sentence(clip.lines[at - 1].line.text):
            continue
        tail = pairs("".join(line.line.text for line in clip.lines[at:]))
        front = pairs("".join(line.line.text for line in clip.lines[:at])) | head_of(above).words
        kin = rare.weigh(tail & front) / (rare.weigh(tail) or 1.0)
        score = likeness(head, tail, rare) - likeness(head, front, rare) - 2 * kin
        score += 0.12 if bare.has(Role.BYLINE) and _BEGINS.match(first.line.text) else 0.0
        if score > best:
            best, cut_at = score, at
    if cut_at:
        above.keep([*above.clips[:-1], Clip(clip.lines[:cut_at], clip.border)])
        tail_clip = Clip(clip.lines[cut_at:])
        bare.add(tail_clip, pairs("".join(line.line.text for line in tail_clip.lines)))
        above.sure, bare.sure = min(above.sure, 0.6), min(bare.sure, 0.6)
    return cut_at > 0


def _body_above(bare: Draft, drafts: Sequence[Draft], rare: Rarity) -> Draft | None:
    """Text without a headline, printed above other stories, that speaks of the same things as a headline below them."""
    at = next(i for i, draft in enumerate(drafts) if draft is bare)
    loose = [
        d
        for d in drafts[max(0, at - WINDOW) : at]
        if d.has_text and not d.has_title and not d.has(Role.OPENING, Role.JUMP, Role.COLUMN, *PICTURE_ROLES)
    ]
    head = head_of(bare)
    best = max(loose, key=lambda d: likeness(head, d.words, rare), default=None)
    return best if best is not None and likeness(head, best.words, rare) > 0.1 else None


def adopt(drafts: list[Draft], rare: Rarity) -> None:
    """A head with a byline or subtitle takes a story near it whose headline, without a byline, dateline or kicker, is
    more likely a section heading of the same story: below it when it has no text, right above it when it has."""
    at = -1
    while (at := at + 1) < len(drafts):
        bare = drafts[at]
        if not bare.has_title or not bare.has(Role.BYLINE, Role.SUBTITLE) or bare.has(Role.OPENING):
            continue
        if bare.has_text and _is_compact(
            bare, drafts[max(0, at - WINDOW) : at + 2 * WINDOW]
        ):  # sections printed right above or below
            near = [d for d in drafts[max(0, at - 1) : at + 2] if d is not bare and _is_plain(d)]
        else:
            near = [d for d in drafts[max(0, at - 2) : at + WINDOW] if d is not bare and _is_plain(d)]
        scored = [(kinship(bare, d, rare), -i, d) for i, d in enumerate(near)]
        best = max(scored, default=None, key=lambda item: item[:2])
        if best is None:
            continue
        others = drafts[max(0, at - WINDOW) : at + WINDOW]
        rival = max(
            (kinship(best[2], d, rare) for d in others if d not in (bare, best[2]) and not d.is_photo), default=0.0
        )
        if best[0] < max(0.06 if bare.has_text else 0.04, 1.25 * rival):
            continue
        section = [line for clip in best[2].clips if not is_picture(clip) for line in clip.lines]
        lines = tuple(
            RoleLine(x.line, Role.HEADING, "section-of-another-head", x.sure)
            if x.role in (Role.TITLE, Role.TITLE_MORE)
            else x
            for x in section
        )
        bare.add(Clip(lines, border=True), set(best[2].words))
        for clip in best[2].clips:
            if is_picture(clip):
                bare.add(clip, set())
        bare.sure = min(bare.sure, 0.6)
        drafts.remove(best[2])
        at = drafts.index(bare)


def _is_opening_above(above: Draft, below: Draft) -> bool:
    """Is the one text without a headline, and the other a headline whose text begins with a section heading?"""
    if not above.clips or above.has_title or above.has(Role.OPENING, Role.JUMP, Role.COLUMN, *PICTURE_ROLES):
        return False
    first = next((line for clip in below.clips for line in clip.lines if line.role in TEXT), None)
    return below.has_title and above.has_text and first is not None and first.role is Role.HEADING


def _is_head_inside(above: Draft, below: Draft) -> bool:
    """Does a text with a dateline have no headline, and the headline below it a text without a dateline, and no other
    writers? It stands in the middle of its text."""
    if (
        not above.clips
        or above.has_title
        or not above.has(Role.OPENING)
        or above.has(Role.JUMP, Role.COLUMN, *PICTURE_ROLES)
    ):
        return False
    if not below.has_title or below.has(Role.OPENING, Role.COLUMN) or above.is_ended:
        return False
    opening = next(clip for clip in above.clips if any(line.role is Role.OPENING for line in clip.lines))
    return not has_other_writers(below, opening)


def _is_compact(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Does its text stand right below its head, with no other story between?"""
    first, last = draft.clips[0].number, max(clip.number for clip in draft.clips)
    return not any(d.clips and first < d.clips[0].number < last for d in drafts if d is not draft)


def _is_plain(draft: Draft) -> bool:
    """A headline and text without byline, dateline, kicker, subtitle or column: it may be a section of another story."""
    paragraphs = sum(1 for clip in draft.clips for line in clip.lines if line.role is Role.PARAGRAPH)
    dressed = draft.has(
        Role.BYLINE, Role.OPENING, Role.KICKER, Role.SUBTITLE, Role.COLUMN, Role.SIGNATURE, Role.SIGNOFF
    )
    items = sum(1 for clip in draft.clips for line in clip.lines if line.role is Role.ITEM)
    if items >= 3 and items > paragraphs:  # a table of its own
        return False
    return draft.has_title and not dressed and paragraphs >= (2 if draft.has(*PICTURE_ROLES) else 1)
