"""Gathers the paragraphs that match, best first: first stage, second stage, ties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.analysis import tokenize
from pincite.search.query import Word
from pincite.search.ranking import DECIMALS, NEAR_CANDIDATES, Pair, kind_weight, nearness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pincite.search.matching import Matcher
    from pincite.search.postings import Numbers, PostingsReader
    from pincite.search.ranking import Scored, Scorer, Scores


@dataclass(frozen=True)
class Ranked:
    """All matching paragraphs, best first.

    Attributes:
        numbers: int64, document numbers.
        values: float64, the final scores, in the same order.
        scored: the first stage, in its own order.
        near: by document number, what the nearness of query words added.
    """

    numbers: Numbers
    values: Scores
    scored: Scored
    near: dict[int, float]


class Collector:
    """Ranks what matches one query."""

    def __init__(
        self,
        reader: PostingsReader,
        scorer: Scorer,
        pairs: Sequence[Pair],
        stems_of: Callable[[str], list[str | None]],
    ) -> None:
        """Rank by `scorer`, then by nearness of `pairs` in the words that `stems_of` gives."""
        self._reader = reader
        self._scorer = scorer
        self._pairs = pairs
        self._stems_of = stems_of

    def collect(self, numbers: Numbers) -> Ranked:
        """Rank the paragraphs of `numbers`, which ascend."""
        scored = self._scorer.score(numbers)
        order = self._order(numbers, scored.values)
        values = scored.values[order]
        numbers = numbers[order]
        if not self._pairs:
            return Ranked(numbers, values, scored, {})
        head = numbers[:NEAR_CANDIDATES]
        near = self._nearness(head)
        raised = values[:NEAR_CANDIDATES] + np.array([near[n] for n in head.tolist()])
        again = self._order(head, raised)
        return Ranked(
            np.concatenate([head[again], numbers[NEAR_CANDIDATES:]]),
            np.concatenate([raised[again], values[NEAR_CANDIDATES:]]),
            scored,
            near,
        )

    def _order(self, numbers: Numbers, values: Scores) -> Numbers:
        """Places by score; where scores are equal, by article and ordinal."""
        articles = self._reader.article_ranks(numbers)
        return np.lexsort((numbers, articles, -np.round(values, DECIMALS)))

    def _nearness(self, numbers: Numbers) -> dict[int, float]:
        """What nearness adds, by document; only texts with both words of a pair are read."""
        having = [set(np.intersect1d(numbers, pair.numbers).tolist()) for pair in self._pairs]
        return {
            number: self._near(
                number,
                [pair for pair, have in zip(self._pairs, having, strict=True) if number in have],
            )
            for number in numbers.tolist()
        }

    def _near(self, number: int, pairs: Sequence[Pair]) -> float:
        if not pairs:
            return 0.0
        paragraph = self._reader.record(number).paragraph
        stems = self._stems_of(paragraph.text)
        total = sum(nearness(stems, pair) for pair in pairs)
        return kind_weight(paragraph.kind) * total


def weighted_pairs(
    surfaces: Iterable[tuple[str, str]], stem: Callable[[str], str], matcher: Matcher
) -> list[Pair]:
    """The pairs of a query by stem, each once, words of the same stem left out."""
    pairs: dict[tuple[str, str], Pair] = {}
    for first, second in surfaces:
        stems = (stem(first), stem(second))
        if stems[0] != stems[1] and stems not in pairs:
            one, other = matcher.occurrences(Word(first)), matcher.occurrences(Word(second))
            pairs[stems] = Pair(
                *stems,
                weight=(one.idf + other.idf) / 2,
                numbers=np.intersect1d(one.text.numbers, other.text.numbers),
            )
    return list(pairs.values())


def content_stems(
    text: str, stem: Callable[[str], str], function_words: frozenset[str]
) -> list[str | None]:
    """The stems of a text's words in order, None for a function word."""
    surfaces = [token.surface for token in tokenize(text)]
    stems = {each: None if each in function_words else stem(each) for each in set(surfaces)}
    return [stems[surface] for surface in surfaces]
