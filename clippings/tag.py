"""Tag: the places and themes an article is about, each with the words that say so.

Places: every name of a province, prefecture or county is found; ambiguous ones are settled by parents named in the
article, then by the page's home. What an article is about is found by weight: mentions in the head count most, one
paragraph counts once, and the tree of places is walked down while one child holds at least half.
Themes: cue words count by where they stand; a theme needs the head, a heading, or a good part of the paragraphs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from clippings.models import Article, Evidence, Place, Source, Topic
from clippings.script import is_traditional, to_simplified
from clippings.tables import Division, Tables, Theme
from clippings.text import HAN

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
_BELOW = re.compile(rf"^([{HAN}]{{1,7}}?(?:街道|乡|镇|苏木))?([{HAN}]{{1,5}}?(?:村|社区|嘎查))?")
_NOT_BELOW = re.compile(
    r"^(?:的|和|与|及|等|在|各|多|全|每|某|两|所有|农|贫困|有|是|以|为|来到|走进|深入|前往|赴|到|把|将|对|从|向)|[市县]"
)
_MEDIUM = re.compile(
    r"^(?:日报|晚报|早报|晨报|时报|商报|新闻|电视|广播|在线|频道|记者|大学|学院|农科院|代表团|路|街(?!道)|大道|宾馆|酒店|籍|人(?!大|民|口|社)|银行|菜|话|味|藏医药)"
)
_HOME_WORDS = re.compile(r"我省|我区|我市|我县|我州|全省|全区|自治区|省委|区党委|省政府")
_SHORT_TRAPS = frozenset(
    [
        "和平",
        "合作",
        "资源",
        "公安",
        "友好",
        "比如",
        "白银",
        "大同",
        "新城",
        "城关",
        "朝阳",
        "太平",
        "长安",
        "安定",
        "平安",
        "永安",
        "新民",
        "解放",
        "红旗",
        "铁西",
        "河口",
        "城中",
        "城东",
        "城西",
        "城北",
        "文山",
        "兴安",
        "中山",
        "长治",
        "武功",
        "新生",
        "新华",
        "青年",
        "广安",
        "大方",
        "安康",
        "高明",
        "正安",
        "建设",
        "东风",
        "前进",
        "光明",
        "幸福",
        "和顺",
        "安顺",
        "保安",
        "大通",
        "临时",
        "东方",
        "万年",
        "同心",
        "中方",
        "定安",
        "开封",
        "长乐",
        "三江",
        "五大",
        "平和",
        "南部",
        "西部",
        "东部",
        "北部",
        "中部",
        "民主",
        "向阳",
        "友谊",
        "宁静",
        "富裕",
        "开放",
        "信用",
        "集中",
        "兴隆",
        "双流",
        "通道",
        "平台",
        "宝山",
        "金山",
        "南山",
        "东山",
        "西山",
        "北山",
        "桥东",
        "桥西",
        "新市",
        "老城",
        "吉利",
        "金门",
        "高新",
        "大冶",
        "博爱",
        "奉献",
        "勉励",
        "靖安",
        "平定",
        "安定",
        "双桥",
        "上林",
        "武定",
        "永定",
        "保定",
        "泰和",
        "丰富",
        "共和",
        "海东",
        "海西",
        "海南",
        "海北",
        "延长",
        "开发",
        "新区",
        "当雄",
        "改则",
    ]
)
_SUFFIXES = (
    "自治区",
    "特别行政区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "林区",
    "特区",
    "省",
    "市",
    "州",
    "盟",
    "县",
    "区",
    "旗",
)
_PEOPLES = re.compile(
    r"(?:[藏回壮苗彝侗瑶白傣黎畲羌土满京]族|土家族|哈尼族|布依族|朝鲜族|蒙古族|蒙古|维吾尔|哈萨克|柯尔克孜|傈僳族|拉祜族|纳西族|东乡族|保安族|撒拉族|裕固族|景颇族|德昂族|布朗族|阿昌族|普米族|怒族|独龙族|佤族|毛南族|仫佬族|仡佬族|水族|锡伯族?|达斡尔族?|鄂伦春|鄂温克族?|俄罗斯族|塔吉克|门巴族|珞巴族|各族|哈萨克族|高山族)+$"
)
_WEIGHT = {
    "title": 3.0,
    "kicker": 3.0,
    "subtitle": 3.0,
    "lead": 1.0,
    "heading": 1.5,
    "caption": 1.5,
    "paragraph": 1.0,
    "list": 0.4,
}
_THEME_WEIGHT = {"title": 5.0, "kicker": 2.0, "subtitle": 4.0, "column": 1.5, "heading": 3.0, "lead": 2.0, "caption": 1.0, "paragraph": 1.0, "list": 0.5}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name in a text: where it stands, and the divisions it may mean."""

    name: str
    where: str
    line: int | None
    codes: tuple[str, ...]
    weight: float
    at: int = 0  # where it stands in its piece
    below: tuple[str, ...] = ()  # township and village named right behind it


