"""Which files are sources: those named, and those in the folders named."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.indexer.location import FOLDER, is_index
from pincite.indexer.sources.source import Skip

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

# What tools make and nobody writes.
_MADE = re.compile(r".*\.egg-info|__pycache__|node_modules", re.DOTALL)
# A README describes the folder it lies in; named directly it is read.
_README = re.compile(r"readme(?![a-z])", re.IGNORECASE)


def find_files(
    paths: Iterable[str | Path], suffixes: Collection[str]
) -> tuple[list[Path], list[Skip]]:
    """Sources among `paths`, in path order and each once, and what was skipped.

    In a folder, hidden folders and those that tools make (`*.egg-info`, `__pycache__`,
    `node_modules`) and indexes are passed over without a word.
    """
    found: list[Path] = []
    skips: list[Skip] = []
    for path in map(Path, paths):
        for candidate, named in _candidates(path, suffixes, skips):
            reason = _reason_against(candidate, suffixes, named=named)
            if reason:
                skips.append(Skip(str(candidate), reason))
            else:
                found.append(candidate)
    return _each_once(found), list(dict.fromkeys(skips))


def _candidates(
    path: Path, suffixes: Collection[str], skips: list[Skip]
) -> Iterator[tuple[Path, bool]]:
    if _is_in_index(path) or not os.path.isdir(path):  # noqa: PTH112 - which may fail
        yield path, True
        return

    def note(error: OSError) -> None:
        skips.append(Skip(str(error.filename), f"cannot be read ({error.strerror})"))

    for folder, folders, names in os.walk(path, onerror=note):
        folders[:] = sorted(
            name for name in folders if _is_walked(name) and not is_index(Path(folder, name))
        )
        for name in sorted(names):
            if not name.startswith(".") and _is_source_name(name, suffixes):
                yield Path(folder, name), False


def _is_walked(folder: str) -> bool:
    return not folder.startswith(".") and not _MADE.fullmatch(folder)


def _is_source_name(name: str, suffixes: Collection[str]) -> bool:
    return Path(name).suffix.lower() in suffixes and not _README.match(name)


def _is_in_index(path: Path) -> bool:
    return FOLDER in path.absolute().parts


def _reason_against(path: Path, suffixes: Collection[str], *, named: bool) -> str:
    if _is_in_index(path):
        return "part of an index, not a source"
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        return _missing(path, getattr(error, "strerror", None) or str(error))
    if not stat.S_ISREG(mode):
        return "not a regular file"
    if named and path.suffix.lower() not in suffixes:
        known = ", ".join(sorted(suffixes))
        return f"no reader for {path.suffix or 'files without a suffix'} (readers: {known})"
    return "" if os.access(path, os.R_OK) else "cannot be read (Permission denied)"


def _missing(path: Path, reason: str) -> str:
    if os.path.islink(path):  # noqa: PTH114 - which may fail
        return "a link to nothing"
    return f"cannot be read ({reason})"


def _each_once(found: Iterable[Path]) -> list[Path]:
    """One path a file; of a link and what it points to, the file itself."""
    by_file: dict[Path, Path] = {}
    for path in sorted(found, key=lambda path: (path.is_symlink(), path)):
        by_file.setdefault(path.resolve(), path)
    return sorted(by_file.values())
