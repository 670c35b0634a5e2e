"""What several tests share: the real tables, a way to convert text, and a site built once."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Page as BrowserPage

from build_site import Exit, main
from clippings.models import Page, SeedFile
from clippings.pipeline import Settings, convert_seed
from clippings.tables import Tables, load_tables
from clippings.tag import Tagger
from tools.find_browser import find

ROOT = Path(__file__).resolve().parents[1]
Convert = Callable[..., Page]


@pytest.fixture(scope="session")
def tables() -> Tables:
    return load_tables(ROOT / "data")


@pytest.fixture(scope="session")
def tagger(tables: Tables) -> Tagger:
    return Tagger.of(tables)


@pytest.fixture(scope="session")
def convert(tables: Tables, tagger: Tagger) -> Convert:
    """Text (and an edit) in, a page out, as the build does it."""

    def run(text: str, edit: str | None = None, name: str = "test.txt", **choices: bool) -> Page:
        return convert_seed(SeedFile(name, text.encode(), "utf-8", text), edit, tables, tagger, **choices)

    return run


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Empty folders of one's own, with the project's tables and templates."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "docs").mkdir()
    return Settings(tmp_path / "seeds", tmp_path / "docs", ROOT / "data", ROOT / "templates")


FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves without a word."""

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the real seeds, below /repo/."""
    folder = tmp_path_factory.mktemp("www")
    assert main(["--docs", str(_own_docs(folder)), "--site", str(folder / "www" / "repo")]) is Exit.DONE
    return folder / "www" / "repo"


def _own_docs(folder: Path) -> Path:
    docs = folder / "docs"
    docs.mkdir()
    shutil.copy(ROOT / "docs" / "addresses.tsv", docs)
    (folder / "www").mkdir()
    return docs


@pytest.fixture(scope="session")
def base(site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site.parent)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/repo/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find()
    assert path, "no Chromium: run `make test`, which installs one, or name one in $CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, base: str, request: pytest.FixtureRequest) -> Iterator[BrowserPage]:
    """A page that fails the test on any console error and any request to another host."""
    width = request.node.callspec.params.get("width", 1280) if hasattr(request.node, "callspec") else 1280
    page = browser.new_page(viewport={"width": width, "height": 800})
    troubles: list[str] = []
    page.on("console", lambda m: troubles.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: troubles.append(str(e)))
    page.on(
        "request",
        lambda r: None if r.url.startswith((base, "data:", "blob:")) else troubles.append(f"request to {r.url}"),
    )
    yield page
    page.close()
    assert troubles == []
