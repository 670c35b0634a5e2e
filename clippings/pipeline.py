"""What the build does, in order: read, clean, classify, cut, arrange, describe, edit, tag, address, shelve, check,
render, write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from clippings.address import give_addresses, read_records, write_records
from clippings.arrange import arrange
from clippings.check import conservation, doubts
from clippings.classify import classify
from clippings.clean import clean, count_fixes
from clippings.confidence import rated
from clippings.cut import cut
from clippings.describe import describe, read_source
from clippings.edit import Edits, edit_articles, edit_source, read_edits
from clippings.models import LEFT_OUT_ROLES, ClippingsError, Doubt, Fault, LeftOut, Library, Page, RoleLine, SeedFile
from clippings.read import EDIT_SUFFIX, find_seeds, orphan_edits, read_edit, read_seed
from clippings.render import render
from clippings.shelve import shelve
from clippings.tables import Tables, load_tables
from clippings.tag import Gazetteer, tag
from clippings.write import Written, write_pages, write_text

ADDRESSES = "addresses.tsv"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are, and the few choices there are."""

    seeds: Path
    docs: Path
    data: Path
    templates: Path
    full_width: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did, for the command to tell."""

    library: Library
    faults: tuple[Fault, ...]
    written: Written


class Breach(ClippingsError):
    """A line was lost, doubled or invented: a fault of the program."""


class NoSuchSeed(ClippingsError):
    """The seed that the command names is not there, or cannot be read."""


Progress = Callable[[Iterable[Path]], Iterable[Path]]


def build(settings: Settings, progress: Progress = iter) -> Report:
    """Seeds in, `docs/` out. Raises ClippingsError when an edit or a table does not fit, Breach when a line is
    unaccounted for; then nothing on the disk has changed."""
    tables = load_tables(settings.data)
    pages, faults = convert(settings, tables, progress)
    breaches = [breach for page in pages for breach in conservation(page)]
    if breaches:
        raise Breach("\n".join(breaches))
    known = settings.docs / ADDRESSES
    records = read_records(known.read_text(encoding="utf-8")) if known.is_file() else ()
    pages, records, redirects = give_addresses(pages, records)
    library = shelve(pages, tables.themes)
    written = write_pages(render(library, redirects, settings.templates), settings.docs)
    write_text(known, write_records(records))
    return Report(library, tuple(faults), written)


def convert(settings: Settings, tables: Tables, progress: Progress = iter) -> tuple[tuple[Page, ...], list[Fault]]:
    """Every seed as a page, and the files that could not be used. Raises ClippingsError with all edits that do not fit."""
    gazetteer = Gazetteer(tables.divisions)
    found = list(find_seeds(settings.seeds))
    faults = [entry for entry in found if isinstance(entry, Fault)]
    pages: list[Page] = []
    misfits: list[str] = []
    for path in progress([entry for entry in found if isinstance(entry, Path)]):
        seed = read_seed(path, settings.seeds)
        if isinstance(seed, Fault):
            faults.append(seed)
            continue
        try:
            pages.append(convert_seed(seed, read_edit(path), tables, gazetteer, full_width=settings.full_width))
        except ClippingsError as error:
            misfits.append(str(error))
    faults += orphan_edits(settings.seeds) if settings.seeds.is_dir() else ()
    if misfits:
        raise ClippingsError("\n".join(misfits))
    return tuple(pages), faults


def convert_seed(
    seed: SeedFile, edit: str | None, tables: Tables, gazetteer: Gazetteer, *, full_width: bool = True
) -> Page:
    """One seed as a page. Raises ClippingsError when its edit does not fit."""
    lines = clean(seed.text, full_width=full_width)
    name = seed.name.rsplit(".", 1)[0] + EDIT_SUFFIX
    edits = read_edits(edit, name, lines) if edit else Edits()
    kind, roles = classify(lines, tables, fixed=edits.roles)
    clips = cut(roles, kind, edits.starts | edits.breaks)
    stories = arrange(clips, kind, edits.starts, edits.stories)
    source = edit_source(read_source(roles, kind), edits)
    if source.home and source.home not in gazetteer.by_code:
        raise ClippingsError(f"{name}: seed: home {source.home!r} is the code of no place in data/divisions.tsv")
    left_out = tuple(item for item in roles if item.role in LEFT_OUT_ROLES)
    articles = tuple(
        describe(story, seed.name, kind, source, tables, left_out if len(stories) == 1 else ()) for story in stories
    )
    articles = rated(stories, articles, kind, tables.confidence)
    articles = edit_articles(articles, edits, name)
    articles, home = tag(articles, source, tables, gazetteer)
    ledger = tuple(LeftOut(item.line, item.role, item.rule) for item in left_out)
    owners = {number: index for index, article in enumerate(articles) for number in article.numbers}
    return Page(seed, kind, roles, articles, ledger, replace(source, home=home), count_fixes(lines), owners)


def check(settings: Settings) -> tuple[tuple[Doubt, ...], list[Fault]]:
    """Every doubt, least sure first, and every file that could not be used."""
    pages, faults = convert(settings, load_tables(settings.data))
    found = sorted((d for page in pages for d in doubts(page)), key=lambda d: (d.sure, d.seed, d.line, d.what))
    return tuple(found), faults


def explain(settings: Settings, wanted: str) -> Iterator[str]:
    """Each line of one seed with its role, its article, how sure that is and the rule that said so. Raises NoSuchSeed
    when it is not there or cannot be read."""
    paths = [p for p in find_seeds(settings.seeds) if isinstance(p, Path)]
    hits = [p for p in paths if p.name == wanted or p.stem == wanted or p.resolve() == Path(wanted).resolve()]
    hits = hits or [p for p in paths if p.name.startswith(wanted)]
    if not hits:
        raise NoSuchSeed(f"{wanted}: there is no such seed in {settings.seeds}")
    seed = read_seed(hits[0], settings.seeds)
    if isinstance(seed, Fault):
        raise NoSuchSeed(str(seed))
    tables = load_tables(settings.data)
    page = convert_seed(seed, read_edit(hits[0]), tables, Gazetteer(tables.divisions), full_width=settings.full_width)
    yield f"{seed.name}: {seed.encoding}, {page.kind.value} page, {len(page.articles)} articles, {len(page.ledger)} lines left out"
    for item in page.lines:
        yield _explain_line(item, page)
    for index, article in enumerate(page.articles, 1):
        places = ", ".join(f"{p.name} [{'; '.join(e.words for e in p.evidence[:4])}]" for p in article.regions)
        topics = ", ".join(f"{t.slug} {t.score} [{'; '.join(e.words for e in t.evidence[:3])}]" for t in article.themes)
        yield f"article {index}: {article.kind}: {article.heading} | places: {places or 'none'} | themes: {topics or 'none'}"


def _explain_line(item: RoleLine, page: Page) -> str:
    owner = page.owners.get(item.line.number)
    where = f"article {owner + 1}" if owner is not None else "left out"
    text = item.line.text if len(item.line.text) <= 46 else item.line.text[:36] + "…" + item.line.text[-9:]
    return f"{item.line.number:5d}  {item.role.value:12s}  {where:11s}  {item.sure:.2f}  {item.rule:18s}  {text}"
