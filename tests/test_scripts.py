"""Two trees from one render: letters change, words and names do not, and what is printed in a script stays in it."""

from __future__ import annotations

import csv
import html
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from clippings.gazetteer import Gazetteer
from clippings.tables import Tables
from clippings.trees import HANS, HANT, HONG_KONG, Letters, turned
from tests.conftest import ROOT
from tests.test_site import address

# Names of the ancients, known by no byline, office or verb of a newspaper.
UNKNOWN = {"干宝编撰搜神记", "齐相后胜受秦国贿赂", "种世衡守边筑城"}


@pytest.fixture(scope="module")
def letters(tables: Tables, tagger: object) -> Letters:
    gazetteer = Gazetteer(tables.divisions, tables.townships, tables.places)
    return Letters(HANT, tables.scripts, ["范晓东", "于里"], {*gazetteer.full, *gazetteer.short, *gazetteer.towns})


def test_hard_names_and_words(letters: Letters) -> None:
    with (ROOT / "tests" / "scripts_names.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(rows) >= 300
    wrong = {
        row["simplified"]: letters.text(row["simplified"])
        for row in rows
        if letters.text(row["simplified"]) != row["traditional"]
    }
    assert set(wrong) == UNKNOWN, wrong


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("信息化项目的软件和网络", "信息化項目的軟件和網絡"),
        ("范晓东说活动范围很大，于里由于天气没有来", "范曉東說活動範圍很大，于里由於天氣沒有來"),
    ],
)
def test_words_stay_words_and_names_of_bylines_stay_names(simplified: str, traditional: str, letters: Letters) -> None:
    assert letters.text(simplified) == traditional


def test_a_page_in_three_trees(letters: Letters, tables: Tables) -> None:
    page = (
        '<html lang="zh-Hans"><head><!--alternates--><link href="../../assets/a.css"><meta property="og:locale" content="zh_CN"></head>'
        '<body><a href="../../regions/" title="地区">地区</a><!--switch--><script src="../../assets/x.js"></script>'
        '<div lang="zh-Hant"><div>皇后說：后來</div>後來</div><p id="p1">后来的后果</p><a href="../../seeds/x.txt">原文</a></body></html>'
    )
    trees = [HANS, HANT, HONG_KONG]
    hans = turned(page, "articles/x/index.html", HANS, trees, None, "")
    assert '<div lang="zh-Hans"><div>皇后说：后来</div>后来</div><p id="p1">后来的后果</p>' in hans
    hant = turned(page, "articles/x/index.html", HANT, trees, letters, "https://example.org/repo/")
    assert '<html lang="zh-Hant" data-tree="zh-hant">' in hant and 'content="zh_TW"' in hant
    assert '<div lang="zh-Hant"><div>皇后說：后來</div>後來</div><p id="p1">後來的後果</p>' in hant
    assert (
        'href="../../../assets/a.css"' in hant
        and 'src="../../../assets/x.js"' in hant
        and 'href="../../../seeds/x.txt"' in hant
    )
    assert '<a href="../../regions/" title="地區">地區</a>' in hant
    assert 'hreflang="zh-Hans" href="https://example.org/repo/articles/x/"' in hant
    assert 'hreflang="zh-Hant" href="https://example.org/repo/zh-hant/articles/x/"' in hant
    assert 'data-script="zh-hans"' in hant and 'href="../../../articles/x/"' in hant
    assert 'data-script="zh-hk"' in hant and 'href="../../../zh-hk/articles/x/"' in hant


def test_a_page_printed_in_traditional_has_its_own_title_in_it(letters: Letters) -> None:
    page = '<html lang="zh-Hans"><title>皇后說：范後 - 剪报 Clippings</title><meta name="description" content="皇后說"><h1 lang="zh-Hant">皇后說：范後</h1>'
    hant = turned(page, "articles/x/index.html", HANT, [HANS, HANT], letters, "")
    assert "<title>皇后說：范後 - 剪報 Clippings</title>" in hant and 'content="皇后說"' in hant
    hans = turned(page, "articles/x/index.html", HANS, [HANS, HANT], None, "")
    assert "<title>皇后说：范后 - 剪报 Clippings</title>" in hans and 'content="皇后说"' in hans


def test_every_page_is_in_both_trees_and_every_link_leads_somewhere(site: Path) -> None:
    pages = {p.relative_to(site).as_posix() for p in site.rglob("*.html")}
    own = {p for p in pages if not p.startswith("zh-hant/")} - {"404.html"}
    assert {f"zh-hant/{p}" for p in own} == pages - own - {"404.html"}
    for name in sorted(pages - {"404.html"}):
        text = (site / name).read_text(encoding="utf-8")
        ids = set(re.findall(r'\sid="?([^"\s>]+)', text))
        for link in re.findall(r'\s(?:href|src)="?([^"\s>]+)', text):
            link = html.unescape(link)
            if link.startswith(("http", "data:", "mailto:")):
                continue
            path, _, anchor = link.partition("#")
            path = path.split("?")[0]
            target = (site / name).parent / path if path else site / name
            if target.is_dir():
                target = target / "index.html"
            assert target.is_file(), f"{name}: {link}"
            if anchor and target.suffix == ".html" and re.fullmatch(r"p\d+", anchor):
                there = ids if not path else set(re.findall(r'\sid="?([^"\s>]+)', target.read_text(encoding="utf-8")))
                assert anchor in there, f"{name}: {link}"


def test_the_text_in_its_own_script_is_as_in_docs(site: Path) -> None:
    """Every character of a Simplified article's text on the site stands so in the seed's page."""
    docs = site.parents[1] / "docs" / "articles"
    checked = 0
    for path in sorted(docs.glob("*.md")):
        body = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
        for line in body.splitlines():
            if line and line[0] not in "#<>-":
                shown = (site / "articles" / path.stem / "index.html").read_text(encoding="utf-8")
                assert html.unescape(line) in html.unescape(shown)
                checked += 1
    assert checked > 100


def test_the_switch_keeps_page_and_place(page: Page, base: str, site: Path) -> None:
    page.goto(base + address(site, "@article"))
    page.evaluate("window.scrollTo(0, 900)")
    page.locator("a[data-script=zh-hant]").click()
    page.wait_for_url("**/zh-hant/articles/**")
    assert re.search(r"#p\d+$", page.url)
    assert page.evaluate("document.documentElement.lang") == "zh-Hant"
    expect(page.locator("h1")).to_have_text("年楚河畔的“產業革命”")
    page.goto("about:blank")
    page.goto(base + "about/")
    page.wait_for_url("**/zh-hant/about/")
    page.locator("a[data-script=zh-hans]").click()
    page.wait_for_url(lambda url: "zh-hant" not in url)
