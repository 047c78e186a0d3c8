"""Sources of records: each record an article, or a reason why it is none."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from pincite.errors import SourceError
from pincite.indexer.sources.records.fields import Keys, NoText, draft_of, no_text
from pincite.indexer.sources.source import Draft, Skip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pincite.indexer.sources.source import Source

# When so many records have no text and none has, the file is not read further.
_FRUITLESS = 10_000


@dataclass(frozen=True)
class Record:
    """A record as it was read.

    Attributes:
        place: the number of its first line, or of the record, from 1.
        lines: those of the file that it stands on; None where they say nothing.
        values: what it has, by key.
        fault: why it cannot be read; "" where it can.
    """

    place: int
    lines: tuple[int, int] | None = None
    values: dict[str, object] | None = None
    fault: str = ""


def drafts_of(
    records: Iterable[Record], source: Source, keys: Keys, unit: str
) -> Iterator[Draft | Skip]:
    """The articles that records are, and what of them cannot be read.

    Args:
        records: in order.
        source: they are from.
        keys: which of their keys are which fields.
        unit: what `Record.place` numbers, "line" or "record".

    Raises:
        SourceError: no record has a text.
    """
    reading = _Reading(source, keys, unit)
    records = iter(records)
    # Nothing is told of single records before one is found that has text.
    before: list[Skip] = []
    for made in map(reading.draft, itertools.islice(records, _FRUITLESS)):
        if isinstance(made, Draft):
            yield from before
            yield made
            break
        before.append(made)
    else:
        raise reading.error(before)
    try:
        yield from map(reading.draft, records)
    except SourceError as error:
        yield Skip(source.id, f"{error}; what stands above that is indexed")


class _Reading:
    """What is known of the records read so far."""

    def __init__(self, source: Source, keys: Keys, unit: str) -> None:
        self._source = source
        self._keys = keys
        self._unit = unit
        self._ids: set[str] = set()
        self._names: dict[str, None] = {}

    def draft(self, record: Record) -> Draft | Skip:
        """The article that a record is, or why it is none."""
        try:
            return self._draft(record)
        except SourceError as error:
            return Skip(f"{self._source.id}!/{self._unit} {record.place}", str(error))

    def _draft(self, record: Record) -> Draft:
        if record.values is None:
            raise SourceError(record.fault)
        try:
            draft = draft_of(record.values, self._keys, record.lines, str(record.place))
        except NoText:
            if not self._ids:
                self._names |= dict.fromkeys(record.values)
            raise
        if draft.id in self._ids:
            raise SourceError(f"its id {draft.id} is that of a record above it")
        if draft.id:
            self._ids.add(draft.id)
        # The date in the name of an export is not that of its records.
        return replace(draft, name=PurePath(f"{self._unit.capitalize()} {record.place}"))

    def error(self, skips: list[Skip]) -> SourceError:
        """What to say of a file in which nothing was found."""
        if self._names:
            return no_text(self._names, self._keys.column)
        if not skips:
            return SourceError("holds no records")
        place = skips[0].path.rpartition("!/")[2]
        return SourceError(f"holds no records that can be read; {place}: {skips[0].reason}")
