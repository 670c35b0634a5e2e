"""Arrange: which text is whose, on pages that do not print a headline, then its text. Each page has a twin that reads
otherwise."""

from __future__ import annotations

import pytest

from clippings.describe.dateline import is_opening, read_end_credit, read_opening
from clippings.describe.fields import Fields
from clippings.models import Block, Page
from clippings.tables import Tables
from tests.conftest import Convert

HEAD = "江州日报 2019年3月5日 星期二 第3版\n\n"
STORIES = (
    ("白云镇办起养蜂场\n\n本报记者 张小明", "蜜蜂在油菜花间飞来飞去。白云镇的养蜂场里，社员们正忙着摇蜜，一天能收三百斤。\n\n养蜂场去年建起，六十户社员人人有股。"),
    ("青山乡修好饮水渠\n\n本报记者 李大伟", "清水沿着新修的饮水渠流进村口的蓄水池。青山乡七个村的人畜饮水，从此不用再到沟底去挑。\n\n水渠全长九公里，修了一年零两个月。"),
    ("龙潭村学生坐上校车\n\n本报记者 王建国", "早上七点，校车停在龙潭村的老槐树下，学生们一个接一个上车。从前他们要走五里山路去上学。\n\n县里今年添了十二辆校车。"),
)  # fmt: skip


def titles(page: Page) -> list[str | None]:
    return [article.title for article in page.articles]


def texts(page: Page) -> list[str]:
    return [article.body[0].text[:4] for article in page.articles]


def test_a_page_that_prints_its_headlines_below(convert: Convert) -> None:
    below = convert(HEAD + "\n\n".join(f"{text}\n\n{head}" for head, text in STORIES) + "\n")
    above = convert(HEAD + "\n\n".join(f"{head}\n\n{text}" for head, text in STORIES) + "\n")
    assert titles(below) == titles(above) == ["白云镇办起养蜂场", "青山乡修好饮水渠", "龙潭村学生坐上校车"]
    assert texts(below) == texts(above) == ["蜜蜂在油", "清水沿着", "早上七点"]


@pytest.mark.parametrize("credit", ["本报讯（记者张小明 通讯员李\n大伟）", "本报讯（记者张小明 通讯员李大伟）\n"])
def test_credits_that_go_on_in_the_next_line(credit: str, convert: Convert) -> None:
    page = convert(
        HEAD
        + "江堤加高工程完工\n"
        + credit
        + "七月十日下午，随着最后一\n车土料卸到险工段的堤顶上，江州境内六\n十公里江堤加高培厚工程全线完工。\n"
        + "　　县里组织技术人员沿堤徒步踏查，发\n现十四处堤段高度不够，列入了整修计划，\n四月里开工，调集翻斗车八十台，日夜两\n班倒，人歇车不歇，赶在主汛期前把活干\n完。\n"
        + "　　水务局的老工程师说，堤高了一米二，\n宽了三米，心里就有了底，今年汛期再来\n一场大水也不怕了。\n"
    )
    article = page.articles[0]
    assert article.dateline == "本报讯"
    assert [person.name for person in article.authors] == ["张小明", "李大伟"]
    assert article.body[0].text.startswith("七月十日下午，随着最后一车土料")


def test_a_byline_and_a_dateline_of_other_people_are_two_stories(convert: Convert) -> None:
    first = "一条路打开山门\n\n本报记者 安小勇\n\n"
    brief = "本报讯（{}）近日，威宁县草海镇清理围网三千米，救助伤鸟二百只，湖面又见成群水鸟。\n\n"
    text = "从县城到化屋的公路贯通，全长三十七公里，游客坐车直达村口，苗家人的饭馆一家接一家开了张。\n\n化屋村的公路通了，山门开了，日子也开了。\n\n"
    other = convert(HEAD + text + first + brief.format("记者 吴学思 通讯员 李金瑞"))
    same = convert(HEAD + first + brief.format("记者 安小勇"))
    assert other.articles[0].title == "一条路打开山门" and len(other.articles) == 2
    assert len(same.articles) == 1


def test_an_editors_note_above_the_headline_is_of_its_story(convert: Convert) -> None:
    head, text = STORIES[0]
    noted = convert(
        HEAD
        + "精准扶贫在一线\n\n编者按：今年以来，各地选派干部驻村，本报开设专栏，请读者关注。\n\n"
        + head
        + "\n\n"
        + text
        + "\n"
    )
    assert len(noted.articles) == 1
    assert noted.articles[0].body[0].text.startswith("编者按：")


