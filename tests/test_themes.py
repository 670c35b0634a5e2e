"""Themes: a cue that stands in a good part of the archive counts less, in steps, and a build says what that changed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from clippings.assigned import Assigned, changes, read_assigned, write_assigned
from clippings.models import Article, Block, ClippingsError, Source
from clippings.pipeline import Settings, build
from clippings.tables import Cue, ThemeWords, load_tables
from clippings.tag import Tagger, tag
from clippings.themes import Hits, Said, common_words, topics_of
from tests.conftest import ROOT

PARTY = Cue("党建引领", 2.0, (), head=False)
FIELDS = Cue("高标准农田", 3.0, (), head=False)


LEARNED = ThemeWords({}, {}, {})


def _said(*cues: tuple[str, Cue]) -> Said:
    slugs = {slug for slug, _ in cues}
    return Said(
        (Hits("title", None, 5.0, tuple((slug, cue, 1) for slug, cue in cues)),), dict.fromkeys(slugs, -2.0), {}
    )


@pytest.mark.parametrize(("share", "step"), [(0.04, 0), (0.13, 1), (0.26, 2), (0.5, 3), (1.0, 3)])
def test_a_word_is_common_by_the_share_of_the_articles_it_stands_in(share: float, step: int) -> None:
    many = round(400 * share)
    archive = [_said(("grassroots-party-building", PARTY))] * many + [_said(("rural-revitalization", FIELDS))] * (
        400 - many
    )
    assert common_words(archive).get("党建引领", 0) == step


def test_a_small_archive_cannot_tell_what_is_common() -> None:
    assert common_words([_said(("grassroots-party-building", PARTY))] * 28) == {}


def test_one_seed_more_moves_no_step() -> None:
    archive = [_said(("grassroots-party-building", PARTY))] * 60 + [_said(("rural-revitalization", FIELDS))] * 300
    assert common_words(archive) == common_words([*archive, _said(("grassroots-party-building", PARTY))])


def test_a_common_word_no_longer_makes_the_best_theme() -> None:
    said = _said(("grassroots-party-building", replace(PARTY, weight=3.1)), ("rural-revitalization", FIELDS))
    assert [t.slug for t in topics_of(said, LEARNED)] == ["grassroots-party-building", "rural-revitalization"]
    best = topics_of(said, LEARNED, {"党建引领": 3})
    assert [t.slug for t in best] == ["rural-revitalization", "grassroots-party-building"]
    assert best[1].score < topics_of(said, LEARNED)[0].score


def test_what_changed_is_told_and_what_is_new_is_not() -> None:
    old = Assigned({"a1": ("ecology",), "a2": ()}, {"村民": 1})
    now = Assigned({"a1": ("ecology", "livelihood"), "a2": (), "a3": ("ecology",)}, {"村民": 2})
    assert read_assigned(write_assigned(old)) == old
    told = changes(old, now)
    assert [line.split(":")[0] for line in told] == ["cue 村民", "article a1"]
    assert changes(now, now) == ()


def test_a_second_build_says_which_themes_an_edit_has_moved(settings: Settings, tmp_path: Path) -> None:
    seed = "乡卫生院添了新设备\n\n本报讯（记者 张三）近日，东山镇卫生院启用了新的诊疗设备，村民看病不用再去县城。\n"
    (settings.seeds / "a.txt").write_text(seed, encoding="utf-8")
    first = build(settings)
    assert first.changes == ()
    (page,) = first.library.pages
    had = [topic.slug for topic in page.articles[0].themes]
    assert had
    (settings.seeds / "a.edit.yml").write_text(
        "articles:\n  - quote: 乡卫生院添了新设备\n    themes: {set: [ecology]}\n", encoding="utf-8"
    )
    second = build(settings)
    assert len(second.changes) == 1
    assert "ecology" in second.changes[0] and "乡卫生院添了新设备" in second.changes[0]
    assert had[0] in second.changes[0]
    assert build(settings).changes == ()


def test_a_theme_that_lacks_something_is_named(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data)
    themes = data / "themes.yml"
    text = themes.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.strip().startswith("sentence:"))
    themes.write_text(text.replace(line + "\n", "", 1), encoding="utf-8")
    with pytest.raises(ClippingsError, match=r"themes\.yml:\d+: lacks sentence"):
        load_tables(data)


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("天还没亮，护林员就背着水壶上了山，沿着山脊数树苗、看围栏。", "ecology"),
        ("老师傅把竹篾浸在水里，说今年的竹篮订单已经排到年底。", "industry-economy"),
    ],
)
def test_a_text_without_a_party_word_is_told_by_its_learned_words(text: str, theme: str, tagger: Tagger) -> None:
    article = Article("x", (1,), (Block("paragraph", text, (1,)),))
    (said,) = tag((article,), Source(), tagger).said
    best = topics_of(said, tagger.tables.theme_words)[0]
    assert best.slug == theme
    assert all(word in text for evidence in best.evidence for word in evidence.words.split("、")), "evidence is quoted"


def test_a_theme_is_never_given_without_words_that_speak_for_it(tagger: Tagger) -> None:
    article = Article("x", (1,), (Block("paragraph", "……", (1,)),))
    (said,) = tag((article,), Source(), tagger).said
    assert topics_of(said, tagger.tables.theme_words) == ()


def test_a_list_of_words_is_no_end_of_the_world(tagger: Tagger) -> None:
    words = tagger.tables.theme_words.words
    against = [word for word, row in words.items() if row.get("livelihood", 0.0) < 0]
    article = Article("x", (1,), (Block("paragraph", "，".join([*against, "居民"]), (1,)),))
    (said,) = tag((article,), Source(), tagger).said
    assert all(0 <= topic.score <= 1 for topic in topics_of(said, tagger.tables.theme_words))


@pytest.mark.parametrize(
    ("table", "row", "told"),
    [
        ("theme_words.tsv", "沼气\trural-revitalisation\t0.3", "there is no theme rural-revitalisation"),
        ("theme_words.tsv", "沼气\trural-revitalization\tmuch", "wants word, theme, weight"),
        ("about.tsv", "primary 7\ttitle\t0.3", "the depth of a place is 0 to 5, or any"),
        ("about.tsv", "primary 3\ttitle", "wants choice and depth, feature, weight"),
        ("about.tsv", "primray 3\ttitle\t0.3", "the choice is primary or beside"),
        ("theme_words.tsv", "沼气\tecology\tnan", "wants word, theme, weight"),
    ],
)
def test_a_bad_row_of_a_learned_table_is_named(table: str, row: str, told: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data)
    with (data / table).open("a", encoding="utf-8") as file:
        file.write(row + "\n")
    with pytest.raises(ClippingsError, match=told):
        load_tables(data)
