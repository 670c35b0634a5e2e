"""Whether an article is a commentary."""

from __future__ import annotations

import re

from clippings.describe.fields import Fields
from clippings.script import to_simplified

_OPINION = re.compile(r"(要|必须|应当|应该|只有|切实|务必|理应|不能|不妨|需要)")
_OPINION_COLUMNS = (
    *(
        "时评",
        "短评",
        "今日谈",
        "社论",
        "评论",
        "街谈",
        "言论",
        "时论",
        "杂谈",
        "评点",
        "快评",
        "锐评",
        "论坛",
        "社评",
        "评",
    ),
    *("议论", "夜话", "说两句", "闲话", "之见", "杂感", "随感"),
)


def is_commentary(f: Fields, column: str | None) -> bool:
    """Does the page say that it is an opinion, or does most of its text urge what must be done?"""
    if f.opinion or (column and any(to_simplified(column).endswith(word) for word in _OPINION_COLUMNS)):
        return True
    if not f.people or f.dateline or any(p.role != "作者" for p in f.people):
        return False
    texts = [b.text for b in f.body if b.kind == "paragraph"]
    urging = sum(1 for text in texts if len(_OPINION.findall(text)) * 60 >= len(text))
    return len(texts) >= 3 and urging * 2 > len(texts)
