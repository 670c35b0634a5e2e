"""Addresses are permanent: not by position, not by title; an old one still leads to the page."""

from __future__ import annotations

from clippings.pipeline import Settings, build

FIRST = "某县春耕开始\n\n本报讯（记者 张三）近日，某县春耕生产全面开始，农民忙在田间。\n\n县里派出了技术员。\n\n"
SECOND = "某市桥梁通车\n\n本报讯（记者 李四）昨日，某市大桥建成通车，两岸群众欢喜。\n\n大桥全长两公里。\n"


def addresses(settings: Settings, text: str, edit: str = "") -> dict[str | None, str]:
    (settings.seeds / "a.txt").write_text(text, encoding="utf-8")
    path = settings.seeds / "a.edit.yml"
    if edit:
        path.write_text(edit, encoding="utf-8")
    else:
        path.unlink(missing_ok=True)
    report = build(settings)
    return {a.title: a.address for a in report.library.articles}


def test_an_address_is_ascii_and_no_matter_of_position(settings: Settings) -> None:
    alone = addresses(settings, SECOND)
    (settings.docs / "addresses.tsv").unlink()
    behind = addresses(settings, FIRST + SECOND)
    assert alone["某市桥梁通车"] == behind["某市桥梁通车"]
    assert all(a.isascii() and a.isalnum() for a in behind.values())


def test_a_changed_title_keeps_the_address(settings: Settings) -> None:
    before = addresses(settings, FIRST)
    after = addresses(settings, FIRST, "articles:\n  - {quote: 某县春耕开始, set: {title: 春耕}}\n")
    assert list(before.values()) == list(after.values())


def test_a_changed_cut_leaves_a_redirect(settings: Settings) -> None:
    before = addresses(settings, FIRST + SECOND)
    addresses(settings, FIRST + SECOND, "articles:\n  - {quote: 某县春耕开始, merge: 某市桥梁通车}\n")
    old = settings.docs / "articles" / before["某市桥梁通车"] / "index.html"
    assert f"../{before['某县春耕开始']}/" in old.read_text(encoding="utf-8")
    assert not (settings.docs / "articles" / f"{before['某市桥梁通车']}.md").exists()


def test_a_new_first_line_keeps_the_address_too(settings: Settings) -> None:
    before = addresses(settings, FIRST)
    after = addresses(settings, FIRST.replace("\n\n本报讯", "\n\n初春时节，天气转暖，万物复苏。\n\n本报讯"))
    assert before["某县春耕开始"] in after.values()


def test_without_the_record_the_addresses_are_the_same(settings: Settings) -> None:
    before = addresses(settings, FIRST + SECOND)
    (settings.docs / "addresses.tsv").unlink()
    assert addresses(settings, FIRST + SECOND) == before
