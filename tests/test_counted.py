"""Lines that count on, lines in pairs, brackets across lines, lists of links: each with a twin that must come out otherwise."""

from __future__ import annotations

import pytest

from clippings.models import PageKind
from clippings.numbers import Number, number_of
from tests.conftest import Convert

HEAD = "某县日报 2019年3月5日 星期二 第3版\n\n"
STORY = "东山镇修通入村路\n\n本报讯（记者 张小明）近日，东山镇修通了三条入村公路，沿线八个村的群众告别了泥泞。\n\n"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一、施工时间", Number("han", 1)),
        ("二十一、其他", Number("han", 21)),
        ("（三）注意事项", Number("hanin", 3)),
        ("01 贡米田边的学生", Number("zero", 1)),
        ("3. 培训内容", Number("dot", 3)),
        ("3.5万元到账", None),
        ("2019年的春天", None),
        ("B 从冷库到餐桌", Number("letter", 2)),
        ("A股大涨", None),
        ("第二张：牛羊过秤，当面点钱", Number("nth", 2)),
        ("第二张嘴", None),
        ("❸ 证明去哪开？", Number("black", 3)),
        ("05:30 出发", None),
    ],
)
def test_how_a_line_is_numbered(text: str, number: Number | None) -> None:
    assert number_of(text) == number


def test_points_that_end_in_semicolons_are_not_glued_together(convert: Convert) -> None:
    text = (
        HEAD + STORY + "招聘会公告\n\n定于3月14日举办专场招聘会。有关事项如下：\n\n一、时间：上午9:30至下午5:00；\n\n"
        "二、地点：县城茶马广场；\n\n三、报名电话：0895-4823321，联系人：泽仁拉姆；\n\n四、求职者请携带毕业证和身份证原件及复印件。\n\n"
        "某县人力资源和社会保障局\n\n2019年3月3日\n"
    )  # fmt: skip
    notice = convert(text).articles[-1]
    assert [b.text[:2] for b in notice.body if b.text[1] == "、"] == ["一、", "二、", "三、", "四、"]


def test_a_bracket_that_a_line_leaves_open_is_closed_by_the_next(convert: Convert) -> None:
    text = (
        HEAD
        + "山路修到羊圈边\n\n本报讯 随着最后一段水泥路面浇筑完毕，方山县的羊圈边通了路，一只羊少掉三斤膘的事再没有了。（\n白志强）\n"
    )
    (article,) = convert(text).articles
    assert [p.name for p in article.authors] == ["白志强"]
    assert article.body[-1].text.endswith("没有了。")


def test_pairs_of_name_and_value_are_a_list(convert: Convert) -> None:
    rows = "油价：93号汽油每升6.87元\n\n菜价：韭菜每斤2.8元\n\n限行：明日限尾号3和8\n"
    body = convert(HEAD + STORY + "生活服务台\n\n本报讯 今日物价如下。\n\n" + rows).articles[-1].body
    assert [b.kind for b in body[-3:]] == ["list"] * 3


@pytest.mark.parametrize(
    "line",
    [
        "[上一版](node_1.html) [下一版](node_3.html)",
        "- [连城冠豸山的雾](content_401878.htm)",
        "放大 缩小 默认 [朗读](javascript:void(0))",
    ],
)
def test_a_line_of_links_is_left_out(line: str, convert: Convert) -> None:
    page = convert(HEAD + STORY + line + "\n\n" + STORY.replace("东山", "西山").replace("张小明", "李大伟"))
    assert len(page.articles) == 2
    assert line in [item.line.raw for item in page.ledger]


def test_a_sentence_printed_twice_in_a_row_is_a_picture(convert: Convert) -> None:
    web = (
        "首页 > 要闻 > 正文\n三户人家一道坡\n来源：某县日报 2019-06-05 09:00 编辑：王海涛 字号：大 中 小\n"
        "一场透雨过后，北山坡绿得像铺了毡子，坡底下住着三户人家。\n呼格吉勒图和于振江在查看围栏。\n呼格吉勒图和于振江在查看围栏。\n"
        "二十年前，三家为这道坡红过脸，后来立下了一张字据，谁家多放一只羊都要请客。\n责任编辑：王海涛\n"
    )
    page = convert(web)
    assert page.kind is PageKind.WEB
    assert [b.kind for b in page.articles[0].body] == ["paragraph", "caption", "paragraph"]
    once = web.replace("呼格吉勒图和于振江在查看围栏。\n", "", 1)
    assert "caption" not in [b.kind for b in convert(once).articles[0].body]


def test_after_a_jump_to_another_page_something_else_begins(convert: Convert) -> None:
    photo = "9月11日，太子城的教室里，保洁员在上英语课，年底前要把服务人员轮训一遍。\n\n图为学员在练习指路用语。\n\n李金洋 摄\n"
    articles = convert(HEAD + STORY + "（下转第4版）\n\n" + photo).articles
    assert [a.kind for a in articles] == ["article", "photo"]
    assert articles[0].truncated


def test_on_a_printed_page_a_text_printed_twice_is_no_picture(convert: Convert) -> None:
    more = "其余六个村的路年底前修完，资金都已经落实到位。\n\n"
    page = convert(HEAD + STORY + more + more + "群众出门不用再穿雨靴，收瓜的车开到了地头。\n")
    assert "caption" not in [b.kind for a in page.articles for b in a.body]
    assert page.articles[0].title == "东山镇修通入村路"


def test_a_jump_goes_to_another_page_whatever_its_words(convert: Convert) -> None:
    other = STORY.replace("东山", "西山").replace("张小明", "李大伟")
    articles = convert(HEAD + STORY + "（下转第4版 接诉即办）\n\n" + other).articles
    assert [a.title for a in articles] == ["东山镇修通入村路", "西山镇修通入村路"]
    assert "（下转第4版 接诉即办）" in articles[0].labels


def test_a_web_page_that_prints_its_headline_twice_has_one(convert: Convert) -> None:
    text = (
        "党课开在柿子树下\n富平先锋 2021-10-26 17:58\n收录于合集 #党史学习教育 23个\n点击上方蓝字关注我们\n党课开在柿子树下\n"
        "霜降时节，富平的柿子进入采收期，党员白天都在地里，会议室里凑不齐人，党课就开到了树下。\n"
        "村党支部书记把板凳搬到地头，讲完课接着摘柿子，一堂课四十分钟，摘果不耽误。\n来源｜渭南日报\n编辑｜刘 阳\n点分享\n点在看\n"
    )  # fmt: skip
    assert [a.title for a in convert(text).articles] == ["党课开在柿子树下"]
