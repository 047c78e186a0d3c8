"""The paragraphs of an index among which a cited one is looked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.analysis import tokenize
from pincite.search.hits.values import Locator
from pincite.search.lookup import Lookup
from pincite.search.query.tree import Group, Phrase, Word
from pincite.search.ranking.collector import Collector
from pincite.search.resolving.likeness import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pincite.indexer.articles import Article, Paragraph
    from pincite.indexer.codec.segment import Segment
    from pincite.search.languages import Languages
    from pincite.search.snapshot import Snapshot

# The words of a phrase that is looked for in place of a whole text.
_PHRASE = 6
# How many telling words are looked for, and how many of the best paragraphs for them are read.
_TELLING = 12
_BEST = 20
# Copies of one text that are read at most.
_COPIES = 10_000


@dataclass(frozen=True)
class Place:
    """A paragraph, and the texts before and after it in its article."""

    article: Article
    paragraph: Paragraph
    before: str
    after: str

    @property
    def locator(self) -> Locator:
        """Its locator."""
        return Locator.at(self.article, self.paragraph, self.before, self.after)

    def fit(self, locator: Locator) -> int:
        """How many of the neighbours that a locator knows are beside it: 0, 1 or 2."""
        prefix, suffix = normalised(locator.prefix), normalised(locator.suffix)
        fits_before = bool(prefix) and normalised(self.before).endswith(prefix)
        fits_after = bool(suffix) and normalised(self.after).startswith(suffix)
        return fits_before + fits_after


class Places:
    """Reads and looks up paragraphs of one state of an index."""

    def __init__(self, snapshot: Snapshot, languages: Languages) -> None:
        """Look in `snapshot`, which is in `languages`."""
        self._snapshot = snapshot
        self._languages = languages

    def of_articles(self, article_id: str) -> Iterator[list[Place]]:
        """Every paragraph of the article that has an id, then of each that had it before."""
        found = self._snapshot.find_article(article_id)
        former = self._snapshot.formerly(article_id)
        for segment, number in [found, *former] if found else former:
            yield self._of_article(segment, number)

    def _of_article(self, segment: Segment, number: int) -> list[Place]:
        article, paragraphs = segment.article(number), segment.article_paragraphs(number)
        texts = ["", *(each.text for each in paragraphs), ""]
        beside_each = zip(texts, texts[2:], strict=False)
        return [
            Place(article, paragraph, before, after)
            for paragraph, (before, after) in zip(paragraphs, beside_each, strict=True)
        ]

    def like_copies(self, text: str) -> Iterator[Place]:
        """Every paragraph that may have this text: with its most telling words side by side."""
        words = [token.surface for token in tokenize(text)]
        phrase = self._telling_phrase(words)
        if not phrase:
            return
        numbers = self._collector(Group(musts=(Phrase(phrase),))).matching()
        kept = [each for each in numbers.tolist() if self._length(each) == len(words)]
        yield from map(self._place, kept[:_COPIES])

    def like(self, text: str) -> Iterator[Place]:
        """The paragraphs that answer best to the most telling words of a text."""
        surfaces = dict.fromkeys(token.surface for token in tokenize(text))
        known = {each: self._snapshot.surface_frequency(each) for each in surfaces}
        rare = sorted(filter(known.get, known), key=lambda each: known[each])[:_TELLING]
        if not rare:
            return
        collector = self._collector(Group(shoulds=tuple(map(Word, rare))))
        yield from map(self._place, collector.collect(_BEST).numbers.tolist())

    def _telling_phrase(self, words: Sequence[str]) -> tuple[str, ...]:
        """The rarest word and some beside it; nothing where one of the words is nowhere."""
        frequencies = {each: self._snapshot.surface_frequency(each) for each in set(words)}
        if not all(frequencies.values()):
            return ()
        rarest = int(np.argmin([frequencies[each] for each in words])) if words else 0
        start = max(min(rarest - _PHRASE // 2, len(words) - _PHRASE), 0)
        return tuple(words[start : start + _PHRASE])

    def _collector(self, tree: Group) -> Collector:
        terms = Lookup(self._snapshot, self._languages, tree).terms()
        return Collector(self._snapshot, tree, terms, [])

    def _length(self, number: int) -> int:
        """How many words a paragraph has."""
        place, document = self._snapshot.locate(number)
        return int(self._snapshot.segments[place].documents.text_lengths[document])

    def _place(self, number: int) -> Place:
        article, paragraph = self._snapshot.paragraph(number)
        return Place(article, paragraph, *self._snapshot.beside(number)())


def with_text(places: Iterable[Place], text: str) -> list[Place]:
    """Those that have this text."""
    wanted = normalised(text)
    return [each for each in places if normalised(each.paragraph.text) == wanted]