@dataclass(frozen=True)
class Gazetteer:
    """Divisions by code and by name."""

    divisions: tuple[Division, ...]

    @cached_property
    def by_code(self) -> Mapping[str, tuple[Division, ...]]:
        """All names a code had."""
        found: dict[str, list[Division]] = defaultdict(list)
        for division in self.divisions:
            found[division.code].append(division)
        return {code: tuple(rows) for code, rows in found.items()}

    @cached_property
    def provinces(self) -> tuple[Division, ...]:
        """The highest level."""
        return tuple(d for d in self.divisions if d.code.endswith("0000"))

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """Full names, and the short names of provinces, to codes."""
        found: dict[str, list[str]] = defaultdict(list)
        for division in self.divisions:
            found[division.name].append(division.code)
            if division.code.endswith("0000"):
                found[short_name(division.name)].append(division.code)
        return {name: tuple(dict.fromkeys(codes)) for name, codes in found.items() if len(name) >= 2}

    @cached_property
    def shorts(self) -> Mapping[str, tuple[str, ...]]:
        """Short names of prefectures and counties (山南, 静宁), good only where their full name or parent is named."""
        found: dict[str, list[str]] = defaultdict(list)
        for division in self.divisions:
            short = short_name(division.name)
            if (
                not division.code.endswith("0000")
                and short != division.name
                and len(short) >= 2
                and short not in _SHORT_TRAPS
            ):
                found[short].append(division.code)
        return {name: tuple(dict.fromkeys(codes)) for name, codes in found.items() if name not in self.names}

    @cached_property
    def starts(self) -> Mapping[str, tuple[str, ...]]:
        """First two characters to the names that begin so, longest first."""
        found: dict[str, set[str]] = defaultdict(set)
        for name in (*self.names, *self.shorts):
            found[name[:2]].add(name)
        return {start: tuple(sorted(names, key=lambda n: (-len(n), n))) for start, names in found.items()}

    def at(self, code: str, year: int | None) -> Division | None:
        """The division of a code in a year; without a year, the newest."""
        rows = self.by_code.get(code, ())
        valid = [d for d in rows if year is None or ((d.start or 0) <= year <= (d.end or 9999))]
        newest = sorted(valid or rows, key=lambda d: (d.end or 9999, d.start or 0))
        return newest[-1] if newest else None

    def chain(self, code: str, year: int | None) -> tuple[Division, ...]:
        """Province, prefecture, county of a code, as far as there are any."""
        codes = dict.fromkeys((code[:2] + "0000", code[:4] + "00", code))
        return tuple(d for d in (self.at(c, year) for c in codes) if d is not None)


