"""MkDocs hook: makes `mkdocs build` and `mkdocs serve` do all that `build_site.py` does when they are run by themselves.

Nothing on a page depends on it; `build_site.py` does the same before it calls MkDocs, and says so by CLIPPINGS_DONE.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from clippings.models import ClippingsError  # noqa: E402 - the path comes first
from clippings.pipeline import Report, Settings, build, finish  # noqa: E402

_last: list[Report] = []  # what on_pre_build has read, for on_post_build

log = logging.getLogger("mkdocs.hooks.clippings")


def on_pre_build(config: MkDocsConfig) -> None:
    """Seeds, edits, tables and templates in; `docs/` out."""
    if os.environ.get("CLIPPINGS_DONE"):
        return
    try:
        report = build(_settings(config))
    except ClippingsError as error:
        raise Abort(f"Clippings: {error}") from error
    for fault in report.faults:
        log.info("%s", fault)
    _last[:] = [report]


def on_post_build(config: MkDocsConfig) -> None:
    """The search's index and the trees in other letters, as `build_site.py` makes them."""
    if _last:
        finish(_last[0], Path(config.site_dir), base=config.site_url or "")


def _settings(config: MkDocsConfig) -> Settings:
    return Settings(ROOT / "seeds", Path(config.docs_dir), ROOT / "data", ROOT / "templates")
