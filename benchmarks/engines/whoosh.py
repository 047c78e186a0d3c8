"""Whoosh as it comes: its own codec, its own stemming analyzer, one segment."""

from __future__ import annotations

import time
from importlib.metadata import version
from typing import TYPE_CHECKING

from whoosh import query as clauses
from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import TEXT, Schema
from whoosh.index import create_in, open_dir

from benchmarks.engines import LIMIT, Numbered

if TYPE_CHECKING:
    from pathlib import Path

    from whoosh.searching import Results
    from whoosh.searching import Searcher as WhooshSearcher

    from benchmarks.corpora import Corpus
    from benchmarks.engines import Scored, Shown
    from benchmarks.queries import Query

TITLE = f"Whoosh {version('whoosh-reloaded')}"
KINDS = frozenset({"any", "all", "phrase", "not", "prefix"})
SNIPPETS = True
NOTE = "`limitmb=512`, unbounded cache of stems, no stop words; queries as objects"


def build(corpus: Corpus, folder: Path) -> None:
    """In one commit, so that documents are numbered as paragraphs are."""
    analyzer = StemmingAnalyzer(stoplist=None, minsize=1, cachesize=-1)
    schema = Schema(body=TEXT(analyzer=analyzer, stored=True))
    writer = create_in(str(folder), schema).writer(limitmb=512)
    for text in corpus.paragraphs():
        writer.add_document(body=text)
    writer.commit()


def open(folder: Path, corpus: Corpus) -> Searcher:  # noqa: A001, ARG001
    """One searcher for all queries."""
    return Searcher(open_dir(str(folder)).searcher())


class Searcher(Numbered):
    """Queries built from terms."""

    def __init__(self, searcher: WhooshSearcher) -> None:
        self._searcher = searcher
        self._analyzer = searcher.schema["body"].analyzer
        self.clock = time.process_time_ns

    def bare(self, query: Query) -> Scored:
        """Without the stored text."""
        return [(hit.docnum, hit.score) for hit in self._results(query)]

    def snippets(self, query: Query) -> Shown:
        """From `Hit.highlights`, with its defaults."""
        return [(hit.docnum, hit.highlights("body")) for hit in self._results(query)]

    def _results(self, query: Query) -> Results:
        return self._searcher.search(self._clause(query), limit=LIMIT)

    def _clause(self, query: Query) -> clauses.Query:
        if query.kind == "prefix":
            return clauses.Prefix("body", query.words[0])
        if query.kind == "phrase":
            return clauses.Phrase("body", [self._stem(word) for word in query.words])
        terms = [self._term(word) for word in query.words]
        clause = clauses.And(terms) if query.kind == "all" else clauses.Or(terms)
        if len(terms) == 1:
            clause = terms[0]
        return clauses.AndNot(clause, self._term(query.without)) if query.without else clause

    def _term(self, word: str) -> clauses.Term:
        return clauses.Term("body", self._stem(word))

    def _stem(self, word: str) -> str:
        return str(next(iter(self._analyzer(word))).text)
