"""Sidecars: what is stated of articles beside them, in tables or in small JSON files.

A table (`--meta`) has a row for each file; `NAME.meta.json` and `NAME.EXT.meta.json` state
something of the file NAME.EXT that they lie beside. What is stated so goes before all that a file
says of itself. Of the three a table goes first, and `NAME.EXT.meta.json` before `NAME.meta.json`,
each field by itself.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pincite.errors import SourceError
from pincite.indexer.sources.source import ReadOptions, Skip
from pincite.indexer.sources.statements import Statement, statement_in, statements_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pincite.indexer.structure.metadata import Stated

    # What is stated of one article, by its fields; and of those in a file, by their keys there.
    Fields = Mapping[str, Stated]

SUFFIX = ".meta.json"
_INSIDE = "!/"


@dataclass(frozen=True)
class Sidecars:
    """What is stated of files beside them.

    Tables are read when this is made; the files beside articles when they are asked for.

    Attributes:
        options: how sidecars are read: their encoding, and what their keys are called.
        rows: by the absolute path of a file and the key of an article inside it ("" for all of
            the file), what tables state of it.
        tables: the absolute paths of the tables.
        faults: rows that name no file, and what in tables cannot be taken, and why.
    """

    options: ReadOptions = field(default_factory=ReadOptions)
    rows: Mapping[str, Mapping[str, Fields]] = field(default_factory=dict)
    tables: frozenset[str] = frozenset()
    faults: tuple[Skip, ...] = ()

    def stated_of(self, path: Path, key: str = "") -> dict[str, Stated]:
        """What is stated of a file, or of the article that has `key` inside it.

        What is stated of an archive or a mailbox as a whole holds for all that is in it, unless
        something else is stated of the article itself.
        """
        rows = self._rows_of(path)
        return {**self._beside(path)[0], **rows.get("", {}), **(rows.get(key, {}) if key else {})}

    def stated_inside(self, path: Path) -> dict[str, dict[str, Stated]]:
        """What tables state of single articles inside a file, by their keys ("b.html")."""
        rows = self._rows_of(path)
        return {key: dict(fields) for key, fields in rows.items() if key}

    def digest_of(self, path: Path) -> str:
        """What changes when what is stated of a file, or inside it, does; "" for nothing."""
        shown = [
            [key, name, stated.value, stated.origin]
            for key, fields in {"": self.stated_of(path), **self.stated_inside(path)}.items()
            for name, stated in sorted(fields.items())
        ]
        if not shown:
            return ""
        return hashlib.blake2b(json.dumps(sorted(shown)).encode(), digest_size=8).hexdigest()

    def is_sidecar(self, path: Path) -> bool:
        """Whether a file states something of others, and so is no article itself."""
        return path.name.lower().endswith(SUFFIX) or _absolute(path) in self.tables

    def unused(self, paths: Iterable[Path] = ()) -> list[Skip]:
        """What is of no use: rows that name no file, values and files that cannot be read.

        Args:
            paths: the articles' files; what lies beside them is looked at, too.
        """
        beside = [note for path in paths for note in self._beside(path)[1]]
        return [*self.faults, *dict.fromkeys(beside)]

    def _rows_of(self, path: Path) -> Mapping[str, Fields]:
        return self.rows.get(_absolute(path), {}) if self.rows else {}

    def _beside(self, path: Path) -> tuple[dict[str, Stated], list[Skip]]:
        """What the files beside a file state, and what of that cannot be taken."""
        fields: dict[str, Stated] = {}
        faults: list[Skip] = []
        names = dict.fromkeys((path.stem, path.name))
        for file in (path.with_name(name + SUFFIX) for name in names if name):
            if not file.is_file():
                continue
            try:
                made = statement_in(file, self.options)
            except SourceError as error:
                faults.append(Skip(str(file), str(error)))
                continue
            fields |= made.stated
            faults += [Skip(str(file), fault, is_note=True) for fault in made.faults]
        return fields, faults


def read_sidecars(
    tables: Iterable[Path], root: Path, options: ReadOptions | None = None
) -> Sidecars:
    """The sidecars that a run has.

    Args:
        tables: that the user names; their rows name files from the folder of the table, or else
            from `root`, and what is inside one behind "!/": "a.zip!/b.html".
        root: the folder that article ids start from.
        options: the encoding of tables that are not UTF-8, and what their columns are called.

    Raises:
        SourceError: a table cannot be read, or names no files; the message has its path.
    """
    options = options or ReadOptions()
    reading = _Reading(root)
    tables = list(tables)
    for table in tables:
        reading.take_all(table, options)
    named = frozenset(map(_absolute, tables))
    return Sidecars(options, reading.rows, named, tuple(reading.faults))


class _Reading:
    """What the rows read so far state."""

    def __init__(self, root: Path) -> None:
        self.rows: dict[str, dict[str, Fields]] = {}
        self.faults: list[Skip] = []
        self._root = root

    def take_all(self, table: Path, options: ReadOptions) -> None:
        """Note what a table states."""
        try:
            for statement in statements_in(table, options):
                self._take(table, statement)
        except SourceError as error:
            raise SourceError(f"{table}: {error}") from error

    def _take(self, table: Path, statement: Statement) -> None:
        faults = list(statement.faults)
        if statement.path:
            named, _, key = statement.path.partition(_INSIDE)
            file = self._find(named, table.parent)
            if file is None:
                faults.append(f"there is no file {named}")
            else:
                inside = self.rows.setdefault(file, {})
                if key in inside:
                    faults.append(f"names {statement.path} again; what is stated first goes first")
                inside[key] = {**statement.stated, **inside.get(key, {})}
        place = f"{table}{_INSIDE}{statement.place}"
        self.faults += [Skip(place, fault, is_note=True) for fault in faults]

    def _find(self, name: str, folder: Path) -> str | None:
        """The absolute path of a file as a table names it, in the way of Windows too."""
        names = dict.fromkeys((name, name.replace("\\", "/")))
        candidates = (start / each for each in names for start in (folder, self._root))
        return next((_absolute(each) for each in candidates if _is_file(each)), None)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # as of a name that is too long
        return False


def _absolute(path: Path) -> str:
    """The path by which a file is known here, whatever way leads to its folder."""
    return str(path.parent.resolve() / path.name)
