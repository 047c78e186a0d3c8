"""Files opened so that nothing waits: a pipe or a device in the place of a file is refused."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, BinaryIO

from pincite.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path


def open_file(path: Path) -> BinaryIO:
    """The bytes of a file.

    Raises:
        SourceError: it is no regular file.
        OSError: it cannot be opened.
    """
    file = open(path, "rb", opener=_without_waiting)  # noqa: SIM115 - for the caller to close
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return file
    file.close()
    raise SourceError("not a regular file")


def first_bytes(path: Path, size: int) -> bytes:
    """The first `size` bytes of a file, or all; none where it cannot be read."""
    try:
        with open_file(path) as file:
            return file.read(size)
    except (OSError, SourceError):
        return b""


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
