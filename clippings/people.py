"""Names of people in bylines and credits."""

from __future__ import annotations

import re

from clippings.models import Person
from clippings.text import HAN

_HAN = re.compile(f"[{HAN}]")
_JOB = re.compile(
    r"(?P<job>(?:特约|特約|实习|實習|见习|見習)?(?:记者|記者|通讯员|通訊員|评论员|評論員|特派员|特派員|撰稿人|撰稿员|编辑|实习生|實習生|读者|讀者|审核|校对|责编|责任编辑|监制|初审|复审|终审|美编|版式|签发)"
    r"|摄影报道|攝影報導|摄影|攝影|作者|文字|撰文|撰稿|采写|采訪|采访|採訪|整理|执笔|供稿|编译|制图|口述|绘图|漫画|插图|图片"
    r"|统筹|策划|报道|報導|供图|文图|文|图|圖|摄|攝)"
)
_BOTH = re.compile(
    r"(?:文\s?[/／、并及与與和&＆．.·・ ]?\s?(?:[图圖]片?|[摄攝]影)(?=[/／：:\s]|$)|文[/／、并及 ]?[图圖]|[图圖][/／、 ]?文|(?<=\s)[/／][文图])"
)
_PADDED = re.compile(f"(?<![{HAN}])[{HAN}](?: [{HAN}])+(?![{HAN}])")
_ONE_RUN = re.compile(f"^[{HAN}](?: [{HAN}])*$")
_SPLIT = re.compile(r"[\s、，,/／：:_＿|｜丨;；]+")
_DESK = frozenset({"审核", "校对", "责编", "责任编辑", "监制", "初审", "复审", "终审", "美编", "版式", "签发", "编辑"})
_PICTURE = frozenset({"摄", "攝", "摄影", "攝影", "图", "圖", "供图"})
_MARKS = "□■◎●○△▲◇◆☆★⊙⊕/｜|（）()[]【】〔〕“”《》。．.…— \u3000"
_AFTER = frozenset(
    {"摄", "攝", "摄影", "攝影", "摄影报道", "攝影報導", "报道", "報導", "文", "图", "圖", "供图", "整理", "供稿"}
)
_RUN, _LONG = 24, 200  # characters of names without a blank, and of these with what they do; what is longer is text
_TITLE = re.compile("(?:老師|老师|教授|醫師|医师|醫生|医生|校長|校长)$")  # of somebody, behind the name
_WORD = re.compile(f"^[{HAN}]{{2,5}}$")
ROLES = {
    "實習生": "实习生", "實習記者": "实习记者", "特約記者": "特约记者", "讀者": "读者", "記者": "记者", "通訊員": "通讯员", "評論員": "评论员", "攝影": "摄影", "摄": "摄影", "攝": "摄影", "圖": "摄影", "图": "摄影",
    "图片": "摄影", "供图": "摄影", "摄影报道": "摄影", "攝影報導": "摄影", "文": "作者", "撰文": "作者", "文字": "作者", "撰稿": "作者", "采写": "作者",
    "执笔": "作者", "撰稿人": "作者", "采访": "作者", "採訪": "作者", "采訪": "作者", "供稿": "作者", "报道": "记者", "報導": "记者",
    "绘图": "绘图", "漫画": "漫画",
}  # fmt: skip
_UNIT = re.compile(
    r".{2,}(局|厅|委|部|办|中心|公司|集团|学校|大学|学院|医院|法院|检察院|政府|县|市|区|镇|乡|村|社|报|站|台|网|队|科|院|所)$|^[据據].*[电電讯訊]$"
)
_DIVISIONS = "市县縣区區"
_NOT_NAMES = frozenset(
    {
        "本报",
        "本刊",
        "本台",
        "综合",
        "摄影",
        "文图",
        "资料",
        "资料图片",
        "資料圖片",
        "资料图",
        "資料圖",
        "本网",
        "整理",
        "更正",
        "答疑",
        "专访",
        "待续",
        "未完待续",
        "连载",
        "连载完",
        "图略",
        "有删节",
        "本文有删节",
        "本报综合",
        "新华社发",
        "路透社",
        "法新社",
        "手记",
        "手記",
        "專訪",
        "集体",
        "网络",
        "新华社",
        "中新社",
        "人民视觉",
    }
)


