"""bm25s with its Numba kernel: no positions, so only words, and no snippets."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import bm25s
import Stemmer

from benchmarks.engines import LIMIT, Numbered

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.corpora import Corpus
    from benchmarks.engines import Scored, Shown
    from benchmarks.queries import Query

TITLE = f"bm25s {bm25s.__version__}"
KINDS = frozenset({"any"})
SNIPPETS = False
NOTE = "Numba, k1 = 1.2, b = .75, no stop words, mapped into memory; no positions, no snippets"


def build(corpus: Corpus, folder: Path) -> None:
    """All paragraphs in memory, as it wants them; they are stored beside the index."""
    paragraphs = list(corpus.paragraphs())
    tokens = bm25s.tokenize(
        paragraphs,
        token_pattern=r"(?u)[^\W_]+",  # noqa: S106
        stopwords=None,
        stemmer=Stemmer.Stemmer("english"),
        show_progress=False,
    )
    index = bm25s.BM25(k1=1.2, b=0.75)
    index.index(tokens, show_progress=False)
    index.save(folder, corpus=paragraphs, show_progress=False)


def open(folder: Path, corpus: Corpus) -> Searcher:  # noqa: A001, ARG001
    """One index for all queries."""
    index = bm25s.BM25.load(folder, mmap=True, override_params={"backend": "numba"})
    index.retrieve([["a"]], k=1, show_progress=False)  # which compiles
    return Searcher(index)


class Searcher(Numbered):
    """One query at a time, on one thread."""

    def __init__(self, index: bm25s.BM25) -> None:
        self._index = index
        self._stem = Stemmer.Stemmer("english").stemWord
        self.clock = time.process_time_ns

    def bare(self, query: Query) -> Scored:
        """It fills up its ten with paragraphs that do not match; these are left out."""
        words = [[self._stem(word) for word in query.words]]
        numbers, scores = self._index.retrieve(words, k=LIMIT, show_progress=False)
        pairs = zip(numbers[0].tolist(), scores[0].tolist(), strict=True)
        return [(number, score) for number, score in pairs if score > 0]

    def snippets(self, query: Query) -> Shown:
        """It has none."""
        raise NotImplementedError
