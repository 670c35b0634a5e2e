"""Learns how far the weights that people set should move, from the pages with truth in benchmarks/fidelity/seen.

    python -m tools.train_weights [--folder FOLDER] [--set 120] [--pull 1.0] [--bags 12] [--out FILE]

The model is the one that classify reads pages with: a linear-chain conditional random field (Lafferty, McCallum and
Pereira 2001) over the tables' signs and features. Where the truth leaves a line's role open, all roles that agree with
it count together. The patterns of furniture were written with these pages in sight and are righter here than they will be
elsewhere, so some of what they find is forgotten (dropout; Srivastava et al. 2014): the rest has to do. Training starts at
the weights of data/signs.yml, furniture.yml and weights.yml and is pulled back to them (a Gaussian prior of precision
`--pull`), so that what the pages say nothing of stays as people set it. How a line is worded is told by a wording that was
learned without the page (`tools.train_wording.without`). Writes data/learned.tsv: feature, role, how far its weight moved, as
the mean over bags of pages (every other bag holds half of the documents); moves smaller than 0.05 are left out.
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
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, vstack

from benchmarks.labels import allowed_roles
from benchmarks.layout import Truth, make_page, settable
from benchmarks.lines import Single, single_lines
from benchmarks.webpage import make_web_page
from clippings.classify.around import see_around
from clippings.classify.look import look_at_all
from clippings.classify.reading import INDEX, ROLES
from clippings.classify.web import kind_of
from clippings.classify.wording import see_wording
from clippings.clean import clean
from clippings.models import Role
from clippings.tables import Tables, Wording, load_tables
from tools.table import write_table
from tools.train_wording import SEEN, Document, all_lines, documents_of, parted, without

ROOT = Path(__file__).resolve().parents[1]
_CAUTION = {"unsigned", "unsigned-text"}  # set by hand alone
_TRANSITIONS = {"START"} | {f"after {role.value}" for role in Role}
_SMALL = 0.05
SET_WEIGHT = 0.3  # how much a page that was set by chance counts beside one that was written
DRAWN = 0.5  # of the documents, for an even bag (Breiman 1996: what differs from bag to bag is lost in their mean)
FORGOTTEN = 0.45  # of the signs of furniture on these pages: their patterns were written with just these pages in sight
_FORBIDDEN = 1e-26  # times as likely a role counts that the truth does not allow
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
    """What a training needs: documents and single lines, the parts of their groups, and a wording that has not seen each part."""

    documents: Sequence[Document]
    singles: Sequence[Single]
    parts: Sequence[frozenset[str]]
    wordings: Sequence[Wording]

    @classmethod
    def of(cls, documents: Sequence[Document], tables: Tables) -> Lesson:
        """Learns the wordings."""
        singles = single_lines()
        parts = parted([*(x.group for x in documents), *(x.group for x in singles)])
        return cls(documents, singles, parts, without(all_lines(documents, singles, tables), parts))

    def part(self, group: str) -> int:
        """The part that a group is of."""
        return next(at for at, groups in enumerate(self.parts) if group in groups)


def pages(lesson: Lesson, count: int, bag: int = 0) -> Iterator[Page]:
    """All documents, or for an even `bag` half of them by chance; and `count` printed pages and as many web pages, others
    for each bag, each set from articles and furniture of one part."""
    parts = len(lesson.parts)
    chance = random.Random(bag)
    truths: list[list[Truth]] = [[] for _ in range(parts)]
    for text, truth, group in lesson.documents:
        truths[lesson.part(group)].append(truth)
        if bag % 2 or chance.random() < DRAWN:
            yield Page(text, truth, 1.0, lesson.part(group))
    furniture: list[list[str]] = [[] for _ in range(parts)]
    for single in lesson.singles:
        if single.role is Role.FURNITURE:
            furniture[lesson.part(single.group)].append(single.text)
    articles = [settable(own) for own in truths]
    for number in range(bag * count, (bag + 1) * count):
        part = number % parts
        yield Page(*make_page(number, articles[part]), SET_WEIGHT, part)
        yield Page(*make_web_page(number, articles[part], furniture[part]), SET_WEIGHT, part)


def read_samples(
    given: Iterable[Page], tables: Tables, wordings: Sequence[Wording], chance: int = 0
) -> tuple[list[Sample], list[str]]:
    """Every page as a sample, read with the wording that has not seen its part; and the names of all features met there."""
    rng = random.Random(chance)
    ready = [replace(tables, wording=wording) for wording in wordings]
    seen = []
    for text, truth, weight, part in given:
        lines = clean(text)
        looks = look_at_all(lines, ready[part])
        for look in looks:
            look.drop_signs([sign for sign in look.signs if rng.random() >= (FORGOTTEN if sign.no_text else 0.0)])
        see_wording(looks, wordings[part])
        see_around(looks, kind_of(looks), ready[part])
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


def start_weights(tables: Tables, names: Sequence[str]) -> Array:
    """The weights now in use, as one row: features, transitions [from][to], starts."""
    features = tables.says[[tables.speaks.get(name, 0) for name in names]]
    return np.concatenate([np.ravel(features), np.ravel(np.transpose(tables.follows)), tables.starts])


class Stack(NamedTuple):
    """Samples one below the other, for sums over all of them at once. `steps` holds, for the second line of a page and each
    that follows, the rows of all pages' lines of that number, and the rows of the lines right above them."""

    features: Array  # sparse: lines by features
    allowed: Array  # lines by roles
    weight: Array  # of each line's page
    first: Array  # rows of the first lines
    steps: Sequence[tuple[Array, Array]]

    @classmethod
    def of(cls, samples: Sequence[Sample]) -> Stack:
        """The samples, one or more, the longest first, so that those with a line of some number stand together."""
        ranked = sorted(samples, key=lambda sample: -len(sample.allowed))
        sizes = np.array([len(sample.allowed) for sample in ranked])
        first = np.cumsum(sizes) - sizes
        rows = [first[: int((sizes > at).sum())] + at for at in range(1, int(sizes[0]))]
        return cls(
            vstack([sample.features for sample in ranked]).tocsr(),
            np.concatenate([sample.allowed for sample in ranked]),
            np.repeat([sample.weight for sample in ranked], sizes),
            first,
            [(now, now - 1) for now in rows],
        )


