"""`python -m benchmarks.search`: builds a site, asks it and two ready-made engines the same queries, prints a table."""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.search.corpus import corpus
from benchmarks.search.engines import Built, Engine, Material, NoAnswer, NoSearchPage, Ours, Pagefind, Site, build_site
from benchmarks.search.pages import read_pages
from benchmarks.search.queries import Query, queries
from benchmarks.search.run import CommandFailed
from benchmarks.search.score import Asked, by_kind, figures
from benchmarks.search.serve import Server
from tools.find_browser import find

NAMES = ("ours", "pagefind", "material")
COLD = 20  # first queries, each in a fresh browser context
ENOUGH = 3  # of them at least, however long they take
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


@dataclass(slots=True)
class Sheet:
    """What one engine measured: builds by size, answers, first queries by size, or why there is nothing."""

    name: str
    built: dict[int, Built] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    cold: dict[int, list[tuple[Query, int, float]]] = field(default_factory=dict)  # query, bytes, seconds
    troubles: list[str] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    """Builds, asks, prints; exit code 1 if the site could not be built or an engine not be measured."""
    wanted = _parse(arguments)
    try:
        return _compare(wanted)
    except CommandFailed as error:
        _say(f"the site could not be built: {error}")
        return 1


def _compare(wanted: argparse.Namespace) -> int:
    names = wanted.engines.split(",")
    with tempfile.TemporaryDirectory() as temporary, _browser() as browser:
        cache = (wanted.cache or Path(temporary) / "cache").resolve()
        work = (wanted.work or Path(temporary) / "work").resolve()
        engines = [_engine(name, cache) for name in names]
        sheets = {engine.name: Sheet(engine.name) for engine in engines}
        for articles in dict.fromkeys((wanted.articles, wanted.large or wanted.articles)):
            site = _prepare(work / str(articles), articles, wanted.seed)
            typed = queries(site.articles[: max(400, wanted.articles)], wanted.seed)
            for engine in engines:
                with _trouble(sheets[engine.name]):
                    _measure(engine, sheets[engine.name], site, articles, typed, browser, wanted)
    print(_table(list(sheets.values()), wanted))
    if wanted.json:
        wanted.json.write_text(json.dumps(_rows(sheets), ensure_ascii=False, indent=1), encoding="utf-8")
    return int(any(sheet.troubles for sheet in sheets.values()))


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--articles", type=int, default=300, help="articles that the answers are measured on")
    parser.add_argument(
        "--large", type=int, default=10_000, help="articles that first queries are measured on; 0: none"
    )
    parser.add_argument("--engines", default=",".join(NAMES), help="some of " + ", ".join(NAMES))
    parser.add_argument("--seed", type=int, default=1, help="of chance")
    parser.add_argument("--cache", type=Path, help="keeps the ready-made engines between runs")
    parser.add_argument("--work", type=Path, help="keeps what is built, to look at; must be empty")
    parser.add_argument("--patience", type=float, default=600, help="seconds for the first queries of one engine")
    parser.add_argument("--json", type=Path, metavar="FILE", help="writes every answer")
    wanted = parser.parse_args(arguments)
    if unknown := set(wanted.engines.split(",")) - set(NAMES):
        parser.error(f"no such engine: {', '.join(sorted(unknown))}")
    if wanted.work and wanted.work.exists() and any(wanted.work.iterdir()):
        parser.error(f"{wanted.work} is not empty")
    return wanted


