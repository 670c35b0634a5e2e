"""The places that there are, what their names may be mistaken for, and where papers have their home."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from clippings.rows import Code, Pattern, Row, Sheet, Word, read_sheet
from clippings.tables.tabs import rows_of, weights_of
from clippings.text import HAN

PlaceWeights = Mapping[tuple[str, int], Mapping[str, float]]  # (primary or beside, depth; 0: none) -> feature -> weight

_CODE, _YEAR = re.compile(r"[0-9]{6}"), re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative place: one code, one name, the first and last year it was valid (None: open)."""

    code: str
    name: str
    start: int | None
    end: int | None
    became: str = ""  # the code of the place it is today, if that is another
    merged: str = ""  # the code of the place that it is a part of today


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """What place names may be mistaken for, how papers spell them, and where papers have their home."""

    words: frozenset[str]  # ordinary words that are also short names
    not_before: re.Pattern[str]  # what makes the name before it that of a paper, school, road …
    house: re.Pattern[str]  # schools and banks that bear its name
    ware: re.Pattern[str]  # wares that bear it
    goods: re.Pattern[str]  # wares by how they end
    feature: re.Pattern[str]  # a mountain or lake of its name
    things: tuple[str, ...]  # words that begin with a short name
    not_behind: tuple[str, ...]
    no_surname: frozenset[str]
    person_after: tuple[str, ...]
    person_before: tuple[str, ...]
    name_parts: tuple[str, ...]  # of Tibetan names
    also_persons: frozenset[str]  # places whose names persons bear
    deictics: Mapping[str, int]  # 我省, 全县 … -> 1 province to 5 village
    deictic_pattern: re.Pattern[str]
    aliases: tuple[tuple[str, str, str], ...]  # spelling, code, name
    papers: Mapping[str, str | None]  # name of a paper or site -> code of its home
    nicknames: Mapping[str, str]  # what a region is called besides its name (皖西) -> code
    letters: Mapping[str, str]  # 闽 -> code of its province
    letter_pair: re.Pattern[str]
    leading: re.Pattern[str]  # what stands before a village's name and is no part of it
    no_village: frozenset[str]  # 贫困 in 贫困村: what is no name of a village
    no_township: frozenset[str]
    # where in a name, character -> the log of how many times as often it stands there as in text
    characters: Mapping[tuple[str, str], float]
    latin: Mapping[tuple[str, str], tuple[str, ...]]  # province's two digits and name -> Latin names


@dataclass(frozen=True, slots=True)
class PlaceTables:
    """All that a gazetteer is made of."""

    divisions: tuple[Division, ...]
    townships: Mapping[str, tuple[str, ...]]  # county code -> names
    words: PlaceWords


_LEVELS = {"province": 1, "prefecture": 2, "county": 3, "township": 4, "village": 5}


class PlaceRows(Row):
    """What `places.yml` holds."""

    words: tuple[Word, ...]
    not_before: tuple[Pattern, ...]
    houses: tuple[Pattern, ...]
    wares: tuple[Pattern, ...]
    ware_ends: Word
    features: tuple[Pattern, ...]
    things: tuple[Word, ...]
    not_behind: tuple[Word, ...]
    no_surname: str
    person_after: tuple[Word, ...]
    person_before: tuple[Word, ...]
    name_parts: tuple[Word, ...]
    also_persons: tuple[Word, ...]
    deictics: dict[Literal["province", "prefecture", "county", "township", "village"], tuple[Word, ...]]
    aliases: tuple[tuple[Word, Code, Word], ...]
    areas: dict[str, tuple[Word, ...]]
    letters: dict[str, Code]
    letters_before: tuple[Pattern, ...]
    before_village: tuple[Pattern, ...]
    no_village: tuple[Word, ...]
    no_township: tuple[Word, ...]


class _Paper(Row):
    name: Word
    also: tuple[Word, ...]
    home: Code | None


class SourceRows(Row):
    """What `sources.yml` holds."""

    nicknames: dict[str, Code]
    sources: tuple[_Paper, ...]


