"""Where on a page a line stands that may say where the page is from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from clippings.models import LEFT_OUT_ROLES, Role, RoleLine

STATING_ROLES = LEFT_OUT_ROLES | {Role.SIGNATURE}  # roles of lines that may state paper, editor and date
Seen = Mapping[str | None, frozenset[str]]  # a name or date, None for none of them -> what is seen of it
_TEXT = (Role.PARAGRAPH, Role.OPENING, Role.CONTINUATION)
_STEP = re.compile(r"\s?(?:>>?|»|→|›|＞|(?<!\d)/(?!\d))\s?")
_TOP = 3  # lines
_NEAR = 4  # lines below the headline
_FIRST, _LAST = 120, 80  # lines at either end of a page that may say where it is from
WIDE = 400  # letters of a line that are read
RIGHTS = re.compile(r"版权|版權|©|\(c\)|（c）|著作权|著作權|[Cc]opyright")


class Ends:
    """Where a page's first headline and its last text stand, and which part of the page a line is in by them."""

    def __init__(self, lines: Sequence[RoleLine]) -> None:
        self.title = next((at for at, item in enumerate(lines) if item.role is Role.TITLE), None)
        self.last = max((at for at, item in enumerate(lines) if item.role in _TEXT), default=len(lines))

    def zone(self, at: int) -> str:
        """The part of the page that a line is in."""
        if at < _TOP:
            return "top"
        if self.title is not None and at <= self.title + _NEAR:
            return "head" if at < self.title else "by the title"
        return "foot" if at > self.last else "inside"


def ends_of(lines: Sequence[RoleLine]) -> Iterator[tuple[int, RoleLine]]:
    """The first and the last lines of a page, each with its index; a long page says in these where it is from."""
    last = max(_FIRST, len(lines) - _LAST)
    return ((at, item) for at, item in enumerate(lines) if at < _FIRST or at >= last)


def steps_of(path: str) -> list[str]:
    """The steps of a breadcrumb; a line that is none is one step."""
    return _STEP.split(path)
