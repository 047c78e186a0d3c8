"""Where the leaves of a query stand, against reading every word of the text."""

from __future__ import annotations

import re
import sys
from collections import Counter
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.indexer.analysis import Token, fold, tokenize
from pincite.search.hits.highlight import Highlighter, Sought
from pincite.search.hits.plain import plain_text
from profiles import examples


class Match(NamedTuple):
    start: int
    end: int
    leaf: int


def read_all(text: str, leaves: list[Sought]) -> list[Match]:
    """Every word tried as the first of every leaf."""
    tokens = tokenize(text)
    matches = []
    for number, leaf in enumerate(leaves):
        if leaf.within:
            places = near(tokens, leaf)
            matches += [Match(tokens[place].start, tokens[place].end, number) for place in places]
            continue
        size = len(leaf.places)
        for first in range(len(tokens) - size + 1):
            words = tokens[first : first + size]
            if all(word.surface in forms for word, forms in zip(words, leaf.places, strict=True)):
                matches.append(Match(words[0].start, words[-1].end, number))
    return sorted(matches)


def near(tokens: list[Token], leaf: Sought) -> set[int]:
    """Every stretch tried that begins with a word sought, from the shortest on."""
    found = set()
    for first, token in enumerate(tokens):
        if not any(token.surface in forms for forms in leaf.places):
            continue
        for last in range(first, min(first + leaf.within, len(tokens) - 1) + 1):
            surfaces = [token.surface for token in tokens[first : last + 1]]
            if all(
                sum(surface in forms for surface in surfaces) >= count
                for forms, count in Counter(leaf.places).items()
            ):
                places = range(first, last + 1)
                sought = frozenset[str]().union(*leaf.places)
                found |= {place for place in places if tokens[place].surface in sought}
                break
    return found


def find(text: str, leaves: list[Sought]) -> list[Match]:
    return [Match(*match) for match in Highlighter(leaves).matches(text)]


def word(*forms: str) -> Sought:
    return Sought((frozenset(forms),), 1.5)


def phrase(*words: str) -> Sought:
    return Sought(tuple(frozenset([word]) for word in words), 2.5)


# What the analysis knows of, and what looks like it and is something else.
JOINTS = ["'", "’", "‘", "ʼ", "＇", ".", ".", "-", "_", "…", "“", "/"]
SPACES = [" ", " ", " ", "\n", "\t", "\u00a0", "\x1f", ", "]
LETTERS = ["a", "b", "s", "u", "A", "U", "us", "ab", "1", "2"]
ACCENTED = ["é", "e\u0301", "Ł", "İ", "ı", "ſ", "K", "ª", "ａ", "ő"]
WIDE = ["ß", "ﬁ", "æ", "Œ", "þ", "½", "²", "ŉ", "ǰ", "д", "Й", "ς", "Σ", "ΐ", "\u0345"]
STRANGE = ["\u0301", "\u20dd", "\x00", "\x7f", "\ud800", "\udc00", "٣", "۴", "①", "ⓐ", "\u00ad"]
UNSPACED = ["北", "京", "ｱ", "ﾞ", "か", "\u3099", "ก", "ำ", "々", "ᄀ", "ᅡ", "한"]
PLAIN = [*LETTERS, *LETTERS, "'", ".", "-", *SPACES]
COMMON = [*PLAIN, "’", "“", "–", *ACCENTED]
ALL = [*PLAIN, *JOINTS, *ACCENTED, *WIDE, *STRANGE, *UNSPACED, *SPACES]

texts = st.sampled_from([PLAIN, COMMON, [*COMMON, *WIDE], ALL]).flatmap(
    lambda pieces: st.lists(st.sampled_from(pieces), max_size=40).map("".join)
)


