"""How an index divides: how much of it there is of each year, publication, language and kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.articles import KINDS, Share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment
    from pincite.search.snapshot import Snapshot

    Numbers = npt.NDArray[np.int64]


def by_year(snapshot: Snapshot) -> tuple[Share, ...]:
    """The shares of the years that articles are of, the first year first."""
    return _together(_years(snapshot), by_size=False)


def by_publication(snapshot: Snapshot) -> tuple[Share, ...]:
    """The shares of publications, that of most paragraphs first."""
    return _together(_publications(snapshot))


def by_language(snapshot: Snapshot) -> tuple[Share, ...]:
    """The shares of the languages that articles are stemmed in, that of most paragraphs first."""
    return _together(
        Share(segment.language, segment.articles, segment.paragraphs, segment.words)
        for segment in snapshot.segments
    )


def by_kind(snapshot: Snapshot) -> tuple[Share, ...]:
    """The shares of kinds of paragraphs, that of most first; articles have several kinds each."""
    return _together(share for segment in snapshot.segments for share in _kinds(segment))


def _years(snapshot: Snapshot) -> Iterator[Share]:
    for segment in snapshot.segments:
        years = (segment.catalog.days[0][segment.live_articles] // 10_000).tolist()
        for year, (paragraphs, words) in zip(years, _sizes(segment), strict=True):
            yield Share(f"{year:04}" if year else "", 1, paragraphs, words)


def _publications(snapshot: Snapshot) -> Iterator[Share]:
    for segment in snapshot.segments:
        numbers = segment.live_articles.tolist()
        for number, (paragraphs, words) in zip(numbers, _sizes(segment), strict=True):
            yield Share(segment.article(number).publication, 1, paragraphs, words)


def _sizes(segment: Segment) -> Iterator[tuple[int, int]]:
    """How many paragraphs and words each article that is not deleted has."""
    articles = segment.live_articles
    starts = segment.documents.articles.astype(np.int64)
    words = np.append(0, np.cumsum(segment.documents.text_lengths, dtype=np.int64))
    paragraphs = starts[articles + 1] - starts[articles] - 1
    # An article's own document has no words.
    counted = words[starts[articles + 1]] - words[starts[articles] + 1]
    return zip(paragraphs.tolist(), counted.tolist(), strict=True)


def _kinds(segment: Segment) -> Iterator[Share]:
    documents = segment.live_paragraphs
    kinds = segment.documents.kinds[documents].astype(np.int64)
    owners = segment.documents.articles.searchsorted(documents, "right")
    articles = np.unique(owners * len(KINDS) + kinds) % len(KINDS)
    columns = zip(
        KINDS,
        np.bincount(articles, minlength=len(KINDS)).tolist(),
        np.bincount(kinds, minlength=len(KINDS)).tolist(),
        np.bincount(kinds, segment.documents.text_lengths[documents], len(KINDS)).tolist(),
        strict=True,
    )
    return (Share(kind.value, held, count, int(words)) for kind, held, count, words in columns)


def _together(shares: Iterable[Share], *, by_size: bool = True) -> tuple[Share, ...]:
    """One share for each value, and last that of which nothing is known."""
    totals: dict[str, Share] = {}
    for share in shares:
        before = totals.get(share.value, Share(share.value, 0, 0, 0))
        totals[share.value] = Share(
            share.value,
            before.articles + share.articles,
            before.paragraphs + share.paragraphs,
            before.words + share.words,
        )
    held = [share for share in totals.values() if share.articles]
    held.sort(key=lambda each: (not each.value, -each.paragraphs if by_size else 0, each.value))
    return tuple(held)
