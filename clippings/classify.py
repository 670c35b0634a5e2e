"""Classify: lines in, a role for each out.

Each line shows signs: patterns of the tables, and its shape (length, marks, gaps, Markdown). Each sign speaks for or
against roles; which role may follow which speaks too. The best joint reading of the whole page is found by a Viterbi
search, and how far each line's role is ahead of its next best comes from the same search run from both ends.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clippings.models import Line, PageKind, Role, RoleLine
from clippings.people import has_surname, parse_people, plausible_names
from clippings.script import is_traditional, to_simplified
from clippings.tables import Sign, Tables
from clippings.text import CLOSERS, ends_sentence, fold, pairs, squeeze
from clippings.width import restore_width

_ROLES = tuple(Role)
_BEAM = 8.0  # roles this far behind a line's best are not tried
_SHORT = 64
_UNIT_MARKS = ("unit-end", "dash-end", "column-brackets")
_TIGHT_PUNCTUATION = "，、；：,;:"
_SPACED_NAMES = re.compile(r"(?:记者|通讯员|作者|摄影|评论员)[ ：:]([\u4e00-\u9fff·]{1,6}[ 、]?){1,5}$")
_PADDED_NAME = re.compile(r"^[\u4e00-\u9fff] [\u4e00-\u9fff]$")
_NAME_AND_POST = re.compile(r"^([\u4e00-\u9fff]{2,4})(?: |（)([^，。：“]{3,14}?)）?$")  # 顾永年（南京 退休工人）
_SPACED_LETTERS = re.compile(r"^(?:[\u4e00-\u9fff] ){2,}[\u4e00-\u9fff]$")  # 征 稿 启 事
_TIME_FIRST = re.compile(r"^(今年|近年|近日|近期|日前|去年|目前|截至|据|同时|此外|随着|连日|当天|当日|昨|记者)")
_LEFT_OPEN = "的里在和与为把被让到给向从将：、"  # a headline's first line that goes on in the second
_SIGNED = re.compile(r"[。！？”]（[\u4e00-\u9fff·、 ]{2,40}）$")  # the last sentence, and its writers in brackets
_DIGIT = re.compile(r"\d")
_NAMES_ONLY = re.compile(r"^[\u3400-\u9fff·•]{1,8}([ 、][\u3400-\u9fff·•]{1,8}){0,5}$")


@dataclass(slots=True, eq=False)
class _Look:
    """What is seen of one line before any role is chosen."""

    line: Line
    shape: str  # the line's text in Simplified script with full-width marks
    signs: list[Sign]
    form: str  # prose | short-prose | open-prose | exclaim | display
    features: list[str]

    @property
    def is_prose(self) -> bool:
        return self.form in ("prose", "open-prose")


def page_kind(lines: Sequence[Line], tables: Tables) -> PageKind:
    """Web page or printed page, from evidence: furniture, a date-and-source line, an editor line."""
    return _kind_of(_look(lines, tables))


def classify(
    lines: Sequence[Line], tables: Tables, *, kind: PageKind | None = None, fixed: Mapping[int, Role] | None = None
) -> tuple[PageKind, tuple[RoleLine, ...]]:
    """The kind of page and a role for every line. `fixed` holds roles by line number that an editor has settled."""
    looks = _look(lines, tables)
    kind = kind or _kind_of(looks)
    _see_context(looks, kind, tables)
    scores = [_emission(look, kind, tables) for look in looks]
    for index, look in enumerate(looks):
        role = (fixed or {}).get(look.line.number)
        if role is not None:
            scores[index] = {role: 0.0}
    path, sure = _best_path(scores, tables)
    return kind, tuple(
        RoleLine(look.line, role, _rule(look, role, (fixed or {}).get(look.line.number) is not None), certainty)
        for look, role, certainty in zip(looks, path, sure, strict=True)
    )


# --- what a line shows


def _look(lines: Sequence[Line], tables: Tables) -> list[_Look]:
    texts = [restore_width(squeeze(line.text) if _SPACED_LETTERS.match(line.text) else line.text) for line in lines]
    if is_traditional("".join(texts[:80])):
        texts = [to_simplified(text) for text in texts]
    return [_look_at(line, text, tables) for line, text in zip(lines, texts, strict=True)]


def _look_at(line: Line, shape: str, tables: Tables) -> _Look:
    length = len(squeeze(shape))
    signs = [s for s in tables.signs if (s.long or length <= _SHORT) and s.found_in(shape)]
    form = _form(shape, length)
    features = [form]
    if length > 200:
        features.append("huge")
    if form in ("display", "exclaim"):
        features.append(
            next(f"d{limit}" for limit in (4, 8, 16, 28, 45, 999) if length <= limit).replace("d999", "d60")
        )
        if not any(sign.name in _UNIT_MARKS for sign in signs):
            features.append("unit-free")
            if length <= 4:
                features.append("tiny-free")
        if shape[-1] in "，、；":
            features.append("comma-end")
        elif shape[-1] == "：":
            features.append("colon-end")
        if length >= 28 and _is_cut_off(shape):
            features.append("cut-off")
        if _is_unclosed(shape):
            features.append("quote-open")
    if line.level:
        features.append(f"level{min(line.level, 3)}")
    if line.bold:
        features.append("bold")
    if any(s.name == "byline" for s in signs):
        bare = shape.strip("□■◎●○△▲◇◆☆★ ")
        people = parse_people(bare, tables.surnames)
        spaced = _SPACED_NAMES.search(bare) is not None
        if not people or not any(
            spaced or plausible_names(p.name, tables.surnames) or len(p.name) >= 4 for p in people
        ):
            features.append("bad-names")
    elif form == "display" and length <= 24 and _NAMES_ONLY.match(shape) and plausible_names(shape, tables.surnames):
        features.append("likely-names")
    if form == "display" and not signs and 3 <= length <= 8 and " " not in shape:
        known = sum(1 for c in shape if c in tables.transliteration)
        if known * 5 >= length * 4:
            features.append("likely-names")
    if (
        form == "display"
        and (post := _NAME_AND_POST.match(shape))
        and has_surname(post[1], tables.surnames)
        and not has_surname(post[2], tables.surnames)
    ):
        features.append("name-and-post")
    if _PADDED_NAME.match(shape) and not signs:
        features.append("padded-name")
    if form == "display" and _is_unit_and_name(shape, tables):
        features.append("unit-and-name")
    if squeeze(shape).strip("■●◆▲★【】[]〖〗《》◎☆ ") in tables.columns:
        features.append("known-column")
    return _Look(line, shape, signs, form, features)


def _is_unit_and_name(shape: str, tables: Tables) -> bool:
    """宜都市陆城街道 周敬贤: where a letter or a contribution comes from, and its writer."""
    unit, _, name = shape.rpartition(" ")
    names = {sign.name for sign in tables.signs if sign.name == "unit-end" and sign.found_in(unit)}
    return bool(unit) and " " not in unit and bool(names) and has_surname(name, tables.surnames)


def _is_unclosed(shape: str) -> bool:
    """Is a quotation or bracket opened and not closed, as where a column break cut a sentence?"""
    return any(shape.count(left) > shape.count(right) for left, right in ("“”", "《》", "（）", "「」", "‘’"))


def _is_cut_off(shape: str) -> bool:
    """Clauses as in running text, the last of which a column break cut: 抽调四十名业务骨干，组成宣讲队，帮."""
    clauses = shape.split("，")
    if len(clauses) >= 3 and _TIME_FIRST.match(shape):
        return True
    return len(clauses) >= 3 and (len(clauses[-1]) <= 3 or (len(clauses[0]) >= 18 and "、" not in clauses[0]))


def _form(shape: str, length: int) -> str:
    bare = shape.rstrip(CLOSERS + " ")
    inner = bare[:-1].count("。") + bare[:-1].count("；")
    if ends_sentence(shape):
        if bare.endswith(("！", "？", "!", "?", "…")) and length <= 28 and not inner and bare.count("，") <= 1:
            return "exclaim"
        return "prose" if length >= 12 else "short-prose"
    if (
        inner
        or length > 60
        or (length >= 28 and _is_unclosed(shape))
        or (length >= 14 and shape[-1] in _TIGHT_PUNCTUATION)
        or (length >= 46 and bare.count("，") >= 2)
    ):
        return "open-prose"
    return "display"


# --- what stands around it


_WEB_SIGNS = (
    (
        2.0,
        frozenset({"breadcrumb", "text-size", "counters", "comments", "date-source", "copyright", "labelled-fields"}),
    ),
    (
        1.5,
        frozenset(
            {
                "section-more",
                "labelled-date",
                "source-date",
                "paper-and-date",
                "foot",
                "open-app",
                "neighbours",
                "path-arrows",
            }
        ),
    ),
    (
        1.0,
        frozenset(
            {
                "buttons",
                "site-menu",
                "bar-menu",
                "copyright-note",
                "share",
                "empty-label",
                "source-inside",
                "text-size-signs",
            }
        ),
    ),
    (
        0.6,
        frozenset(
            {
                "editor",
                "links-header",
                "labelled-source",
                "bare-date-time",
                "edition-tools",
                "edition-browse",
                "greeting",
                "login",
                "tags",
            }
        ),
    ),
)


def _kind_of(looks: Sequence[_Look]) -> PageKind:
    evidence = 0.0
    for look in looks:
        names = {sign.name for sign in look.signs}
        if "版" in look.shape and names & {"paper-and-date", "edition-page", "masthead"}:
            continue  # a printed page's head line names its page
        evidence += max((strength for strength, telling in _WEB_SIGNS if names & telling), default=0.0)
    return PageKind.WEB if evidence >= 2 else PageKind.PRINT


def _see_context(looks: Sequence[_Look], kind: PageKind, tables: Tables) -> None:
    """Adds the features that need the lines around: gaps, what came before, repetition, names met elsewhere."""
    for look in looks:
        look.signs = [sign for sign in look.signs if sign.page in (None, kind)]
    usual = _usual_gap(looks)
    known = _names_on_page(looks, tables)
    keys = [fold(look.shape[:120]) for look in looks]
    again = {key for key, count in Counter(keys).items() if count > 1 and 2 <= len(key) <= 6}
    copies = _copies(looks, keys) if kind is PageKind.WEB else frozenset()
    opened_text = False  # has any text been seen?
    shown = False  # has a line that may be the headline been seen?
    seen: set[str] = set()
    opened = False  # does the last text line lack its final mark?
    mode = ""
    tail = _tail(looks) if kind is PageKind.WEB else len(looks)
    tags = _tags(looks, tail)
    top = _top(looks) if kind is PageKind.WEB else 0
    numbered = sum(1 for look in looks if any(s.name == "numbered-heading" for s in look.signs)) >= 2
    for index, look in enumerate(looks):
        add = look.features.append
        names = {sign.name for sign in look.signs}
        add(kind.value)
        if index and _SIGNED.search(looks[index - 1].shape):
            add("after-signature")
        if index and look.line.gap >= usual + 2:
            add("gap-wide")
        elif index and usual and look.line.gap == usual + 1:
            add("gap-more")
        elif look.line.gap < usual:
            add("gap-tight")
        if (
            index
            and look.line.level
            and look.line.level == looks[index - 1].line.level
            and not look.line.gap > usual + 1
        ):
            add("same-level")
        if look.form == "display" and _before_photo(looks, index):
            add("before-photo")
        if opened:
            add("after-open" if look.form != "display" else "after-open-short")
        if mode and look.form in ("display", "exclaim"):
            add(mode)
        if numbered and "numbered-heading" in names:
            add("sections")
        key = keys[index]
        if key in again and "unit-free" in look.features and not look.signs and kind is PageKind.PRINT:
            add("label-again")
        add("repeated" if _is_repeat(key, seen, kind, look) or index in copies else "new")
        if kind is PageKind.WEB and shown and look.form != "prose" and keys[index + 1 : index + 2] == [key]:
            add("twin-next")
        shown = shown or (look.form in ("display", "exclaim") and names <= _PLAIN and len(key) >= 6)
        if len(key) >= 4:
            seen.add(key)
        if look.form == "display" and not names & {"byline", "credit"} and _NAMES_ONLY.match(look.shape):
            people = parse_people(look.shape, tables.surnames)
            if people and all(p.name in known for p in people):
                add("known-names")
        if (
            look.form == "display"
            and index + 1 < len(looks)
            and any(x.name == "signoff-date" for x in looks[index + 1].signs)
        ):
            add("before-date")
        after = looks[index + 1] if index + 1 < len(looks) else None
        if (
            look.form == "prose"
            and not opened
            and len(look.shape) <= 150
            and after
            and any(s.name == "credit" for s in after.signs)
        ):
            add("next-credit")
        if look.form in ("display", "exclaim") and after and any(s.name == "letter" for s in after.signs):
            add("before-letter")
        last = looks[index - 1] if index else None
        if (
            look.form == "display" and not look.signs and 2 <= len(look.shape) <= 3 and after and after.is_prose and not after.signs
            and last and last.form in ("display", "exclaim") and len(last.shape) >= 5 and not {s.name for s in last.signs} - _PLAIN
        ):  # fmt: skip
            add("pen-name")
        if kind is PageKind.WEB and "lead-inline" in names and _is_summary(look.shape, looks[index + 1 : index + 7]):
            add("summary-copy")
        if index >= tail:
            add("tail")
        elif index in tags:
            add("before-tail")
        elif index < top:
            add("web-top")
        if (
            kind is PageKind.WEB
            and look.form == "display"
            and 3 <= len(key) <= 8
            and not opened_text
            and any(key in k and key != k for k in keys[: top + 1])
        ):
            add("site-again")
        opened_text = opened_text or look.is_prose
        if index == len(looks) - 1:
            add("last")
        if names & {"dateline-home", "dateline-agency", "dateline-bracket"}:
            mode = "after-opening"
        elif "byline" in names and look.form == "display":
            mode = "after-byline"
        if look.is_prose:
            pictured = names & {"caption-end", "caption-open", "caption-credit-title"}
            opened = look.form == "open-prose" and look.shape[-1] not in "：—" and not pictured
        elif "cut-off" in look.features:
            opened = True
        elif look.form != "display" or look.line.gap > usual + 1 or opened:
            opened = False
    _see_two_lines(looks)
    _see_verse(looks)
    _see_rows(looks)
    _see_naked(looks, kind)
    _see_cohesion(looks)


def _is_summary(shape: str, after: Sequence[_Look]) -> bool:
    """Does a web page's summary only repeat how its text begins?"""
    text = fold(re.sub(r"^[^：:】]{2,8}[：:】]\s?", "", shape))[:14]
    return len(text) == 14 and any(fold(look.shape).startswith(text) for look in after)


