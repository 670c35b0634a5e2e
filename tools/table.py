"""A table that a tool has learned: rows of two words and a weight, parted by tabs, below a line that says what made it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def write_table(path: Path, made_by: str, wants: str, rows: Iterable[tuple[str, str, float]], small: float) -> int:
    """Writes the rows whose weight is not smaller than `small` either way, and says how many that are."""
    lines = [f"{one}\t{two}\t{weight:.2f}\n" for one, two, weight in rows if abs(weight) >= small]
    path.write_text(f"# Made by `python -m {made_by}`: {wants}.\n{''.join(lines)}", encoding="utf-8")
    return len(lines)
