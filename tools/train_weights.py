"""Learns how lines are read, from the pages with truth in benchmarks/fidelity/seen: how far the weights that people set should
move, and what the lines around a line say.

    python -m tools.train_weights [--folder FOLDER] [--set 120] [--networks 6] [--out FOLDER]

The model is the one that classify reads pages with: a linear-chain conditional random field (Lafferty, McCallum and
Pereira 2001) over the tables' signs and features, and over what a network says of the lines around (tools/network.py). Where
the truth leaves a line's role open, all roles that agree with it count together. The patterns of furniture were written with
these pages in sight and are righter here than they will be elsewhere, so some of what they find is forgotten: the rest has to
do. Weights start at those of data/signs.yml, furniture.yml and weights.yml and are pulled back to them (a Gaussian prior), so
that what the pages say nothing of stays as people set it. How a line is worded is told by a wording that was learned without
the page (`tools.train_wording.without`). Writes data/learned.tsv: feature, role, how far its weight moved, as the mean over
the networks, moves smaller than 0.05 left out; and data/context.npz: the networks.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, vstack

from benchmarks.labels import allowed_roles
from benchmarks.layout import Truth, make_page, settable
from benchmarks.lines import Single, single_lines
from benchmarks.webpage import make_web_page
from clippings.classify.around import see_around
from clippings.classify.look import look_at_all, subjects_of_page
from clippings.classify.reading import INDEX, ROLES
from clippings.classify.web import kind_of
from clippings.classify.wording import see_wording
from clippings.clean import clean
from clippings.models import Role
from clippings.subjects import Subjects
from clippings.tables import Tables, Wording, context_of, load_tables
from tools.network import POINT, Around, Network
from tools.table import write_table
from tools.train_subjects import learn as learn_subjects
from tools.train_wording import SEEN, Document, all_lines, documents_of, parted, without

ROOT = Path(__file__).resolve().parents[1]
_CAUTION = {"unsigned", "unsigned-text"}  # set by hand alone
_TRANSITIONS = {"START"} | {f"after {role.value}" for role in Role}
_SMALL = 0.05
SET_WEIGHT = 0.3  # how much a page that was set by chance counts beside one that was written
FORGOTTEN = 0.45  # of the signs of furniture on these pages: their patterns were written with just these pages in sight
_FORBIDDEN = 1e-26  # times as likely a role counts that the truth does not allow
_READ = 2  # times the pages are read for a network, with other set pages and other signs forgotten
_ROUNDS = 50  # over all pages
_BATCH = 24  # pages that are looked at for one step
_RATES = ((0.5, 0.01), (0.8, 0.003), (1.0, 0.001))  # up to this share of the rounds, how far a step goes
_PULL, _SHRINK = 1.0, 2.0  # how strongly linear weights are pulled to where they began, and the networks to zero
_R = len(ROLES)
Array = Any


@dataclass(frozen=True)
class Sample:
    """One page: which features each line has, and which roles agree with the truth."""

    features: Array  # sparse: lines by features
    allowed: Array  # lines by roles
    weight: float  # how much the page counts


class Page(NamedTuple):
    """A page to learn from: how much it counts, and of which part of the groups it is."""

    text: str
    truth: Truth
    weight: float
    part: int


class Lesson(NamedTuple):
    """What a training needs: documents and single lines, the parts of their groups, and a wording and subjects that have not seen each
    part."""

    documents: Sequence[Document]
    singles: Sequence[Single]
    parts: Sequence[frozenset[str]]
    wordings: Sequence[Wording]
    subjects: Sequence[Subjects]

    @classmethod
    def of(cls, documents: Sequence[Document], tables: Tables) -> Lesson:
        """Learns the wordings and the subjects."""
        singles = single_lines()
        parts = parted([*(x.group for x in documents), *(x.group for x in singles)])
        subjects = [learn_subjects([x for x in documents if x.group not in part]) for part in parts]
        return cls(documents, singles, parts, without(all_lines(documents, singles, tables), parts), subjects)

    def part(self, group: str) -> int:
        """The part that a group is of."""
        return next(at for at, groups in enumerate(self.parts) if group in groups)


def pages(lesson: Lesson, count: int, draw: int) -> Iterator[Page]:
    """All documents; and `count` printed pages and as many web pages, others for each draw, each set from articles and
    furniture of one part."""
    parts = len(lesson.parts)
    truths: list[list[Truth]] = [[] for _ in range(parts)]
    for text, truth, group in lesson.documents:
        truths[lesson.part(group)].append(truth)
        yield Page(text, truth, 1.0, lesson.part(group))
    furniture: list[list[str]] = [[] for _ in range(parts)]
    for single in lesson.singles:
        if single.role is Role.FURNITURE:
            furniture[lesson.part(single.group)].append(single.text)
    articles = [settable(own) for own in truths]
    for number in range(draw * count, (draw + 1) * count):
        part = number % parts
        yield Page(*make_page(number, articles[part]), SET_WEIGHT, part)
        yield Page(*make_web_page(number, articles[part], furniture[part]), SET_WEIGHT, part)


def read_samples(
    given: Iterable[Page], tables: Tables, lesson: Lesson, chance: int = 0
) -> tuple[list[Sample], list[str]]:
    """Every page as a sample, read with the wording and subjects that have not seen its part; and the names of all features met there."""
    rng = random.Random(chance)
    told = zip(lesson.wordings, lesson.subjects, strict=True)
    ready = [replace(tables, wording=wording, subjects=subjects) for wording, subjects in told]
    seen = []
    for text, truth, weight, part in given:
        lines = clean(text)
        looks = look_at_all(lines, ready[part])
        for look in looks:
            look.drop_signs([sign for sign in look.signs if rng.random() >= (FORGOTTEN if sign.no_text else 0.0)])
        see_wording(looks, ready[part].wording)
        see_around(looks, kind_of(looks), ready[part], subjects_of_page(looks))
        allowed = allowed_roles(truth, lines)
        seen.append((looks, np.array([[role in roles for role in ROLES] for roles in allowed]), weight))
    names = sorted({name for looks, _, _ in seen for look in looks for name in look.features} - _CAUTION)
    at = {name: index for index, name in enumerate(names)}
    samples = []
    for looks, allowed_here, weight in seen:
        cells = [(row, at[name]) for row, look in enumerate(looks) for name in look.features if name in at]
        rows, columns = zip(*cells, strict=True)
        matrix = csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(looks), len(names)))
        samples.append(Sample(matrix, allowed_here, weight))
    return samples, names


def start_weights(tables: Tables, names: Sequence[str]) -> dict[str, Array]:
    """The weights that people set: of features, of what follows what, of what begins a page."""
    return {
        "says": tables.says[[tables.speaks.get(name, 0) for name in names]],
        "moves": np.transpose(tables.follows).copy(),
        "begin": np.array(tables.starts),
    }


class Stack(NamedTuple):
    """Samples one below the other, for sums over all of them at once. `steps` holds, for the second line of a page and each
    that follows, the rows of all pages' lines of that number, and the rows of the lines right above them."""

    features: Array  # sparse: lines by features
    allowed: Array  # lines by roles
    weight: Array  # of each line's page
    around: Around
    steps: Sequence[tuple[Array, Array]]

    @classmethod
    def of(cls, samples: Sequence[Sample]) -> Stack:
        """The samples, one or more, the longest first, so that those with a line of some number stand together."""
        ranked = sorted(samples, key=lambda sample: -len(sample.allowed))
        sizes = np.array([len(sample.allowed) for sample in ranked])
        around = Around.of(sizes.tolist())
        rows = [around.first[: int((sizes > at).sum())] + at for at in range(1, int(sizes[0]))]
        return cls(
            vstack([sample.features for sample in ranked]).tocsr(),
            np.concatenate([sample.allowed for sample in ranked]),
            np.repeat([sample.weight for sample in ranked], sizes),
            around,
            [(now, now - 1) for now in rows],
        )


