"""Loose clips: each goes to the story that it most likely belongs to, or is one of its own.

The stories near it, and that it stands alone, are options; facts of each are weighed, apart for captions, photos with a text of
their own, and text.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from clippings.arrange.drafts import LEADS, TEXT, WINDOW, Draft, Rarity, is_picture, paragraph_at
from clippings.arrange.weighing import Option, Weighing
from clippings.models import PICTURE_ROLES, Clip, PageKind, Role
from clippings.odds import share
from clippings.text import DATED, PLACE

_SCENES = ("图为", "图片为", "圖為", "▲", "△", "▼", "图①", "圖①", "上图", "下图", "左图", "右图")
_SAMPLE = 1500  # characters of a clip that are looked at
_SOME, _MUCH = 0.05, 0.15  # of a clip's telling pairs
_OPENING = 3  # paragraphs before the first section
_SHORT, _LONG = 22, 44  # characters of a caption


class Page(NamedTuple):
    """What the options of a loose clip are found in: the stories so far, the first line of each, in order; how telling pairs are,
    the kind of page that it is set as, and how many stories have a headline."""

    drafts: list[Draft]
    starts_at: list[int]
    rare: Rarity
    kind: PageKind
    titled: int


def place(clip: Clip, words: set[str], page: Page, weighing: Weighing, *, adjacent: bool) -> None:
    """Gives a loose clip to the story that it most likely belongs to, or makes it one of its own. `adjacent` says that the next
    head is the next thing printed."""
    owner, sure = _told(clip, page, adjacent=adjacent), 1.0
    if owner is None:
        options = list(_options(clip, words, page, weighing, adjacent=adjacent))
        scores = weighing.scores(clip, options)
        best, *others = sorted(scores, reverse=True)
        sure = share(best - others[0]) if others else 1.0
        owner = options[scores.index(best)].way
    if owner is None:
        owner = Draft()
        position = bisect.bisect(page.starts_at, clip.number)
        page.drafts.insert(position, owner)
        page.starts_at.insert(position, clip.number)
    owner.sure = min(owner.sure, sure)
    owner.add(clip, words)


def _told(clip: Clip, page: Page, *, adjacent: bool) -> Draft | None:
    """The story of a clip that needs no weighing: an editor's note stands right above the story it speaks of (编者按) or below it
    (编后), and text on a web page with one headline is below that."""
    position = bisect.bisect(page.starts_at, clip.number)
    if clip.lines[0].is_foreword and adjacent:
        if position and _is_labelled_above(page.drafts[position - 1], clip.number):
            return page.drafts[position - 1]
        if position < len(page.drafts):
            return page.drafts[position]
    if clip.lines[0].is_afterword:
        before = page.drafts[max(0, position - WINDOW) : position]
        return max(before, key=lambda draft: _last_before(draft, clip.number), default=None)
    if page.kind is PageKind.WEB and page.titled == 1 and not is_picture(clip):
        near = page.drafts[max(0, position - 8 * WINDOW) : position + WINDOW]
        return next((draft for draft in near if draft.has_title), None)
    return None


def _is_labelled_above(draft: Draft, number: int) -> bool:
    """Does only a story's label stand above a line?"""
    above = [clip for clip in draft.clips if clip.number < number]
    return len(above) < len(draft.clips) and all(line.role is Role.COLUMN for clip in above for line in clip.lines)


