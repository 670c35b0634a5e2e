"""Finding: every string in a text that may be a place, with what kind of name it is, before it is said which place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import add
from typing import NamedTuple

from clippings.gazetteer import Gazetteer, Spot, level, stem
from clippings.lookup import Lookup
from clippings.tables import PlaceWords
from clippings.text import HAN, is_han


class Piece(NamedTuple):
    """A piece of an article: where it stands (title, paragraph, dateline …), its text in Simplified, its first line."""

    where: str
    text: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name in a text. `parts` are `(kind, name)` from the highest: full, short, town, village, deictic. `spot` is the
    place it was resolved to, None when it was refused; `why` says by what."""

    piece: int
    start: int
    text: str
    parts: tuple[tuple[str, str], ...]
    role: str = "scene"  # scene | actor | dateline | comparison | deictic | medium | person | word
    spot: Spot | None = None
    why: str = ""
    sound: bool = True  # False: not a place, by its neighbours
    edge: bool = False  # a place may well begin or end here: 在|白银, 白银|市区
    listed_before: bool = False  # 、 or 和 stands before it
    listed_after: bool = False

    @property
    def end(self) -> int:
        """Where it ends in its piece."""
        return self.start + len(self.text)


_STOP = (
    "的和与及在了是有为将对从向把被等各全每两委局府院校司之其以而或并也就都还又个届这那该已无去到看叫说让给管着带像由至"
)
_FREE = f"(?:(?![{_STOP}])[{HAN}])"
_TOWN = "街道|[乡镇](?![村镇政长贤亲土里情企级愁])|苏木"  # 乡 is none in 乡村, 镇 none in 镇政府
_VILLAGE = "村(?![民干里级容企医规官史落镇头]|村(?![民委支两干里级容企医规官史头部口党]))|社区(?![工居服])|嘎查|部落"
_TOWN_TAIL = re.compile(rf"({_FREE}{{1,5}}?(?:{_TOWN}))")
_VILLAGE_TAIL = re.compile(rf"({_FREE}{{1,6}}?(?:{_VILLAGE}|屯(?![垦兵])))")
_NEVER = "的各每全等两几这个有是在和与及对从由把被将为至到了着乡"
_VILLAGE_BEHIND = re.compile(rf"((?:(?![{_NEVER}])[{HAN}]){{2,3}}(?:{_VILLAGE}))")  # right behind a township
_EDGE = r"(?:^|(?<=[，。、；：“”‘’（）《》！？…—·\s,;:()\"'])|(?<=[在到进赴从和与及是为入往至由让向驻于对将以如走的，像过离]))"
_LOOSE = re.compile(rf"{_EDGE}({_FREE}{{1,5}}?(?:{_VILLAGE}|{_TOWN}))")
_SIGNS_OF_LOOSE = re.compile("村|社区|嘎查|部落|街道|乡|镇|苏木")
_DATELINE = re.compile(
    rf"^(?:[【〔（(]?(?:本报|本刊|本台|新华社|中新社|中央社|[{HAN}]{{2,6}}[报社网]))?.{{0,12}}?(?:讯|电|訊|電|报道)"
)
_OFFICE = re.compile(
    rf"[市县区州省旗盟]?(?:委(?![托员会])|委员会|政府|人大|政协|法院|检察院|公安|纪委|人民政府|人民法院|[{HAN}]{{1,9}}?(?:局|厅|委员会|办公室|支队|大队|中心校))"
)
_EDGE_BEFORE = frozenset("，。、；：“”‘（《！？…—·  在到于赴从往过驻由向至进抵离回全个自去来把被让给比了将为与同及")
_EDGE_AFTER = (
    *"，。、；：”！？的市县城山全境等两各人农牧地讯电开举召建有是也将在和与到至来去把被让给比成都就还却又帮参打务做 ",
    "干部",
    "群众",
)
_TRADES = frozenset("员长师匠民生手记理授任席官警户叫农工友妇嫂哥姐叔伯")  # how a trade or an office ends
_LI = re.compile(f"[{HAN}]{{2}}里(?=[的，。、民长农居內内])")  # a ward in Taiwan: 关庙区|五甲里
_LI_BEHIND = re.compile(f"(?![{_NEVER}])[{HAN}]{{2}}里(?![程面外])")
_SHORE = re.compile("边|畔|水[面质域位]|流域|[上中下]游|两岸|对岸|脚下|岸")  # 巢湖|边
_LAKE = re.compile("湖(?![北南])")  # 青海|湖
_NUMBER = re.compile(r"[0-9〇一二三四五六七八九十百千两几多余数]$")


