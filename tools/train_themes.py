"""Learns what each word says of each theme, from articles with readers' choice of themes (benchmarks/themes/seen.tsv).

    python -m tools.train_themes [--least 3] [--most 0.1] [--pull 1.0] [--out FILE]

One logistic regression for each theme over the sum of its cues, as people weigh them, and over how often each word stands
where (`clippings.themes.said_of`): words of two to four characters, no numbers, that stand in `--least` articles at least
and in a share of `--most` at most, found by the dictionary of jieba, which only the benchmarks install. The weights of words are pulled to nothing (a Gaussian prior of
precision `--pull`). Writes data/theme_words.tsv: word, theme, weight; `(start)` is where a theme's score starts, `(cues)`
how much a cue's weight counts. Weights below 0.05 are left out.
"""

from __future__ import annotations

import argparse
import logging
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import jieba
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from benchmarks.choices import Key, agreed, choices
from benchmarks.documents import documents
from clippings.places.mention import Mention, Piece
from clippings.tables import ThemeWords, load_tables
from clippings.tag import Tagger, tag
from clippings.themes import Vocabulary, cue_scores, said_of
from tools.table import write_table

ROOT = Path(__file__).resolve().parents[1]
_WORD = re.compile(r"(?![一二三四五六七八九十百千万亿两几多半])[\u4e00-\u9fff]{2,4}")
_SMALL = 0.05
_START, _CUES = -3.0, 0.3  # where training begins
Array = Any


class Text(NamedTuple):
    """An article's pieces and mentions, and the themes that readers agreed on."""

    key: Key
    pieces: Sequence[Piece]
    mentions: Sequence[Mention]
    themes: frozenset[str]


def texts(tagger: Tagger, part: str = "seen") -> Iterator[Text]:
    """Every article of a part with its readers' choice."""
    chosen = choices(part)
    for articles, source, keys in documents(part):
        for reading, key in zip(tag(articles, source, tagger).readings, keys, strict=True):
            if key not in chosen:  # nobody has read it for its places and themes
                continue
            yield Text(key, reading.pieces, reading.mentions, frozenset(agreed(chosen[key]).themes))


def words_of(given: Collection[Text], least: int, most: float) -> list[str]:
    """The words that stand in `least` articles or more, and in no larger share of them than `most`."""
    jieba.setLogLevel(logging.WARNING)
    spread: Counter[str] = Counter()
    for text in given:
        spread.update({word for piece in text.pieces for word in jieba.cut(piece.text) if _WORD.fullmatch(word)})
    return sorted(word for word, number in spread.items() if least <= number <= most * len(given))


def counts(given: Sequence[Text], words: Sequence[str], tagger: Tagger) -> tuple[Any, Array, Array]:
    """Articles by words: how much of each word there is; articles by themes: the sum of the cues, and the truth."""
    slugs = tagger.vocabulary.slugs
    at = {word: index for index, word in enumerate(words)}
    one = ThemeWords(
        dict.fromkeys(slugs, 0.0), {}, {word: {word: 1.0} for word in words}
    )  # each word a theme of its own
    vocabulary = Vocabulary(tagger.tables.themes, one)
    rows, columns, values, cues = [], [], [], []
    for row, text in enumerate(given):
        said = said_of(text.pieces, text.mentions, vocabulary)
        for word, value in said.words.items():
            if value and word in at:
                rows.append(row)
                columns.append(at[word])
                values.append(value)
        scores = cue_scores(said.hits)
        cues.append([scores.get(slug, 0.0) for slug in slugs])
    truth = np.array([[slug in text.themes for slug in slugs] for text in given], float)
    return csr_matrix((values, (rows, columns)), shape=(len(given), len(words))), np.array(cues), truth


def train(amounts: Any, cues: Array, truth: Array, pull: float, rounds: int = 200) -> tuple[Array, Array, Array]:
    """Weights of words by themes, where each theme starts, and how much its cues count."""
    words, themes = amounts.shape[1], truth.shape[1]
    turned = amounts.T.tocsr()

    def parts(weights: Array) -> tuple[Array, Array, Array]:
        return weights[: words * themes].reshape(words, themes), weights[-2 * themes : -themes], weights[-themes:]

    def loss(weights: Array) -> tuple[float, Array]:
        of_words, start, of_cues = parts(weights)
        sums = amounts @ of_words + start + cues * of_cues
        off = 1 / (1 + np.exp(-sums)) - truth
        slope = np.concatenate([(turned @ off + pull * of_words).ravel(), off.sum(0), (off * cues).sum(0)])
        return (np.logaddexp(0, sums) - truth * sums).sum() + pull * (of_words**2).sum() / 2, slope

    begin = np.concatenate([np.zeros(words * themes), np.full(themes, _START), np.full(themes, _CUES)])
    return parts(minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": rounds}).x)


def main() -> int:
    """Trains and writes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--least", type=int, default=3, help="a word must stand in so many articles")
    parser.add_argument("--most", type=float, default=0.1, help="and in no larger share of the articles")
    parser.add_argument("--pull", type=float, default=1.0)
    parser.add_argument("--out", type=Path, default=ROOT / "data" / "theme_words.tsv")
    wanted = parser.parse_args()
    tagger = Tagger.of(load_tables(ROOT / "data"))
    given = list(texts(tagger))
    words = words_of(given, wanted.least, wanted.most)
    weights, start, cues = train(*counts(given, words, tagger), wanted.pull)
    slugs = tagger.vocabulary.slugs
    table = zip(["(start)", "(cues)", *words], [start, cues, *weights], strict=True)
    rows = ((word, slug, float(value)) for word, row in table for slug, value in zip(slugs, row, strict=True))
    wants = "word, theme, what it says of the theme in log-odds"
    count = write_table(wanted.out, "tools.train_themes", wants, rows, _SMALL)
    print(f"{len(given)} articles, {len(words)} words, {count} weights")
    return 0


if __name__ == "__main__":
    sys.exit(main())
