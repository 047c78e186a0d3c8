"""An index that stays in step: a run for every change of its files."""

from __future__ import annotations

import importlib.util
import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pincite.building import Report, build_index
from pincite.errors import IndexLocked, NothingIndexed, PinciteError
from pincite.indexer.location import BOILERPLATE, FOLDER, named

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from pincite.building import Paths

# Milliseconds without a change that end a series of them, and after which it is not waited for.
_QUIET, _LONGEST = 400, 3_000
_TICK = 500  # milliseconds between two looks at whether there is something else to do
_PATIENCE = 6  # ticks until what could not be done is tried again


def watch_index(
    paths: Paths = None,
    index: str | os.PathLike[str] | None = None,
    *,
    on_error: Callable[[PinciteError], None] | None = None,
    stop: threading.Event | None = None,
    **options: Any,
) -> Generator[Report, None, None]:
    """Bring an index in step with files and folders, and again whenever one of them changes.

    Args:
        paths: as for `build_index`.
        index: as for `build_index`.
        on_error: told what went wrong in a run, which is tried again later.
        stop: ends the watch once it is set; so does closing the generator.
        options: what else `build_index` takes, by name.

    Yields:
        The report of the first run, and of each that changed something.

    Raises:
        PinciteError: what watches is not installed, or the first run is impossible: an index that
            another process writes to, or a folder without articles, is waited for.
    """
    if importlib.util.find_spec("watchfiles") is None:
        raise PinciteError("watching needs more than is installed: pip install 'pincite[watch]'")
    watch = _Watch(paths, index, on_error or (lambda _: None), stop or threading.Event(), options)
    return watch.runs()


class _Watch:
    def __init__(
        self,
        paths: Paths,
        index: str | os.PathLike[str] | None,
        on_error: Callable[[PinciteError], None],
        stop: threading.Event,
        options: dict[str, Any],
    ) -> None:
        self._paths = paths
        self._index = index
        self._on_error = on_error
        self._stop = stop
        self._options = options
        self._last: Report | None = None
        self._trouble = ""

    def runs(self) -> Generator[Report, None, None]:
        """The runs that did something, as they are done."""
        if report := self._run(is_first=True):
            yield report
        while not self._stop.is_set():
            for _ in self._changes():
                if report := self._run():
                    yield report

    def _changes(self) -> Generator[None, None, None]:
        """One for each series of changes; also where some may have been missed."""
        from watchfiles import watch

        paths = self._watched()
        seen = _marks(paths)
        if not seen:
            self._stop.wait(_PATIENCE * _TICK / 1000)
            yield
            return
        for tick, changes in enumerate(
            watch(
                *seen,
                watch_filter=lambda _, path: self._concerns(Path(path)),
                step=_QUIET,
                debounce=_LONGEST,
                rust_timeout=_TICK,
                yield_on_timeout=True,
                stop_event=self._stop,
            )
        ):
            # At first for what has changed before anybody looked.
            if changes or not tick or (self._trouble and tick % _PATIENCE == 0):
                yield
            # A file that was replaced by another, or a folder that was made anew.
            if _marks(paths) != seen:
                return

    def _watched(self) -> list[Path]:
        """The files and folders the index is made of."""
        if self._paths is not None:
            given = [self._paths] if isinstance(self._paths, (str, os.PathLike)) else self._paths
            return [named(path).absolute() for path in given]
        from pincite.indexer.upkeep.place import (
            place_of,  # what reads sources is no concern of a search
        )

        return list(place_of(None, self._index, None, {}).given)

    def _concerns(self, path: Path) -> bool:
        """Whether a change is none that indexing makes itself."""
        if path.name == BOILERPLATE:
            return True
        is_ours = self._last is not None and path.is_relative_to(self._last.index)
        return not is_ours and FOLDER not in path.parts

    def _run(self, *, is_first: bool = False) -> Report | None:
        """Bring the index in step; the report, if there is something to tell."""
        try:
            report = build_index(self._paths, self._index, **self._options)
        except (PinciteError, OSError) as error:
            if is_first and not isinstance(error, (IndexLocked, NothingIndexed)):
                raise
            self._tell(error)
            return None
        last, self._last, self._trouble = self._last, report, ""
        is_news = (
            report.added or report.copied or report.changed or report.removed or report.renamed
        )
        told_before = last is not None and (last.skipped, last.missing) == (
            report.skipped,
            report.missing,
        )
        return report if is_news or not told_before else None

    def _tell(self, error: PinciteError | OSError) -> None:
        """Tell of trouble, once."""
        if str(error) != self._trouble:
            self._trouble = str(error)
            self._on_error(error if isinstance(error, PinciteError) else PinciteError(str(error)))


def _marks(paths: list[Path]) -> dict[Path, tuple[int, int]]:
    """Which file or folder is at each path, of those where there is one."""
    marks = {}
    for path in paths:
        with suppress(OSError):
            status = path.stat()
            marks[path] = (status.st_dev, status.st_ino)
    return marks
