"""The network that `clippings/classify/context.py` asks, while it learns: what it says of lines, how each of its numbers should
move, and the steps that move them (Adam; Kingma and Ba 2015). Part of what it sees is blotted out at each step (dropout;
Srivastava and others 2014), and all of its numbers are pulled to where they began or to zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from clippings.tables import REACH

Array = Any
POINT, UNITS = 24, 48  # dimensions of a point; units of a network
_WIDE = 2 * REACH + 1  # lines that are seen of each
_BLOTTED = 0.5  # of what is seen, at a step
_SLOW, _SLOWER, _TINY = 0.9, 0.999, 1e-8  # of Adam, as in the paper


class Around(NamedTuple):
    """Where the lines of some pages stand whose rows lie one below the other: for each line the rows of those around it (one
    behind the last where there is none), the first row of each page, and how many lines it has."""

    rows: Array
    first: Array
    sizes: Array

    @classmethod
    def of(cls, sizes: Sequence[int]) -> Around:
        """Pages of so many lines each."""
        count = sum(sizes)
        first = np.cumsum(sizes) - sizes
        rows = np.arange(count)[:, None] + np.arange(-REACH, REACH + 1)
        low, high = np.repeat(first, sizes)[:, None], np.repeat(first + sizes, sizes)[:, None]
        return cls(np.where((rows >= low) & (rows < high), rows, count), first, np.array(sizes))


class Network:
    """The numbers of one network, with the linear weights that learn beside it: `says` (features by roles), `moves` (roles by
    the roles that follow) and `begin`. `start` holds where these began."""

    def __init__(self, start: Mapping[str, Array], chance: np.random.Generator) -> None:
        features, roles = start["says"].shape
        wide = (_WIDE + 1) * POINT
        self.numbers: dict[str, Array] = {name: array.copy() for name, array in start.items()} | {
            "points": chance.normal(0, 0.1, (features, POINT)),
            "inner": chance.normal(0, wide**-0.5, (wide, UNITS)),
            "bias": np.zeros(UNITS),
            "outer": np.zeros((UNITS, roles)),
        }
        self._start, self._chance, self._steps = dict(start), chance, 0
        self._mean = {name: np.zeros_like(array) for name, array in self.numbers.items()}
        self._square = {name: np.zeros_like(array) for name, array in self.numbers.items()}

    def says(self, features: Array, around: Around) -> Array:
        """What features and context say of each line: lines by roles. Remembers what `slopes` needs."""
        numbers = self.numbers
        self._features, self._around = features, around
        points = features @ numbers["points"]
        self._points_kept = self._kept(points.shape)
        points = points * self._points_kept
        mean = np.add.reduceat(points, around.first) / around.sizes[:, None]
        beside = np.vstack([points, np.zeros((1, POINT))])[around.rows].reshape(len(points), -1)
        self._seen = np.hstack([beside, np.repeat(mean, around.sizes, axis=0)])
        self._units = np.tanh(self._seen @ numbers["inner"] + numbers["bias"])
        self._units_kept = self._kept(self._units.shape)
        return features @ numbers["says"] + (self._units * self._units_kept) @ numbers["outer"]

    def _kept(self, shape: tuple[int, ...]) -> Array:
        return (self._chance.random(shape) >= _BLOTTED) / (1 - _BLOTTED)

    def slopes(self, slope: Array) -> dict[str, Array]:
        """How the loss moves with each number, from how it moves with what was said (backpropagation)."""
        numbers, features, around = self.numbers, self._features, self._around
        units = slope @ numbers["outer"].T * self._units_kept * (1 - self._units**2)
        seen = units @ numbers["inner"].T
        beside = seen[:, :-POINT].reshape(len(seen), _WIDE, POINT)
        beside = np.concatenate([beside, np.zeros((1, _WIDE, POINT))])
        # a line is seen by the lines around it: by the one above as the one below
        points = sum(beside[around.rows[:, _WIDE - 1 - at], at] for at in range(_WIDE))
        mean = np.add.reduceat(seen[:, -POINT:], around.first) / around.sizes[:, None]
        points = (points + np.repeat(mean, around.sizes, axis=0)) * self._points_kept
        return {
            "says": features.T @ slope,
            "points": features.T @ points,
            "inner": self._seen.T @ units,
            "bias": units.sum(axis=0),
            "outer": (self._units * self._units_kept).T @ slope,
        }

    def step(self, slopes: Mapping[str, Array], rate: float, pull: float, shrink: float) -> None:
        """Moves every number against its slope; the linear weights are pulled to where they began, the others to zero."""
        self._steps += 1
        for name, slope in slopes.items():
            number = self.numbers[name]
            home = pull * (number - self._start[name]) if name in self._start else shrink * number
            slope = slope + home
            mean, square = self._mean[name], self._square[name]
            mean += (1 - _SLOW) * (slope - mean)
            square += (1 - _SLOWER) * (slope**2 - square)
            speed = np.sqrt(square / (1 - _SLOWER**self._steps)) + _TINY
            number -= rate * mean / (1 - _SLOW**self._steps) / speed
