"""Spots: places down to the village, by code, and what lies in what."""

from __future__ import annotations

from typing import NamedTuple


class Spot(NamedTuple):
    """A place: six-digit code of its lowest division, its township and its village, or empty."""

    code: str
    township: str = ""
    village: str = ""

    @property
    def depth(self) -> int:
        """1 province, 2 prefecture, 3 county, 4 township, 5 village."""
        if self.village:
            return 5
        if self.township:
            return 4
        return level(self.code)

    def holds(self, other: Spot) -> bool:
        """Is the other place this one, or does it lie in it?"""
        if not other.code.startswith(stem(self.code)):
            return False
        return (not self.township or self.township == other.township) and self.village in ("", other.village)

    def above(self) -> tuple[Spot, ...]:
        """The spot and all that hold it, from the province down."""
        codes = dict.fromkeys((self.code[:2] + "0000", self.code[:4] + "00", self.code))
        chain = [Spot(code) for code in codes]
        if self.township:
            chain.append(Spot(self.code, self.township))
        if self.village:
            chain.append(self)
        return tuple(chain)


def level(code: str) -> int:
    """1 for a province's code, 2 for a prefecture's, 3 for a county's."""
    return 1 if code.endswith("0000") else 2 if code.endswith("00") else 3


def stem(code: str) -> str:
    """The digits that all codes below begin with."""
    return code[: 2 * level(code)]
