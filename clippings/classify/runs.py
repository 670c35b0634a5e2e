"""What lines show only together: a headline on two lines, verse, a table, headings without a byline, and whether the
text above and below a headline speaks of the same things."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np

from clippings.classify.look import HEAD_MARKS, Look
from clippings.models import PageKind
from clippings.shingles import Array, Shingles

_DIGIT = re.compile(r"\d")
_PAIR = re.compile(r"(?!记者|问|答|图|文|编辑|责|来源|作者|通讯员)[^，。：！？“]{1,12}：\S.{1,40}$")
_FIGURED = frozenset({"table-row", "list-mark", "numbered-heading"})  # signs that a row of figures may show
_LEFT_OPEN = "的里在和与为把被让到给向从将：、，"  # a headline's first line that goes on in the second
_ONE_LINE = frozenset({"likely-names", "known-names", "padded-name", "known-column"})
_VERSE = frozenset({"unit-end", "verse", "two-part", "title-comma", "question"})
_NAMED = frozenset({"likely-names", "known-names", "padded-name", "name-and-post"})
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
_NAMING = frozenset(
    {"byline", "byline-open", "bracket-byline", "bracket-names", "credit", "caption-end", "caption-open"}
    | {"caption-credit-title", "reader-name", "record-end", "place-desk"}
)  # signs of lines that name people
_ROW = 3  # so many lines of one sort are a list
_LETTERS = 160  # of a paragraph's beginning, to tell what it speaks of


def see_two_lines(looks: Sequence[Look]) -> None:
    """A headline set on two lines: the first is left in the air or says whose notice it is, or both are short and of one length."""
    for one, two in itertools.pairwise(looks):
        if "unit-end" in one.names and "notice-title" in two.names and two.shape.startswith("关于"):
            one.features.append("unit above its notice")
            two.features.append("notice below its unit")
        if one.form != "display" or not two.is_shown or "unit-free" not in one.features:
            continue
        if (one.names | two.names) - HEAD_MARKS - {"site-name"}:
            continue
        if not _ONE_LINE.isdisjoint(one.features) or not _ONE_LINE.isdisjoint(two.features):
            continue
        step = len(two.shape) - len(one.shape)
        one.features.append("next-even" if abs(step) <= 1 else "next-longer" if step > 0 else "next-shorter")
        two.features.append("last-even" if abs(step) <= 1 else "last-shorter" if step > 0 else "last-longer")
        even = len(one.shape) == len(two.shape) and 3 <= len(one.shape) <= 6
        if even or (one.shape[-1] in _LEFT_OPEN and len(one.shape) <= 14):
            one.features.append("line-one")
            two.features.append("line-two")


def see_verse(looks: Sequence[Look]) -> None:
    """Five or more short lines in a row without a byline among them are verse, but for the first, a headline."""
    first = 0
    for index in range(len(looks) + 1):
        look = looks[index] if index < len(looks) else None
        named = look is not None and (
            not {"likely-names", "label-again"}.isdisjoint(look.features)
            or not look.names.isdisjoint({"byline", "byline-open"})
        )
        short = (
            look is not None
            and len(look.shape) <= 20
            and (look.is_shown or look.form == "short-prose")
            and not look.line.level
            and "row-run" not in look.features
        )
        if short and not named and look is not None and look.names <= _VERSE:
            continue
        tabled = look is not None and "row-run" in look.features
        end = index - 1 if named or tabled else index  # the last is the headline of what comes next
        if end - first >= 5:
            signed = first > 0 and _is_name(looks[first - 1])
            for verse in looks[first if signed else first + 1 : end]:
                verse.features.append("verse-run")
        first = index + 1


def _is_name(look: Look) -> bool:
    return "likely-names" in look.features or any("byline" in name for name in look.names)


def see_rows(looks: Sequence[Look]) -> None:
    """Three or more lines in a row with blanks and digits are a table, and so is a line of its heads above them."""
    for run in _stretches(looks, _is_row):
        head = looks[run.start - 1] if run.start else None
        if head is not None and head.form == "display" and head.shape.count(" ") >= 2 and not head.line.level:
            head.features.append("row-run")
        for index in run:
            looks[index].features.append("row-run")


def _stretches(looks: Sequence[Look], is_one: Callable[[Look], bool]) -> Iterator[range]:
    """Where three or more lines of one sort stand in a row."""
    first = 0
    for index in range(len(looks) + 1):
        if index < len(looks) and is_one(looks[index]):
            continue
        if index - first >= _ROW:
            yield range(first, index)
        first = index + 1


def _is_row(look: Look) -> bool:
    if look.form != "display" or " " not in look.shape or not _DIGIT.search(look.shape):
        return False
    return look.names <= HEAD_MARKS | {"table-row", "list-mark", "bar-menu"}


def see_pairs(looks: Sequence[Look]) -> None:
    """Three or more short lines in a row that each give a name its value (油价：每升6.87元) are a list."""
    for run in _stretches(looks, _is_pair):
        for index in run:
            looks[index].features.append("pair-run")
    _see_figures(looks)


def _see_figures(looks: Sequence[Look]) -> None:
    """Short lines with figures below a line that announces them (主要数据如下：) are a list, and so is what is announced."""
    for index, look in enumerate(looks):
        if look.shape[-1] != "：":
            continue
        last = index + 1
        while last < len(looks) and looks[last].form == "display" and _DIGIT.search(looks[last].shape):
            if not looks[last].names <= HEAD_MARKS | _FIGURED or looks[last].shape[-1] == "：":
                break
            last += 1
        if last - index > _ROW:
            if "over a count" not in look.features:
                look.features.append("over a count")
            for row in looks[index + 1 : last]:
                if "pair-run" not in row.features:
                    row.features.append("pair-run")


def _is_pair(look: Look) -> bool:
    return look.is_shown and not look.is_signed(7.0) and _PAIR.match(look.shape) is not None


def see_naked(looks: Sequence[Look], kind: PageKind) -> None:
    """Where other headlines of a page have a byline or a dateline, one without is more likely a section heading."""
    dressed = [not look.names.isdisjoint(_DRESS) or not _NAMED.isdisjoint(look.features) for look in looks]
    shows = [(look.form == "exclaim" and not look.signs) or look.form == "display" for look in looks]
    heads = sum(1 for at in range(len(looks) - 1) if shows[at] and dressed[at + 1])
    if heads < 2 and kind is PageKind.PRINT:
        return
    begun = False
    for at, look in enumerate(looks):
        begun = begun or look.is_prose
        over_text = begun and shows[at] and at + 1 < len(looks) and looks[at + 1].is_prose
        if over_text and not any(dressed[at + 1 : at + 3]) and "before-photo" not in look.features:
            look.features.append("naked")


def see_nameless(looks: Sequence[Look]) -> None:
    """A short line that names nobody is no byline and no credit."""
    for look in looks:
        if not look.is_shown or not look.names.isdisjoint(_NAMING) or not _NAMED.isdisjoint(look.features):
            continue
        if "unit-and-name" not in look.features and "pen-name" not in look.features:
            look.features.append("nameless")


def see_cohesion(looks: Sequence[Look]) -> None:
    """For a display line between two runs of text: do the runs speak of the same things?"""
    texts = [at for at, look in enumerate(looks) if look.is_prose]
    between = [at for at, look in enumerate(looks) if look.is_shown and texts and texts[0] < at < texts[-1]]
    if len(texts) < 4 or not between:
        return
    words = Shingles([looks[at].shape[:_LETTERS] for at in texts])
    rare = words.spread([True] * len(texts)) <= max(2, len(texts) * 0.3)
    own = [pairs[rare[pairs]] for pairs in map(words.of, range(len(texts)))]
    order = {at: text for text, at in enumerate(texts) if len(own[text])}
    told: dict[tuple[int, ...], Array] = {}  # a run of text -> the numbers of its rare pairs
    for at in between:
        runs = _run(order, range(at - 1, -1, -1)), _run(order, range(at + 1, len(looks)))
        for run in runs:
            if run not in told:
                told[run] = _once(own[text] for text in run)
        before, after = told[runs[0]], told[runs[1]]
        if min(len(before), len(after)) < 30:
            continue
        both = np.sort(np.concatenate([before, after]))
        shared = np.count_nonzero(both[1:] == both[:-1]) / min(len(before), len(after))
        if shared > 0.10:
            looks[at].features.append("coheres")
        elif shared < 0.03:
            looks[at].features.append("differs")


def _once(arrays: Iterable[Array]) -> Array:
    """What stands in any of them, each once and in order."""
    found = np.sort(np.concatenate([np.empty(0, int), *arrays]))
    return found[np.diff(found, prepend=-1) > 0]


def _run(texts: Mapping[int, int], indexes: Iterable[int]) -> tuple[int, ...]:
    """The nearest run of text, of three paragraphs at most. `texts` are those that say anything, by the indexes of their lines."""
    result: list[int] = []
    for steps, at in enumerate(indexes):
        found = texts.get(at)
        if found is not None:
            result.append(found)
        if len(result) == 3 or steps > 8 or (result and found is None):
            break
    return tuple(sorted(result))
