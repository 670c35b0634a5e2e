"""Describe: stories in, articles out, with every field of the editorial contract that the page states. Unknown stays None."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from clippings.describe.source import LABEL, iso_date, read_source
from clippings.models import Article, Block, PageKind, Person, Role, RoleLine, Source, Story
from clippings.people import parse_people, plausible_names
from clippings.script import to_simplified
from clippings.tables import Tables
from clippings.text import HAN, ends_sentence, squeeze

__all__ = ["describe", "iso_date", "read_source"]

_JOBS = r"记者|記者|通讯员|通訊員|评论员|撰稿|摄影|攝影|作者|文/图|图/文"
_DASHES = "—-–─－ "
_BULLETS = "■□●○◎▲△▶►★☆◆◇※▼ "
_MORE_READING = re.compile(r"(阅读全文|閱讀全文|点击查看全文|点击阅读全文|展开全文)")

# 电头: 本报拉萨讯, 新华社拉萨10月27日电, 据西部商报报道. Credits in brackets may follow, then a colon or a comma.
_HOME = re.compile(
    r"^(?P<dateline>[^\s，,。！？（(：:；“]{0,24}?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:专电|專電|专讯|專訊|综合消息|讯|訊|电|電|消息))(?![话力视台子脑影])"
    r"(?P<gap>\s*)(?P<rest>.+)$"
)
_RUNNING = frozenset({Role.PARAGRAPH, Role.CONTINUATION, Role.BYLINE, Role.OPENING})
_CUT_DATELINE = re.compile(
    r"^[^。，；]{0,24}(?:讯|訊|电|電)\s?[（(〔](?=[^）)〕]*(?:记者|記者|通讯员|通訊員))[^）)〕]{2,40}[）)〕]?$"
)
_CREDIT = re.compile(
    rf"^[（(\[【〔](?P<names>[^）)\]】〕]*(?:{_JOBS})[^）)\]】〕]*|[^）)\]】〕，。]{{2,30}})[）)\]】〕]\s*[：:，,]?\s*(?P<rest>.+)$"
)
_INLINE_CREDIT = re.compile(
    rf"^(?P<names>(?:本报|本刊|本网)?(?:特约|见习|实习|全媒体)?(?:记者|記者|通讯员|通訊員)\s?[{HAN}·、，\s]{{2,40}}?)\s?(?:摄影)?(?:报道|報導|報道)\s?[：:，,]?\s*(?P<rest>.+)$"
)
_BRACKET = re.compile(r"^[〔【（(\[](?P<inside>[^〕】）)\]]{2,40})[〕】）)\]]\s*(?P<rest>.+)$")
_BRACKET_REPORT = re.compile(
    r"^(?P<medium>本报|本報|中央社|[^\s記记]{2,8})?\s?(?:特派员|特派員|驻地)?(?:记者|記者)\s?(?P<names>[^/／]{2,24}?)\s?[/／]\s?(?P<place>.{0,10}?(?:报导|報導|报道|報道|电|電|专访|專訪|摄影|攝影)?)$"
)
_AGENCY_REPORT = re.compile(
    rf"^(?P<medium>中央社|[{HAN}]{{2,6}})?(?:记者|記者)(?P<names>[{HAN}、]{{2,12}})(?P<place>[{HAN}]{{2,3}}\d{{1,2}}日[电電])$"
)
_SLASH_REPORT = re.compile(
    r"^(?:记者|記者)(?P<names>[^/／，。]{2,20})[/／](?P<place>\S{0,8}?(?:报导|報導|报道|報道))\s?[：:]?\s*(?P<rest>.+)$"
)
_TAIL_CREDIT = re.compile(
    rf"^(?P<rest>.*[。！？…”』」）)])\s?[（(](?P<names>(?:[^（()）]{{0,16}}(?:{_JOBS})[^（()）。]{{0,60}})|(?:[{HAN}·]{{2,10}}(?:[\s、，][{HAN}·]{{2,10}}){{0,7}}))[）)]\s?(?P<full>[（(]完[）)])?$"
)
_CAPTION_CREDIT = re.compile(
    r"^(?P<rest>.*?[。！？”）)](?:\s?[（(]资料图片?[）)])?[。]?)\s?(?P<credit>[（(]?[^。！？，,（(]{0,24}(?:摄影报道|摄影|摄|供图|图|攝影|攝|圖|绘|制图|記者\s?\S{2,4}|记者\s?\S{1,4}\s?\S{1,4}|資料圖片?|资料图片?|提供)(?:[（(][^）)]{1,10}[）)])?[）)]?|[（(][^（()）。]{2,30}(?:摄|攝|图|圖|供图|发|提供|片)[^（()）]{0,6}[）)])$"
)
_CAPTION_SPACE = re.compile(
    r"^(?P<rest>.{8,})\s(?P<credit>[（(]?[^。！？，,]{2,24}(?:摄影|摄|攝|供图|/图|制图|绘)[）)]?)$"
)
_TITLED_AGENCY = re.compile(r"^[题題]\s?[：:]\s?(?P<title>[^。]{4,40})$")
_AUTHOR = re.compile(
    rf"(?:作者|记者|記者|通讯员|通訊員|撰文|文)\s?[：:]\s*(?P<name>[^：:]*?)\s*(?=(?:{LABEL})\s?[：:]|\]|】|$)"
)
_OPINION = re.compile(r"(要|必须|应当|应该|只有|切实|务必|理应|不能|不妨|需要)")
_OPINION_COLUMNS = (
    *(
        "时评",
        "短评",
        "今日谈",
        "社论",
        "评论",
        "街谈",
        "言论",
        "时论",
        "杂谈",
        "评点",
        "快评",
        "锐评",
        "论坛",
        "社评",
        "评",
    ),
    *("议论", "夜话", "说两句", "闲话", "之见", "杂感", "随感"),
)


@dataclass(slots=True)
class _Fields:
    """The fields of one article while its lines are read."""

    column: list[str] = field(default_factory=list)
    kicker: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    subtitle: list[str] = field(default_factory=list)
    dateline: str | None = None
    people: list[Person] = field(default_factory=list)
    credited: list[Person] = field(default_factory=list)
    lead: list[Block] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    truncated: bool = False
    opinion: bool = False

    def name_desk(self, dateline: str) -> None:
        """The first dateline is the article's; a later one stays on record as a label."""
        if dateline and self.dateline is None:
            self.dateline = dateline
        elif dateline:
            self.labels.append(dateline)


