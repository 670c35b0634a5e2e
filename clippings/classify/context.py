"""Context: what the lines around a line, and the whole page, say of its role beyond what the line's own features say.

A small neural network in the window approach (Collobert and others 2011, Natural Language Processing (Almost) from Scratch):
each feature is a point in a space of a few dimensions, a line is the sum of its features' points, and what is seen of a line
is where it and its neighbours stand, and the mean of the page. Several networks that were trained apart are asked, and the
mean of their answers counts. They are trained together with the weights of features and of what follows what
(`tools/train_weights.py`), and stand in `data/context.npz`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clippings.tables import REACH, Context, Weights


def read_context(rows: Sequence[int], begins: Sequence[int], context: Context) -> Weights:
    """What the networks say of each line: lines by roles. `rows` are rows of the lines' features, one line's behind the other;
    `begins` says where each line's begin."""
    points = np.add.reduceat(context.points[rows], begins).transpose(1, 0, 2)  # networks, lines, dimensions
    units = np.tanh(_seen(points) @ context.inner + context.bias)
    said: Weights = (units @ context.outer).mean(axis=0)
    return said


def _seen(points: Weights) -> Weights:
    """For each line its neighbours' points from above to below, and the page's mean, side by side."""
    count = points.shape[1]
    padded = np.pad(points, ((0, 0), (REACH, REACH), (0, 0)))
    mean = np.broadcast_to(points.mean(axis=1, keepdims=True), points.shape)
    return np.concatenate([*(padded[:, at : at + count] for at in range(2 * REACH + 1)), mean], axis=2)
