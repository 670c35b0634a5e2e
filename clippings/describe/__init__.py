"""Describe: stories in, articles out, with every field of the editorial contract that the page states. Unknown stays None."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from clippings.describe.dateline import is_opening, read_end_credit, read_opening, reported, with_split_datelines
from clippings.describe.fields import Fields, bare_label, glue, off_marks
from clippings.describe.opinion import is_commentary
from clippings.describe.picture import is_photo, read_caption, read_credit, settle_captions
from clippings.describe.source import read_source
from clippings.models import LEFT_OUT_ROLES, Article, Block, PageKind, Person, Role, RoleLine, Source, Story
from clippings.people import has_surname, parse_people, plausible_names
from clippings.tables import Forms, Tables
from clippings.text import SIGNED, ends_sentence, squeeze

__all__ = ["beside", "describe", "read_source"]
_SURE = 0.9  # of a line's role, from which its reading alone decides
_MARKDOWN_ITEM = re.compile(r"^[-+*]\s+(?=\S)")  # its mark, not the paper's
_LONG_CREDIT = 40  # characters; what is longer tells what is seen
_BRACKETS = "（）()【】〔〕[]［］ "
_DASHES = "—-–─－ "
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}")


def beside(story: Story, lines: Sequence[RoleLine], *, alone: bool) -> tuple[RoleLine, ...]:
    """The lines of a page that were left out and may speak of a story: all, if it is the only one (`alone`); else the date lines right
    below a line of its own, which may name its author."""
    if alone:
        return tuple(item for item in lines if item.role in LEFT_OUT_ROLES)
    own, found, last = {item.line.number for item in story.lines}, list[RoleLine](), 0
    for item in lines:
        if item.role not in LEFT_OUT_ROLES:
            last = item.line.number
        elif item.role is Role.META and last in own:
            found.append(item)
    return tuple(found)


def describe(
    story: Story, seed: str, kind: PageKind, source: Source, tables: Tables, others: Iterable[RoleLine] = ()
) -> Article:
    """The article that a story is. `source` is the page's; `others` are lines left out that may say who wrote it or that it breaks
    off (`beside`)."""
    f = Fields()
    for item, rest in with_split_datelines(story.lines, tables.forms):
        _take(f, item, tables)
        if rest is not None and f.body:
            f.body[-1] = replace(f.body[-1], lines=(*f.body[-1].lines, rest.line.number))
    settle_captions(f)
    _off_jump(f, tables.forms)
    read_end_credit(f, tables)
    photo = is_photo(f)
    people = f.people + (f.credited if photo or (not f.people and f.credited and not f.title) else [])
    if kind is PageKind.WEB and not people:
        people = _people_of_page(others, tables)
    unique = tuple({person.name: person for person in reversed(people)}.values())[::-1]
    last = next((b for b in reversed(f.body) if b.kind != "caption"), None)
    broken = last is not None and last.kind == "paragraph" and _breaks_off(last.text, story)
    column = " ".join(f.column) or (story.inherited_column and bare_label(story.inherited_column.line.text)) or None
    title = _join_title(f.title)
    return Article(
        seed=seed,
        numbers=tuple(sorted({item.line.number for item in story.lines})),
        body=tuple(f.body),
        kind="photo" if photo else "commentary" if is_commentary(f, column) else "article",
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
        or any(tables.forms.goes_on_elsewhere.search(o.line.text) for o in others if o.role is Role.FURNITURE),
        source=source,
        labels=tuple(f.labels),
        sure=_sureness(story),
    )


def _take(f: Fields, item: RoleLine, tables: Tables) -> None:
    text, number = item.line.text, item.line.number
    match item.role:
        case Role.COLUMN:
            f.column.append(bare_label(text))
        case Role.KICKER:
            f.kicker.append(off_marks(text))
        case Role.TITLE | Role.TITLE_MORE:
            f.title.append(off_marks(text))
        case Role.SUBTITLE:
            f.subtitle.append(off_marks(text).strip(_DASHES))
        case Role.SIGNATURE if SIGNED.search(text):  # the end of a sentence, in a narrow column, and its writer
            _continue(f, text, number)
        case Role.SIGNATURE:
            text = _off_text(f) + text
            if _take_people(f, text, tables):
                f.labels.append(text)
            else:  # a unit, or （有删节）
                f.body.append(Block("paragraph", text, (number,)))
        case Role.BYLINE:
            _take_people(f, text, tables)
            f.labels.append(text)
        case Role.LEAD_LABEL:
            f.labels.append(text)
        case Role.LEAD:
            f.lead.append(Block("paragraph", _off_label(f, text, tables.forms), (number,)))
        case Role.HEADING:
            f.body.append(Block("heading", off_marks(text), (number,)))
        case Role.OPENING:
            rest = read_opening(f, text, tables)
            if found := tables.forms.titled_below_agency.match(rest):
                if f.title:
                    f.labels.append(rest)
                else:
                    f.title.append(found["title"])
                    f.labels.append(rest[: found.start("title")])
                return
            f.body.append(Block("paragraph", rest, (number,)))
        case Role.CONTINUATION:
            _continue(f, text, number, told=item.sure >= _SURE)
        case Role.ITEM:
            f.body.append(Block("list", _MARKDOWN_ITEM.sub("", text), (number,)))
        case Role.CAPTION:
            f.body.append(read_caption(f, text, number, tables))
        case Role.CREDIT if len(text) > _LONG_CREDIT:
            f.body.append(read_caption(f, text, number, tables))
        case Role.CREDIT:
            read_credit(f, text, number, tables)
        case Role.JUMP:
            f.labels.append(text)
            f.truncated = f.truncated or re.search(r"[转轉见見]", text) is not None
        case Role.PARAGRAPH if not f.body and (glued := _off_title(f, text)):
            f.body.append(Block("paragraph", read_opening(f, glued, tables), (number,)))
        case Role.PARAGRAPH if (
            len(f.body) < 2 and not f.people and is_opening(text, tables.forms)
        ):  # perhaps below a summary
            f.body.append(Block("paragraph", read_opening(f, text, tables), (number,)))
        case Role.PARAGRAPH if _goes_on(f):
            _continue(f, text, number)
        case _:
            f.body.append(Block("paragraph", text, (number,)))


def _continue(f: Fields, text: str, number: int, *, told: bool = False) -> None:
    """Joins the rest of a paragraph to its beginning, over a picture or a sidebar if need be. In narrow columns a line may
    end with a sentence and its paragraph go on; `told` says that the page's setting leaves no doubt."""
    for at in range(len(f.body) - 1, max(-1, len(f.body) - 8), -1):
        block = f.body[at]
        if block.kind == "paragraph":
            whole = ends_sentence(block.text)
            if whole and told and at == len(f.body) - 1 and block.lines[-1] == number - 1:
                f.body[at] = Block("paragraph", glue(block.text, text), (*block.lines, number))
                return
            if whole and at == len(f.body) - 1:
                break
            if not ends_sentence(block.text):
                f.body[at] = Block("paragraph", glue(block.text, text), (*block.lines, number))
                return
        elif block.kind != "caption":
            break
    f.body.append(Block("paragraph", text, (number,)))


