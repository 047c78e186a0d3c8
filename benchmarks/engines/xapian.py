"""Xapian through its own binding for Python."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

try:
    import xapian
except ImportError:  # Debian puts it where a virtual environment does not look
    sys.path.append("/usr/lib/python3/dist-packages")
    try:
        import xapian
    except ImportError as missing:
        raise ImportError("on Debian: apt-get install python3-xapian") from missing
    finally:
        sys.path.pop()

from benchmarks.engines import LIMIT, SNIPPET, Numbered

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.corpora import Corpus
    from benchmarks.engines import Scored, Shown
    from benchmarks.queries import Query

TITLE = f"Xapian {xapian.version_string()}"
KINDS = frozenset({"any", "all", "phrase", "not", "prefix"})
SNIPPETS = True
NOTE = "glass, compacted, flushed every 100,000; BM25 with k1 = 1.2, b = .75; no exact count"


def build(corpus: Corpus, folder: Path) -> None:
    """All terms stemmed, then compacted."""
    os.environ["XAPIAN_FLUSH_THRESHOLD"] = "100000"
    loose = str(folder / "loose")
    database = xapian.WritableDatabase(loose, xapian.DB_CREATE)
    terms = xapian.TermGenerator()
    terms.set_stemmer(xapian.Stem("english"))
    terms.set_stemming_strategy(xapian.TermGenerator.STEM_ALL)
    for text in corpus.paragraphs():
        document = xapian.Document()
        document.set_data(text)
        terms.set_document(document)
        terms.index_text(text)
        database.add_document(document)
    database.commit()
    database.compact(str(folder / "index"))
    database.close()
    for part in (folder / "loose").iterdir():
        part.unlink()
    (folder / "loose").rmdir()


def open(folder: Path, corpus: Corpus) -> Searcher:  # noqa: A001, ARG001
    """One database for all queries."""
    return Searcher(xapian.Database(str(folder / "index")))


class Searcher(Numbered):
    """Queries built from terms."""

    def __init__(self, database: xapian.Database) -> None:
        self._enquire = xapian.Enquire(database)
        self._enquire.set_weighting_scheme(xapian.BM25Weight(1.2, 0, 1, 0.75, 0.5))
        self._stem = xapian.Stem("english")
        self.clock = time.process_time_ns

    def bare(self, query: Query) -> Scored:
        """Documents are numbered from 1."""
        self._enquire.set_query(self._clause(query))
        return [(match.docid - 1, match.weight) for match in self._enquire.get_mset(0, LIMIT)]

    def snippets(self, query: Query) -> Shown:
        """From `MSet.snippet`."""
        self._enquire.set_query(self._clause(query))
        matches = self._enquire.get_mset(0, LIMIT)
        return [
            (match.docid - 1, matches.snippet(match.document.get_data(), SNIPPET, self._stem))
            for match in matches
        ]

    def _clause(self, query: Query) -> xapian.Query:
        if query.kind == "prefix":
            unlimited = 0, xapian.Query.WILDCARD_LIMIT_ERROR
            return xapian.Query(xapian.Query.OP_WILDCARD, query.words[0], *unlimited)
        operators = {"all": xapian.Query.OP_AND, "phrase": xapian.Query.OP_PHRASE}
        terms = [self._stem(word) for word in query.words]
        clause = xapian.Query(operators.get(query.kind, xapian.Query.OP_OR), terms)
        if query.without:
            without = xapian.Query(self._stem(query.without))
            return xapian.Query(xapian.Query.OP_AND_NOT, clause, without)
        return clause
