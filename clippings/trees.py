"""Trees: the finished site once more in Traditional letters (`/zh-hant/`), from its own HTML; same addresses below.

What is printed in Traditional is marked `lang="zh-Hant"` by the templates: it stays as it is in a Traditional tree and becomes Simplified
in the other. Everything else is Simplified and becomes Traditional. Letters change, words never; names of people and places
are kept as they are written (`data/scripts.yml`). Addresses, ids and classes are ASCII and stay.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import opencc

from clippings.gazetteer import Gazetteer
from clippings.lookup import Lookup
from clippings.models import Library
from clippings.script import to_simplified
from clippings.tables import ScriptWords
from clippings.text import HAN

STATE = ".trees.json"
# What of a page may change: text with Chinese, such values of attributes, data in JSON, links. The rest of scripts, styles and comments is passed over.
# Every branch begins with a plain character, so that the engine leaps from one to the next.
_PIECE = re.compile(
    r"<script\b[^>]*json[^>]*>(?P<json>[^<]*[^\x00-\x7f<][^<]*)</script>"
    r"|<script\b(?=[^>]*\ssrc)[^>]*?\ssrc=(?P<link>\"[^\"]*\"|[^\s\">]+)"
    r"|<(?P<left>script\b[^>]*>.*?</script>|style\b.*?</style>|!--.*?-->)"
    r"|>(?P<text>[^<>\x80-\U0010ffff]*[^\x00-\x7f][^<>]*)(?=<)"
    r'| (?!href|src|id|class|style|lang|action)[\w:-]+="(?P<value>[^"<>\x80-\U0010ffff]*[^\x00-\x7f][^"<>]*)"'
    r"| (?:href|src|action)=(?P<link2>\"[^\"]*\"|[^\s\">]+)"
    r'|\n\s*(?:href|src|action)=(?P<link3>"[^"]*")',
    re.S,
)
_HANT = re.compile(r'<(?!html|a\b|link)([a-z0-9]+)\b[^>]*\slang="zh-Hant"')
_OWN_HEAD = re.compile(r'<title>[^<]*</title>|<meta name="description"[^>]*>')
_SITE_NAME = re.compile(r"(?<= - )[^<>-]*(?=</title>)")
_BREAK = "\x1f"
_SHORT = 60  # texts up to this length are remembered: menus, labels, names


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree of the site in another script."""

    folder: str
    config: str  # OpenCC's
    lang: str
    locale: str
    label: str


HANT = Tree("zh-hant", "s2tw", "zh-Hant", "zh_TW", "繁體")
HONG_KONG = Tree("zh-hk", "s2hk", "zh-Hant-HK", "zh_HK", "港繁")
HANS = Tree("", "", "zh-Hans", "zh_CN", "简体")


