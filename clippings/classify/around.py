"""What stands around a line: gaps, what came before and comes after, repetition, names met elsewhere on the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from clippings.classify.about import see_about
from clippings.classify.briefs import see_briefs
from clippings.classify.counted import see_counted
from clippings.classify.credits import see_credits
from clippings.classify.look import DATELINES, HEAD_MARKS, Look
from clippings.classify.measure import see_setting
from clippings.classify.repeats import see_page_head, see_repeats
from clippings.classify.runs import see_cohesion, see_naked, see_nameless, see_pairs, see_rows, see_two_lines, see_verse
from clippings.classify.told import see_told
from clippings.classify.web import DATE_LINES
from clippings.classify.webparts import see_parts
from clippings.models import PageKind
from clippings.people import parse_people
from clippings.subjects import PageSubjects
from clippings.tables import Tables
from clippings.text import CREDITED, SIGNED

_NAMES_ONLY = re.compile(r"^[\u3400-\u9fff·•]{1,8}([ 、][\u3400-\u9fff·•]{1,8}){0,5}$")
_AFTER_CREDIT = re.compile(r"[）〕】)](?=.{4,}$)")
_PICTURED = frozenset({"caption-end", "caption-open", "caption-credit-title"})
_DIGIT = re.compile(r"\d")
_NAMED_LINE = frozenset({"likely-names", "padded-name"})
_PAIRS = (("（", "）"), ("【", "】"), ("〔", "〕"), ("《", "》"))
_ASIDE = 40  # characters of what stands in brackets, at most


def see_around(looks: Sequence[Look], kind: PageKind, tables: Tables, page: PageSubjects) -> None:
    """Adds to each line's features those that need the lines around it. `page` is what its lines are about."""
    for look in looks:
        if any(sign.page not in (None, kind) for sign in look.signs):
            look.drop_signs([sign for sign in look.signs if sign.page in (None, kind)])
    see_setting(looks)
    _see_gaps(looks)
    _see_order(looks, kind)
    _see_names(looks, tables)
    see_repeats(looks, kind)
    _see_next(looks, kind)
    see_briefs(looks)
    see_credits(looks)
    see_page_head(looks)
    if kind is PageKind.WEB:
        see_parts(looks)
        see_told(looks)
    see_two_lines(looks)
    see_rows(looks)
    see_pairs(looks)
    see_counted(looks)
    see_verse(looks)
    see_naked(looks, kind)
    see_cohesion(looks)
    see_about(looks, page)
    see_nameless(looks)
    _see_neighbours(looks)
    for look in looks:
        look.features.append(kind.value)
        look.features += sorted(look.names)
        if not look.is_signed():
            look.features.append("unsigned-text" if look.is_prose else "unsigned")
            if "web-top" in look.features:
                look.features.append("unsigned-top")


def usual_gap(looks: Sequence[Look]) -> int:
    """How many blank lines stand between two lines as a rule."""
    gaps = Counter(look.line.gap for look in looks[1:])
    return gaps.most_common(1)[0][0] if gaps else 0


def _see_gaps(looks: Sequence[Look]) -> None:
    usual = usual_gap(looks)
    for index, look in enumerate(looks):
        gap = look.line.gap
        if index and gap >= usual + 2:
            look.features.append("gap-wide")
        elif index and usual and gap == usual + 1:
            look.features.append("gap-more")
        elif gap < usual:
            look.features.append("gap-tight")
        level = look.line.level
        if index and level and level == looks[index - 1].line.level and not gap > usual + 1:
            look.features.append("same-level")


def _see_order(looks: Sequence[Look], kind: PageKind) -> None:
    """Marks what follows text that breaks off, a dateline, a byline or a signature."""
    usual = usual_gap(looks)
    numbered = sum(1 for look in looks if "numbered-heading" in look.names) >= 2
    opened = False  # does the last text line lack its final mark?
    mode = ""
    for index, look in enumerate(looks):
        add = look.features.append
        if index and "desk-label" in looks[index - 1].names and not _NAMED_LINE.isdisjoint(look.features):
            add("after-desk-label")
        if index and SIGNED.search(looks[index - 1].shape):
            add("after-signature")
        clause = look.form == "display" and look.shape[-1] in "，、；"
        if index and _closes(looks[index - 1].shape, look.shape):
            add("closes-bracket")
        if opened:
            add("after-open" if look.form != "display" else "after-open-clause" if clause else "after-open-short")
        if mode and look.is_shown:
            add(mode)
        if numbered and "numbered-heading" in look.names:
            add("sections")
        after = looks[index + 1] if index + 1 < len(looks) else None
        if not opened and look.form == "prose" and len(look.shape) <= 150 and after and "credit" in after.names:
            add("next-credit")
        if not look.names.isdisjoint(DATELINES):
            mode = "after-opening"
        elif "byline" in look.names and look.form == "display":
            mode = "after-byline"
        if look.is_prose:
            opened = look.form == "open-prose" and look.shape[-1] not in "：—" and look.names.isdisjoint(_PICTURED)
        elif "cut-off" in look.features or _is_opening_cut(look):
            opened = True
        elif (look.form != "display" or look.line.gap > usual + 1 or opened) and not (opened and clause):
            opened = False
    if looks:
        looks[-1].features.append("last")


