"""What readers chose for the articles of `benchmarks/fidelity`: themes, and the places an article is about.

Each article was read by one to three readers by the rules of the scope notes, none knowing of the others or of what the
program says. What more than half of them chose is the truth.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from clippings.script import to_simplified

HERE = Path(__file__).parent
Key = tuple[str, int]  # a document's name, an article's number


class Choice(NamedTuple):
    """What one reader chose for one article, in Simplified."""

    themes: tuple[str, ...]
    primary: str  # empty: none
    places: frozenset[str]


def choices(part: str) -> dict[Key, tuple[Choice, ...]]:
    """Every article of a part (seen, unseen) that was read, with what each reader chose."""
    themes = {key: [tuple(cell.split()) for cell in cells] for key, cells in _rows(HERE / "themes" / f"{part}.tsv")}
    places: dict[Key, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for key, (primary, named) in _rows(HERE / "places" / f"about-{part}.tsv"):
        chosen = frozenset(to_simplified(named).split()) - {"-"}
        places[key].append((to_simplified(primary) if primary != "-" else "", chosen))
    return {
        key: tuple(Choice(slugs, *about) for slugs, about in zip(read, places[key], strict=True))
        for key, read in themes.items()
    }


def agreed(chosen: Sequence[Choice]) -> Choice:
    """What more than half of the readers chose; the primary place that most chose."""
    slugs = Counter(slug for choice in chosen for slug in choice.themes)
    places = Counter(place for choice in chosen for place in choice.places)
    primary = Counter(choice.primary for choice in chosen).most_common(1)[0][0]
    return Choice(_half(slugs, chosen), primary, frozenset({*_half(places, chosen), primary} - {""}))


def _half(counts: Counter[str], chosen: Sequence[Choice]) -> tuple[str, ...]:
    return tuple(one for one, number in counts.items() if number * 2 > len(chosen))


def _rows(path: Path) -> Iterator[tuple[Key, list[str]]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            document, article, *cells = line.split("\t")
            yield (document, int(article)), cells
