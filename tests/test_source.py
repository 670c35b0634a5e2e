"""Which paper or site a page is from: named at its head or foot, never guessed."""

from __future__ import annotations

import pytest

from tests.conftest import Convert

BODY = "老郵局變客廳\n\n記者王小明／花蓮報導\n\n花蓮縣玉里鎮的老郵局昨天變成大家的客廳，長輩和孩子一起寫功課，現場十分熱鬧。\n\n鎮公所表示，未來每週開放三天，歡迎大家來坐坐。\n"


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


def test_the_name_of_a_page_is_no_paper(convert: Convert) -> None:
    text = "2019年10月18日  星期五  第5版:扶贫周刊  皖西日报\n\n茶山连着民宿\n\n本报记者 王建国\n\n近日，茶农们忙着采茶，游客忙着拍照，村里热闹起来了。\n"
    assert convert(text).source.publisher == "皖西日报"
