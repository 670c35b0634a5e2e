"""Postings: where each pair of characters stands, packed for the browser. Arrays in, bytes out; no text is known here.

Numbers are written as LEB128: seven bits a byte, lowest first, the high bit set on all bytes but the last.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
SEPARATOR = "\0"  # between fields; no pair crosses it


class Postings(NamedTuple):
    """Occurrences sorted by key, document and position; the numbers of equal length stand side by side."""

    keys: Numbers  # first character << 21 | second character, 0 for a character by itself
    docs: Numbers
    places: Numbers


def occurrences(texts: Sequence[str], parts: int = 1) -> Iterator[Postings]:
    """Every pair of neighbours in the texts, and every character that stands there, in the order of key, text, position; in so
    many parts, each with other characters, so that not all need to be held at once."""
    joined = SEPARATOR.join(texts) + SEPARATOR
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    sizes = np.fromiter((len(text) + 1 for text in texts), dtype=np.int64, count=len(texts))
    docs = np.repeat(np.arange(len(texts), dtype=np.int32), sizes)
    places = (np.arange(len(codes)) - np.repeat(np.cumsum(sizes) - sizes, sizes)).astype(np.int32)
    following = np.append(codes[1:], np.uint32(0))
    for part in range(parts):
        single = (codes != 0) & (codes % parts == part)
        pair = single & (following != 0)
        firsts, seconds = codes[pair].astype(np.int64), following[pair].astype(np.int64)
        keys = np.concatenate([(firsts << 21) | seconds, codes[single].astype(np.int64) << 21])
        order = np.argsort(keys, kind="stable")
        yield Postings(
            keys[order],
            np.concatenate([docs[pair], docs[single]])[order].astype(np.int64),
            np.concatenate([places[pair], places[single]])[order].astype(np.int64),
        )


class Groups(NamedTuple):
    """Runs of one key and one document."""

    keys: Numbers
    docs: Numbers
    starts: Numbers  # index of the run's first occurrence
    counts: Numbers


def grouped(postings: Postings) -> Groups:
    """The runs of a key in a document."""
    if not len(postings.keys):
        return Groups(*(np.zeros(0, dtype=np.int64) for _ in range(4)))
    new = np.append(True, (postings.keys[1:] != postings.keys[:-1]) | (postings.docs[1:] != postings.docs[:-1]))
    starts = np.flatnonzero(new).astype(np.int64)
    counts = np.diff(np.append(starts, len(postings.keys)))
    return Groups(postings.keys[starts], postings.docs[starts], starts, counts)


def document_stream(groups: Groups) -> tuple[Numbers, Numbers]:
    """For each run the step from the document before and how often; and to which run each number belongs."""
    values = np.empty(2 * len(groups.keys), dtype=np.int64)
    values[0::2] = _steps(groups)
    values[1::2] = groups.counts
    return values, np.repeat(np.arange(len(groups.keys), dtype=np.int64), 2)


def place_stream(postings: Postings, groups: Groups) -> tuple[Numbers, Numbers]:
    """For each run the first position and the steps between; and to which run each number belongs."""
    run = np.repeat(np.arange(len(groups.keys), dtype=np.int64), groups.counts)
    values = postings.places.copy()
    if len(values):
        values[1:] -= np.where(run[1:] == run[:-1], postings.places[:-1], 0)
    return values, run


def full_stream(postings: Postings, groups: Groups) -> tuple[Numbers, Numbers]:
    """Documents, counts and positions of each run, one after the other."""
    heads, head_runs = document_stream(groups)
    places, place_runs = place_stream(postings, groups)
    values = np.concatenate([heads, places])
    runs = np.concatenate([head_runs, place_runs])
    order = np.argsort(runs, kind="stable")
    return values[order], runs[order]


def _steps(groups: Groups) -> Numbers:
    steps = groups.docs.copy()
    if len(steps):
        steps[1:] -= np.where(groups.keys[1:] == groups.keys[:-1], groups.docs[:-1], 0)
    return steps


def by_key(groups: Groups, values: Numbers, runs: Numbers) -> dict[int, bytes]:
    """The numbers of each key as bytes."""
    if not len(groups.keys):
        return {}
    packed, offsets = leb128(values)
    first = np.flatnonzero(np.append(True, groups.keys[1:] != groups.keys[:-1]))
    # where in the numbers each key begins: its first run's first number
    begin = np.searchsorted(runs, first)
    cuts = np.append(offsets[begin], len(packed))
    raw = packed.tobytes()
    return {int(key): raw[a:b] for key, a, b in zip(groups.keys[first], cuts[:-1], cuts[1:], strict=True)}


def leb128(values: Numbers) -> tuple[NDArray[np.uint8], Numbers]:
    """The bytes of the numbers, and where each number begins."""
    sizes = 1 + (values >= 1 << 7).astype(np.int64) + (values >= 1 << 14) + (values >= 1 << 21) + (values >= 1 << 28)
    offsets = np.cumsum(sizes) - sizes
    out = np.zeros(int(sizes.sum()), dtype=np.uint8)
    for at in range(int(sizes.max(initial=0))):
        has = sizes > at
        more = np.where(sizes[has] > at + 1, 0x80, 0)
        out[offsets[has] + at] = ((values[has] >> (7 * at)) & 0x7F) | more
    return out, offsets


def number(value: int) -> bytes:
    """One number as LEB128."""
    out = bytearray()
    while value >= 0x80:
        out.append((value & 0x7F) | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def shard_of(key: int, shards: int) -> int:
    """Which file a key is in; the browser works it out in the same way."""
    first, second = key >> 21, key & 0x1FFFFF
    return (((first * 0x9E3779B1) ^ ((second + 1) * 0x85EBCA6B)) & 0xFFFFFFFF) % shards


def shards_for(size: int, wanted: int) -> int:
    """How many files of about `wanted` bytes hold `size` bytes: a power of two."""
    count = 1
    while count * wanted < size and count < 4096:
        count *= 2
    return count


def packed_shards(entries: Iterable[tuple[int, bytes]], shards: int) -> Iterator[bytes]:
    """One file for each shard: key and bytes, key and bytes …, gzipped without a date."""
    files: list[bytearray] = [bytearray() for _ in range(shards)]
    for key, data in entries:
        file = files[shard_of(key, shards)]
        file += number(key >> 21) + number(key & 0x1FFFFF) + number(len(data)) + data
    for file in files:
        yield gzip.compress(bytes(file), 6, mtime=0)
