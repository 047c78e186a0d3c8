"""What reading a damaged index raises, told as such: the folder, and what to do."""

from __future__ import annotations

import errno
import struct
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pincite.errors import CorruptIndex, PinciteError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SIGNS = (
    ArithmeticError,
    LookupError,
    MemoryError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
_LOST = frozenset({errno.ENOENT, errno.EINVAL})
# Where arrays and records of an index are read.
_READERS = (
    "pincite.indexer.codec",
    "pincite.indexer.repetition",
    "pincite.search.snapshot",
    "pincite.search.workspace",
    "pincite.search.expansion",
    "pincite.search.matching",
    "pincite.search.ranking.selection",
    "pincite.search.ranking.scorer",
    "pincite.search.ranking.nearness",
)


@contextmanager
def telling_damage(folder: Path) -> Iterator[None]:
    """Whatever fails while arrays are read is the fault of the index in `folder`.

    Damage that no check has met shows as almost any exception: places that are not there,
    numbers that are none.

    Raises:
        CorruptIndex: it is damaged.
    """
    try:
        yield
    except Exception as error:
        if not _is_damage(error, folder):
            raise
        reason = str(error) or type(error).__name__
        raise CorruptIndex(f"{folder} is damaged ({reason}): delete it and index again") from error


def _is_damage(error: Exception, folder: Path) -> bool:
    if isinstance(error, PinciteError):
        return isinstance(error, CorruptIndex) and str(folder) not in str(error)
    if isinstance(error, OSError):
        return error.errno in _LOST and _was_reading(error)
    return isinstance(error, _SIGNS) and _was_reading(error)


def _was_reading(error: Exception) -> bool:
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_globals.get("__name__", "").startswith(_READERS):
            return True
        trace = trace.tb_next
    return False
