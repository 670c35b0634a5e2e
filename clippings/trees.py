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
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import add
from pathlib import Path

import opencc

from clippings.gazetteer import Gazetteer
from clippings.models import Library
from clippings.script import to_simplified
from clippings.tables import ScriptWords
from clippings.text import HAN

STATE = ".trees.json"
_TOKEN = re.compile(r"(<!--.*?-->|<script\b.*?</script>|<style\b.*?</style>|<[^>]*>)", re.S)
_ATTRIBUTE = re.compile(r'(\s(?!href|src|id|class|style|lang|hreflang|action|data-script)[\w:-]+=")([^"]*)(")')
_LINK = re.compile(r'(\s(?:href|src|action)=)(?:"([^"]*)"|([^\s">]+))')
_HANT = re.compile(r'\slang="?zh-Hant"?[\s>]')
_TAG_NAME = re.compile(r"</?\s*([a-zA-Z0-9]+)")
_HAN_TEXT = re.compile(f"[{HAN}]")
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
        self._keep = self._kept(people, places)

    def _kept(self, people: Iterable[str], places: Iterable[str]) -> Mapping[str, Sequence[tuple[str, str]]]:
        """First two characters to the names that would go wrong, the longest first, with their right forms."""
        wanted: dict[str, str] = {}
        for names, chars in ((sorted(set(places)), self._words.places), (sorted(set(people)), self._words.people)):
            plain = self._plain("\n".join(names)).split("\n") if names else []
            for name, made in zip(names, plain, strict=True):
                right = self._named(name, made, chars)
                if right != made and len(name) > 1:
                    wanted[name] = right
        wanted.update(self._words.names)
        wanted.update(self._words.words)
        starts: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, right in wanted.items():
            starts[name[:2]].append((name, right))
        return {start: sorted(found, key=lambda pair: (-len(pair[0]), pair)) for start, found in starts.items()}

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
        keep, read = self._keep, 0
        chars: list[str] | None = None
        for at, names in enumerate(map(keep.get, map(add, text, text[1:]))):
            if names is None or at < read:
                continue
            for name, right in names:
                if text.startswith(name, at):
                    chars = chars or list(made)
                    chars[at : at + len(name)] = right
                    read = at + len(name)
                    break
        if any(char in text for char in self._words.surnames):
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


def plant(
    site: Path, old: Path | None, trees: Sequence[Tree], make: Callable[[Tree], Letters], base: str, stamp: str
) -> int:
    """Fills the places that the templates leave for the switch and the alternates, and plants the trees. `base` is the site's own
    address or empty; `stamp` stands for all that the letters depend on. A page that is as it was in the `old` site is copied from
    there. Gives the number of pages that were converted."""
    before = _state(old, stamp)
    letters: dict[str, Letters] = {}
    pages: dict[str, str] = {}
    done = 0
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        raw = path.read_bytes()
        digest = hashlib.sha256(raw).hexdigest()[:16]
        pages[name] = digest
        places = [(tree, site / tree.folder / name) for tree in (HANS, *trees) if tree is HANS or name != "404.html"]
        if old is not None and before.get(name) == digest and all((old / t.folder / name).is_file() for t, _ in places):
            for tree, target in places:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes((old / tree.folder / name).read_bytes())
            continue
        html = raw.decode("utf-8")
        done += 1
        for tree, target in places:
            if tree is not HANS and tree.folder not in letters:
                letters[tree.folder] = make(tree)
            made = turned(html, name, tree, [HANS, *trees], letters.get(tree.folder), base)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(made, encoding="utf-8", newline="")
    _sitemap(site, trees, base)
    (site / STATE).write_text(json.dumps({"stamp": stamp, "pages": pages}), encoding="utf-8")
    return done


def _state(old: Path | None, stamp: str) -> Mapping[str, str]:
    try:
        state = json.loads((old / STATE).read_text(encoding="utf-8")) if old else {}
    except (OSError, ValueError):
        return {}
    return dict(state["pages"]) if state.get("stamp") == stamp else {}


def stamp_of(*parts: str) -> str:
    """One short text for all that converted pages depend on: this file, the converter, and what is given."""
    joined = "\0".join((Path(__file__).read_text(encoding="utf-8"), opencc.__version__, *parts))
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


