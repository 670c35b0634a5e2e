"""The names by which a page may say what paper or site it is from, and what is seen of each.

In the first and last lines of a page (`zone.ends_of`) every name is a candidate that a line states (来源：…), that ends like
the name of a paper, a site or a media centre, that stands before the date or alone at the head of the page, that holds the
rights, or that a dateline or byline gives. So is no name at all. What is seen of a candidate speaks for or against it
(`clippings.describe.source`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from clippings.describe.dates import iso_date
from clippings.describe.zone import RIGHTS, STATING_ROLES, WIDE, Ends, Seen, ends_of, steps_of
from clippings.models import HEAD_ROLES, PageKind, Role, RoleLine
from clippings.text import HAN, is_han, squeeze

LABELS = (
    "来源|來源|稿源|信息来源|文章来源|稿件来源|转自|出处|原载|供稿单位|发布机构|发布单位|作者|编辑|編輯|责任编辑|责编|責任編輯|点击|点击数|点击次数|字体显示|字號|字级|生成日期|浏览|浏览次数|阅读|字号|字体|分类"
    "|所属栏目|发布时间|发布日期|发布者|时间|日期|记者|通讯员|通訊員|摄影|校对|审核|监制|标签|版次|打印|收藏|分享|更新|次浏览|评论|录入|撰稿|审稿|初审|复审|终审|签发|更新时间|更新日期|参与互动|已有|浏览人次|瀏覽人次|点击量|访问次数|訪問次數|访问量|阅读次数|浏览量|人气|点击率"
)
_SOURCE = "来源|來源|稿源|稿件来源|信息来源|文章来源|转自|原载|出处|发布机构|发布单位|发布者|供稿单位"
_STATED = re.compile(
    rf"(?<!数据)(?<!資料)(?<!资料)(?<!图片)(?P<label>{_SOURCE})\s?[：:|｜丨]\s*(?P<name>.*?)\s*(?=(?:{LABELS})\s?[：:]|参与互动|瀏覽|通讯员\s|\[|【|字号|点击|浏览|打印|次浏览|\d{{4}}[-年/.]|(?:{LABELS})$|$)"
)
_STATED_BARE = re.compile(rf"^来源\s?(?P<name>[{HAN}]{{2,14}})$")
_LABELLED = re.compile(r"^\S{1,6}[：:]")
_ENDING = (
    rf"(?:[日晚早晨时時商周週快导導画][报報]|都市[报報]|[{HAN}][报報]|[报報]|[晨晚早导]刊|周刊|週刊|月刊|杂志|雜誌|[日晚晨早]讯|[日晚]訊|新闻网|新聞網|[网網]|在线|在線|频道|頻道"
    r"|广播电视台|电视台|電視台|广播|客户端|融媒体中心|融媒体|融媒|新闻|新聞|发布|發布|之窗|信息港|通讯社|通訊社|社|文艺|文藝|大众|周末|乡音)"
)
_ENDS = re.compile(_ENDING + "$")
_OFFICE = re.compile(
    r"(?:政府|法院|检察院|公安局|大学|学院|医院|委员会|宣传部|局|办公室|中心|协会|学会|集团|公司|馆|部|厅|委)$"
)
_NAME = re.compile(
    rf"(?:(?<![{HAN}A-Za-z])|(?<=来源)|(?<=访问)|(?<=关注)|(?<=下载)|(?<=打开)|(?<=转自)|(?<=未经)|(?<=主办)|(?<=版权归)|(?<=所有)|(?<=更多)|(?<=\.cc))"  # on.cc東網
    rf"(?P<name>[{HAN}][{HAN}A-Za-z0-9·]{{0,11}}?{_ENDING})"
    rf"(?=$|[^{HAN}A-Za-z]|社(?![区會会保科])|记者|記者|客户端|数字[报版]|电子[报版]|電子[報版]|版权|版權|官方|有限公司|报业|首页|首頁|欢迎|出版|微信|微博|多媒体|手机[版报]|全媒体|消息|特约|编辑部|授权|授權|公众号|评论员|通讯员|[讯電电訊][（(])"
)
_ALONE_LONG = re.compile(rf"^[{HAN}]{{4,24}}$")
_ALONE = re.compile(rf"^[{HAN}A-Za-z·]{{2,12}}(?:(?<=[{HAN}])\d{{2}})?$")  # 香港01
_BESIDE = (  # a name by what stands beside it, and what that is called
    ("before date", re.compile(rf"^(?P<name>[{HAN}A-Za-z·+]{{2,14}})\s*[|｜·　 ]?\s*(?:发布时间|发布于|发表于|时间|日期)?\s?[：:]?\s*(?:\d{{4}}|\d{{2}}-\d{{2}}-|二[〇○零])")),
    ("after time", re.compile(rf"\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?\s*[|｜·　 ]?\s*(?P<name>[{HAN}A-Za-z·]{{2,14}})(?=$|[\s|｜])")),
    ("quoted", re.compile(rf"《(?P<name>[{HAN}]{{2,10}})》")),
    ("account", re.compile(rf"(?:^|\s)(?P<name>[{HAN}A-Za-z·0-9]{{2,14}})\s+(?:\d{{4}}[-年]\d{{1,2}}[-月]\d{{1,2}}日?|[昨今前][天日])\s+\d{{1,2}}:\d{{2}}\s+[发發][表布佈][于於]")),
    ("after 原创", re.compile(rf"^原创\s+(?:[{HAN}]{{2,4}}\s+)*(?P<name>[{HAN}]{{2,10}})(?=\s|$)")),
    ("owner", re.compile(rf"(?:主办|主管|承办|版权所有|版權所有|主办单位|网站名称|©)\s?[：:]?\s?(?:©?[\s\d\-—–]*)(?P<name>[{HAN}]{{3,20}}?)(?=$|[\s，。|｜]|版权)")),
    ("copied", re.compile(rf"(?:(?:转自|轉自|摘自|原载|原載|刊于|来源于|选自)[：:]?\s?[《“]?|据\s?《)(?P<name>[{HAN}]{{2,10}})[》”]?")),
    ("edition", re.compile(rf"^(?P<name>[{HAN}·]{{2,14}})\s(?:多媒体)?(?:数字报|數字報|數位報|电子报|電子報|数字版|电子版)(?=$|[\s|｜])")),
    ("to be named", re.compile(rf"转载请注明(?:来源|出处)?\s?(?:[：:自]\s?[“《]?|[“《])(?P<name>[{HAN}]{{3,14}})")),
)  # fmt: skip
_OPENINGS = (  # how the text of a story begins
    ("dateline", re.compile(rf"^[〔【（(]?(?:[a-z]+\.[a-z]+)?(?P<name>(?!本|人民|新华|新華|光明|经济|中新)[{HAN}]{{2,8}}?)(?:專訊|专讯|讯|訊|消息|电)(?=\s?[（(】〕〕]|\s)")),
    ("agency", re.compile(rf"^[〔【（(]?(?P<name>[{HAN}]{{2,5}}[社网報报])(?=[{HAN}]{{0,8}}\d{{1,2}}月\d|记者|記者|[{HAN}]{{2,6}}[电電]|[／/])")),
)  # fmt: skip
_WRITER = re.compile(
    rf"^[■□◎●▲△◆☆★　\s]*(?:文[/／、]?图?|图[/／]文|撰文|采写)?[\s/／丨｜|：:]*(?P<name>(?!本)[{HAN}]{{2,10}}?(?:[报報网網台社]|融媒体中心|融媒|客户端|新闻|在线))(?:全媒体|常驻|首席|见习|实习|特派|特约)?(?:记者|記者|通讯员|评论员)"
)
_NOTICE = re.compile(rf"^(?P<name>[{HAN}]{{2,8}}[报報])(?:社|编辑部)")
_EDITION = re.compile(
    r"(?:网络版|網路版|数字报刊平台|数字报刊?|數字報刊?|电子报|電子報|数字版|电子版|電子版|多媒体版|手机版|全媒体中心|全球資訊網|全球资讯网|官方[账帐帳][号戶户號]|(?<=[报報])[汉漢藏维蒙]文版|(?<=室)编)$"
)
_NO_NAME = re.compile(
    r"同步|读报|听报|报头|(?:导读|導讀|头条|要闻|综合|副刊|专版|导航|目录|快讯)$|[一二三四五六七八]版|专刊$|彙報$|汇报$|网站$|首[页頁]|更新|^走进|^本[报報]|本报$|互联网$|^查看"
    r"|[^·]机关报$|自己的[日晚]报$|^[日晚早晨][报報]$|^(?:进入|進入|订阅|訂閱|我要聽|聽|听)[电電数新]|公众号$|微信扫|^发表于|^发布于"
    r"|^(?:本|今日|更多|网友|热门|最新|相关|阅读|看|综合|要闻|国内|国际|地方|社会|时政|经济|体育|民生|图片|视频|新|上|下|每日|头条|互联|官|原|手机|微信|电脑|无线|中国互联网|全|我要|搜索|各地|县区|区域|区县)(?:报|報|网|網|新闻|新聞|发布|频道|快报|快報|讯|媒体|電子報|电子报|台|刊|社)+$"
    r"|^(?:市县|县市|县域|乡镇|乡村|农村|基层|部门|街道|社区|校园|港澳|两岸|即时|即時|文化|教育|科技|法治|评论|专题|滚动|公益|企业|行业)(?:新闻|新聞|频道|頻道|快讯|要闻)$"
    r"|^读者来信$|編委$|编委$|[子丑寅卯辰巳午未申酉戌亥]年|^跳(?:到|至|转)|^您?(?:现在)?(?:在|的)?(?:这里|這裡|位置)|^(?:政务|政務|党务|村务|信息|资讯)公开$|^基层组织$"
    r"|^(?:出版|撰文|发稿|發稿|刊登|刊出|联系|关于|举报|违法|地址|电话|责任|编辑|来源|发布|时间|作者|字号|打印|分享|登录|返回)"
    r"|(?:预|預|(?<!交)通|简|捷|喜|海|(?<!大)公)[报報]$"
    r"|^(?:新[闻聞]|[热熱][门門]|最新)快[报報]$|(?:[导導][览覽]|要目|目次|日期|[时時][间間]|信箱)$"
)  # what looks like a name and is none, unless a line states it: 天气预报, 喜报; 大公报 is one
_OWN = "本站(?:原创)?|原创|本网(?:原创)?|本[报報]|本刊"
_NOBODY = re.compile(rf"^(?:{_OWN}|网络|互联网|未知)$")
_OWN_STORY = re.compile(f"^(?:{_OWN})$")
_LINKS = re.compile(
    r"^\W?(?:友情链接|友情連結|相关链接|媒体链接|新闻媒体|合作媒体|兄弟媒体|网站链接|常用链接|推荐网站|媒体\S{2,4})\s?[：:|｜]"
)
_LIST = 3  # names in one line
_STATING = (
    "stated",
    "copied",
    "to be named",
    "dateline",
    "agency",
    "writer",
    "notice",
)  # signs that leave no doubt of a name
_RELATIVE = re.compile(rf"[县縣市区區州旗盟][{HAN}]*(?:融媒体中心|融媒|委|政府|局|办公室|委员会)$")
_CALL = re.compile(
    r"^(?:欢迎)?(?:下载|下載|关注|關注|打开|打開|点击|點擊|访问|光临|转自|更多|扫码|今天的|昨天的|(?:本站|本網站|本网站)(?=.)|(?:著作|所有)權(?:屬|歸|为|為)?(?:於|于)?|(?:著作|所有|版)权(?:属|归)?于?|版權(?:屬|歸)?於?)+"
)
_SPACED = re.compile(rf"(?<![^\s])(?:[{HAN}] ){{2,}}[{HAN}](?:\s|$)")
_SECTION = re.compile(r"版\s?[：:]\s?$")  # 第03版：剡溪周末 names a page
_PART = re.compile(rf"[·・]?(?:农村|农民|乡村|城市|法治|法制|海外|教育|县域|[{HAN}]{{2}}专)版(?=$|[\s|｜])")
_PAGED = re.compile(r"[版期]|星期")
_APP = re.compile(r"关注|下载|扫|客户端|APP|微信|公众号")
_WORDS = re.compile(r"[\s|｜]")
_PARTS = re.compile(r"\s?[-—－_]{1,2}\s?|\s(?=《)|[\s|｜]+")
_OF_SITE = re.compile("(?:全球資訊|全球资讯|门户|門戶|政务|政務|官方)?[网網](?:站)?$")
_SITES = re.compile(r"\s?[-—－]{1,2}\s?")
_WHERE = re.compile(r"^.*?位置\s?[：:]?\s?")
_HELP = re.compile(
    r"(?:[技網网][术術络絡络]|运维|制作|製作)\S{0,3}(?:支持|支援|保障|维护|維護|单位|單位|提供)\s?[：:]?\s?$"
)  # 技术支持：
_EDGES = ' 　-—|｜/［］[]【】（）()《》_“”"：:，,。'
_SIMPLE = str.maketrans("報網聞線頻臺發訊藝", "报网闻线频台发讯艺")
_HEAD = 3  # lines
_APART = STATING_ROLES | {Role.SIGNOFF}
_NAMING = STATING_ROLES | {Role.OPENING, Role.BYLINE, Role.CREDIT, Role.SIGNOFF}
_SIGNS = ("named", "stated", "alone", "dateline", "writer", "before date")  # of which others stand first, or elsewhere
_FOUND = tuple[str, int, str, tuple[str, ...]]  # name, line, sign, and more that is seen of it


def papers_named(lines: Sequence[RoleLine], kind: PageKind) -> Seen:
    """Every name that may be the page's paper or site, and what is seen of it."""
    page = Ends(lines)
    seen: dict[str, set[str]] = defaultdict(set)
    signs: dict[str, dict[str, int]] = defaultdict(dict)  # sign -> name -> first line
    places: dict[str, set[int]] = defaultdict(set)
    raw = [(_plain(name), at, sign, more) for name, at, sign, more in _found(lines)]
    found = [one for one in raw if _is_name(one[0], one[2])]
    story = _whose([name for name, _, sign, _ in raw if sign == "stated"])
    apart = {item.line.text.strip() for _, item in ends_of(lines) if item.role in _APART}
    whole_names = _spelt_out({name for name, *_ in found}, apart)
    for short, at, sign, more in found:
        name = whole_names.get(short, short)
        signs[sign].setdefault(name, at)
        places[name].add(at)
        seen[name] |= {f"{kind} {sign}", f"{kind} {sign} {page.zone(at)}", f"{sign} {lines[at].role}"}
        seen[name].update(f"{sign} {thing}" for thing in (*more, *story))
    whole = "\n".join(item.line.text for item in lines)
    for name, beside in _compared(places, kind).items():
        seen[name] |= beside | {f"{kind} count {min(4, whole.count(name))}"}
    for sign in _SIGNS:
        ranked = sorted(signs.get(sign, {}), key=lambda name: (signs[sign][name], name))
        for rank, name in enumerate(ranked):
            seen[name].add(f"{sign} rank {min(rank, 3)}")
        for name in seen.keys() - set(ranked) if ranked else ():
            seen[name].add(f"{sign} elsewhere")
    none = {f"{kind} none", f"{kind} none of {min(4, len(seen))}", *(f"none, {whose}" for whose in story)}
    if "stated" in signs:
        none.add(f"{kind} none though stated")
    if not any(_ENDS.search(name) for name in seen):
        none.add(f"{kind} no media")
    return {name: frozenset(found) for name, found in seen.items()} | {None: frozenset(none)}


