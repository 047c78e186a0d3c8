"""Articles taken out of a segment: it is not rewritten, what is gone is noted beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.batches import Analyzer
from pincite.indexer.codec.deletions import Deletions
from pincite.indexer.codec.documents import ARTICLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment

    Numbers = npt.NDArray[np.int64]
    Words = npt.NDArray[np.uint32]


def without_articles(segment: Segment, articles: Iterable[int]) -> Deletions:
    """What is deleted of a segment once `articles`, by number, are deleted too."""
    before = segment.deletions
    places = segment.documents.articles.astype(np.int64)
    ranges = [np.arange(places[number], places[number + 1]) for number in articles]
    fresh = np.unique(np.concatenate([np.empty(0, np.int64), *ranges]))
    fresh = fresh[segment.live[fresh]]
    texts = fresh[segment.documents.kinds[fresh] != ARTICLE]
    (stems, of_stems), (surfaces, of_surfaces) = _frequencies(segment, texts)
    paragraphs = len(texts)
    words = int(segment.documents.text_lengths[texts].sum(dtype=np.int64))
    title_words = int(segment.documents.title_lengths[texts].sum(dtype=np.int64))
    if before:
        fresh = np.union1d(fresh, before.documents)
        stems, of_stems = _sum(stems, of_stems, before.stems, before.stem_frequencies)
        surfaces, of_surfaces = _sum(
            surfaces, of_surfaces, before.surfaces, before.surface_frequencies
        )
        paragraphs += before.paragraphs
        words += before.words
        title_words += before.title_words
    return Deletions(
        documents=fresh.astype(np.uint32),
        stems=stems,
        stem_frequencies=of_stems,
        surfaces=surfaces,
        surface_frequencies=of_surfaces,
        paragraphs=paragraphs,
        words=words,
        title_words=title_words,
    )


def _frequencies(
    segment: Segment, documents: Numbers
) -> tuple[tuple[Words, Words], tuple[Words, Words]]:
    """In how many of some paragraphs each stem and each surface form occurs, by number."""
    analyzer = Analyzer()
    batch = analyzer.analyze([segment.paragraph(number).text for number in documents.tolist()])
    find = segment.lexicon.surfaces.find
    numbers = np.array([find(surface) for surface in analyzer.surfaces], np.int64)
    surfaces = numbers[batch.surfaces]
    stems = np.searchsorted(segment.lexicon.forms, surfaces, "right") - 1
    owners = np.repeat(np.arange(len(documents)), batch.counts)
    return _counted(stems, owners), _counted(surfaces, owners)


def _counted(words: Numbers, owners: Numbers) -> tuple[Words, Words]:
    pairs = np.unique(words << 32 | owners)
    found, counts = np.unique(pairs >> 32, return_counts=True)
    return found.astype(np.uint32), counts.astype(np.uint32)


def _sum(keys: Words, values: Words, more_keys: Words, more_values: Words) -> tuple[Words, Words]:
    """Two tables of numbers added up."""
    joined, places = np.unique(np.concatenate([keys, more_keys]), return_inverse=True)
    total = np.bincount(places, np.concatenate([values, more_values]), len(joined))
    return joined.astype(np.uint32), total.astype(np.uint32)
