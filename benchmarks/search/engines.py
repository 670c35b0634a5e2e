"""The search engines: each builds its index from the written pages or the built site and is asked in a browser.

An engine has a name, `early` (parts of the paths of files that only search needs though the page loads them by itself), `build`,
which returns the folder to serve and what it took, `open`, which loads the page where people type, and `ask`."""

from __future__ import annotations

import json
import shutil
import sys
import urllib.parse
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import yaml
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from benchmarks.search.pages import Article, address_of
from benchmarks.search.queries import Query
from benchmarks.search.run import CommandFailed, Cost, run, size_of, tools
from clippings.render import escape_markdown

ROOT = Path(__file__).resolve().parents[2]
GOOD_CODES = (0, 1)  # of build_site.py: done, done but for some files
SECONDS = 300  # that a first answer may take
FIRST = 10  # results that count


class NoSearchPage(RuntimeError):
    """The site has no search page as it is asked for here."""


class NoAnswer(RuntimeError):
    """The engine said nothing in time."""


@dataclass(frozen=True, slots=True)
class Site:
    """Everything made for one size: seeds, pages, the built site, its articles; `cost` of the site's build."""

    folder: Path
    seeds: Path
    docs: Path
    html: Path
    articles: tuple[Article, ...]
    cost: Cost


@dataclass(frozen=True, slots=True)
class Built:
    """The folder to serve, what the whole build took, what its index alone took (None: cannot be told), bytes on disk."""

    serve: Path
    whole: Cost
    index: Cost | None
    size: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Addresses of articles in rank order (the first ten at least), how many there are in all (None: not told), state."""

    addresses: tuple[str, ...]
    total: int | None
    state: str


class Engine(Protocol):
    """What the benchmark asks of a search engine."""

    name: str
    early: tuple[str, ...]

    def build(self, site: Site) -> Built:
        """Makes the index."""

    def open(self, page: Page, base: str, tree: str) -> None:
        """Loads the page where people type."""

    def ask(self, page: Page, query: Query) -> Answer:
        """Types a query on the open page and waits for the answer."""

    def suggested(self, page: Page, query: Query) -> Answer | None:
        """What the offered other spellings lead to; None if nothing is offered."""


def build_site(site: Path, seeds: Path, docs: Path, *more: str) -> Cost:
    """Seeds to pages to site, by the program itself. The hand-written pages of docs/ come along."""
    skip = {line.strip("/\n") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()}

    def ignore(folder: str, names: list[str]) -> set[str]:
        inside = Path(folder).relative_to(ROOT).as_posix()
        return {name for name in names if f"{inside}/{name}" in skip or name == "addresses.tsv"}

    if not docs.exists():
        shutil.copytree(ROOT / "docs", docs, ignore=ignore)
    command = [sys.executable, "build_site.py", "--seeds", str(seeds), "--docs", str(docs), "--site", str(site), *more]
    return run(command, cwd=ROOT, good=GOOD_CODES, makes=site / "index.html")


class Ours:
    """The site's own search page at {tree}search/?q=…"""

    name = "ours"
    early: tuple[str, ...] = ("search",)
    _input = "[data-search-input]"
    _state = "[data-search-state]"
    _done = f"document.querySelector('{_state}')?.textContent.trim() === 'done' || document.querySelector('{_state}')?.dataset.searchState === 'done'"

    def build(self, site: Site) -> Built:
        """The index is made with the site. If build_site.py knows --no-search, the difference is what the index took."""
        if not (site.html / "search" / "index.html").is_file():
            raise NoSearchPage(f"{site.html}: there is no search/index.html; this site has no search page")
        index = None
        if "--no-search" in (ROOT / "build_site.py").read_text(encoding="utf-8"):
            bare = site.folder / "bare"
            without = build_site(bare / "repo", site.seeds, site.docs, "--no-search")
            index = Cost(site.cost.seconds - without.seconds, site.cost.memory)
            shutil.rmtree(bare)
        trees = (site.html / "search", site.html / "zh-hant" / "search")
        return Built(site.html, site.cost, index, sum(size_of(tree, without=(".html",)) for tree in trees))

    def open(self, page: Page, base: str, tree: str) -> None:
        """The search page with nothing typed."""
        page.goto(f"{base}{tree.lstrip('/')}search/")
        if page.locator(self._input).count() == 0 or page.locator(self._state).count() == 0:
            raise NoSearchPage(f"{page.url}: no [data-search-input] or no [data-search-state]")

    def ask(self, page: Page, query: Query) -> Answer:
        """Types it; the page says when it is done."""
        page.fill(self._input, query.text)
        return self._read(page)

    def visit(self, page: Page, base: str, query: Query) -> Answer:
        """The same by the address alone."""
        page.goto(f"{base}{query.tree.lstrip('/')}search/?q={urllib.parse.quote(query.text)}")
        if page.locator(self._state).count() == 0:
            raise NoSearchPage(f"{page.url}: no [data-search-state]")
        return self._read(page)

    def suggested(self, page: Page, query: Query) -> Answer | None:
        """The results that the first three suggestions lead to, one after the other."""
        links = page.eval_on_selector_all("[data-search-suggest] a", "all => all.map(a => a.href)")[:3]
        if not links:
            return None
        found: list[str] = []
        for link in links:
            page.goto(link)
            found += self._read(page).addresses[:FIRST]
        return Answer(tuple(dict.fromkeys(found)), None, "done")

    def _read(self, page: Page) -> Answer:
        try:
            page.wait_for_function(self._done, timeout=SECONDS * 1000)
        except PlaywrightTimeout as error:
            raise NoAnswer(f"{page.url}: [data-search-state] never read done") from error
        links: list[str] = page.eval_on_selector_all(
            "[data-search-results] a[href]", "all => all.map(a => a.getAttribute('href'))"
        )
        count = page.locator("[data-search-count]")
        text = (count.first.text_content() or "") if count.count() else ""
        digits = "".join(filter(str.isdecimal, text))
        return Answer(_addresses(links), int(digits) if digits else None, "done")


