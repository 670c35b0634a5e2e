"""An editor's word is final and checked."""

from __future__ import annotations

import pytest

from clippings.models import ClippingsError
from tests.conftest import Convert

TEXT = """某县召开春耕大会

本报记者 张三

近日，某县召开春耕大会，部署全县春耕生产工作。

会议要求，各级干部要深入田间地头。

一、乡村新貌

东山镇的公路通到了每一个村，村民出行方便多了。

西河镇也修了新桥。
"""


def test_fields_are_set_and_the_printed_words_stay_on_record(convert: Convert) -> None:
    page = convert(TEXT, "articles:\n  - quote: 某县召开春耕大会\n    set: {title: 春耕大会, kind: commentary}\n")
    article = page.articles[0]
    assert (article.title, article.kind) == ("春耕大会", "commentary")
    assert "某县召开春耕大会" in article.labels


def test_a_role_is_given(convert: Convert) -> None:
    before = convert(TEXT)
    assert len(before.articles) == 1 and any(
        b.text == "一、乡村新貌" and b.kind == "heading" for b in before.articles[0].body
    )
    after = convert(TEXT, "lines:\n  - {quote: 乡村新貌, role: title}\n")
    assert [a.title for a in after.articles] == ["某县召开春耕大会", "一、乡村新貌"]


def test_a_line_is_left_out(convert: Convert) -> None:
    page = convert(TEXT, "lines:\n  - {quote: 西河镇也修了新桥, role: furniture}\n")
    assert [(row.line.text, row.rule) for row in page.ledger] == [("西河镇也修了新桥。", "edit")]


def test_articles_are_started_merged_split_joined_and_ordered(convert: Convert) -> None:
    cut = convert(TEXT, "lines:\n  - {quote: 会议要求, start: true}\n")
    assert len(cut.articles) == 2
    merged = convert(
        TEXT, "lines:\n  - {quote: 乡村新貌, role: title}\narticles:\n  - {quote: 某县召开春耕大会, merge: 乡村新貌}\n"
    )
    assert len(merged.articles) == 1
    ordered = convert(TEXT, "articles:\n  - {quote: 某县召开春耕大会, order: [会议要求, 近日]}\n")
    assert ordered.articles[0].body[0].text.startswith("会议要求")
    joined = convert(TEXT, "articles:\n  - {quote: 某县召开春耕大会, join: 西河镇也修了新桥}\n")
    assert joined.articles[0].body[-1].text == "东山镇的公路通到了每一个村，村民出行方便多了。西河镇也修了新桥。"
    parted = convert(TEXT, "articles:\n  - {quote: 某县召开春耕大会, split: 村民出行}\n")
    assert [b.text for b in parted.articles[0].body][-3:-1] == ["东山镇的公路通到了每一个村，", "村民出行方便多了。"]


def test_a_headline_set_before_a_merge_goes_with_its_article(convert: Convert) -> None:
    page = convert(
        TEXT,
        "lines:\n  - {quote: 乡村新貌, role: title}\narticles:\n  - {quote: 乡村新貌, set: {title: 甲}}\n"
        "  - {quote: 某县召开春耕大会, merge: 乡村新貌}\n  - {quote: 近日, set: {title: 乙}}\n",
    )
    assert [article.title for article in page.articles] == ["乙"]


def test_a_clip_is_given_to_a_story(convert: Convert) -> None:
    text = TEXT.replace("一、乡村新貌\n", "乡村新貌\n\n本报记者 李四\n")
    page = convert(text, "lines:\n  - {quote: 西河镇也修了新桥, story: 某县召开春耕大会}\n")
    assert page.articles[0].body[-1].text == "西河镇也修了新桥。"


def test_the_seed_is_given_a_source_and_a_date(convert: Convert) -> None:
    page = convert(TEXT, "seed: {publisher: 某报, date: 2020-03-01}\n")
    assert (page.articles[0].source.publisher, page.articles[0].source.date) == ("某报", "2020-03-01")


def test_what_a_page_says_of_itself_is_taken_away(convert: Convert) -> None:
    head = "2020年3月1日 星期日 甘南日报\n\n"
    assert convert(head + TEXT).source.publisher == "甘南日报"
    assert convert(head + TEXT, "seed: {publisher: null}\n").source.publisher is None


