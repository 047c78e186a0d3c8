"""One source read to its end, whatever happens on the way."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.errors import SourceError
from pincite.indexer.reading.messages import Ending
from pincite.indexer.sources import articles_of, source_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pincite.indexer.articles import Article
    from pincite.indexer.reading.messages import Job
    from pincite.indexer.sources.source import ReadOptions, Skip

BROKE_DOWN = "could not be read: its reader broke down"


def attempt(
    job: Job, options: ReadOptions, begin: Callable[[], None] = lambda: None
) -> Iterator[Article | Skip | Ending]:
    """The articles of a source and what was skipped of it, then how that ended.

    Args:
        job: the source.
        options: how it is to be read.
        begin: called before each article is made.

    Raises:
        MemoryError: there is not enough memory.
    """
    told = 0
    try:
        begin()
        for item in _items(job, options):
            yield item
            told += 1
            begin()
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - a reader that breaks costs its source alone
        yield _ending(error)
    else:
        yield Ending("" if told else "has no text")


def _items(job: Job, options: ReadOptions) -> Iterator[Article | Skip]:
    # Opening a pipe or a device could wait for ever.
    path = Path(job.path)
    if not stat.S_ISREG(path.stat().st_mode):
        raise SourceError("not a regular file")
    yield from articles_of(source_at(path, job.id, options), job.stated)


def _ending(error: Exception) -> Ending:
    cause = error.__cause__ if isinstance(error, SourceError) else error
    if isinstance(cause, OSError):
        told = f"cannot be read ({cause.strerror or cause})" if cause is error else str(error)
        return Ending(told, transient=True)
    if isinstance(error, SourceError):
        return Ending(str(error))
    return Ending(f"{BROKE_DOWN} ({type(error).__name__})")