def test_the_body_of_a_signed_story_is_not_the_text_of_the_photo_below_it(convert: Convert) -> None:
    story = "老曹家的窗户\n\n□ 肖小波\n\n第一次去老曹家，是去年三月，窗户糊着化肥袋，屋里黑洞洞的。\n\n今年九月，老曹搬进了安置房。\n\n"
    photo = "10月13日，兴国县长冈乡的孩子们在新建的食堂里用餐，县里投资两亿元改造了一百三十六所学校的食堂。\n\n本报记者 朱小鹏 摄\n"
    page = convert(HEAD + story + photo)
    assert titles(page) == ["老曹家的窗户", None]
    assert [block.kind for block in page.articles[0].body] == ["paragraph", "paragraph"]


def test_the_twin_of_a_button_is_a_button(convert: Convert) -> None:
    tools = "上一篇 下一篇\n\n"
    head, text = STORIES[0]
    other, more = STORIES[1]
    page = convert(HEAD + tools + f"{head}\n\n{text}\n\n" + tools + f"{other}\n\n{more}\n\n" + tools)
    assert titles(page) == ["白云镇办起养蜂场", "青山乡修好饮水渠"]
    assert sum(row.line.text == "上一篇 下一篇" for row in page.ledger) == 3


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ("左江报\n\n2012年3月5日 星期一\n\n", "左江报"),
        ("今日射阳\n\nA2 民生·社会\n\n2021年7月16日 星期五\n\n", "今日射阳"),
        ("今日导读\n\n2021年7月16日 星期五\n\n", None),
        ("后套晨报 数字报\n\n2016年5月12日 星期四\n\n第02版：旗县新闻 上一版 下一版\n\n", "后套晨报"),
    ],
)
def test_a_masthead_of_several_lines(head: str, publisher: str | None, convert: Convert) -> None:
    page = convert(head + "\n\n".join(f"{story}\n\n{text}" for story, text in STORIES) + "\n")
    assert page.source.publisher == publisher
    assert titles(page) == ["白云镇办起养蜂场", "青山乡修好饮水渠", "龙潭村学生坐上校车"]


def test_html_entities_are_read(convert: Convert) -> None:
    head, text = STORIES[0]
    page = convert(
        f"您的位置：江州新闻网&nbsp;&gt;&nbsp;要闻&nbsp;&gt;&nbsp;正文\n{head.split()[0]}\n2019-03-05 来源：江州日报\n{text.replace('，', '，&nbsp;', 1)}\n"
    )
    assert page.articles[0].title == "白云镇办起养蜂场"
    assert "&" not in "".join(block.text for block in page.articles[0].body)
    assert any("位置" in row.line.text for row in page.ledger)


@pytest.mark.parametrize(
    ("opening", "names", "dateline"),
    [
        ("【記者許春豐西嶼報導】", ["許春豐"], "西嶼報導"),
        ("【記者許春豐、陳榮裕望安報導】", ["許春豐", "陳榮裕"], "望安報導"),
        ("（中央社記者管瑞平苗栗縣15日電）", ["管瑞平"], "中央社苗栗縣15日電"),
        ("〔記者林勝安／壽豐報導〕", ["林勝安"], "壽豐報導"),
        ("［記者江志遠、簡惠宜／宜蘭報導］", ["江志遠", "簡惠宜"], "宜蘭報導"),
    ],
)
def test_who_reports_from_where_in_taiwan(opening: str, names: list[str], dateline: str, convert: Convert) -> None:
    text = f"離島日報 2015年3月5日 第3版\n\n漁民合買冷凍櫃\n\n{opening}西嶼鄉外垵村的十九名漁民合買了一座二手冷凍櫃，小管大發時分批賣，一斤多二十元。\n"
    (article,) = convert(text).articles
    assert ([p.name for p in article.authors], article.dateline) == (names, dateline)


