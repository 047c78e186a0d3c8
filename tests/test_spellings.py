"""Other spellings for words that are nowhere."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pincite
from pincite.search.advice.rewriting import respelt
from pincite.search.advice.spellings import (
    FARTHEST,
    MOST,
    Spelling,
    distance,
    farthest,
    forms_near,
    likeliest,
    suggest,
    words_near,
)
from pincite.search.snapshot import Snapshot
from profiles import examples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def plain_distance(one: str, other: str) -> int:
    """The fewest insertions, deletions, changes and swaps, no letter touched twice."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        plain_distance(one[1:], other) + 1,
        plain_distance(one, other[1:]) + 1,
        plain_distance(one[1:], other[1:]) + (one[0] != other[0]),
    ]
    if one[:2] == other[:2][::-1] and len(one) > 1 and len(other) > 1:
        ways.append(plain_distance(one[2:], other[2:]) + 1)
    return min(ways)


few = st.text("abc", max_size=5)


@examples(200)
@given(few, few, st.integers(0, 6))
def test_distance_is_the_fewest_edits_up_to_its_limit(one: str, other: str, limit: int) -> None:
    assert distance(one, other, limit) == min(plain_distance(one, other), limit + 1)


COUNTS = {
    "alliance": 5,
    "alliances": 2,
    "dalliance": 9,
    "treaty": 4,
    "treat": 1,
    "gone": 0,
    "us": 7,
}


def known(_: str, word: str, edits: int) -> Iterable[Spelling]:
    return words_near(COUNTS, word, edits)


def in_text(*words: str) -> list[tuple[str, str]]:
    return [("", word) for word in words]


@pytest.mark.parametrize(
    ("query", "missing", "expected"),
    [
        ("aliance", ["aliance"], ["alliance", "alliances", "dalliance"]),
        ("Aliance of treaty", ["aliance"], ["alliance of treaty", "alliances of treaty"]),
        ('"the aliance" +treaty', ["aliance"], ['"the alliance" +treaty']),
        ("aliance AND (trety OR x)", ["aliance", "trety", "x"], ["alliance AND (treaty OR x)"]),
        ("traety", ["traety"], ["treaty"]),
        ("trety~1", ["trety"], ["treaty~1"]),
        ("aliance aliance", ["aliance"], ["alliance alliance"]),
        ("goen", ["goen"], []),
        ("photocopier", ["photocopier"], []),
        ("x", ["x"], []),
        ("ux", ["ux"], []),
        ("treaty", [], []),
    ],
)
def test_likeliest_spellings_come_first(
    query: str, missing: list[str], expected: list[str]
) -> None:
    found = list(suggest(query, in_text(*missing), known))
    assert found[: len(expected)] == expected
    assert bool(found) == bool(expected)


def test_a_word_is_spelt_otherwise_in_its_field_alone() -> None:
    query = "trety author:trety title:trety"
    assert next(suggest(query, [("author", "trety")], known)) == "trety author:treaty title:trety"
    assert next(suggest(query, in_text("trety"), known)) == "treaty author:trety title:trety"


def test_an_operator_is_not_respelt() -> None:
    assert respelt('gas OR "or"', {("", "or"): "of"}) == 'gas OR "of"'


@pytest.mark.parametrize(
    ("word", "counts", "expected"),
    [
        # How often
        ("carx", {"cart": 1, "card": 3, "care": 2}, ["card", "care", "cart"]),
        # Equally likely: by the alphabet
        ("carx", {"cart": 2, "card": 2}, ["card", "cart"]),
        # An edit is worth very much, but not everything
        ("stronx", {"strona": 1, "string": 900}, ["strona", "string"]),
        ("stronx", {"strona": 1, "string": 1100}, ["string", "strona"]),
        # The first letter is seldom wrong
        ("helum", {"velum": 40, "helem": 1}, ["helem", "velum"]),
        ("helum", {"velum": 90, "helem": 1}, ["velum", "helem"]),
        # Letters swapped and doubled are likelier than others
        ("traety", {"treaty": 1, "trasty": 50}, ["treaty", "trasty"]),
        ("comittee", {"committee": 1, "comintee": 50}, ["committee", "comintee"]),
        # The word itself, and what there is no more, are no other spellings
        ("gas", {"gas": 5, "gaz": 0, "gap": 1}, ["gap"]),
    ],
)
def test_what_was_most_likely_meant(word: str, counts: dict[str, int], expected: list[str]) -> None:
    assert likeliest(word, words_near(counts, word, farthest(word))) == expected


