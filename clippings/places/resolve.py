"""Resolving: which place a mention means. By the names it stands behind, by what the article names, by the paper's home and
by the date; a short name needs one of these as its sponsor."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from clippings.gazetteer import Gazetteer
from clippings.places.mention import Mention
from clippings.places.names import is_name
from clippings.spots import Spot, level

_ALONE = "a short name that nothing else in the article speaks for"
_CROWD = 3  # short names of one prefecture in an article, none of them a word: no chance
_WORD = 2.0  # how much must speak for a county whose short name is a word: 平安, 长寿


def resolve(
    found: Sequence[Mention],
    home: str | None,
    gazetteer: Gazetteer,
    year: int | None,
    named: Counter[str],
    near: Counter[str],
) -> list[Mention]:
    """The mentions with their places, or with the reason why there is none. `named` counts the codes that the article names
    beyond doubt, `near` those that the other articles of the page do."""
    named = named + _crowded(found, gazetteer, year)
    behind = _behind(found, gazetteer, year)
    places = [m for m in found if m.sound and m.parts[0][0] in ("full", "short")]
    beside = Beside({(m.piece, m.end) for m in places}, {(m.piece, m.start) for m in places})
    done: list[Mention] = []
    for mention in found:
        kind = mention.parts[0][0]
        if kind == "letter":
            done.append(mention._replace(spot=Spot(mention.parts[0][1]), why="a letter for a province"))
            continue
        if not mention.sound or kind in ("village", "deictic"):
            done.append(mention)
            continue
        if kind == "town" and mention.parts[0][1] in behind:
            done.append(
                mention._replace(
                    spot=_more(behind[mention.parts[0][1]], mention), why="named with its county elsewhere"
                )
            )
            continue
        done.append(_settle(mention, beside, named, near, home, gazetteer, year))
    done = _as_elsewhere(done)
    main = Counter(m.spot.code for m in done if m.spot and _is_lowest(m.spot.code, gazetteer))
    own = main.most_common(1)[0][0] if main else home if home and _is_lowest(home, gazetteer) else None
    center = own or _chief(near)
    if own is None:  # a village stands on its own article's county, not on its neighbours'; else below the paper's city
        city = home if home and level(home) == 2 and {code for code in named if level(code) > 1} <= {home} else None
        done = [_below(city, m) if m.parts[0][0] == "village" and not m.spot else m for m in done]
    return _rest(done, center, home, gazetteer, year)


def _crowded(found: Sequence[Mention], gazetteer: Gazetteer, year: int | None) -> Counter[str]:
    """Prefectures of which an article names several counties by their short names alone, as a table of results does."""
    counties: dict[str, set[str]] = defaultdict(set)
    for mention in found:
        kind, name = mention.parts[0]
        if kind != "short" or not mention.sound or len(mention.parts) > 1 or name in gazetteer.words.words:
            continue
        for prefecture in {spot.code[:4] for spot in candidates(mention, gazetteer, year) if level(spot.code) == 3}:
            counties[prefecture].add(name)
    return Counter(prefecture + "00" for prefecture, names in counties.items() if len(names) >= _CROWD)


def _as_elsewhere(done: Sequence[Mention]) -> list[Mention]:
    """The mentions, where a short name of a prefecture that was not settled by itself is the place that it is elsewhere in the article."""
    known = {m.parts: m.spot for m in done if m.spot and m.parts[0][0] == "short" and level(m.spot.code) == 2}
    return [
        m._replace(spot=known[m.parts], role="scene", why="named elsewhere in the article")
        if m.why == _ALONE and m.parts in known
        else m
        for m in done
    ]


def _below(city: str | None, mention: Mention) -> Mention:
    """A village where the article names no county: below the city that the paper is of, if nothing else is named."""
    if city and mention.sound:
        return mention._replace(spot=Spot(city, "", mention.parts[0][1]), why="the paper's home; no county is named")
    return mention._replace(why="the article names no county")


def _is_lowest(code: str, gazetteer: Gazetteer) -> bool:
    """A county, or what has townships right below it: 东莞, a county of Taiwan."""
    return level(code) == 3 or code in gazetteer.townships


def _behind(found: Sequence[Mention], gazetteer: Gazetteer, year: int | None) -> dict[str, Spot]:
    """Townships that stand behind their county somewhere in the article: 平利县长安镇."""
    known: dict[str, Spot] = {}
    for mention in found:
        kinds = [kind for kind, _ in mention.parts]
        if mention.sound and "town" in kinds[1:]:
            spots = {Spot(s.code, s.township) for s in candidates(mention, gazetteer, year)}
            if len(spots) == 1:
                known.setdefault(mention.parts[kinds.index("town")][1], spots.pop())
    return known


def _more(spot: Spot, mention: Mention) -> Spot:
    """The township, or the village in it that the mention goes on to name."""
    kind, name = mention.parts[-1]
    return Spot(spot.code, spot.township, name) if kind == "village" else spot


def _chief(page: Counter[str]) -> str | None:
    """The county, else the prefecture, that the rest of the page is about, if one has more than half of what is named."""
    for depth in (3, 2):
        counts = Counter({code: n for code, n in page.items() if level(code) == depth})
        if counts and (best := counts.most_common(1)[0])[1] * 2 > counts.total() and best[1] > 1:
            return best[0]
    return None


def candidates(mention: Mention, gazetteer: Gazetteer, year: int | None) -> Sequence[Spot]:
    """Every place its names may mean together."""
    kind, name = mention.parts[-1]
    if kind != "village":
        return gazetteer.spots(mention.parts, year)
    return [spot._replace(village=name) for spot in gazetteer.spots(mention.parts[:-1], year)]


def named_codes(found: Sequence[Mention], gazetteer: Gazetteer, year: int | None, home: str | None) -> Counter[str]:
    """Codes that the article names beyond doubt, with all that hold them: full names and chains with but one reading."""
    named: Counter[str] = Counter()
    for mention in found:
        kinds = [kind for kind, _ in mention.parts]
        if (
            not mention.sound
            or mention.role == "dateline"
            or not (kinds[0] == "full" or len(kinds) > 1)
            or kinds[0] in ("village", "deictic", "town", "letter")
        ):
            continue
        if len(mention.text) == 2 and mention.parts[0][1][-1] in "县区市":
            continue
        spots = candidates(mention, gazetteer, year)
        if len({s.code[:4] for s in spots}) > 1 and home:
            spots = [s for s in spots if s.code[:2] == home[:2]]
        if spots and len({s.code[:4] for s in spots}) == 1:
            for code in {spots[-1].code, spots[-1].code[:4] + "00", spots[-1].code[:2] + "0000"}:
                named[code] += 1
    return named


def _settle(
    mention: Mention, beside: Beside, named: Counter[str], page: Counter[str], home: str | None,
    gazetteer: Gazetteer, year: int | None,
) -> Mention:  # fmt: skip
    spots = candidates(mention, gazetteer, year)
    kind, name = mention.parts[0]
    if not spots and kind == "town":
        return mention  # of no list: to be placed by its neighbours
    if not spots:
        return mention._replace(why="no such place in that year")
    scored = [(_score(spot, named, page, home), -spot.depth, at, spot) for at, spot in enumerate(spots)]
    best, _, _, spot = max(scored)
    cities = [one for one in scored if level(one[3].code) == 2] if kind == "short" and best <= 0 else []
    if len(cities) == 1:  # 西安 is the city, not a district far off that is called after it
        scored = cities
        best, _, _, spot = cities[0]
    rivals = {s.code[:4] for value, _, _, s in scored if value == best}
    chained = sum(1 for k, _ in mention.parts if k != "village") > 1
    if kind == "short" and not chained:
        listed = _in_list(mention, beside)
        if (
            name in gazetteer.words.words
            and mention.role != "dateline"
            and not listed
            and not (best >= (_WORD if level(spot.code) == 3 else 1.2) and mention.edge)
            and not (home and home[:2] in ("71", "81", "82") and spot.code[:2] == home[:2])
        ):
            return _no_place(mention, "an ordinary word, and no place stands beside it")
        alone = len({s.code[:4] for _, _, _, s in scored}) == 1
        known = level(spot.code) == 2 and alone and name not in gazetteer.words.words
        if best <= 0 and not (known and mention.edge) and not (listed and len(spots) == 1):
            return _no_place(mention, _ALONE)
    unclear = kind == "town" and len({s.code for value, _, _, s in scored if value == best}) > 1
    lost = unclear and name.endswith(("乡", "镇", "街道", "苏木"))
    if lost and is_name(name, gazetteer.words) and any(_is_lowest(code, gazetteer) for code in named):
        return mention  # a township that was, of the county that is named: to be placed by its neighbours
    if unclear:
        return mention._replace(why="a township of that name lies in several counties, none of them named")
    if kind == "town" and best <= 0 and home and len(name) <= 3:
        return mention._replace(why="a township of that name lies far from the paper's home")
    if len(rivals) > 1:
        return mention._replace(why=f"may be in {len(rivals)} places")
    if len(name) == 2 and kind == "full" and name[-1] in "县区市" and best <= 0 and not chained:
        return mention._replace(why="two characters that nothing else in the article speaks for")
    how = "chain" if chained else "named" if best >= 2 else "home" if best > 0 else "the only one"
    return mention._replace(spot=spot, why=how)


def _no_place(mention: Mention, why: str) -> Mention:
    """A refused short name; where the name of a village begins with it (大兴营村), the village stands."""
    if mention.parts[-1][0] == "village":
        return mention._replace(parts=(("village", mention.text),))
    return mention._replace(role="word", why=why)


def _score(spot: Spot, named: Counter[str], page: Counter[str], home: str | None) -> float:
    """How much the article, the rest of the page and the paper's home speak for a place."""
    code = spot.code
    score = 0.0
    if named[code] and level(code) > 1:
        score += 3.0
    elif named[code[:4] + "00"] and code[2:4] != "00":
        score += 2.0
    elif named[code[:2] + "0000"]:
        score += 1.0
    if page[code] and level(code) > 1:
        score += 0.7
    elif page[code[:4] + "00"] and code[2:4] != "00":
        score += 0.3
    if home:
        if home == code:
            score += 1.5
        elif level(home) > 1 and home[:4] == code[:4]:
            score += 1.2
        elif home[:2] == code[:2]:
            score += 0.8
    return score