class Letters:
    """Simplified to the letters of one tree. Names are given with the form they keep."""

    def __init__(self, tree: Tree, words: ScriptWords, people: Iterable[str], places: Iterable[str]) -> None:
        self._opencc = opencc.OpenCC(tree.config)
        self._words = words
        self._known: dict[str, str] = {}
        self.links: dict[tuple[int, str], str] = {}
        self._keep = self._kept(people, places)
        self._lookup = Lookup(self._keep)

    @property
    def kept(self) -> str:
        """The names and words whose letters are given, with the table they come from."""
        return f"{sorted(self._keep.items())}{self._words}"

    def _kept(self, people: Iterable[str], places: Iterable[str]) -> Mapping[str, str]:
        """The names that would go wrong, with their right forms."""
        wanted: dict[str, str] = {}
        for names, chars in ((sorted(set(places)), self._words.places), (sorted(set(people)), self._words.people)):
            plain = self._plain("\n".join(names)).split("\n") if names else []
            for name, made in zip(names, plain, strict=True):
                right = self._named(name, made, chars)
                if right != made and len(name) > 1:
                    wanted[name] = right
        wanted.update(self._words.names)
        wanted.update(self._words.words)
        return wanted

    def _named(self, name: str, made: str, chars: Mapping[str, str]) -> str:
        """A name's right form: character by character as in names, or as the table of exceptions says."""
        right = (
            [chars.get(char, other) for char, other in zip(name, made, strict=True)]
            if len(name) == len(made)
            else list(made)
        )
        for known, form in self._words.names.items():
            at = name.find(known)
            if at >= 0 and len(right) == len(name):
                right[at : at + len(known)] = form
        return "".join(right)

    def _plain(self, text: str) -> str:
        return str(self._opencc.convert(text))

    @cached_property
    def _person(self) -> re.Pattern[str]:
        """A surname that needs care, with a given name: behind an office, or before a word that follows names."""
        surname = f"[{self._words.surnames}]"
        given = f"[{HAN}]"
        before = "(?:记者|通讯员|书记|主任|县长|市长|局长|镇长|乡长|村长|校长|院长|经理|老师|医生|同志|教授|主席|会长|所长|队长|村民|党员|教练|导演|作家|诗人|演员|委员|部长|代表|组长|站长|厂长|专家|先生|选手|球员|学者|画家|歌手|名叫|姓名|作者|编辑|摄影|[、，（(]|^)"
        after = "(?:说|介绍|表示|告诉|认为|指出|同志|先生|女士|书记|主任|教授|老师|县长|市长|局长|院长|校长|医生|在会上|出席|主持|率|代表|摄|报道|撰文|主演|执导|编著|某|家住|一家|的儿|的女|的妻|的丈|[、，。）)]|$)"
        return re.compile(
            f"{before}({surname}{given}{{1,2}}?)(?={after})|({surname}某{{1,2}})"
            f"|({surname}{given}{{0,2}})(?=说，|说：|表示|告诉记者|介绍说|同志|先生|女士|教授|老师|局长|书记|主任|师傅|大爷|奶奶|阿姨)"
            f"|(?:作家|画家|演员|歌手|歌唱家|名臣|主席|导演|诗人|掌门|大将)((?![于后干台]){surname}{given}{{1,2}})"
            f"|(?<=[演]员)(于{given}{{1,2}}(?=登|演|主))"
        )

    def text(self, text: str) -> str:
        """A text in the letters of the tree."""
        if (known := self._known.get(text)) is not None:
            return known
        made = self._plain(text)
        if len(made) == len(text):
            made = self._mended(text, made)
        if len(text) <= _SHORT:
            self._known[text] = made
        return made

    def _mended(self, text: str, made: str) -> str:
        """The converted text with names and words as the tables have them."""
        chars: list[str] | None = None
        for at, name in self._lookup.longest(text):
            chars = chars or list(made)
            chars[at : at + len(name)] = self._keep[name]
        if not set(text).isdisjoint(self._words.surnames):
            for hit in self._person.finditer(text):
                at = next(i for i in range(1, 6) if hit[i])
                chars = chars or list(made)
                for place in range(hit.start(at), hit.end(at)):
                    chars[place] = self._words.people.get(text[place], chars[place])
        return "".join(chars) if chars else made

    def texts(self, texts: Sequence[str]) -> list[str]:
        """Many texts, in one call to the converter."""
        unknown = [t for t in texts if t not in self._known]
        if unknown:
            joined = _BREAK.join(unknown)
            made = self._plain(joined).split(_BREAK)
            if len(made) != len(unknown):
                return [self.text(t) for t in texts]
            fresh = {t: self._mended(t, m) if len(t) == len(m) else m for t, m in zip(unknown, made, strict=True)}
            self._known.update((t, m) for t, m in fresh.items() if len(t) <= _SHORT)
            return [self._known[t] if t in self._known else fresh[t] for t in texts]
        return [self._known[t] for t in texts]


def letters_for(tree: Tree, words: ScriptWords, library: Library, gazetteer: Gazetteer) -> Letters:
    """The letters of a tree, with the archive's own people and all places of the gazetteer protected."""
    people = {person.name for article in library.articles for person in article.authors}
    people |= {to_simplified(name) for name in people}
    places = {*gazetteer.full, *gazetteer.short, *gazetteer.towns}
    places |= {name for article in library.articles for place in article.regions for name in place.chain}
    return Letters(tree, words, people, places)


def plant(site: Path, old: Path | None, letters: Mapping[Tree, Letters], base: str) -> int:
    """Fills the places that the templates leave for the switch and the alternates, and plants a tree for each of the letters.
    `base` is the site's own address or empty. A page that is as it was in the `old` site is copied from there. Gives the number
    of pages that were converted."""
    stamp = _stamp(base, letters)
    before = _state(old, stamp)
    trees: list[tuple[Tree, Letters | None]] = [(HANS, None), *letters.items()]
    pages: dict[str, str] = {}
    done = 0
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        raw = path.read_bytes()
        digest = hashlib.sha256(raw).hexdigest()[:16]
        pages[name] = digest
        places = [(tree, own, site / tree.folder / name) for tree, own in trees if tree is HANS or name != "404.html"]
        if (
            old is not None
            and before.get(name) == digest
            and all((old / t.folder / name).is_file() for t, _, _ in places)
        ):
            for tree, _, target in places:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes((old / tree.folder / name).read_bytes())
            continue
        html = raw.decode("utf-8")
        done += 1
        for tree, own, target in places:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(turned(html, name, tree, [HANS, *letters], own, base).encode())
    _sitemap(site, list(letters), base)
    (site / STATE).write_text(json.dumps({"stamp": stamp, "pages": pages}), encoding="utf-8")
    return done


