"""The tables in `data/`: what people decide. A bad table is refused with every fault at once."""

from __future__ import annotations

import math
import re
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from clippings.models import SORTS, ClippingsError, PageKind, Role
from clippings.script import to_traditional
from clippings.shingles import SHIFT, Array, codes_of
from clippings.signs import Sieve, Sign
from clippings.text import HAN

Weights = NDArray[np.floating[Any]]
SourceWeights = Mapping[str, Mapping[str, float]]  # paper or date -> what is seen of a candidate -> weight
PlaceWeights = Mapping[tuple[str, int], Mapping[str, float]]  # (primary or beside, depth; 0: none) -> feature -> weight

REACH = 4  # lines above and below a line that the networks of data/context.npz see, beside the mean of the page

_ROLES = {role.value for role in Role}


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that speaks for a theme: how strongly (0.5 to 3), in which longer words it does not, and whether in heads only."""

    word: str
    weight: float
    never: tuple[str, ...] = ()
    head: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the controlled vocabulary."""

    slug: str
    zh: str
    en: str
    scope: str  # in Chinese, for readers
    cues: tuple[Cue, ...]
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class ThemeWords:
    """What readers' choice of themes has taught: by theme, where its score starts and how much a cue's
    weight counts; and what each word says of each theme."""

    start: Mapping[str, float]
    cues: Mapping[str, float]
    words: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Wording:
    """What pages with truth have taught of the words of lines."""

    rows: Mapping[str, int]  # piece of one to three characters -> its row in `says`
    says: Weights  # [row][sort]: what a piece says of each sort, in the order of SORTS; row 0 says nothing

    @cached_property
    def _by_code(self) -> tuple[Array, Array]:
        """The codes of all pieces in order, and their rows."""
        letters = codes_of("".join(piece.rjust(3, "\0") for piece in self.rows)).reshape(-1, 3)
        codes = letters[:, 0] << 2 * SHIFT | letters[:, 1] << SHIFT | letters[:, 2]
        order = np.argsort(codes)
        return codes[order], np.array([*self.rows.values()])[order]

    def rows_of(self, codes: Array) -> Array:
        """The rows of pieces, given the numbers of their characters in one number each; 0 for those that are not known."""
        known, rows = self._by_code
        if not len(known):
            return np.zeros(len(codes), int)
        at = np.minimum(np.searchsorted(known, codes), len(known) - 1)
        return np.where(known[at] == codes, rows[at], 0)