@pytest.mark.parametrize(
    ("opening", "names", "dateline", "left"),
    [
        ("本报讯（敖日格勒）", ["敖日格勒"], "本报讯", ""),  # no surname of a list
        ("本报勐海讯（依 罕）", ["依罕"], "本报勐海讯", ""),
        ("本报讯（见图）", [], "本报讯", "（见图）"),
        ("本报讯（系列报道之二）", [], "本报讯", "（系列报道之二）"),
        ("沅水融媒讯", [], "沅水融媒讯", ""),
        ("本报讯息中心", [], None, "本报讯息中心"),
        ("本报通讯员来信说，", [], None, "本报通讯员来信说，"),
        ("本报讯地处海边，", [], "本报讯", "地处海边，"),
        ("本报讯（电力）", [], "本报讯", "（电力）"),
        ("【最新消息】", [], None, "【最新消息】"),
        ("【本報消息】", [], "本報消息", ""),
        ("（星島日報報道）", [], "星島日報報道", ""),
    ],
)
def test_who_writes_for_what_paper_stands_before_the_text(
    opening: str, names: list[str], dateline: str | None, left: str, tables: Tables
) -> None:
    fields, text = Fields(), f"{opening}3月5日，外垵村的十九名渔民合买了一座二手冷冻柜。"
    rest = read_opening(fields, text, tables) if is_opening(text, tables.forms) else text
    assert (rest, fields.dateline) == (left + text.removeprefix(opening), dateline)
    assert [person.name for person in fields.people] == names


@pytest.mark.parametrize(
    ("end", "writer"),
    [
        ("（普布卓玛）", "普布卓玛"),
        ("（李明）", "李明"),
        ("（完）", None),
        ("（待续）", None),
        ("（下转二版）", None),
        ("（读者 邓女士）", None),
        ("（宣传部）", None),
        ("（化名）", None),
    ],
)
def test_a_writer_in_brackets_ends_a_text(end: str, writer: str | None, tables: Tables) -> None:
    fields = Fields(body=[Block("paragraph", f"渔民合买了一座冷冻柜，小管分批卖，一斤多二十元。{end}", (1,))])
    read_end_credit(fields, tables)
    assert [person.name for person in fields.people] == ([writer] if writer else [])
    assert fields.body[0].text.endswith(end) is (writer is None)


def test_the_mark_of_a_markdown_list_is_not_the_papers(convert: Convert) -> None:
    page = "离岛日报 2015年3月5日 第3版\n\n今日渔获收购价\n\n- 小管：每公斤二百八十元\n- 土魠：每公斤四百二十元\n- 零下5℃以下不收\n"
    texts = [block.text for article in convert(page).articles for block in article.body]
    assert "小管：每公斤二百八十元" in texts and not any(text.startswith("-") for text in texts)


def test_who_reports_is_told_at_the_head_of_a_narrow_column(convert: Convert) -> None:
    lead = "【記者彭芸秋／後龍報導】後龍鎮一所\n只有四十六名學生的國小，有一隻編制\n外的導護，每天早上七點準時在校門口\n坐定，看見低年級小朋友過馬路，就走\n到路中央站著，車子不停，牠不走。\n"
    rest = "校長賴玉鳳說，阿黃七年前跟著一位學\n生回家，學生畢業到台中念書，牠留了\n下來。社區家長為牠縫了一件反光背心，\n背後繡著「慢」字。\n"
    page = convert(f"聯合報\nC2 苗栗縣新聞\n中華民國九十四年四月二十七日　星期三\n校狗「阿黃」當導護七年\n{lead}{rest}")
    (article,) = page.articles
    assert [person.name for person in article.authors] == ["彭芸秋"]
    assert article.body[0].text.startswith("後龍鎮一所只有四十六名學生的國小，有一隻編制外的導護")


def test_sections_that_count_on_are_of_the_story_they_count_from(convert: Convert) -> None:
    text = (
        "某县日报 2019年10月5日 星期六 第3版\n\n深山村的三张“订单”\n\n本报记者 龚 俊\n\n第一张：鸡苗先到，钱后付\n\n"
        "南坪镇的蒲大琼家养了三百只土鸡，鸡苗是合作社赊的，出栏时再扣。\n\n东山镇修通入村路\n\n"
        "本报讯（记者 张小明）近日，东山镇修通了三条入村公路，沿线八个村的群众告别了泥泞。\n\n第二张：牛羊过秤，当面点钱\n\n"
        "樊哙镇的牛羊市场每逢三、六、九开市，卖一头算一头，当面点钱。\n"
    )  # fmt: skip
    articles = convert(text).articles
    assert [a.title for a in articles] == ["深山村的三张“订单”", "东山镇修通入村路"]
    assert [b.text[:3] for b in articles[0].body if b.kind == "heading"] == ["第一张", "第二张"]
    other = convert(text.replace("第二张：", "").replace("樊哙镇的", "本报讯（记者 李大伟）樊哙镇的")).articles
    assert len([b for b in other[0].body if b.kind == "heading"]) == 1


