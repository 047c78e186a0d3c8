"""Where an index lies, and the settings that stand beside its segments."""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.errors import CorruptIndex, IndexMissing, NothingIndexed, PinciteError, SourceError
from pincite.indexer.stemming import AUTO, LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FOLDER = ".pincite"
# The files there that are its users' own: what stands for what, and lines that are boilerplate.
SYNONYMS = "synonyms.txt"
BOILERPLATE = "boilerplate.txt"
FORMAT = 5

_THEIRS = frozenset({SYNONYMS, BOILERPLATE})
_SETTINGS = "settings.json"
_DRAFT = ".new"
# What looks like a byte as ids spell it.
_SPELT = re.compile(r"\\(?=x(?:5c|[89a-f][0-9a-f]))")
_OURS = r"(?s:_?MAIN_.*|MAIN\.tmp|(?:settings|lexicon|(?:commit|sources)-\d+)\.json(?:\.new)?)"


@dataclass(frozen=True)
class Settings:
    """What has to be known before an index is opened.

    Attributes:
        root: the folder article paths start from, relative to the index folder.
        language: the language words are stemmed in; "auto" for that of each article.
        format: the version of the layout.
        reading: how its sources are chosen and read, as `manner` has it.
    """

    root: str
    language: str
    format: int = FORMAT
    reading: Mapping[str, object] = field(default_factory=dict, hash=False)


def is_index(folder: Path) -> bool:
    """Whether `folder` itself is an index."""
    return os.path.isfile(folder / _SETTINGS)  # noqa: PTH113 - no error where nothing can be seen


def is_unfinished(folder: Path) -> bool:
    """Whether an index is being made in `folder`, or was and has been cut short."""
    return not is_index(folder) and os.path.isfile(folder / (_SETTINGS + _DRAFT))  # noqa: PTH113


def check_room(folder: Path) -> None:
    """Whether an index may be made in `folder`: nothing that is not ours may be lost.

    Raises:
        PinciteError: there is something else.
    """
    if folder.is_file():
        raise PinciteError(f"{folder} is a file, and an index is a folder: choose another place")
    names = os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208 - they are enough
    held = [name for name in names if name not in _THEIRS]  # which stay
    is_leftover = folder.name == FOLDER or is_unfinished(folder)
    if held and not (is_leftover and all(re.fullmatch(_OURS, name) for name in held)):
        raise PinciteError(f"{folder} is neither empty nor an index: choose another place")


def clear(folder: Path, keep: str) -> None:
    """Remove what is left of an index, but for the file `keep` and its users' own."""
    import shutil  # loads all compression formats

    for path in list(folder.iterdir()):
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in {keep, *_THEIRS}:
            path.unlink()


def discard(folder: Path) -> None:
    """Remove an index that was begun, as far as that can be done; its users' own files stay."""
    import shutil

    if any(os.path.lexists(folder / name) for name in _THEIRS):
        with suppress(OSError):
            clear(folder, keep="")
    else:
        shutil.rmtree(folder, ignore_errors=True)


def named(path: str | os.PathLike[str]) -> Path:
    """The path that was given; `Path` alone takes an empty one for the current folder.

    Raises:
        PinciteError: it is empty.
    """
    if not os.fspath(path):
        raise PinciteError("a path is empty: name a file or a folder, . being this one")
    return Path(path)


def find_index(start: Path) -> Path:
    """The index folder that serves `start`: there, in a folder above, or alone just below.

    Raises:
        IndexMissing: there is none, or there are several below and none above.
    """
    start = start.absolute()
    above = _upwards(start)
    if above is not None:
        return _finished(above)
    below = _just_below(start)
    if len(below) == 1:
        return _finished(below[0])
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
        if _is_begun(folder):
            return _finished(folder.absolute())
    if path.is_file():
        raise IndexMissing(f"{path} is a file, and an index is a folder")
    if path.is_dir():
        os.scandir(path).close()  # one that cannot be read may well have an index
    raise IndexMissing(f"no index at {path}: make one with `pincite index`")


