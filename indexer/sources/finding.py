"""Which files are sources: those named, and those in the folders named."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pincite.errors import unreadable
from pincite.indexer.location import FOLDER, is_index
from pincite.indexer.sources.formats import format_of, is_readme
from pincite.indexer.sources.ignoring import IGNORE_FILE, read_rules, rules_of
from pincite.indexer.sources.opening import first_bytes
from pincite.indexer.sources.sidecars import SUFFIX as SIDECAR
from pincite.indexer.sources.sniffing import HEAD
from pincite.indexer.sources.source import Skip

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from pincite.indexer.sources.ignoring import Rules

# What tools make and nobody writes.
_MADE = re.compile(r".*\.egg-info|__pycache__|node_modules", re.DOTALL)
_MADE_FILE = re.compile(r"~\$.*|\.DS_Store|Thumbs\.db|desktop\.ini", re.DOTALL | re.IGNORECASE)
_PAGE = re.compile(r"(.+)\.x?html?", re.IGNORECASE | re.DOTALL)
# How browsers call the folder of what belongs to a page they save.
_COMPANIONS = ("_files", "-files", ".files", "_fichiers", "-Dateien", "_archivos")


@dataclass(frozen=True)
class Choice:
    """Which of the files in a folder are wanted.

    Attributes:
        include: globs as in .gitignore files; where there are any, only what one fits, and of that
            also files whose content alone tells what they are.
        exclude: likewise, what is passed over.
        hidden: whether hidden files and folders are wanted.
        follow: whether linked folders are.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    hidden: bool = False
    follow: bool = False


class Found(NamedTuple):
    """What there is.

    Attributes:
        files: the sources, in path order and each once.
        skips: what was named or would be one, and cannot be read.
        others: how many files of other kinds were passed over, by suffix.
        has_sidecars: whether there may be files that state something of those they lie beside.
    """

    files: list[Path]
    skips: list[Skip]
    others: Counter[str]
    has_sidecars: bool


def find_files(
    paths: Iterable[str | Path],
    suffixes: Collection[str],
    choice: Choice | None = None,
    top: Path | None = None,
) -> Found:
    """The sources among `paths` and in the folders there.

    In a folder, hidden folders and those that tools make (`*.egg-info`, `__pycache__`,
    `node_modules`), the companions of saved pages, linked folders, indexes and files that systems
    and Word leave behind (`.DS_Store`, `Thumbs.db`, `~$memo.docx`) are passed over without a word,
    and so is what a `.pinciteignore` there or above names.

    Args:
        paths: files, and folders to walk.
        suffixes: of the files in a folder that some reader knows.
        choice: which of them are wanted.
        top: the highest folder whose ignore files are heeded; by default each folder named.
    """
    walk = _Walk(suffixes, choice or Choice())
    for path in map(Path, paths):
        walk.take(path, top)
    skips = list(dict.fromkeys(walk.skips))
    return Found(_each_once(walk.files), skips, walk.others, walk.has_sidecars)


