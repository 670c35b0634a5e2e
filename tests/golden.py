"""The golden folders: what each seed comes out as. `python -m tests.golden` rewrites them; a person reads the diff."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from clippings.pipeline import Settings, build

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden"


def made(seeds: Path, docs: Path) -> dict[str, str]:
    """The pages of a folder of seeds as text, by `stem/file`: articles in the order of the seed, then its ledger."""
    report = build(Settings(seeds, docs, ROOT / "data", ROOT / "templates"))
    pages: dict[str, str] = {}
    for page in report.library.pages:
        stem = page.seed.name.removesuffix(".txt")
        for number, article in enumerate(page.articles, 1):
            pages[f"{stem}/{number}.md"] = (docs / "articles" / f"{article.address}.md").read_text(encoding="utf-8")
        ledger = [f"{row.line.number}\t{row.role}\t{row.rule}\t{row.line.text}\n" for row in page.ledger]
        pages[f"{stem}/ledger.tsv"] = "".join(ledger)
    return pages


def expected() -> dict[str, str]:
    """What lies in the golden folders."""
    return {
        f.relative_to(GOLDEN).as_posix(): f.read_text(encoding="utf-8")
        for f in sorted(GOLDEN.rglob("*"))
        if f.is_file()
    }


def main() -> None:
    """Rewrites the folders and names what changed."""
    before = expected()
    with tempfile.TemporaryDirectory() as folder:
        now = made(ROOT / "seeds", Path(folder))
    shutil.rmtree(GOLDEN, ignore_errors=True)
    for name, text in now.items():
        path = GOLDEN / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name in sorted(before.keys() | now.keys()):
        if before.get(name) != now.get(name):
            print(f"{'new' if name not in before else 'gone' if name not in now else 'changed'}: {name}")


if __name__ == "__main__":
    main()