def train(draws: Sequence[Sequence[Sample]], start: Mapping[str, Array], seed: int) -> dict[str, Array]:
    """The numbers under which the truth is likeliest. Each round goes over the pages of one draw."""
    chance = np.random.default_rng(seed)
    network = Network(start, chance)
    for at in range(_ROUNDS):
        rate = next(rate for share, rate in _RATES if (at + 1) / _ROUNDS <= share)
        samples = draws[at % len(draws)]
        order = chance.permutation(len(samples))
        for begin in range(0, len(samples), _BATCH):
            batch = [samples[index] for index in order[begin : begin + _BATCH]]
            share = len(batch) / len(samples)
            network.step(_slopes(network, Stack.of(batch)), rate, _PULL * share, _SHRINK * share)
    return network.numbers


def _slopes(network: Network, stack: Stack) -> dict[str, Array]:
    """How the loss, minus the log of how likely the truth is, moves with each number."""
    scores = network.says(stack.features, stack.around)
    moves, begin = network.numbers["moves"], network.numbers["begin"]
    free, true = _expect(stack, scores, moves, begin), _expect(stack, scores, moves, begin, stack.allowed)
    slope = free.roles - true.roles
    linear = {"moves": free.moves - true.moves, "begin": slope[stack.around.first].sum(axis=0)}
    return network.slopes(slope) | linear


