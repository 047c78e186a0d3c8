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
    from pincite.search.hits.values import Hit

TITLE = f"pincite {version('pincite')}"
KINDS = frozenset({"any", "all", "phrase", "not", "prefix", "filtered"})
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
        """Hits whose text nobody asks for is not read."""
        return [(hit, hit.score) for hit in self._index.find(_written(query))]

    def snippets(self, query: Query) -> Shown:
        """The snippet with its offsets."""
        return [
            (hit, (hit.snippet.text, hit.snippet.spans))
            for hit in self._index.find(_written(query))
        ]

    def number(self, place: Hit) -> int:
        """The title is paragraph 1 and none of the corpus's; the article's own begin at 2."""
        ordinal = place.paragraph.ordinal
        return self._firsts[place.article.id] + ordinal - 2 if ordinal > 1 else -1


def _written(query: Query) -> str:
    if query.kind == "prefix":
        return f"{query.words[0]}*"
    if query.kind == "filtered":
        return f"{' '.join(query.words)} path:{query.source}/"
    text = _JOINED[query.kind].join(query.words)
    if query.kind == "phrase":
        return f'"{text}"'
    return f"{text} -{query.without}" if query.without else text
