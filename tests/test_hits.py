"""Hits read their text when they are first asked for it; nobody is to notice but by the clock."""

from __future__ import annotations

import copy
import dataclasses
import gc
import os
import pickle
import shutil
import threading
import weakref
from typing import TYPE_CHECKING, Any

import pytest

import pincite
from pincite.indexer.articles import Kind
from pincite.indexer.codec.segment import Segment
from pincite.indexer.records import load_paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

QUERY = '"the ally" OR bank'
LATE = {"article", "paragraph", "spans", "snippet", "beside", "also"}
TEXT = "Ships\n\nThe ally came to the bank.\n\nA bank, and another bank.\n\nNothing here.\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    pincite.build_index([folder], keep_duplicates=True)
    return folder


@pytest.fixture
def index(home: Path) -> Iterator[pincite.Index]:
    with pincite.open_index(home) as opened:
        yield opened


def whole(hit: pincite.Hit) -> pincite.Hit:
    """The same hit made by hand."""
    return pincite.Hit(*(getattr(hit, field.name) for field in dataclasses.fields(hit)))


def is_read(hit: pincite.Hit) -> bool:
    return vars(hit).keys() >= LATE


def unread(index: pincite.Index) -> pincite.Hit:
    hit = index.find(QUERY, explain=True).hits[0]
    assert not LATE & vars(hit).keys()
    return hit


