"""The names by which a page may say what paper or site it is from, and what is seen of each.

In the first and last lines of a page (`zone.ends_of`) every name is a candidate that a line states (来源：…), that ends like
the name of a paper, a site or a media centre, that stands before the date or alone at the head of the page, that holds the
rights, or that a dateline or byline gives. So is no name at all. What is seen of a candidate speaks for or against it
(`clippings.describe.source`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from clippings.describe.dates import iso_date
from clippings.describe.zone import RIGHTS, STATING_ROLES, WIDE, Ends, Seen, ends_of, steps_of
from clippings.models import HEAD_ROLES, PageKind, Role, RoleLine
from clippings.tables import Forms
from clippings.text import HAN, is_han, squeeze

_LABELLED = re.compile(r"^\S{1,6}[：:]")
_ALONE_LONG = re.compile(rf"^[{HAN}]{{4,24}}$")
_ALONE = re.compile(rf"^[{HAN}A-Za-z·]{{2,12}}(?:(?<=[{HAN}])\d{{2}})?$")  # 香港01
_LIST = 3  # names in one line
_STATING = (
    "stated",
    "copied",
    "to be named",
    "dateline",
    "agency",
    "writer",
    "notice",
)  # signs that leave no doubt of a name
_SPACED = re.compile(rf"(?<![^\s])(?:[{HAN}] ){{2,}}[{HAN}](?:\s|$)")
_PAGED = re.compile(r"[版期]|星期")
_WORDS = re.compile(r"[\s|｜]")
_PARTS = re.compile(r"\s?[-—－_]{1,2}\s?|\s(?=《)|[\s|｜]+")
_SITES = re.compile(r"\s?[-—－]{1,2}\s?")
_EDGES = ' 　-—|｜/［］[]【】（）()《》_“”"：:，,。'
_SIMPLE = str.maketrans("報網聞線頻臺發訊藝", "报网闻线频台发讯艺")
_HEAD = 3  # lines
_APART = STATING_ROLES | {Role.SIGNOFF}
_NAMING = STATING_ROLES | {Role.OPENING, Role.BYLINE, Role.CREDIT, Role.SIGNOFF}
_SIGNS = ("named", "stated", "alone", "dateline", "writer", "before date")  # of which others stand first, or elsewhere
_FOUND = tuple[str, int, str, tuple[str, ...]]  # name, line, sign, and more that is seen of it


def papers_named(lines: Sequence[RoleLine], kind: PageKind, forms: Forms) -> Seen:
    """Every name that may be the page's paper or site, and what is seen of it."""
    page = Ends(lines)
    seen: dict[str, set[str]] = defaultdict(set)
    signs: dict[str, dict[str, int]] = defaultdict(dict)  # sign -> name -> first line
    places: dict[str, set[int]] = defaultdict(set)
    raw = [(_plain(name, forms), at, sign, more) for name, at, sign, more in _found(lines, forms)]
    found = [one for one in raw if _is_name(one[0], one[2], forms)]
    story = _whose([name for name, _, sign, _ in raw if sign == "stated"], forms)
    apart = {item.line.text.strip() for _, item in ends_of(lines) if item.role in _APART}
    whole_names = _spelt_out({name for name, *_ in found}, apart, forms)
    for short, at, sign, more in found:
        name = whole_names.get(short, short)
        signs[sign].setdefault(name, at)
        places[name].add(at)
        seen[name] |= {f"{kind} {sign}", f"{kind} {sign} {page.zone(at)}", f"{sign} {lines[at].role}"}
        seen[name].update(f"{sign} {thing}" for thing in (*more, *story))
    whole = "\n".join(item.line.text for item in lines)
    for name, beside in _compared(places, kind, forms).items():
        seen[name] |= beside | {f"{kind} count {min(4, whole.count(name))}"}
    for sign in _SIGNS:
        ranked = sorted(signs.get(sign, {}), key=lambda name: (signs[sign][name], name))
        for rank, name in enumerate(ranked):
            seen[name].add(f"{sign} rank {min(rank, 3)}")
        for name in seen.keys() - set(ranked) if ranked else ():
            seen[name].add(f"{sign} elsewhere")
    none = {f"{kind} none", f"{kind} none of {min(4, len(seen))}", *(f"none, {whose}" for whose in story)}
    if "stated" in signs:
        none.add(f"{kind} none though stated")
    if not any(forms.paper_ending.search(name) for name in seen):
        none.add(f"{kind} no media")
    return {name: frozenset(found) for name, found in seen.items()} | {None: frozenset(none)}


