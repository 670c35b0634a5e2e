"""What the build does, in order: read, clean, choose (classify, cut, arrange), describe, edit, tag, address, shelve, check,
render, write; and, when the site generator has run, index and trees."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from clippings.address import give_addresses, read_records, write_records
from clippings.assigned import Assigned, assigned, changes, read_assigned, write_assigned
from clippings.check import conservation, doubts
from clippings.choose import Settled, read_page
from clippings.clean import clean, count_fixes
from clippings.confidence import rated
from clippings.describe import beside, describe, read_source
from clippings.edit import Edits, edit_articles, edit_source, edit_tags, read_edits
from clippings.index import index
from clippings.models import (
    LEFT_OUT_ROLES,
    Article,
    ClippingsError,
    Doubt,
    Evidence,
    Fault,
    LeftOut,
    Library,
    Page,
    Place,
    RoleLine,
    SeedFile,
)
from clippings.places import PlaceReading, place_at
from clippings.read import EDIT_SUFFIX, find_seeds, orphan_edits, read_edit, read_seed
from clippings.render import render
from clippings.shelve import shelve
from clippings.tables import Tables, load_tables
from clippings.tag import Tagged, Tagger, tag
from clippings.themes import Said, common_words, topics_of
from clippings.trees import HANT, Tree, label_files, letters_for, plant
from clippings.write import Written, write_bytes, write_pages, write_text

ADDRESSES = "addresses.tsv"
THEMES = "themes.tsv"


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
    """What a build did, for the command to tell. `changes`: what is new in the themes of articles since the last build, and
    in the words that are common."""

    library: Library
    faults: tuple[Fault, ...]
    written: Written
    tagger: Tagger
    changes: tuple[str, ...]


class Breach(ClippingsError):
    """A line was lost, doubled or invented: a fault of the program."""


class NoSuchSeed(ClippingsError):
    """The seed that the command names is not there, or cannot be read."""


Progress = Callable[[Iterable[Path]], Iterable[Path]]


def build(settings: Settings, progress: Progress = iter) -> Report:
    """Seeds in, `docs/` out. Raises ClippingsError when an edit or a table does not fit, Breach when a line is
    unaccounted for; then nothing on the disk has changed."""
    tables = load_tables(settings.data)
    tagger = Tagger.of(tables)
    pages, faults, common = convert(settings, tables, tagger, progress)
    breaches = [breach for page in pages for breach in conservation(page)]
    if breaches:
        raise Breach("\n".join(breaches))
    before = _assigned_before(settings.docs)
    known = settings.docs / ADDRESSES
    records = read_records(known.read_text(encoding="utf-8")) if known.is_file() else ()
    pages, records, redirects = give_addresses(pages, records)
    library = shelve(pages, tables.themes, tagger.gazetteer)
    written = write_pages(render(library, redirects, settings.templates), settings.docs)
    write_text(known, write_records(records))
    now = assigned(library.articles, common)
    write_text(settings.docs / THEMES, write_assigned(now))
    return Report(library, tuple(faults), written, tagger, changes(before, now, library.articles))


def finish(
    report: Report,
    site: Path,
    old: Path | None = None,
    *,
    base: str = "",
    trees: Sequence[Tree] = (HANT,),
) -> int:
    """What is done when the generator has run: the search's index, and the trees in other letters. `old` is the last finished site, if
    there is one: pages that are the same are copied from it. Gives the number of pages that were converted."""
    scripts, gazetteer = report.tagger.tables.scripts, report.tagger.gazetteer
    base = f"{base.rstrip('/')}/" if base else ""
    files = index(report.library, gazetteer)
    letters = {tree: letters_for(tree, scripts, report.library, gazetteer) for tree in trees}
    files |= dict(label_files(files, letters))
    for path, content in files.items():
        write_bytes(site / "search" / "data" / path, content)
    page = site / "search" / "index.html"
    if page.is_file():  # the search page knows its index; one asked for less
        manifest = html.escape(files["manifest.json"].decode())
        text = page.read_text(encoding="utf-8").replace('data-manifest=""', f'data-manifest="{manifest}"', 1)
        write_bytes(page, text.encode())
    return plant(site, old, letters, base)


def _assigned_before(docs: Path) -> Assigned:
    known = docs / THEMES
    return read_assigned(known.read_text(encoding="utf-8") if known.is_file() else "")


@dataclass(frozen=True, slots=True)
class Unthemed:
    """A page of which all is known but its themes: these wait for the words that are common in the whole archive."""

    page: Page
    said: tuple[Said, ...]
    edits: Edits
    year: int | None  # as of which its places are named
    chosen: frozenset[int]  # numbers of the lines whose role was chosen for the page that it makes


def convert(
    settings: Settings, tables: Tables, tagger: Tagger, progress: Progress = iter
) -> tuple[tuple[Page, ...], list[Fault], dict[str, int]]:
    """Every seed as a page, the files that could not be used, and the cue words that are common in the archive. Raises
    ClippingsError with all edits that do not fit."""
    found = list(find_seeds(settings.seeds))
    faults = [entry for entry in found if isinstance(entry, Fault)]
    unthemed: list[Unthemed] = []
    pages: list[Page] = []
    misfits: list[str] = []
    for path in progress([entry for entry in found if isinstance(entry, Path)]):
        seed = read_seed(path, settings.seeds)
        if isinstance(seed, Fault):
            faults.append(seed)
            continue
        try:
            unthemed.append(read_and_tag(seed, read_edit(path), tables, tagger, full_width=settings.full_width)[0])
        except ClippingsError as error:
            misfits.append(str(error))
    common = common_words([said for one in unthemed for said in one.said])
    for one in unthemed:
        try:
            pages.append(settle(one, common, tagger))
        except ClippingsError as error:
            misfits.append(str(error))
    faults += orphan_edits(settings.seeds) if settings.seeds.is_dir() else ()
    if misfits:
        raise ClippingsError("\n".join(misfits))
    return tuple(pages), faults, common


def convert_seed(seed: SeedFile, edit: str | None, tables: Tables, tagger: Tagger, *, full_width: bool = True) -> Page:
    """One seed as a page, by itself. Raises ClippingsError when its edit does not fit."""
    return settle(read_and_tag(seed, edit, tables, tagger, full_width=full_width)[0], {}, tagger)


def read_and_tag(
    seed: SeedFile, edit: str | None, tables: Tables, tagger: Tagger, *, full_width: bool = True
) -> tuple[Unthemed, Tagged]:
    """One seed but for its themes, and all that was read of its places. Raises ClippingsError when its edit does not fit."""
    lines = clean(seed.text, full_width=full_width)
    name = seed.name.rsplit(".", 1)[0] + EDIT_SUFFIX
    edits = read_edits(edit, name, lines) if edit else Edits()
    settled = Settled(edits.roles, edits.starts, edits.breaks, edits.stories)
    reading = read_page(lines, tables, settled)
    kind, roles, stories = reading.kind, reading.lines, reading.stories
    source = edit_source(read_source(roles, kind, tables), edits)
    if source.home and source.home not in tagger.gazetteer.by_code:
        raise ClippingsError(f"{edits.home_at}: home {source.home!r} is the code of no place in data/divisions.tsv")
    left_out = tuple(item for item in roles if item.role in LEFT_OUT_ROLES)
    articles = tuple(
        describe(story, seed.name, kind, source, tables, beside(story, roles, alone=len(stories) == 1))
        for story in stories
    )
    articles = rated(stories, articles, kind, tables.confidence)
    articles = edit_articles(articles, edits)
    tagged = tag(articles, source, tagger)
    ledger = tuple(LeftOut(item.line, item.role, item.rule) for item in left_out)
    owners = {number: index for index, article in enumerate(articles) for number in article.numbers}
    home = tagger.gazetteer.at(tagged.home.code, None) if tagged.home.code else None
    source = replace(source, home=tagged.home.code, home_name=home.name if home else None, home_from=tagged.home.origin)
    page = Page(seed, kind, roles, tagged.articles, ledger, source, count_fixes(lines), owners)
    year = tagged.readings[0].year if tagged.readings else None
    return Unthemed(page, tagged.said, edits, year, frozenset(reading.kept)), tagged


def settle(one: Unthemed, common: Mapping[str, int], tagger: Tagger) -> Page:
    """The page with its themes, and with what an editor says of places and themes. Raises ClippingsError when that does not
    fit."""
    articles = tuple(
        replace(article, themes=topics_of(said, tagger.tables.theme_words, common))
        for article, said in zip(one.page.articles, one.said, strict=True)
    )
    places = _places(tagger, one.year)
    slugs = (theme.slug for theme in tagger.tables.themes)
    return replace(one.page, articles=edit_tags(articles, one.edits, places, slugs))


def _places(tagger: Tagger, year: int | None) -> Callable[[str], Place | None]:
    def place_of(name: str) -> Place | None:
        spot = tagger.gazetteer.spot_of(name, year)
        return place_at(spot, (Evidence(name, "edit"),), tagger.gazetteer, year, primary=False) if spot else None

    return place_of


def check(settings: Settings) -> tuple[tuple[Doubt, ...], list[Fault]]:
    """Every doubt, least sure first, and every file that could not be used."""
    tables = load_tables(settings.data)
    pages, faults, _ = convert(settings, tables, Tagger.of(tables))
    found = sorted((d for page in pages for d in doubts(page)), key=lambda d: (d.sure, d.seed, d.line, d.what))
    return tuple(found), faults


def explain(settings: Settings, wanted: str) -> Iterator[str]:
    """Each line of one seed with its role, its article, how sure that is and the rule that said so. Raises NoSuchSeed
    when it is not there or cannot be read."""
    paths = [p for p in find_seeds(settings.seeds) if isinstance(p, Path)]
    names = {p: p.relative_to(settings.seeds).as_posix() for p in paths}
    hits = [p for p in paths if names[p] == wanted or p.resolve() == Path(wanted).resolve()]
    hits = hits or [p for p in paths if wanted in (p.name, p.stem, names[p].removesuffix(p.suffix))]
    hits = hits or [p for p in paths if p.name.startswith(wanted)]
    if not hits:
        raise NoSuchSeed(f"{wanted}: there is no such seed in {settings.seeds}")
    if len(hits) > 1:
        raise NoSuchSeed(f"{wanted}: may be {', '.join(names[p] for p in hits[:5])}; name one of them whole")
    seed = read_seed(hits[0], settings.seeds)
    if isinstance(seed, Fault):
        raise NoSuchSeed(str(seed))
    tables = load_tables(settings.data)
    tagger = Tagger.of(tables)
    one, tagged = read_and_tag(seed, read_edit(hits[0]), tables, tagger, full_width=settings.full_width)
    common = _assigned_before(settings.docs).common
    page = settle(one, common, tagger)
    yield f"{seed.name}: {seed.encoding}, {page.kind.value} page, {len(page.articles)} articles, {len(page.ledger)} lines left out"
    for item in page.lines:
        yield _explain_line(item, page, chosen=item.line.number in one.chosen)
    yield f"home: {page.source.home_name or 'unknown'} ({tagged.home.why})"
    if mine := sorted({cue.word for said in one.said for hit in said.hits for _, cue, _ in hit.cues} & common.keys()):
        yield f"cues that are common in this archive and count less: {'、'.join(mine)}"
    for number, (article, reading) in enumerate(zip(page.articles, tagged.readings, strict=True), 1):
        yield from _explain_article(number, article, reading, tagger)


def _explain_article(index: int, article: Article, reading: PlaceReading, tagger: Tagger) -> Iterator[str]:
    """What an article is about, and every mention: what it was resolved to, in which role and why; or why it was refused."""
    yield f"article {index}: {article.kind}: {article.heading}"
    for place in article.regions:
        yield f"  place   {'*' if place.primary else ' '} {place.name} [{'; '.join(e.words for e in place.evidence[:4])}]"
    for topic in article.themes:
        yield f"  theme     {topic.slug} {topic.score} [{'; '.join(f'{e.where}: {e.words}' for e in topic.evidence[:3])}]"
    for mention in reading.mentions:
        piece = reading.pieces[mention.piece]
        where = f"line {piece.line}" if piece.line else piece.where
        what = "/".join(tagger.gazetteer.chain(mention.spot, None)) if mention.spot else "refused"
        yield f"  mention   {where}+{mention.start}: {mention.text} -> {what} ({mention.role}: {mention.why})"


def _explain_line(item: RoleLine, page: Page, *, chosen: bool) -> str:
    owner = page.owners.get(item.line.number)
    where = f"article {owner + 1}" if owner is not None else "left out"
    text = item.line.text if len(item.line.text) <= 46 else item.line.text[:36] + "…" + item.line.text[-9:]
    rule = f"{item.rule}, chosen" if chosen else item.rule
    return f"{item.line.number:5d}  {item.role.value:12s}  {where:11s}  {item.sure:.2f}  {rule:18s}  {text}"
