"""Choosing among readings: what is tried, what an editor has settled, and what the traits of a page say."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from clippings import choose, pipeline
from clippings.choose import Readings, Settled, read_page
from clippings.classify.look import look_at_all, subjects_of_page
from clippings.clean import clean
from clippings.models import LEFT_OUT_ROLES, Line, Role
from clippings.odds import weighed
from clippings.pipeline import Settings
from clippings.tables import Tables, load_tables
from clippings.traits import Compared
from tests.conftest import ROOT

EAGER = {"another role": 5.0}  # any role that was nearly chosen is taken
SEEN = ROOT / "benchmarks" / "fidelity" / "seen"
PAGES = sorted(SEEN.glob("[hin][ab]*.txt")) + sorted(ROOT.glob("seeds/*.txt"))
NEWS = """\
草场轮着歇
本报讯（记者 李明）10月18日，柯柯镇的牧民把草场围了起来，一年不让羊进去。
镇里算账：草场轮着歇，羊少养三成，每只羊的钱反倒多挣六十块。

图书馆延长开放
本报讯（记者 王芳）11月1日起，州图书馆的开放时间延长到晚上八点半。
读者说，下班以后也能来图书馆看书了。
"""


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_line_of_a_page_is_in_the_chosen_reading(path: Path, tables: Tables) -> None:
    lines = clean(path.read_text(encoding="utf-8"))
    for weights in (tables.choice, EAGER):
        reading = read_page(lines, replace(tables, choice=weights, doubtful={}))
        assert [item.line for item in reading.lines] == list(lines)
        told = [item.line.number for story in reading.stories for item in story.lines]
        assert len(told) == len(set(told))
        assert set(told) == {item.line.number for item in reading.lines if item.role not in LEFT_OUT_ROLES}


def test_a_page_is_read_again_where_it_is_doubtful(tables: Tables) -> None:
    for path in PAGES[:12]:
        lines = clean(path.read_text(encoding="utf-8"))
        eager, calm, alarmed = (
            replace(tables, choice=EAGER, doubtful=doubtful) for doubtful in ({}, {"constant": -9.0}, {"constant": 9.0})
        )
        assert read_page(lines, calm).lines == Readings(lines, tables).first().lines
        assert read_page(lines, alarmed).lines == read_page(lines, eager).lines


def test_a_role_that_was_chosen_for_its_page_says_so(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def eager(folder: Path) -> Tables:
        return replace(load_tables(folder), choice=EAGER, doubtful={})

    monkeypatch.setattr(pipeline, "load_tables", eager)
    path = next(p for p in PAGES if read_page(clean(p.read_text(encoding="utf-8")), eager(settings.data)).kept)
    shutil.copy(path, settings.seeds / "a.txt")
    kept = read_page(clean(path.read_text(encoding="utf-8")), eager(settings.data)).kept
    said = {int(line.split()[0]) for line in pipeline.explain(settings, "a") if ", chosen " in line}
    assert said == kept.keys()


def test_some_pages_are_worth_a_second_look_and_some_are_not(tables: Tables) -> None:
    first = {path: Readings(clean(path.read_text(encoding="utf-8")), tables) for path in PAGES}
    looked = [
        weighed(page.facts(page.first()), tables.doubtful) > choose.DOUBTFUL
        for page in first.values()
        if page.first().rivals
    ]
    assert tables.doubtful and any(looked) and not all(looked)


def test_what_was_tried_and_kept_is_what_the_line_is(tables: Tables) -> None:
    changed = 0
    for path in PAGES:
        reading = read_page(clean(path.read_text(encoding="utf-8")), replace(tables, choice=EAGER, doubtful={}))
        roles = {item.line.number: item.role for item in reading.lines}
        assert all(roles[number] is role for number, role in reading.kept.items())
        changed += bool(reading.kept)
    assert changed, "there is something to choose on one of these pages"


def test_what_an_editor_has_settled_is_not_tried(tables: Tables) -> None:
    tried = 0
    for path in PAGES:
        lines = clean(path.read_text(encoding="utf-8"))
        first = Readings(lines, tables).first()
        settled = {rival.number: Role.PARAGRAPH for rival in first.rivals[:1]}
        tried += len(settled)
        reading = read_page(lines, replace(tables, choice=EAGER, doubtful={}), Settled(roles=settled))
        assert not settled.keys() & reading.kept.keys()
        assert all(item.role is Role.PARAGRAPH for item in reading.lines if item.line.number in settled)
    assert tried


def test_a_line_that_an_editor_lets_a_story_begin_with_is_not_tried_as_furniture(tables: Tables) -> None:
    furniture = 0
    for path in PAGES:
        lines = clean(path.read_text(encoding="utf-8"))
        readings = Readings(lines, tables)
        first = readings.first()
        kept = {item.line.number for item in first.lines if item.role not in LEFT_OUT_ROLES}
        for other in readings.others(first):
            gone = kept & {item.line.number for item in other.reading.lines if item.role in LEFT_OUT_ROLES}
            furniture += bool(gone)
            for start in sorted(gone)[:1]:
                pinned = Readings(lines, tables, Settled(starts=frozenset({start})))
                for again in pinned.others(pinned.first()):
                    roles = {item.line.number: item.role for item in again.reading.lines}
                    assert roles[start] not in LEFT_OUT_ROLES
    assert furniture


def test_every_trait_that_was_learned_is_seen(tables: Tables) -> None:
    seen: set[str] = set()
    everything = replace(tables, choice={})
    for path in (*PAGES, *sorted(SEEN.glob("c[ab]*.txt"))):
        readings = Readings(clean(path.read_text(encoding="utf-8")), everything)
        for other in readings.others(readings.first()):
            seen |= other.more.keys()
    rare = {"kicker over no headline", "begins in the middle"}
    assert {
        name for name in tables.choice.keys() - seen - rare if not name.startswith(("items as", "news as"))
    } == set()


def test_without_what_was_learned_a_page_is_read_once(tables: Tables) -> None:
    for path in PAGES:
        lines = clean(path.read_text(encoding="utf-8"))
        assert read_page(lines, replace(tables, choice={})).lines == Readings(lines, tables).first().lines


def test_a_long_text_is_read_once(tables: Tables) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in PAGES)
    assert not read_page(clean(text * 3), replace(tables, choice=EAGER, doubtful={})).kept


def traits(text: str, tables: Tables, roles: dict[int, Role] | None = None) -> dict[str, float]:
    lines: tuple[Line, ...] = tuple(clean(text))
    reading = read_page(lines, replace(tables, choice={}), Settled(roles=roles or {}))
    page = subjects_of_page(look_at_all(lines, tables))
    return Compared(lines, page).traits(reading.lines, reading.stories)


def test_a_headline_over_another_text_is_seen(tables: Tables) -> None:
    right = traits(NEWS, tables)
    swapped = traits(
        NEWS.replace("草场轮着歇\n", "甲\n", 1)
        .replace("图书馆延长开放\n", "草场轮着歇\n", 1)
        .replace("甲\n", "图书馆延长开放\n", 1),
        tables,
    )
    assert right["headline in its text"] > swapped["headline in its text"]
    assert right["headline ahead of other texts"] > 0 > swapped["headline ahead of other texts"]


def test_a_headline_without_text_and_a_text_that_breaks_off_are_seen(tables: Tables) -> None:
    whole, bare = traits(NEWS, tables), traits(NEWS + "\n全州迎来入冬首场降雪\n", tables, {9: Role.TITLE})
    assert (whole["without text"], bare["without text"]) == (0, 1)
    broken = traits(NEWS.rstrip("。\n") + "，他", tables, {7: Role.PARAGRAPH})
    assert (whole["breaks off"], broken["breaks off"]) == (0, 1)


def test_a_paragraph_in_the_wrong_story_is_seen(tables: Tables) -> None:
    lines = NEWS.split("\n")
    lines[2], lines[6] = lines[6], lines[2]
    right, swapped = traits(NEWS, tables), traits("\n".join(lines), tables)
    assert right["halves alike"] > swapped["halves alike"]
    assert right["paragraphs closer to another"] < swapped["paragraphs closer to another"]
