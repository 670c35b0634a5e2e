"""Whether the text above and below a short line is about the same subject: of one story as a rule, if it is (clippings/subjects.py)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from clippings.classify.look import Look
from clippings.subjects import PageSubjects

_ENOUGH = 240  # characters of text on each side
_LITTLE = 24
_STEPS = 12  # lines after which no more are looked at on a side
_BOUNDS = (-0.45, -0.3, -0.15, 0.0, 0.15, 0.3, 0.45)


def see_about(looks: Sequence[Look], page: PageSubjects) -> None:
    """Marks each short line between two runs of text by how near these are, and by which of them it is nearer to itself."""
    texts = [at for at, look in enumerate(looks) if look.is_prose]
    if len(texts) < 4:
        return
    lengths = [len(look.shape) if look.is_prose else 0 for look in looks]
    told: list[int] = []
    runs: list[tuple[int, int, int, int]] = []  # where the text above begins and ends, and the text below
    for at in range(texts[0] + 1, texts[-1]):
        if looks[at].is_shown:
            above, below = _run(lengths, range(at - 1, -1, -1)), _run(lengths, range(at + 1, len(looks)))
            if above and below:
                told.append(at)
                runs.append((min(above), max(above) + 1, min(below), max(below) + 1))
    if not told:
        return
    sums = np.concatenate([np.zeros_like(page.lines[:1]), np.cumsum(page.lines, axis=0)])
    begins, ends, begins_below, ends_below = np.array(runs).T
    above_told, below_told = page.apart(np.stack([sums[ends] - sums[begins], sums[ends_below] - sums[begins_below]]))
    own = page.apart(page.lines[told])
    near = np.searchsorted(_BOUNDS, (above_told * below_told).sum(axis=1))
    lean = np.searchsorted(_BOUNDS, (own * (below_told - above_told)).sum(axis=1) / 2)
    is_known = np.any(own, axis=1)
    for at, how, whither, known in zip(told, near.tolist(), lean.tolist(), is_known.tolist(), strict=True):
        looks[at].features.append(f"about {how}")
        if known:
            looks[at].features.append(f"leans {whither}")


def _run(lengths: Sequence[int], indexes: Iterable[int]) -> list[int]:
    """The nearest lines of text in a row, unless they are too short to tell; `lengths` are 0 for lines that are none."""
    run: list[int] = []
    length = 0
    for steps, at in enumerate(indexes):
        if lengths[at]:
            run.append(at)
            length += lengths[at]
        elif run:
            break
        if length >= _ENOUGH or steps >= _STEPS:
            break
    return run if length >= _LITTLE else []
