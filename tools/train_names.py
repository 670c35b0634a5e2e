"""Learns which characters stand in the names of townships and villages rather than in other text.

    python -m tools.train_names [--out FILE]

Names are the townships of data/townships.tsv and the townships and villages that the truth of benchmarks/fidelity/seen names, each
without its level (界石铺 for 界石铺镇); other text is all of these pages. Writes data/name_characters.tsv: where in a name (first,
later), character, the log of how many times as often it stands there as in text; and whole names that several places bear
though their characters are not those of names (前进).
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from clippings.places.names import likeness
from clippings.script import to_simplified
from clippings.tables import load_tables
from clippings.text import HAN
from tools.table import write_table
from tools.train_wording import SEEN, documents_of

ROOT = Path(__file__).resolve().parents[1]
_LEVEL = re.compile("(?:村|社区|嘎查|部落|街道|乡|镇|苏木|里)$")
_LONG = 6  # characters of a name, at most
_VILLAGES = 5  # times as much as a township's counts that of a village: papers name more of them
_PRIOR = 0.5  # of a character that does not stand there
_OFTEN = 30  # times that a character must be met; one that is rarer is likelier in a name
_SEVERAL, _SURE = 3, 1.0  # so many townships bear a name that is one for sure
_MOST = 3.0  # no character says more
_SMALL = 0.05


def bare(names: Iterable[str]) -> set[str]:
    """Names without their levels, if they had one."""
    return {_LEVEL.sub("", name) for name in names if _LEVEL.search(name) and 2 < len(name) <= _LONG}


def low_places(truth: Mapping[str, Any]) -> Iterator[str]:
    """The townships and villages that a page's truth names, in Simplified."""
    for article in truth["articles"]:
        for place in article.get("places") or ():
            yield from to_simplified(place).split("/")[3:]


def log_odds(names: Counter[str], text: Counter[str]) -> dict[str, float]:
    """Of each character the log of its share of the names over its share of the text."""
    known = [char for char in names.keys() | text.keys() if names[char] + text[char] >= _OFTEN]
    all_names, all_text = (sum(counts.values()) + _PRIOR * len(known) for counts in (names, text))
    return {
        char: max(
            -_MOST,
            min(_MOST, math.log((names[char] + _PRIOR) / all_names) - math.log((text[char] + _PRIOR) / all_text)),
        )
        for char in known
    }


def main() -> int:
    """Learns and writes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "name_characters.tsv")
    wanted = parser.parse_args()
    tables, documents = load_tables(ROOT / "data"), documents_of(SEEN)
    townships = bare(name for listed in tables.townships.values() for name in listed)
    villages = bare(name for document in documents for name in low_places(document.truth))
    names: dict[str, Counter[str]] = {"first": Counter(), "later": Counter()}
    for name in sorted(townships) + sorted(villages) * _VILLAGES:
        names["first"][name[0]] += 1
        names["later"].update(name[1:])
    han = re.compile(f"[{HAN}]")
    text = Counter(char for document in documents for char in han.findall(to_simplified(document.text)))
    rows = [
        (where, char, value) for where, found in names.items() for char, value in sorted(log_odds(found, text).items())
    ]
    told = {(where, char): value for where, char, value in rows}
    borne = Counter(_LEVEL.sub("", name) for listed in tables.townships.values() for name in listed)
    rows += [
        ("whole", name, _SURE)
        for name, count in sorted(borne.items())
        if count >= _SEVERAL and len(name) > 1 and likeness(name, told) < 0
    ]
    wants = "where in a name, character, the log of how many times as often it stands there as in text"
    count = write_table(wanted.out, "tools.train_names", wants, rows, _SMALL)
    print(f"{count} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
