"""Whose is a paragraph that stands right above a picture: the story's, or the photo's own text? Facts of it are weighed; how
much each says was learned from pages with truth (`data/photo.yml`, `tools/train_photo.py`)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from clippings.models import PICTURE_ROLES, Clip, PageKind, Role
from clippings.odds import weighed
from clippings.text import DATED, PLACE, ends_sentence, pairs

_TEXT = frozenset({Role.PARAGRAPH, Role.OPENING})
_SCENE = re.compile(
    r"\d{1,2}月\d{1,2}日|近日|日前|昨[日天]|连日来|近期|近年来|今年|目前|时下|眼下|初[春夏秋冬]|入[春夏秋冬伏]|金秋|为|.{0,14}(?:省|市(?!民)|县|区|旗|镇|乡|村(?!民)|街道)"
)
_BARE = re.compile(r"[▲△↑▼◀▶←→■●]?(?:图为|圖為|图片|图中)")
_LITTLE = 0.05  # of a paragraph's pairs of letters


class Above(NamedTuple):
    """The last paragraph of a text above a picture: the text, the line of it with which the paragraph begins, the picture,
    and what comes after."""

    text: Clip
    start: int
    picture: Clip
    later: Clip | None


def paragraphs_above(clips: Sequence[Clip]) -> Iterator[Above]:
    """Each paragraph that has a picture below it and more of a text above it."""
    for clip, after, later in itertools.zip_longest(clips, clips[1:], clips[2:]):
        if after is None or after.lines[0].role not in PICTURE_ROLES:
            continue
        start = len(clip.lines) - 1
        while start > 0 and clip.lines[start].role is Role.CONTINUATION:
            start -= 1
        if start and clip.lines[start].role in _TEXT:
            yield Above(clip, start, after, later)


def with_own_text(
    clips: Sequence[Clip],
    kind: PageKind,
    usual: int,
    weights: Mapping[str, float],
    starts: Collection[int] = frozenset(),
) -> Iterator[Clip]:
    """The clips, where a photo's own text is parted from the story above it and joined to the photo, and set off; not where an
    editor lets a clip begin with the picture (`starts`)."""
    parted = {
        id(above.text): above.start
        for above in paragraphs_above(clips)
        if above.picture.number not in starts and weighed(facts_of(above, kind, usual), weights) > 0
    }
    for before, clip in zip((None, *clips), clips, strict=False):
        own = before.lines[parted[id(before)] :] if before is not None and id(before) in parted else ()
        if id(clip) in parted:
            yield Clip(clip.lines[: parted[id(clip)]], clip.border)
        elif own:
            yield Clip((*own, *clip.lines), border=True)
        else:
            yield clip


def facts_of(above: Above, kind: PageKind, usual: int) -> dict[str, float]:
    """What is seen of a paragraph above a picture. `usual` is how many blank lines part two lines as a rule."""
    lines, picture, later = above.text.lines, above.picture, above.later
    first, before = lines[above.start], lines[above.start - 1]
    text = "".join(item.line.text for item in lines[above.start :])
    rest = "".join(item.line.text for item in lines[: above.start])
    caption = _caption(picture)
    own, told, shown = pairs(text), pairs(rest), pairs(caption)
    shared = len(own & told) / max(1, len(own))
    beside = (shown - own) & told  # what the caption has from the story alone
    places, others = ({found[0] for found in PLACE.finditer(part)} for part in (text, rest))
    next_role = later.lines[0].role if later else None
    return {
        "constant": 1.0,
        "shared": shared,
        "shares little": float(shared < _LITTLE),
        "begins with a scene": float(_SCENE.match(text) is not None),
        "begins with a date": float(DATED.match(text) is not None),
        "length": min(300, len(text)) / 100,
        "whole": float(ends_sentence(lines[-1].line.text)),
        "quotes": float("“" in text or "「" in text),
        "new place": float(bool(places - others)),
        "place of the story": float(bool(places & others)),
        "no place": float(not places),
        "blank before": float(first.line.gap > usual),
        "after a whole sentence": float(ends_sentence(before.line.text)),
        "after an opening": float(before.role is Role.OPENING),
        "after a heading": float(before.role is Role.HEADING),
        "few lines before": float(above.start <= 2),
        "caption, length": min(80, len(caption)) / 40,
        "caption says what is seen": float(_BARE.match(caption) is not None),
        "caption dated": float(re.search(r"\d{1,2}月\d{1,2}日", caption) is not None),
        "caption of the paragraph": len(shown & own) / max(1, len(shown)),
        "caption of the story": len(beside) / max(1, len(shown)),
        "in caption, paragraph and story": len(shown & own & told) / max(1, len(shown)),
        "caption names the story's own": float(len(beside) >= 2 and len(beside) * 6 >= len(shown - own)),
        "credit": float(any(item.role is Role.CREDIT for item in picture.lines)),
        "blank before the picture": float(picture.lines[0].line.gap > usual),
        "text goes on": float(next_role is Role.CONTINUATION),
        "text follows": float(next_role in _TEXT),
        "headline follows": float(next_role in (Role.TITLE, Role.KICKER, Role.COLUMN)),
        "web": float(kind is PageKind.WEB),
    }


def _caption(picture: Clip) -> str:
    """A picture's caption without the credit behind its last sentence."""
    text = "".join(item.line.text for item in picture.lines if item.role is Role.CAPTION)
    sentences, mark, _ = text.rpartition("。")
    return sentences + mark or text
