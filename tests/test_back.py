"""A story that another one interrupts, and a feature whose opening or headline was printed after its sections."""

from __future__ import annotations

import pytest

from clippings.clean import clean
from clippings.models import Article, Page
from tests.conftest import Convert

HEAD = "江州日报 2019年3月5日 星期二 第3版\n\n"
FEATURE_HEAD = "高坪乡的旱地里长出新行当\n\n——一个山乡的三本账\n\n本报记者 张小明\n\n"
OPENING = (
    "三月初，高坪乡的山坡上，六十岁的何有田正给地膜压土。他种了一辈子玉米，今年头一回种起了花椒。\n\n",
    "高坪乡十年九旱，过去一亩地收不到三百斤粮。记者走进这个山乡，听乡亲们算了三本账。\n\n",
)
SECTIONS = (
    "水账：一窖水浇三亩地\n\n",
    "何有田家门前的水窖是前年修的，能存四十方水。从前他天不亮就下沟挑水，一天只够人和牲口喝。\n\n",
    "乡里三年修了一千二百口水窖，铺了集雨场，何有田的花椒苗就靠这口窖活了下来。\n\n",
    "地账：坡地变梯田\n\n",
    "高坪乡的坡地一下雨就跑土。乡里请来挖掘机，把四千亩坡地修成梯田，何有田分到六亩。\n\n",
    "梯田修好了，花椒合作社也办了起来，高坪乡的椒农一年多收入八千元。\n\n",
)
BOX = (
    "新闻链接\n\n什么是集雨水窖\n\n",
    "集雨水窖是在地下挖成的瓶形蓄水池，用水泥抹面防渗，雨天把屋面和场院的水引进窖里存起来。\n\n",
)
BRIEF = "青山镇小学通了热水\n\n本报讯（记者 李大伟）近日，青山镇小学的锅炉房修好了，二百名住校学生用上了热水。\n\n"


def text_of(article: Article) -> str:
    return "".join(block.text for block in article.body)


def story(page: Page, title: str) -> Article:
    return next(article for article in page.articles if article.title == title)


def test_a_box_in_the_middle_of_a_feature_parts_it_at_a_section(convert: Convert) -> None:
    page = convert(HEAD + FEATURE_HEAD + "".join([*OPENING, *SECTIONS[:3], *BOX, *SECTIONS[3:]]) + BRIEF)
    feature, box = story(page, "高坪乡的旱地里长出新行当"), story(page, "什么是集雨水窖")
    assert [block.text for block in feature.body if block.kind == "heading"] == [
        SECTIONS[0].strip(),
        SECTIONS[3].strip(),
    ]
    assert text_of(feature).endswith("一年多收入八千元。")
    assert text_of(box) == BOX[1].strip()


def test_the_second_paragraph_of_a_brief_below_a_feature_is_its_own(convert: Convert) -> None:
    more = "青山镇小学的锅炉已用了二十年，修好后一天能烧四吨热水，学生们洗脚再不用排队。\n\n"
    page = convert(HEAD + FEATURE_HEAD + "".join([*OPENING, *SECTIONS]) + BRIEF + more)
    assert text_of(story(page, "青山镇小学通了热水")).endswith("再不用排队。")
    assert text_of(story(page, "高坪乡的旱地里长出新行当")).endswith("一年多收入八千元。")


def test_two_stories_broken_off_go_on_below_a_third(convert: Convert) -> None:
    first = "白云镇办起养蜂场\n\n本报讯（记者 张小明）近日，白云镇的养蜂场开始摇蜜，社员们一天能收三百斤，养蜂场去年建起，六十户社员人人"
    second = "龙潭村学生坐上校车\n\n本报讯（记者 王建国）昨日早上，校车停在龙潭村的老槐树下，学生们一个接一个上车，从前他们要走五里"
    page = convert(
        HEAD
        + f"{first}\n\n{second}\n\n{BRIEF}"
        + "山路去上学，县里今年给龙潭村的学生添了两辆校车。\n\n"
        + "有股，年底按蜜分红，养蜂场的蜂箱还要再添四百只。\n"
    )
    assert "人人有股，年底按蜜分红" in text_of(story(page, "白云镇办起养蜂场"))
    assert "五里山路去上学" in text_of(story(page, "龙潭村学生坐上校车"))
    assert text_of(story(page, "青山镇小学通了热水")).endswith("用上了热水。")


@pytest.mark.parametrize("box", [BOX, ()])
def test_sections_printed_above_their_headline(box: tuple[str, ...], convert: Convert) -> None:
    page = convert(HEAD + "".join([*SECTIONS[:3], *box, *SECTIONS[3:]]) + FEATURE_HEAD + "".join(OPENING) + BRIEF)
    feature = story(page, "高坪乡的旱地里长出新行当")
    body = [block.text for block in feature.body]
    assert body[0].startswith("三月初") and body[1].startswith("高坪乡十年九旱") and body[2] == SECTIONS[0].strip()
    assert body[-1].endswith("一年多收入八千元。")


def test_an_opening_printed_after_the_sections_comes_first(convert: Convert) -> None:
    late = convert(HEAD + FEATURE_HEAD + "".join([*SECTIONS, *OPENING]) + BRIEF)
    body = [block.text for block in story(late, "高坪乡的旱地里长出新行当").body]
    assert body[0].startswith("三月初") and body[2] == SECTIONS[0].strip()


def test_a_last_section_without_an_opening_stays_where_it_is(convert: Convert) -> None:
    page = convert(HEAD + FEATURE_HEAD + "".join(SECTIONS) + BRIEF)
    body = [block.text for block in story(page, "高坪乡的旱地里长出新行当").body]
    assert body == [part.strip() for part in SECTIONS]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("*本报记者 张小明*", "本报记者 张小明"),
        ("***本报记者 张小明***", "本报记者 张小明"),
        ("*#标题*", "*#标题*"),
        ("* 第一项", "* 第一项"),
        ("2*3*4", "2*3*4"),
    ],
)
def test_italics_round_a_whole_line_are_taken_off(raw: str, shown: str) -> None:
    (line,) = clean(raw)
    assert line.text == shown
