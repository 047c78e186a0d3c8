"""Where stems occur, as the page reads it: paragraphs, how often, at which places and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.codec.ranges import counts_between, run_starts
from pincite.search.pages.codes import Rows, gaps, woven, zigzag
from pincite.search.pages.shapes import LONG

if TYPE_CHECKING:
    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment
    from pincite.search.pages.shapes import Shapes

    Numbers = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

# Whether the tokens of a stem are content words.
NONE, ALL, MIXED = range(3)

# Shapes stand with the postings of stems in at most so many paragraphs, or in one of so many;
# of function words, which are rarely sought alone, in one of so many.
_FEW = 64
_RARE = 3
_RARE_FUNCTION = 16
_SET_BITS = np.array([number.bit_count() for number in range(256)], np.int64)


@dataclass(frozen=True)
class Batch:
    """The tokens of some stems.

    Attributes:
        stems: how many stems these are.
        owners: int64[tokens], the stem of each token, from 0.
        paragraphs: int64[tokens], its paragraph; they ascend within a stem.
        positions: int64[tokens], its place there; they ascend within a paragraph.
        forms: int64[tokens], its form.
        is_content: bool[tokens], whether it is a content word.
        places: int64[tokens], of content words, its place among those of the paragraph.
        starts: int64[postings], the first token of each posting.
    """

    stems: int
    owners: Numbers
    paragraphs: Numbers
    positions: Numbers
    forms: Numbers
    is_content: Bools
    places: Numbers
    starts: Numbers

    @property
    def posting_owners(self) -> Numbers:
        """int64[postings], the stem of each."""
        return self.owners[self.starts]

    @property
    def posting_paragraphs(self) -> Numbers:
        """int64[postings], the paragraph of each."""
        return self.paragraphs[self.starts]

    @property
    def frequencies(self) -> Numbers:
        """int64[stems], in how many paragraphs each is."""
        return np.bincount(self.posting_owners, minlength=self.stems)

    @property
    def posting_of(self) -> Numbers:
        """int64[tokens], the posting of each."""
        is_first = np.zeros(len(self.owners), np.int64)
        is_first[self.starts] = 1
        return np.cumsum(is_first) - 1


class TokenReader:
    """Reads the tokens of a segment by the paragraphs of the page."""

    def __init__(self, segment: Segment, paragraphs: Numbers) -> None:
        """Read those of `segment`; `paragraphs` are int64 by document, -1 for an article."""
        self._segment = segment
        self._paragraphs = paragraphs
        own = paragraphs[paragraphs >= 0]
        self._is_sorted = bool((own[1:] > own[:-1]).all())
        # Content words in the bytes before each byte.
        bits = _SET_BITS.astype(np.int32)[segment.documents.content]
        self._content_before = np.concatenate([[0], np.cumsum(bits)])

    def batch(self, first: int, end: int) -> Batch:
        """The tokens of the stems from `first` to `end`."""
        tokens = self._segment.postings.tokens(first, end)
        owners = tokens.stems.astype(np.int64) - first
        documents = tokens.documents.astype(np.int64)
        paragraphs = self._paragraphs[documents]
        positions = tokens.positions.astype(np.int64)
        forms = tokens.forms.astype(np.int64)
        is_content, places = self._content(documents, positions)
        if not self._is_sorted:
            order = np.argsort(owners << 32 | paragraphs, kind="stable")
            owners, paragraphs = owners[order], paragraphs[order]
            positions, forms = positions[order], forms[order]
            is_content, places = is_content[order], places[order]
        starts = run_starts(owners, paragraphs)
        return Batch(end - first, owners, paragraphs, positions, forms, is_content, places, starts)

    def _content(self, documents: Numbers, positions: Numbers) -> tuple[Bools, Numbers]:
        """Whether words are content words, and how many of those are before each."""
        content = self._segment.documents.content
        if not len(content):
            return np.ones(len(positions), bool), positions
        starts = self._segment.content_starts[documents]
        own = starts + (positions >> 3)
        bits = positions & 7
        there = content[own].astype(np.int64)
        before = self._content_before[own] - self._content_before[starts]
        before += _SET_BITS[there & ((1 << bits) - 1)]
        return (there >> bits & 1).astype(bool), before


def postings(batch: Batch, kinds: Numbers, shapes: Shapes) -> Rows:
    """By stem its postings: paragraphs, frequencies above one, shapes, passages of long ones.

    Args:
        batch: the tokens.
        kinds: what `content` says of the stems.
        shapes: of the paragraphs.
    """
    owners, paragraphs = batch.posting_owners, batch.posting_paragraphs
    frequencies = np.diff(batch.starts, append=len(batch.owners))
    several = np.flatnonzero(frequencies > 1)
    among = several - owners.searchsorted(owners[several])
    exceptions = woven(
        Rows.column(gaps(among, owners[several])), Rows.column(frequencies[several] - 2)
    )
    are_inline = _are_inline(batch.frequencies, kinds, len(shapes.numbers))
    inline = are_inline[owners]
    return woven(
        Rows.grouped(gaps(paragraphs, owners), owners, batch.stems),
        Rows.column(np.bincount(owners[several], minlength=batch.stems)),
        exceptions.gathered(owners[several], batch.stems),
        Rows.column(are_inline),
        Rows.grouped(shapes.numbers[paragraphs][inline], owners[inline], batch.stems),
        _passages(batch, shapes),
    )


def _are_inline(frequencies: Numbers, kinds: Numbers, paragraphs: int) -> Bools:
    """Whether the shapes of its paragraphs stand with each stem."""
    rare = np.where(kinds == NONE, _RARE_FUNCTION, _RARE)
    return (frequencies <= _FEW) | (frequencies * rare <= paragraphs)


def _passages(batch: Batch, shapes: Shapes) -> Rows:
    """By stem, for its postings of long paragraphs, in which passages it is, and how often."""
    tokens = np.flatnonzero(shapes.numbers[batch.paragraphs] == LONG)
    owners = batch.owners[tokens]
    posting = batch.posting_of[tokens]
    passage = _passage_of(batch.paragraphs[tokens], batch.positions[tokens], shapes)
    starts = run_starts(posting, passage)
    counts = np.diff(starts, append=len(tokens))
    found = woven(Rows.column(gaps(passage[starts], posting[starts])), Rows.column(counts - 1))
    # From here on by posting.
    first = run_starts(posting[starts])
    each = found.gathered(np.repeat(np.arange(len(first)), _sizes(first, starts)), len(first))
    by_posting = woven(Rows.column(_sizes(first, starts)), each)
    return by_posting.gathered(owners[starts][first], batch.stems)


def _sizes(starts: Numbers, among: Numbers) -> Numbers:
    """How long the runs are that begin at `starts`."""
    return np.diff(starts, append=len(among))


def _passage_of(paragraphs: Numbers, positions: Numbers, shapes: Shapes) -> Numbers:
    """The number of the passage that each word of long paragraphs is in."""
    passages = shapes.passages
    owners = np.repeat(np.arange(len(passages.paragraphs)), passages.counts)
    begins = np.cumsum(passages.words) - passages.words
    firsts = np.cumsum(passages.counts) - passages.counts
    starts = begins - begins[firsts][owners]
    keys = passages.paragraphs[owners] << 32 | starts
    found = keys.searchsorted(paragraphs << 32 | positions, "right") - 1
    own: Numbers = found - firsts[passages.paragraphs.searchsorted(paragraphs)]
    return own


def content(batch: Batch) -> Numbers:
    """int64[stems], NONE, ALL or MIXED."""
    tokens = np.bincount(batch.owners, minlength=batch.stems)
    of_content = np.bincount(batch.owners[batch.is_content], minlength=batch.stems)
    return np.where(of_content == 0, NONE, np.where(of_content == tokens, ALL, MIXED))


def near(batch: Batch, kinds: Numbers) -> Rows:
    """By stem, the places of its content words among those of their paragraphs.

    Args:
        batch: the tokens.
        kinds: what `content` says of the stems.
    """
    posting = batch.posting_of
    there = np.flatnonzero(batch.is_content)
    count = len(batch.starts)
    owners = batch.posting_owners
    is_mixed = kinds[owners] == MIXED
    of_content = np.bincount(posting[there], minlength=count)
    places = gaps(batch.places[there], posting[there])
    counted = Rows(of_content[is_mixed], is_mixed.astype(np.int64))
    by_posting = woven(counted, Rows.grouped(places, posting[there], count))
    return by_posting.gathered(owners, batch.stems)


def exact(batch: Batch, kinds: Numbers, forms: Numbers) -> Rows:
    """By stem, the positions of all its tokens, then the form of each if there are several.

    Args:
        batch: the tokens.
        kinds: what `content` says of the stems.
        forms: int64[stems], how many forms each has.
    """
    # Where all are content words, near enough to be guessed from their places among those.
    guessed = zigzag(batch.positions - (batch.places * 3 >> 1))
    plain = gaps(batch.positions, batch.posting_of)
    values = np.where(kinds[batch.owners] == ALL, guessed, plain)
    have_several = forms[batch.owners] > 1
    return woven(
        Rows.grouped(values, batch.owners, batch.stems),
        Rows.grouped(batch.forms[have_several], batch.owners[have_several], batch.stems),
    )


def form_counts(segment: Segment, first: int, end: int) -> Numbers:
    """int64[stems], how many forms the stems from `first` to `end` have."""
    return counts_between(segment.lexicon.forms[first : end + 1])
