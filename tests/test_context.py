"""Context: the network that is learned is the one that is asked, its slopes are right, and a bad file of networks is refused."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import tools.network
from clippings.classify.context import read_context
from clippings.models import ClippingsError, Role
from clippings.tables import context_of, load_tables
from tests.conftest import ROOT
from tools.network import Around, Network

FEATURES = np.array([[1, 0, 1, 0], [0, 1, 0, 0], [0, 0, 1, 1], [1, 1, 0, 0], [0, 0, 0, 1]], dtype=float)
SIZES = [3, 2]  # two pages
LINES = 1100  # of a page that is worked on in several blocks
Numbers = dict[str, Any]


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Network:
    """A network that sees everything, and says something from the beginning."""
    monkeypatch.setattr(tools.network, "_BLOTTED", 0.0)
    chance = np.random.default_rng(7)
    roles = len(Role)
    start = {"says": chance.normal(size=(4, roles)), "moves": np.zeros((roles, roles)), "begin": np.zeros(roles)}
    network = Network(start, chance)
    network.numbers["outer"] += chance.normal(size=network.numbers["outer"].shape)
    network.numbers["bias"] += chance.normal(size=network.numbers["bias"].shape)
    return network


def test_the_build_asks_what_was_learned(network: Network) -> None:
    """It asks two networks, the second of which says the half of the first, and takes their mean."""
    numbers = network.numbers
    said = 0.75 * (network.says(FEATURES, Around.of(SIZES)) - FEATURES @ numbers["says"])
    names = ["one", "two", "three", "four"]
    points = {name: np.stack([numbers["points"][at]] * 2) for at, name in enumerate(names)}
    outer = np.stack([numbers["outer"], numbers["outer"] / 2])
    context = context_of(names, points, np.stack([numbers["inner"]] * 2), np.stack([numbers["bias"][None]] * 2), outer)
    begin = 0
    for size in SIZES:
        page = FEATURES[begin : begin + size]
        rows = [at + 1 for line in page for at in np.flatnonzero(line).tolist()]
        begins = np.cumsum([0, *(int(line.sum()) for line in page)])[:-1].tolist()
        assert np.allclose(
            read_context(np.array(rows), np.array(begins), context), said[begin : begin + size], atol=1e-5
        )
        begin += size


def test_a_long_page_is_seen_as_a_whole(network: Network) -> None:
    numbers = network.numbers
    page = FEATURES[np.random.default_rng(3).integers(0, len(FEATURES), LINES)]
    said = network.says(page, Around.of([LINES])) - page @ numbers["says"]
    points = {str(at): numbers["points"][[at]] for at in range(4)}
    context = context_of(points, points, numbers["inner"][None], numbers["bias"][None, None], numbers["outer"][None])
    rows = [at + 1 for line in page for at in np.flatnonzero(line).tolist()]
    begins = np.cumsum([0, *(int(line.sum()) for line in page)])[:-1].tolist()
    assert np.allclose(read_context(np.array(rows), np.array(begins), context), said, atol=1e-5)


@pytest.mark.parametrize("name", ["says", "points", "inner", "bias", "outer"])
def test_the_slopes_are_those_of_the_loss(network: Network, name: str) -> None:
    around, wanted = Around.of(SIZES), np.random.default_rng(1).normal(size=(len(FEATURES), len(Role)))
    network.says(FEATURES, around)
    slope = network.slopes(wanted)[name]
    number, step = network.numbers[name], 1e-6
    for at in ((0,) * number.ndim, tuple(size // 2 for size in number.shape), tuple(size - 1 for size in number.shape)):
        said = []
        for move in (step, -2 * step):
            number[at] += move
            said.append(float((network.says(FEATURES, around) * wanted).sum()))
        number[at] += step
        assert (said[0] - said[1]) / (2 * step) == pytest.approx(slope[at], abs=1e-5)


def test_a_page_is_not_seen_by_the_next(network: Network) -> None:
    alone = network.says(FEATURES[:3], Around.of([3]))
    assert np.allclose(network.says(FEATURES, Around.of(SIZES))[:3], alone)


def _not_fitting(arrays: Numbers) -> None:
    arrays["outer"] = arrays["outer"][:, :, :-1]


def _no_number(arrays: Numbers) -> None:
    arrays["bias"][0, 0, 0] = np.nan


def _of_another_reach(arrays: Numbers) -> None:
    arrays["inner"] = np.concatenate([arrays["inner"], arrays["inner"][:, : arrays["points"].shape[2]]], axis=1)


def _no_text(arrays: Numbers) -> None:
    arrays["names"] = np.arange(len(arrays["names"]))


def _empty(arrays: Numbers) -> None:
    arrays["names"], arrays["points"] = arrays["names"][:0], arrays["points"][:0]


def _lacking(arrays: Numbers) -> None:
    del arrays["inner"]


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (_not_fitting, "do not fit"),
        (_of_another_reach, "do not fit"),
        (_no_text, "do not fit"),
        (_empty, "do not fit"),
        (_no_number, "no number"),
        (_lacking, "context.npz: cannot be read"),
    ],
)
def test_a_bad_file_of_networks_is_refused(spoil: Callable[[Numbers], None], fault: str, tmp_path: Path) -> None:
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    with np.load(data / "context.npz") as file:
        arrays = dict(file)
    spoil(arrays)
    np.savez(data / "context.npz", **arrays)
    with pytest.raises(ClippingsError, match=fault):
        load_tables(data)


@pytest.mark.parametrize("content", [b"", b"learned", b"PK\x03\x04"])
def test_what_is_no_file_of_networks_is_refused(content: bytes, tmp_path: Path) -> None:
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    (data / "context.npz").write_bytes(content)
    with pytest.raises(ClippingsError, match="context.npz: cannot be read"):
        load_tables(data)
