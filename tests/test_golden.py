"""The five real seeds come out as an editor judged them."""

from __future__ import annotations

from pathlib import Path

import pytest

from clippings.models import Page
from tests.conftest import ROOT, Convert
from tests.golden import expected, made

ARTICLES = {"000": 6, "001": 7, "002": 8, "003": 1, "004": 6}


def test_every_page_is_as_it_was_judged(tmp_path: Path) -> None:
    now, then = made(ROOT / "seeds", tmp_path), expected()
    assert sorted(now) == sorted(then)
    for name in sorted(now):
        assert now[name] == then[name], f"{name} changed; if it is better, run `make golden` and read the diff"


@pytest.mark.parametrize(("number", "count"), ARTICLES.items())
def test_the_cut_needs_no_edit(number: str, count: int, convert: Convert) -> None:
    path = next((ROOT / "seeds").glob(f"{number}_*.txt"))
    page: Page = convert(path.read_text(encoding="utf-8"), name=path.name)
    assert len(page.articles) == count


def test_sections_printed_before_their_opening_come_after_it(convert: Convert) -> None:
    path = next((ROOT / "seeds").glob("001_*.txt"))
    article = convert(path.read_text(encoding="utf-8"), name=path.name).articles[0]
    first = [block.lines[0] for block in article.body]
    assert first.index(95) < first.index(57)


def test_a_paragraph_cut_by_a_column_break_is_one_again(convert: Convert) -> None:
    path = next((ROOT / "seeds").glob("000_*.txt"))
    article = convert(path.read_text(encoding="utf-8"), name=path.name).articles[0]
    assert any("开展软弱涣散基层党组织集中整顿" in block.text and len(block.lines) == 2 for block in article.body)
