"""Groups of lines that are read alike: which there are, and that all of them change together or none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.choose import Readings, Settled, read_page
from clippings.classify.briefs import mark_of, rows_of_items
from clippings.clean import clean
from clippings.groups import groups_of
from clippings.models import Clip as Run
from clippings.models import Line, Role, RoleLine, Story
from clippings.tables import Tables
from tests.conftest import ROOT

T, H, P, C, LI, OP = Role.TITLE, Role.HEADING, Role.PARAGRAPH, Role.COLUMN, Role.ITEM, Role.OPENING  # fmt: skip
TEXT = "今年秋天，镇里把八万亩草场分成三片轮着放牧。"


def story(*lines: tuple[Role, str], start: int = 1) -> Story:
    return Story(
        (Run(tuple(RoleLine(Line(at, text, text, 0), role, "", 1.0) for at, (role, text) in enumerate(lines, start))),)
    )


def whole(lines: list[RoleLine], stories: list[Story]) -> list[dict[int, Role]]:
    """The groups that change all headlines of a row."""
    return [dict(group.roles) for group in groups_of(lines, stories) if group.name == "headlines as headings"]


def found(*lines: tuple[Role, str]) -> dict[str, dict[int, Role]]:
    whole = story(*lines)
    return {group.name: dict(group.roles) for group in groups_of(whole.lines, [whole])}


def test_headings_may_be_headlines_and_the_headline_above_them_a_label() -> None:
    under_label = found((T, "乡村短波"), (H, "甲县：修渠"), (P, TEXT), (H, "乙县：种树"), (P, TEXT))
    assert under_label["headings as headlines"] == {2: T, 4: T, 1: C}
    feature = found((T, "草场轮着歇"), (P, TEXT), (H, "算账"), (P, TEXT), (H, "种草"), (P, TEXT))
    assert feature["headings as headlines"] == {3: T, 5: T}
    assert "headings as headlines" not in found((T, "草场轮着歇"), (P, TEXT), (H, "算账"), (P, TEXT))


def test_headlines_in_a_row_may_be_headings_if_nothing_else_stands_over_the_text() -> None:
    places = ("甲县", "乙县", "丙县", "丁县")
    plain = [story((T, f"{place}种树"), (P, TEXT), start=10 * at) for at, place in enumerate(places)]
    assert whole([], plain) == [{10: H, 20: H, 30: H}]  # of the first of them
    signed = [
        story((T, f"{place}种树"), (Role.BYLINE, "本报记者 李明"), (P, TEXT), start=10 * at)
        for at, place in enumerate(places)
    ]
    assert not list(groups_of([], signed))
    assert whole([], [signed[0], *plain[1:3]]) == [{10: H, 20: H}]


def test_headings_from_one_on_may_be_headlines_and_headlines_up_to_one_headings() -> None:
    places = ("甲县", "乙县", "丙县", "丁县")
    feature = story(
        (T, "草场轮着歇"), (P, TEXT), *(x for place in places[:3] for x in ((H, f"{place}种树"), (P, TEXT)))
    )
    later = [dict(x.roles) for x in groups_of(feature.lines, [feature]) if x.name == "later headings as headlines"]
    assert later == [{5: T, 7: T}, {7: T}]
    plain = [story((T, f"{place}种树"), (P, TEXT), start=10 * at) for at, place in enumerate(places)]
    first = [dict(x.roles) for x in groups_of([], plain) if x.name == "first headlines as headings"]
    assert first == [{10: H}, {10: H, 20: H}]


def test_a_part_in_a_place_that_no_other_names_is_told() -> None:
    own = "大丰县某乡今年种树九千亩。"
    told = story((T, "种树"), (P, TEXT), (H, "算账"), (P, TEXT), (H, "开镰"), (P, own), (H, "种草"), (P, own + TEXT))
    facts = {len(x.roles): x.facts for x in groups_of(told.lines, [told]) if x.name == "later headings as headlines"}
    assert "later headings as headlines, in a place of its own" not in facts[2]  # two parts name it
    alone = story((T, "种树"), (P, TEXT), (H, "算账"), (P, TEXT), (H, "开镰"), (P, own))
    (group,) = [x for x in groups_of(alone.lines, [alone]) if x.name == "later headings as headlines"]
    assert group.facts["later headings as headlines, in a place of its own"] == 1.0


def test_items_may_be_news_and_news_items() -> None:
    items = (C, "简讯"), (LI, "▲甲县某乡今年种树九千亩。"), (LI, "▲乙县某乡修渠十二公里。")
    assert found(*items)["items as news"] == {2: OP, 3: OP}
    news = (C, "简讯"), (OP, "▲甲县某乡今年种树九千亩。"), (OP, "▲乙县某乡修渠十二公里。")
    assert found(*news)["news as items"] == {2: LI, 3: LI}
    assert "items as news" not in found(*news)
    captions = (T, "种树"), (Role.CAPTION, "▲甲县某乡今年种树九千亩。"), (Role.CAPTION, "▲乙县某乡修渠十二公里。")
    assert not found(*captions)


def test_in_a_narrow_column_the_rest_of_an_item_goes_with_it() -> None:
    items = (C, "简讯"), (LI, "▲甲县种树九千亩。"), (LI, "▲乙县某乡修渠"), (LI, "十二公里，通了水。"), (P, "正文另起。")
    assert found(*items)["items as news"] == {2: OP, 3: OP, 4: Role.CONTINUATION}


def test_short_paragraphs_may_be_news_under_a_short_headline_only() -> None:
    assert found((T, "各地要览"), (P, TEXT), (P, TEXT))["paragraphs as news"] == {1: C, 2: OP, 3: OP}
    assert not found((T, "甲县八万亩草场今年分成三片轮着放牧"), (P, TEXT), (P, TEXT))
    assert not found((T, "各地要览"), (P, TEXT * 12), (P, TEXT))


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (["简讯", "▲甲县种树。", "▲乙县修渠。"], [[1, 2]]),
        (["⊙甲县种树，今年", "已有九千亩。", "⊙乙县修渠。", "正文。"], [[0, 2]]),
        (["■小标题", "△甲县种树。", "△乙县修渠。"], [[1, 2]]),
        (["▲甲县种树。", "△乙县修渠。"], []),
        (["▲甲县种树。", "他说。", "▲乙县修渠。"], []),
        (["◆只有一条。"], []),
    ],
)
def test_a_row_of_items_begins_with_one_mark_and_each_is_a_sentence(lines: list[str], rows: list[list[int]]) -> None:
    assert [row for row, _ in rows_of_items(lines)] == rows


@pytest.mark.parametrize("mark", list("▲◎⊙▷※·•★"))
def test_what_marks_an_item(mark: str) -> None:
    assert mark_of(f"{mark}甲县") == mark


@pytest.mark.parametrize(
    "text",
    [
        "",
        "甲县",
        "→返回",
        "↑返回",
        "➤更多",
        "☞更多",
        "＋更多",
        "＞更多",
        "©2018",
        "℃",
        "｜",
        "～",
        "+更多",
        "（一）",
        "①甲县",
        "“甲县”",
        "——甲县",
        "<甲县",
        "~甲县",
    ],
)
def test_what_marks_none(text: str) -> None:
    assert mark_of(text) == ""


@given(st.lists(st.text("▲△甲。乙", max_size=6), max_size=30))
def test_no_line_begins_two_items(lines: list[str]) -> None:
    begins = [at for row, _ in rows_of_items(lines) for at in row]
    assert begins == sorted(set(begins))


PAGES = sorted((ROOT / "benchmarks" / "fidelity" / "seen").glob("c[ab]*.txt"))


def test_a_group_is_chosen_as_a_whole_or_not_at_all(tables: Tables) -> None:
    calm = replace(tables, choice={"constant": 0.0}, doubtful={})
    tried = 0
    for path in PAGES:
        lines = clean(path.read_text(encoding="utf-8"))
        page = Readings(lines, calm)
        first = page.first()
        for group in page.groups(first)[:1]:
            eager = replace(tables, choice={group.name: 9.0}, doubtful={})
            kept = read_page(lines, eager).kept
            own = next(x for x in page.groups(first) if x.name == group.name)
            assert own.roles.items() <= kept.items() or not own.roles.keys() & kept.keys()
            tried += own.roles.items() <= kept.items()
        assert read_page(lines, calm).lines == first.lines
    assert tried >= 3


def test_no_line_of_a_group_that_an_editor_has_settled_is_tried(tables: Tables) -> None:
    eager = replace(tables, choice={}, doubtful={})
    tried = 0
    for path in PAGES:
        lines = clean(path.read_text(encoding="utf-8"))
        page = Readings(lines, eager)
        for group in page.groups(page.first())[:1]:
            number = next(iter(group.roles))
            now = {item.line.number: item.role for item in page.first().lines}
            settled = Readings(lines, eager, Settled(roles={number: now[number]}))
            assert all(number not in other.roles for other in settled.groups(settled.first()))
            tried += 1
    assert tried >= 3
