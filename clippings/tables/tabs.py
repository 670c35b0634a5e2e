"""Tables of cells parted by tabs, that scripts have made: places, and what was learned."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path


def rows_of(path: Path, wants: tuple[str, ...], faults: list[str], head: str = "#") -> Iterator[tuple[str, list[str]]]:
    """The rows: where each stands, and its cells, one for each thing that a row wants. What begins with # is a comment, what
    begins with `head` names the columns."""
    name = path.name
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        faults.append(f"{name}: cannot be read: {error}")
        return
    for number, line in enumerate(lines, 1):
        if not line or line.startswith(("#", head)):
            continue
        cells = line.split("\t")
        if len(cells) == len(wants):
            yield f"{name}:{number}", cells
        else:
            faults.append(f"{name}:{number}: wants {', '.join(wants)}; has {line[:80]!r}")


def weights_of(path: Path, one: str, two: str, faults: list[str]) -> Iterator[tuple[str, str, str, float]]:
    """The rows of a table that was learned: where each stands, two words, and a weight. No file: nothing has been learned."""
    wants = (one, two, "weight")
    for where, (first, second, weight) in rows_of(path, wants, faults) if path.is_file() else ():
        try:
            value = float(weight)
        except ValueError:
            value = math.nan
        if math.isfinite(value):
            yield where, first, second, value
        else:
            faults.append(f"{where}: wants {', '.join(wants)}; has {weight!r}")
