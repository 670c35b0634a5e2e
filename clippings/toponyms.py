"""Toponyms: the forms that the name of a division or township may take: 阿克塞哈萨克族自治县, 阿克塞县, 阿克塞."""

from __future__ import annotations

import re
from functools import cache

_SUFFIXES = (
    "特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区", "特区", "省", "市", "州", "盟", "县", "区", "旗",
)  # fmt: skip
_OWN = {"自治区": "", "自治州": "州", "自治县": "县", "自治旗": "旗"}  # 甘南藏族自治州 is 甘南州 for short
PEOPLES = re.compile(
    r"(?:[藏回壮苗彝侗瑶白傣黎畲羌土满京]族|土家族|哈尼族|布依族|朝鲜族|蒙古族|蒙古|维吾尔|哈萨克|柯尔克孜|傈僳族|拉祜族|纳西族"
    r"|东乡族|保安族|撒拉族|裕固族|景颇族|德昂族|布朗族|阿昌族|普米族|怒族|独龙族|佤族|毛南族|仫佬族|仡佬族|水族|锡伯族?|达斡尔族?"
    r"|鄂伦春|鄂温克族?|俄罗斯族|塔吉克|门巴族?|珞巴族?|各族|哈萨克族|高山族)+$"
)
MINORITY_TOWNSHIP = re.compile(r"(?P<kind>民族乡|族乡|民族镇|族镇)$")


@cache
def short_name(name: str) -> str:
    """甘肃省 -> 甘肃, 阿克塞哈萨克族自治县 -> 阿克塞, 甘南藏族自治州 -> 甘南."""
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            bare = name[: -len(suffix)]
            if suffix not in _OWN:
                return bare
            bare = {"广西壮族": "广西", "宁夏回族": "宁夏", "新疆维吾尔": "新疆"}.get(bare, bare)
            plain = PEOPLES.sub("", bare)
            return plain if len(plain) >= 2 else bare.removesuffix("族") if len(bare) > 2 else bare  # 东乡族自治县
    return name


@cache
def contraction(name: str) -> str:
    """甘南藏族自治州 -> 甘南州, 阿克塞哈萨克族自治县 -> 阿克塞县; other names stay."""
    for suffix, short in _OWN.items():
        if short and name.endswith(suffix):
            return short_name(name) + short
    return name


@cache
def without_peoples(name: str) -> str:
    """道真仡佬族苗族自治县 -> 道真自治县; other names stay."""
    suffix = next((s for s in _OWN if name.endswith(s) and s != "自治区"), "")
    return short_name(name) + suffix if suffix else name


def bare_township(name: str) -> str:
    """吉巴门巴民族乡 -> 吉巴; empty when nothing is left."""
    bare = re.sub(r"(?:各族|民族|族)?[乡镇]$", "", name)
    plain = re.sub(PEOPLES.pattern[:-1].replace("族", "族?") + "$", "", bare)
    return plain if 2 <= len(plain) < len(name) - 1 else ""
