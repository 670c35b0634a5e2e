"""Classify: lines in, a role for each out.

Each line shows signs: patterns of the tables, and its shape (length, marks, gaps, Markdown, what stands around it).
Each sign speaks for or against roles; the lines around it and which role may follow which speak too. The weights are
those that people set in `data/weights.yml` and `data/signs.yml`, moved by what `tools/train_weights.py` learned from pages
with truth.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from clippings.classify.around import see_around
from clippings.classify.heads import settled_heads
from clippings.classify.look import DATELINES, Look, look_at_all, subjects_of_page
from clippings.classify.reading import INDEX, NEVER, ROLES, behind, best_path, emissions
from clippings.classify.web import has_one_story, kind_of
from clippings.classify.wording import see_wording
from clippings.models import LEFT_OUT_ROLES, Line, PageKind, Role, RoleLine
from clippings.odds import share
from clippings.subjects import PageSubjects
from clippings.tables import Tables, Weights
from clippings.text import fold

_ROUNDS = 3  # of reading a page again
_NEAR = 2.0  # log-odds by which a role may be behind the best and is tried still
_TRIED = 10  # roles of a page that are tried
_STORY = 100  # characters; a headline with less text below it is none where one story is all
_CLOSE = 5  # lines from one printing of a caption to the next
_TOLD = 8  # letters of a caption that are no chance
_TELLING_KEY = 4  # letters of a line that a repetition is known by
_FAR_OFF = 400  # lines; a line that is only like another one is no repetition of it from further off
_CREDIT_LENGTH = 16  # letters by which a credit makes a caption longer
_CAPTIONED = frozenset({"caption-open", "caption-end", "caption-credit-title"})
_TEXT = (Role.PARAGRAPH, Role.CONTINUATION, Role.OPENING, Role.CAPTION)
_HEADS = (Role.HEADING, Role.COLUMN, Role.KICKER)
_LABELS = frozenset({"column-words", "column-brackets"})
_INSIDE = frozenset({"inside one story", "inside one story, long"})
_TOP = 16  # lines at the head of a web page, its headline among them
_CAPTION_LENGTH = 90  # characters
_FURNITURE = (Role.FURNITURE, Role.META, Role.EDITOR)
_KEPT = np.array([role not in LEFT_OUT_ROLES for role in ROLES])
_TELLING = ("repeated", "tail", "known-names", "known-column", "after-open", "web-top")


class Sight(NamedTuple):
    """A page as it is seen before any role is chosen: what each line shows, and what that says of each role."""

    kind: PageKind
    looks: Sequence[Look]
    scores: Weights  # lines by roles


class Rival(NamedTuple):
    """A role that was nearly chosen for a line, and by how much its best page was behind, in log-odds."""

    behind: float
    number: int
    role: Role


def look_over(lines: Sequence[Line], tables: Tables) -> list[Look]:
    """What each line of a page shows by itself, and how it is worded."""
    looks = look_at_all(lines, tables)
    see_wording(looks, tables.wording)
    return looks


def see(looks: Sequence[Look], tables: Tables, kind: PageKind | None = None, page: PageSubjects | None = None) -> Sight:
    """What the lines of a page, each looked at by itself, show together; as on a page of this kind, if one is given. `page` is what
    they are about, if that is known already."""
    looks = [look.copy() for look in looks]
    kind = kind or kind_of(looks)
    see_around(looks, kind, tables, page or subjects_of_page(looks))
    return Sight(kind, looks, emissions((look.features for look in looks), tables))


class LinesRead(NamedTuple):
    """The roles of a page's lines before heads are built; how far each is ahead of the line's next best, and how much the best
    page with each role of each line scores: lines by roles."""

    roles: Sequence[Role]
    margins: Sequence[float]
    whole: Weights


def read_roles(
    sight: Sight, tables: Tables, fixed: Mapping[int, Role], tried: Mapping[int, Role] | None = None
) -> tuple[tuple[RoleLine, ...], list[Rival]]:
    """A role for every line of a page, and the roles that were nearly chosen, the nearest first. `fixed` holds roles by line
    number that an editor has settled, `tried` such as are only tried."""
    looks, tried = sight.looks, tried or {}
    settled = {**tried, **fixed}
    roles, margins, whole = read_lines(sight, tables, settled)
    path, built = settled_heads(looks, roles, margins, behind(whole), sight.kind, settled, tables.heads)
    path = [
        _left_open(look, role) if look.line.number not in settled else role
        for look, role in zip(looks, path, strict=True)
    ]
    read = tuple(
        RoleLine(
            look.line,
            role,
            _rule(look, role, fixed),
            share(0.0 if look.line.number in tried else built.get(at, margin)),
        )
        for at, (look, role, margin) in enumerate(zip(looks, path, margins, strict=True))
    )
    return read, _rivals(looks, read, whole, settled, built)


def read_lines(sight: Sight, tables: Tables, settled: Mapping[int, Role]) -> LinesRead:
    """A role for every line of a page, the heads as their lines say by themselves. `settled` holds roles by line number."""
    kind, looks, scores = sight.kind, sight.looks, np.array(sight.scores)
    for index, look in enumerate(looks):
        if look.line.number in settled:
            scores[index] = NEVER
            scores[index, INDEX[settled[look.line.number]]] = 0.0
    path, margins, whole = best_path(scores, tables)
    if kind is PageKind.WEB and has_one_story(looks):
        for _ in range(_ROUNDS):
            idle = [at for at in _idle_titles(looks, path, settled) if (scores[at] > NEVER).sum() > 1]
            if not idle:
                break
            scores[idle, INDEX[Role.TITLE]] = NEVER  # the next best of its roles is found for each
            path, margins, whole = best_path(scores, tables)
    if kind is PageKind.WEB:
        path = _twins(looks, path, settled)
    path = _keep_one(looks, scores, _one_caption(looks, path, settled), settled)
    if kind is PageKind.WEB and Role.TITLE not in path:
        path = _headline(looks, path, settled)
    if Role.TITLE not in path:
        path = _lowest_head(looks, path, settled)
    return LinesRead(path, margins, whole)


def _rivals(
    looks: Sequence[Look], read: Sequence[RoleLine], whole: Weights, settled: Mapping[int, Role], built: Container[int]
) -> list[Rival]:
    """The second and third best roles of each line that are near enough to be tried; not what the pages with truth leave open,
    and what sort of furniture a line is makes no difference to a page."""
    found: list[Rival] = []
    near = whole > whole.max(axis=1, keepdims=True) - _NEAR
    for index in np.flatnonzero(near.sum(axis=1) > 1).tolist():
        item, row = read[index], whole[index]
        if item.line.number in settled or index in built:
            continue
        for at in np.argsort(-row, kind="stable")[:3].tolist():
            role = ROLES[at]
            same = item.role in (role, _left_open(looks[index], role))
            if same or role is Role.REPEAT or {role, item.role} <= LEFT_OUT_ROLES:
                continue
            if near[index, at]:
                found.append(Rival(float(row.max() - row[at]), item.line.number, role))
    return sorted(found)[:_TRIED]


def _idle_titles(looks: Sequence[Look], path: Sequence[Role], settled: Mapping[int, Role]) -> list[int]:
    """Indexes of headlines, on a page of one story, that head hardly any text, but for the one that heads the most."""
    titles = [index for index, role in enumerate(path) if role is Role.TITLE]
    ends = [*titles[1:], len(path)][: len(titles)]
    told = {
        start: sum(len(looks[at].shape) for at in range(start, end) if path[at] in _TEXT)
        for start, end in zip(titles, ends, strict=True)
    }
    main = max(titles, key=lambda index: told[index], default=0)
    return [
        index
        for index, length in told.items()
        if index != main and length < _STORY and not looks[index].line.level and looks[index].line.number not in settled
    ]


def _left_open(look: Look, role: Role) -> Role:
    """What the pages with truth leave open, and so is not learned: of what sort a line is that was left out (its signs say
    it), and that each of several news of one sentence begins a text."""
    if role is Role.PARAGRAPH and "brief" in look.features:
        return Role.OPENING
    if role not in _FURNITURE or not look.signs:
        return role
    said = {sort: sum(sign.weights.get(sort, 0.0) for sign in look.signs) for sort in (role, *_FURNITURE)}
    return max(said, key=lambda sort: said[sort])


def _twins(looks: Sequence[Look], path: Sequence[Role], settled: Mapping[int, Role]) -> list[Role]:
    """A short text that a web page prints twice in a row is a picture's alt text, and its caption; so is a short line
    inside a story."""
    result = list(path)
    for index in range(len(looks) - 1):
        one, two = looks[index], looks[index + 1]
        inside = one.is_shown and not _INSIDE.isdisjoint(one.features) and not one.is_signed(3.0)
        if one.shape != two.shape or not (one.is_prose or inside) or not _TOLD <= len(one.shape) <= _CAPTION_LENGTH:
            continue
        if not one.names.isdisjoint(DATELINES) or {one.line.number, two.line.number} & settled.keys():
            continue
        if inside or result[index] in _TEXT:
            result[index] = Role.CAPTION
        if result[index] in (Role.CAPTION, Role.REPEAT):
            result[index + 1] = Role.REPEAT
    return result


def _headline(looks: Sequence[Look], path: Sequence[Role], settled: Mapping[int, Role]) -> list[Role]:
    """The line that a web page without a headline prints twice at its head, as its title and over its text, is one."""
    result = list(path)
    first: dict[str, int] = {}
    for index, look in enumerate(looks[:_TOP]):
        if not look.is_shown or len(look.key) < _TOLD or look.is_signed(3.0) or look.line.number in settled:
            continue
        if look.key in first and result[index] in LEFT_OUT_ROLES and result[first[look.key]] in LEFT_OUT_ROLES:
            result[index] = Role.TITLE
            break
        first.setdefault(look.key, index)
    return result


def _lowest_head(looks: Sequence[Look], path: Sequence[Role], settled: Mapping[int, Role]) -> list[Role]:
    """On a page without a headline, the last short line above all text is the headline, if it is no known label."""
    result = list(path)
    first = next((index for index, role in enumerate(path) if role in _TEXT), 0)
    for index in range(first - 1, -1, -1):
        look = looks[index]
        if path[index] in _HEADS and look.is_shown and look.line.number not in settled:
            if look.names.isdisjoint(_LABELS) and "known-column" not in look.features:
                result[index] = Role.TITLE
            break
    return result


def _one_caption(looks: Sequence[Look], path: Sequence[Role], settled: Mapping[int, Role]) -> list[Role]:
    """Of a caption that is printed twice, close together and once perhaps without its credit, the longest is kept."""
    result = list(path)
    told = [index for index, look in enumerate(looks) if len(look.key) >= _TOLD]
    for place, index in enumerate(told):
        look = looks[index]
        near = (at for at in told[place + 1 : place + _CLOSE] if at < index + _CLOSE)
        again = next((at for at in near if _is_same_caption(look, looks[at])), None)
        if again is None or {look.line.number, looks[again].line.number} & settled.keys():
            continue
        pair = (result[index], result[again])
        signed = any(not x.names.isdisjoint(_CAPTIONED) for x in (look, looks[again]))
        if Role.CAPTION in pair or (signed and all(role in LEFT_OUT_ROLES for role in pair)):
            kept, other = (again, index) if len(looks[again].key) > len(look.key) else (index, again)
            result[kept], result[other] = Role.CAPTION, Role.REPEAT
    return result


def _is_same_caption(one: Look, two: Look) -> bool:
    if abs(len(one.key) - len(two.key)) > _CREDIT_LENGTH or not (one.key in two.key or two.key in one.key):
        return False
    short, long = sorted((fold(one.shape), fold(two.shape)), key=len)  # a key is only how a line begins
    return len(long) - len(short) <= _CREDIT_LENGTH and short in long


def _keep_one(looks: Sequence[Look], scores: Weights, path: Sequence[Role], settled: Mapping[int, Role]) -> list[Role]:
    """A line is left out as a repetition only where another of its like is kept; else it stays, in its next best role. Like it is
    what has the same letters, or more, or fewer, and then not far from it."""
    kept = ["" if role in LEFT_OUT_ROLES else look.key for look, role in zip(looks, path, strict=True)]
    same = set(kept) - {""}
    left_out = {
        look.key: role for look, role in zip(looks, path, strict=True) if role in LEFT_OUT_ROLES - {Role.REPEAT}
    }
    result = list(path)
    for index, (look, role) in enumerate(zip(looks, path, strict=True)):
        if (
            role is not Role.REPEAT
            or look.line.number in settled
            or "summary-copy" in look.features
            or (look.key in same and len(look.key) >= _TELLING_KEY)
            or any(_is_like(look.key, key) for key in kept[max(0, index - _FAR_OFF) : index + _FAR_OFF])
        ):
            continue
        if look.key and look.key in left_out:
            result[index] = left_out[look.key]  # the twin of furniture is furniture
            continue
        best = int(np.where(_KEPT, scores[index], NEVER).argmax())
        result[index] = ROLES[best] if _KEPT[best] and scores[index, best] > NEVER else Role.CAPTION
        kept[index] = look.key
        same.add(look.key)
    return result


def _is_like(one: str, two: str) -> bool:
    return len(two) >= _TELLING_KEY and (one in two or two in one)


def _rule(look: Look, role: Role, fixed: Mapping[int, Role]) -> str:
    """Names what spoke most for the role of what can be named: the signs, or else the shape."""
    if look.line.number in fixed:
        return "edit"
    named = max(((sign.weights.get(role, 0.0), sign.name) for sign in look.signs), default=(0.0, ""))
    if named[0] > 0:
        return named[1]
    return next((feature for feature in _TELLING if feature in look.features), look.form)
