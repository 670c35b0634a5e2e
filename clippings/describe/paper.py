"""The paper that printed a page, and the site that copied it: what the page's own lines say. Never a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clippings.describe.dates import iso_date
from clippings.models import PageKind, Role, RoleLine
from clippings.text import HAN, is_han, squeeze

LABEL = (
    r"(?:来源|來源|稿源|信息来源|文章来源|稿件来源|转自|出处|原载|供稿单位|发布机构|发布单位|作者|编辑|編輯|责任编辑|责编|責任編輯|点击|点击数|点击次数|浏览|浏览次数|阅读|字号|字体|分类"
    r"|所属栏目|发布时间|发布日期|发布者|时间|日期|记者|通讯员|通訊員|摄影|校对|审核|监制|标签|版次|打印|收藏|分享|更新|次浏览|评论|更新时间|更新日期|参与互动|已有|浏览人次|瀏覽人次|点击量)"
)
_SOURCE = re.compile(
    rf"(?<!数据)(?<!資料)(?<!资料)(?<!图片)(?:来源|來源|稿源|稿件来源|信息来源|文章来源|转自|原载|出处|发布机构|发布单位|发布者|供稿单位)\s?[：:|｜丨]\s*(?P<name>.*?)\s*(?=(?:{LABEL})\s?[：:]|参与互动|瀏覽|通讯员\s|\[|【|字号|点击|浏览|打印|次浏览|\d{{4}}[-年/.]|(?:{LABEL})$|$)"
)
_KNOWN_MEDIA = re.compile(
    r"(日报|晚报|早报|晨报|时报|商报|都市报|快报|周报|导报|法制报|农民报|青年报|工人报|日報|晚報|時報|報|报|社|台|网|網|在线|客户端|融媒体中心|融媒|新闻|频道|杂志|周刊|局|委|部|府|办|协|会|院|站|馆|中心)$"
)
_PAPER = re.compile(
    rf"《?([{HAN}]{{1,10}}(?:[日晚早晨时時商周快导導]报|[日晚早晨时時商周快导導]報|都市报|法制报|农民报|青年报|科技报|教育报|交通报|[{HAN}]报|周刊|報|[日晚][讯訊]))》?(?![{HAN}])"
)
_SECTION = re.compile(
    r"星期|农历|责任|编辑|版|要闻|综合|新闻|导读|副刊|民生|时政|社会|经济|文化|教育|体育|专题|专刊|读者|评论|来信|地方|县区|值班"
)
_SPACED = re.compile(rf"(?<![^\s])(?:[{HAN}] ){{2,}}[{HAN}](?:\s|$)")
STATING = (
    Role.META,
    Role.EDITOR,
    Role.FURNITURE,
    Role.SIGNATURE,
)  # roles of lines that may say where a page comes from
PAPER_LINES = frozenset(
    {
        "paper-name",
        "short-paper",
        "today-paper",
        "paper-section-page",
        "paper-edition",
        "paper-dot-page",
        "paper-and-section",
    }
)  # signs of lines that begin with the paper
_NEWS = "预|預|通|简|捷|喜|海|(?<!大)公"  # 天气预报, 喜报 and the like are no papers; 大公报 is one
_PAGE_FIRST = re.compile(r"^[A-Z]?\d{1,2}\s?版?\s")  # 3 定西日报 县区·专题
EDGE = 8  # lines at either end of a page where its paper may be named
_NAMED = rf"(?P<name>(?!搜|看|[{HAN}]*(?:{_NEWS})[报報])[{HAN}]{{1,8}}?(?:(?:[日晚早晨时時商周週快导導]|都市|社區|社区|法制|农民|青年|科技|教育)(?:报|報|刊)|[{HAN}]报|[{HAN}]報|周刊|週刊|[日晚]讯|[日晚]訊))"
_TITLED_PAPER = re.compile(
    rf"(?:^|[\s《|｜■●·：:\[])《?{_NAMED}》?(?:社?出版|社|数字报刊平台|数字报|电子报|電子報|电子版|電子版|有限公司|所有内容)?(?![{HAN}])"
)
_HEAD = re.compile(rf"^《?{_NAMED}》?(?=\s|$)")
_DIGITAL = re.compile(
    rf"^《?{_NAMED}》?\s?(?:数字报刊平台|数字报|电子报|電子報|数字版|电子版|電子版|多媒体版|[A-Za-z][A-Za-z ]*)?(?:$|\s?[-|｜>＞·])"
)
_RIGHTS = re.compile(
    rf"(?:版权所有|版權所有|©|\(c\)|（c）)\s?(?:\d{{4}}(?:-\d{{4}})?\s)?{_NAMED}(?P<net>网|網)?(?:社|业|業)?"
    rf"|^(?P<other>[{HAN}]{{1,7}}[报報刊](?=社)|[{HAN}]{{2,8}}(?=数字报|电子报))(?:数字报|电子报|社)\s?(?:版权|未经)"
)
_HEADED = re.compile(
    rf"^[{HAN}]{{1,4}}(?:大众|周末|乡音|通讯|通訊|新讯|新訊|零距离|晨刊|晚刊|导刊|導刊)$"
)  # papers without 报
_NO_PAPER = re.compile(
    rf"^(?:电子报|数字报|今日报|本日报|订报|手机报|(?:新[闻聞]|[热熱][门門]|今日|最新)快[报報]|[订訂][阅閱][电電]子[报報])$|本报$|(?:{_NEWS})[报報]$"
)
_ORGANS = ("机关报", "機關報", "委党报")  # 中共某市委机关报 says whose paper it is, not its name
_EDITION_NAME = re.compile(r"(?<=[报報])(?:全媒体中心|数字报|電子報|电子报|数字版|电子版|電子版)$")
_EMPTY_SOURCE = re.compile(r"(?:来源|來源|稿件来源|稿源)\s?[：:]$")
_OWNER = re.compile(rf"(?:^|©|\s)([{HAN}]{{2,10}}(?:报|報))(?:社|业|業|有限公司|集团|集團)?\s?(?:版权|版權|著作權)")
_EDITION_OF = re.compile(r"(?:（.文版）|(?:多媒体)?(?:数字报纸?(?:刊平台)?|电子报|电子版|数字版|网络版))$")
_TITLE_AND_DATE = re.compile(
    rf"^(?:《(?P<title>[^》]{{2,10}})》|(?P<paper>(?![{HAN}]*(?:(?:{_NEWS})[报報]|[简快短电]讯|[副专特增月]刊))[{HAN}]{{1,8}}[报報刊讯訊]))\s?(?:\d{{4}}年|第\s?[A-Z]?\d{{1,3}}\s?版)"
)
EDITION = re.compile(
    r"《?\s?(?P<name>[^》。，（(\s]{1,14}(?:报|報|版|刊))\s?》?\s?[（(]\s?(?P<date>\d{4}年\s?\d{1,2}月\s?\d{1,2}日)"
)
_PAGE_NAME = re.compile(
    r"第\s?[0-9A-Z一二三四五六七八九十]{1,3}\s?版\s?[:：]\s?\S+"
)  # 第5版：扶贫周刊 names a page, no paper
# 昌都新闻 2018年6月14日 is a paper, 综合新闻 2018年6月14日 a page
_LOCAL_NEWS = re.compile(
    rf"^((?!综合|要闻|国内|国际|本地|地方|社会|经济|文化|体育|民生|时政|县区|今日|最新|图片|法治|教育|区域|乡镇)[{HAN}]{{2,4}}新闻)\s\d{{4}}年"
)
_SIGNED = re.compile(
    rf"^(?P<name>[{HAN}]{{2,6}}(?:時報|日報|晚報|日报|晚报))\s(?:記者|记者)?\s?[{HAN}]{{2,4}}$|^(?P<own>[{HAN}]{{2,6}}报)\s作者\s?[：:]"
)
_SITE = re.compile(
    rf"^(?P<name>[{HAN}]{{2,8}}(?:新聞網|新闻网|民眾報|時報|電子報))(?=$|[\s\u3000|｜›>＞·]+(?:首頁|首页|即時|$))"
)
_SITE_RIGHTS = re.compile(
    rf"(?:©|\(c\)|版權所有|版权所有)[\s\d–-]*(?P<name>[{HAN}]{{2,8}}(?:新聞網|新闻网))|^(?P<name2>[{HAN}]{{2,8}}(?:新聞網|新闻网))\s?(?:©|版權|版权)"
)
_PAPERS_NAME = rf"(?P<name>(?!人民|新华|光明|经济|本)[{HAN}]{{2,6}}?(?:[日晚早晨时商周快导]报|都市报|[{HAN}]报))"
_OWN_DATELINE = re.compile(rf"^{_PAPERS_NAME}(?:[{HAN}]{{0,4}})?(?:讯|消息)\s?[（(]")
_OWN_WRITER = re.compile(rf"^[文图□■◎●]?\s?[/／丨|｜]?\s?{_PAPERS_NAME}(?:全媒体|常驻|首席|见习|实习)?记者")
_OWN_NOTICE = re.compile(rf"^{_PAPERS_NAME}(?:社|编辑部)[{HAN}]{{0,6}}$")
_COPIED = re.compile(
    rf"(?:转自|轉自|摘自|原载|原載|刊于)《(?P<title>[{HAN}]{{2,10}})》|^(?P<writers>[{HAN}]{{2,8}}(?:新闻|新聞|[日晚晨早]报|[日晚]報))(?:首席|见习|全媒体)?(?:记者|記者)\s"
    rf"|转载请注明(?:来源|出处)\s?[：:]\s?(?P<note>[{HAN}]{{3,14}})$"
)
_APP = re.compile(rf"[“《]([{HAN}]{{2,8}})[”》](?:新闻)?(?:客户端|公众号|微信|APP)")


def read_paper(lines: Sequence[RoleLine], meta: Sequence[RoleLine], kind: PageKind) -> tuple[str | None, str | None]:
    """The paper, and the site that copied it; None is unknown. `meta` are the lines that were left out and may state it. The
    first that says so counts."""
    named = [x for x in meta if x.rule == "labelled-source"] if kind is PageKind.WEB else []
    publisher, republisher = _publisher(named, kind) if named else (None, None)
    if publisher is None and kind is PageKind.WEB:  # the line that states it goes before the head of the site
        publisher, republisher = _publisher([x for x in meta if x.role is Role.META], kind)
    if publisher is None:
        publisher, republisher = _publisher(meta, kind)
    if publisher is None and kind is PageKind.WEB:
        publisher = _copied(meta) or _desk(lines) or _agency(lines) or _owner(lines) or _signed(lines)
    if publisher is None:
        publisher = _name_at_edge(lines, kind)
    if publisher is None:
        publisher = _own_site(lines) or _head(lines) if kind is PageKind.WEB else _desk(lines) or _of_its_own(lines)
    if publisher:
        publisher = _whole_name(_EDITION_NAME.sub("", publisher), lines)
    if republisher is None and publisher and kind is PageKind.WEB:
        site = _site_name(lines)
        republisher = site if site != publisher else None
    return publisher, republisher


def _publisher(meta: Sequence[RoleLine], kind: PageKind) -> tuple[str | None, str | None]:
    """The paper, and the site that copied it, from the lines that state them."""
    for at, item in enumerate(meta):
        text = _tight(item.line.text)
        if item.role is Role.FURNITURE:
            if item.rule in PAPER_LINES:
                name = re.split(r"[\s·｜|]", _PAGE_FIRST.sub("", text).strip("《 "))[0].rstrip("》")
                name = _EDITION_OF.sub("", name)
                if name and not _NO_PAPER.search(name):
                    return name, None
                continue
            if titled := _TITLE_AND_DATE.match(text):
                return titled["title"] or titled["paper"], None
            paper = _PAPER.search(text) if item.rule == "imprint" else None
            found = EDITION.search(text)
            if paper is None and found is None and _is_masthead(text):
                paper = _named_paper(text) or _head_line(text, kind) or _LOCAL_NEWS.match(text)
            if paper or found:
                return (paper[1] if paper else found["name"] if found else None), None
            continue
        if item.role is Role.META and not _SOURCE.search(text):
            named = _named_paper(text) or _head_line(text, kind)
            if named:
                return named[1], None
        if item.role is not Role.EDITOR:
            name = _source_name(text)
            follows = meta[at + 1].line.text if at + 1 < len(meta) else ""
            if name is None and _EMPTY_SOURCE.search(text) and not re.search(r"^\S{1,6}[：:]", follows):
                name = _plain_name(re.split(r"\s|编辑|編輯", follows)[0])
            if name:
                republisher, publisher = _two_sources(name)
                return publisher, republisher
    return None, None


def _named_paper(text: str) -> re.Match[str] | None:
    found = _PAPER.finditer(_PAGE_NAME.sub(" ", text))
    return next((paper for paper in found if not _NO_PAPER.search(paper[1])), None)


def _is_masthead(text: str) -> bool:
    """A line with the date of the paper and its page or weekday."""
    return iso_date(text) is not None and re.search("版|星期|农历|总第", text) is not None


def _copied(meta: Sequence[RoleLine]) -> str | None:
    """Whom a web page says that it copied, or that others must name: 转自《抚州日报》, 转载请注明来源：开化县融媒体中心."""
    for item in meta:
        if found := _COPIED.search(item.line.text):
            return found["title"] or found["writers"] or found["note"]
    return None


def _signed(lines: Sequence[RoleLine]) -> str | None:
    """A paper that stands with a name on a line of its own near the head: 山城時報 鄭又齊."""
    found = next((found for item in lines[:24] if (found := _SIGNED.match(item.line.text.strip()))), None)
    return found["name"] or found["own"] if found else None


def _own_site(lines: Sequence[RoleLine]) -> str | None:
    """A news site that names itself at the head of its page, or holds the rights at its foot, where no line names another
    source: its own report."""
    for item in lines[:3]:
        if found := _SITE.search(item.line.text.strip()):
            return found["name"]
    for item in lines[-6:]:
        if item.role is Role.FURNITURE and (found := _SITE_RIGHTS.search(item.line.text)):
            return found["name"] or found["name2"]
    return None


def _head(lines: Sequence[RoleLine]) -> str | None:
    """A paper whose name begins one of the first two lines of its site: 吴江日报 太湖东岸的声音."""
    for item in lines[:2]:
        found = _HEAD.match(item.line.text)
        if item.role is Role.FURNITURE and found and not _NO_PAPER.search(found["name"]):
            return found["name"]
    return None


def _of_its_own(lines: Sequence[RoleLine]) -> str | None:
    """The paper that a printed page's own words name: datelines (甘孜日报讯), a notice signed by it (铁岭日报社副刊部), or a line
    of its own that an advertisement for its app repeats (“今日桐庐”客户端)."""
    texts = [(item.role, item.line.text) for item in lines]
    desks = [found["name"] for role, text in texts if role is Role.OPENING and (found := _OWN_DATELINE.match(text))]
    writers = (Role.BYLINE, Role.CREDIT)
    desks += [found["name"] for role, text in texts if role in writers and (found := _OWN_WRITER.match(text))]
    if desks and desks.count(desks[0]) >= 2:
        return desks[0]
    signed = (found["name"] for role, text in texts if role is Role.SIGNOFF and (found := _OWN_NOTICE.match(text)))
    if name := next(signed, None):
        return name
    alone = {text for _, text in texts}
    apps = (found[1] for role, text in texts if role is Role.FURNITURE for found in _APP.finditer(text))
    return next((name for name in apps if name in alone), None)


def _tight(text: str) -> str:
    """A name set in spaced letters, closed up: 阿 坝 日 报 2022年5月18日."""
    return _SPACED.sub(lambda found: squeeze(found[0]) + " ", text).strip()


def edges(lines: Sequence[RoleLine]) -> Sequence[RoleLine]:
    """The first and the last lines of a page."""
    return lines if len(lines) <= 2 * EDGE else [*lines[:EDGE], *lines[-EDGE:]]


def _name_at_edge(lines: Sequence[RoleLine], kind: PageKind) -> str | None:
    """The paper's name in a line that was left out at the head or the foot of a page: 嘉南日報 地方新聞 B3版, 《延边晨报》社出版.
    On a web page only a whole name of a paper or its digital edition counts, or who holds the rights."""
    inside = [x for x in lines if x.role in (Role.META, Role.EDITOR)] if kind is PageKind.PRINT else ()
    for at, item in enumerate((*edges(lines), *inside)):
        if item.role not in (Role.FURNITURE, Role.META, Role.EDITOR):
            continue
        text = _tight(item.line.text)
        if kind is PageKind.PRINT:
            found = next((f for f in _TITLED_PAPER.finditer(text) if not f["name"].endswith(_ORGANS)), None)
        else:
            found = _DIGITAL.match(text) or _RIGHTS.search(text)
        if at < 2 and item.rule in ("word-menu", "site-menu"):  # a menu that begins with the paper's name
            found = _DIGITAL.match(text.split(" ")[0])
        if at == 0 and not found and _HEADED.match(text):
            return text
        if found and found.re is _RIGHTS:
            return found["other"] or found["name"] + (found["net"] or "")
        if found and not _NO_PAPER.search(found["name"]):
            return found["name"]
    return None


def _head_line(text: str, kind: PageKind) -> re.Match[str] | None:
    """The paper's name where a printed page's head line begins with it: 江淮观察 2022年3月17日 星期四 第2版."""
    found = re.match(rf"^《?([{HAN}]{{2,10}})》?[\s|｜·,，]", text)
    if (
        kind is PageKind.WEB
        or not found
        or _SECTION.search(found[1])
        or not re.search(r"星期|版|周[一二三四五六日]|期", text)
    ):
        return None
    return found


def _desk(lines: Sequence[RoleLine]) -> str | None:
    """The paper that a Hong Kong dateline names: 【明報專訊】."""
    for item in lines:
        if item.role is Role.OPENING and (
            found := re.match(r"^[【〔（(]([^】〕）)本]{2,6})(?:專訊|专讯)[】〕）)]", item.line.text)
        ):
            return found[1]
    return None


def _agency(lines: Sequence[RoleLine]) -> str | None:
    """The agency whose writer the dateline of a web page names, where nothing else tells its source: （中央社記者…."""
    text = next((item.line.text for item in lines if item.role is Role.OPENING), "")
    found = re.match(r"^[（〔【(](中央社|中新社|新华社|新華社)(?:记者|記者)", text)
    return found[1] if found else None


def _owner(lines: Sequence[RoleLine]) -> str | None:
    """The paper that a page's last lines say it belongs to: 香江日報有限公司版權所有."""
    for item in reversed(lines):
        found = _OWNER.search(item.line.text) if item.role is Role.FURNITURE else None
        if found:
            return found[1]
    return None


