"""Read: the one door from the disk. Seeds, edit files and tables come in here; what cannot be read is a Fault."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterator
from pathlib import Path

from charset_normalizer import from_bytes

from clippings.models import Fault, SeedFile

LIMIT = 16 * 1024 * 1024  # bytes; a day's whole newspaper is under 1 MB
EDIT_SUFFIX = ".edit.yml"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ADVICE = "save it as UTF-8 text, or take it out of the folder"


def find_seeds(folder: Path) -> Iterator[Path | Fault]:
    """Every `.txt` file below `folder`, by name; a Fault for each entry that is no seed."""
    root = folder.resolve()
    if not root.is_dir():
        yield Fault(str(folder), "there is no such folder; name one with --seeds")
        return
    for here, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in list(folders):
            if (Path(here) / name).is_symlink():
                folders.remove(name)
                yield Fault(_name(Path(here) / name, root), "is a link to a folder; copy the files instead")
        for name in sorted(files):
            path = Path(here) / name
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                yield Fault(_name(path, root), "is a link that leaves the seeds folder; copy the file instead")
            elif name.startswith(".") or name.endswith(EDIT_SUFFIX) or name == "README.md":
                continue
            elif path.suffix.lower() == ".txt":
                yield path
            else:
                yield Fault(_name(path, root), "is not a .txt file; rename it if it is a seed")


def read_seed(path: Path, folder: Path) -> SeedFile | Fault:
    """The text of one seed and the encoding it was found in; a Fault if it is empty, binary, undecodable or huge."""
    name = _name(path, folder.resolve())
    try:
        size = path.stat().st_size
        if size > LIMIT:
            return Fault(name, f"is {size / 1e6:.0f} MB, the limit is {LIMIT / 1e6:.0f} MB; split it")
        raw = path.read_bytes()
    except OSError as error:
        return Fault(name, f"cannot be read ({error.strerror}); check its permissions")
    if not raw.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        return Fault(name, "is empty; delete it or scrape it again")
    found = decode(raw)
    if isinstance(found, str):
        return Fault(name, f"{found}; {_ADVICE}")
    encoding, text = found
    return SeedFile(name, raw, encoding, text)


def decode(raw: bytes) -> tuple[str, str] | str:
    """`(encoding, text)` of some bytes, or what is wrong with them. A mark decides; else UTF-8 if it is valid; else
    UTF-16 where there are zero bytes; else GB18030 or Big5, whichever charset-normalizer finds more like text."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            try:
                return encoding, raw.decode(encoding)
            except UnicodeDecodeError as error:
                return f"begins as {encoding} but breaks off at byte {error.start}"
    if b"\0" in raw:
        for encoding in ("utf-16-le", "utf-16-be"):
            try:
                text = raw.decode(encoding)
            except UnicodeDecodeError:
                continue
            if _looks_like_text(text):
                return encoding, text
        return "is binary, not text"
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(raw, cp_isolation=["gb18030", "big5", "big5hkscs"]).best()
        if best is None:
            return "is in no encoding we know (UTF-8, GB18030, Big5, UTF-16)"
        encoding, text = best.encoding, raw.decode(best.encoding)
    else:
        encoding = "utf-8"
    return (encoding, text) if _looks_like_text(text) else "is binary, not text"


def read_edit(path: Path) -> str | None:
    """The text of the edit file beside a seed, or None."""
    edit = path.with_name(path.name.removesuffix(path.suffix) + EDIT_SUFFIX)
    return edit.read_text(encoding="utf-8") if edit.is_file() else None


def orphan_edits(folder: Path) -> Iterator[Fault]:
    """A Fault for every edit file whose seed is not there."""
    root = folder.resolve()
    for edit in sorted(root.rglob("*" + EDIT_SUFFIX)):
        stem = edit.name.removesuffix(EDIT_SUFFIX)
        if not any(p.suffix.lower() == ".txt" and p.stem == stem for p in edit.parent.iterdir()):
            yield Fault(_name(edit, root), f"edits a seed that is not there; put {stem}.txt beside it or delete it")


def _looks_like_text(text: str) -> bool:
    """At most one control or private-use character in a hundred, as in no binary file."""
    odd = sum(1 for c in text if (c < " " and c not in "\t\n\r\f\v\x1c\x1d\x1e\x1f") or "\ue000" <= c <= "\uf8ff")
    return odd * 100 <= len(text)


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
