"""Paragraphs of the same words under the best of them: against a plain loop over all hits."""

from __future__ import annotations

import hashlib
import json
import pickle
import shutil
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pincite
from pincite.indexer.analysis import tokenize
from pincite.indexer.codec import building
from pincite.indexer.codec.fingerprints import Fingerprints, fingerprints, hashes
from pincite.search.faces.evidence import Asked, evidence
from pincite.search.faces.json_output import results_record
from pincite.search.pages.results import results_page
from pincite.search.ranking import repeats
from profiles import examples
from reference import Node, Text
from test_ranking import (
    Articles,
    current,
    dates,
    few_looked_at,
    headings,
    indexed,
    kinds,
    names,
    queries,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from pincite import Hit, Index, Results

    Listed = tuple[str, float, list[str]]

# Few, so that paragraphs repeat each other, in sentences cut here or there.
SENTENCES = (
    (("ally", "bank", "the", "treaty"),),
    (("ally", "bank"), ("the", "treaty")),
    (("the", "treaty", "ally", "bank"),),
    (("allies", "bank", "the", "treaty"),),
    (("treaty",),),
    (("treaty",), ("treaty",)),
    (),
)


@st.composite
def articles(draw: st.DrawFn, name: str) -> list[Text]:
    title = draw(headings)
    known = {"author": draw(names), "publication": draw(names), "date": draw(dates)}
    bodies = draw(st.lists(st.tuples(kinds, headings, st.sampled_from(SENTENCES)), max_size=7))
    return [
        Text(name, ordinal, kind, sentences, title, heading, **known)
        for ordinal, (kind, heading, sentences) in enumerate(bodies, 1)
    ]


@st.composite
def histories(draw: st.DrawFn) -> list[Articles]:
    """Commits that add, change and remove a few articles that repeat each other."""
    some = st.lists(st.sampled_from("bacde"), unique=True, min_size=1, max_size=4)
    return [
        {name: draw(articles(name)) for name in draw(some)} for _ in range(draw(st.integers(1, 3)))
    ]


narrowings = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(["body", "heading", ["quote", "list"]]),
        "since": st.sampled_from(["2016", "2016-07-16"]),
        "author": st.sampled_from(["ann", "bank"]),
    },
)


def words_of(hit: Hit) -> tuple[str, ...]:
    return tuple(token.surface for token in tokenize(hit.paragraph.text))


def standing(hits: Sequence[Hit]) -> list[Listed]:
    """The first of the hits with the same words, each with its score and where the others are."""
    listed: list[Listed] = []
    places: dict[tuple[str, ...], list[pincite.Locator]] = {}
    for hit in hits:
        words = words_of(hit)
        if words and words in places:
            places[words].append(hit.locator)
            continue
        places[words] = []
        listed.append((str(hit.locator), hit.score, places[words]))  # type: ignore[arg-type]
    in_order = [sorted(also, key=lambda each: (each.article, each.ordinal)) for *_, also in listed]  # type: ignore[attr-defined]
    return [
        (where, score, list(map(str, also)))
        for (where, score, _), also in zip(listed, in_order, strict=True)
    ]


def told(results: Results) -> list[Listed]:
    return [(str(hit.locator), hit.score, list(map(str, hit.also))) for hit in results]


def forged(words: npt.NDArray[np.uint64], counts: npt.NDArray[np.int64]) -> Any:
    """One fingerprint for all texts that have words."""
    return np.where(counts > 0, np.uint64(7), np.uint64(0))


