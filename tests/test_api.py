"""What Python programs hold in their hands."""

from __future__ import annotations

import dataclasses
import importlib.resources
import inspect
import pickle
import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pincite
from profiles import examples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUERIES = [
    "strategic partnership",
    '"comprehensive strategic partnership"',
    "alliance OR treaty -nato",
    "+russia +china (gas OR oil)",
    "the",
    "NOT russia",
    "=allies",
    "S-400 launchers and radars",
    "xyzzy",
    "xyzzy AND alliance",
]


@pytest.fixture(scope="module")
def index(corpus_index: Path) -> Iterator[pincite.Index]:
    with pincite.open_index(corpus_index) as opened:
        yield opened


def test_every_public_name_can_be_imported_and_is_documented() -> None:
    for name in pincite.__all__:
        value = getattr(pincite, name)
        if name != "__version__":
            assert inspect.getdoc(value), name
            members = vars(value) if inspect.isclass(value) else {}
            for member, attribute in members.items():
                if not member.startswith("_") and inspect.isfunction(attribute):
                    assert attribute.__doc__, f"{name}.{member}"
    assert set(pincite.__all__) <= set(dir(pincite))
    assert pincite.__all__ == sorted(pincite.__all__)


def test_a_name_that_is_not_there_is_told_as_python_does() -> None:
    with pytest.raises(AttributeError, match="no attribute 'serach'"):
        pincite.serach  # noqa: B018 - the access is the test


def test_the_package_is_typed() -> None:
    assert importlib.resources.files("pincite").joinpath("py.typed").is_file()


def test_every_error_is_a_pincite_error() -> None:
    errors = [value for name in pincite.__all__ if _is_error(value := getattr(pincite, name))]
    assert len(errors) == 8
    assert all(issubclass(error, pincite.PinciteError) for error in errors)


def _is_error(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Exception)


def test_results_can_be_looped_over_and_counted(index: pincite.Index) -> None:
    results = index.find("strategic partnership", limit=3)
    assert len(results) == 3 < results.total
    assert list(results) == list(results.hits)
    assert [hit.rank for hit in results] == [1, 2, 3]
    assert [hit.score for hit in results] == sorted((hit.score for hit in results), reverse=True)
    assert results.query == "strategic partnership"
    assert (results.missing, results.suggestions) == ((), ())


def test_a_hit_says_where_it_stands(index: pincite.Index) -> None:
    hit = index.find("helium").hits[0]
    assert str(hit.locator) == f"power-of-siberia.txt#{hit.paragraph.ordinal}"
    assert hit.locator.lines == hit.paragraph.lines
    assert hit.article.title == "The Pipe in the Permafrost: Power of Siberia, from Paper to Steel"
    assert hit.article.paragraphs == ()
    article = index.article(hit.article.id)
    assert article.paragraphs[hit.paragraph.ordinal - 1] == hit.paragraph
    assert [hit.paragraph.text[start:end] for start, end in hit.spans] == ["helium"] * 2


def test_values_cannot_be_changed(index: pincite.Index) -> None:
    results = index.find("helium", explain=True)
    hit = results.hits[0]
    values = [results, hit, hit.article, hit.paragraph, hit.snippet, hit.locator, index.stats()]
    for value in [*values, hit.explanation[0]]:
        name = dataclasses.fields(value)[0].name  # type: ignore[arg-type]
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(value, name, None)


def test_values_can_be_compared_hashed_and_pickled(index: pincite.Index) -> None:
    results = index.find("helium", explain=True)
    assert results == index.find("helium", explain=True)
    assert hash(results) == hash(index.find("helium", explain=True))
    assert pickle.loads(pickle.dumps(results)) == results  # noqa: S301 - our own bytes


def test_a_query_error_survives_a_process_pool() -> None:
    error = pincite.QueryError("x (", 2, "never closed")
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (copy.query, copy.position, copy.reason) == ("x (", 2, "never closed")
    assert str(copy) == "never closed"


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("size", [1, 7])
def test_pages_make_up_the_whole(index: pincite.Index, query: str, size: int) -> None:
    whole = index.find(query, limit=1000)
    assert sum(1 + len(hit.also) for hit in whole) == whole.total
    pages = [index.find(query, limit=size, offset=at) for at in range(0, whole.total + size, size)]
    assert {page.total for page in pages} == {whole.total}
    assert [hit for page in pages for hit in page] == list(whole)
    assert not pages[-1].hits


