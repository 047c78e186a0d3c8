"""Whoosh's reader of terms: which there are, in order, and where each occurs."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from whoosh.codec import base
from whoosh.reading import TermNotFound

from pincite.indexer.whoosh_face.matcher import TermMatcher

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from whoosh.fields import FieldType
    from whoosh.formats import Format
    from whoosh.reading import TermInfo
    from whoosh.scoring import BaseScorer

    from pincite.indexer.whoosh_face.field import Field
    from pincite.indexer.whoosh_face.postings import TermPostings

    Term = tuple[str, bytes]


class ArrayTermsReader(base.TermsReader):  # type: ignore[misc]
    """Reads the terms of one segment."""

    def __init__(self, fields: Mapping[str, Field]) -> None:
        """Read those of `fields`, by name and sorted."""
        self._fields = fields
        # Whoosh asks for a term's statistics, and then for its postings.
        self._last: tuple[Term, TermPostings] | None = None

    def __contains__(self, term: Term) -> bool:
        name, text = term
        return name in self._fields and text in self._fields[name]

    def indexed_field_names(self) -> list[str]:
        """The fields that have terms."""
        return [name for name, field in self._fields.items() if len(field.terms)]

    def cursor(self, fieldname: str, fieldobj: FieldType) -> base.FieldCursor:
        """A cursor at the first term of a field."""
        field = self._fields.get(fieldname)
        return TermCursor(field, fieldobj) if field else base.EmptyCursor()

    def terms(self) -> Iterator[Term]:
        """All terms of all fields, in order."""
        for name, field in self._fields.items():
            for text in field.terms:
                yield name, text

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        """The terms from one on, of its field and of those behind it."""
        if fieldname not in self._fields:
            return
        for name, field in self._fields.items():
            if name >= fieldname:
                terms = field.terms
                first = bisect_left(terms, prefix) if name == fieldname else 0
                for place in range(first, len(terms)):
                    yield name, terms[place]

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        """All terms with their statistics."""
        for term in self.terms():
            yield term, self.term_info(*term)

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        """As `terms_from`, with statistics."""
        for term in self.terms_from(fieldname, prefix):
            yield term, self.term_info(*term)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """The statistics of a term, those of deleted documents included.

        Raises:
            TermNotFound: there is no such term.
        """
        return self._postings(fieldname, text).info()

    def frequency(self, fieldname: str, text: bytes) -> float:
        """How often a term occurs; 0 for one that is not there."""
        try:
            weight: float = self.term_info(fieldname, text).weight()
        except TermNotFound:
            return 0
        return weight

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """In how many documents a term occurs; 0 for one that is not there."""
        field = self._fields.get(fieldname)
        return field.document_frequency(text) if field else 0

    def matcher(
        self, fieldname: str, text: bytes, format_: Format, scorer: BaseScorer | None = None
    ) -> TermMatcher:
        """A matcher that stands at the first posting of a term.

        Raises:
            TermNotFound: there is no such term.
        """
        postings = self._postings(fieldname, text)
        return TermMatcher(postings, format_, (fieldname, text), scorer)

    def _postings(self, fieldname: str, text: bytes) -> TermPostings:
        last = self._last
        if last is not None and last[0] == (fieldname, text):
            return last[1]
        field = self._fields.get(fieldname)
        postings = field.postings(text) if field else None
        if postings is None:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        self._last = (fieldname, text), postings
        return postings


class TermCursor(base.FieldCursor):  # type: ignore[misc]
    """Goes through the terms of one field."""

    def __init__(self, field: Field, fieldobj: FieldType) -> None:
        """Stand at the first term of `field`, which is a `fieldobj` to Whoosh."""
        self._field = field
        self._fieldobj = fieldobj
        self._terms = field.terms
        self._place = 0

    def first(self) -> str | None:
        """Go to the first term; which it is."""
        self._place = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        """Go to a term, or where there is none such to the next; which it is."""
        wanted = term if isinstance(term, bytes) else self._fieldobj.to_bytes(term)
        self._place = bisect_left(self._terms, wanted)
        return self.text()

    def next(self) -> str | None:
        """Go to the next term; which it is."""
        self._place += 1
        return self.text()

    def text(self) -> str | None:
        """The term it stands at; None behind the last."""
        return self._fieldobj.from_bytes(self._terms[self._place]) if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        """The statistics of that term."""
        if not self.is_valid():
            return None
        postings = self._field.postings(self._terms[self._place])
        return postings.info() if postings else None

    def is_valid(self) -> bool:
        """Whether it stands at a term."""
        return self._place < len(self._terms)
