"""Places: rows with a negative twin, renamed places, deictics, what an article is about, and pages whose counts add up."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from clippings.gazetteer import Gazetteer
from clippings.models import Article, Block, ClippingsError, Library, Person, Source
from clippings.pipeline import Settings, build
from clippings.places import PlaceReading, read_places
from clippings.shelve import shelve
from clippings.tables import Tables, load_tables
from clippings.tag import Tagger
from tests.conftest import ROOT, Convert


def read(
    text: str,
    tables: Tables,
    tagger: Tagger,
    date: str = "2020-06-01",
    paper: str | None = None,
    names: tuple[str, ...] = (),
) -> PlaceReading:
    source = Source(publisher=paper, date=date)
    blocks = tuple(Block("paragraph", part, (at,)) for at, part in enumerate(text.split("\n"), 1))
    article = Article("x", (1,), blocks, authors=tuple(Person(n, "记者") for n in names), source=source)
    (reading,), _ = read_places((article,), source, tables, tagger.gazetteer)
    return reading


def found(reading: PlaceReading, gazetteer: Gazetteer, year: int | None = 2020) -> list[str]:
    return ["/".join(gazetteer.chain(m.spot, year)) for m in reading.mentions if m.spot and m.role != "deictic"]


@pytest.mark.parametrize(
    ("text", "place", "twin"),
    [
        (
            "记者来到甘南藏族自治州合作市，在合作、临潭两地采访。",
            "甘肃省/甘南藏族自治州/合作市",
            "近日，双方在甘肃省合作建厂，合作社也参加了。",
        ),
        ("甘肃省平凉市静宁县的苹果熟了，静宁果农忙着采摘。", "甘肃省/平凉市/静宁县", "会场里一片静宁，没有人说话。"),
        ("小黎从深圳回来三年了。", "广东省/深圳市", "小黎把行李的深圳寄存单弄丢了。"),
        ("小李从西安的一所大学毕业。", "陕西省/西安市", "吉林省辽源市西安区的小李毕业了，西安人都认得他。"),
        ("湖南省的农民在资阳种茶。", "湖南省/益阳市/资阳区", "农民在资阳种茶。"),
        ("他在海口打工。", "海南省/海口市", "他去看黄河入海口的湿地。"),
        ("他从贵阳回来了。", "贵州省/贵阳市", "贵阳光照好。"),
        ("他在唐山打工。", "河北省/唐山市", "唐山上的树绿了。"),
        ("他在开封打工。", "河南省/开封市", "这是刚开封的酒。"),
        ("沈阳市于洪区马三家村的菜上市了。", "辽宁省/沈阳市/于洪区/马三家村", "沈阳市于洪区三家村委会都来了。"),
        ("这是山西省沁源县的党参，沁源山里的药农种的。", "山西省/长治市/沁源县", "沁源山上的人说，这座山叫沁源山。"),
        ("湖北省荆州市公安县今年治理长江岸线。", "湖北省/荆州市/公安县", "公安机关的民警上街宣传。"),
        ("山西省大同市和朔州市签了协议。", "山西省/大同市", "山西省的同志说，两件事大同小异。"),
        ("浙江省宁波市的渔民出海了。", "浙江省/宁波市", "宁波大学的学生来到浙江省的海岛。"),
        ("西藏自治区拉萨市城关区召开了会议。", "西藏自治区/拉萨市/城关区", "城关的意思是城门外的街。"),
        ("青海省海东市平安区修了新路，平安区的群众都高兴。", "青海省/海东市/平安区", "他祝大家一路平安，一生平安。"),
        ("重庆市城口县坪坝镇前进村通了路。", "重庆市/城口县/坪坝镇/前进村", "重庆市城口县坪坝镇各村通了路。"),
        (
            "青海省杂多县昂赛乡年都村的牧民来了。",
            "青海省/玉树藏族自治州/杂多县/昂赛乡/年都村",
            "青海省杂多县昂赛乡有的村已经通车。",
        ),
        (
            "福建省政和县澄源乡前村村办起茶厂。",
            "福建省/南平市/政和县/澄源乡/前村村",
            "福建省政和县澄源乡前村村民办起茶厂。",
        ),
        (
            "河南省镇平县公安局石佛寺派出所来人了。",
            "河南省/南阳市/镇平县/石佛寺镇",
            "河南省镇平县的老人说，石佛寺庙前有棵古槐。",
        ),
        (
            "四川省稻城县香格里拉镇亚丁村通了路。",
            "四川省/甘孜藏族自治州/稻城县/香格里拉镇/亚丁村",
            "四川省稻城县香格里拉镇助力乡村振兴。",
        ),
        (
            "香港北區上水的居民說，火鍋店開業三年。",
            "香港特别行政区/北区/上水",
            "广西靖西市的村民给香港同胞写信，加上水、电、药费。",
        ),
        ("江西省南昌市新建区修路。", "江西省/南昌市/新建区", "江西省南昌市今年新建一所学校。"),
        ("陕西省西安市开了会。西安全面推进绿化。", "陕西省/西安市", "陕西省的工人系好了西安全带。"),
        ("河南省新安县的樱桃熟了，新安全县都在摘。", "河南省/洛阳市/新安县", "河南省的消防队量了第一副新安全带。"),
        (
            "湖南省桃源县的桥通了，桃源的客商来了。",
            "湖南省/常德市/桃源县",
            "湖南省的市民打开“智慧桃源”客户端缴费。",
        ),
        (
            "内蒙古临河区狼山镇把富强、永明、光荣三个村的地连成了片。",
            "内蒙古自治区/巴彦淖尔市/临河区/狼山镇/永明村",
            "内蒙古临河区狼山镇来了富强、永明、光荣三个村民。",
        ),
        ("内蒙古的小伙在苏州一家厂里上班，前年从苏州，回到家。", "江苏省/苏州市", "内蒙古的小伙在苏州一家厂里上班。"),
        ("安徽省芜湖市弋江区政府搬了家。", "安徽省/芜湖市/弋江区", "安徽省芜湖市的弋江水位上涨。"),
        ("技术员从江苏无锡学来这个办法。", "江苏省/无锡市", "贵州省从江苏醒得早。"),
        ("甘肃省临夏回族自治州东乡县开了会。", "甘肃省/临夏回族自治州/东乡族自治县", "江西省东乡县开了会。"),
        ("他们来自江西省的山区，江西人爱吃辣。", "江西省", "陕西省平利县的江西村有三百户。"),
        ("浙江省苍南灵溪的仓库满了。", "浙江省/温州市/苍南县/灵溪镇", "浙江省苍南灵气十足。"),
        (
            "新疆维吾尔自治区的哈密、吐鲁番都通了车。",
            "新疆维吾尔自治区/哈密市",
            "新疆维吾尔自治区的果农把哈密瓜装上车。",
        ),
        ("云南省大理市的古城热闹了。", "云南省/大理白族自治州/大理市", "云南省的店堂铺着大理石。"),
        ("江苏省的旅日本镇江人回乡了。", "江苏省/镇江市", "江苏省的该镇江边修了路。"),
        ("青海省的海南、海西两州通了车。", "青海省/海南藏族自治州", "青海省的客人去了海南，海西两边都好。"),
        ("甘肃省的记者于定西采访。", "甘肃省/定西市", "甘肃省的技术员高定西来了。"),
        ("江西省于都县黄龙山镇下辖十个村。", "江西省/赣州市/于都县/黄龙山镇", "江西省于都县的乡下人家多。"),
        (
            "西藏自治区尼玛县的牧民来了，尼玛的雪停了。",
            "西藏自治区/那曲市/尼玛县",
            "西藏自治区的村民尼玛来了，尼玛次仁也来了。",
        ),
        ("西藏自治区昌都强巴林寺的僧人下山了。", "西藏自治区/昌都市", "西藏自治区的牧民丹巴强巴下山了。"),
        ("陕西省靖边县的羊肥了，靖边的雪化了。", "陕西省/榆林市/靖边县", "陕西省的技术员高靖边来了。"),
        (
            "辽宁省北票市的干部来了。三巨兴村的桥修好了。",
            "辽宁省/朝阳市/北票市/三巨兴村",
            "辽宁省北票市的干部来了。三个振兴村的桥修好了。",
        ),
        (
            "河北省涞水县三坡镇苟各庄村的水退了。",
            "河北省/保定市/涞水县/三坡镇/苟各庄村",
            "河北省涞水县三坡镇各庄村都退了水。",
        ),
        (
            "河北省涞水县三坡镇九间棚村通了车。",
            "河北省/保定市/涞水县/三坡镇/九间棚村",
            "河北省涞水县三坡镇九间村小修好了。",
        ),
        (
            "宁夏隆德县陈靳乡新和村建了车间。",
            "宁夏回族自治区/固原市/隆德县/陈靳乡/新和村",
            "宁夏隆德县陈靳乡和新和村都建了车间。",
        ),
        ("脱贫离不开福建省的支持。", "福建省", "湖南省长沙市开福区的居民来了。"),
        (
            "图木舒克市五十一团的甜瓜熟了。",
            "新疆维吾尔自治区/图木舒克市/五十一团",
            "图木舒克市二十一团圆的人家都来了。",
        ),
        ("北京市朝阳区装了电梯。东坝乡的居民来了。", "北京市/朝阳区/东坝乡", "北京市装了电梯。东坝乡的居民来了。"),
        ("贵州省的安顺率先转晴，六盘水、安顺都出了太阳。", "贵州省/安顺市", "贵州省的村民张安顺率队出发。"),
        (
            "江苏省沭阳县新河镇修路。新河种花木有两百年。",
            "江苏省/宿迁市/沭阳县/新河镇",
            "江苏省沭阳县修路。新河种花木有两百年。",
        ),
        ("抚仙湖在云南省，湖北省的游客也来。", "湖北省", "云南省抚仙湖北岸开满荷花。"),
        ("高雄市旗山區的農友採蕉，旗山產銷班下週出貨。", "台湾省/高雄市/旗山区", "高雄市的老師到旗山國小上課。"),
        ("云南省福贡县的乡亲种茶，怒江州下了雨。", "云南省/怒江傈僳族自治州", "云南省的工人在横跨怒江的桥上刷漆。"),
        ("澳門特別行政區路環的居民種樹，遊客來到澳門。", "澳门特别行政区", "這件首飾值二十澳門元。"),
        ("香港的石匠到泉州。", "香港特别行政区", "據香港文匯報訊，泉州的石匠出海。"),
    ],
)
def test_a_name_is_a_place_and_its_twin_is_none(
    text: str, place: str, twin: str, tables: Tables, tagger: Tagger
) -> None:
    assert place in found(read(text, tables, tagger), tagger.gazetteer)
    assert place not in found(read(twin, tables, tagger), tagger.gazetteer)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("河北省涞水县三坡镇各庄村都退了水。", ["河北省/保定市/涞水县/三坡镇"]),
        ("辽宁省北票市上园镇三个村修了桥，九间屋子塌了。", ["辽宁省/朝阳市/北票市/上园镇"]),
        ("湖南省平江县安定镇东和西村都来了人。", ["湖南省/岳阳市/平江县/安定镇"]),
        ("湖北省郧西县的人来了，可我们村没有人。", ["湖北省/十堰市/郧西县"]),
        ("重庆市城口县坪坝镇的消息证实村民得了钱，前几任村主任都到了。", ["重庆市/城口县/坪坝镇"]),
        ("云林縣西螺鎮的學生在小學裡種菜，漁船的船艙裡沒有窗。", ["台湾省/云林县/西螺镇"]),
        ("苗栗縣的苑裡、卓蘭一帶下了雨。", ["台湾省/苗栗县", "台湾省/苗栗县/苑里镇", "台湾省/苗栗县/卓兰镇"]),
        ("香港特別行政區離島區的坪洲鄉事會開會。", ["香港特别行政区/离岛区", "香港特别行政区/离岛区/坪洲"]),
        ("他代表江苏参加全国运动会。", ["江苏省"]),
        ("会上，江苏表示支持。", ["江苏省"]),
        ("他曾任安徽书记多年。", ["安徽省"]),
        ("工程师王海南来了。", []),
        ("甘肃省静宁县的酒厂学习茅台镇的经验。", ["甘肃省/平凉市/静宁县", "贵州省/遵义市/仁怀市/茅台镇"]),
        ("西藏自治区拉萨市的干部来到门巴乡。", ["西藏自治区/拉萨市", "西藏自治区/拉萨市/墨竹工卡县/门巴乡"]),
        ("图木舒克市的职工们抱成一团，干劲足。", ["新疆维吾尔自治区/图木舒克市"]),
        (
            "石河子市的职工来了。一五二团的葡萄熟了。",
            ["新疆维吾尔自治区/石河子市", "新疆维吾尔自治区/石河子市/一五二团"],
        ),
        ("贵州省的六盘水、安顺率先转晴。", ["贵州省", "贵州省/六盘水市", "贵州省/安顺市"]),
        ("江苏省沭阳县修路。新河种花木有两百年。", ["江苏省/宿迁市/沭阳县"]),
        (
            "湖南省新邵县一渡水镇通车，一渡水的村民高兴。",
            ["湖南省/邵阳市/新邵县/一渡水镇", "湖南省/邵阳市/新邵县/一渡水镇"],
        ),
        ("湖北省的干部来了，找社区要数据，通往村里的路修好了。", ["湖北省"]),
        ("湖北省郧西县一间房村修了路。", ["湖北省/十堰市/郧西县/一间房村"]),
    ],
)
def test_these_places_and_no_others(text: str, places: list[str], tables: Tables, tagger: Tagger) -> None:
    assert found(read(text, tables, tagger), tagger.gazetteer) == places


@pytest.mark.parametrize(
    ("text", "names", "word"),
    [
        ("本报讯（记者 李兰州）甘肃省的会议昨日召开。", ("李兰州",), "兰州"),
        ("甘肃省农民张和平说，今年收成好。", (), "和平"),
        ("《甘肃日报》刊登了他的文章。", (), "甘肃"),
        ("他毕业于西安交通大学。", (), "西安"),
        ("她爱喝青岛啤酒。", (), "青岛"),
    ],
)
def test_people_papers_schools_and_goods_are_no_places(
    text: str, names: tuple[str, ...], word: str, tables: Tables, tagger: Tagger
) -> None:
    reading = read(text, tables, tagger, names=names)
    assert not [m for m in reading.mentions if m.spot and m.text == word]
    assert [m for m in reading.mentions if m.text == word and m.why], "a refusal has its reason"


@pytest.mark.parametrize(
    ("date", "name", "code"), [("2020-05-01", "错那县", "540530"), ("2024-05-01", "错那市", "540581")]
)
def test_a_place_is_called_as_on_the_day(date: str, name: str, code: str, tables: Tables, tagger: Tagger) -> None:
    (place,) = read(f"山南市{name}的干部走村入户。", tables, tagger, date).places
    assert (place.chain[-1], place.code) == (name, code)
    assert place.path[-1] == "540581", "one key through all names"


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("江西省于都县梓山镇潭头村盖了大棚，潭头的菜卖到了广东。", "潭头", "江西省/赣州市/于都县/梓山镇/潭头村"),
        ("江西省于都县梓山镇阳光社区开了食堂，阳光的味道真好。", "阳光", ""),
        ("云南省德钦县佛山乡的葡萄熟了，佛山的果农忙起来。", "佛山", "云南省/迪庆藏族自治州/德钦县/佛山乡"),
        ("云南省德钦县佛山乡的葡萄熟了，卖到广东省佛山市，佛山的客商来了。", "佛山", "广东省/佛山市"),
        ("青海省的海南、海西两州通了车。", "海南", "青海省/海南藏族自治州"),
        ("江西省九江市庐山市的海会、威家两镇都有民宿。", "威家", "江西省/九江市/濂溪区/威家镇"),
        ("江苏省南京、苏州两市签了协议。", "苏州", "江苏省/苏州市"),
    ],
)
def test_a_name_alone_is_the_place_that_the_article_means(
    text: str, name: str, place: str, tables: Tables, tagger: Tagger
) -> None:
    reading = read(text, tables, tagger)
    said = [m.spot for m in reading.mentions if m.text == name and m.spot]
    assert "/".join(tagger.gazetteer.chain(said[-1], 2020) if said else ()) == place


@pytest.mark.parametrize(
    "text", ["甘肃省静宁县的干部说，静宁通过广播宣传政策。", "甘肃省静宁县的干部说，静宁引进一家集团。"]
)
def test_what_stands_further_on_makes_no_house_of_a_place(text: str, tables: Tables, tagger: Tagger) -> None:
    assert [m for m in read(text, tables, tagger).mentions if m.text == "静宁" and m.spot]


@pytest.mark.parametrize(
    ("date", "text", "place"),
    [
        ("2009-08-14", "高雄縣甲仙鄉的居民撤到旗山。", "台湾省/高雄县/甲仙乡"),
        ("2019-08-14", "高雄市甲仙區的居民撤到旗山。", "台湾省/高雄市/甲仙区"),
        ("2009-08-14", "台北縣三峽鎮的老街亮了燈。", "台湾省/台北县/三峡镇"),
        ("2019-08-14", "新北市三峽區的老街亮了燈。", "台湾省/新北市/三峡区"),
        ("2013-10-02", "桃園縣復興鄉的甜柿紅了。", "台湾省/桃园县/复兴乡"),
    ],
)
def test_counties_of_taiwan_have_their_townships_of_the_day(
    date: str, text: str, place: str, tables: Tables, tagger: Tagger
) -> None:
    assert found(read(text, tables, tagger, date), tagger.gazetteer, int(date[:4]))[0] == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("2014年10月16日，建阳市漳墩镇的茶农都在忙。", "福建省/南平市/建阳市/漳墩镇"),
        ("2014年10月16日，建阳区漳墩镇的茶农都在忙。", "福建省/南平市/建阳区/漳墩镇"),
        ("2014年10月16日，原来的建阳市改成了区，漳墩镇归建阳区管。", "福建省/南平市/建阳区/漳墩镇"),
    ],
)
def test_in_the_year_of_a_change_a_place_is_called_as_the_page_calls_it(
    text: str, place: str, tables: Tables, tagger: Tagger
) -> None:
    reading = read(text, tables, tagger, "2014-10-16")
    assert place in found(reading, tagger.gazetteer, reading.year)


def test_a_headline_may_name_the_goods_of_a_place_that_the_text_names(tables: Tables, tagger: Tagger) -> None:
    def headed(text: str) -> list[str]:
        article = Article("x", (1,), (Block("paragraph", text, (1,)),), title="雷波脐橙挂满枝")
        (reading,), _ = read_places((article,), Source(date="2020-06-01"), tables, tagger.gazetteer)
        return [m.text for m in reading.mentions if m.spot and m.piece == 0]

    assert headed("四川省雷波县的果农忙着采摘。") == ["雷波"]
    assert headed("四川省美姑县的果农忙着采摘。") == []


def test_a_headline_begins_with_a_place_that_is_a_word_if_the_text_names_it(tables: Tables, tagger: Tagger) -> None:
    def headed(title: str) -> list[str]:
        blocks = (Block("paragraph", "江西省兴国县纪委公开通报三起问题。", (1,)),)
        (reading,), _ = read_places(
            (Article("x", (1,), blocks, title=title),), Source(date="2020-06-01"), tables, tagger.gazetteer
        )
        return [m.text for m in reading.mentions if m.spot and m.piece == 0]

    assert headed("兴国公开通报三起问题") == ["兴国"]
    assert headed("“兴国之路”展览开幕") == []


def test_the_first_word_of_a_sentence_is_a_township_that_is_told_but_no_goods(tables: Tables, tagger: Tagger) -> None:
    told = "湖北省建始县景阳镇开了会。"
    assert read(told + "景阳今年养鸡三万只。", tables, tagger).mentions[-1].text == "景阳"
    assert read(told + "景阳鸡走出大山。", tables, tagger).mentions[-1].text == "湖北省建始县景阳镇"


def test_a_village_without_a_county_lies_below_the_city_of_its_paper(tables: Tables, tagger: Tagger) -> None:
    text = "侯家岭村坐落在半山腰，侯家岭村的党参熟了。"
    assert found(read(text, tables, tagger, paper="长治日报"), tagger.gazetteer) == ["山西省/长治市/侯家岭村"] * 2
    for paper in ("山西日报", None):
        assert not found(read(text, tables, tagger, paper=paper), tagger.gazetteer)
    other = "大同市的客商来了。" + text
    assert "山西省/长治市/侯家岭村" not in found(read(other, tables, tagger, paper="长治日报"), tagger.gazetteer)


def test_townships_of_taiwan_by_their_short_names_want_one_open_side(tables: Tables, tagger: Tagger) -> None:
    def places(text: str) -> list[str]:
        return found(
            read("台東縣成功鎮和苗栗縣三義鄉都下雨了。" + text, tables, tagger, paper="聯合報"), tagger.gazetteer
        )[2:]

    assert places("刻家笑稱，三義以前靠賣神像。") == ["台湾省/苗栗县/三义乡"]
    assert places("農友彭成功，今年種稻。") == []


@pytest.mark.parametrize(
    ("paper", "text", "place"),
    [
        ("西藏日报", "我区今年开工一百个项目。", "西藏自治区"),
        ("甘肃日报", "我省今年开工一百个项目。", "甘肃省"),
        ("甘南日报", "我州今年开工一百个项目。", "甘肃省/甘南藏族自治州"),
        ("甘肃日报", "静宁县的苹果熟了。全县果农都在忙。", "甘肃省/平凉市/静宁县"),
        (None, "我省今年开工一百个项目。", None),
        ("西藏日报", "尼木县办了培训班。区委要求抓好落实。", "西藏自治区"),
        ("拉萨晚报", "城关区办了培训班。区委要求抓好落实。", "西藏自治区/拉萨市/城关区"),
        ("甘肃日报", "静宁县办了培训班。区委要求抓好落实。", None),
    ],
)
def test_words_that_stand_for_a_place(
    paper: str | None, text: str, place: str | None, tables: Tables, tagger: Tagger
) -> None:
    reading = read(text, tables, tagger, paper=paper)
    resolved = {
        "/".join(tagger.gazetteer.chain(m.spot, 2020)) for m in reading.mentions if m.role == "deictic" and m.spot
    }
    assert resolved == ({place} if place else set())


def test_down_to_the_village(tables: Tables, tagger: Tagger) -> None:
    reading = read(
        "日喀则市南木林县卡孜乡康玛村的党员来了。\n康玛村今年脱贫，12个村和贫困村都来学习，村民高兴。", tables, tagger
    )
    assert [p.name for p in reading.places] == ["西藏自治区/日喀则市/南木林县/卡孜乡/康玛村"]
    assert {m.text for m in reading.mentions if m.spot} == {"日喀则市南木林县卡孜乡康玛村", "康玛村"}


def test_a_township_of_many_counties_needs_its_county(tables: Tables, tagger: Tagger) -> None:
    assert found(read("城关镇的街道很干净。", tables, tagger), tagger.gazetteer) == []
    assert found(read("甘肃省静宁县修路，城关镇的街道很干净。", tables, tagger), tagger.gazetteer) == [
        "甘肃省/平凉市/静宁县", "甘肃省/平凉市/静宁县/城关镇",
    ]  # fmt: skip


def test_traditional_pages_know_their_townships(tables: Tables, tagger: Tagger) -> None:
    reading = read(
        "嘉義縣民雄鄉的農民昨天說，鳳梨大豐收，縣府將協助銷售，希望大家踴躍購買。", tables, tagger, paper="聯合報"
    )
    assert reading.places[0].name == "台湾省/嘉义县/民雄乡"


def test_no_place_is_invented(tables: Tables, tagger: Tagger) -> None:
    assert read("春天来了，花开了，大家都很高兴。", tables, tagger).places == ()


@pytest.mark.parametrize("text", ["另外四条村也跟着做。", "镇上组织劝导员走村入户。", "“小积分”兑出干净村庄。"])
def test_what_is_done_in_villages_is_no_village(text: str, tables: Tables, tagger: Tagger) -> None:
    here = "四川省通江县诺江镇的人说，"
    assert found(read(here + text, tables, tagger), tagger.gazetteer) == ["四川省/巴中市/通江县/诺江镇"]


def test_an_editor_sets_adds_and_removes(convert: Convert) -> None:
    text = "静宁县苹果丰收\n\n近日，甘肃省静宁县的苹果丰收，果农忙着采摘，合作社忙着销售。\n"
    before = convert(text).articles[0]
    assert [p.name for p in before.regions] == ["甘肃省/平凉市/静宁县"]
    edit = "articles:\n  - quote: 静宁县苹果丰收\n    places: {{{}}}\n    themes: {{{}}}\n"
    added = convert(text, edit.format("add: [甘肃省/平凉市/庄浪县]", "add: [ecology]")).articles[0]
    assert [(p.chain[-1], p.primary) for p in added.regions] == [("静宁县", True), ("庄浪县", False)]
    assert added.themes[-1].slug == "ecology"
    removed = convert(text, edit.format('remove: ["620826"]', "set: []")).articles[0]
    assert removed.regions == () and removed.themes == ()
    placed = convert(text, edit.format('set: ["540530"]', "set: [livelihood]")).articles[0]
    assert [p.chain[-1] for p in placed.regions if p.primary] == ["错那市"]
    assert [t.slug for t in placed.themes] == ["livelihood"]
    for bad in ("add: [甘肃省/无此县]", "lose: [x]"):
        with pytest.raises(ClippingsError, match=r"test\.edit\.yml"):
            convert(text, edit.format(bad, "set: []"))
    with pytest.raises(ClippingsError, match="there is no theme"):
        convert(text, edit.format("set: []", "add: [nothing]"))


@pytest.fixture(scope="module")
def library(convert: Convert, tables: Tables, tagger: Tagger) -> Library:
    """The real seeds and the documents that may be looked at."""
    paths = [*(ROOT / "seeds").glob("*.txt"), *(ROOT / "benchmarks" / "fidelity" / "seen").glob("f*.txt")]
    pages = [convert(path.read_text(encoding="utf-8"), None, path.name) for path in sorted(paths)]
    return shelve(pages, tables.themes, tagger.gazetteer)


def test_counts_add_up_and_every_article_says_why(library: Library) -> None:
    regions = library.taxonomy("regions")
    for term in regions.terms:
        below = {id(a) for child in regions.children(term.slug) for a in (*child.own, *child.below)}
        assert {id(a) for a in term.below} == below - {id(a) for a in term.own}, term.label
    top = {id(a) for term in regions.children(None) for a in (*term.own, *term.below)}
    without = [a for a in library.articles if not a.regions]
    assert len(top) + len(without) == len(library.articles)
    for article in library.articles:
        assert all(place.evidence for place in article.regions)
        assert all(topic.evidence for topic in article.themes)
        assert sum(place.primary for place in article.regions) == bool(article.regions)
    for slug in ("sources", "years"):
        assert sum(term.count for term in library.taxonomy(slug).terms) == len(library.articles)


def test_a_district_that_was_merged_keeps_its_page_and_each_names_the_other(settings: Settings) -> None:
    for name, date, text in (
        ("a", "2009-05-01", "上海市卢湾区五里桥街道的居民"),
        ("b", "2019-05-01", "上海市黄浦区五里桥街道的居民"),
    ):
        (settings.seeds / f"{name}.txt").write_text(
            f"新民晚报 {date.replace('-', '年', 1).replace('-', '月')}日\n\n里弄里的早餐摊\n\n本报讯（记者 张三）{text}早上六点就排起了队，买豆浆和油条。\n",
            encoding="utf-8",
        )
    build(settings)
    old = (settings.docs / "regions" / "31" / "310103.md").read_text(encoding="utf-8")
    new = (settings.docs / "regions" / "31" / "310101.md").read_text(encoding="utf-8")
    assert "# 卢湾区" in old and "已并入黄浦区" in old and "共 **1** 篇" in old
    assert "# 黄浦区" in new and "卢湾区已并入" in new and "共 **1** 篇" in new


def test_a_renamed_county_is_one_page(settings: Settings) -> None:
    for name, date, county in (("a", "2019-05-01", "错那县"), ("b", "2024-05-01", "错那市")):
        text = f"{county}修路\n\n西藏日报 {date}\n\n近日，西藏自治区山南市{county}的公路通车了，群众出行更加方便。\n"
        (settings.seeds / f"{name}.txt").write_text(text, encoding="utf-8")
    build(settings)
    page = (settings.docs / "regions" / "54" / "5405" / "540581.md").read_text(encoding="utf-8")
    assert "# 错那市" in page and "曾名错那县（至2022年）" in page and "共 **2** 篇" in page
    assert not (settings.docs / "regions" / "54" / "5405" / "540530.md").exists()


def test_an_author_has_a_page(settings: Settings) -> None:
    (settings.seeds / "a.txt").write_text(
        "公路通车\n\n本报记者 王建国\n\n近日，静宁县的公路通车了，群众出行更加方便。\n", encoding="utf-8"
    )
    build(settings)
    (page,) = [p for p in (settings.docs / "people").glob("*.md") if p.name != "index.md"]
    assert re.search(r"^# 王建国$", page.read_text(encoding="utf-8"), re.M)


def test_a_bad_table_row_is_refused_with_all_faults(tmp_path: Path) -> None:
    data = shutil.copytree(ROOT / "data", tmp_path / "data")
    places = data / "places.yml"
    places.write_text(
        places.read_text(encoding="utf-8").replace('[呼市, "150100"', '[呼市, "150199"'), encoding="utf-8"
    )
    sources = data / "sources.yml"
    sources.write_text(
        sources.read_text(encoding="utf-8").replace('home: "310000"', 'home: "999999"', 1), encoding="utf-8"
    )
    themes = data / "themes.yml"
    themes.write_text(
        themes.read_text(encoding="utf-8").replace("slug: ecology", "slug: infrastructure"), encoding="utf-8"
    )
    with pytest.raises(ClippingsError) as refused:
        load_tables(data)
    assert all(word in str(refused.value) for word in ("呼市", "999999", "infrastructure stands twice"))


def _about(text: str, tables: Tables, tagger: Tagger, paper: str | None = None) -> list[str]:
    return [p.name for p in read(text, tables, tagger, paper=paper).places]


def test_a_neighbourhood_of_hong_kong_is_of_its_district(tables: Tables, tagger: Tagger) -> None:
    text = "北區上水新豐路一間火鍋店昨晚發生爆炸，四人受傷。\n上水居民說，火鍋店開業三年，爆炸後整條街都聽得見，消防處正在調查。"
    assert _about(text, tables, tagger, "明報") == ["香港特别行政区/北区"]


def test_a_dateline_alone_is_no_place_an_article_is_about(tables: Tables, tagger: Tagger) -> None:
    assert _about("本报铁门关讯 入冬以来，职工文化夜校开课。", tables, tagger, "兵团日报") == []
    named = _about("本报铁门关讯 北屯市的职工文化夜校开课，北屯市民踊跃报名。", tables, tagger, "兵团日报")
    assert named == ["新疆维吾尔自治区/北屯市"]


def test_words_for_a_place_go_by_the_paper_and_not_by_what_is_mentioned_by_the_way(
    tables: Tables, tagger: Tagger
) -> None:
    text = "定西市陇西县首阳镇的药市开秤了，河北省安国市的客商也来了。\n全市今年种植中药材一百万亩，该镇占了三成。"
    reading = read(text, tables, tagger, paper="定西日报")
    told = {
        m.text: "/".join(tagger.gazetteer.chain(m.spot, 2020))
        for m in reading.mentions
        if m.spot and m.role == "deictic"
    }
    assert told == {"全市": "甘肃省/定西市", "该镇": "甘肃省/定西市/陇西县/首阳镇"}


@pytest.mark.parametrize("text", ["唐山东部的企业多。", "芜湖北部的雨大。", "珠海南屏的工厂多。", "佛山西部的路通了。"])
def test_a_short_name_and_a_direction_are_no_province(text: str, tables: Tables, tagger: Tagger) -> None:
    assert all(len(m.spot.above()) == 2 for m in read(text, tables, tagger).mentions if m.spot)


def test_a_headline_names_goods_and_no_school(tables: Tables, tagger: Tagger) -> None:
    article = Article(
        "x", (1,), (Block("paragraph", "甘肃省兰州市的学生毕业了。", (1,)),), title="兰州大学举行毕业典礼"
    )
    (reading,), _ = read_places((article,), Source(date="2020-06-01"), tables, tagger.gazetteer)
    assert not [m for m in reading.mentions if m.spot and m.piece == 0]


def test_wards_of_taiwan_stand_by_themselves(tables: Tables, tagger: Tagger) -> None:
    reading = read(
        "台南市後壁區的農路上車子排成長龍。\n菁寮里的老農說，隔壁的墨林里有人也種了米。",
        tables,
        tagger,
        paper="中華日報",
    )
    assert {"台湾省/台南市/后壁区/菁寮里", "台湾省/台南市/后壁区/墨林里"} <= set(found(reading, tagger.gazetteer))
    other = read("甘肃省静宁县的村里修了路。\n公里数多了，家里的灯也亮了。", tables, tagger)
    assert not [m for m in other.mentions if m.text.endswith("里")]


@pytest.mark.parametrize(
    ("code", "latin"),
    [
        ("140400", "Changzhi"), ("140428", "Zhangzi"), ("211300", "Chaoyang"), ("411100", "Luohe"), ("610100", "Xi'an"),
        ("141100", "Lüliang"), ("360428", "Duchang"), ("500000", "Chongqing"), ("540200", "Xigazê / Shigatse"),
    ],
)  # fmt: skip
def test_a_place_is_called_in_latin_letters_as_people_there_say_it(code: str, latin: str, tagger: Tagger) -> None:
    assert tagger.gazetteer.latin(code) == latin


@pytest.mark.parametrize(
    ("paper", "text", "names"),
    [
        ("黑河日报", "今年气温偏高，嫩江解冻早，首航比去年提前了九天。", []),
        ("怒江报", "怒江沿岸的村寨，家家都在种草果。", []),
        ("黑河日报", "嫩江水位今日继续上涨。", []),
        ("湖北日报", "武汉水位今日继续上涨。", ["武汉"]),
        ("黑河日报", "洪峰今晨通过萝北江段，正向绥滨推进。", ["萝北"]),
    ],
)
def test_a_river_is_not_the_county_that_bears_its_name(
    paper: str, text: str, names: list[str], tables: Tables, tagger: Tagger
) -> None:
    home = Source(publisher=paper, date="2015-05-03")
    article = Article("x", (0,), (Block("paragraph", text, (1,)),), source=home)
    (read,), _ = read_places((article,), home, tables, tagger.gazetteer)
    assert [m.text for m in read.mentions if m.spot and m.text in ("嫩江", "怒江", "萝北", "武汉")] == names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1.孙铁成（铁力） 13分42秒 2.付宝龙（带岭） 13分55秒 3.马力（南岔） 14分20秒", 3),
        ("1.孙铁成（铁力） 13分42秒 2.付宝龙（带岭） 13分55秒", 0),
    ],
)
def test_three_short_names_of_one_prefecture_speak_for_each_other(
    text: str, found: int, tables: Tables, tagger: Tagger
) -> None:
    source = Source(date="1999-01-22")
    article = Article("x", (0,), (Block("paragraph", text, (1,)),), source=source)
    (read,), _ = read_places((article,), source, tables, tagger.gazetteer)
    assert sum(m.spot is not None and m.spot.code.startswith("2307") for m in read.mentions) == found
