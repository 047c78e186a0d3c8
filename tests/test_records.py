"""Articles and paragraphs into stored records and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.errors import CorruptIndex
from pincite.indexer.articles import Article, Kind, Paragraph
from pincite.indexer.records import (
    ParagraphRecord,
    SourceState,
    dump_article,
    dump_paragraph,
    load_article,
    load_paragraph,
)
from profiles import examples

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
number = st.integers(0, 1 << 53)
span = st.tuples(number, number)
states = st.builds(SourceState, text, number, st.integers(-(1 << 62), 1 << 62), text)
articles = st.builds(
    Article,
    **dict.fromkeys([name for name in Article.__annotations__ if name != "paragraphs"], text),
)
paragraphs = st.builds(
    Paragraph,
    ordinal=number,
    text=text,
    kind=st.sampled_from(Kind),
    lines=span,
    chars=span,
    sentences=st.lists(span, max_size=3).map(tuple),
    heading=text,
)


@examples(100)
@given(articles, states)
def test_an_article_comes_back_as_it_was(article: Article, state: SourceState) -> None:
    assert load_article(dump_article(article, state)) == (article, state)


@examples(100)
@given(text, paragraphs, st.lists(number, min_size=1, max_size=3).map(tuple))
def test_a_paragraph_comes_back_as_it_was(
    article: str, paragraph: Paragraph, passages: tuple[int, ...]
) -> None:
    record = ParagraphRecord(article, paragraph, passages)
    assert load_paragraph(dump_paragraph(record)) == record


def test_the_paragraphs_of_an_article_are_not_stored_with_it() -> None:
    paragraph = Paragraph(1, "text", Kind.BODY, (1, 1), (0, 4), ((0, 4),))
    record = dump_article(
        Article("a", "a", "A", paragraphs=(paragraph,)), SourceState("a", 0, 0, "")
    )
    assert load_article(record)[0] == Article("a", "a", "A")


PARAGRAPH = {
    "article": "a",
    "ordinal": 1,
    "text": "x",
    "kind": "body",
    "lines": [1, 1],
    "chars": [0, 1],
    "sentences": [[0, 1]],
    "heading": "",
    "passages": [0],
}


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", "7", '"x"', "{}", '{"metadata": 1}'])
def test_a_damaged_record_is_told_as_such(damage: str) -> None:
    with pytest.raises(CorruptIndex, match="an article's record is damaged"):
        load_article(damage)
    with pytest.raises(CorruptIndex, match="a paragraph's record is damaged"):
        load_paragraph(damage)


@pytest.mark.parametrize(
    ("name", "value"),
    [("kind", "poem"), ("lines", [1]), ("chars", None), ("sentences", [1]), ("passages", None)],
)
def test_a_paragraph_with_one_wrong_value_is_damaged(name: str, value: object) -> None:
    assert load_paragraph(json.dumps(PARAGRAPH)).paragraph.ordinal == 1
    with pytest.raises(CorruptIndex, match="a paragraph's record is damaged"):
        load_paragraph(json.dumps(PARAGRAPH | {name: value}))


def test_an_article_with_an_unknown_field_is_damaged() -> None:
    record = {
        "metadata": {"id": "a", "path": "a", "title": "", "price": 3},
        "source": ["a", 0, 0, ""],
    }
    with pytest.raises(CorruptIndex, match="price"):
        load_article(json.dumps(record))
