"""Whoosh's way into our segments: a codec that reads, and refuses to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from whoosh.codec import base

from pincite.errors import PinciteError
from pincite.indexer.whoosh_face.documents import ArrayDocumentReader
from pincite.indexer.whoosh_face.terms import ArrayTermsReader

if TYPE_CHECKING:
    from whoosh.filedb.filestore import Storage

    from pincite.indexer.whoosh_face.segment import ArraySegment


class ArrayCodec(base.Codec):  # type: ignore[misc]
    """Reads segments that pincite wrote.

    Whoosh's default codec may copy them, `SegmentWriter.add_reader` taking a reader of ours; and
    `records.articles_of` brings back what a Whoosh writer has written.
    """

    def terms_reader(self, storage: Storage, segment: ArraySegment) -> ArrayTermsReader:
        """A reader of the terms of a segment."""
        return ArrayTermsReader(segment.opened(storage).fields)

    def per_document_reader(self, storage: Storage, segment: ArraySegment) -> ArrayDocumentReader:
        """A reader of the documents of a segment."""
        opened = segment.opened(storage)
        return ArrayDocumentReader(segment, opened.segment, opened.fields)

    def new_segment(self, *_: object) -> NoReturn:
        """Refuse; so does all that writes.

        Raises:
            PinciteError: always.
        """
        _refuse()

    def per_document_writer(self, *_: object) -> NoReturn:
        """Refuse, as `new_segment` does."""
        _refuse()

    def field_writer(self, *_: object) -> NoReturn:
        """Refuse, as `new_segment` does."""
        _refuse()


def _refuse() -> NoReturn:
    raise PinciteError(
        "pincite writes its segments itself: index with pincite, or copy what the index has "
        "into another folder with Whoosh's default codec"
    )
