"""Asking every engine the same queries in turns, on one core, and taking the CPU time."""

from __future__ import annotations

import gc
import os
import statistics
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from benchmarks.engines import Engine, Searcher
    from benchmarks.queries import Query

    Ask = Callable[[Query], Sequence[tuple[Any, object]]]
    Clock = Callable[[], int]

ANSWERS = ("bare", "snippets")
FEWEST = 3
"""Queries that even the slowest engine is asked."""


@dataclass(frozen=True)
class Plan:
    """How to measure.

    Attributes:
        answers: what to ask for, of `ANSWERS`.
        queries: of each class at most.
        rounds: how often each query is measured.
        budget: CPU seconds an engine may take for a class and round before it is asked fewer.
        turn: queries an engine is asked before it is another's turn. With one, each finds the
            processor's caches full of the others' data, which costs all of them about 0.1 ms a
            query and so flatters the slower.
    """

    answers: tuple[str, ...] = ANSWERS
    queries: int = 100
    rounds: int = 3
    budget: float = 3.0
    turn: int = 10


@dataclass(frozen=True)
class Asked:
    """What one engine took for one class of queries and one kind of answer.

    Attributes:
        times: CPU nanoseconds for each query, the median over the rounds; a slow engine is asked
            only the first few of a class, and one that fails has none.
        found: the numbers of the paragraphs each of these queries gave.
    """

    times: tuple[int, ...]
    found: tuple[tuple[int, ...], ...]


@contextmanager
def pinned() -> Iterator[None]:
    """On one core, as are the processes started meanwhile."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def ask(
    engines: Mapping[str, Engine],
    searchers: Mapping[str, Searcher],
    queries: Sequence[Query],
    answer: str,
    plan: Plan,
) -> dict[str, Asked]:
    """What the engines that can be asked this took, by name.

    Args:
        engines: by name.
        searchers: by name, in the order they take turns.
        queries: all of one kind.
        answer: one of `ANSWERS`.
        plan: how to measure; its rounds, budget and turn count here.
    """
    asks = {
        name: getattr(searcher, answer)
        for name, searcher in searchers.items()
        if queries[0].kind in engines[name].KINDS and (answer == "bare" or engines[name].SNIPPETS)
    }
    found = {
        name: _warmed(ask_it, searchers[name], queries, plan.budget)
        for name, ask_it in asks.items()
    }
    times: dict[str, list[list[int]]] = {name: [[] for _ in found[name]] for name in asks}
    gc.collect()
    gc.freeze()
    order = list(asks)
    for _ in range(plan.rounds):
        for start in range(0, len(queries), plan.turn):
            for name in order:
                for number in range(start, min(start + plan.turn, len(found[name]))):
                    taken = _time(asks[name], searchers[name].clock, queries[number])
                    times[name][number].append(taken)
        order = order[1:] + order[:1]
    return {
        name: Asked(tuple(int(statistics.median(taken)) for taken in times[name]), found[name])
        for name in asks
    }


def _time(ask_it: Ask, clock: Clock, query: Query) -> int:
    start = clock()
    ask_it(query)
    return clock() - start


def _warmed(
    ask_it: Ask, searcher: Searcher, queries: Sequence[Query], budget: float
) -> tuple[tuple[int, ...], ...]:
    """What the queries give, asked once, as far as the budget goes; nothing if one fails."""
    found = []
    clock = searcher.clock
    start = clock()
    for query in queries:
        try:
            found.append(tuple(searcher.number(place) for place, _ in ask_it(query)))
        except Exception as error:  # noqa: BLE001 - whatever a peer raises
            print(f"{query} fails: {error!r}")
            return ()
        if len(found) >= FEWEST and clock() - start > budget * 1e9:
            break
    return tuple(found)