def test_rank_and_score_need_no_text(index: pincite.Index, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [(hit.rank, hit.score) for hit in map(whole, index.find(QUERY, repeats=True))]
    monkeypatch.setattr(index._engine.snapshot, "paragraph", None)
    assert [(hit.rank, hit.score) for hit in index.find(QUERY, repeats=True)] == expected
    assert len(expected) == 4


def test_what_is_read_is_what_was_found(index: pincite.Index) -> None:
    best = index.find(QUERY).hits[0]
    assert best.article.id == "one.txt"
    assert (best.paragraph.ordinal, best.paragraph.text) == (2, "The ally came to the bank.")
    assert [best.paragraph.text[start:end] for start, end in best.spans] == ["The ally", "bank"]
    assert best.snippet == pincite.Snippet(best.paragraph.text, best.spans)
    assert str(best.locator) == "one.txt#2"


@pytest.mark.parametrize(
    "first", ["article", "paragraph", "spans", "snippet", "beside", "also", "locator"]
)
def test_whatever_is_asked_first(index: pincite.Index, first: str) -> None:
    expected = whole(unread(index))
    hit = unread(index)
    assert getattr(hit, first) == getattr(expected, first)
    assert hit == expected
    assert is_read(hit)


def matched(hit: pincite.Hit) -> object:
    match hit:
        case pincite.Hit(rank, score, article, paragraph, spans, snippet, explanation):
            return (rank, score, article, paragraph, spans, snippet, explanation)


@pytest.mark.parametrize(
    "use",
    [
        repr,
        hash,
        matched,
        dataclasses.asdict,
        dataclasses.astuple,
        copy.copy,
        copy.deepcopy,
        lambda hit: pickle.loads(pickle.dumps(hit)),  # noqa: S301 - our own bytes
        lambda hit: pickle.loads(pickle.dumps(hit, 0)),  # noqa: S301
        lambda hit: dataclasses.replace(hit, rank=7),
        lambda hit: hit == dataclasses.replace(hit),
        lambda hit: {hit: 1}[hit],
        lambda hit: hit._repr_html_(),
    ],
)
def test_it_is_a_value_like_any_other(
    index: pincite.Index, use: Callable[[pincite.Hit], Any]
) -> None:
    expected = use(whole(unread(index)))
    assert use(unread(index)) == expected
    assert type(use(unread(index))) is type(expected)


def test_a_copy_needs_no_index(index: pincite.Index) -> None:
    for made in (copy.copy(unread(index)), pickle.loads(pickle.dumps(unread(index)))):  # noqa: S301
        assert vars(made).keys() == {field.name for field in dataclasses.fields(made)}


def test_it_has_no_other_attributes_and_takes_none(index: pincite.Index) -> None:
    for hit in (unread(index), whole(unread(index))):
        with pytest.raises(AttributeError, match="'Hit' object has no attribute 'texts'"):
            hit.texts  # type: ignore[attr-defined]  # noqa: B018 - the access is the test
        for name in ("rank", "paragraph", "texts"):
            with pytest.raises(dataclasses.FrozenInstanceError):
                setattr(hit, name, None)
    for nothing in (object.__new__(pincite.Hit), pincite.Hit):
        with pytest.raises(AttributeError, match="no attribute 'paragraph'"):
            nothing.paragraph  # type: ignore[misc]  # noqa: B018


def test_it_outlives_the_index_being_closed(home: Path) -> None:
    with pincite.open_index(home) as index:
        expected = whole(unread(index))
        hit = unread(index)
    assert hit == expected


def test_it_shows_what_was_searched_whatever_is_committed_since(index: pincite.Index) -> None:
    expected = whole(unread(index))
    hit = unread(index)
    index.add("new", TEXT)
    index.commit()
    (index.root / "one.txt").write_text("Other things.\n", encoding="utf-8")
    pincite.build_index([index.root])
    assert hit == expected


@pytest.mark.skipif(os.name != "posix", reason="elsewhere an open file cannot be deleted")
def test_it_outlives_the_folder(index: pincite.Index) -> None:
    expected = whole(unread(index))
    hit = unread(index)
    shutil.rmtree(index.path)
    assert hit == expected


def test_neighbours_are_read_for_the_locator_only(
    index: pincite.Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    read = Segment.beside
    monkeypatch.setattr(Segment, "beside", lambda *of: asked.append(of) or read(*of))
    hits = index.find("path:one", limit=9, repeats=True).hits
    assert all(hit.snippet.text and hit.article.id for hit in hits)
    assert not asked
    texts = [hit.paragraph.text for hit in hits]
    assert texts == TEXT.strip().split("\n\n")
    assert [hit.beside for hit in hits] == list(
        zip(["", *texts[:-1]], [*texts[1:], ""], strict=True)
    )
    assert [hit.locator for hit in hits] == [
        pincite.Locator.of(index.article("one"), hit.paragraph.ordinal) for hit in hits
    ]


def test_of_long_neighbours_it_has_what_is_next_to_it(index: pincite.Index) -> None:
    long = [" ".join(f"{name}{number}" for number in range(50)) for name in "abc"]
    index.add("long", "\n\n".join(long))
    index.commit()
    (hit,) = index.find("b7", limit=1).hits
    assert hit.beside == (long[0][-32:], long[2][:32])


def test_its_locator_outlives_the_rest(index: pincite.Index) -> None:
    expected = unread(index).locator
    hits = [unread(index) for _ in range(2)]
    assert hits[0].snippet.text
    index.add("new", TEXT)
    index.commit()
    index.close()
    assert [hit.locator for hit in hits] == [expected] * 2
    assert expected.prefix == "Ships"


@pytest.mark.parametrize(("first", "last"), [("also", "snippet"), ("snippet", "also")])
def test_once_read_it_lets_go_of_the_index(home: Path, first: str, last: str) -> None:
    index = pincite.open_index(home)
    snapshot = weakref.ref(index._engine.snapshot)
    results = index.find(QUERY)
    index.close()
    del index
    gc.collect()
    assert snapshot() is not None
    assert all(getattr(hit, first) for hit in results)
    gc.collect()
    assert snapshot() is not None
    assert all(getattr(hit, last) for hit in results)
    gc.collect()
    assert snapshot() is None
    assert all(hit.beside for hit in results)


def test_damage_that_is_met_when_reading_is_told_as_such(index: pincite.Index) -> None:
    hit = unread(index)
    segment = index._engine.snapshot.segments[0]
    segment.paragraph = lambda *_: load_paragraph(b"", b"", 1, Kind.BODY)  # type: ignore[method-assign]
    for name in ("article", "paragraph", "spans", "snippet", "also", "locator"):
        with pytest.raises(pincite.CorruptIndex, match=f"{index.path} is damaged .*: delete it"):
            getattr(hit, name)


def test_threads_may_read_the_same_hits_while_others_search(home: Path) -> None:
    with pincite.open_index(home) as index:
        expected = [whole(hit) for hit in index.find(QUERY, repeats=True)]
        for _ in range(20):
            results = index.find(QUERY, repeats=True)
            ready = threading.Barrier(6)
            failures: list[BaseException] = []

            def read(names: list[str], results: pincite.Results = results) -> None:
                try:
                    ready.wait()  # noqa: B023 - the threads end before the next turn
                    for hit, same in zip(results, expected, strict=True):
                        for name in names:
                            assert getattr(hit, name) == getattr(same, name)
                    index.find(QUERY)
                except BaseException as error:  # noqa: BLE001 - told below
                    failures.append(error)  # noqa: B023

            orders = [["snippet", "article"], ["spans", "paragraph"], ["paragraph", "snippet"]] * 2
            threads = [threading.Thread(target=read, args=(order,)) for order in orders]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert failures == []
            assert list(results) == expected
