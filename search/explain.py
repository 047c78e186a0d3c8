"""How a score came about, line by line, adding up to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.weights import kind_weight
from pincite.search.hits import Contribution
from pincite.search.query import Word

if TYPE_CHECKING:
    from pincite.indexer.articles import Kind
    from pincite.search.collector import Collector
    from pincite.search.query import Leaf


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
    lines = [
        Contribution(
            label=_label(leaf),
            frequency=float(scored.frequencies[leaf][0]),
            paragraphs=collector.frequency(leaf),
            value=float(part[0]) / factor,
        )
        for leaf, part in scored.parts.items()
        if part[0]
    ]
    if factor != 1:
        taken = sum(line.value for line in lines) * (factor - 1)
        lines.append(Contribution(f"{kind.value} × {factor:g}", 0.0, 0, taken))
    if near:
        lines.append(Contribution("words near each other", 0.0, 0, near))
    return tuple(lines)


def _label(leaf: Leaf) -> str:
    if isinstance(leaf, Word):
        return leaf.surface
    return f"={leaf.surfaces[0]}" if len(leaf.surfaces) == 1 else f'"{" ".join(leaf.surfaces)}"'