def _before_photo(looks: Sequence[_Look], index: int) -> bool:
    """Is the line followed by a caption, or by one whole piece of text and then a caption or a credit?"""
    after = looks[index + 1 : index + 3]
    if after and any(s.name == "caption-end" for s in after[0].signs) and len(after[0].shape) >= 20:
        return True
    return (
        len(after) == 2
        and after[0].form == "prose"
        and not any(s.name in ("caption-open", "caption-end") for s in after[0].signs)
        and any(s.name in ("caption-open", "credit") for s in after[1].signs)
    )


def _see_two_lines(looks: Sequence[_Look]) -> None:
    """A headline set on two lines: the first is left in the air, or both are short and of one length."""
    for one, two in itertools.pairwise(looks):
        if one.form != "display" or two.form != "display" or "unit-free" not in one.features:
            continue
        if {s.name for s in (*one.signs, *two.signs)} - _PLAIN - {"site-name"} or {"likely-names", "known-names", "padded-name", "known-column"} & {
            *one.features, *two.features
        }:  # fmt: skip
            continue
        even = len(one.shape) == len(two.shape) and 3 <= len(one.shape) <= 6
        if even or (one.shape[-1] in _LEFT_OPEN and len(one.shape) <= 14):
            one.features.append("line-one")
            two.features.append("line-two")


