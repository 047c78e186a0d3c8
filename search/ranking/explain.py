"""How a score came about, line by line, adding up to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.weights import kind_weight
from pincite.search.hits.values import Contribution
from pincite.search.query.tree import label

if TYPE_CHECKING:
    from pincite.indexer.articles import Kind
    from pincite.search.ranking.collector import Collector


def explain_score(
    collector: Collector, number: int, near: float, kind: Kind
) -> tuple[Contribution, ...]:
    """The contributions to the score of one document: leaves, kind of paragraph, nearness.

    Args:
        collector: what ranked it.
        number: of the document.
        near: what the nearness of query words added to its score.
        kind: of the paragraph.
    """
    scorer, document = collector.scorer(number)
    scored = scorer.score(np.array([document]))
    factor = kind_weight(kind)
    shares = zip(scored.leaves, scored.frequencies[:, 0], scored.parts[:, 0], strict=True)
    lines = [
        Contribution(
            label=label(leaf),
            frequency=float(frequency),
            paragraphs=collector.frequency(leaf),
            value=float(part) / factor,
        )
        for leaf, frequency, part in shares
        if part
    ]
    if factor != 1:
        taken = sum(line.value for line in lines) * (factor - 1)
        lines.append(Contribution(f"{kind.value} × {factor:g}", 0.0, 0, taken))
    if near:
        lines.append(Contribution("words near each other", 0.0, 0, near))
    return tuple(lines)
