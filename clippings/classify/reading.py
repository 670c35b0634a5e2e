"""The best joint reading of a page: a role for every line, found over all lines at once.

Each line's features speak for or against roles, and so does each role for the one that follows it; the sum is largest
on the best path (Viterbi, 1967). The same sums from the other end tell how far each line's role is ahead of its next
best.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from clippings.models import Role
from clippings.tables import Tables

ROLES = tuple(Role)
INDEX = {role: at for at, role in enumerate(ROLES)}
_BEAM = 8.0  # roles this far behind a line's best are not tried
_NONE = [0.0] * len(ROLES)

Scores = Mapping[int, float]  # index of a role -> how much speaks for it


def emission(features: Sequence[str], tables: Tables) -> Scores:
    """What a line's features say of its role."""
    speaks = tables.speaks
    rows = [speaks[feature] for feature in features if feature in speaks]
    totals = list(map(sum, zip(*rows, strict=True))) if rows else _NONE
    least = max(totals) - _BEAM
    return {at: value for at, value in enumerate(totals) if value >= least}


def best_path(scores: Sequence[Scores], tables: Tables) -> tuple[list[Role], list[float]]:
    """The best role of each line, and how far it is ahead of the line's next best, in log-odds (8 at most)."""
    if not scores:
        return [], []
    follows, starts = tables.follows, tables.starts
    forward: list[dict[int, float]] = [{role: value + starts[role] for role, value in scores[0].items()}]
    back: list[dict[int, int]] = []
    for here in scores[1:]:
        last = forward[-1].items()
        before = list(forward[-1])
        reached: dict[int, float] = {}
        came: dict[int, int] = {}
        for role, value in here.items():
            column = follows[role]
            sums = [so_far + column[other] for other, so_far in last]
            best = max(sums)
            reached[role] = best + value
            came[role] = before[sums.index(best)]
        forward.append(reached)
        back.append(came)
    final = forward[-1]
    path = [max(final, key=final.__getitem__)]
    for came in reversed(back):
        path.append(came[path[-1]])
    path.reverse()
    return [ROLES[at] for at in path], _margins(scores, forward, path, follows)


def _margins(
    scores: Sequence[Scores], forward: Sequence[Mapping[int, float]], path: Sequence[int],
    follows: Sequence[Sequence[float]],
) -> list[float]:  # fmt: skip
    beyond: dict[int, float] = dict.fromkeys(scores[-1], 0.0)
    margins = [_BEAM] * len(scores)
    for index in range(len(scores) - 1, -1, -1):
        here = scores[index]
        if index < len(scores) - 1:
            if len(here) == 1:
                beyond = dict.fromkeys(here, 0.0)  # a constant for all changes no margin before it
                continue
            ahead = [(follows[later], value + beyond[later]) for later, value in scores[index + 1].items()]
            beyond = {role: max([column[role] + value for column, value in ahead]) for role in here}
        if len(here) > 1:
            reached = forward[index]
            chosen = reached[path[index]] + beyond[path[index]]
            rival = max([reached[role] + beyond[role] for role in here if role != path[index]])
            margins[index] = min(chosen - rival, _BEAM)
    return margins


def certainty(margin: float) -> float:
    """A margin in log-odds as a share from 0 to 1."""
    return 1 / (1 + math.exp(-margin))