def short_name(name: str) -> str:
    """甘肃省 -> 甘肃, 阿克塞哈萨克族自治县 -> 阿克塞, 甘南藏族自治州 -> 甘南."""
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            bare = name[: -len(suffix)]
            plain = _PEOPLES.sub("", bare) if suffix in ("自治区", "自治州", "自治县", "自治旗") else bare
            plain = {"广西壮族": "广西", "宁夏回族": "宁夏", "新疆维吾尔": "新疆"}.get(bare, plain)
            return plain if len(plain) >= 2 else bare
    return name


def tag(
    articles: Sequence[Article], source: Source, tables: Tables, gazetteer: Gazetteer
) -> tuple[tuple[Article, ...], str | None]:
    """The articles of one page with regions and themes, and the code of the page's home province, if it is known."""
    texts = [list(_texts(article)) for article in articles]
    whole = "".join(text for pieces in texts for _, text, _ in pieces)
    year = _year(source, whole)
    found = [[m for piece in pieces for m in mentions(piece, gazetteer)] for pieces in texts]
    desks = [m for a in articles if a.dateline for m in mentions(("paragraph", a.dateline + "。", None), gazetteer)]
    home = source.home or _home([m for ms in found for m in ms], desks, source, gazetteer, year)
    tagged = []
    for article, pieces, places in zip(articles, texts, found, strict=True):
        regions = _regions(places, pieces, home, gazetteer, year)
        tagged.append(replace(article, regions=regions, themes=_themes(pieces, tables.themes)))
    return tuple(tagged), home


def _texts(article: Article) -> Iterator[tuple[str, str, int | None]]:
    """`(where, text, line)` for each piece of an article, in Simplified script, head first."""
    pieces: list[tuple[str, str | None, int | None]] = [
        ("kicker", article.kicker, None), ("title", article.title, None), ("subtitle", article.subtitle, None),
        ("column", article.column, None),
        *(("lead", block.text, block.lines[0] if block.lines else None) for block in article.lead),
        *((block.kind, block.text, block.lines[0] if block.lines else None) for block in article.body),
    ]  # fmt: skip
    convert = is_traditional("".join(text for _, text, _ in pieces if text))
    for where, text, line in pieces:
        if text:
            yield where, to_simplified(text) if convert else text, line


