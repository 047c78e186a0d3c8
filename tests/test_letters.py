"""Words that fit a pattern or are near a word, against all words tried one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.indexer.codec.arrays import ArrayFile, ArrayFileWriter
from pincite.indexer.codec.strings import Strings, write_strings
from pincite.search.advice.spellings import distance
from pincite.search.expansion.edits import near
from pincite.search.expansion.letters import Letters
from pincite.search.expansion.patterns import fitting
from profiles import examples

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def letters_of(words: Sequence[str], folder: Path) -> Letters:
    path = folder / "words"
    path.unlink(missing_ok=True)
    with ArrayFileWriter(path) as writer:
        write_strings(writer, "words", words)
        writer.finish({})
    return Letters(Strings(ArrayFile(path), "words"))


def fits(pattern: str, word: str) -> bool:
    rule = "".join({"*": ".*", "?": "."}.get(letter, re.escape(letter)) for letter in pattern)
    return re.fullmatch(rule, word, re.DOTALL) is not None


few = st.sampled_from("aabбç'\U00010428")
some_words = st.lists(st.text(few, min_size=1, max_size=7), unique=True, max_size=30)
patterns = st.lists(few | st.sampled_from("**??"), min_size=1, max_size=8).map("".join)


@examples(300)
@given(words=some_words, pattern=patterns)
def test_what_fits_a_pattern(
    words: list[str], pattern: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = fitting(pattern, letters_of(words, tmp_path_factory.getbasetemp()))
    assert found.tolist() == [n for n, word in enumerate(words) if fits(pattern, word)]


@examples(300)
@given(words=some_words, word=st.text(few, min_size=1, max_size=7), edits=st.integers(1, 2))
def test_what_is_near_a_word(
    words: list[str], word: str, edits: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    numbers, distances = near(word, edits, letters_of(words, tmp_path_factory.getbasetemp()))
    apart = [(n, distance(word, other, edits)) for n, other in enumerate(words)]
    expected = [(n, edited) for n, edited in apart if edited <= edits]
    assert list(zip(numbers.tolist(), distances.tolist(), strict=True)) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("nego*", ["negotiate", "negotiation"]),
        ("*ation", ["negotiation", "nation"]),
        ("*tiat*", ["negotiate", "negotiation"]),
        ("na*on", ["nation"]),
        ("n*a*n", ["negotiation", "nation"]),
        ("*n*", ["negotiate", "negotiation", "nation"]),
        ("na?ion", ["nation"]),
        ("???", ["три", "öde"]),
        ("?р?", ["три"]),
        ("ö?*", ["öde"]),
        ("nation", ["nation"]),
        ("natio", []),
        ("*nationn", []),
        ("nation*nation", []),
        ("x*", []),
    ],
)
def test_patterns(pattern: str, expected: list[str], tmp_path: Path) -> None:
    words = ["negotiate", "negotiation", "nation", "три", "öde"]
    found = fitting(pattern, letters_of(words, tmp_path)).tolist()
    assert [words[number] for number in found] == expected


@pytest.mark.parametrize("word", ["a" * 400, "ab" * 200])
def test_long_words_do_not_overflow(word: str, tmp_path: Path) -> None:
    words = [word, word[:-1], word[:100] + "b" + word[101:], "b" * len(word)]
    numbers, distances = near(word, 2, letters_of(words, tmp_path))
    expected = [(n, distance(word, other, 2)) for n, other in enumerate(words)]
    assert list(zip(numbers.tolist(), distances.tolist(), strict=True)) == [
        (n, apart) for n, apart in expected if apart <= 2
    ]


@pytest.mark.parametrize("piece", ["*a", "?", "a*", "*?", "?*a"])
def test_the_longest_patterns_fit_the_longest_words_only(piece: str, tmp_path: Path) -> None:
    words = ["a" * length for length in (1, 50, 4000)]
    pattern = piece * (4000 // len(piece))
    found = fitting(pattern, letters_of(words, tmp_path)).tolist()
    least = len(pattern.replace("*", ""))
    assert found == [number for number, word in enumerate(words) if len(word) >= least]


def test_no_words_at_all(tmp_path: Path) -> None:
    letters = letters_of([], tmp_path)
    assert not len(fitting("a*", letters))
    assert not len(fitting("*a?*", letters))
    assert [len(each) for each in near("a", 2, letters)] == [0, 0]
    assert near("a", 2, letters)[1].dtype == np.int64
