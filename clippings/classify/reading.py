"""The best joint reading of a page: a role for every line, found over all lines at once.

Each line's features speak for or against roles, so do the lines around it, and each role for the one that follows it; the
sum is largest on the best path (Viterbi, 1967). The same sums from the other end tell how far each line's role is ahead of
its next best.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from clippings.classify.context import read_context, summed
from clippings.models import Role
from clippings.tables import Tables, Weights

ROLES = tuple(Role)
INDEX = {role: at for at, role in enumerate(ROLES)}
NEVER = -np.inf  # of a role that is not tried
_BEAM = 8.0  # roles this far behind a line's best are not tried


def emissions(features: Iterable[Sequence[str]], tables: Tables) -> Weights:
    """What each line's features and the lines around it say of each role: lines by roles."""
    rows: list[int] = []
    begins: list[int] = []
    row_of = tables.speaks.get
    for line in features:
        begins.append(len(rows))
        rows += [row_of(feature, 0) for feature in line] or [0]
    if not rows:
        return np.empty((0, len(ROLES)))
    places, starts = np.array(rows), np.array(begins)
    scores = summed(tables.says, places, starts)
    if tables.context is not None:
        scores += read_context(places, starts, tables.context)
    scores[scores < scores.max(axis=1, keepdims=True) - _BEAM] = NEVER
    return scores


def best_path(scores: Weights, tables: Tables) -> tuple[list[Role], list[float], Weights]:
    """The best role of each line; how far it is ahead of the line's next best, in log-odds (8 at most); and how much the best
    path through each role of each line scores: lines by roles."""
    count = len(scores)
    if not count:
        return [], [], scores
    follows = tables.follows
    said = np.stack([scores, scores[::-1]], axis=1)  # from both ends
    said[0, 0] += tables.starts
    best = np.zeros_like(said)  # of what leads to a line, from both ends
    add, largest = np.add, np.maximum.reduce
    steps = np.ascontiguousarray(np.stack([follows, follows.T]).transpose(2, 0, 1))  # from, which end, to
    for at in range(1, count):
        largest(add(steps, add(said[at - 1], best[at - 1]).T[:, :, None]), axis=0, out=best[at])
    reached = said[:, 0] + best[:, 0]
    whole = reached + best[::-1, 1]
    path = [int(reached[-1].argmax())]
    for at in range(count - 2, -1, -1):
        path.append(int((reached[at] + follows[path[-1]]).argmax()))
    path.reverse()
    others = np.array(whole)
    others[np.arange(count), path] = NEVER
    margins = np.minimum(whole[np.arange(count), path] - others.max(axis=1), _BEAM)
    return [ROLES[at] for at in path], margins.tolist(), whole


def behind(whole: Weights) -> Weights:
    """By how much each role of each line is behind the line's best, in log-odds (8 at most): lines by roles."""
    if not len(whole):
        return whole
    far: Weights = np.minimum(whole.max(axis=1, keepdims=True) - whole, _BEAM)
    return far