def train(samples: Sequence[Sample], start: Array, pull: float, rounds: int = 60) -> Array:
    """The weights under which the truth is likeliest, pulled back to `start`."""
    stack = Stack.of(samples)
    turned = stack.features.T.tocsr()

    def loss(weights: Array) -> tuple[float, Array]:
        emit, move, begin = _parts(weights)
        scores = stack.features @ emit
        free, true = _expect(stack, scores, move, begin), _expect(stack, scores, move, begin, stack.allowed)
        slope = np.zeros_like(weights)
        emit_slope, move_slope, begin_slope = _parts(slope)
        emit_slope += turned @ (free[1] - true[1])
        move_slope += free[2] - true[2]
        begin_slope += (free[1] - true[1])[stack.first].sum(axis=0)
        moved = weights - start
        return free[0] - true[0] + pull * float(moved @ moved) / 2, slope + pull * moved

    result = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    return result.x


def _parts(weights: Array) -> tuple[Array, Array, Array]:
    return weights[: -_R * _R - _R].reshape(-1, _R), weights[-_R * _R - _R : -_R].reshape(_R, _R), weights[-_R:]


def _expect(
    stack: Stack, scores: Array, move: Array, begin: Array, allowed: Array | None = None
) -> tuple[float, Array, Array]:
    """Over all paths, or those that are allowed: the log of their sum, how likely each role is on each line, and how often
    each follows each; pages count by their weight. The sums are scaled line by line (Rabiner 1989), which makes them
    products of matrices."""
    most = scores.max(axis=1, keepdims=True)
    here = np.exp(scores - most)
    if allowed is not None:
        here *= np.where(allowed, 1.0, _FORBIDDEN)
    steps, go = stack.steps, np.exp(move)
    ahead, scale = here.copy(), np.ones(len(here))
    ahead[stack.first] *= np.exp(begin)
    for now, above in [(stack.first, None), *steps]:
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
    whole = float(stack.weight @ (np.log(scale) + most[:, 0]))
    return whole, ahead * behind * stack.weight[:, None], moves * go


