"""Who wrote a story, and what stands beside a name: writers in brackets behind a sentence, towns and posts, reporters in date lines."""

from __future__ import annotations

import pytest

from clippings.clean import clean
from clippings.describe import describe
from clippings.describe.fields import bare_label, off_marks
from clippings.models import Article, Clip, PageKind, Role, RoleLine, Source, Story
from clippings.tables import Tables

TEXT = "余干县芡实上市，农户在塘边过秤，一天卖出两千多斤"
LINES = {
    "title": Role.TITLE, "text": Role.PARAGRAPH, "rest": Role.CONTINUATION, "writer": Role.SIGNATURE, "byline": Role.BYLINE,
    "opening": Role.OPENING, "caption": Role.CAPTION, "credit": Role.CREDIT, "heading": Role.HEADING, "kicker": Role.KICKER,
    "subtitle": Role.SUBTITLE, "column": Role.COLUMN, "meta": Role.META,
}  # fmt: skip


def article(tables: Tables, *rows: tuple[str, str], others: tuple[str, ...] = ()) -> Article:
    """The article that some lines with their roles make; `others` are date lines beside it."""
    given = [*rows, *(("meta", text) for text in others)]
    lines = clean("\n".join(text for _, text in given))
    read = [RoleLine(line, LINES[name], "test", 1.0) for (name, _), line in zip(given, lines, strict=True)]
    kind = PageKind.WEB if others else PageKind.PRINT
    story = Story((Clip(tuple(read[: len(rows)]), border=True),))
    return describe(
        story, "test", kind, Source(None, None, None, None, None, None, "nothing"), tables, read[len(rows) :]
    )


def names(made: Article) -> list[str]:
    return [person.name for person in made.authors]


@pytest.mark.parametrize(
    ("text", "tail", "writers", "end"),
    [
        ("病人的建档管理率提高了二十一", "个百分点。（胡 敏）", ["胡敏"], "提高了二十一个百分点。"),
        ("三位医师用了五十分", "钟才把它夹出来。（朱志敏 项 军）", ["朱志敏", "项军"], "五十分钟才把它夹出来。"),
        ("翌日清晨五", "時單線管制。（記者魯永信）", ["魯永信"], "清晨五時單線管制。"),
        ("这样的事还有很多。", "读者 李光明", ["李光明"], "还有很多。"),  # a signature of its own
        ("全镇已有", "二十户。（见图）", [], "二十户。（见图）"),
    ],
)
def test_the_end_of_a_sentence_stays_text(text: str, tail: str, writers: list[str], end: str, tables: Tables) -> None:
    made = article(tables, ("title", "芡实上市"), ("text", text), ("writer", tail))
    assert names(made) == writers
    assert "".join(block.text for block in made.body).endswith(end)


@pytest.mark.parametrize(
    ("line", "writers"),
    [
        ("忻州 蔚效文", ["蔚效文"]),
        ("商州市 刘丹影", ["刘丹影"]),
        ("大學講師 何文輝", ["何文輝"]),
        ("刘醒龙 冰心", ["刘醒龙", "冰心"]),  # a pen name is no post
        ("尕玛才仁 索南拉毛", ["尕玛才仁", "索南拉毛"]),
        ("扎西 王莉", ["扎西", "王莉"]),
        ("忻州", ["忻州"]),  # nobody else is there to have written it
        ("文丨汪晓东 图丨程向阳", ["汪晓东", "程向阳"]),
        ("文與圖／曾淑媛", ["曾淑媛"]),
        ("記者 周 怡 文．攝影", ["周怡"]),
        ("游政霖／工程師（台中縣）", ["游政霖"]),
        ("文／古曉雯老師（社子國小）", ["古曉雯"]),
        ("□本報記者 黎永佳 實習生 關綽盈", ["黎永佳", "關綽盈"]),
        ("【記者林錦鴻北竿報導】", ["林錦鴻"]),
        ("（記者 池曉嵐／馬祖報導）", ["池曉嵐"]),
    ],
)
def test_a_town_or_post_beside_a_name_is_no_writer(line: str, writers: list[str], tables: Tables) -> None:
    assert names(article(tables, ("title", "种籽谣"), ("byline", line), ("text", TEXT + "。"))) == writers


