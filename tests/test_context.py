"""What stands beside a place of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.search.hits.context import after, before
from pincite.search.hits.graphemes import may_cut
from profiles import examples

TEXT = "The harbour was closed on Monday."
PLACE = TEXT.index("closed")


@pytest.mark.parametrize(
    ("reach", "left", "right"),
    [
        (99, "The harbour was ", "closed on Monday."),
        (17, "The harbour was ", "closed on Monday."),
        (16, "The harbour was ", "closed on"),
        (15, "harbour was ", "closed on"),
        (12, "harbour was ", "closed on"),
        (11, "was ", "closed on"),
        (9, "was ", "closed on"),
        (8, "was ", "closed"),
        (6, "was ", "closed"),
        (4, "was ", "clos"),
        (2, "s ", "cl"),
        (0, "", ""),
    ],
)
def test_whole_words_as_long_as_one_fits(reach: int, left: str, right: str) -> None:
    assert before(TEXT, PLACE, reach) == left
    assert after(TEXT, PLACE, reach) == right


def test_a_place_inside_of_a_word_has_its_pieces_beside_it() -> None:
    assert before("one two-three four", 8, 6) == "two-"
    assert after("one two-three four", 7, 7) == "-three"


def test_no_grapheme_is_cut() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert before(f"x{family}{family}", 11, 7) == family
    assert after(f"{family}{family}x", 0, 7) == family
    assert before("cafe\u0301", 5, 1) == ""
    assert after("cafe\u0301", 3, 1) == ""


texts = st.text(st.sampled_from("ab \n\u0301\u200d\U0001f468é中&;"), max_size=30)


@examples(300)
@given(texts, st.integers(0, 30), st.integers(0, 12))
def test_what_stands_there_and_no_more(text: str, place: int, reach: int) -> None:
    place = min(place, len(text))
    left, right = before(text, place, reach), after(text, place, reach)
    assert text[:place].endswith(left)
    assert text[place:].startswith(right)
    assert max(len(left), len(right)) <= reach
    for cut in (place - len(left), place + len(right)):
        assert cut == place or may_cut(text, cut)
    if len(left) < place and left.strip() and any(map(str.isspace, left.rstrip())):
        assert text[place - len(left) - 1].isspace()
    if len(right) < len(text) - place and any(map(str.isspace, right.strip())):
        assert text[place + len(right)].isspace()