def describe(
    story: Story, seed: str, kind: PageKind, source: Source, tables: Tables, others: Iterable[RoleLine] = ()
) -> Article:
    """The article that a story is. `source` is the page's; `others` are lines left out that may say it breaks off."""
    f = _Fields()
    for item, rest in _with_split_datelines(story.lines):
        _take(f, item, tables)
        if rest is not None and f.body:
            f.body[-1] = replace(f.body[-1], lines=(*f.body[-1].lines, rest.line.number))
    _settle_captions(f)
    _end_credit(f, tables)
    is_photo = _is_photo(f)
    people = f.people + (f.credited if is_photo or (not f.people and f.credited and not f.title) else [])
    if kind is PageKind.WEB and not people:
        people = _people_of_page(others, tables)
    unique = tuple({person.name: person for person in reversed(people)}.values())[::-1]
    last = next((b for b in reversed(f.body) if b.kind != "caption"), None)
    broken = last is not None and last.kind == "paragraph" and _breaks_off(last.text, story)
    column = " ".join(f.column) or (story.inherited_column and _bare_label(story.inherited_column.line.text)) or None
    title = _join_title(f.title)
    return Article(
        seed=seed,
        numbers=tuple(sorted({item.line.number for item in story.lines})),
        body=tuple(f.body),
        kind="photo" if is_photo else "commentary" if _is_commentary(f, column) else "article",
        title=title,
        kicker=" ".join(f.kicker) or None,
        subtitle=" ".join(f.subtitle) or None,
        column=column,
        column_inherited=not f.column and column is not None,
        authors=unique,
        dateline=f.dateline,
        lead=tuple(f.lead),
        truncated=f.truncated
        or broken
        or any(_MORE_READING.search(o.line.text) for o in others if o.role is Role.FURNITURE),
        source=source,
        labels=tuple(f.labels),
        sure=_sureness(story),
    )