def _closes(before: str, text: str) -> bool:
    """Does the line close a bracket or a title's marks that the line before it left open?"""
    for opener, closer in _PAIRS:
        if before.rfind(opener) > before.rfind(closer) and len(before) - before.rfind(opener) <= _ASIDE:
            at = text.find(closer)
            return 0 <= at <= _ASIDE and opener not in text[:at]
    return False


def _is_opening_cut(look: Look) -> bool:
    """The first line of a text that is set in narrow columns: 本报讯（记者 张三）连日来，全县各乡镇"""
    if look.form != "display" or look.names.isdisjoint(DATELINES):
        return False
    return look.shape.count("（") > look.shape.count("）") or _AFTER_CREDIT.search(look.shape) is not None


def _see_names(looks: Sequence[Look], tables: Tables) -> None:
    """Marks a line that is nothing but names which stand in a byline or dateline of the page."""
    known: set[str] = set()
    for look in looks:
        text = ""
        if look.names & {"byline", "bracket-byline"} and "bad-names" not in look.features:
            text = look.shape
        elif look.names & DATELINES or "dateline-credit" in look.names:
            credit = CREDITED.search(look.shape[:80])
            text = credit[1] if credit else ""
        if text:
            known.update(person.name for person in parse_people(text, tables.names))
    if not known:
        return
    for look in looks:
        if look.form == "display" and not look.names & {"byline", "credit"} and _NAMES_ONLY.match(look.shape):
            people = parse_people(look.shape, tables.names)
            if people and all(person.name in known for person in people):
                look.features.append("known-names")


def _see_next(looks: Sequence[Look], kind: PageKind) -> None:
    """Marks a short line by what comes right after it: a date, a letter's address, a photo."""
    for index, look in enumerate(looks):
        after = looks[index + 1] if index + 1 < len(looks) else None
        if after is None or not look.is_shown:
            continue
        add = look.features.append
        if "letter" in after.names:
            add("before-letter")
        if look.form != "display":
            continue
        if _before_photo(looks, index):
            add("before-photo")
        if "signoff-date" in after.names:
            add("before-date")
        later = looks[index + 2] if index + 2 < len(looks) else None
        if later and not after.names.isdisjoint(DATELINES) and not later.names.isdisjoint(DATELINES):
            add("over-briefs")
        last = looks[index - 1] if index else None
        if (
            not look.signs and 2 <= len(look.shape) <= 3 and after.is_prose and not after.signs
            and last and last.is_shown and len(last.shape) >= 5 and last.names <= HEAD_MARKS
        ):  # fmt: skip
            add("pen-name")


def _before_photo(looks: Sequence[Look], index: int) -> bool:
    """Is the line followed by a caption, or by one whole piece of text and then a caption or a credit?"""
    after = looks[index + 1 : index + 3]
    if "caption-end" in after[0].names and len(after[0].shape) >= 20:
        return True
    return (
        len(after) == 2
        and after[0].form == "prose"
        and after[0].names.isdisjoint({"caption-open", "caption-end"})
        and not after[1].names.isdisjoint({"caption-open", "credit"})
    )


def _see_neighbours(looks: Sequence[Look]) -> None:
    """Says of each line what sort of line stands above it and below it."""
    sorts = ["START", *(_sort(look) for look in looks), "END", "END"]
    before = ["START", *sorts]
    for look, first, above, below, later in zip(looks, before, sorts, sorts[2:], sorts[3:], strict=False):
        look.features += (f"above {above}", f"below {below}", f"two above {first}")
        if look.is_shown:
            look.features += (f"shown, above {above}", f"shown, below {below}", f"shown, below {below}, {later}")
            look.features.append(f"shown, two above {first}")


def _sort(look: Look) -> str:
    """The coarse sort of a line, as its neighbours see it."""
    names = look.names
    if not names.isdisjoint({"byline", "byline-open", "bracket-byline"}) or not {
        "likely-names",
        "known-names",
    }.isdisjoint(look.features):
        return "name"
    if not names.isdisjoint(DATELINES) or "dateline-credit" in names:
        return "dateline"
    if not names.isdisjoint({"caption-open", "caption-end", "credit"}):
        return "picture"
    if not names.isdisjoint(DATE_LINES):
        return "dated"
    if "subtitle-dash" in names:
        return "subtitle"
    if "row-run" in look.features:
        return "list"
    if look.is_signed(3.0):
        return "furniture"
    if not names.isdisjoint({"list-mark", "table-row", "numbered-heading"}):
        return "list"
    if look.is_shown and len(look.shape) >= 20 and "，" in look.shape:
        return "clause"
    if look.is_shown:
        parted = " parted" if " " in look.shape else ""
        numbered = " numbered" if _DIGIT.search(look.shape) else ""
        return f"shown {min(3, len(look.shape) // 8)}{parted}{numbered}"
    return look.form
