"""Render: the library in, files out: path below `docs/` to bytes. All wording is in `templates/`; scraped text is escaped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import jinja2
import yaml

from clippings.models import LEFT_OUT_ROLES, Article, Evidence, Library, PageKind, Place, Role, Taxonomy, Term
from clippings.models import Page as SeedPage
from clippings.pinyin import ascii_slug
from clippings.text import seed_address, source_slug

Files = dict[str, bytes]

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>&~|^=$#]")
_LINE_START = re.compile(r"^(\d+)([.)])|^([-+:!?%'\"/@])")
ROLE_NAMES = {
    Role.META: "日期来源行（已读取）", Role.EDITOR: "编辑署名行（已读取）", Role.REPEAT: "重复的行", Role.FURNITURE: "网页或版面附件",
}  # fmt: skip
WHERE_NAMES = {
    "title": "标题", "kicker": "肩题", "subtitle": "副题", "column": "栏目", "edit": "编者", "dateline": "电头", "heading": "小标题", "lead": "导读", "caption": "图注",
    "paragraph": "正文", "list": "列表",
}  # fmt: skip
FIX_NAMES = {
    "full-width marks": "半角标点恢复为全角", "invisible characters": "删去不可见字符", "Markdown heading": "去掉 Markdown 标题号",
    "Markdown bold": "去掉 Markdown 粗体号", "Markdown quote": "去掉 Markdown 引用号",
    "text printed twice": "一行里重复两遍的文字只留一遍",
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
                front = _article_front(article, page, labels, region_slugs, near[0], near[1])
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
        labels = _labels(library)
        for taxonomy in library.taxonomies:
            yield self._page(
                f"{taxonomy.slug}/index.md",
                "taxonomy.md.j2",
                _list_front(taxonomy.label),
                taxonomy=taxonomy,
                tree=_tree(taxonomy),
            )
            by_slug = {term.slug: term for term in taxonomy.terms}
            below: dict[str | None, list[Term]] = {}
            for term in taxonomy.terms:
                below.setdefault(term.parent, []).append(term)
            for term in taxonomy.terms:
                yield self._page(
                    f"{taxonomy.slug}/{term.slug}.md", "term.md.j2", _list_front(term.label), taxonomy=taxonomy, term=term,
                    ancestors=_ancestors(term, by_slug), children=below.get(term.slug, ()), why=_why(taxonomy, term),
                    facets=_facets(labels, taxonomy, term),
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


def _article_front(
    article: Article,
    page: SeedPage,
    labels: Mapping[str, str],
    region_slugs: Mapping[str, str],
    before: Article | None,
    after: Article | None,
) -> dict[str, Any]:
    """The front matter of the editorial contract, then what the page's template shows below the text."""
    lead = [block.text for block in article.lead]
    first = next((b.text for b in (*article.lead, *article.body)), "")
    return {
        "title": article.title,
        "kicker": article.kicker,
        "subtitle": article.subtitle,
        "column": article.column,
        "kind": article.kind,
        "authors": [{"name": p.name, "role": p.role} for p in article.authors],
        "dateline": article.dateline,
        "source": {
            "publisher": article.source.publisher,
            "republisher": article.source.republisher,
            "editor": article.source.editor,
        },
        "date": article.source.date,
        "regions": [{"code": place.code, "name": place.name, "primary": place.primary} for place in article.regions],
        "themes": [topic.slug for topic in article.themes],
        "lead": None if not lead else lead[0] if len(lead) == 1 else lead,
        "truncated": article.truncated,
        "seed": page.seed.name,
        "lines": _ranges(article, page),
        "address": article.address,
        "template": "article.html",
        "generated": True,
        "heading": article.heading,
        "script": "zh-Hant" if article.traditional else "zh-Hans",
        "description": first[:110],
        "confidence": dict(article.sure),
        "edited": list(article.edited),
        "labels": list(article.labels),
        "replaced": list(article.replaced),
        "home": {"code": page.source.home, "name": page.source.home_name, "from": page.source.home_from}
        if page.source.home
        else None,
        "source_slug": source_slug(article.source.publisher) if article.source.publisher else "unknown",
        "region_links": [_region_link(place, region_slugs, article) for place in article.regions],
        "theme_links": [
            {"slug": t.slug, "label": labels[t.slug], "evidence": [_evidence(e, article) for e in t.evidence]}
            for t in article.themes
        ],
        "author_slugs": [ascii_slug(p.name) for p in article.authors],
        "seed_address": seed_address(page.seed.name),
        "previous": _neighbour(before),
        "next": _neighbour(after),
        "cleaning": _cleaning(article, page),
    }


def _ranges(article: Article, page: SeedPage) -> list[list[int]]:
    """Line ranges of the seed, 1-based, inclusive; blank lines do not part them."""
    own = set(article.numbers)
    ranges: list[list[int]] = []
    inside = False
    for item in page.lines:
        number = item.line.number
        if number not in own:
            inside = False
        elif inside:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
            inside = True
    return ranges


def _region_link(place: Place, slugs: Mapping[str, str], article: Article) -> dict[str, Any]:
    steps = [{"name": name, "slug": slugs[key]} for name, key in zip(place.chain, place.path, strict=True)]
    return {
        "steps": steps, "primary": place.primary,
        "evidence": [_evidence(e, article) for e in place.evidence],
    }  # fmt: skip


def _evidence(evidence: Evidence, article: Article) -> dict[str, Any]:
    return {
        "words": evidence.words, "where": WHERE_NAMES.get(evidence.where, evidence.where),
        "paragraph": paragraph_of(article, evidence.line),
    }  # fmt: skip