def _whose(stated: Sequence[str]) -> Sequence[str]:
    """Does the page state, instead of a name, that the story is its own (来源：本站) or nobody's (来源：互联网)?"""
    if any(map(_OWN_STORY.match, stated)):
        return ("own story",)
    return ("nobody's",) if any(map(_NOBODY.match, stated)) else ()


def _is_name(name: str, sign: str) -> bool:
    if not 2 <= len(name) <= 24 or _NOBODY.match(name) or _EDITION.fullmatch(name):
        return False
    return (sign.startswith(_STATING) and sign != "stated below") or (is_han(name) and not _NO_NAME.search(name))


def _spelt_out(names: Collection[str], lines: Collection[str]) -> dict[str, str]:
    """The names that leave out where their office is, and the one that says it, among them or as a line by itself that is no headline:
    县融媒体中心 is 镇坪县融媒体中心."""
    short = [name for name in names if _RELATIVE.match(name)]
    known = {*names, *(line for line in lines if _ALONE_LONG.match(line))} if short else ()
    whole = {name: [other for other in known if other.endswith(name) and other != name] for name in short}
    return {name: others[0] for name, others in whole.items() if len(others) == 1}


def _compared(places: Mapping[str, set[int]], kind: PageKind) -> dict[str, set[str]]:
    """What is seen of each name by itself and beside the others. `places` are the lines that give it."""
    first = min((min(found) for found in places.values()), default=0)
    seen: dict[str, set[str]] = {}
    for name in places:
        ending = _ENDS.search(name) or _OFFICE.search(name)
        sort = ending[0].translate(_SIMPLE) if ending else "other"
        others = [other for other in places if other != name]
        seen[name] = {
            f"on lines {min(3, len(places[name]))}",
            f"{kind} ends {'报' if sort.endswith('报') else sort}",
            f"ends in {name[-2:]}",
            f"length {min(len(name), 12)}",
        }
        if any(name in other for other in others):
            seen[name].add(f"{kind} inside another")
        if any(other in name and len(other) >= 3 for other in others):
            seen[name].add(f"{kind} holds another")
        if min(places[name]) == first:
            seen[name].add(f"{kind} first of all")
    return seen


