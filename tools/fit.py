"""What several tools learn with: logistic regressions, conditional logits, and which article of the truth a line is of. Weights
are pulled to nothing by a Gaussian prior."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from benchmarks.measure import pieces

Array = Any
_OWN = 0.6  # of a text's pieces are in the article that it is of


def least(loss: Callable[[Array], tuple[float, Array]], size: int) -> Array:
    """The weights at which a loss, that comes with its slope, is least."""
    return minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x


def logistic(given: Array, sign: Array, counts: Array, pull: float) -> Array:
    """Weights by which what is given (cases by facts) tells the sign of each case, which counts so much; `pull` is the precision
    of the prior on them."""

    def loss(weights: Array) -> tuple[float, Array]:
        told = sign * (given @ weights)
        slope = given.T @ (-counts * sign / (1 + np.exp(told)))
        return float(counts @ np.logaddexp(0, -told)) + pull * weights @ weights / 2, slope + pull * weights

    return least(loss, given.shape[1])


def conditional(rows: Array, right: Array, sizes: Array, pull: float) -> Array:
    """The weights of a conditional logit (McFadden 1974): options by facts, which options are right, and how many options each
    case has, one case's behind the other. The options of a case share the probability; one or more of each are right."""
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])

    def shares(sums: Array) -> tuple[Array, Array]:
        most = np.repeat(np.maximum.reduceat(sums, begins), sizes)
        whole = np.repeat(np.log(np.add.reduceat(np.exp(sums - most), begins)), sizes) + most
        return np.exp(sums - whole), whole

    def loss(weights: Array) -> tuple[float, Array]:
        sums = rows @ weights
        free, whole = shares(sums)
        true, held = shares(np.where(right, sums, -1e9))
        cost = float((whole - held)[begins].sum() + pull * weights @ weights / 2)
        return cost, rows.T @ (free - true) + pull * weights

    return least(loss, rows.shape[1])


def article_of(text: str, articles: Sequence[set[str]]) -> int | None:
    """The article that a text is of, given the pieces of each (`benchmarks.measure.pieces`); None if it is of none."""
    found = pieces([text])
    shares = [len(found & article) / max(1, len(found)) for article in articles]
    best = max(range(len(shares)), key=shares.__getitem__)
    return best if shares[best] > _OWN else None


def write_weights(path: Path, made_by: str, what: str, weights: Mapping[str, float]) -> None:
    """Writes what each name says, below a line that says what made it."""
    rows = "".join(f"{name}: {weight:.3f}\n" for name, weight in weights.items())
    path.write_text(f"# Made by `python -m {made_by}`: {what}.\n{rows}", encoding="utf-8")
