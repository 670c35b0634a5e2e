"""Sets known articles as printed pages, so that any number of pages with exact truth can be made from a seed number.

    python -m benchmarks.layout OUT [--count 100] [--seed 1] [--from benchmarks/fidelity/seen]

What a press and a scrape do to a page is done here by chance: column breaks inside sentences, lines as narrow as a
printed column, headlines on two lines or below their text, photos, briefs and boxes in the middle of another story, openings
and headlines printed after the sections of their feature, padded names, folded widths, indents, gaps of all sizes, head lines
and imprints. The truth is in the form of the documents.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clippings.script import is_traditional
from clippings.text import ends_sentence

ROOT = Path(__file__).resolve().parents[1]
Truth = dict[str, Any]
_FOLDED = str.maketrans("，：；？！（）", ",:;?!()")
_DESK = re.compile(r"^[^讯电]{0,12}(?:讯|电|消息|訊|電)$")
_PAPERS = [
    "云岭",
    "滨江",
    "汉水",
    "河西",
    "松江",
    "闽海",
    "太行",
    "岭南",
    "黔中",
    "淮上",
    "天山",
    "湘西",
    "洮河",
    "齐鲁",
    "陇东",
    "三峡",
]
_SORTS = ["日报", "晚报", "晨报", "商报", "时报", "周报", "都市报", "农民报"]
_PAGES = [
    "要闻",
    "综合",
    "民生",
    "县区",
    "基层",
    "经济",
    "文化",
    "教育",
    "社会",
    "党建",
    "农村",
    "副刊",
    "乡镇",
    "聚焦",
]
_LABELS = [
    "基层动态",
    "党建巡礼",
    "新春走基层",
    "民生",
    "县区新闻",
    "一线见闻",
    "热点聚焦",
    "简讯",
    "乡村振兴",
    "本期关注",
    "文苑",
    "百姓故事",
    "图片新闻",
]
_BOXES = ["相关链接", "新闻链接", "【链接】", "名词解释", "小资料", "延伸阅读", "背景", "小贴士", "记者手记", "■短评"]
_EDITORS = ["王 静", "李国强", "陈 曦", "赵雪梅", "周 敏", "吴文斌", "林晓东", "何 平", "马志远", "刘 洋"]


@dataclass(frozen=True)
class Style:
    """The habits of one page."""

    gap: int  # blank lines between paragraphs
    apart: int  # more of them between articles
    head: int  # more of them, or fewer, inside a head
    indent: str
    width: int  # characters in a line, 0: paragraphs are not broken
    folded: bool
    traditional: bool
    markdown: bool


@dataclass(frozen=True)
class Printed:
    """One line, and how many blank lines stand before it."""

    text: str
    gap: int


def pool(folder: Path) -> list[Truth]:
    """The articles of a folder's documents that can be set on a printed page."""
    return settable(json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json")))


def settable(truths: Iterable[Truth]) -> list[Truth]:
    """The articles of some documents that can be set on a printed page."""
    found = []
    for truth in truths:
        for article in truth["articles"]:
            texts = [b for b in article["body"] if b["type"] == "paragraph"]
            plain = all("\n" not in b["text"] and b["text"] for b in article["body"])
            if plain and not article.get("truncated") and (article["kind"] == "photo" or (article["title"] and texts)):
                found.append(article)
    return found


def make_page(number: int, articles: Sequence[Truth]) -> tuple[str, Truth]:
    """Page `number` as a scrape would leave it, and its truth. The same number and articles make the same page."""
    rng = random.Random(number)
    style = _style(rng)
    own = [a for a in articles if is_traditional(a["body"][0]["text"]) is style.traditional]
    if all(a["kind"] == "photo" for a in own):  # none to set in these letters
        own = list(articles)
    photos = [a for a in own if a["kind"] == "photo"]
    written = [a for a in own if a["kind"] != "photo"]
    short = [a for a in written if len(a["body"]) <= 3]
    chosen = [dict(a) for a in rng.sample(written, min(len(written), rng.randint(2, 6)))]
    lines: list[Printed] = []
    chrome: list[str] = []
    source = {"publisher": None, "republished_by": None, "date": None, "editor": None}
    head = list(_masthead(rng, source)) if rng.random() < 0.85 else []
    chrome += head
    placed: list[Truth] = []
    waiting: list[list[Printed]] = []  # what is left of stories that were broken off
    loose = rng.random() < 0.15
    for article in chosen:
        article["column"] = None
        if rng.random() < 0.2:
            article["column"] = rng.choice(_LABELS)
        photo = dict(rng.choice(photos)) if photos and rng.random() < 0.15 else None
        placed.append(article)
        side = dict(rng.choice(short)) if short and photo is None and rng.random() < _chance_of_side(article) else None
        if side is not None and side["title"] in {a["title"] for a in [*chosen, *placed]}:
            side = None
        aside: list[Printed] = []
        if photo is not None:
            aside = [line for block in photo["body"] for line in _block(block, style)]
        elif side is not None:
            side["column"] = rng.choice(_BOXES) if not side.get("dateline") and rng.random() < 0.5 else None
            aside = [line for part in _set_article(side, style, rng, []) for line in part]
            placed.append(side)
        front, body = _set_article(article, style, rng, aside, cut=side is not None and rng.random() < 0.2)
        body, rest = _broken_off(body, style, rng) if loose and front and not aside else (body, [])
        set_lines = [*front, *body]
        lines += [Printed(set_lines[0].text, style.gap + style.apart), *set_lines[1:]]
        if rng.random() < 0.6:  # the columns that were broken off go on below this story
            lines += [line for part in waiting for line in part]
            waiting = []
        waiting += [rest] if rest else []
        if photo is not None:
            photo["column"] = None
            placed.append(photo)
    lines += [line for part in waiting for line in part]
    top = [Printed(text, style.gap if at else 0) for at, text in enumerate(head)]
    foot = list(_imprint(rng)) if rng.random() < 0.4 else []
    chrome += foot
    under = [Printed(text, style.gap + style.apart if not at else 0) for at, text in enumerate(foot)]
    whole = [*lines, *top] if rng.random() < 0.1 else [*top, *lines]
    text = "\n".join("\n" * line.gap + line.text for line in [*whole, *under]).lstrip("\n") + "\n"
    truth: Truth = {"seed": f"set{number}.txt", "source": source, "articles": placed, "chrome": chrome}
    if style.folded:
        text = text.translate(_FOLDED)
    return text, truth


def _chance_of_side(article: Truth) -> float:
    """A feature has a box in the middle more often than other stories."""
    return 0.25 if _parted(article["body"])[1] else 0.08


def _style(rng: random.Random) -> Style:
    gap = rng.choice([0, 0, 1, 1, 1, 1])
    return Style(
        gap=gap,
        apart=rng.choice([0, 1, 2, 2, 3]) if gap else rng.choice([0, 0, 1, 1, 2]),
        head=rng.choice([0, 0, -1]),
        indent=rng.choice(["", "", "\u3000\u3000"]),
        width=rng.choice([14, 15, 16, 17, 18, 20, 22]) if rng.random() < 0.2 else 0,
        folded=rng.random() < 0.35,
        traditional=rng.random() < 0.08,
        markdown=rng.random() < 0.05,
    )


def _masthead(rng: random.Random, source: dict[str, Any]) -> Iterator[str]:
    """A page's head lines; what they state goes into `source`."""
    paper = rng.choice(_PAPERS) + rng.choice(_SORTS)
    year, month, day = rng.randint(1998, 2024), rng.randint(1, 12), rng.randint(1, 28)
    page, section = rng.randint(1, 12), rng.choice(_PAGES)
    weekday = "星期" + rng.choice("一二三四五六日")
    editor, setter = rng.sample(_EDITORS, 2)
    long = f"{year}年{month}月{day}日"
    dotted = f"{year}.{month:02d}.{day:02d}" if rng.random() < 0.5 else f"{year}-{month:02d}-{day:02d}"
    numerals = "〇一二三四五六七八九"
    spelled = "".join(numerals[int(c)] for c in str(year)) + f"年{_spell(month)}月{_spell(day)}日"
    forms = [
        [f"{paper} {long} {weekday} 第{page}版"],
        [paper, f"{long} {weekday}", f"第{page:02d}版：{section}"],
        [f"{page:02d} {section}", f"{long} {weekday} 责任编辑 {editor} 版式 {setter}", paper],
        [f"《{paper}》{long} {page}版 {section}"],
        [paper, spelled, f"{weekday} {section}"],
        [f"{paper} | {dotted} | A{page} {section}"],
        [f"{section} A{page:02d}", dotted, paper],
        [f"{long}  {weekday}  {section}", f"责编：{editor}　校对：{setter}"],
        [f"{paper}　{section}　第{page}版", f"{spelled} {weekday}"],
        [f"{page}", section, f"{paper}　{long}　{weekday}", f"本版编辑 {editor} 美编 {setter}"],
    ]
    at = rng.randrange(len(forms))
    source["date"] = f"{year:04d}-{month:02d}-{day:02d}"
    source["publisher"] = None if at == 7 else paper
    yield from forms[at]


def _spell(number: int) -> str:
    digits = "一二三四五六七八九"
    if number < 10:
        return digits[number - 1]
    tens = "" if number < 20 else digits[number // 10 - 1]
    return tens + "十" + (digits[number % 10 - 1] if number % 10 else "")


def _imprint(rng: random.Random) -> Iterator[str]:
    editor, setter = rng.sample(_EDITORS, 2)
    yield rng.choice(
        [
            f"责任编辑：{editor}　版式：{setter}",
            f"本版责编 {editor} 校对 {setter}",
            f"新闻热线：0{rng.randint(310, 999)}-{rng.randint(2000000, 8999999)}",
            f"国内统一刊号CN{rng.randint(11, 65)}-00{rng.randint(10, 99)} 邮发代号{rng.randint(21, 67)}-{rng.randint(1, 99)} 零售每份1.00元",
            f"编辑 {editor} 组版 {setter} 检校 {rng.choice(_EDITORS)}",
        ]
    )


def _set_article(
    article: Truth, style: Style, rng: random.Random, aside: Sequence[Printed], *, cut: bool = False
) -> tuple[list[Printed], list[Printed]]:
    """The lines of one article: its head, if that is printed first, and the rest. `aside` is printed in the middle of it; `cut`: in the
    middle of a sentence."""
    head = list(_head(article, style, rng))
    lead = list(_lead(article, style, rng))
    opening, sections = _parted(article["body"])
    turned = bool(opening and sections) and not article.get("dateline") and rng.random() < 0.25
    body = list(_body(article, sections if turned else article["body"], style, rng, aside, cut=cut))
    late = list(_body(article, opening, style, rng, [], cut=False)) if turned else []
    if article.get("dateline") and not _DESK.search(article["dateline"]):
        article["dateline"] = None
    signed = rng.random() < 0.2 and not article.get("dateline") and article["byline"] and not turned
    byline = _byline(article, rng)
    if signed:
        body.append(Printed(f"（{byline}）" if byline.startswith(("记者", "通讯员", "本报")) else byline, style.gap))
    elif byline and not article.get("dateline"):
        head.append(Printed(byline, style.gap))
    if article["column"]:
        head.insert(0, Printed(article["column"], style.gap))
    if turned:
        above = rng.random() < 0.5 and not article["column"]
        return ([], [*body, *head, *lead, *late]) if above else (head, [*lead, *body, *late])
    below = rng.random() < 0.12 and style.apart > 0 and not article["column"] and not aside
    return ([], [*lead, *body, *head]) if below else (head, [*lead, *body])


def _broken_off(body: list[Printed], style: Style, rng: random.Random) -> tuple[list[Printed], list[Printed]]:
    """The text of a story in two parts, as at the end of a column; most often inside a sentence."""
    if len(body) < 3 or rng.random() < 0.6:
        return body, []
    at = rng.randint(1, len(body) - 2)
    text = body[at].text
    inside = _cut_point(text, rng) if len(text) > 40 else 0
    if not inside:
        return body[: at + 1], body[at + 1 :]
    begun, rest = Printed(text[:inside], body[at].gap), Printed(text[inside:], style.gap)
    return [*body[:at], begun], [rest, *body[at + 1 :]]


def _parted(blocks: Sequence[Truth]) -> tuple[list[Truth], list[Truth]]:
    """What a feature of several sections begins with, and its sections; of any other article no sections."""
    headings = [at for at, block in enumerate(blocks) if block["type"] == "heading"]
    first = headings[0] if len(headings) >= 2 else len(blocks)
    return list(blocks[:first]), list(blocks[first:])


def _head(article: Truth, style: Style, rng: random.Random) -> Iterator[Printed]:
    tight = max(0, style.gap + style.head)
    if article.get("kicker"):
        yield Printed(article["kicker"], tight)
    if article["title"]:
        mark = "## " if style.markdown else ""
        for at, part in enumerate(_split_title(article["title"], rng)):
            yield Printed(mark + part, tight if at == 0 else min(tight, rng.choice([0, 0, 1])))
    if article.get("subtitle"):
        dash = "" if rng.random() < 0.15 else "——"
        yield Printed(dash + article["subtitle"].lstrip("—"), tight)


def _split_title(title: str, rng: random.Random) -> list[str]:
    """A title on one line, or on two where it has a blank."""
    left, blank, right = title.partition(" ")
    return [left, right] if blank and rng.random() < 0.5 and len(left) >= 4 and len(right) >= 4 else [title]


def _byline(article: Truth, rng: random.Random) -> str:
    people = article["byline"]
    if not people:
        return ""
    groups: dict[str, list[str]] = {}
    for person in people:
        name = person["name"]
        padded = name[0] + " " + name[1] if len(name) == 2 and rng.random() < 0.7 else name
        groups.setdefault(person["role"], []).append(padded)
    if set(groups) <= {"作者"}:
        return rng.choice(["", "", "□ ", "■ "]) + " ".join(groups["作者"])
    own = rng.choice(["本报", "本报", ""])
    words = [(own if role == "记者" else "") + role + " " + " ".join(names) for role, names in groups.items()]
    return rng.choice(["", "", "", "□ ", "■ "]) + " ".join(words)


def _lead(article: Truth, style: Style, rng: random.Random) -> Iterator[Printed]:
    for text in article.get("lead") or []:
        yield Printed(rng.choice(["核心提示", "■导读", "导 读", "【内容提要】"]), style.gap)
        yield from _paragraph(text, style, rng, [], cut=False)


def _body(
    article: Truth,
    blocks: Sequence[Truth],
    style: Style,
    rng: random.Random,
    beside: Sequence[Printed],
    *,
    cut: bool,
) -> Iterator[Printed]:
    """The lines of some blocks of an article."""
    texts = [at for at, block in enumerate(blocks) if block["type"] == "paragraph" and len(block["text"]) > 40]
    middle = rng.choice(texts) if beside and texts else -1
    first = True
    for at, block in enumerate(blocks):
        aside = beside if at == middle else []
        if block["type"] != "paragraph":
            yield from _block(block, style)
            continue
        text = block["text"]
        if first and article.get("dateline"):
            names = _byline(article, rng).lstrip("□■ ").replace("本报", "")
            text = article["dateline"] + (f"（{names}）" if names else "　") + text
        first = False
        yield from _paragraph(text, style, rng, aside, cut=cut)
    if middle < 0:
        yield from beside


def _block(block: Mapping[str, Any], style: Style) -> Iterator[Printed]:
    """A heading, list item, caption, or the paragraph of a photo."""
    mark = "### " if style.markdown and block["type"] == "heading" else ""
    yield Printed(mark + block["text"], style.gap)
    if block.get("credit"):
        yield Printed(block["credit"], min(style.gap, 1))


def _paragraph(
    text: str, style: Style, rng: random.Random, aside: Sequence[Printed], *, cut: bool
) -> Iterator[Printed]:
    """A paragraph, now and then cut by a column break, and across a photo or a sidebar if one stands there."""
    chance = (1.0 if cut else 0.5) if aside else 0.08
    at = _cut_point(text, rng) if len(text) > 40 and rng.random() < chance else 0
    parts = [text[:at], text[at:]] if at else [text]
    yield from _lines(parts[0], style, style.indent)
    yield from aside
    if at:
        yield from _lines(parts[1], style, "")


def _cut_point(text: str, rng: random.Random) -> int:
    """A place inside a sentence."""
    for _ in range(20):
        at = rng.randint(8, len(text) - 8)
        if re.match(r"[\u4e00-\u9fff]{2}", text[at - 1 : at + 1]) and not ends_sentence(text[:at]):
            return at
    return 0


def _lines(text: str, style: Style, indent: str) -> Iterator[Printed]:
    """One line, or as many as a column of the style's width needs; no line begins with a closing mark."""
    text = indent + text
    gap = style.gap
    while style.width and len(text) > style.width:
        end = style.width
        while end < len(text) and text[end] in "，。、；：？！”’）》" and end < style.width + 2:
            end += 1
        yield Printed(text[:end], gap)
        text, gap = text[end:], 0
    if text:
        yield Printed(text, gap)


def main() -> int:
    """Writes a folder of pages with their truth."""
    parser = argparse.ArgumentParser(description="Sets known articles as printed pages with exact truth.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", dest="folder", type=Path, default=ROOT / "benchmarks" / "fidelity" / "seen")
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    articles = pool(wanted.folder)
    for number in range(wanted.seed, wanted.seed + wanted.count):
        text, truth = make_page(number, articles)
        (wanted.out / f"set{number}.txt").write_text(text, encoding="utf-8")
        (wanted.out / f"set{number}.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
