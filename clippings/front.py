"""Front matter: what an article's page says of it, by the editorial contract, and what its template shows below the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from clippings.models import Article, Evidence, Place
from clippings.models import Page as SeedPage
from clippings.pinyin import ascii_slug
from clippings.text import seed_address, source_slug

WHERE_NAMES = {
    "title": "标题", "kicker": "肩题", "subtitle": "副题", "column": "栏目", "edit": "编者", "dateline": "电头", "heading": "小标题", "lead": "导读", "caption": "图注",
    "paragraph": "正文", "list": "列表",
}  # fmt: skip
FIX_NAMES = {
    "full-width marks": "半角标点恢复为全角", "invisible characters": "删去不可见字符", "Markdown heading": "去掉 Markdown 标题号",
    "Markdown bold": "去掉 Markdown 粗体号", "Markdown quote": "去掉 Markdown 引用号",
    "text printed twice": "一行里重复两遍的文字只留一遍",
}  # fmt: skip


def article_front(
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


def paragraph_of(article: Article, line: int | None) -> int | None:
    """The number of the paragraph, counted from 1 over lead and body, that a line of the seed is in; it is its anchor on the page."""
    number = 0
    for block in (*article.lead, *article.body):
        if block.kind == "paragraph":
            number += 1
            if line is not None and line in block.lines:
                return number
    return None