def _see_verse(looks: Sequence[_Look]) -> None:
    """Five or more short lines in a row without a byline among them are verse, but for the first, a headline."""
    run: list[_Look] = []
    for look in [*looks, None]:
        names = {sign.name for sign in look.signs} if look else set()
        short = (
            look is not None
            and len(look.shape) <= 20
            and look.form in ("display", "exclaim", "short-prose")
            and not look.line.level
        )
        named = look is not None and (
            {"likely-names", "label-again"} & set(look.features) or "byline" in names or "byline-open" in names
        )
        if (
            short
            and look is not None
            and not named
            and not names - {"unit-end", "verse", "two-part", "title-comma", "question"}
        ):
            run.append(look)
            continue
        if named:
            run = run[:-1]  # the headline of what comes next
        if len(run) >= 5:
            for verse in run[1:] if not _after_name(looks, run[0]) else run:
                verse.features.append("verse-run")
        run = []


def _see_rows(looks: Sequence[_Look]) -> None:
    """Three or more lines in a row with blanks and digits are a table, and so is a line of its heads above them."""
    first = 0
    for index in range(len(looks) + 1):
        if index < len(looks) and _is_row(looks[index]):
            continue
        if index - first >= 3:
            head = looks[first - 1] if first else None
            if head is not None and head.form == "display" and head.shape.count(" ") >= 2 and not head.line.level:
                head.features.append("row-run")
            for look in looks[first:index]:
                look.features.append("row-run")
        first = index + 1


