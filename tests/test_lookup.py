"""Looking up many words in a text, and comparing many texts: the quick ways find what the plain ways find."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from clippings import lookup as lookups
from clippings.classify.wording import pieces, read_wording
from clippings.lookup import Lookup
from clippings.models import SORTS
from clippings.patterns import Alike, closes, lasts
from clippings.shingles import Shingles
from clippings.tables import Tables, Wording
from clippings.text import pairs

LETTERS = st.text(st.sampled_from("甘南州县合作𠮷ab，"), max_size=30)
WORDS = st.sets(st.text(st.sampled_from("甘南州县合作𠮷"), min_size=2, max_size=4), min_size=1, max_size=80)


def naive(words: set[str], text: str) -> list[tuple[int, list[str]]]:
    standing = [
        (at, [w for w in sorted(words, key=lambda w: -len(w)) if text.startswith(w, at)]) for at in range(len(text))
    ]
    return [(at, here) for at, here in standing if here]


@pytest.fixture(params=[0, 40], ids=["automaton", "one by one"])
def few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few words are looked for one by one, more with an automaton; both ways are tried on any number of them."""
    monkeypatch.setattr(lookups, "_FEW", request.param)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS, LETTERS)
def test_every_word_is_found_where_it_stands(few: None, words: set[str], text: str) -> None:
    lookup = Lookup(words)
    assert list(lookup.hits(text)) == naive(words, text)
    counted = {word: sum(text.startswith(word, at) for at in range(len(text))) for word in words}
    assert lookup.counts(text) == {word: times for word, times in counted.items() if times}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS, LETTERS)
def test_the_longest_word_from_the_left_is_read_and_none_over_another(few: None, words: set[str], text: str) -> None:
    read, expected = 0, []
    for at, here in naive(words, text):
        if at >= read:
            expected.append((at, here[0]))
            read = at + len(here[0])
    assert list(Lookup(words).longest(text)) == expected


@given(st.lists(LETTERS, max_size=6))
def test_shingles_are_the_pairs_of_each_text(texts: list[str]) -> None:
    shingles = Shingles(texts)
    of = [set(shingles.of(at).tolist()) for at in range(len(texts))]
    for at, one in enumerate(texts):
        assert len(of[at]) == len(shingles.of(at)) == len(pairs(one))
        for there, two in enumerate(texts):
            assert len(of[at] & of[there]) == len(pairs(one) & pairs(two))
    everywhere = set().union(*map(pairs, texts))
    assert shingles.size == len(everywhere) == np.count_nonzero(shingles.mask(range(len(texts))))
    counted = [at % 2 == 0 for at in range(len(texts))]
    assert sorted(shingles.spread(counted)) == sorted(sum(p in pairs(t) for t in texts[::2]) for p in everywhere)


@given(
    st.lists(st.text(st.sampled_from("责任编辑：记者12ABcd#，羊 "), min_size=1, max_size=40), min_size=1, max_size=5)
)
def test_lines_are_worded_as_their_pieces_are(shapes: list[str]) -> None:
    known = sorted({piece for shape in shapes for piece in pieces(shape)})[::2]
    says = np.random.default_rng(1).normal(size=(len(known) + 1, len(SORTS)))
    says[0] = 0.0
    wording = Wording({piece: row for row, piece in enumerate(known, 1)}, says)
    for shape, said in zip(shapes, read_wording(shapes, wording), strict=True):
        own = [wording.rows.get(piece, 0) for piece in pieces(shape)]
        assert said == pytest.approx(says[own].sum(axis=0) / np.sqrt(len(own)))


def test_a_wording_without_pieces_says_nothing(tables: Tables) -> None:
    assert not read_wording(["责任编辑"], Wording({}, np.zeros((1, len(SORTS))))).any()
    assert read_wording(["责任编辑"], tables.wording).any()


@pytest.mark.parametrize(
    ("pattern", "char", "may"),
    [
        ("^(编辑|责编)$", "编", True),
        ("^(编辑|责编)$", "责", False),
        ("^编辑", "责", True),  # what stands behind it is not known
        ("^编[^。]{0,3}$", "。", False),
        ("^编[^。]{0,3}$", "组", True),
        (r"^第\d+版$|^头条", "x", True),
        (r"^第\d+版?$", "3", True),
        (r"^第\d+版?$", "第", False),
        (r"图(?<=插图)$", "图", True),
        ("^编.*$", "。", True),
        ("^(?:编|责)(?:辑|任)?$", "责", True),
    ],
)
def test_a_line_may_end_only_as_a_pattern_does(pattern: str, char: str, may: bool) -> None:
    may_end: Callable[[str], bool] = lasts(pattern)
    assert may_end(char) is may


ENDS = ["^编[责-辑]$", r"版\d$", "[^。！]$", "。|！$", r"[\s)）]$", "报$", "^.*$", "[一-三]$"]


@given(st.characters(), st.characters())
@example("三", "一")
@example("丁", "七")
def test_characters_with_the_same_mark_end_the_same_patterns(one: str, other: str) -> None:
    mark = Alike(ENDS).mark
    if mark(one) == mark(other):
        assert [lasts(pattern)(one) for pattern in ENDS] == [lasts(pattern)(other) for pattern in ENDS]


def test_headlines_need_no_mark_of_their_own() -> None:
    mark = Alike(["版\\d$", "报$", "[^。！]$"]).mark
    assert len({mark(char) for char in "加快推进高质量发展"}) == 1
    assert mark("报") != mark("加") != mark("3")


@pytest.mark.parametrize(
    ("pattern", "at_end"),
    [
        ("编辑$", True),
        ("编辑", False),
        ("(?:编辑|责编)$", True),
        ("编辑$|责编$", True),
        ("编辑|责编$", False),
        ("(编辑$)", True),
    ],
)
def test_whether_a_pattern_is_found_at_the_end_only(pattern: str, at_end: bool) -> None:
    assert closes(pattern) is at_end
