"""What several tests share: the real tables, a way to convert text, and a site built once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clippings.models import Page, SeedFile
from clippings.pipeline import Settings, convert_seed
from clippings.tables import Tables, load_tables
from clippings.tag import Tagger

ROOT = Path(__file__).resolve().parents[1]
Convert = Callable[..., Page]


@pytest.fixture(scope="session")
def tables() -> Tables:
    return load_tables(ROOT / "data")


@pytest.fixture(scope="session")
def tagger(tables: Tables) -> Tagger:
    return Tagger.of(tables)


@pytest.fixture(scope="session")
def convert(tables: Tables, tagger: Tagger) -> Convert:
    """Text (and an edit) in, a page out, as the build does it."""

    def run(text: str, edit: str | None = None, name: str = "test.txt", **choices: bool) -> Page:
        return convert_seed(SeedFile(name, text.encode(), "utf-8", text), edit, tables, tagger, **choices)

    return run


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Empty folders of one's own, with the project's tables and templates."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "docs").mkdir()
    return Settings(tmp_path / "seeds", tmp_path / "docs", ROOT / "data", ROOT / "templates")
