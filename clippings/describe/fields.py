"""The fields of an article in the making, and how halves of a paragraph are put together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from clippings.models import Block, Person

_BULLETS = "■□●◎▲△▶►★☆◆◇※▼▷▸◤⊙"
_MARKED = re.compile(
    rf"^\s*(?P<marks>(?:[{_BULLETS}·•▪]|○(?![〇○零一二三四五六七八九十\d]))++)\s*(?P<rest>.*[^\W_].*)$"
)


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
    """A headline or heading without the mark before it, and behind it if it is the same; or the brackets around the whole of it.
    ○ is a numeral too (二○○八年), and stays beside one. A line of nothing but marks stays as it is."""
    if found := _MARKED.match(text):
        text = found["rest"].rstrip(found["marks"].replace("○", "") + " ")
    if text[:1] == "【" and text.find("】") == len(text) - 1 and re.search(r"[^\W_]", text):
        text = text[1:-1].strip()
    return text


def bare_label(text: str) -> str:
    """A label without the marks and brackets it is set in."""
    return off_marks(text).strip("【】[]〖〗《》 ") or text
