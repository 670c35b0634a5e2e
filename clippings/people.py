"""Names of people in bylines and credits."""

from __future__ import annotations

import re

from clippings.models import Person
from clippings.tables import Names
from clippings.text import HAN

_HAN = re.compile(f"[{HAN}]")
_PADDED = re.compile(f"(?<![{HAN}])[{HAN}](?: [{HAN}])+(?![{HAN}])")
_ONE_RUN = re.compile(f"^[{HAN}](?: [{HAN}])*$")
_SPLIT = re.compile(r"[\s、，,/／：:_＿|｜丨;；]+")
_MARKS = "□■◎●○△▲◇◆☆★⊙⊕/｜|（）()[]【】〔〕“”《》。．.…— \u3000"
_RUN, _LONG = 24, 200  # characters of names without a blank, and of these with what they do; what is longer is text
_WORD = re.compile(f"^[{HAN}]{{2,5}}$")
_DIVISIONS = "市县縣区區"


def parse_people(text: str, known: Names, default: str = "作者") -> tuple[Person, ...]:
    """The people of a byline or credit line: 本报记者 陈 泳 通讯员 刘旭民 摄. A job stands before its names or, for
    pictures, after them; names without one get `default`. Padding inside two-character names is removed."""
    if not text.startswith(("（", "(", "【", "〔", "[")):
        text = re.sub(r"[（(][^（(）)]{0,60}[）)]$", "", text)
    text = re.sub(rf"(?:[/／]\S{{0,6}}|\s[{HAN}]{{2,4}})(?:报导|報導|报道|報道)$|\s?[发發]自\S+$", "", text)
    words = [word for token in _tokens(known.both.sub(" ", text), known) for word in _words(token, known)]
    groups: list[tuple[str | None, list[str]]] = [(None, [])]  # a job and the names that stand after it
    for at, (is_job, word) in enumerate(words):
        followed = at + 1 < len(words) and not words[at + 1][0]
        if not is_job:
            groups[-1][1].append(word)
        elif (
            word in known.behind
            and groups[-1][1]
            and (groups[-1][0] is None or (not followed and word in known.picture))
        ):
            groups[-1] = (word, groups[-1][1])
            groups.append((None, []))
        elif word not in known.behind or followed or not groups[-1][1]:
            groups.append((word, []))
    people: dict[str, Person] = {}
    for job, names in groups:
        if job in known.desk:  # who edited or checked it is no author
            continue
        for name in names:
            people.setdefault(name, Person(name, known.roles.get(job, job) if job else default))
    return tuple(people.values())


def unpad(text: str, known: Names) -> str:
    """A line in which names of two characters are set with a blank inside (萨仁 李 岩), with these blanks taken out. A line
    that is nothing but one run of single characters is left as it is: it may be a word set wide."""

    def join(found: re.Match[str]) -> str:
        singles = found[0].replace(" ", "")
        job = singles[-1] if len(singles) > 2 and singles[-1] in known.behind else ""
        names = _unpadded(singles[: len(singles) - len(job)], known)
        return (
            " ".join((*names, job) if job else names) if all(name[0] in known.surnames for name in names) else found[0]
        )

    told = text[0] in _MARKS or known.job.search(text) is not None  # 金 秋 时节 is nobody
    return _PADDED.sub(join, text) if told and not _ONE_RUN.match(text) else text


def plausible_names(text: str, known: Names) -> bool:
    """Could every token be a personal name? Two to four characters with a surname, or a longer name with ·."""
    tokens = _tokens(text.strip(_MARKS), known)
    return bool(tokens) and all(has_surname(t, known.surnames) or "·" in t for t in tokens)


def is_writer(text: str, known: Names) -> bool:
    """May it be who wrote a text, where little else stands in brackets: names, names padded to single characters (旺 扎), or words
    of two to five characters of which one has a surname, or each is written as names of Tibetans, Uyghurs and Mongols are (普布卓玛;
    or is a name of three with a rare surname (多守义)?"""
    if plausible_names(text, known) or (len(text.split()) > 1 and _ONE_RUN.match(text.strip())):
        return True
    words = _tokens(text.strip(_MARKS), known)
    if not words or not all(map(_WORD.match, words)):
        return False
    if len(words) > 1 and known.job.search(text) is None and any(has_surname(word, known.surnames) for word in words):
        return True  # beside one who has a surname
    return all(_is_foreign(word, known.transliteration) or (len(word) == 3 and word[0] in known.rare) for word in words)


