"""How lines are worded: furniture that no pattern knows is told by its words, and body lines with such words stay."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.lines import single_lines
from clippings.classify.look import look_at_all
from clippings.classify.wording import pieces, read_wording
from clippings.clean import clean
from clippings.models import SORTS, Role
from clippings.tables import Tables, Wording
from tests.conftest import ROOT, Convert

PAGE = (
    "首页 > 要闻 > 正文\n\n{above}\n\n羊肚菌种到果树下\n\n2021-04-06 09:12 来源：秦岭日报\n\n"
    "清明刚过，留坝县的苹果园里撑起一排排黑色的遮阳网，网下的羊肚菌一簇挨着一簇。\n\n{inside}\n\n"
    "种菌的老何说，果树歇着的时候地不歇，一亩菌顶得上三亩果。\n\n（责任编辑：常青）\n\n{below}\n"
)


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("above", "新版客户端上线，立即体验"),
        ("above", "您有一条新的消息 点击查看"),
        ("above", "本站全新改版 欢迎提出宝贵意见"),
        ("below", "戳右下角“在看”，把这份鲜味转给朋友"),
        ("below", "更多乡村好故事，请到应用商店搜索下载"),
        ("below", "登录之后才能发表您的看法"),
    ],
)
def test_furniture_in_words_that_no_pattern_has(where: str, line: str, convert: Convert, tables: Tables) -> None:
    parts = {"above": "", "inside": "", "below": ""} | {where: line}
    page = convert(PAGE.format(**parts))
    (article,) = page.articles
    assert article.title == "羊肚菌种到果树下"
    assert line not in [block.text for block in article.body]
    assert line in [left.line.text for left in page.ledger]  # it stands in the ledger


@pytest.mark.parametrize(
    "line",
    [
        "“扫一下墙上的码，价钱、斤两、谁种的，全都看得见。”老何的女儿说。",
        "村里给每户发了一张登记表，打印、盖章、存档，一样不少。",
        "今年开园那天，直播间里有三千多人点击下单，菌子两小时卖完。",
    ],
)
def test_text_with_such_words_stays(line: str, convert: Convert) -> None:
    (article,) = convert(PAGE.format(above="", inside=line, below="")).articles
    assert line in [block.text for block in article.body]


def test_single_lines_are_of_all_sorts_and_told_by_their_words(tables: Tables) -> None:
    """They were learned from: this says that the table in use holds what they teach, not how well it does elsewhere."""
    found = [(line, look) for line in single_lines() for look in look_at_all(clean(line.text), tables)[:1]]
    lines, looks = zip(*found, strict=True)
    furniture = read_wording([look.shape for look in looks], tables.wording).argmax(axis=1) == 0
    right = sum(bool(said) == (line.role is Role.FURNITURE) for said, line in zip(furniture, lines, strict=True))
    assert right > 0.9 * len(lines)
    assert {line.role for line in lines} >= {Role.FURNITURE, Role.TITLE, Role.HEADING, Role.CAPTION, Role.PARAGRAPH}


@given(st.text(min_size=1, max_size=60))
def test_a_line_has_pieces_of_one_to_three_characters_and_fits_a_row(text: str) -> None:
    found = pieces(text)
    assert found
    assert all(1 <= len(piece) <= 3 and "\t" not in piece and len(piece.splitlines()) == 1 for piece in found)
    assert not any(piece.startswith("#") for piece in found)


def test_what_the_known_pieces_of_a_line_say_is_summed() -> None:
    says = np.zeros((3, len(SORTS)))
    says[1, 0], says[2, 1] = 6.0, 3.0
    wording = Wording({"扫码": 1, "羊": 2}, says)
    code, sheep, other = read_wording(["扫码", "羊", "牛牛"], wording)
    assert code[0] == pytest.approx(6.0 / np.sqrt(len(pieces("扫码"))))
    assert sheep[1] == pytest.approx(3.0 / np.sqrt(len(pieces("羊"))))
    assert not code[1:].any() and not sheep[[0, *range(2, len(SORTS))]].any() and not other.any()


def test_a_line_is_worded_alike_in_every_run() -> None:
    """Strings are hashed anew in every run, and sums of floats hang on their order."""
    script = (
        "from pathlib import Path; from benchmarks.lines import single_lines; from clippings.tables import load_tables;"
        "from clippings.classify.wording import read_wording; import hashlib;"
        "said = read_wording([x.text for x in single_lines()[:400]], load_tables(Path('data')).wording);"
        "print(hashlib.sha256(said.tobytes()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}, check=True,
            capture_output=True, text=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(runs) == 1 and len(runs.pop()) == 65


def test_a_row_without_a_role_is_named_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "bad.tsv").write_text("title\t石榴红了\nheadline\t石榴红了\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad\.tsv:2: wants a role"):
        single_lines(tmp_path)
