"""Pinyin: how Chinese sounds in Latin letters, for addresses, for the order of names and for search."""

from __future__ import annotations

import hashlib
import re
from functools import cache

_OTHER = re.compile(r"[^a-z0-9]+")


@cache
def syllables(text: str) -> tuple[str, ...]:
    """One syllable for each character without tone (lü is lv), other characters as they are: 拉萨 -> la, sa."""
    import pypinyin  # here, since it takes 57 MB, and only addresses and Latin names want it

    spoken = pypinyin.pinyin(text, style=pypinyin.Style.NORMAL, errors=lambda rest: [[char] for char in rest])  # type: ignore[arg-type,return-value]
    return tuple(readings[0] for readings in spoken)


def ascii_slug(name: str) -> str:
    """A permanent ASCII address for a name: its pinyin and four hexadecimal digits that keep namesakes apart."""
    spoken = _OTHER.sub("", "".join(syllables(name)).lower())[:40]
    return (
        f"{spoken}-{hashlib.sha256(name.encode()).hexdigest()[:4]}"
        if spoken
        else hashlib.sha256(name.encode()).hexdigest()[:8]
    )
