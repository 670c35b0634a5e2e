"""Reading: encodings, and one clear line for each file that is no seed."""

from __future__ import annotations

from pathlib import Path

import pytest

from clippings import read
from clippings.models import Fault, SeedFile
from clippings.read import decode, find_seeds, orphan_edits, read_seed

SIMPLIFIED = "年楚河畔的产业革命，记日喀则市白朗县抓党建促脱贫工作。\n近年来，全县农村面貌焕然一新。\n"
TRADITIONAL = "年楚河畔的產業革命，記日喀則市白朗縣抓黨建促脫貧工作。\n近年來，全縣農村面貌煥然一新。\n"


@pytest.mark.parametrize(
    ("text", "codec", "said"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8-sig"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        (SIMPLIFIED, "utf-16", "utf-16"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
    ],
)
def test_an_encoding_is_recognised_and_named(text: str, codec: str, said: str) -> None:
    assert decode(text.encode(codec)) == (said, text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_any_line_end_ends_a_line(end: str, tmp_path: Path) -> None:
    from clippings.clean import clean

    assert [line.text for line in clean(f"甲{end}乙{end}{end}丙")] == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (b"\xef\xbb\xbf \n", "is empty"),
        (bytes(range(256)) * 8, "is binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(4000), "is binary"),
        (b"\xff\xff\xff\xff\x80\x81" * 60, "encoding"),
    ],
)
def test_a_file_that_is_no_text_gets_one_clear_line(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(content)
    fault = read_seed(path, tmp_path)
    assert isinstance(fault, Fault)
    assert str(fault).startswith("x.txt: ") and said in str(fault) and "\n" not in str(fault)


def test_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.txt"
    path.write_text(SIMPLIFIED * 10, encoding="utf-8")
    monkeypatch.setattr(read, "LIMIT", 100)
    fault = read_seed(path, tmp_path)
    assert isinstance(fault, Fault) and "split it" in fault.what


def test_sub_folders_are_read_and_links_that_leave_are_refused(tmp_path: Path) -> None:
    seeds, outside = tmp_path / "seeds", tmp_path / "outside"
    (seeds / "a" / "b").mkdir(parents=True)
    outside.mkdir()
    (seeds / "a" / "b" / "一.txt").write_text(SIMPLIFIED, encoding="utf-8")
    (outside / "secret.txt").write_text(SIMPLIFIED, encoding="utf-8")
    (seeds / "link.txt").symlink_to(outside / "secret.txt")
    (seeds / "folder").symlink_to(outside)
    (seeds / "page.html").write_text("<p>", encoding="utf-8")
    found = list(find_seeds(seeds))
    assert [p.name for p in found if isinstance(p, Path)] == ["一.txt"]
    assert sorted(f.path for f in found if isinstance(f, Fault)) == ["folder", "link.txt", "page.html"]
    seed = read_seed(next(p for p in found if isinstance(p, Path)), seeds)
    assert isinstance(seed, SeedFile) and seed.name == "a/b/一.txt"


def test_an_edit_without_its_seed_is_told(tmp_path: Path) -> None:
    (tmp_path / "gone.edit.yml").write_text("lines: []", encoding="utf-8")
    assert [f.path for f in orphan_edits(tmp_path)] == ["gone.edit.yml"]
