"""Many texts to numbered words: against `tokenize`, one text after the other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.indexer import batches, forms
from pincite.indexer.analysis import APOSTROPHES, tokenize
from pincite.indexer.batches import Analyzer, TokenBatch
from profiles import examples

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from pincite.indexer.forms import Windows

CORPUS = Path(__file__).parent.parent / "corpus"

characters = st.characters(exclude_categories=())  # lone surrogates too
# Letters, digits, marks, breaks and everything that joins or divides by what stands beside it:
# of one, two and four bytes, with and without capitals, in scripts with and without spaces.
trouble = st.sampled_from(
    "abAZ19_. .-\n\0éßÅŁıИя١ªﬁ\u0301\u0345\u20dd\u3099\u0e31กか中々\u4261Ａ½"
    "\ud83d\udc00\U0001f600\U00020001\U0001d400\U0001e900 " + APOSTROPHES
)
# Few characters, so that words return, and of all lengths that are stored differently.
words = st.text("ab’é", min_size=1, max_size=2).flatmap(
    lambda part: st.integers(1, 70).map(lambda times: part * times)
)
texts = st.lists(
    st.text(characters)
    | st.text(trouble)
    | st.text("aU.'’ 1")
    | st.lists(words, max_size=8).map(" ".join),
    max_size=6,
)


def told(analyzer: Analyzer, batch: TokenBatch) -> list[list[tuple[str, int]]]:
    """Surface form and start of each token of each text."""
    surfaces = [analyzer.surfaces[number] for number in batch.surfaces.tolist()]
    tokens = list(zip(surfaces, batch.starts.tolist(), strict=True))
    ends = np.cumsum(batch.counts).tolist()
    assert ends[-1:] in ([], [len(tokens)])
    return [tokens[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def expected(given_texts: list[str]) -> list[list[tuple[str, int]]]:
    return [[(token.surface, token.start) for token in tokenize(text)] for text in given_texts]


def check(analyzer: Analyzer, given_texts: list[str]) -> None:
    assert told(analyzer, analyzer.analyze(given_texts)) == expected(given_texts)


@given(st.lists(texts, max_size=3))
@examples(250)
def test_what_tokenize_finds(calls: list[list[str]]) -> None:
    analyzer = Analyzer()
    for call in calls:
        check(analyzer, call)


@given(st.lists(st.text(trouble, max_size=40), max_size=6))
@examples(250)
def test_trouble(dense: list[str]) -> None:
    analyzer = Analyzer()
    check(analyzer, dense)
    check(analyzer, dense[::-1])


@given(texts, st.integers(1, 60), st.integers(0, 6))
@examples(100)
def test_it_does_not_matter_how_texts_are_cut_into_calls_and_batches(
    given_texts: list[str], size: int, cut: int
) -> None:
    whole = Analyzer()
    batch = whole.analyze(given_texts)
    parts = Analyzer()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batches, "_BATCH", size)
        pair = [parts.analyze(given_texts[:cut]), parts.analyze(given_texts[cut:])]
    assert parts.surfaces == whole.surfaces
    for name in ("surfaces", "counts", "starts"):
        together = np.concatenate([getattr(part, name) for part in pair])
        np.testing.assert_array_equal(together, getattr(batch, name), strict=True)


@given(texts)
@examples(100)
def test_surfaces_are_numbered_in_order_of_first_appearance(given_texts: list[str]) -> None:
    analyzer = Analyzer()
    analyzer.analyze(given_texts)
    seen = dict.fromkeys(surface for text in expected(given_texts) for surface, _ in text)
    assert analyzer.surfaces == list(seen)


def test_shapes_and_types_of_nothing() -> None:
    for nothing in ([], ["", "\0", " . ’"]):
        batch = Analyzer().analyze(nothing)
        none = np.zeros(0, np.uint32)
        np.testing.assert_array_equal(batch.surfaces, none, strict=True)
        np.testing.assert_array_equal(batch.starts, none, strict=True)
        counts = np.zeros(len(nothing), np.int64)
        np.testing.assert_array_equal(batch.counts, counts, strict=True)


def test_the_corpus() -> None:
    analyzer = Analyzer()
    articles = [path.read_text("utf-8") for path in sorted(CORPUS.iterdir())]
    assert len(articles) > 10
    check(analyzer, articles)
    check(analyzer, [paragraph for article in articles for paragraph in article.split("\n\n")])


def test_characters_in_every_place() -> None:
    codes = [*range(0x3400), *range(0x3400, 0x20100, 7), *range(0xE0000, 0xE0200)]
    check(
        Analyzer(), [f"{c} a{c}b’{c} a.{c}. {c}.b.{c} か{c}中 \u3099{c}" for c in map(chr, codes)]
    )


def test_more_letters_than_bytes() -> None:
    analyzer = Analyzer()
    english = "The bank’s reserves rose, U.S. officials said."
    russian = "Банк России повысил ставку."
    korean = " ".join(chr(code) + chr(code + 1) for code in range(0xAC00, 0xB000))
    for text in (english, russian, english + korean, english, russian + korean, russian):
        check(analyzer, [text])


def test_letters_that_borrow_bytes_are_not_those_they_borrow_from() -> None:
    analyzer = Analyzer()
    for codes in ([*range(0x410, 0x450), *range(0x100)], range(0x100), range(0x410, 0x450)):
        check(analyzer, [" ".join(map(chr, codes))])


def test_the_same_bytes_in_another_width() -> None:
    analyzer = Analyzer()
    for text in ("aB", "\u4261", "aB"):  # U+4261 ends in the bytes of a and B
        check(analyzer, [text])


@pytest.mark.parametrize("letter", ["a", "é", "한"])
@pytest.mark.parametrize("step", [1, -1], ids=["short first", "long first"])
def test_words_that_differ_at_the_end_alone(letter: str, step: int) -> None:
    lengths = [*range(36), 63, 64, 65, 126, 127, 128, 129]
    alike = [letter * length + last for length in lengths for last in ("", "x", "y")]
    analyzer = Analyzer()
    check(analyzer, alike[::step])
    check(analyzer, alike)


def no_digest(windows: Windows) -> NDArray[np.uint64]:
    return np.zeros(len(windows.first), np.uint64)


def two_bits(windows: Windows) -> NDArray[np.uint64]:
    return windows.first << np.uint64(62)


def from_the_last(windows: Windows) -> NDArray[np.uint64]:
    return ~no_digest(windows)  # so that the search goes over the end of the table


@pytest.mark.parametrize("digest", [no_digest, two_bits, from_the_last])
def test_collisions(
    digest: Callable[[Windows], NDArray[np.uint64]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "digests", digest)
    monkeypatch.setattr(forms, "_SLOTS", 4)
    text = (CORPUS / "power-of-siberia.txt").read_text("utf-8")
    words = ["internation", "internatio", "internationality", "internationalitx", "a", "b"]
    analyzer = Analyzer()
    for _ in range(2):
        check(analyzer, [*words, *text.split("\n\n"), *(word + "é한" for word in words)])


def test_a_form_is_asked_about_once(monkeypatch: pytest.MonkeyPatch) -> None:
    analyzer = Analyzer()
    text = "The U.S. didn’t, e.g. in “Łódź”, say: ‘No.’ It's 3.5 per cent."
    many = " ".join(f"word{number}" for number in range(5000))  # more than a new table holds
    before = [analyzer.analyze([part]) for part in (text, many)]
    monkeypatch.delattr(batches, "tokenize")
    for part, batch in zip((text, many), before, strict=True):
        np.testing.assert_array_equal(analyzer.analyze([part]).surfaces, batch.surfaces)


@pytest.mark.parametrize("letter", ["a", "é", "ł", "한", "中", "\u0301", "a.", "a'", "1"])
def test_a_very_long_word(letter: str) -> None:
    analyzer = Analyzer()
    check(analyzer, ["before", letter * 100_000, "after " + letter * 200_000])


def test_a_word_and_a_text_of_a_million() -> None:
    analyzer = Analyzer()
    batch = analyzer.analyze(["a" * 10**6, "B " * 10**6, "a" * 10**6])
    assert analyzer.surfaces == ["a" * 10**6, "b"]
    assert batch.counts.tolist() == [1, 10**6, 1]
    np.testing.assert_array_equal(batch.surfaces, np.repeat([0, 1, 0], batch.counts))
    np.testing.assert_array_equal(batch.starts[1:-1], np.arange(0, 2 * 10**6, 2))