def _is_row(look: _Look) -> bool:
    plain = not {sign.name for sign in look.signs} - {"table-row", "list-mark", *_PLAIN}
    return plain and look.form == "display" and " " in look.shape and _DIGIT.search(look.shape) is not None


_PLAIN = frozenset({"title-comma", "two-part", "unit-end", "notice-title"})  # signs that a headline may show
_CLOSED = frozenset({"known-column", "unit-and-name", "signoff-date", "bracket-byline", "bracket-names"})
_DRESS = frozenset(
    {
        "byline",
        "byline-open",
        "subtitle-dash",
        "dateline-home",
        "dateline-agency",
        "dateline-bracket",
        "dateline-credit",
    }
)


def _see_naked(looks: Sequence[_Look], kind: PageKind) -> None:
    """Where other headlines of a page have a byline or a dateline, one without is more likely a section heading."""

    def dressed(look: _Look) -> bool:
        return any(s.name in _DRESS for s in look.signs) or bool(
            {"likely-names", "known-names", "padded-name", "name-and-post"} & set(look.features)
        )

    shows = [(look.form in ("display", "exclaim") and not look.signs) or look.form == "display" for look in looks]
    heads = [i for i, show in enumerate(shows) if show and any(dressed(x) for x in looks[i + 1 : i + 2])]
    if len(heads) < 2 and kind is PageKind.PRINT:
        return
    begun = False
    for index, look in enumerate(looks):
        after = looks[index + 1 : index + 3]
        begun = begun or look.is_prose
        if (
            begun
            and shows[index]
            and after
            and after[0].is_prose
            and not any(dressed(x) for x in after)
            and "before-photo" not in look.features
        ):
            look.features.append("naked")


