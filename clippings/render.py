"""Render: the library in, files out: path below `docs/` to bytes. All wording is in `templates/`; scraped text is escaped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jinja2
import yaml

from clippings.front import FIX_NAMES, WHERE_NAMES, article_front
from clippings.models import LEFT_OUT_ROLES, Article, Library, PageKind, Role, Term
from clippings.terms import ancestors_of, cells, facets_of, labels_of, tree_of, why_of
from clippings.text import seed_address

Files = dict[str, bytes]

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>&~|^=$#]")
_LINE_START = re.compile(r"^(\d+)([.)])|^([-+:!?%'\"/@])")
ROLE_NAMES = {
    Role.META: "日期来源行（已读取）", Role.EDITOR: "编辑署名行（已读取）", Role.REPEAT: "重复的行", Role.FURNITURE: "网页或版面附件",
}  # fmt: skip
KIND_NAMES = {"article": "报道", "commentary": "评论", "photo": "图片"}


def escape_markdown(text: str) -> str:
    """Scraped text as Markdown that shows exactly its characters: marks that could mean something become entities."""
    text = _SPECIAL.sub(lambda m: f"&#{ord(m[0])};", text)
    return _LINE_START.sub(lambda m: f"{m[1]}&#{ord(m[2])};" if m[1] else f"&#{ord(m[3])};", text)


def escape_html(text: str) -> str:
    """Scraped text inside raw HTML in Markdown: no markup of either kind is left in it."""
    return _SPECIAL.sub(lambda m: f"&#{ord(m[0])};", text).replace('"', "&quot;").replace("'", "&#39;")


class Renderer:
    """One function for each kind of page; the environment knows only the filters above."""

    def __init__(self, templates: Path) -> None:
        self._env = jinja2.Environment(
            loader=jinja2.FileSystemLoader(templates), undefined=jinja2.StrictUndefined, trim_blocks=True,
            lstrip_blocks=True, keep_trailing_newline=True, autoescape=False,  # noqa: S701 - Markdown: escaped by filters
        )  # fmt: skip
        self._env.filters.update(
            md=escape_markdown, html=escape_html, where=lambda w: WHERE_NAMES.get(w, w), fix=lambda f: FIX_NAMES.get(f, f),
            role=lambda r: ROLE_NAMES.get(r, str(r)), kind=lambda k: KIND_NAMES[k],
        )  # fmt: skip

    def _page(self, path: str, template: str, front: Mapping[str, Any], **data: Any) -> tuple[str, bytes]:
        up = "../" * path.count("/")

        def link(target: str) -> str:
            return up + target

        def cell(*pairs: str | None) -> str:
            """The search page with filters: taxonomy and value in turns, a year last."""
            names = {"regions": "region", "themes": "theme", "years": "year", "sources": "source", "people": "author"}
            chosen = {names[str(pairs[at])]: str(pairs[at + 1]) for at in range(0, len(pairs) - 1, 2)}
            if len(pairs) % 2 and pairs[-1] is not None:
                chosen["year"] = pairs[-1]
            return f"{link('search.md')}?{urlencode(chosen, safe='/')}"

        body = self._env.get_template(template).render(link=link, cell=cell, **data)
        return path, (_front_matter(front) + body).encode()

    def articles(self, library: Library) -> Iterator[tuple[str, bytes]]:
        """One page for each article."""
        labels = {term.slug: term.label for term in library.taxonomy("themes").terms}
        region_slugs = _region_slugs(library)
        for page in library.pages:
            for index, article in enumerate(page.articles):
                near = [page.articles[i] if 0 <= i < len(page.articles) else None for i in (index - 1, index + 1)]
                front = article_front(article, page, labels, region_slugs, near[0], near[1])
                yield self._page(
                    f"articles/{article.address}.md", "article.md.j2", front, article=article, blocks=_runs(article)
                )

    def seeds(self, library: Library) -> Iterator[tuple[str, bytes]]:
        """A page and the raw bytes for each seed, and their index."""
        pages = [(seed_address(page.seed.name), page) for page in library.pages]
        for address, page in pages:
            yield f"seeds/{address}.txt", page.seed.raw
            yield self._page(
                f"seeds/{address}.md", "seed.md.j2", _list_front(f"原始文本 {page.seed.name}"), page=page, address=address,
                web=page.kind is PageKind.WEB, total=len(page.lines), left_out=LEFT_OUT_ROLES,
            )  # fmt: skip
        yield self._page("seeds/index.md", "seeds.md.j2", _list_front("原始文本"), pages=pages)

    def taxonomies(self, library: Library) -> Iterator[tuple[str, bytes]]:
        """An index for each taxonomy and a page for each of its terms."""
        labels = labels_of(library)
        for taxonomy in library.taxonomies:
            yield self._page(
                f"{taxonomy.slug}/index.md",
                "taxonomy.md.j2",
                _list_front(taxonomy.label),
                taxonomy=taxonomy,
                tree=tree_of(taxonomy),
            )
            by_slug = {term.slug: term for term in taxonomy.terms}
            below: dict[str | None, list[Term]] = {}
            for term in taxonomy.terms:
                below.setdefault(term.parent, []).append(term)
            for term in taxonomy.terms:
                yield self._page(
                    f"{taxonomy.slug}/{term.slug}.md", "term.md.j2", _list_front(term.label), taxonomy=taxonomy, term=term,
                    ancestors=ancestors_of(term, by_slug), children=below.get(term.slug, ()), why=why_of(taxonomy, term),
                    facets=facets_of(labels, taxonomy, term),
                )  # fmt: skip

    def table(self, library: Library) -> tuple[str, bytes]:
        """Region by theme by year, each cell a link to its articles."""
        years = [(term.slug, term.label) for term in library.taxonomy("years").terms]
        parts = []
        for slug, label in [(None, "全部年份"), *years]:
            rows = cells(library, slug)
            used = {theme for _, counts in rows for theme in counts}
            parts.append((slug, label, rows, [t for t in library.taxonomy("themes").terms if t.slug in used]))
        return self._page(
            "table.md", "table.md.j2", {**_list_front("地区与主题"), "hide": ["toc", "navigation"]}, parts=parts
        )

    def home(self, library: Library) -> tuple[str, bytes]:
        """The front page, made from what is in."""
        kinds = Counter(article.kind for article in library.articles)
        missing = {
            "date": sum(1 for a in library.articles if a.source.date is None),
            "source": sum(1 for a in library.articles if a.source.publisher is None),
            "title": sum(1 for a in library.articles if a.title is None),
            "regions": sum(1 for a in library.articles if not a.regions),
            "truncated": sum(1 for a in library.articles if a.truncated),
        }
        taxonomies = {taxonomy.slug: taxonomy for taxonomy in library.taxonomies}
        return self._page(
            "index.md", "home.md.j2", {**_list_front("首页"), "hide": ["toc", "navigation"]}, library=library, kinds=kinds, missing=missing,
            taxonomies=taxonomies, provinces=taxonomies["regions"].children(None),
            themes=sorted((t for t in taxonomies["themes"].terms if t.count), key=lambda t: (-t.count, t.slug)),
        )  # fmt: skip

    def redirects(self, redirects: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
        """A small HTML page at each address that an article had before."""
        for old, new in sorted(redirects.items()):
            target = f"../../seeds/{seed_address(new[5:])}/" if new.startswith("seed:") else f"../{new}/"
            yield (
                f"articles/{old}/index.html",
                self._env.get_template("redirect.html.j2").render(target=target).encode(),
            )


def render(library: Library, redirects: Mapping[str, str], templates: Path) -> Files:
    """Every generated file of the site."""
    renderer = Renderer(templates)
    files: Files = {}
    for pages in (
        renderer.articles(library),
        renderer.seeds(library),
        renderer.taxonomies(library),
        renderer.redirects(redirects),
    ):
        files.update(pages)
    files.update([renderer.home(library), renderer.table(library)])
    return files


def _front_matter(front: Mapping[str, Any]) -> str:
    dumped = yaml.dump(dict(front), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1 << 20)
    return f"---\n{dumped}---\n\n"


def _list_front(title: str) -> dict[str, Any]:
    return {"title": title, "generated": True, "search": {"exclude": True}}


def _runs(article: Article) -> list[tuple[str, list[Any]]]:
    """The body in runs of one kind, so that list items stand together."""
    runs: list[tuple[str, list[Any]]] = []
    for block in article.body:
        if runs and block.kind == "list" == runs[-1][0]:
            runs[-1][1].append(block)
        else:
            runs.append((block.kind, [block]))
    return runs


def _region_slugs(library: Library) -> dict[str, str]:
    return {term.key: term.slug for term in library.taxonomy("regions").terms if term.key}
