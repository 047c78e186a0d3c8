"""The page's engine answers as Python does: many queries, in every order, narrowed in every way."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
from agreement import assert_same
from chromium import built
from generated import Queries
from node_page import NodePage
from queries import BROKEN, DATES, FIELDS, FUZZY, NEAR, PATTERNS, QUOTATIONS
from test_page_answers import QUERIES

import pincite

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pincite import Index, Results

FORMS = (*QUERIES, *NEAR, *PATTERNS, *FUZZY, *FIELDS, *DATES, *QUOTATIONS, *BROKEN)
FACETS = ("publication", "year", "author", "kind")


@pytest.fixture(scope="module")
def engine(index: Index, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NodePage]:
    with NodePage(index, tmp_path_factory.mktemp("engine")) as page:
        yield page


@pytest.fixture(scope="module")
def sound(index: Index) -> list[str]:
    """Random queries that can be understood."""
    made = Queries(index, seed=77)
    return [query for query in (made.query() for _ in range(200)) if divided(index, query)]


def divided(index: Index, query: str) -> Results | None:
    """The best hit of a query, and how all that it finds divides."""
    try:
        return index.find(query, facets=FACETS, limit=1)
    except pincite.QueryError:
        return None


def test_many_random_queries(index: Index, engine: NodePage) -> None:
    made = Queries(index, seed=2018)
    queries = [make() for make in (made.query, made.broken, made.jumble) for _ in range(700)]
    assert assert_same(index, engine, [*FORMS, *queries]) > 12_000


@pytest.mark.parametrize(
    "wishes", [{"sort": "date"}, {"sort": "article"}, {"repeats": True}, {"offset": 7}]
)
def test_other_orders_and_places(
    index: Index, engine: NodePage, sound: list[str], wishes: dict[str, Any]
) -> None:
    assert assert_same(index, engine, sound, **wishes) > 1000


def test_facets(index: Index, engine: NodePage, sound: list[str]) -> None:
    for query, answer in zip(sound, engine.ask(sound, facets=True), strict=True):
        results = divided(index, query)
        assert results
        assert answer["facets"] == {
            **{facet.name: shares(facet.values) for facet in results.facets},
            "articles": answer["articleCount"],
            "months": answer["facets"]["months"],
        }, query


def shares(values: object) -> list[dict[str, object]]:
    return [
        {"value": each.value, "paragraphs": each.paragraphs, "articles": each.articles}
        for each in values  # type: ignore[attr-defined]
    ]


def test_a_chosen_value_leaves_what_it_counts(
    index: Index, engine: NodePage, sound: list[str]
) -> None:
    choose = random.Random(5)
    chosen = 0
    for query in sound:
        results = divided(index, query)
        if not (results and results.total):
            continue
        facet = choose.choice(results.facets)
        values = choose.sample(facet.values, min(2, len(facet.values)))
        wanted = {facet.name: [each.value for each in values]}
        (answer,) = engine.ask([query], filters=wanted, facets=True, limit=1000)
        chosen += answer["total"] < results.total
        assert answer["total"] == sum(each.paragraphs for each in values)
        # Under its own choice a facet still tells of the others.
        assert answer["facets"][facet.name] == shares(facet.values)
        if facet.name == "kind":
            assert {hit["paragraph"]["kind"] for hit in answer["hits"]} <= {*wanted["kind"]}
        else:
            assert answer["articleCount"] == sum(each.articles for each in values)
    assert chosen > 40


def test_function_words_take_no_place_beside_words_of_their_stem(tmp_path: Path) -> None:
    # "here" is a function word, "here's" is none; their stem is the same.
    choose = random.Random(4)
    words = "here here's corresponding server of the port".split()
    lines = (" ".join(choose.choices(words, k=choose.randint(9, 20))) for _ in range(60))
    text = "\n\n".join(f"It is {line}." for line in lines)
    folder = built(tmp_path, {"here.txt": f"Here's a server\n\n{text}\n"})
    data = tmp_path / "page"
    data.mkdir()
    queries = ["here's a corresponding server", "server here's", "port here's server", "here port"]
    with pincite.open_index(folder) as index, NodePage(index, data) as page:
        assert assert_same(index, page, queries) > 150


def test_months_are_those_of_the_first_days(index: Index, engine: NodePage) -> None:
    (answer,) = engine.ask(["gas OR the"], facets=True)
    months = answer["facets"]["months"]
    assert [each["value"] for each in months] == sorted({each["value"] for each in months})
    assert sum(each["paragraphs"] for each in months) == answer["total"]
    first, last = months[1]["value"], months[-2]["value"]
    (narrowed,) = engine.ask(["gas OR the"], filters={"months": [first, last]}, limit=1000)
    dates = {hit["article"]["date"][:7] for hit in narrowed["hits"]}
    assert dates == {each["value"] for each in months[1:-1]}
    assert narrowed["total"] == sum(each["paragraphs"] for each in months[1:-1])
