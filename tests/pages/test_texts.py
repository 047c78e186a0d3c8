"""Texts in blocks, with symbols for frequent words: whatever is in them, it reads back."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_parts import Expected, Page, check, indexed, paragraph

from pincite.indexer.articles import Article, Kind
from pincite.indexer.weights import DEFAULT
from pincite.search.pages.dictionary import MOST, SYMBOLS, Coder, frequent
from profiles import examples
from reading import decoded

if TYPE_CHECKING:
    from collections.abc import Sequence

ODD = [
    "</script><script>alert(1)</script>",
    "a\rb\r\nc\td\n",
    "".join(map(chr, range(128))),
    "\x7fr \x7f\x01 r",
    '"quoted" \\backslash\\ <!-- ]]>',
    "\u2028 \u2029 \u202e \ufeff \xa0",
    "\ud83d \ude00 \udc00\ud800",
    "😀 𝔊as 𠀀𠀁",
    "  two  spaces  ",
    " ",
    "",
    "中々の文 ภาษาไทย",
]

odd_texts = st.lists(
    st.sampled_from([*ODD, "gas", "gas,", "gases", "the", " "]) | st.text(max_size=5)
).map(" ".join)


@given(odd_texts, st.lists(odd_texts, max_size=3))
@examples(300)
def test_coded_texts_read_back(text: str, sample: Sequence[str]) -> None:
    dictionary = frequent([each for each in [text, *sample] for _ in range(20)])
    coded = Coder(dictionary)(text)
    assert decoded(coded, dictionary) == text
    assert "\r" not in coded
    assert not set(coded) - set(text) - set(" r".join(SYMBOLS)) - {"\x7f"}


def test_frequent_words_take_less_room() -> None:
    texts = ["The price of gas rose, and the price of oil."] * 50
    dictionary = frequent(texts)
    assert dictionary[0] == " price" or dictionary[0] == " of"
    assert " gas" in dictionary
    assert " oil" in dictionary  # without the full stop
    assert len(Coder(dictionary)(texts[0])) < len(texts[0]) / 2


def test_no_more_words_than_a_page_begins_with() -> None:
    assert len(SYMBOLS) == len(set(SYMBOLS)) == 5 + 23 * 92
    texts = [" ".join(f"word{number}" for number in range(3000))] * 9
    dictionary = frequent(texts)
    assert len(dictionary) == MOST < len(SYMBOLS)
    assert decoded(Coder(dictionary)(texts[0]), dictionary) == texts[0]


def test_known_words_stay_while_they_are_good() -> None:
    texts = [f"The price of gas rose on day {day}, said the minister." for day in range(200)]
    before = frequent(texts)
    now = [*texts, "A pipeline burst."]
    assert frequent(now, before) == before
    other = ["Ganz andere Worte eines anderen Archivs."] * 300
    assert frequent(other, before) == frequent(other)


@pytest.mark.parametrize(
    "unfit", [["x" * 50], ["gas"], [" g\x01s"], [" gas", " gas"], [" gas and"], [" w"] * 5000]
)
def test_unfit_words_are_not_kept(unfit: list[str]) -> None:
    assert frequent(["gas"] * 100, unfit) == frequent(["gas"] * 100)


def odd_article(name: str) -> Article:
    heading = "Heads \x7f and \r tails 😀"
    texts = [paragraph(place, [text, text]) for place, text in enumerate(ODD, 1)]
    texts.append(paragraph(len(ODD) + 1, ["𝔊as.", "Oil 😀 and gas " * 30, "End."], heading=heading))
    texts.append(paragraph(len(ODD) + 2, ["Word " * 350, "x. " * 5], Kind.QUOTE, heading, 7))
    texts.append(paragraph(len(ODD) + 3, [], Kind.FOOTNOTE))
    texts.append(replace(texts[-2], ordinal=len(ODD) + 4, sentences=((3, 9), (12, 400))))
    return Article(
        name,
        name,
        "</title> \u202e𝔊as \ud800",
        author="<b>",
        publication='"\\',
        url="javascript:alert(1)",
        language="english",
        paragraphs=tuple(texts),
    )


def test_odd_texts_read_back() -> None:
    names = ["b </script>", "a\udcff", "😀", "\uffff", "z" * 300]
    with indexed([{name: odd_article(name) for name in names}]) as (folder, held):
        check(Page(folder), Expected(held, DEFAULT, 300))


def plain_article(name: str, paragraphs: int) -> Article:
    chance = random.Random(name)
    texts = [
        paragraph(place, [" ".join(chance.choices(["gas", "oil", "the", "rose"], k=9)) + "."])
        for place in range(1, paragraphs + 1)
    ]
    return Article(name, name, f"On {name}", language="english", paragraphs=tuple(texts))


def groups_of_texts(page: Page) -> set[tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for group, payload in zip(page.groups["texts"], page.series["texts"], strict=True):
        found.setdefault(group, []).append(payload)
    return set(map(tuple, found.values()))


def test_a_new_article_changes_the_texts_of_its_group_only() -> None:
    articles = {f"{number:04}": plain_article(f"{number:04}", 40) for number in range(200)}
    added = {"0100b": plain_article("0100b", 3)}
    found = []
    for changes in ([articles], [articles, added]):
        with indexed(changes) as (folder, _):
            found.append(groups_of_texts(Page(folder)))
    before, after = found
    assert len(before) > 5
    assert len(after - before) == 1