def mentions(piece: tuple[str, str, int | None], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Every place name of one piece, longest first from the left; names of media and institutions are passed over."""
    where, text, line = piece
    weight = _WEIGHT.get(where, 0.0)
    if not weight:
        return
    starts, at, end = gazetteer.starts, 0, len(text) - 1
    while at < end:
        names = starts.get(text[at : at + 2])
        name = next((n for n in names if text.startswith(n, at)), None) if names else None
        if name is None:
            at += 1
            continue
        after = text[at + len(name) : at + len(name) + 16]
        if not _MEDIUM.match(after) and not (at and name in gazetteer.shorts and text[at - 1] in "市县区州省"):
            codes = gazetteer.names.get(name) or gazetteer.shorts[name]
            below: tuple[str, ...] = ()
            if (
                any(not code.endswith("00") for code in codes)
                and name in gazetteer.names
                and not after.startswith(tuple("的和与及等在各多全每某两、，。"))
                and (hit := _BELOW.match(after))
            ):
                below = tuple(part for part in hit.groups() if part and not _NOT_BELOW.match(part))
            yield Mention(name, where, line, codes, weight, at, below)
        at += len(name)


def _year(source: Source, text: str) -> int | None:
    if source.date:
        return int(source.date[:4])
    years = [int(y) for y in _YEAR.findall(text)]
    return max((y for y in years if 1949 <= y <= 2100 and years.count(y) >= 2), default=max(years, default=None))


def _home(
    found: Iterable[Mention], desks: Iterable[Mention], source: Source, gazetteer: Gazetteer, year: int | None
) -> str | None:
    """The province that most unambiguous mentions, the desks of the datelines and the paper's own name point to."""
    weight: dict[str, float] = defaultdict(float)
    for mention in found:
        provinces = {code[:2] for code in mention.codes}
        if len(provinces) == 1 and mention.name in gazetteer.names:
            weight[provinces.pop()] += mention.weight
    for mention in desks:
        for province in {code[:2] for code in mention.codes if gazetteer.at(code, year)}:
            weight[province] += 3 / len({code[:2] for code in mention.codes})
    for name in (source.publisher, source.republisher):
        for division in gazetteer.provinces:
            if name and short_name(division.name) in name:
                weight[division.code[:2]] += 6
    total = sum(weight.values())
    best = max(sorted(weight), key=lambda p: weight[p], default=None)
    return best + "0000" if best and weight[best] >= 3 and weight[best] * 2 > total else None


def _regions(
    found: Sequence[Mention],
    pieces: Sequence[tuple[str, str, int | None]],
    home: str | None,
    gazetteer: Gazetteer,
    year: int | None,
) -> tuple[Place, ...]:
    named: set[str] = set()
    for mention in found:
        codes = _valid(mention.codes, mention.name, gazetteer, year) if mention.name in gazetteer.names else []
        named.update(codes if len({code[:4] for code in codes}) == 1 else ())
    named |= {code[:4] + "00" for code in named} | {code[:2] + "0000" for code in named}
    weight: dict[str, float] = defaultdict(float)
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    below: dict[str, dict[tuple[str, ...], int]] = defaultdict(lambda: defaultdict(int))
    scenes: set[str] = set()  # where a paragraph is set: it begins there, or names the township
    counted: set[tuple[str, str, int | None]] = set()
    for mention in _deepest(found):
        code = _resolve(mention, named, home, gazetteer, year)
        if code is None or (key := (code, mention.where, mention.line)) in counted:
            continue
        counted.add(key)
        weight[code] += mention.weight * (0.5 if code == home else 1.0)
        if mention.below or (mention.where == "paragraph" and mention.at <= 20):
            scenes.add(code)
        evidence[code].append(Evidence(mention.name + "".join(mention.below), mention.where, mention.line))
        if mention.below:
            below[code][mention.below] += 1
    if home:
        for where, text, line in pieces:
            for word in dict.fromkeys(_HOME_WORDS.findall(text)):
                # 自治区 mostly opens the name of an office
                weight[home] += (0.1 if word == "自治区" else 0.4) * _WEIGHT.get(where, 0.0)
                evidence[home].append(Evidence(word, where, line))
    primary = _primary(weight)
    if primary is None:
        return ()
    total = sum(weight.values())
    ends = {c for c in weight if not any(o != c and _is_below(o, c) for o in weight)} | {primary}
    chosen = [
        c
        for c in ends
        if c == primary or weight[c] >= max(2.0, total * 0.15) or (c in scenes and not c.endswith("0000"))
    ]
    chosen.sort(key=lambda c: (c != primary, -weight[c], c))
    return tuple(_place(c, c == primary, below[c], tuple(evidence[c][:8]), gazetteer, year) for c in chosen[:8])


def _deepest(found: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions, but 江西省上饶市万年县 is one of the county alone."""
    for mention, after in zip(found, [*found[1:], None], strict=False):
        joined = (
            after is not None
            and (after.where, after.line) == (mention.where, mention.line)
            and after.at == mention.at + len(mention.name)
            and any(_is_below(low, high) for low in after.codes for high in mention.codes)
        )
        if not joined:
            yield mention


def _resolve(mention: Mention, named: set[str], home: str | None, gazetteer: Gazetteer, year: int | None) -> str | None:
    """The code a mention means: one valid in the year, below a place the article names, or in the home province. A
    short name needs such a sponsor."""
    codes = _valid(mention.codes, mention.name, gazetteer, year)
    sponsored = [c for c in codes if c in named or (c[:4] + "00" in named and not c.endswith("00"))]
    at_home = [c for c in codes if home and c[:2] == home[:2]]
    if mention.name in gazetteer.shorts:
        near = sponsored or at_home
        return near[-1] if near else None
    for group in (sponsored, at_home, codes if len({c[:4] for c in codes}) == 1 else []):
        if group:
            return group[-1]
    return None


def _valid(codes: Iterable[str], name: str, gazetteer: Gazetteer, year: int | None) -> list[str]:
    """The codes under which a place bore a name in a year (without a year: today), else those it ever bore it under;
    the newest last. A county that changed its prefecture has an old code and a new one."""
    spans = [
        (d.end or 9999, d.start or 0, c)
        for c in codes
        for d in gazetteer.by_code[c]
        if name in (d.name, short_name(d.name))
    ]
    when = 9999 if year is None else year
    fitting = [span for span in spans if span[1] <= when <= span[0]]
    return [code for _, _, code in sorted(fitting or spans)]


def _is_below(code: str, parent: str) -> bool:
    stem = parent.rstrip("0") if not parent.endswith("0000") else parent[:2]
    stem = parent[:2] if parent.endswith("0000") else parent[:4] if parent.endswith("00") else parent
    return code.startswith(stem) and code != parent


def _primary(weight: Mapping[str, float]) -> str | None:
    """Sums the weights up the tree and walks down while one child holds at least half."""
    if not weight or sum(weight.values()) < 1.0:
        return None
    sums: dict[str, float] = defaultdict(float)
    for code, value in weight.items():
        for level in dict.fromkeys((code[:2] + "0000", code[:4] + "00", code)):
            sums[level] += value
    here = max(sorted(c for c in sums if c.endswith("0000")), key=lambda c: sums[c])
    while True:
        depth = 4 if here.endswith("0000") else 6
        below = [
            c
            for c in sums
            if _is_below(c, here) and (c.endswith("00") if depth == 4 else True) and c[:depth].ljust(6, "0") == c
        ]
        best = max(sorted(below), key=lambda c: sums[c], default=None)
        if best is None or sums[best] * 2 < sums[here]:
            return here
        here = best
        if not here.endswith("00"):
            return here


def _place(
    code: str,
    primary: bool,
    below: Mapping[tuple[str, ...], int],
    evidence: tuple[Evidence, ...],
    gazetteer: Gazetteer,
    year: int | None,
) -> Place:
    chain = gazetteer.chain(code, year)
    names = [d.name for d in chain]
    names += _common(below)
    return Place(code, tuple(names), tuple(d.code for d in chain), primary, evidence)


def _common(below: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The township, and the village if there is but one, that every mention behind a county agrees on."""
    found = sorted(below, key=len)
    if not found or any(len(found[-1]) < len(other) or found[-1][: len(other)] != other for other in found):
        return ()
    return found[-1]


def _themes(pieces: Sequence[tuple[str, str, int | None]], themes: Sequence[Theme]) -> tuple[Topic, ...]:
    paragraphs = max(1, sum(1 for where, _, _ in pieces if where in ("paragraph", "caption")))
    scored: list[Topic] = []
    for theme in themes:
        score, evidence = 0.0, []
        in_head = False
        for where, text, line in pieces:
            cues = [cue for cue in theme.cues if cue in text]
            if cues:
                share = _THEME_WEIGHT[where] * (1 + 0.3 * (len(cues) - 1))
                score += share / paragraphs if where in ("paragraph", "list", "caption") else share / 5
                in_head = in_head or where in ("title", "subtitle", "heading", "kicker")
                evidence.append((share, Evidence("、".join(cues[:4]), where, line)))
        if score >= (0.45 if in_head else 0.5):
            best = sorted(evidence, key=lambda pair: -pair[0])[:6]
            scored.append(Topic(theme.slug, round(score, 3), tuple(e for _, e in best)))
    scored.sort(key=lambda t: (-t.score, t.slug))
    return tuple(t for t in scored[:4] if t.score >= scored[0].score * 0.45)
