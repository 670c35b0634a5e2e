"""Edit: an editor's word, from `seeds/NAME.edit.yml`, is final and checked. It points into the text by quoting it."""

from __future__ import annotations

import contextlib
import datetime
import difflib
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from clippings.models import Article, Block, ClippingsError, Evidence, Line, Person, Place, Role, Source, Topic
from clippings.rows import Code, Row, Several, Word, listed, read_rows
from clippings.text import squeeze
from clippings.width import restore_width

_KINDS = Literal["article", "commentary", "photo"]
_QUOTED = ("merge", "order", "split", "join")
_HEADS = ("title", "kicker", "subtitle", "column", "dateline")


def _dated(date: str) -> str:
    with contextlib.suppress(ValueError):
        if re.fullmatch(r"(19|20)\d\d-\d\d-\d\d", date) and datetime.date.fromisoformat(date):
            return date
    raise ValueError(f"{date!r} is no date; write it as 2020-07-01")


class _Line(Row):
    quote: Word
    role: Role | None = None
    start: bool | None = None
    end: bool | None = None
    story: Word | None = None
    why: Any = None


class _Person(Row):
    name: Word
    role: str | None = None


class _Fields(Row):
    title: str | None = None
    kicker: str | None = None
    subtitle: str | None = None
    column: str | None = None
    dateline: str | None = None
    kind: _KINDS = "article"
    authors: tuple[_Person, ...] = ()
    lead: Several = ()
    truncated: bool | None = None


class _Tags(Row):
    all: Several = Field((), alias="set")
    add: Several = ()
    remove: Several = ()


class _Article(Row):
    quote: Word
    fields: _Fields | None = Field(None, alias="set")
    merge: Several = ()
    order: Several = ()
    split: Several = ()
    join: Several = ()
    places: _Tags | None = None
    themes: _Tags | None = None
    why: Any = None


class _Seed(Row):
    publisher: str | None = None
    republisher: str | None = None
    editor: str | None = None
    date: Annotated[str, AfterValidator(_dated)] | None = None
    home: Code | None = None


class _Edits(Row):
    seed: _Seed | None = None
    lines: Annotated[tuple[_Line, ...], BeforeValidator(listed)] = ()
    articles: Annotated[tuple[_Article, ...], BeforeValidator(listed)] = ()


@dataclass(frozen=True, slots=True)
class ArticleEdit:
    """What an editor says of one article: the line that finds it, and the changes."""

    where: str  # file and line of the edit
    tags_at: Mapping[str, str]  # and of its places and themes
    line: int
    quote: str
    fields: Mapping[str, Any]
    merge: tuple[int, ...] = ()
    order: tuple[str, ...] = ()
    split: tuple[str, ...] = ()
    join: tuple[str, ...] = ()
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # set, add, remove -> names or codes
    themes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # set, add, remove -> slugs


@dataclass(frozen=True, slots=True)
class Edits:
    """An edit file, resolved to line numbers."""

    roles: Mapping[int, Role] = field(default_factory=dict)
    starts: frozenset[int] = frozenset()  # a new article begins here
    breaks: frozenset[int] = frozenset()  # a clip begins here: the line after an end, or one given to a story
    stories: Mapping[int, int] = field(default_factory=dict)  # clip that begins here -> a line of its article
    articles: tuple[ArticleEdit, ...] = ()
    source: Mapping[str, Any] = field(default_factory=dict)
    home_at: str = ""  # file and line of the home in it


def read_edits(text: str, name: str, lines: Sequence[Line]) -> Edits:
    """The edits of one file. Raises ClippingsError that names the faults in it, one a line: what it may not hold; if there is no
    such thing, what it quotes wrongly."""
    faults: list[str] = []
    sheet = read_rows(text, name, _Edits, faults)
    if sheet is None:
        raise ClippingsError("\n".join(faults))
    find = _finder(lines, faults)
    roles: dict[int, Role] = {}
    starts: set[int] = set()
    breaks: set[int] = set()
    stories: dict[int, int] = {}
    for at, row in enumerate(sheet.holds.lines):
        where = sheet.at("lines", at)
        number = find(row.quote, where)
        if number is None:
            continue
        if not (row.role or row.story) and row.start is None and row.end is None:
            faults.append(f"{where}: says nothing of the line; give it a role, start, end or story")
        if row.role is not None:
            if roles.get(number, row.role) is not row.role:
                faults.append(f"{where}: line {number} was given the role {roles[number]} above; leave one of them out")
            roles[number] = row.role
        if row.start:
            starts.add(number)
        if row.end:
            breaks.update([line.number for line in lines if line.number > number][:1])
        if row.story is not None and (owner := find(row.story, sheet.at("lines", at, "story"))) is not None:
            if stories.get(number, owner) != owner:
                faults.append(f"{where}: line {number} was given to another story above; leave one of them out")
            stories[number] = owner
            breaks.add(number)
    articles = []
    for at, edit in enumerate(sheet.holds.articles):
        where = sheet.at("articles", at)
        number = find(edit.quote, where)
        given = [part for part in (edit.fields, edit.places, edit.themes) if part and part.said()]
        if not (given or any(getattr(edit, key) for key in _QUOTED)):
            faults.append(
                f"{where}: changes nothing of the article; set, merge, order, split, join, places or themes are missing"
            )
        quoted = {
            key: [(sheet.at("articles", at, key, i), quote) for i, quote in enumerate(getattr(edit, key))]
            for key in _QUOTED
        }
        merge = tuple(n for n in (find(quote, place) for place, quote in quoted["merge"]) if n is not None)
        for place, quote in (*quoted["order"], *quoted["split"], *quoted["join"]):
            find(quote, place, anywhere=True)
        if number is not None:
            tags_at = {key: sheet.at("articles", at, key) for key in ("places", "themes")}
            fields = _changes(edit.fields) if edit.fields else {}
            places, themes = (tags.said() if tags else {} for tags in (edit.places, edit.themes))
            articles.append(
                ArticleEdit(
                    where, tags_at, number, edit.quote, fields, merge, edit.order, edit.split, edit.join, places, themes
                )
            )
    if faults:
        raise ClippingsError("\n".join(faults))
    source = sheet.holds.seed.said() if sheet.holds.seed else {}
    return Edits(
        roles, frozenset(starts), frozenset(breaks), stories, tuple(articles), source, sheet.at("seed", "home")
    )