def turned(html: str, name: str, tree: Tree, trees: Sequence[Tree], letters: Letters | None, base: str) -> str:
    """A page of the site as it stands in a tree: letters, language, links to what is not in the tree, switch and alternates."""
    html = html.replace("<!--switch-->", _switch(name, tree, trees)).replace(
        "<!--alternates-->", _alternates(name, tree, trees, base)
    )
    if tree is HANS and not _HANT.search(html):
        return html
    tokens = _TOKEN.split(html)
    inside: list[list[object]] = []  # open elements printed in Traditional: [tag name, how deep]
    texts: list[tuple[int, str, str]] = []  # token, its text, kind
    for at, token in enumerate(tokens):
        if at % 2 == 0:
            if token and not token.isascii() and _HAN_TEXT.search(token) and bool(inside) == (tree is HANS):
                texts.append((at, token, "text"))
            continue
        if token.startswith(("<!", "<style")):
            continue
        if token.startswith("<script"):
            if tree is not HANS:
                opening, closing, rest = token.partition(">")
                token = tokens[at] = _relinked(opening, name, tree, base) + closing + rest
            if "json" in token[:80] and not token.isascii() and tree is not HANS:
                texts.append((at, token, "text"))
            continue
        tag = _TAG_NAME.match(token)
        word = tag[1].lower() if tag else ""
        if inside and word == inside[-1][0] and not token.endswith("/>"):
            inside[-1][1] += -1 if token.startswith("</") else 1  # type: ignore[operator]
            if not inside[-1][1]:
                inside.pop()
        elif word != "html" and word != "a" and _HANT.search(token):
            inside.append([word, 1])
            if tree is HANS:
                tokens[at] = token = token.replace('lang="zh-Hant"', 'lang="zh-Hans"')
        if tree is not HANS:
            token = _relinked(token, name, tree, base)
            tokens[at] = token
        if not token.isascii() and (tree is not HANS) != bool(inside):
            texts.append((at, token, "tag"))
    _convert(tokens, texts, letters)
    made = "".join(tokens)
    if tree is not HANS:
        made = made.replace('<html lang="zh-Hans"', f'<html lang="{tree.lang}" data-tree="{tree.folder}"', 1)
        made = made.replace('property="og:locale" content="zh_CN"', f'property="og:locale" content="{tree.locale}"')
    return made


def _convert(tokens: list[str], texts: Sequence[tuple[int, str, str]], letters: Letters | None) -> None:
    """Puts the converted texts in their places; without letters they become Simplified."""
    pieces: list[str] = []
    for _, token, kind in texts:
        pieces += [token] if kind == "text" else [hit[2] for hit in _ATTRIBUTE.finditer(token)]
    made = iter(letters.texts(pieces) if letters else map(to_simplified, pieces))
    for at, token, kind in texts:
        tokens[at] = next(made) if kind == "text" else _ATTRIBUTE.sub(lambda hit: hit[1] + next(made) + hit[3], token)


def _relinked(token: str, name: str, tree: Tree, base: str) -> str:
    """Links to files that are in the main tree alone (styles, scripts, raw texts) go one folder up; the page's own full address
    goes into the tree."""

    def link(hit: re.Match[str]) -> str:
        url = hit[2] if hit[2] is not None else hit[3]
        if "data-script=" in token or "hreflang=" in token:
            return hit[0]
        if base and url.startswith(base):
            rest = url[len(base) :].lstrip("/")
            return f'{hit[1]}"{base}{tree.folder}/{rest}"' if _is_page(rest) else hit[0]
        if not url or url.startswith(("#", "?", "/", "data:", "mailto:")) or "://" in url:
            return hit[0]
        if _is_page(url):
            return hit[0]
        path, mark, rest = re.match(r"([^?#]*)([?#]?)(.*)", url).groups()  # type: ignore[union-attr]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
        return f'{hit[1]}"{"../" * (name.count("/") + 1)}{target}{mark}{rest}"'

    return _LINK.sub(link, token) if "=" in token else token


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


def label_files(files: Mapping[str, bytes], letters: Mapping[str, Letters]) -> Iterator[tuple[str, bytes]]:
    """The labels of the search's filters in the letters of each tree."""
    for path, content in files.items():
        if "/labels/" in path:
            rows = json.loads(content)
            for folder, own in letters.items():
                made = [
                    [slug, label] for (slug, _), label in zip(rows, own.texts([row[1] for row in rows]), strict=True)
                ]
                yield (
                    path.replace(".json", f".{folder}.json"),
                    json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode(),
                )
