"""What a paragraph is about, as a query: its most telling words.

Words are chosen and weighed by tf · idf, the best 25, as in Lucene's MoreLikeThis
(org.apache.lucene.queries.mlt). Other than there one occurrence is enough: paragraphs are short.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.analysis import tokenize
from pincite.indexer.function_words import function_words
from pincite.search.query.tree import Word
from pincite.search.ranking.scorer import idf

if TYPE_CHECKING:
    from pincite.search.languages import Languages
    from pincite.search.ranking.collector import Collector, Ranked
    from pincite.search.snapshot import Snapshot

MOST_WORDS = 25


def telling_words(
    text: str, language: str, snapshot: Snapshot, languages: Languages
) -> tuple[Word, ...]:
    """The most telling words of an indexed text in a language, each as often as it stands there.

    Of equals the earlier. Words that no other paragraph has are left out, and function words as
    long as others remain.
    """
    needless = function_words(language)
    stem = partial(languages.stem, language=language)
    surfaces = [token.surface for token in tokenize(text)]
    telling = [surface for surface in surfaces if surface not in needless]
    first: dict[str, str] = {}
    for surface in telling or surfaces:
        first.setdefault(stem(surface), surface)
    counts = Counter(map(stem, telling or surfaces))
    worth = {
        each: count * idf(frequency, snapshot.paragraphs)
        for each, count in counts.items()
        if (frequency := languages.frequency(first[each])) > 1
    }
    best = sorted(worth, key=lambda each: -worth[each])[:MOST_WORDS]
    return tuple(Word(first[each]) for each in best for _ in range(counts[each]))


def without(number: int, collector: Collector, most: int) -> Ranked:
    """The best paragraphs, `most` of them or all there are, as if one document did not match."""
    ranked = collector.collect(most + 1)
    others = np.flatnonzero(ranked.numbers != number)[:most]
    matches = int(number in collector.matching())
    return replace(ranked.take(others), total=ranked.total - matches)
