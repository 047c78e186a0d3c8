"""All that a search page knows of an index: its root record, and its parts as they are made."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import asdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite._version import __version__
from pincite.indexer.articles import KINDS
from pincite.indexer.function_words import function_words
from pincite.indexer.stemming import TAGS
from pincite.indexer.weights import DEFAULT, Lengths
from pincite.search.pages.codes import gaps, numbers
from pincite.search.pages.columns import article_parts, column_parts
from pincite.search.pages.dictionary import Coder, frequent
from pincite.search.pages.merged import merged
from pincite.search.pages.numbering import numbered
from pincite.search.pages.parts import SERIES
from pincite.search.pages.repeats import first_of_words
from pincite.search.pages.shapes import shapes
from pincite.search.pages.terms import TermParts, all_terms, coded_bounds
from pincite.search.pages.texts import group_firsts, text_parts
from pincite.search.pages.words import lexicon, word_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy.typing as npt

    from pincite.indexer.articles import Article
    from pincite.indexer.codec.segment import Segment
    from pincite.indexer.weights import Weights
    from pincite.search.engine import Engine
    from pincite.search.pages.parts import Part

    Numbers = npt.NDArray[np.int64]

FORMAT = 1
# Characters of the texts that show what is frequent in them.
_SHOWN = 1 << 21


@contextmanager
def page_data(
    engine: Engine, weights: Weights = DEFAULT, dictionary: Sequence[str] = ()
) -> Iterator[PageData]:
    """What a search page knows of an index.

    Args:
        engine: searches it.
        weights: what counts for how much in the scores.
        dictionary: that of the page which this one is to replace, as its root record has it.
    """
    languages = engine.languages.present
    with merged(engine.snapshot.segments, languages) as segments:
        yield PageData(engine, segments, weights, dictionary)


class PageData:
    """Makes the root record of a page, and its parts.

    Attributes:
        articles: all of them by id, without their paragraphs.
        paragraphs: how many there are.
    """

    def __init__(
        self,
        engine: Engine,
        segments: Sequence[Segment | None],
        weights: Weights,
        dictionary: Sequence[str],
    ) -> None:
        """Make them of what `engine` searches, merged into one segment of each language."""
        self._engine = engine
        self._weights = weights
        self._known = dictionary
        self._languages = engine.languages.present
        self._numbering = numbered(segments)
        self.articles = tuple(map(self._article, range(len(self._numbering.ids))))
        self.paragraphs = len(self._numbering)
        self._shapes = shapes(self._numbering, first_of_words(self._numbering), weights)
        self._text_firsts = group_firsts(self._numbering)
        self._terms = TermParts()
        self._parts: Counter[str] = Counter()

    def _article(self, number: int) -> Article:
        segment, place = self._numbering.article(number)
        return segment.article(place)

    def parts(self) -> Iterator[Part]:
        """All parts, once: each series in order, but several of them side by side."""
        for part in self._all_parts():
            self._parts[part.series] += 1
            yield part

    def _all_parts(self) -> Iterator[Part]:
        numbering = self._numbering
        yield from article_parts(self.articles, self._languages)
        contexts = {article.title for article in self.articles}
        yield from text_parts(numbering, self._text_firsts, Coder(self._dictionary), contexts)
        firsts = []
        for first, part in word_parts(lexicon(numbering, contexts), numbering, self._languages):
            firsts.append(first)
            yield part
        yield from self._terms.parts(all_terms(numbering, self._shapes))
        yield from column_parts(self.articles, self._languages, numbering, self._shapes, firsts)

    @cached_property
    def _dictionary(self) -> tuple[str, ...]:
        return frequent(self._shown(), self._known)

    def _shown(self) -> Iterator[str]:
        """Some texts, here and there."""
        words = self._engine.snapshot.words
        step = max(1, words * 6 // _SHOWN)
        for paragraph in range(0, len(self._numbering), step):
            segment, article, document = self._numbering.document(paragraph)
            yield segment.paragraph(document, article).text

    def root(self, groups: Mapping[str, Sequence[str]] | None = None) -> dict[str, Any]:
        """The root record, once all parts were made.

        Args:
            groups: of each series what names its groups; None where parts lie in the page itself.
        """
        lengths = Lengths.together(each.lengths for each in self._engine.snapshot.segments)
        series: dict[str, dict[str, Any]] = {name: {"count": self._parts[name]} for name in SERIES}
        for name, names in (groups or {}).items():
            series[name]["groups"] = list(names)
        series["texts"]["firsts"] = numbers(gaps(np.array(self._text_firsts, np.int64)))
        series["terms"]["bounds"] = coded_bounds(self._terms.bounds)
        return {
            "format": FORMAT,
            "generator": f"pincite {__version__}",
            "languages": [self._language(name) for name in self._languages],
            "weights": asdict(self._weights),
            "kinds": [kind.value for kind in KINDS],
            "paragraphs": self.paragraphs,
            "articles": len(self.articles),
            "average": lengths.mean(self._weights),
            "shapes": self._shapes.record(),
            "dictionary": self._dictionary,
            "series": series,
        }

    def _language(self, name: str) -> dict[str, Any]:
        synonyms = self._engine.synonyms(name)
        return {
            "name": name,
            "tag": TAGS.get(name, ""),
            "functionWords": sorted(function_words(name)),
            "synonyms": list(synonyms.others.items()) if synonyms else [],
        }