@st.composite
def searches(draw: st.DrawFn) -> tuple[str, list[Sought]]:
    """A text, and leaves of which many stand in it or nearly so."""
    text = draw(texts)
    surfaces = [token.surface for token in tokenize(text)] or ["a"]
    noise = st.one_of(
        st.sampled_from(surfaces).map(lambda surface: surface[:-1]),
        st.sampled_from(surfaces).map(lambda surface: surface[1:]),
        st.tuples(st.sampled_from(surfaces), st.sampled_from("as'1")).map("".join),
        st.text(st.sampled_from("abus'12é"), max_size=4).map(fold),
    )
    leaves = []
    for _ in range(draw(st.integers(0, 4))):
        first = draw(st.integers(0, len(surfaces) - 1))
        words = surfaces[first : first + draw(st.sampled_from([1, 1, 1, 2, 3]))]
        places = tuple(frozenset([word, *draw(st.lists(noise, max_size=3))]) for word in words)
        leaves.append(Sought(places, 1.5))
    return text, leaves


@examples(300)
@given(searches())
def test_as_if_every_word_were_read(search: tuple[str, list[Sought]]) -> None:
    text, leaves = search
    assert find(text, leaves) == read_all(text, leaves)


@examples(300)
@given(st.text(max_size=40), st.data())
def test_in_any_text(text: str, data: st.DataObject) -> None:
    surfaces = [token.surface for token in tokenize(text)] or ["a"]
    leaves = [word(*data.draw(st.lists(st.sampled_from(surfaces), min_size=1, max_size=3)))]
    assert find(text, leaves) == read_all(text, leaves)


@pytest.mark.parametrize(
    ("text", "leaf", "found"),
    [
        ("Ally, allies; rally, ally-in-law", word("ally", "allies"), ["Ally", "allies", "ally"]),
        ("unions union", word("union", "unions"), ["unions", "union"]),
        ("ally's ‘ally’ all' ally", word("ally"), ["ally", "ally"]),
        ("don't DON’T don`t", word("don't"), ["don't", "DON’T"]),
        ("Use us: the U.S. or u.s.a. and U.S.-made", word("us"), ["us", "U.S.", "U.S."]),
        ("the end.Next us.us", word("next", "us"), ["Next", "us", "us"]),
        ("a.b.c'd cafe's", word("d", "abc"), ["a.b.c", "d"]),
        ("Café cafe\u0301 CAFÉ", word("cafe"), ["Café", "cafe\u0301", "CAFÉ"]),
        ("Straße, Strasse", word("strasse"), ["Straße", "Strasse"]),
        ("Straße und Weg", word("weg"), ["Weg"]),
        ("в России мир", word("мир"), ["мир"]),
        ("北京大学", phrase("北京", "京大"), ["北京大"]),
        ("a a a", phrase("a", "a"), ["a a", "a a"]),
        ("Silk – “Road”", phrase("silk", "road"), ["Silk – “Road"]),
        ("silk Я road", phrase("silk", "road"), []),
        ("silk \x7f road", phrase("silk", "road"), ["silk \x7f road"]),
        ("the U.S. Navy, the US Navy", phrase("us", "navy"), ["U.S. Navy", "US Navy"]),
        ("anything", Sought((frozenset(),), 1.0), []),
        ("“'Ally' and ''ally'', 'ally's'", word("ally"), ["Ally", "ally"]),
        ("ally  ally,ally", word("ally", "allying"), ["ally", "ally", "ally"]),
    ],
)
def test_what_is_found(text: str, leaf: Sought, found: list[str]) -> None:
    assert [text[match.start : match.end] for match in find(text, [leaf])] == found


@st.composite
def scattered(draw: st.DrawFn) -> tuple[str, list[Sought]]:
    """A text of few words, and words that are sought near each other in it."""
    forms = st.sampled_from(["a", "b", "c", "us", "d'e"])
    joints = st.sampled_from([" ", " ", " ", "; ", ". ", " U.S. ", " 北京 ", " é "])
    words = draw(st.lists(st.tuples(st.one_of(forms, st.just("x")), joints), max_size=30))
    text = "".join(word + joint for word, joint in words)
    leaves = []
    for _ in range(draw(st.integers(1, 2))):
        sets = st.frozensets(forms, min_size=1, max_size=2)
        places = draw(st.lists(sets, min_size=1, max_size=3))
        places += draw(st.lists(st.sampled_from(places), max_size=1))
        leaves.append(Sought(tuple(places), 1.5, draw(st.integers(1, 12))))
    return text, leaves


@examples(500)
@given(scattered())
def test_words_near_each_other_as_if_every_stretch_were_tried(
    search: tuple[str, list[Sought]],
) -> None:
    text, leaves = search
    assert find(text, leaves) == read_all(text, leaves)


