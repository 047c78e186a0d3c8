"""JSON lines: a record on each line, each an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.errors import SourceError
from pincite.indexer.sources.records.fields import Keys
from pincite.indexer.sources.records.json_values import parse_json
from pincite.indexer.sources.records.reading import Record, drafts_of
from pincite.indexer.sources.records.streamed import is_whole, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pincite.indexer.sources.source import Draft, Skip, Source


def read(source: Source) -> Iterable[Draft | Skip]:
    """The articles that the records are, and the lines that cannot be read.

    Raises:
        SourceError: it cannot be read, or no record has a text.
    """
    return drafts_of(_records(source), source, Keys.of(source.options), "line")


def _records(source: Source) -> Iterator[Record]:
    for number, line in enumerate(lines_of(source), 1):
        if not line.isspace():
            yield _record(number, line)


def _record(number: int, line: str) -> Record:
    if not is_whole(line):
        return Record(number, fault="NULs, or bytes that do not fit the encoding of the file")
    try:
        value = parse_json(line.strip())
    except SourceError as error:
        return Record(number, fault=str(error))
    if not isinstance(value, dict):
        return Record(number, fault="JSON but no object")
    return Record(number, (number, number), value)
