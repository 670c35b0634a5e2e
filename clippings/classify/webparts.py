"""The parts of a web page: its top, its foot, its tags, what stands below the headers of links, and what is printed twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clippings.classify.look import DATELINES, Look
from clippings.classify.web import tag_lines, tail_start, top_end
from clippings.text import fold

_LABELLED = re.compile(r"^[^：:】\]]{2,8}[：:】\]]\s?")
_HEADERS = ("reader-comments", "comments", "links-header", "ranking")
_SUFFIX = tuple("_-|｜—")  # what parts a headline from the site in the title of a web page
_HEAD = 40  # lines at the top in which a site may name itself
_TITLES = 12  # so many of the first short lines of a web page may be its title
_OPENING = 160  # characters; a dateline with its credits, and how the text begins


def see_parts(looks: Sequence[Look]) -> None:
    """Marks the parts of a web page: its top, its foot, its tags, and a summary that only repeats the text."""
    tail, top = tail_start(looks), top_end(looks)
    tags = tag_lines(looks, tail)
    _see_title_copies([look for look in looks[:tail] if look.is_shown and len(look.key) >= 6])
    opened = False  # has any text been seen?
    header = ""  # the sign of the header of links or comments that stands above
    above = [look.key for look in looks[: min(top + 1, _HEAD)]]
    for index, look in enumerate(looks):
        add = look.features.append
        if "lead-inline" in look.names and _is_summary(look.shape, looks[index + 1 : index + 12]):
            add("summary-copy")
        if header:
            add(f"under {header}")
        header = _header(look, header)
        if index >= tail:
            add("tail")
        elif index in tags:
            add("before-tail")
        elif index < top:
            add("web-top")
        may_be_site = not opened and look.form == "display" and 3 <= len(look.key) <= 8
        if (
            may_be_site
            and "page-title" not in look.features
            and any(look.key in key and look.key != key for key in above)
        ):
            add("site-again")
        opened = opened or look.is_prose


def _header(look: Look, above: str) -> str:
    """The sign of the header that the next line stands below: of links, or of what readers say."""
    if not look.names.isdisjoint(DATELINES) or "byline" in look.names:
        return ""  # a story of the paper's own
    return next((name for name in _HEADERS if name in look.names), above)


def _see_title_copies(shown: Sequence[Look]) -> None:
    """Marks the lines of which one is part of the other: the page's title, and the headline."""
    for index, one in enumerate(shown[:_TITLES]):
        for two in shown[index + 1 : _TITLES]:
            if one.key in two.key or two.key in one.key:
                one.features.append("copy-below")
                two.features.append("copy-above")
                for long, short in ((one, two), (two, one)):
                    if long.shape.startswith(short.shape) and long.shape[len(short.shape) :].lstrip()[:1] in _SUFFIX:
                        long.features.append("site-title")
                        short.features.append("page-title")  # 一根楠竹_云上城步 is the page's title, with its site
                        break


def _is_summary(shape: str, after: Sequence[Look]) -> bool:
    """Does a web page's summary only repeat how its text begins?"""
    text = fold(_LABELLED.sub("", shape))[:14]
    return len(text) == 14 and any(text in fold(look.shape[:_OPENING]) for look in after)
