"""How good a ranking is: the field's measures, of each query, through ir-measures."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Rankings = Mapping[str, Sequence[str]]
    Judgements = Mapping[str, Mapping[str, int]]

DEPTH = 100
"""Documents of a ranking that count."""

NDCG = "nDCG@10"
MEASURES = {NDCG: "nDCG@10", "Recall@100": "R@100", "MRR@10": "RR@10", "MAP": "AP"}
"""By the name shown, what ir-measures calls it. MAP is over the first `DEPTH`."""


def measure(judgements: Judgements, rankings: Rankings) -> dict[str, dict[str, float]]:
    """Each of `MEASURES` by query; a query that was not answered has 0.

    Args:
        judgements: the grade of each judged document, by query; above 0 is relevant.
        rankings: documents by query, best first, each once.

    Raises:
        ImportError: ir-measures is not installed.
    """
    import ir_measures

    # What ranks is the place, so that equal scores are not put in another order.
    run = {
        query: {document: float(-place) for place, document in enumerate(ranked[:DEPTH])}
        for query, ranked in rankings.items()
    }
    names = {ir_measures.parse_measure(theirs): ours for ours, theirs in MEASURES.items()}
    values = {name: dict.fromkeys(judgements, 0.0) for name in MEASURES}
    for metric in ir_measures.iter_calc(list(names), dict(judgements), run):
        values[names[metric.measure]][metric.query_id] = metric.value
    return values


def ndcg(grades: Mapping[str, int], ranked: Sequence[str], cutoff: int = 10) -> float:
    """Normalised discounted cumulative gain of a ranking, grades being gains; 0 if none is above 0.

    Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", TOIS 2002, as
    trec_eval has it. For learning, where ir-measures would take longer than the search.
    """
    ideal = _gain(sorted(grades.values(), reverse=True)[:cutoff])
    return _gain([grades.get(document, 0) for document in ranked[:cutoff]]) / ideal if ideal else 0


def _gain(grades: Sequence[int]) -> float:
    return sum(max(grade, 0) / math.log2(place + 2) for place, grade in enumerate(grades))
