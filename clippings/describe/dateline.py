"""Datelines and the credits in and behind a text: 本报拉萨讯（记者 张三）, （李四）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from clippings.describe.fields import Fields, glue
from clippings.models import Block, Person, Role, RoleLine
from clippings.people import has_surname, is_writer, parse_people, plausible_names
from clippings.tables import Forms, Tables
from clippings.text import squeeze

_RUNNING = frozenset({Role.PARAGRAPH, Role.CONTINUATION, Role.BYLINE, Role.OPENING})
_WORDS = re.compile(r"(\S{1,40})\s+")


def with_split_datelines(lines: Sequence[RoleLine], forms: Forms) -> Iterator[tuple[RoleLine, RoleLine | None]]:
    """The lines of a story; a dateline whose credits go on in the next line of a narrow column comes as one line, and
    with it the line that was taken in."""
    index = 0
    while index < len(lines):
        item = lines[index]
        after = lines[index + 1] if index + 1 < len(lines) else None
        index += 1
        if after is not None and after.role in _RUNNING and forms.dateline_cut.match(item.line.text):
            between = " " if forms.called_next.search(item.line.text) else ""
            whole = replace(item.line, text=glue(item.line.text + between, after.line.text))
            yield replace(item, line=whole, role=Role.OPENING), after
            index += 1
        else:
            yield item, None


def is_opening(text: str, forms: Forms) -> bool:
    """Does a text begin with who writes from where: 【記者何兆美／大湖報導】, for what paper: 本报讯, 沅水融媒讯, or who at all: 甘肃日报记者 石文静?"""
    found = forms.bracketed.match(text)
    if found is not None and (
        forms.desk_report.search(found["inside"]) or forms.report_uncalled.match(found["inside"])
    ):
        return True
    return any(form.match(text) for form in (forms.desk_named, forms.report_slash, forms.names_called_first))


class Report(NamedTuple):
    """Who reports, and from where."""

    people: tuple[Person, ...]
    desk: str


def reported(inside: str, tables: Tables) -> Report | None:
    """What stands in the brackets before a report: 記者何兆美／大湖報導, 中央社記者王鴻國高雄5日電."""
    forms = tables.forms
    if run_on := forms.report_run_on.match(squeeze(inside)):
        names, place = _apart(run_on, tables)
        medium = run_on["medium"] if run_on["told"].endswith(("电", "電")) else ""
        desk = medium + place + run_on["told"] if place else ""
        return Report(parse_people("记者 " + names, tables.names), desk)
    report = forms.report_bracketed.match(inside) or forms.report_uncalled.match(inside)
    if report and (report.re is not forms.report_uncalled or plausible_names(report["names"], tables.names)):
        return Report(parse_people("记者 " + report["names"], tables.names), squeeze(report["place"]))
    return None


def _apart(found: re.Match[str], tables: Tables) -> tuple[str, str]:
    """The names of a report, and its place, which stands right behind the last of them: 許春豐西嶼 is 許春豐, 西嶼. A name has three characters
    if the place then has two or more; two, if what is behind them is a town and what is behind three is none."""
    run = found["run"]
    size = 3 if len(run) > 4 or len(run) == 3 else 2
    if len(run) > 4 and _is_town(run[2:], tables) and not _is_town(run[3:], tables):
        size = 2
    return found["names"] + run[:size], run[size:]


def _is_town(name: str, tables: Tables) -> bool:
    return name in tables.towns


def read_opening(f: Fields, text: str, tables: Tables) -> str:
    """Takes dateline and credits off the first paragraph."""
    rest, forms = text, tables.forms
    if jump := forms.jump_first.match(rest):
        f.labels.append(jump[0].strip())
        rest = rest[jump.end() :]
    if found := forms.bracketed.match(rest):
        inside = found["inside"]
        if report := reported(inside, tables):
            f.people.extend(report.people)
            f.name_desk(report.desk)
            f.labels.append(inside)
            return found["rest"]
        if forms.desk_bracketed.search(inside) and len(inside) <= 20 and "记者" not in inside and "記者" not in inside:
            f.name_desk(inside)
            return _credit_off(f, found["rest"], tables, behind_desk=True)
        if forms.job.search(inside):
            known = len(f.people)
            _add_people(f, inside, tables)
            if len(f.people) > known:
                f.labels.append(inside)
                return found["rest"].lstrip("：:，, ")
    if found := forms.report_slash.match(rest):
        _add_people(f, "记者 " + found["names"], tables)
        f.name_desk(found["place"])
        f.labels.append(rest[: found.start("rest")])
        return found["rest"]
    if found := forms.dateline.match(rest):
        f.name_desk(found["dateline"])
        return _credit_off(f, found["rest"], tables, behind_desk=True)
    return _credit_off(f, rest, tables)


def _credit_off(f: Fields, rest: str, tables: Tables, *, behind_desk: bool = False) -> str:
    forms = tables.forms
    if told_by := forms.told_by.match(rest):
        f.labels.append(told_by[0])
        rest = rest[told_by.end() :]
    found = forms.credit_before.match(rest) or forms.credit_inline.match(rest)
    told = found is not None and plausible_names(found["names"], tables.names)
    if found and behind_desk and not told:
        told = is_writer(found["names"], tables.names)
    if found and (told or forms.job.search(found["names"])):
        _add_people(f, found["names"], tables)
        f.labels.append(rest[: found.start("rest")])
        rest = found["rest"]
    elif behind_desk and (told_in := forms.report_run_in.match(rest)):
        names, _ = _apart(told_in, tables)
        _add_people(f, "记者 " + names, tables)
        f.labels.append(rest[: told_in.start("rest")])
        rest = told_in["rest"]
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
        name, at = tables.forms.call.sub("", word[1]), word.end()
        called = called or name != word[1]
        if not called or (name and not has_surname(name, tables.names.surnames)):
            break
        if name:
            end, called = at, False  # the next is called something too
    return text[:end]


def _add_people(f: Fields, text: str, tables: Tables) -> None:
    f.people.extend(parse_people(text, tables.names))


def read_end_credit(f: Fields, tables: Tables) -> None:
    """Takes (记者 甲 通讯员 乙) off the end of the last paragraph."""
    for at in range(len(f.body) - 1, max(-1, len(f.body) - 4), -1):
        block = f.body[at]
        if block.kind == "caption":
            continue
        found = tables.forms.credit_behind.match(block.text)
        if block.kind != "heading" and found:
            names = found["names"]
            if tables.forms.about_author.match(names):
                return
            if tables.forms.job.search(names) or is_writer(names, tables.names):
                people = parse_people(names, tables.names)
                if any(person.name not in tables.towns or person.role != "作者" for person in people):
                    f.people.extend(people)
                    f.labels.append(block.text[len(found["rest"]) :])
                    f.body[at] = Block(block.kind, found["rest"], block.lines)
        return
