"""The command: what it says, and what its exit code tells."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import build_site
from build_site import Exit, main
from clippings.models import Article
from tests.conftest import ROOT

GOOD = "某县春耕开始\n\n本报讯（记者 张三）近日，某县春耕生产全面开始，农民忙在田间。\n"


@pytest.fixture
def folders(tmp_path: Path) -> list[str]:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(GOOD, encoding="utf-8")
    return ["--seeds", str(tmp_path / "seeds"), "--docs", str(tmp_path / "docs"), "--site", str(tmp_path / "site")]


def test_pages_only_works_on_any_folder(folders: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*folders, "--pages-only"]) is Exit.DONE
    assert len(list((tmp_path / "docs" / "articles").glob("*.md"))) == 1
    assert not (tmp_path / "site").exists()
    assert "1 seeds (utf-8), 1 articles" in capsys.readouterr().out


def test_a_bad_file_is_named_and_the_rest_is_built(
    folders: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "seeds" / "b.txt").write_bytes(b"")
    (tmp_path / "seeds" / "c.txt").write_bytes(GOOD.encode("gb18030"))
    assert main([*folders, "--pages-only"]) is Exit.SOME_FILES_NOT_USED
    said = capsys.readouterr()
    assert said.err.splitlines() == ["b.txt: is empty; delete it or scrape it again"]
    assert "c.txt: read as gb18030" in said.out
    assert len(list((tmp_path / "docs" / "articles").glob("*.md"))) == 2


def test_an_edit_that_does_not_fit_changes_nothing(
    folders: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([*folders, "--pages-only"])
    before = sorted((tmp_path / "docs" / "articles").iterdir())
    (tmp_path / "seeds" / "d.txt").write_text(GOOD.replace("某县", "某市"), encoding="utf-8")
    (tmp_path / "seeds" / "a.edit.yml").write_text("lines:\n  - {quote: 某县秋收开始, role: title}\n", encoding="utf-8")
    assert main([*folders, "--pages-only"]) is Exit.EDIT_OR_TABLE
    assert (
        "a.edit.yml:2: '某县秋收开始' is not in the seed; the nearest is line 1: 某县春耕开始"
        in capsys.readouterr().err
    )
    assert sorted((tmp_path / "docs" / "articles").iterdir()) == before


def test_a_lost_line_stops_the_build(
    folders: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from clippings import pipeline
    from clippings.edit import edit_articles

    real = edit_articles

    def loses(articles: tuple[Article, ...], *rest: object) -> tuple[Article, ...]:
        return tuple(replace(a, numbers=a.numbers[1:]) for a in real(articles, *rest))  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "edit_articles", loses)
    assert main([*folders, "--pages-only"]) is Exit.LINE_LOST
    assert "a.txt:1: stands nowhere" in capsys.readouterr().err
    assert not (tmp_path / "docs" / "articles").exists()


def test_a_failing_site_leaves_the_last_good_one(
    folders: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("good", encoding="utf-8")
    monkeypatch.setattr(build_site, "ROOT", tmp_path / "elsewhere")
    (tmp_path / "elsewhere").mkdir()
    shutil.copytree(ROOT / "data", tmp_path / "elsewhere" / "data")
    shutil.copytree(ROOT / "templates", tmp_path / "elsewhere" / "templates")
    (tmp_path / "elsewhere" / "mkdocs.yml").write_text("site_name: [", encoding="utf-8")
    assert main(folders) is Exit.SITE_FAILED
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "good"
    assert "last good site" in capsys.readouterr().err


def test_explain_gives_every_line_its_role_article_and_rule(
    folders: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*folders, "--explain", "a"]) is Exit.DONE
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("a.txt: utf-8, print page, 1 articles")
    assert said[1].split()[:4] == ["1", "title", "article", "1"]
    assert "dateline-home" in said[2]


def test_explain_of_no_seed_says_so(folders: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*folders, "--explain", "zzz"]) is Exit.USAGE
    assert "there is no such seed" in capsys.readouterr().err


def test_explain_tells_seeds_of_one_name_apart(
    folders: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("北", "南"):
        (tmp_path / "seeds" / folder).mkdir()
        (tmp_path / "seeds" / folder / "版面.txt").write_text(
            f"{folder}山修路\n\n近日，{folder}山的路修好了。\n", encoding="utf-8"
        )
    assert main([*folders, "--explain", "版面"]) is Exit.USAGE
    said = capsys.readouterr().err
    assert "北/版面.txt" in said and "南/版面.txt" in said
    assert main([*folders, "--explain", "南/版面.txt"]) is Exit.DONE
    assert "南山修路" in capsys.readouterr().out


def test_check_lists_doubts_least_sure_first(
    folders: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "seeds" / "log.txt").write_text("INFO start\nINFO done 1\nERROR x\n", encoding="utf-8")
    assert main([*folders, "--check"]) is Exit.DOUBTS
    said = capsys.readouterr().out.splitlines()
    sure = [float(line.rsplit("(sure ", 1)[1].rstrip(")")) for line in said]
    assert sure == sorted(sure) and any(line.startswith("log.txt:") for line in said)


def test_the_same_seeds_give_the_same_bytes(folders: list[str], tmp_path: Path) -> None:
    shutil.copy(next((ROOT / "seeds").glob("001_*.txt")), tmp_path / "seeds")
    main([*folders, "--pages-only"])
    first = {p.relative_to(tmp_path / "docs"): p.read_bytes() for p in (tmp_path / "docs").rglob("*") if p.is_file()}
    other = tmp_path / "again"
    command = [
        sys.executable,
        str(ROOT / "build_site.py"),
        "--seeds",
        str(tmp_path / "seeds"),
        "--docs",
        str(other),
        "--pages-only",
    ]
    subprocess.run(command, check=True, capture_output=True, env={"PYTHONHASHSEED": "7", "PATH": "/usr/bin"})
    again = {p.relative_to(other): p.read_bytes() for p in other.rglob("*") if p.is_file()}
    assert first == again


def test_wrong_words_are_usage() -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--nonsense"])
    assert caught.value.code == Exit.USAGE


def test_no_seeds_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["--seeds", str(tmp_path / "none"), "--docs", str(tmp_path / "d"), "--pages-only"])
        is Exit.SOME_FILES_NOT_USED
    )
    assert "there is no such folder" in capsys.readouterr().err


def test_another_docs_folder_is_furnished_and_what_is_there_stays(folders: list[str], tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir(exist_ok=True)
    (docs / "about.md").write_text("# 我们\n", encoding="utf-8")
    build_site.furnish(docs)
    assert (docs / "about.md").read_text(encoding="utf-8") == "# 我们\n"
    assert (docs / "search.md").is_file() and (docs / "assets" / "js" / "search.js").is_file()