@dataclass(slots=True)
class Last:
    """The places that were named last: any, one down to a township, one down to a village."""

    place: Spot | None = None
    town: Spot | None = None
    village: Spot | None = None

    def see(self, spot: Spot) -> None:
        """One more place is named."""
        self.place = Spot(spot.code, spot.township)
        if spot.township:
            self.town = self.place
        if spot.village:
            self.village = spot


class Beside(NamedTuple):
    """Where places end and begin: `(piece, position)`."""

    ends: set[tuple[int, int]]
    starts: set[tuple[int, int]]


def _in_list(mention: Mention, beside: Beside) -> bool:
    """Does another place stand right beside it, parted by 、 or 和?"""
    return (mention.listed_before and (mention.piece, mention.start - 1) in beside.ends) or (
        mention.listed_after and (mention.piece, mention.end + 1) in beside.starts
    )


def _rest(
    done: list[Mention], center: str | None, home: str | None, gazetteer: Gazetteer, year: int | None
) -> list[Mention]:
    """Villages, townships of no list, and words that stand for a place: by what was named before them."""
    last = Last()
    towns: dict[str, set[str]] = {}
    for mention in done:
        if mention.spot and mention.spot.township:
            towns.setdefault(mention.spot.code, set()).add(mention.spot.township)
    only = {code: names.pop() for code, names in towns.items() if len(names) == 1}
    known: dict[str, Spot] = {}
    for mention in done:
        if mention.spot and mention.parts[-1][0] == "village":
            name = mention.parts[-1][1]
            if name not in known or (mention.spot.township and not known[name].township):
                known[name] = mention.spot
        if mention.spot and mention.spot.township:
            known.setdefault(mention.spot.township, Spot(mention.spot.code, mention.spot.township))
    result = []
    for mention in done:
        kind, name = mention.parts[0]
        if mention.sound and mention.spot is None and kind in ("village", "town", "deictic") and not mention.why:
            if kind == "deictic":
                spot = _stands_for(mention, last, center, home, gazetteer, year)
            elif name in known:
                spot = _more(known[name], mention)
            else:
                low = last.place is not None and _is_lowest(last.place.code, gazetteer)
                around = last.place if low else Spot(center) if center else None
                spot = None
                if around and kind == "town":
                    spot = _more(Spot(around.code, name), mention)
                elif around:
                    near = last.town.township if last.town and last.town.code == around.code else ""
                    spot = Spot(around.code, near, name)
                if spot:
                    known[name] = Spot(spot.code, spot.township) if kind == "town" else spot
            mention = mention._replace(spot=spot, why="by what stands before" if spot else "nothing says where it lies")
        elif mention.spot and mention.spot.village and not mention.spot.township:
            fuller = known.get(mention.spot.village)
            township = fuller.township if fuller and fuller.code == mention.spot.code else ""
            township = township or only.get(mention.spot.code, "")
            mention = mention._replace(spot=Spot(mention.spot.code, township, mention.spot.village))
        if mention.spot and mention.role != "dateline" and kind != "deictic" and level(mention.spot.code) >= 2:
            last.see(mention.spot)
        result.append(mention)
    return result