def test_longer_words_may_be_further_away() -> None:
    reach = [farthest("x" * length) for length in range(1, 12)]
    assert reach == [0, 0, 1, 1, 2, 2, 2, 2, 3, 3, 3]


def test_there_are_only_a_few() -> None:
    counts = {f"car{letter}": 1 for letter in string.ascii_lowercase}
    assert len(likeliest("car9", words_near(counts, "car9", 1))) == MOST


@pytest.fixture(scope="module")
def index(corpus_index: Path) -> Iterator[pincite.Index]:
    with pincite.open_index(corpus_index) as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("helum", "helium"),
        ("Kerimbayev", "kerimbaev"),
        ("Skirpal", "skripal"),
        ("alliance AND photocopeir", None),
        ("delegates AND photocopeir", "delegates AND photocopier"),
        ("helum AND photocopyer", None),
        ("kerimabyve~1", "kerimbaev~1"),
        ("+helum +procesing", "+helium +processing"),
        ('"comprehensive stratgic partnership"', '"comprehensive strategic partnership"'),
        ('"partnership stratgic"', '"partnership strategic"~8'),
        ("author:Reyse", "author:reyes"),
        ('gas author:"Anna Reyse"', 'gas author:"Anna reyes"'),
        ("author:Reyse zzzqq", None),
        ("publication:Legder gas", "publication:ledger gas"),
        ('title:"silk raod"', 'title:"silk road"'),
        ("title:raods ice", "title:road ice"),
        ("kind:quote gas author:Reyes", None),
        ("=alliancing", "alliancing"),
        ('+="strategic of partnerships"', '+"strategic of partnerships"~8'),
        ('"partnership comprehensive"', '"partnership comprehensive"~8'),
        ('"rouble AND Yuan’s (helium)"', "rouble and Yuan’s helium"),
        ('+"rouble helium yuan" gas', "+(rouble helium yuan) gas"),
        ('"rouble helium yuan" AND gas', "(rouble helium yuan) AND gas"),
        ('-"rouble helium yuan" zzzqq', None),
        ("xyzzyx", None),
    ],
)
def test_what_is_suggested_for_the_corpus(
    index: pincite.Index, query: str, best: str | None
) -> None:
    assert next(iter(index.find(query).suggestions), None) == best


@pytest.mark.parametrize("word", ["Erdogn", "Çavusoglou", "re-deploymnt", "Svobodyn", "alianse"])
@pytest.mark.parametrize("frame", ["{}", '"{}"', "+{} -nato", "the {}", "={}", "({} OR xyzzyx)"])
def test_a_suggestion_always_finds_something(index: pincite.Index, word: str, frame: str) -> None:
    results = index.find(frame.format(word))
    assert results.missing
    assert all(index.find(other).total for other in results.suggestions)
    assert results.suggestions or results.respelt


@examples(80)
@given(st.data())
def test_a_slip_of_the_pen_is_seen_through(index: pincite.Index, data: st.DataObject) -> None:
    long = sorted(word for word in index.lexicon() if len(word) > 2 * FARTHEST and word.isalpha())
    word = data.draw(st.sampled_from(long))
    at = data.draw(st.integers(0, len(word) - 1))
    slip = data.draw(st.sampled_from(["", word[at] * 2, "q"]))
    results = index.find(f"={word[:at]}{slip}{word[at + 1 :]}")
    assert results.total or results.suggestions
    assert all(index.find(other).total for other in results.suggestions)


