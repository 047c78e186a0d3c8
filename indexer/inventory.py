"""What is known of all source files, in a file of its own: runs read it, searches never do."""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pincite.errors import CorruptIndex
from pincite.indexer.commits import FileState
from pincite.indexer.records import SourceState

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from pincite.indexer.commits import Commit

    Copies = Mapping[str, Sequence[str]]

_COLUMNS = tuple(field.name for field in fields(SourceState))


class Inventory:
    """The source files of one commit, and what a run changes of them until the next.

    Attributes:
        renamed: paths that files had, and those that they have instead.
    """

    def __init__(self, folder: Path, commit: Commit) -> None:
        """Begin with what `commit` of the index in `folder` knows."""
        self._folder = folder
        self._commit = commit
        self._removed: set[str] = set()
        self._noted: dict[str, SourceState] = {}
        self.renamed: dict[str, str] = {}

    @cached_property
    def known(self) -> Mapping[str, SourceState]:
        """The source files of the commit, by path.

        Raises:
            CorruptIndex: the file that tells so is lost or damaged.
        """
        state = self._commit.sources
        return _read(self._folder / state.file, state) if state else {}

    def note(self, source: SourceState) -> None:
        """Note what a source file is like now."""
        self._noted[source.path] = source

    def remove(self, path: str) -> None:
        """Forget a source of the commit."""
        self._removed.add(path)

    def rename(self, old: str, source: SourceState) -> None:
        """Note what the file is like that was at `old`; so its articles do not go."""
        self.renamed[old] = source.path
        self.note(source)

    @property
    def gone(self) -> set[str]:
        """The paths of sources whose articles go."""
        return self._removed - self.renamed.keys()

    def write(self, generation: int) -> tuple[FileState | None, Copies]:
        """Write what is known from the next commit on, if it differs.

        Args:
            generation: the number of that commit.

        Returns:
            The file that tells so, None where no source file is known; and of source files the
            paths of others with the same content.
        """
        if not (self._noted or self._removed or self.renamed):
            return self._commit.sources, self._commit.copies
        states = self._changed()
        if states == self.known:
            return self._commit.sources, self._commit.copies
        copies: dict[str, list[str]] = {}
        for path in sorted(states):
            if states[path].copy_of:
                copies.setdefault(states[path].copy_of, []).append(path)
        if not states:
            return None, copies
        return _write(self._folder / f"sources-{generation}.json", states.values()), copies

    def _changed(self) -> dict[str, SourceState]:
        gone = self._removed | self.renamed.keys()
        states = {path: state for path, state in self.known.items() if path not in gone}
        for path, state in states.items():
            if state.copy_of in self.renamed:
                states[path] = replace(state, copy_of=self.renamed[state.copy_of])
        return states | self._noted


def _read(path: Path, state: FileState) -> dict[str, SourceState]:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise CorruptIndex(f"{path} is lost: delete the folder and index again") from error
    except OSError as error:
        if not path.is_dir():
            raise
        raise CorruptIndex(
            f"{path} is damaged (a folder): delete the folder and index again"
        ) from error
    try:
        if (len(data), zlib.crc32(data)) != (state.size, state.checksum):
            raise ValueError("not as it was written")  # noqa: TRY301 - as damaged as all the rest
        columns = json.loads(data)
        return _loaded(columns)
    except (ValueError, TypeError, KeyError) as error:
        raise CorruptIndex(
            f"{path} is damaged ({error}): delete the folder and index again"
        ) from error


def _write(path: Path, states: Collection[SourceState]) -> FileState:
    """Durably but for the folder's own entry."""
    columns = {name: [getattr(state, name) for state in states] for name in _COLUMNS}
    data = json.dumps(columns, separators=(",", ":")).encode("ascii")
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return FileState(path.name, len(data), zlib.crc32(data))


def _loaded(columns: dict[str, list[Any]]) -> dict[str, SourceState]:
    states = {}
    rows = zip(*(columns[name] for name in _COLUMNS), strict=True)
    for path, size, mtime_ns, digest, options, copy_of, skipped, losses in rows:
        state = states[path] = object.__new__(SourceState)
        # All at once: the way of a frozen dataclass takes half as long again, and there are many.
        state.__dict__.update(
            path=path,
            size=size,
            mtime_ns=mtime_ns,
            digest=digest,
            options=options,
            copy_of=copy_of,
            skipped=skipped,
            losses=tuple(map(tuple, losses)) if losses else (),
        )
    return states