class Pagefind:
    """Pagefind with its Chinese segmentation, as it comes, over the Simplified article pages."""

    name = "pagefind"
    early: tuple[str, ...] = ()
    packages = ("pagefind[extended]",)
    # What the fields of an article do not have: foot, column, source, roles of people, credits of photos.
    skipped = (".clip-foot", ".clip-column", ".clip-source", ".clip-note", ".clip-byline small", ".credit")

    def __init__(self, cache: Path) -> None:
        self._cache = cache

    def build(self, site: Site) -> Built:
        """Runs it over the site's articles, into a folder of its own."""
        python = tools(self._cache / "pagefind", (), self.packages)
        serve = site.folder / "pagefind"
        bundle = serve / "pagefind"
        command = [str(python), "-m", "pagefind", "--site", str(site.html), "--output-path", str(bundle)]
        command += ["--glob", "articles/*/index.html", "--root-selector", "article.clip"]
        for selector in self.skipped:
            command += ["--exclude-selectors", selector]
        cost = run(command)
        entry = json.loads((bundle / "pagefind-entry.json").read_text(encoding="utf-8"))
        indexed = sum(language["page_count"] for language in entry["languages"].values())
        if indexed != len(site.articles):
            raise CommandFailed(f"pagefind indexed {indexed} pages of {len(site.articles)}")
        (serve / "index.html").write_text(
            '<!doctype html><html lang="zh-Hans"><title>ask</title></html>', encoding="utf-8"
        )
        used = sum(size_of(bundle / part) for part in ("fragment", "index"))
        used += sum(size_of(path) for path in bundle.iterdir() if path.suffix in (".pagefind", ".pf_meta", ".json"))
        whole = Cost(site.cost.seconds + cost.seconds, max(site.cost.memory, cost.memory))
        return Built(serve, whole, cost, used)

    def open(self, page: Page, base: str, tree: str) -> None:
        """An empty page in the language of the articles."""
        page.goto(base)

    def ask(self, page: Page, query: Query) -> Answer:
        """Through its API, with the data of the first ten results, as a list of them needs."""
        found: dict[str, Any] = page.evaluate(
            """async ([text, first]) => {
                window.engine ??= await import(new URL("pagefind/pagefind.js", location.href));
                const { results } = await window.engine.search(text);
                const data = await Promise.all(results.slice(0, first).map((result) => result.data()));
                return { total: results.length, links: data.map((one) => one.url) };
            }""",
            [query.text, FIRST],
        )
        return Answer(_addresses(found["links"]), found["total"], "done")

    def suggested(self, page: Page, query: Query) -> Answer | None:
        """It offers none."""
        return None


