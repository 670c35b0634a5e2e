"""Search in a real browser, in both trees; what is typed stands as it was typed, and nothing of it is ever run."""

from __future__ import annotations

import shutil
import urllib.parse
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from build_site import Exit, main
from clippings.fold import fold_search
from clippings.index import zones
from tests.conftest import ROOT, Convert

TREES = pytest.mark.parametrize("tree", ["", "zh-hant/"])


def ask(page: Page, base: str, tree: str, query: str, **filters: str) -> list[str]:
    """Headlines in order, when the page says that it is done."""
    page.goto(f"{base}{tree}search/?{urllib.parse.urlencode({'q': query, **filters})}")
    expect(page.locator("[data-search-state]")).to_have_text("done")
    return page.locator("[data-search-results] a").all_inner_texts()


@TREES
@pytest.mark.parametrize(
    ("query", "headline"),
    [
        ("产业革命", "年楚河畔的“产业革命”"),
        ("產業革命", "年楚河畔的“产业革命”"),
        ("警综总队党支部", "坚持从严治警 铸牢忠诚警魂"),
        ("河坝林社区", "走进社区“零距离”服务群众"),
        ("K5016+300", "传承弘扬“两路精神”"),
        ("ｋ５０１６", "传承弘扬“两路精神”"),
        ("索朗琼珠 八星党支部", "大力推行“八星党支部”创建工作"),
        ("bailang", "年楚河畔的“产业革命”"),
        ("bai lang xian", "年楚河畔的“产业革命”"),
        ("产业革名", "年楚河畔的“产业革命”"),
    ],
)
def test_it_is_found_first(tree: str, query: str, headline: str, page: Page, base: str) -> None:
    found = ask(page, base, tree, query)
    assert found and fold_search(found[0]) == fold_search(headline)


def test_the_count_is_true_and_order_is_kept(page: Page, base: str, convert: Convert) -> None:
    texts = [
        zones(article)
        for seed in sorted((ROOT / "seeds").glob("*.txt"))
        for article in convert(seed.read_text(encoding="utf-8"), None, seed.name).articles
    ]
    for query in ("脱贫攻坚", "2019年", "的", "两新", "党员干部", "扶贫办", "％", "，"):
        word = fold_search(query)
        ask(page, base, "", query)
        expect(page.locator("[data-search-count]")).to_have_text(
            str(sum(any(word in zone for zone in text) for text in texts))
        )
    titles = ask(page, base, "", "脱贫攻坚")
    with_word = ["脱贫攻坚" in title for title in titles]
    assert with_word == sorted(with_word, reverse=True)


def test_quotes_several_words_and_minus(page: Page, base: str) -> None:
    both = ask(page, base, "", "党建 扶贫")
    without = ask(page, base, "", "党建 -扶贫")
    assert both and without and not set(both) & set(without)
    assert ask(page, base, "", "“党建扶贫攻坚战打不赢”") == []


def test_filters_stand_in_the_address_and_back_leads_back(page: Page, base: str) -> None:
    ask(page, base, "", "脱贫攻坚")
    everything = page.locator("[data-search-count]").inner_text()
    link = page.locator("[data-facet=theme] a").first
    count = page.locator("[data-facet=theme] li").first.inner_text().split()[-1]
    link.click()
    expect(page.locator("[data-search-count]")).to_have_text(count)
    assert "theme=" in page.url
    page.go_back()
    expect(page.locator("[data-search-count]")).to_have_text(everything)
    ask(page, base, "", "", region="54/5402")
    assert int(page.locator("[data-search-count]").inner_text()) >= 3
    expect(page.locator("[data-facet=region] a", has_text="日喀则市")).to_have_attribute("aria-current", "true")


def test_a_result_opens_at_the_hit(page: Page, base: str) -> None:
    ask(page, base, "zh-hant/", "片区整体搬迁")
    page.locator("[data-search-results] a").first.click()
    expect(page.locator("mark").first).to_be_in_viewport()
    assert fold_search(page.locator("mark").first.inner_text()) == fold_search("片区整体搬迁")
    assert "/zh-hant/articles/" in page.url and page.url.split("#")[-1].startswith("p")


