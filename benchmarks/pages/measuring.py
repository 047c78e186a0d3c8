"""Engines in turns: first visits in fresh contexts, then one query after another in one page."""

from __future__ import annotations

import random
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error

from benchmarks.pages import browsing, serving
from benchmarks.pages.engines import PEERS
from benchmarks.pages.figures import Measured

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from benchmarks.pages.serving import Server, Site


@dataclass(frozen=True)
class Plan:
    """How to measure.

    Attributes:
        visits: first visits of each engine.
        queries: later queries of each engine.
        turn: later queries an engine is asked before it is another's turn.
    """

    visits: int = 15
    queries: int = 500
    turn: int = 10


@dataclass(frozen=True)
class _Place:
    """Where an engine's page is."""

    name: str
    scheme: str
    address: str
    server: Server | None


def measure(
    sites: dict[str, Path], loaded: dict[str, Site], queries: Sequence[str], plan: Plan
) -> dict[str, Measured]:
    """All of it, by engine.

    Args:
        sites: the folders of the pages, by engine.
        loaded: the same as they are served.
        queries: as many as the plan has visits and later queries together, and one more.
        plan: how to measure.
    """
    drawn = iter(queries)
    with ExitStack() as stack:
        browser = stack.enter_context(browsing.launched())
        servers = {n: stack.enter_context(serving.served(site)) for n, site in loaded.items()}
        places = [
            _Place(n, "http", server.address + "index.html", server)
            for n, server in servers.items()
        ] + [_Place(n, "file", (site / "index.html").as_uri(), None) for n, site in sites.items()]
        measured = {name: Measured() for name in sites}
        pages = dict(_opened(browser, places, next(drawn)))
        _first(browser, list(pages), list(islice(drawn, plan.visits)), measured)
        _later(browser, pages, list(islice(drawn, plan.queries)), plan.turn, measured)
    return measured


def _opened(browser: Browser, places: list[_Place], query: str) -> Iterator[tuple[_Place, Page]]:
    """The pages that show a result, where they are; this also warms the files.

    Raises:
        SystemExit: one that is measured shows none; that peers show none from disk is no fault.
    """
    for place in places:
        page = _tried(browser, place, query)
        if page:
            yield place, page


def _tried(browser: Browser, place: _Place, query: str) -> Page | None:
    try:
        page, _ = browsing.visit(browser, place.address, query, place.server)
    except Error as error:
        told = f"{place.name} shows nothing ({place.scheme})"
        if place.server or place.name not in PEERS:
            raise SystemExit(told) from error
        print(told)
        return None
    return page


def _first(
    browser: Browser,
    places: list[_Place],
    queries: Sequence[str],
    measured: dict[str, Measured],
) -> None:
    for query in queries:
        for place in _shuffled(places, query):
            page, taken = browsing.visit(browser, place.address, query, place.server)
            page.context.close()
            measured[place.name].first.setdefault(place.scheme, []).append(taken)


def _later(
    browser: Browser,
    pages: dict[_Place, Page],
    queries: Sequence[str],
    turn: int,
    measured: dict[str, Measured],
) -> None:
    """Each way of asking has a page of its own, so that none finds what another has loaded."""
    asked: list[tuple[_Place, str, Page]] = []
    for place, page in pages.items():
        if place.name in PEERS:
            asked.append((place, "ask", page))
        else:
            asked.append((place, "field", page))
            other, _ = browsing.visit(browser, place.address, queries[0], place.server)
            asked.append((place, "find", other))
    for start in range(0, len(queries), turn):
        for place, way, page in _shuffled(asked, queries[start]):
            own = measured[place.name].later.setdefault(way, {}).setdefault(place.scheme, [])
            for query in queries[start : start + turn]:
                own.append(browsing.later(page, query, way, place.server))


def _shuffled(entries: Sequence[Any], seed: str) -> list[Any]:
    return random.Random(seed).sample(entries, len(entries))  # noqa: S311
