"""Files written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.errors import PinciteError
from pincite.indexer.location import relative_id

if TYPE_CHECKING:
    from pincite.index import Index


def write_whole(path: Path, data: bytes) -> None:
    """Put the data where `path` points, folders made as needed; what was there stays until then.

    Raises:
        OSError: it cannot; its file name is `path`, whatever could not be written on the way.
    """
    try:
        _write_whole(path, data)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def refuse_source(path: Path, index: Index) -> None:
    """Let nothing be written over a text that the index was made of.

    Raises:
        PinciteError: `path` is one.
    """
    if not path.exists():
        return
    known_as = relative_id(path, index.root)
    if any(article.path == known_as for article in index.articles()):
        raise PinciteError(f"{path} is one of the indexed files: choose another name")


def _write_whole(path: Path, data: bytes) -> None:
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():  # a device takes no replacement
        target.write_bytes(data)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        draft.write_bytes(data)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