def _state(old: Path | None, stamp: str) -> Mapping[str, str]:
    try:
        state = json.loads((old / STATE).read_text(encoding="utf-8")) if old else {}
    except (OSError, ValueError):
        return {}
    return dict(state["pages"]) if state.get("stamp") == stamp else {}


def _stamp(base: str, letters: Mapping[Tree, Letters]) -> str:
    """One short text for all that converted pages depend on beside their own HTML: this file, the converter, the names."""
    parts = [Path(__file__).read_text(encoding="utf-8"), opencc.__version__, base]
    parts += [f"{tree}{own.kept}" for tree, own in letters.items()]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def turned(html: str, name: str, tree: Tree, trees: Sequence[Tree], letters: Letters | None, base: str) -> str:
    """A page of the site as it stands in a tree: letters, language, links to what is not in the tree, switch and alternates."""
    regions = _printed(html) if "zh-Hant" in html else []
    if '<h1 lang="zh-Hant"' in html:  # the page's own title and description are printed so too
        regions = sorted([*regions, *(hit.span() for hit in _OWN_HEAD.finditer(html))])
    if letters is None:
        html = _simplified(html, regions)
    else:
        html = _traditional(html, regions, name, tree, letters, base)
        html = _SITE_NAME.sub(lambda hit: letters.text(hit[0]), html, count=1)
        html = html.replace('<html lang="zh-Hans"', f'<html lang="{tree.lang}" data-tree="{tree.folder}"', 1)
        html = html.replace('property="og:locale" content="zh_CN"', f'property="og:locale" content="{tree.locale}"', 1)
    html = html.replace("<!--switch-->", _switch(name, tree, trees), 1)
    return html.replace("<!--alternates-->", _alternates(name, tree, trees, base), 1)


def _printed(html: str) -> list[tuple[int, int]]:
    """Where a page is printed in Traditional: from each tag marked so to its end."""
    regions: list[tuple[int, int]] = []
    for hit in _HANT.finditer(html):
        if regions and hit.start() < regions[-1][1]:
            continue
        depth = 0
        for tag in re.finditer(rf"<(/?){hit[1]}\b[^>]*>", html[hit.start() :]):
            depth += -1 if tag[1] else 1
            if not depth:
                regions.append((hit.start(), hit.start() + tag.end()))
                break
    return regions


def _simplified(html: str, regions: Sequence[tuple[int, int]]) -> str:
    """What is printed in Traditional, in Simplified."""
    for start, end in reversed(regions):
        part = html[start:end].replace('lang="zh-Hant"', 'lang="zh-Hans"', 1)
        html = (
            html[:start]
            + _PIECE.sub(lambda hit: _changed(hit, map(to_simplified, [hit[_which(hit)]])), part)
            + html[end:]
        )
    return html


def _traditional(
    html: str, regions: Sequence[tuple[int, int]], name: str, tree: Tree, letters: Letters, base: str
) -> str:
    """All but what is printed so, in Traditional; and the links."""
    hits = list(_PIECE.finditer(html))
    if regions:
        hits = [
            hit
            for hit in hits
            if (hit.lastgroup or "").startswith("link") or not any(a <= hit.start() < b for a, b in regions)
        ]
    made = iter(letters.texts([hit[_which(hit)] for hit in hits if hit.lastgroup in ("text", "value", "json")]))
    parts: list[str] = []
    at = 0
    for hit in hits:
        parts += (
            html[at : hit.start()],
            _linked(hit, name, tree, base, letters.links)
            if (hit.lastgroup or "").startswith("link")
            else _changed(hit, made),
        )
        at = hit.end()
    parts.append(html[at:])
    return "".join(parts)


def _which(hit: re.Match[str]) -> str:
    return hit.lastgroup or "left"


