"""Where a page comes from: what its own lines say of paper, site, editor and date. Never a guess.

Which of the names and dates that a page gives is its paper and its day is weighed: what is seen of each speaks for or against
it, and so does what speaks for none. The weights are learned from pages with truth by `tools/train_source.py` (a conditional
logit, McFadden 1974; `data/source.tsv`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from clippings.describe.dated import dates_stated
from clippings.describe.paper import papers_named, site_named
from clippings.describe.zone import Seen
from clippings.models import PageKind, Role, RoleLine, Source
from clippings.tables import Forms, Tables


def read_source(lines: Sequence[RoleLine], kind: PageKind, tables: Tables) -> Source:
    """What the page's own lines say of paper, site, editor and date."""
    publisher = likeliest(papers_named(lines, kind, tables.forms), tables.source["paper"])
    date = likeliest(dates_stated(lines, kind), tables.source["date"])
    site = site_named(lines, publisher, tables.forms) if publisher and kind is PageKind.WEB else None
    return Source(publisher, site, _editor(lines, tables.forms), date)


def likeliest(seen: Seen, weights: Mapping[str, float]) -> str | None:
    """The candidate for which most speaks; the first of those that are level."""
    return max(seen, key=lambda name: _sum(seen[name], weights))


def _sum(found: Iterable[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(thing, 0.0) for thing in sorted(found))


def _editor(lines: Sequence[RoleLine], forms: Forms) -> str | None:
    for item in lines:
        if item.role in (Role.META, Role.EDITOR) and (found := forms.editor_named.search(item.line.text)):
            return found["name"].split("_")[-1]
    return None
