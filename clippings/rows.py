"""Rows: what people write in YAML, checked against what the file may hold. Every fault is named by its file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Generic, TypeVar, Union, get_args, get_origin

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails


class Row(BaseModel):
    """A mapping that holds these keys and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def said(self) -> dict[str, Any]:
        """What was written, by its keys."""
        fields = type(self).model_fields.items()
        return {field.alias or name: getattr(self, name) for name, field in fields if name in self.model_fields_set}


def _compiles(source: str) -> str:
    try:
        re.compile(source)
    except re.error as error:
        raise ValueError(f"{source!r} is no pattern: {error}") from error
    return source


def _coded(code: str) -> str:
    if not re.fullmatch(r"\d{6}", code):
        raise ValueError(f"{code!r} is no code of a place; write six digits, as 540000")
    return code


def listed(value: object) -> object:
    """A list of what is nothing, one or a list."""
    return () if value is None else value if isinstance(value, list) else (value,)


Number = Annotated[float, Field(allow_inf_nan=False)]
Word = Annotated[str, Field(min_length=1)]
Pattern = Annotated[str, AfterValidator(_compiles)]
Code = Annotated[str, AfterValidator(_coded)]  # of an administrative place: GB/T 2260
Several = Annotated[tuple[Word, ...], BeforeValidator(listed)]

T = TypeVar("T", bound=BaseModel)


class Shown(Row):
    """A pattern, lines in which it is found, and look-alikes that it spares."""

    name: Word
    pattern: str
    finds: Annotated[tuple[str, ...], Field(min_length=1)]
    spares: Annotated[tuple[str, ...], Field(min_length=1)]

    def spelt_out(self, pieces: Mapping[str, str]) -> str:
        """The pattern with the pieces that it names in braces; a piece may name those that follow it."""
        source = self.pattern
        for name, piece in pieces.items():
            source = source.replace("{" + name + "}", piece)
        return source

    def misses(self, found_in: Callable[[str], object]) -> list[str]:
        """The examples that it does not find, and the look-alikes that it does not spare."""
        told = [f"does not find its own example {line}" for line in self.finds if not found_in(line)]
        return told + [f"finds what it should spare: {line}" for line in self.spares if found_in(line)]


_MERGE = "tag:yaml.org,2002:merge"
_KEPT = ("tag:yaml.org,2002:null", _MERGE)


class _Texts(yaml.CSafeLoader):
    """YAML whose every scalar is text or nothing: 010200 stays a code, 2023-13-40 and `no` come to our own check."""


_Texts.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rows if tag in _KEPT]
    for first, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Sheet(Generic[T]):
    """A file that people wrote, and what it holds."""

    name: str
    text: str
    holds: T

    def at(self, *place: str | int) -> str:
        """The file and line of a part of it, given the keys and numbers that lead there: `sources.yml:17` for "sources", 3."""
        return f"{self.name}:{_line(self._root, place)}"

    @cached_property
    def _root(self) -> yaml.Node | None:
        return _nodes(self.text)


def read_rows(text: str, name: str, kind: type[T], faults: list[str]) -> Sheet[T] | None:
    """What the text of a file holds. None if it is not what the file may hold; then `faults` tells of each fault, one a line."""
    try:
        loader = _Texts(text)
        root = loader.get_single_node()
        _refuse_twins(root)
        given = loader.construct_document(root) if root is not None else None
    except (yaml.YAMLError, ValueError) as error:
        faults.append(_not_yaml(name, error))
        return None
    try:
        return Sheet(name, text, kind.model_validate({} if given is None else given))
    except ValidationError as error:
        root = _nodes(text)
        for found in error.errors(include_url=False):
            faults.append(f"{name}:{_line(root, found['loc'])}: {_told(found, kind)}")
    return None


def read_sheet(path: Path, kind: type[T], faults: list[str]) -> Sheet[T] | None:
    """What a file holds; None, and what is wrong in `faults`, if it cannot be read or is not what it may hold."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        faults.append(f"{path.name}: cannot be read: {error}")
        return None
    return read_rows(text, path.name, kind, faults)


def _refuse_twins(root: yaml.Node | None) -> None:
    """Raises YAMLError where a key stands twice in a mapping: the first would be lost."""
    left, seen = [root] if root is not None else [], set[int]()
    while left:
        node = left.pop()
        if id(node) in seen or not isinstance(node, yaml.CollectionNode):
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            known: set[str] = set()
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode) and key.tag != _MERGE:
                    if key.value in known:
                        raise yaml.MarkedYAMLError(
                            problem=f"the key {key.value!r} stands twice", problem_mark=key.start_mark
                        )
                    known.add(key.value)
                left.append(value)
        else:
            left += node.value


def _not_yaml(name: str, error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f"{name}:{mark.line + 1}" if mark else name
    told = str(getattr(error, "problem", None) or error)
    return f"{where}: is not YAML: {' '.join(told.split())}"


def _nodes(text: str) -> yaml.Node | None:
    root: yaml.Node | None = yaml.compose(text, Loader=_Texts)
    return root


def _line(node: yaml.Node | None, place: Sequence[str | int]) -> int:
    """The line of the last part of `place` that there is."""
    line = node.start_mark.line if node else 0
    for part in place:
        if isinstance(node, yaml.MappingNode):
            key, node = next(((key, value) for key, value in node.value if key.value == str(part)), (None, None))
            line = key.start_mark.line if key else line
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line
        else:
            break
    return line + 1


def _told(found: ErrorDetails, kind: type[BaseModel]) -> str:
    """What is wrong, and what to do."""
    place, given, more = found["loc"], found["input"], found.get("ctx", {})
    keys = [part for part in place if isinstance(part, str) and part != "[key]"]
    where = f"{keys[-1]}: " if keys else ""
    if not keys and place:
        return f"{given!r} is no key here"
    sort = found["type"]
    if sort == "missing":
        return f"{where}has too few parts" if isinstance(place[-1], int) else f"lacks {keys[-1]}"
    if sort == "extra_forbidden":
        return f"there is no key {keys[-1]!r}; use {', '.join(_keys(kind, place[:-1]))}"
    if sort == "value_error":
        return f"{where}{more['error']}"
    if sort in ("enum", "literal_error"):
        return f"{where}there is no {given!r}; use {more['expected']}"
    if sort == "string_pattern_mismatch":
        return f"{where}{given!r} is not of the form {more['pattern']}"
    wanted = next((words for begin, words in _WANTED.items() if sort.startswith(begin)), None)
    return f"{where}{f'wants {wanted}' if wanted else found['msg']}; has {_short(given)}"


def _short(given: object) -> str:
    text = repr(given)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


_LONGEST = 60  # characters of what was given
_WANTED = {  # how a sort of fault begins -> what is wanted
    "string_too_short": "some text",
    "string": "text",
    "float": "a number",
    "finite": "a number",
    "int": "a whole number",
    "bool": "true or false",
    "model": "keys and values",
    "dict": "keys and values",
    "list": "a list",
    "tuple": "a list",
    "too_short": "more",
    "too_long": "fewer parts",
}


def _keys(kind: Any, place: Sequence[str | int]) -> list[str]:
    """The keys that the mapping at some place may hold."""
    for part in (*place, None):
        while get_origin(kind) in (Annotated, Union, UnionType):
            kind = next(one for one in get_args(kind) if one is not type(None))
        if part is None:
            break
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            kind = next(field.annotation for name, field in kind.model_fields.items() if (field.alias or name) == part)
        else:
            kind = next(one for one in reversed(get_args(kind)) if one is not Ellipsis)
    return [field.alias or name for name, field in kind.model_fields.items()]
