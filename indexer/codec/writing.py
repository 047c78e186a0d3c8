"""A segment as it is written: whatever its documents and words come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.codec.arrays import ArrayFileWriter
from pincite.indexer.codec.catalog import write_catalog
from pincite.indexer.codec.documents import ARTICLE
from pincite.indexer.codec.impacts import Impacts
from pincite.indexer.codec.posting_writer import PostingsWriter, Shape
from pincite.indexer.codec.postings import Titled
from pincite.indexer.codec.store import RecordWriter
from pincite.indexer.weights import Lengths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from pincite.indexer.codec.catalog import Entry
    from pincite.indexer.codec.documents import Documents
    from pincite.indexer.codec.lexicon import Words
    from pincite.indexer.codec.postings import Tokens
    from pincite.indexer.codec.segment import Segment
    from pincite.indexer.codec.titles import TitleWords

    Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Contents:
    """What a segment is made of, its records apart.

    Attributes:
        language: that of the stems.
        documents: the columns.
        words: all words that occur in its texts.
        batches: the words of the texts, stems ascending from batch to batch, with the titles
            they occur in.
        titles: the words of the titles of its articles.
        entries: its articles.
    """

    language: str
    documents: Documents
    words: Words
    batches: Iterable[tuple[Tokens, Titled]]
    titles: TitleWords
    entries: Sequence[Entry]


class SegmentWriter:
    """Writes one segment; closed without `finish`, nothing is left of it.

    Attributes:
        texts: takes the records of the paragraphs, in order.
        metadata: takes the records of the articles, in order.
    """

    def __init__(self, path: Path, like: Segment | None = None) -> None:
        """Write to `path`, which must not exist; `like` is one with records of the same kind."""
        self._writer = ArrayFileWriter(path)
        self.texts = RecordWriter(self._writer, "texts", like.texts if like else None)
        self.metadata = RecordWriter(self._writer, "metadata", like.metadata if like else None)

    def close(self) -> None:
        """Let go of the file, and of all that was written if it is not finished."""
        self._writer.close()

    def finish(self, contents: Contents, average: float | None = None) -> None:
        """Write all but the records, which are there.

        Args:
            contents: what to write.
            average: weighted words of a paragraph in the mean of the index; None for the mean
                of the segment itself.
        """
        documents = contents.documents
        figures = _figures(documents)
        if average is None:
            average = Lengths(
                figures["paragraphs"], figures["words"], figures["title_words"]
            ).mean()
        self.texts.finish()
        self.metadata.finish()
        documents.write(self._writer)
        contents.titles.write(self._writer)
        write_catalog(self._writer, contents.entries)
        shape = _shape(documents, contents.words.forms)
        postings = PostingsWriter(self._writer, shape, Impacts(documents, average))
        for tokens, titled in contents.batches:
            postings.add(tokens, titled)
        postings.finish()
        contents.words.write(self._writer, postings.surface_frequencies)
        self._writer.finish({"language": contents.language, "average": average, **figures})


def _figures(documents: Documents) -> dict[str, int]:
    return {
        "documents": len(documents),
        "articles": len(documents.articles) - 1,
        "paragraphs": int(np.count_nonzero(documents.kinds != ARTICLE)),
        "words": int(documents.text_lengths.sum(dtype=np.int64)),
        "title_words": int(documents.title_lengths.sum(dtype=np.int64)),
    }


def _shape(documents: Documents, forms: Numbers) -> Shape:
    lengths = documents.text_lengths.astype(np.int64)
    words = max(int(lengths.sum()), 1)
    return Shape(
        documents=len(documents),
        words=words,
        forms=forms,
        longest=int(lengths.max(initial=0)),
        longest_title=int(documents.title_lengths.max(initial=0)),
        far_share=int(np.maximum(lengths - 256, 0).sum()) / words,
    )


def batches(
    tokens: Tokens, titled: Titled, stems: int, most: int = 1 << 18
) -> Iterator[tuple[Tokens, Titled]]:
    """Tokens in the order of the text, sorted by stem, in batches of whole stems.

    Args:
        tokens: in the order of their documents, and of their positions in those.
        titled: of the same documents.
        stems: how many stems there are.
        most: tokens of a batch, where one stem does not have more.
    """
    ends = np.cumsum(np.bincount(tokens.stems, minlength=stems))
    title_ends = np.searchsorted(titled.keys, np.arange(1, stems + 1) << 32)
    order = stable_order(tokens.stems)
    start = title_start = 0
    while start < len(order):
        whole = int(np.searchsorted(ends, start + most, "right")) - 1
        last = max(whole, int(np.searchsorted(ends, start, "right")))
        end, title_end = int(ends[last]), int(title_ends[last])
        yield (
            tokens.at(order[start:end].astype(np.int64)),
            Titled(titled.keys[title_start:title_end], titled.frequencies[title_start:title_end]),
        )
        start, title_start = end, title_end
    rest = Titled(titled.keys[title_start:], titled.frequencies[title_start:])
    yield tokens.at(np.empty(0, np.int64)), rest


def stable_order(numbers: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.uint32]:
    """The places of 32-bit numbers in ascending order, of equals the first first."""
    # With the place as its lower half no key is like another, and any sort is a stable one.
    keys = numbers.astype(np.uint64)
    keys <<= np.uint64(32)
    keys |= np.arange(len(keys), dtype=np.uint32)
    keys.sort()
    return keys.astype(np.uint32)