@dataclass(frozen=True, slots=True)
class Context:
    """Networks that pages with truth have taught what the lines around a line say of its role."""

    points: Weights  # [row][network][dimension]: where a feature stands; the rows are those of `Tables.says`
    inner: Weights  # [network][what is seen of a line][unit]
    bias: Weights  # [network][1][unit]
    outer: Weights  # [network][unit][role], in the order of Role


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative place: one code, one name, the first and last year it was valid (None: open)."""

    code: str
    name: str
    start: int | None
    end: int | None
    became: str = ""  # the code of the place it is today, if that is another


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
    never: re.Pattern[str]  # what stands in no name of a village
    never_begins: tuple[str, ...]
    never_ends: tuple[str, ...]
    no_village: frozenset[str]  # 贫困 in 贫困村: what is no name of a village
    no_township: frozenset[str]
    latin: Mapping[tuple[str, str], tuple[str, ...]]  # province's two digits and name -> Latin names


@dataclass(frozen=True, slots=True)
class ScriptWords:
    """How names and words are written in Traditional letters where the converter errs."""

    people: Mapping[str, str]  # character -> what it is in a personal name
    surnames: str
    places: Mapping[str, str]
    names: Mapping[str, str]
    words: Mapping[str, str]


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
    choice: Mapping[str, float]  # trait of a page -> what more of it adds to the log-odds that it is better read
    doubtful: Mapping[str, float]  # fact of a page -> what it adds to the log-odds that another reading is better
    confidence: Mapping[str, float]  # fact of an article -> what it adds to the log-odds that it is right
    columns: frozenset[str]
    surnames: frozenset[str]
    transliteration: frozenset[str]  # characters of Tibetan, Uyghur, Mongolian names
    themes: tuple[Theme, ...]
    theme_words: ThemeWords
    divisions: tuple[Division, ...]
    townships: Mapping[str, tuple[str, ...]]  # county code -> names
    places: PlaceWords
    about: PlaceWeights
    source: SourceWeights
    scripts: ScriptWords


def load_tables(folder: Path, *, learned: bool = True) -> Tables:
    """Every table of `data/`; with `learned` false the weights are those that people set. Raises ClippingsError that names all faults, one a line."""
    faults: list[str] = []
    signs = [*_signs(folder / "furniture.yml", faults), *_signs(folder / "signs.yml", faults)]
    given = _yaml(folder / "weights.yml")
    shape = {name: _weights(row, f"weights.yml: {name}", faults) for name, row in given["shape"].items()}
    follows = _follows(given["follows"], faults)
    moved = _learned(folder / "learned.tsv", faults) if learned else {}
    found = _context(folder / "context.npz", faults) if learned else {}
    wording = _wording(folder / "wording.tsv", faults)
    caution = {name: _weights(row, f"weights.yml: {name}", faults) for name, row in given["caution"].items()}
    spoken = {sign.name: sign.weights for sign in signs} | shape | (caution if learned else {})
    points = dict(zip(found["names"].tolist(), found["points"], strict=True)) if found else {}
    known = sorted(spoken.keys() | moved.keys() | points.keys())
    rows = {name: _row(spoken.get(name, {}), moved.get(name, {})) for name in known}
    rows = {name: row for name, row in rows.items() if any(row) or name in points}
    after = {role: _row(follows[role], moved.get(f"after {role.value}", {})) for role in Role}
    names = _yaml(folder / "names.yml")
    surnames = [*names["surnames"], *names["compound"]]
    themes = _themes(_yaml(folder / "themes.yml"), faults)
    theme_words = _theme_words(folder / "theme_words.tsv", {theme.slug for theme in themes}, faults)
    divisions = _divisions(folder / "divisions.tsv", faults)
    townships = _townships(folder / "townships.tsv", {d.code for d in divisions}, faults)
    _areas(_yaml(folder / "places.yml"), townships, {d.code for d in divisions}, faults)
    places = _place_words(
        _yaml(folder / "places.yml"),
        _yaml(folder / "sources.yml"),
        divisions,
        townships,
        _latin(folder / "latin.tsv", divisions, faults),
        faults,
    )
    about = _about(folder / "about.tsv", faults)
    source: dict[str, dict[str, float]] = {"paper": {}, "date": {}}
    for where, field, feature, weight in _learned_rows(folder / "source.tsv", "paper or date, feature, weight", faults):
        if field in source:
            source[field][feature] = weight
        else:
            faults.append(f"{where}: {field} is neither paper nor date")
    scripts = _script_words(_yaml(folder / "scripts.yml"), faults)
    if faults:
        raise ClippingsError("\n".join(faults))
    return Tables(
        signs=tuple(signs),
        sieve=Sieve(signs),
        speaks={name: at for at, name in enumerate(rows, 1)},
        says=np.array([_row(), *rows.values()]),
        follows=np.array([after[role] for role in Role]).T.copy(),
        choice=_says(folder / "choice.yml") if (folder / "choice.yml").is_file() else {},
        doubtful=_says(folder / "doubtful.yml") if (folder / "doubtful.yml").is_file() else {},
        confidence=_says(folder / "confidence.yml"),
        starts=np.array(_row(follows[None], moved.get("START", {}))),
        context=context_of(rows, points, found["inner"], found["bias"], found["outer"]) if found else None,
        wording=wording,
        columns=frozenset(_yaml(folder / "columns.yml")["columns"]),
        surnames=frozenset(x for n in surnames for x in (n, to_traditional(n))),
        transliteration=frozenset(names["transliteration"]),
        themes=tuple(themes),
        theme_words=theme_words,
        about=about,
        source=source,
        divisions=tuple(divisions),
        townships=townships,
        places=places,
        scripts=scripts,
    )


def _yaml(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise ClippingsError(f"{path}: cannot be read: {' '.join(str(error).split())}") from error


def _signs(path: Path, faults: list[str]) -> Iterable[Sign]:
    table = _yaml(path)
    pieces = table.get("pieces", {})
    seen: set[str] = set()
    for row in table["rows"]:
        where = f"{path.name}: {row['name']}"
        source = row["pattern"]
        for name, piece in pieces.items():
            source = source.replace("{" + name + "}", piece)
        try:
            pattern = re.compile(source)
        except re.error as error:
            faults.append(f"{where}: not a pattern: {error}")
            continue
        weights = row.get("weights") or {row["role"]: row["weight"]}
        sign = Sign(
            name=row["name"],
            pattern=pattern,
            weights=_weights(weights, where, faults),
            page=None if row["page"] == "any" else PageKind(row["page"]),
            long=row.get("long", False),
            anywhere=row.get("anywhere", False),
            ends_text=row.get("ends_text", False),
            finds=tuple(row["finds"]),
            spares=tuple(row["spares"]),
        )
        if sign.name in seen:
            faults.append(f"{where}: stands twice")
        seen.add(sign.name)
        faults += [f"{where}: does not find its own example {x}" for x in sign.finds if not sign.found_in(x)]
        faults += [f"{where}: finds what it should spare: {x}" for x in sign.spares if sign.found_in(x)]
        yield sign


def _weights(row: Mapping[str, float], where: str, faults: list[str]) -> dict[Role, float]:
    faults += [f"{where}: there is no role {name}" for name in row if name not in _ROLES]
    return {Role(name): float(weight) for name, weight in row.items() if name in _ROLES}


def _row(*rows: Mapping[Role, float]) -> tuple[float, ...]:
    """The sum of some rows of weights, in the order of Role."""
    return tuple(sum(row.get(role, 0.0) for row in rows) for role in Role)


def _follows(rows: Mapping[str, Any], faults: list[str]) -> dict[Role | None, dict[Role, float]]:
    other = float(rows["other"])
    result: dict[Role | None, dict[Role, float]] = {}
    for name, row in rows.items():
        if name == "other":
            continue
        if name != "START" and name not in _ROLES:
            faults.append(f"weights.yml: follows: there is no role {name}")
            continue
        given = _weights(row, f"weights.yml: follows {name}", faults)
        result[None if name == "START" else Role(name)] = {role: given.get(role, other) for role in Role}
    missing = [role.value for role in Role if role not in result]
    faults += [f"weights.yml: follows: {name} has no row" for name in missing]
    return result


def _says(path: Path) -> dict[str, float]:
    """Names and what each says."""
    return {name: float(value) for name, value in _yaml(path).items()}


def _learned_rows(path: Path, wants: str, faults: list[str]) -> Iterator[tuple[str, str, str, float]]:
    """The rows of a table that a tool has learned: where each stands, two words and a weight. No file: nothing has been
    learned."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.is_file() else (), 1):
        if not line or line.startswith("#"):
            continue
        try:
            one, two, weight = line.split("\t")
            value = float(weight)
        except ValueError:
            value = math.nan
        if math.isfinite(value):
            yield f"{path.name}:{number}", one, two, value
        else:
            faults.append(f"{path.name}:{number}: wants {wants}; has {line!r}")