def _changed(hit: re.Match[str], made: Iterator[str]) -> str:
    """A piece of a page with its text changed; pieces without text stay."""
    if hit.lastgroup not in ("text", "value", "json"):
        return hit[0]
    start, end = hit.span(hit.lastgroup)
    return hit[0][: start - hit.start()] + next(made) + hit[0][end - hit.start() :]


def _linked(hit: re.Match[str], name: str, tree: Tree, base: str, known: dict[tuple[int, str], str]) -> str:
    """A link as it is in a tree. `known` remembers those that climb to the root: the same on every page of that depth."""
    depth = name.count("/")
    text = hit[0]
    if (same := known.get((depth, text))) is None:
        same = _link(hit, name, tree, base)
        if "../" * depth in text:
            known[depth, text] = same
    return same


def _link(hit: re.Match[str], name: str, tree: Tree, base: str) -> str:
    """A link as it is in a tree: to files that are in the main tree alone (styles, scripts, raw texts) it goes there; the page's own
    full address goes into the tree."""
    group = hit.lastgroup or "link"
    url = hit[group].strip('"')
    opening = hit[0][: hit.start(group) - hit.start()]
    if base and url.startswith(base):
        below = url[len(base) :].lstrip("/")
        return f'{opening}"{base}{tree.folder}/{below}"' if _is_page(below) else hit[0]
    if not url or url.startswith(("#", "?", "/", "data:", "mailto:")) or "://" in url or _is_page(url):
        return hit[0]
    path = re.split(r"[?#]", url, maxsplit=1)[0]
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
    return f'{opening}"{"../" * (name.count("/") + 1)}{target}{url[len(path) :]}"'


def _is_page(url: str) -> bool:
    last = re.split(r"[?#]", url, maxsplit=1)[0].rsplit("/", 1)[-1]
    return last in ("", ".", "..") or last.endswith(".html")


def _href(name: str, tree: Tree, other: Tree) -> str:
    """From a page of one tree to the same page of another."""
    page = name.removesuffix("index.html")
    up = "../" * (name.count("/") + (1 if tree.folder else 0))
    return (up + (f"{other.folder}/" if other.folder else "") + page) or "./"


def _switch(name: str, tree: Tree, trees: Sequence[Tree]) -> str:
    if name == "404.html":
        return ""
    return "".join(
        f'<a class="script-switch" data-script="{other.folder or "zh-hans"}" hreflang="{other.lang}" lang="{other.lang}"'
        f' href="{_href(name, tree, other)}" rel="alternate">&#x{ord(other.label[0]):x};&#x{ord(other.label[1]):x};</a>'
        for other in trees
        if other is not tree
    )


def _alternates(name: str, tree: Tree, trees: Sequence[Tree], base: str) -> str:
    if name == "404.html":
        return ""
    page = name.removesuffix("index.html")
    links = []
    for other in trees:
        full = f"{base}{other.folder}/{page}" if other.folder else f"{base}{page}"
        links.append(
            f'<link rel="alternate" hreflang="{other.lang}" href="{full if base else _href(name, tree, other)}">'
        )
    return "".join(links) + _HIDE


# The theme fetches the sitemap of every alternate it sees when it starts, a megabyte at 10,000 pages; so it does not see them.
_HIDE = (
    "<script>(()=>{const l=[...document.querySelectorAll('link[hreflang]')];l.forEach(e=>e.remove());"
    "addEventListener('load',()=>setTimeout(()=>document.head.append(...l)))})()</script>"
)


def _sitemap(site: Path, trees: Sequence[Tree], base: str) -> None:
    """The pages of the trees in the sitemap too."""
    path = site / "sitemap.xml"
    if not base or not path.is_file():
        return
    text = path.read_text(encoding="utf-8")
    entries = re.findall(r"<url>.*?</url>", text, re.S)
    more = [e.replace(f"<loc>{base}", f"<loc>{base}{tree.folder}/") for tree in trees for e in entries]
    path.write_text(text.replace("</urlset>", "".join(more) + "</urlset>"), encoding="utf-8")
    (site / "sitemap.xml.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))


def label_files(files: Mapping[str, bytes], letters: Mapping[Tree, Letters]) -> Iterator[tuple[str, bytes]]:
    """The labels of the search's filters in the letters of each tree."""
    for path, content in files.items():
        if "/labels/" in path:
            rows = json.loads(content)
            for tree, own in letters.items():
                made = [
                    [slug, label] for (slug, _), label in zip(rows, own.texts([row[1] for row in rows]), strict=True)
                ]
                yield (
                    path.replace(".json", f".{tree.folder}.json"),
                    json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode(),
                )
