"""Judging: is a name that was found a place, or part of the name of a person, paper, school, and which role does it play?"""

from __future__ import annotations

import re

from clippings.places.mention import Mention, Piece, open_sides
from clippings.tables import PlaceWords
from clippings.text import HAN, is_han

_DATELINE = re.compile(
    rf"^(?:[【〔（(]?(?:本报|本刊|本台|新华社|中新社|中央社|[{HAN}]{{2,6}}[报社网]))?.{{0,12}}?(?:讯|电|訊|電|报道)"
)
_OFFICE = re.compile(
    rf"[市县区州省旗盟]?(?:委(?![托员会])|委员会|政府|人大|政协|法院|检察院|公安|纪委|人民政府|人民法院|[{HAN}]{{1,9}}?(?:局|厅|委员会|办公室|支队|大队|中心校))"
)
_TRADES = frozenset("员长师匠民生手记理授任席官警户叫农工友妇嫂哥姐叔伯主板队局所院")  # how a trade or an office ends
_SHORE = re.compile(
    "边|畔|解冻|封冻|开江|封江|干流|支流|沿岸|水[面质域位]|流域|[上中下]游|两岸|对岸|[东南西北]岸|脚下|岸|上(?:的|开|架|建|结)|的(?:桥|水面)|第一湾"
)  # 巢湖|边
_ACROSS_WATER = ("横跨", "跨过", "跨越", "渡过", "流入", "汇入", "注入", "沿着")
_BROKEN = re.compile("[的在和与、市县区了]|(?<!信)用|人(?!民)")  # in the name of no house: 甘肃|用户在银行
_SURNAMES_TOO = frozenset("高江安方强万成宁阳")  # behind an office; 于, 向 and 从 are words there too (记者于定西)
_OF_VILLAGE = re.compile(r"村(?![民干里级])|[乡镇](?![村镇亲])")
_JOINS = frozenset("、和与及至到")
_KINDS = frozenset("市县区")
_NO_GOODS = frozenset("的在和与、市县区农人民产种养卖收")
_DESK_ENDS = frozenset("讯电訊電/／0123456789一二三四五六七八九十 ")
_PLATFORM = re.compile("(?:微信|手机|政务)?(?:公众号|客户端|小程序|平台|视频号|微博|APP|App)")
_PLATFORM_BEFORE = re.compile("(?:公众号|客户端|小程序|平台|视频号|微博|APP|App|微信|抖音号)[：:]?$")
_OPENED = re.compile("[“「][^“”「」。！？，；：]*$")
_CLOSED = re.compile("[^“”「」。！？，；：]*[”」]")
_QUOTED = 8  # characters within which the name of a platform begins and ends
_ACROSS = re.compile(r"安\|全[带帽感阀网绳]|推\|广水")  # 新安|全带, 推|广水泥
_LAKE = re.compile("湖(?![北南])")  # 青海|湖


