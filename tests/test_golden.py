"""The five real seeds come out as an editor judged them."""

from __future__ import annotations

from pathlib import Path

import pytest

from clippings.models import Page
from tests.conftest import ROOT, Convert
from tests.golden import expected, made

# Judged by eye against the seeds: kind, headline, and how many leads, headings, paragraphs and captions.
JUDGED = {
    "000": [
        ("article", "突出党建引领 决胜脱贫攻坚", 1, 3, 5, 0),
        ("commentary", "抓好党建 力促脱贫", 0, 0, 6, 0),
        ("article", "访民情 解民忧 惠民生", 0, 0, 3, 0),
        ("article", "以“三学”提升寺庙法治教育成效", 0, 0, 4, 0),
        ("photo", "传承弘扬“两路精神”", 0, 0, 1, 1),
        ("article", "坚持从严治警 铸牢忠诚警魂", 0, 0, 9, 0),
    ],
    "001": [
        ("article", "年楚河畔的“产业革命”", 1, 3, 15, 0),
        ("article", "“两新”组织“给”脱贫攻坚添动能", 0, 0, 4, 0),
        ("article", "培训村级党组织专干", 0, 0, 5, 0),
        ("article", "走进社区“零距离”服务群众", 0, 0, 3, 0),
        ("photo", None, 0, 0, 1, 1),
        ("photo", "铮铮誓言", 0, 0, 1, 1),
        ("article", "恪守职责，把党的旗帜举起来", 0, 0, 5, 0),
    ],
    "002": [
        *[("photo", None, 0, 0, 0, 1)] * 4,
        ("article", "党建引领奔小康", 0, 3, 9, 0),
        ("article", "党建带路 脱贫有方", 0, 0, 11, 0),
        ("article", "党建引领 攻坚决战", 0, 0, 8, 0),
        ("article", "抓党建聚合力 强基础促脱贫", 0, 0, 8, 0),
    ],
    "003": [("article", "牢固树立大抓基层的鲜明导向 夯实党在西藏的执政根基", 0, 6, 8, 0)],
    "004": [
        ("article", "大力推行“八星党支部”创建工作", 0, 0, 2, 0),
        ("article", "“回头看”软弱涣散村党组织整顿工作", 0, 0, 4, 0),
        ("article", "主动作为 丰富党建活动形式", 0, 0, 4, 1),
        ("article", "党旗下，我们齐心永向前", 0, 3, 14, 0),
        ("photo", None, 0, 0, 1, 1),
        ("article", "一封来自2000多公里外的表扬信", 0, 0, 13, 0),
    ],
}
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


@pytest.mark.parametrize("number", JUDGED)
def test_each_article_has_the_parts_that_were_judged(number: str, convert: Convert) -> None:
    path = next((ROOT / "seeds").glob(f"{number}_*.txt"))
    edit = path.with_suffix(".edit.yml")
    page = convert(
        path.read_text(encoding="utf-8"), edit.read_text(encoding="utf-8") if edit.exists() else None, name=path.name
    )
    found = []
    for article in page.articles:
        kinds = [block.kind for block in article.body]
        counts = (len(article.lead), kinds.count("heading"), kinds.count("paragraph"), kinds.count("caption"))
        found.append((article.kind, article.title, *counts))
    assert found == JUDGED[number]


def test_sections_printed_before_their_opening_come_after_it(convert: Convert) -> None:
    path = next((ROOT / "seeds").glob("001_*.txt"))
    article = convert(path.read_text(encoding="utf-8"), name=path.name).articles[0]
    first = [block.lines[0] for block in article.body]
    assert first.index(95) < first.index(57)


def test_a_paragraph_cut_by_a_column_break_is_one_again(convert: Convert) -> None:
    path = next((ROOT / "seeds").glob("000_*.txt"))
    article = convert(path.read_text(encoding="utf-8"), name=path.name).articles[0]
    assert any("开展软弱涣散基层党组织集中整顿" in block.text and len(block.lines) == 2 for block in article.body)