def _whole_name(name: str, lines: Sequence[RoleLine]) -> str:
    """自由電子報 is the edition of the paper that holds the rights: 自由時報."""
    if not name.endswith(("電子報", "电子报", "数字报")):
        return name
    owner = _owner(lines)
    return owner if owner and owner[:2] == name[:2] else name


def _source_name(text: str) -> str | None:
    name = _stated(text)
    return None if name and _NO_PAPER.search(name) else name


def _stated(text: str) -> str | None:
    found = _SOURCE.search(text)
    if found:
        return _plain_name(found["name"])
    found = re.match(rf"^来源\s?([{HAN}]{{2,14}})$", text)
    if found:
        return found[1]
    found = re.match(r"^([^\s，。：:|｜_]{2,14}?)\s?(?:[|｜·]|www\.\S+)?\s*(?:\d{4}[-/.年])", text)
    if found and (_KNOWN_MEDIA.search(found[1]) or ("星期" in text and is_han(found[1]) and "星期" not in found[1])):
        return found[1]
    found = re.match(
        r"^(?:www\.\S+\s)?\d{4}[-/.年]\S+\s?(?:\d{1,2}[:：]\d{2}\S*)?\s+([^\s，。：:]{2,14})(?=\s|$)", text
    )
    if found and _KNOWN_MEDIA.search(found[1]):
        return found[1]
    return None


