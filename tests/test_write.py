"""Writing: unchanged pages are left alone, stale ones go, hand-written ones stay, a death leaves the last good ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from clippings.write import swap_folder, write_pages


def test_only_what_changed_is_written_and_what_is_stale_goes(tmp_path: Path) -> None:
    (tmp_path / "about.md").write_text("by hand", encoding="utf-8")
    write_pages({"articles/a.md": b"1", "articles/b.md": b"2", "index.md": b"3"}, tmp_path)
    stamp = (tmp_path / "articles/a.md").stat().st_mtime_ns
    done = write_pages({"articles/a.md": b"1", "index.md": b"4"}, tmp_path)
    assert (done.new, done.same, done.gone) == (1, 1, 1)
    assert (tmp_path / "articles/a.md").stat().st_mtime_ns == stamp
    assert not (tmp_path / "articles/b.md").exists()
    assert (tmp_path / "about.md").read_text(encoding="utf-8") == "by hand"


def test_a_stray_page_in_a_generated_folder_goes(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "stray.md").write_text("x", encoding="utf-8")
    write_pages({"articles/a.md": b"1"}, tmp_path)
    assert [p.name for p in (tmp_path / "articles").iterdir()] == ["a.md"]


def test_a_build_that_dies_leaves_the_last_good_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_pages({"articles/a.md": b"old", "articles/b.md": b"old"}, tmp_path)
    real = Path.write_bytes

    def dies(self: Path, data: bytes) -> int:
        if self.name == "b.md":
            raise OSError("no space left")
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", dies)
    with pytest.raises(OSError, match="no space"):
        write_pages({"articles/a.md": b"new", "articles/b.md": b"new"}, tmp_path)
    assert (tmp_path / "articles/a.md").read_bytes() == b"old"
    assert (tmp_path / "articles/b.md").read_bytes() == b"old"


def test_a_finished_folder_takes_the_old_ones_place(tmp_path: Path) -> None:
    for name in ("site", "site.new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x").write_text(name, encoding="utf-8")
    swap_folder(tmp_path / "site.new", tmp_path / "site")
    assert (tmp_path / "site" / "x").read_text(encoding="utf-8") == "site.new"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["site"]
