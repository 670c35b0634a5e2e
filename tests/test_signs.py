"""Signs: the sieve holds back only what cannot match, and no pattern runs away on a nasty line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.patterns import firsts, lengths, needs
from clippings.signs import Sign
from clippings.tables import load_tables
from tests.conftest import ROOT

TABLES = load_tables(ROOT / "data")
LINES = [line for sign in TABLES.signs for line in (*sign.finds, *sign.spares)]


@given(
    st.one_of(
        st.sampled_from(LINES),
        st.text(st.sampled_from("本报讯记者张三，。：（）>| 0123版来源月日A-·★“”打印分享摄图"), min_size=1),
    )
)
def test_the_sieve_finds_what_trying_every_sign_finds(line: str) -> None:
    line = line.strip()
    if line:
        sieved = [sign.name for sign in TABLES.sieve.found_in(line, is_long=False)]
        assert sieved == [sign.name for sign in TABLES.signs if sign.found_in(line)]


PROSE = "今年以来，全县各乡镇组织党员干部走村入户，帮助群众解决急难愁盼的事情，村民们说日子有了盼头，干活也有了劲头，年底还要再加一把劲。"


@given(st.sampled_from(LINES), st.sampled_from(["", "　", PROSE, PROSE[:40]]))
def test_the_sieve_finds_in_a_long_line_what_trying_every_sign_does(line: str, rest: str) -> None:
    for text in ((PROSE + rest + line).strip(), (line.strip() + PROSE + rest).strip()):
        sieved = [sign.name for sign in TABLES.sieve.found_in(text, is_long=True)]
        assert sieved == [sign.name for sign in TABLES.signs if sign.long and sign.found_in(text)]


def test_the_sieve_spares_work() -> None:
    tried = sum(len(list(TABLES.sieve.candidates(line, is_long=False))) for line in LINES)
    assert tried * 25 < len(LINES) * len(TABLES.signs)


@pytest.mark.parametrize(
    ("pattern", "char", "may"),
    [
        ("^(编辑|责编)", "责", True),
        ("^(编辑|责编)", "辑", False),
        (r"^\s?\d+页", "3", True),
        (r"^[一-三]页", "页", False),
        ("^(?=.{3}$)[^，]", "x", True),
        ("^(?:a|b)?c", "c", True),
        ("^(?:a|b)?c", "d", False),
    ],
)
def test_a_pattern_may_begin_only_with_what_it_says(pattern: str, char: str, may: bool) -> None:
    ranges = firsts(pattern, anywhere=False)
    assert any(low <= char <= high for low, high in ranges) is may


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("^a(?:b|c)d?$", {"ab", "ac"}),
        ("^[xy]{2}.*", {"x", "y"}),
        ("^(?:x|y*)$", set()),
        (".*[a-e]", set("abcde")),
        ("^(?!q).", set()),
        ("^(?=.*x)y?", {"x"}),
        (r"^[版板]\s?权(?:所有|声明)", {"权所有", "权声明"}),
        (r"^(?:\S{0,4}记者|编(?:辑|者))\s", {"记者", "编辑", "编者"}),
        ("甲?乙", {"乙"}),
        (r"(?:甲|\d+)乙丙", {"乙丙"}),
        ("(?i)page", set()),
    ],
)
def test_words_of_which_a_pattern_needs_one(pattern: str, needed: set[str]) -> None:
    assert needs(pattern) == needed


def test_spaces_of_every_sort_are_spaces() -> None:
    spaces = needs(r"^\s+$")
    assert {" ", "\u3000", "\xa0"} <= spaces
    assert "一" not in spaces


@pytest.mark.parametrize(
    ("pattern", "low", "high"),
    [
        ("^ab?c$", 2, 3),
        ("^ab?c", 2, None),
        ("^(?=.{3,9}$).*x", 3, 9),
        ("^(?=.{3,9}$)x{1,5}$", 3, 5),
        ("^(?!.{3,9}$)x+$", 1, None),
    ],
)
def test_how_long_a_line_a_pattern_takes(pattern: str, low: int, high: int | None) -> None:
    assert lengths(pattern, anywhere=False) == (low, high)


@pytest.mark.parametrize("sign", TABLES.signs, ids=lambda sign: sign.name)
@pytest.mark.parametrize("end", ["", "村", "嗨。", "）"])
def test_no_pattern_runs_away(sign: Sign, end: str) -> None:
    """A pattern that tries every way to part a run of digits or bars would never come back."""
    for piece in (
        "6",
        "66 ",
        "| ",
        "A+ ",
        "分享 ",
        "（1）",
        "> ",
        "首页>",
        "张三 ",
        "，",
        "[1]",
        "1月",
        "： ",
        "来源：",
        "一",
        "- ",
    ):
        assert sign.found_in((piece * 60)[:60] + end) in (True, False)
