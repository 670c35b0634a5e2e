"""Odds: how much speaks for something, as a logarithm, and as a share."""

from __future__ import annotations

import math

_FAR = 30.0  # beyond it a share is 0 or 1 to every digit that is shown


def share(log_odds: float) -> float:
    """Log-odds as a share from 0 to 1."""
    return 1 / (1 + math.exp(-max(-_FAR, min(_FAR, log_odds))))