_ISLANDS = {"71": ("台", "岛"), "81": ("港",), "82": ("澳",)}  # what 全台, 全港 and 本澳 stand for


def _stands_for(
    mention: Mention, last: Last, center: str | None, home: str | None, gazetteer: Gazetteer, year: int | None
) -> Spot | None:
    """我省 is the home province, 全县 the county named last, 区委 the district named last or the autonomous region."""
    word = mention.parts[0][1]
    wanted = gazetteer.words.deictics[word]
    here = last.place
    near = here.code if here else center or home
    if home and level(home) > 1 and here and here.code[:4] != home[:4] and not word.startswith("该"):
        near = center if center and center[:4] == home[:4] else home  # another place was only mentioned by the way
    own = word.startswith(("我", "本"))
    if wanted == 1:
        if (
            "区" in word and "自治区" not in word and "特区" not in word
        ):  # 全区, 我区: an autonomous region, or a district
            region = gazetteer.at(home[:2] + "0000", year) if home else None
            if region and region.name.endswith("自治区") and not (home and level(home) == 3):
                return Spot(region.code)
            for code in (home, near) if own else (near, home):
                division = gazetteer.at(code, year) if code and level(code) == 3 else None
                if code and division and division.name.endswith("区") and "党委" not in word:
                    return Spot(code)
            return None
        digits = (home or near or "")[:2]
        island = next((code for code, names in _ISLANDS.items() if word.endswith(names)), digits)
        return Spot(digits + "0000") if digits and digits == island else None
    if wanted == 2:
        base = home if own and home and level(home) > 1 else near
        if base and level(base) == 3:
            division = gazetteer.at(base, year)
            if division and division.name.endswith("市") and "市" in word:
                return Spot(base)
        if base and level(base) > 1:
            return Spot(base[:4] + "00") if gazetteer.at(base[:4] + "00", year) else Spot(base[:2] + "0000")
        return Spot(base) if base and base[:2] in ("11", "12", "31", "50") else None
    county = home if own and home and level(home) == 3 else near if near and level(near) == 3 else center
    if wanted == 3:
        region = gazetteer.at(home[:2] + "0000", year) if home and "区" in word else None
        if region and not region.name.endswith("自治区"):
            region = None
        division = gazetteer.at(county, year) if county else None
        # 区委 where no district is named is the region's
        bare = region is not None and home == region.code and not here
        if county and division and division.name.endswith(tuple(set(word) & set("区县旗"))) and not bare:
            return Spot(county)
        return Spot(region.code) if region else None
    return last.town if wanted == 4 else last.village
