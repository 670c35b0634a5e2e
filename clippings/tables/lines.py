"""What tells the roles of lines: signs and weights that people set, and what was learned from pages with truth."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, RootModel, model_validator

from clippings.models import SORTS, PageKind, Role
from clippings.rows import Number, Row, Sheet, Shown
from clippings.shingles import SHIFT, Array, codes_of
from clippings.signs import Sign
from clippings.subjects import NO_SUBJECTS, Subjects
from clippings.tables.tabs import weights_of

Weights = NDArray[np.floating[Any]]
REACH = 4  # lines above and below a line that the networks of data/context.npz see, beside the mean of the page

_ROLES = {role.value for role in Role}


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


class _Sign(Shown):
    page: Literal["any", "web", "print"]
    role: Role | None = None
    weight: Number | None = None
    weights: dict[Role, Number] = Field(default_factory=dict)
    long: bool = False
    anywhere: bool = False
    ends_text: bool = False

    @property
    def says(self) -> dict[Role, float]:
        """What the sign says of each role."""
        return {self.role: self.weight} if self.role and self.weight is not None else self.weights

    @model_validator(mode="after")
    def _speaks(self) -> _Sign:
        if not self.says or (self.weights and (self.role or self.weight is not None)):
            raise ValueError(f"{self.name} wants role and weight, or weights")
        return self


class SignRows(Row):
    """What `signs.yml` and `furniture.yml` hold."""

    pieces: dict[str, str] = Field(default_factory=dict)
    rows: tuple[_Sign, ...]


class WeightRows(Row):
    """What `weights.yml` holds."""

    shape: dict[str, dict[Role, Number]]
    caution: dict[str, dict[Role, Number]]
    follows: dict[str, dict[Role, Number]]
    follows_else: Number


class Says(RootModel[dict[str, Number]]):
    """What a file of names holds, and what each says."""


def signs_of(sheet: Sheet[SignRows], faults: list[str]) -> Iterator[Sign]:
    """The signs of a file, each of which finds its own examples and spares their look-alikes."""
    seen: set[str] = set()
    for at, row in enumerate(sheet.holds.rows):
        told = ["stands twice"] if row.name in seen else []
        seen.add(row.name)
        try:
            sign = _sign(row, sheet.holds.pieces)
        except re.error as error:
            told.append(f"not a pattern: {error}")
        else:
            told += row.misses(sign.found_in)
            yield sign
        faults += [f"{sheet.at('rows', at)}: {row.name}: {fault}" for fault in told]


def _sign(row: _Sign, pieces: Mapping[str, str]) -> Sign:
    return Sign(
        name=row.name,
        pattern=re.compile(row.spelt_out(pieces)),
        weights=row.says,
        page=None if row.page == "any" else PageKind(row.page),
        long=row.long,
        anywhere=row.anywhere,
        ends_text=row.ends_text,
        finds=row.finds,
        spares=row.spares,
    )


def follows_of(sheet: Sheet[WeightRows], faults: list[str]) -> dict[Role | None, dict[Role, float]]:
    """How much a role (None: the beginning of a page) speaks for each role of the line below."""
    given = sheet.holds.follows
    faults += [
        f"{sheet.at('follows', name)}: there is no role {name}" for name in given if name not in {"START", *_ROLES}
    ]
    lacking = [name for name in ("START", *Role) if name not in given]
    faults += [f"{sheet.at('follows')}: {name} has no row" for name in lacking]
    other = sheet.holds.follows_else
    return {role: {to: given.get(role or "START", {}).get(to, other) for to in Role} for role in (None, *Role)}


def row_of(*rows: Mapping[Role, float]) -> tuple[float, ...]:
    """The sum of some rows of weights, in the order of Role."""
    return tuple(sum(row.get(role, 0.0) for row in rows) for role in Role)


def learned_of(path: Path, faults: list[str]) -> dict[str, dict[Role, float]]:
    """feature -> role -> how far training has moved its weight."""
    result: dict[str, dict[Role, float]] = {}
    for where, feature, role, weight in weights_of(path, "feature", "role", faults):
        if role in _ROLES:
            result.setdefault(feature, {})[Role(role)] = weight
        else:
            faults.append(f"{where}: {feature}: there is no role {role}")
    return result


# The arrays of context.npz: how many dimensions each has, and of what it is (U text, f numbers).
_CONTEXT = {"names": (1, "U"), "points": (3, "f"), "inner": (3, "f"), "bias": (3, "f"), "outer": (3, "f")}


def _read_arrays(path: Path, names: Iterable[str], faults: list[str]) -> dict[str, NDArray[Any]]:
    """The arrays of a file by name; none where there is no file, or a bad one."""
    if not path.is_file():
        return {}
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            return {name: file[name] for name in names}
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile, zlib.error) as error:
        faults.append(f"{path.name}: cannot be read: {' '.join(str(error).split())}")
        return {}


def subjects_of(path: Path, faults: list[str]) -> Subjects:
    """What pairs of characters are about; nothing where there is no file, or a bad one."""
    arrays = _read_arrays(path, Subjects._fields, faults)
    if not arrays:
        return NO_SUBJECTS
    found = Subjects(**arrays)
    kinds = (found.pairs.ndim, found.pairs.dtype.kind, found.directions.ndim, found.directions.dtype.kind)
    if kinds != (1, "i", 2, "i") or len(found.pairs) != len(found.directions) or (np.diff(found.pairs) <= 0).any():
        faults.append(f"{path.name}: its arrays do not fit one another; make it again with `make weights`")
        return NO_SUBJECTS
    return found


def arrays_of(path: Path, faults: list[str]) -> dict[str, NDArray[Any]]:
    """The arrays of the networks by name; none where there is no file, or a bad one."""
    found = _read_arrays(path, _CONTEXT, faults)
    if not found:
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


def wording_of(path: Path, faults: list[str]) -> Wording:
    """How pieces of lines are worded; nothing where there is no file."""
    at = {sort: index for index, sort in enumerate(SORTS)}
    says: dict[str, list[float]] = {}
    for where, piece, sort, weight in weights_of(path, "piece", "sort", faults):
        if sort in at:
            says.setdefault(piece, [0.0] * len(at))[at[sort]] = weight
        else:
            faults.append(f"{where}: {piece}: there is no sort {sort}")
    return Wording({piece: row for row, piece in enumerate(says, 1)}, np.array([[0.0] * len(at), *says.values()]))
