"""Segments into one, without what was deleted: array by array, not posting by posting."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from contextlib import closing
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.codec.documents import ARTICLE, Documents, Passages
from pincite.indexer.codec.fingerprints import Fingerprints
from pincite.indexer.codec.lexicon import Words
from pincite.indexer.codec.postings import Titled, Tokens
from pincite.indexer.codec.ranges import concatenated
from pincite.indexer.codec.titles import TitleWords
from pincite.indexer.codec.writing import Contents, SegmentWriter, stable_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from pincite.indexer.codec.catalog import Entry
    from pincite.indexer.codec.segment import Segment

    Numbers = npt.NDArray[np.int64]

_BATCH = 1 << 18


@dataclass(frozen=True)
class _Part:
    """A segment on its way into another.

    Attributes:
        segment: the segment.
        numbers: int64, the new number of each document, -1 for a deleted one.
        slots: int64, the new number of each surface form, -1 for one that is gone.
        stems: int64, the new number of each stem, for a stem that is gone that of the next.
    """

    segment: Segment
    numbers: Numbers
    slots: Numbers
    stems: Numbers


def merge_segments(segments: Sequence[Segment], path: Path, average: float) -> None:
    """Write what is not deleted of `segments` to one new segment.

    Args:
        segments: the segments, of one language; their documents follow each other in this order.
        path: where to write, which must not exist.
        average: weighted words of a paragraph in the mean of the index.
    """
    words, slots = _merged_words(segments)
    parts = _parts(segments, words, slots)
    largest = max(segments, key=lambda segment: segment.paragraphs)
    with closing(SegmentWriter(path, largest)) as writer:
        for segment in segments:
            _copy_records(segment, writer)
            segment.release()
        contents = Contents(
            segments[0].language,
            _merged_documents(parts),
            words,
            _batches(parts, words),
            TitleWords.joined([_titles(part) for part in parts]),
            _live_entries(segments),
        )
        writer.finish(contents, average)


def _live_entries(segments: Sequence[Segment]) -> list[Entry]:
    """What the catalogs hold of the articles that are not deleted."""
    return [
        entry
        for segment in segments
        for entry in compress(
            segment.catalog.entries(), segment.live[segment.documents.articles[:-1]].tolist()
        )
    ]


def _merged_words(segments: Sequence[Segment]) -> tuple[Words, list[Numbers]]:
    """All words that still occur, and for each segment their new numbers."""
    streams = [_live_words(segment, place) for place, segment in enumerate(segments)]
    slots = [np.full(len(segment.lexicon.surfaces), -1, np.int64) for segment in segments]

    def entries() -> Iterator[tuple[str, str]]:
        count = 0
        last = None
        for stem, surface, place, number in heapq.merge(*streams):
            if (stem, surface) != last:
                last = (stem, surface)
                count += bool(surface)
                yield last
            if surface:
                slots[place][number] = count - 1

    return Words(entries()), slots


def _live_words(segment: Segment, place: int) -> Iterator[tuple[str, str, int, int]]:
    live = segment.live_surfaces().tolist()
    titles = segment.live_title_stems()
    segment.release()
    of_titles = ((segment.lexicon.stems[number], "", place, number) for number in titles)
    of_texts = (
        (stem, surface, place, number)
        for number, (surface, stem) in enumerate(segment.lexicon.entries())
        if live[number]
    )
    return heapq.merge(of_titles, of_texts)


def _parts(segments: Sequence[Segment], words: Words, slots: Sequence[Numbers]) -> list[_Part]:
    stems_of = words.stem_numbers()
    parts = []
    count = 0
    for segment, own in zip(segments, slots, strict=True):
        numbers = np.full(len(segment.documents), -1, np.int64)
        live = np.flatnonzero(segment.live)
        numbers[live] = np.arange(count, count + len(live))
        count += len(live)
        parts.append(_Part(segment, numbers, own, _new_stems(segment, own, stems_of, words)))
        segment.release()
    return parts


def _new_stems(segment: Segment, slots: Numbers, stems_of: Numbers, words: Words) -> Numbers:
    """For each stem its new number; one that is gone takes that of the next, to stay sorted."""
    forms = segment.lexicon.forms.astype(np.int64)
    old = np.repeat(np.arange(len(forms) - 1), np.diff(forms))
    stems = np.full(len(forms) - 1, len(words.stems), np.int64)
    for number in segment.live_title_stems():
        stems[number] = bisect_left(words.stems, segment.lexicon.stems[number])
    there = slots >= 0
    stems[old[there]] = stems_of[slots[there]]
    return np.minimum.accumulate(stems[::-1])[::-1]


def _merged_documents(parts: Sequence[_Part]) -> Documents:
    columns = [part.segment.documents for part in parts]
    live = [part.numbers >= 0 for part in parts]
    kinds = np.concatenate([c.kinds[keep] for c, keep in zip(columns, live, strict=True)])
    prints = [c.fingerprints.values()[keep] for c, keep in zip(columns, live, strict=True)]
    return Documents(
        kinds,
        np.concatenate([c.text_lengths[keep] for c, keep in zip(columns, live, strict=True)]),
        np.concatenate([c.title_lengths[keep] for c, keep in zip(columns, live, strict=True)]),
        np.append(np.flatnonzero(kinds == ARTICLE), len(kinds)).astype(np.uint32),
        Passages.joined([c.passages.kept(p.numbers) for c, p in zip(columns, parts, strict=True)]),
        np.concatenate([_live_content(part) for part in parts]),
        Fingerprints.of(np.concatenate(prints)),
    )


def _live_content(part: _Part) -> npt.NDArray[np.uint8]:
    content = part.segment.documents.content
    keep = part.numbers >= 0
    if keep.all() or not len(content):
        return content
    starts = part.segment.content_starts[:-1][keep]
    return content[concatenated(starts, part.segment.documents.content_sizes()[keep])]


def _titles(part: _Part) -> TitleWords:
    return part.segment.titles.kept(part.segment.live_articles, part.stems)


def _copy_records(segment: Segment, writer: SegmentWriter) -> None:
    is_article = segment.documents.kinds == ARTICLE
    writer.texts.copy(segment.texts, segment.live[~is_article])
    writer.metadata.copy(segment.metadata, segment.live[is_article])


def _batches(parts: Sequence[_Part], words: Words) -> Iterator[tuple[Tokens, Titled]]:
    """The tokens of the parts, some stems at a time."""
    stems = len(words.stems)
    tokens_before = np.zeros(stems + 1, np.int64)
    for part in parts:
        tokens_before += _tokens_before(part, stems)
    start = 0
    while start < stems:
        whole = int(np.searchsorted(tokens_before, tokens_before[start] + _BATCH, "right")) - 1
        end = min(max(whole, start + 1), stems)
        yield (
            _joined_tokens([_tokens(part, start, end, words) for part in parts]),
            _joined_titled([_titled(part, start, end) for part in parts]),
        )
        for part in parts:
            part.segment.release()
        start = end


def _tokens_before(part: _Part, stems: int) -> Numbers:
    """int64[stems + 1], how many tokens of the part come before each new stem."""
    postings = part.segment.postings
    limits = np.searchsorted(part.stems, np.arange(stems + 1))
    return postings.token_starts(postings.firsts[limits].astype(np.int64))


def _tokens(part: _Part, first: int, end: int, words: Words) -> Tokens:
    """The tokens of the new stems from `first` to `end`."""
    found = part.segment.postings.tokens(*_old_stems(part, first, end))
    documents = part.numbers[found.documents]
    live = np.flatnonzero(documents >= 0)
    slots = part.slots[part.segment.lexicon.forms[found.stems[live]] + found.forms[live]]
    stems = part.stems[found.stems[live]]
    return Tokens(
        stems.astype(np.uint32),
        documents[live].astype(np.uint32),
        found.positions[live],
        (slots - words.forms[stems]).astype(np.uint32),
    )


def _old_stems(part: _Part, first: int, end: int) -> tuple[int, int]:
    return int(np.searchsorted(part.stems, first)), int(np.searchsorted(part.stems, end))


def _titled(part: _Part, first: int, end: int) -> Titled:
    found = part.segment.postings.titled(*_old_stems(part, first, end))
    documents = part.numbers[found.keys & 0xFFFFFFFF]
    live = documents >= 0
    return Titled(
        part.stems[found.keys[live] >> 32] << 32 | documents[live], found.frequencies[live]
    )


def _joined_tokens(parts: Sequence[Tokens]) -> Tokens:
    """Those of all parts, by stem; within one the parts follow each other."""
    stems = np.concatenate([part.stems for part in parts])
    order = stable_order(stems).astype(np.int64)
    return Tokens(
        stems[order],
        np.concatenate([part.documents for part in parts])[order],
        np.concatenate([part.positions for part in parts])[order],
        np.concatenate([part.forms for part in parts])[order],
    )


def _joined_titled(parts: Sequence[Titled]) -> Titled:
    keys = np.concatenate([part.keys for part in parts])
    order = np.argsort(keys)
    return Titled(keys[order], np.concatenate([part.frequencies for part in parts])[order])