def _learned(path: Path, faults: list[str]) -> dict[str, dict[Role, float]]:
    """feature -> role -> how far training has moved its weight."""
    result: dict[str, dict[Role, float]] = {}
    for where, feature, role, weight in _learned_rows(path, "feature, role, weight", faults):
        if role in _ROLES:
            result.setdefault(feature, {})[Role(role)] = weight
        else:
            faults.append(f"{where}: {feature}: there is no role {role}")
    return result


# The arrays of context.npz: how many dimensions each has, and of what it is (U text, f numbers).
_CONTEXT = {"names": (1, "U"), "points": (3, "f"), "inner": (3, "f"), "bias": (3, "f"), "outer": (3, "f")}


def _context(path: Path, faults: list[str]) -> dict[str, NDArray[Any]]:
    """The arrays of the networks by name; none where there is no file, or a bad one."""
    if not path.is_file():
        return {}
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            found = {name: file[name] for name in _CONTEXT}
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile, zlib.error) as error:
        faults.append(f"{path.name}: cannot be read: {' '.join(str(error).split())}")
        return {}
    names, points, inner, bias, outer = found.values()
    fits = all((array.ndim, array.dtype.kind) == _CONTEXT[name] for name, array in found.items()) and (
        0 < len(names) == len(points)
        and points.shape[1] == len(inner) == len(bias) == len(outer)
        and inner.shape[2] == bias.shape[2] == outer.shape[1]
        and inner.shape[1] == (2 * REACH + 2) * points.shape[2]
        and outer.shape[2] == len(Role)
    )
    if not fits:
        faults.append(f"{path.name}: its arrays do not fit one another; make it again with `make weights`")
    elif not all(np.isfinite(array).all() for name, array in found.items() if name != "names"):
        faults.append(f"{path.name}: holds what is no number; make it again with `make weights`")
    else:
        return found
    return {}