def site_named(lines: Sequence[RoleLine], publisher: str) -> str | None:
    """The site that copied a paper's story: 大西北网-甘肃日报 states both, a breadcrumb begins with it. None is unknown."""
    for item in lines:
        if item.role in STATING_ROLES and (found := _STATED.search(item.line.text[:WIDE])):
            site, mark, paper = _SITES.sub("|", found["name"].strip(_EDGES)).partition("|")
            if mark and _plain(paper) == publisher and _ENDS.search(_plain(site)):
                return _plain(site)
    for item in lines:
        if item.role is Role.FURNITURE and item.rule in ("breadcrumb", "path-arrows", "path-of-sections"):
            first = steps_of(_WHERE.sub("", item.line.text[:WIDE]))[0].strip()
            named = 2 < len(first) <= 14 and not re.search(r"首页|主页|首頁", first)
            named = named and is_han(first) and not _NO_NAME.search(first) and not _EDITION.fullmatch(first)
            return first if named and first != publisher else None
    return None


def _plain(name: str) -> str:
    """Without marks around it, 下载 before it and 数字报 behind it."""
    name = _CALL.sub("", name.strip(_EDGES))
    bare = _EDITION.sub("", name)
    return bare if len(bare) >= 3 else name


def _found(lines: Sequence[RoleLine]) -> Iterator[_FOUND]:
    """Every name that a line may give."""
    stated = False
    for at, item in ends_of(lines):
        if item.role not in _NAMING and at >= _HEAD:
            continue
        text = _SPACED.sub(lambda found: squeeze(found[0]) + " ", item.line.text[:WIDE]).strip()
        if item.role in STATING_ROLES:
            below = lines[at + 1].line.text[:WIDE].strip() if at + 1 < len(lines) else ""
            for name, line, sign, more in _stated(text, at, below):
                if sign == "stated":
                    more, stated = (*more, "later" if stated else "first"), True
                yield name, line, sign, more
            yield from _left_out(text, at, item.rule)
        elif at < _HEAD and item.role in HEAD_ROLES:
            for found in _NAME.finditer(text):
                begins = ("begins",) if found.start() == 0 else ()
                yield found["name"], at, "named in text", (f"role {item.role}", *begins)
        if item.role is Role.OPENING:
            yield from ((desk["name"], at, sign, ()) for sign, form in _OPENINGS if (desk := form.match(text)))
        elif item.role in (Role.BYLINE, Role.CREDIT):
            yield from ((found["name"], at, "writer", ()) for found in _WRITER.finditer(text))
            yield from ((found["name"], at, "in byline", ()) for found in _NAME.finditer(text))
        elif item.role is Role.SIGNOFF:
            yield from ((found["name"], at, "notice", ()) for found in _NOTICE.finditer(text))


