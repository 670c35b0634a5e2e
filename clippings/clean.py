"""Clean: text in, numbered lines out. Named fixes, each of which can say that it was at work; twice is once.

The source's wording and numbers are never changed. The one normalisation made for the reader is that half-width
`, : ; ? ! ( )` next to Chinese text become the full-width marks that the paper printed, because scrapes fold widths.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator

from clippings.models import Line
from clippings.width import restore_width

_LINE_END = re.compile(r"\r\n|\r|\n|\x0b|\x0c|\x85|\u2028|\u2029")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_HASHES = re.compile(r"^(#{1,6})(?:\s+|(?=[^#\s\d]))")
_BOLD = re.compile(r"^(\*\*|__)(?=\S)(.+?)(?<=\S)\1$")
_ITALIC = re.compile(r"^([*_])(?=[^\s*_#>|])([^*_]+)(?<=\S)\1$")
_ENTITY = re.compile(r"&(?:nbsp|gt|lt|amp|quot|middot|ldquo|rdquo|mdash|hellip|ensp|emsp|#\d{2,5});")
_TABLE_ROW = re.compile(r"^\|(?=.*[^|:\-\s])(?P<cells>[^|]*(?:\|[^|]*)+)\|$")
_INNER_BOLD = re.compile(r"\*\*(?=\S)([^*]+?)(?<=\S)\*\*")
_QUOTED = re.compile(r"^(?:>\s?)+(?=[^>\s\d])")


def split_lines(text: str) -> list[str]:
    """The lines of a text, whatever ends them; numbered from 1 by their place in this list."""
    return _LINE_END.split(text)


def clean(text: str, *, full_width: bool = True) -> tuple[Line, ...]:
    """The non-blank lines of a seed, cleaned."""
    return tuple(_lines(text, full_width))


def _lines(text: str, full_width: bool) -> Iterator[Line]:
    gap = 0
    for number, raw in enumerate(split_lines(text), 1):
        line = _clean_line(number, raw, gap, full_width)
        if line is None:
            gap += 1
        else:
            gap = 0
            yield line


def _clean_line(number: int, raw: str, gap: int, full_width: bool) -> Line | None:
    fixes: list[str] = []
    text = raw
    while "&" in text and _ENTITY.search(text):  # &amp;nbsp; is one inside another
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
        fixes = ["HTML entities"]
    if not text.isprintable():
        shown = _INVISIBLE.sub("", text)
        if shown != text:
            fixes.append("invisible characters")
        text = shown
    text = " ".join(text.split())
    if text[:1] == "|" and (row := _TABLE_ROW.match(text)):
        text = " ".join(cell for cell in (part.strip() for part in row["cells"].split("|")) if cell)
        fixes.append("Markdown table")
    if not text:
        return None
    level, bold = 0, False
    if text[0] == "#" and (found := _HASHES.match(text)) and found.end() < len(text):
        level, text = len(found[1]), text[found.end() :].strip()
        fixes.append("Markdown heading")
    if text[0] == ">" and (quoted := _QUOTED.match(text)):
        text = text[quoted.end() :]
        fixes.append("Markdown quote")
    if text[0] in "*_" and (found := _BOLD.match(text)):
        bold, text = True, found[2]
        fixes.append("Markdown bold")
    elif "**" in text and (plain := _INNER_BOLD.sub(r"\1", text)) != text:
        text = plain
        fixes.append("Markdown bold")
    if text[0] in "*_" and (found := _ITALIC.match(text)):
        text = found[2]
        fixes.append("Markdown italics")
    if 16 < len(text) <= 600 and _is_twice(text):
        text = text[: len(text) // 2].strip()
        fixes.append("text printed twice")
    if full_width and (wide := restore_width(text)) != text:
        text = wide
        fixes.append("full-width marks")
    return Line(number, raw, text, gap, level, bold, tuple(fixes))


def _is_twice(text: str) -> bool:
    """Does it say the same two times over, a space between them or none?"""
    half = len(text) // 2
    return text[:half] == text[-half:] and text[half:-half] in ("", " ")


def count_fixes(lines: tuple[Line, ...]) -> dict[str, int]:
    """How many lines each fix changed, by name."""
    counts = Counter(fix for line in lines for fix in line.fixes)
    return dict(sorted(counts.items()))
