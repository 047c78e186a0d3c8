"""Front matter: metadata between two rules above a text, in YAML, TOML or `key: value` lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

import yaml

from pincite.indexer.structure.layout import read_lines
from pincite.indexer.structure.metadata import field_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pincite.indexer.structure.layout import Line

_RULE = re.compile(r"(?:---|\+\+\+)[^\S\n]*")
_KEY = re.compile(r"([\w][\w -]{0,40}?)\s*[:=](?:\s+|$|(?<==))(.*)")
_OTHER_STARTS = "-#[]\"'}"
# Longer is no YAML that anyone wrote: its lines are read, but not by a parser.
_LARGEST_YAML = 1 << 16
_LONGEST = 1000
_MOST_ENTRIES = 50
_NAMES = ("name", "title", "value")


def split_front_matter(source: str) -> tuple[dict[str, str], str]:
    """The front matter of a text by its keys, and the text with blank lines in its place.

    Lines and offsets stay what they are. Where there is none, the text is returned as it is.
    """
    if not _RULE.match(source.lstrip("\ufeff")[:8]):
        return {}, source
    lines = read_lines(source)
    end = _end_of(lines)
    if not end:
        return {}, source
    fields = _toml(lines[1:end]) if lines[0].text == "+++" else _yaml(source, lines[: end + 1])
    behind = lines[end].end
    return fields, re.sub(r"[^\s]", " ", source[:behind]) + source[behind:]


def _end_of(lines: Sequence[Line]) -> int:
    """The place of the line that closes the front matter; 0 where there is none."""
    rule = lines[0].text
    for place, line in enumerate(lines[1:], 1):
        if line.text in {rule, "..."}:
            return place
        if line.text and not (
            _KEY.match(line.text) or line.text[0] in _OTHER_STARTS or line.indent
        ):
            return 0
    return 0


def _yaml(source: str, lines: Sequence[Line]) -> dict[str, str]:
    text = source[lines[0].end : lines[-1].start]
    if len(text) <= _LARGEST_YAML:
        try:
            # Every value is a string to it, so that 1984 is a title and dates are read as ours are.
            loaded = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes strings only
        except (yaml.YAMLError, ValueError, RecursionError):
            loaded = None
        if isinstance(loaded, dict):
            found = {str(key): _as_text(str(key), value) for key, value in loaded.items()}
            return {key: value for key, value in found.items() if value}
    return _key_lines(lines[1:-1])


def _as_text(key: str, value: object) -> str:
    """One line of a value: names of a list with "and", of what has parts their names."""
    entries = [entry for entry in _entries(value) if entry][:_MOST_ENTRIES]
    if field_named(key) == "author" and len(entries) > 1:
        text = f"{', '.join(entries[:-1])} and {entries[-1]}"
    else:
        text = ", ".join(entries)
    return text if len(text) <= _LONGEST else ""


def _entries(value: object) -> Iterator[str]:
    values = value if isinstance(value, list) else [value]
    for each in values[:_MOST_ENTRIES]:
        entry = each
        if isinstance(entry, dict):
            parts = cast("dict[object, object]", entry)
            entry = next((parts[name] for name in _NAMES if name in parts), "")
        if isinstance(entry, str):
            yield " ".join(entry[: _LONGEST + 1].split())


def _toml(lines: Sequence[Line]) -> dict[str, str]:
    """The keys that stand above all tables."""
    tables = (place for place, line in enumerate(lines) if line.text.startswith("["))
    return _key_lines(lines[: next(tables, len(lines))])


def _key_lines(lines: Sequence[Line]) -> dict[str, str]:
    """Keys and values a line each, whose lists may have a line for each entry."""
    fields: dict[str, list[str]] = {}
    key = ""
    for line in lines:
        match = _KEY.match(line.text) if not line.indent else None
        if match:
            key = match[1] if match[1] not in fields else ""
            if key:
                fields[key] = list(_values(match[2]))
        elif line.text.startswith("- ") and key:
            fields[key] += _values(line.text[2:])
    found = {key: _as_text(key, list(values)) for key, values in fields.items()}
    return {key: value for key, value in found.items() if value}


def _values(written: str) -> Iterator[str]:
    written = written.strip()
    if written[:1] == "[" and written[-1:] == "]":
        yield from map(_unquoted, written[1:-1].split(","))
    else:
        yield _unquoted(written)


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value.partition(" #")[0].rstrip()
