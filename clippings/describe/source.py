"""Where a page comes from: what its own lines say of paper, site, editor and date. Never a guess."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from clippings.describe.dates import compact_date, is_only_a_date, iso_date
from clippings.describe.paper import EDGE, EDITION, PAPER_LINES, STATING, edges, read_paper
from clippings.models import PageKind, Role, RoleLine, Source
from clippings.text import HAN

# what is left out at the head of a digital edition and may bear its date; a link or a file name may not
_DATED = frozenset({"buttons", "edition-tools", "edition-page", "imprint", "page-number", "paper-edition"})
_PATHS = frozenset({"breadcrumb", "path-arrows", "path-of-sections"})
_DESK_WORDS = r"视觉|版式|美编|校对|组版|制版|审核|电话|邮箱|本版|值班|监制|检校|检审|排版|新闻|热线|版面|编审|统筹|制图|初审|复审|终审|来源"
_EDITOR = re.compile(
    rf"(?:责任编辑|责编|責任編輯|責編|编辑|編輯|网编|实习编辑|值班编辑)\s?[：:/／|｜丨]?\s*(?P<name>(?:[{HAN}] [{HAN}](?![{HAN}：:])|[{HAN}·_]{{2,20}})(?:[ 、](?!{_DESK_WORDS})[{HAN}·]{{2,4}}(?![{HAN}]|\s?[：:/／]))*)"
)
_YEAR_ALONE = re.compile(r"^(?:[^\d创成]*\s)?(?:19|20)\d{2}年$")  # a date on two lines of a page's head


def read_source(lines: Sequence[RoleLine], kind: PageKind) -> Source:
    """What the page's own lines say of paper, site, editor and date. Never a guess; the first that says so counts."""
    meta = [x for x in lines if x.role in STATING]
    publisher, republisher = read_paper(lines, meta, kind)
    return Source(publisher, republisher, _editor(meta), _date(lines, meta, kind))


def _date(lines: Sequence[RoleLine], meta: Sequence[RoleLine], kind: PageKind) -> str | None:
    """The page's date: from a date line, from the head or foot of a printed page, or from under a web page's text."""
    for item in meta:
        dated = item.role is Role.META or item.rule.startswith("edition") or item.rule == "greeting"
        found = EDITION.search(item.line.text) if item.role is Role.FURNITURE else None
        date = iso_date(found["date"]) if found else iso_date(item.line.text) if dated else None
        if date:
            return date
    for item in edges(lines) if kind is PageKind.PRINT else lines[:EDGE]:
        dated = kind is PageKind.PRINT or item.rule in _DATED | PAPER_LINES or is_only_a_date(item.line.text)
        left_out = item.role is Role.FURNITURE or (item.role is Role.EDITOR and kind is PageKind.PRINT)
        if left_out and dated and (date := iso_date(item.line.text)):
            return date
        if item.rule in _PATHS and (date := _date_in_path(item.line.text)):
            return date
    for item in lines[:EDGE]:
        if item.role in STATING and (date := compact_date(item.line.text)):
            return date
    for year, day in itertools.pairwise(lines[:EDGE]):
        if year.role in STATING and day.role in STATING and _YEAR_ALONE.search(year.line.text):
            date = iso_date(year.line.text + day.line.text)
            if date:
                return date
    for item in lines if kind is PageKind.WEB else ():  # a digital edition's bar of tools, wherever it stands
        if item.role is Role.FURNITURE and item.rule in _DATED and (date := iso_date(item.line.text)):
            return date
    return _closing_date(lines) if kind is PageKind.WEB else None


def _date_in_path(path: str) -> str | None:
    """The date that is a step of a breadcrumb (右江日报 >> 2015年4月2日 >> 06 乡镇); the name of a section may hold another."""
    steps = re.split(r"\s?(?:>>?|»|→|›|＞|(?<!\d)/(?!\d))\s?", path)
    return next((date for step in steps if (date := iso_date(step)) and is_only_a_date(step)), None)


def _editor(meta: Sequence[RoleLine]) -> str | None:
    for item in meta:
        if item.role in (Role.META, Role.EDITOR) and (found := _EDITOR.search(item.line.text)):
            return re.split(r"[_]", found["name"])[-1]
    return None


def _closing_date(lines: Sequence[RoleLine]) -> str | None:
    """A date that stands only at the end of a web page's text: under a notice, or in the agency's form 1140606."""
    for item in reversed(lines):
        if item.role is Role.SIGNOFF and (date := iso_date(item.line.text)):
            return date
        if item.role in (Role.PARAGRAPH, Role.CONTINUATION, Role.SIGNATURE, Role.CAPTION, Role.CREDIT):
            found = re.search(r"(?<!\d)(1[01]\d)(\d{2})(\d{2})$", item.line.text)
            if found and 1 <= int(found[2]) <= 12 and 1 <= int(found[3]) <= 31:
                return f"{int(found[1]) + 1911}-{found[2]}-{found[3]}"
            if item.role not in (Role.CAPTION, Role.CREDIT):
                return None
    return None