def _off_text(f: Fields) -> str:
    """The bracket of a signature that the text above it ends with, taken off the text."""
    last = f.body[-1] if f.body else None
    if last is None or last.kind != "paragraph" or not last.text.endswith(("（", "(")):
        return ""
    rest = last.text[:-1].rstrip()
    if not rest:
        return ""
    f.body[-1] = Block("paragraph", rest, last.lines)
    return last.text[-1]


def _off_jump(f: Fields, forms: Forms) -> None:
    """A jump to another page that the last paragraph ends with, taken off it: 全镇已有（下转第三版）."""
    for at in range(len(f.body) - 1, -1, -1):
        block = f.body[at]
        if block.kind == "paragraph" and (found := forms.jump_behind.match(block.text)):
            f.body[at] = Block("paragraph", found["rest"], block.lines)
            f.labels.append(found["jump"])
            f.truncated = True
        if block.kind != "caption":
            return


def _off_title(f: Fields, text: str) -> str | None:
    """The rest of a first paragraph that begins with the title once more, or None."""
    title = f.title[0] if f.title else ""
    if len(title) >= 6 and text.startswith(title) and len(text) > len(title) + 12:
        f.labels.append(title)
        return text[len(title) :].lstrip()
    return None


def _goes_on(f: Fields) -> bool:
    """Does text after a picture go on with a paragraph that was cut before it?"""
    if not f.body or f.body[-1].kind != "caption":
        return False
    last = next((block for block in reversed(f.body) if block.kind != "caption"), None)
    return last is not None and last.kind == "paragraph" and not ends_sentence(last.text) and last.text[-1] not in "：—"


def _off_label(f: Fields, text: str, forms: Forms) -> str:
    found = forms.lead_label.match(text)
    if not found:
        return text
    f.labels.append(found[0].strip())
    return text[found.end() :]


def _take_people(f: Fields, text: str, tables: Tables) -> bool:
    """Takes the writers that a line names; says whether it names any."""
    report = reported(off_marks(text).strip(_BRACKETS), tables)
    people = list(report.people) if report else _of_names(parse_people(text, tables.names), tables)
    f.people.extend(people)
    if f.dateline is None and report:
        f.name_desk(report.desk)
    elif f.dateline is None and (place := tables.forms.report_place.search(text)):
        f.dateline = place["place"]
    if "评论员" in text or "評論員" in text or "社论" in text:
        f.opinion = True
        if not people and (found := tables.forms.commentator.match(squeeze(off_marks(text)).strip("（）()"))):
            f.people.append(Person(found[0], "评论员"))
        return True
    return bool(people)


def _of_names(people: Sequence[Person], tables: Tables) -> list[Person]:
    """Without what stands beside a name and is none: the writer's town before it (忻州 蔚效文), or a post. Only where somebody else
    has a surname."""
    told = [person for person in people if has_surname(person.name, tables.names.surnames)]
    return [
        person
        for at, person in enumerate(people)
        if person.role != "作者"
        or not any(other is not person for other in told)
        or person in told
        or not ((at == 0 and person.name in tables.towns) or tables.forms.post_behind_name.search(person.name))
    ]


def _people_of_page(others: Iterable[RoleLine], tables: Tables) -> list[Person]:
    """A web page may name its author in the date line or beside the editor: 作者：甲."""
    for item in others:
        if item.role in (Role.META, Role.EDITOR):
            people: list[Person] = []
            for found in tables.forms.name_stated.finditer(item.line.text):
                if found["name"]:
                    people.extend(parse_people(found[0], tables.names))
            if not people and (told := tables.forms.report_beside.search(item.line.text)):
                people = list(parse_people("记者 " + told["names"], tables.names))
            if (
                not people
                and _CLOCK.search(item.line.text)
                and (cell := tables.forms.names_in_cell.search(item.line.text))
                and plausible_names(cell["names"], tables.names)
            ):
                people = list(parse_people("记者 " + cell["names"], tables.names))
            if not people:
                called = " ".join(found[0] for found in tables.forms.called_beside.finditer(item.line.text))
                people = [x for x in parse_people(called, tables.names) if has_surname(x.name, tables.names.surnames)]
            if not people and (late := tables.forms.correspondent_beside.search(item.line.text)):
                people.extend(parse_people(late[0], tables.names))
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
