"""Context: what the lines around a line, and the whole page, say of its role beyond what the line's own features say.

A small neural network in the window approach (Collobert and others 2011, Natural Language Processing (Almost) from Scratch):
each feature is a point in a space of a few dimensions, a line is the sum of its features' points, and what is seen of a line
is where it and its neighbours stand, and the mean of the page. Several networks that were trained apart are asked, and the
mean of their answers counts. They are trained together with the weights of features and of what follows what
(`tools/train_weights.py`), and stand in `data/context.npz`.
"""

from __future__ import annotations

import numpy as np

from clippings.shingles import Array
from clippings.tables import REACH, Context, Weights

_BLOCK = 256  # lines that are worked on at once, so that a long page stays in the processor's cache


def read_context(rows: Array, begins: Array, context: Context) -> Weights:
    """What the networks say of each line: lines by roles. `rows` are rows of the lines' features, one line's behind the other;
    `begins` says where each line's begin."""
    points = summed(context.points, rows, begins).transpose(1, 0, 2)  # networks, lines, dimensions
    padded = np.pad(points, ((0, 0), (REACH, REACH), (0, 0)))
    mean = points.mean(axis=1, keepdims=True)
    blocks = range(0, len(begins), _BLOCK)
    return np.concatenate([_said(padded[:, at : at + _BLOCK + 2 * REACH], mean, context) for at in blocks])


def summed(table: Weights, rows: Array, begins: Array) -> Weights:
    """The sum over the rows of each line, block by block: a table's rows for all lines at once may be more than fits the memory."""
    ends = [*begins[_BLOCK::_BLOCK], len(rows)]
    blocks = [
        np.add.reduceat(table[rows[begins[at] : end]], begins[at : at + _BLOCK] - begins[at])
        for at, end in zip(range(0, len(begins), _BLOCK), ends, strict=True)
    ]
    return np.concatenate(blocks)


def _said(points: Weights, mean: Weights, context: Context) -> Weights:
    """The same for some lines; the first and the last REACH of `points` are only seen from those between."""
    count = points.shape[1] - 2 * REACH
    beside = [points[:, at : at + count] for at in range(2 * REACH + 1)]
    seen = np.concatenate([*beside, np.broadcast_to(mean, beside[0].shape)], axis=2)
    said: Weights = (np.tanh(seen @ context.inner + context.bias) @ context.outer).mean(axis=0)
    return said
