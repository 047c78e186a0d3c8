"""What was measured, as Markdown for people and as tab-separated values for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.quality.measures import MEASURES, NDCG
from benchmarks.quality.significance import ALPHA, SHUFFLES, holm, randomisation_test
from benchmarks.quality.systems.pincite import NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from benchmarks.quality.evaluation import Evaluation

    Values = npt.NDArray[np.float64]

WORSE, BETTER = "▼", "▲"
LEGEND = (
    f"{WORSE} is worse than {NAME} and {BETTER} better, p < {ALPHA:g}: randomisation test for "
    f"pairs, two-sided, {SHUFFLES:,} shuffles, fixed seed, corrected after Holm for the systems "
    "of a row. In the row of means each collection counts the same, in the test too."
)


def table(evaluations: Sequence[Evaluation]) -> str:
    """nDCG@10 of every system for every collection, and the means; best of a row in bold."""
    systems = list(evaluations[0].values)
    rows = [
        [each.collection.name, f"{len(each.collection.queries):,}", *_cells([each], systems)]
        for each in evaluations
    ]
    if len(evaluations) > 1:
        queries = sum(len(each.collection.queries) for each in evaluations)
        rows.append(["**mean**", f"{queries:,}", *_cells(evaluations, systems)])
    return _grid([NDCG, "queries", *systems], rows)


def means(evaluations: Sequence[Evaluation]) -> str:
    """The mean over collections of every measure for every system."""
    systems = list(evaluations[0].values)
    rows = [
        [measure, *(_figure(mean(evaluations, system, measure)) for system in systems)]
        for measure in MEASURES
    ]
    return _grid(["mean", *systems], rows)


def kept(clean: Sequence[Evaluation], mistyped: Sequence[Evaluation]) -> str:
    """nDCG@10 for queries with a typing error, and how much of the figure without that is."""
    systems = list(clean[0].values)
    shares = [
        f"{mean(mistyped, system, NDCG) / mean(clean, system, NDCG):.1%}" for system in systems
    ]
    rows = f"| **of the clean mean** |  | {' | '.join(shares)} |"
    return f"{table(mistyped)}\n{rows}"


def refusals(evaluations: Iterable[Evaluation]) -> str:
    """The queries that were not understood, one a line; empty if all were."""
    return "\n".join(
        f"- {each.collection.name} {query}, {system}: {' '.join(reason.split())}"
        for each in evaluations
        for system, refused in each.refused.items()
        for query, reason in refused.items()
    )


def per_query(evaluations: Iterable[Evaluation]) -> str:
    """Tab-separated: collection, query, system, each measure."""
    lines = ["\t".join(["collection", "query", "system", *MEASURES])]
    for each in evaluations:
        for query in each.collection.queries:
            for system, values in each.values.items():
                figures = [f"{values[measure][query]:.6f}" for measure in MEASURES]
                lines.append("\t".join([each.collection.name, query, system, *figures]))
    return "\n".join(lines) + "\n"


def mean(evaluations: Sequence[Evaluation], system: str, measure: str) -> float:
    """Over the queries of each collection, then over the collections."""
    return float(np.mean([each.of(system, measure).mean() for each in evaluations]))


def _cells(evaluations: Sequence[Evaluation], systems: Sequence[str]) -> list[str]:
    """A row: each system's figure, marked where it differs from pincite's."""
    figures = {system: mean(evaluations, system, NDCG) for system in systems}
    others = [system for system in systems if system != NAME]
    chances = holm(
        {system: randomisation_test(_differences(evaluations, system)) for system in others}
    )
    cells = []
    for system, figure in figures.items():
        cell = _figure(figure)
        if figure == max(figures.values()):
            cell = f"**{cell}**"
        if chances.get(system, 1) < ALPHA:
            cell += f" {WORSE if figure < figures[NAME] else BETTER}"
        cells.append(cell)
    return cells


def _differences(evaluations: Sequence[Evaluation], system: str) -> Values:
    """By how much nDCG@10 of each query is above another system's; sums to that of the means."""
    return np.concatenate(
        [
            (each.of(NAME, NDCG) - each.of(system, NDCG)) / len(each.collection.queries)
            for each in evaluations
        ]
    )


def _figure(value: float) -> str:
    return f"{value:.4f}".removeprefix("0")


def _grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