class Expected(NamedTuple):
    """Over all paths, or those that are allowed: how likely each role is on each line, and how often each follows each."""

    roles: Array
    moves: Array


def _expect(stack: Stack, scores: Array, move: Array, begin: Array, allowed: Array | None = None) -> Expected:
    """What is expected over all paths, or those that are allowed; pages count by their weight. The sums are scaled line by
    line (Rabiner 1989), which makes them products of matrices."""
    most = scores.max(axis=1, keepdims=True)
    here = np.exp(scores - most)
    if allowed is not None:
        here *= np.where(allowed, 1.0, _FORBIDDEN)
    steps, go = stack.steps, np.exp(move)
    ahead, scale = here.copy(), np.ones(len(here))
    ahead[stack.around.first] *= np.exp(begin)
    for now, above in [(stack.around.first, None), *steps]:
        if above is not None:
            ahead[now] *= ahead[above] @ go
        scale[now] = ahead[now].sum(axis=1)
        ahead[now] /= scale[now, None]
    behind = np.ones_like(here)
    here /= scale[:, None]
    moves = np.zeros((_R, _R))
    for now, above in reversed(steps):
        below = here[now] * behind[now]
        behind[above] = below @ go.T
        moves += ahead[above].T @ (below * stack.weight[now, None])
    return Expected(ahead * behind * stack.weight[:, None], moves * go)


class Learned(NamedTuple):
    """What one training has taught: how far each weight moved by feature, in the order of Role (transitions stand under
    `after ROLE` and START), and the network."""

    moved: dict[str, list[float]]
    points: dict[str, Array]
    inner: Array
    bias: Array
    outer: Array


def learn(lesson: Lesson, count: int, seed: int) -> Learned:
    """One training."""
    tables = load_tables(ROOT / "data", learned=False)
    draws = [
        read_samples(pages(lesson, count, draw), tables, lesson, draw)
        for draw in range(seed * _READ, (seed + 1) * _READ)
    ]
    names = sorted({name for _, met in draws for name in met})
    start = start_weights(tables, names)
    numbers = train([[_among(sample, met, names) for sample in samples] for samples, met in draws], start, seed)
    says, moves, begin = (numbers[name] - start[name] for name in ("says", "moves", "begin"))
    moved = {name: list(says[row]) for row, name in enumerate(names)}
    moved |= {f"after {role.value}": list(moves[INDEX[role]]) for role in Role}
    moved["START"] = list(begin)
    return Learned(
        moved, dict(zip(names, numbers["points"], strict=True)), *(numbers[x] for x in ("inner", "bias", "outer"))
    )


