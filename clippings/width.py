"""Width: the full-width marks that a scrape folded to half width, put back."""

from __future__ import annotations

import re

from clippings.text import HAN

FULL = dict(zip(",:;?!()", "，：；？！（）", strict=True))
_WIDE = HAN + r"\u3001-\u3011\u3014-\u301b\u201c\u201d\u2018\u2019\u2014\u2026\uff01-\uff5e"
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+(?<![,;:?!()])")
_MARK = re.compile(r"[,:;?!()]")
_IS_WIDE = re.compile(f"[{_WIDE}]")
_APART = re.compile(f"(?<![{_WIDE}])[,:;?!()](?![{_WIDE}])")  # a mark with nothing wide right beside it
_HALF_NEAR = re.compile(f"[{_WIDE}][ ]?[,:;?!()]|[,:;?!()][ ]?[{_WIDE}]")


def restore_width(text: str) -> str:
    """Half-width `, : ; ? ! ( )` next to Chinese text made full width; brackets only in pairs. Marks inside numbers,
    times, addresses and Latin text stay. 约5,000人,其中(含)3:2 -> 约5,000人，其中（含）3:2."""
    if not _MARK.search(text):
        return text
    if not _APART.search(text) and "://" not in text and "www." not in text:
        for half, full in FULL.items():
            text = text.replace(half, full)
        return text
    if not _HALF_NEAR.search(text):
        return text
    addresses = [found.span() for found in _ADDRESS.finditer(text)] if "://" in text or "www." in text else []
    chars = list(text)
    changed = True
    # a mark made wide may make its neighbour wide: ),  ;  two or three rounds
    while changed and _HALF_NEAR.search(text):
        changed = False
        opened: list[int] = []
        for found in _MARK.finditer(text):
            at = found.start()
            if any(start <= at < end for start, end in addresses):
                continue
            mark = chars[at]
            if mark == "(":
                opened.append(at)
            elif mark == ")":
                if opened:
                    start = opened.pop()
                    if _wide_pair(chars, start, at):
                        chars[start], chars[at] = "（", "）"
                        changed = True
                elif _next_to_wide(chars, at):  # a bracket that a column break left without its other half
                    chars[at] = "）"
                    changed = True
            elif _next_to_wide(chars, at):
                chars[at] = FULL[mark]
                changed = True
        for at in opened:
            if _next_to_wide(chars, at):
                chars[at] = "（"
                changed = True
        text = "".join(chars)
    return text


def _is_wide(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or (char > "\u2013" and _IS_WIDE.match(char) is not None)


def _next_to_wide(chars: list[str], at: int) -> bool:
    """Stands a wide character before or behind, a blank aside?"""
    before = at - 2 if at > 1 and chars[at - 1] == " " else at - 1
    if before >= 0 and _is_wide(chars[before]):
        return True
    last = len(chars) - 1
    after = at + 2 if at < last and chars[at + 1] == " " else at + 1
    return after <= last and _is_wide(chars[after])


def _wide_pair(chars: list[str], start: int, end: int) -> bool:
    return _next_to_wide(chars, start) or _next_to_wide(chars, end)
