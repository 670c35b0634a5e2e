"""What texts are about: near where they tell of one thing in other words, and what is made of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.choose import Settled, read_page
from clippings.classify import look_over, see
from clippings.classify.look import look_at_all, subjects_of_page
from clippings.clean import clean
from clippings.concord import Concord
from clippings.models import ClippingsError, Role, Story
from clippings.script import to_traditional
from clippings.subjects import NO_SUBJECTS, PageSubjects, Subjects, directions_of
from clippings.tables import Tables, load_tables
from tests.conftest import ROOT

WATER = "因主管网抢修，县城东片将停水十二小时，请居民提前储水，供水公司的抢修队连夜更换了爆裂的管道。"
PIPES = "自来水厂昨日开始检修泵房，用户水压偏低，维修人员说，管网改造完工以后供水会稳定下来。"
SCHOOL = "开学第一天，学生们领到了新课本，老师带着孩子们认识校园，食堂为住校生准备了热饭。"
WHEAT = "麦收时节，农机手开着收割机下地，合作社把小麦烘干入仓，农民算了算，亩产比去年多了六十斤。"


def near(one: str, two: str, page: tuple[str, ...], tables: Tables) -> float:
    rows = directions_of([one, two, *page], tables.subjects)
    apart = PageSubjects(list(rows), [len(text) for text in (one, two, *page)]).apart(rows)
    return float(apart[0] @ apart[1])


def test_texts_of_one_subject_are_nearer_than_texts_of_two(tables: Tables) -> None:
    assert near(WATER, PIPES, (SCHOOL, WHEAT), tables) > 0.2
    assert near(WATER, SCHOOL, (PIPES, WHEAT), tables) < 0
    assert near(WHEAT, SCHOOL, (PIPES, WATER), tables) < 0


def test_traditional_script_is_about_the_same(tables: Tables) -> None:
    plain, other = (look_at_all(clean(text), tables) for text in (WATER, to_traditional(WATER)))
    assert (plain[0].direction == other[0].direction).mean() > 0.9


@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_text_has_a_direction_of_numbers(texts: list[str]) -> None:
    known = Subjects(np.array([(ord("停") << 21) | ord("水")]), np.array([[3, -4]], np.int8))
    for subjects in (known, NO_SUBJECTS):
        rows = directions_of([*texts, "停水", ""], subjects)
        assert rows.shape[0] == len(texts) + 2
        assert np.isfinite(PageSubjects(list(rows), [len(text) for text in (*texts, "停水", "")]).apart(rows)).all()


def test_a_pair_stands_inside_one_text_only() -> None:
    known = Subjects(np.array([(ord("停") << 21) | ord("水")]), np.array([[3, -4]], np.int8))
    assert directions_of(["停", "水", "停水停水", "停，水"], known).tolist() == [[0, 0], [0, 0], [6, -8], [0, 0]]


def test_a_line_between_two_subjects_is_told_from_one_inside_a_story(tables: Tables) -> None:
    def told(below: str) -> int:
        text = f"县城东片停水\n{WATER}\n昨天的消息\n{below}\n麦收开镰\n{WHEAT}\n新学期\n{SCHOOL}\n"
        looks = see(look_over(clean(text), tables), tables).looks
        between = next(look for look in looks if look.line.text == "昨天的消息")
        return next(int(name.removeprefix("about ")) for name in between.features if name.startswith("about "))

    assert told(PIPES) > told(SCHOOL.replace("开学第一天", "上午"))


def test_stories_that_were_mixed_are_less_of_one_subject(tables: Tables) -> None:
    def traits(*stories: tuple[str, str, str]) -> dict[str, float]:
        lines = clean("".join(f"{title}\n{first}\n{second}\n" for title, first, second in stories))
        roles = {line.number: (Role.TITLE, Role.PARAGRAPH, Role.PARAGRAPH)[at % 3] for at, line in enumerate(lines)}
        read = read_page(lines, tables, Settled(roles=roles, starts=frozenset(line.number for line in lines[::3])))
        assert len(read.stories) == len(stories)
        return Concord(subjects_of_page(look_at_all(lines, tables))).traits(read.stories)

    right = traits(("县城东片停水", WATER, PIPES), ("学生领到新课本", SCHOOL, SCHOOL.replace("开学第一天", "上午")))
    mixed = traits(("县城东片停水", WATER, SCHOOL), ("学生领到新课本", PIPES, SCHOOL.replace("开学第一天", "上午")))
    assert right["paragraphs by subject"] > mixed["paragraphs by subject"]
    assert right["headlines by subject"] > mixed["headlines by subject"]
    assert right["paragraphs on another subject"] < mixed["paragraphs on another subject"]


def test_a_page_without_stories_has_no_traits_of_them(tables: Tables) -> None:
    page = subjects_of_page(look_at_all(clean(WATER), tables))
    assert not any(Concord(page).traits(()).values())
    assert not any(Concord(page).traits([Story(())]).values())


def _too_few(arrays: dict[str, Any]) -> None:
    arrays["directions"] = arrays["directions"][:-1]


def _out_of_order(arrays: dict[str, Any]) -> None:
    arrays["pairs"] = arrays["pairs"][::-1]


def _no_whole_numbers(arrays: dict[str, Any]) -> None:
    arrays["directions"] = arrays["directions"] / 2


def _lacking(arrays: dict[str, Any]) -> None:
    del arrays["pairs"]


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (_too_few, "do not fit"),
        (_out_of_order, "do not fit"),
        (_no_whole_numbers, "do not fit"),
        (_lacking, "subjects.npz: cannot be read"),
    ],
)
def test_a_bad_file_of_subjects_is_refused(spoil: Callable[[dict[str, Any]], None], fault: str, tmp_path: Path) -> None:
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    with np.load(data / "subjects.npz") as file:
        arrays = dict(file)
    spoil(arrays)
    np.savez(data / "subjects.npz", **arrays)
    with pytest.raises(ClippingsError, match=fault):
        load_tables(data)


@pytest.mark.parametrize("text", ["", "　　\n", "&nbsp;\n&nbsp;", "12:30\n", "only Latin words here.\n"])
def test_a_page_that_is_about_nothing_is_read(text: str, tables: Tables) -> None:
    lines = clean(text)
    assert [item.line for item in read_page(lines, tables).lines] == list(lines)
