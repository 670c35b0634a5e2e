"""What the build does, in order."""
from __future__ import annotations
