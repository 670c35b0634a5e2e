"""Whether the text above and below a short line is about the same subject: of one story as a rule, if it is (clippings/subjects.py)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from clippings.classify.look import Look, subjects_of_page

_ENOUGH = 240  # characters of text on each side
_LITTLE = 24
_STEPS = 12  # lines that are looked at on each side
_BOUNDS = (-0.45, -0.3, -0.15, 0.0, 0.15, 0.3, 0.45)


def see_about(looks: Sequence[Look]) -> None:
    """Marks each short line between two runs of text by how near these are, and by which of them it is nearer to itself."""
    texts = [at for at, look in enumerate(looks) if look.is_prose]
    shown = [at for at, look in enumerate(looks) if look.is_shown and texts and texts[0] < at < texts[-1]]
    if len(texts) < 4 or not shown:
        return
    runs = [(_run(looks, range(at - 1, -1, -1)), _run(looks, range(at + 1, len(looks)))) for at in shown]
    page = subjects_of_page(looks)
    above, below = (page.apart(np.stack([page.lines[both[side]].sum(axis=0) for both in runs])) for side in (0, 1))
    own = page.apart(page.lines[shown])
    near = (above * below).sum(axis=1)
    lean = (own * below).sum(axis=1) - (own * above).sum(axis=1)
    for at, both, how, whither in zip(shown, runs, near.tolist(), lean.tolist(), strict=True):
        if all(sum(len(looks[line].shape) for line in run) >= _LITTLE for run in both):
            looks[at].features.append(f"about {_step(how)}")
            if looks[at].direction.any():
                looks[at].features.append(f"leans {_step(whither / 2)}")


def _step(value: float) -> int:
    return int(np.searchsorted(_BOUNDS, value))


def _run(looks: Sequence[Look], indexes: Iterable[int]) -> list[int]:
    """The nearest run of text."""
    run: list[int] = []
    length = 0
    for steps, at in enumerate(indexes):
        if looks[at].is_prose:
            run.append(at)
            length += len(looks[at].shape)
        elif run:
            break
        if length >= _ENOUGH or steps >= _STEPS:
            break
    return run
