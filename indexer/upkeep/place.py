"""Where a run takes place: which paths are meant, in which index, and what that remembers."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.errors import NothingIndexed, PinciteError
from pincite.indexer import location
from pincite.indexer.sources.decoding import check_encoding
from pincite.indexer.stemming import AUTO, Stemmer, language_named
from pincite.indexer.upkeep.manner import Manner, manner_of, settings_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pincite.indexer.sources import ReadOptions


@dataclass(frozen=True)
class Place:
    """What a run starts from.

    Attributes:
        folder: the index folder.
        settings: of the index, as they are to be from now on.
        manner: how sources are chosen and read, as it is remembered from now on.
        given: the files and folders to bring it in step with.
        also: those named before that lie in these folders.
    """

    folder: Path
    settings: location.Settings
    manner: Manner
    given: tuple[Path, ...]
    also: tuple[Path, ...]

    @property
    def root(self) -> Path:
        """The folder that the ids of sources start from."""
        return location.root_of(self.folder, self.settings)

    @cached_property
    def options(self) -> ReadOptions:
        """How sources are read.

        Raises:
            PinciteError: the list of boilerplate is broken.
        """
        return self.manner.options(self.folder, self.settings.language)

    def name_of(self, path: Path) -> str:
        """What a source is called in the index, or would be."""
        path = path.resolve() if location.is_folder(path) else path
        return location.relative_id(path, self.root)


def place_of(
    paths: Sequence[str | os.PathLike[str]] | None,
    index: str | os.PathLike[str] | None,
    language: str | None,
    said: Mapping[str, object],
) -> Place:
    """What is meant by what a user says.

    Args:
        paths: files and folders; None for those that were indexed before.
        index: the index folder, or a folder that has one; None for the one in use there.
        language: as for `update_index`.
        said: fields of `Manner` by name; None where nothing is said of one.

    Raises:
        NothingIndexed: no path was given, or none was before.
        IndexMissing: there is no index to know the paths from.
        PinciteError: the index cannot be made there, or not in this language; or there is no such
            encoding.
    """
    if paths is None:
        folder = _in_use(index)
        settings = _settings(folder, folder, language)
        given = _resolved(manner_of(settings.reading).paths, folder, settings)
        if not given:
            raise NothingIndexed(f"{folder} remembers no paths: name files or folders to index")
    else:
        given = tuple(location.named(path) for path in paths)
        beside = location.place_index(given)
        folder = beside if index is None else location.chosen(location.named(index))
        settings = _settings(folder, beside, language)
    manner = manner_of(settings.reading).saying(_checked(said, folder, settings))
    root = location.root_of(folder, settings)
    before = _resolved(manner.paths, folder, settings)
    absolute = [_absolute(path) for path in given]
    also = [
        path
        for path in before
        if path not in absolute
        and os.path.lexists(path)
        and any(path.is_relative_to(each) for each in absolute)
    ]
    remembered = dict.fromkeys((*manner.paths, *(_from(root, each) for each in absolute)))
    manner = replace(manner, paths=tuple(sorted(remembered)))
    settings = replace(settings, reading=settings_of(manner))
    return Place(folder, settings, manner, given, tuple(also))


def _in_use(index: str | os.PathLike[str] | None) -> Path:
    if index is None:
        return location.find_index(Path.cwd())
    return location.resolve_index(location.named(index))


def _settings(folder: Path, beside: Path, language: str | None) -> location.Settings:
    wanted = language if language in {None, AUTO} else language_named(language) or language
    if location.is_index(folder):
        settings = location.read_settings(folder)
        if wanted not in {None, settings.language}:
            made = "by article" if settings.language == AUTO else f"in {settings.language}"
            asked = "by article" if wanted == AUTO else f"in {wanted}"
            raise PinciteError(
                f"{folder} is stemmed {made}, not {asked}: index into another place with --index"
            )
        return settings
    location.check_room(folder)
    if wanted not in {None, AUTO}:
        Stemmer(wanted)  # an unknown one is refused before any work
    root = folder.parent if folder.name == location.FOLDER else beside.parent
    return location.Settings(root=location.root_setting(folder, root), language=wanted or AUTO)


def new_settings(folder: Path, language: str | None) -> location.Settings:
    """The settings of an index without articles that is to be made."""
    return _settings(folder, folder, language)


def _checked(
    said: Mapping[str, object], folder: Path, settings: location.Settings
) -> dict[str, object]:
    """What is said, with the paths of tables as they are remembered.

    Raises:
        PinciteError: there is no such encoding.
    """
    root = location.root_of(folder, settings)
    checked = dict(said)
    encoding = said.get("encoding")
    if isinstance(encoding, str) and encoding:
        check_encoding(encoding)
    meta = said.get("meta")
    if isinstance(meta, (list, tuple)):
        checked["meta"] = tuple(_from(root, _absolute(location.named(each))) for each in meta)
    return checked


def _absolute(path: Path) -> Path:
    return path.resolve() if location.is_folder(path) else path.parent.resolve() / path.name


def _from(root: Path, path: Path) -> str:
    """How a path is remembered, so that folder and index can move together."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _resolved(paths: Sequence[str], folder: Path, settings: location.Settings) -> tuple[Path, ...]:
    root = location.root_of(folder, settings)
    return tuple(root / path for path in paths)
