"""Tables: each row finds its examples and spares its look-alikes; a bad table is refused with every fault at once."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from clippings.models import ClippingsError
from clippings.signs import Sign
from clippings.tables import load_tables
from tests.conftest import ROOT

SIGNS = load_tables(ROOT / "data").signs


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.name)
def test_a_row_finds_what_it_is_for_and_spares_its_twin(sign: Sign) -> None:
    assert sign.finds and sign.spares
    assert [x for x in sign.finds if not sign.found_in(x)] == []
    assert [x for x in sign.spares if sign.found_in(x)] == []


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "data", tmp_path / "data"))


def test_every_fault_is_named_at_once(data: Path) -> None:
    signs = data / "signs.yml"
    text = signs.read_text(encoding="utf-8")
    text += "- {name: broken, page: any, pattern: '(', weights: {title: 1}, finds: [x], spares: [y]}\n"
    text += "- {name: blind, page: any, pattern: '^a$', weights: {title: 1}, finds: [b], spares: [a]}\n"
    signs.write_text(text, encoding="utf-8")
    with pytest.raises(ClippingsError) as caught:
        load_tables(data)
    message = str(caught.value)
    for part in (
        "broken: not a pattern",
        "blind: does not find its own example b",
        "finds what it should spare: a",
    ):
        assert part in message


@pytest.mark.parametrize(
    ("row", "instead", "fault"),
    [
        ("- {name: job, pattern: '{JOBS}'", "- {name: jobs, pattern: '{JOBS}'", "job is lacking"),
        ("- {name: job, pattern: '{JOBS}'", "- {name: jobs, pattern: '{JOBS}'", "jobs is asked for nowhere"),
        (
            "- {name: job, pattern: '{JOBS}'",
            "- {name: job, pattern: '摄'",
            "job: does not find its own example 本报记者 张三",
        ),
        ("- {name: job, pattern: '{JOBS}'", "- {name: job, pattern: '.'", "job: finds what it should spare: 张三"),
        ("- {name: job, pattern: '{JOBS}'", "- {name: job, pattern: '('", "job: not a pattern"),
        ("- {name: quoted, ", "- {name: account, ", "account: stands twice"),
    ],
)
def test_a_form_that_is_lacking_or_wrong_is_named(data: Path, row: str, instead: str, fault: str) -> None:
    forms = data / "forms.yml"
    text = forms.read_text(encoding="utf-8")
    assert text.count(row) == 1
    forms.write_text(text.replace(row, instead), encoding="utf-8")
    with pytest.raises(ClippingsError, match=rf"forms\.yml:\d+: .*{re.escape(fault)}"):
        load_tables(data)


def test_a_division_row_without_its_cells_is_named_by_its_line(data: Path) -> None:
    table = data / "divisions.tsv"
    lines = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join([*lines[:3], "54\t西藏", *lines[3:]]), encoding="utf-8")
    with pytest.raises(ClippingsError, match="divisions.tsv:4"):
        load_tables(data)


@pytest.mark.parametrize(
    ("table", "row", "fault"),
    [
        ("wording.tsv", "点击\tadvert\t1.0", "点击: there is no sort advert"),
        ("source.tsv", "editor\tweb stated\t1.0", "editor is neither paper nor date"),
        ("source.tsv", "paper\tweb stated", "wants paper or date, feature, weight"),
    ],
)
def test_a_bad_row_of_a_learned_table_is_named_by_its_line(data: Path, table: str, row: str, fault: str) -> None:
    path = data / table
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join([*lines[:3], row, *lines[3:]]), encoding="utf-8")
    with pytest.raises(ClippingsError, match=re.escape(f"{table}:4: ") + ".*" + re.escape(fault)):
        load_tables(data)


@pytest.mark.parametrize(
    ("table", "good", "bad", "fault"),
    [
        ("themes.yml", "{cue: 党支部标准化, weight: 3}", "{cue: 党支部标准化, weigth: 3}", "there is no key 'weigth'; use cue, weight"),
        ("themes.yml", "{cue: 党支部标准化, weight: 3}", "{cue: 党支部标准化, weight: much}", "weight: wants a number; has 'much'"),
        ("themes.yml", "{cue: 党支部标准化, weight: 3}", "{cue: 党支部标准化, weight: 9}", "weight: Input should be less than"),
        ("themes.yml", "{cue: 党支部标准化, weight: 3}", "党支部标准化", "cues: wants keys and values; has '党支部标准化'"),
        ("themes.yml", "{cue: 党支部标准化, weight: 3}", "{cue: 党支部标准化, weight: 3, not: [党建]}", "党支部标准化 is not in 党建"),
        ("themes.yml", "example: 村党支部换届, ", "", "党支部 does not count everywhere: give an example"),
        ("themes.yml", "example: 村党支部换届", "example: 村党支部书记来了", "党支部 does not count in its own example"),
        ("themes.yml", "version:", "versoin:", "there is no key 'versoin'; use version, themes"),
        ("sources.yml", "home: null", "hom: null", "lacks home"),
        ("sources.yml", 'home: "310000"', "home: 上海", "home: '上海' is no code of a place"),
        ("furniture.yml", "weight:", "wieght:", "there is no key 'wieght'"),
        ("furniture.yml", "role: furniture", "role: furnitur", "role: there is no 'furnitur'; use 'column'"),
        ("signs.yml", "{title:", "{headline:", "there is no 'headline'; use 'column'"),
        ("places.yml", "aliases:\n", "aliases:\n  - [某县]\n", "aliases: has too few parts"),
        ("places.yml", "ware_ends: ", "ware_ends: 9-0", "its patterns do not go together"),
        ("divisions.tsv", "110000\t北京市\t\t\t", "110000\t北京市\t²\t\t", "wants a code of six digits, and years"),
        ("columns.yml", "columns:", "columns: !!int x\nmore:", "is not YAML"),
        ("places.yml", "houses: [", "houses: ['(', ", "'(' is no pattern"),
        ("names.yml", "surnames:", "surname:", "lacks surnames"),
        ("weights.yml", "follows_else:", "follows_els:", "lacks follows_else"),
        ("scripts.yml", "people:", "peple:", "there is no key 'peple'"),
        ("confidence.yml", "constant: ", "constant: x", "constant: wants a number; has 'x"),
        ("columns.yml", "columns:", "columns: [", "is not YAML"),
        ("columns.yml", "columns:", "- columns:", "wants keys and values"),
    ],
)  # fmt: skip
def test_what_people_wrote_wrongly_is_named_by_its_line(
    data: Path, table: str, good: str, bad: str, fault: str
) -> None:
    path = data / table
    text = path.read_text(encoding="utf-8")
    assert good in text
    path.write_text(text.replace(good, bad, 1), encoding="utf-8")
    with pytest.raises(ClippingsError) as caught:
        load_tables(data)
    assert fault in str(caught.value)
    assert re.match(rf"{table}:(\d+:)? ", str(caught.value))


def test_a_table_that_is_not_there_is_named(data: Path) -> None:
    (data / "names.yml").unlink()
    (data / "latin.tsv").unlink()
    (data / "place.yml").unlink()
    (data / "columns.yml").write_bytes(b"\xff\xfe columns")
    with pytest.raises(ClippingsError) as caught:
        load_tables(data)
    for name in ("names.yml", "latin.tsv", "place.yml", "columns.yml"):
        assert f"{name}: cannot be read" in str(caught.value)


def test_codes_and_words_are_text_however_they_are_written(data: Path) -> None:
    path = data / "sources.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('home: "310000"', "home: 310000", 1).replace("name: 解放日报", "name: no", 1), encoding="utf-8"
    )
    assert load_tables(data).places.papers["no"] == "310000"
