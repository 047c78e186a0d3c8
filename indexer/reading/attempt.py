"""One source read to its end, whatever happens on the way."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.errors import SourceError
from pincite.indexer.reading.messages import Ending
from pincite.indexer.sources import articles_of, source_at
from pincite.indexer.sources.source import NO_TEXT, Skip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pincite.indexer.articles import Article
    from pincite.indexer.reading.messages import Job
    from pincite.indexer.sources.source import ReadOptions

BROKE_DOWN = "could not be read: its reader broke down"

# So many are told of one source.
_MOST_SKIPS = 1000


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
        for item in _worthwhile(_items(job, options), job.id):
            yield item
            told += 1
            begin()
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - a reader that breaks costs its source alone
        yield _ending(error)
    else:
        yield Ending("" if told else NO_TEXT)


def _items(job: Job, options: ReadOptions) -> Iterator[Article | Skip]:
    # Opening a pipe or a device could wait for ever.
    path = Path(job.path)
    if not stat.S_ISREG(path.stat().st_mode):
        raise SourceError("not a regular file")
    yield from articles_of(source_at(path, job.id, options), job.stated)


def _worthwhile(items: Iterable[Article | Skip], source: str) -> Iterator[Article | Skip]:
    """What came of a source, with the first skips and notes of many.

    Raises:
        SourceError: those are more than there may be, and the articles are fewer.
    """
    articles = skips = notes = 0
    first: Skip | None = None
    for item in items:
        if not isinstance(item, Skip):
            articles += 1
        elif item.is_note:
            notes += 1
            if notes > _MOST_SKIPS:
                continue
        else:
            first = first or item
            skips += 1
            if skips > _MOST_SKIPS:
                if articles < skips:
                    raise _too_many(first, source)
                continue
        yield item
    if skips > _MOST_SKIPS:
        yield Skip(source, f"{skips - _MOST_SKIPS:,} more of its records cannot be read")
    if notes > _MOST_SKIPS:
        yield Skip(source, f"{notes - _MOST_SKIPS:,} more notes on its records", is_note=True)


def _too_many(first: Skip, source: str) -> SourceError:
    place = first.path.removeprefix(f"{source}!/").removeprefix(source)
    told = f"{place}: {first.reason}" if place else first.reason
    return SourceError(f"more than {_MOST_SKIPS:,} of its records cannot be read; first: {told}")


def _ending(error: Exception) -> Ending:
    cause = error.__cause__ if isinstance(error, SourceError) else error
    if isinstance(cause, OSError):
        told = f"cannot be read ({cause.strerror or cause})" if cause is error else str(error)
        return Ending(told, transient=True)
    if isinstance(error, SourceError):
        return Ending(str(error))
    return Ending(f"{BROKE_DOWN} ({type(error).__name__})")