class _Walk:
    def __init__(self, suffixes: Collection[str], choice: Choice) -> None:
        self.files: list[Path] = []
        self.skips: list[Skip] = []
        self.others: Counter[str] = Counter()
        self.has_sidecars = False
        self._suffixes = suffixes
        self._choice = choice
        self._seen: set[str] = set()

    def take(self, path: Path, top: Path | None) -> None:
        """Take a file as it is named, or what is in a folder."""
        if _is_in_index(path):
            self._skip(path, "part of an index, not a source")
        elif os.path.isdir(path):  # noqa: PTH112 - which may fail
            asked = rules_of(path, self._choice.exclude)
            wanted = rules_of(path, self._choice.include) if self._choice.include else None
            self._walk(path, [*_rules_above(path, top), asked], wanted)
        elif not rules_of(path.parent, self._choice.exclude).verdict(str(path), is_folder=False):
            self.has_sidecars = True  # nobody has looked
            self._file(path, is_named=True)

    def _walk(self, start: Path, rules: list[Rules], wanted: Rules | None) -> None:
        """Take what is in a folder and in those below, as deep as they may be."""
        waiting = [(str(start), rules)]
        while waiting:
            folder, above = waiting.pop()
            entries = self._entries(folder)
            names = {entry.name for entry in entries}
            rules = _rules_of(folder, above) if IGNORE_FILE in names else above
            companions = _companions(names)
            self.has_sidecars |= any(name.lower().endswith(SIDECAR) for name in names)
            for entry in entries:
                is_folder = _is_folder(entry)
                if entry.name.startswith(".") and not self._choice.hidden:
                    continue
                if not is_folder and _MADE_FILE.fullmatch(entry.name):
                    continue
                if _is_ignored(entry.path, rules, is_folder=is_folder):
                    continue
                if not is_folder:
                    self._candidate(entry, wanted)
                elif entry.name not in companions and self._is_walked(entry):
                    waiting.append((entry.path, rules))

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        """What is in a folder, sorted; nothing if it cannot be read or was seen before."""
        if self._choice.follow:
            real = os.path.realpath(folder)
            if real in self._seen:
                return []
            self._seen.add(real)
        try:
            with os.scandir(folder) as entries:
                return sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self._skip(Path(folder), f"cannot be read ({error.strerror})")
            return []

    def _is_walked(self, entry: os.DirEntry[str]) -> bool:
        if _MADE.fullmatch(entry.name) or (entry.is_symlink() and not self._choice.follow):
            return False
        return entry.name != FOLDER and not is_index(Path(entry.path))

    def _candidate(self, entry: os.DirEntry[str], wanted: Rules | None) -> None:
        is_named = wanted is not None and wanted.selects(entry.path)
        if (wanted and not is_named) or (is_readme(entry.name) and not is_named):
            return
        suffix = os.path.splitext(entry.name)[1].lower()  # noqa: PTH122 - of each file there is
        if suffix in self._suffixes or (is_named and _is_told_by_content(Path(entry.path))):
            self._file(Path(entry.path))
        elif entry.name != IGNORE_FILE:
            self.others[suffix] += 1

    def _file(self, path: Path, *, is_named: bool = False) -> None:
        reason = _reason_against(path)
        if is_named and not reason and path.suffix.lower() not in self._suffixes:
            reason = _reason_against_kind(path)
        if reason:
            self._skip(path, reason)
        else:
            self.files.append(path)

    def _skip(self, path: Path, reason: str) -> None:
        self.skips.append(Skip(str(path), reason))


def _rules_above(folder: Path, top: Path | None) -> Iterator[Rules]:
    """Those of the folders from `top` down to the one above `folder`."""
    here = folder.resolve()
    for above in reversed(here.parents):
        if top is not None and above.is_relative_to(top) and (rules := read_rules(above)):
            within = here.relative_to(above).as_posix()
            yield replace(rules, folder=str(folder), within=within)


def _rules_of(folder: str, above: list[Rules]) -> list[Rules]:
    """The rules above and those of the folder; what was asked for, the last, goes before these."""
    rules = read_rules(Path(folder))
    # A path would lose the "./" that all those below begin with.
    return [*above[:-1], replace(rules, folder=folder), above[-1]] if rules else above


def _is_ignored(path: str, rules: Sequence[Rules], *, is_folder: bool) -> bool:
    verdicts = (each.verdict(path, is_folder=is_folder) for each in reversed(rules))
    return next((verdict for verdict in verdicts if verdict is not None), False)


def _companions(names: Collection[str]) -> set[str]:
    """How folders are called that belong to saved pages of those names."""
    pages = [match for name in names if (match := _PAGE.fullmatch(name))]
    return {page + end for match in pages for page in match.group(0, 1) for end in _COMPANIONS}


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_in_index(path: Path) -> bool:
    return FOLDER in path.absolute().parts


def _reason_against(path: Path) -> str:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        return _missing(path, error)
    if not stat.S_ISREG(mode):
        return "not a regular file"
    return "" if os.access(path, os.R_OK) else "cannot be read (Permission denied)"


def _is_told_by_content(path: Path) -> bool:
    """Whether a file whose name does not tell what it is begins as some format does."""
    return format_of(path, first_bytes(path, HEAD)) is not None


def _reason_against_kind(path: Path) -> str:
    """Why a file is no source whose name does not tell what it is."""
    if _is_told_by_content(path):
        return ""
    kind = path.suffix or "files without a suffix"
    return f"no reader for {kind}: pincite formats lists what can be read"


def _missing(path: Path, error: Exception) -> str:
    if os.path.islink(path):  # noqa: PTH114 - which may fail
        return "a link to nothing"
    return unreadable(error)


def _each_once(found: Iterable[Path]) -> list[Path]:
    """One path a file; of a link and what it points to, the file itself."""
    by_file: dict[Path, Path] = {}
    for path in sorted(found, key=lambda path: (path.is_symlink(), path)):
        by_file.setdefault(path.resolve(), path)
    return sorted(by_file.values())
