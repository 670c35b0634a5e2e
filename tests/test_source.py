"""Which paper or site a page is from: named at its head or foot, never guessed."""

from __future__ import annotations

import pytest

from clippings.clean import clean
from clippings.describe.dates import iso_date
from clippings.describe.paper import _plain, papers_named
from clippings.models import PageKind, Role, RoleLine
from clippings.tables import Tables
from clippings.tag import Tagger
from tests.conftest import ROOT, Convert

BODY = "老郵局變客廳\n\n記者王小明／花蓮報導\n\n花蓮縣玉里鎮的老郵局昨天變成大家的客廳，長輩和孩子一起寫功課，現場十分熱鬧。\n\n鎮公所表示，未來每週開放三天，歡迎大家來坐坐。\n"


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("竹塹鄉訊 新竹縣市\n93.9.10 星期五\n", "2004-09-10"),
        ("聯合報 苗栗縣新聞\n中華民國 九三年一月五日\n", "2004-01-05"),
        ("明報 港聞\n98.9.10 星期四\n", "1998-09-10"),
    ],
)
def test_years_of_two_digits_count_from_1911_in_taiwan(head: str, date: str, convert: Convert) -> None:
    assert (
        convert(
            head + "\n" + BODY.replace("花蓮", "").replace("縣", "") if "港" in head else head + "\n" + BODY
        ).source.date
        == date
    )


@pytest.mark.parametrize(
    ("head", "foot", "publisher"),
    [
        ("花東新聞網\n首頁 > 地方新聞 > 花蓮\n\n", "\nCopyright © 花東新聞網\n", "花東新聞網"),
        ("南國新聞網 | 即時 | 地方 | 生活 | 影音\n\n首頁 > 地方 > 屏東\n\n", "", "南國新聞網"),
        ("首頁 > 地方 > 花蓮\n\n", "", None),
        ("首頁 > 地方 > 花蓮\n\n來源：花東日報 2020-05-01\n\n", "\n© 東岸新聞網\n", "花東日報"),
    ],
)
def test_a_site_that_names_itself(head: str, foot: str, publisher: str | None, convert: Convert) -> None:
    assert convert(head + BODY + foot).source.publisher == publisher


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ("当前位置：首页 > 县区\n2008年1月17日 9:26 黑河日报 阅读412人次\n", "黑河日报"),
        ("当前位置：首页 > 县区\n信息来源： 更新时间：2019-03-22 08:13:47\n", None),
        ("当前位置：首页 > 县区\n转自《抚州日报》 11月29日A3版 编辑 万小琴\n", "抚州日报"),
        ("当前位置：首页 > 县区\n2019-10-16 04:23:52 大公报 作者：汤嘉平\n", "大公报"),
        ("当前位置：首页 > 县区\n2019-10-16 04:23:52 政府公报 作者：汤嘉平\n", None),
        ("新闻快报 阅读全部\n热门快报\n当前位置：首页 > 县区\n", None),
        ("渭源县融媒体中心\n首页 > 要闻\n2021-11-17 09:26 来源：县融媒体中心\n", "渭源县融媒体中心"),
        ("渭源县融媒体中心 漳县融媒体中心\n首页 > 要闻\n2021-11-17 09:26 来源：县融媒体中心\n", "县融媒体中心"),
        ("今日渭源网\n首页 > 要闻\n2021-11-17 09:26 来源：本网\n友情链接：定西日报 甘肃日报 渭源在线\n", "今日渭源网"),
        ("渭源县建设局\n首页 > 要闻\n2021-11-17 09:26 来源：县建设局\n", "渭源县建设局"),
        ("渭源县建设局好\n首页 > 要闻\n2021-11-17 09:26 来源：县建设局\n", "县建设局"),
        ("網站導覽 | 回首頁\n当前位置：首页 > 要闻\n发布时间：2021-11-17\n", None),
        ("今日渭源 数字报\n2021年11月17日 第03版：渭水周末\n", "今日渭源"),
        ("安徽市场星报 链接\n首页 > 要闻\n2021-11-17 09:26 来源：市场星报\n", "市场星报"),
        ("跳到主要內容區塊\n当前位置：首页 > 要闻\n发布时间：2021-11-17\n", None),
    ],
)
def test_a_site_says_whose_story_it_shows(head: str, publisher: str | None, convert: Convert) -> None:
    assert convert(head + "打印 关闭\n\n" + TEXT).source.publisher == publisher


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("2019-03-05 10:12 来源：文汇报", "文汇报"),
        ("2019-03-05 10:12 来源：教育部网站", "教育部网站"),
        ("2019-03-05 10:12 来源：中国交通报", "中国交通报"),
        ("2019-03-05 10:12 来源：北海报", "北海报"),
        ("2019-03-05 10:12 来源：本站原创", None),
        ("2019-03-05 10:12 来源：网络", None),
        ("招聘海报", None),
    ],
)
def test_what_a_line_states_is_taken_at_its_word(line: str, publisher: str | None, convert: Convert) -> None:
    page = convert(f"首页 > 县区 > 正文\n{line}\n\n" + TEXT)
    assert page.source.publisher == publisher


