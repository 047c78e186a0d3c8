"""What readers are given and what they give: a source's bytes, and drafts of its articles."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from pincite.errors import SourceError, unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pincite.indexer.sources.archives.unpacking import Allowance
    from pincite.indexer.structure.layout import Block
    from pincite.indexer.structure.metadata import Stated

# What a reader that needs all of a source at once takes at most, in bytes.
LARGEST = 256 * 1024 * 1024


# How a reason begins that tells of a source which could be read, and in which nothing is written.
NO_TEXT = "has no text"
_KEPT = "; what was read of it before is kept"


@dataclass(frozen=True)
class Skip:
    """What was not indexed, and why; or what is known of it all the same.

    Attributes:
        path: as it was named or found; inside an archive or of records, behind "!/".
        reason: in words, without the path.
        is_note: whether nothing was left out but what the reason tells of, as a date.
        kept: whether what was read of it before is still in the index.
    """

    path: str
    reason: str
    is_note: bool = False
    kept: bool = False

    def __str__(self) -> str:
        path = self.path.replace("!/", ", ", 1) if self.is_note else self.path
        return f"{path}: {self.reason}{_KEPT if self.kept else ''}"


@dataclass(frozen=True)
class ReadOptions:
    """What a user says of how sources are to be read.

    Attributes:
        encoding: of all text that does not declare its own and is not valid UTF-8; "" to find out.
        fields: for records, the key of each field of an article that is not called as usual, as
            pairs of field ("text", "title", "id", …) and key.
        boilerplate: what a user's list has, a line each: paragraphs of these words are boilerplate.
        language: by whose rules sentences are told apart where an article states no language; ""
            to find out.
    """

    encoding: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    boilerplate: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True)
class Source:
    """One file, or one member of an archive.

    Attributes:
        id: its POSIX path from the folder the index lies in; a member's stands behind "!/".
        name: the path whose name may tell title and date, and whose suffix the format.
        open: opens its bytes for reading.
        options: how it is to be read.
        allowance: what the archives in it may unpack to; None where it lies in no archive.
    """

    id: str
    name: PurePath
    open: Callable[[], BinaryIO]
    options: ReadOptions = field(default_factory=ReadOptions)
    allowance: Allowance | None = None

    def data(self) -> bytes:
        """All its bytes.

        Raises:
            SourceError: it cannot be read, or is larger than `LARGEST`.
        """
        try:
            with self.open() as stream:
                data = stream.read(LARGEST + 1)
        except (OSError, ValueError) as error:
            raise SourceError(unreadable(error)) from error
        if len(data) > LARGEST:
            raise SourceError(f"larger than {LARGEST >> 20} MB")
        return data

    @property
    def path(self) -> PurePath:
        """Its id as a path."""
        return PurePath(self.id)


@dataclass(frozen=True)
class Draft:
    """One article as its format gives it, before its head and its paragraphs are made.

    Attributes:
        blocks: its paragraphs in order; the kind is settled where the format tells it.
        stated: what the source states of it, by the field of `Article`. A field that is not
            there may still be found in the blocks or in the file's name.
        key: what tells it from the other articles of its source, which stays the same when
            others come and go; "" where there is only one.
        id: its own id in place of one made of the source's and the key; "" for none.
        settled: whether the format tells its head apart, so that no header lines are sought in
            the first paragraphs.
        name: the path whose name may tell title and date, where that is not the source's, as in
            an archive; else None.
    """

    blocks: Sequence[Block]
    stated: Mapping[str, Stated] = field(default_factory=dict)
    key: str = ""
    id: str = ""
    settled: bool = False
    name: PurePath | None = None
