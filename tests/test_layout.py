"""Set pages: known articles as a press and a scrape would leave them, and what becomes of them."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from benchmarks.labels import allowed_roles
from benchmarks.layout import make_page, pool
from benchmarks.lines import single_lines
from benchmarks.measure import Made, key, measure
from benchmarks.webpage import make_web_page
from clippings.check import conservation
from clippings.clean import clean
from clippings.models import Role
from clippings.text import fold
from tests.conftest import ROOT, Convert

ARTICLES = pool(ROOT / "benchmarks" / "fidelity" / "seen")
FURNITURE = [line.text for line in single_lines() if line.role is Role.FURNITURE]


def test_a_number_makes_one_page() -> None:
    assert make_page(7, ARTICLES) == make_page(7, ARTICLES)
    assert make_page(7, ARTICLES)[0] != make_page(8, ARTICLES)[0]


@pytest.mark.parametrize("number", range(40))
def test_a_set_page_prints_its_articles_and_nothing_is_lost_in_reading_it(number: int, convert: Convert) -> None:
    text, truth = make_page(number, ARTICLES)
    letters = Counter(key(text))
    for article in truth["articles"]:
        for block in article["body"]:
            assert not Counter(key(block["text"])) - letters
    assert list(conservation(convert(text))) == []


@pytest.mark.parametrize("number", range(20))
def test_a_set_web_page_is_its_story_and_its_furniture(number: int, convert: Convert) -> None:
    text, truth = make_web_page(number, ARTICLES, FURNITURE)
    assert (text, truth) == make_web_page(number, ARTICLES, FURNITURE)
    (story,) = truth["articles"]
    printed = [story["kicker"] or "", story["title"], story["subtitle"] or "", *(story["lead"] or [])]
    printed += [part for block in story["body"] for part in (block["text"], block.get("credit") or "")]
    assert Counter(fold(text)) == Counter(fold("".join([*printed, *truth["chrome"]])))
    assert list(conservation(convert(text))) == []


def test_most_set_pages_come_out_as_they_were(convert: Convert) -> None:
    right = wanted = 0
    for number in range(30):
        text, truth = make_page(number, ARTICLES)
        pages = [
            Made(a.title, a.kicker, a.subtitle, frozenset(), None, None, tuple(("paragraph", b.text) for b in (*a.lead, *a.body)))
            for a in convert(text).articles
        ]  # fmt: skip
        counts = measure(truth, pages).counts
        right, wanted = right + counts["cut+"], wanted + counts["cut+"] + counts["cut-"]
    assert right > 0.7 * wanted


def test_truth_is_read_back_onto_its_lines() -> None:
    path = ROOT / "benchmarks" / "fidelity" / "seen" / "g04.json"
    lines = clean(path.with_suffix(".txt").read_text(encoding="utf-8"))
    roles = {
        line.text: found
        for line, found in zip(lines, allowed_roles(json.loads(path.read_text("utf-8")), lines), strict=True)
    }
    assert roles["山南市"] == {Role.KICKER}
    assert roles["大力推行“八星党支部”创建工作"] == {Role.TITLE}
    assert roles["坚守初心"] == {Role.COLUMN}
    cut = next(found for text, found in roles.items() if text.startswith("落实情况进行督导问责"))
    assert cut == {Role.CONTINUATION}


def test_only_a_dateline_or_a_brief_without_a_headline_opens() -> None:
    """The truth tells which first paragraph opens a story: one behind a dateline, and one that no headline stands over."""
    named, bare = "全镇修通了三条入村公路，八个村的群众出门方便了。", "卫生院新楼三月三日开诊，方便了山里的病人看病。"
    later, plain = "今年还要再修两条，都通到最远的村民小组去。", "图书馆的开放时间延长到晚上九点，读者都说很好。"
    articles: list[dict[str, Any]] = [
        {"title": "修通入村路", "body": [{"type": "paragraph", "text": text} for text in (named, later)]},
        {"title": None, "body": [{"type": "paragraph", "text": bare}]},
        {"title": "图书馆开到晚上", "body": [{"type": "paragraph", "text": plain}]},
    ]
    truth: dict[str, Any] = {"articles": [{**article, "byline": []} for article in articles], "chrome": []}
    lines = clean("\n".join(["修通入村路", f"东山镇讯（张小明）{named}", later, f"▲{bare}", "图书馆开到晚上", plain]))
    roles = [found - {Role.SIGNOFF} for found in allowed_roles(truth, lines)]
    assert roles == [
        {Role.TITLE}, {Role.OPENING}, {Role.PARAGRAPH}, {Role.OPENING}, {Role.TITLE}, {Role.PARAGRAPH}
    ]  # fmt: skip