def _after_name(looks: Sequence[_Look], first: _Look) -> bool:
    index = looks.index(first)
    before = looks[index - 1] if index else None
    return before is not None and ("likely-names" in before.features or any("byline" in s.name for s in before.signs))


def _usual_gap(looks: Sequence[_Look]) -> int:
    gaps = Counter(look.line.gap for look in looks[1:])
    return gaps.most_common(1)[0][0] if gaps else 0


def _names_on_page(looks: Sequence[_Look], tables: Tables) -> frozenset[str]:
    names: set[str] = set()
    for look in looks:
        found = {sign.name for sign in look.signs}
        text = ""
        if found & {"byline", "bracket-byline"} and "bad-names" not in look.features:
            text = look.shape
        elif found & {"dateline-home", "dateline-agency", "dateline-bracket", "dateline-credit"}:
            credit = re.search(r"[（(〔]([^）)〕]*?(?:记者|通讯员)[^）)〕]*)[）)〕]", look.shape[:80])
            text = credit[1] if credit else ""
        if text:
            names.update(p.name for p in parse_people(text, tables.surnames))
    return frozenset(names)


_NOT_REPEATED = frozenset({"byline", "byline-open", "credit", "bracket-byline", "bracket-names"})


def _is_repeat(key: str, seen: set[str], kind: PageKind, look: _Look) -> bool:
    if len(key) < (6 if kind is PageKind.WEB else 16):
        return False
    if any(sign.name in _NOT_REPEATED for sign in look.signs) or "known-names" in look.features:
        return False
    return key in seen


