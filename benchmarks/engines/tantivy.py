"""tantivy through tantivy-py: one segment, queries made of terms, ids from a fast field."""

from __future__ import annotations

import time
from importlib.metadata import version
from typing import TYPE_CHECKING

import Stemmer
import tantivy
from tantivy import Occur
from tantivy import Query as Clause

from benchmarks.engines import LIMIT, SNIPPET, Numbered

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.corpora import Corpus
    from benchmarks.engines import Scored, Shown
    from benchmarks.queries import Query

TITLE = f"tantivy {version('tantivy')}"
KINDS = frozenset({"any", "all", "phrase", "not", "prefix"})
SNIPPETS = True
NOTE = "one thread, 1 GB heap; `count=False`; queries as objects, stemmed by PyStemmer"
HEAP = 1_000_000_000


def build(corpus: Corpus, folder: Path) -> None:
    """With its own English analyzer, which has no stop words."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("body", stored=True, tokenizer_name="en_stem")
    builder.add_unsigned_field("number", fast=True)
    index = tantivy.Index(builder.build(), path=str(folder))
    writer = index.writer(heap_size=HEAP, num_threads=1)
    for number, text in enumerate(corpus.paragraphs()):
        document = tantivy.Document()
        document.add_text("body", text)
        document.add_unsigned("number", number)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def open(folder: Path, corpus: Corpus) -> Searcher:  # noqa: A001, ARG001
    """One searcher for all queries."""
    return Searcher(tantivy.Index.open(str(folder)))


class Searcher(Numbered):
    """Queries built from terms."""

    def __init__(self, index: tantivy.Index) -> None:
        index.reload()
        self._schema = index.schema
        self._searcher = index.searcher()
        self._stem = Stemmer.Stemmer("english").stemWord
        self.clock = time.process_time_ns

    def bare(self, query: Query) -> Scored:
        """Without the stored text."""
        hits = self._searcher.search(self._clause(query), LIMIT, count=False).hits
        numbers = self._searcher.fast_field_values("number", [place for _, place in hits])
        return [(number, score) for number, (score, _) in zip(numbers, hits, strict=True)]

    def snippets(self, query: Query) -> Shown:
        """From its `SnippetGenerator`."""
        clause = self._clause(query)
        hits = self._searcher.search(clause, LIMIT, count=False).hits
        places = [place for _, place in hits]
        numbers = self._searcher.fast_field_values("number", places)
        generator = tantivy.SnippetGenerator.create(self._searcher, clause, self._schema, "body")
        generator.set_max_num_chars(SNIPPET)
        return [
            (number, generator.snippet_from_doc(self._searcher.doc(place)).to_html())
            for number, place in zip(numbers, places, strict=True)
        ]

    def _clause(self, query: Query) -> Clause:
        if query.kind == "prefix":
            return Clause.phrase_prefix_query(self._schema, "body", list(query.words))
        if query.kind == "phrase":
            return Clause.phrase_query(self._schema, "body", list(map(self._stem, query.words)))
        if len(query.words) == 1:
            return self._term(query.words[0])
        occur = Occur.Must if query.kind == "all" else Occur.Should
        clauses = [(occur, self._term(word)) for word in query.words]
        if query.without:
            clauses.append((Occur.MustNot, self._term(query.without)))
        return Clause.boolean_query(clauses)

    def _term(self, word: str) -> Clause:
        """A term without its positions, which the query does not need."""
        return Clause.term_query(self._schema, "body", self._stem(word), "freq")
