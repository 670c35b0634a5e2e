"""Dates as papers and sites print them."""

from __future__ import annotations

import datetime
import re

from clippings.text import narrow, squeeze

_MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_MONTH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DATE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2}|\d{2})\s?[年./-]\s?(?P<m>\d{1,2})\s?[月./-]\s?(?P<d>\d{1,2})\s?日?(?!\d)|(?P<d2>\d{1,2})\.(?P<m2>\d{1,2})\.(?P<y2>(?:19|20)\d{2})"
    r"|(?:中華民國|中华民国|民國|民国)\s?(?P<my>\d{2,3})\s?年\s?(?P<mm>\d{1,2})\s?月\s?(?P<md>\d{1,2})\s?日"
    r"|(?<!\d)(?P<ry>1[0-4]\d)\s?年\s?(?P<rm>\d{1,2})\s?月\s?(?P<rd>\d{1,2})\s?日"
    r"|(?:中華民國|中华民国|民國|民国)\s?(?P<ny>[一二三四五六七八九十百〇○零]{1,5})年(?P<nm>[一二三四五六七八九十]{1,2})月(?P<nd>[一二三四五六七八九十廿卅]{1,3})日"
    r"|(?<![\d./-])(?P<zy>1[01]\d)(?P<zs>[./-])(?P<zm>\d{2})(?P=zs)(?P<zd>\d{2})(?![\d./-])"
    r"|(?<![\d〇○零ОO一二三四五六七八九十])(?P<wy>[〇○零一二三四五六七八九]{2})年(?P<wm>[一二三四五六七八九十]{1,2})月(?P<wd>[一二三四五六七八九十廿卅]{1,3})日"
    r"|(?<![〇○零一二三四五六七八九十])(?P<hy>[二三四五六七八九]十[一二三四五六七八九]?|一百[零〇○]?[一二三四五六七八九十]{0,3})年(?P<hm>[一二三四五六七八九十]{1,2})月(?P<hd>[一二三四五六七八九十廿卅]{1,3})日"
    r"|(?<!\d)(?P<sm>\d{1,2})/(?P<sd>\d{1,2})\s(?P<sy>(?:19|20)\d{2})(?!\d)"
    r"|(?P<cy>[一二][〇○零ОO0一二三四五六七八九]{3})年(?P<cm>[一二三四五六七八九十]{1,2})月(?P<cd>[一二三四五六七八九十廿卅]{1,3})日"
    rf"|(?<![A-Za-z])(?P<em>(?ai:{_MONTHS}))\.?\s?(?P<ed>\d{{1,2}})(?:st|nd|rd|th)?\s?,?\s?(?P<ey>(?:19|20)\d{{2}})(?!\d)"
    rf"|(?<!\d)(?P<fd>\d{{1,2}})(?:st|nd|rd|th)?\s?(?P<fm>(?ai:{_MONTHS}))\.?\s?,?\s?(?P<fy>(?:19|20)\d{{2}})(?!\d)",
)
# 第5版：教育·文化 20141203; in no name of a file, address or telephone
_COMPACT_DATE = re.compile(r"(?<![\w/.-])((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?![\w/.-])")
_CLOSING = re.compile(
    r"(?:^|[。！？）)」』”])\s?(1[01]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$"
)  # 1140606, as an agency closes its news
_CLOSING_LENGTH = 9  # characters at most
_TIME = re.compile(r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?")
_CENTURY = 50  # years of two digits from here on are not of this one
_A_WORD = 4  # characters beside a date that are no title
_NUMERALS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "О": 0, "O": 0, "0": 0}


def iso_date(text: str, *, republic: bool = False) -> str | None:
    """The first date in a text as YYYY-MM-DD, or None. 民國 years count from 1911, and so do those of three digits, and on a page of
    the `republic` those of two from 50 on; elsewhere these are 19yy, others 20yy."""
    for found in DATE.finditer(narrow(text)):
        try:
            year, month, day = _numbers(found, republic)
        except KeyError:  # 十廿日 is no numeral
            continue
        if date := _checked(year, month, day):
            return date
    return None


def _numbers(found: re.Match[str], republic: bool) -> tuple[int, int, int]:
    """Year, month and day of what `DATE` found."""
    g = found.groupdict()
    if g["y"]:
        year = int(g["y"])
        if year < 100:
            year += 2000 if year < _CENTURY else 1911 if republic else 1900
        return year, int(g["m"]), int(g["d"])
    for form, first in (("{}2", 0), ("m{}", 1911), ("r{}", 1911), ("z{}", 1911), ("s{}", 0)):
        if g[form.format("y")]:
            return int(g[form.format("y")]) + first, int(g[form.format("m")]), int(g[form.format("d")])
    if g["ny"]:
        return _numeral(g["ny"]) + 1911, _numeral(g["nm"]), _numeral(g["nd"])
    if g["hy"]:
        if not republic:
            raise KeyError(g["hy"])  # no paper elsewhere counts its years so
        return _numeral(g["hy"]) + 1911, _numeral(g["hm"]), _numeral(g["hd"])
    if g["wy"]:
        year = _numeral(g["wy"])
        year += 2000 if year < _CENTURY else 1911 if republic else 1900
        return year, _numeral(g["wm"]), _numeral(g["wd"])
    if g["em"] or g["fm"]:
        month = _MONTH.index((g["em"] or g["fm"])[:3].lower()) + 1
        return int(g["ey"] or g["fy"]), month, int(g["ed"] or g["fd"])
    return int("".join(str(_NUMERALS[c]) for c in g["cy"])), _numeral(g["cm"]), _numeral(g["cd"])


def _checked(year: int, month: int, day: int) -> str | None:
    """The day as YYYY-MM-DD; None when there is no such day, or no paper of that year."""
    if not 1900 <= year <= 2100:
        return None
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def is_only_a_date(text: str) -> bool:
    """原创 2023-04-19 07:30: a date, perhaps a time, and a word at the most; a link to other news says more."""
    return len(squeeze(_TIME.sub("", DATE.sub("", narrow(text))))) <= _A_WORD


def _numeral(text: str) -> int:
    """九十三 is 93, 一百一十 is 110, 一一〇 is 110, 廿六 is 26."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    hundreds, mark, rest = text.rpartition("百")
    if mark:
        return 100 * (_NUMERALS.get(hundreds, 1)) + (_numeral(rest.lstrip("零〇")) if rest.strip("零〇") else 0)
    tens, mark, ones = text.rpartition("十")
    if not mark:
        return int("".join(str(_NUMERALS[c]) for c in text))
    return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)


def compact_date(text: str) -> str | None:
    """20141203 in a line that names a page, as YYYY-MM-DD, or None."""
    found = _COMPACT_DATE.search(narrow(text)) if "版" in text else None
    return iso_date("-".join(found.groups())) if found else None


def closing_date(text: str) -> str | None:
    """1140606 at the end of a text, in the years of 民國, as YYYY-MM-DD, or None."""
    text = narrow(text)
    found = _CLOSING.search(text, max(0, len(text) - _CLOSING_LENGTH))
    return _checked(int(found[1]) + 1911, int(found[2]), int(found[3])) if found else None


def form_of(found: re.Match[str]) -> str:
    """In which form a date is written: in numerals, in the years of 民國, with two digits of the year, in characters, in digits."""
    parts = found.groupdict()
    if parts["cy"] or parts["wy"]:
        return "numeral"
    if parts["my"] or parts["ry"] or parts["ny"] or parts["zy"] or parts["hy"]:
        return "roc"
    if parts["y"] and len(parts["y"]) == 2:
        return "short"
    return "han" if "年" in found[0] else "digits"
