"""What is known of each document of a segment, as arrays by document number.

An article's own document comes before those of its paragraphs, which follow in order; so the
ordinal of a paragraph is its distance from its article.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.articles import KINDS, Kind
from pincite.indexer.codec.fingerprints import Fingerprints
from pincite.indexer.codec.ranges import concatenated, counts_between, offsets, places_in, smallest
from pincite.indexer.weights import DEFAULT

if TYPE_CHECKING:
    import numpy.typing as npt

    from pincite.indexer.codec.arrays import ArrayFile, ArrayFileWriter

    Numbers = npt.NDArray[np.int64]

# Stands for a kind in the documents that are articles.
ARTICLE = 255
_RUNNING = [KINDS.index(kind) for kind in (Kind.BODY, Kind.QUOTE, Kind.LIST, Kind.ANNOTATION)]


@dataclass(frozen=True)
class Passages:
    """How long paragraphs are cut for ranking.

    Attributes:
        documents: uint32[n], the paragraphs that are cut, ascending.
        firsts: uint32[n + 1], where in `starts` the passages of each begin.
        starts: uint32, the position of the first word of each passage.
    """

    documents: npt.NDArray[np.uint32]
    firsts: npt.NDArray[np.uint32]
    starts: npt.NDArray[np.uint32]

    def of(self, document: int) -> list[int]:
        """The position of the first word of each passage of a paragraph that is cut."""
        place = int(self.documents.searchsorted(np.uint32(document)))
        starts: list[int] = self.starts[self.firsts[place] : self.firsts[place + 1]].tolist()
        return starts

    def kept(self, new_numbers: Numbers) -> Passages:
        """Those of the documents that stay, by their new numbers; -1 is one that goes."""
        numbers = new_numbers[self.documents]
        stays = numbers >= 0
        counts = counts_between(self.firsts)[stays]
        return Passages(
            numbers[stays].astype(np.uint32),
            offsets(counts).astype(np.uint32),
            self.starts[concatenated(self.firsts[:-1][stays], counts)],
        )

    @classmethod
    def joined(cls, parts: list[Passages]) -> Passages:
        """The passages of several ranges of documents, in order."""
        counts = np.concatenate([counts_between(part.firsts) for part in parts])
        return cls(
            np.concatenate([part.documents for part in parts]),
            offsets(counts).astype(np.uint32),
            np.concatenate([part.starts for part in parts]),
        )


@dataclass(frozen=True)
class Documents:
    """The columns of a segment.

    Attributes:
        kinds: uint8[n], places in `weights.KINDS`, or ARTICLE.
        text_lengths: unsigned[n], words of each paragraph's text.
        title_lengths: unsigned[n], words of its title and of the heading above it.
        articles: uint32[m + 1], the document number of each article, then n.
        passages: of the paragraphs that are cut.
        content: uint8, a bit for each word, set where it is no function word; eight words a
            byte from the lowest bit up, each paragraph beginning a byte. Empty where the
            language has no function words.
        fingerprints: what tells which paragraphs have the same words.
    """

    kinds: npt.NDArray[np.uint8]
    text_lengths: npt.NDArray[np.unsignedinteger[Any]]
    title_lengths: npt.NDArray[np.unsignedinteger[Any]]
    articles: npt.NDArray[np.uint32]
    passages: Passages
    content: npt.NDArray[np.uint8]
    fingerprints: Fingerprints

    def __len__(self) -> int:
        return len(self.kinds)

    def weighted_lengths(self) -> npt.NDArray[np.float64]:
        """float64[n], words of the text, and words of the title by their default weight."""
        return self.text_lengths + DEFAULT.title * self.title_lengths.astype(np.float64)

    def leads(self) -> Numbers:
        """int64, the lead of each article: its first paragraph of running text, if it has any."""
        running = np.flatnonzero(np.isin(self.kinds, _RUNNING))
        places = running.searchsorted(self.articles)
        return running[places[:-1][places[:-1] < places[1:]]]

    def content_sizes(self) -> Numbers:
        """int64[n], the bytes of each document in `content`, if there are any."""
        return (self.text_lengths.astype(np.int64) + 7) >> 3

    def shortest_passages(
        self, documents: Numbers, title: float = DEFAULT.title
    ) -> npt.NDArray[np.float64]:
        """float64[n], weighted words of paragraphs; where they are cut, of the shortest passage.

        Args:
            documents: their numbers, ascending.
            title: what a word of the title weighs.
        """
        titles = title * self.title_lengths[documents].astype(np.float64)
        lengths = self.text_lengths[documents] + titles
        cut = self.passages.documents
        if len(cut):
            places, is_cut = places_in(documents, cut)
            there = np.flatnonzero(is_cut)
            if len(there):
                begins, _, words = self.passages_at(places[there])
                lengths[there] = titles[there] + np.minimum.reduceat(words, begins)
        return lengths

    def passages_at(self, places: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """The passages of paragraphs that are cut, given by their places among those.

        Returns:
            Each int64: where the passages of each paragraph begin; and of each passage the
            position of its first word, and how many words it has.
        """
        firsts = self.passages.firsts[places].astype(np.int64)
        counts = self.passages.firsts[places + 1] - firsts
        behind = np.cumsum(counts)
        starts = self.passages.starts[concatenated(firsts, counts)].astype(np.int64)
        ends = np.append(starts[1:], 0)
        ends[behind - 1] = self.text_lengths[self.passages.documents[places]]
        return behind - counts, starts, ends - starts

    def write(self, writer: ArrayFileWriter) -> None:
        """Add the columns to a file of arrays."""
        writer.add("kinds", self.kinds)
        for name in ("text_lengths", "title_lengths"):
            lengths = getattr(self, name)
            writer.add(name, lengths.astype(smallest(int(lengths.max(initial=0)))))
        writer.add("articles", self.articles)
        writer.add("passages.documents", self.passages.documents)
        writer.add("passages.firsts", self.passages.firsts)
        writer.add("passages.starts", self.passages.starts)
        writer.add("content", self.content)
        self.fingerprints.write(writer)

    @classmethod
    def read(cls, arrays: ArrayFile) -> Documents:
        """The columns of a segment from its file."""
        return cls(
            arrays["kinds"],
            arrays["text_lengths"],
            arrays["title_lengths"],
            arrays["articles"],
            Passages(
                arrays["passages.documents"], arrays["passages.firsts"], arrays["passages.starts"]
            ),
            arrays["content"],
            Fingerprints.read(arrays),
        )
