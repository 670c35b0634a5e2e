"""Cleaning restores the marks a scrape folded, and nothing else; twice is the same as once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.clean import clean
from clippings.text import squeeze
from clippings.width import restore_width
from tests.conftest import Convert

WIDENED = [
    ("近年来,全区(含县)共有5,000人:干部!", "近年来，全区（含县）共有5,000人：干部！"),
    ("17:15来源:大西北网", "17:15来源：大西北网"),
    ("降至5.62%,年底", "降至5.62%，年底"),
    ("《通知》(修订),见第(三)条;是吗?", "《通知》（修订），见第（三）条；是吗？"),
    ("“好!”他说", "“好！”他说"),
]
SPARED = ["3:2", "1,234.5", "10:14:37", "http://a.cn/x?q=1,2", "he said, ok!", "f(x)", "A,B;C"]


@pytest.mark.parametrize(("before", "after"), WIDENED)
def test_marks_next_to_chinese_become_full_width(before: str, after: str) -> None:
    assert restore_width(before) == after


@pytest.mark.parametrize("text", SPARED)
def test_marks_in_numbers_times_addresses_and_latin_stay(text: str) -> None:
    assert restore_width(text) == text


def test_the_setting_turns_it_off(convert: Convert) -> None:
    text = "某县春耕开始\n\n本报讯 近日,某县春耕全面开始,农民忙在田间(见图)。\n"
    off, on = convert(text, full_width=False), convert(text)
    assert off.articles[0].body[0].text == "近日,某县春耕全面开始,农民忙在田间(见图)。"
    assert on.articles[0].body[0].text == "近日，某县春耕全面开始，农民忙在田间（见图）。"
    assert [a.title for a in off.articles] == [a.title for a in on.articles]


@given(st.text(alphabet="中文字,:;?!()（）“”1a .\n#*\u3000\u200b>"))
def test_cleaning_comes_to_rest(text: str) -> None:
    once = clean(text)
    again = clean("\n".join(line.text for line in once))
    assert [restore_width(line.text) for line in once] == [line.text for line in once]
    assert len(again) <= len(once)


@given(st.text())
def test_every_line_that_shows_something_is_kept(text: str) -> None:
    lines = clean(text)
    assert all(squeeze(line.text) for line in lines)
    assert [line.number for line in lines] == sorted({line.number for line in lines})


def test_entities_inside_entities_and_rows_of_tables_come_to_rest() -> None:
    (line,) = clean("&amp;nbsp;西江&amp;gt;要闻 &amp;#8203;正文")
    assert line.text == "西江>要闻 正文"
    (row,) = clean("| # 3路 | 槐荫大道 |  | 北京路 |")
    assert clean(row.text)[0].text == row.text == "3路 槐荫大道 北京路"
