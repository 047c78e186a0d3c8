"""A folder of files that pincite wrote, and of which it knows which those are.

`pincite-page.list` lists them: after a line that says so, a file in each line, or a group of parts
and how many there are (`parts/terms/abcdefgh 64`). A name is in it before anything is written under
it, so that whatever a run that was cut short has left is known to the next; what is not listed is
nobody's but its owner's, and stays. Links are neither followed nor written through.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

from pincite.errors import PinciteError
from pincite.indexer.location import FOLDER, is_index

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LIST = "pincite-page.list"
PARTS = "parts"

_FIRST_LINE = "What pincite wrote into this folder, and may remove again:"
_GROUP = re.compile(r"(parts/[a-z]+/[a-z0-9]+) (\d{1,6})")
_FILE = re.compile(r"\.?[a-z][a-z0-9-]*(?:\.[a-z0-9]+)*")
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _NO_LINK | getattr(os, "O_BINARY", 0)


class OutputFolder:
    """Writes files and groups of parts, and at the end removes what an earlier run has left.

    Attributes:
        path: where it is.
        written: how many files were written, as against found there.
        files: how many there are in all.
        size: of all of them together, in bytes.
    """

    def __init__(self, path: Path, reserved: Sequence[str]) -> None:
        """Take a folder into use; it is made if there is none.

        Args:
            path: the folder.
            reserved: names that something of its owner's must not have.

        Raises:
            PinciteError: it is a file or an index, or has something else under one of those names.
        """
        if path.exists() and not path.is_dir():
            raise PinciteError(
                f"{path} is a file, and the page needs a folder: choose another name"
            )
        if path.name == FOLDER or is_index(path):
            raise PinciteError(f"{path} is an index: choose another folder")
        path.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.written = self.files = self.size = 0
        self._old = self._listed()
        self._new: dict[str, int] = {}
        self._checked: set[Path] = set()
        for name in reserved:
            self._claim(name)
        if not self._old:
            self._write(path / LIST, f"{_FIRST_LINE}\n".encode())

    def owns(self, name: str) -> bool:
        """Whether what has this name, at the top of the folder, was written by pincite."""
        return any(each == name or each.startswith(f"{name}/") for each in self._old)

    def put(self, name: str, data: bytes) -> None:
        """Put a file in place, whole or not at all; one that is the same is left alone.

        Raises:
            PinciteError: there is one that pincite did not write.
        """
        self._claim(name)
        self._note(name, 0)
        is_there = not (self.path / name).is_symlink() and _has(self.path / name, data)
        if not is_there:
            self._replace(name, data)
        self._count(len(data), written=not is_there)

    def put_group(self, group: str, files: Sequence[bytes]) -> None:
        """Put the parts of a group in place; one that is there and as large is left alone.

        Args:
            group: the folder, from this one.
            files: what they contain, which its name stands for.
        """
        folder = self.path / group
        for each in (folder.parent.parent, folder.parent, folder):
            self._refuse_link(each)
        self._note(group, len(files))
        folder.mkdir(parents=True, exist_ok=True)
        sizes = _sizes(folder)
        for number, data in enumerate(files):
            name = f"{number}.js"
            is_there = sizes.get(name) == len(data)
            if not is_there:
                self._write(folder / name, data)
            self._count(len(data), written=not is_there)

    def finish(self) -> None:
        """Remove what was here and is no part of the page any more, as far as it is ours."""
        for name, count in self._old.items():
            if name not in self._new:
                self._remove(name, count)
        lines = [_FIRST_LINE, *(_line(name, count) for name, count in self._new.items())]
        self._replace(LIST, "".join(f"{line}\n" for line in lines).encode())

    def _listed(self) -> dict[str, int]:
        """What the list has: files with 0, groups with the number of their parts."""
        try:
            text = (self.path / LIST).read_text("utf-8", "replace")
        except FileNotFoundError:
            return {}
        first, *lines = text.splitlines() or [""]
        if first != _FIRST_LINE:
            raise PinciteError(
                f"{self.path} has a {LIST} that pincite did not write: choose another folder"
            )
        listed = {LIST: 0}
        for line in lines:
            if group := _GROUP.fullmatch(line):
                listed[group[1]] = max(int(group[2]), listed.get(group[1], 0))
            elif _FILE.fullmatch(line):
                listed[line] = 0
        return listed

    def _claim(self, name: str) -> None:
        if not self.owns(name) and os.path.lexists(self.path / name):
            raise PinciteError(
                f"{self.path} has something called {name} that pincite did not write: "
                "choose another folder"
            )

    def _note(self, name: str, count: int) -> None:
        self._new[name] = count
        if self._old.get(name) != count:
            with (self.path / LIST).open("a", encoding="utf-8") as file:
                file.write(f"{_line(name, count)}\n")

    def _count(self, size: int, *, written: bool) -> None:
        self.files += 1
        self.size += size
        self.written += written

    def _refuse_link(self, folder: Path) -> None:
        if folder in self._checked:
            return
        if folder.is_symlink():
            raise PinciteError(f"{folder} is a link, which is not followed: remove it")
        self._checked.add(folder)

    def _write(self, path: Path, data: bytes) -> None:
        try:
            with os.fdopen(os.open(path, _WRITE, 0o666), "wb") as file:
                file.write(data)
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(path)) from error

    def _replace(self, name: str, data: bytes) -> None:
        draft = self.path / f".{name}.pincite-new"
        self._write(draft, data)
        draft.replace(self.path / name)

    def _remove(self, name: str, count: int) -> None:
        path = self.path / name
        if name == LIST:
            return
        with suppress(OSError):  # what cannot be removed does the page no harm
            if not count:
                path.unlink()
                return
            if any(each.is_symlink() for each in (path.parent.parent, path.parent, path)):
                return
            for number in range(count):
                with suppress(FileNotFoundError):
                    (path / f"{number}.js").unlink()
            path.rmdir()
            path.parent.rmdir()  # if it is the last


def _sizes(folder: Path) -> dict[str, int]:
    """The sizes of the files in a folder, by name."""
    with os.scandir(folder) as entries:
        states = {entry.name: entry.stat(follow_symlinks=False) for entry in entries}
    return {name: each.st_size for name, each in states.items() if stat.S_ISREG(each.st_mode)}


def _has(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _line(name: str, count: int) -> str:
    return f"{name} {count}" if count else name
