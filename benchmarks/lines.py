"""Single lines with their role: what furniture, headlines, captions and text are worded like, without any page around them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from clippings.models import Role

LINES = Path(__file__).resolve().parent / "fidelity" / "lines"
_TOGETHER = 60  # lines in a row that are one group


class Single(NamedTuple):
    """A line by itself, with its role; the group is that of the lines around it in its table."""

    role: Role
    text: str
    group: str


def single_lines(folder: Path = LINES) -> list[Single]:
    """The rows of the tables of role and text. Raises ValueError for a role that there is not."""
    found = []
    for path in sorted(folder.glob("*.tsv")):
        for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            role, _, text = row.partition("\t")
            if role not in set(Role) or not text.strip():
                raise ValueError(f"{path.name}:{number}: wants a role, a tab and a line; has {row!r}")
            found.append(Single(Role(role), text, f"{path.stem} {number // _TOGETHER:02d}"))
    return found
