"""How a score came about, line by line, adding up to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.articles import KINDS
from pincite.search.hits.values import Contribution
from pincite.search.query.tree import label

if TYPE_CHECKING:
    from pincite.indexer.articles import Kind
    from pincite.search.ranking.collector import Collector


def explain_score(
    collector: Collector, number: int, near: float, kind: Kind
) -> tuple[Contribution, ...]:
    """The contributions to the score of one document: leaves, kind, nearness, relatives, meaning.

    What a leaf adds is divided between text and titles by what they have of its frequency.

    Args:
        collector: what ranked it.
        number: of the document.
        near: what the nearness of query words and related words added to its score.
        kind: of the paragraph.
    """
    scorer, document = collector.scorer(number)
    scored = scorer.score(np.array([document]))
    title = scorer.weights.title
    factor = float(scorer.weights.of_kinds[KINDS.index(kind)])
    lines = []
    for place, leaf in enumerate(scored.leaves):
        frequency, in_titles = scored.frequencies[place, 0], float(scored.titles[place, 0])
        if frequency > 0:
            value = float(scored.parts[place, 0]) / factor if factor else 0.0
            of_titles = value * float(title * in_titles / frequency)
            paragraphs = collector.frequency(leaf)
            shares = (
                Contribution(
                    label(leaf), float(frequency - title * in_titles), paragraphs, value - of_titles
                ),
                Contribution(f"{label(leaf)} in titles", in_titles, 0, of_titles),
            )
            lines += [share for share in shares if share.frequency]
    taken = sum(line.value for line in lines) * (factor - 1)
    if taken:
        lines.append(Contribution(f"{kind.value} × {factor:g}", 0.0, 0, taken))
    if near:
        nearness, relatedness = collector.raises(number, scored)
        if nearness:
            lines.append(Contribution("words near each other", 0.0, 0, nearness))
        if relatedness:
            lines.append(Contribution("related words", 0.0, 0, relatedness))
    if collector.added.get(number):
        lines.append(Contribution("similar in meaning", 0.0, 0, collector.added[number]))
    return tuple(lines)
