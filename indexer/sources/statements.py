"""What records state of files: a row of a table, or a JSON object beside a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from pincite.errors import SourceError
from pincite.indexer.sources.decoding import text_of
from pincite.indexer.sources.records.fields import KEYS, text_in, value_at
from pincite.indexer.sources.records.json_values import parse_json
from pincite.indexer.sources.records.streamed import is_whole, lines_of
from pincite.indexer.sources.records.tables import read_table
from pincite.indexer.sources.source import ReadOptions, Source
from pincite.indexer.structure.headers import FIELDS, clean_fields
from pincite.indexer.structure.metadata import Stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

# The keys that name the file, in the order in which they are looked for.
_PATHS = ("path", "file", "filename", "file name", "id")
# What the keys of records are called, and the header lines of articles.
_FIELD_OF = {key: name for key, name in FIELDS.items() if name} | {
    key.replace("_", " "): name for name, keys in KEYS.items() for key in keys
}
_NOT_STATED = ("", "id", "text")
_JSON_LINES = (".jsonl", ".ndjson")
_LONGEST_SHOWN = 40


@dataclass(frozen=True)
class Statement:
    """What is stated of a file.

    Attributes:
        place: where in its table, "line 3"; "" in a file of its own.
        path: the file, as the record names it; "" where it does not.
        stated: what is stated, by the field of `Article`.
        faults: what in it cannot be taken, and why.
    """

    place: str
    path: str
    stated: Mapping[str, Stated]
    faults: tuple[str, ...] = ()


def statements_in(table: Path, options: ReadOptions) -> Iterator[Statement]:
    """What the rows of a table state, which may be CSV, TSV, JSON lines or JSON.

    Raises:
        SourceError: it cannot be read, or names no files.
    """
    source = Source(table.name, PurePath(table), lambda: table.open("rb"), options)
    suffix = table.suffix.lower()
    if suffix in _JSON_LINES:
        records = _json_lines(source)
    elif suffix == ".json":
        records = _json_records(source)
    else:
        records = _rows(source)
    named = False
    for place, record, fault in records:
        if fault:
            yield Statement(place, "", {}, (fault,))
            continue
        made = statement_of(record, table.name, options.fields, place)
        named = named or bool(made.path)
        yield made if made.path else Statement(place, "", {}, ("names no file",))
    if not named:
        raise SourceError(f"names no files: it needs a column {', '.join(_PATHS[:-1])} or id")


def statement_in(file: Path, options: ReadOptions) -> Statement:
    """What a JSON file of its own states.

    Raises:
        SourceError: it cannot be read, or is no JSON object.
    """
    source = Source(file.name, PurePath(file), lambda: file.open("rb"), options)
    value = parse_json(text_of(source))
    if not isinstance(value, dict):
        raise SourceError("JSON but no object")
    return statement_of(value, file.name, options.fields)


def statement_of(
    record: Mapping[str, object],
    origin: str,
    named: Sequence[tuple[str, str]] = (),
    place: str = "",
) -> Statement:
    """What a record states.

    Args:
        record: its keys are called as the header lines of articles are, or as in `KEYS`.
        origin: where its values come from.
        named: pairs of a field and the key that has it, which go before the usual ones.
        place: as in `Statement`.
    """
    folded = {key.strip().casefold().replace("_", " "): value for key, value in record.items()}
    as_named = {key.strip().casefold(): value for key, value in record.items()}
    raw = {name: text_in(value_at(as_named, key)) for name, key in named}
    path = raw.get("id") or next(filter(None, (text_in(folded.get(key)) for key in _PATHS)), "")
    for key, value in folded.items():
        name = _FIELD_OF.get(key, "")
        # A spreadsheet's "No." counts its rows, unless there are volumes.
        if not raw.get(name) and (name != "issue" or key == name or "volume" in folded):
            raw[name] = text_in(value)
    raw = {name: value for name, value in raw.items() if value and name not in _NOT_STATED}
    believed = clean_fields(raw)
    return Statement(
        place,
        path,
        # Cleaned again when the article is made, which changes nothing.
        {name: Stated(value, origin) for name, value in believed.items()},
        tuple(
            f"{name} “{value[:_LONGEST_SHOWN]}” is not understood"
            for name, value in raw.items()
            if name not in believed
        ),
    )


def _rows(source: Source) -> Iterator[tuple[str, Mapping[str, object], str]]:
    table = read_table(lines_of(source), _known)
    for row in table.rows:
        yield f"line {row.lines[0]}", row.values, row.fault


def _known(columns: Sequence[str]) -> int:
    return sum(column.casefold() in (*_FIELD_OF, *_PATHS) for column in columns)


def _json_lines(source: Source) -> Iterator[tuple[str, Mapping[str, object], str]]:
    for number, line in enumerate(lines_of(source), 1):
        if line.isspace():
            continue
        value: object = None
        fault = "" if is_whole(line) else "NULs, or bytes that do not fit the encoding"
        try:
            value = parse_json(line.strip()) if not fault else None
        except SourceError as error:
            fault = str(error)
        yield _checked(f"line {number}", value, fault)


def _json_records(source: Source) -> Iterator[tuple[str, Mapping[str, object], str]]:
    value = parse_json(text_of(source))
    if isinstance(value, dict):
        inside = [each for each in value.values() if isinstance(each, list)]
        if value and all(isinstance(each, dict) for each in value.values()):
            value = [{"path": path, **each} for path, each in value.items()]
        else:
            value = inside[0] if len(inside) == 1 else [value]
    if not isinstance(value, list):
        raise SourceError("JSON, but no list of objects")
    for number, each in enumerate(value, 1):
        yield _checked(f"record {number}", each, "")


def _checked(place: str, value: object, fault: str) -> tuple[str, Mapping[str, object], str]:
    if fault or isinstance(value, dict):
        return place, value if isinstance(value, dict) else {}, fault
    return place, {}, "JSON but no object"