def _options(
    clip: Clip, words: set[str], page: Page, weighing: Weighing, *, adjacent: bool
) -> Iterator[Option[Draft | None]]:
    """The stories that a loose clip may belong to, and None: it is one of its own."""
    drafts, position = page.drafts, bisect.bisect(page.starts_at, clip.number)
    near = range(max(0, position - WINDOW), position)
    bare = [at for at in range(max(0, position - 8 * WINDOW), near.start) if drafts[at].is_bare]
    after = range(position, min(len(drafts), position + WINDOW))
    if any(drafts[at].has_title for at in near) or clip.lines[0].role not in (Role.PARAGRAPH, Role.HEADING):
        after = after[:1]
    later = [at for at in after if at == position or (drafts[at].has_title and not drafts[at].has(Role.OPENING))]
    previous = max(near, key=lambda at: _last_before(drafts[at], clip.number), default=None)
    text = "".join(line.line.text for line in clip.lines if line.role is not Role.CREDIT)[:_SAMPLE]
    begins = weighing.opens(paragraph_at(clip.lines, 0)) if clip.lines[0].role is Role.PARAGRAPH else 0.0
    seen = _Seen(clip, text, words, set(PLACE.findall(text)), page.rare.weigh(words), page, begins)
    sort, most, nearest = seen.sort, 0.0, -1.0
    candidates = [at for at in (*bare[-WINDOW:], *near, *later) if not drafts[at].roles <= {Role.COLUMN}]
    about = weighing.nearness(clip.lines, [drafts[at] for at in candidates])
    for at, nearness in zip(candidates, about, strict=True):
        draft = drafts[at]
        facts = seen.of_words(draft)
        facts["about"] = nearness
        most, nearest = max(most, facts["shared"]), max(nearest, nearness)
        steps = abs(position - 1 - at) if at < position else at - position
        facts |= seen.of_draft(draft) | seen.of_position(draft, at == previous, at - position, steps)
        facts |= seen.of_next(draft, adjacent=adjacent, first=previous is None) if at == position else {}
        yield Option(draft, sort, facts)
    yield Option(None, f"{sort} alone", seen.of_itself(most, nearest, first=previous is None))


def _last_before(draft: Draft, number: int) -> int:
    return next((clip.number for clip in reversed(draft.clips) if clip.number < number), 0)


def _is_beginning(draft: Draft) -> bool:
    """Has it a headline, and no more than a few paragraphs without a dateline or section heading?"""
    if not draft.has_title or draft.has(Role.OPENING, Role.HEADING, Role.SIGNATURE, Role.SIGNOFF):
        return False
    paragraphs = sum(1 for clip in draft.clips for line in clip.lines if line.role is Role.PARAGRAPH)
    return 1 <= paragraphs <= _OPENING


def _lacks_beginning(draft: Draft) -> bool:
    """Does its text begin with a section heading?"""
    first = next((line.role for clip in draft.clips for line in clip.lines if line.role in TEXT), None)
    return first is Role.HEADING