def _among(sample: Sample, met: Sequence[str], names: Sequence[str]) -> Sample:
    """The sample with its features, of those that were met, at their places among all names."""
    at = {name: index for index, name in enumerate(names)}
    columns = np.array([at[name] for name in met])
    matrix = sample.features.tocoo()
    features = csr_matrix((matrix.data, (matrix.row, columns[matrix.col])), shape=(matrix.shape[0], len(names)))
    return replace(sample, features=features)


def mean(learned: Sequence[Learned]) -> dict[str, list[float]]:
    """How far each weight moved, as the mean over several trainings."""
    names = sorted({name for one in learned for name in one.moved})
    none = [0.0] * _R
    return {
        name: [sum(column) / len(learned) for column in zip(*(x.moved.get(name, none) for x in learned), strict=True)]
        for name in names
    }


def networks(learned: Sequence[Learned]) -> dict[str, Array]:
    """The networks of several trainings side by side, as they stand in data/context.npz."""
    names = sorted({name for one in learned for name in one.points})
    none = np.zeros(POINT)
    points = [[one.points.get(name, none) for one in learned] for name in names]
    arrays = {
        "points": points,
        "inner": [one.inner for one in learned],
        "bias": [[one.bias] for one in learned],
        "outer": [one.outer for one in learned],
    }
    return {"names": np.array(names)} | {name: np.array(array, dtype=np.float16) for name, array in arrays.items()}


def with_learned(tables: Tables, learned: Sequence[Learned], by_hand: Tables) -> Tables:
    """Tables whose weights are those set by hand, moved by what was learned, with its networks; what is not learned stays as in
    `tables`."""
    moved = mean(learned)
    names = sorted(by_hand.speaks.keys() | (moved.keys() - _TRANSITIONS) | _CAUTION)
    none = [0.0] * _R
    says = [
        tables.says[tables.speaks.get(name, 0)]
        if name in _CAUTION
        else by_hand.says[by_hand.speaks.get(name, 0)] + np.array(moved.get(name, none))
        for name in names
    ]
    found = networks(learned)
    points = dict(zip(found["names"].tolist(), found["points"], strict=True))
    return replace(
        tables,
        speaks={name: at for at, name in enumerate(names, 1)},
        says=np.array([none, *says]),
        follows=by_hand.follows + np.array([moved[f"after {role.value}"] for role in Role]).T,
        starts=by_hand.starts + np.array(moved["START"]),
        context=context_of(names, points, found["inner"], found["bias"], found["outer"]),
    )


def write_learned(table: Mapping[str, Sequence[float]], path: Path) -> int:
    """Writes what moved, and says how many rows that are."""
    rows = ((name, role.value, moved[at]) for name, moved in table.items() for at, role in enumerate(ROLES))
    wants = "feature, role, how far its weight moved from the one set by hand"
    return write_table(path, "tools.train_weights", wants, rows, _SMALL)


def main() -> int:
    """Trains and writes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--folder", type=Path, default=SEEN)
    parser.add_argument(
        "--set",
        type=int,
        default=120,
        help="so many printed and as many web pages set from the folder's articles count too",
    )
    parser.add_argument("--networks", type=int, default=6, help="so many trainings, each with other set pages")
    parser.add_argument("--out", type=Path, default=ROOT / "data")
    wanted = parser.parse_args()
    lesson = Lesson.of(documents_of(wanted.folder), load_tables(ROOT / "data", learned=False))
    jobs = [(lesson, wanted.set, seed) for seed in range(max(1, wanted.networks))]
    with ProcessPoolExecutor(min(len(jobs), os.cpu_count() or 1)) as pool:
        learned = list(pool.map(learn, *zip(*jobs, strict=True)))
    count = write_learned(mean(learned), wanted.out / "learned.tsv")
    np.savez_compressed(wanted.out / "context.npz", **networks(learned))
    print(f"{len(learned)} networks, {len(learned[0].moved)} rows, {count} weights moved")
    return 0


if __name__ == "__main__":
    sys.exit(main())
