"""Sets known articles as web pages: one story among the furniture that single lines with their role give.

The furniture stands in benchmarks/fidelity/lines in the order of real pages, so it is taken in runs: some lines above the
headline, some below the date line and between the paragraphs, more of them below the text; among these headlines and first
sentences of other stories. Which lines belong to the story only their place and the story's own words tell.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.layout import Truth
from clippings.script import is_traditional

_SITES = ["新闻网", "在线", "融媒", "观察网", "发布", "晚报网", "新闻客户端", "视界网"]
_PLACES = ["云岭", "滨江", "汉水", "河西", "松江", "闽海", "太行", "岭南", "黔中", "淮上", "天山", "湘西"]
_LINKS = ["相关阅读", "推荐阅读", "相关新闻：", "更多>>", "热门文章", "猜你喜欢", "【延伸阅读】", "往期回顾", ""]


def make_web_page(number: int, articles: Sequence[Truth], furniture: Sequence[str]) -> tuple[str, Truth]:
    """Page `number` and its truth. The same number, articles and furniture make the same page."""
    rng = random.Random(number)
    traditional = rng.random() < 0.12
    titled = [a for a in articles if a["title"]]
    own = [a for a in titled if is_traditional(a["body"][0]["text"]) is traditional] or titled
    lines = [line for line in furniture if is_traditional(line) is traditional] or list(furniture)
    source: dict[str, Any] = {"publisher": None, "republished_by": None, "date": None, "editor": None}
    story, *others = (dict(article) for article in rng.sample(own, min(len(own), 9)))
    for key in ("column", "dateline"):
        story[key] = None
    chrome = [*_run(rng, lines, 1, 9)]
    site = rng.choice(_PLACES) + rng.choice(_SITES)
    if rng.random() < 0.3:
        chrome.insert(rng.randrange(len(chrome) + 1), f"{story['title']}{rng.choice('_-|')}{site}")
    printed = [*chrome, *_head(story)]
    below = [*_dated(rng, site, source), *_run(rng, lines, 0, 3)]
    printed += below
    chrome += below
    for text in _body(story):
        if rng.random() < 0.05:
            inside = _run(rng, lines, 1, 2)
            printed += inside
            chrome += inside
        printed.append(text)
    foot = [*_run(rng, lines, 0, 5), *_links(rng, others), *_run(rng, lines, 1, 9)]
    gap = rng.choice(["\n", "\n", "\n\n"])
    truth: Truth = {"seed": f"web{number}.txt", "source": source, "articles": [story], "chrome": [*chrome, *foot]}
    return gap.join([*printed, *foot]) + "\n", truth


def _run(rng: random.Random, lines: Sequence[str], least: int, most: int) -> list[str]:
    """Some lines that stand in a row in the list."""
    size = rng.randint(least, most)
    start = rng.randrange(max(1, len(lines) - size))
    return list(lines[start : start + size])


def _head(story: Truth) -> Iterator[str]:
    if story.get("kicker"):
        yield story["kicker"]
    yield story["title"]
    if story.get("subtitle"):
        yield "——" + story["subtitle"].lstrip("—")


def _dated(rng: random.Random, site: str, source: dict[str, Any]) -> list[str]:
    """The line or lines of date and source; what they state goes into `source`."""
    year, month, day = rng.randint(2008, 2025), rng.randint(1, 12), rng.randint(1, 28)
    clock = f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}"
    date = rng.choice(
        [f"{year}-{month:02d}-{day:02d}", f"{year}年{month:02d}月{day:02d}日", f"{year}/{month:02d}/{day:02d}"]
    )
    source["date"] = f"{year:04d}-{month:02d}-{day:02d}"
    source["publisher"] = site
    return rng.choice(
        [
            [f"{date} {clock} 来源：{site}"],
            [f"发布时间：{date} 来源：{site} 作者： 字号：大 中 小"],
            [f"来源：{site} 时间：{date} {clock} 点击：{rng.randint(11, 9000)}次"],
            [f"{site} {date} {clock}"],
            [f"来源：{site}", f"{date} {clock}"],
            [f"{date} {clock}", f"来源：{site}", "作者："],
            [f"{date} {clock} | {site}"],
        ]
    )


def _body(story: Truth) -> Iterator[str]:
    yield from story.get("lead") or []
    for block in story["body"]:
        yield block["text"]
        if block.get("credit"):
            yield block["credit"]


def _links(rng: random.Random, others: Sequence[Truth]) -> Iterator[str]:
    """Headlines of other stories, some with how they begin."""
    if rng.random() < 0.35 or not others:
        return
    if header := rng.choice(_LINKS):
        yield header
    for other in others[: rng.randint(1, 6)]:
        yield rng.choice(["", "", "· ", "• "]) + other["title"]
        first = next((block["text"] for block in other["body"] if block["type"] == "paragraph"), "")
        if len(first) > 30 and rng.random() < 0.3:
            yield first[: rng.randint(24, min(90, len(first)))] + rng.choice(["……", "...", "…[详细]"])
