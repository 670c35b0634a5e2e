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
    text += "- {name: blind, page: any, pattern: '^a$', weights: {headline: 1}, finds: [b], spares: [a]}\n"
    signs.write_text(text, encoding="utf-8")
    with pytest.raises(ClippingsError) as caught:
        load_tables(data)
    message = str(caught.value)
    for part in (
        "broken: not a pattern",
        "blind: does not find its own example b",
        "finds what it should spare: a",
        "no role headline",
    ):
        assert part in message


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