@pytest.mark.parametrize(
    ("opening", "writers", "begins"),
    [
        ("【洪永熙／新化報導】", ["洪永熙"], "余干县"),
        ("記者林秀華／苗栗報導　", ["林秀華"], "余干县"),
        ("【洪永熙新书】", [], "【洪永熙新书】"),
        ("【收支／明细】", [], "【收支／明细】"),
        ("【財經／綜合報導】", [], "余干县"),  # a desk
        ("（自由時報記者陳大文台北報導）", ["陳大文"], "余干县"),
        ("本报讯 记者 何润芝 通讯员 李强 ", ["何润芝", "李强"], "余干县"),
        ("【記者洪文吉那瑪夏報導】", ["洪文吉"], "余干县"),
        ("【記者龔 正恆春報導】", ["龔正"], "余干县"),
        ("【記者張三苗栗縣報導】", ["張三"], "余干县"),
        ("【力報記者張淑華報道】", ["張淑華"], "余干县"),
        ("（軍聞社記者陳姿瑩高雄九日電）", ["陳姿瑩"], "余干县"),
        ("【大公報訊】記者趙一存烏魯木齊十六日電：", ["趙一存"], "余干县"),
        ("本网讯 记者 何平 连日 ", ["何平"], "连日 余干县"),
        ("新甘肃·甘肃日报记者 石文静 ", ["石文静"], "余干县"),
    ],
)
def test_who_reports_without_being_called_a_reporter(
    opening: str, writers: list[str], begins: str, tables: Tables
) -> None:
    made = article(tables, ("title", "芡实上市"), ("text", f"{opening}{TEXT}。"))
    assert names(made) == writers
    assert made.body[0].text.startswith(begins)


@pytest.mark.parametrize(
    ("line", "writers"),
    [
        ("2000-11-13 商丘日报 记者 黄业波 点击数:214", ["黄业波"]),
        ("04:10 2021/07/28 | 中國時報 | 林瑞昌、柯宗翰", ["林瑞昌", "柯宗翰"]),
        ("2017-11-28 11:20 聯合報 記者胡逢泉╱即時報導", ["胡逢泉"]),
        ("2022-08-19 09:12 千岛湖新闻网 记者 方俊勇 通讯员 邵建伟 编辑 汪苏洁", ["方俊勇", "邵建伟"]),
        ("2016-07-12 09:41 文／呂安妤 攝影／彭健豪 責任編輯／鄒志偉", ["呂安妤", "彭健豪"]),
        ("來源：香港文匯報 作者：姜家軒 閱讀量：{{readCount}}", ["姜家軒"]),
        ("2019-01-02 10:30 人民网 | 高层", []),
        ("2019-01-02 安徽新闻网 | 黄山", []),
        ("2019-01-02 记者 节日 点击数:3", []),
    ],
)
def test_the_reporter_in_a_date_line(line: str, writers: list[str], tables: Tables) -> None:
    assert names(article(tables, ("title", "芡实上市"), ("text", TEXT + "。"), others=(line,))) == writers


@pytest.mark.parametrize(
    ("opening", "writers"),
    [
        ("香港文匯報訊（記者 陳大文 北京報道）", ["陳大文"]),
        ("中国甘肃网5月27日讯 据武威日报报道（记者潘学恭 通讯员李玉寿）", ["潘学恭", "李玉寿"]),
    ],
)
def test_who_writes_behind_a_dateline(opening: str, writers: list[str], tables: Tables) -> None:
    made = article(tables, ("title", "芡实上市"), ("opening", f"{opening}{TEXT}。"))
    assert names(made) == writers
    assert made.body[0].text == f"{TEXT}。"


@pytest.mark.parametrize(
    ("end", "writers"),
    [
        ("（张建军 阿木古楞）", ["张建军", "阿木古楞"]),
        ("（斯琴）", ["斯琴"]),
        ("（江苏 南京）", []),
        ("（连载）", []),
        ("（路透社）", []),
        ("（作者系省委党校教授）", []),
    ],
)
def test_what_stands_in_brackets_at_the_end(end: str, writers: list[str], tables: Tables) -> None:
    made = article(tables, ("title", "芡实上市"), ("text", f"{TEXT}。{end}"))
    assert names(made) == writers
    assert made.body[0].text.endswith(end) is not bool(writers)


@pytest.mark.parametrize("line", ["（有删节）", "余干县林业局", "（据新华社电）", "新华社发"])
def test_a_signature_of_nobody_stays_on_the_page(line: str, tables: Tables) -> None:
    made = article(tables, ("title", "芡实上市"), ("text", TEXT + "。"), ("writer", line))
    assert (names(made), made.body[-1].text) == ([], line)


@pytest.mark.parametrize(
    ("line", "name"),
    [("本报评论员", "本报评论员"), ("（本报评论员）", "本报评论员"), ("■ 本报特约评论员", "本报特约评论员")],
)
def test_an_opinion_signed_at_its_end_is_the_papers(line: str, name: str, tables: Tables) -> None:
    made = article(tables, ("title", "把路走实"), ("text", "修路要修到心上。"), ("writer", line))
    assert (made.kind, names(made)) == ("commentary", [name])
    assert [block.text for block in made.body] == ["修路要修到心上。"]


