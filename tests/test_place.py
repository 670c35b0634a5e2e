"""How a page is put together, and whose a paragraph above a picture is: what is weighed are facts that the program sees."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TypeVar

import pytest

from benchmarks.layout import make_page, pool
from clippings.arrange import arrange
from clippings.arrange.weighing import Option, Weighing
from clippings.choose import read_page
from clippings.classify.look import look_at_all, subjects_of_page
from clippings.clean import clean
from clippings.cut import clips_of, cut
from clippings.cut.photo import facts_of, paragraphs_above
from clippings.models import Line
from clippings.tables import Tables
from tests.conftest import ROOT

T = TypeVar("T")
FOLDER = ROOT / "benchmarks" / "fidelity" / "seen"
PAGES = sorted(FOLDER.glob("[ac-z]*.txt"))


_LOOKED_AT = 160  # pages


class Watched(Weighing):
    """Remembers the facts it was asked about on a page."""

    def __init__(self, lines: Sequence[Line], tables: Tables, facts: set[str]) -> None:
        super().__init__(tables.place, tables.opens, subjects_of_page(look_at_all(lines, tables)))
        self.facts = facts

    def scores(self, asked: object, options: Sequence[Option[T]]) -> list[float]:
        self.facts |= {f"{option.sort}, {name}" for option in options for name, fact in option.facts.items() if fact}
        return super().scores(asked, options)


def test_every_weight_is_that_of_a_fact_which_is_seen(tables: Tables) -> None:
    seen, photo = set[str](), set[str]()
    known = {f"{sort}, {fact}" for sort, facts in tables.place.items() for fact in facts}
    articles = pool(FOLDER)
    texts = (path.read_text(encoding="utf-8") for path in reversed(PAGES))
    pages = (make_page(number, articles)[0] for number in itertools.count())
    for text in itertools.islice(itertools.chain.from_iterable(zip(texts, pages, strict=False)), _LOOKED_AT):
        lines = clean(text)
        reading = read_page(lines, tables)
        arrange(cut(reading.lines, reading.kind, tables.photo), reading.kind, Watched(lines, tables, seen))
        clips, kind, usual = clips_of(reading.lines, reading.kind)
        photo |= {name for above in paragraphs_above(clips) for name in facts_of(above, kind, usual)}
        if seen >= known and photo == tables.photo.keys():
            break
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "clippings" / "arrange").glob("*.py"))
    assert {name for name in known - seen if f'"{name.split(", ", 1)[1]}"' not in code} == set(), "of no fact"
    assert len(known - seen) < len(known) / 10, "all but the rarest come up on a few pages"
    assert photo <= tables.photo.keys() and len(tables.photo.keys() - photo) < 5
    assert len(known) > 100 and len(tables.photo) > 20


@pytest.mark.parametrize(
    "weights",
    [
        {},
        {"back": {"constant": 5.0}},
        {"back": {"constant": 5.0, "farther up": 5.0, "own, one": 5.0}, "text alone": {"constant": -9.0}},
        {"opening late": {"constant": 5.0}},
    ],
)
def test_whatever_is_weighed_every_line_is_in_one_story(weights: dict[str, dict[str, float]], tables: Tables) -> None:
    top = "水账：一窖水浇三亩地\n\n水窖是前年修的，能存四十方水。\n\n"
    cut_off = "{0}镇办起养蜂场\n\n本报讯（记者 张小明）近日，{0}镇的养蜂场开始摇蜜，社员们一天能收三百斤，六十户社员人人都有\n\n"
    rest = "".join(f"{word}有股，年底按蜜分红，蜂箱还要再添四百只。\n\n" for word in ("社员", "人人", "户户", "村村"))
    crossed = top + "".join(cut_off.format(name) for name in ("白云", "青山", "龙潭", "东风")) + rest
    for text in (crossed, *(path.read_text(encoding="utf-8") for path in PAGES[:40])):
        lines = clean(text)
        reading = read_page(lines, tables)
        clips = cut(reading.lines, reading.kind, {})
        stories = arrange(clips, reading.kind, Weighing(weights, {}, subjects_of_page(look_at_all(lines, tables))))
        kept = [line.line.number for clip in clips for line in clip.lines]
        assert sorted(line.line.number for story in stories for line in story.lines) == sorted(kept)