def _take(f: _Fields, item: RoleLine, tables: Tables) -> None:
    text, number = item.line.text, item.line.number
    match item.role:
        case Role.COLUMN:
            f.column.append(_bare_label(text))
        case Role.KICKER:
            f.kicker.append(text)
        case Role.TITLE | Role.TITLE_MORE:
            f.title.append(text)
        case Role.SUBTITLE:
            f.subtitle.append(text.strip(_DASHES))
        case Role.BYLINE | Role.SIGNATURE:
            _take_people(f, text, tables)
        case Role.LEAD_LABEL:
            f.labels.append(text)
        case Role.LEAD:
            f.lead.append(Block("paragraph", _off_label(f, text), (number,)))
        case Role.HEADING:
            f.body.append(Block("heading", text.strip(_BULLETS) or text, (number,)))
        case Role.OPENING:
            rest = _opening(f, text, tables)
            if found := _TITLED_AGENCY.match(rest):
                if f.title:
                    f.labels.append(rest)
                else:
                    f.title.append(found["title"])
                    f.labels.append(rest[: found.start("title")])
                return
            if f.body and f.body[-1].kind == "paragraph" and not ends_sentence(f.body[-1].text):
                f.body.append(Block("paragraph", rest, (number,)))
            else:
                f.body.append(Block("paragraph", rest, (number,)))
        case Role.CONTINUATION:
            _continue(f, text, number)
        case Role.ITEM:
            f.body.append(Block("list", text, (number,)))
        case Role.CAPTION:
            f.body.append(_caption(f, text, number, tables))
        case Role.CREDIT:
            _credit(f, text, number, tables)
        case Role.JUMP:
            f.labels.append(text)
            f.truncated = f.truncated or re.search(r"[转轉见見]", text) is not None
        case Role.PARAGRAPH if not f.body and (glued := _off_title(f, text)):
            f.body.append(Block("paragraph", _opening(f, glued, tables), (number,)))
        case Role.PARAGRAPH if _goes_on(f):
            _continue(f, text, number)
        case _:
            f.body.append(Block("paragraph", text, (number,)))


def _with_split_datelines(lines: Sequence[RoleLine]) -> Iterator[tuple[RoleLine, RoleLine | None]]:
    """The lines of a story; a dateline whose credits go on in the next line of a narrow column comes as one line, and
    with it the line that was taken in."""
    index = 0
    while index < len(lines):
        item = lines[index]
        after = lines[index + 1] if index + 1 < len(lines) else None
        index += 1
        if after is not None and after.role in _RUNNING and _CUT_DATELINE.match(item.line.text):
            whole = replace(item.line, text=_glue(item.line.text, after.line.text))
            yield replace(item, line=whole, role=Role.OPENING), after
            index += 1
        else:
            yield item, None


def _continue(f: _Fields, text: str, number: int) -> None:
    """Joins the rest of a paragraph to its beginning, over a picture or a sidebar if need be."""
    for at in range(len(f.body) - 1, max(-1, len(f.body) - 8), -1):
        block = f.body[at]
        if block.kind == "paragraph":
            if ends_sentence(block.text) and at == len(f.body) - 1:
                break
            if not ends_sentence(block.text):
                f.body[at] = Block("paragraph", _glue(block.text, text), (*block.lines, number))
                return
        elif block.kind != "caption":
            break
    f.body.append(Block("paragraph", text, (number,)))


def _off_title(f: _Fields, text: str) -> str | None:
    """The rest of a first paragraph that begins with the title once more, or None."""
    title = f.title[0] if f.title else ""
    if len(title) >= 6 and text.startswith(title) and len(text) > len(title) + 12:
        f.labels.append(title)
        return text[len(title) :].lstrip()
    return None


def _goes_on(f: _Fields) -> bool:
    """Does text after a picture go on with a paragraph that was cut before it?"""
    if not f.body or f.body[-1].kind != "caption":
        return False
    last = next((block for block in reversed(f.body) if block.kind != "caption"), None)
    return last is not None and last.kind == "paragraph" and not ends_sentence(last.text) and last.text[-1] not in "：—"


def _glue(before: str, after: str) -> str:
    """Two halves of a paragraph; a blank only between Latin words."""
    return before + (" " if re.search(r"[A-Za-z]$", before) and re.match(r"[A-Za-z]", after) else "") + after


def _bare_label(text: str) -> str:
    return text.strip(_BULLETS + "【】[]〖〗《》") or text


def _off_label(f: _Fields, text: str) -> str:
    found = re.match(
        r"^([■●▲◆□★☆◎【\[〖〔（<]*\s?(?:导\s?读|导\s?语|核心提示|核心阅读|内容提要|内容提示|内容摘要|阅读提示|新闻提示|新闻提要|提要|摘要|摘\s?要)\s?[】\]〗〕）>：: ]+)",
        text,
    )
    if not found:
        return text
    f.labels.append(found[1].strip())
    return text[found.end() :]


