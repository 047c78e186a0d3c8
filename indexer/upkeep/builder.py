"""From paths to an index in step with them: one run."""

from __future__ import annotations

import errno
import os
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.errors import NothingIndexed, PinciteError
from pincite.indexer import location
from pincite.indexer.commits import newest_generation, open_newest
from pincite.indexer.damage import telling_damage
from pincite.indexer.inventory import Inventory
from pincite.indexer.reading.pool import Pool, useful_workers
from pincite.indexer.upkeep.place import Place, new_settings, place_of
from pincite.indexer.upkeep.planning import Fate
from pincite.indexer.upkeep.run import Run
from pincite.indexer.upkeep.survey import Survey
from pincite.indexer.writer import ArticleWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from os import PathLike
    from pathlib import Path

    from pincite.indexer.sources import Skip
    from pincite.indexer.upkeep.outcome import Change, Outcome, Progress
    from pincite.indexer.upkeep.planning import Plan

_UNWRITABLE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def update_index(
    paths: Sequence[str | PathLike[str]] | None,
    index: str | PathLike[str] | None = None,
    *,
    language: str | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
    **said: object,
) -> Outcome:
    """Bring an index in step with the files and folders at `paths`.

    Args:
        paths: files, and folders to walk; None for those that the index was made of.
        index: the index folder, or a folder that has one; None for the one in use above the
            paths, or a new `.pincite` in the folder they have in common.
        language: the language to stem all of it in, or "auto" for that of each article; None for
            what the index was made with, or "auto".
        jobs: how many processes may read at once, if there is enough to read; None for as many as
            there are cores, 0 for none but this one.
        progress: called after each source.
        said: fields of `Manner`, remembered from now on; None for what was said before.

    Raises:
        NothingIndexed: no source could be read and none that is there had been before.
        IndexLocked: another process is writing to the index.
        CorruptIndex: the index cannot be opened.
        KeyboardInterrupt: it says "nothing changed" where nothing was committed.
    """
    started = time.perf_counter()
    place = place_of(paths, index, language, said)
    with _telling_what_stopped_it(place.folder):
        survey = Survey.of(place)
        fresh = not location.is_index(place.folder)
        if fresh and not survey.found.files:
            raise NothingIndexed(_nothing(place, survey.found.skips))
        with ArticleWriter(place.folder, place.settings, fresh=fresh) as writer:
            plan = survey.plan(writer.sources())
            with Pool(_workers(jobs, plan), place.options) as pool:
                run = Run(writer, pool, plan, survey)
                run.do(progress)
            outcome = run.outcome
            is_idle = not (run.changes or outcome.unchanged or run.keeps_some)
            if is_idle and (outcome.skipped or not run.known):
                raise NothingIndexed(_nothing(place, outcome.skipped, *outcome.missing))
            if run.changes or run.notes:
                writer.commit()
        if location.read_settings(place.folder) != place.settings:
            location.write_settings(place.folder, place.settings)
    return replace(outcome, seconds=time.perf_counter() - started)


def preview(
    paths: Sequence[str | PathLike[str]] | None,
    index: str | PathLike[str] | None = None,
    *,
    language: str | None = None,
    **said: object,
) -> list[Change]:
    """What `update_index` would do, in path order, without doing any of it.

    Raises:
        PinciteError: as there, but nothing need be there and nobody is in the way.
    """
    place = place_of(paths, index, language, said)
    survey = Survey.of(place)
    known = {}
    if location.is_index(place.folder):
        with telling_damage(place.folder):
            commit, _ = open_newest(place.folder)
            known = dict(Inventory(place.folder, commit).known)
    return survey.preview(survey.plan(known))


def make_index(index: str | PathLike[str], language: str | None) -> Path:
    """Make an index without articles, for texts that come from no file.

    Args:
        index: the index folder, or a folder that gets one.
        language: as for `update_index`.

    Returns:
        The index folder.

    Raises:
        PinciteError: there is one already.
    """
    folder = location.chosen(location.named(index))
    if location.is_index(folder):
        raise PinciteError(f"{folder} is an index already: open it")
    with _telling_what_stopped_it(folder):
        settings = new_settings(folder, language)
        with ArticleWriter(folder, settings, fresh=True) as writer:
            writer.commit()
    return folder


@contextmanager
def _telling_what_stopped_it(folder: Path) -> Iterator[None]:
    before = newest_generation(folder)
    try:
        yield
    except KeyboardInterrupt:
        if newest_generation(folder) != before:
            raise
        raise KeyboardInterrupt("nothing changed") from None
    except OSError as error:
        if error.errno not in _UNWRITABLE:
            raise
        raise PinciteError(
            f"{folder} cannot be written to ({error.strerror}): choose another place with --index"
        ) from error


def _workers(jobs: int | None, plan: Plan) -> int:
    """How many processes read what is to be read."""
    sizes = [entry.state.size for entry in plan.entries if entry.fate in {Fate.NEW, Fate.CHANGED}]
    return min(_cores() if jobs is None else jobs, useful_workers(sizes))


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not every system can tell
        return os.cpu_count() or 1


def _nothing(place: Place, skips: Sequence[Skip], *others: object) -> str:
    told = [*map(str, skips[:3]), *map(str, others)]
    if told:
        return "nothing indexed: " + "; ".join(told)
    return f"nothing to index in {', '.join(map(str, place.given))}: it holds no article files"
