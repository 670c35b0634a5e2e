"""The dates that a page states, and what is seen of each.

In the first and last lines of a page (`zone.ends_of`) every date outside running text is a candidate for the day on which
the page was printed, and so is none. What is seen of a candidate speaks for or against it (`clippings.describe.source`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from clippings.describe.dates import DATE, closing_date, compact_date, form_of, is_only_a_date, iso_date
from clippings.describe.zone import RIGHTS, STATING_ROLES, WIDE, Ends, Seen, ends_of, steps_of
from clippings.models import PageKind, Role, RoleLine
from clippings.script import is_traditional
from clippings.text import HAN, narrow, squeeze

_STATING = STATING_ROLES | {Role.BYLINE, Role.SIGNOFF, Role.COLUMN, Role.KICKER, Role.CREDIT, Role.TITLE}
_TELLING = (Role.PARAGRAPH, Role.CONTINUATION, Role.CAPTION, Role.OPENING)  # may close with a date
_LABEL = re.compile(rf"([{HAN}]{{1,6}}|[A-Za-z]+)\s?[：:]?\s?$")
_TIME = re.compile(r"^\s?T?\s*\d{1,2}[:：]\d{2}")
_YEAR = re.compile(r"^(?:[^\d创成]*\s)?(?:19|20)\d{2}年$")  # a date on two lines of a page's head
_SAID = (
    ("weekday", re.compile("星期|周[一二三四五六日]")),
    ("page", re.compile("版")),
    ("greeting", re.compile("今天是|欢迎|您好")),
    ("rights", RIGHTS),
    ("labels", re.compile("来源|來源|作者|编辑|字号|点击|浏览|阅读|责编|记者|記者")),
    ("issue", re.compile(r"第\s?\d+\s?期|总第|农历")),
)
_NAMING = re.compile(rf"(?![星周第农日版])[{HAN}]{{2}}")  # what follows a date in a name
_NO_DAY = re.compile("创办|创刊|備案|备案|ICP|^(?:相关|延伸|推荐|往期|下期|上期)")
_LINK = re.compile(rf"^[·•▪■●○◆▶>»\-]\s?[{HAN}“《][^：:|｜]{{7,}}$")
_PUBLISHED = re.compile("^label .*(?:发布|發布|发表|發表|发稿|日期|时间|時間|来源)")
_LONG, _SHORT = 40, 14  # letters of a line
_FAR = 4  # lines from the headline
_SAMPLE = 40  # lines that tell where a page is from
_TAIWAN = re.compile("民國|[台臺](?:灣|北|中|南|東)|[縣鄉]")
_ELSEWHERE = re.compile("香港|澳門|港聞|九龍|新界|明報")
_FOUND = tuple[str, int, list[str]]  # date, line, what is seen of it


def dates_stated(lines: Sequence[RoleLine], kind: PageKind) -> Seen:
    """Every date that may be the page's, as YYYY-MM-DD, and what is seen of it."""
    page = Ends(lines)
    seen: dict[str, set[str]] = defaultdict(set)
    places: dict[str, list[int]] = defaultdict(list)
    for date, at, said in _found(lines):
        zone, item = page.zone(at), lines[at]
        role = "left out" if item.role in STATING_ROLES else item.role.value
        places[date].append(at)
        seen[date] |= {f"{kind} {zone}", f"{kind} {role} {zone}", f"as {item.role}", f"rule {item.rule}"}
        seen[date].update(f"{kind} {thing}" for thing in said)
        seen[date].update(f"{thing} {zone}" for thing in said)
        if page.title is not None:
            seen[date].add(f"{kind} from title {max(-_FAR, min(_FAR, at - page.title)):+d}")
        if at < 2 or at >= len(lines) - 2:
            seen[date].add(f"{kind} edge {at if at < 2 else at - len(lines)}")
    labelled = {date for date, found in seen.items() if any(_PUBLISHED.match(thing) for thing in found)}
    newest, oldest = max(seen, default=""), min(seen, default="")
    for rank, (date, found) in enumerate(seen.items()):
        found |= {
            f"{kind} rank {min(rank, 3)}",
            f"{kind} times {min(3, len(places[date]))}",
            f"{kind} of {min(4, len(seen))}",
        }
        if labelled and date not in labelled:
            found.add("another is labelled")
        if len(seen) > 1:
            found.add(f"{kind} {'newest' if date == newest else 'oldest' if date == oldest else 'between'}")
    none = frozenset({f"{kind} none", f"{kind} none of {min(4, len(seen))}"})
    return {date: frozenset(found) for date, found in seen.items()} | {None: none}


def _found(lines: Sequence[RoleLine]) -> Iterator[_FOUND]:
    sample = "".join(item.line.text for item in lines[:_SAMPLE])
    republic = is_traditional(sample) and _TAIWAN.search(sample) is not None and not _ELSEWHERE.search(sample)
    for at, item in ends_of(lines):
        if item.role not in _STATING:
            if item.role in _TELLING and (date := closing_date(item.line.text)):
                yield date, at, ["closing"]
            continue
        text = narrow(item.line.text[:WIDE])
        said = _said(text)
        for number, found in enumerate(DATE.finditer(text)):
            date = iso_date(found[0], republic=republic)
            if date and not _is_aside(text, found):
                before, after = text[: found.start()], text[found.end() :]
                label = _LABEL.search(before)
                how = [f"label {label[1][-4:]}" if label else f"behind {before[-1]}" if before else "begins"]
                how += ["time"] if _TIME.match(after) else [] if after.strip() else ["ends"]
                yield date, at, [*said, *how, f"form {form_of(found)}", *(["later in line"] if number else [])]
        if date := compact_date(text):
            yield date, at, [*said, "compact"]
        elif date := closing_date(text):
            yield date, at, ["closing"]
        below = lines[at + 1] if at + 1 < len(lines) else None
        if below and below.role in STATING_ROLES and _YEAR.search(text) and (date := iso_date(text + below.line.text)):
            yield date, at, [*said, "two lines"]


def _is_aside(text: str, found: re.Match[str]) -> bool:
    """Is a date part of a section's name in a breadcrumb, that of another story, or of the site's own history?"""
    if len(steps_of(text)) > 1:
        return _NAMING.match(text, found.end()) is not None
    return (_LINK.match(text) is not None and "星期" not in text) or _NO_DAY.search(text) is not None


def _said(text: str) -> list[str]:
    size = len(squeeze(text))
    said = [name for name, form in _SAID if form.search(text)]
    said += ["only"] if is_only_a_date(text) else []
    said += ["steps"] if len(steps_of(text)) > 1 else []
    return [*said, "short" if size <= _SHORT else "middle" if size <= _LONG else "long"]
