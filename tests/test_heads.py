"""Heads of several lines: which line is kicker, headline and subtitle is weighed for the head as a whole."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sized

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.classify import look_over, see
from clippings.classify.heads import BUILDS, LETTERS, facts_of, heads_of, settled_heads
from clippings.clean import clean
from clippings.models import PageKind, Role
from clippings.tables import Tables, Weights

ROLES = {letter: role for role, letter in LETTERS.items()}
TEXT = "本报讯（记者 张小明）近日，{0}的群众在田里忙着收割，今年的收成比去年多了两成，合作社的仓库堆满了粮食。\n{0}的干部说，明年还要再扩种三千亩，让更多的农户在家门口有活干。\n"


def _level(lines: Sized) -> Weights:
    """No role of any line is behind another."""
    return np.zeros((len(lines), len(Role)))


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
            facts = facts_of(head, sight.looks, [0.9] * len(lines), _level(lines), Counter(), PageKind.PRINT)
            assert tuple(facts) == builds
            for one, two in itertools.combinations(facts.values(), 2):
                assert one != two


def test_what_an_editor_settled_stays_and_so_does_a_page_without_weights(tables: Tables) -> None:
    lines = clean("南康市\n家具厂设“夫妻房”\n\n" + TEXT.format("南康"))
    looks = see(look_over(lines, tables), tables).looks
    for build, best in itertools.product(BUILDS[2], BUILDS[2]):
        roles = [ROLES[letter] for letter in build] + [Role.OPENING, Role.PARAGRAPH]
        weights = {(best, "on a print page"): 9.0}
        assert settled_heads(looks, roles, [0.1] * 4, _level(roles), PageKind.PRINT, (), {}) == (roles, {})
        for settled in (0, 1):
            built, changed = settled_heads(
                looks, roles, [0.1] * 4, _level(roles), PageKind.PRINT, {lines[settled].number}, weights
            )
            assert built[settled] is roles[settled]
            assert {at for at, role in enumerate(built) if role is not roles[at]} == changed.keys()
            if best[settled] == build[settled]:
                assert [LETTERS[role] for role in built[:2]] == list(best)


@pytest.mark.parametrize(
    ("weight", "builds"),
    [(("page", "built so"), ["TS", "TS", "TS", "TS"]), (("head", "as read"), ["TS", "TS", "TS", "KT"])],
)
def test_a_head_may_be_built_as_the_page_builds_its_heads(
    weight: tuple[str, str], builds: list[str], tables: Tables
) -> None:
    stories = [
        f"{place}粮食归仓\n{place}见闻\n" + TEXT.format(place) for place in ("东山镇", "西河镇", "南坪镇", "北营镇")
    ]
    looks = see(look_over(clean("\n".join(stories)), tables), tables).looks
    roles = [
        role
        for build in ("TS", "TS", "TS", "KT")
        for role in (*(ROLES[letter] for letter in build), Role.OPENING, Role.PARAGRAPH)
    ]
    built, _ = settled_heads(looks, roles, [2.0] * len(roles), _level(roles), PageKind.PRINT, (), {weight: 9.0})
    assert [head.build for head in heads_of(built)] == builds


def test_every_weight_is_of_a_build_and_every_kind_of_fact_has_one(tables: Tables) -> None:
    known = {"head", "page", *itertools.chain(*BUILDS.values()), *ROLES}
    known |= {build[at : at + 2] for builds in BUILDS.values() for build in builds for at in range(len(build) - 1)}
    assert {build for build, _ in tables.heads} <= known
    assert {("head", "as read"), ("page", "built so"), ("page", "a kicker"), ("K", "read as K")} <= tables.heads.keys()
