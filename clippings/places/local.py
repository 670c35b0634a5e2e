"""Local names: townships as people call them in their own county, and villages as an article calls them that has named them in
full, where a word may begin and end."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from operator import add

from clippings.gazetteer import Gazetteer
from clippings.lookup import Lookup
from clippings.places.judge import goods_behind, is_desk
from clippings.places.mention import Mention, Piece, masks, open_sides
from clippings.places.names import SIGNS_OF_LOOSE, bare_name
from clippings.spots import Spot
from clippings.toponyms import MINORITY_TOWNSHIP, bare_township

_STATION = re.compile("(?:边境)?派出所|法庭|司法所|卫生院|供电所|税务所|信用社|中心校|中心小学")
_OFFICES = frozenset("局院队所县市区旗")
_ARRIVES = frozenset("、在于赴从往到抵达")
_OF = frozenset(("县的", "市的", "区的", "州的"))  # 台南县的|学甲
_OWN = re.compile("[【〔（(]?(?:本报|本刊|本台|新华社|中新社|中央社|记者)")
_LONG = 20_000  # characters of an article
_ISLANDS = ("71", "81", "82")


def find_local(
    pieces: Sequence[Piece], found: Sequence[Mention], counties: Iterable[str], home: str | None, ordinary: Container[str],
    surnames: frozenset[str], gazetteer: Gazetteer,
) -> Iterator[Mention]:  # fmt: skip
    """Townships of these counties by the names that people there use, where a word may begin and end: 民雄、大林; one open side
    is enough for a name of three characters, in a paper of Hong Kong or Macao, in one of Taiwan for what is no `ordinary` word, no
    goods and no person's name, and in a headline for a township that the article names in full."""
    whole = "\n".join(piece.text for piece in pieces)
    # in a long article a search for each name would take too long
    begun = set(map(add, whole, whole[1:])) if len(whole) > _LONG else None
    spots = {
        short: Spot(code, name)
        for code in counties
        for short, name in gazetteer.local(code).items()
        if (short in whole if begun is None else short[:2] in begun)
    }
    if not spots:
        return
    covered = masks(
        pieces, (m for m in found if m.parts[0][0] != "deictic" and (m.spot or (m.sound and m.parts[0][0] != "short")))
    )
    lookup = Lookup(spots)
    told = {Spot(m.spot.code, m.spot.township) for m in found if m.spot and m.spot.township}
    for at, (piece, mask) in enumerate(zip(pieces, covered, strict=True)):
        for start, name in lookup.longest(piece.text):
            end = start + len(name)
            if any(mask[start:end]):
                continue
            before = piece.text[max(0, start - 1) : start]
            open_before, open_after = open_sides(piece.text, start, end)
            plain = name not in ordinary and not goods_behind(piece.text[end : end + 14], gazetteer.words)
            open_before = open_before or (plain and piece.text[max(0, start - 2) : start] in _OF)
            station = _STATION.match(piece.text, end) is not None and (open_before or before in _OFFICES)
            clear = spots[name].code[:2] != "71" or (plain and (open_before or before not in surnames))
            island = spots[name].code[:2] in _ISLANDS and (home or "")[:2] in _ISLANDS and clear
            named = spots[name] in told and piece.where == "title" and open_before
            edge = (
                (open_before and open_after)
                or ((len(name) > 2 or island) and (open_before or open_after))
                or station
                or named
            )
            desk = piece.where == "dateline" or (_OWN.match(piece.text, 0, start) and is_desk(piece.text, start, end))
            if name in gazetteer.words.words and not desk and before != "、":
                continue
            if not desk and any(sign.match(piece.text, end) for sign in _signs_of_others(gazetteer)):
                continue
            if edge or desk or (before and before in _ARRIVES):
                why = "a township of a county that the article names"
                role = "dateline" if desk else "scene"
                yield Mention(at, start, name, (("town", name),), role, spot=spots[name], why=why)


def find_short(
    pieces: Sequence[Piece], found: Sequence[Mention], ordinary: Container[str], gazetteer: Gazetteer
) -> Iterator[Mention]:
    """Villages and townships that the article names in full, by the name alone (潭头村: 潭头的菜棚), if it is no ordinary word
    (阳光社区: 阳光的温度); they go before a place far away that bears the name (佛山乡: 佛山地处澜沧江河谷) unless that is named
    in full too."""
    spots: dict[str, tuple[str, Spot]] = {}
    full = {name for m in found if m.spot for kind, name in m.parts if kind == "full"}
    for mention in found:
        for kind, name in mention.parts if mention.spot else ():
            if kind not in ("town", "village") or name not in mention.text or not SIGNS_OF_LOOSE.search(name):
                continue
            minority = kind == "town" and MINORITY_TOWNSHIP.search(name)
            bare, spot = (bare_township(name) if minority else "") or bare_name(name), mention.spot
            named = any(far.startswith(bare) and far != name for far in full)
            word = bare in gazetteer.words.words or bare in ordinary
            if spot and len(bare) >= 2 and not word and not named:
                low = spot if kind == "village" else Spot(spot.code, spot.township)
                spots.setdefault(bare, (kind, low))
    if not spots:
        return
    covered = masks(pieces, (m for m in found if m.spot and not (len(m.parts) == 1 and m.text in spots)))
    lookup, words = Lookup(spots), gazetteer.words
    for at, (piece, mask) in enumerate(zip(pieces, covered, strict=True)):
        for start, name in lookup.longest(piece.text):
            end = start + len(name)
            if any(mask[start:end]):
                continue
            begins, ends = open_sides(piece.text, start, end)
            first = not start or piece.text[start - 1] in "。！？”"
            head = begins and (
                piece.where == "title" or (first and not goods_behind(piece.text[end : end + 14], words))
            )
            free = (begins and ends) or (len(name) > 2 and (begins or ends)) or head
            if not free or any(x.match(piece.text, end) for x in _signs_of_others(gazetteer)):
                continue
            kind, spot = spots[name]
            yield Mention(at, start, name, ((kind, name),), spot=spot, why="named in full elsewhere in the article")


def _signs_of_others(gazetteer: Gazetteer) -> tuple[re.Pattern[str], ...]:
    """What behind a name makes it that of a mountain, a paper, a road, a house."""
    words = gazetteer.words
    return words.feature, words.not_before, words.house, words.ware
