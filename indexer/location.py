"""Where an index lies, and the settings that stand beside its segments."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.errors import CorruptIndex, IndexMissing, SourceError
from pincite.indexer.stemming import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = ".pincite"
FORMAT = 1

_SETTINGS = "settings.json"
_LEXICON = "lexicon.json"


@dataclass(frozen=True)
class Settings:
    """What has to be known before an index is opened.

    Attributes:
        root: the folder article paths start from, relative to the index folder.
        language: the language words are stemmed in.
        format: the version of the layout.
    """

    root: str
    language: str
    format: int = FORMAT


def is_index(folder: Path) -> bool:
    """Whether `folder` itself is an index."""
    return (folder / _SETTINGS).is_file()


def find_index(start: Path) -> Path:
    """The index folder that serves `start`: there, in a folder above, or alone just below.

    Raises:
        IndexMissing: there is none, or there are several below and none above.
    """
    start = start.absolute()
    above = _upwards(start)
    if above is not None:
        return above
    below = _just_below(start)
    if len(below) == 1:
        return below[0]
    if below:
        names = ", ".join(folder.parent.name for folder in below)
        raise IndexMissing(f"several indexes below {start}: name one with --index ({names})")
    raise IndexMissing(f"no index in {start} or above it: make one with `pincite index FOLDER`")


def resolve_index(path: Path) -> Path:
    """The index folder at `path`, which is one or has one.

    Raises:
        IndexMissing: there is none.
    """
    for folder in (path, path / FOLDER):
        if is_index(folder):
            return folder.absolute()
    raise IndexMissing(f"no index at {path}: make one with `pincite index`")


def place_index(paths: Sequence[Path]) -> Path:
    """The index folder that sources belong to: one in use above them, or a new one beside them."""
    folders = [path if path.is_dir() else path.parent for path in map(Path.absolute, paths)]
    try:
        common = Path(os.path.commonpath([folder.resolve() for folder in folders]))
    except ValueError as error:
        raise SourceError("the paths have no folder in common: say where with --index") from error
    return _upwards(common) or common / FOLDER


def relative_id(source: Path, root: Path) -> str:
    """The path of a source from the root folder, in POSIX form and printable Unicode.

    Links above the source are followed, so that it has one id however it is reached.
    """
    relative = os.path.relpath(source.parent.resolve() / source.name, root)
    return os.fsencode(Path(relative).as_posix()).decode("utf-8", "backslashreplace")


def read_settings(folder: Path) -> Settings:
    """The settings of the index in `folder`.

    Raises:
        CorruptIndex: they cannot be read, or are of another version.
    """
    path = folder / _SETTINGS
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CorruptIndex(f"{path} cannot be read: {error}") from error
    found = values.get("format") if isinstance(values, dict) else None
    if found != FORMAT:
        raise CorruptIndex(
            f"{path} is of format {found}, this pincite reads {FORMAT}: "
            "delete the folder and index again"
        )
    root, language = values.get("root"), values.get("language")
    if not isinstance(root, str) or language not in LANGUAGES:
        raise CorruptIndex(f"{path} has a value that cannot be: {values}")
    return Settings(root, language)


def write_settings(folder: Path, settings: Settings) -> None:
    """Put the settings in place in one step."""
    _replace(folder / _SETTINGS, json.dumps(asdict(settings), indent=1))


def read_lexicon(folder: Path) -> dict[str, str]:
    """Surface form to stem, for every form ever indexed.

    Stems follow from the surface and the language alone, so a table that is missing or
    behind costs time, never a wrong answer.
    """
    try:
        table = json.loads((folder / _LEXICON).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return table if isinstance(table, dict) else {}


def write_lexicon(folder: Path, table: dict[str, str]) -> None:
    """Put the table in place in one step."""
    _replace(folder / _LEXICON, json.dumps(table, ensure_ascii=False, separators=(",", ":")))


def root_of(folder: Path, settings: Settings) -> Path:
    """The folder that the index's article paths start from, without links."""
    return (folder / settings.root).resolve()


def root_setting(folder: Path, root: Path) -> str:
    """How to write down `root` so that moving folder and index together breaks nothing."""
    inside = folder.resolve().is_relative_to(root.resolve())
    return os.path.relpath(root.resolve(), folder.resolve()) if inside else str(root.resolve())


def _upwards(start: Path) -> Path | None:
    for folder in (start, *start.parents):
        if is_index(folder):
            return folder
        if is_index(folder / FOLDER):
            return folder / FOLDER
    return None


def _just_below(start: Path) -> list[Path]:
    try:
        children = sorted(child for child in start.iterdir() if child.is_dir())
    except OSError:
        return []
    return [child / FOLDER for child in children if is_index(child / FOLDER)]


def _replace(path: Path, text: str) -> None:
    temporary = path.with_name(path.name + ".new")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)
