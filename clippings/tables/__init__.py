"""The tables in `data/`: what people decide, and what scripts have made or learned. Bad tables are refused with every fault
at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from pydantic import BaseModel

from clippings.models import ClippingsError, Role
from clippings.rows import Row, Sheet, Word, read_sheet
from clippings.script import to_traditional
from clippings.signs import Sieve, Sign
from clippings.subjects import Subjects
from clippings.tables.forms import FormRows, Forms, forms_of
from clippings.tables.lines import (
    REACH,
    Context,
    Says,
    SignRows,
    WeightRows,
    Weights,
    Wording,
    arrays_of,
    context_of,
    follows_of,
    learned_of,
    row_of,
    signs_of,
    subjects_of,
    wording_of,
)
from clippings.tables.names import NameRows, Names, names_of
from clippings.tables.places import Division, PlaceWeights, PlaceWords, about_of, load_places
from clippings.tables.tabs import weights_of
from clippings.tables.themes import Cue, Theme, ThemeRows, ThemeWords, theme_words_of, themes_of
from clippings.toponyms import short_name

__all__ = [
    "REACH",
    "Context",
    "Cue",
    "Division",
    "Forms",
    "Names",
    "PlaceWeights",
    "PlaceWords",
    "ScriptWords",
    "SourceWeights",
    "Tables",
    "Theme",
    "ThemeWords",
    "Weights",
    "Wording",
    "context_of",
    "load_tables",
]

SourceWeights = Mapping[str, Mapping[str, float]]  # paper or date -> what is seen of a candidate -> weight
T = TypeVar("T", bound=BaseModel)


class ScriptWords(Row):
    """What `scripts.yml` holds: how names and words are written in Traditional letters where the converter errs."""

    people: dict[str, str]  # character -> what it is in a personal name
    surnames: str
    places: dict[str, str]
    names: dict[str, str]
    words: dict[str, str]


class _ColumnRows(Row):
    """What `columns.yml` holds."""

    columns: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables, read and checked once a run."""

    signs: tuple[Sign, ...]
    sieve: Sieve  # the same signs
    speaks: Mapping[str, int]  # sign or feature -> its row in `says`
    says: Weights  # [row][role]: what a feature says of each role, in the order of Role; row 0 says nothing
    follows: Weights  # [role][role before it]
    starts: Weights  # [role]: of a page's first line
    context: Context | None  # None: nothing has been learned
    wording: Wording
    subjects: Subjects
    # fact of a paragraph above a picture -> what it adds to the log-odds that it is the photo's own text
    photo: Mapping[str, float]
    # sort of option -> fact of it -> what it adds to the log-odds that a page is put together so
    place: Mapping[str, Mapping[str, float]]
    opens: Mapping[
        tuple[str, str], float
    ]  # where a piece stands, the piece -> what it says of a story's first paragraph
    # ways to build a head, or lines in it, and what is seen of them -> what it adds to the log-odds that it is built so
    heads: Mapping[tuple[str, str], float]
    choice: Mapping[str, float]  # trait of a page -> what more of it adds to the log-odds that it is better read
    doubtful: Mapping[str, float]  # fact of a page -> what it adds to the log-odds that another reading is better
    confidence: Mapping[str, float]  # fact of an article -> what it adds to the log-odds that it is right
    forms: Forms
    columns: frozenset[str]
    names: Names
    towns: frozenset[str]  # provinces, cities and counties, whole and for short
    themes: tuple[Theme, ...]
    theme_words: ThemeWords
    divisions: tuple[Division, ...]
    townships: Mapping[str, tuple[str, ...]]  # county code -> names
    places: PlaceWords
    about: PlaceWeights
    source: SourceWeights
    scripts: ScriptWords


