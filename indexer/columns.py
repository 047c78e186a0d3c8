"""Whoosh's per-document columns as arrays by document number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    from whoosh.reading import IndexReader


def read_column(reader: IndexReader, name: str) -> npt.NDArray[np.int64]:
    """The values of a column, deleted documents included."""
    values = np.zeros(reader.doc_count_all(), np.int64)
    for leaf, base in reader.leaf_readers():
        count = leaf.doc_count_all()
        if count:
            column = leaf.column_reader(name)
            values[base : base + count] = [column[number] for number in range(count)]
    return values


def live_documents(reader: IndexReader) -> npt.NDArray[np.bool_]:
    """For each document, whether it is not deleted."""
    live = np.ones(reader.doc_count_all(), bool)
    for leaf, base in reader.leaf_readers():
        for number in range(leaf.doc_count_all()) if leaf.has_deletions() else ():
            live[base + number] = not leaf.is_deleted(number)
    return live
