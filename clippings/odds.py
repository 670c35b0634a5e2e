"""Odds: how much speaks for something, as a logarithm, and as a share."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)  # what names a fact

_FAR = 30.0  # beyond it a share is 0 or 1 to every digit that is shown


def share(log_odds: float) -> float:
    """Log-odds as a share from 0 to 1."""
    return 1 / (1 + math.exp(-max(-_FAR, min(_FAR, log_odds))))


def weighed(facts: Mapping[K, float], weights: Mapping[K, float]) -> float:
    """How likely something is by its facts, in log-odds; a fact without a weight says nothing."""
    return sum(weights.get(name, 0.0) * value for name, value in facts.items() if value)