@pytest.mark.parametrize(
    "line",
    [
        "浏览次数：1120315", "点击量：1051203", "编号：1120315", "版权所有 1998年3月5日创办", "相关阅读：2018年3月5日的报道",
        "备案号：陕ICP备 12.3.15号",
    ],
)  # fmt: skip
def test_no_date_is_made_of_other_numbers(line: str, convert: Convert) -> None:
    assert convert(f"首页 > 县区 > 正文\n打印 关闭\n\n{TEXT}\n{line}\n").source.date is None


def test_a_day_that_there_is_not_is_none() -> None:
    assert iso_date("发布时间：2021-02-31") is None
    assert iso_date("发布时间：2020-02-29") == "2020-02-29"


def test_the_name_of_a_page_is_no_paper(convert: Convert) -> None:
    text = "2019年10月18日  星期五  第5版:扶贫周刊  皖西日报\n\n茶山连着民宿\n\n本报记者 王建国\n\n近日，茶农们忙着采茶，游客忙着拍照，村里热闹起来了。\n"
    assert convert(text).source.publisher == "皖西日报"


TEXT = "金银花鼓起钱袋子\n\n本报记者 张小明\n\n今年，通渭县种植金银花十二万亩，花农们天不亮就下地，一天能采二十斤。\n\n花农说，日子越过越好。\n"


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("屏南乡音 电子报\n第5版：教育·文化 20141203\n", "2014-12-03"),
        ("邵阳晚报　２００７年９月２６日　星期三　Ｂ２　读者·服务\n", "2007-09-26"),
        ("阿勒泰日报｜第３版｜边地人家\n２０１９年１月１６日　星期三　阴\n", "2019-01-16"),
        ("　　首页 > 要闻 > 正文\n客服电话：２０１５１２３１\n打印 关闭\n", None),
        ("原创 2023-04-19 07:30\n点击蓝字关注我们\n", "2023-04-19"),
        ("首页 > 要闻 > 正文\n· 全县教育大会昨日隆重召开 2019-03-01\n打印 关闭\n", None),
        ("百色新闻网 >> 数字报 >> 右江日报 >> 2015年4月2日 >> 06 乡镇\n打印 关闭\n", "2015-04-02"),
        ("首页 > 抗震救灾 > 2008年5月12日汶川地震十周年 > 正文\n打印 关闭\n", None),
        ("首页 > 要闻 > 正文\nIMG_20160510_0934.jpg\n打印 关闭\n", None),
        ("首页 > 要闻 > 正文\n客服电话：20151231\n打印 关闭\n", None),
    ],
)
def test_a_date_is_the_pages_own_or_none(head: str, date: str | None, convert: Convert) -> None:
    assert convert(head + "\n" + TEXT).source.date == date


@pytest.mark.parametrize(
    ("head", "paper"),
    [
        ("微信扫一扫\n关注该公众号\n原创 李思琪 上海普陀 2023-05-18 18:06 发表于上海\n", "上海普陀"),
        ("微信扫一扫\n关注该公众号\n李思琪说，2023-05-18 18:06 她到了上海\n", None),
        ("蜀道交通报\n2019.8.22 星期四\n第3版 行业\n", "蜀道交通报"),
        ("情况通报\n2019.8.22 星期四\n第3版 行业\n", None),
        ("2013年5月17日 星期五 滁州日报 中共滁州市委机关报\n", "滁州日报"),
    ],
)
def test_an_account_and_a_masthead_name_the_paper(head: str, paper: str | None, convert: Convert) -> None:
    assert convert(head + "\n" + TEXT).source.publisher == paper


@pytest.mark.parametrize(
    "line", ["副刊 第4版", "市县新闻 第2版", "进入电子报", "简讯 第3版", "天气预报 2019年3月5日 晴"]
)
def test_what_ends_like_a_paper_is_none(line: str, convert: Convert) -> None:
    assert convert(line + "\n\n" + TEXT).source.publisher is None


