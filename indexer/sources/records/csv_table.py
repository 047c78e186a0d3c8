"""CSV files: a record in each row, which is an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.indexer.sources.records.fields import Keys, no_text
from pincite.indexer.sources.records.reading import Record, drafts_of
from pincite.indexer.sources.records.streamed import lines_of
from pincite.indexer.sources.records.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pincite.indexer.sources.source import Draft, Skip, Source


def read(source: Source) -> Iterable[Draft | Skip]:
    """The articles that the rows are, and the rows that cannot be read.

    Raises:
        SourceError: it cannot be read, has no header row, or no column or row has a text.
    """
    keys = Keys.of(source.options, "column")
    table = read_table(lines_of(source), keys.names)
    if not keys.has_text(table.columns):
        raise no_text(table.columns, source.name.name, "column")
    records = (
        Record(row.lines[0], row.lines, None if row.fault else {**row.values}, row.fault)
        for row in table.rows
    )
    return drafts_of(records, source, keys, "line")
