"""`tune`: weights learnt from judgements, and whether they are better for other queries too."""

from __future__ import annotations

import dataclasses
import json
import random
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
import numpy as np

import pincite
from benchmarks.quality import beir, runs
from benchmarks.quality.ascent import ascend
from benchmarks.quality.measures import ndcg
from benchmarks.quality.significance import randomisation_test
from benchmarks.quality.systems.pincite import Searcher

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from benchmarks.quality.ascent import Point

    Values = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]

SEED = 20180418
CUTOFF = 10


class Learnt(NamedTuple):
    """What came of tuning.

    Attributes:
        weights: those that differ from the default, learnt from all queries.
        gains: of each fold, the mean nDCG@10 of its queries by weights learnt from the others,
            less that by the default.
        chance: p that the gains over all folds come about by chance.
    """

    weights: dict[str, float]
    gains: list[float]
    chance: float


class Judge:
    """nDCG@10 of queries under weights; each point is asked for once."""

    def __init__(self, collections: Sequence[beir.Collection], *, reuse: bool = False) -> None:
        """Index the collections."""
        self._collections = collections
        self._searchers = [
            Searcher(each, runs.index_folder(each), reuse=reuse) for each in collections
        ]
        self._known: dict[tuple[float, ...], Values] = {}
        sizes = [len(each.queries) for each in collections]
        self.owners = np.repeat(np.arange(len(collections)), sizes)
        """int64, of each query the number of its collection."""

    def values(self, weights: Point) -> Values:
        """float64, of each query of each collection."""
        key = tuple(weights.values())
        if key not in self._known:
            self._known[key] = np.array(
                [
                    ndcg(collection.judgements[query], ranked, CUTOFF)
                    for collection, searcher in zip(self._collections, self._searchers, strict=True)
                    for query, ranked in _rankings(searcher, collection, weights).items()
                ]
            )
            print(".", end="", file=sys.stderr, flush=True)
        return self._known[key]

    def worth(self, weights: Point, among: Mask) -> float:
        """What weights are worth for some of the queries."""
        return self.mean(self.values(weights), among)

    def mean(self, values: Values, among: Mask) -> float:
        """Over those queries of each collection, then over the collections that have any."""
        sums = np.bincount(self.owners[among], values[among], len(self._collections))
        counts = np.bincount(self.owners[among], minlength=len(self._collections))
        return float((sums[counts > 0] / counts[counts > 0]).mean())


def learn(judge: Judge, names: Sequence[str], folds: int) -> Learnt:
    """Weights for the queries of a judge, and gains held out.

    Args:
        judge: has the queries.
        names: the weights that may be moved.
        folds: into how many parts the queries of each collection are divided.
    """
    start = dataclasses.asdict(pincite.Weights())
    most = {
        each.name: each.metadata["most"]
        for each in dataclasses.fields(pincite.Weights)
        if each.name in names
    }
    default = judge.values(start)
    fold_of = _folds(judge.owners, folds)
    differences = np.zeros(len(default))
    gains = []
    for fold in range(folds):
        held_out = fold_of == fold
        found = ascend(partial(judge.worth, among=~held_out), start, most)
        differences[held_out] = (judge.values(found) - default)[held_out]
        gains.append(judge.mean(differences, held_out))
    best = ascend(partial(judge.worth, among=np.ones(len(default), bool)), start, most)
    shares = 1 / np.bincount(judge.owners)[judge.owners]
    moved = {name: value for name, value in best.items() if value != start[name]}
    return Learnt(moved, gains, randomisation_test(differences * shares))


def _rankings(
    searcher: Searcher, collection: beir.Collection, weights: Point
) -> Mapping[str, Sequence[str]]:
    answers = searcher.answer(collection.queries, CUTOFF, {"weights": weights})
    return {query: answers.rankings.get(query, []) for query in collection.queries}


def _folds(owners: npt.NDArray[np.int64], folds: int) -> npt.NDArray[np.int64]:
    """int64, of each query its fold; each collection's are divided evenly."""
    draw = np.random.default_rng(SEED)
    fold_of = np.empty(len(owners), np.int64)
    for owner in np.unique(owners):
        own = np.flatnonzero(owners == owner)
        fold_of[own] = draw.permutation(np.arange(len(own)) % folds)
    return fold_of


def _some(collection: beir.Collection, count: int) -> beir.Collection:
    """With so many of its queries at most, drawn with a fixed seed."""
    if len(collection.queries) <= count:
        return collection
    draw = random.Random(f"{SEED} {collection.name}")  # noqa: S311
    chosen = set(draw.sample(list(collection.queries), count))
    queries = {query: text for query, text in collection.queries.items() if query in chosen}
    return collection.asking(queries)


_NAMES = [each.name for each in dataclasses.fields(pincite.Weights)]


@click.command()
@click.argument(
    "places",
    metavar="FOLDER...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True),
)
@click.option("--weight", "names", multiple=True, type=click.Choice(_NAMES), help="Only these.")
@click.option("--folds", default=5, type=click.IntRange(2), help="For cross-validation.")
@click.option("--queries", default=100, type=click.IntRange(2), help="Of each collection at most.")
@click.option("--reuse", is_flag=True, help="Keep the indexes of the last run.")
@click.option("--out", default="weights.json", type=click.Path(path_type=Path), help="The file.")
def tune(  # noqa: PLR0913 - one parameter for each option
    places: Sequence[Path],
    names: Sequence[str],
    folds: int,
    queries: int,
    out: Path,
    *,
    reuse: bool,
) -> None:
    """Learn weights from judgements, for `pincite search --weights`.

    A FOLDER is a collection in BEIR layout, or has such in it.
    """
    try:
        collections = [beir.read(folder) for folder in beir.folders(places)]
    except beir.Unreadable as error:
        raise click.ClickException(str(error)) from error
    judge = Judge([_some(each, queries) for each in collections], reuse=reuse)
    learnt = learn(judge, names or _NAMES, folds)
    print(file=sys.stderr)
    for fold, gain in enumerate(learnt.gains, 1):
        print(f"fold {fold}: nDCG@10 {gain:+.4f} for queries held out")
    print(f"mean {np.mean(learnt.gains):+.4f}, p = {learnt.chance:.4f}")
    if learnt.chance >= 0.05 or np.mean(learnt.gains) <= 0:
        print("No reliable gain: the default is as good.")
    out.write_text(json.dumps(learnt.weights, indent=2) + "\n", "utf-8")
    print(f"{out}: {learnt.weights}")
