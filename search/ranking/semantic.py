"""Ranks the first of what matches once more, by how alike they are to the query in meaning.

What is added to a score is in proportion to it: headings and boilerplate stay where they belong,
and what has no score gets none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.analysis import tokenize
from pincite.indexer.codec.ranges import places_in
from pincite.search.query.tree import Alternatives, Leaf, Near, Phrase, Word, leaves
from pincite.search.ranking.collector import Collector
from pincite.search.ranking.embedding import embedding
from pincite.search.ranking.nearness import CANDIDATES
from pincite.search.ranking.scorer import DECIMALS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import numpy.typing as npt

    from pincite.indexer.articles import Article, Paragraph
    from pincite.search.query.tree import Group
    from pincite.search.ranking.collector import Ranked

    Numbers = npt.NDArray[np.int64]
    Scores = npt.NDArray[np.float64]

# What a paragraph of the very same meaning gets, in scores of its own.
WEIGHT = 2.0


class SemanticCollector(Collector):
    """Ranks as `Collector` does, then the first `CANDIDATES` once more."""

    def __init__(self, meaning: str, *ranking: Any) -> None:
        """Rank by `ranking`, as `Collector` takes it, then by likeness to the words of `meaning`.

        Raises:
            PinciteError: the embedding is not installed.
        """
        super().__init__(*ranking)
        self._embedding = embedding()
        self._meaning = meaning
        self._likenesses: dict[int, float] = {}

    def collect(self, most: int) -> Ranked:
        """The best paragraphs, `most` of them or all there are; equals as they were before."""
        if most < 1:
            return super().collect(most)
        ranked = super().collect(max(most, CANDIDATES))
        head = ranked.numbers[:CANDIDATES]
        added = np.zeros(len(ranked.numbers))
        added[: len(head)] = ranked.values[: len(head)] * WEIGHT * self._likeness(head)
        self.added = dict(zip(head.tolist(), added.tolist(), strict=False))
        values = ranked.values + added
        order = np.arange(len(values))
        order[: len(head)] = np.argsort(-values[: len(head)].round(DECIMALS), kind="stable")
        return replace(ranked, values=values).take(order[:most])

    def scores(self, numbers: Numbers) -> tuple[Scores, Scores]:
        """The scores that some matches get in `collect`, and what of each nearness added."""
        values, near = super().scores(numbers)
        best = self.collect(CANDIDATES)
        order = np.argsort(numbers)
        places, there = places_in(best.numbers, numbers[order])
        values[order[places[there]]] = best.values[there]
        return values, near

    def _likeness(self, numbers: Numbers) -> Scores:
        """float64, how alike some paragraphs are to the query; each is compared once."""
        known = self._likenesses
        new = [number for number in numbers.tolist() if number not in known]
        if new and self._meaning:
            found = [self._snapshot.paragraph(number) for number in new]
            texts = [paragraph.text for _, paragraph in found]
            titles = [_above(*each) for each in found]
            alike = self._embedding.likeness(self._meaning, texts, titles, self._weights.title)
            known.update(zip(new, alike.tolist(), strict=True))
        return np.array([known.get(number, 0.0) for number in numbers.tolist()])


def meaning(query: str, tree: Group, needless: Collection[str]) -> str:
    """The words that say what a query is about, "" where there are none.

    They are those that are sought, patterns and fuzzy words aside: these stand for other words.
    To a question its function words belong, too: "who" is not "when".

    Args:
        query: as written.
        tree: as meant.
        needless: the function words of its language.
    """
    words = [surface for leaf in leaves(tree) for surface in _surfaces(leaf)]
    is_free = not (tree.musts or tree.nots)
    if words and is_free and all(isinstance(each, Leaf) for each in tree.shoulds):
        sought = set(words)
        words += [
            surface
            for surface, start, end in tokenize(query)
            if surface in needless and surface not in sought and query[start:end] != "OR"
        ]
    return " ".join(words)


def _surfaces(leaf: Leaf) -> Iterator[str]:
    if isinstance(leaf, Word):
        yield leaf.surface
    elif isinstance(leaf, (Phrase, Near)):
        yield from leaf.surfaces
    elif isinstance(leaf, Alternatives) and len(leaf.surfaces) == 1:
        yield from leaf.surfaces  # several stand in the query themselves


def _above(article: Article, paragraph: Paragraph) -> str:
    """What counts as its title, as it does in the index."""
    if paragraph.heading in {"", article.title}:
        return article.title
    return f"{article.title}\n{paragraph.heading}"
