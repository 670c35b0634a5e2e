"""Coverage-guided fuzzing of the whole conversion: any bytes in, every line kept, no crash, no loop.

    python -m tools.fuzz [CORPUS] [libFuzzer options, such as -max_total_time=3600]

Wants atheris (`pip install atheris`), which is no dependency. A breach of conservation, an exception or more than ten
seconds for one input stops it, and libFuzzer writes the input to a file.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["clippings"]):
    from clippings.check import conservation, doubts
    from clippings.models import SeedFile
    from clippings.pipeline import convert_seed
    from clippings.tables import load_tables
    from clippings.tag import Tagger

ROOT = Path(__file__).resolve().parents[1]
TABLES = load_tables(ROOT / "data")
TAGGER = Tagger.of(TABLES)


def one_input(data: bytes) -> None:
    """Converts one text and holds it to the law."""
    text = data.decode("utf-8", errors="ignore")
    page = convert_seed(SeedFile("fuzz.txt", text.encode(), "utf-8", text), None, TABLES, TAGGER)
    breaches = list(conservation(page))
    if breaches:
        raise AssertionError(breaches[0])
    list(doubts(page))


if __name__ == "__main__":
    atheris.Setup([sys.argv[0], "-timeout=10", *sys.argv[1:]], one_input)
    atheris.Fuzz()
