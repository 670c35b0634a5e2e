"""Names of villages and townships by their pattern, and what looks like one and is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from clippings.tables import PlaceWords
from clippings.text import HAN

_STOP = (
    "的和与及在了是有为将对从向把被等各全每两委局府院校司之其以而或并也就都还又个届这那该已无去到看叫说让给管着带像由至"
)
_FREE = f"(?:(?![{_STOP}])[{HAN}]|(?<![镇乡])各(?=庄))"
_TOWN = "街道|乡(?!事会|[村镇政长贤亲土里情企级愁]|下(?![辖属设])[^的，。、])|镇(?![村镇政长贤亲土里情企级愁])|苏木"  # 乡 is none in 乡村 and 乡下的菜, 镇 none in 镇政府
_VILLAGE = (
    "村(?![民干里级容企医规官史落镇头寨校]|村(?![民委支两干里级容企医规官史头部口党]))|社区(?!中心|[工居服])|嘎查|部落"
)
TOWN_TAIL = re.compile(rf"({_FREE}{{1,5}}?(?:{_TOWN}))")
VILLAGE_TAIL = re.compile(rf"((?!公所|政府|党委){_FREE}{{1,6}}?(?:{_VILLAGE}|屯(?![垦兵村])))")
_NEVER = "的各每全等两几这个有是在和与及对从由把被将为至到了着乡"
VILLAGE_BEHIND = re.compile(
    rf"((?:(?:(?![{_NEVER}])[{HAN}]){{2,3}}|(?:(?![{_NEVER}])[{HAN}]){{1,2}}和)(?:{_VILLAGE}))"
)  # right behind a township
_EDGE = r"(?:^|(?<=[，。、；：“”‘’（）《》！？…—·\s,;:()\"'])|(?<=[在到进赴从和与及是为入往至由让向驻于对将以如走的，像过])|(?<=离)(?!开)|(?<=[该本][县市区旗州乡镇]))"
LOOSE = re.compile(rf"{_EDGE}({_FREE}{{1,5}}?(?:{_VILLAGE}|{_TOWN}))")
SIGNS_OF_LOOSE = re.compile("村|社区|嘎查|部落|街道|乡|镇|苏木")
WARD = re.compile(f"(?![{_NEVER}])[{HAN}]{{2}}里(?=[的，。、民长农居內内])")  # in Taiwan: 关庙区|五甲里
LOOSE_WARD = re.compile(
    rf"{_EDGE}((?![{_NEVER}邻里巷乡城村那哪心手眼夜])[{HAN}]{{2}}(?<![公海英家村邻心手区房圳集])里)(?=[的长民农居老全把有，])"
)
WARD_BEHIND = re.compile(f"(?![{_NEVER}])[{HAN}]{{2}}里(?![程面外])")
LIST = re.compile(
    rf"((?:[{HAN}]{{2,4}}、){{1,12}}[{HAN}]{{2,4}}?(?:和[{HAN}]{{2,4}}?)?)等?[两二三四五六七八九十]+个?(?:[^，。、]{{1,3}}族)?(县|市|区|州|旗|乡|镇|街道|苏木)(?!级)"
)  # 海南、海西两州, 海会、威家两镇
COUNTED_VILLAGES = re.compile("[两二三四五六七八九十]个?(?:行政|自然)?(?:村|社区|嘎查)")
VILLAGE_LIST = re.compile(
    rf"(?:{_EDGE}|(?<=[镇乡])|(?<=街道))((?:(?:(?![{_NEVER}])[{HAN}]){{2,3}}[、和])+(?:(?![{_NEVER}])[{HAN}]){{2,3}}?)等?([两二三四五六七八九十])个?(?:行政|自然)?(村|社区|嘎查)(?![级民])"
)  # 永明、光荣三个村
REGIMENT = re.compile(  # not 抱成一团, 一团火
    "(?<![0-9〇一二三四五六七八九十百])(?<![成作着缩])((?!一团)[0-9〇一二三四五六七八九十百]{1,5}团|一团(?=[0-9〇一二三四五六七八九十]{1,3}连))"
    "(?![长体队结聚圆伙员支委组购])([0-9〇一二三四五六七八九十]{1,3}连(?![续接长队年续])|)"
)
_NO_NAME = re.compile(
    "(?:农村|乡村|离镇|全[镇乡]|城乡|[下返回还归]乡|[茶瓷畲老家本]乡|..水乡|[某名大老壁]镇|苏木镇|某村|[听找用上告]本村)$"
)
_NUMBER = re.compile(r"[0-9〇一二三四五六七八九十百千两几多余数]$")
_SUFFIXES = ("社区", "嘎查", "部落", "街道", "苏木", "村", "乡", "镇", "屯")
_COUNTED = re.compile("[一二三四五六七八九十两几数0-9]+(?:个|[条份座家次间所户批件名位项片处]$)")


_RARE = 0.5  # what a character says that is hardly met
_UNLIKE = -0.4  # log-odds of a character, on average, below which no name is
_UNLIKE_BEHIND = -1.6  # right behind another place


def likeness(bare: str, characters: Mapping[tuple[str, str], float]) -> float:
    """How much a name's characters are those of names of townships and villages rather than of other text, in log-odds, on average:
    横塘 is 0.9, 证实 -3.6. `characters` is what was learned of them."""
    if (whole := characters.get(("whole", bare))) is not None:
        return whole
    told = [characters.get(("later" if at else "first", char), _RARE) for at, char in enumerate(bare)]
    return sum(told) / max(1, len(told))


def is_name(name: str, words: PlaceWords, *, behind: bool = False) -> bool:
    """马义村 is the name of a village, 贫困村 and 12个村 are none. `behind`: it stands right behind another place."""
    bare, suffix = _parted(name)
    if likeness(bare, words.characters) < (_UNLIKE_BEHIND if behind else _UNLIKE):
        return False
    common = words.no_township if suffix in ("街道", "苏木", "乡", "镇") else words.no_village
    if (
        not bare
        or bare in common
        or _NO_NAME.search(name)
        or (len(bare) == 1 and suffix in ("社区", "街道"))
        or (_NUMBER.search(bare) and len(bare) < 2)
    ):
        return False
    if suffix in ("乡", "镇") and bare.endswith(("县", "市", "区", "乡", "镇", "村")):
        return False
    if _COUNTED.match(bare):
        return False
    return not bare.endswith(_longer(common))


def is_name_behind(name: str, words: PlaceWords) -> bool:
    """The same right behind a township, where a village's name surely begins: 淮城镇|河下社区."""
    bare, _ = _parted(name)
    return (
        2 <= len(bare) <= 3
        and likeness(bare, words.characters) >= _UNLIKE_BEHIND
        and bare not in words.no_village
        and not _NUMBER.search(bare[0])
        and not _COUNTED.match(bare)
        and not bare.endswith(("乡", "农"))
        and not bare.endswith(_longer(words.no_village))
    )


@cache
def _longer(words: frozenset[str]) -> tuple[str, ...]:
    """Those of more than one character."""
    return tuple(sorted(word for word in words if len(word) > 1))


def bare_name(name: str) -> str:
    """马义 for 马义村."""
    return _parted(name)[0] if name.endswith(_SUFFIXES) else name


def _parted(name: str) -> tuple[str, str]:
    """马义 and 村."""
    suffix = next(s for s in _SUFFIXES if name.endswith(s))
    return name[: -len(suffix)], suffix
