"""Reading order: head, lead, an opening that was printed after its sections, the sections, the rest."""

from __future__ import annotations

import itertools
import re

from clippings.arrange.drafts import LEADS, TEXT, Draft, is_picture
from clippings.models import HEAD_ROLES, Clip, Role, RoleLine
from clippings.text import ends_sentence

# How a feature sets its scene: 初夏的元阳，水满田畴 / 清明时节 / 10月的叶尔羌河畔 / 走进麦盖提县
_SCENE = re.compile(
    r"^(?:.{0,6}(?:清晨|傍晚|黄昏|凌晨|夜幕|晨雾|上午|下午|中午|午后|时节|時節|季节|季節|[春夏秋冬](?:日|天|季)?(?:的|里|，)|月的|时分|時分|雨后|雪后)|走进|走進|步入|驱车|站在|沿着|漫步|踏入|行走在)"
)
_NEAR_END = 4  # paragraphs; an opening printed last is no longer than this


def in_order(draft: Draft) -> list[Clip]:
    """Reading order: the head, the lead, an opening that was printed after its sections, the sections, the rest."""
    clips = sorted(draft.clips, key=lambda c: c.number)
    heads = [
        c
        for c in clips
        if c.lines[0].role in HEAD_ROLES and not any(line.role in TEXT or line.role in LEADS for line in c.lines)
    ]
    taken = {id(c) for c in heads}
    leads = [c for c in clips if id(c) not in taken and all(line.role in LEADS for line in c.lines)]
    taken.update(id(c) for c in leads)
    rest = [c for c in clips if id(c) not in taken]
    texts = [c for c in rest if not is_picture(c)]
    if texts and texts[0].lines[0].role is Role.HEADING:
        opening = next((c for before, c in itertools.pairwise(texts) if _is_opening_run(c) and _is_whole(before)), None)
        if opening is not None:
            rest.remove(opening)
            rest.insert(0, opening)
        elif (last := texts[-1]) and (at := _opening_inside(last)):
            rest[rest.index(last)] = Clip(last.lines[:at], last.border)
            rest.insert(0, Clip(last.lines[at:]))
    return [*heads, *leads, *rest]


def _opening_inside(clip: Clip) -> int:
    """Where in the last section, of a story that begins with a heading, an opening was printed after it; 0: nowhere."""
    last = max(at for at, line in enumerate(clip.lines) if at == 0 or line.role is Role.HEADING)
    starts = [at for at in range(last + 2, len(clip.lines)) if clip.lines[at].role is Role.PARAGRAPH]
    for at in starts[-_NEAR_END:]:
        if _SCENE.match(clip.lines[at].line.text) and ends_sentence(clip.lines[at - 1].line.text):
            return at
    sizes = [len(list(run)) for is_text, run in itertools.groupby(clip.lines, _is_paragraph) if is_text]
    if len(sizes) >= 3 and sizes[-1] >= 2 * max(
        sizes[:-1]
    ):  # the last section is as long as two: the rest is no section
        at = last + 1 + max(sizes[:-1])
        return at if at in starts else 0
    return 0


def _is_paragraph(line: RoleLine) -> bool:
    return line.role is not Role.HEADING


def _is_whole(clip: Clip) -> bool:
    """Does its text end with a sentence, so that what is printed next does not go on with it?"""
    last = clip.lines[-1]
    if last.role is Role.HEADING:  # what is printed next is its section
        return False
    return last.role not in (Role.PARAGRAPH, Role.CONTINUATION) or ends_sentence(last.line.text)


def _is_opening_run(clip: Clip) -> bool:
    first = next(line for line in clip.lines if line.role is not Role.COLUMN)
    return first.role is Role.PARAGRAPH