@pytest.mark.parametrize(
    ("paper", "home"),
    [
        ("竹溪报", "420324"),
        ("吕梁日报", "141100"),  # 吕梁 was also the name of what is 晋中 today
        ("皖西日报", "341500"),
        ("香江日報", "810000"),
        ("東台灣日報", "710000"),  # no paper of 东台 in Jiangsu
        ("热贡时报", None),
    ],
)
def test_the_home_of_a_paper_is_read_off_its_name(paper: str, home: str | None, tagger: Tagger) -> None:
    assert tagger.gazetteer.home_of(paper) == home


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("106年3月9日 星期四", "2017-03-09"),
        ("中華民國102年10月22日", "2013-10-22"),
        ("發布日期：110-09-15 點閱數：1,284", "2021-09-15"),
        ("一七年十一月三日　星期五", "2017-11-03"),
        ("98.9.10 星期四", "1998-09-10"),
        ("二〇一七年十一月三日　星期五", "2017-11-03"),
        ("三七二十一年十一月三日", None),
        ("電話：110-09-1512，面積110.09.15.3", None),
        ("建于1106年3月9日", None),
        ("2017-03-09 06:00", "2017-03-09"),
        ("在12017-03-09号", None),
        ("公元二○一七年八月廿六日　星期六", "2017-08-26"),
        ("二〇一〇年一月卅一日", "2010-01-31"),
        ("MONDAY, MARCH 18, 2002　No.6127", "2002-03-18"),
        ("3rd Sept. 2010", "2010-09-03"),
        ("MARCH of 20,000 people", None),
        ("Maybe 18, 2002", None),
        ("二○一七年二月卅日", None),
        ("二〇一七年八月廿十日", None),
        ("二oo八年五月十二日", None),
        ("3 ſep 2010", None),
        ("邵阳晚报　２００７年９月２６日　星期三", "2007-09-26"),
        ("２００７年９月３６日", None),
        ("时间：２０１５－０４－０２　１０：２０", "2015-04-02"),
    ],
)
def test_years_of_the_republic_and_of_four_digits(text: str, date: str | None) -> None:
    assert iso_date(text) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("八十七年三月十二日 星期四 第二版", "1998-03-12"),
        ("一百零三年五月四日", "2014-05-04"),
        ("一百年一月廿一日", "2011-01-21"),
        ("二〇〇三年五月四日", "2003-05-04"),
        ("九二年五月十四日", "2003-05-14"),
        ("八十七年三月卅二日", None),
    ],
)
def test_years_in_numerals_count_from_1911_on_a_page_of_the_republic_alone(text: str, date: str | None) -> None:
    assert iso_date(text, republic=True) == date
    assert iso_date(text) is None or "〇" in text or text.startswith("九二")


STORIES = "\n\n老灶头，新饭香\n\n{}（记者 沈晓怡）上午十点半，食堂里飘出了红烧肉的香味，一荤一素一汤，八元。\n\n受伤小鹤出院了\n\n{}（记者 潘晓东）一只翅膀受伤的白鹤慢慢走进了苇丛深处，牧民们站在堤上目送。\n"


@pytest.mark.parametrize(
    ("head", "desk", "publisher"),
    [
        ("崇明报 · 综合新闻 · 第3版\n2022年12月7日 星期三", "本报讯", "崇明报"),
        ("吕梁日报·脱贫攻坚\n2016年9月21日 星期三 第二版", "本报讯", "吕梁日报"),
        ("3 定西日报 县区·专题\n2011年11月24日 星期四", "本报讯", "定西日报"),
        ("第3版 综合 责任编辑/尹向东 组版/边强", "甘孜日报讯", "甘孜日报"),
        ("第3版 综合 责任编辑/尹向东 组版/边强", "人民日报讯", None),
        (
            "[浏阳日报数字报](http://epaper.example.cn/lyrb/)\n2022年03月09日 星期三 第02版：时政·要闻",
            "本报讯",
            "浏阳日报",
        ),
    ],
)
def test_a_paper_is_known_by_its_page_heads_and_datelines(
    head: str, desk: str, publisher: str | None, convert: Convert
) -> None:
    assert convert(head + STORIES.format(desk, desk)).source.publisher == publisher


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("本站著作權屬金門日報", "金門日報"),
        ("今天的黄冈日报", "黄冈日报"),
        ("版权归三江晚报", "三江晚报"),
        ("下载新甘肃", "新甘肃"),
        ("今晚报", "今晚报"),
    ],
)
def test_what_stands_before_a_name_is_not_of_it(line: str, name: str, tables: Tables) -> None:
    assert _plain(line, tables.forms) == name