@pytest.mark.parametrize(
    "query",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\u0007\u200b",
        "😀",
        "%",
        '"',
        "-",
        "字" * 2000,
        "a" * 2000,
    ],
)
def test_whatever_is_typed_the_page_stays_usable(query: str, page: Page, base: str) -> None:
    page.goto(f"{base}search/")
    page.locator("[data-search-input]").fill(query)
    page.locator("[data-search-input]").press("Enter")
    # a form that is sent before the page's script is there loads the page anew
    page.wait_for_function("(document.querySelector('[data-search-state]')?.textContent ?? 'busy') !== 'busy'")
    page.locator("[data-search-input]").fill("白朗县")
    expect(page.locator("[data-search-results] a").first).to_be_visible()
    assert page.locator("[data-search] script, [data-search] img").count() == 0


def test_nothing_is_fetched_before_the_reader_searches(page: Page, base: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("", "search/", "zh-hant/"):
        page.goto(base + path, wait_until="networkidle")
    assert not [url for url in asked if "/search/data/" in url or "sitemap" in url]


def test_the_box_in_the_header_shows_the_best_hits_and_obeys_the_keys(page: Page, base: str) -> None:
    page.goto(base)
    box = page.locator("form[data-box] input")
    box.click()
    box.press_sequentially("白朗")
    expect(page.locator("[role=option]").first).to_contain_text("产业革命")
    box.press("ArrowDown")
    expect(page.locator("[role=option]").first).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(page.locator("h1")).to_contain_text("产业革命")
    page.locator("form[data-box] input").fill("八宿")
    page.locator("form[data-box] input").press("Enter")
    expect(page.locator("[data-search-state]")).to_have_text("done")
    assert "/search/?q=" in page.url


def test_arrow_keys_walk_through_the_results(page: Page, base: str) -> None:
    ask(page, base, "", "党建")
    page.locator("[data-search-input]").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-search-results] a").first).to_be_focused()


def test_without_scripts_there_is_a_plain_sentence(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{base}search/")
    expect(plain.get_by_text("检索要用 JavaScript")).to_be_visible()
    context.close()


def test_a_broken_shard_is_said_and_tried_again(browser: Browser, base: str) -> None:
    page = browser.new_page()
    broken = True
    page.route("**/documents/*.gz", lambda route: route.abort() if broken else route.continue_())
    page.goto(f"{base}search/?q={urllib.parse.quote('白朗')}")
    expect(page.locator("[data-search-trouble] button")).to_be_visible()
    expect(page.locator("[data-search-state]")).to_have_text("done")
    broken = False
    page.locator("[data-search-trouble] button").click()
    expect(page.locator("[data-search-results] a").first).to_be_visible()
    page.close()


def test_a_page_left_open_over_a_deploy_finds_the_new_index(browser: Browser, base: str, site: Path) -> None:
    page = browser.new_page()
    ask(page, base, "", "白朗")
    data = site / "search" / "data"
    (old,) = [path for path in data.iterdir() if path.is_dir()]
    new = data / "0123456789ab"
    manifest = (data / "manifest.json").read_text(encoding="utf-8")
    old.rename(new)
    (data / "manifest.json").write_text(manifest.replace(old.name, new.name), encoding="utf-8")
    try:
        page.locator("[data-search-input]").fill("八宿")
        expect(page.locator("[data-search-results] a").first).to_contain_text("两新")
    finally:
        page.close()
        new.rename(old)
        (data / "manifest.json").write_text(manifest, encoding="utf-8")


def test_the_same_articles_make_the_same_index(site: Path, tmp_path: Path) -> None:
    """A second build of the same seeds, from nothing, has the same files with the same bytes."""
    docs = tmp_path / "docs"
    docs.mkdir()
    shutil.copy(ROOT / "docs" / "addresses.tsv", docs)
    assert main(["--docs", str(docs), "--site", str(tmp_path / "site")]) is Exit.DONE
    for tree in ("search/data", "zh-hant"):
        first = {p.relative_to(site): p.read_bytes() for p in (site / tree).rglob("*") if p.is_file()}
        second = {
            p.relative_to(tmp_path / "site"): p.read_bytes()
            for p in (tmp_path / "site" / tree).rglob("*")
            if p.is_file()
        }
        assert first == second
