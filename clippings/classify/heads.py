"""Heads of several lines: which line is the kicker, which the headline, where it goes on, which the subtitle.

A line by itself leaves that open as a rule: 首阳药市 may be a kicker or the first line of a headline. So the ways to build a
head are weighed against each other: how its lines are worded and how long they are beside each other, what the text below takes
up of them, what each line was read as by itself, and how the other heads of the page are built. How much a fact says was
learned from pages with truth, read by weights that had not seen them (`data/heads.tsv`, `tools/train_heads.py`).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from clippings.classify.look import Look
from clippings.classify.reading import INDEX
from clippings.models import PageKind, Role
from clippings.odds import share, weighed
from clippings.tables import Weights
from clippings.text import pairs, squeeze

# A build has a letter for each line: K kicker, T headline, M more of the headline, S subtitle. By the number of lines:
BUILDS: Mapping[int, tuple[str, ...]] = {
    2: ("KT", "TM", "TS"),
    3: ("KTM", "KTS", "TMS", "TMM", "KKT", "TSS"),
    4: ("KTMS", "KTSS", "TMSS", "KTMM", "KKTM", "KKTS"),
}
LETTERS = {Role.KICKER: "K", Role.TITLE: "T", Role.TITLE_MORE: "M", Role.SUBTITLE: "S"}
_ROLES = {letter: role for role, letter in LETTERS.items()}
_MARKS = (
    ("a number", re.compile(r"\d|[一二三四五六七八九十百千万]{2,}")),
    ("quotes", re.compile("[“「『]")),
    ("a comma", re.compile("[，,]")),
    ("a question", re.compile("[？?！!]")),
    ("ends in a colon", re.compile("[：:]$")),
    ("a colon", re.compile("[：:](?!$)")),
    ("begins with a dash", re.compile("^[—－-]")),
    ("ends in a dash", re.compile("[—－-]$")),
    ("a place", re.compile("^.{0,7}[县市区州旗盟乡镇村省縣區鄉鎮]")),
    ("a report", re.compile("[记記]$|(?:纪实|紀實|见闻|見聞|纪事|观察|調查|调查|综述|访谈|追踪|写真|扫描)$|^[记記]")),
)
_BESIDE = ("a number", "quotes", "a comma", "a place", "a colon", "a report", "a blank")
_WORDED = "shown, words of "
_BEGUN = re.compile("关于|關於")
_DOCUMENT = re.compile(
    "(?:通知|通告|公告|公示|启事|啟事|意见|意見|决定|決定|办法|辦法|方案|细则|規定|规定|函|报告|報告|说明|說明|答复|答覆|批复|倡议书|公开信|公開信)$"
)
_STEP, _LONGEST = 3, 24  # letters by which lengths are told apart, and above which they are not
_FAR = 8  # letters by which one line is longer than the next; more is no more
_BELOW = 200  # letters of the text below
_FEW = 3.0  # heads that a page must have before its habit says much

Fact = tuple[str, str]  # the build, or the letters of one or two lines in it, and what is seen of them
HeadWeights = Mapping[Fact, float]  # `Tables.heads`
HeadFacts = Mapping[str, Mapping[Fact, float]]  # each way to build a head -> what speaks for and against it


class Head(NamedTuple):
    """A head: the index of its first line, and how it is built."""

    start: int
    build: str


def heads_of(roles: Sequence[Role]) -> list[Head]:
    """The heads of a page, of one line too. One ends where a kicker or headline begins the next."""
    heads: list[Head] = []
    build = ""
    for at, role in enumerate([*roles, None]):
        letter = LETTERS.get(role, "") if role else ""
        if build and (not letter or (letter in "KT" and build[-1] != "K")):
            heads.append(Head(at - len(build), build))
            build = ""
        build += letter
    return heads


def facts_of_heads(
    looks: Sequence[Look], roles: Sequence[Role], sure: Sequence[float], behind: Weights, kind: PageKind
) -> Iterator[tuple[Head, HeadFacts]]:
    """The heads of a page that may be built in several ways, each with its facts. `sure` is how sure each line's role is, `behind`
    by how much each role of each line is behind its best."""
    heads = heads_of(roles)
    counts = Counter(head.build for head in heads)
    for head in heads:
        if head.build in BUILDS.get(len(head.build), ()):
            yield head, facts_of(head, looks, sure, behind, counts - Counter([head.build]), kind)


def facts_of(
    head: Head, looks: Sequence[Look], sure: Sequence[float], behind: Weights, others: Counter[str], kind: PageKind
) -> HeadFacts:
    """What speaks for and against each way to build a head of two to four lines. `sure` is how sure each line's role is by itself,
    `behind` by how much each role of each line is behind its best, `others` how often the page's other heads are built how."""
    end = head.start + len(head.build)
    below = "".join(squeeze(look.line.text) for look in looks[end : end + 4])[:_BELOW]
    lines = looks[head.start : end]
    texts = tuple(look.line.text for look in lines)
    signs = tuple(frozenset(_signs_of(look)) for look in lines)
    gaps = tuple(look.line.gap for look in lines[1:])
    more = {build: number for build, number in others.items() if len(build) > 1}
    same = sum(number for build, number in more.items() if len(build) == len(head.build))
    count = max(1, sum(more.values()))
    habits = (
        ("a kicker", lambda build: build[0] == "K"),
        ("more of the headline", lambda build: "M" in build),
        ("a subtitle", lambda build: build[-1] == "S"),
    )
    result: dict[str, dict[Fact, float]] = {}
    for build, told in zip(BUILDS[len(head.build)], _of_words(texts, signs, gaps, below), strict=True):
        facts = dict(told)
        facts[build, f"on a {kind.value} page"] = 1.0
        facts["head", "as read"] = float(build == head.build)
        facts["head", "behind by its lines"] = sum(
            float(behind[at, INDEX[_ROLES[letter]]]) for at, letter in enumerate(build, head.start)
        )
        for letter, read, certain in zip(build, head.build, sure[head.start : end], strict=True):
            facts[letter, f"read as {read}"] = facts.get((letter, f"read as {read}"), 0.0) + 1.0
            if letter != read:
                facts["head", "against a sure line"] = facts.get(("head", "against a sure line"), 0.0) + 2 * certain - 1
        facts["page", "built so"] = (others[build] - same / len(BUILDS[len(build)])) / (same + _FEW)
        for name, holds in habits:
            if holds(build):
                facts["page", name] = sum(number for other, number in more.items() if holds(other)) / count
        result[build] = facts
    return result


