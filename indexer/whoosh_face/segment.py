"""A segment as Whoosh's table of contents names it; it is pickled there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoosh.codec.whoosh3 import W3Segment

from pincite.indexer.codec.segment import Segment
from pincite.indexer.whoosh_face.codec import ArrayCodec
from pincite.indexer.whoosh_face.fields import fields_of

if TYPE_CHECKING:
    from whoosh.filedb.filestore import FileStorage

    from pincite.indexer.whoosh_face.field import Field

INDEX_NAME = "MAIN"


@dataclass(frozen=True)
class Opened:
    """What a segment's file gives.

    Attributes:
        segment: the segment.
        fields: its fields by name, sorted.
    """

    segment: Segment
    fields: dict[str, Field]


class ArraySegment(W3Segment):  # type: ignore[misc]
    """Knows the file of a segment, and which of its documents are deleted."""

    def __init__(self, segment: Segment) -> None:
        """The name of `segment`."""
        super().__init__(
            ArrayCodec(),
            INDEX_NAME,
            segment.document_count,
            segment.name.removeprefix(f"{INDEX_NAME}_"),
            set(segment.deletions.documents.tolist()) if segment.deletions else None,
        )
        self._file = segment.path.name
        self._opened: Opened | None = None

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_opened": None}

    def opened(self, storage: FileStorage) -> Opened:
        """What its file in `storage` gives, opened once.

        Raises:
            CorruptIndex: it is no segment, or cut short.
            FileNotFoundError: it is gone, with a commit that replaced it.
        """
        if self._opened is None:
            segment = Segment(Path(storage.folder) / self._file)
            self._opened = Opened(segment, fields_of(segment))
        return self._opened
