"""What a page prints more than once, and what stands at its head: masthead, menu, list of headlines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from clippings.classify.look import DATELINES, HEAD_MARKS, Look
from clippings.classify.web import copies
from clippings.models import PageKind
from clippings.text import fold

_NOT_REPEATED = frozenset({"byline", "byline-open", "credit", "bracket-byline", "bracket-names"})
_TEXT_SIGNS = DATELINES | {"byline", "lead-label", "lead-inline"}
_WORD = 6  # characters; the words of a menu are no longer
_LIST = 60  # lines at the head of a page that may be its list of headlines
_TOLD = 8  # letters of a headline that are no chance
_NUMBERED = re.compile(r"^[\s\d.、·•●◇◆■□（()）]+")
_HEAD_LINES = 8  # so many lines at most are a page's masthead


def see_page_head(looks: Sequence[Look]) -> None:
    """Marks the lines of a page's masthead and menu."""
    _mark_masthead(looks)
    for look in _menu(looks):
        look.features.append("menu-run")


def see_repeats(looks: Sequence[Look], kind: PageKind) -> None:
    """Marks what is printed again, and the headlines of a list at the page's head that stand over their stories too."""
    counts = Counter(look.key for look in looks)
    listed = _listed(looks)
    for index in listed:
        looks[index].features.append("listed-above")
    least = 6 if kind is PageKind.WEB else 9
    twins = copies(looks) if kind is PageKind.WEB else frozenset()
    seen: set[str] = set()
    shapes: set[str] = set()
    shown = False  # has a line that may be the headline been seen?
    for index, look in enumerate(looks):
        key, add = look.key, look.features.append
        if (
            kind is PageKind.PRINT
            and 2 <= len(key) <= 6
            and counts[key] > 1
            and not look.signs
            and "unit-free" in look.features
        ):
            add("label-again")
        named = not look.names.isdisjoint(_NOT_REPEATED) or "known-names" in look.features
        again = (len(key) >= least and key in seen and not named) or index in twins
        add("repeated" if again else "new")
        if again and look.shape in shapes:
            add("printed-twice")
        shapes.add(look.shape)
        if (
            kind is PageKind.WEB
            and shown
            and look.form != "prose"
            and index + 1 < len(looks)
            and looks[index + 1].key == key
        ):
            add("twin-next")
        shown = shown or (look.is_shown and look.names <= HEAD_MARKS and len(key) >= 6)
        if len(key) >= 4 and index not in listed:
            seen.add(key)


def _listed(looks: Sequence[Look]) -> frozenset[int]:
    """Indexes of the headlines that a page lists before any text and prints again over their stories: two or more."""
    first = next((at for at, look in enumerate(looks) if look.is_prose and not look.is_signed()), len(looks))
    first = min(first, _LIST)
    below = {look.key for look in looks[first:] if look.is_shown}
    beginnings = {key[:_TOLD] for key in below}
    above = [(at, look) for at, look in enumerate(looks[:first]) if look.is_shown]
    last = {look.key: at for at, look in above}
    found = []
    for at, look in above:
        key = fold(_NUMBERED.sub("", look.shape))
        told = len(key) >= _TOLD and key[:_TOLD] in beginnings and any(other.startswith(key) for other in below)
        if len(key) >= 4 and (key in below or told or at < last[look.key]):
            found.append(at)
    return frozenset(found) if len(found) >= 2 else frozenset()


def _mark_masthead(looks: Sequence[Look]) -> None:
    """Marks short lines at the head of a page that stand above its date, its desk or other furniture."""
    last = -1
    for index, look in enumerate(looks[:_HEAD_LINES]):
        if look.is_prose or not look.names.isdisjoint(_TEXT_SIGNS):
            break
        if look.is_signed(3.0):
            last = index
    for look in looks[: max(last, 0)]:
        if not look.is_signed(3.0):
            look.features.append("in-masthead")


def _menu(looks: Sequence[Look]) -> Sequence[Look]:
    """The lines of a menu: four or more single words in a row before any text."""
    run: list[Look] = []
    found: list[Look] = []
    for look in looks:
        if look.is_prose and not look.is_signed():
            break
        if len(look.shape) <= _WORD and look.is_shown:
            run.append(look)
            continue
        found += run if len(run) >= 4 else []
        run = []
    return found + run if len(run) >= 4 else found
