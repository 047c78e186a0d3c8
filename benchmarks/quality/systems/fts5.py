"""SQLite FTS5 from the standard library."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.quality.beir import Collection

TITLE = f"SQLite FTS5 {sqlite3.sqlite_version}"
NOTE = "`porter unicode61`, which has no stop words; `bm25`, k1 = 1.2, b = .75; any of the words"

_WORD = re.compile(r"[^\W_]+")


def rank(collection: Collection, depth: int) -> dict[str, list[str]]:
    """Each word in quotation marks, so that nothing is taken for an operator."""
    database = sqlite3.connect(":memory:")
    database.execute(
        "create virtual table documents using fts5(whole, tokenize='porter unicode61')"
    )
    database.executemany(
        "insert into documents(rowid, whole) values (?, ?)",
        ((place, document.whole) for place, document in enumerate(collection.documents)),
    )

    def ranked(text: str) -> list[str]:
        if not (words := _WORD.findall(text)):
            return []
        rows = database.execute(
            "select rowid from documents where documents match ? order by rank limit ?",
            (" OR ".join(f'"{word}"' for word in words), depth),
        )
        return [collection.documents[place].id for (place,) in rows]

    return {query: ranked(text) for query, text in collection.queries.items()}
