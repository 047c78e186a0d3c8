"""Commits: which segments make up the index, one manifest for each of its states."""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from pincite.errors import CorruptIndex
from pincite.indexer.codec.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pincite.indexer.codec.deletions import Deletions

_MANIFEST = re.compile(r"commit-(\d+)\.json")
# Ours, and the segments that a writer of Whoosh's own may have left behind.
_COMMIT_FILE = (
    r"(?s:MAIN_.*\.(?:pin|del|seg)|(?:_MAIN_\d+\.toc|(?:commit|sources)-\d+\.json)(?:\.new)?)"
)
_TRIES = 5


@dataclass(frozen=True)
class SegmentState:
    """A segment in one state of the index.

    Attributes:
        file: the file it lies in.
        size: of that, in bytes.
        deletions: the file that tells what was deleted of it; "" where nothing was.
    """

    file: str
    size: int
    deletions: str = ""


@dataclass(frozen=True)
class FileState:
    """A file that a state of the index names.

    Attributes:
        file: its name.
        size: in bytes.
        checksum: CRC-32 of all of it.
    """

    file: str
    size: int
    checksum: int


@dataclass(frozen=True)
class Commit:
    """One state of the index.

    Attributes:
        generation: its number; the next state has the next.
        segments: what it is made of.
        sources: the file that tells what is known of the source files; None where there are none.
        copies: of source files the paths of others with the same content, which have no articles.
    """

    generation: int = 0
    segments: tuple[SegmentState, ...] = ()
    sources: FileState | None = None
    copies: Mapping[str, Sequence[str]] = field(default_factory=dict, hash=False)


def newest_generation(folder: Path) -> int | None:
    """The number of the newest commit in `folder`; None where there is none."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 - names are enough
    except (FileNotFoundError, NotADirectoryError):
        return None
    found = filter(None, map(_MANIFEST.fullmatch, names))
    return max((int(match[1]) for match in found), default=None)


def open_newest(folder: Path) -> tuple[Commit, list[Segment]]:
    """The newest commit of the index in `folder`, and its segments.

    Raises:
        CorruptIndex: there is none, or a file of it is lost or damaged.
    """
    for _ in range(_TRIES):
        newest = newest_generation(folder)
        if newest is None:
            raise CorruptIndex(f"{folder} has no commit: delete the folder and index again")
        try:
            commit = _read(folder, newest)
            return commit, [_open(folder, state, commit.copies) for state in commit.segments]
        except FileNotFoundError as error:
            # A commit in between takes away what it replaces; then there is a newer one.
            if newest_generation(folder) == newest:
                raise CorruptIndex(
                    f"{error.filename} is lost: delete the folder and index again"
                ) from error
    raise CorruptIndex(f"{folder} changes faster than it can be opened: try again in a moment")


def write_commit(folder: Path, commit: Commit) -> None:
    """Make `commit` the newest; its segments are durable already."""
    path = folder / f"commit-{commit.generation}.json"
    draft = path.with_name(path.name + ".new")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(asdict(commit), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _make_durable(folder)


def forget_others(folder: Path, commit: Commit) -> None:
    """Remove the files that only other commits, or writers cut short, had use for."""
    needed = {f"commit-{commit.generation}.json", f"_MAIN_{commit.generation}.toc"}
    for state in commit.segments:
        needed |= {state.file, state.deletions}
    if commit.sources:
        needed.add(commit.sources.file)
    for name in os.listdir(folder):  # noqa: PTH208
        if re.fullmatch(_COMMIT_FILE, name) and name not in needed:
            (folder / name).unlink(missing_ok=True)


def _read(folder: Path, generation: int) -> Commit:
    path = folder / f"commit-{generation}.json"
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        segments = tuple(SegmentState(**state) for state in values["segments"])
        sources = FileState(**values["sources"]) if values["sources"] else None
        return Commit(int(values["generation"]), segments, sources, _copies(values["copies"]))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CorruptIndex(
            f"{path} is damaged ({error}): delete the folder and index again"
        ) from error


def _copies(values: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {path: tuple(copies) for path, copies in values.items()}


def _open(folder: Path, state: SegmentState, copies: Mapping[str, Sequence[str]]) -> Segment:
    deletions = _deletions(folder / state.deletions) if state.deletions else None
    segment = Segment(folder / state.file, deletions, state.deletions, copies)
    if segment.size != state.size:
        raise CorruptIndex(f"{segment.path} is damaged: delete the folder and index again")
    return segment


def _deletions(path: Path) -> Deletions:
    from pincite.indexer.codec.deletions import read_deletions

    return read_deletions(path)


def _make_durable(folder: Path) -> None:
    """What was renamed stays so after a power cut, where folders can be synced at all."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
