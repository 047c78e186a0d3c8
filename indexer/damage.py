"""What reading a damaged index raises, told as such: the folder, and what to do."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pincite.errors import CorruptIndex, PinciteError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DAMAGE = frozenset({errno.ENOENT, errno.EINVAL})  # a lost segment, a place that cannot be


@contextmanager
def telling_damage(folder: Path) -> Iterator[None]:
    """Whatever fails in Whoosh, or in a record, is the fault of the index in `folder`.

    Damage shows as almost any exception: Whoosh unpacks what it finds without a check.

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
    if isinstance(error, OSError) and error.errno not in _DAMAGE:
        return False  # a full disk, a lost permission
    return _went_through_whoosh(error)


def _went_through_whoosh(error: Exception) -> bool:
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_globals.get("__name__", "").split(".")[0] == "whoosh":
            return True
        trace = trace.tb_next
    return False
