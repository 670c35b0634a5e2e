"""Classify and arrange: what a line is by what stands around it. Each row has a twin that must come out otherwise."""

from __future__ import annotations

import pytest

from clippings.check import doubts
from clippings.confidence import SURE
from tests.conftest import Convert

HEAD = "某县日报 2019年3月5日 星期二 第3版\n\n"
BRIEF = "东山镇\n\n修通入村路\n\n本报讯（记者 张小明）近日，东山镇修通了三条入村公路，沿线八个村的群众告别了泥泞。\n\n"
OTHER = "西河乡\n\n办起农家书屋\n\n本报讯（记者 李大伟）日前，西河乡的六个农家书屋同时开放，藏书九千册。\n\n"


def test_a_page_in_narrow_columns_has_whole_paragraphs(convert: Convert) -> None:
    text = (
        "春茶上市早\n本报记者 张小明\n"
        "　　三月里的东山镇，茶香飘满\n了山坡。今年雨水足，春茶比往\n年早上市十天，茶农们天不亮就\n上了山。\n"
        "　　“一斤能多卖二十块。”茶\n农李桂花一边采茶一边说，家里\n六亩茶园都采上了，请了十来个\n帮工还忙不过来。\n"
        "　　镇里办了三家茶厂，收茶不\n出村，全镇一千二百户茶农户户\n有订单。\n"
    )
    article = convert(text).articles[0]
    assert [block.text[:4] for block in article.body] == ["三月里的", "“一斤能", "镇里办了"]
    assert article.body[0].text.endswith("往年早上市十天，茶农们天不亮就上了山。")


def test_news_of_one_sentence_are_articles_of_their_own(convert: Convert) -> None:
    text = (
        HEAD
        + BRIEF
        + "简 讯\n\n★南山镇3月2日举办春耕培训，三百名农民参加。\n\n★北川乡新建的卫生院3月3日开诊。\n\n★县图书馆延长开放至21时。\n"
    )
    assert [a.column for a in convert(text).articles] == [None, "简 讯", "简 讯", "简 讯"]
    longer = text.replace("简 讯\n\n★", "").replace("\n\n★", "\n\n")
    assert len(convert(longer).articles) == 1


def test_a_letter_begins_an_article_below_another(convert: Convert) -> None:
    letter = (
        "村口缺盏灯\n\n编辑同志：\n\n我家住东山镇张家湾，村口一到晚上漆黑一片，盼着能装上一盏路灯。\n\n读者 王大山\n"
    )
    articles = convert(HEAD + OTHER + letter).articles
    assert [a.title for a in articles] == ["办起农家书屋", "村口缺盏灯"]
    assert articles[1].body[0].text == "编辑同志："


def test_the_rest_of_a_sentence_goes_back_over_a_sidebar(convert: Convert) -> None:
    text = (
        HEAD + "三代人守一片林\n\n本报记者 张小明\n\n老林场的护林员赵长林今年六十二岁，他家三代人守着同一片红松林。\n\n"
        "“林子是爹交给我的，我得把它交给儿子。”赵长林一边巡山一边说，“我随身带着一把柴刀、一个军用水\n\n"
        + OTHER + "壶和半块干粮，一天要走二十里山路。”赵长林的儿子如今也是护林员。\n"
    )  # fmt: skip
    articles = convert(text).articles
    assert [a.title for a in articles] == ["三代人守一片林", "办起农家书屋"]
    assert "军用水壶和半块干粮" in articles[0].body[-1].text


@pytest.mark.parametrize(
    ("caption", "count"),
    [
        ("图为东山镇群众走在新修的入村公路上。", 1),
        ("3月1日，南川市白云区的志愿者在万寿广场为市民义务理发，连续六年风雨无阻。", 2),
    ],
)
def test_a_photo_goes_to_the_story_it_shows_or_stands_alone(caption: str, count: int, convert: Convert) -> None:
    text = HEAD + BRIEF + caption + "\n\n本报记者 李大伟 摄\n\n"
    assert len(convert(text).articles) == count


def test_a_table_of_bars_is_no_menu(convert: Convert) -> None:
    rows = "乡镇 | 户数 | 面积（亩）\n泉吉乡 | 1126 | 18.4\n哈尔盖镇 | 1874 | 21.7\n伊克乌兰乡 | 1032 | 15.9\n"
    page = convert(
        "首页 | 要闻 | 政务 | 服务\n当前位置：首页 >> 公示\n草原补助发放公示\n发布时间：2021-06-03 来源：县农牧局 点击：12\n根据有关规定，现将二〇二一年第一批草原补助发放情况公示如下，公示期为七天。\n"
        + rows
        + "打印本页 关闭窗口\n"
    )
    assert [b.text for b in page.articles[0].body if b.kind == "list"] == rows.strip().split("\n")
    assert any(row.line.text.startswith("首页") for row in page.ledger)


def test_a_table_in_markdown_is_read_as_rows(convert: Convert) -> None:
    page = convert(
        "公交线路调整公告\n2024-03-01 来源：某市公交公司\n\n本次调整涉及三条线路，具体如下：\n\n"
        "| 线路 | 调整前 | 调整后 |\n|------|:---:|------|\n| 3路 | 槐荫大道 | 北京路 |\n| 8路 | 长征路 | 复兴大道 |\n| 12路 | 交通大道 | 文化路 |\n\n"
        "请广大乘客留意站牌，由此带来的不便敬请谅解。\n"
    )
    rows = [block.text for block in page.articles[0].body if block.kind == "list"]
    assert rows == ["线路 调整前 调整后", "3路 槐荫大道 北京路", "8路 长征路 复兴大道", "12路 交通大道 文化路"]
    assert any(row.line.text.startswith("|---") for row in page.ledger)


