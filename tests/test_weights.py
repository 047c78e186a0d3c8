"""Weights other than the defaults: against a plain scan that has them, and how they are given."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pincite
import reference
from pincite import Weights
from pincite.indexer.weights import DEFAULT, NAMES, table
from profiles import examples
from reference import Scan
from test_ranking import Articles, current, few_looked_at, histories, indexed, queries
from test_similar import likest, some

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from pincite import Results
    from reference import Node, Text

FIRST_STAGE = {"k1", "b", "title", "heading", "caption", "byline", "boilerplate"}


def amounts(name: str) -> st.SearchStrategy[float]:
    """Weights at their limits, whole, and any others."""
    most = 1.0 if name == "b" else 1000.0
    return st.sampled_from([0.0, 1.0, most]) | st.floats(0, min(most, 10), width=32)


weights = st.fixed_dictionaries({}, optional={name: amounts(name) for name in reference.WEIGHTS})


def assert_found(results: Results, expected: list[tuple[Text, float]]) -> None:
    found = [(hit.article.id, hit.paragraph.ordinal) for hit in results]
    assert found == [(text.article, text.ordinal) for text, _ in expected]
    assert [hit.score for hit in results] == pytest.approx(
        [score for _, score in expected], abs=1e-9, rel=1e-12
    )


@examples(24)
@given(histories(), st.lists(st.tuples(queries, weights), min_size=5, max_size=5), st.booleans())
def test_the_engine_answers_as_a_plain_scan_with_the_same_weights(
    history: list[Articles], asked: list[tuple[Node, dict[str, float]]], apart: bool
) -> None:
    texts = current(history)
    with indexed(history, apart=apart) as index:
        for query, given_weights in asked:
            scan = Scan(texts, weights=given_weights)
            results = index.find(
                str(query), limit=len(texts), weights=given_weights, explain=True, repeats=True
            )
            expected = scan.find(query)
            assert results.total == len(expected)
            assert_found(results, expected)
            for hit in results:
                added_up = sum(line.value for line in hit.explanation)
                assert added_up == pytest.approx(hit.score, abs=1e-9)


@examples(40)
@given(
    histories(),
    st.lists(st.tuples(queries, weights), min_size=5, max_size=5),
    st.booleans(),
    st.integers(1, 3),
    st.integers(1, 3),
)
def test_nothing_is_passed_over_for_bounds_that_do_not_hold(
    history: list[Articles],
    asked: list[tuple[Node, dict[str, float]]],
    apart: bool,
    raised: int,
    most: int,
) -> None:
    texts = current(history)
    with few_looked_at(raised), indexed(history, apart=apart) as index:
        for query, given_weights in asked:
            expected = Scan(texts, weights=given_weights).find(query, raised)
            results = index.find(str(query), limit=most, weights=given_weights, repeats=True)
            assert results.total == len(expected)
            assert_found(results, expected[:most])


@examples(10)
@given(histories(), weights, st.randoms(use_true_random=False), st.booleans())
def test_similar_paragraphs_are_ranked_by_them(
    history: list[Articles], given_weights: dict[str, float], chance: Random, apart: bool
) -> None:
    scan = Scan(current(history), weights=given_weights)
    with indexed(history, apart=apart) as index:
        for text in some(scan.texts, chance):
            found = index.similar(text.article, text.ordinal, limit=1000, weights=given_weights)
            expected = {
                (each.article, each.ordinal): score for each, score in likest(scan, text, 25)
            }
            for hit in found:
                score = expected[hit.article.id, hit.paragraph.ordinal]
                assert hit.score == pytest.approx(score, abs=1e-9, rel=1e-12)


@examples(20)
@given(histories(), queries, weights)
def test_every_order_and_a_concordance_go_by_them(
    history: list[Articles], query: Node, given_weights: dict[str, float]
) -> None:
    texts = current(history)
    expected = Scan(texts, weights=given_weights).find(query)
    scores = {(text.article, text.ordinal): score for text, score in expected}
    with indexed(history) as index:
        by_date = index.find(
            str(query), limit=len(texts), sort="date", weights=given_weights, repeats=True
        )
        lines = index.kwic(str(query), sort="rank", limit=None, weights=given_weights)
    assert {(hit.article.id, hit.paragraph.ordinal): hit.score for hit in by_date} == pytest.approx(
        scores, abs=1e-9, rel=1e-12
    )
    places = dict.fromkeys((line.article.id, line.paragraph.ordinal) for line in lines)
    order = [(text.article, text.ordinal) for text, _ in expected]
    assert list(places) == [place for place in order if place in places]


def test_a_search_leaves_no_weights_behind(corpus_index: Path) -> None:
    # Of any kind of paragraph there is one that has one of these.
    query = "comprehensive strategic partnership alliances photo source archive 2018 volume"
    with pincite.open_index(corpus_index) as index:
        before = scores(index.find(query, limit=999))
        for name in NAMES:
            given_weights = {name: getattr(DEFAULT, name) / 2}
            assert scores(index.find(query, limit=999, weights=given_weights)) != before, name
            assert scores(index.find(query, limit=999)) == before
        assert scores(index.find(query, limit=999, weights={})) == before


def scores(results: Results) -> list[float]:
    return [hit.score for hit in results]


def test_the_defaults_are_those_of_the_scan() -> None:
    assert asdict(DEFAULT) == reference.WEIGHTS
    assert {name: default for name, default, _ in table()} == asdict(Weights())
    assert all(meaning for _, _, meaning in table())


@pytest.mark.parametrize("name", NAMES)
def test_only_the_second_stage_leaves_the_bounds_of_the_index_as_they_are(name: str) -> None:
    assert DEFAULT.are_bounded
    assert replace(DEFAULT, **{name: 0.9}).are_bounded == (name not in FIRST_STAGE)
    assert replace(DEFAULT, **{name: getattr(DEFAULT, name)}).are_bounded


def refused(given_weights: Any) -> str:
    with pytest.raises(pincite.PinciteError) as caught:
        Weights.of(given_weights)
    return str(caught.value)


def test_a_wrong_name_lists_those_there_are() -> None:
    assert refused({"titel": 1}) == f"weight 'titel' is none of {', '.join(NAMES)}"


@pytest.mark.parametrize("amount", [-0.1, math.inf, -math.inf, math.nan, 1001])
def test_an_amount_out_of_range_is_refused(amount: float) -> None:
    assert refused({"title": amount}) == f"weight title is from 0 to 1000, not {amount}"


def test_what_is_long_is_shown_in_part() -> None:
    assert refused({"title": 10**400}).endswith("not 1" + "0" * 59 + "…")
    assert refused({"title": 10**5000}) == "weight title is from 0 to 1000, not that"
    assert len(refused({"x" * 9000: 1})) < 300


def test_a_name_that_comes_twice_in_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "w.json").write_text('{"title": 1, "title": 2}', "utf-8")
    with pytest.raises(pincite.PinciteError, match="weights are JSON as"):
        Weights.read(tmp_path / "w.json")


def test_length_counts_in_full_at_most() -> None:
    assert Weights(b=1).b == 1
    assert refused({"b": 1.01}) == "weight b is from 0 to 1, not 1.01"


@pytest.mark.parametrize("amount", ["1", None, True, [1], 1j])
def test_what_is_no_number_is_refused(amount: object) -> None:
    assert refused({"title": amount}) == f"weight title is a number, not {amount!r}"


def test_what_are_no_weights_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="Weights or a mapping, not str"):
        Weights.of("title=1")  # type: ignore[arg-type]


def test_weights_are_given_as_such_by_name_or_not_at_all() -> None:
    one = Weights(title=1)
    assert Weights.of(one) is one
    assert Weights.of({"title": 1}) == one
    assert Weights.of(None) == Weights.of({}) == Weights()
    assert isinstance(one.title, float)


@examples(50)
@given(weights)
def test_text_and_file_say_what_they_were_made_of(
    tmp_path_factory: pytest.TempPathFactory, given_weights: dict[str, float]
) -> None:
    made = Weights.of(given_weights)
    text = " , ".join(f"{name} = {value!r}" for name, value in asdict(made).items())
    assert Weights.parse(text) == made
    path = tmp_path_factory.getbasetemp() / "weights.json"
    for encoding in ("utf-8", "utf-8-sig"):
        path.write_text(json.dumps(given_weights, indent=2), encoding)
        assert Weights.read(path) == made


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("title", "weights are given as title=1,b=0.5, not 'title'"),
        ("", "weights are given as title=1,b=0.5, not ''"),
        ("title=1,", "weights are given as title=1,b=0.5, not 'title=1,'"),
        ("=1", "weights are given as title=1,b=0.5, not '=1'"),
        ("title=", "weight title is a number, not ''"),
        ("title=1=2", "weight title is a number, not '1=2'"),
        ("title=1,title=1", "weight 'title' is given twice"),
        ("title=nan", "weight title is from 0 to 1000, not nan"),
    ],
)
def test_a_text_that_is_none_is_refused(text: str, reason: str) -> None:
    with pytest.raises(pincite.PinciteError) as caught:
        Weights.parse(text)
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"titel": 1}', f"weight 'titel' is none of {', '.join(NAMES)}"),
        (b'{"title": "1"}', "weight title is a number, not '1'"),
        (b'{"title": NaN}', "weight title is from 0 to 1000, not nan"),
        *((content, 'weights are JSON as {"title": 1, "b": 0.5}') for content in [
            b"", b"title=1", b"[]", b"1", b"\xff", b"[" * 100_000, b" " * 200_000 + b"{}"
        ]),
    ],
)  # fmt: skip
def test_a_file_that_has_none_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "weights.json"
    path.write_bytes(content)
    with pytest.raises(pincite.PinciteError) as caught:
        Weights.read(path)
    assert str(caught.value) == f"{path}: {reason}"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "away.json"):
        with pytest.raises(pincite.PinciteError, match="cannot be read"):
            Weights.read(path)