def context_of(
    names: Iterable[str], points: Mapping[str, NDArray[Any]], inner: NDArray[Any], bias: NDArray[Any], outer: NDArray[Any]
) -> Context:  # fmt: skip
    """Networks whose points stand in the order of these names, below a row of zeros; a feature without a point has zeros too. In
    single precision, which is precise enough and faster."""
    none = np.zeros_like(next(iter(points.values())))
    stacked = np.array([none, *(points.get(name, none) for name in names)])
    return Context(*(array.astype(np.float32) for array in (stacked, inner, bias, outer)))


def _wording(path: Path, faults: list[str]) -> Wording:
    at = {sort: index for index, sort in enumerate(SORTS)}
    says: dict[str, list[float]] = {}
    for where, piece, sort, weight in _learned_rows(path, "piece, sort, weight", faults):
        if sort in at:
            says.setdefault(piece, [0.0] * len(at))[at[sort]] = weight
        else:
            faults.append(f"{where}: {piece}: there is no sort {sort}")
    return Wording({piece: row for row, piece in enumerate(says, 1)}, np.array([[0.0] * len(at), *says.values()]))


def _theme_words(path: Path, slugs: Collection[str], faults: list[str]) -> ThemeWords:
    """`(start)` and `(cues)` stand among the words."""
    words: dict[str, dict[str, float]] = {"(start)": {}, "(cues)": {}}
    for where, word, slug, weight in _learned_rows(path, "word, theme, weight", faults):
        if len(word) < 2 or (word.startswith("(") and word not in ("(start)", "(cues)")):
            faults.append(f"{where}: {word!r} is no word of two characters or more, nor (start) or (cues)")
        words.setdefault(word, {})[slug] = weight
    unknown = {slug for row in words.values() for slug in row} - set(slugs)
    faults += [f"{path.name}: there is no theme {slug}" for slug in sorted(unknown)]
    return ThemeWords(words.pop("(start)"), words.pop("(cues)"), words)


_EVERY_LEVEL = "any"


def _about(path: Path, faults: list[str]) -> dict[tuple[str, int], dict[str, float]]:
    """A row's first cell is a choice and a depth, 0 for no place: `primary 3`, `beside any`."""
    result: dict[tuple[str, int], dict[str, float]] = {}
    for where, place, feature, weight in _learned_rows(path, "choice and depth, feature, weight", faults):
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