@examples(60)
@given(
    histories(),
    st.lists(queries, min_size=4, max_size=4),
    narrowings,
    st.booleans(),
    st.booleans(),
    st.integers(1, 5),
    st.integers(0, 4),
    st.integers(0, 4),
)
def test_hits_are_those_of_a_plain_loop_whatever_the_fingerprints_say(
    history: list[Articles],
    asked: list[Node],
    narrowing: dict[str, Any],
    apart: bool,
    confused: bool,
    raised: int,
    offset: int,
    limit: int,
) -> None:
    shallow = patch.object(repeats, "_DEEPER", 2)
    equal = patch.object(building, "fingerprints", forged) if confused else nullcontext()
    with few_looked_at(raised), shallow, equal, indexed(history, apart=apart) as index:
        for query in [*map(str, asked), "treaty"]:
            for sort in ("rank", "date", "article"):
                options = {"sort": sort, **narrowing}
                each = index.find(query, repeats=True, limit=1000, **options)
                assert all(hit.also == () for hit in each)
                expected = standing(each.hits)
                results = index.find(query, limit=limit, offset=offset, **options)
                end = offset + limit
                assert told(results) == expected[offset:end], f"{query} {options}"
                assert results.total == each.total
                so_far = sum(1 + len(also) for *_, also in expected[:end])
                assert results.left == each.total - so_far
                assert [hit.rank for hit in results] == [
                    rank for rank, _ in enumerate(expected, 1) if offset < rank <= end
                ]
                everything = index.find(query, limit=1000, facets="kind", **options)
                assert told(everything) == expected
                assert sum(value.paragraphs for value in everything.facets[0].values) == each.total