class _Seen(NamedTuple):
    """A loose clip: its text, the pairs of it and what they weigh, the places that it names, the page it stands on, and how much
    its first paragraph reads like the beginning of a story."""

    clip: Clip
    text: str
    words: set[str]
    places: set[str]
    total: float
    page: Page
    begins: float

    @property
    def sort(self) -> str:
        """Whether it is a caption, a photo with a text of its own, or text."""
        own = any(line.role in (Role.PARAGRAPH, Role.OPENING) for line in self.clip.lines)
        return ("photo" if own else "caption") if is_picture(self.clip) else "text"

    def of_words(self, draft: Draft) -> dict[str, float]:
        """What it shares with a story."""
        rare = self.page.rare
        weight, telling = rare.count(self.words & draft.words)
        shared = weight / self.total if self.total else 0.0
        head = rare.weigh(draft.words) if draft.has_title and not draft.has_text else 0.0
        known = sum(1 for place in self.places if place in draft.words)
        return {
            "shared": min(0.5, shared),
            "shares some": shared > _SOME,
            "shares much": shared > _MUCH,
            "telling pairs": min(15, telling) / 15,
            "of a headline": min(0.6, weight / head) if head else 0.0,
            "places of the story": min(3, known),
            "other places": min(3, len(self.places) - known),
        }

    def of_draft(self, draft: Draft) -> dict[str, float]:
        """What a story is, and whether it lacks what the clip is."""
        first, has, is_open, is_bare = self.clip.lines[0].role, draft.roles, draft.is_open, draft.is_bare
        heading, rest, lead = first is Role.HEADING, first is Role.CONTINUATION, self._has(LEADS)
        opening, byline, headings = Role.OPENING in has, Role.BYLINE in has, Role.HEADING in has
        paragraphs = (line for clip in draft.clips for line in clip.lines if line.role is Role.PARAGRAPH)
        return {
            "bare": is_bare,
            "open": is_open,
            "open, a paragraph": is_open and first is Role.PARAGRAPH,
            "open, the rest of one": is_open and rest,
            "whole, the rest of one": rest and not is_open,
            "ended": draft.is_ended,
            "a photo": draft.is_photo,
            "no headline": Role.TITLE not in has,
            "text": draft.has_text,
            "a box": draft.is_box,
            "byline": byline,
            "opening": opening,
            "brief": opening and len([*itertools.islice(paragraphs, 2)]) < 2,
            "pictured": draft.has(*PICTURE_ROLES),
            "heading, to headings": heading and headings,
            "heading, to an opening": heading and opening,
            "heading, to a byline": heading and byline,
            "heading, to a beginning alone": heading and _is_beginning(draft),
            "lead, to a lead": lead and draft.has(*LEADS),
            "lead, to a bare headline": lead and is_bare,
            "begins": self.begins,
            "begins, bare": self.begins if is_bare else 0.0,
            "begins, sections alone": self.begins if _lacks_beginning(draft) else 0.0,
            "sections alone": first is Role.PARAGRAPH and _lacks_beginning(draft),
        }

    def of_position(self, draft: Draft, previous: bool, side: int, steps: int) -> dict[str, float]:
        """Where a story stands: right before the clip, or so many stories off, above (`side` below 0) or below."""
        facts: dict[str, float] = {
            "far": min(4, steps) / 2,
            "later": side > 0,
            "later, a box": side > 0 and draft.is_box,
        }
        if previous:
            first, border = self.clip.lines[0], self.clip.border
            facts |= {
                "previous": True,
                "previous, bare": draft.is_bare,
                "previous, bare, not apart": draft.is_bare and not border,
                "previous, apart": border,
                "previous, apart, whole": border and not draft.is_open,
                "previous, web": self.page.kind is PageKind.WEB,
                "previous, of several": self.page.titled >= 3,
                "previous, to a heading": first.role is Role.HEADING,
                "previous, with headings": draft.has(Role.HEADING),
                "previous, ended": draft.is_ended,
                "previous, no headline": not draft.has_title,
                "previous, says what is seen": self.text.startswith(_SCENES),
            }
        return facts

    def of_next(self, draft: Draft, *, adjacent: bool, first: bool) -> dict[str, float]:
        """The story below it."""
        return {
            "next": True,
            "next, right below": adjacent,
            "next, bare": draft.is_bare,
            "next, a box": draft.is_box,
            "next, bare, right below": draft.is_bare and adjacent,
            "next, opening": draft.has(Role.OPENING),
            "next, none before": first,
            "next, lead": adjacent and self._has(LEADS),
        }

    def of_itself(self, most: float, nearest: float, *, first: bool) -> dict[str, float]:
        """What speaks for a story of its own. `most` is what it shares with the story that it shares most with, `nearest` how near
        it is to the one that it is nearest to."""
        lines, role = self.clip.lines, self.clip.lines[0].role
        web = self.page.kind is PageKind.WEB
        return {
            "constant": True,
            "apart": self.clip.border,
            "web": web,
            "web, of one headline": web and self.page.titled == 1,
            "headlines": min(6, self.page.titled) / 3,
            "length": min(200, len(self.text)) / 100,
            "short": len(self.text) < _SHORT,
            "long": len(self.text) >= _LONG,
            "lines": min(8, len(lines)) / 4,
            "says what is seen": self.text.startswith(_SCENES),
            "begins with a date": DATED.match(self.text) is not None,
            "places": min(3, len(self.places)),
            "shared at most": min(0.5, most),
            "about at most": nearest,
            "none before": first,
            "label": role is Role.COLUMN,
            "heading": role is Role.HEADING,
            "the rest of a paragraph": role is Role.CONTINUATION,
            "item": role is Role.ITEM,
            "jump": role is Role.JUMP,
            "lead": self._has(LEADS),
            "signed": self._has((Role.SIGNATURE, Role.SIGNOFF)),
            "begins": self.begins,
            "credit alone": all(line.role is Role.CREDIT for line in lines),
        }

    def _has(self, roles: Iterable[Role]) -> bool:
        return any(line.role in roles for line in self.clip.lines)
