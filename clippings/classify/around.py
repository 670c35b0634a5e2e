"""What stands around a line: gaps, what came before and comes after, repetition, names met elsewhere on the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from clippings.classify.look import Look
from clippings.classify.measure import see_setting
from clippings.classify.runs import see_cohesion, see_naked, see_rows, see_two_lines, see_verse
from clippings.classify.web import copies, tag_lines, tail_start, top_end
from clippings.models import PageKind
from clippings.people import parse_people
from clippings.tables import Tables
from clippings.text import BRIEFS, CREDITED, SIGNED, fold, squeeze

_NAMES_ONLY = re.compile(r"^[\u3400-\u9fff·•]{1,8}([ 、][\u3400-\u9fff·•]{1,8}){0,5}$")
_LABELLED = re.compile(r"^[^：:】\]]{2,8}[：:】\]]\s?")
_AFTER_CREDIT = re.compile(r"[）〕】)](?=.{4,}$)")
_DATELINES = frozenset({"dateline-home", "dateline-agency", "dateline-bracket"})
_MARKED = re.compile(r"^[★☆▲△●○■□◆◇▶►※·•]")
_HEAD_MARKS = frozenset({"title-comma", "two-part", "unit-end", "notice-title"})  # signs that a headline may show
_NOT_REPEATED = frozenset({"byline", "byline-open", "credit", "bracket-byline", "bracket-names"})
_TEXT_SIGNS = _DATELINES | {"byline", "lead-label", "lead-inline"}
_PICTURED = frozenset({"caption-end", "caption-open", "caption-credit-title"})
_WORD = 6  # characters; the words of a menu are no longer
_LIST = 60  # lines at the head of a page that may be its list of headlines
_TOLD = 8  # letters of a headline that are no chance
_NUMBERED = re.compile(r"^[\s\d.、·•●◇◆■□（()）]+")
_DIGIT = re.compile(r"\d")
_HEAD_LINES = 8  # so many lines at most are a page's masthead
_OPENING = 160  # characters; a dateline with its credits, and how the text begins
_TITLES = 12  # so many of the first short lines of a web page may be its title
_LEFT_OUT = ("furniture", "meta", "editor")  # roles of what is no text, for `_sort`


def see_around(looks: Sequence[Look], kind: PageKind, tables: Tables) -> None:
    """Adds to each line's features those that need the lines around it."""
    for look in looks:
        if any(sign.page not in (None, kind) for sign in look.signs):
            look.drop_signs([sign for sign in look.signs if sign.page in (None, kind)])
    see_setting(looks)
    _see_gaps(looks)
    _see_order(looks, kind)
    _see_names(looks, tables)
    _see_repeats(looks, kind)
    _see_next(looks, kind)
    _see_briefs(looks)
    _see_masthead(looks)
    for look in _menu(looks):
        look.features.append("menu-run")
    if kind is PageKind.WEB:
        _see_web(looks)
    see_two_lines(looks)
    see_rows(looks)
    see_verse(looks)
    see_naked(looks, kind)
    see_cohesion(looks)
    _see_neighbours(looks)
    for look in looks:
        look.features.append(kind.value)
        look.features += look.names
        if not _is_signed(look):
            look.features.append("unsigned-text" if look.is_prose else "unsigned")


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
        if index and SIGNED.search(looks[index - 1].shape):
            add("after-signature")
        clause = look.form == "display" and look.shape[-1] in "，、；"
        if opened:
            add("after-open" if look.form != "display" else "after-open-clause" if clause else "after-open-short")
        if mode and look.is_shown:
            add(mode)
        if numbered and "numbered-heading" in look.names:
            add("sections")
        after = looks[index + 1] if index + 1 < len(looks) else None
        if not opened and look.form == "prose" and len(look.shape) <= 150 and after and "credit" in after.names:
            add("next-credit")
        if not look.names.isdisjoint(_DATELINES):
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


def _is_opening_cut(look: Look) -> bool:
    """The first line of a text that is set in narrow columns: 本报讯（记者 张三）连日来，全县各乡镇"""
    if look.form != "display" or look.names.isdisjoint(_DATELINES):
        return False
    return look.shape.count("（") > look.shape.count("）") or _AFTER_CREDIT.search(look.shape) is not None


def _see_names(looks: Sequence[Look], tables: Tables) -> None:
    """Marks a line that is nothing but names which stand in a byline or dateline of the page."""
    known: set[str] = set()
    for look in looks:
        text = ""
        if look.names & {"byline", "bracket-byline"} and "bad-names" not in look.features:
            text = look.shape
        elif look.names & _DATELINES or "dateline-credit" in look.names:
            credit = CREDITED.search(look.shape[:80])
            text = credit[1] if credit else ""
        if text:
            known.update(person.name for person in parse_people(text, tables.surnames))
    if not known:
        return
    for look in looks:
        if look.form == "display" and not look.names & {"byline", "credit"} and _NAMES_ONLY.match(look.shape):
            people = parse_people(look.shape, tables.surnames)
            if people and all(person.name in known for person in people):
                look.features.append("known-names")