def find(
    pieces: Sequence[Piece], gazetteer: Gazetteer, people: frozenset[str], surnames: frozenset[str]
) -> list[Mention]:
    """Every mention of an article in the order of the text, the refused ones too."""
    found: list[Mention] = []
    for at, piece in enumerate(pieces):
        here = [
            _tail(at, piece, chain, gazetteer, people, surnames)
            for chain in _chained(_named(piece.text, gazetteer), gazetteer)
        ]
        here += _letters(at, piece, gazetteer.words)
        here += _loose(at, piece, here, gazetteer.words, people)
        here += _deictic(at, piece, here, gazetteer.words)
        found += here
    found += _again(pieces, found)
    return sorted(found, key=lambda m: (m.piece, m.start))


def _mask(piece: Piece, found: Iterable[Mention]) -> bytearray:
    """Which characters of a piece mentions stand on."""
    mask = bytearray(len(piece.text))
    for mention in found:
        mask[mention.start : mention.end] = b"\1" * len(mention.text)
    return mask


def _masks(pieces: Sequence[Piece], found: Iterable[Mention]) -> list[bytearray]:
    """The same for every piece of an article."""
    by_piece: list[list[Mention]] = [[] for _ in pieces]
    for mention in found:
        by_piece[mention.piece].append(mention)
    return [_mask(piece, here) for piece, here in zip(pieces, by_piece, strict=True)]


Raw = tuple[int, int, str, str]  # start, end, kind, name


def _named(text: str, gazetteer: Gazetteer) -> Iterator[Raw]:
    """Names of the gazetteer from the left, the longest first."""
    full, short = gazetteer.full, gazetteer.short
    read = 0
    hits = list(gazetteer.lookup.hits(text))
    for (at, names), (later_at, later) in zip(hits, [*hits[1:], (-1, [])], strict=False):
        if at < read:
            continue
        name, end = names[0], at + len(names[0])
        kind = "full" if name in full else "short" if name in short else "town"
        # a full name that begins inside is the better reading: 和|资源县
        inside = later_at == at + 1 and kind == "short" and text[end : end + 1] in _OVERLAP
        if not (inside and any(n in full and len(n) > len(name) for n in later)):
            yield at, end, kind, name
            read = end


_OVERLAP = tuple("省市县区州旗盟乡镇")


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
    at: int, piece: Piece, chain: list[Raw], gazetteer: Gazetteer, people: frozenset[str], surnames: frozenset[str]
) -> Mention:
    """The mention of a chain of names, with the township and village that pattern alone knows, and whether it is sound."""
    text, words = piece.text, gazetteer.words
    start, end = chain[0][0], chain[-1][1]
    parts = [(kind, name) for _, _, kind, name in chain]
    kind, name = parts[-1]
    low = kind == "town" or name[-1] in "县市区旗" or any(c[4:] != "00" for c in codes_of(chain[-1], gazetteer))
    free = low and not (kind == "short" and name in words.words)  # 会同|足荣镇: a word is no county of any township
    if kind != "town" and (town := _town_behind(text, end, codes_of(chain[-1], gazetteer), free, gazetteer)):
        parts.append(("town", town))
        end += len(town)
    behind = parts[-1][0] == "town"
    hit = _VILLAGE_TAIL.match(text, end) if low or len(parts) > 1 else None
    if hit and not (is_name(hit[1], words) or ((behind or len(parts) > 1) and _is_name_behind(hit[1], words))):
        hit = None
    if not hit and behind and (hit := _VILLAGE_BEHIND.match(text, end)) and not _is_name_behind(hit[1], words):
        hit = None
    if not hit and codes_of(chain[-1], gazetteer)[0][:2] == "71":
        hit = (_LI_BEHIND if behind else _LI).match(text, end)
    if hit:
        parts.append(("village", hit[0]))
        end = hit.end()
    mention = Mention(at, start, text[start:end], tuple(parts))
    return _judged(mention, piece, words, people, surnames)


def _town_behind(text: str, at: int, codes: Sequence[str], low: bool, gazetteer: Gazetteer) -> str:
    """The township whose name begins right here: one of the county's list, else by its pattern; else nothing."""
    for code in codes:
        for name in gazetteer.townships_of(gazetteer.today.get(code, code)):
            if text.startswith(name, at):
                return name
    hit = _TOWN_TAIL.match(text, at) if low else None
    return hit[1] if hit and is_name(hit[1], gazetteer.words) else ""


