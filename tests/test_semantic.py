"""Ranking by meaning: against vectors added up one by one, and without a network or the package."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load_file
from tokenizers import Tokenizer

import pincite
from pincite import cli
from pincite.indexer.analysis import tokenize
from pincite.indexer.function_words import FUNCTION_WORDS
from pincite.search.query.parser import parse
from pincite.search.ranking import collector, embedding, semantic
from profiles import examples
from test_ranking import Articles, histories, indexed, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from pincite.index import Index
    from pincite.search.hits.values import Hit

SPEC = find_spec("wordllama")
assert SPEC is not None
assert SPEC.origin is not None
PACKAGE = Path(SPEC.origin).parent

Place = tuple[str, int]

plain_queries = st.lists(words, min_size=1, max_size=5).map(" ".join)
options = st.fixed_dictionaries(
    {
        "by_article": st.booleans(),
        "repeats": st.booleans(),
        "facets": st.sampled_from([None, "kind"]),
        "sort": st.sampled_from(["rank", "rank", "date", "article"]),
    }
)


@cache
def pieces() -> np.ndarray:
    (tensor,) = load_file(PACKAGE / "weights/l2_supercat_256.safetensors").values()
    return tensor.astype(np.float64)


@cache
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(PACKAGE / "tokenizers/l2_supercat_tokenizer_config.json"))


@cache
def vector_of(word: str) -> np.ndarray:
    numbers = tokenizer().encode(word, add_special_tokens=False).ids
    return sum((pieces()[number] for number in numbers), np.zeros(256))


def vector(text: str, start: int = 0, end: int | None = None) -> np.ndarray:
    """The sum over the words of a text, or over some of them."""
    surfaces = [token.surface for token in tokenize(text)][start:end]
    return sum(map(vector_of, surfaces), np.zeros(256))


def likeness(query: str, hit: Hit) -> float:
    """The cosine between a query and that stretch of a paragraph which is most alike."""
    sought = vector(query)
    above = hit.article.title
    if hit.paragraph.heading != above:
        above += " " + hit.paragraph.heading
    text = hit.paragraph.text
    best = 0.0
    for start in range(0, len(tokenize(text)) or 1, 60):
        stretch = vector(text, start, start + 60) + 3 * vector(above)
        length = float(np.linalg.norm(stretch) * np.linalg.norm(sought))
        best = max(best, float(stretch @ sought) / length if length else 0.0)
    return best


def place(hit: Hit) -> Place:
    return hit.article.id, hit.paragraph.ordinal


@contextmanager
def ranking_once_more(count: int) -> Iterator[None]:
    """Only so many are."""
    with patch.object(semantic, "CANDIDATES", count), patch.object(collector, "CANDIDATES", count):
        yield


@examples(30)
@given(histories(), plain_queries, st.booleans(), st.sampled_from([1, 2, 3, 100]))
def test_scores_and_order_are_those_of_vectors_added_up(
    history: list[Articles], query: str, apart: bool, count: int
) -> None:
    with ranking_once_more(count), indexed(history, apart=apart) as index:
        plain = index.find(query, limit=999, repeats=True)
        expected = [
            (place(hit), hit.score * (1 + 2 * likeness(query, hit)) if n < count else hit.score)
            for n, hit in enumerate(plain)
        ]
        expected[:count] = sorted(expected[:count], key=lambda each: (-round(each[1], 9), each[0]))
        found = index.find(query, limit=999, repeats=True, semantic=True)
        assert found.total == plain.total
        assert [place(hit) for hit in found] == [each for each, _ in expected]
        assert [hit.score for hit in found] == pytest.approx([score for _, score in expected])


@examples(30)
@given(
    histories(),
    st.lists(plain_queries, min_size=1, max_size=3).map(" OR ".join),
    st.booleans(),
    st.sampled_from([2, 4, 100]),
    st.integers(1, 4),
    options,
)
def test_pages_are_parts_of_the_whole(
    history: list[Articles], query: str, apart: bool, count: int, size: int, asked: dict[str, bool]
) -> None:
    with ranking_once_more(count), indexed(history, apart=apart) as index:
        whole = index.find(query, limit=999, semantic=True, **asked)
        starts = range(0, len(whole) + 1, size)
        pages = [
            index.find(query, limit=size, offset=start, semantic=True, **asked) for start in starts
        ]
        shown = [(hit.rank, place(hit), hit.score, hit.also) for page in pages for hit in page]
        assert shown == [(hit.rank, place(hit), hit.score, hit.also) for hit in whole]
        assert {page.total for page in pages} == {whole.total}
        assert index.find(query, limit=0, semantic=True, **asked).total == whole.total


@examples(30)
@given(histories(), plain_queries, st.booleans(), st.sampled_from([2, 100]), options)
def test_a_paragraph_has_one_score_however_it_is_listed(
    history: list[Articles], query: str, apart: bool, count: int, asked: dict[str, bool]
) -> None:
    with ranking_once_more(count), indexed(history, apart=apart) as index:
        ranked = index.find(query, limit=999, semantic=True, repeats=True)
        scores = {place(hit): hit.score for hit in ranked}
        for hit in index.find(query, limit=999, semantic=True, explain=True, **asked):
            assert hit.score == scores[place(hit)]
            assert sum(line.value for line in hit.explanation) == pytest.approx(hit.score)


@examples(30)
@given(histories(), plain_queries)
def test_what_is_not_a_matter_of_meaning_stays_as_it_is(
    history: list[Articles], query: str
) -> None:
    with indexed(history) as index:
        for asked in ("title:bank", f"-({query})", "russ* OR chin*", f"({query}) AND zzz"):
            plain = index.find(asked, limit=999)
            found = index.find(asked, limit=999, semantic=True)
            assert [(place(hit), hit.score) for hit in found] == [
                (place(hit), hit.score) for hit in plain
            ]
            assert found.reasons == plain.reasons


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("who sank the ship", "sank ship who the"),
        ("who is who", "who is who"),
        ("ship ship", "ship ship"),
        ('"the secret treaty" =allies', "the secret treaty allies"),
        ('"secret treaty"~8 of', "secret treaty of"),
        ("the ship -navy", "ship"),
        ("the ship AND navy", "ship navy"),
        ("the ship OR navy", "ship navy the"),
        ("(the ship) navy", "ship navy"),
        ("NOT the title:ship", ""),
        ("alli* fuzy~ ship", "ship"),
        ("alli* of fuzy~", ""),
        ("title:treaty ship date:2018", "ship"),
    ],
)
def test_meaning_is_in_the_words_that_are_sought(query: str, expected: str) -> None:
    assert semantic.meaning(query, parse(query), FUNCTION_WORDS) == expected


@pytest.fixture(scope="module")
def shore(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shore")
    texts = {
        "bread.txt": "Notes\n\nThe ship biscuit was baked of flour and water, twice.\n",
        "sea.txt": "Notes\n\nA sailor took the ship to sea, and the vessel reached port.\n",
        "long.txt": "Long\n\n" + "Flour and water were baked. " * 90 + "The ship sailed.\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    pincite.build_index(folder)
    return folder


@pytest.fixture
def index(shore: Path) -> Iterator[Index]:
    with pincite.open_index(shore) as opened:
        yield opened


def test_it_tells_what_words_alone_do_not(index: Index) -> None:
    query = "which ship did mariners navigate across the ocean"
    plain = [hit.article.id for hit in index.find(query, limit=2)]
    found = [hit.article.id for hit in index.find(query, limit=2, semantic=True)]
    assert plain == ["bread.txt", "sea.txt"]
    assert found == ["sea.txt", "bread.txt"]


@pytest.mark.parametrize("query", ["ship", "which ship did mariners navigate across the ocean"])
def test_a_page_has_its_part_of_the_new_order(index: Index, query: str) -> None:
    whole = [hit.article.id for hit in index.find(query, semantic=True)]
    assert whole != [hit.article.id for hit in index.find(query)]
    pages = [index.find(query, limit=1, offset=each, semantic=True) for each in range(4)]
    assert [[hit.article.id for hit in page] for page in pages] == [*([each] for each in whole), []]


def test_the_account_says_what_meaning_adds(index: Index) -> None:
    for hit in index.find("ship", semantic=True, explain=True):
        *others, last = hit.explanation
        assert last.label == "similar in meaning"
        assert last.value > 0
        assert sum(line.value for line in others) + last.value == pytest.approx(hit.score)
    labels = {line.label for hit in index.find("ship", explain=True) for line in hit.explanation}
    assert "similar in meaning" not in labels


def test_of_a_text_without_end_the_beginning_is_looked_at() -> None:
    known = embedding.embedding()
    bran = "bran " * 4_000
    assert len(bran) == embedding.LONGEST
    texts = ["bran", f"{bran}ship", f"{bran[5:]}ship"]
    without, beyond, within = known.likeness("bran ship", texts, [""] * 3, 1.0)
    assert without == beyond < within


def test_any_string_has_a_meaning_or_none() -> None:
    known = embedding.embedding()
    texts = ["", "…", "\ud800 \udfff", "安全保障 ship", "a\0b", "x" * 50_000, "ship"]
    found = known.likeness("\ud800 ship", texts, [""] * len(texts), 3.0)
    assert found[0] == found[1] == 0
    assert ((found >= 0) & (found <= 1)).all()
    assert found[-1] == found.max()
    assert not known.likeness("", texts, texts, 3.0).any()


@examples(30)
@given(st.lists(st.lists(words).map(" ".join), min_size=1), st.randoms(use_true_random=False))
def test_neither_order_nor_what_was_asked_before_makes_a_difference(
    texts: list[str], chance: Random
) -> None:
    known = embedding.embedding()
    shuffled = [" ".join(chance.sample(text.split(), len(text.split()))) for text in texts]
    expected = known.likeness("the treaty bank", texts, texts, 3.0).tolist()
    assert known.likeness("bank treaty the", shuffled, shuffled, 3.0).tolist() == expected
    with patch.object(embedding, "_MOST_WORDS", 2):  # it forgets, and learns again
        for text, likeness_alone in zip(texts, expected, strict=True):
            assert known.likeness("the treaty bank", [text], [text], 3.0).tolist() == [
                likeness_alone
            ]


def test_threads_may_ask_at_once(shore: Path) -> None:
    queries = ["ship", "flour water", "a sailor at sea", "baked twice"]
    with pincite.open_index(shore) as alone:
        expected = {
            each: [hit.score for hit in alone.find(each, semantic=True)] for each in queries
        }
    embedding.embedding.cache_clear()
    ready = threading.Barrier(8)
    scores: list[dict[str, list[float]]] = []

    def ask(turn: int) -> None:
        with pincite.open_index(shore) as own:
            ready.wait()
            turned = queries[turn % 4 :] + queries[: turn % 4]
            found = {each: own.find(each, semantic=True) for each in turned}
            scores.append({each: [hit.score for hit in hits] for each, hits in found.items()})

    threads = [threading.Thread(target=ask, args=(turn,)) for turn in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert scores == [expected] * 8


def test_nothing_is_asked_of_the_network(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("there is no network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refused)
    for name in ("create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refused)
    embedding.embedding.cache_clear()
    assert index.find("ship", semantic=True).total == 3


@pytest.mark.parametrize(
    ("asked", "loaded"),
    [("", []), ("semantic=True", ["tokenizers", "pincite.search.ranking.embedding"])],
)
def test_what_it_takes_is_loaded_when_it_is_asked_for(
    shore: Path, asked: str, loaded: list[str]
) -> None:
    code = (
        "import sys, pincite, logging\n"
        f"with pincite.open_index({str(shore)!r}) as index: index.find('ship', {asked})\n"
        "print(*(each for each in ('tokenizers', 'wordllama', 'pincite.search.ranking.embedding')"
        " if each in sys.modules), len(logging.root.handlers))"
    )
    command = [sys.executable, "-W", "error", "-c", code]
    out = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    assert out.split() == [*loaded, "0"]


class TestWithoutThePackage:
    MESSAGE = "ranking by meaning needs the package wordllama: pip install 'pincite[semantic]'"

    @pytest.fixture(autouse=True, params=["none", "tokenizers", "files"])
    def lacking(
        self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
    ) -> Iterator[None]:
        """Nothing of it is installed, or not what it needs, or it is another version of it."""
        if request.param == "none":
            monkeypatch.setattr(embedding, "find_spec", lambda _: None)
        elif request.param == "tokenizers":
            monkeypatch.setitem(sys.modules, "tokenizers", None)
        else:
            monkeypatch.setattr(embedding, "_WEIGHTS", "weights/other.safetensors")
        embedding.embedding.cache_clear()
        yield
        embedding.embedding.cache_clear()

    def test_it_is_said_how_to_get_it(self, index: Index) -> None:
        for query in ("ship", "zzz", "alli*"):
            with pytest.raises(pincite.PinciteError) as caught:
                index.find(query, semantic=True)
            assert str(caught.value) == self.MESSAGE

    def test_the_command_line_says_it_in_one_line(
        self, shore: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert cli.main(["search", "ship", "--semantic", "--index", str(shore)]) == 2
        assert capsys.readouterr() == ("", f"pincite: {self.MESSAGE}\n")

    def test_other_searches_do_not_need_it(self, index: Index) -> None:
        assert index.find("ship").total == 3


def test_the_command_line_ranks_as_programs_do(
    shore: Path, index: Index, capsys: pytest.CaptureFixture[str]
) -> None:
    query = "which ship did mariners navigate across the ocean"
    assert cli.main(["search", query, "--semantic", "-l", "--index", str(shore)]) == 0
    listed = capsys.readouterr().out.split()
    assert listed == [hit.article.id for hit in index.find(query, semantic=True, by_article=True)]
