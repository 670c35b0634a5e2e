"""Scraped text is never markup, template, YAML or path; and whatever is put in, every line is accounted for."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import markdown
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from clippings.address import give_addresses
from clippings.check import conservation
from clippings.gazetteer import Gazetteer
from clippings.models import Article, Page
from clippings.render import Renderer, render
from clippings.shelve import shelve
from clippings.tables import Tables
from clippings.text import squeeze
from tests.conftest import ROOT, Convert

EVIL = [
    "<script>alert(1)</script>",
    "{{ config }}",
    "{% raw %}",
    "[点我](javascript:alert(1))",
    "![](x)",
    "---",
    "title: evil",
    "# 标题",
    "- 一项",
    "1. 一项",
    "    缩进",
    "```",
    "*斜体* **粗体** `码` ~~删~~",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt; &amp; &#60;",
    "| a | b |",
    "$x$ ^y^ \\",
    "[^1]: 注",
    "{: onclick=x }",
    "!!! note",
    "http://evil.example/",
    "../../etc/passwd",
    "《<b>》",
    "“{{ 7*7 }}”",
]
WORDS = [
    "某县", "春耕全面展开", "本报讯（记者 张三）近日，全县春耕生产全面展开，农民忙碌在田间地头。", "本报记者 李四", "——记某县教育局",
    "图为春耕现场。", "王五 摄", "当前位置：首页 > 新闻", "责任编辑：赵六", "相关阅读", "（下转第2版）", "（上接第1版）", "■导读",
    "短评", "读者来信", "【要闻】", "图片新闻", "编辑同志：", "（记者 张三）", "张 三", "某县公安局", "乡镇 面积 产量", "东山镇 12 34",
    "春风吹过山岗", "吹绿了田野", "吹开了桃花", "吹醒了小河", "吹来了燕子", "今年以来，某县坚持把产业发展作为", "脱贫的根本之策，带动农民增收。", "一、加强领导", "特此公告。", "2020年3月1日", "发布时间：2020-03-01 来源：某报",
]  # fmt: skip
LINES = st.lists(
    st.one_of(st.sampled_from(EVIL), st.sampled_from(WORDS), st.text(max_size=60), st.just("")), max_size=30
)
PUBLIC_TAGS = {"p", "blockquote", "ul", "li", "h2", "figure", "figcaption", "div"}
SLOW = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(page: Page, tables: Tables) -> list[tuple[Article, str]]:
    """Each article with the Markdown file that is written for it."""
    (page,), _, redirects = give_addresses([page], ())
    files = render(
        shelve([page], tables.themes, Gazetteer(tables.divisions, tables.townships, tables.places)),
        redirects,
        ROOT / "templates",
    )
    return [(a, files[f"articles/{a.address}.md"].decode()) for a in page.articles]


def split(text: str) -> tuple[dict[str, object], str]:
    _, front, body = re.split(r"^---\n", text, maxsplit=2, flags=re.M)
    return yaml.safe_load(front), body


def printed(article: Article) -> str:
    blocks = [*(b.text for b in article.lead), *(b.text + (b.credit or "") for b in article.body)]
    return squeeze("".join(blocks))


@SLOW
@given(lines=LINES)
def test_every_line_is_accounted_for_and_nothing_is_invented(lines: list[str], convert: Convert) -> None:
    assert list(conservation(convert("\n".join(lines)))) == []


@SLOW
@given(lines=LINES)
def test_a_page_shows_just_the_characters_of_the_text(lines: list[str], convert: Convert, tables: Tables) -> None:
    for article, text in shown(convert("\n".join(lines)), tables):
        front, body = split(text)
        assert front["title"] == article.title and front["seed"] == "test.txt"
        pages = (
            MarkdownIt("commonmark").render(body),
            markdown.markdown(body, extensions=["attr_list", "tables", "toc"]),
        )
        for html in pages:
            reader = _Reader()
            reader.feed(html)
            assert reader.tags <= PUBLIC_TAGS
            assert reader.attributes <= {"class", "id"}
            assert squeeze(reader.text) == printed(article)


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize(
    "place",
    ["标题里有{}的文章", "本报记者 {}", "图为{}。", "近日，全县召开会议，要求各级干部{}，狠抓落实，务求实效。", "{}"],
)
def test_evil_comes_out_as_it_was_printed(evil: str, place: str, convert: Convert, tables: Tables) -> None:
    text = (
        "某县召开大会\n\n本报讯（记者 张三）近日，全县召开大会，部署工作。\n\n"
        + place.replace("{}", evil)
        + "\n\n会议要求，各级干部要狠抓落实。\n"
    )
    for _, page in shown(convert(text), tables):
        _, body = split(page)
        reader = _Reader()
        reader.feed(MarkdownIt("commonmark").render(body))
        assert reader.tags <= PUBLIC_TAGS
        assert "{{" not in body and "{%" not in body


@given(st.text(min_size=1, max_size=40))
def test_a_seed_name_is_never_a_path(name: str) -> None:
    from clippings.text import seed_address, source_slug

    assert re.fullmatch(r"[0-9a-f]{10}", seed_address(name))
    assert re.fullmatch(r"[0-9a-f]{8}", source_slug(name))


def test_seed_pages_and_lists_escape_too(convert: Convert, tables: Tables) -> None:
    text = "当前位置：首页 > <script>x</script> > {{ a }}\n\n某县<b>召开</b>大会\n\n本报讯 近日，全县召开大会，部署工作。\n"
    page = convert(text, name="../[x](y)|<i>.txt")
    (page,), _, _ = give_addresses([page], ())
    renderer = Renderer(ROOT / "templates")
    library = shelve([page], tables.themes, Gazetteer(tables.divisions, tables.townships, tables.places))
    made = {**dict(renderer.seeds(library)), **dict(renderer.taxonomies(library))}
    for path, content in made.items():
        assert re.fullmatch(r"[a-z0-9/_-]+\.(md|txt)", path)
        if path.endswith(".md"):
            body = split(content.decode())[1]
            assert not re.search(r"<(script|b|i)>|\{\{", body)
