"""Web pages: how one is known, and where its text begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clippings.classify.look import DATELINES, Look
from clippings.models import PageKind

# How strongly a sign says that a page was scraped from the web; a page with 2 is one.
_EVIDENCE = {
    2.0: ("breadcrumb", "text-size", "counters", "comments", "date-source", "copyright", "labelled-fields"),
    1.5: ("section-more", "labelled-date", "source-date", "paper-and-date", "foot", "open-app", "neighbours", "path-arrows",
          "account-line", "government-site", "index-number"),
    1.0: ("buttons", "site-menu", "bar-menu", "copyright-note", "share", "empty-label", "source-inside", "text-size-signs",
          "follow-account", "reader-comments", "reader-app", "open-in-app", "ranking", "comment-rules", "accessibility", "wishes"),
    0.6: ("links-header", "labelled-source", "bare-date-time", "edition-tools", "edition-browse", "greeting", "login", "tags"),
}  # fmt: skip
_WEB = {name: strength for strength, names in _EVIDENCE.items() for name in names}
_STRONG = frozenset(
    {"breadcrumb", "path-of-sections", "site-menu", "links-header", "comments", "share", "text-size", "counters"}
)
_HEAD_LINE = frozenset({"paper-and-date", "edition-page", "masthead"})
_EDITIONS = frozenset(
    {"edition-page", "edition-tools", "edition-browse", "paper-section-page", "paper-edition", "masthead"}
)
_SETTERS = re.compile(r"版式|组版|排版|校对|检校|美编|制版|版面")
_WORDS = re.compile(r"(?:#?[^\s，。：；！？、#]{2,6}\s){2,}#?[^\s，。：；！？、#]{2,6}$")  # 美浓 菸楼 客语 共学
DATE_LINES = frozenset({"date-source", "source-date", "labelled-date", "paper-and-date"})


def kind_of(looks: Sequence[Look]) -> PageKind:
    """Web page or printed page, from evidence: furniture, a date-and-source line, an editor line speak for the web;
    many bylines and datelines, and the desk that sets a printed page (版式, 校对), speak for print."""
    if len(_STRONG & {name for look in looks for name in look.names}) >= 2:
        return PageKind.WEB
    evidence = 0.0
    heads = -1  # one article has one
    for look in looks:
        dated = not look.names.isdisjoint(_HEAD_LINE)
        if "imprint" in look.names or (
            dated and ("版" in look.shape or ("星期" in look.shape and "：" not in look.shape))
        ):
            continue  # a printed page's head line names its page, its last line the printer and the price
        if "editor" in look.names:
            evidence += 0.0 if "letter" in look.names else -0.5 if _SETTERS.search(look.shape) else 0.6
            continue
        evidence += max([_WEB.get(name, 0.0) for name in look.names], default=0.0)
        heads += "byline" in look.names or not look.names.isdisjoint(DATELINES)
    return PageKind.WEB if evidence - 0.7 * max(heads, 0) >= 2 else PageKind.PRINT


def has_one_story(looks: Sequence[Look]) -> bool:
    """Has a web page one date line, byline or dateline, no two of a sort, and is no digital edition? Then it has, as a rule,
    one story."""
    dates = sum(1 for look in looks if not look.names.isdisjoint(DATE_LINES))
    desks = sum(1 for look in looks if not look.names.isdisjoint(DATELINES))
    writers = sum(1 for look in looks if "byline" in look.names and "bad-names" not in look.features)
    return max(dates, desks, writers) == 1 and all(look.names.isdisjoint(_EDITIONS) for look in looks)


def top_end(looks: Sequence[Look]) -> int:
    """Index of the first line that may be text: all before the date line or the first prose is the top."""
    for index, look in enumerate(looks):
        if (look.is_prose and not look.signs) or not look.names.isdisjoint(DATE_LINES):
            return index
    return 0


def tail_start(looks: Sequence[Look]) -> int:
    """Index of the first line below the text: an editor line, a header of links, a legal line, after which little text
    is left."""
    weight = [len(look.shape) if look.is_prose and not look.signs else 0 for look in looks]
    total = sum(weight)
    before = 0
    last = max((at for at, look in enumerate(looks) if not look.names.isdisjoint(DATELINES)), default=0)
    for index, look in enumerate(looks):
        before += weight[index]
        if index <= last or not before or (total - before) * 3 >= before:
            continue  # below a dateline text is still to come
        if not look.names.isdisjoint({"editor", "author-editor"}) or any(sign.ends_text for sign in look.signs):
            return index
    return len(looks)


def tag_lines(looks: Sequence[Look], tail: int) -> range:
    """Indexes of the short lines right above the foot, or of one line of single words: its tags."""
    first = tail
    if 0 < tail < len(looks) and looks[tail - 1].form == "display" and _WORDS.match(looks[tail - 1].shape):
        return range(tail - 1, tail)
    while (
        first and looks[first - 1].form == "display" and len(looks[first - 1].shape) <= 8 and not looks[first - 1].signs
    ):
        first -= 1
    return range(first, tail) if tail - first >= 2 and tail < len(looks) else range(0)


def copies(looks: Sequence[Look]) -> frozenset[int]:
    """Indexes of captions that are printed twice, as the picture's alt text and below it, with or without credit."""
    found: set[int] = set()
    for index in range(1, len(looks)):
        two = looks[index].key
        if len(two) < 10:
            continue
        for before in range(max(0, index - 3), index):
            one = looks[before].key
            if before in found or len(one) < 10 or abs(len(one) - len(two)) > 40:
                continue
            if "repeated-title-suffix" in looks[before].names:
                continue
            head, whole = looks[index].shape, looks[before].shape
            if whole.startswith(head) and whole[len(head) : len(head) + 1] in ("_", "-", "|", "｜", "—"):
                found.add(before)  # the page's own title: headline_site
            elif two in one:
                found.add(index)
            elif one in two and any(name.startswith("caption") for name in looks[index].names):
                found.add(before)
    return frozenset(found)