@pytest.mark.parametrize(
    ("line", "sign", "name"),
    [
        ("昌宁融媒 昨天 07:02 发表于云南", "account", "昌宁融媒"),
        ("[2016.7.5]　据《林芝报》　责任编辑：旺姆", "copied", "林芝报"),
        ("技术支持：渭南日报社网络部", "named helped", "渭南日报"),
        ("香港01", "alone", "香港01"),
        ("稷山之窗 www.jishan.example", "named", "稷山之窗"),
        ("出版：2022-03-08 10:30", "before date", None),
        ("Home » News » 校园一周", "first step", None),
    ],
)
def test_by_what_a_line_may_name_the_paper(line: str, sign: str, name: str | None, tables: Tables) -> None:
    lines = [RoleLine(one, Role.FURNITURE, "", 1.0) for one in clean(line)]
    named = {
        own
        for own, seen in papers_named(lines, PageKind.WEB, tables.forms).items()
        if own and any(x.startswith(sign) for x in seen)
    }
    assert named == ({name} if name else set())


@pytest.mark.parametrize(
    ("desk", "editor"),
    [
        ("责任编辑：孟庆岚 版式：赵 宁 电子邮箱：zj@126.com", "孟庆岚"),
        ("责任编辑 石建平 视觉 小 倪 新闻热线 59611234", "石建平"),
        ("责任编辑：谢 璐 邮箱：gn@163.com", "谢 璐"),
        ("责编：孟庆岚 赵小宁", "孟庆岚 赵小宁"),
        ("编辑｜李娜", "李娜"),
    ],
)
def test_the_editor_is_named_without_the_rest_of_the_desk(desk: str, editor: str, convert: Convert) -> None:
    page = "张家口日报\n2021年9月14日 星期二 第3版\n" + desk + STORIES.format("本报讯", "本报讯")
    assert convert(page).source.editor == editor


def test_one_wire_story_does_not_name_the_paper_of_a_printed_page(convert: Convert) -> None:
    page = "第3版 综合 责任编辑/尹向东 组版/边强" + STORIES.format("本报讯", "（新华社记者 王小平）")
    assert (
        convert(page.replace("（新华社记者 王小平）（记者 潘晓东）", "（新华社记者 王小平）")).source.publisher is None
    )


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("2023年\n6月15日\n星期四\nB1", "2023-06-15"),
        ("创刊于1956年\n3月5日 星期二", None),
        ("2021年\n13月4日\n星期四", None),
    ],
)
def test_a_date_on_two_lines_of_the_head(head: str, date: str | None, convert: Convert) -> None:
    assert convert(head + STORIES.format("本报讯", "本报讯")).source.date == date


def test_the_name_of_a_menu_copies_no_story(convert: Convert) -> None:
    rest = "来源：海东日报 2023-07-05\n打印 关闭\n\n" + TEXT
    assert convert("您当前的位置：大西北网 > 要闻 > 正文\n" + rest).source.republisher == "大西北网"
    assert convert("您当前的位置：数字报 > 要闻 > 正文\n" + rest).source.republisher is None


def test_a_web_page_names_its_reporter_in_the_line_of_its_date(convert: Convert) -> None:
    text = "聯合新聞網\n\n首頁 > 地方 > 台南\n\n{0}\n\n2023-07-21 14:32 聯合報／ 記者吳淑玲／台南即時報導\n\n台南市白河區的蓮農昨天採收蓮子，今年雨水少，產量比去年少了兩成，價格卻漲了一成。\n\n農會說，全區有三百公頃蓮田，採收到八月底。\n"
    (article,) = convert(text.format("白河蓮子採收 雨少減產")).articles
    assert [(person.name, person.role) for person in article.authors] == [("吳淑玲", "记者")]


def test_each_story_of_a_web_page_has_the_author_of_its_own_date_line(convert: Convert) -> None:
    page = convert((ROOT / "benchmarks/fidelity/seen/ab10.txt").read_text(encoding="utf-8"))
    names = {article.body[0].text[:7]: [person.name for person in article.authors] for article in page.articles}
    assert names["“树龄四百八十"] == ["石爱华"]
    assert names["资溪人在外做面"] == ["傅小英", "吴志刚"]
    assert names["因实施老城区雨"] == []  # 作者：县城管局
