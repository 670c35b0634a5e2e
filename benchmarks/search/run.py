"""Runs a command and says what it took, with rusage of the children; and makes folders with tools that the lock file
does not have."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


class CommandFailed(RuntimeError):
    """A command ended with a code that is not among the good ones."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds of a command with all its children, and bytes of memory of the largest process."""

    seconds: float
    memory: int


def run(
    command: Sequence[str],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    good: Sequence[int] = (0,),
    makes: Path | None = None,
) -> Cost:
    """Runs a command to its end. Raises CommandFailed, with the end of what it printed, on another than a good exit code
    and when what it should make is not there."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command, cwd=cwd, env={**os.environ, **(env or {})}, stdout=output, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in good or (makes and not makes.exists()):
            output.seek(0)
            tail = output.read().decode("utf-8", "replace")[-3000:]
            raise CommandFailed(f"{' '.join(command)}: exit code {process.returncode}\n{tail}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit)


def tools(folder: Path, first: Sequence[str], then: Sequence[str], *, isolated: bool = True) -> Path:
    """The interpreter of a virtual environment with some packages; made once. `first` is there when `then` is built."""
    python = folder / "bin" / "python"
    done = folder / ".done"
    wanted = "\n".join([*first, *then])
    if done.is_file() and done.read_text(encoding="utf-8") == wanted:
        return python
    venv.create(folder, with_pip=True, clear=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if first:
        run([*pip, *first])
    run([*pip, *([] if isolated else ["--no-build-isolation"]), *then])
    done.write_text(wanted, encoding="utf-8")
    return python


def size_of(folder: Path, *, without: Sequence[str] = ()) -> int:
    """Bytes of all files below a folder, or of one file; 0 if there is none. `without`: suffixes that do not count."""
    if folder.is_file():
        return folder.stat().st_size
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file() and p.suffix not in without)