def _whose(stated: Sequence[str], forms: Forms) -> Sequence[str]:
    """Does the page state, instead of a name, that the story is its own (来源：本站) or nobody's (来源：互联网)?"""
    if any(map(forms.own_story.match, stated)):
        return ("own story",)
    return ("nobody's",) if any(map(forms.own_or_nobody.match, stated)) else ()


def _is_name(name: str, sign: str, forms: Forms) -> bool:
    if not 2 <= len(name) <= 24 or forms.own_or_nobody.match(name) or forms.edition_behind.fullmatch(name):
        return False
    return (sign.startswith(_STATING) and sign != "stated below") or (is_han(name) and not forms.no_paper.search(name))


def _spelt_out(names: Collection[str], lines: Collection[str], forms: Forms) -> dict[str, str]:
    """The names that leave out where their office is, and the one that says it, among them or as a line by itself that is no headline:
    县融媒体中心 is 镇坪县融媒体中心."""
    short = [name for name in names if forms.office_without_place.match(name)]
    known = {*names, *(line for line in lines if _ALONE_LONG.match(line))} if short else ()
    whole = {name: [other for other in known if other.endswith(name) and other != name] for name in short}
    return {name: others[0] for name, others in whole.items() if len(others) == 1}


def _compared(places: Mapping[str, set[int]], kind: PageKind, forms: Forms) -> dict[str, set[str]]:
    """What is seen of each name by itself and beside the others. `places` are the lines that give it."""
    first = min((min(found) for found in places.values()), default=0)
    seen: dict[str, set[str]] = {}
    for name in places:
        ending = forms.paper_ending.search(name) or forms.office_ending.search(name)
        sort = ending[0].translate(_SIMPLE) if ending else "other"
        others = [other for other in places if other != name]
        seen[name] = {
            f"on lines {min(3, len(places[name]))}",
            f"{kind} ends {'报' if sort.endswith('报') else sort}",
            f"ends in {name[-2:]}",
            f"length {min(len(name), 12)}",
        }
        if any(name in other for other in others):
            seen[name].add(f"{kind} inside another")
        if any(other in name and len(other) >= 3 for other in others):
            seen[name].add(f"{kind} holds another")
        if min(places[name]) == first:
            seen[name].add(f"{kind} first of all")
    return seen


def site_named(lines: Sequence[RoleLine], publisher: str, forms: Forms) -> str | None:
    """The site that copied a paper's story: 大西北网-甘肃日报 states both, a breadcrumb begins with it. None is unknown."""
    for item in lines:
        if item.role in STATING_ROLES and (found := forms.paper_stated.search(item.line.text[:WIDE])):
            site, mark, paper = _SITES.sub("|", found["name"].strip(_EDGES)).partition("|")
            site = _plain(site, forms)
            if mark and _plain(paper, forms) == publisher and forms.paper_ending.search(site):
                return site
    for item in lines:
        if item.role is Role.FURNITURE and item.rule in ("breadcrumb", "path-arrows", "path-of-sections"):
            first = steps_of(forms.where_before.sub("", item.line.text[:WIDE]))[0].strip()
            named = 2 < len(first) <= 14 and not re.search(r"首页|主页|首頁", first)
            named = (
                named
                and is_han(first)
                and not forms.no_paper.search(first)
                and not forms.edition_behind.fullmatch(first)
            )
            return first if named and first != publisher else None
    return None


def _plain(name: str, forms: Forms) -> str:
    """Without marks around it, 下载 before it and 数字报 behind it."""
    name = forms.call_before.sub("", name.strip(_EDGES))
    bare = forms.edition_behind.sub("", name)
    return bare if len(bare) >= 3 else name


