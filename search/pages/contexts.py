"""What titles and headings add to the postings of stems: whose context has them, and who answers.

The context of a paragraph is its article's title, and the heading above it where that says
something else; a heading has none. A lead, the first paragraph of running text in its article,
answers for the title where neither its own text nor a heading has the stem.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.articles import KINDS, Kind
from pincite.indexer.codec.ranges import places_in, run_starts
from pincite.search.pages.codes import Rows, gaps, woven

if TYPE_CHECKING:
    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment
    from pincite.search.pages.numbering import Numbering
    from pincite.search.pages.postings import Batch
    from pincite.search.pages.shapes import Shapes

    Numbers = npt.NDArray[np.int64]

_HEADING = KINDS.index(Kind.HEADING)
_LOW = 0xFFFFFFFF


class Contexts:
    """The titles and headings of the articles of one segment."""

    def __init__(self, numbering: Numbering, language: int, shapes: Shapes) -> None:
        """Those of the segment of a language, by number, which has articles."""
        segment = numbering.segments[language]
        assert segment is not None  # noqa: S101
        self._segment = segment
        self._paragraphs = numbering.paragraphs[language]
        self._firsts = numbering.firsts
        self._articles = numbering.articles
        self._shapes = shapes
        self._leads = np.sort(self._paragraphs[segment.documents.leads()])
        own = np.flatnonzero(numbering.languages == language)
        under = np.bincount(self._articles[shapes.kinds != _HEADING], minlength=len(numbering.ids))
        own = own[under[own] > 0]
        places = numbering.places[own]
        self._titles, self._occurrences = _occurrences(segment, own, places)
        self._title_words = _title_words(segment, own, places)

    def rows(self, batch: Batch, first: int) -> Rows:
        """By stem: titles, headings, leads, each behind how many they are.

        Args:
            batch: the tokens of some stems.
            first: the number of the first of these stems.
        """
        found = self._segment.postings.titled(first, first + batch.stems)
        keys = found.keys >> 32 << 32 | self._paragraphs[found.keys & _LOW]
        order = np.argsort(keys)
        keys, occurrences = keys[order] - (first << 32), found.frequencies[order]
        return woven(
            self._of_titles(first, batch.stems),
            self._of_headings(keys, occurrences, first, batch.stems),
            self._of_leads(keys, batch),
        )

    def _of_titles(self, first: int, stems: int) -> Rows:
        begin, end = self._titles.searchsorted([first << 32, first + stems << 32])
        titles = self._titles[begin:end]
        owners, articles = (titles >> 32) - first, titles & _LOW
        begin_words, end_words = self._title_words[0].searchsorted(
            [first << 32, first + stems << 32]
        )
        words, places = (column[begin_words:end_words] for column in self._title_words)
        of_title = titles.searchsorted(words)
        counts = np.bincount(of_title, minlength=len(titles))
        has_words = counts > 0
        starts = self._firsts[articles]
        ends = self._firsts[articles + 1]
        entries = woven(
            Rows.column(_beyond(starts, ends, owners)),
            Rows.column(ends - starts),
            Rows.column(2 * self._occurrences[begin:end] + has_words),
            Rows(counts[has_words], has_words.astype(np.int64)),
            Rows(gaps(places, of_title), counts),
        )
        return _counted(entries, owners, stems)

    def _of_headings(self, keys: Numbers, occurrences: Numbers, first: int, stems: int) -> Rows:
        paragraphs = keys & _LOW
        titles = (keys >> 32) + first << 32 | self._articles[paragraphs]
        places, there = places_in(titles, self._titles)
        beyond = occurrences.copy()
        beyond[there] -= self._occurrences[places[there]]
        rest = np.flatnonzero(beyond)
        owners, paragraphs, beyond = keys[rest] >> 32, paragraphs[rest], beyond[rest]
        runs = run_starts(owners, paragraphs - np.arange(len(rest)), beyond)
        lengths = np.diff(runs, append=len(rest))
        owners, starts = owners[runs], paragraphs[runs]
        entries = woven(
            Rows.column(_beyond(starts, starts + lengths, owners)),
            Rows.column(lengths),
            Rows.column(beyond[runs]),
        )
        return _counted(entries, owners, stems)

    def _of_leads(self, keys: Numbers, batch: Batch) -> Rows:
        owners, paragraphs = batch.posting_owners, batch.posting_paragraphs
        leads = keys[places_in(keys & _LOW, self._leads)[1]]
        leads = leads[~places_in(leads, owners << 32 | paragraphs)[1]]
        is_heading = self._shapes.kinds[paragraphs] == _HEADING
        headed = owners[is_heading] << 32 | self._articles[paragraphs[is_heading]]
        articles = leads >> 32 << 32 | self._articles[leads & _LOW]
        leads = leads[~places_in(articles, headed)[1]]
        owners, paragraphs = leads >> 32, leads & _LOW
        entries = woven(
            Rows.column(gaps(paragraphs, owners)), Rows.column(self._shapes.numbers[paragraphs])
        )
        return _counted(entries, owners, batch.stems)


def _beyond(starts: Numbers, ends: Numbers, owners: Numbers) -> Numbers:
    """How far ranges begin behind the end of the one before, or from 0, anew for each owner."""
    found = starts.copy()
    same = np.flatnonzero(owners[1:] == owners[:-1]) + 1
    found[same] -= ends[same - 1]
    return found


def _counted(entries: Rows, owners: Numbers, rows: int) -> Rows:
    """Entries put together by the rows they are for, behind how many they are."""
    counts = np.bincount(owners, minlength=rows)
    return woven(Rows.column(counts), entries.gathered(owners, rows))


def _occurrences(segment: Segment, articles: Numbers, places: Numbers) -> tuple[Numbers, Numbers]:
    """Which stems titles have, and how often.

    Args:
        segment: where they are.
        articles: int64, the articles whose titles count.
        places: int64, their numbers in the segment.

    Returns:
        int64 each: stem << 32 | article, ascending, and how often the title has it.
    """
    words = [*map(segment.catalog.title_stems, places.tolist())]
    find = segment.lexicon.stems.find
    known = {stem: find(stem) for stem in {each for title in words for each in title}}
    stems = np.array([known[each] for title in words for each in title], np.int64)
    owners = np.repeat(articles, [len(title) for title in words])
    found, counts = np.unique(stems << 32 | owners, return_counts=True)
    return found, counts.astype(np.int64)


def _title_words(segment: Segment, articles: Numbers, places: Numbers) -> tuple[Numbers, Numbers]:
    """As `_occurrences`, once for each content word, and its place among those of the title."""
    stems, counts = segment.titles.at(places)
    keys = stems.astype(np.int64) << 32 | np.repeat(articles, counts)
    ends = np.cumsum(counts)
    own = np.arange(len(keys)) - np.repeat(ends - counts, counts)
    order = np.argsort(keys, kind="stable")
    return keys[order], own[order]