@pytest.mark.parametrize(
    ("text", "words", "within", "found"),
    [
        ("Gas for oil. Oil!", ["oil", "gas"], 1, []),
        ("Gas for oil. Oil!", ["oil", "gas"], 2, ["Gas", "oil"]),
        ("Gas for oil. Oil!", ["oil", "gas"], 9, ["Gas", "oil"]),
        ("oil gas oil", ["gas", "oil"], 1, ["oil", "gas", "oil"]),
        ("oil oil gas", ["gas", "oil"], 1, ["oil", "gas"]),
        ("oil oil gas", ["gas", "oil"], 2, ["oil", "oil", "gas"]),
        ("oil and oil", ["oil", "oil"], 1, []),
        ("oil and oil", ["oil", "oil"], 2, ["oil", "oil"]),
        ("U.S. gas, 北京 oil", ["us", "oil"], 2, []),
        ("U.S. gas, 北京 oil", ["us", "oil"], 3, ["U.S.", "oil"]),
        ("the U.S. gas", ["us", "gas"], 1, ["U.S.", "gas"]),
        ("gas", ["gas", "oil"], 5, []),
    ],
)
def test_what_is_found_near_each_other(
    text: str, words: list[str], within: int, found: list[str]
) -> None:
    leaf = Sought(tuple(frozenset([word]) for word in words), 1.0, within)
    assert [text[match.start : match.end] for match in find(text, [leaf])] == found


@examples(100)
@given(texts, st.integers(20, 60))
def test_many_forms_are_found_as_few_are(text: str, size: int) -> None:
    surfaces = {token.surface for token in tokenize(text)}
    forms = sorted(surfaces)[::2] + [f"{chr(97 + i % 26)}{i}" for i in range(size)]
    assert find(text, [word(*forms)]) == read_all(text, [word(*forms)])


def test_a_match_knows_its_leaf() -> None:
    leaves = [word("b"), phrase("a", "b")]
    assert find("a b", leaves) == [Match(0, 3, 1), Match(2, 3, 0)]


def test_one_highlighter_serves_many_texts() -> None:
    highlighter = Highlighter([word("us")])
    assert [len(highlighter.matches(text)) for text in ["us", "U.S.", "", "ús", "us us"]] == [
        1, 1, 0, 1, 2,
    ]  # fmt: skip


def test_a_plain_text_has_the_words_of_the_text() -> None:
    """Every character that one stands for in a plain text, beside letters, dots and itself."""
    for character in map(chr, range(128, sys.maxunicode + 1)):
        text = f"a{character}b x.{character}.y {character}{character}.{character} '{character}'1"
        made = plain_text(text, "")
        if made is None:
            continue
        plain, acronym_ends = made
        read = tokenize(text)
        words = [(word[0].decode(), *word.span()) for word in re.finditer(rb"[^ ]+", plain)]
        assert [(start - 1, acronym_ends.get(end - 1, end - 1)) for _, start, end in words] == [
            (start, end) for _, start, end in read
        ], hex(ord(character))
        # A letter with no like in ASCII stands as one that is in no word.
        is_opaque = b"\x7f" in plain
        for (word, _, _), (surface, start, end) in zip(words, read, strict=True):
            if is_opaque and character in text[start:end]:
                assert "\x7f" in word
                assert fold(character) in surface
            else:
                assert word == surface


@pytest.mark.parametrize(
    "text",
    [
        "a'" * 30_000,
        "a." * 30_000,
        "us.us-" * 12_000,
        "’us" * 20_000,
        "usa" * 20_000,
        "北京" * 30_000,
        "é" * 60_000,
        "".join(map(chr, range(0xC0, 0x3000))) * 4,
        "us " * 20_000,
        "'" * 60_000,
        "us''" * 20_000,
    ],
    ids=lambda text: ascii(text[:6]),
)
def test_long_texts_without_a_space_are_no_trouble(text: str) -> None:
    near = Sought((frozenset(["us"]), frozenset(["a", "usa"])), 1.0, 3)
    leaves = [word("us", "a", "e"), phrase("us", "us"), word("北京"), near]
    assert find(text, leaves) == read_all(text, leaves)
