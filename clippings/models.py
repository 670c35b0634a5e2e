"""The nouns. All frozen; `None` and `()` mean "not found"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What a line of a seed is. The values are the words that `--explain` and edit files use."""

    COLUMN = "column"  # 栏目: standing label of a section
    KICKER = "kicker"  # 肩题
    TITLE = "title"  # 主题
    TITLE_MORE = "title-more"  # a title's second line
    SUBTITLE = "subtitle"  # 副题
    BYLINE = "byline"  # 署名
    LEAD_LABEL = "lead-label"  # ■导读
    LEAD = "lead"  # 导读's text
    OPENING = "opening"  # first paragraph, with a dateline
    PARAGRAPH = "paragraph"
    CONTINUATION = "continuation"  # the rest of a paragraph that a column break cut
    HEADING = "heading"  # 小标题
    ITEM = "list"  # list item, table row, line of verse
    CAPTION = "caption"  # 图注
    CREDIT = "credit"  # …摄
    SIGNATURE = "signature"  # (记者 …) after the text
    SIGNOFF = "signoff"  # unit and date under a notice
    JUMP = "jump"  # 上接第1版, 下转第4版
    META = "meta"  # date, source and author line of a web page: read, then left out
    EDITOR = "editor"  # 责任编辑 …: read, then left out
    REPEAT = "repeat"  # a line already printed: alt text of a picture, the title once more
    FURNITURE = "furniture"


_NOTE = "after-note"  # the sign of an editor's note: 编者按：
LETTER = "letter-to-paper"  # the sign by which a letter to the paper begins: 编辑同志：
HEAD_ROLES = frozenset(
    {Role.COLUMN, Role.KICKER, Role.TITLE, Role.TITLE_MORE, Role.SUBTITLE, Role.BYLINE, Role.LEAD_LABEL, Role.LEAD}
)
TEXT_ROLES = frozenset({Role.OPENING, Role.PARAGRAPH, Role.CONTINUATION, Role.HEADING, Role.ITEM, Role.SIGNOFF})
PICTURE_ROLES = frozenset({Role.CAPTION, Role.CREDIT})
LEFT_OUT_ROLES = frozenset({Role.META, Role.EDITOR, Role.REPEAT, Role.FURNITURE})
SORTS = {  # the sorts of line that words alone can tell, and the roles of each; the first is what is no part of an article
    "furniture": LEFT_OUT_ROLES,
    "title": frozenset({Role.TITLE, Role.TITLE_MORE}),
    "heading": frozenset({Role.HEADING}),
    "label": frozenset({Role.COLUMN, Role.KICKER, Role.SUBTITLE}),
    "caption": frozenset({Role.CAPTION}),
    "text": (TEXT_ROLES - {Role.HEADING}) | {Role.LEAD, Role.LEAD_LABEL, Role.JUMP},
    "names": frozenset({Role.BYLINE, Role.SIGNATURE, Role.CREDIT}),
}


class PageKind(StrEnum):
    """Where a seed was scraped from; decided first."""

    WEB = "web"
    PRINT = "print"


class ClippingsError(Exception):
    """A fault of our own tables or of an editor's file; the message is one line for a person."""


@dataclass(frozen=True, slots=True)
class SeedFile:
    """A file as it lies in `seeds/`: `name` is its path there, with `/`."""

    name: str
    raw: bytes
    encoding: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One non-blank line. `gap` counts the blank lines before it; `fixes` names what cleaning changed."""

    number: int
    raw: str
    text: str
    gap: int = 0
    level: int = 0  # Markdown heading level, 0 for none
    bold: bool = False
    fixes: tuple[str, ...] = ()


def _noted(text: str) -> str:
    return text.lstrip("（【[■●◆ ")


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A line, its role, the rule that said so, and how far it was ahead of the next best role (0 to 1)."""

    line: Line
    role: Role
    rule: str
    sure: float

    @property
    def is_foreword(self) -> bool:
        """An editor's note that stands above the story it speaks of: 编者按."""
        return self.rule == _NOTE and _noted(self.line.text).startswith(("编者", "編者", "开栏"))

    @property
    def is_afterword(self) -> bool:
        """An editor's note that stands below the story it speaks of: 编后."""
        return self.rule == _NOTE and _noted(self.line.text).startswith(("编后", "編後"))


@dataclass(frozen=True, slots=True)
class Clip:
    """Lines in a row that belong together: a head, a run of text, or a picture. `border` marks a wide gap before."""

    lines: tuple[RoleLine, ...]
    border: bool = False

    def of(self, *roles: Role) -> tuple[RoleLine, ...]:
        """The lines of these roles, in order."""
        return tuple(x for x in self.lines if x.role in roles)

    @property
    def number(self) -> int:
        """Number of the first line."""
        return self.lines[0].line.number


@dataclass(frozen=True, slots=True)
class Story:
    """The clips of one article in reading order, before its fields are read. `sure` is how sure the cut is."""

    clips: tuple[Clip, ...]
    inherited_column: RoleLine | None = None
    sure: float = 1.0

    @property
    def lines(self) -> tuple[RoleLine, ...]:
        """All lines of all clips in reading order."""
        return tuple(line for clip in self.clips for line in clip.lines)