SLIPS = """
    partnreship-partnership goverment-government comprehesive-comprehensive stategic-strategic
    aliance-alliance sancions-sanctions piplnie-pipeline Erdogn-erdogan diplomcy-diplomacy
    hellium-helium agrement-agreement negotaitors-negotiators infrastrucure-infrastructure
    Kremiln-kremlin Bejing-beijing Mosocw-moscow Chinnese-chinese Rusian-russian artcic-arctic
    millitary-military econmic-economic presidnet-president minsiter-minister forign-foreign
    realtions-relations secuirty-security carreirs-carriers Siberai-siberia
    presdential-presidential annnouncement-announcement
""".split()


@pytest.mark.parametrize("slip", SLIPS)
def test_what_a_reader_would_have_meant_comes_first(index: pincite.Index, slip: str) -> None:
    written, meant = slip.split("-")
    assert index.find(f"={written}").suggestions[0] == f"={meant}"


def test_missing_words_are_those_that_are_nowhere(index: pincite.Index) -> None:
    assert index.find("Xyzzy alliance xyzzy -plugh").missing == ("xyzzy",)
    assert index.find('"alliance xyzzy" =plugh').missing == ("xyzzy", "plugh")
    assert index.find("=alliancing").missing == ("alliancing",)
    assert index.find("alliancing").missing == ()
    assert index.find("alliance").suggestions == ()


def test_asking_for_a_word_does_not_make_it_known(index: pincite.Index) -> None:
    before = index.lexicon()
    assert index.find("xyzzyx plughing").total == 0
    assert index.lexicon() == before


def test_a_page_in_another_language_is_not_corrected_word_by_word() -> None:
    asked: list[str] = []

    def treaty(_: str, word: str, edits: int) -> Iterable[Spelling]:
        asked.append(word)
        return words_near({"treaty": 1}, word, edits)

    words = [f"{letter}reaty" for letter in string.ascii_lowercase if letter != "t"]
    (first, *_) = suggest(" ".join(words), in_text(*words), treaty)
    assert first.split().count("treaty") == len(asked) == 5


letters = st.text("abcdef", min_size=5, max_size=8)


@examples(200)
@given(letters, st.lists(letters, max_size=8, unique=True))
def test_no_near_spelling_is_passed_over(word: str, known: list[str]) -> None:
    near = {other for other in known if 0 < distance(word, other, 2) <= 2}
    found = likeliest(word, words_near(dict.fromkeys(known, 1), word, farthest(word)))
    assert set(found) <= near
    assert len(found) == min(len(near), MOST)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """An index of which words are gone."""
    folder = tmp_path_factory.mktemp("forms")
    (folder / "one.txt").write_text("The gas, the gases and the gasoline. Gæs 𐐨𐐩.\n", "utf-8")
    pincite.build_index(folder)
    with pincite.open_index(folder) as opened:
        opened.add("two", "Gas and gassed glass.")
        opened.add("three", "Gasp, gast, gap and gag.")
        opened.commit()
        opened.remove("three")
        opened.commit()
        return Snapshot(opened.path)


@examples(200)
@given(
    st.one_of(
        st.text("gasepl", min_size=1, max_size=6), st.sampled_from(["gasolnie", "𐐨", "gæss"])
    ),
    st.integers(1, FARTHEST),
)
def test_forms_of_an_index_are_found_as_among_any_words(
    snapshot: Snapshot, word: str, edits: int
) -> None:
    forms = {form for form, _ in snapshot.words_and_stems("english")}
    counts = {form: snapshot.surface_frequency(form) for form in forms}
    assert counts["gas"] == 2
    assert set(forms_near(snapshot, word, edits)) == set(words_near(counts, word, edits))