def _take_people(f: _Fields, text: str, tables: Tables) -> None:
    people = parse_people(text, tables.surnames)
    f.people.extend(people)
    f.labels.append(text)
    if f.dateline is None and (place := re.search(r"[/／](\S{1,6}(?:報導|报导|報道|报道))$", text)):
        f.dateline = place[1]
    if "评论员" in text or "評論員" in text or "社论" in text:
        f.opinion = True
        if not people and (found := re.match(r"^[^\s]{0,12}?(?:本报|本報|特约)?\S{0,6}评论员$", squeeze(text))):
            f.people.append(Person(found[0], "评论员"))


def _opening(f: _Fields, text: str, tables: Tables) -> str:
    """Takes dateline and credits off the first paragraph."""
    rest = text
    jump = re.match(r"^[（(\[【]\s?(?:紧接|上接|接)[^）)\]】]{1,20}[）)\]】]\s?", rest)
    if jump:
        f.labels.append(jump[0].strip())
        rest = rest[jump.end() :]
    if found := _BRACKET.match(rest):
        inside = found["inside"]
        if report := _BRACKET_REPORT.match(inside) or _AGENCY_REPORT.match(inside):
            _add_people(f, "记者 " + report["names"], tables)
            medium = (report["medium"] or "") if report.re is _AGENCY_REPORT else ""
            f.name_desk(squeeze(medium + report["place"]))
            f.labels.append(inside)
            return found["rest"]
        if (
            re.search(r"(讯|訊|电|電|報導|报道|报导)$", inside)
            and len(inside) <= 20
            and "记者" not in inside
            and "記者" not in inside
        ):
            f.name_desk(inside)
            return _credit_off(f, found["rest"], tables)
        if re.search(_JOBS, inside):
            _add_people(f, inside, tables)
            f.labels.append(inside)
            return found["rest"].lstrip("：:，, ")
    if found := _SLASH_REPORT.match(rest):
        _add_people(f, "记者 " + found["names"], tables)
        f.name_desk(found["place"])
        f.labels.append(rest[: found.start("rest")])
        return found["rest"]
    if found := _HOME.match(rest):
        f.name_desk(found["dateline"])
        return _credit_off(f, found["rest"], tables)
    return _credit_off(f, rest, tables)


def _credit_off(f: _Fields, rest: str, tables: Tables) -> str:
    found = _CREDIT.match(rest) or _INLINE_CREDIT.match(rest)
    if found and (re.search(_JOBS, found["names"]) or plausible_names(found["names"], tables.surnames)):
        _add_people(f, found["names"], tables)
        f.labels.append(rest[: found.start("rest")])
        rest = found["rest"]
    return rest.lstrip("：:，, ")


def _add_people(f: _Fields, text: str, tables: Tables) -> None:
    f.people.extend(parse_people(text, tables.surnames))


def _end_credit(f: _Fields, tables: Tables) -> None:
    """Takes (记者 甲 通讯员 乙) off the end of the last paragraph."""
    for at in range(len(f.body) - 1, max(-1, len(f.body) - 4), -1):
        block = f.body[at]
        if block.kind == "caption":
            continue
        found = _TAIL_CREDIT.match(block.text)
        if block.kind != "heading" and found:
            names = found["names"]
            if re.search(_JOBS, names) or plausible_names(names, tables.surnames):
                people = parse_people(names, tables.surnames)
                if people:
                    f.people.extend(people)
                    f.labels.append(block.text[len(found["rest"]) :])
                    f.body[at] = Block(block.kind, found["rest"], block.lines)
        return


def _caption(f: _Fields, text: str, number: int, tables: Tables) -> Block:
    found = _CAPTION_CREDIT.match(text) or _CAPTION_SPACE.match(text)
    if not found:
        return Block("caption", text, (number,))
    _credited(f, found["credit"], tables)
    return Block("caption", found["rest"].strip(), (number,), found["credit"].strip())


def _credit(f: _Fields, text: str, number: int, tables: Tables) -> None:
    """A credit line goes with the caption beside it; before any caption it waits as one of its own."""
    _credited(f, text, tables)
    for at in range(len(f.body) - 1, max(-1, len(f.body) - 3), -1):
        block = f.body[at]
        if block.kind == "caption" and block.credit is None:
            f.body[at] = Block("caption", block.text, (*block.lines, number), text.strip())
            return
    f.body.append(Block("caption", "", (number,), text.strip()))