def load_places(folder: Path, faults: list[str]) -> PlaceTables | None:
    """The tables of `data/` that a gazetteer is made of; None if there are faults, which are named."""
    told: list[str] = []
    divisions = divisions_of(folder / "divisions.tsv", told)
    codes = {division.code for division in divisions}
    townships = townships_of(folder / "townships.tsv", codes, told)
    latin = latin_of(folder / "latin.tsv", divisions, told)
    wants = ("where in a name", "character")
    characters = {
        (where, char): value for _, where, char, value in weights_of(folder / "name_characters.tsv", *wants, told)
    }
    places, sources = (
        read_sheet(folder / "places.yml", PlaceRows, told),
        read_sheet(folder / "sources.yml", SourceRows, told),
    )
    words = None
    if places:
        townships = with_areas(townships, places, codes, told)
        check_aliases(places, divisions, townships, told)
    papers = papers_of(sources, codes, told) if sources else {}
    if places and sources:
        try:
            words = place_words(places.holds, papers, sources.holds.nicknames, characters, latin)
        except re.error as error:  # each is a pattern by itself
            told.append(f"places.yml: its patterns do not go together: {error}")
    faults += told
    return PlaceTables(divisions, townships, words) if words and not told else None


def divisions_of(path: Path, faults: list[str]) -> tuple[Division, ...]:
    """Every place from province to county, in all the years there was one."""
    result = []
    wants = ("code", "name", "first year", "last year", "what it became", "what it was merged into")
    for where, (code, name, start, end, became, merged) in rows_of(path, wants, faults, "code\t"):
        if not _CODE.fullmatch(code) or not all(_YEAR.fullmatch(year) for year in (start, end) if year):
            faults.append(
                f"{where}: wants a code of six digits, and years or nothing; has {code!r}, {start!r}, {end!r}"
            )
            continue
        first, last = int(start) if start else None, int(end) if end else None
        result.append(Division(code, name, first, last, became, merged))
    known = {division.code for division in result}
    faults += [
        f"{path.name}: {d.code} {d.name}: {d.merged} is the code of no place"
        for d in result
        if d.merged and d.merged not in known
    ]
    return tuple(result)


def townships_of(path: Path, known: Collection[str], faults: list[str]) -> dict[str, tuple[str, ...]]:
    """county code -> names of its townships."""
    result: dict[str, tuple[str, ...]] = {}
    for where, (code, names) in rows_of(path, ("the code of a county", "its townships"), faults, "county\t"):
        if code in known and names:
            result[code] = tuple(names.split())
        else:
            faults.append(f"{where}: wants the code of a county and its townships; has {code!r}, {names[:40]!r}")
    return result


