"""A mention: a place name where it stands in a text, and the piece of an article that it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from clippings.spots import Spot

_BEFORE = frozenset("，。、；：“”‘（《！？…—·  在到于赴从往过驻由向至进抵离回全个自去来把被让给比了将为与同及")
_AFTER = (
    *"，。、；：“”‘《（【！？的市县城山全境等两各人农牧地讯电开举召建有是也将在和与到至来去把被让给比成都就还却又帮参打务做则要设看 ",
    "干部",
    "群众",
    *("回来", "回到", "回乡", "返乡", "打工", "务工", "读书", "上学", "工作", "经商", "出发"),
)


class Piece(NamedTuple):
    """A piece of an article: where it stands (title, paragraph, dateline …), its text in Simplified, its first line."""

    where: str
    text: str
    line: int | None


class Mention(NamedTuple):
    """A place name in a text. `parts` are `(kind, name)` from the highest: full, short, town, village, deictic. `spot` is the
    place it was resolved to, None when it was refused; `why` says by what."""

    piece: int
    start: int
    text: str
    parts: tuple[tuple[str, str], ...]
    role: str = "scene"  # scene | actor | dateline | comparison | deictic | medium | person | word
    spot: Spot | None = None
    why: str = ""
    sound: bool = True  # False: not a place, by its neighbours
    edge: bool = False  # a place may well begin and end here: 在|白银|市区
    listed_before: bool = False  # 、 or 和 stands before it
    listed_after: bool = False

    @property
    def end(self) -> int:
        """Where it ends in its piece."""
        return self.start + len(self.text)


def mask(piece: Piece, found: Iterable[Mention]) -> bytearray:
    """Which characters of a piece mentions stand on."""
    mask = bytearray(len(piece.text))
    for mention in found:
        mask[mention.start : mention.end] = b"\1" * len(mention.text)
    return mask


def masks(pieces: Sequence[Piece], found: Iterable[Mention]) -> list[bytearray]:
    """The same for every piece of an article."""
    by_piece: list[list[Mention]] = [[] for _ in pieces]
    for mention in found:
        by_piece[mention.piece].append(mention)
    return [mask(piece, here) for piece, here in zip(pieces, by_piece, strict=True)]


def open_sides(text: str, start: int, end: int) -> tuple[bool, bool]:
    """May a place well begin here, and may it well end here: 在|白银, 白银|市区?"""
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    return not before or before in _BEFORE, not after or after.startswith(_AFTER)
