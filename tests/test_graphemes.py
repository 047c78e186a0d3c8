"""Where a text may be divided, against an implementation of Unicode Standard Annex 29."""

from __future__ import annotations

from itertools import pairwise

import pytest
import regex
from hypothesis import assume, given
from hypothesis import strategies as st

from pincite.indexer.analysis import tokenize
from pincite.search.hits.graphemes import is_inside, may_cut, whole
from profiles import examples

ONE = [
    "e\u0301",
    "ש\u05b8\u05c1",  # a Hebrew letter with its points
    "م\u064f\u0651",  # an Arabic one with two signs
    "ที่",
    "กำ",
    "か\u3099",
    "ｶﾞ",
    "कि",
    "क्ष",
    "क्\u200dष",
    "한",
    "\u1112\u1161\u11ab",
    "👍🏽",
    "❤\ufe0f",
    "1\ufe0f\u20e3",
    "👨\u200d👩\u200d👧",
    "🇩🇪",
    "🏴\U000e0067\U000e0062\U000e007f",
    "می\u200c"[1:],
]
LETTERS = ["a", "B", "é", "я", "א", "ع", "東", "か", "ก", "ศ", "한", "🙂", "’", "—", "&", " ", "\n"]
PIECES = [*LETTERS, *ONE, *"".join(ONE)]

texts = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


def annex_29(text: str) -> set[int]:
    """Where a grapheme ends and another begins."""
    return {found.start() for found in regex.finditer(r"\X", text)} | {len(text)}


@pytest.mark.parametrize("grapheme", ONE, ids=ascii)
def test_a_grapheme_is_one(grapheme: str) -> None:
    text = f"x{grapheme}y"
    divided = [place for place in range(len(text) + 1) if not is_inside(text, place)]
    assert divided == [0, 1, len(text) - 1, len(text)]


@examples(250)
@given(texts)
def test_a_text_is_divided_only_where_the_annex_divides_it(text: str) -> None:
    # Of a virama that a mark is put on, no language makes use.
    assume(
        not regex.search(
            "\u094d\u200d?[\\p{M}\u200c\u200d🏽\uff9e\u0e33\U000e0020-\U000e007f]", text
        )
    )
    places = {place for place in range(len(text) + 1) if not is_inside(text, place)}
    alone = {place for place in places if text[:place] and text[place - 1].isspace()}
    assert places - alone <= annex_29(text)
    assert {0, len(text)} <= places


@examples(300)
@given(st.lists(st.sampled_from(LETTERS), max_size=30).map("".join))
def test_between_letters_and_signs_it_is_divided_everywhere(text: str) -> None:
    assert not [place for place in range(len(text)) if is_inside(text, place)]


@examples(250)
@given(texts, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=8))
def test_matches_are_widened_to_whole_graphemes(text: str, at: list[tuple[int, int]]) -> None:
    matches = sorted((a, min(a + size, len(text)), n) for n, (a, size) in enumerate(at))
    matches = [match for match in matches if match[0] < match[1]]
    widened = whole(text, matches)
    assert [leaf for _, _, leaf in widened] == [leaf for _, _, leaf in matches]
    places = [place for place in range(len(text) + 1) if not is_inside(text, place)]
    for (start, end, _), found in zip(matches, widened, strict=True):
        assert found[:2] == (
            max(place for place in places if place <= start),
            min(place for place in places if place >= end),
        )
    assert all(one[0] <= other[0] for one, other in pairwise(widened))


@examples(300)
@given(texts)
def test_a_word_that_is_widened_has_no_white_space_at_its_ends(text: str) -> None:
    words = [(start, end, 0) for _, start, end in tokenize(text)]
    found = [text[start:end] for start, end, _ in whole(text, words)]
    assert found == [word.strip() for word in found]


@pytest.mark.parametrize("entity", ["&amp;", "&#8217;", "&#x2019;", "&nbsp;", "&frac12;"])
def test_no_entity_is_cut(entity: str) -> None:
    text = f"AT{entity}T"
    assert [place for place in range(len(text)) if may_cut(text, place)] == [
        0, 1, 2, len(text) - 1,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["Q&A;", "a&b c;", "&;", "&#;", "&amp", "x=1&y=2", f"&{'a' * 99};"]
)
def test_what_is_no_entity_is_cut_anywhere(text: str) -> None:
    assert all(may_cut(text, place) for place in range(len(text)))


def test_a_grapheme_as_long_as_the_text_is_no_trouble() -> None:
    text = "ก" + "\u0e48" * 60_000
    words = [(start, end, 0) for _, start, end in tokenize(text)]
    assert {match[:2] for match in whole(text, words)} == {(0, len(text))}
