"""The languages of an index: the stem of a word in each, and which of them a query is in."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from pincite.indexer.analysis import tokenize
from pincite.indexer.codec.segment import paragraphs_by_language
from pincite.indexer.function_words import function_words
from pincite.indexer.stemming import AUTO, DEFAULT, Stemmer, by_frequency

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.search.snapshot import Snapshot


class Languages:
    """The languages of the articles of one state of an index.

    Attributes:
        present: all of them, the one most paragraphs are in first; never empty.
    """

    def __init__(self, snapshot: Snapshot, default: str) -> None:
        """Of `snapshot`; `default` is the index's own, which stands where there is no article."""
        self._snapshot = snapshot
        ordered = by_frequency(paragraphs_by_language(snapshot.segments))
        self.present: Sequence[str] = ordered or [DEFAULT if default == AUTO else default]
        self._stemmers = {
            language: Stemmer(language, partial(snapshot.stem, language=language))
            for language in self.present
        }

    def stem(self, surface: str, language: str) -> str:
        """The stem of a surface form in one of the languages."""
        return self._stemmers[language](surface)

    def stems(self, surface: str) -> frozenset[tuple[str, str]]:
        """Its language and stem in each; who shares one is the same word in some article."""
        return frozenset((each, stem(surface)) for each, stem in self._stemmers.items())

    def frequency(self, surface: str) -> int:
        """In how many paragraphs a word occurs in any of its forms, whatever their language."""
        return sum(
            segment.stem_frequency(self._stemmers[segment.language](surface))
            for segment in self._snapshot.segments
        )

    def forms(self, surface: str, language: str) -> frozenset[str]:
        """The surface forms of a word in one of the languages, those of deleted paragraphs too."""
        return self._snapshot.forms(self.stem(surface, language), language)

    def of_query(self, query: str) -> str:
        """The language that a query is taken to be in: its function words are left out.

        Each word speaks for the language in which most paragraphs have it. What is a function word
        in any of the languages is heard only if the others are of two minds, or if there are no
        others; and if that does not decide, it is the language most paragraphs are in.
        """
        if len(self.present) == 1:
            return self.present[0]
        little = frozenset().union(*map(function_words, self.present))
        telling: Counter[str] = Counter()
        every: Counter[str] = Counter()
        for word, *_ in tokenize(query):
            language = self._most_at_home(word)
            every[language] += 1
            telling[language] += word not in little
        return max(self.present, key=lambda each: (telling[each], every[each]))

    def _most_at_home(self, surface: str) -> str:
        """The language in which most paragraphs have a surface form; "" where two or none have."""
        found: Counter[str] = Counter()
        for segment in self._snapshot.segments:
            found[segment.language] += segment.surface_frequency(surface)
        (language, most), *others = found.most_common(2)
        return language if most and (not others or others[0][1] < most) else ""
