"""Articles and paragraphs into stored records and back."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.errors import CorruptIndex
from pincite.indexer.articles import Article, Kind, Paragraph
from pincite.indexer.records import dump_article, dump_paragraph, load_article, load_paragraph
from profiles import examples

text = st.text(max_size=20)
number = st.integers(0, 1 << 31)
span = st.tuples(number, number).map(sorted).map(tuple)
APART = {"origins", "copies", "former", "paragraphs"}
articles = st.builds(
    Article,
    **dict.fromkeys([name for name in Article.__annotations__ if name not in APART], text),
    origins=st.dictionaries(text, text, max_size=3),
    former=st.lists(text, max_size=3).map(tuple),
)
anywhere = st.lists(st.integers(0, 200_000), max_size=8).map(sorted)
paragraphs = st.builds(
    Paragraph,
    ordinal=number,
    text=text,
    kind=st.sampled_from(Kind),
    lines=st.none() | span.map(lambda lines: (lines[0] + 1, lines[1] + 1)),
    chars=span,
    sentences=anywhere.map(lambda places: tuple(zip(places[::2], places[1::2], strict=False))),
    heading=text,
    pages=st.none() | span,
)


@st.composite
def split(draw: st.DrawFn) -> Paragraph:
    """A paragraph that its sentences fill, or nearly."""
    paragraph = draw(paragraphs)
    lengths = draw(st.lists(st.integers(0, 300), min_size=1, max_size=5))
    ends = list(accumulate(length + 1 for length in lengths))
    spans = [(end - 1 - length, end - 1) for length, end in zip(lengths, ends, strict=True)]
    text = "é" * (ends[-1] - 1 + draw(st.sampled_from([0, 0, 0, 1])))
    start = draw(number)
    beyond = draw(st.sampled_from([0, -1, 1, 5, 200]))
    return replace(
        paragraph,
        text=text,
        chars=(start, max(start, start + len(text) + beyond)),
        sentences=tuple(spans[draw(st.sampled_from([0, 0, 0, 1])) :]),
    )


PARAGRAPH = Paragraph(3, "Of ships.", Kind.BODY, (1, 2), (7, 16), ((0, 9),), "Ships")


def again(paragraph: Paragraph, words: bytes, numbers: bytes) -> Paragraph:
    return load_paragraph(words, numbers, paragraph.ordinal, paragraph.kind)


@examples(100)
@given(articles)
def test_an_article_comes_back_as_it_was(article: Article) -> None:
    assert load_article(dump_article(article)) == article


@examples(200)
@given(paragraphs | split())
def test_a_paragraph_comes_back_as_it_was(paragraph: Paragraph) -> None:
    assert again(paragraph, *dump_paragraph(paragraph)) == paragraph


def test_the_words_of_a_paragraph_are_apart_from_its_numbers() -> None:
    words, numbers = dump_paragraph(PARAGRAPH)
    assert words == b"ShipsOf ships."
    assert numbers == bytes([1, 1, 7, 0, 5, 4])  # one sentence, which is the text


def test_sentences_that_fill_a_text_take_a_byte_each_but_the_last() -> None:
    usual = replace(PARAGRAPH, sentences=((0, 2), (3, 9)))
    unusual = replace(PARAGRAPH, sentences=((0, 2), (4, 9)))
    assert dump_paragraph(usual)[1][5:] == bytes([8, 2])
    assert dump_paragraph(unusual)[1][5:] == bytes([9, 0, 2, 2, 5])


def test_pages_take_two_bytes_and_none_where_there_are_none() -> None:
    paged = replace(PARAGRAPH, lines=None, pages=(12, 13))
    assert dump_paragraph(paged)[1] == bytes([0, 0, 7, 0, 5, 6, 12, 1])
    assert len(dump_paragraph(replace(paged, pages=None))[1]) == 6


def test_a_paragraph_far_into_a_huge_source_comes_back() -> None:
    far = replace(PARAGRAPH, lines=(1 << 31, (1 << 31) + 5), chars=(1 << 40, (1 << 40) + 9))
    assert again(far, *dump_paragraph(far)) == far


def test_the_paragraphs_of_an_article_are_not_stored_with_it() -> None:
    record = dump_article(Article("a", "a", "A", paragraphs=(PARAGRAPH,)))
    assert load_article(record) == Article("a", "a", "A")


def test_the_copies_of_an_article_are_not_stored_with_it() -> None:
    assert dump_article(Article("a", "a", "A", copies=("b",))) == dump_article(
        Article("a", "a", "A")
    )


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"null", b"7", b'"x"', b"{}", b"\xff"])
def test_a_damaged_record_is_told_as_such(damage: bytes) -> None:
    with pytest.raises(CorruptIndex, match="an article's record is damaged"):
        load_article(damage)
    with pytest.raises(CorruptIndex, match="a paragraph's record is damaged"):
        load_paragraph(b"", damage, 1, Kind.BODY)


def test_a_paragraph_cut_short_is_damaged() -> None:
    far = replace(PARAGRAPH, lines=(1 << 31, 1 << 31), sentences=((0, 2), (3, 9)))
    paged = replace(far, pages=(1 << 20, 1 << 21))
    for paragraph in (PARAGRAPH, far, replace(far, sentences=((0, 2), (4, 9))), paged):
        words, numbers = dump_paragraph(paragraph)
        for size in range(len(numbers)):
            with pytest.raises(CorruptIndex, match="a paragraph's record is damaged"):
                again(paragraph, words, numbers[:size])
        for size in range(len(paragraph.heading)):
            with pytest.raises(CorruptIndex, match="a paragraph's record is damaged"):
                again(paragraph, words[:size], numbers)


def test_a_paragraph_with_numbers_too_many_is_damaged() -> None:
    words, numbers = dump_paragraph(PARAGRAPH)
    for more in (b"\1", b"\x80"):
        with pytest.raises(CorruptIndex, match="a paragraph's record is damaged"):
            again(PARAGRAPH, words, numbers + more)


def test_a_paragraph_that_is_no_utf_8_is_damaged() -> None:
    words, numbers = dump_paragraph(PARAGRAPH)
    for damaged in (b"\xff" + words[1:], words[:-1] + b"\xff"):
        with pytest.raises(CorruptIndex, match="a paragraph's record is damaged"):
            again(PARAGRAPH, damaged, numbers)


def test_an_article_with_an_unknown_field_is_damaged() -> None:
    with pytest.raises(CorruptIndex, match="price"):
        load_article(b'{"id": "a", "path": "a", "title": "", "price": 3}')