@pytest.mark.parametrize(
    ("edit", "parts"),
    [
        (
            "lines:\n  - {quote: 某县召开秋收大会, role: title}\n",
            ["test.edit.yml:2: '某县召开秋收大会' is not in the seed", "nearest is line 1: 某县召开春耕大会"],
        ),
        ("lines:\n  - {quote: 某县, role: title}\n", ["stands in lines 1, 5", "quote more"]),
        (
            "lines:\n  - {quote: 乡村新貌, role: headline}\n",
            ["test.edit.yml:2: role: there is no 'headline'; use 'column'"],
        ),
        (
            "articles:\n  - {quote: 乡村新貌, set: {headline: x}}\n",
            ["test.edit.yml:2: there is no key 'headline'; use title, kicker"],
        ),
        (
            "articles:\n  - {quote: 乡村新貌, set: {kind: poem}}\n",
            ["test.edit.yml:2: kind: there is no 'poem'; use 'article'"],
        ),
        ("lines: [", ["test.edit.yml:2: is not YAML: did not find expected node content"]),
        ("lines:\n  - {quote: 这句话哪里都没有, role: title}\n", ["is not in the seed; copy it from there"]),
        ('seed:\n  publisher: 某报\n  home: "999999"\n', ["test.edit.yml:3: home '999999' is the code of no place"]),
        ("pages: []\n", ["test.edit.yml:1: there is no key 'pages'; use seed, lines, articles"]),
        ("lines:\n  - {quote: 乡村新貌, rôle: title}\n", ["there is no key 'rôle'; use quote, role"]),
        ("lines:\n  - {role: title}\n", ["test.edit.yml:2: lacks quote"]),
        ("lines:\n  - 乡村新貌\n", ["test.edit.yml:2: lines: wants keys and values; has '乡村新貌'"]),
        ("lines: 乡村新貌\n", ["wants keys and values"]),
        ("lines:\n  - {quote: 乡村新貌, why: 看}\n", ["test.edit.yml:2: says nothing of the line; give it a role"]),
        (
            "lines:\n  - {quote: 乡村新貌, role: title}\n  - {quote: 一、乡村新貌, role: heading}\n",
            ["test.edit.yml:3: line 9 was given the role title above; leave one of them out"],
        ),
        ("articles:\n  - {quote: 乡村新貌, why: 看}\n", ["test.edit.yml:2: changes nothing of the article"]),
        (
            "articles:\n  - {quote: 某县召开, set: {title: 甲}}\n  - {quote: 会议要求, set: {title: 乙}}\n",
            ["'某县召开' stands in lines 1, 5"],
        ),
        (
            "articles:\n  - {quote: 某县召开春耕大会, set: {title: 甲}}\n  - {quote: 会议要求, set: {title: 乙}}\n",
            ["test.edit.yml:3: title of this article is set at test.edit.yml:2 already"],
        ),
        (
            "articles: [{quote: 会议要求, set: {title: 甲}}, {quote: 西河镇也, set: {title: 乙}}]\n",
            ["test.edit.yml:1: title of this article is set at test.edit.yml:1 already"],
        ),
        (
            "articles:\n  - {quote: 会议要求, themes: {set: [ecology]}}\n  - {quote: 西河镇也, themes: {set: []}}\n",
            ["test.edit.yml:3: themes of this article is set"],
        ),
        (
            "lines:\n  - {quote: 西河镇也, story: 会议要求}\n  - {quote: 修了新桥, story: 乡村新貌}\n",
            ["test.edit.yml:3: line 13 was given to another story above"],
        ),
        ("articles: [{quote: 会议要求, set: {}, merge: []}]\n", ["test.edit.yml:1: changes nothing of the article"]),
        ("seed:\n  ? [publisher]\n  : 某报\n", ["is not YAML: found unhashable key"]),
        ("seed:\n  publisher: 某报\n  publisher: 某社\n", ["test.edit.yml:3: ", "the key 'publisher' stands twice"]),
        ("- lines\n", ["test.edit.yml:1: wants keys and values"]),
        (
            "seed:\n  publisher: 某报\n  date: 2023-13-40\n",
            ["test.edit.yml:3: date: '2023-13-40' is no date; write it as"],
        ),
        ("seed: {date: 2021-02-30}\n", ["test.edit.yml:1: date: '2021-02-30' is no date"]),
        ("seed:\n  home: 54\n", ["test.edit.yml:2: home: '54' is no code of a place; write six digits"]),
        (
            "lines:\n  - {quote: 乡村新貌, start: maybe}\n  - {role: poem}\n",
            [
                "test.edit.yml:2: start: wants true or false; has 'maybe'",
                "test.edit.yml:3: lacks quote",
                "there is no 'poem'",
            ],
        ),
    ],
)
def test_what_does_not_fit_is_refused_in_one_clear_line(edit: str, parts: list[str], convert: Convert) -> None:
    with pytest.raises(ClippingsError) as caught:
        convert(TEXT, edit)
    for part in parts:
        assert part in str(caught.value)


def test_a_title_that_an_editor_replaced_is_on_record_with_nothing_else(convert: Convert) -> None:
    text = TEXT.replace("某县召开春耕大会\n", "某县召开春耕大会\n本报记者 张三\n", 1)
    edited = convert(text, "articles:\n  - {quote: 某县召开春耕大会, set: {title: 春耕大会召开}}\n").articles[0]
    assert edited.title == "春耕大会召开" and edited.replaced == ("某县召开春耕大会",)
    assert convert(text).articles[0].replaced == ()