def _judged(
    mention: Mention, piece: Piece, words: PlaceWords, people: frozenset[str], surnames: frozenset[str]
) -> Mention:
    """Is it a place, or part of the name of a person, paper, school …? And which role does it play?"""
    text, start, end = piece.text, mention.start, mention.end
    before, after = text[max(0, start - 6) : start], text[end : end + 14]
    one_short = len(mention.parts) == 1 and mention.parts[0][0] == "short"

    def no(role: str, why: str) -> Mention:
        return Mention(mention.piece, start, mention.text, mention.parts, role, None, why, sound=False)

    kind = mention.parts[-1][0]
    plain = kind == "short" or (
        kind == "full" and (mention.text[-1] not in "县市旗区州" or len(mention.text) == 2)
    )  # 敖汉旗小米 is of the place
    if plain and (hit := words.not_before.match(after)):
        return no("medium", f"stands in the name of something else: {mention.text}{hit[0]}")
    if one_short and (hit := words.goods.match(after)) and not set(hit[1]) & set("的在和与、市县区农人民产种养卖收"):
        return no("medium", f"names goods of the place: {mention.text}{hit[1]}")
    if plain and (hit := words.product.match(after)) and not set(hit[0]) & set("的在和与、市县区了用人"):
        return no("medium", f"stands in the name of something else: {mention.text}{hit[0]}")
    if any(word for word in words.not_behind if before.endswith(word)):
        return no("person", "follows a word that names a person")
    for name in people:
        at = text.find(name, max(0, start - len(name)), end + len(name)) if mention.text in name else -1
        if (
            0 <= at <= start
            and at + len(name) >= end
            and (len(name) > len(mention.text) or before.endswith((*words.person_before, " ")))
        ):
            return no("person", f"is part of the name {name}")
    if one_short:
        person = before[-1:] in surnames and len(mention.text) == 2 and before[-1] not in words.no_surname
        traded = before[-2:-1] in _TRADES  # 技术员刘长岛
        room = before[:-1]
        alone = not room or not is_han(room[-1]) or room[-1] in "的和与"
        if (
            person
            and (alone or traded or room.endswith(words.person_before) or after.startswith(words.person_after))
            and after[:1] not in tuple("市县区")
        ):
            return no("person", f"is a name behind the surname {before[-1]}")
        if mention.text[0] in surnames and before.endswith(words.person_before) and len(mention.text) <= 3:
            return no("person", "follows an office or a trade")
        if (
            after.startswith(words.person_after)
            and mention.text[0] in surnames
            and (not before or before[-1] in "，。；：“”、")
        ):
            return no("person", "speaks or acts as a person")
        if before[-1:] and before[-1] in "市县区州省":
            return no("word", "runs over the end of another name")
        if words.feature.match(after) or (mention.text[-1] in "湖山海江河溪" and _SHORE.match(after)):
            return no("word", "a mountain, lake or river of that name")
        if re.match(r"村(?![民干里级])|[乡镇](?![村镇亲])", after):
            return no("word", "begins the name of a village or township")
    elif plain and _LAKE.match(after):
        return no("word", "a mountain, lake or river of that name")
    role = "scene"
    if piece.where == "dateline" or (
        start < 16
        and (hit := _DATELINE.match(text))
        and start < hit.end() <= end + 12
        and text[end : end + 1] in "讯电訊電/／0123456789一二三四五六七八九十 "
    ):
        role = "dateline"
    elif _OFFICE.match(after):
        role = "actor"
    edge = (not before or before[-1] in _EDGE_BEFORE) and (not after or after.startswith(_EDGE_AFTER))
    listed = (before[-1:] in tuple("、和与及至到"), after[:1] in tuple("、和与及至到"))
    return Mention(
        mention.piece,
        start,
        mention.text,
        mention.parts,
        role,
        edge=edge,
        listed_before=listed[0],
        listed_after=listed[1],
    )


_COUNTED = re.compile("[一二三四五六七八九十两几数0-9]+[个条份座家次间所户批件名位项片]")


def is_name(name: str, words: PlaceWords) -> bool:
    """马义村 is the name of a village, 贫困村 and 12个村 are none."""
    suffix = next(s for s in ("社区", "嘎查", "部落", "街道", "苏木", "村", "乡", "镇", "屯") if name.endswith(s))
    bare = name[: -len(suffix)]
    common = words.no_township if suffix in ("街道", "苏木", "乡", "镇") else words.no_village
    if (
        not bare
        or bare in common
        or name.endswith(("农村", "乡村", "离镇", "全镇", "全乡", "城乡"))
        or (_NUMBER.search(bare) and len(bare) < 2)
    ):
        return False
    if suffix in ("乡", "镇") and bare.endswith(("县", "市", "区", "乡", "镇", "村")):
        return False
    if (
        words.never.search(bare)
        or _COUNTED.match(bare)
        or bare.endswith(words.never_ends)
        or bare.startswith(words.never_begins)
    ):
        return False
    return not any(len(word) > 1 and bare.endswith(word) for word in common)


def _is_name_behind(name: str, words: PlaceWords) -> bool:
    """The same right behind a township, where a village's name surely begins: 淮城镇|河下社区."""
    bare = name.removesuffix("社区").removesuffix("村")
    return (
        2 <= len(bare) <= 3
        and bare not in words.no_village
        and not words.never.search(bare)
        and not _NUMBER.search(bare[0])
        and not bare.startswith(words.never_begins)
        and not bare.endswith(("乡", "农"))
        and not any(len(word) > 1 and bare.endswith(word) for word in words.no_village)
    )


