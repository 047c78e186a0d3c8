"""What Whoosh may search: a field's terms in order, and the postings of each."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.indexer.whoosh_face.lengths import FieldLengths
    from pincite.indexer.whoosh_face.postings import TermPostings


class Field(ABC):
    """One field of one segment."""

    @property
    @abstractmethod
    def terms(self) -> Sequence[bytes]:
        """All terms as UTF-8, sorted."""

    @abstractmethod
    def __contains__(self, term: bytes) -> bool:
        """Whether there is such a term."""

    @abstractmethod
    def document_frequency(self, term: bytes) -> int:
        """In how many documents a term occurs, deleted ones included; 0 for an unknown one."""

    @abstractmethod
    def postings(self, term: bytes) -> TermPostings | None:
        """The postings of a term; None for an unknown one."""

    @property
    def lengths(self) -> FieldLengths | None:
        """How long the field is in each document; None where that does not count."""
        return None
