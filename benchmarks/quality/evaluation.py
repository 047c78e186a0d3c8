"""Systems asked the queries of a collection, and what their answers are worth."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.quality import runs
from benchmarks.quality.measures import DEPTH, measure
from benchmarks.quality.systems.pincite import Searcher

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from benchmarks.quality.beir import Collection
    from benchmarks.quality.systems import Peer

    Values = npt.NDArray[np.float64]


@dataclass
class Evaluation:
    """What the answers to the queries of a collection are worth.

    Attributes:
        collection: the collection.
        values: by system, measure and query.
        refused: by system, the queries that it did not understand and why; they count as 0.
    """

    collection: Collection
    values: dict[str, dict[str, dict[str, float]]] = field(default_factory=dict)
    refused: dict[str, dict[str, str]] = field(default_factory=dict)

    def of(self, system: str, measure: str) -> Values:
        """float64, the values of a system's answers, in the order of the queries."""
        values = self.values[system][measure]
        return np.array([values[query] for query in self.collection.queries])


def evaluate(
    collection: Collection,
    ours: Mapping[str, Mapping[str, Any]],
    peers: Mapping[str, Peer],
    *,
    reuse: bool = False,
) -> Evaluation:
    """Ask pincite with each set of options, then each peer.

    Args:
        collection: what to search, and for what.
        ours: arguments of `Index.find`, by the name to show.
        peers: by name.
        reuse: take pincite's index as it was left by the last run.

    Raises:
        ImportError: ir-measures is not installed.
    """
    done = Evaluation(collection)
    searcher = Searcher(collection, runs.index_folder(collection), reuse=reuse)
    for name, options in ours.items():
        answers = searcher.answer(collection.queries, DEPTH, options)
        done.refused[name] = answers.refused
        done.values[name] = measure(collection.judgements, answers.rankings)
    searcher.close()
    for name, peer in peers.items():
        done.values[name] = measure(collection.judgements, runs.ranked(peer, collection))
    return done
