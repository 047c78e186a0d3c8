"""How a score came about, line by line, adding up to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pincite.search.hits import Contribution
from pincite.search.query import Word
from pincite.search.ranking import kind_weight

if TYPE_CHECKING:
    from pincite.indexer.articles import Kind
    from pincite.search.collector import Ranked
    from pincite.search.matching import Matcher
    from pincite.search.query import Leaf


def explain_score(
    matcher: Matcher, ranked: Ranked, number: int, kind: Kind
) -> tuple[Contribution, ...]:
    """The contributions to the score of one document: leaves, kind of paragraph, nearness."""
    scored = ranked.scored
    place = int(np.searchsorted(scored.numbers, number))
    factor = kind_weight(kind)
    lines = [
        Contribution(
            label=_label(leaf),
            frequency=float(scored.frequencies[leaf][place]),
            paragraphs=len(matcher.occurrences(leaf).text.numbers),
            value=float(part[place]) / factor,
        )
        for leaf, part in scored.parts.items()
        if part[place]
    ]
    if factor != 1:
        taken = sum(line.value for line in lines) * (factor - 1)
        lines.append(Contribution(f"{kind.value} × {factor:g}", 0.0, 0, taken))
    near = ranked.near.get(number, 0.0)
    if near:
        lines.append(Contribution("words near each other", 0.0, 0, near))
    return tuple(lines)


def _label(leaf: Leaf) -> str:
    if isinstance(leaf, Word):
        return leaf.surface
    return f"={leaf.surfaces[0]}" if len(leaf.surfaces) == 1 else f'"{" ".join(leaf.surfaces)}"'