def parse_people(text: str, surnames: frozenset[str], default: str = "作者") -> tuple[Person, ...]:
    """The people of a byline or credit line: 本报记者 陈 泳 通讯员 刘旭民 摄. A job stands before its names or, for
    pictures, after them; names without one get `default`. Padding inside two-character names is removed."""
    if not text.startswith(("（", "(", "【", "〔", "[")):
        text = re.sub(r"[（(][^（(）)]{0,60}[）)]$", "", text)
    text = re.sub(rf"(?:[/／]\S{{0,6}}|\s[{HAN}]{{2,4}})(?:报导|報導|报道|報道)$|\s?[发發]自\S+$", "", text)
    words = [word for token in _tokens(_BOTH.sub(" ", text), surnames) for word in _words(token, surnames)]
    groups: list[tuple[str | None, list[str]]] = [(None, [])]  # a job and the names that stand after it
    for at, (is_job, word) in enumerate(words):
        followed = at + 1 < len(words) and not words[at + 1][0]
        if not is_job:
            groups[-1][1].append(word)
        elif word in _AFTER and groups[-1][1] and (groups[-1][0] is None or (not followed and word in _PICTURE)):
            groups[-1] = (word, groups[-1][1])
            groups.append((None, []))
        elif word not in _AFTER or followed or not groups[-1][1]:
            groups.append((word, []))
    people: dict[str, Person] = {}
    for job, names in groups:
        if job in _DESK:  # who edited or checked it is no author
            continue
        for name in names:
            people.setdefault(name, Person(name, ROLES.get(job, job) if job else default))
    return tuple(people.values())


def unpad(text: str, surnames: frozenset[str]) -> str:
    """A line in which names of two characters are set with a blank inside (萨仁 李 岩), with these blanks taken out. A line
    that is nothing but one run of single characters is left as it is: it may be a word set wide."""

    def join(found: re.Match[str]) -> str:
        singles = found[0].replace(" ", "")
        job = singles[-1] if len(singles) > 2 and singles[-1] in _AFTER else ""
        names = _unpadded(singles[: len(singles) - len(job)], surnames)
        return " ".join((*names, job) if job else names) if all(name[0] in surnames for name in names) else found[0]

    told = text[0] in _MARKS or _JOB.search(text) is not None  # 金 秋 时节 is nobody
    return _PADDED.sub(join, text) if told and not _ONE_RUN.match(text) else text


def plausible_names(text: str, surnames: frozenset[str]) -> bool:
    """Could every token be a personal name? Two to four characters with a surname, or a longer name with ·."""
    tokens = _tokens(text.strip(_MARKS), surnames)
    return bool(tokens) and all(has_surname(t, surnames) or "·" in t for t in tokens)


def is_writer(text: str, surnames: frozenset[str], rare: frozenset[str], foreign: frozenset[str]) -> bool:
    """May it be who wrote a text, where little else stands in brackets: names, names padded to single characters (旺 扎), or words
    of two to five characters of which one has a surname, or each is written as names of Tibetans, Uyghurs and Mongols are (普布卓玛;
    `foreign` are these characters) or is a name of three with a `rare` surname (多守义)?"""
    if plausible_names(text, surnames) or (len(text.split()) > 1 and _ONE_RUN.match(text.strip())):
        return True
    words = _tokens(text.strip(_MARKS), surnames)
    if not words or not all(map(_WORD.match, words)):
        return False
    if len(words) > 1 and _JOB.search(text) is None and any(has_surname(word, surnames) for word in words):
        return True  # beside one who has a surname
    return all(_is_foreign(word, foreign) or (len(word) == 3 and word[0] in rare) for word in words)


