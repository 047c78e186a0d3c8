"""The parts that stems are looked up in: records in their order, with postings or without."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pincite.search.pages.codes import Rows, after, common, number, string, units, woven
from pincite.search.pages.contexts import Contexts
from pincite.search.pages.parts import Part
from pincite.search.pages.postings import (
    TokenReader,
    content,
    exact,
    form_counts,
    near,
    postings,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pincite.indexer.codec.segment import Segment
    from pincite.search.pages.numbering import Numbering
    from pincite.search.pages.shapes import Shapes

# Units of a part, at least; of postings that have parts of their own, likewise.
_PART = 4096
_LARGE = 3072
# Tokens of a batch, where one stem does not have more.
_BATCH = 1 << 18


class Term(NamedTuple):
    """What is to be written of a stem.

    Attributes:
        language: its number.
        stem: the stem.
        forms: its surface forms.
        figures: in how many paragraphs it is, and what titles and headings add to that.
        postings, near, exact: where it occurs.
        occurs: whether it does, in texts.
    """

    language: int
    stem: str
    forms: str
    figures: str
    postings: str
    near: str
    exact: str
    occurs: bool


class TermParts:
    """Makes the series terms, exact, postings, near and places.

    Attributes:
        bounds: what parts the series of terms, one of its parts from the next.
    """

    def __init__(self) -> None:
        self.bounds: list[tuple[int, str]] = []
        self._terms: list[str] = []
        self._exact: list[str] = []
        self._size = 0
        self._number = 0
        self._large = 0
        self._last = (0, "")

    def parts(self, terms: Iterable[Term]) -> Iterator[Part]:
        """The parts of all terms, which come in their order."""
        for term in terms:
            if self._size >= _PART:
                yield from self._closed()
                self.bounds.append(_bound(self._last, (term.language, term.stem)))
            yield from self._add(term)
        if self._terms:
            yield from self._closed()

    def _closed(self) -> Iterator[Part]:
        yield Part.of("terms", self._number, "".join(self._terms))
        yield Part.of("exact", self._number, "".join(self._exact))
        self._number += 1
        self._terms.clear()
        self._exact.clear()
        self._size = 0

    def _add(self, term: Term) -> Iterator[Part]:
        is_large = units(term.postings) + units(term.near) >= _LARGE
        if is_large:
            yield Part.of("postings", self._large, term.postings)
            yield Part.of("near", self._large, term.near)
            yield Part.of("places", self._large, term.exact)
            self._large += 1
            body = term.forms + term.figures + number(self._large)
        else:
            body = term.forms + term.figures + number(0) + term.postings + term.near
            if term.occurs:
                self._exact.append(string(term.exact))
        language, stem = self._last if self._terms else (0, "")
        record = number(term.language - language) + after(term.stem, stem) + string(body)
        self._terms.append(record)
        self._size += units(record)
        self._last = (term.language, term.stem)


def _bound(last: tuple[int, str], first: tuple[int, str]) -> tuple[int, str]:
    """What is beyond the last stem of one part, and not beyond the first of the next; short.

    All come with the numbers of their languages.
    """
    language, stem = first
    return language, stem[: common(last[1], stem) + 1]


def coded_bounds(bounds: Iterable[tuple[int, str]]) -> str:
    """The text of the bounds of a series."""
    records = []
    last = (0, "")
    for language, stem in bounds:
        records.append(number(language - last[0]) + after(stem, last[1]))
        last = (language, stem)
    return "".join(records)


def all_terms(numbering: Numbering, shapes: Shapes) -> Iterator[Term]:
    """All stems of all languages, in their order."""
    for language, segment in enumerate(numbering.segments):
        if segment:
            yield from _terms(numbering, language, segment, shapes)


def _terms(numbering: Numbering, language: int, segment: Segment, shapes: Shapes) -> Iterator[Term]:
    contexts = Contexts(numbering, language, shapes)
    reader = TokenReader(segment, numbering.paragraphs[language])
    lexicon = segment.lexicon
    stems = iter(lexicon.stems)
    forms = zip(lexicon.surfaces, lexicon.frequencies.tolist(), strict=True)
    for first, end in _batches(segment):
        batch = reader.batch(first, end)
        kinds = content(batch)
        counts = form_counts(segment, first, end)
        frequencies = batch.frequencies
        figures = woven(Rows.column(frequencies), Rows.column(kinds), contexts.rows(batch, first))
        coded = zip(
            islice(stems, end - first),
            counts.tolist(),
            figures.coded(),
            postings(batch, kinds, shapes).coded(),
            near(batch, kinds).coded(),
            exact(batch, kinds, counts).coded(),
            (frequencies > 0).tolist(),
            strict=True,
        )
        for stem, count, told, where, close, whole, occurs in coded:
            own = _forms(stem, list(islice(forms, count)))
            yield Term(language, stem, own, told, where, close, whole, occurs)
        segment.release()


def _forms(stem: str, forms: list[tuple[str, int]]) -> str:
    """The surface forms of a stem, each with the number of paragraphs that have it."""
    coded = (after(surface, stem) + number(frequency) for surface, frequency in forms)
    return number(len(forms)) + "".join(coded)


def _batches(segment: Segment) -> Iterator[tuple[int, int]]:
    """Ranges of stems that have not too many tokens together."""
    stems = len(segment.lexicon.stems)
    ends = segment.postings.token_starts(segment.postings.firsts.astype(np.int64))
    first = 0
    while first < stems:
        whole = int(ends.searchsorted(ends[first] + _BATCH, "right")) - 1
        end = min(max(whole, first + 1), stems)
        yield first, end
        first = end
