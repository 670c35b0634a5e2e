"""Sums over `benchmarks/places`: how many marked mentions are found with the right place, how many look-alikes are refused, and
what the articles are about."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from clippings.script import to_simplified


class Found(NamedTuple):
    """A mention as an engine gives it: paragraph (-1 the title), start and end, the chain of names of its place, its role."""

    piece: int
    start: int
    end: int
    place: str
    role: str


class Answer(NamedTuple):
    """What an engine says of an article."""

    mentions: Sequence[Found]
    places: Sequence[str]
    primary: str | None


Engine = Callable[[Mapping[str, Any]], Answer]


def texts(folder: Path) -> list[dict[str, Any]]:
    """The articles of a folder, with their truth."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def simple(place: str) -> str:
    """A chain of names in Simplified, without blanks."""
    return to_simplified(place)


def measure(articles: Iterable[Mapping[str, Any]], engine: Engine, show: list[str] | None = None) -> dict[str, float]:
    """Recall and precision of explicit and of deictic mentions, look-alikes refused, places and primary place. `show` takes a
    line for each miss."""
    count: Counter[str] = Counter()
    for article in articles:
        answer = engine(article)
        _mentions(article, answer, count, show)
        wanted, got = {simple(p) for p in article["about"]}, {simple(p) for p in answer.places}
        count["about"] += len(wanted)
        count["given"] += len(got)
        count["about right"] += len(wanted & got)
        count["articles"] += 1
        right = simple(article["primary"] or "") == simple(answer.primary or "")
        count["primary"] += right
        if show is not None and (not right or wanted != got):
            show.append(
                f"{article['id']} about: primary {answer.primary} for {article['primary']}; {sorted(got - wanted)} for {sorted(wanted - got)}"
            )
    return {
        "mentions recall": count["hit"] / max(1, count["explicit"]),
        "mentions precision": count["right"] / max(1, count["said"]),
        "deictic recall": count["deictic hit"] / max(1, count["deictic"]),
        "look-alikes refused": 1 - count["taken"] / max(1, count["refuse"]),
        "role": count["role"] / max(1, count["hit"]),
        "places recall": count["about right"] / max(1, count["about"]),
        "places precision": count["about right"] / max(1, count["given"]),
        "primary": count["primary"] / max(1, count["articles"]),
    }


def _mentions(article: Mapping[str, Any], answer: Answer, count: Counter[str], show: list[str] | None) -> None:
    truth = [m for m in article["mentions"] if not m["place"].startswith("国外")]
    free = [
        (m["p"], m["start"], m["start"] + len(m["text"])) for m in article["mentions"] if m["place"].startswith("国外")
    ]
    free += [(m["p"], m["start"], m["start"] + len(m["text"])) for m in article["ignore"]]
    lines = [article["title"], *article["paragraphs"]]
    for mention in truth:
        kind = "deictic" if mention["role"] == "deictic" else "explicit"
        span = (mention["p"], mention["start"], mention["start"] + len(mention["text"]))
        over = [f for f in answer.mentions if _over(f, span)]
        hit = [f for f in over if simple(f.place) == simple(mention["place"])]
        count[kind] += 1
        count["hit" if kind == "explicit" else "deictic hit"] += bool(hit)
        if hit and kind == "explicit":
            count["role"] += hit[0].role == mention["role"]
        if not hit and show is not None and kind == "explicit":
            text = lines[span[0] + 1]
            show.append(
                f"{article['id']} missed {mention['text']} = {mention['place']}, got {[f.place for f in over]}: {text[max(0, span[1] - 8) : span[2] + 8]}"
            )
    for refused in article["refuse"]:
        span = (refused["p"], refused["start"], refused["start"] + len(refused["text"]))
        count["refuse"] += 1
        count["taken"] += any(_over(f, span) for f in answer.mentions)
    for found in answer.mentions:
        over_truth = [m for m in truth if _over(found, (m["p"], m["start"], m["start"] + len(m["text"])))]
        if (
            found.role == "deictic"
            or any(_over(found, span) for span in free)
            or any(m["role"] == "deictic" for m in over_truth)
        ):
            continue
        right = any(simple(found.place) == simple(m["place"]) for m in over_truth)
        count["said"] += 1
        count["right"] += right
        if not right and not over_truth and show is not None:
            text = lines[found.piece + 1]
            show.append(
                f"{article['id']} invented {text[found.start : found.end]} = {found.place}: {text[max(0, found.start - 8) : found.end + 8]}"
            )


def _over(found: Found, span: tuple[int, int, int]) -> bool:
    return found.piece == span[0] and found.start < span[2] and span[1] < found.end