def judged(
    mention: Mention, piece: Piece, words: PlaceWords, people: frozenset[str], surnames: frozenset[str], told: frozenset[str]
) -> Mention:  # fmt: skip
    """Is it a place, or part of the name of a person, paper, school …? And which role does it play? `told` are short names
    of places that the article names in full: a headline may name their goods (雷波|脐橙)."""
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
    headed = piece.where == "title" and mention.text in told
    if one_short and not headed and (goods := goods_behind(after, words)):
        return no("medium", f"names goods of the place: {mention.text}{goods}")
    if one_short and text.startswith(words.things, start):
        return no("word", "begins the name of a thing")
    if plain and (hit := words.house.match(after)) and not _BROKEN.search(hit[0]):
        return no("medium", f"stands in the name of something else: {mention.text}{hit[0]}")
    if plain and not headed and (hit := words.ware.match(after)):
        return no("medium", f"stands in the name of something else: {mention.text}{hit[0]}")
    if _is_platform(text, start, end):
        return no("medium", "stands in the name of a platform")
    if before.endswith(words.not_behind):
        return no("person", "follows a word that names a person")
    for name in people:
        at = text.find(name, max(0, start - len(name)), end + len(name)) if mention.text in name else -1
        if (
            0 <= at <= start
            and at + len(name) >= end
            and (len(name) > len(mention.text) or before.endswith((*words.person_before, " ")))
        ):
            return no("person", f"is part of the name {name}")
    if plain and not one_short and len(mention.parts) == 1 and before[-1:] in surnames - words.no_surname:
        if before[:-1].endswith(words.person_before):  # 工程师|王海南
            return no("person", f"is a name behind the surname {before[-1]}")
    elif one_short:
        traded = before[-2:-1] in _TRADES  # 技术员刘长岛
        room = before[:-1]
        named = before[-1:] in _SURNAMES_TOO and room.endswith(words.person_before)  # 技术员|高|靖边
        clear = before[-1:] not in words.no_surname or named
        person = before[-1:] in surnames and len(mention.text) == 2 and clear
        if mention.text in words.also_persons:
            if before.endswith(words.name_parts) or after.startswith(words.name_parts):
                return no("person", "stands in a name of several parts")
            if before.endswith(words.person_before):
                return no("person", "follows an office or a trade")
        alone = not room or not is_han(room[-1]) or room[-1] in "的和与"
        if (
            person
            and (alone or traded or room.endswith(words.person_before) or after.startswith(words.person_after))
            and after[:1] not in _KINDS
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
        if _ACROSS.search(f"{before[-1:]}|{mention.text}|{after[:2]}"):
            return no("word", "runs over the border of a word")
        water = mention.text[-1] in "湖山海江河溪" and (_SHORE.match(after) or before.endswith(_ACROSS_WATER))
        if (words.feature.match(after) and not headed) or water:
            return no("word", "a mountain, lake or river of that name")
        if _OF_VILLAGE.match(after):
            return no("word", "begins the name of a village or township")
    elif plain and mention.text[-1] not in "省市区" and after.startswith("村") and _OF_VILLAGE.match(after):
        return no("word", "begins the name of a village")  # 江西村
    elif plain and mention.text[-1] in "南北" and after.startswith("岸"):
        return no("word", "a shore")  # 苏州河|南岸, 抚仙湖|北岸
    elif plain and _LAKE.match(after):
        return no("word", "a mountain, lake or river of that name")
    role = "scene"
    if piece.where == "dateline" or is_desk(text, start, end):
        role = "dateline"
    elif _OFFICE.match(after):
        role = "actor"
    begins, ends = open_sides(text, start, end)
    edge = begins and (ends or (headed and not before.endswith(("“", "‘"))))  # not so “安康|车”
    listed = (before[-1:] in _JOINS, after[:1] in _JOINS)
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


def _is_platform(text: str, start: int, end: int) -> bool:
    """Is what stands here a part of the quoted name of an account or application: 公众号“湖南税务”, “智慧桃源”客户端?"""
    before, after = _OPENED.search(text, max(0, start - _QUOTED), start), _CLOSED.match(text, end, end + _QUOTED)
    if before is None or after is None:
        return False
    opened, closed = before.start(), after.end() - 1
    return _PLATFORM_BEFORE.search(text[:opened][-8:]) is not None or _PLATFORM.match(text[closed + 1 :]) is not None


def goods_behind(after: str, words: PlaceWords) -> str:
    """What is called after a place that stands before it: 雷波|脐橙; empty where nothing is."""
    hit = words.goods.match(after)
    return hit[1] if hit and not set(hit[1]) & _NO_GOODS else ""


def is_desk(text: str, start: int, end: int) -> bool:
    """Does what stands here say at the head of a text where it was written: 本报|营根|3月26日电?"""
    return (
        start < 16
        and (hit := _DATELINE.match(text)) is not None
        and start < hit.end() <= end + 12
        and text[end : end + 1] in _DESK_ENDS
    )