def _changes(fields: _Fields) -> dict[str, Any]:
    """What becomes of an article's fields."""
    changes = fields.said()
    if "truncated" in changes:
        changes["truncated"] = bool(fields.truncated)
    if "authors" in changes:
        changes["authors"] = tuple(Person(person.name, person.role or "作者") for person in fields.authors)
    if "lead" in changes:
        changes["lead"] = tuple(Block("paragraph", text, ()) for text in fields.lead)
    return changes


def edit_source(source: Source, edits: Edits) -> Source:
    """What the editor names of the whole page, over what the page says of itself."""
    return replace(source, **edits.source)


def edit_articles(articles: Iterable[Article], edits: Edits) -> tuple[Article, ...]:
    """The articles with their fields set, merged, ordered, split and joined. Raises ClippingsError where it cannot."""
    result = list(articles)
    told: dict[tuple[int, str], str] = {}  # line that finds an article, and what was set of it -> where
    for edit in edits.articles:
        article = _owner(result, edit.line, edit)
        for name in _set_once(edit):
            before = next((at for (line, other), at in told.items() if other == name and line in article.numbers), None)
            if before is not None:
                raise ClippingsError(
                    f"{edit.where}: {name} of this article is set at {before} already; leave one of them out"
                )
            told[edit.line, name] = edit.where
        changed = article
        for line in edit.merge:
            other = _owner(result, line, edit)
            if other is not article:
                result.remove(other)
                told = {key: at for key, at in told.items() if key[0] not in other.numbers}
                changed = replace(
                    changed, numbers=tuple(sorted({*changed.numbers, *other.numbers})), body=changed.body + _head_blocks(other) + other.body,
                    lead=changed.lead + other.lead, labels=changed.labels + other.labels,
                    authors=changed.authors + tuple(p for p in other.authors if p not in changed.authors),
                )  # fmt: skip
        for quote in (*edit.order, *edit.split, *edit.join):
            if _block(changed.body, quote) is None:
                raise ClippingsError(
                    f"{edit.where}: {quote!r} is in no block of the article with {edit.quote!r}; quote one of its own"
                )
        changed = replace(changed, body=_edit_body(changed.body, edit))
        done = [key for key in ("merge", "order", "split", "join") if getattr(edit, key)]
        changed = replace(changed, edited=(*changed.edited, *done))
        if edit.fields:
            old = _heads(changed, edit.fields)
            changed = replace(changed, replaced=changed.replaced + old)
            changed = replace(
                changed, **edit.fields, edited=(*changed.edited, *edit.fields), labels=changed.labels + old
            )
        result[result.index(article)] = changed
    return tuple(result)


def _set_once(edit: ArticleEdit) -> list[str]:
    """What an edit says of an article that no other may say of it too."""
    tags = [name for name, said in (("places", edit.places), ("themes", edit.themes)) if "set" in said]
    return [*edit.fields, *(["order"] if edit.order else []), *tags]


