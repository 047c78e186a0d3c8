"""Long paragraphs cut at sentence ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.indexer.analysis import tokenize
from pincite.indexer.passages import LONGEST, split_passages
from profiles import examples
from reference import Text, passages


def split(lengths: list[int], longest: int) -> tuple[int, ...]:
    """The passages of a text whose sentences have these numbers of words."""
    text = _text(lengths)
    words = [token.start for token in tokenize(text.text)]
    return split_passages(words, text.sentence_spans, longest)


def _text(lengths: list[int]) -> Text:
    return Text("a", 1, "body", tuple(("word",) * length for length in lengths))


@pytest.mark.parametrize(
    ("lengths", "starts"),
    [
        ([], (0,)),
        ([10], (0,)),
        ([4, 6], (0,)),
        ([4, 6, 1], (0, 10)),
        ([4, 7], (0, 4)),
        ([11], (0,)),
        ([11, 11], (0, 11)),
        ([11, 1, 1], (0, 11)),
        ([1, 11, 1], (0, 1, 12)),
        ([5, 5, 5, 5, 5], (0, 10, 20)),
        ([9, 2, 8, 3], (0, 9, 19)),
    ],
)
def test_sentences_are_gathered_while_they_fit(lengths: list[int], starts: tuple[int, ...]) -> None:
    assert split(lengths, 10) == starts


def test_three_hundred_words_stay_whole() -> None:
    assert LONGEST == 300
    assert split([100, 100, 100], LONGEST) == (0,)
    assert split([100, 100, 100, 1], LONGEST) == (0, 300)


@examples(200)
@given(st.lists(st.integers(1, 12), max_size=12), st.integers(1, 12))
def test_passages_are_those_of_the_plain_rule(lengths: list[int], longest: int) -> None:
    expected = tuple(start for start, _ in passages(_text(lengths), longest))
    assert split(lengths, longest) == expected


def test_words_that_no_sentence_covers_belong_to_the_one_before() -> None:
    words = [token.start for token in tokenize("one two. three four. five six")]
    assert split_passages(words, ((0, 8), (9, 20)), 2) == (0, 2)
    assert split_passages(words, (), 2) == (0,)