@pytest.mark.parametrize(
    "line",
    [
        "本报讯（记者" + "王" * 70 + "的的的的）",
        "本报讯（记者" + "王大明" * 1333 + "）",
        "本报讯（" + "记者张三" * 1100 + "）",
        "本报讯 " + "芡实上市农户过秤" * 4000,
        "本报讯（" + "记者 " * 6666,
        "【" + "王／" * 9000,
        "■" * 9000,
    ],
    ids=lambda line: line[:8],
)
def test_a_line_made_to_be_hard_is_read_to_its_end(line: str, tables: Tables) -> None:
    made = article(tables, ("title", "芡实上市"), ("opening", line + TEXT + "。"), ("text", TEXT + "。"))
    assert made.body[-1].text.endswith(TEXT + "。")


def test_names_that_the_next_line_begins_with(tables: Tables) -> None:
    made = article(tables, ("opening", "本报庆元讯（记者 周关平 通讯员"), ("rest", "吴 扬）立冬刚过，菇农下山来了。"))
    assert names(made) == ["周关平", "吴扬"]
    assert made.body[0].text == "立冬刚过，菇农下山来了。"


def test_a_credit_as_long_as_a_caption_is_one(tables: Tables) -> None:
    told = "⑤傍晚，板房间的巷道上挂起了红灯笼，开火锅店的周平说，今天卖了十六锅，比昨天多。"
    made = article(tables, ("title", "搬家"), ("text", TEXT + "。"), ("credit", f"{told} 李国亮 摄"))
    assert (made.body[-1].text, made.body[-1].credit) == (told, "李国亮 摄")


@pytest.mark.parametrize(
    ("lines", "captions"),
    [
        (("怀来县桑园镇农民在葡萄园里出", "土上架。全县十万亩葡萄已有六", "成出土。武殿森 摄"), ["怀来县桑园镇农民在葡萄园里出土上架。全县十万亩葡萄已有六成出土。"]),
        (("白龙湖晨景", "▲志愿者给车辆轮胎消毒"), ["白龙湖晨景", "▲志愿者给车辆轮胎消毒"]),
        (("巷道上挂起了红灯笼 杨雪梅 摄", "木鱼小学的孩子"), ["巷道上挂起了红灯笼", "木鱼小学的孩子"]),
        (("潘老丙修补芦笙。", "母亲下班了。"), ["潘老丙修补芦笙。", "母亲下班了。"]),
    ],
)  # fmt: skip
def test_a_caption_goes_on_in_the_next_line_of_a_column(
    lines: tuple[str, ...], captions: list[str], tables: Tables
) -> None:
    made = article(tables, *(("caption", line) for line in lines))
    assert [block.text for block in made.body] == captions


def test_a_credit_that_is_called_by_its_job(tables: Tables) -> None:
    made = article(tables, ("title", "宣传日"), ("caption", "图为学生向一位老人讲解。 摄影 徐佳宁"))
    assert (made.body[0].text, names(made)) == ("图为学生向一位老人讲解。", ["徐佳宁"])


def test_a_jump_behind_the_last_words_is_no_text(tables: Tables) -> None:
    made = article(tables, ("title", "半亩育苗棚"), ("text", "像她这样的育苗户，全镇已有（下转第三版）"))
    assert made.body[0].text == "像她这样的育苗户，全镇已有"
    assert made.truncated
    assert article(tables, ("text", "他转岗了（下转方向未定）")).body[0].text.endswith("（下转方向未定）")


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("▶ 返湾湖村头茬虾卖出“开门红”", "返湾湖村头茬虾卖出“开门红”"),
        ("■ 外地住院怎么办？ ■", "外地住院怎么办？"),
        ("【东港：草莓“坐飞机”】", "东港：草莓“坐飞机”"),
        ("【打油诗】赶集", "【打油诗】赶集"),
        ("○ 门诊能不能报", "门诊能不能报"),
        ("○八奥运志愿者招募启动", "○八奥运志愿者招募启动"),
        ("展望二○二○", "展望二○二○"),
        ("我县新增五星级饭店★★★★★", "我县新增五星级饭店★★★★★"),
        ("★★★", "★★★"),
        ("【】", "【】"),
    ],
)
def test_marks_around_a_headline_come_off(text: str, bare: str, tables: Tables) -> None:
    assert off_marks(text) == bare
    made = article(
        tables, ("kicker", text), ("title", text), ("subtitle", text), ("heading", text), ("text", TEXT + "。")
    )
    assert (made.kicker, made.title, made.subtitle, made.body[0].text) == (bare, bare, bare, bare)


def test_a_label_is_what_stands_in_its_brackets() -> None:
    assert [bare_label(text) for text in ("【一周简讯】", "■《读者来信》■", "二○○八", "▲")] == [
        "一周简讯",
        "读者来信",
        "二○○八",
        "▲",
    ]