def latin_of(path: Path, divisions: Iterable[Division], faults: list[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """A province's two digits and a name -> the place's Latin names."""
    known = {(division.code, division.name) for division in divisions}
    result: dict[tuple[str, str], tuple[str, ...]] = {}
    for where, (code, name, latin) in rows_of(path, ("code", "name", "Latin names"), faults, "code\t"):
        if (code, name) in known:
            result[code[:2], name] = tuple(one.strip() for one in latin.split("|"))
        else:
            faults.append(f"{where}: there is no place {code} {name}")
    return result


def with_areas(
    townships: Mapping[str, tuple[str, ...]], sheet: Sheet[PlaceRows], known: Collection[str], faults: list[str]
) -> dict[str, tuple[str, ...]]:
    """The townships, and what people call the parts of a district that has none (马鞍山 in 沙田区)."""
    areas = sheet.holds.areas
    faults += [f"{sheet.at('areas', code)}: {code} is the code of no place" for code in areas if code not in known]
    return {**townships, **{code: (*townships.get(code, ()), *names) for code, names in areas.items()}}


def check_aliases(
    sheet: Sheet[PlaceRows],
    divisions: Iterable[Division],
    townships: Mapping[str, tuple[str, ...]],
    faults: list[str],
) -> None:
    """Every alias is that of a place that there is."""
    names: dict[str, set[str]] = {}
    for division in divisions:
        names.setdefault(division.code, set(townships.get(division.code, ()))).add(division.name)
    for at, (spelling, code, name) in enumerate(sheet.holds.aliases):
        if name not in names.get(code, ()):
            faults.append(f"{sheet.at('aliases', at)}: alias {spelling}: {code} has no place named {name}")


def papers_of(sheet: Sheet[SourceRows], known: Collection[str], faults: list[str]) -> dict[str, str | None]:
    """Name of a paper or site -> code of its home."""
    papers: dict[str, str | None] = {}
    for at, row in enumerate(sheet.holds.sources):
        told = []
        for name in (row.name, *row.also):
            if name in papers:
                told.append(f"{name} stands twice")
            papers[name] = row.home
        if row.home is not None and row.home not in known:
            told.append(f"{row.name}: home {row.home} is the code of no place in divisions.tsv")
        faults += [f"{sheet.at('sources', at)}: {fault}" for fault in told]
    faults += [
        f"{sheet.at('nicknames', word)}: nickname {word}: {code} is the code of no place"
        for word, code in sheet.holds.nicknames.items()
        if code not in known
    ]
    return papers


def place_words(
    rows: PlaceRows,
    papers: Mapping[str, str | None],
    nicknames: Mapping[str, str],
    characters: Mapping[tuple[str, str], float],
    latin: Mapping[tuple[str, str], tuple[str, ...]],
) -> PlaceWords:
    """All that is known of the names of places beside the places."""
    deictics = {word: _LEVELS[name] for name, words in rows.deictics.items() for word in words}
    return PlaceWords(
        words=frozenset(rows.words),
        not_before=_any(rows.not_before),
        house=re.compile(f"[{HAN}]{{0,6}}?(?:{'|'.join(rows.houses)})"),
        ware=re.compile(f"[老大小特土鲜干腊烤卤酱香陈米白黄红黑绿青]?(?:{'|'.join(rows.wares)})"),
        goods=re.compile(
            f"([{HAN}]{{0,3}}?[{rows.ware_ends}])(?=[^{HAN}]|的|和|与|等|也|是|在|香|飘|走|卖|节|品牌|大赛|已|将|被|$)"
        ),
        feature=re.compile(f"(?!山[里上沟村乡货])[湖河江山岛峡](?![区县市北南东西段])|{'|'.join(rows.features)}"),
        things=rows.things,
        not_behind=rows.not_behind,
        no_surname=frozenset(rows.no_surname),
        person_after=rows.person_after,
        person_before=rows.person_before,
        name_parts=rows.name_parts,
        also_persons=frozenset(rows.also_persons),
        deictics=deictics,
        deictic_pattern=re.compile(f"(?:{'|'.join(sorted(deictics, key=lambda w: (-len(w), w)))})(?![托员])"),
        aliases=rows.aliases,
        papers=papers,
        nicknames=nicknames,
        letters=rows.letters,
        letter_pair=re.compile(f"([{''.join(rows.letters)}]{{2,3}})(?={'|'.join(rows.letters_before)})"),
        leading=_any(rows.before_village),
        no_village=frozenset(rows.no_village),
        no_township=frozenset(rows.no_township),
        characters=characters,
        latin=latin,
    )


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


def about_of(path: Path, faults: list[str]) -> dict[tuple[str, int], dict[str, float]]:
    """A row's first cell is a choice and a depth, 0 for no place: `primary 3`, `beside any`."""
    result: dict[tuple[str, int], dict[str, float]] = {}
    for where, place, feature, weight in weights_of(path, "choice and depth", "feature", faults):
        choice, _, depth = place.partition(" ")
        if choice not in ("primary", "beside"):
            faults.append(f"{where}: {place}: the choice is primary or beside")
            continue
        if depth != _EVERY_LEVEL and depth not in tuple("012345"):
            faults.append(f"{where}: {place}: the depth of a place is 0 to 5, or {_EVERY_LEVEL}")
            continue
        for at in range(1, 6) if depth == _EVERY_LEVEL else (int(depth),):
            row = result.setdefault((choice, at), {})
            row[feature] = row.get(feature, 0.0) + weight
    return result


_EVERY_LEVEL = "any"
