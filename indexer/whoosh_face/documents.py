"""Whoosh's reader of documents: their stored fields, columns, lengths, and which are deleted."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np
from whoosh.codec import base
from whoosh.columns import Column, ColumnReader

from pincite.indexer.codec.documents import ARTICLE
from pincite.indexer.whoosh_face.records import dump_article, dump_paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment
    from pincite.indexer.whoosh_face.field import Field
    from pincite.indexer.whoosh_face.segment import ArraySegment

    Numbers = npt.NDArray[np.int64]


class ArrayDocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    """Reads the documents of one segment."""

    def __init__(self, known: ArraySegment, segment: Segment, fields: Mapping[str, Field]) -> None:
        """Read those of `segment`.

        Args:
            known: the segment as Whoosh knows it, which tells what is deleted.
            segment: the segment.
            fields: its fields by name.
        """
        self._known = known
        self._segment = segment
        self._fields = fields
        self._sources: list[str] | None = None

    def doc_count(self) -> int:
        """How many documents are not deleted."""
        return self.doc_count_all() - int(self._known.deleted_count())

    def doc_count_all(self) -> int:
        """How many documents there are, deleted ones included."""
        return self._segment.document_count

    def has_deletions(self) -> bool:
        """Whether documents are deleted."""
        return bool(self._known.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return bool(self._known.is_deleted(docnum))

    def deleted_docs(self) -> Iterable[int]:
        """The deleted documents."""
        deleted: Iterable[int] = self._known.deleted_docs()
        return deleted

    def supports_columns(self) -> bool:
        """Whether there are columns: yes."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Whether a field is a column."""
        return fieldname in _COLUMNS

    def list_columns(self) -> list[str]:
        """All columns."""
        return list(_COLUMNS)

    def column_reader(self, fieldname: str, column: Column) -> ArrayColumnReader:  # noqa: ARG002
        """The values of a column."""
        return ArrayColumnReader(_COLUMNS[fieldname](self._segment))

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Words of a field in a document, rounded; `default` where it has none."""
        field = self._fields.get(fieldname)
        lengths = field.lengths if field else None
        return int(lengths.rounded[docnum]) or default if lengths else default

    def field_length(self, fieldname: str) -> int:
        """Words of a field in all documents, deleted ones included."""
        field = self._fields.get(fieldname)
        return field.lengths.total if field and field.lengths else 0

    def min_field_length(self, fieldname: str) -> int:
        """Words of a field in the document that has the fewest, rounded."""
        rounded = self._rounded(fieldname)
        return int(rounded.min()) if len(rounded) else 0

    def max_field_length(self, fieldname: str) -> int:
        """Words of a field in the document that has the most, rounded."""
        return int(self._rounded(fieldname).max(initial=0))

    def stored_fields(self, docnum: int) -> dict[str, str]:
        """The record of a document."""
        segment = self._segment
        article = segment.article_of(docnum)
        if docnum == int(segment.documents.articles[article]):
            return {"record": dump_article(segment.article(article), self._source(article))}
        paragraph = segment.paragraph(docnum)
        passages = _passages(segment, docnum)
        return {"record": dump_paragraph(segment.catalog.ids[article], paragraph, passages)}

    def _source(self, article: int) -> str:
        if self._sources is None:
            self._sources = self._segment.catalog.sources()
        return self._sources[article]

    def _rounded(self, fieldname: str) -> Numbers:
        field = self._fields.get(fieldname)
        return field.lengths.rounded if field and field.lengths else np.empty(0, np.int64)


class ArrayColumnReader(ColumnReader):  # type: ignore[misc]
    """Reads a column that is an array."""

    def __init__(self, values: Numbers) -> None:
        """Read `values`, by document number."""
        self._values = values
        self._sign = 1

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, docnum: int) -> int:
        return int(self._values[docnum])

    def __iter__(self) -> Iterator[int]:
        return iter(self._values.tolist())

    def sort_key(self, docnum: int) -> int:
        """What a document is sorted by."""
        return self._sign * self[docnum]

    def load(self) -> array[int]:
        """All values at once."""
        return array("i", self._values.tolist())

    def set_reverse(self) -> None:
        """Sort the other way round."""
        self._sign = -1


def _ordinals(segment: Segment) -> Numbers:
    """The place of each paragraph in its article, 0 for the article itself."""
    starts = segment.documents.articles.astype(np.int64)
    return np.arange(len(segment.documents)) - np.repeat(starts[:-1], np.diff(starts))


def _kinds(segment: Segment) -> Numbers:
    """The place of each paragraph's kind, 0 for an article."""
    kinds = segment.documents.kinds.astype(np.int64)
    return np.where(kinds == ARTICLE, 0, kinds)


def _text_lengths(segment: Segment) -> Numbers:
    return segment.documents.text_lengths.astype(np.int64)


def _title_lengths(segment: Segment) -> Numbers:
    return segment.documents.title_lengths.astype(np.int64)


_COLUMNS = {
    "kind": _kinds,
    "ordinal": _ordinals,
    "text_length": _text_lengths,
    "title_length": _title_lengths,
}


def _passages(segment: Segment, document: int) -> list[int]:
    """The first word of each passage of a paragraph."""
    passages = segment.documents.passages
    is_cut = bool(np.isin(document, passages.documents))
    return passages.of(document) if is_cut else [0]