def _see_repeats(looks: Sequence[Look], kind: PageKind) -> None:
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
        shown = shown or (look.is_shown and look.names <= _HEAD_MARKS and len(key) >= 6)
        if len(key) >= 4 and index not in listed:
            seen.add(key)


def _see_masthead(looks: Sequence[Look]) -> None:
    """Marks short lines at the head of a page that stand above its date, its desk or other furniture."""
    last = -1
    for index, look in enumerate(looks[:_HEAD_LINES]):
        if look.is_prose or not look.names.isdisjoint(_TEXT_SIGNS):
            break
        if _is_signed(look, 3.0):
            last = index
    for look in looks[: max(last, 0)]:
        if not _is_signed(look, 3.0):
            look.features.append("in-masthead")


def _listed(looks: Sequence[Look]) -> frozenset[int]:
    """Indexes of the headlines that a page lists before any text and prints again over their stories: two or more."""
    first = next((at for at, look in enumerate(looks) if look.is_prose and not _is_signed(look)), len(looks))
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


def _see_briefs(looks: Sequence[Look]) -> None:
    """Marks the news of one sentence under a label such as 简讯 or 一句话新闻: each has a mark before it or its writer
    in brackets behind it."""
    index = 0
    while index < len(looks):
        label = looks[index]
        index += 1
        if label.form != "display" or len(label.key) > 10 or not BRIEFS.search(squeeze(label.shape)):
            continue
        first = index
        while index < len(looks) and len(looks[index].shape) <= 160 and (
            _MARKED.match(looks[index].line.text) or SIGNED.search(looks[index].shape)
        ):  # fmt: skip
            index += 1
        if index - first >= 2:
            label.features.append("label-of-briefs")
            for look in looks[first:index]:
                look.features.append("brief")


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
        if later and not after.names.isdisjoint(_DATELINES) and not later.names.isdisjoint(_DATELINES):
            add("over-briefs")
        last = looks[index - 1] if index else None
        if (
            not look.signs and 2 <= len(look.shape) <= 3 and after.is_prose and not after.signs
            and last and last.is_shown and len(last.shape) >= 5 and last.names <= _HEAD_MARKS
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


def _see_web(looks: Sequence[Look]) -> None:
    """Marks the parts of a web page: its top, its foot, its tags, and a summary that only repeats the text."""
    tail, top = tail_start(looks), top_end(looks)
    tags = tag_lines(looks, tail)
    _see_title_copies([look for look in looks[:tail] if look.is_shown and len(look.key) >= 6])
    opened = False  # has any text been seen?
    above = [look.key for look in looks[: top + 1]]
    for index, look in enumerate(looks):
        add = look.features.append
        if "lead-inline" in look.names and _is_summary(look.shape, looks[index + 1 : index + 12]):
            add("summary-copy")
        if index >= tail:
            add("tail")
        elif index in tags:
            add("before-tail")
        elif index < top:
            add("web-top")
        may_be_site = not opened and look.form == "display" and 3 <= len(look.key) <= 8
        if may_be_site and any(look.key in key and look.key != key for key in above):
            add("site-again")
        opened = opened or look.is_prose


def _menu(looks: Sequence[Look]) -> Sequence[Look]:
    """The lines of a menu: four or more single words in a row before any text."""
    run: list[Look] = []
    found: list[Look] = []
    for look in looks:
        if look.is_prose and not _is_signed(look):
            break
        if len(look.shape) <= _WORD and look.is_shown:
            run.append(look)
            continue
        found += run if len(run) >= 4 else []
        run = []
    return found + run if len(run) >= 4 else found


def _see_title_copies(shown: Sequence[Look]) -> None:
    """Marks the lines of which one is part of the other: the page's title, and the headline."""
    for index, one in enumerate(shown[:_TITLES]):
        for two in shown[index + 1 : _TITLES]:
            if one.key in two.key or two.key in one.key:
                one.features.append("copy-below")
                two.features.append("copy-above")


def _is_summary(shape: str, after: Sequence[Look]) -> bool:
    """Does a web page's summary only repeat how its text begins?"""
    text = fold(_LABELLED.sub("", shape))[:14]
    return len(text) == 14 and any(text in fold(look.shape[:_OPENING]) for look in after)


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
    if not names.isdisjoint(_DATELINES) or "dateline-credit" in names:
        return "dateline"
    if not names.isdisjoint({"caption-open", "caption-end", "credit"}):
        return "picture"
    if "subtitle-dash" in names:
        return "subtitle"
    if "row-run" in look.features:
        return "list"
    if _is_signed(look, 3.0):
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


def _is_signed(look: Look, least: float = 0.0) -> bool:
    """Does a sign call the line furniture, a date line or an editor line?"""
    return any(weight > least and role in _LEFT_OUT for sign in look.signs for role, weight in sign.weights.items())
