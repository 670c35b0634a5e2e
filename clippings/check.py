"""Check: small generators that yield what is wrong or doubtful; nothing here changes anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from clippings.models import Article, Doubt, Page
from clippings.text import fold, is_han

_RATED = 0.9  # below this rating an article is worth an editor's look
_CHINESE = 4  # less than one character in so many: no Chinese text
_SURE = 0.75  # below this a field is worth an editor's look
_FIELDS = {
    "article": "what belongs to this article, or its headline,", "title": "the headline", "kicker": "the kicker", "subtitle": "the subtitle",
    "column": "the column", "authors": "the byline", "headings": "a heading", "captions": "a caption", "lead": "the lead",
    "text": "where the text begins, ends or joins",
}  # fmt: skip


def conservation(page: Page) -> Iterator[str]:
    """The law: each non-blank line of a seed is in one article or in the ledger, and an article's fields hold the
    letters of its lines and no others. Yields one message for each breach."""
    owners: dict[int, list[str]] = {}
    for article in page.articles:
        for number in article.numbers:
            owners.setdefault(number, []).append(f"article {article.heading}")
    for row in page.ledger:
        owners.setdefault(row.line.number, []).append("the ledger")
    for item in page.lines:
        number = item.line.number
        found = owners.pop(number, [])
        if len(found) != 1:
            where = " and ".join(found) or "nowhere"
            yield f"{page.seed.name}:{number}: stands {where}; each line stands in one place"
    for number, found in owners.items():
        yield f"{page.seed.name}:{number}: is on a page ({found[0]}) but is no line of the seed"
    by_number = {item.line.number: item.line.text for item in page.lines}
    for article in page.articles:
        yield from _letters(page, article, by_number)


def _letters(page: Page, article: Article, by_number: dict[int, str]) -> Iterator[str]:
    if any(block.lines == () for block in article.lead) or {"authors", "dateline"} & set(article.edited):
        return  # an editor's own words stand there; they are marked on the page
    printed = Counter(fold("".join(by_number[n] for n in article.numbers)))
    kept = Counter(fold("".join(_words(article))))
    noted = kept + Counter(fold("".join(article.labels)))
    lost = printed - noted
    if lost:
        yield f"{page.seed.name}:{article.numbers[0]}: {article.heading}: lost {''.join(sorted(lost.elements()))[:40]!r}"
    invented = kept - printed
    if invented:
        yield f"{page.seed.name}:{article.numbers[0]}: {article.heading}: invented {''.join(sorted(invented.elements()))[:40]!r}"


def _words(article: Article) -> Iterator[str]:
    own = [f for f in ("title", "kicker", "subtitle", "dateline") if f not in article.edited]
    for name in own:
        yield getattr(article, name) or ""
    if article.column and "column" not in article.edited and not article.column_inherited:
        yield article.column
    for block in (*article.lead, *article.body):
        yield block.text
        yield block.credit or ""


def doubts(page: Page) -> Iterator[Doubt]:
    """What an editor should look at: fields that were close calls, and what is missing or odd."""
    name = page.seed.name
    for article in page.articles:
        line = article.numbers[0]
        for key, sure in article.sure.items():
            if sure < (_RATED if key == "article" else _SURE) and key not in article.edited:
                yield Doubt(name, line, f"{article.heading}: {_FIELDS.get(key, key)} was a close call", sure)
        if article.title is None and article.kind != "photo":
            yield Doubt(name, line, f"{article.heading}: has no headline", 0.5)
        if not article.body:
            yield Doubt(name, line, f"{article.heading}: has no text", 0.2)
        if article.truncated and not article.edited:
            yield Doubt(name, line, f"{article.heading}: breaks off", 0.7)
    if not page.articles:
        yield Doubt(name, 1, "no article was found; is it a news page?", 0.1)
    total = sum(len(item.line.text) for item in page.lines)
    chinese = sum(is_han(char) for item in page.lines for char in item.line.text)
    if chinese * _CHINESE < total:
        yield Doubt(name, 1, "hardly any of it is Chinese; is it a news page?", 0.1)
    left = sum(len(row.line.text) for row in page.ledger)
    if page.articles and left * 2 > total:
        yield Doubt(name, page.ledger[0].line.number, f"{left * 100 // total} % of the text was left out", 0.4)