def test_bylines_above_their_headlines(convert: Convert) -> None:
    text = (
        "朝阳日报 2010年11月4日 星期四 第3版\n\n□本报记者 邹洪涛\n\n小杂粮走上大席面\n\n"
        "天还没亮，粮食市场已经车水马龙，商户们忙着装车卸货，吆喝声一阵高过一阵。\n\n"
        "今年镇里新建了交易厅，谷子、绿豆按等论价，账目上墙，农民都说方便。\n\n"
        "□本报记者 丛立新\n\n暖气热不热电话问一问\n\n"
        "昨日，供热公司的接线员挨家挨户打电话，问的只有一句：您家里多少度？\n\n"
        "不到十八度的，维修工当天上门放水、换阀，一个冬天跑了四百多户。\n\n"
    )
    assert [(a.title, a.authors[0].name) for a in convert(text).articles] == [
        ("小杂粮走上大席面", "邹洪涛"), ("暖气热不热电话问一问", "丛立新"),
    ]  # fmt: skip


def test_a_numbered_section_below_a_byline_is_no_headline(convert: Convert) -> None:
    text = (
        "某县日报 2019年3月5日 星期二 第3版\n\n东山镇修通入村路\n\n图为新修的路。\n\n王海生 摄\n\n□ 本报记者 张小明\n\n一、修路之前\n\n"
        "从前村里没有路，下雨天出门要穿雨靴，西瓜烂在地里。\n\n二、修路之后\n\n如今路通了，收瓜的车开到了地头，一斤多卖两角钱。\n"
    )  # fmt: skip
    assert "一、修路之前" not in [a.title for a in convert(text).articles]


def test_the_headline_of_a_series_is_the_column_of_each_story(convert: Convert) -> None:
    def story(title: str, name: str) -> str:
        return f"{title}\n本报讯（记者 {name}）连日来，{title[:3]}的农民抢抓农时下地春耕，合作社的拖拉机忙个不停，农技员也到了田头。\n镇里备足了种子和化肥，贷款也送到了户。\n"

    text = (
        "首页 > 要闻 > 正文\n春耕一线见闻\n"
        + story("东山镇机声隆隆", "张小明") + story("西河乡技术下田", "李大伟") + story("南坪村贷款到户", "王海生")
        + "来源：某县日报 2019-03-05 09:00 编辑：王海涛\n责任编辑：王海涛\n"
    )  # fmt: skip
    columns = {a.column for a in convert(text).articles if a.title}
    assert columns == {"春耕一线见闻"}


@pytest.mark.parametrize(
    ("caption", "articles"),
    [
        ("图为演员在表演卓舞。 本报记者 央 金 摄", 2),
        ("图为演员在表演卓舞。\n\n央 金 摄", 2),
        ("▲演员在表演卓舞。（本报记者 央 金 摄）", 2),
        ("本报记者 央 金 摄", 2),
        ("图为党员服务队在雍村田间除草。 本报记者 央 金 摄", 1),  # the twin: the caption shows the story above
    ],
)
def test_a_photo_with_a_text_of_its_own_below_another_story(caption: str, articles: int, convert: Convert) -> None:
    shown = (
        "7月18日，乃东区举办群众文艺汇演，来自七个乡镇的演\n员表演了藏戏和小品。"
        if articles == 2
        else "服务队还把农机手请到雍村，教群众修犁。"
    )
    text = (
        "山南报 2020年7月23日 星期四 第3版\n\n党员服务队进农田\n\n"
        "本报山南讯（记者 旦增罗布）连日来，贡嘎县二十七支党员服务队到雍村田间帮助缺劳力的群众除草、追肥、疏通水渠。\n\n"
        "雍村的老人说，服务队天不亮就下了地，中午在田埂上吃自己带的干粮，一家一户的水渠都挖通了，青稞地里的草也拔得干干净净。\n\n"
        f"{shown}\n\n{caption}\n\n哨所的灯\n\n本报讯（记者 次仁）昨日，边防连队把新打的水井交给了牧民，井口装上了太阳能灯。\n\n"
        "这口井打了四十天，深六十米，哨所里的战士轮流下井。牧民巴桑说，从前驮水要走半天山路，如今出门就能打上清水，晚上灯一亮，老远就能看见哨所。\n"
    )
    page = convert(text)
    assert len(page.articles) == articles + 1
    photo = page.articles[1] if articles == 2 else page.articles[0]
    assert any(block.kind == "caption" for block in photo.body)