def _copies(looks: Sequence[_Look], keys: Sequence[str]) -> frozenset[int]:
    """Indexes of captions that a web page prints twice, as the picture's alt text and below it, with or without credit."""
    found: set[int] = set()
    for index in range(1, len(looks)):
        for before in range(max(0, index - 3), index):
            one, two = keys[before], keys[index]
            if any(sign.name == "repeated-title-suffix" for sign in looks[before].signs):
                continue
            if before in found or min(len(one), len(two)) < 10 or abs(len(one) - len(two)) > 40:
                continue
            head, whole = looks[index].shape, looks[before].shape
            if whole.startswith(head) and whole[len(head) : len(head) + 1] in ("_", "-", "|", "｜", "—"):
                found.add(before)  # the page's own title: headline_site
            elif two in one:
                found.add(index)
            elif one in two and any(sign.name.startswith("caption") for sign in looks[index].signs):
                found.add(before)
    return frozenset(found)


def _tags(looks: Sequence[_Look], tail: int) -> range:
    """Indexes of the short lines right above the foot of a web page: its tags."""
    first = tail
    while (
        first > 0
        and looks[first - 1].form == "display"
        and len(looks[first - 1].shape) <= 8
        and not looks[first - 1].signs
    ):
        first -= 1
    return range(first, tail) if tail - first >= 2 and tail < len(looks) else range(0)


def _tail(looks: Sequence[_Look]) -> int:
    """Index of the first line below the text of a web page: an editor line, a header of links, a legal line, after
    which little text is left."""
    weight = [len(look.shape) if look.form in ("prose", "open-prose") and not look.signs else 0 for look in looks]
    total = sum(weight)
    before = 0
    for index, look in enumerate(looks):
        before += weight[index]
        ends = any(sign.ends_text for sign in look.signs) or any(
            s.name in ("editor", "author-editor") for s in look.signs
        )
        if ends and before and (total - before) * 3 < before:
            return index
    return len(looks)


def _top(looks: Sequence[_Look]) -> int:
    """Index of the first line that may be text on a web page: all before its date line or first prose is the top."""
    for index, look in enumerate(looks):
        names = {sign.name for sign in look.signs}
        if look.is_prose and not look.signs:
            return index
        if names & {"date-source", "source-date", "labelled-date", "paper-and-date"}:
            return index
    return 0


