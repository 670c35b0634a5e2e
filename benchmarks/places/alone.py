"""`python -m benchmarks.places.alone`: how long the gazetteer takes to load and how much memory a process takes that does nothing
but find and resolve mentions. Prints the seconds, and the most megabytes at any time."""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks.places.measure import texts
from clippings.gazetteer import Gazetteer
from clippings.places.find import find
from clippings.places.mention import Piece
from clippings.places.resolve import named_codes, resolve
from clippings.tables.places import load_places

HERE = Path(__file__).parent


def main() -> None:
    """Loads, and reads every article that may be looked at."""
    start = time.perf_counter()
    faults: list[str] = []
    tables = load_places(HERE.parents[1] / "data", faults)
    if tables is None:
        sys.exit("\n".join(faults))
    gazetteer = Gazetteer(tables.divisions, tables.townships, tables.words)
    _ = gazetteer.lookup
    loaded = time.perf_counter() - start
    for article in texts(HERE / "seen"):
        pieces = [Piece("paragraph", text, at) for at, text in enumerate(article["paragraphs"])]
        found = find(pieces, gazetteer, frozenset(), frozenset())
        resolve(found, None, gazetteer, 2020, named_codes(found, gazetteer, 2020, None), Counter())
    print(f"{loaded:.2f} {_most_memory():.0f}")


def _most_memory() -> float:
    """Megabytes; what Linux tells of a process counts its parent's too, but not in its own status."""
    status = Path("/proc/self/status")
    if status.is_file():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000_000


if __name__ == "__main__":
    main()
