"""JSON files: a list of records, or an object that holds one; each record is an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.errors import SourceError
from pincite.indexer.sources.decoding import text_of
from pincite.indexer.sources.records.fields import Keys, NoText, draft_of, not_understood, shown
from pincite.indexer.sources.records.json_values import parse_json
from pincite.indexer.sources.records.reading import Record, drafts_of
from pincite.indexer.sources.source import Skip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pincite.indexer.sources.source import Draft, Source

# So many objects of a list show what they all are.
_TRIED = 100


def read(source: Source) -> Iterable[Draft | Skip]:
    """The articles that the records are, and what of them cannot be read.

    Raises:
        SourceError: it cannot be read, is not JSON, or no record has a text.
    """
    keys = Keys.of(source.options)
    value = parse_json(text_of(source))
    if isinstance(value, dict):
        lists = {name: each for name, each in value.items() if _is_records(each, keys)}
        try:
            own = {name: each for name, each in value.items() if name not in lists}
            return _alone(draft_of(own, keys, None, ""), source, keys)
        except NoText:
            if len(lists) != 1:
                return drafts_of([Record(1, values=value)], source, keys, "record")
        (value,) = lists.values()
    if not isinstance(value, list):
        raise SourceError("JSON, but neither a record nor a list of records")
    return drafts_of(_records(value), source, keys, "record")


def _alone(draft: Draft, source: Source, keys: Keys) -> list[Draft | Skip]:
    faults = not_understood(draft, keys).items()
    notes = [f"{name} {shown(value)} is not understood" for name, value in faults]
    return [draft, *(Skip(source.id, note, is_note=True) for note in notes)]


def _is_records(value: object, keys: Keys) -> bool:
    """Whether it is a list of records, and not of the parts of one."""
    objects = [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
    return any(keys.names(each) > 1 for each in objects[:_TRIED])


def _records(values: list[object]) -> Iterator[Record]:
    for number, value in enumerate(values, 1):
        if isinstance(value, dict):
            yield Record(number, values=value)
        else:
            yield Record(number, fault="no object")
