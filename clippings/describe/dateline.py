"""Datelines and the credits in and behind a text: 本报拉萨讯（记者 张三）, （李四）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from clippings.describe.fields import Fields, glue
from clippings.models import Block, Role, RoleLine
from clippings.people import has_surname, is_writer, parse_people, plausible_names
from clippings.tables import Tables
from clippings.text import HAN, squeeze

_JOBS = r"记者|記者|通讯员|通訊員|评论员|撰稿|摄影|攝影|作者|文/图|图/文"
_CALLS = re.compile(r"(?:记者|記者|通讯员|通訊員|[\s、])$")  # a name of its own follows
# 电头: 本报拉萨讯, 新华社拉萨10月27日电, 据西部商报报道. Credits in brackets may follow, then a colon or a comma.
_HOME = re.compile(
    r"^(?P<dateline>[^\s，,。！？（(：:；“]{0,24}?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:专电|專電|专讯|專訊|综合消息|讯|訊|电|電|消息))(?![话力视台子脑影息员員飞飛问問号號])"
    r"(?P<gap>\s*)(?P<rest>.+)$"
)
_RUNNING = frozenset({Role.PARAGRAPH, Role.CONTINUATION, Role.BYLINE, Role.OPENING})
_CUT_DATELINE = re.compile(
    r"^[^。，；]{0,24}(?:讯|訊|电|電)\s?[（(〔](?=[^）)〕]*(?:记者|記者|通讯员|通訊員))[^）)〕]{2,40}[）)〕]?$"
)
_CREDIT = re.compile(
    rf"^[（(\[【〔［](?P<names>[^）)\]】〕］]{{0,80}}(?:{_JOBS})[^）)\]】〕］]{{0,80}}|[^）)\]】〕］，。]{{2,30}})[）)\]】〕］]\s*[：:，,]?\s*(?P<rest>.+)$"
)
_INLINE_CREDIT = re.compile(
    rf"^(?P<names>(?:本报|本刊|本网)?(?:特约|见习|实习|全媒体)?(?:记者|記者|通讯员|通訊員|实习生)\s?[{HAN}·、，\s]{{2,40}}?)\s?(?:摄影)?(?:报道|報導|報道)\s?[：:，,]?\s*(?P<rest>.+)$"
)
_TOLD_BY = re.compile(r"^[据據][^（(，。]{2,14}(?:报道|報道|報導)(?=[（(])")  # 据武威日报报道（记者潘学恭）
_ABOUT_AUTHOR = re.compile("^(?:本文)?作者(?:系|为|為|是|单位|單位)")  # what the writer is, not who
_CALLED_FIRST = re.compile(rf"^(?:[{HAN}·]{{1,14}}[报報网網台社端])?(?:记者|記者)\s[{HAN}]{{2,3}}\s")
_WORDS = re.compile(r"(\S{1,40})\s+")
_CALL = re.compile(r"^\S{0,14}?(?:记者|記者|通讯员|通訊員|实习生)")
_BRACKET = re.compile(r"^[〔【（(\[［](?P<inside>[^〕】）)\]］]{2,40})[〕】）)\]］]\s*(?P<rest>.+)$")
_DESK = re.compile(
    r"(?:(?:记者|記者).*(?:报导|報導|报道|報道|电|電|专访|專訪)|^[^：:]{2,16}(?:讯|訊|專電|专电)|^本[报報刊网網台站]\S{0,6}消息|^(?!据|據)[^：:]{1,8}[报報網网社](?:报导|報導|报道|報道))$"
)
_NAMED_DESK = re.compile(
    rf"^[{HAN}]{{0,8}}(?:本[报報刊网網台站][{HAN}]{{0,6}}(?<![通喜资資简簡短捷音视視])|[日晚早晨商时時][报報]|融媒体中心|融媒|新闻网|新聞網|广播电视台|发布)[讯訊](?![息员員飞飛问問号號])(?=[（(【\s\d{HAN}])"
)
_BRACKET_REPORT = re.compile(
    r"^(?P<medium>本报|本報|中央社|[^\s記记]{2,8})?\s?(?:特派员|特派員|驻地)?(?:记者|記者)\s?(?P<names>[^/／╱]{2,24}?)\s?[/／╱]\s?(?P<place>.{0,10}?(?:报导|報導|报道|報道|电|電|专访|專訪|摄影|攝影)?)$"
)
_AGENCY_REPORT = re.compile(
    rf"^(?P<medium>中央社|[{HAN}]{{2,6}})?(?:记者|記者)(?P<names>[{HAN}、]{{2,12}}?)(?P<place>[{HAN}]{{2}}[县縣市]?\d{{1,2}}日[电電])$"
)
_RUN_ON_REPORT = re.compile(  # 記者許春豐西嶼報導: a last name of three characters, a place of two with or without its kind
    rf"^[{HAN}]{{0,6}}?(?:记者|記者)(?P<names>(?:[{HAN}]{{2,3}}、)*[{HAN}]{{3}})(?P<place>[{HAN}][^县縣市鄉乡鎮镇區区村][县縣市鄉乡鎮镇區区]?(?:报导|報導|报道|報道))$"
)
_SLASH_REPORT = re.compile(
    r"^(?:记者|記者)(?P<names>[^/／╱，。]{2,20})[/／╱](?P<place>\S{0,8}?(?:报导|報導|报道|報道))\s?[：:]?\s*(?P<rest>.+)$"
)
_UNCALLED_REPORT = re.compile(  # 洪永熙／新化報導: who it is says the slash
    rf"^(?P<medium>)(?P<names>[{HAN}]{{2,4}}(?:、[{HAN}]{{2,4}})*)\s?[/／╱]\s?(?P<place>[{HAN}]{{2,6}}(?:报导|報導|报道|報道|电|電))$"
)
_TAIL_CREDIT = re.compile(
    rf"^(?P<rest>.*[。！？…”』」）)])\s?[（(](?P<names>(?:[^（()）]{{0,16}}(?:{_JOBS})[^（()）。]{{0,60}})|(?:[{HAN}·]{{1,10}}(?:[\s、，][{HAN}·]{{1,10}}){{0,7}}))[）)]\s?(?P<full>[（(]完[）)])?$"
)


def with_split_datelines(lines: Sequence[RoleLine]) -> Iterator[tuple[RoleLine, RoleLine | None]]:
    """The lines of a story; a dateline whose credits go on in the next line of a narrow column comes as one line, and
    with it the line that was taken in."""
    index = 0
    while index < len(lines):
        item = lines[index]
        after = lines[index + 1] if index + 1 < len(lines) else None
        index += 1
        if after is not None and after.role in _RUNNING and _CUT_DATELINE.match(item.line.text):
            between = " " if _CALLS.search(item.line.text) else ""
            whole = replace(item.line, text=glue(item.line.text + between, after.line.text))
            yield replace(item, line=whole, role=Role.OPENING), after
            index += 1
        else:
            yield item, None


def is_opening(text: str) -> bool:
    """Does a text begin with who writes from where: 【記者何兆美／大湖報導】, for what paper: 本报讯, 沅水融媒讯, or who at all: 甘肃日报记者 石文静?"""
    found = _BRACKET.match(text)
    if found is not None and (_DESK.search(found["inside"]) or _UNCALLED_REPORT.match(found["inside"])):
        return True
    return any(form.match(text) for form in (_NAMED_DESK, _SLASH_REPORT, _CALLED_FIRST))


def read_opening(f: Fields, text: str, tables: Tables) -> str:
    """Takes dateline and credits off the first paragraph."""
    rest = text
    jump = re.match(r"^[（(\[【]\s?(?:紧接|上接|接)[^）)\]】]{1,20}[）)\]】]\s?", rest)
    if jump:
        f.labels.append(jump[0].strip())
        rest = rest[jump.end() :]
    if found := _BRACKET.match(rest):
        inside = found["inside"]
        forms = (_BRACKET_REPORT, _AGENCY_REPORT, _RUN_ON_REPORT, _UNCALLED_REPORT)
        report = next((match for form in forms if (match := form.match(inside))), None)
        if report and (report.re is not _UNCALLED_REPORT or plausible_names(report["names"], tables.surnames)):
            _add_people(f, "记者 " + report["names"], tables)
            medium = (report["medium"] or "") if report.re is _AGENCY_REPORT else ""
            f.name_desk(squeeze(medium + report["place"]))
            f.labels.append(inside)
            return found["rest"]
        if (
            re.search(r"(讯|訊|电|電|報導|报道|报导|報道)$|^本\S{1,8}消息$", inside)
            and len(inside) <= 20
            and "记者" not in inside
            and "記者" not in inside
        ):
            f.name_desk(inside)
            return _credit_off(f, found["rest"], tables)
        if re.search(_JOBS, inside):
            known = len(f.people)
            _add_people(f, inside, tables)
            if len(f.people) > known:
                f.labels.append(inside)
                return found["rest"].lstrip("：:，, ")
    if found := _SLASH_REPORT.match(rest):
        _add_people(f, "记者 " + found["names"], tables)
        f.name_desk(found["place"])
        f.labels.append(rest[: found.start("rest")])
        return found["rest"]
    if found := _HOME.match(rest):
        f.name_desk(found["dateline"])
        return _credit_off(f, found["rest"], tables, behind_desk=True)
    return _credit_off(f, rest, tables)


def _credit_off(f: Fields, rest: str, tables: Tables, *, behind_desk: bool = False) -> str:
    if told_by := _TOLD_BY.match(rest):
        f.labels.append(told_by[0])
        rest = rest[told_by.end() :]
    found = _CREDIT.match(rest) or _INLINE_CREDIT.match(rest)
    told = found is not None and plausible_names(found["names"], tables.surnames)
    if found and behind_desk and not told:
        told = is_writer(found["names"], tables.surnames, tables.rare_surnames, tables.transliteration)
    if found and (told or re.search(_JOBS, found["names"])):
        _add_people(f, found["names"], tables)
        f.labels.append(rest[: found.start("rest")])
        rest = found["rest"]
    elif called := _called(rest, tables):
        _add_people(f, called, tables)
        f.labels.append(called)
        rest = rest[len(called) :]
    return rest.lstrip("：:，, ")


def _called(text: str, tables: Tables) -> str:
    """The names that a text begins with, each set apart behind what they are: 记者 何润芝 通讯员 李强 今年的梅子."""
    end = at = 0
    called = False
    while word := _WORDS.match(text, at):
        name, at = _CALL.sub("", word[1]), word.end()
        called = called or name != word[1]
        if not called or (name and not has_surname(name, tables.surnames)):
            break
        if name:
            end, called = at, False  # the next is called something too
    return text[:end]


def _add_people(f: Fields, text: str, tables: Tables) -> None:
    f.people.extend(parse_people(text, tables.surnames))


def read_end_credit(f: Fields, tables: Tables) -> None:
    """Takes (记者 甲 通讯员 乙) off the end of the last paragraph."""
    for at in range(len(f.body) - 1, max(-1, len(f.body) - 4), -1):
        block = f.body[at]
        if block.kind == "caption":
            continue
        found = _TAIL_CREDIT.match(block.text)
        if block.kind != "heading" and found:
            names = found["names"]
            if _ABOUT_AUTHOR.match(names):
                return
            if re.search(_JOBS, names) or is_writer(
                names, tables.surnames, tables.rare_surnames, tables.transliteration
            ):
                people = parse_people(names, tables.surnames)
                if any(person.name not in tables.towns or person.role != "作者" for person in people):
                    f.people.extend(people)
                    f.labels.append(block.text[len(found["rest"]) :])
                    f.body[at] = Block(block.kind, found["rest"], block.lines)
        return
