"""Where runs of letters stand in some lines, for sums over the lines from each one on."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set

import numpy as np
import numpy.typing as npt

Sums = npt.NDArray[np.float64]  # one for each line


class Spread:
    """Where runs of letters stand in some lines, and whether in what is before them, for sums over the lines from each on. `weigh` says
    how much a run counts, in whole numbers, so that the sums are the same in whatever order they come."""

    def __init__(self, lines: Sequence[Set[str]], front: Set[str], weigh: Callable[[str], int] | None = None) -> None:
        first: dict[str, int] = {}
        last: dict[str, int] = {}
        for at, own in enumerate(lines):
            last.update(dict.fromkeys(own, at))
        for at in range(len(lines) - 1, -1, -1):
            first.update(dict.fromkeys(lines[at], at))
        self._count, self._runs = len(lines), list(last)
        self._last = np.array([*last.values()], int)
        self._first = np.array([first[run] for run in last], int)
        self._known = self._are(front)
        self._weights = np.array([*map(weigh, last)] if weigh else [1] * len(last), float)
        self._places, self._front = first, front
        self.all_below = self._from(self._last, self._weights)

    def below(self, runs: Set[str]) -> Sums:
        """For each line what counts of these runs from there on."""
        return self._from(self._last, self._weights * self._are(runs))

    def before(self, but: Set[str] = frozenset()) -> Sums:
        """For each line what counts of the runs, but for some, that stand both before it and from there on."""
        weights = self._weights * ~self._are(but) if but else self._weights
        starts = np.where(self._known, 0, self._first + 1)
        return self._from(self._last, weights)[:-1] - self._from(starts, weights)[1:]

    def new_below(self, runs: Set[str]) -> Sums:
        """For each line what counts of these runs from there on, of those that do not stand before it."""
        return self._from(self._first, self._weights * (self._are(runs) & ~self._known))

    def known_before(self, runs: Set[str], at: int) -> list[str]:
        """Those of some runs that stand before a line."""
        return [run for run in runs if run in self._front or self._places.get(run, at) < at]

    def _are(self, runs: Set[str]) -> npt.NDArray[np.bool_]:
        return np.fromiter(map(runs.__contains__, self._runs), bool, len(self._runs))

    def _from(self, places: npt.NDArray[np.int_], weights: Sums) -> Sums:
        """For each line, and two behind the last, the sum of the weights of the places from there on."""
        return np.bincount(places, weights, self._count + 2)[::-1].cumsum()[::-1]