def _neighbour(article: Article | None) -> dict[str, str] | None:
    return {"address": article.address, "heading": article.heading} if article else None


def _cleaning(article: Article, page: SeedPage) -> list[str]:
    """How the text was cleaned, in words."""
    own = set(article.numbers)
    counts = Counter(fix for item in page.lines if item.line.number in own for fix in item.line.fixes)
    notes = [f"{FIX_NAMES.get(fix, fix)}：{count} 行" for fix, count in sorted(counts.items())]
    joined = sum(1 for block in article.body if block.kind == "paragraph" and len(block.lines) > 1)
    if joined:
        notes.append(f"接合被分栏断开的段落：{joined} 处")
    return notes


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


def _tree(taxonomy: Taxonomy) -> list[tuple[int, Term]]:
    """Every term with its depth, parents before children."""
    below: dict[str | None, list[Term]] = {}
    for term in taxonomy.terms:
        below.setdefault(term.parent, []).append(term)
    tree: list[tuple[int, Term]] = []
    stack = [(0, term) for term in reversed(below.get(None, []))]
    while stack:
        depth, term = stack.pop()
        tree.append((depth, term))
        stack.extend((depth + 1, child) for child in reversed(below.get(term.slug, [])))
    return tree


def _ancestors(term: Term, by_slug: Mapping[str, Term]) -> list[Term]:
    chain: list[Term] = []
    while term.parent is not None:
        term = by_slug[term.parent]
        chain.insert(0, term)
    return chain


def _why(taxonomy: Taxonomy, term: Term) -> dict[str, Why]:
    """Address of each article of a term to the words that put it there."""
    why: dict[str, Why] = {}
    for article in (*term.own, *term.below):
        found: Sequence[Evidence] = ()
        if taxonomy.slug == "themes":
            found = next((t.evidence for t in article.themes if t.slug == term.slug), ())
        elif taxonomy.slug == "regions":
            found = [e for p in article.regions if term.key in p.path for e in p.evidence]
        elif taxonomy.slug == "people":
            why[article.address] = Why("、".join(p.role for p in article.authors if p.name == term.label), ())
        if found:
            words = "、".join(dict.fromkeys(word for e in found[:4] for word in e.words.split("、")))
            at = [n for e in found if (n := paragraph_of(article, e.line)) is not None]
            why[article.address] = Why(
                f"{WHERE_NAMES.get(found[0].where, found[0].where)}：{words}", tuple(dict.fromkeys(at))[:4]
            )
    return why


class Why(NamedTuple):
    """Why an article stands in a list: the words, and the numbers of the paragraphs that say so."""

    words: str
    paragraphs: tuple[int, ...]


def paragraph_of(article: Article, line: int | None) -> int | None:
    """The number of the paragraph, counted from 1 over lead and body, that a line of the seed is in; it is its anchor on the page."""
    number = 0
    for block in (*article.lead, *article.body):
        if block.kind == "paragraph":
            number += 1
            if line is not None and line in block.lines:
                return number
    return None


Facet = tuple[str, str, list[tuple[str, str, int]]]  # taxonomy, its label, (slug, label, count)


class Labels(NamedTuple):
    """What the terms of a library are called, made once for all pages."""

    regions: Mapping[str, Term]  # by key
    of: Mapping[str, Mapping[str, str]]  # taxonomy -> slug -> label
    names: Mapping[str, str]  # of the taxonomies


def _labels(library: Library) -> Labels:
    return Labels(
        {term.key: term for term in library.taxonomy("regions").terms if term.key},
        {t.slug: {term.slug: term.label for term in t.terms} for t in library.taxonomies},
        {t.slug: t.label for t in library.taxonomies},
    )


def _facets(labels: Labels, taxonomy: Taxonomy, term: Term) -> list[Facet]:
    """How the articles of a term are spread over the other taxonomies: by year, theme, province and prefecture, source."""
    articles = (*term.own, *term.below)
    found: list[Facet] = []
    years = Counter((a.source.date or "")[:4] or "unknown" for a in articles)
    themes = Counter(topic.slug for a in articles for topic in a.themes)
    places = Counter(key for a in articles for key in {k for p in a.regions for k in p.path[:2] if k.endswith("00")})
    sources = Counter(source_slug(a.source.publisher) if a.source.publisher else "unknown" for a in articles)
    for slug, count in (("years", years), ("themes", themes), ("regions", places), ("sources", sources)):
        if slug == taxonomy.slug and slug != "themes":
            continue
        if slug == "regions":
            rows = [(labels.regions[key].slug, labels.regions[key].label, n) for key, n in sorted(count.items())]
        else:
            order = (
                sorted(count.items())
                if slug == "years"
                else sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))
            )
            rows = [
                (key, labels.of[slug][key], n) for key, n in order if not (slug == taxonomy.slug and key == term.slug)
            ]
        label = "常同时出现的主题" if slug == taxonomy.slug else labels.names[slug]
        if rows:
            found.append((slug, label, rows))
    return found


def cells(library: Library, year: str | None) -> tuple[tuple[Term, dict[str, int]], ...]:
    """Region by theme for one year (None: all years together): each province and prefecture that has articles, with the number
    of its articles of each theme. An article of two themes stands in two cells."""
    rows = []
    for term in library.taxonomy("regions").terms:
        if "/" in (term.key or "") or not (term.key or "").endswith("00"):
            continue
        count: Counter[str] = Counter()
        for article in (*term.own, *term.below):
            if year in (None, (article.source.date or "unknown")[:4] if article.source.date else "unknown"):
                count.update(topic.slug for topic in article.themes)
        if count:
            rows.append((term, dict(count)))
    return tuple(rows)