class Material:
    """The search of Material for MkDocs with jieba, as it comes, over the same articles as plain Markdown."""

    name = "material"
    early: tuple[str, ...] = ("search/search_index.json", "assets/javascripts/workers/", "assets/javascripts/lunr/")
    packages = (f"mkdocs-material=={version('mkdocs-material')}", "jieba==0.42.1")

    def __init__(self, cache: Path) -> None:
        self._cache = cache

    def build(self, site: Site) -> Built:
        """Builds its own site twice, once without search: the difference is what the index took."""
        python = tools(self._cache / "material", ("setuptools<81", "wheel"), self.packages, isolated=False)
        folder = site.folder / "material"
        _write_plain(site, folder / "docs")
        with_search = self._mkdocs(python, folder, [{"search": {"lang": "zh"}}], "repo")
        without = self._mkdocs(python, folder, [], "bare")
        shutil.rmtree(folder / "bare")
        index = Cost(with_search.seconds - without.seconds, with_search.memory)
        serve = folder / "repo"
        return Built(serve, with_search, index, size_of(serve / "search"))

    @staticmethod
    def _mkdocs(python: Path, folder: Path, plugins: list[Any], to: str) -> Cost:
        config = {
            "site_name": "plain",
            "theme": {"name": "material", "language": "zh", "font": False},
            "plugins": plugins,
            "nav": ["index.md"],
            "not_in_nav": "/articles/",
        }
        (folder / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
        command = [str(python), "-m", "mkdocs", "build", "--quiet", "-d", str(folder / to)]
        return run(command, cwd=folder, env={"NO_MKDOCS_2_WARNING": "1"})

    def open(self, page: Page, base: str, tree: str) -> None:
        """Its front page, with a record of what its worker is asked and answers."""
        page.add_init_script(
            """window.asked = []; window.told = [];
            window.Worker = class extends Worker {
                constructor(...given) {
                    super(...given);
                    this.addEventListener("message", ({ data }) => { if (data.type === 3) window.told.push(data.data); });
                }
                postMessage(message, ...more) {
                    if (message.type === 2) window.asked.push(message.data);
                    super.postMessage(message, ...more);
                }
            };"""
        )
        page.goto(base)

    def ask(self, page: Page, query: Query) -> Answer:
        """Types it into the box; the answers of its worker come in the order of the questions."""
        box = page.locator("[data-md-component=search-query]")
        box.focus()
        box.fill("")
        box.dispatch_event("keyup")
        box.fill(query.text)
        box.dispatch_event("keyup")
        try:
            page.wait_for_function(
                "text => asked.at(-1) === text && told.length >= asked.length", arg=query.text, timeout=SECONDS * 1000
            )
        except PlaywrightTimeout as error:
            raise NoAnswer(f"{self.name}: no answer to {query.text}") from error
        groups: list[str] = page.evaluate("told.at(-1).items.map(group => group[0].location)")
        return Answer(_addresses(groups[:FIRST]), len(groups), "done")

    def suggested(self, page: Page, query: Query) -> Answer | None:
        """It offers none."""
        return None


def _addresses(links: list[str]) -> tuple[str, ...]:
    """Addresses of the articles that links lead to, each once, in order."""
    return tuple(dict.fromkeys(address for link in links if (address := address_of(link))))


def _write_plain(site: Site, docs: Path) -> None:
    """The articles as Markdown that needs no template: head fields and text, all of it where an index sees it."""
    (docs / "articles").mkdir(parents=True, exist_ok=True)
    (docs / "index.md").write_text("# plain\n", encoding="utf-8")
    marks = {"heading": "## ", "lead": "> ", "list": "- "}
    for article in site.articles:
        head = [article.kicker, article.subtitle, " ".join(article.names)]
        parts = [f"# {escape_markdown(article.heading)}", *(escape_markdown(text) for text in head if text)]
        parts += [marks.get(kind, "") + escape_markdown(text) for kind, text in article.blocks]
        path = docs / "articles" / f"{article.address}.md"
        path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