def _is_foreign(word: str, foreign: frozenset[str]) -> bool:
    """Is it written as names of Tibetans, Uyghurs and Mongolians are: but for one character, and in two characters for none?"""
    return sum(char in foreign for char in word) >= max(2, len(word) - 1)


def has_surname(name: str, surnames: frozenset[str]) -> bool:
    """张三, 欧阳修远: a known surname and one or two characters more."""
    if not 2 <= len(name) <= 4:
        return False
    return (name[:2] in surnames and len(name) > 2) or (name[0] in surnames and len(name) <= 3)


def _tokens(text: str, surnames: frozenset[str]) -> list[str]:
    """Pieces between blanks and commas; single characters side by side are padded names (陈 泳, 王 效 平)."""
    tokens: list[str] = []
    singles = ""
    for raw in (*_SPLIT.split(text), " "):
        token = raw.strip(_MARKS)
        if not token and raw != " ":
            continue
        if len(token) == 1 and _HAN.match(token) and (singles or token not in _AFTER):
            singles += token
            continue
        last = singles[-1:] if len(singles) > 2 and singles[-1:] in _AFTER else ""  # 陈 泳 摄
        tokens += _unpadded(singles[: len(singles) - len(last)], surnames)
        tokens += [last] if last else []
        singles = ""
        if token:
            tokens.append(token)
    return tokens


def _unpadded(singles: str, surnames: frozenset[str]) -> list[str]:
    """Single characters as names: two make one, three one, more the most names of two that all have a surname."""
    if len(singles) <= 3:
        return [singles] if singles else []
    for size in (2, 3):
        names = [singles[at : at + size] for at in range(0, len(singles), size)]
        if len(names[-1]) == size and all(name[0] in surnames for name in names):
            return names
    return [singles[at : at + 2] for at in range(0, len(singles), 2)]


def _words(token: str, surnames: frozenset[str]) -> list[tuple[bool, str]]:
    """The jobs (True) and names (False) of a token: 甘肃日报记者张三, 张三摄. 文 in 文天祥 is no job."""
    if _JOB.fullmatch(token):
        return [(True, token)]
    if len(token) > _LONG:
        return []
    long = next((found for found in _JOB.finditer(token) if len(found["job"]) > 1), None)
    if long:
        rest = token[long.end() :].strip(_MARKS)
        before = token[: long.start()]
        words: list[tuple[bool, str]] = [(True, long["job"])]
        if not rest and long["job"] in _AFTER and has_surname(before, surnames):
            return [(False, before), *words]
        return words + (_words(rest, surnames) if rest else [])
    if len(token) > 2 and token[-1] in "摄攝" and has_surname(token[:-1], surnames):
        return [(False, token[:-1]), (True, token[-1])]
    return [(False, name) for name in _names(token, surnames)]


def _names(token: str, surnames: frozenset[str]) -> list[str]:
    if (
        token in _NOT_NAMES
        or token.endswith("提供")
        or (len(token) > 3 and _UNIT.match(token))
        or (len(token) == 3 and token[-1] in _DIVISIONS)
        or not _HAN.search(token)
        or len(token) < 2
    ):
        return []
    if (title := _TITLE.search(token)) and has_surname(token[: title.start()], surnames):
        token = token[: title.start()]
    if 5 <= len(token) <= _RUN and "·" not in token and "•" not in token:
        parts = _cut_names(token, surnames)
        if parts:
            return parts
    return [token] if len(token) <= (_RUN if "·" in token or "•" in token else 7) else []


def _cut_names(token: str, surnames: frozenset[str]) -> list[str]:
    """Names run together without a blank: 刘会文阮泽华."""
    if not token:
        return []
    for size in (3, 2, 4):
        head, rest = token[:size], token[size:]
        if has_surname(head, surnames):
            if not rest:
                return [head]
            tail = _cut_names(rest, surnames)
            if tail:
                return [head, *tail]
    return []
