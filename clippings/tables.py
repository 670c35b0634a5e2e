"""The tables in `data/`: what people decide. A bad table is refused with every fault at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from clippings.models import ClippingsError, PageKind, Role
from clippings.script import to_traditional
from clippings.signs import Sieve, Sign

_ROLES = {role.value for role in Role}


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the controlled vocabulary."""

    slug: str
    zh: str
    en: str
    scope: str  # in Chinese, for readers
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative place: one code, one name, the first and last year it was valid (None: open)."""

    code: str
    name: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables, read and checked once a run."""

    signs: tuple[Sign, ...]
    sieve: Sieve  # the same signs
    speaks: Mapping[str, tuple[float, ...]]  # sign or feature -> what it says of each role, in the order of Role
    follows: tuple[tuple[float, ...], ...]  # [role][role before it], in the order of Role
    starts: tuple[float, ...]  # of a page's first line
    confidence: Mapping[str, float]  # fact of an article -> what it adds to the log-odds that it is right
    columns: frozenset[str]
    surnames: frozenset[str]
    transliteration: frozenset[str]  # characters of Tibetan, Uyghur, Mongolian names
    themes: tuple[Theme, ...]
    divisions: tuple[Division, ...]


def load_tables(folder: Path, *, learned: bool = True) -> Tables:
    """Every table of `data/`; with `learned` false the weights are those that people set. Raises ClippingsError that names all faults, one a line."""
    faults: list[str] = []
    signs = [*_signs(folder / "furniture.yml", faults), *_signs(folder / "signs.yml", faults)]
    given = _yaml(folder / "weights.yml")
    shape = {name: _weights(row, f"weights.yml: {name}", faults) for name, row in given["shape"].items()}
    follows = _follows(given["follows"], faults)
    moved = _learned(folder / "learned.tsv", faults) if learned else {}
    caution = {name: _weights(row, f"weights.yml: {name}", faults) for name, row in given["caution"].items()}
    spoken = {sign.name: sign.weights for sign in signs} | shape | (caution if learned else {})
    speaks = {name: _row(spoken.get(name, {}), moved.get(name, {})) for name in spoken.keys() | moved.keys()}
    after = {role: _row(follows[role], moved.get(f"after {role.value}", {})) for role in Role}
    names = _yaml(folder / "names.yml")
    surnames = [*names["surnames"], *names["compound"]]
    themes = _themes(_yaml(folder / "themes.yml"), faults)
    divisions = _divisions(folder / "divisions.tsv", faults)
    if faults:
        raise ClippingsError("\n".join(faults))
    return Tables(
        signs=tuple(signs),
        sieve=Sieve(signs),
        speaks={name: row for name, row in speaks.items() if any(row)},
        follows=tuple(zip(*(after[role] for role in Role), strict=True)),
        confidence={name: float(value) for name, value in _yaml(folder / "confidence.yml").items()},
        starts=_row(follows[None], moved.get("START", {})),
        columns=frozenset(_yaml(folder / "columns.yml")["columns"]),
        surnames=frozenset(x for n in surnames for x in (n, to_traditional(n))),
        transliteration=frozenset(names["transliteration"]),
        themes=tuple(themes),
        divisions=tuple(divisions),
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


def _learned(path: Path, faults: list[str]) -> dict[str, dict[Role, float]]:
    """feature -> role -> how far training has moved its weight. No file: nothing has been learned."""
    result: dict[str, dict[Role, float]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.is_file() else (), 1):
        if not line or line.startswith("#"):
            continue
        try:
            feature, role, weight = line.split("\t")
            result.setdefault(feature, {})[Role(role)] = float(weight)
        except ValueError:
            faults.append(f"{path.name}:{number}: wants feature, role, weight; has {line!r}")
    return result


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


def _themes(table: Mapping[str, Any], faults: list[str]) -> list[Theme]:
    themes = [Theme(t["slug"], t["zh"], t["en"], t["scope_zh"], tuple(t["cues"])) for t in table["themes"]]
    slugs = [t.slug for t in themes]
    faults += [f"themes.yml: {slug} stands twice" for slug in sorted({s for s in slugs if slugs.count(s) > 1})]
    faults += [f"themes.yml: {t.slug}: a slug is a-z and -" for t in themes if not re.fullmatch(r"[a-z-]+", t.slug)]
    return themes


def _divisions(path: Path, faults: list[str]) -> list[Division]:
    result = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith(("#", "code\t")):
            continue
        cells = line.split("\t")
        if len(cells) != 4 or not re.fullmatch(r"\d{6}", cells[0]):
            faults.append(f"divisions.tsv:{number}: wants code, name, first year, last year; has {line!r}")
            continue
        code, name, start, end = cells
        result.append(Division(code, name, int(start) if start else None, int(end) if end else None))
    return result