def _loose(at: int, piece: Piece, found: Sequence[Mention], words: PlaceWords, people: frozenset[str]) -> list[Mention]:
    """Villages, and townships of no list, that stand by themselves behind the edge of a word."""
    loose: list[Mention] = []
    if not _SIGNS_OF_LOOSE.search(piece.text):
        return loose
    covered = _mask(piece, (m for m in found if m.sound))
    for hit in _LOOSE.finditer(piece.text):
        name, start = hit[1], hit.start(1)
        if lead := words.leading.match(name):
            name, start = name[lead.end() :], start + lead.end()
        if len(name) < 3 or name in people or any(covered[start : hit.end()]) or not is_name(name, words):
            continue
        kind = "village" if name.endswith(("村", "社区", "嘎查", "部落")) else "town"
        loose.append(Mention(at, start, name, ((kind, name),)))
    return loose


def _letters(at: int, piece: Piece, words: PlaceWords) -> Iterator[Mention]:
    """闽宁协作, 津冀三地: provinces by one letter each, where two or three stand together."""
    for hit in words.letter_pair.finditer(piece.text):
        for offset, letter in enumerate(hit[1]):
            yield Mention(at, hit.start() + offset, letter, (("letter", words.letters[letter]),))


def _deictic(at: int, piece: Piece, found: Sequence[Mention], words: PlaceWords) -> list[Mention]:
    """我省, 全县, 区委: they stand for a place."""
    hits = list(words.deictic_pattern.finditer(piece.text))
    covered = _mask(piece, found) if hits else bytearray()
    return [
        Mention(at, hit.start(), hit[0], (("deictic", hit[0]),), "deictic")
        for hit in hits
        if not any(covered[hit.start() : hit.end()])
    ]


_STATION = re.compile("(?:边境)?派出所|法庭|司法所|卫生院|供电所|税务所|信用社|中心校|中心小学")
_OFFICES = frozenset("局院队所县市区旗")
_ISLANDS = ("81", "82")


def find_local(
    pieces: Sequence[Piece], found: Sequence[Mention], counties: Iterable[str], home: str | None, gazetteer: Gazetteer
) -> Iterator[Mention]:
    """Townships of these counties by the names that people there use, where a word may begin and end: 民雄、大林; in a paper of
    Hong Kong or Macao one open side is enough."""
    begun = {pair for piece in pieces for pair in map(add, piece.text, piece.text[1:])}
    spots = {
        short: Spot(code, name)
        for code in counties
        for short, name in gazetteer.local(code).items()
        if short[:2] in begun
    }
    if not spots:
        return
    masks = _masks(
        pieces, (m for m in found if m.parts[0][0] != "deictic" and (m.spot or (m.sound and m.parts[0][0] != "short")))
    )
    lookup = Lookup(spots)
    for at, (piece, mask) in enumerate(zip(pieces, masks, strict=True)):
        for start, name in lookup.longest(piece.text):
            end = start + len(name)
            before, after = piece.text[max(0, start - 1) : start], piece.text[end : end + 2]
            open_before, open_after = not before or before in _EDGE_BEFORE, not after or after.startswith(_EDGE_AFTER)
            station = _STATION.match(piece.text, end) is not None and (open_before or before in _OFFICES)
            island = spots[name].code[:2] in _ISLANDS and (home or "")[:2] in _ISLANDS and (open_before or open_after)
            edge = (open_before and open_after) or station or island
            desk = piece.where == "dateline"
            if name in gazetteer.words.words and not desk and before != "、":
                continue
            if not any(mask[start:end]) and (edge or desk or (before and before in "、在于赴从往到抵")):
                why = "a township of a county that the article names"
                role = "dateline" if desk else "scene"
                yield Mention(at, start, name, (("town", name),), role, spot=spots[name], why=why)


_MANY = 60  # names; more are not counted one by one


def _again(pieces: Sequence[Piece], found: Sequence[Mention]) -> Iterator[Mention]:
    """Villages and townships named once in full stand later without a sign: 今年马义村."""
    names = {
        name: kind for m in found if m.sound for kind, name in m.parts if kind in ("town", "village") and len(name) >= 3
    }
    whole = "\n".join(piece.text for piece in pieces)
    written: Counter[str] = Counter(name for m in found for kind, name in m.parts)
    more = {name for name in names if len(names) > _MANY or whole.count(name) > written[name]}
    lookup = Lookup(more)
    for at, (piece, mask) in enumerate(zip(pieces, _masks(pieces, found), strict=True) if more else ()):
        for start, name in lookup.longest(piece.text):
            if not any(mask[start : start + len(name)]):
                yield Mention(at, start, name, ((names[name], name),))
