"""Finds a Chromium for the browser tests and prints its path: one that is there; with --install else Debian's package,
else Playwright's download. Says clearly when there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")


def find() -> str | None:
    """Path of a Chromium: $CHROMIUM, one on the PATH, or Playwright's own."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    for name in NAMES:
        if path := shutil.which(name):
            return path
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache" / "ms-playwright"))
    found = sorted(cache.glob("chromium-*/chrome-linux*/chrome")) + sorted(
        cache.glob("chromium-*/chrome-mac*/*.app/Contents/MacOS/*")
    )
    return str(found[-1]) if found else None


def install() -> None:
    """Debian's package, as root or through sudo; else Playwright's download."""
    if shutil.which("apt-get") and (os.geteuid() == 0 or shutil.which("sudo")):
        sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
            if subprocess.run(sudo + command, stdout=subprocess.DEVNULL).returncode != 0:
                break
    if find() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    """Prints the path; exit code 1 when there is none."""
    if find() is None and "--install" in sys.argv:
        print("no Chromium found; installing one for the browser tests", file=sys.stderr)
        install()
    path = find()
    if path is None:
        print(
            "No Chromium, and none could be installed. Install one (Debian: apt-get install chromium), or name one in $CHROMIUM.",
            file=sys.stderr,
        )
        return 1
    print(f"browser: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