def naive(surfaces: Sequence[str]) -> int:
    """A fingerprint in plain Python."""
    total = 0
    for place, surface in enumerate(surfaces, 1):
        mixed = place * 0x9E3779B97F4A7C15 % 2**64
        mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 % 2**64
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB % 2**64
        multiplier = (mixed ^ mixed >> 31) | 1
        digest = hashlib.blake2b(surface.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        total += multiplier * int.from_bytes(digest, "little")
    return (total % 2**64 or 1) if surfaces else 0


texts = st.lists(st.sampled_from(["ally", "bank", "the", "смерть", "中々", "\ud800a"]), max_size=5)


@examples(100)
@given(st.lists(texts, max_size=6))
def test_fingerprints_are_those_of_plain_arithmetic_whatever_stands_beside(
    several: list[list[str]],
) -> None:
    words = hashes(word for text in several for word in text)
    counts = np.array(list(map(len, several)), np.int64)
    assert fingerprints(words, counts).tolist() == list(map(naive, several))


@examples(100)
@given(st.lists(st.integers(0, 4)), st.lists(st.integers(0, 5), max_size=3))
def test_documents_are_found_by_fingerprint(values: list[int], wanted: list[int]) -> None:
    prints = Fingerprints.of(np.array(values, np.uint64))
    assert prints.values().tolist() == values
    for value in wanted:
        there = [place for place, each in enumerate(values) if each == value]
        assert prints.having(np.uint64(value)).tolist() == there
    assert prints.repeated.tolist() == [each > 0 and values.count(each) > 1 for each in values]


@examples(30)
@given(histories(), st.booleans())
def test_segments_keep_fingerprints_whatever_is_added_merged_and_removed(
    history: list[Articles], apart: bool
) -> None:
    expected = {(text.article, text.ordinal): naive(text.words) for text in current(history)}
    with indexed(history, apart=apart) as index:
        found = {}
        snapshot = index._engine.snapshot
        for base, segment in zip(snapshot.bases, snapshot.segments, strict=True):
            values = segment.documents.fingerprints.values()
            assert not values[segment.documents.articles[:-1]].any()
            for document in segment.live_paragraphs.tolist():
                article, paragraph = snapshot.paragraph(base + document)
                found[article.id, paragraph.ordinal] = int(values[document])
    assert found == expected


TREATY = "“The secret treaty”, of the ALLIES."
# Best where the title has a word of it, in b.txt.
QUERY = "+secret treaty"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Articles of which three have the same paragraph, one of them twice, as a heading too."""
    files = {
        "b.txt": f"The Treaty\n\n{TREATY}\n\nThe allies were many.",
        "c.txt": "Another\n\nThe secret treaty of the allies!\n\nThe secret - treaty of the allies",
        "a.txt": f"News\n\n{TREATY}\n\nNobody came.",
        "d.txt": "Last\n\nThe treaty of the secret allies.",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(f"{text}\n", "utf-8")
    pincite.build_index(tmp_path)
    return tmp_path


@pytest.fixture
def index(folder: Path) -> Iterator[Index]:
    with pincite.open_index(folder) as opened:
        yield opened


def test_the_best_stands_for_all_and_tells_of_the_others_in_order(index: Index) -> None:
    best, other = index.find(QUERY)
    assert str(best.locator) == "b.txt#2"
    assert str(other.locator) == "d.txt#2"
    assert other.also == ()
    assert list(map(str, best.also)) == ["a.txt#2", "c.txt#2", "c.txt#3"]
    assert best.also[0].exact == TREATY
    assert (best.also[0].prefix, best.also[0].suffix) == ("News", "Nobody came.")
    for locator in best.also:
        assert index.resolve(locator).status == "same"


def test_what_fails_a_filter_is_not_told_of(index: Index) -> None:
    (hit,) = index.find("secret path:c.txt")
    assert (str(hit.locator), list(map(str, hit.also))) == ("c.txt#2", ["c.txt#3"])
    (hit,) = index.find(f"{QUERY} -path:c.txt -path:d.txt")
    assert (str(hit.locator), list(map(str, hit.also))) == ("b.txt#2", ["a.txt#2"])


def test_each_by_itself_in_articles_concordances_and_what_is_similar(index: Index) -> None:
    everything = index.find("secret", repeats=True)
    assert (len(everything), everything.total, everything.left) == (5, 5, 0)
    by_article = index.find("secret", by_article=True)
    assert {hit.article.id for hit in by_article} == {"a.txt", "b.txt", "c.txt", "d.txt"}
    assert [hit.also for hit in by_article] == [()] * 4
    assert len(index.kwic("secret").lines) == 5
    assert {str(hit.locator) for hit in index.similar("a.txt", 2)} >= {"b.txt#2", "c.txt#2"}


def test_pages_are_of_hits_and_end(index: Index) -> None:
    pages = [index.find("secret", limit=1, offset=offset) for offset in range(4)]
    assert [len(page) for page in pages] == [1, 1, 0, 0]
    assert {page.total for page in pages} == {5}
    assert pages[0].left + 1 + len(pages[0].hits[0].also) == 5
    assert [page.left for page in pages[1:]] == [0, 0, 0]
    assert index.find("secret", limit=0).left == 5


def test_what_is_deleted_is_not_told_of(index: Index) -> None:
    (index.root / "a.txt").unlink()
    pincite.build_index(index.root)
    with pincite.open_index(index.root) as later:
        (hit,) = (hit for hit in later.find(QUERY) if hit.also)
        assert list(map(str, hit.also)) == ["c.txt#2", "c.txt#3"]


def test_other_places_are_read_late_and_can_be_pickled(folder: Path) -> None:
    with pincite.open_index(folder) as opened:
        hits = opened.find("secret").hits
    shutil.rmtree(folder / ".pincite")
    for hit in hits:
        assert hit.snippet.text
        assert hit.beside == hit.beside
    assert sorted(len(hit.also) for hit in hits) == [0, 3]
    assert pickle.loads(pickle.dumps(hits)) == hits  # noqa: S301 - our own


def test_faces_tell_of_the_other_places(index: Index) -> None:
    results = index.find(QUERY)
    record = json.loads(json.dumps(results_record(results)))
    assert record["left"] == 0
    places = [
        [f"{each['article']}#{each['ordinal']}" for each in hit["also"]] for hit in record["hits"]
    ]
    assert sorted(places) == [[], ["a.txt#2", "c.txt#2", "c.txt#3"]]
    assert all(each["reference"] for hit in record["hits"] for each in hit["also"])
    asked = Asked("2018-12-24", {}, 1, index.stats())
    around = {hit.rank: () for hit in results}
    assert "Also in: a.txt#2, c.txt#2, c.txt#3" in evidence(results, around, asked, ".md").decode()
    assert "a.txt#2 | c.txt#2 | c.txt#3" in evidence(results, around, asked, ".csv").decode()
    assert "also = {a.txt\\#2" in evidence(results, around, asked, ".bib").decode()
    page = results_page(results)
    assert "Also in: <bdi>a.txt</bdi> ¶ 2, <bdi>c.txt</bdi> ¶ 2, <bdi>c.txt</bdi> ¶ 3</p>" in page
    assert "are shown" not in page
    assert "of which 1 to 1 are shown" in results_page(index.find(QUERY, limit=1))
    assert "<br>also in: a.txt#2, c.txt#2, c.txt#3<br>" in results._repr_html_()