def _found(lines: Sequence[RoleLine], forms: Forms) -> Iterator[_FOUND]:
    """Every name that a line may give."""
    stated = False
    for at, item in ends_of(lines):
        if item.role not in _NAMING and at >= _HEAD:
            continue
        text = _SPACED.sub(lambda found: squeeze(found[0]) + " ", item.line.text[:WIDE]).strip()
        if item.role in STATING_ROLES:
            below = lines[at + 1].line.text[:WIDE].strip() if at + 1 < len(lines) else ""
            for name, line, sign, more in _stated(text, at, below, forms):
                if sign == "stated":
                    more, stated = (*more, "later" if stated else "first"), True
                yield name, line, sign, more
            yield from _left_out(text, at, item.rule, forms)
        elif at < _HEAD and item.role in HEAD_ROLES:
            for found in forms.paper_named.finditer(text):
                begins = ("begins",) if found.start() == 0 else ()
                yield found["name"], at, "named in text", (f"role {item.role}", *begins)
        if item.role is Role.OPENING:
            yield from (
                (desk["name"], at, sign, ()) for sign, form in forms.openings.items() if (desk := form.match(text))
            )
        elif item.role in (Role.BYLINE, Role.CREDIT):
            yield from ((found["name"], at, "writer", ()) for found in forms.paper_of_writer.finditer(text))
            yield from ((found["name"], at, "in byline", ()) for found in forms.paper_named.finditer(text))
        elif item.role is Role.SIGNOFF:
            yield from ((found["name"], at, "notice", ()) for found in forms.paper_of_notice.finditer(text))


def _part_of(text: str, at: int, forms: Forms) -> str:
    """The edition that a paper's name goes on to name: 广西日报|·农村版."""
    found = forms.edition_part.match(text, at)
    return found[0] if found else ""


def _stated(text: str, at: int, below: str, forms: Forms) -> Iterator[_FOUND]:
    """The name behind 来源：, its parts, or the line below."""
    found = forms.paper_stated.search(text)
    if found is None:
        bare = forms.paper_stated_bare.match(text)
        yield from ((bare["name"], at, "stated", ()),) if bare else ()
        return
    name = re.split(r"\s+(?=作者|编辑|記者|记者|通讯员|\d)", found["name"].strip(_EDGES))[0]
    if not name:
        if not _LABELLED.search(below):
            yield re.split(r"\s|编辑|編輯", below)[0], at + 1, "stated below", ()
        return
    yield name, at, "stated", (f"label {found['label']}",)
    parts = [part for part in _PARTS.split(name) if part]
    if len(parts) > 1:
        yield from ((part, at, f"stated part {number}", ()) for number, part in enumerate(parts[:3], 1))
    if bracket := re.match(r"^(.+?)[（(]", name):
        yield bracket[1], at, "stated before bracket", ()
    if title := re.search(r"《(.+?)》", name):
        yield title[1], at, "stated title", ()


def _left_out(text: str, at: int, rule: str, forms: Forms) -> Iterator[_FOUND]:
    """The names in a line that is no part of an article."""
    steps, words = steps_of(text), _WORDS.split(text)
    told = [f"rule {rule}", "many words" if len(words) > 5 else "few words"]
    names = list(forms.paper_named.finditer(text))
    told += [
        word
        for word, holds in (
            ("links", forms.links_to_papers.match(text) or len(names) >= _LIST),
            ("rights", RIGHTS.search(text)),
            ("dated", iso_date(text)),
            ("paged", _PAGED.search(text)),
            ("app", forms.app.search(text)),
            ("steps", len(steps) > 1),
        )
        if holds
    ]
    if len(steps) > 1:
        yield forms.where_before.sub("", steps[0]).replace("首页", ""), at, "first step", ()
    for number, found in enumerate(names):
        if forms.section_before.search(text, 0, found.start()):
            continue
        name = found["name"] + _part_of(text, found.end(), forms)
        helped = forms.help_before.search(text, 0, found.start()) is not None
        where = [
            ("helped", helped),
            ("begins", found.start() == 0),
            ("ends", found.end() == len(text)),
            ("later in line", number > 0),
        ]
        yield name, at, "named", (*told, f"starts {name[:2]}", *(word for word, holds in where if holds))
    if _ALONE.match(text):
        yield text, at, "alone", (f"rule {rule}", f"line {min(at, 6)}", f"starts {text[:2]}")
        office = forms.site_behind_office.sub("", text)
        if office != text and forms.office_ending.search(office):
            yield office, at, "site of office", ()
    elif at < _HEAD and _ALONE.match(first := re.split(r"[\s|｜·—\-_]", text)[0]):
        yield first, at, "first word", (f"rule {rule}", f"line {at}", *(("paged",) if _PAGED.search(text) else ()))
    for sign, form in forms.beside.items():
        yield from ((found["name"], at, sign, tuple(told)) for found in form.finditer(text))
