"""Which short paragraphs stand in so many articles that they are boilerplate?

What a site or a paper puts around its articles stands at their edges, with the same words in each.
So a paragraph is boilerplate where it stands at the edges of its article alone, and does so in
enough others. What an article says itself is never taken for that: its longest paragraph stays
what it is, and articles with the same longest paragraph count as one, for they are the same text
published again.

Nothing of this is undone by an article more; so it depends on the articles of the index alone, not
on the order they came in. What has become boilerplate stays so when others that have it go.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.analysis import tokenize
from pincite.indexer.articles import KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment

    Numbers = npt.NDArray[np.int64]
    Hashes = npt.NDArray[np.uint64]

# In so many articles a line is no chance any more: proverbs and set phrases that make a paragraph
# of their own were found in two or three, hardly one in five.
OFTEN = 5
# Longer ones, in words, are texts: agencies end many an article with the same sentence of
# background, and that is to be found and quoted.
_SHORT = 25
# So many paragraphs are the edge of an article, or such a share of all: "Thank you." stands
# everywhere in a transcript, a request to subscribe at its end.
_EDGE, _EDGE_SHARE = 5, 0.15
# Articles whose words are compared, of those that seem to have the same.
_COMPARED = 4 * OFTEN

_BOILERPLATE = KINDS.index(Kind.BOILERPLATE)
_HEADING = KINDS.index(Kind.HEADING)
# Bylines are rightly called so in however many articles.
_COUNTED = [
    KINDS.index(kind) for kind in (Kind.BODY, Kind.QUOTE, Kind.LIST, Kind.CAPTION, Kind.BOILERPLATE)
]


def repeated_lines(segments: Sequence[Segment], added: Sequence[Segment]) -> dict[str, Numbers]:
    """The paragraphs that have become boilerplate, by name of segment; int64, document numbers.

    Args:
        segments: all of the index.
        added: those of them that are new; only what they have can have become more frequent.
    """
    if not added:
        return {}
    edges = [_Edges(segment) for segment in segments]
    new = {segment.name for segment in added}
    wanted = [each.candidates() for each in edges if each.segment.name in new]
    values = np.unique(np.concatenate([np.empty(0, np.uint64), *wanted]))
    counts = sum((each.counts(values) for each in edges), np.zeros(len(values), np.int64))
    found: dict[str, list[Numbers]] = {}
    for value in values[counts >= OFTEN]:
        for name, documents in _becoming_boilerplate([_Line(each, value) for each in edges]):
            found.setdefault(name, []).append(documents)
    return {name: np.sort(np.concatenate(documents)) for name, documents in found.items()}


class _Edges:
    """A segment, and what in it is short, at an edge, or the longest of its article."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self.prints = segment.documents.fingerprints
        self.starts = segment.documents.articles.astype(np.int64)

    def candidates(self) -> Hashes:
        """The fingerprints of what may become boilerplate, or show that others do."""
        documents = self.segment.documents
        is_short = (documents.text_lengths > 0) & (documents.text_lengths <= _SHORT)
        return self.prints.values(np.flatnonzero(is_short & np.isin(documents.kinds, _COUNTED)))

    def counts(self, values: Hashes) -> Numbers:
        """How many documents have each of some fingerprints, which ascend."""
        ascending = self.prints.ascending
        return ascending.searchsorted(values, "right") - ascending.searchsorted(values)

    @cached_property
    def longest(self) -> Numbers:
        """Int64, the longest paragraph of each article that is no heading; of equals the first."""
        documents = self.segment.documents
        count = len(documents)
        keys = np.where(documents.kinds == _HEADING, 0, documents.text_lengths).astype(np.int64)
        keys = keys * count + np.arange(count)[::-1]
        return np.asarray(count - 1 - np.maximum.reduceat(keys, self.starts[:-1]) % count)


class _Line:
    """Where in a segment the paragraphs stand that seem to have the same words."""

    def __init__(self, edges: _Edges, value: np.uint64) -> None:
        segment = edges.segment
        documents = edges.prints.having(value)
        kinds = segment.documents.kinds[documents]
        keep = np.isin(kinds, _COUNTED) & segment.live[documents]
        self.segment = segment
        self.documents = documents[keep]
        # By fingerprint of its longest paragraph, an article with the line at the edges alone.
        self.shown: dict[int, int] = {}
        self.changing = np.empty(0, np.int64)
        if len(self.documents):
            self._measure(edges, value, kinds[keep])

    def _measure(self, edges: _Edges, value: np.uint64, kinds: npt.NDArray[np.uint8]) -> None:
        articles = edges.starts.searchsorted(self.documents, "right") - 1
        places = self.documents - edges.starts[articles]
        left = edges.starts[articles + 1] - self.documents
        edge = np.maximum(_EDGE, _EDGE_SHARE * (places + left - 1))
        is_inside = (places > edge) & (left > edge)
        longest = edges.longest[articles]
        _, firsts, owners = np.unique(articles, return_index=True, return_inverse=True)
        is_edged = np.bincount(owners, is_inside) == 0
        texts = edges.prints.values(longest[firsts])
        is_edged &= texts != value
        self.shown = dict(zip(texts[is_edged].tolist(), firsts[is_edged].tolist(), strict=True))
        self.changing = np.flatnonzero(
            is_edged[owners] & (self.documents != longest) & (kinds != _BOILERPLATE)
        )

    def words(self, place: int) -> tuple[str, ...]:
        """Those of one of its paragraphs."""
        text = self.segment.paragraph(int(self.documents[place])).text
        return tuple(token.surface for token in tokenize(text))


def _becoming_boilerplate(lines: Sequence[_Line]) -> list[tuple[str, Numbers]]:
    """Those of paragraphs of one fingerprint that become boilerplate, by name of segment."""
    if not any(len(line.changing) for line in lines):
        return []
    shown = {text: (line, place) for line in lines for text, place in line.shown.items()}
    if len(shown) < OFTEN:
        return []
    compared = islice(shown.values(), _COMPARED)
    words = Counter(line.words(place) for line, place in compared)
    often = {each for each, count in words.items() if count >= OFTEN}
    found = []
    for line in lines:
        same = [place for place in line.changing.tolist() if line.words(place) in often]
        if same:
            found.append((line.segment.name, line.documents[same]))
    return found
