"""Sources of records: each record an article, or a reason why it is none."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from pincite.errors import SourceError
from pincite.indexer.sources.records.fields import (
    Keys,
    NoText,
    draft_of,
    no_text,
    not_understood,
    shown,
)
from pincite.indexer.sources.source import NO_TEXT, Draft, Skip
from pincite.indexer.structure.metadata import Stated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pincite.indexer.sources.source import Source

# When so many records have no text and none has, the file is not read further.
_FRUITLESS = 10_000
_BY_PLACE = "place in the file"


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
    yield from reading.notes()


class _Reading:
    """What is known of the records read so far."""

    def __init__(self, source: Source, keys: Keys, unit: str) -> None:
        self._source = source
        self._keys = keys
        self._unit = unit
        self._ids: set[str] = set()
        self._names: dict[str, None] = {}
        # By field, a value that is not understood, where, and how many more there are.
        self._faults: dict[str, tuple[str, int, int]] = {}

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
        for name, value in not_understood(draft, self._keys).items():
            first, at, more = self._faults.get(name, (value, record.place, -1))
            self._faults[name] = first, at, more + 1
        # The date in the name of an export is not that of its records.
        place = f"{self._unit.capitalize()} {record.place}"
        title = Stated(place, _BY_PLACE, weak=True)
        return replace(draft, name=PurePath(place), stated={"title": title, **draft.stated})

    def notes(self) -> Iterator[Skip]:
        """What stands under keys that the user names and is not understood, once for each."""
        for name, (value, place, others) in self._faults.items():
            more = f" and {others:,} more" if others else ""
            reason = f"{name} {shown(value)} is not understood ({self._unit} {place}{more})"
            yield Skip(self._source.id, reason, is_note=True)

    def error(self, skips: list[Skip]) -> SourceError:
        """What to say of a file in which nothing was found."""
        if self._names:
            return no_text(self._names, self._source.name.name, self._keys.column)
        if not skips:
            return SourceError(f"{NO_TEXT}: it holds no records")
        place = skips[0].path.rpartition("!/")[2]
        return SourceError(f"holds no records that can be read; {place}: {skips[0].reason}")