def test_a_clause_in_the_middle_of_a_sentence_is_no_furniture(convert: Convert) -> None:
    page = convert(
        "首页 > 新闻 > 正文\n金银花鼓起钱袋子\n2021-06-18 来源：定西日报 点击：12\n"
        "今年，通渭县种植金银花十二万亩，\n预计产值突破3亿元，\n带动一万二千户农户增收。\n花农们天不亮就下地，一天能采二十斤。\n【打印】【关闭】\n"
    )
    assert "十二万亩，预计产值突破3亿元，带动" in page.articles[0].body[0].text


def test_a_line_left_out_as_a_repetition_has_its_like_on_the_page(convert: Convert) -> None:
    caption = "▲村民在采摘枸杞。（张小明 摄）"
    page = convert(
        f"首页 > 要闻 > 正文\n枸杞红了\n发布时间：2020-07-01 来源：某县融媒 点击：8\n{caption}\n{caption}\n七月的东山镇，枸杞红满枝头，六百亩枸杞进入采摘期。\n责任编辑：李大伟\n"
    )
    assert [b.text for b in page.articles[0].body if b.kind == "caption"] == ["▲村民在采摘枸杞。"]


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-01 00:00:01 INFO server started on port 8080\n" * 40,
        "def main():\n    return [x for x in range(10)]\n\n" * 20,
        "• 全市教育大会召开 2019-03-01\n" * 30,
        "第一章 山雨\n\n那一年的雨下得特别大。老人站在门口，望着远处的山，一句话也没有说。\n\n他想起了很多年前的一个黄昏。\n\n"
        * 8,
    ],
    ids=["log", "code", "links", "novel"],
)
def test_what_is_no_news_page_is_kept_and_doubted(text: str, convert: Convert) -> None:
    page = convert(text)
    assert {line.line.number for line in page.lines} == {
        n for n, line in enumerate(text.split("\n"), 1) if line.strip()
    }
    assert list(doubts(page))


def test_a_plain_page_is_rated_higher_than_a_torn_one(convert: Convert) -> None:
    plain = convert(HEAD + BRIEF + OTHER).articles[0].sure["article"]
    torn = (
        convert(HEAD + "东山镇\n\n修通入村路\n\n近日，东山镇修通了三条\n\n西河乡\n\n入村公路\n")
        .articles[0]
        .sure["article"]
    )
    assert 0 < torn < plain <= 1
    assert torn < SURE


STORY = (
    "三月里的东山镇，茶香飘满了山坡。今年雨水足，春茶比往年早上市十天，茶农们天不亮就上了山。\n"
    "“一斤能多卖二十块。”茶农李桂花一边采茶一边说，家里六亩茶园都采上了，请了十来个帮工还忙不过来。\n"
    "采茶工人天不亮就上了山坡\n"
    "镇里办了三家茶厂，收茶不出村，全镇一千二百户茶农户户有订单，茶厂的机器从早响到晚。\n"
)


def test_a_web_page_of_one_story_has_one_headline_however_loud_its_head_is(convert: Convert) -> None:
    head = "首页 要闻 县区 视频\n【设为首页】【加入收藏】【联系站长】\n全城热搜榜\n现在的位置：首页 > 县区 > 正文\n"
    text = head + "东山镇春茶上市早\n2019-03-05 10:22:07 来源：某县日报\n" + STORY + "责任编辑：张三\n"
    page = convert(text)
    assert [article.title for article in page.articles] == ["东山镇春茶上市早"]
    assert "【设为首页】【加入收藏】【联系站长】" in {row.line.text for row in page.ledger}


def test_a_short_line_between_the_texts_of_a_web_page_is_a_caption_or_a_heading(convert: Convert) -> None:
    text = "东山镇春茶上市早\n2019-03-05 10:22:07 来源：某县日报\n" + STORY + "责任编辑：张三\n"
    (article,) = convert(text).articles
    assert {block.kind for block in article.body} <= {"paragraph", "caption", "heading"}
    assert sum(block.kind == "paragraph" for block in article.body) == 3


@pytest.mark.parametrize("lines", ["", "分享到：\n", "2019-03-05 10:22:07 来源：某县日报\n责任编辑：张三\n分享到：\n"])
def test_a_page_without_a_headline_is_read(lines: str, convert: Convert) -> None:
    assert all(article.title is None or article.title for article in convert(lines + "\n").articles)


def test_two_stories_on_a_web_page_keep_their_headlines(convert: Convert) -> None:
    one = "东山镇春茶上市早\n本报讯（记者 张小明）" + STORY.split("\n")[0] + "\n"
    two = "西河乡办起农家书屋\n本报讯（记者 李大伟）日前，西河乡的六个农家书屋同时开放，藏书九千册，村民都来借。\n"
    page = convert("现在的位置：首页 > 县区 > 正文\n" + one + two + "责任编辑：张三\n分享到：\n")
    assert [article.title for article in page.articles] == ["东山镇春茶上市早", "西河乡办起农家书屋"]