@lru_cache(maxsize=512)
def _of_words(
    texts: tuple[str, ...], signs: tuple[frozenset[str], ...], gaps: tuple[int, ...], below: str
) -> tuple[Mapping[Fact, float], ...]:
    """What the words of a head's lines say of each way to build it; a page is read several times over. Nobody changes it."""
    lines = [squeeze(text) for text in texts]
    seen = [_seen(line, text) | own for line, text, own in zip(lines, texts, signs, strict=True)]
    closed = [_closes(one, two) for one, two in itertools.pairwise(lines)]
    told = pairs(below)
    taken = [len(pairs(line) & told) / max(1, len(line) - 1) for line in lines]
    result = []
    for build in BUILDS[len(texts)]:
        facts: dict[Fact, float] = defaultdict(float, {(build, "so many lines"): 1.0})
        for letter, names, share_below in zip(build, seen, taken, strict=True):
            for name in names:
                facts[letter, name] += 1
            facts[letter, "taken up below"] += share_below
        for at in range(len(build) - 1):
            both, (one, two) = build[at : at + 2], lines[at : at + 2]
            more = len(two) - len(one)
            facts[both, f"longer by {max(-_FAR, min(_FAR, more)) // 2 * 2}"] += 1
            facts[both, f"lengths apart {min(abs(more), 6)}"] += 1
            facts[both, f"lengths {_length(one)} {_length(two)}"] += 1
            facts[both, f"blank lines {min(gaps[at], 3)}"] += 1
            if closed[at]:
                facts[both, "closes what the line above begins"] += 1
            for name in _BESIDE:
                which = " ".join("yes" if name in seen[line] else "no" for line in (at, at + 1))
                facts[both, f"{name}: {which}"] += 1
        result.append(facts)
    return tuple(result)


def _signs_of(look: Look) -> Iterator[str]:
    """The signs of a line, and what its words are most like."""
    yield from (f"sign {name}" for name in look.names)
    yield from (feature for feature in look.features if feature.startswith(_WORDED))


def _closes(one: str, two: str) -> bool:
    """关于做好今年 | 招生工作的通知: is a document's name begun in one line, and ended in the next?"""
    return _BEGUN.search(one) is not None and _DOCUMENT.search(one) is None and _DOCUMENT.search(two) is not None


def _seen(line: str, text: str) -> frozenset[str]:
    """What is seen of a line."""
    names = {name for name, form in _MARKS if form.search(line)}
    if len(text.split()) > 1:
        names.add("a blank")
    return frozenset({*names, f"length {_length(line)}", f"begins {line[:1]}", f"ends {line[-1:]}"})


def _length(line: str) -> int:
    return min(len(line), _LONGEST) // _STEP * _STEP


def settled_heads(
    looks: Sequence[Look], roles: Sequence[Role], margins: Sequence[float], behind: Weights, kind: PageKind,
    fixed: Container[int], weights: HeadWeights,
) -> tuple[list[Role], dict[int, float]]:  # fmt: skip
    """The roles of a page with its heads built in the likeliest way, and the indexes of the lines that were read as something else,
    with the log-odds by which the build is ahead. `fixed` are the numbers of lines that are settled."""
    result, changed = list(roles), dict[int, float]()
    if not weights:
        return result, changed
    for head, facts in facts_of_heads(looks, roles, [share(margin) for margin in margins], behind, kind):
        kept = [at for at in range(len(head.build)) if looks[head.start + at].line.number in fixed]
        odds = {
            build: weighed(own, weights)
            for build, own in facts.items()
            if all(build[at] == head.build[at] for at in kept)
        }
        best = max(odds, key=lambda build: (odds[build], build == head.build))
        ahead = odds[best] - max((value for build, value in odds.items() if build != best), default=odds[best])
        for at, (letter, read) in enumerate(zip(best, head.build, strict=True), head.start):
            if letter != read:
                result[at] = _ROLES[letter]
                changed[at] = ahead
    return result, changed
