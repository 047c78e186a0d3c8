"""From paths to an index in step with them: what is new, changed or gone."""

from __future__ import annotations

import errno
import hashlib
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.errors import NothingIndexed, PinciteError, SourceError
from pincite.indexer import location
from pincite.indexer.commits import newest_generation
from pincite.indexer.records import SourceState
from pincite.indexer.sources import Skip, find_sources, read_articles
from pincite.indexer.stemming import AUTO, Stemmer
from pincite.indexer.writer import ArticleWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from os import PathLike

_UNWRITABLE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@dataclass(frozen=True)
class Step:
    """How far a run has come.

    Attributes:
        done: sources dealt with.
        total: sources there are.
        path: the source dealt with last.
    """

    done: int
    total: int
    path: str


Progress = Callable[[Step], None]


@dataclass(frozen=True)
class Outcome:
    """What a run did.

    Attributes:
        index: the index folder.
        added: sources that are new.
        changed: sources that were read again.
        removed: sources that are no longer there.
        unchanged: sources that were left alone.
        skipped: sources that could not be read, and why.
        seconds: how long it took.
    """

    index: Path
    added: int
    changed: int
    removed: int
    unchanged: int
    skipped: tuple[Skip, ...]
    seconds: float


@dataclass
class _Tally:
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    skipped: list[Skip] = field(default_factory=list)


def update_index(
    paths: Sequence[str | PathLike[str]],
    index: str | PathLike[str] | None = None,
    *,
    language: str | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Bring an index in step with the files and folders at `paths`.

    Args:
        paths: files, and folders to walk.
        index: the index folder, or a folder that has one; None for the one in use above the
            paths, or a new `.pincite` in the folder they have in common.
        language: the language to stem all of it in, or "auto" for that of each article; None for
            what the index was made with, or "auto".
        progress: called after each source.

    Raises:
        NothingIndexed: no source could be read and none had been before.
        IndexLocked: another process is writing to the index.
        CorruptIndex: the index cannot be opened.
        KeyboardInterrupt: it says "nothing changed" where nothing was committed.
    """
    started = time.perf_counter()
    given = [location.named(path) for path in paths]
    beside = location.place_index(given)
    folder = beside if index is None else location.chosen(location.named(index))
    with _telling_what_stopped_it(folder):
        found, skips = find_sources(given)
        settings = _settings(folder, beside, language)
        if not found and not location.is_index(folder):
            raise NothingIndexed(_nothing(given, skips))
        tally = _Update(folder, settings, given, skips).run(found, progress)
    return Outcome(
        index=folder,
        added=tally.added,
        changed=tally.changed,
        removed=tally.removed,
        unchanged=tally.unchanged,
        skipped=tuple(tally.skipped),
        seconds=time.perf_counter() - started,
    )


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
        settings = _settings(folder, folder, language)
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


def _settings(folder: Path, beside: Path, language: str | None) -> location.Settings:
    if location.is_index(folder):
        settings = location.read_settings(folder)
        if language not in {None, settings.language}:
            made = "by article" if settings.language == AUTO else f"in {settings.language}"
            asked = "by article" if language == AUTO else f"in {language}"
            raise PinciteError(
                f"{folder} is stemmed {made}, not {asked}: index into another place with --index"
            )
        return settings
    location.check_room(folder)
    if language not in {None, AUTO}:
        Stemmer(language)  # an unknown one is refused before any work
    root = folder.parent if folder.name == location.FOLDER else beside.parent
    return location.Settings(root=location.root_setting(folder, root), language=language or AUTO)


def _nothing(given: Sequence[Path], skips: Sequence[Skip]) -> str:
    if skips:
        return "nothing indexed: " + "; ".join(f"{skip.path}: {skip.reason}" for skip in skips[:3])
    return f"nothing to index in {', '.join(map(str, given))}: it holds no article files"


class _Update:
    """One pass over the sources against what the index knows of them."""

    def __init__(
        self,
        folder: Path,
        settings: location.Settings,
        given: Sequence[Path],
        skips: Sequence[Skip],
    ) -> None:
        self.folder = folder
        self.settings = settings
        self.root = location.root_of(folder, settings)
        self.given = given
        self.tally = _Tally(skipped=list(skips))
        self.known: dict[str, SourceState] = {}

    def run(self, found: Sequence[Path], progress: Progress | None) -> _Tally:
        """Read, forget, commit."""
        fresh = not location.is_index(self.folder)
        with ArticleWriter(self.folder, self.settings, fresh=fresh) as writer:
            self.known = writer.sources()
            names = [location.relative_id(path, self.root) for path in found]
            self._read(found, names, writer, progress)
            self._forget(set(names), writer)
            tally = self.tally
            changed = tally.added or tally.changed or tally.removed
            if not (changed or tally.unchanged) and (tally.skipped or not self.known):
                raise NothingIndexed(_nothing(self.given, tally.skipped))
            if changed:
                writer.commit()
        return tally

    def _read(
        self,
        found: Sequence[Path],
        names: Sequence[str],
        writer: ArticleWriter,
        progress: Progress | None,
    ) -> None:
        for done, (path, name) in enumerate(zip(found, names, strict=True), 1):
            try:
                self._source(path, name, writer)
            except SourceError as error:
                self.tally.skipped.append(Skip(str(path), str(error)))
            except OSError as error:
                self.tally.skipped.append(Skip(str(path), error.strerror or str(error)))
            if progress is not None:
                progress(Step(done, len(found), str(path)))

    def _source(self, path: Path, name: str, writer: ArticleWriter) -> None:
        before = self.known.get(name)
        status = path.stat()
        if before and (before.size, before.mtime_ns) == (status.st_size, status.st_mtime_ns):
            self.tally.unchanged += 1
            return
        digest = hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
        if before and before.digest == digest:
            self.tally.unchanged += 1
            return
        articles = read_articles(path, name)
        state = SourceState(name, status.st_size, status.st_mtime_ns, digest)
        if before:
            writer.remove(name)
            self.tally.changed += 1
        else:
            self.tally.added += 1
        for article in articles:
            writer.add(article, state)

    def _forget(self, found: set[str], writer: ArticleWriter) -> None:
        """Remove what was indexed from under the given paths and is there no longer.

        Kept is what may be there still: in a folder that cannot be read, or that is away as a
        whole, as one on a disk that is not mounted.
        """
        given = [(self._scope(path), _is_gone(path)) for path in self.given]
        skipped = [Path(skip.path) for skip in self.tally.skipped]
        unseen = [self._scope(path) for path in skipped if not _is_gone(path)]
        files = {name for name, state in self.known.items() if state.is_file}
        for name in sorted(files - found):
            is_given = any(
                name == scope if gone else _is_under(name, scope) for scope, gone in given
            )
            if is_given and not any(_is_under(name, scope) for scope in unseen):
                writer.remove(name)
                self.tally.removed += 1

    def _scope(self, path: Path) -> str:
        path = path.resolve() if location.is_folder(path) else path
        return location.relative_id(path, self.root)


def _is_gone(path: Path) -> bool:
    """Whether it is certain that there is nothing; what cannot be seen may be there."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return True
    except OSError:
        return False
    return False


def _is_under(name: str, scope: str) -> bool:
    return scope in {".", name} or name.startswith(scope + "/")
