"""What Chinese text is made of: the marks and tests that several verbs share."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from operator import add

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_COUNT = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
DATED = re.compile(rf"(?:(?:{_COUNT}|本)月)?{_COUNT}日|近日|日前|昨")  # how news begins that says its day
PLACE = re.compile(
    rf"([{HAN}]{{2}})(?:省|市|县|縣|区|區|旗|镇|鎮|乡|鄉|村|里|街道|社区|社區)"
)  # and what stands before its level
_OF_LEVEL = re.compile(
    r"([^\W\d_的了是在和与及有这那各全本该我每个到从往进出去把让给向对]{2})(?:省|县|縣|旗|镇|鎮|乡|鄉|街道|市(?![民场場区里政容]))"
)
CLOSERS = "”’」』）)】》〉〕］]\"'"
FINAL = "。！？…!?"  # marks that end a sentence
SPACE = re.compile(r"\s+")

SIGNED = re.compile(r"[。！？”][（(][\u4e00-\u9fff·、 ]{2,40}[）)]$")  # the last sentence, and its writers in brackets
CREDITED = re.compile(r"[（(〔]([^）)〕]*?(?:记者|通讯员|記者|通訊員)[^）)〕]*)[）)〕]")  # the writers in a dateline
BRIEFS = re.compile(
    r"简\s?讯|短\s?讯|快\s?讯|短波|一句话|简明|速览|集锦|速递|微新闻|速读|快车|短新闻|集纳|快览|一览"
)  # labels over news of one sentence

_FROM = r"(?:紧接|緊接|上接|接)(?:\d{1,2}月\d{1,2}日|昨日)?"
GOES_ON = re.compile(rf"[（(\[【]?\s?{_FROM}")  # a jump from another page; any other leads to one
FROM_PAGE = re.compile(
    rf"[（(\[【]\s?{_FROM}\s?第?\s?[A-Z]?[一二三四五六七八九十\d]{{1,3}}\s?版"
)  # and the text behind it

_CREDIT = re.compile(r"[。！？…!?”」][（(][^（()）。]{2,40}[）)]$")  # a writer's name behind the last sentence
_LITTLE = re.compile(
    r"[0-9A-Za-z〇零一二三四五六七八九十百千万两多几的了是在年月日这這也就到说說今们們我他她它元还還要再又没沒很但不都把被给給让讓从從和與与及等着著过過每]"
)
_LETTERS = re.compile(r"[^\W_]+")
_WIDE = "".join(chr(number) for number in range(0xFF10, 0xFF5B) if chr(number).isalnum())
NARROW = str.maketrans(_WIDE, unicodedata.normalize("NFKC", _WIDE))  # full-width digits and letters
_NARROW_DATE = NARROW | str.maketrans("．－／", ".-/")
_WIDE_DATE = re.compile(f"[{_WIDE}．－／]")
# marks that are letters to NFKC: ㈠ ℃ ㎡ and the like
_LETTERED = re.compile("[\u20a8-\u213b\u249c-\u24e9\u2e9f-\u2fd5\u3196-\u319f\u3200-\u33ff\ufdfc\U0001f110-\U0001f251]")
_HAN_CHAR = re.compile(f"[{HAN}]")


def narrow(text: str) -> str:
    """With ２００７－０３ as 2007-03; every character stays where it is."""
    return text.translate(_NARROW_DATE) if _WIDE_DATE.search(text) else text


def squeeze(text: str) -> str:
    """Without any white space."""
    return SPACE.sub("", text)


def fold(text: str) -> str:
    """The form for comparing: NFKC, letters and digits only, lower case."""
    letters = letters_of(text)
    if not unicodedata.is_normalized("NFKC", letters) or _LETTERED.search(text):
        letters = "".join(_LETTERS.findall(unicodedata.normalize("NFKC", text)))
    return letters.lower()


def is_han(text: str) -> bool:
    """Is there a Chinese character in it?"""
    return _HAN_CHAR.search(text) is not None


def ends_sentence(text: str) -> bool:
    """Does it end in a final mark, closing quotes and brackets aside?"""
    if text.endswith(("）", ")")) and (credit := _CREDIT.search(text)):
        text = text[: credit.start() + 1]
    bare = text.rstrip(CLOSERS + " ")
    if bare and bare[-1] in FINAL:
        return True
    return text.endswith((".", "."))


def letters_of(text: str) -> str:
    """Its Chinese characters, letters and digits, without what stands between them."""
    return "".join(_LETTERS.findall(text))


def places_in(text: str) -> set[str]:
    """What stands before the level of a place, two characters each: 大丰 of 盐城市大丰区弶港镇 is not told, 盐城 and 弶港 are."""
    return set(_OF_LEVEL.findall(text))


def names_in(text: str) -> set[str]:
    """Its runs of three letters, but for those of numbers and little words; what two texts share of them are names and terms."""
    return {run[at : at + 3] for run in _LITTLE.split(letters_of(text)) for at in range(len(run) - 2)}


def pairs(text: str) -> set[str]:
    """Its overlapping pairs of Chinese characters, letters and digits; what two texts share shows one story."""
    letters = letters_of(text)
    return set(map(add, letters, letters[1:]))


def seed_address(name: str) -> str:
    """The permanent ASCII address of a seed: ten hexadecimal digits of its name."""
    return hashlib.sha256(b"seed\0" + name.encode()).hexdigest()[:10]


def source_slug(name: str) -> str:
    """The permanent ASCII address of a paper or site: eight hexadecimal digits of its name."""
    return hashlib.sha256(name.encode()).hexdigest()[:8]
