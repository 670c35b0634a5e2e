"""Write: the one door to the disk. Files are written to a new place first and swapped in when all are there, so that a
build that dies leaves the last good one; a file that is the same is left alone; what no longer belongs goes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

STATE = ".clippings"  # inside docs/: the list of generated files, and the new place
GENERATED = ("articles", "seeds", "regions", "themes", "sources", "years", "people")


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did."""

    new: int
    same: int
    gone: int


def write_pages(files: Mapping[str, bytes], docs: Path) -> Written:
    """Puts the generated files below `docs`; hand-written ones are never touched."""
    state = docs / STATE
    fresh = state / "new"
    if fresh.exists():
        shutil.rmtree(fresh, ignore_errors=True)
    changed = [path for path, content in files.items() if not _same(docs / path, content)]
    for path in changed:
        target = fresh / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(files[path])
    gone = _stale(files, docs)
    for path in changed:
        target = docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        (fresh / path).replace(target)
    for path in gone:
        (docs / path).unlink(missing_ok=True)
        _prune(docs, (docs / path).parent)
    write_text(state / "files.txt", "".join(f"{path}\n" for path in sorted(files)))
    if fresh.exists():
        shutil.rmtree(fresh, ignore_errors=True)
    return Written(len(changed), len(files) - len(changed), len(gone))


def write_text(path: Path, text: str) -> None:
    """Writes a small file whole or not at all, and only if it changed."""
    if not _same(path, text.encode()):
        _write(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Writes a file of a site that is being made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def swap_folder(new: Path, target: Path) -> None:
    """Puts a finished folder in the place of the old one."""
    old = target.with_name(target.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _stale(files: Mapping[str, bytes], docs: Path) -> list[str]:
    """Generated files of earlier builds that this one does not make: all that the last list names, and whatever lies
    in the folders that are generated whole."""
    listed = docs / STATE / "files.txt"
    earlier = set(listed.read_text(encoding="utf-8").splitlines()) if listed.is_file() else set()
    for folder in GENERATED:
        for here, _, names in os.walk(docs / folder):
            earlier.update((Path(here) / name).relative_to(docs).as_posix() for name in names)
    root = docs.resolve()
    return sorted(
        path for path in earlier if path and path not in files and (docs / path).resolve().is_relative_to(root)
    )


def _prune(docs: Path, folder: Path) -> None:
    while folder != docs and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _same(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    new.write_bytes(content)
    new.replace(path)