_THEME_KEYS = ("slug", "zh", "en", "scope_zh", "example: headline", "example: sentence", "cues")


def _themes(table: Mapping[str, Any], faults: list[str]) -> list[Theme]:
    themes = []
    for row in table["themes"]:
        given = row | {f"example: {key}": text for key, text in (row.get("example") or {}).items()}
        if lacking := [key for key in _THEME_KEYS if not given.get(key)]:
            faults.append(f"themes.yml: {row.get('slug', 'a theme')}: lacks {', '.join(lacking)}")
            continue
        slug = row["slug"]
        cues = [Cue(c["cue"], float(c["weight"]), tuple(c.get("not", ())), bool(c.get("head"))) for c in row["cues"]]
        words = [cue.word for cue in cues]
        faults += [
            f"themes.yml: {slug}: cue {word} stands twice" for word in sorted({w for w in words if words.count(w) > 1})
        ]
        faults += [f"themes.yml: {slug}: weight of {c.word} is not 0.5 to 3" for c in cues if not 0.5 <= c.weight <= 3]
        faults += [
            f"themes.yml: {slug}: {c.word} is not in {n}, which should keep it from counting"
            for c in cues
            for n in c.never
            if c.word not in n
        ]
        example = f"{row['example']['headline']} {row['example']['sentence']}"
        if not any(cue.word in example for cue in cues):
            faults.append(f"themes.yml: {slug}: no cue stands in its own example")
        if not re.fullmatch(r"[a-z-]+", slug):
            faults.append(f"themes.yml: {slug}: a slug is a-z and -")
        themes.append(Theme(slug, row["zh"], row["en"], row["scope_zh"], tuple(cues), row.get("parent")))
    slugs = [t.slug for t in themes]
    faults += [f"themes.yml: {slug} stands twice" for slug in sorted({s for s in slugs if slugs.count(s) > 1})]
    faults += [
        f"themes.yml: {t.slug}: there is no theme {t.parent} to be its parent"
        for t in themes
        if t.parent not in (None, *slugs)
    ]
    return themes


def _divisions(path: Path, faults: list[str]) -> list[Division]:
    result = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith(("#", "code\t")):
            continue
        cells = line.split("\t")
        if len(cells) != 5 or not re.fullmatch(r"\d{6}", cells[0]):
            faults.append(
                f"divisions.tsv:{number}: wants code, name, first year, last year, what it became; has {line!r}"
            )
            continue
        code, name, start, end, became = cells
        result.append(Division(code, name, int(start) if start else None, int(end) if end else None, became))
    return result


def _townships(path: Path, known: set[str], faults: list[str]) -> dict[str, tuple[str, ...]]:
    result: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith(("#", "county\t")):
            continue
        code, _, names = line.partition("\t")
        if code not in known or not names:
            faults.append(f"{path.name}:{number}: wants the code of a county and its townships; has {line[:40]!r}")
            continue
        result[code] = tuple(names.split())
    return result


