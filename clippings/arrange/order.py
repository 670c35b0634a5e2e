"""Reading order: head, lead, an opening that was printed after its sections, the sections, the rest.

Only a story whose text begins with a section heading may have its opening below: the last paragraphs of a section, the last one's as a
rule. Where it begins, or that there is none, is weighed by how the paragraphs read, how long the sections are beside each other,
and what they take up of the headline."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clippings.arrange.drafts import LEADS, TEXT, WINDOW, Draft, is_picture
from clippings.arrange.weighing import Option, Weighing
from clippings.models import HEAD_ROLES, Clip, Role, RoleLine
from clippings.text import ends_sentence, pairs

_RUNS = frozenset({Role.PARAGRAPH, Role.OPENING, Role.CONTINUATION, Role.ITEM})
_LATE = 6  # paragraphs; an opening printed last is no longer than this
_GOES_ON = re.compile(
    r"[也还還又再而但不过過可于於后後这這那他她它]"
)  # how a paragraph begins that goes on with another
_ENDS = re.compile(
    r"目前|如今|截至|下一步|接下[来來]|今[后後]|眼下|据[了悉]|據[了悉]"
)  # how the last one of a section begins
_AGE = re.compile(r"\d{2}[岁歲]|[一二三四五六七八九]十[一二三四五六七八九]?[岁歲]")
_WENT = re.compile(r"记者|記者|走进|走進|[来來]到|走访|走訪|采访|採訪")
_COUNTED = re.compile(r"[两兩二三四五六几幾][个個本笔筆张張道条條件样樣步问問场場封家]")
_ASKS = re.compile(r"[？?：:]”?$")
_EXACT = re.compile(r"[\u4e00-\u9fff]{2,}[县区市旗縣區][\u4e00-\u9fff]{2,6}(?:[镇乡村鎮鄉]|街道|苏木)")  # 某县某镇


class Paragraph(NamedTuple):
    """A paragraph of a section: its lines, its text, and whether a clip begins with it."""

    lines: tuple[RoleLine, ...]
    text: str
    apart: bool


Section = Sequence[Paragraph]


def in_order(draft: Draft, weighing: Weighing) -> list[Clip]:
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
        named = "".join(line.line.text for c in heads for line in c.lines if line.role is not Role.BYLINE)
        options = list(_options(list(sections_of(texts)), named, bool(leads), weighing))
        if len(options) > 1 and (late := weighing.best(draft, options)):
            moved = {line.line.number for paragraph in late for line in paragraph.lines}
            rest = list(_but(rest, moved))
            rest.insert(0, Clip(tuple(line for paragraph in late for line in paragraph.lines)))
    return [*heads, *leads, *rest]


def sections_of(texts: Sequence[Clip]) -> Iterator[Section]:
    """The paragraphs below each section heading, of a text that begins with one."""
    section: list[Paragraph] = []
    for clip in texts:
        for at, line in enumerate(clip.lines):
            if line.role is Role.HEADING:
                if section:
                    yield section
                section = []
            elif line.role is Role.CONTINUATION and section:
                last = section[-1]
                section[-1] = Paragraph((*last.lines, line), last.text + line.line.text, last.apart)
            elif line.role in _RUNS:
                section.append(Paragraph((line,), line.line.text, at == 0))
    if section:
        yield section


def _but(clips: Sequence[Clip], moved: set[int]) -> Iterator[Clip]:
    """The clips without some lines."""
    for clip in clips:
        lines = tuple(line for line in clip.lines if line.line.number not in moved)
        if lines:
            yield Clip(lines, clip.border)


def _options(sections: Sequence[Section], named: str, lead: bool, weighing: Weighing) -> Iterator[Option[Section]]:
    """The paragraphs that may be the opening; none of them first. `named` is what the head says."""
    if not sections:
        return
    others = [[len(p.text) for p in section] for section in sections[:-1]]
    head = pairs(named)
    last = [len(p.text) for p in sections[-1]]
    facts = {
        "constant": 1.0,
        "lead": float(lead),
        "paragraphs over": _over(last, others),
        "letters over": _longer(sum(last), others),
    }
    yield Option((), "opening nowhere", facts)
    for at in range(max(0, len(sections) - WINDOW), len(sections)):
        section, is_last = sections[at], at == len(sections) - 1
        starts = [
            start for start in range(max(1, len(section) - _LATE), len(section)) if is_last or section[start].apart
        ]
        rest = [*sections[:at], *sections[at + 1 :]] if starts else []
        lengths = [[len(p.text) for p in other] for other in rest]
        elsewhere = pairs("".join(p.text for other in rest for p in other))
        for start in starts:
            facts = _facts(section, start, lengths, elsewhere, head, weighing) | {"last": float(is_last)}
            yield Option(section[start:], "opening late", facts)


def _over(own: Sequence[int], others: Sequence[Sequence[int]]) -> float:
    """How many paragraphs a section has more than the others on the average."""
    return max(-3.0, min(4.0, len(own) - sum(map(len, others)) / max(1, len(others))))


def _longer(own: int, others: Sequence[Sequence[int]]) -> float:
    """How many times longer a section is than the others on the average, as a logarithm."""
    usual = sum(map(sum, others)) / max(1, len(others))
    return max(-1.5, min(1.5, math.log(max(10, own) / max(10.0, usual))))


def _facts(
    section: Section,
    start: int,
    lengths: Sequence[Sequence[int]],
    elsewhere: set[str],
    head: set[str],
    weighing: Weighing,
) -> dict[str, float]:
    """What speaks for an opening that is printed from this paragraph of a section on. `lengths` are those of the paragraphs of the other
    sections, `elsewhere` their pairs, `head` those of the headline."""
    own, late = [p.text for p in section[:start]], [p.text for p in section[start:]]
    first, text = late[0], "".join(late)
    words, told = pairs(text), pairs("".join(own))
    longer, over = _longer(sum(map(len, own)), lengths), _over([len(t) for t in own], lengths)
    return {
        "constant": 1.0,
        "begins": weighing.opens(first),
        "quote": float(first[0] in "“「"),
        "goes on": float(_GOES_ON.match(first) is not None),
        "ends a section": float(_ENDS.match(first) is not None),
        "one": float(len(late) == 1),
        "two": float(len(late) == 2),
        "three": float(len(late) == 3),
        "many": float(len(late) > 4),
        "letters": min(500, len(text)) / 100,
        "own paragraphs over": over,
        "own paragraphs off": abs(over),
        "own letters over": longer,
        "own letters off": abs(longer),
        "of the head": len(head & words) / max(1, len(head)),
        "of the head, first": len(head & pairs(first)) / max(1, len(head)),
        "of other sections": len(words & elsewhere) / max(1, len(words)),
        "of other sections alone": len(words & elsewhere - told) / max(1, len(words)),
        "asks": float(_ASKS.search(late[-1]) is not None),
        "counts": float(_COUNTED.search(late[-1]) is not None),
        "went there": float(_WENT.search(text) is not None),
        "age": float(_AGE.search(text) is not None),
        "exact place": float(_EXACT.search(text) is not None),
        "section ended": float(_ENDS.match(own[-1]) is not None),
        "section ends with a quote": float(own[-1][-1] in "”」"),
        "section whole": float(ends_sentence(own[-1])),
        "ends as a section": float(_ENDS.match(late[-1]) is not None),
        "apart": float(section[start].apart),
    }