def _plain_name(name: str) -> str | None:
    name = name.strip(" 　-—|｜/［］[]【】（）()《》_")
    if " " in name and _KNOWN_MEDIA.search(name.split(" ")[0]):
        name = name.split(" ")[0]
    name = re.split(r"\s{1,}(?=作者|编辑|記者|记者|通讯员|\d)", name)[0]
    return (
        name
        if 2 <= len(name) <= 24 and name not in ("本站", "本站原创", "原创", "网络", "互联网", "未知", "本网")
        else None
    )


def _two_sources(name: str) -> tuple[str | None, str | None]:
    """大西北网-甘肃日报: the site that copied it, and the paper. One name alone is the paper."""
    parts = [part for part in re.split(r"\s?[-—－]{1,2}\s?|\s(?=《)", name) if part]
    if len(parts) == 2 and all(_KNOWN_MEDIA.search(part.strip("《》")) for part in parts):
        return parts[0].strip("《》"), parts[1].strip("《》")
    return None, name.strip("《》")


def _site_name(lines: Sequence[RoleLine]) -> str | None:
    """The site that a breadcrumb names first, if it is a name and not 首页."""
    for item in lines:
        if item.role is Role.FURNITURE and item.rule in ("breadcrumb", "path-arrows", "path-of-sections"):
            text = re.sub(r"^.*?位置\s?[：:]\s?", "", item.line.text)
            first = re.split(r"\s?(?:>>?|»|→|›|＞)\s?", text)[0].strip()
            return first if 2 < len(first) <= 14 and not re.search(r"首页|主页|首頁", first) else None
    return None
