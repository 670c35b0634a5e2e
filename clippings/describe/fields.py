"""The fields of an article in the making, and how halves of a paragraph are put together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from clippings.models import Block, Person

BULLETS = "■□●○◎▲△▶►★☆◆◇※▼▷▸◤⊙ "


@dataclass(slots=True)
class Fields:
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


def glue(before: str, after: str) -> str:
    """Two halves of a paragraph; a blank only between Latin words."""
    return before + (" " if re.search(r"[A-Za-z]$", before) and re.match(r"[A-Za-z]", after) else "") + after


def off_marks(text: str) -> str:
    """A line of a head without the mark before it, or the brackets around the whole of it."""
    bare = text.lstrip(BULLETS + "·•▪").rstrip(BULLETS)
    if bare[:1] == "【" and bare.find("】") == len(bare) - 1:
        bare = bare[1:-1].strip()
    return bare or text


def bare_label(text: str) -> str:
    """A label without the marks and brackets it is set in."""
    return text.strip(BULLETS + "【】[]〖〗《》") or text
