"""Narrow columns without indents, and long pages: what is seen of their lines, and that it takes no more than its share."""

from __future__ import annotations

import tracemalloc

from clippings.classify import look_over
from clippings.classify.credits import see_credits
from clippings.classify.look import Look
from clippings.classify.measure import see_setting
from clippings.classify.runs import see_cohesion
from clippings.classify.told import see_told
from clippings.clean import clean
from clippings.tables import Tables

COLUMN = """草场轮着歇
本报讯（记者 桑吉）九月的
草场上，牧民旦增正把羊群
往山腰赶。今年村里把八万
亩草场分成三片，轮着放牧，
歇下来的那一片补种了披碱
草和燕麦，秋天割下来存进
新修的棚子里。
说起轮牧，老党员尼玛
一肚子的话。头一年没有几
户愿意，他领着儿子先把自
家的牛羊赶了出去。第二年
开春，歇过的草场草长得齐
膝高，乡亲们才服了气。
九月十二日，牧民在草
场上打捆装车，为过冬的牛
羊备料。 王效平 摄
"""


def features(text: str, tables: Tables) -> list[Look]:
    looks = look_over(clean(text), tables)
    for look in looks:
        look.features.clear()
    see_setting(looks)
    see_credits(looks)
    return looks


def test_the_first_line_of_a_paragraph_lacks_its_indent(tables: Tables) -> None:
    looks = features(COLUMN, tables)
    first, second = looks[8], looks[9]
    assert first.shape.startswith("说起轮牧")
    assert "over-full, +2" in first.features
    assert "over-full, +2" not in second.features
    ends = looks[7]
    assert ends.shape == "新修的棚子里。"
    assert not any(feature.startswith("over-full") for feature in ends.features)


def test_the_lines_above_a_credit_are_marked_and_no_others(tables: Tables) -> None:
    marked = {
        look.shape: [f for f in look.features if f.startswith("above a credit")] for look in features(COLUMN, tables)
    }
    assert marked["场上打捆装车，为过冬的牛"][0] == "above a credit 1"
    assert marked["九月十二日，牧民在草"][0] == "above a credit 2"
    assert "above a credit, a day first" in marked["九月十二日，牧民在草"]
    assert "above a credit, below broken text" not in marked["九月十二日，牧民在草"]
    far = [shape for shape, found in marked.items() if found and int(found[0][-1]) > 6]
    assert not far
    assert sum(1 for found in marked.values() if found) <= 6


def test_captions_below_each_other_are_marked_once(tables: Tables) -> None:
    looks = features(
        COLUMN.replace("羊备料。 王效平 摄", "羊备料。 王效平 摄\n草料入库。 李 岩 摄\n牛羊入圈。 张 三 摄"), tables
    )
    assert all(sum(f.startswith("leads") for f in look.features) <= 1 for look in looks)


def page(paragraphs: int, tables: Tables) -> list[Look]:
    """A page of so many paragraphs, each of its own words, each below a headline."""
    lines = []
    for at in range(paragraphs):
        own = "".join(chr(0x4E00 + (at * 61 + step * 7) % 20000) for step in range(90))
        lines += [f"{own[:9]}", f"{own}。"]
    return look_over(clean("\n\n".join(lines)), tables)


def test_a_page_twice_as_long_takes_no_more_than_twice_the_memory(tables: Tables) -> None:
    peaks = []
    for paragraphs in (400, 800):
        looks = page(paragraphs, tables)
        tracemalloc.start()
        see_cohesion(looks)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 3 * peaks[0]


def test_a_web_page_without_text_tells_nothing(tables: Tables) -> None:
    looks = look_over(clean("\n".join(f"标题甲乙丙{at}" for at in range(50))), tables)
    see_told(looks)
    assert not any("told" in feature for look in looks for feature in look.features)