def edit_tags(
    articles: Iterable[Article],
    edits: Edits,
    place_of: Callable[[str], Place | None],
    slugs: Iterable[str],
) -> tuple[Article, ...]:
    """The articles with the places and themes that the editor set, added or removed. `place_of` knows a place by its chain of
    names or its code. Raises ClippingsError for a place or theme that there is not."""
    known = set(slugs)
    result = list(articles)
    for edit in edits.articles:
        if not edit.places and not edit.themes:
            continue
        article = _owner(result, edit.line, edit)
        places = article.regions
        for key, wanted in edit.places.items():
            given = [_known_place(w, place_of, edit.tags_at["places"]) for w in wanted]
            if key == "remove":
                gone = {place.path for place in given}
                places = tuple(p for p in places if p.path not in gone)
            else:
                old = places if key == "add" else ()
                places = (*old, *(p for p in given if p.path not in {o.path for o in old}))
        if places and not any(p.primary for p in places):
            places = (replace(places[0], primary=True), *places[1:])
        topics = article.themes
        for key, wanted in edit.themes.items():
            if bad := [w for w in wanted if w not in known]:
                raise ClippingsError(
                    f"{edit.tags_at['themes']}: there is no theme {bad[0]!r}; use {', '.join(sorted(known))}"
                )
            if key == "remove":
                topics = tuple(t for t in topics if t.slug not in wanted)
            else:
                mine = tuple(Topic(w, 1.0, (Evidence("", "edit"),)) for w in wanted)
                topics = (
                    *(topics if key == "add" else ()),
                    *(t for t in mine if key == "set" or t.slug not in {o.slug for o in topics}),
                )
        done = [key for key in ("places", "themes") if getattr(edit, key)]
        result[result.index(article)] = replace(article, regions=places, themes=topics, edited=(*article.edited, *done))
    return tuple(result)


def _known_place(wanted: str, place_of: Callable[[str], Place | None], where: str) -> Place:
    place = place_of(wanted)
    if place is None:
        raise ClippingsError(
            f"{where}: there is no place {wanted!r}; write its chain as 西藏自治区/山南市/错那县, or its code in quotes"
        )
    return place


def _head_blocks(article: Article) -> tuple[Block, ...]:
    """The head of an article that becomes part of another: its headline as a heading, what stands round it as text."""
    own_column = None if article.column_inherited else article.column
    texts = [
        ("paragraph", own_column),
        ("paragraph", article.kicker),
        ("heading", article.title),
        ("paragraph", article.subtitle),
        ("paragraph", article.dateline),
    ]
    return tuple(Block(kind, text, article.numbers[:1]) for kind, text in texts if text)


def _heads(article: Article, keys: Collection[str]) -> tuple[str, ...]:
    """The printed words of fields that an edit takes away; they stay on record as labels."""
    words = [getattr(article, key) for key in _HEADS if key in keys]
    return tuple(word for word in words if word)


def _edit_body(body: tuple[Block, ...], edit: ArticleEdit) -> tuple[Block, ...]:
    blocks = list(body)
    for quote in edit.join:
        at = _block(blocks, quote)
        if at:
            before, after = blocks[at - 1], blocks[at]
            blocks[at - 1 : at + 1] = [replace(before, text=before.text + after.text, lines=before.lines + after.lines)]
    for quote in edit.split:
        at = _block(blocks, quote)
        if at is not None:
            block = blocks[at]
            cut = _key(block.text).index(_key(quote))
            place = next(i for i in range(len(block.text) + 1) if len(_key(block.text[:i])) == cut)
            halves = (block.text[:place].strip(), block.text[place:].strip())
            blocks[at : at + 1] = [replace(block, text=half) for half in halves if half]
    if edit.order:
        marks = [m for m in (_block(blocks, quote) for quote in edit.order) if m is not None]
        ends = {m: min([n for n in marks if n > m], default=len(blocks)) for m in marks}
        first = min(marks, default=0)
        blocks = blocks[:first] + [block for m in marks for block in blocks[m : ends[m]]]
    return tuple(blocks)


def _block(blocks: Sequence[Block], quote: str) -> int | None:
    return next((at for at, block in enumerate(blocks) if _key(quote) in _key(block.text)), None)


def _owner(articles: Sequence[Article], line: int, edit: ArticleEdit) -> Article:
    for article in articles:
        if line in article.numbers:
            return article
    raise ClippingsError(
        f"{edit.where}: {edit.quote!r}: line {line} of the seed is in no article; it was left out, give it a role first"
    )


def _key(text: str) -> str:
    return squeeze(restore_width(text))


def _finder(lines: Sequence[Line], faults: list[str]) -> Callable[..., int | None]:
    """Finds the line that a quote stands in; what stands nowhere, or in several, is a fault at `where` in the edit file."""
    keys = [(_key(line.text), line) for line in lines]

    def find(quote: str, where: str, anywhere: bool = False) -> int | None:
        wanted = _key(quote)
        if not wanted:
            faults.append(f"{where}: a quote of blanks")
            return None
        exact = [line for key, line in keys if key == wanted]
        found = exact or [line for key, line in keys if wanted in key]
        if len(found) == 1 or (found and anywhere):
            return found[0].number
        if found:
            places = ", ".join(str(line.number) for line in found[:5])
            faults.append(f"{where}: {quote!r} stands in lines {places}; quote more of the one you mean")
            return None
        near = max(keys, key=lambda pair: _alike(wanted, pair[0]), default=None)
        nearest = near[1] if near and _alike(wanted, near[0]) >= 0.3 else None
        hint = f"the nearest is line {nearest.number}: {nearest.text[:60]}" if nearest else "copy it from there"
        faults.append(f"{where}: {quote!r} is not in the seed; {hint}")
        return None

    return find


def _alike(wanted: str, key: str) -> float:
    """What part of a quote stands in a line, in pieces of two characters or more."""
    matcher = difflib.SequenceMatcher(None, wanted, key[:400], autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks() if block.size > 1) / max(len(wanted), 1)
