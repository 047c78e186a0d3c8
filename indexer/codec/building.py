"""Articles to segments: analysed in batches, and one segment's worth kept in memory."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from pincite.indexer.articles import KINDS, Kind
from pincite.indexer.codec.catalog import Entry, particulars_of
from pincite.indexer.codec.documents import ARTICLE, Documents, Passages
from pincite.indexer.codec.fingerprints import NONE, Fingerprints, fingerprints
from pincite.indexer.codec.lexicon import Words
from pincite.indexer.codec.postings import Titled, Tokens
from pincite.indexer.codec.ranges import concatenated, offsets
from pincite.indexer.codec.titles import TitleWords
from pincite.indexer.codec.writing import Contents, SegmentWriter, batches
from pincite.indexer.passages import LONGEST, split_passages
from pincite.indexer.records import dump_article, dump_paragraph
from pincite.indexer.weights import Lengths

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy.typing as npt

    from pincite.indexer.articles import Article, Paragraph
    from pincite.indexer.codec.segment import Segment
    from pincite.indexer.codec.vocabulary import Vocabulary

    Item = TypeVar("Item", bound=np.generic)
    Numbers = npt.NDArray[np.int64]

_BATCH_CHARACTERS = 1 << 20


class SegmentBuilder:
    """Takes the articles of one segment, and writes it in the end.

    Attributes:
        path: the file it writes.
        words: how many words it has taken.
    """

    def __init__(self, path: Path, vocabulary: Vocabulary, like: Segment | None = None) -> None:
        """Write to `path`, which must not exist; `like` is a segment of the same index."""
        self.path = path
        self._writer = SegmentWriter(path, like)
        self._vocabulary = vocabulary
        self._entries: list[Entry] = []
        self._articles: list[int] = []
        self._titles: list[str] = []
        self._documents = 0
        self._waiting: list[tuple[Paragraph, str]] = []
        self._waiting_characters = 0
        self._columns = _Columns()
        self.words = 0

    def add(self, article: Article, source: str) -> None:
        """Take an article, which came from the file at a path; its id, if it came from none."""
        self._writer.metadata.add(dump_article(article))
        particulars = particulars_of(article, self._vocabulary.stemmer)
        self._entries.append(Entry(article.id, source, article.former, particulars))
        self._articles.append(self._documents)
        self._titles.append(_title(article))
        self._documents += 1 + len(article.paragraphs)
        for paragraph in article.paragraphs:
            self._waiting.append((paragraph, article.title))
            self._waiting_characters += len(paragraph.text)
            if self._waiting_characters >= _BATCH_CHARACTERS:
                self._analyze()

    def lengths(self) -> Lengths:
        """How many paragraphs it has taken, and how long they are."""
        self._analyze()
        columns = self._columns
        titles = sum(int(lengths.sum()) for lengths in columns.title_lengths)
        return Lengths(columns.paragraphs, self.words, titles)

    def finish(self, average: float | None = None) -> None:
        """Write the segment; `average` is the weighted length of a paragraph in the index."""
        self._analyze()
        with closing(self._writer) as writer:
            writer.finish(self._contents(), average)

    def discard(self) -> None:
        """Leave nothing behind."""
        self._writer.close()

    def _analyze(self) -> None:
        """The words of the paragraphs that wait."""
        if not self._waiting:
            return
        waiting, self._waiting, self._waiting_characters = self._waiting, [], 0
        contexts: dict[str, int] = {}
        uses = [
            [contexts.setdefault(text, len(contexts)) for text in _context(paragraph, title)]
            for paragraph, title in waiting
        ]
        texts = [paragraph.text for paragraph, _ in waiting]
        batch = self._vocabulary.analyzer.analyze(texts + list(contexts))
        counts, context_counts = np.split(batch.counts, [len(texts)])
        ends = offsets(batch.counts)
        words = int(ends[len(texts)])
        columns = self._columns
        columns.kinds.append(np.array([KINDS.index(p.kind) for p, _ in waiting], np.uint8))
        columns.surfaces.append(batch.surfaces[:words])
        columns.text_lengths.append(counts)
        columns.content.append(
            _packed(self._vocabulary.is_content()[batch.surfaces[:words]], counts)
        )
        of_words = self._vocabulary.hashes()[batch.surfaces[:words]]
        columns.fingerprints.append(fingerprints(of_words, counts))
        self._add_titles(uses, batch.surfaces[words:], context_counts)
        for number in np.flatnonzero(counts > LONGEST).tolist():
            starts = batch.starts[ends[number] : ends[number + 1]]
            self._add_passages(columns.paragraphs + number, starts, waiting[number][0])
        for paragraph, _ in waiting:
            self._writer.texts.add(*dump_paragraph(paragraph))
        columns.paragraphs += len(waiting)
        self.words += words

    def _add_titles(
        self, uses: list[list[int]], surfaces: npt.NDArray[np.uint32], counts: Numbers
    ) -> None:
        """Note the words of titles and headings, once for each paragraph under them."""
        columns = self._columns
        used = np.array([context for contexts in uses for context in contexts], np.int64)
        owners = np.repeat(np.arange(len(uses)), [len(contexts) for contexts in uses])
        lengths = counts[used]
        firsts = offsets(counts)[:-1][used]
        columns.title_surfaces.append(surfaces[concatenated(firsts, lengths)])
        columns.title_owners.append(np.repeat(owners, lengths) + columns.paragraphs)
        columns.title_lengths.append(
            np.bincount(owners, weights=lengths, minlength=len(uses)).astype(np.int64)
        )

    def _add_passages(
        self, number: int, starts: npt.NDArray[np.uint32], paragraph: Paragraph
    ) -> None:
        passages = split_passages(starts.tolist(), paragraph.sentences)
        if len(passages) > 1:
            self._columns.passages.append((number, passages))

    def _contents(self) -> Contents:
        columns = self._columns
        documents = self._document_columns()
        numbers = np.flatnonzero(documents.kinds != ARTICLE)
        surfaces = _joined(columns.surfaces, np.uint32)
        columns.surfaces.clear()
        words, slots = self._words(surfaces)
        stems_of = words.stem_numbers()
        lengths = documents.text_lengths[numbers].astype(np.int64)
        starts = np.cumsum(lengths) - lengths
        own = slots.astype(np.uint32)[surfaces]
        del surfaces
        stems = stems_of.astype(np.uint32)[own]
        own -= words.forms.astype(np.uint32)[stems]
        positions = np.arange(len(own), dtype=np.uint32)
        positions -= np.repeat(starts.astype(np.uint32), lengths)
        tokens = Tokens(stems, np.repeat(numbers.astype(np.uint32), lengths), positions, own)
        stems_of_titles = self._stems_of_titles(words)
        titled = self._titled(stems_of_titles, numbers)
        return Contents(
            self._vocabulary.stemmer.language,
            documents,
            words,
            batches(tokens, titled, len(words.stems)),
            self._title_words(stems_of_titles),
            self._entries,
        )

    def _words(self, surfaces: npt.NDArray[np.uint32]) -> tuple[Words, Numbers]:
        """The words of the segment, and the number of each surface form of the analyser there."""
        known = self._vocabulary.analyzer.surfaces
        present = np.flatnonzero(np.bincount(surfaces, minlength=len(known)))
        stem = self._vocabulary.stemmer
        entries = sorted(
            (stem(known[number]), known[number], number) for number in present.tolist()
        )
        slots = np.full(len(known), -1, np.int64)
        slots[[number for _, _, number in entries]] = np.arange(len(entries))
        titles = np.unique(_joined(self._columns.title_surfaces, np.uint32)).tolist()
        only_in_titles = {stem(known[number]) for number in titles} - {own for own, _, _ in entries}
        words = [(own, surface) for own, surface, _ in entries]
        return Words(sorted(words + [(own, "") for own in only_in_titles])), slots

    def _stems_of_titles(self, words: Words) -> Numbers:
        """The stem of each surface form of the analyser that is in titles; -1 of all others."""
        known = self._vocabulary.analyzer.surfaces
        stem = self._vocabulary.stemmer
        stem_numbers = {own: number for number, own in enumerate(words.stems)}
        stems = np.full(len(known), -1, np.int64)
        for number in np.unique(_joined(self._columns.title_surfaces, np.uint32)).tolist():
            stems[number] = stem_numbers[stem(known[number])]
        return stems

    def _titled(self, stems: Numbers, numbers: Numbers) -> Titled:
        """The stems of the titles above each paragraph."""
        surfaces = _joined(self._columns.title_surfaces, np.uint32)
        owners = _joined(self._columns.title_owners, np.int64)
        keys = stems[surfaces] << 32 | numbers[owners]
        return Titled(*np.unique(keys, return_counts=True))

    def _title_words(self, stems: Numbers) -> TitleWords:
        """The stems of the titles of the articles, in order."""
        batch = self._vocabulary.analyzer.analyze(self._titles)
        is_content = self._vocabulary.is_content()[batch.surfaces]
        owners = np.repeat(np.arange(len(batch.counts)), batch.counts)[is_content]
        counts = np.bincount(owners, minlength=len(batch.counts))
        return TitleWords.of(stems[batch.surfaces[is_content]], counts)

    def _document_columns(self) -> Documents:
        columns = self._columns
        kinds = np.full(self._documents, ARTICLE, np.uint8)
        is_paragraph = np.ones(self._documents, bool)
        is_paragraph[self._articles] = False
        numbers = np.flatnonzero(is_paragraph)
        kinds[numbers] = _joined(columns.kinds, np.uint8)
        text_lengths = np.zeros(self._documents, np.uint32)
        text_lengths[numbers] = _joined(columns.text_lengths, np.int64)
        title_lengths = np.zeros(self._documents, np.uint32)
        title_lengths[numbers] = _joined(columns.title_lengths, np.int64)
        content = _joined(columns.content, np.uint8)
        prints = np.full(self._documents, NONE, np.uint64)
        prints[numbers] = _joined(columns.fingerprints, np.uint64)
        return Documents(
            kinds,
            text_lengths,
            title_lengths,
            np.array([*self._articles, self._documents], np.uint32),
            _passages(columns.passages, numbers),
            content if self._vocabulary.function_words else content[:0],
            Fingerprints.of(prints),
        )


class _Columns:
    """What is gathered of the paragraphs, which are numbered by themselves, article by article."""

    def __init__(self) -> None:
        self.paragraphs = 0
        self.kinds: list[npt.NDArray[np.uint8]] = []
        self.surfaces: list[npt.NDArray[np.uint32]] = []
        self.text_lengths: list[Numbers] = []
        self.title_lengths: list[Numbers] = []
        self.title_surfaces: list[npt.NDArray[np.uint32]] = []
        self.title_owners: list[Numbers] = []
        self.content: list[npt.NDArray[np.uint8]] = []
        self.fingerprints: list[npt.NDArray[np.uint64]] = []
        self.passages: list[tuple[int, tuple[int, ...]]] = []


def _title(article: Article) -> str:
    """Its title; "" where that counts for none of its paragraphs."""
    is_above = any(paragraph.kind is not Kind.HEADING for paragraph in article.paragraphs)
    return article.title if is_above else ""


def _context(paragraph: Paragraph, title: str) -> list[str]:
    """The texts above a paragraph whose words count for it: title and heading."""
    if paragraph.kind is Kind.HEADING:
        return []
    if paragraph.heading in {"", title}:
        return [title]
    return [title, paragraph.heading]


def _passages(found: list[tuple[int, tuple[int, ...]]], numbers: Numbers) -> Passages:
    counts = [len(starts) for _, starts in found]
    return Passages(
        numbers[[number for number, _ in found]].astype(np.uint32),
        offsets(np.array(counts, np.int64)).astype(np.uint32),
        np.array([start for _, starts in found for start in starts], np.uint32),
    )


def _packed(bits: npt.NDArray[np.bool_], counts: Numbers) -> npt.NDArray[np.uint8]:
    """Bits in bytes, so many of them from a new byte on each time."""
    sizes = (counts + 7) // 8
    padded = np.zeros(int(sizes.sum()) * 8, bool)
    padded[concatenated((np.cumsum(sizes) - sizes) * 8, counts)] = bits
    return np.packbits(padded, bitorder="little")


def _joined(parts: Sequence[npt.NDArray[Item]], dtype: type[Item]) -> npt.NDArray[Item]:
    return np.concatenate(parts) if parts else np.empty(0, dtype)
