"""The texts as Whoosh searches them: by stems, and by surface forms."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from pincite.indexer.whoosh_face.field import Field
from pincite.indexer.whoosh_face.postings import TermPostings

if TYPE_CHECKING:
    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment
    from pincite.indexer.codec.strings import Strings
    from pincite.indexer.whoosh_face.lengths import FieldLengths


class _TextField(Field):
    """What stems and surface forms have in common."""

    def __init__(self, segment: Segment, lengths: FieldLengths) -> None:
        """The field of `segment`, whose texts have those `lengths`."""
        self._segment = segment
        self._lengths = lengths

    @property
    def lengths(self) -> FieldLengths:
        """The words of each text."""
        return self._lengths

    def __contains__(self, term: bytes) -> bool:
        return self.document_frequency(term) > 0


class StemField(_TextField):
    """The stems of the texts."""

    @cached_property
    def terms(self) -> Sequence[bytes]:
        """The stems that occur in a text, and not in titles only."""
        present = np.flatnonzero(np.diff(self._segment.postings.firsts.astype(np.int64)))
        return _Encoded(self._segment.lexicon.stems, present.tolist())

    def document_frequency(self, term: bytes) -> int:
        """In how many paragraphs a stem occurs."""
        number = self._number(term)
        if number < 0:
            return 0
        first, end = self._segment.postings.range(number)
        return end - first

    def postings(self, term: bytes) -> TermPostings | None:
        """Where a stem occurs."""
        if term not in self:
            return None
        reader = self._segment.postings
        numbers = np.arange(*reader.range(self._number(term)))
        documents = reader.documents[numbers]

        def positions_of(first: int, end: int) -> list[list[int]]:
            return _split(*reader.positions(numbers[first:end]))

        return TermPostings(
            documents, reader.frequencies(numbers), self._lengths.rounded[documents], positions_of
        )

    def _number(self, term: bytes) -> int:
        return self._segment.lexicon.stems.find(_decoded(term))


class SurfaceField(_TextField):
    """The folded forms of the texts: those among the postings of their stems that are of a form."""

    @cached_property
    def terms(self) -> Sequence[bytes]:
        """The surface forms that occur in a text, and not in titles only."""
        lexicon = self._segment.lexicon
        present = np.flatnonzero(lexicon.frequencies).tolist()
        return _Encoded(lexicon.surfaces, sorted(present, key=lexicon.surfaces.encoded))

    def document_frequency(self, term: bytes) -> int:
        """In how many paragraphs a form occurs."""
        number = self._number(term)
        return int(self._segment.lexicon.frequencies[number]) if number >= 0 else 0

    def postings(self, term: bytes) -> TermPostings | None:
        """Where a form occurs."""
        if term not in self:
            return None
        number = self._number(term)
        lexicon, reader = self._segment.lexicon, self._segment.postings
        stem = lexicon.stem_of(number)
        form = number - lexicon.forms_of(stem).start
        of_stem = np.arange(*reader.range(stem))
        counts, _ = reader.form_positions(stem, form, of_stem)
        numbers = of_stem[counts > 0]
        documents = reader.documents[numbers]

        def positions_of(first: int, end: int) -> list[list[int]]:
            return _split(*reader.form_positions(stem, form, numbers[first:end]))

        return TermPostings(
            documents, counts[counts > 0], self._lengths.rounded[documents], positions_of
        )

    def _number(self, term: bytes) -> int:
        return self._segment.lexicon.surfaces.find(_decoded(term))


class _Encoded(Sequence[bytes]):
    """Some of many strings, as UTF-8."""

    def __init__(self, strings: Strings, numbers: Sequence[int]) -> None:
        self._strings = strings
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> bytes: ...
    @overload
    def __getitem__(self, place: slice) -> list[bytes]: ...
    def __getitem__(self, place: int | slice) -> bytes | list[bytes]:
        if isinstance(place, slice):
            return [self._strings.encoded(number) for number in self._numbers[place]]
        return self._strings.encoded(self._numbers[place])


def _decoded(term: bytes) -> str:
    """A term as a word; bytes that are no UTF-8 give what is none."""
    return term.decode("utf-8", "surrogateescape")


def _split(counts: npt.NDArray[Any], items: npt.NDArray[Any]) -> list[list[int]]:
    """Items in lists, so many in each."""
    flat = items.tolist()
    ends = np.cumsum(counts).tolist()
    return [flat[start:end] for start, end in zip([0, *ends], ends, strict=False)]
