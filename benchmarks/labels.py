"""Which roles each line of a document with truth may have: the truth read back onto the lines of its text.

Where the truth leaves it open (the text of a photo may open a story of its own; furniture is of several kinds), a line has
several roles; where it says nothing of a line, all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.measure import key
from clippings.models import LEFT_OUT_ROLES, Line, Role
from clippings.text import squeeze

_ANY = frozenset(Role)
_FIRST = frozenset({Role.PARAGRAPH, Role.OPENING})
_LATER = frozenset({Role.PARAGRAPH})
_REST = frozenset({Role.CONTINUATION})
_NAMES = frozenset({Role.BYLINE, Role.SIGNATURE})


_JUMP = re.compile(r"^\W*(?:上接|下转|下轉|紧接|转|轉|接).{0,3}\d*[一二三四五六七八九十]*版.{0,8}$")
_PREFIX = 2  # characters before a paragraph's text that are a mark; more are a dateline
_TAIL = 8  # characters of a line by which the paragraph is known that goes on below it
_LEAD_LABEL = re.compile(r"^\W*(?:导读|導讀|导语|核心提示|内容提要|内容摘要|内容提示|阅读提示|提要|摘要|引言)\W*$")
_CREDIT_CUT = re.compile(r"^[^(（〔]{1,14}[)）〕].{4,}")  # the credits of a dateline go on, and then the text begins
_DESK = re.compile(r"[讯訊]|(?:[电電]|(?:报导|報導|报道|報道))\W{0,2}$")
_IN_BRACKETS = re.compile(r"^[〔【(（\[]([^〕】)）\]]{2,40})[〕】)）\]](?=.)")
_SHOT = re.compile(r"[(（][^()（）]*[摄攝][^()（）]*[)）]$")  # who took a photo
_DATELINE = re.compile(r"^(?:本[报報刊台网]\S{0,10}|[\u4e00-\u9fff]{2,6})(?:讯|電|电|訊)\W{0,2}[(（〔]")


def allowed_roles(truth: Mapping[str, Any], lines: Sequence[Line]) -> list[frozenset[Role]]:
    """For each line of the text the roles that agree with the truth."""
    left_out = {key(line) for line in truth.get("chrome", [])}
    pieces = [piece for article in truth["articles"] for piece in _pieces(article)]
    by_text: dict[str, set[Role]] = {}
    for text, roles, _ in pieces:
        by_text.setdefault(text, set()).update(roles)
    shared = Counter(key(article.get("column")) for article in truth["articles"])
    for text, number in shared.items():
        if number > 1 and Role.COLUMN in by_text.get(text, ()):
            by_text[text].add(Role.TITLE)  # a headline over a package of stories is the column of each
    firsts = frozenset(text for article in truth["articles"] if (text := _first_paragraph(article)))
    allowed = [_allowed(line, left_out, by_text, pieces, firsts, truth) for line in lines]
    bodies = [whole for whole, roles, several in pieces if several and roles & _FIRST]
    for at in range(1, len(lines)):
        if allowed[at] is _ANY and _ends_paragraph(key(lines[at - 1].text), key(lines[at].text), bodies):
            allowed[at] = _REST
    return allowed


def _ends_paragraph(before: str, text: str, bodies: Sequence[str]) -> bool:
    """Is it the few letters that a paragraph ends with, below a line of that paragraph?"""
    return bool(text) and any(whole.endswith(before[-_TAIL:] + text) for whole in bodies)


def _first_paragraph(article: Mapping[str, Any]) -> str:
    return next((key(block["text"]) for block in article["body"] if block["type"] == "paragraph"), "")


def _pieces(article: Mapping[str, Any]) -> Iterator[tuple[str, frozenset[Role], bool]]:
    """A piece of the truth, the roles of a line that prints it, and whether it may be set on several lines."""
    for name, role in (("column", Role.COLUMN), ("kicker", Role.KICKER), ("subtitle", Role.SUBTITLE)):
        if article.get(name):
            yield key(article[name]), frozenset({role}), True
    if article.get("title"):
        yield key(article["title"]), frozenset({Role.TITLE}), True
    for text in article.get("lead") or []:
        yield key(text), frozenset({Role.LEAD}), True
    starts = _starts(article)
    for block in article["body"]:
        kind = block["type"]
        if kind == "paragraph":
            yield key(block["text"]), starts, True
            starts = _LATER
        elif kind == "list":
            yield key(block["text"]), frozenset({Role.ITEM}), False
        elif kind == "heading":
            yield key(block["text"]), frozenset({Role.HEADING}), False
        else:
            yield key(block["text"]), frozenset({Role.CAPTION}), True
            if block.get("credit"):
                yield key(block["credit"]), frozenset({Role.CREDIT}), False


def _starts(article: Mapping[str, Any]) -> frozenset[Role]:
    """What an article's first paragraph may be, if no dateline stands before it: one below a headline opens nothing; one without
    does, unless it is the text of a photo."""
    if article.get("title"):
        return _LATER
    pictured = any(block["type"] == "caption" for block in article["body"])
    return _FIRST if pictured else frozenset({Role.OPENING})


def _allowed(
    line: Line,
    left_out: set[str],
    by_text: Mapping[str, set[Role]],
    pieces: Sequence[tuple[str, frozenset[Role], bool]],
    firsts: frozenset[str],
    truth: Mapping[str, Any],
) -> frozenset[Role]:
    text = key(line.text)
    found: set[Role] = set(by_text.get(text, ()))
    if text in left_out or key(line.raw) in left_out:
        found |= {Role.JUMP} if _JUMP.match(text) else LEFT_OUT_ROLES
        if _LEAD_LABEL.match(text):
            found.add(Role.LEAD_LABEL)  # it names the lead and is no text
    if found:
        if found & _FIRST and len(text) < 120:
            found |= {Role.SIGNOFF}
        return frozenset(found)
    bare = text.strip("■□●○◎▲△▶►★☆◆◇※▼【】[]〖〗《》()")
    if bare in by_text:
        return frozenset(by_text[bare])
    for whole, roles, several in pieces:
        if several and len(text) >= 2 and len(whole) > len(text) and text in whole:
            at = whole.index(text)
            if Role.TITLE in roles:
                found |= {Role.TITLE} if at == 0 else {Role.TITLE_MORE}
            elif roles & _FIRST:
                if len(text) >= 6:
                    found |= roles if at == 0 else _REST
            elif len(text) >= 4:
                found |= roles | ({Role.CONTINUATION} if at and Role.LEAD in roles else set())
        elif (
            several and len(whole) >= (5 if Role.CAPTION in roles else 12) and len(text) > len(whole) and whole in text
        ):
            if roles & _FIRST:  # a dateline before it, a credit behind it
                found |= {Role.OPENING} if whole in firsts and text.index(whole) > _PREFIX else roles
            elif Role.CAPTION in roles or Role.LEAD in roles:
                found |= roles
    if found:
        return frozenset(found)
    if _DATELINE.match(text) and text not in by_text:
        return frozenset({Role.OPENING})
    if any(
        _opens(text, whole) or _opens_in_brackets(text, whole)
        for whole, roles, several in pieces
        if several and roles & _FIRST
    ):
        return frozenset({Role.OPENING})
    shown = _SHOT.sub("", text)
    if shown != text and len(shown) >= 2 and any(shown in whole for whole, roles, _ in pieces if Role.CAPTION in roles):
        return frozenset({Role.CAPTION})  # the end of a caption, and who took the photo
    if _CREDIT_CUT.match(text):
        return _REST
    if len(text) <= 60 and _names(text, truth):
        return _NAMES | {Role.CREDIT} if "摄" in text or "攝" in text else _NAMES
    for whole, roles, several in pieces:  # the half of a paragraph with a dateline, or with a credit at its end
        if several and roles & _FIRST and len(text) >= 16 and len(whole) >= 16:
            if whole[:12] in text:  # what stands before it is a dateline, or the rest of one
                if text.startswith(whole[:12]):
                    return roles
                return _REST | {Role.OPENING} if whole in firsts else roles | _REST
            if whole[-12:] in text:
                return _REST
    return _ANY


def _opens(text: str, whole: str) -> bool:
    """Does a line hold a dateline and then the first words of a paragraph, that goes on in the next line?"""
    start = text.rfind(whole[:3], 0, len(text)) if len(whole) > 12 else -1
    return (
        start >= 4
        and len(text) - start >= 3
        and whole.startswith(text[start:])
        and _DESK.search(text[:start]) is not None
    )


def _opens_in_brackets(text: str, whole: str) -> bool:
    """The same, behind brackets that say who writes from where; one letter of the paragraph is enough."""
    found = _IN_BRACKETS.match(text)
    return found is not None and _DESK.search(found[1]) is not None and whole.startswith(text[found.end() :])


def _names(text: str, truth: Mapping[str, Any]) -> bool:
    return any(squeeze(person["name"]) in text for article in truth["articles"] for person in article["byline"])