@dataclass(frozen=True, slots=True)
class Person:
    """A name of a byline or credit with its role (记者, 通讯员, 摄影, 作者 …)."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of an article's body and the lines it came from."""

    kind: str  # paragraph | list | heading | caption
    text: str
    lines: tuple[int, ...]
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What a page says of its origin. `None` is unknown."""

    publisher: str | None = None
    republisher: str | None = None
    editor: str | None = None
    date: str | None = None  # ISO
    home: str | None = None  # code of the home province or county; from an edit or from evidence
    home_name: str | None = None
    home_from: str = "nothing"  # what says so: edit, paper (its name), page (the places named there), nothing


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a theme or place was given: the words, and where they stood (title, heading, line number)."""

    words: str
    where: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative place an article is about. `chain` runs from province down; `path` is its address."""

    code: str
    chain: tuple[str, ...]
    path: tuple[str, ...]
    primary: bool
    evidence: tuple[Evidence, ...] = ()

    @property
    def name(self) -> str:
        """The chain in one line: 西藏自治区/山南市."""
        return "/".join(self.chain)


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme of an article, with its evidence."""

    slug: str
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One article, as EDITORIAL describes it. `numbers` are the lines of the seed it owns."""

    seed: str
    numbers: tuple[int, ...]
    body: tuple[Block, ...]
    kind: str = "article"
    title: str | None = None
    kicker: str | None = None
    subtitle: str | None = None
    column: str | None = None
    column_inherited: bool = False  # the label is printed with another article above
    authors: tuple[Person, ...] = ()
    dateline: str | None = None
    lead: tuple[Block, ...] = ()
    truncated: bool = False
    traditional: bool = False  # printed in Traditional letters
    source: Source = Source()
    labels: tuple[str, ...] = ()  # what was printed as a label and is in no field: 本报记者, ■导读, 下转第4版
    replaced: tuple[str, ...] = ()  # of these what an edit has put something else for
    sure: Mapping[str, float] = field(default_factory=dict)  # field -> how sure
    edited: tuple[str, ...] = ()  # fields an editor set
    address: str = ""
    regions: tuple[Place, ...] = ()
    themes: tuple[Topic, ...] = ()

    @property
    def heading(self) -> str:
        """What a list calls it: the title, or its own first words."""
        if self.title:
            return self.title
        blocks = self.lead + self.body
        first = blocks[0].text if blocks else ""
        return first if len(first) <= 24 else first[:23] + "…"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row of the ledger: a line that is in no article, and the rule that left it out."""

    line: Line
    role: Role
    rule: str


@dataclass(frozen=True, slots=True)
class Page:
    """A seed as it came out: its articles in the order they stand, its ledger, and what cleaning did."""

    seed: SeedFile
    kind: PageKind
    lines: tuple[RoleLine, ...]
    articles: tuple[Article, ...]
    ledger: tuple[LeftOut, ...]
    source: Source
    fixes: Mapping[str, int]
    owners: Mapping[int, int]  # line number -> index of its article


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something an editor should look at. `sure` sorts the list: least sure first."""

    seed: str
    line: int
    what: str
    sure: float

    def __str__(self) -> str:
        """One line that an editor's tools can jump to."""
        return f"{self.seed}:{self.line}: {self.what} (sure {self.sure:.2f})"


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that could not be used; the rest of the build goes on."""

    path: str
    what: str

    def __str__(self) -> str:
        """One clear line."""
        return f"{self.path}: {self.what}"


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a taxonomy: 西藏自治区, 基层党建, 甘肃日报, 2019. `own` and `below` are articles."""

    slug: str
    label: str
    parent: str | None = None
    note: str | None = None
    own: tuple[Article, ...] = ()
    below: tuple[Article, ...] = ()
    latin: str = ""  # its name in Latin letters
    key: str | None = None  # of a region: its key in the gazetteer

    @property
    def count(self) -> int:
        """How many articles hang here or below."""
        return len(self.own) + len(self.below)


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Regions, themes, sources, years or people: terms with an optional parent, in the order a list shows them."""

    slug: str
    label: str
    terms: tuple[Term, ...]

    def children(self, parent: str | None) -> tuple[Term, ...]:
        """The terms right below `parent` (None: the top)."""
        return tuple(t for t in self.terms if t.parent == parent)


@dataclass(frozen=True, slots=True)
class Library:
    """Everything that was read, shelved."""

    pages: tuple[Page, ...]
    articles: tuple[Article, ...]
    taxonomies: tuple[Taxonomy, ...]

    def taxonomy(self, slug: str) -> Taxonomy:
        """The taxonomy of that name; KeyError if there is none."""
        for taxonomy in self.taxonomies:
            if taxonomy.slug == slug:
                return taxonomy
        raise KeyError(slug)


FrontMatter = Mapping[str, Any]