def chosen(path: Path) -> Path:
    """The index folder meant by a path: it has one in it, or is one, or will be."""
    inside = path / FOLDER
    return (inside if is_index(inside) else path).absolute()


def place_index(paths: Sequence[Path]) -> Path:
    """The index folder that sources belong to: one in use above them, or a new one beside them."""
    if not paths:
        raise NothingIndexed("no path was given: name files or folders to index")
    folders = [path if is_folder(path) else path.parent for path in map(Path.absolute, paths)]
    try:
        common = Path(os.path.commonpath([folder.resolve() for folder in folders]))
    except ValueError as error:
        raise SourceError("the paths have no folder in common: say where with --index") from error
    return _upwards(common) or common / FOLDER


def is_folder(path: Path) -> bool:
    """Whether it is seen to be a folder; no error where nothing can be seen."""
    return os.path.isdir(path)  # noqa: PTH112


def relative_id(source: Path, root: Path) -> str:
    r"""The path of a source from the root folder, in POSIX form and printable Unicode.

    Links above the source are followed, so that it has one id however it is reached. Bytes that
    are no Unicode are spelt \xff, and the backslash of a name that looks like that \x5c: so no
    other path has the same id.
    """
    relative = os.path.relpath(source.parent.resolve() / source.name, root)
    known = _SPELT.sub(r"\\x5c", Path(relative).as_posix())
    return os.fsencode(known).decode("utf-8", "backslashreplace")


def read_settings(folder: Path) -> Settings:
    """The settings of the index in `folder`.

    Raises:
        CorruptIndex: they are lost, damaged or of another version.
    """
    path = folder / _SETTINGS
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except PermissionError:
        raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CorruptIndex(
            f"{path} cannot be read ({reason}): delete the folder and index again"
        ) from error
    found = values.get("format") if isinstance(values, dict) else None
    if found != FORMAT:
        raise CorruptIndex(
            f"{path} is of format {found}, this pincite reads {FORMAT}: "
            "delete the folder and index again"
        )
    root, language = values.get("root"), values.get("language")
    if not isinstance(root, str) or language not in {AUTO, *LANGUAGES}:
        raise CorruptIndex(
            f"{path} has a value that cannot be ({values}): delete the folder and index again"
        )
    reading = values.get("reading")
    return Settings(root, language, reading=reading if isinstance(reading, dict) else {})


def write_settings(folder: Path, settings: Settings) -> None:
    """Put the settings in place in one step."""
    _replace(folder / _SETTINGS, json.dumps(asdict(settings), indent=1))


def draft_settings(folder: Path, settings: Settings) -> None:
    """Write the settings down beside their place: the sign of an index that is being made."""
    _draft(folder / _SETTINGS, json.dumps(asdict(settings), indent=1))


def root_of(folder: Path, settings: Settings) -> Path:
    """The folder that the index's article paths start from, without links."""
    return (folder / settings.root).resolve()


def root_setting(folder: Path, root: Path) -> str:
    """How to write down `root` so that moving folder and index together breaks nothing."""
    inside = folder.resolve().is_relative_to(root.resolve())
    return os.path.relpath(root.resolve(), folder.resolve()) if inside else str(root.resolve())


def _upwards(start: Path) -> Path | None:
    for folder in (start, *start.parents):
        for place in (folder, folder / FOLDER):
            if _is_begun(place):
                return place
    return None


def _is_begun(folder: Path) -> bool:
    return is_index(folder) or is_unfinished(folder)


def _finished(folder: Path) -> Path:
    if is_unfinished(folder):
        texts = folder.parent if folder.name == FOLDER else folder
        raise IndexMissing(f"indexing of {texts} has not finished: run `pincite index` again")
    return folder


def _just_below(start: Path) -> list[Path]:
    try:
        children = sorted(child for child in start.iterdir() if child.is_dir())
    except OSError:
        return []
    return [child / FOLDER for child in children if _is_begun(child / FOLDER)]


def _replace(path: Path, text: str) -> None:
    _draft(path, text).replace(path)


def _draft(path: Path, text: str) -> Path:
    draft = path.with_name(path.name + _DRAFT)
    draft.write_text(text, encoding="utf-8")
    return draft