@pytest.mark.parametrize(
    ("shown", "articles"),
    [
        ("9月2日，岷县十里镇的药农在翻晒当归，今年全县种植中药材五十万亩，产值预计超过二十亿元。", 2),
        (
            "学员们说，回村以后要把学到的手艺教给邻居，明年开春把合作社的大棚再添两座。",
            1,
        ),  # the twin: the story goes on
    ],
)
def test_a_photo_with_a_text_of_its_own_on_a_web_page(shown: str, articles: int, convert: Convert) -> None:
    text = (
        "首页 > 新闻中心 > 县区动态 > 正文\n来源：甘肃日报  发布时间：2020-09-03 09:12  字体：大 中 小\n\n农民学校开到田埂上\n\n"
        "本报讯（记者 李明）连日来，渭源县把农民学校开到了田埂上，请来的老师手把手地教学员修剪果树、嫁接枝条、防治病虫，三百多名学员每人领到一本记事簿。\n\n"
        "“书上看十遍，不如树下学一回。”清源镇的学员张德福说，他家的十二亩果园今年少用了两遍药，果子却比去年红得早，收果子的客商已经来看过三回。\n\n"
        f"{shown}\n\n图为{'药农在翻晒当归' if articles == 2 else '学员在练习嫁接'}。（李明 摄）\n\n上一篇：没有了\n下一篇：返回列表\n"
    )
    assert len(convert(text).articles) == articles
    given = convert(text, "lines:\n  - {quote: 图为, story: 农民学校开到田埂上}\n  - {quote: 图为, start: false}\n")
    assert any(block.kind == "caption" for block in given.articles[0].body)
    begun = convert(text, "lines: [{quote: 图为, start: true}]\n")
    assert begun.articles[-1].body[0].kind == "caption"


@pytest.mark.parametrize(
    ("note", "owner"), [("编者按：这是一组讲述戍边人的故事。", 1), ("编后：为群众办事，就要这样。", 0)]
)
def test_an_editors_note_goes_with_the_story_it_speaks_of(note: str, owner: int, convert: Convert) -> None:
    page = convert(
        "山南报 2020年7月23日 星期四 第3版\n\n党员服务队进农田\n\n"
        "本报山南讯（记者 旦增罗布）连日来，贡嘎县二十七支党员服务队到雍村田间帮助缺劳力的群众除草、追肥、疏通水渠。\n\n"
        f"图为服务队员在除草。 本报记者 央 金 摄\n\n{note}\n\n"
        "哨所的灯\n\n本报讯（记者 次仁）昨日，边防连队把新打的水井交给了牧民，井口装上了太阳能灯。\n"
    )
    assert [note in "".join(b.text for b in (*a.lead, *a.body)) for a in page.articles] == [owner == 0, owner == 1]


def test_an_answer_below_a_signed_question_is_of_its_story(convert: Convert) -> None:
    page = "\n\n".join(f"{head}\n\n{text}" for head, text in STORIES[:2]) + "\n\n专家门诊\n柿树落果怎么办\n\n{}\n"
    asked = "问：我家有十来棵柿子树，今年入秋以后青柿子掉了一地，不知是什么病？\n\n万荣县读者 解有财\n\n"
    reply = "答：秋天落青柿，多半是柿蒂虫蛀的。把落地的柿子拾起来掰开，就可以断定。\n\n省农科院果树所 吕建民"
    found = convert(HEAD + page.format(asked + reply))
    assert len(found.articles) == 3
    assert "答：秋天落青柿" in "".join(block.text for block in found.articles[2].body)
    assert "清水沿着" in found.articles[1].body[0].text


@pytest.mark.parametrize("headline", ["河湟夏夜 戏韵悠长", "送戏下乡暖民心"])
@pytest.mark.parametrize("web", [False, True])
def test_a_photo_with_a_headline_and_a_text(headline: str, web: bool, convert: Convert) -> None:
    stories = "\n\n".join(f"{head}\n\n{text}" for head, text in STORIES)
    photo = f"{headline}\n\n7月3日，民和县川垣广场上演了一场平弦戏，三百多名群众搬着小板凳来看戏，不时响起阵阵掌声。\n\n图为演员在表演。 本报记者 李明 摄\n"
    head = "您当前的位置：首页 > 要闻\n来源：海东日报 2023-07-05\n打印 关闭\n\n" if web else HEAD
    page = convert(f"{head}{stories}\n\n{photo}" + ("\n上一篇：没有了\n下一篇：返回列表\n" if web else ""))
    assert titles(page)[-1] == headline
    assert [block.kind for block in page.articles[-1].body] == ["paragraph", "caption"]