def _see_cohesion(looks: Sequence[_Look]) -> None:
    """For a display line between two runs of text: do the runs speak of the same things?"""
    prose = [pairs(look.shape[:240]) if look.is_prose else None for look in looks]
    spread = Counter(pair for found in prose if found for pair in found)
    count = sum(1 for found in prose if found)
    if count < 4:
        return
    common = {pair for pair, number in spread.items() if number > max(2, count * 0.3)}
    for index, look in enumerate(looks):
        if look.form not in ("display", "exclaim") or index == 0 or index + 1 == len(looks):
            continue
        before = _run(prose, range(index - 1, -1, -1)) - common
        after = _run(prose, range(index + 1, len(looks))) - common
        if len(before) < 30 or len(after) < 30:
            continue
        shared = len(before & after) / min(len(before), len(after))
        if shared > 0.10:
            look.features.append("coheres")
        elif shared < 0.03:
            look.features.append("differs")


def _run(prose: Sequence[set[str] | None], indexes: range) -> set[str]:
    result: set[str] = set()
    taken = 0
    for steps, index in enumerate(indexes):
        found = prose[index]
        if found:
            result |= found
            taken += 1
        if taken == 3 or steps > 8 or (taken and not found):
            break
    return result


# --- the best joint reading


def _emission(look: _Look, kind: PageKind, tables: Tables) -> dict[Role, float]:
    score = dict.fromkeys(_ROLES, 0.0)
    for sign in look.signs:
        if sign.page is None or sign.page is kind:
            for role, weight in sign.weights.items():
                score[role] += weight
    shape = tables.shape
    for feature in look.features:
        for role, weight in shape[feature].items():
            score[role] += weight
    best = max(score.values())
    return {role: value for role, value in score.items() if value >= best - _BEAM}


def _best_path(scores: Sequence[Mapping[Role, float]], tables: Tables) -> tuple[list[Role], list[float]]:
    """Viterbi from both ends: the best path, and for each line how sure its role is (a logistic of the margin)."""
    if not scores:
        return [], []
    follows = tables.follows
    forward: list[dict[Role, float]] = []
    back: list[dict[Role, Role]] = []
    start = follows[None]
    forward.append({role: value + start[role] for role, value in scores[0].items()})
    for here in scores[1:]:
        last = forward[-1]
        reached: dict[Role, float] = {}
        came: dict[Role, Role] = {}
        for role, value in here.items():
            best, origin = -math.inf, Role.FURNITURE
            for before, so_far in last.items():
                total = so_far + follows[before][role]
                if total > best:
                    best, origin = total, before
            reached[role] = best + value
            came[role] = origin
        forward.append(reached)
        back.append(came)
    path = [max(forward[-1], key=lambda role: forward[-1][role])]
    for came in reversed(back):
        path.append(came[path[-1]])
    path.reverse()
    beyond: dict[Role, float] = dict.fromkeys(scores[-1], 0.0)
    sure = [0.0] * len(scores)
    for index in range(len(scores) - 1, -1, -1):
        if index < len(scores) - 1:
            after, values = beyond, scores[index + 1]
            beyond = {
                role: max(follows[role][later] + values[later] + after[later] for later in values)
                for role in scores[index]
            }
        totals = {role: forward[index][role] + beyond[role] for role in scores[index]}
        chosen = totals.pop(path[index])
        margin = chosen - max(totals.values()) if totals else _BEAM
        sure[index] = 1 / (1 + math.exp(-margin))
    return path, sure


def _rule(look: _Look, role: Role, is_fixed: bool) -> str:
    """Names what spoke most for the role: the signs, or else the shape."""
    if is_fixed:
        return "edit"
    named = [(sign.weights.get(role, 0.0), sign.name) for sign in look.signs if sign.weights.get(role, 0.0) > 0]
    if named:
        return max(named)[1]
    telling = [
        f for f in ("repeated", "tail", "known-names", "known-column", "after-open", "web-top") if f in look.features
    ]
    return telling[0] if telling else look.form
