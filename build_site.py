"""The command: seeds in, site out. `python build_site.py --help` says the rest."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from enum import IntEnum
from pathlib import Path

from rich.console import Console
from rich.progress import track

from clippings.models import ClippingsError
from clippings.pipeline import Breach, NoSuchSeed, Report, Settings, build, check, explain, finish
from clippings.trees import HANT, HONG_KONG, Tree
from clippings.write import swap_folder

ROOT = Path(__file__).resolve().parent
SHOWN = 20  # lines of a report
HANDWRITTEN = ("about.md", "search.md", "assets")  # what docs/ holds beside the generated pages


class Exit(IntEnum):
    """What the exit code tells."""

    DONE = 0
    SOME_FILES_NOT_USED = 1  # the rest was built; each such file has its line
    USAGE = 2
    EDIT_OR_TABLE = 3  # an edit or a table does not fit; nothing was changed
    LINE_LOST = 4  # a line of a seed is unaccounted for; nothing was changed
    SITE_FAILED = 5  # MkDocs failed; the last good site is still there
    DOUBTS = 6  # --check found something to look at


EPILOG = """exit codes:
  0  done                                  4  a line of a seed is lost, doubled or invented; nothing was changed
  1  done, but some files were not used    5  MkDocs failed; the last good site is still there
  2  the command's words are off           6  --check: there are doubts
  3  an edit or a table does not fit; nothing was changed"""


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The arguments, with their defaults."""
    parser = argparse.ArgumentParser(
        description="Turns scraped Chinese newspaper text into a static archive.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--seeds", type=Path, default=ROOT / "seeds", metavar="DIR", help="the scraped texts (seeds/)")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs", metavar="DIR", help="where the pages go (docs/)")
    parser.add_argument("--site", type=Path, default=ROOT / "site", metavar="DIR", help="where the site goes (site/)")
    parser.add_argument("--half-width", action="store_true", help="leave half-width punctuation as it was scraped")
    parser.add_argument(
        "--hong-kong", action="store_true", help="make the tree zh-hk/ too, in the letters of Hong Kong"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--pages-only", action="store_true", help="stop when the Markdown pages are written")
    what.add_argument("--explain", metavar="SEED", help="print each line of a seed with its role, article and rule")
    what.add_argument("--check", action="store_true", help="list what an editor should look at, least sure first")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> Exit:
    """Runs the command and returns its exit code."""
    options = parse(arguments)
    settings = Settings(
        options.seeds, options.docs, ROOT / "data", ROOT / "templates", full_width=not options.half_width
    )
    try:
        if options.explain:
            return tell_lines(settings, options.explain)
        if options.check:
            return list_doubts(settings)
        return make(
            settings,
            options.site,
            pages_only=options.pages_only,
            trees=(HANT, HONG_KONG) if options.hong_kong else (HANT,),
        )
    except NoSuchSeed as error:
        print(error, file=sys.stderr)
        return Exit.USAGE
    except Breach as error:
        print(error, file=sys.stderr)
        return Exit.LINE_LOST
    except ClippingsError as error:
        print(error, file=sys.stderr)
        return Exit.EDIT_OR_TABLE


def tell_lines(settings: Settings, seed: str) -> Exit:
    """Prints each line of a seed; a reader who has seen enough (`| head`) may go."""
    try:
        for line in explain(settings, seed):
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing is left to be flushed at the end
    return Exit.DONE


def list_doubts(settings: Settings) -> Exit:
    """Prints doubts and unused files."""
    doubts, faults = check(settings)
    for fault in faults:
        print(fault, file=sys.stderr)
    for doubt in doubts:
        print(doubt)
    if doubts:
        return Exit.DOUBTS
    return Exit.SOME_FILES_NOT_USED if faults else Exit.DONE


def make(settings: Settings, site: Path, *, pages_only: bool, trees: Sequence[Tree]) -> Exit:
    """Convert, render through MkDocs, swap the finished site in."""
    start = time.perf_counter()
    if not pages_only:
        furnish(settings.docs)
    report = build(settings, progress)
    tell(report, time.perf_counter() - start)
    if not pages_only:
        new = site.with_name(site.name + ".new")
        if not render_site(settings.docs, new):
            return Exit.SITE_FAILED
        old = site if site.is_dir() else None
        turned = finish(report, new, old, base=os.environ.get("SITE_URL", ""), trees=trees)
        swap_folder(new, site)
        print(f"search index and {turned} pages in Traditional letters made")
        print(f"site: {site} ({time.perf_counter() - start:.1f} s in all)")
    return Exit.SOME_FILES_NOT_USED if report.faults else Exit.DONE


def furnish(docs: Path) -> None:
    """Puts the hand-written pages, styles and scripts of the site into another docs folder that has none of its own."""
    if docs.resolve() == (ROOT / "docs").resolve():
        return
    for name in HANDWRITTEN:
        source, target = ROOT / "docs" / name, docs / name
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        elif source.is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)


def progress(paths: Iterable[Path]) -> Iterable[Path]:
    """A bar on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    return track(paths, "reading seeds", console=console, transient=True) if console.is_terminal else paths


def tell(report: Report, seconds: float) -> None:
    """What was done, in plain lines; faults to the error stream."""
    for fault in report.faults:
        print(fault, file=sys.stderr)
    encodings = sorted({page.seed.encoding for page in report.library.pages})
    left_out = sum(len(page.ledger) for page in report.library.pages)
    print(
        f"{len(report.library.pages)} seeds ({', '.join(encodings) or 'none'}), {len(report.library.articles)} articles, "
        f"{left_out} lines left out; pages: {report.written.new} written, {report.written.same} unchanged, "
        f"{report.written.gone} removed ({seconds:.1f} s)"
    )
    for line in report.changes[:SHOWN]:
        print(f"themes changed: {line}")
    if len(report.changes) > SHOWN:
        print(f"themes changed: {len(report.changes) - SHOWN} more; see git diff of docs/themes.tsv")
    for page in report.library.pages:
        if page.seed.encoding != "utf-8":
            print(f"{page.seed.name}: read as {page.seed.encoding}")


def render_site(docs: Path, new: Path) -> bool:
    """MkDocs, strictly, into a new folder that takes the old one's place only when it is whole."""
    shutil.rmtree(new, ignore_errors=True)
    # The paths are absolute: MkDocs would read relative ones as relative to mkdocs.yml.
    environment = {
        **os.environ,
        "CLIPPINGS_DONE": "1",
        "CLIPPINGS_DOCS": str(docs.resolve()),
        "NO_MKDOCS_2_WARNING": "1",
    }
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--quiet",
        "--strict",
        "-f",
        str(ROOT / "mkdocs.yml"),
        "-d",
        str(new.resolve()),
    ]
    if subprocess.run(command, env=environment, cwd=ROOT).returncode != 0:
        print("MkDocs failed; the last good site was left as it is", file=sys.stderr)
        shutil.rmtree(new, ignore_errors=True)
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