def _part_of(text: str, at: int) -> str:
    """The edition that a paper's name goes on to name: 广西日报|·农村版."""
    found = _PART.match(text, at)
    return found[0] if found else ""


def _stated(text: str, at: int, below: str) -> Iterator[_FOUND]:
    """The name behind 来源：, its parts, or the line below."""
    found = _STATED.search(text)
    if found is None:
        bare = _STATED_BARE.match(text)
        yield from ((bare["name"], at, "stated", ()),) if bare else ()
        return
    name = re.split(r"\s+(?=作者|编辑|記者|记者|通讯员|\d)", found["name"].strip(_EDGES))[0]
    if not name:
        if not _LABELLED.search(below):
            yield re.split(r"\s|编辑|編輯", below)[0], at + 1, "stated below", ()
        return
    yield name, at, "stated", (f"label {found['label']}",)
    parts = [part for part in _PARTS.split(name) if part]
    if len(parts) > 1:
        yield from ((part, at, f"stated part {number}", ()) for number, part in enumerate(parts[:3], 1))
    if bracket := re.match(r"^(.+?)[（(]", name):
        yield bracket[1], at, "stated before bracket", ()
    if title := re.search(r"《(.+?)》", name):
        yield title[1], at, "stated title", ()


def _left_out(text: str, at: int, rule: str) -> Iterator[_FOUND]:
    """The names in a line that is no part of an article."""
    steps, words = steps_of(text), _WORDS.split(text)
    told = [f"rule {rule}", "many words" if len(words) > 5 else "few words"]
    names = list(_NAME.finditer(text))
    told += [
        word
        for word, holds in (
            ("links", _LINKS.match(text) or len(names) >= _LIST),
            ("rights", RIGHTS.search(text)),
            ("dated", iso_date(text)),
            ("paged", _PAGED.search(text)),
            ("app", _APP.search(text)),
            ("steps", len(steps) > 1),
        )
        if holds
    ]
    if len(steps) > 1:
        yield _WHERE.sub("", steps[0]).replace("首页", ""), at, "first step", ()
    for number, found in enumerate(names):
        if _SECTION.search(text, 0, found.start()):
            continue
        name = found["name"] + _part_of(text, found.end())
        helped = _HELP.search(text, 0, found.start()) is not None
        where = [
            ("helped", helped),
            ("begins", found.start() == 0),
            ("ends", found.end() == len(text)),
            ("later in line", number > 0),
        ]
        yield name, at, "named", (*told, f"starts {name[:2]}", *(word for word, holds in where if holds))
    if _ALONE.match(text):
        yield text, at, "alone", (f"rule {rule}", f"line {min(at, 6)}", f"starts {text[:2]}")
        office = _OF_SITE.sub("", text)
        if office != text and _OFFICE.search(office):
            yield office, at, "site of office", ()
    elif at < _HEAD and _ALONE.match(first := re.split(r"[\s|｜·—\-_]", text)[0]):
        yield first, at, "first word", (f"rule {rule}", f"line {at}", *(("paged",) if _PAGED.search(text) else ()))
    for sign, form in _BESIDE:
        yield from ((found["name"], at, sign, tuple(told)) for found in form.finditer(text))
