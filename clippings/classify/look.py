"""What one line shows by itself: the signs of the tables, and its shape."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from clippings.models import Line
from clippings.people import has_surname, parse_people, plausible_names, unpad
from clippings.script import is_traditional, to_simplified
from clippings.shingles import Array
from clippings.signs import Sign
from clippings.subjects import NOWHERE, PageSubjects, directions_of
from clippings.tables import Tables
from clippings.text import CLOSERS, NARROW, ends_sentence, fold, squeeze
from clippings.width import restore_width

_SHORT = 64
_NARROW = NARROW | str.maketrans("［］", "[]")  # Ｂ２版 is seen as B2版
DATELINES = frozenset({"dateline-home", "dateline-agency", "dateline-bracket"})  # signs of a dateline
HEAD_MARKS = frozenset({"title-comma", "two-part", "unit-end", "notice-title"})  # signs that a headline may show
_UNIT_MARKS = ("unit-end", "dash-end", "column-brackets")
_TIGHT_PUNCTUATION = "，、；：,;:"
_LENGTHS = ((4, "d4"), (8, "d8"), (16, "d16"), (28, "d28"), (45, "d45"))
_SPACED_NAMES = re.compile(r"(?:记者|通讯员|作者|摄影|评论员)[ ：:]([\u4e00-\u9fff·]{1,6}[ 、]?){1,5}$")
_MARKS = "□■◎●○△▲◇◆☆★"
_PADDED_NAME = re.compile(r"^[\u4e00-\u9fff] [\u4e00-\u9fff]$")
_NAME_AND_POST = re.compile(r"^([\u4e00-\u9fff]{2,4})(?: |（)([^，。：“]{3,14}?)）?$")  # 顾永年（南京 退休工人）
_SPACED_LETTERS = re.compile(r"^(?:[\u4e00-\u9fff] ){2,}[\u4e00-\u9fff]$")  # 征 稿 启 事
_TIME_FIRST = re.compile(r"^(今年|近年|近日|近期|日前|去年|目前|截至|据|同时|此外|随着|连日|当天|当日|昨|记者)")
_NAMES_ONLY = re.compile(r"^[\u3400-\u9fff·•]{1,8}([ 、][\u3400-\u9fff·•]{1,8}){0,5}$")
_BEGINNINGS = (  # what a paragraph begins with, or only the rest of one
    ("begins with a time", re.compile(r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})月[\d一二三四五六七八九十上中下初底]|\d{1,2}月|\d{4}年|近[日来年期]|日前|昨|今[年天日]|去年|连日|目前|眼下|时下|截至|入[春夏秋冬]|[初深金隆]?[春夏秋冬][日季天]|清晨|上午|当[天日])").match),
    ("begins with a place", re.compile(r"[\u4e00-\u9fff]{2,8}?(?:省|市|县|区|州|盟|旗|镇|乡|村|街道|社区)").match),
    ("begins with a quote", re.compile(r"[“「‘《]").match),
    ("begins in the middle", re.compile(r"[的了着过和与及等也都还就才又被把将地得中里上下元万亿个人户亩吨岁年月日、，。；）”]").match),
)  # fmt: skip
_OPEN_PAIRS = ("“”", "《》", "（）", "「」", "‘’")
_SHOWN = frozenset({"display", "exclaim"})


@dataclass(slots=True, eq=False)
class Look:
    """What is seen of one line before any role is chosen."""

    line: Line
    shape: str  # the line's text in Simplified script with full-width marks
    signs: list[Sign]
    form: str  # prose | short-prose | open-prose | exclaim | display
    features: list[str]
    key: str  # its first letters, folded, for comparing lines
    names: set[str] = field(default_factory=set)  # of its signs
    direction: Array = field(default_factory=lambda: NOWHERE)  # what it is about (clippings/subjects.py)

    @property
    def is_prose(self) -> bool:
        """Running text, whole or broken off."""
        return self.form in ("prose", "open-prose")

    @property
    def is_shown(self) -> bool:
        """Set as a headline or heading is: short, without a full stop."""
        return self.form in _SHOWN

    def is_signed(self, least: float = 0.0) -> bool:
        """Does a sign call the line furniture, a date line or an editor line?"""
        return any(sign.no_text > least for sign in self.signs)

    def copy(self) -> Look:
        """The same, to be marked apart."""
        return Look(
            self.line, self.shape, list(self.signs), self.form, features=list(self.features), key=self.key,
            names=set(self.names), direction=self.direction,
        )  # fmt: skip

    def drop_signs(self, kept: Sequence[Sign]) -> None:
        """Keeps only some of its signs."""
        self.signs = list(kept)
        self.names = {sign.name for sign in kept}


def look_at_all(lines: Sequence[Line], tables: Tables) -> list[Look]:
    """Every line by itself. A page in Traditional script is looked at in Simplified."""
    texts = [line.text if "full-width marks" in line.fixes else restore_width(line.text) for line in lines]
    texts = [text.translate(_NARROW) for text in texts]
    texts = [squeeze(text) if len(text) <= 60 and _SPACED_LETTERS.match(text) else text for text in texts]
    texts = [unpad(text, tables.names) if " " in text and len(text) <= _SHORT else text for text in texts]
    if is_traditional("".join(texts[:80])):
        texts = to_simplified("\n".join(texts)).split("\n")
    looks = [look_at(line, text, tables) for line, text in zip(lines, texts, strict=True)]
    for look, direction in zip(looks, directions_of(texts, tables.subjects), strict=True):
        look.direction = direction
    return looks


def subjects_of_page(looks: Sequence[Look]) -> PageSubjects:
    """What the lines of a page are about."""
    lengths, numbers = [len(look.shape) for look in looks], [look.line.number for look in looks]
    return PageSubjects([look.direction for look in looks], lengths, numbers)


def look_at(line: Line, shape: str, tables: Tables) -> Look:
    """One line by itself."""
    length = len(shape) - shape.count(" ")
    signs = tables.sieve.found_in(shape, is_long=length > _SHORT)
    form = _form(shape, length)
    look = Look(line, shape, signs, form, [form], fold(shape[:80]), {sign.name for sign in signs})
    _see_shape(look, length)
    if line.level:
        look.features.append(f"level{min(line.level, 3)}")
    if "Markdown table" in line.fixes:
        look.features.append("markdown-table")
    if line.bold:
        look.features.append("bold")
    if length <= _SHORT:
        _see_names(look, length, tables)
        if squeeze(shape).strip("■●◆▲★【】[]〖〗《》◎☆ ") in tables.columns:
            look.features.append("known-column")
    return look


def _see_shape(look: Look, length: int) -> None:
    add, shape = look.features.append, look.shape
    if length > 200:
        add("huge")
    if length >= 8:
        begins = next((name for name, found in _BEGINNINGS if found(shape)), None)
        if begins:
            add(begins)
    if not look.is_shown:
        return
    add(next((name for limit, name in _LENGTHS if length <= limit), "d60"))
    if look.names.isdisjoint(_UNIT_MARKS):
        add("unit-free")
        if length <= 4:
            add("tiny-free")
    if shape[-1] in "，、；":
        add("comma-end")
    elif shape[-1] == "：":
        add("colon-end")
    if "，" in shape:
        add("comma-inside" if shape.count("，") == 1 else "commas-inside")
    if "：" in shape[:-1]:
        add("colon-inside")
    if "“" in shape:
        add("quote-inside")
    if shape[0] in "“《":
        add("quote-first")
    if length >= 28 and _is_cut_off(shape):
        add("cut-off")
    if _is_unclosed(shape):
        add("quote-open")


def _see_names(look: Look, length: int, tables: Tables) -> None:
    add, shape, names = look.features.append, look.shape, tables.names
    if not look.names.isdisjoint({"byline", "bracket-byline"}):
        people = parse_people(shape.strip(_MARKS + " "), names)
        spaced = _SPACED_NAMES.search(shape) is not None
        if not people or not any(spaced or plausible_names(p.name, names) or len(p.name) >= 4 for p in people):
            add("bad-names")
    elif "byline-open" in look.names and shape[0] in _MARKS:
        if not plausible_names(shape, names):
            add("bad-names")
    elif look.form == "display" and length <= 24 and _NAMES_ONLY.match(shape) and plausible_names(shape, names):
        add("likely-names")
    if look.form != "display":
        return
    if not look.signs and 3 <= length <= 8 and " " not in shape:
        known = sum(1 for c in shape if c in tables.names.transliteration)
        if known * 5 >= length * 4 and "likely-names" not in look.features:
            add("likely-names")
    post = _NAME_AND_POST.match(shape)
    if post and has_surname(post[1], names.surnames) and not has_surname(post[2], names.surnames):
        add("name-and-post")
    if not look.signs and _PADDED_NAME.match(shape):
        add("padded-name")
    if " " in shape and _is_unit_and_name(shape, tables):
        add("unit-and-name")


def _is_unit_and_name(shape: str, tables: Tables) -> bool:
    """宜都市陆城街道 周敬贤: where a letter or a contribution comes from, and its writer."""
    unit, _, name = shape.rpartition(" ")
    if " " in unit or not has_surname(name, tables.names.surnames):
        return False
    return any(sign.name == "unit-end" for sign in tables.sieve.found_in(unit, is_long=False))


def _is_unclosed(shape: str) -> bool:
    """Is a quotation or bracket opened and not closed, as where a column break cut a sentence?"""
    return any(p[0] in shape and shape.count(p[0]) > shape.count(p[1]) for p in _OPEN_PAIRS)


def _is_cut_off(shape: str) -> bool:
    """Clauses as in running text, the last of which a column break cut: 抽调四十名业务骨干，组成宣讲队，帮."""
    clauses = shape.split("，")
    if len(clauses) >= 3 and _TIME_FIRST.match(shape):
        return True
    return len(clauses) >= 3 and (len(clauses[-1]) <= 3 or (len(clauses[0]) >= 18 and "、" not in clauses[0]))


def _form(shape: str, length: int) -> str:
    bare = shape.rstrip(CLOSERS + " ")
    inner = bare.count("。", 0, -1) + bare.count("；", 0, -1)
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
