"""Tables of cells parted by tabs, that scripts have made: places, and what was learned."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

_HEADS = ("#", "code\t", "county\t")  # what a comment and a line that names the columns begin with


def rows_of(path: Path, wants: tuple[str, ...], faults: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The rows: where each stands, and its cells, one for each thing that a row wants."""
    name = path.name
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith(_HEADS):
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