def test_limits_and_offsets_that_make_no_sense_are_refused(index: pincite.Index) -> None:
    assert index.find("russia", limit=0).hits == ()
    assert index.find("russia", limit=0).total > 0
    assert index.find("russia", offset=10**9).hits == ()
    for wrong in ({"limit": -1}, {"offset": -1}):
        with pytest.raises(ValueError, match="negative"):
            index.find("russia", **wrong)


@pytest.mark.parametrize("query", QUERIES)
def test_the_account_of_a_score_adds_up_to_it(index: pincite.Index, query: str) -> None:
    for hit in index.find(query, limit=1000, explain=True):
        assert sum(line.value for line in hit.explanation) == pytest.approx(hit.score, abs=1e-9)
        assert all(line.label for line in hit.explanation)
    assert all(hit.explanation == () for hit in index.find(query))


def test_an_account_names_what_was_found(index: pincite.Index) -> None:
    query = '"strategic partnership" =allies treaties the'
    labels = {
        line.label for hit in index.find(query, limit=99, explain=True) for line in hit.explanation
    }
    assert {'"strategic partnership"', "=allies", "treaties"} <= labels
    assert "the" not in labels
    hits = index.find("Urumqi difficulty", explain=True)
    heading = next(hit for hit in hits if hit.paragraph.kind is pincite.Kind.HEADING)
    assert "heading × 0.25" in [line.label for line in heading.explanation]
    near = index.find("allied fleet", limit=1, explain=True).hits[0].explanation
    assert [line.label for line in near] == ["allied", "fleet", "words near each other"]
    assert all(line.paragraphs for line in near[:2])


def test_an_account_tells_titles_from_texts(tmp_path: Path) -> None:
    text = "Gas and more gas\n\nThe gas came, and with it a pipe.\n\nNo pipe, no smoke.\n"
    (tmp_path / "gas.txt").write_text(text, "utf-8")
    with pincite.open_index(pincite.build_index(tmp_path).index) as opened:
        accounts = {
            hit.paragraph.ordinal: {line.label: line.frequency for line in hit.explanation}
            for hit in opened.find("gas pipe", explain=True)
        }
    assert accounts[2] == {"gas": 1, "gas in titles": 2, "pipe": 1, "words near each other": 0}
    assert accounts[3] == {"gas in titles": 2, "pipe": 1}


@pytest.mark.parametrize("query", QUERIES)
def test_snippets_show_the_spans(index: pincite.Index, query: str) -> None:
    for hit in index.find(query, limit=1000):
        text = hit.paragraph.text
        words = {text[start:end] for start, end in hit.spans}
        shown = [hit.snippet.text[start:end] for start, end in hit.snippet.spans]
        assert set(shown) <= words
        assert bool(shown) == bool(hit.spans)
        assert len(hit.snippet.text) <= 324
        assert hit.snippet.text.removeprefix("… ").removesuffix(" …") in text


@examples(100)
@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from('( ) " + - = AND OR NOT ally the of'.split())).map(" ".join)
)
def test_any_text_is_answered_or_refused(index: pincite.Index, text: str) -> None:
    try:
        results = index.find(text, limit=3, explain=True)
    except pincite.QueryError:
        return
    assert len(results) == min(3, results.total)


