"""Heads of several lines: which line is kicker, headline and subtitle is weighed for the head as a whole."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.classify import look_over, see
from clippings.classify.heads import BUILDS, LETTERS, facts_of, heads_of, settled_heads
from clippings.clean import clean
from clippings.models import PageKind, Role
from clippings.tables import Tables
from tests.conftest import Convert

ROLES = {letter: role for role, letter in LETTERS.items()}
TEXT = "本报讯（记者 张小明）近日，{0}的群众在田里忙着收割，今年的收成比去年多了两成，合作社的仓库堆满了粮食。\n{0}的干部说，明年还要再扩种三千亩，让更多的农户在家门口有活干。\n"


@pytest.mark.parametrize(
    ("roles", "builds"),
    [
        ("KT-KTS-T", [(0, "KT"), (3, "KTS"), (7, "T")]),
        ("TMSTT", [(0, "TMS"), (3, "T"), (4, "T")]),
        ("KKT", [(0, "KKT")]),
        ("---", []),
    ],
)
def test_a_head_ends_where_the_next_begins(roles: str, builds: list[tuple[int, str]]) -> None:
    assert heads_of([ROLES.get(letter, Role.PARAGRAPH) for letter in roles]) == builds


@given(st.lists(st.sampled_from([*LETTERS, Role.PARAGRAPH, Role.BYLINE]), max_size=30))
def test_every_line_of_a_head_is_in_one_head_and_no_other_line_is(roles: list[Role]) -> None:
    heads = heads_of(roles)
    covered = [at for head in heads for at in range(head.start, head.start + len(head.build))]
    assert covered == [at for at, role in enumerate(roles) if role in LETTERS]
    assert "".join(head.build for head in heads) == "".join(LETTERS[role] for role in roles if role in LETTERS)


def test_every_way_to_build_a_head_is_weighed_with_facts_of_its_own(tables: Tables) -> None:
    lines = clean("南康市\n家具厂设“夫妻房”\n留住打工人\n\n" + TEXT.format("南康"))
    sight = see(look_over(lines, tables), tables)
    for size, builds in BUILDS.items():
        for build in builds:
            head = (*heads_of([ROLES[letter] for letter in build]),)[0] if size < 4 else None
            if head is None:
                continue
            facts = facts_of(head, sight.looks, [0.9] * len(lines), Counter(), PageKind.PRINT)
            assert tuple(facts) == builds
            for one, two in itertools.combinations(facts.values(), 2):
                assert one != two


def test_what_an_editor_settled_stays_and_so_does_a_page_without_weights(tables: Tables) -> None:
    lines = clean("南康市\n家具厂设“夫妻房”\n\n" + TEXT.format("南康"))
    sight = see(look_over(lines, tables), tables)
    for build in BUILDS[2]:
        roles = [ROLES[letter] for letter in build] + [Role.OPENING, Role.PARAGRAPH]
        given_weights = (sight.looks, roles, [0.1] * 4, sight.kind)
        assert settled_heads(*given_weights, {lines[0].number}, tables.heads) == (roles, {})
        assert settled_heads(*given_weights, (), {}) == (roles, {})
        built, changed = settled_heads(*given_weights, (), tables.heads)
        assert {at for at, (one, two) in enumerate(zip(roles, built, strict=True)) if one is not two} == changed.keys()


def _page(heads: Sequence[tuple[str, ...]]) -> str:
    stories = "\n".join(
        "\n".join(head) + "\n" + TEXT.format(place)
        for head, place in zip(heads, ["东山镇", "西河镇", "南坪镇", "北营镇"], strict=False)
    )
    return "某县日报 2019年10月5日 星期六 第3版\n\n" + stories


def test_a_head_is_built_as_the_page_builds_its_heads(convert: Convert) -> None:
    """The same two lines are kicker and headline among such, and headline and subtitle among such."""
    doubtful = ("合作社帮农户卖粮", "三百户农家增收")
    kicked = [("东山镇：", "秋粮归仓人欢笑"), ("西河镇：", "田里响起收割机"), ("南坪镇：", "粮仓堆满金稻谷"), doubtful]
    dashed = [
        ("秋粮归仓人欢笑", "——东山镇见闻"),
        ("田里响起收割机", "——西河镇见闻"),
        ("粮仓堆满金稻谷", "——南坪镇见闻"),
        doubtful,
    ]
    for heads, field in ((kicked, "kicker"), (dashed, "subtitle")):
        told = [getattr(article, field) for article in convert(_page(heads)).articles]
        assert all(told[:3]), (field, told)
