"""pincite through its front door: text files in, `find` out."""

from __future__ import annotations

import os
import time
from importlib.metadata import version
from typing import TYPE_CHECKING

import pincite

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.corpora import Corpus
    from benchmarks.engines import Scored, Shown
    from benchmarks.queries import Query
    from pincite.search.hits import Hit

TITLE = f"pincite {version('pincite')}"
KINDS = frozenset({"any", "all", "phrase", "not"})
SNIPPETS = True
NOTE = (
    "a file for each article, read, divided into paragraphs and sentences, every occurrence with "
    "its place; phrases as written; no function words among others; scores also count title and "
    "nearness"
)
_JOINED = {"any": " ", "all": " AND ", "phrase": " ", "not": " "}


def build(corpus: Corpus, folder: Path) -> None:
    """As a user would, the article files being there."""
    pincite.build_index(corpus.files, folder)


def open(folder: Path, corpus: Corpus) -> Searcher:  # noqa: A001
    """One open index for all queries."""
    return Searcher(pincite.open_index(folder), corpus)


class Searcher:
    """`Index.find`, and what of its hits is read."""

    def __init__(self, index: pincite.Index, corpus: Corpus) -> None:
        self._index = index
        self._firsts = {
            os.path.relpath(corpus.path(number), index.root): place.first
            for number, place in enumerate(corpus.places)
        }
        self.clock = time.process_time_ns

    def bare(self, query: Query) -> Scored:
        """Reading where each hit stands, and its score."""
        return [(self._number(hit), hit.score) for hit in self._index.find(_written(query))]

    def snippets(self, query: Query) -> Shown:
        """The snippet with its offsets."""
        return [
            (self._number(hit), (hit.snippet.text, hit.snippet.spans))
            for hit in self._index.find(_written(query))
        ]

    def _number(self, hit: Hit) -> int:
        """The title is paragraph 1 and none of the corpus's; the article's own begin at 2."""
        ordinal = hit.paragraph.ordinal
        return self._firsts[hit.article.id] + ordinal - 2 if ordinal > 1 else -1


def _written(query: Query) -> str:
    text = _JOINED[query.kind].join(query.words)
    if query.kind == "phrase":
        return f'"{text}"'
    return f"{text} -{query.without}" if query.without else text
