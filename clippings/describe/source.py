"""Where a page comes from: what its own lines say of paper, site, editor and date. Never a guess.

Which of the names and dates that a page gives is its paper and its day is weighed: what is seen of each speaks for or against
it, and so does what speaks for none. The weights are learned from pages with truth by `tools/train_source.py` (a conditional
logit, McFadden 1974; `data/source.tsv`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from clippings.describe.dated import dates_stated
from clippings.describe.paper import papers_named, site_named
from clippings.describe.zone import Seen
from clippings.models import PageKind, Role, RoleLine, Source
from clippings.tables import SourceWeights
from clippings.text import HAN

_DESK_WORDS = r"视觉|版式|美编|校对|组版|制版|审核|电话|邮箱|本版|值班|监制|检校|检审|排版|新闻|热线|版面|编审|统筹|制图|初审|复审|终审|来源"
_EDITOR = re.compile(
    rf"(?:责任编辑|责编|責任編輯|責編|编辑|編輯|网编|实习编辑|值班编辑)\s?[：:/／|｜丨]?\s*(?P<name>(?:[{HAN}] [{HAN}](?![{HAN}：:])|[{HAN}·_]{{2,20}})(?:[ 、](?!{_DESK_WORDS})[{HAN}·]{{2,4}}(?![{HAN}]|\s?[：:/／]))*)"
)


def read_source(lines: Sequence[RoleLine], kind: PageKind, weights: SourceWeights) -> Source:
    """What the page's own lines say of paper, site, editor and date."""
    publisher = likeliest(papers_named(lines, kind), weights["paper"])
    date = likeliest(dates_stated(lines, kind), weights["date"])
    site = site_named(lines, publisher) if publisher and kind is PageKind.WEB else None
    return Source(publisher, site, _editor(lines), date)


def likeliest(seen: Seen, weights: Mapping[str, float]) -> str | None:
    """The candidate for which most speaks; the first of those that are level."""
    return max(seen, key=lambda name: _sum(seen[name], weights))


def _sum(found: Iterable[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(thing, 0.0) for thing in sorted(found))


def _editor(lines: Sequence[RoleLine]) -> str | None:
    for item in lines:
        if item.role in (Role.META, Role.EDITOR) and (found := _EDITOR.search(item.line.text)):
            return re.split(r"[_]", found["name"])[-1]
    return None