def _credited(f: _Fields, text: str, tables: Tables) -> None:
    """Whoever a credit names took the picture, whatever else they are."""
    f.credited.extend(Person(p.name, "摄影") for p in parse_people(text, tables.surnames, "摄影"))


def _settle_captions(f: _Fields) -> None:
    """A credit that stood before its caption joins it; one without any is kept as a caption of its own."""
    texts = [b for b in f.body if b.kind != "caption"]
    if (
        len(texts) == 1
        and texts[0].kind == "paragraph"
        and len(f.body) == 2
        and not f.people
        and not f.lead
        and not f.dateline
    ):
        credit = next(b for b in f.body if b.kind == "caption")
        if not credit.text and len(texts[0].text) <= 200:  # a photo whose only text is its caption
            f.body[:] = [
                Block("caption", texts[0].text, tuple(sorted((*texts[0].lines, *credit.lines))), credit.credit)
            ]
            return
    bare = [b for b in f.body if b.kind == "caption" and not b.text]
    for block in bare:
        at = f.body.index(block)
        near = next(
            (
                i
                for i in range(at + 1, len(f.body))
                if f.body[i].kind == "caption" and f.body[i].text and not f.body[i].credit
            ),
            None,
        )
        if near is not None:
            other = f.body[near]
            f.body[near] = Block("caption", other.text, (*block.lines, *other.lines), block.credit)
            f.body.remove(block)
        elif not f.people and f.title:
            f.body.remove(block)
            f.people.extend(p for p in f.credited if p not in f.people)
            f.labels.append(block.credit or "")
        else:
            f.body[at] = Block("caption", block.credit or "", block.lines, None)


def _is_photo(f: _Fields) -> bool:
    captions = [b for b in f.body if b.kind == "caption"]
    texts = [b for b in f.body if b.kind != "caption"]
    return bool(captions) and not f.dateline and not f.lead and len(texts) <= 2 and sum(len(b.text) for b in texts) <= 300 and not any(
        p.role != "摄影" for p in f.people
    )  # fmt: skip


def _is_commentary(f: _Fields, column: str | None) -> bool:
    if f.opinion or (column and any(to_simplified(column).endswith(word) for word in _OPINION_COLUMNS)):
        return True
    if not f.people or f.dateline or any(p.role != "作者" for p in f.people):
        return False
    texts = [b.text for b in f.body if b.kind == "paragraph"]
    urging = sum(1 for text in texts if len(_OPINION.findall(text)) * 60 >= len(text))
    return len(texts) >= 3 and urging * 2 > len(texts)


def _people_of_page(others: Iterable[RoleLine], tables: Tables) -> list[Person]:
    """A web page may name its author in the date line or beside the editor: 作者：甲."""
    for item in others:
        if item.role in (Role.META, Role.EDITOR):
            people: list[Person] = []
            for found in _AUTHOR.finditer(item.line.text):
                if found["name"]:
                    people.extend(parse_people(found[0], tables.surnames))
            if not people and (late := re.search(r"通讯员\s.*$", item.line.text)):
                people.extend(parse_people(late[0], tables.surnames))
            if people:
                return people
    return []


def _breaks_off(text: str, story: Story) -> bool:
    if ends_sentence(text) or len(text) < 14 or text[-1] in "：:":
        return False
    last = story.lines[-1]
    return last.role in (Role.PARAGRAPH, Role.CONTINUATION, Role.OPENING) and text[-1] not in "）)》”"


def _join_title(lines: Sequence[str]) -> str | None:
    if not lines:
        return None
    title = lines[0]
    for line in lines[1:]:
        tight = title[-1] in "，、：——”" or line[0] in "“《" or len(title) <= 4
        title += line if tight else " " + line
    return title


def _sureness(story: Story) -> dict[str, float]:
    """How sure each field is: its least sure line; `article` is how sure the cut is."""
    sure: dict[str, float] = {"article": round(story.sure, 3)}
    names = {
        Role.TITLE: "title", Role.TITLE_MORE: "title", Role.KICKER: "kicker", Role.SUBTITLE: "subtitle", Role.COLUMN: "column",
        Role.BYLINE: "authors", Role.SIGNATURE: "authors", Role.LEAD: "lead", Role.HEADING: "headings", Role.CAPTION: "captions",
    }  # fmt: skip
    for item in story.lines:
        name = names.get(item.role, "text")
        sure[name] = round(min(sure.get(name, 1.0), item.sure), 3)
    return sure
