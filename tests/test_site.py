"""The built site in a real browser, from a sub-path as on GitHub Pages, at the width of a phone and of a laptop."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import ROOT

WIDTHS = pytest.mark.parametrize("width", [360, 1280])
PAGES = pytest.mark.parametrize(
    "path",
    [
        "",
        "@article",
        "regions/54/5402/540228/",
        "regions/",
        "themes/poverty-alleviation/",
        "seeds/",
        "@seed",
        "about/",
        "search/",
        "people/",
        "table/",
        "zh-hant/",
        "zh-hant/regions/54/",
    ],
)


def address(site: Path, path: str) -> str:
    """A path of the site; @article and @seed stand for ones of the real seeds."""
    if path == "@article":
        return (
            next(p.parent for p in sorted(site.glob("articles/*/index.html")) if "年楚河畔的“产业革命”" in _h1(p))
            .relative_to(site)
            .as_posix()
            + "/"
        )
    if path == "@seed":
        return next(p for p in sorted(site.glob("seeds/*/index.html"))).parent.relative_to(site).as_posix() + "/"
    return path


def _h1(path: Path) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", path.read_text(encoding="utf-8"), re.S)
    return found[1] if found else ""


@WIDTHS
@PAGES
def test_a_page_opens_and_fits(path: str, width: int, page: Page, base: str, site: Path) -> None:
    page.goto(base + address(site, path))
    assert page.evaluate("document.documentElement.lang") == ("zh-Hant" if path.startswith("zh-hant") else "zh-Hans")
    expect(page.locator("h1").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_article_reads_as_a_newspaper_sets_it(page: Page, base: str, site: Path) -> None:
    page.goto(base + address(site, "@article"))
    expect(page.locator(".clip-subtitle")).to_have_text("——记日喀则市白朗县抓党建促脱贫工作")
    expect(page.locator(".clip-byline")).to_contain_text("次仁片多")
    assert page.locator(".clip-text h2").count() == 3
    expect(page.locator(".clip-text blockquote")).to_contain_text("自脱贫攻坚战打响以来")
    expect(page.locator(".clip-source")).to_contain_text("日期不详")
    page.get_by_role("link", name="白朗县", exact=True).click()
    expect(page.locator("h1")).to_contain_text("白朗县")
    page.get_by_role("link", name="年楚河畔的“产业革命”").first.click()
    expect(page.locator("h1")).to_contain_text("产业革命")


def test_the_raw_text_is_there_byte_for_byte(page: Page, base: str, site: Path) -> None:
    page.goto(base + "seeds/")
    for seed in sorted((ROOT / "seeds").glob("*.txt")):
        page.goto(base + "seeds/")
        page.get_by_role("link", name=seed.name).click()
        href = page.get_by_role("link", name="下载原文").get_attribute("href")
        assert href
        assert (site / "seeds" / Path(href).name).read_bytes() == seed.read_bytes()


def test_every_list_counts_right(page: Page, base: str) -> None:
    page.goto(base + "regions/54/")
    total = int(re.findall(r"共 (\d+) 篇", page.locator("article").inner_text())[0])
    assert page.locator("article li > a[href*='articles/']:first-child").count() == total


def test_mkdocs_alone_builds_a_fresh_checkout(tmp_path: Path) -> None:
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tmp_path / name)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "docs" / "articles").glob("*.md"))) == 28
