"""Finding: every string in a text that may be a place, with what kind of name it is, before it is said which place."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from clippings.gazetteer import Gazetteer
from clippings.lookup import Lookup
from clippings.numbers import value_of
from clippings.places.judge import judged
from clippings.places.mention import Mention, Piece, mask, masks, open_sides
from clippings.places.names import (
    COUNTED_VILLAGES,
    LIST,
    LOOSE,
    LOOSE_WARD,
    REGIMENT,
    SIGNS_OF_LOOSE,
    TOWN_TAIL,
    VILLAGE_BEHIND,
    VILLAGE_LIST,
    VILLAGE_TAIL,
    WARD,
    WARD_BEHIND,
    is_name,
    is_name_behind,
)
from clippings.spots import level, stem
from clippings.tables import PlaceWords
from clippings.toponyms import short_name


def find(
    pieces: Sequence[Piece], gazetteer: Gazetteer, people: frozenset[str], surnames: frozenset[str]
) -> list[Mention]:
    """Every mention of an article in the order of the text, the refused ones too."""
    found: list[Mention] = []
    raws = [list(_named(piece.text, gazetteer)) for piece in pieces]
    told = frozenset(short_name(name) for named in raws for _, _, kind, name in named if kind == "full")
    taiwan = any(codes_of(raw, gazetteer)[0][:2] == "71" for named in raws for raw in named if raw[2] == "full")
    corps = Counter(name for named in raws for _, _, kind, name in named if _is_of_corps(kind, name, gazetteer))
    chief = corps.most_common(1)[0][0] if corps else ""
    for at, (piece, named) in enumerate(zip(pieces, raws, strict=True)):
        here: list[Mention] = []
        for chain in _chained(named, gazetteer):
            # a township may be what the place before it goes on to name
            if not here or chain[0][2] != "town" or chain[0][0] >= here[-1].end:
                here.append(_tail(at, piece, chain, gazetteer, people, surnames, told))
        listed = [judged(m, piece, gazetteer.words, people, surnames, told) for m in _listed(at, piece, gazetteer)]
        if listed:
            chained = mask(piece, (m for m in here if len(m.parts) > 1))  # 江苏省南京、苏州两市: a chain says as much
            listed = [m for m in listed if not any(chained[m.start : m.end])]
            covered = mask(piece, listed)
            here = [m for m in here if not any(covered[m.start : m.end])] + listed
        here += _letters(at, piece, gazetteer.words)
        here += _loose(at, piece, here, gazetteer.words, people)
        here += _listed_villages(at, piece, here, gazetteer.words)
        if taiwan:
            here += _wards(at, piece, here)
        if chief:
            cities = [(end, name) for _, end, kind, name in named if _is_of_corps(kind, name, gazetteer)]
            here += _regiments(at, piece, here, [(0, chief), *cities])
        here += _deictic(at, piece, here, gazetteer.words)
        found += here
    found += _again(pieces, found)
    return sorted(found, key=lambda m: (m.piece, m.start))


Raw = tuple[int, int, str, str]  # start, end, kind, name


def _named(text: str, gazetteer: Gazetteer) -> Iterator[Raw]:
    """Names of the gazetteer from the left, the longest first."""
    full, short = gazetteer.full, gazetteer.short
    read = 0
    hits = list(gazetteer.lookup.hits(text))
    for (at, names), (later_at, later) in zip(hits, [*hits[1:], (-1, [])], strict=False):
        if at < read or (text[max(0, at - 1)] == "该" and text[at] in "省市县区旗州乡镇村"):
            continue  # the second: 该镇|江西村
        name, end = names[0], at + len(names[0])
        kind = "full" if name in full else "short" if name in short else "town"
        if kind == "full" and len(name) == 2 and name in gazetteer.words.words and read != at:
            continue  # 市区, 矿区: a division's name only right behind its city
        if kind == "short" and at < later_at < end < later_at + len(later[0]) and _is_better(later[0], name, gazetteer):
            continue
        yield at, end, kind, name
        read = end


def _is_better(later: str, name: str, gazetteer: Gazetteer) -> bool:
    """Is the name that begins inside a short one the likelier reading: 和|资源县, 从|江苏, 回|民勤? Not so 唐山|东部."""
    words = gazetteer.words.words
    if later in gazetteer.full and (level(gazetteer.full[later][0]) > 1 or later[-1] in "省区"):
        return len(later) > len(name)
    return name in words and later not in words and (later in gazetteer.full or later in gazetteer.short)


def _chained(raws: Iterable[Raw], gazetteer: Gazetteer) -> Iterator[list[Raw]]:
    """Names side by side of which each may lie in the one before: 甘肃|静宁县|界石铺镇."""
    chain: list[Raw] = []
    for raw in raws:
        if chain and chain[-1][1] == raw[0] and _may_hold(chain[-1], raw, gazetteer):
            chain.append(raw)
            continue
        if chain:
            yield chain
        chain = [raw]
    if chain:
        yield chain


def _may_hold(high: Raw, low: Raw, gazetteer: Gazetteer) -> bool:
    """Can the second place lie in the first? A short name that is a word (甘肃省|合作) only right behind its prefecture."""
    if high[2] == "town":
        return False
    above = codes_of(high, gazetteer)
    below = codes_of(low, gazetteer)
    if low[2] == "short" and low[3] in gazetteer.words.words and all(level(code) == 3 for code in below):
        above = [code for code in above if level(code) == 2]
    stems = {stem(code): code for code in above}
    return any(
        code.startswith(digits) and (low[2] == "town" or code != own) for code in below for digits, own in stems.items()
    )


def codes_of(raw: Raw, gazetteer: Gazetteer) -> Sequence[str]:
    """All codes a name may have; of a township those of its counties."""
    _, _, kind, name = raw
    if kind == "town":
        return [code for code, _ in gazetteer.towns[name]]
    return gazetteer.full.get(name) or gazetteer.short.get(name, ())


def _tail(
    at: int, piece: Piece, chain: list[Raw], gazetteer: Gazetteer, people: frozenset[str], surnames: frozenset[str],
    told: frozenset[str],
) -> Mention:  # fmt: skip
    """The mention of a chain of names, with the township and village that pattern alone knows, and whether it is sound."""
    text, words = piece.text, gazetteer.words
    start, end = chain[0][0], chain[-1][1]
    parts = [(kind, name) for _, _, kind, name in chain]
    kind, name = parts[-1]
    low = kind == "town" or name[-1] in "县市区旗" or any(c[4:] != "00" for c in codes_of(chain[-1], gazetteer))
    free = low and not (kind == "short" and name in words.words)  # 会同|足荣镇: a word is no county of any township
    if kind != "town":
        town, length = _town_behind(text, end, codes_of(chain[-1], gazetteer), free, gazetteer)
        if town:
            parts.append(("town", town))
            end += length
    behind = parts[-1][0] == "town"
    hit = VILLAGE_TAIL.match(text, end) if low or len(parts) > 1 else None
    if hit and not (
        is_name(hit[1], words, behind=True) or ((behind or len(parts) > 1) and is_name_behind(hit[1], words))
    ):
        hit = None
    if not hit and behind and (hit := VILLAGE_BEHIND.match(text, end)) and not is_name_behind(hit[1], words):
        hit = None
    if not hit and codes_of(chain[-1], gazetteer)[0][:2] == "71":
        hit = (WARD_BEHIND if behind else WARD).match(text, end)
    if hit:
        parts.append(("village", hit[0]))
        end = hit.end()
    mention = Mention(at, start, text[start:end], tuple(parts))
    return judged(mention, piece, words, people, surnames, told)


def _town_behind(text: str, at: int, codes: Sequence[str], low: bool, gazetteer: Gazetteer) -> tuple[str, int]:
    """The township whose name begins right here, and how many characters are written of it: one of the county's list, also as
    people there call it (苍南|灵溪), else by its pattern; else nothing."""
    counties = [gazetteer.today.get(code, code) for code in codes]
    for county in counties:
        names = gazetteer.townships_of(county)
        if text.startswith(names, at):
            name = next(name for name in names if text.startswith(name, at))
            return name, len(name)
    hit = TOWN_TAIL.match(text, at) if low else None
    one = len(hit[1]) == 2 and text[at - 1] not in "县市区旗州盟" if hit else False  # 浉河|港乡
    if hit and (hit[1] in gazetteer.towns or (not one and is_name(hit[1], gazetteer.words, behind=True))):
        return hit[1], len(hit[1])
    for county in counties if low else ():
        local = gazetteer.local(county)
        for short, name in local.items() if text.startswith((*local,), at) else ():
            if (
                text.startswith(short, at)
                and short[:2] not in gazetteer.short
                and open_sides(text, at, at + len(short))[1]
            ):
                return name, len(short)
    return "", 0


def _loose(at: int, piece: Piece, found: Sequence[Mention], words: PlaceWords, people: frozenset[str]) -> list[Mention]:
    """Villages, and townships of no list, that stand by themselves behind the edge of a word."""
    loose: list[Mention] = []
    if not SIGNS_OF_LOOSE.search(piece.text):
        return loose
    covered = mask(piece, (m for m in found if m.sound))
    for hit in LOOSE.finditer(piece.text):
        name, start = hit[1], hit.start(1)
        if lead := words.leading.match(name):
            name, start = name[lead.end() :], start + lead.end()
        if len(name) < 3 or name in people or any(covered[start : hit.end()]) or not is_name(name, words):
            continue
        if name.endswith(("村", "社区", "嘎查", "部落")):
            loose.append(Mention(at, start, name, (("village", name),)))
            continue
        village = VILLAGE_BEHIND.match(piece.text, hit.end())
        low = village[0] if village and is_name_behind(village[1], words) else ""
        parts = (("town", name), ("village", low)) if low else (("town", name),)
        loose.append(Mention(at, start, name + low, parts))
    return loose


def _listed(at: int, piece: Piece, gazetteer: Gazetteer) -> Iterator[Mention]:
    """海南、海西两州, 海会、威家两镇: names of a list whose level is said once, behind them, where the tables know them so."""
    for hit in LIST.finditer(piece.text) if "、" in piece.text else ():
        start = hit.start(1)
        for name in re.split("[、和]", hit[1]):
            for cut in range(len(name) - 1):  # what stands before the first is no part of it
                whole = f"{name[cut:]}{hit[2]}"
                kind = "full" if whole in gazetteer.full else "town" if whole in gazetteer.towns else ""
                if kind:
                    yield Mention(at, start + cut, name[cut:], ((kind, whole),), edge=True)
                    break
            start += len(name) + 1


def _listed_villages(at: int, piece: Piece, found: Sequence[Mention], words: PlaceWords) -> Iterator[Mention]:
    """永明、光荣三个村: names of a list that are said to be villages behind it."""
    if COUNTED_VILLAGES.search(piece.text) is None:
        return
    covered = mask(piece, (m for m in found if m.sound))
    for hit in VILLAGE_LIST.finditer(piece.text):
        start, names = hit.start(1), re.split("[、和]", hit[1])
        passed_over = (
            piece.text[start - 1 : start] == "、"
        )  # the first, with a word before it that is none of it: 把富强
        if value_of(hit[2]) - len(names) not in (0, passed_over):
            continue  # as many names as villages are counted
        for name in names:
            if is_name_behind(f"{name}{hit[3]}", words) and not any(covered[start : start + len(name)]):
                yield Mention(at, start, name, (("village", f"{name}{hit[3]}"),))
            start += len(name) + 1


def _wards(at: int, piece: Piece, found: Sequence[Mention]) -> Iterator[Mention]:
    """Wards of Taiwan that stand by themselves: 菁寮里老农, 该区莲潭里的."""
    covered = mask(piece, (m for m in found if m.sound))
    for hit in LOOSE_WARD.finditer(piece.text):
        if not any(covered[hit.start(1) : hit.end(1)]):
            yield Mention(at, hit.start(1), hit[1], (("village", hit[1]),))


def _is_of_corps(kind: str, name: str, gazetteer: Gazetteer) -> bool:
    """Is it a city of the Xinjiang Production and Construction Corps, whose townships are regiments?"""
    return kind == "full" and any(code.startswith("6590") for code in gazetteer.full[name])


def _regiments(at: int, piece: Piece, found: Sequence[Mention], cities: Sequence[tuple[int, str]]) -> Iterator[Mention]:
    """五十一团, 五十一团十三连: in the last city of the Corps that is named before. `cities` are those of the piece, each with where
    it ends, behind the one that the article names most."""
    if "团" not in piece.text:
        return
    covered = mask(piece, (m for m in found if m.sound))
    ends = [end for end, _ in cities]
    for hit in REGIMENT.finditer(piece.text):
        if not any(covered[hit.start() : hit.end()]):
            near = cities[bisect.bisect_right(ends, hit.start()) - 1][1]
            parts = (("full", near), ("town", hit[1]), *((("village", hit[2]),) if hit[2] else ()))
            yield Mention(at, hit.start(), hit[0], parts)


def _letters(at: int, piece: Piece, words: PlaceWords) -> Iterator[Mention]:
    """闽宁协作, 津冀三地: provinces by one letter each, where two or three stand together."""
    for hit in words.letter_pair.finditer(piece.text):
        for offset, letter in enumerate(hit[1]):
            yield Mention(at, hit.start() + offset, letter, (("letter", words.letters[letter]),))


def _deictic(at: int, piece: Piece, found: Sequence[Mention], words: PlaceWords) -> list[Mention]:
    """我省, 全县, 区委: they stand for a place."""
    hits = list(words.deictic_pattern.finditer(piece.text))
    covered = mask(piece, found) if hits else bytearray()
    return [
        Mention(at, hit.start(), hit[0], (("deictic", hit[0]),), "deictic")
        for hit in hits
        if not any(covered[hit.start() : hit.end()]) and piece.text[hit.start() - 1 : hit.start()] not in _SEVERAL
    ]


_SEVERAL = frozenset("两三四五六七八九十几各个")  # 三|县府, 六个|村委会
_MANY = 60  # names; more are not counted one by one


def _again(pieces: Sequence[Piece], found: Sequence[Mention]) -> Iterator[Mention]:
    """Villages and townships named once in full stand later without a sign: 今年马义村."""
    names = {
        name: kind for m in found if m.sound for kind, name in m.parts if kind in ("town", "village") and len(name) >= 3
    }
    whole = "\n".join(piece.text for piece in pieces)
    written: Counter[str] = Counter(name for m in found for kind, name in m.parts if name in m.text)
    more = {name for name in names if len(names) > _MANY or whole.count(name) > written[name]}
    lookup = Lookup(more)
    for at, (piece, covered) in enumerate(zip(pieces, masks(pieces, found), strict=True) if more else ()):
        for start, name in lookup.longest(piece.text):
            if not any(covered[start : start + len(name)]):
                yield Mention(at, start, name, ((names[name], name),))