@contextmanager
def _browser() -> Iterator[Browser]:
    path = find()
    if path is None:
        raise SystemExit("no Chromium: run `make test`, which installs one, or name one in $CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def _trouble(sheet: Sheet) -> Iterator[None]:
    """An engine that cannot be measured gives its reason and leaves the others their turn."""
    try:
        yield
    except (NoSearchPage, NoAnswer, CommandFailed) as error:
        sheet.troubles.append(str(error))
        _say(f"{sheet.name}: {error}")


def _engine(name: str, cache: Path) -> Engine:
    engines: dict[str, Callable[[], Engine]] = {
        "ours": Ours,
        "pagefind": lambda: Pagefind(cache),
        "material": lambda: Material(cache),
    }
    return engines[name]()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _prepare(folder: Path, articles: int, seed: int) -> Site:
    """Seeds, pages and the site of one size, made by the program."""
    seeds, docs, html = folder / "seeds", folder / "docs", folder / "site" / "repo"
    html.parent.mkdir(parents=True)
    held = corpus(seeds, articles, seed)
    cost = build_site(html, seeds, docs)
    pages = tuple(read_pages(docs))
    _say(f"{held} articles in the seeds, {len(pages)} pages ({cost.seconds:.0f} s)")
    return Site(folder, seeds, docs, html, pages, cost)


def _measure(
    engine: Engine,
    sheet: Sheet,
    site: Site,
    articles: int,
    typed: Sequence[Query],
    browser: Browser,
    wanted: argparse.Namespace,
) -> None:
    _say(f"{engine.name}, {articles} articles: building")
    built = sheet.built[articles] = engine.build(site)
    with Server(built.serve) as server:
        if articles == wanted.articles:
            _say(f"{engine.name}: {len(typed)} queries")
            sheet.asked = list(_ask(engine, server, typed, browser))
        _say(f"{engine.name}: first queries")
        sheet.cold[articles] = list(_ask_cold(engine, server, _sample(typed, wanted.seed), browser, wanted.patience))


def _ask(engine: Engine, server: Server, typed: Sequence[Query], browser: Browser) -> Iterator[Asked]:
    """Every query in one context. Our own page is asked by its address, the others where they are open."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    if not isinstance(engine, Ours):
        engine.open(page, server.base, "/")
    for query in typed:
        start = time.perf_counter()
        answer = engine.visit(page, server.base, query) if isinstance(engine, Ours) else engine.ask(page, query)
        seconds = time.perf_counter() - start
        missed = query.relevant and query.relevant.isdisjoint(answer.addresses[:10])
        yield Asked(query, answer, engine.suggested(page, query) if missed else None, seconds)
    page.close()


def _sample(typed: Sequence[Query], seed: int) -> list[Query]:
    """One query of each of twenty classes."""
    rng = random.Random(seed)
    kinds = sorted({query.kind for query in typed})
    return [
        rng.choice([query for query in typed if query.kind == kind])
        for kind in rng.sample(kinds, min(COLD, len(kinds)))
    ]


def _ask_cold(
    engine: Engine, server: Server, typed: Sequence[Query], browser: Browser, patience: float
) -> Iterator[tuple[Query, int, float]]:
    """First queries: bytes of all that is fetched from typing to the answer and of what the page had loaded for search
    alone before, and seconds from typing to the answer."""
    began = time.perf_counter()
    for number, query in enumerate(typed):
        if number >= ENOUGH and time.perf_counter() - began > patience:
            return
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        opened = server.log.mark()
        engine.open(page, server.base, query.tree)
        typing, start = server.log.mark(), time.perf_counter()
        engine.ask(page, query)
        seconds = time.perf_counter() - start
        before = sum(size for path, size in server.log.between(opened, typing) if _for_search(path, engine.early))
        yield query, before + sum(size for _, size in server.log.between(typing)), seconds
        context.close()


def _for_search(path: str, early: Sequence[str]) -> bool:
    """A file that only search needs; the page itself is none."""
    path = path.partition("?")[0].removeprefix("zh-hant/")
    return any(part in path for part in early) and not path.endswith(("/", ".html"))


def _table(sheets: Sequence[Sheet], wanted: argparse.Namespace) -> str:
    """Two tables, the figures and recall by class; then what went wrong in our own."""
    heads = [sheet.name for sheet in sheets]
    lines = [f"| | {' | '.join(heads)} |", "|---|" + "---:|" * len(heads)]
    columns = [{**_answers(sheet), **_costs(sheet, wanted)} for sheet in sheets]
    for name in dict.fromkeys(name for column in columns for name in column):
        lines.append(f"| {name} | " + " | ".join(column.get(name, "–") for column in columns) + " |")
    kinds = [by_kind(sheet.asked) for sheet in sheets]
    lines += ["", f"| recall@10 by class | queries | {' | '.join(heads)} |", "|---|---:|" + "---:|" * len(heads)]
    for kind in dict.fromkeys(kind for one in kinds for kind in one):
        count = max(sum(1 for one in sheet.asked if one.query.kind == kind) for sheet in sheets)
        shown = [f"{one[kind]:.3f}" if kind in one else "–" for one in kinds]
        lines.append(f"| {kind} | {count} | {' | '.join(shown)} |")
    for sheet in sheets:
        lines += ["", *(f"{sheet.name}: not measured: {trouble}" for trouble in sheet.troubles)]
        if sheet.name == Ours.name:
            lines += [_failure(one) for one in sheet.asked if one.failed]
    return "\n".join(lines).rstrip()


def _answers(sheet: Sheet) -> dict[str, str]:
    return {
        name: "–" if value is None else f"{value:.3f}" for name, value in figures(sheet.asked).items() if sheet.asked
    }


def _costs(sheet: Sheet, wanted: argparse.Namespace) -> dict[str, str]:
    """What a first query and a build take, at each size."""
    result: dict[str, str] = {}
    for articles, cold in sheet.cold.items():
        if not cold:
            continue
        at = f"{articles:,} articles"
        result[f"first query, {at}: KB, worst"] = f"{max(size for _, size, _ in cold) / 1000:,.0f}"
        result[f"first query, {at}: KB, median"] = f"{median(size for _, size, _ in cold) / 1000:,.0f}"
        result[f"first query, {at}: seconds, worst"] = f"{max(seconds for *_, seconds in cold):.2f}"
        result[f"first query, {at}: seconds, median"] = f"{median(seconds for *_, seconds in cold):.2f}"
    if sheet.asked:
        result["later query: seconds, median"] = f"{median(one.seconds for one in sheet.asked):.3f}"
    for articles, built in sheet.built.items():
        at = f"{articles:,} articles"
        result[f"whole build, {at}: CPU seconds"] = f"{built.whole.seconds:.1f}"
        result[f"index alone, {at}: CPU seconds"] = f"{built.index.seconds:.1f}" if built.index else "–"
        result[f"build, {at}: MB of memory, peak"] = f"{(built.index or built.whole).memory / 1e6:,.0f}"
        result[f"index, {at}: MB on disk"] = f"{built.size / 1e6:.2f}"
    return result


def _failure(one: Asked) -> str:
    query = one.query
    wanted = f"{len(query.relevant)} ({', '.join(sorted(query.relevant)[:3])})" if query.relevant else "none"
    total = len(one.answer.addresses) if one.answer.total is None else one.answer.total
    got = f"{total} ({', '.join(one.first[:3])})" if one.first else str(total)
    return f"- {query.kind}: {query.text} [{query.tree}]: got {got}, wanted {wanted}, recall {one.recall:.2f}, precision {one.precision:.2f}"


def _rows(sheets: dict[str, Sheet]) -> dict[str, Any]:
    """Everything, for JSON."""
    return {
        name: {
            "figures": figures(sheet.asked),
            "by class": by_kind(sheet.asked),
            "built": {
                str(n): {"whole": asdict(b.whole), "index": asdict(b.index) if b.index else None, "size": b.size}
                for n, b in sheet.built.items()
            },
            "first queries": {
                str(n): [
                    {"kind": q.kind, "text": q.text, "bytes": size, "seconds": seconds} for q, size, seconds in cold
                ]
                for n, cold in sheet.cold.items()
            },
            "answers": [one.row() for one in sheet.asked],
            "troubles": sheet.troubles,
        }
        for name, sheet in sheets.items()
    }


if __name__ == "__main__":
    sys.exit(main())