def load_tables(folder: Path, *, learned: bool = True) -> Tables:
    """Every table of `data/`; with `learned` false the weights are those that people set. Raises ClippingsError that names all faults, one
    a line; what a file says is checked once it holds what it may hold."""
    faults: list[str] = []

    def sheet(name: str, kind: type[T]) -> Sheet[T] | None:
        return read_sheet(folder / name, kind, faults)

    def says(name: str, needed: bool = False) -> dict[str, float]:
        found = sheet(name, Says) if needed or (folder / name).is_file() else None
        return found.holds.root if found else {}

    furniture, own_signs = sheet("furniture.yml", SignRows), sheet("signs.yml", SignRows)
    signs = [sign for found in (furniture, own_signs) if found for sign in signs_of(found, faults)]
    weights = sheet("weights.yml", WeightRows)
    follows = follows_of(weights, faults) if weights else {}
    moved = learned_of(folder / "learned.tsv", faults) if learned else {}
    arrays = arrays_of(folder / "context.npz", faults) if learned else {}
    wording = wording_of(folder / "wording.tsv", faults)
    subjects = subjects_of(folder / "subjects.npz", faults)
    photo, place = says("photo.yml", needed=True), says("place.yml", needed=True)
    choice, doubtful, confidence = says("choice.yml"), says("doubtful.yml"), says("confidence.yml", needed=True)
    heads, opens = _heads(folder / "heads.tsv", faults), _opens(folder / "opens.tsv", faults)
    named, columns = sheet("names.yml", NameRows), sheet("columns.yml", _ColumnRows)
    worded = sheet("forms.yml", FormRows)
    forms = forms_of(worded, faults) if worded else None
    names = names_of(named, faults) if named else None
    vocabulary = sheet("themes.yml", ThemeRows)
    themes = themes_of(vocabulary, faults) if vocabulary else ()
    slugs = {theme.slug for theme in themes} if vocabulary else None
    theme_words = theme_words_of(folder / "theme_words.tsv", slugs, faults)
    places = load_places(folder, faults)
    about = about_of(folder / "about.tsv", faults)
    source = _source(folder / "source.tsv", faults)
    scripts = sheet("scripts.yml", ScriptWords)
    if scripts:
        _check_scripts(scripts, faults)
    if faults or not (weights and forms and names and columns and places and scripts):
        raise ClippingsError("\n".join(faults))

    set_by_hand = {sign.name: sign.weights for sign in signs} | weights.holds.shape
    if learned:
        set_by_hand |= weights.holds.caution
    points = dict(zip(arrays["names"].tolist(), arrays["points"], strict=True)) if arrays else {}
    known = sorted(set_by_hand.keys() | moved.keys() | points.keys())
    rows = {name: row_of(set_by_hand.get(name, {}), moved.get(name, {})) for name in known}
    rows = {name: row for name, row in rows.items() if any(row) or name in points}
    after = {role: row_of(follows[role], moved.get(f"after {role.value}", {})) for role in Role}
    return Tables(
        signs=tuple(signs),
        sieve=Sieve(signs),
        speaks={name: at for at, name in enumerate(rows, 1)},
        says=np.array([row_of(), *rows.values()]),
        follows=np.array([after[role] for role in Role]).T.copy(),
        starts=np.array(row_of(follows[None], moved.get("START", {}))),
        context=context_of(rows, points, arrays["inner"], arrays["bias"], arrays["outer"]) if arrays else None,
        wording=wording,
        subjects=subjects,
        photo=photo,
        place=_by_sort(place),
        opens=opens,
        heads=heads,
        choice=choice,
        doubtful=doubtful,
        confidence=confidence,
        forms=forms,
        columns=frozenset(columns.holds.columns),
        names=names,
        towns=frozenset(_spellings(places.divisions)),
        themes=themes,
        theme_words=theme_words,
        divisions=places.divisions,
        townships=places.townships,
        places=places.words,
        about=about,
        source=source,
        scripts=scripts.holds,
    )


def _spellings(divisions: Iterable[Division]) -> Iterator[str]:
    """Their names, whole and for short; those of Taiwan, Hong Kong and Macau in Traditional letters too."""
    for one in divisions:
        names = (one.name, short_name(one.name))
        yield from names
        if one.code.startswith(("71", "81", "82")):
            yield from map(to_traditional, names)


def _by_sort(weights: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Rows named `sort, fact`, by their sorts."""
    found: dict[str, dict[str, float]] = {}
    for name, weight in weights.items():
        sort, _, fact = name.partition(", ")
        found.setdefault(sort, {})[fact] = weight
    return found


def _opens(path: Path, faults: list[str]) -> dict[tuple[str, str], float]:
    return {(place, piece): weight for _, place, piece, weight in weights_of(path, "where", "piece", faults)}


def _heads(path: Path, faults: list[str]) -> dict[tuple[str, str], float]:
    heads: dict[tuple[str, str], float] = {}
    for where, build, seen, weight in weights_of(path, "build or letters", "what is seen", faults):
        heads[build, seen] = weight
        if build not in ("head", "page") and not set(build) <= set("KTMS"):
            faults.append(f"{where}: {build} is no way to build a head; its letters are K, T, M and S")
    return heads


def _source(path: Path, faults: list[str]) -> dict[str, dict[str, float]]:
    source: dict[str, dict[str, float]] = {"paper": {}, "date": {}}
    for where, field, feature, weight in weights_of(path, "paper or date", "feature", faults):
        if field in source:
            source[field][feature] = weight
        else:
            faults.append(f"{where}: {field} is neither paper nor date")
    return source


def _check_scripts(sheet: Sheet[ScriptWords], faults: list[str]) -> None:
    rows = sheet.holds
    for part, table in (("people", rows.people), ("places", rows.places), ("names", rows.names), ("words", rows.words)):
        faults += [
            f"{sheet.at(part, simple)}: {simple}: {letters} is not of the same length"
            for simple, letters in table.items()
            if len(simple) != len(letters)
        ]
