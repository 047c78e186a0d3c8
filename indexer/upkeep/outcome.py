"""What a run tells: how far it is, what it would do, what it did."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pincite.indexer.sources import Skip


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
class Change:
    """What a run would do about a file.

    Attributes:
        what: "new", "changed", "renamed", "copy", "removed" or "skipped".
        path: of the file, as it was found; of one that is gone from the folder the index lies in.
        detail: the path it had, the path of the file it is a copy of, or why it is skipped.
    """

    what: str
    path: str
    detail: str = ""


@dataclass(frozen=True)
class FormatCount:
    """What a run has read of a format.

    Attributes:
        name: of the format.
        files, articles, paragraphs: how many.
    """

    name: str
    files: int
    articles: int
    paragraphs: int


@dataclass(frozen=True)
class Missing:
    """Files of a format that needs more than is installed.

    Attributes:
        format: its name.
        remedy: the command that installs it.
        paths: of the files.
    """

    format: str
    remedy: str
    paths: tuple[str, ...]

    def __str__(self) -> str:
        number = len(self.paths)
        return (
            f"{number:,} {self.format} {'file needs' if number == 1 else 'files need'} "
            f"more than is installed: {self.remedy}"
        )


@dataclass(frozen=True)
class Outcome:
    """What a run did.

    Attributes:
        index: the index folder.
        added: sources that are new.
        copied: sources that are new and have the same content as another.
        changed: sources that were read again.
        removed: sources that are no longer there, or have no text any more.
        renamed: sources that are somewhere else now.
        unchanged: sources that were left alone.
        copies: the paths of files with the same content as another, each with the path of that.
        formats: what was read, by format.
        skipped: what could not be read, and why; and what is noted of what was.
        missing: files that could be read if more were installed.
        passed_over: how many files of other kinds there are in the folders, by suffix.
        seconds: how long it took.
    """

    index: Path
    added: int
    changed: int
    removed: int
    renamed: int
    unchanged: int
    copies: Mapping[str, str]
    formats: tuple[FormatCount, ...]
    skipped: tuple[Skip, ...]
    missing: tuple[Missing, ...]
    passed_over: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    copied: int = 0