def _latin(path: Path, divisions: Iterable[Division], faults: list[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    known = {(d.code, d.name) for d in divisions}
    result: dict[tuple[str, str], tuple[str, ...]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith(("#", "code\t")):
            continue
        cells = line.split("\t")
        if len(cells) != 3 or (cells[0], cells[1]) not in known:
            faults.append(
                f"{path.name}:{number}: wants the code and name of a place, and its Latin names; has {line!r}"
            )
            continue
        result[cells[0][:2], cells[1]] = tuple(name.strip() for name in cells[2].split("|"))
    return result


def _areas(table: Mapping[str, Any], townships: dict[str, tuple[str, ...]], known: set[str], faults: list[str]) -> None:
    """Adds what people call the parts of a district that has no townships (马鞍山 in 沙田区)."""
    for code, names in table["areas"].items():
        if code not in known:
            faults.append(f"places.yml: areas: {code} is the code of no place")
        townships[code] = (*townships.get(code, ()), *names)


_LEVELS = {"province": 1, "prefecture": 2, "county": 3, "township": 4, "village": 5}


def _place_words(
    table: Mapping[str, Any],
    sources: Mapping[str, Any],
    divisions: Iterable[Division],
    townships: Mapping[str, tuple[str, ...]],
    latin: Mapping[tuple[str, str], tuple[str, ...]],
    faults: list[str],
) -> PlaceWords:
    names: dict[str, set[str]] = {}
    for division in divisions:
        names.setdefault(division.code, set(townships.get(division.code, ()))).add(division.name)
    for spelling, code, name in table["aliases"]:
        if name not in names.get(code, ()):
            faults.append(f"places.yml: alias {spelling}: {code} has no place named {name}")
    papers: dict[str, str | None] = {}
    for row in sources["sources"]:
        for name in (row["name"], *row["also"]):
            if name in papers:
                faults.append(f"sources.yml: {name} stands twice")
            papers[name] = row["home"]
        if row["home"] is not None and row["home"] not in names:
            faults.append(f"sources.yml: {row['name']}: home {row['home']!r} is the code of no place")
    nicknames: dict[str, str] = sources["nicknames"]
    faults += [
        f"sources.yml: nickname {word}: {code} is the code of no place"
        for word, code in nicknames.items()
        if code not in names
    ]
    deictics = {word: _LEVELS[name] for name, words in table["deictics"].items() for word in words}
    return PlaceWords(
        words=frozenset(table["words"]),
        not_before=re.compile("|".join(table["not_before"])),
        house=re.compile(f"[{HAN}]{{0,6}}?(?:{'|'.join(table['houses'])})"),
        ware=re.compile(f"[老大小特土鲜干腊烤卤酱香陈米白黄红黑绿青]?(?:{'|'.join(table['wares'])})"),
        goods=re.compile(
            f"([{HAN}]{{0,3}}?[{table['ware_ends']}])(?=[^{HAN}]|的|和|与|等|也|是|在|香|飘|走|卖|节|品牌|大赛|已|将|被|$)"
        ),
        feature=re.compile(f"[湖河江山岛峡](?![区县市北南东西段])|{'|'.join(table['features'])}"),
        things=tuple(table["things"]),
        not_behind=tuple(table["not_behind"]),
        no_surname=frozenset(table["no_surname"]),
        person_after=tuple(table["person_after"]),
        person_before=tuple(table["person_before"]),
        name_parts=tuple(table["name_parts"]),
        also_persons=frozenset(table["also_persons"]),
        deictics=deictics,
        deictic_pattern=re.compile(f"(?:{'|'.join(sorted(deictics, key=lambda w: (-len(w), w)))})(?![托员])"),
        aliases=tuple((a, b, c) for a, b, c in table["aliases"]),
        papers=papers,
        nicknames=nicknames,
        letters=table["letters"],
        letter_pair=re.compile(f"([{''.join(table['letters'])}]{{2,3}})(?={'|'.join(table['letters_before'])})"),
        leading=re.compile(f"(?:{'|'.join(table['before_village'])})"),
        never=re.compile("|".join(table["never_in_village"])),
        never_begins=tuple(table["never_begins"]),
        never_ends=tuple(table["never_ends"]),
        no_village=frozenset(table["no_village"]),
        no_township=frozenset(table["no_township"]),
        latin=latin,
    )


def _script_words(table: Mapping[str, Any], faults: list[str]) -> ScriptWords:
    for part in ("people", "places", "names", "words"):
        faults += [
            f"scripts.yml: {part}: {simple}: {letters} is not of the same length"
            for simple, letters in table[part].items()
            if len(simple) != len(letters)
        ]
    return ScriptWords(table["people"], table["surnames"], table["places"], table["names"], table["words"])
