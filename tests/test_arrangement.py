"""Other orders, articles once and facets, against a plain loop over the hits of a plain scan."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pincite
from pincite.search.ranking import ordering
from profiles import examples
from reference import Node, Scan, Text
from test_ranking import Articles, current, few_looked_at, histories, indexed, queries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pincite.index import Index

SORTS = ["rank", "date", "article"]
FACETS = ["publication", "year", "author", "kind"]


class Listed(NamedTuple):
    """What is to be known of a hit."""

    article: str
    ordinal: int
    score: float
    matches: int


def listed(found: list[tuple[Text, float]], sort: str, *, by_article: bool) -> list[Listed]:
    """All hits, given best first, in another order, or the first of each article."""
    ordered = list(found)
    if sort != "rank":
        ordered.sort(key=lambda pair: (pair[0].article, pair[0].ordinal))
    if sort == "date":
        ordered.sort(key=lambda pair: earliest(pair[0].date), reverse=True)
    hits = []
    seen = set()
    for text, score in ordered:
        if not by_article:
            hits.append(Listed(text.article, text.ordinal, score, 0))
        elif text.article not in seen:
            seen.add(text.article)
            having = sum(other.article == text.article for other, _ in found)
            hits.append(Listed(text.article, text.ordinal, score, having))
    return hits


def earliest(date: str) -> str:
    """The first day of a date; of none a day before all others."""
    return date + "-01-01"[len(date) - 4 :] if date else ""


def divided(found: list[tuple[Text, float]], name: str) -> list[tuple[str, int, int]]:
    """Each value, of how many paragraphs and articles it is, in the order to show them in."""
    texts = [text for text, _ in found]
    values = {value_of(text, name) for text in texts}
    rows = []
    for value in values:
        having = [text for text in texts if value_of(text, name) == value]
        rows.append((value, len(having), len({text.article for text in having})))
    return sorted(rows, key=lambda row: (row[0] == "", -row[1], row[0]))


def value_of(text: Text, name: str) -> str:
    if name == "year":
        return text.date[:4]
    return str(getattr(text, name))


def check(index: Index, expected: list[Listed], query: Node, **options: object) -> None:
    results = index.find(str(query), repeats=True, **options)  # type: ignore[arg-type]
    first = int(options.get("offset", 0))  # type: ignore[call-overload]
    end = first + int(options["limit"])  # type: ignore[call-overload]
    about = f"{query} {options}"
    assert results.total == len(expected), about
    found = [(hit.article.id, hit.paragraph.ordinal, hit.matches) for hit in results]
    assert found == [(hit.article, hit.ordinal, hit.matches) for hit in expected[first:end]], about
    assert [hit.score for hit in results] == pytest.approx(
        [hit.score for hit in expected[first:end]], abs=1e-9, rel=1e-12
    ), about
    assert [hit.rank for hit in results] == list(range(first + 1, first + 1 + len(found)))


@examples(18)
@given(
    histories(),
    st.lists(queries, min_size=6, max_size=6),
    st.booleans(),
    st.integers(1, 5),
    st.integers(0, 4),
    st.integers(1, 5),
)
def test_orders_and_articles_are_those_of_a_plain_loop_however_few_are_looked_at(
    history: list[Articles],
    asked: list[Node],
    apart: bool,
    raised: int,
    offset: int,
    limit: int,
) -> None:
    scan = Scan(current(history))
    shallow = patch.object(ordering, "_DEEPER", 2)
    with few_looked_at(raised), shallow, indexed(history, apart=apart) as index:
        for query in asked:
            found = scan.find(query, raised)
            for sort in SORTS:
                for by_article in (False, True):
                    expected = listed(found, sort, by_article=by_article)
                    options = {"sort": sort, "by_article": by_article}
                    check(index, expected, query, limit=limit, offset=offset, **options)
                    check(index, expected, query, limit=1000, **options)


@examples(18)
@given(histories(), st.lists(queries, min_size=6, max_size=6), st.booleans())
def test_facets_are_those_of_a_plain_loop(
    history: list[Articles], asked: list[Node], apart: bool
) -> None:
    scan = Scan(current(history))
    with indexed(history, apart=apart) as index:
        for query in asked:
            found = scan.find(query)
            results = index.find(str(query), facets=FACETS, limit=1)
            assert [facet.name for facet in results.facets] == FACETS
            for facet in results.facets:
                values = [(each.value, each.paragraphs, each.articles) for each in facet.values]
                assert values == divided(found, facet.name), f"{query} {facet.name}"


@pytest.fixture(scope="module")
def index(corpus_index: Path) -> Iterator[Index]:
    with pincite.open_index(corpus_index) as opened:
        yield opened


def test_a_score_is_the_same_in_any_order(index: Index) -> None:
    scores = {hit.locator: hit.score for hit in index.find("strategic partnership", limit=100)}
    assert len(set(scores.values())) > 5
    for sort in ("date", "article"):
        hits = index.find("strategic partnership", sort=sort, limit=100)
        assert {hit.locator: hit.score for hit in hits} == scores
        account = index.find("strategic partnership", sort=sort, limit=100, explain=True)
        for hit in account:
            assert sum(line.value for line in hit.explanation) == pytest.approx(hit.score)


def test_the_newest_first_and_what_has_no_date_last(tmp_path: Path) -> None:
    dates = {"e": "2016", "d": "2016-01-01", "c": "2016-01-02", "b": "", "a": "2017-02", "f": ""}
    (tmp_path / "gone.txt").write_text("Gone\n\nThe ally.\n", "utf-8")
    pincite.build_index(tmp_path)
    with pincite.open_index(tmp_path) as index:
        index.remove("gone.txt")
        for name, date in dates.items():
            index.add(name, "Title\n\nThe ally.\n\nAn ally.", date=date)
            index.commit()
        hits = [
            str(hit.locator) for hit in index.find("ally", sort="date", limit=100, repeats=True)
        ]
        assert hits == [f"{name}#{ordinal}" for name in "acdebf" for ordinal in (2, 3)]
        (years,) = index.find("ally", facets="year", limit=0).facets
        assert years == pincite.Facet(
            "year",
            tuple(
                pincite.FacetValue(year, 2 * articles, articles)
                for year, articles in [("2016", 3), ("2017", 1), ("", 2)]
            ),
        )


def test_articles_below_many_paragraphs_of_a_better_one_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n\n".join(["Title", *["The ally."] * 60]), "utf-8")
    for name in "bcd":
        (tmp_path / f"{name}.txt").write_text(f"Title\n\nThe ally {name} came late.\n", "utf-8")
    pincite.build_index(tmp_path)
    with pincite.open_index(tmp_path) as index:
        results = index.find("ally", by_article=True, limit=3)
        assert [(hit.article.id, hit.matches) for hit in results] == [
            ("a.txt", 60),
            ("b.txt", 1),
            ("c.txt", 1),
        ]
        assert results.total == 4
        assert "3 of 4 articles" in results._repr_html_()


def test_values_of_facets_are_those_of_the_articles(index: Index) -> None:
    (authors,) = index.find("the", facets=["author"], limit=0).facets
    known = {article.author for article in index.articles()}
    assert {each.value for each in authors.values} == known
    assert authors.values[-1].value == ""
    assert sum(each.articles for each in authors.values) == len(index.articles())


def test_facets_are_of_all_that_matches_and_of_nothing_else(index: Index) -> None:
    results = index.find("alliance", facets=["kind", "kind", "year"], kind="body", limit=1)
    assert [facet.name for facet in results.facets] == ["kind", "year"]
    for facet in results.facets:
        assert sum(each.paragraphs for each in facet.values) == results.total > 1
    assert [each.value for each in results.facets[0].values] == ["body"]
    assert index.find("xyzzy", facets="year").facets == (pincite.Facet("year", ()),)
    assert index.find("alliance").facets == ()


def test_facets_count_paragraphs_also_where_articles_come_once(index: Index) -> None:
    facets = ["publication", "year"]
    one = index.find("alliance", facets=facets)
    other = index.find("alliance", facets=facets, by_article=True)
    assert one.facets == other.facets
    assert other.total == sum(each.articles for each in other.facets[0].values) < one.total


def test_what_cannot_be_sorted_or_counted_by_is_told(index: Index) -> None:
    with pytest.raises(pincite.PinciteError, match=r"^sort 'best' is none of rank, date, article$"):
        index.find("ally", sort="best")
    with pytest.raises(pincite.PinciteError, match=r"^facet 'title' is none of publication, year"):
        index.find("ally", facets=["year", "title"])
