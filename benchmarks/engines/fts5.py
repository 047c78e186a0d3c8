"""SQLite FTS5 from the standard library."""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING

from benchmarks.engines import LIMIT, Numbered

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.corpora import Corpus
    from benchmarks.engines import Scored, Shown
    from benchmarks.queries import Query

TITLE = f"SQLite FTS5 {sqlite3.sqlite_version}"
KINDS = frozenset({"any", "all", "phrase", "not", "prefix"})
SNIPPETS = True
NOTE = "`porter unicode61`, optimized, no journal; `order by rank limit 10`; snippets of 48 tokens"

_BARE = f"select rowid, rank from paragraphs where paragraphs match ? order by rank limit {LIMIT}"  # noqa: S608
_SHOWN = _BARE.replace("rank from", "snippet(paragraphs, 0, '[', ']', '…', 48) from", 1)


def build(corpus: Corpus, folder: Path) -> None:
    """In one transaction, then merged into one tree."""
    with sqlite3.connect(folder / "index.db", isolation_level=None) as database:
        database.execute("pragma journal_mode = off")
        database.execute("pragma synchronous = off")
        database.execute(
            "create virtual table paragraphs using fts5(body, tokenize = 'porter unicode61')"
        )
        database.execute("begin")
        database.executemany(
            "insert into paragraphs(rowid, body) values (?, ?)", enumerate(corpus.paragraphs())
        )
        database.execute("commit")
        database.execute("insert into paragraphs(paragraphs) values ('optimize')")
    database.close()


def open(folder: Path, corpus: Corpus) -> Searcher:  # noqa: A001, ARG001
    """Read-only and mapped into memory."""
    database = sqlite3.connect(f"file:{folder / 'index.db'}?mode=ro", uri=True)
    database.execute("pragma mmap_size = 8000000000")
    database.execute("pragma cache_size = -400000")
    return Searcher(database)


class Searcher(Numbered):
    """One statement for each kind of answer."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self.clock = time.process_time_ns

    def bare(self, query: Query) -> Scored:
        """Its rank is BM25 with the sign turned."""
        rows = self._database.execute(_BARE, (_written(query),)).fetchall()
        return [(number, -rank) for number, rank in rows]

    def snippets(self, query: Query) -> Shown:
        """From its function `snippet`."""
        return self._database.execute(_SHOWN, (_written(query),)).fetchall()


def _written(query: Query) -> str:
    if query.kind == "prefix":
        return f"{query.words[0]}*"
    if query.kind == "phrase":
        return f'"{" ".join(query.words)}"'
    joined = (" AND " if query.kind == "all" else " OR ").join(f'"{w}"' for w in query.words)
    return f'({joined}) NOT "{query.without}"' if query.without else joined