def _is_foreign(word: str, foreign: frozenset[str]) -> bool:
    """Is it written as names of Tibetans, Uyghurs and Mongolians are: but for one character, and in two characters for none?"""
    return sum(char in foreign for char in word) >= max(2, len(word) - 1)


def has_surname(name: str, surnames: frozenset[str]) -> bool:
    """张三, 欧阳修远: a known surname and one or two characters more."""
    if not 2 <= len(name) <= 4:
        return False
    return (name[:2] in surnames and len(name) > 2) or (name[0] in surnames and len(name) <= 3)


def _tokens(text: str, known: Names) -> list[str]:
    """Pieces between blanks and commas; single characters side by side are padded names (陈 泳, 王 效 平)."""
    tokens: list[str] = []
    singles = ""
    for raw in (*_SPLIT.split(text), " "):
        token = raw.strip(_MARKS)
        if not token and raw != " ":
            continue
        if len(token) == 1 and _HAN.match(token) and (singles or token not in known.behind):
            singles += token
            continue
        last = singles[-1:] if len(singles) > 2 and singles[-1:] in known.behind else ""  # 陈 泳 摄
        tokens += _unpadded(singles[: len(singles) - len(last)], known)
        tokens += [last] if last else []
        singles = ""
        if token:
            tokens.append(token)
    return tokens


def _unpadded(singles: str, known: Names) -> list[str]:
    """Single characters as names: two make one, three one, more the most names of two that all have a surname."""
    if len(singles) <= 3:
        return [singles] if singles else []
    for size in (2, 3):
        names = [singles[at : at + size] for at in range(0, len(singles), size)]
        if len(names[-1]) == size and all(name[0] in known.surnames for name in names):
            return names
    return [singles[at : at + 2] for at in range(0, len(singles), 2)]


def _words(token: str, known: Names) -> list[tuple[bool, str]]:
    """The jobs (True) and names (False) of a token: 甘肃日报记者张三, 张三摄. 文 in 文天祥 is no job."""
    if known.job.fullmatch(token):
        return [(True, token)]
    if len(token) > _LONG:
        return []
    long = next((found for found in known.job.finditer(token) if len(found["job"]) > 1), None)
    if long:
        rest = token[long.end() :].strip(_MARKS)
        before = token[: long.start()]
        words: list[tuple[bool, str]] = [(True, long["job"])]
        if not rest and long["job"] in known.behind and has_surname(before, known.surnames):
            return [(False, before), *words]
        return words + (_words(rest, known) if rest else [])
    if len(token) > 2 and token[-1] in "摄攝" and has_surname(token[:-1], known.surnames):
        return [(False, token[:-1]), (True, token[-1])]
    return [(False, name) for name in _names(token, known)]


def _names(token: str, known: Names) -> list[str]:
    if (
        token in known.nobody
        or (len(token) > 3 and known.unit.match(token))
        or (len(token) == 3 and token[-1] in _DIVISIONS)
        or not _HAN.search(token)
        or len(token) < 2
    ):
        return []
    if (title := known.title.search(token)) and has_surname(token[: title.start()], known.surnames):
        token = token[: title.start()]
    if 5 <= len(token) <= _RUN and "·" not in token and "•" not in token:
        parts = _cut_names(token, known)
        if parts:
            return parts
    return [token] if len(token) <= (_RUN if "·" in token or "•" in token else 7) else []


def _cut_names(token: str, known: Names) -> list[str]:
    """Names run together without a blank: 刘会文阮泽华."""
    if not token:
        return []
    for size in (3, 2, 4):
        head, rest = token[:size], token[size:]
        if has_surname(head, known.surnames):
            if not rest:
                return [head]
            tail = _cut_names(rest, known)
            if tail:
                return [head, *tail]
    return []