def learned_rows(weights: Array, given: Array, names: Sequence[str]) -> dict[str, list[float]]:
    """How far each weight moved: by feature, in the order of Role. Transitions stand under `after ROLE` and START."""
    emit, move, begin = _parts(weights - given)
    table = {name: list(emit[row]) for row, name in enumerate(names)}
    table |= {f"after {role.value}": list(move[INDEX[role]]) for role in Role}
    table["START"] = list(begin)
    return table


def learn(lesson: Lesson, count: int, pull: float, bag: int) -> dict[str, list[float]]:
    """What one bag of pages teaches: how far each weight moved."""
    tables = load_tables(ROOT / "data", learned=False)
    samples, names = read_samples(pages(lesson, count, bag), tables, lesson.wordings, bag)
    start = start_weights(tables, names)
    return learned_rows(train(samples, start, pull), start, names)


def mean(learned: Sequence[Mapping[str, Sequence[float]]]) -> dict[str, list[float]]:
    """The mean of what several bags teach together, as their mean: what only the chance of the set pages teaches moves little."""
    names = sorted({name for table in learned for name in table})
    none = [0.0] * _R
    return {
        name: [sum(column) / len(learned) for column in zip(*(t.get(name, none) for t in learned), strict=True)]
        for name in names
    }


def with_learned(tables: Tables, learned: Mapping[str, Sequence[float]], by_hand: Tables) -> Tables:
    """Tables whose weights are those set by hand, moved by what was learned; what is not learned stays as in `tables`."""
    names = sorted(by_hand.speaks.keys() | (learned.keys() - _TRANSITIONS) | _CAUTION)
    none = [0.0] * _R
    says = [
        tables.says[tables.speaks.get(name, 0)]
        if name in _CAUTION
        else by_hand.says[by_hand.speaks.get(name, 0)] + np.array(learned.get(name, none))
        for name in names
    ]
    return replace(
        tables,
        speaks={name: at for at, name in enumerate(names, 1)},
        says=np.array([none, *says]),
        follows=by_hand.follows + np.array([learned[f"after {role.value}"] for role in Role]).T,
        starts=by_hand.starts + np.array(learned["START"]),
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
    parser.add_argument("--pull", type=float, default=1.0)
    parser.add_argument(
        "--set",
        type=int,
        default=120,
        help="so many printed and as many web pages set from the folder's articles count too",
    )
    parser.add_argument(
        "--bags",
        type=int,
        default=12,
        help="the mean of so many trainings, each with other set pages, every other one with half of the documents",
    )
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "learned.tsv")
    wanted = parser.parse_args()
    wanted.bags = max(1, wanted.bags)
    lesson = Lesson.of(documents_of(wanted.folder), load_tables(ROOT / "data", learned=False))
    jobs = [(lesson, wanted.set, wanted.pull, bag) for bag in range(wanted.bags)]
    with ProcessPoolExecutor(min(wanted.bags, os.cpu_count() or 1)) as pool:
        learned = list(pool.map(learn, *zip(*jobs, strict=True)))
    count = write_learned(mean(learned), wanted.out)
    print(f"{len(learned)} bags, {len(learned[0])} rows, {count} weights moved")
    return 0


if __name__ == "__main__":
    sys.exit(main())