def test_threads_may_share_an_index(index: pincite.Index) -> None:
    expected = [index.find(query) for query in QUERIES]
    wrong: list[str] = []
    ready = threading.Barrier(8)

    def ask(turn: int) -> None:
        ready.wait()
        for place in range(len(QUERIES)):
            at = (place + turn) % len(QUERIES)
            if index.find(QUERIES[at]) != expected[at]:
                wrong.append(QUERIES[at])
            index.article("power-of-siberia")
            index.stats()

    threads = [threading.Thread(target=ask, args=(turn,)) for turn in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_articles_come_by_id_without_their_paragraphs(index: pincite.Index) -> None:
    articles = index.articles()
    ids = [article.id for article in articles]
    assert ids == sorted(ids)
    assert len(ids) == 13
    assert all(article.paragraphs == () for article in articles)


@pytest.mark.parametrize("name", ["power-of-siberia.txt", "power-of-siberia"])
def test_an_article_is_known_by_its_id_or_its_name(index: pincite.Index, name: str) -> None:
    article = index.article(name)
    assert article.id == "power-of-siberia.txt"
    ordinals = [paragraph.ordinal for paragraph in article.paragraphs]
    assert ordinals == list(range(1, len(ordinals) + 1))


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("siberia", "power-of-siberia.txt"),
        ("SIBERIA", "power-of-siberia.txt"),
        ("power-of-sibiria.txt", "power-of-siberia.txt"),
        ("2017", "2017-06-15-astana-enlargement.txt, 2017-07-06-hamburg-g20.txt"),
    ],
)
def test_a_name_nobody_has_is_answered_with_those_near_it(
    index: pincite.Index, name: str, hint: str
) -> None:
    with pytest.raises(pincite.ArticleNotFound) as caught:
        index.article(name)
    assert hint in str(caught.value)


@pytest.mark.parametrize("name", ["", ".", "/", "..", "zzzz"])
def test_a_name_like_no_other_is_just_not_found(index: pincite.Index, name: str) -> None:
    with pytest.raises(pincite.ArticleNotFound, match="no article is called"):
        index.article(name)


def test_a_name_that_several_have_is_answered_with_all(tmp_path: Path) -> None:
    for name in ("a/same.txt", "b/same.txt", "b/same.md", "c/other.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Same\n\nThe same text.\n", "utf-8")
    pincite.build_index(tmp_path, keep_duplicates=True)
    with pincite.open_index(tmp_path) as index:
        with pytest.raises(pincite.ArticleNotFound, match=r"a/same\.txt, b/same\.md, b/same\.txt"):
            index.article("same")
        with pytest.raises(pincite.ArticleNotFound, match=r"a/same\.txt, b/same\.txt"):
            index.article("same.txt")
        assert index.article("same.md").id == "b/same.md"
        assert index.article("a/same").id == "a/same.txt"
        assert index.article("b/same.txt").id == "b/same.txt"


def test_stats_count_what_is_there(index: pincite.Index) -> None:
    stats = index.stats()
    articles = [index.article(article.id) for article in index.articles()]
    assert stats.articles == len(articles)
    assert stats.paragraphs == sum(len(article.paragraphs) for article in articles)
    assert stats.paragraphs == index.find("NOT xyzzy").total
    assert stats.words > 10_000


def test_the_lexicon_has_every_word_and_its_stem(index: pincite.Index) -> None:
    lexicon = index.lexicon()
    assert lexicon["allies"] == lexicon["allied"] == "alli"
    lexicon.clear()
    assert index.lexicon()


def test_an_index_says_where_it_is(index: pincite.Index, corpus_index: Path) -> None:
    assert index.path == corpus_index
    assert str(corpus_index) in repr(index)
    assert pincite.find_index(corpus_index.parent) == corpus_index


def test_a_closed_index_says_so(corpus_index: Path) -> None:
    index = pincite.open_index(corpus_index)
    index.close()
    index.close()
    for use in (index.stats, index.articles, index.lexicon, lambda: index.find("ally")):
        with pytest.raises(ValueError, match="closed"):
            use()


def test_where_there_is_no_index_it_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(pincite.IndexMissing, match="pincite index"):
        pincite.open_index(tmp_path)
    with pytest.raises(pincite.IndexMissing, match="pincite index"):
        pincite.find_index(tmp_path)


def test_what_is_no_text_is_refused_by_name(index: pincite.Index) -> None:
    with pytest.raises(TypeError, match="a query is a string, not NoneType"):
        index.find(None)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="an article's name is a string, not int"):
        index.article(7)  # type: ignore[arg-type]


def test_an_index_says_where_its_ids_start(index: pincite.Index, corpus: Path) -> None:
    assert index.root == corpus.resolve()
    assert all((index.root / article.id).is_file() for article in index.articles())
