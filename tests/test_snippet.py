"""The piece of a paragraph that is shown."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pincite.indexer.structure.sentences import split_sentences
from pincite.search.hits.graphemes import may_cut
from pincite.search.hits.snippet import LEAD, LONGEST, Weights, best_window, cut
from pincite.search.hits.spans import merge
from pincite.search.hits.values import Snippet
from profiles import examples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.search.hits.spans import Span

LEAVES = ["ally", "bank", "treaty"]
WEIGHTS = [1.5, 3.25, 2.0, 0.1]


class Match(NamedTuple):
    start: int
    end: int
    leaf: int

    @property
    def weight(self) -> float:
        return WEIGHTS[self.leaf]


def make_snippet(
    text: str, sentences: Sequence[Span], matches: Sequence[Match], longest: int = LONGEST
) -> Snippet:
    ordered = sorted(matches)
    shown = best_window(text, sentences, ordered, Weights(WEIGHTS), longest)
    return cut(text, shown, merge(ordered))


def find(text: str) -> list[Match]:
    """A match for every word of LEAVES in a text."""
    return [
        Match(found.start(), found.end(), leaf)
        for leaf, word in enumerate(LEAVES)
        for found in re.finditer(word, text)
    ]


def shown(snippet: Snippet) -> list[str]:
    return [snippet.text[start:end] for start, end in snippet.spans]


def window(text: str, snippet: Snippet) -> Span:
    """Which part of a text a snippet shows; the text must have it only once."""
    piece = snippet.text.removeprefix("… ").removesuffix(" …")
    assert text.count(piece) == 1
    return text.index(piece), text.index(piece) + len(piece)


words = st.sampled_from(["ally", "bank", "treaty", "x", "seven", "a-b", "eleven-long"])


@st.composite
def numbered_texts(draw: st.DrawFn) -> tuple[str, tuple[Span, ...]]:
    """A text in which no two places look alike, and its sentences."""
    text = ""
    spans = []
    for sentence in draw(st.lists(st.lists(words, min_size=1, max_size=60), max_size=14)):
        text += " " if text else ""
        start = len(text)
        for number, word in enumerate(sentence):
            text += f"{' ' if number else ''}{word} {len(text)}"
        text += "."
        spans.append((start, len(text)))
    return text, tuple(spans)


def best_sentences(text: str, sentences: tuple[Span, ...], longest: int) -> Span | None:
    """Every run of sentences tried, the first of the best taken."""
    best: tuple[tuple[float, int, int], Span] | None = None
    for first in range(len(sentences)):
        for last in range(first, len(sentences)):
            start, end = sentences[first][0], sentences[last][1]
            inside = [m for m in find(text) if start <= m.start and m.end <= end]
            worth = sum({m.leaf: m.weight for m in inside}.values())
            merit = (worth, len(inside), end - start)
            if inside and end - start <= longest and (best is None or merit > best[0]):
                best = (merit, (start, end))
    return best and best[1]


@examples(200)
@given(numbered_texts(), st.sampled_from([40, 120, LONGEST]))
def test_the_best_sentences_are_shown(numbered: tuple[str, tuple[Span, ...]], longest: int) -> None:
    text, sentences = numbered
    assume(len(text) > longest)
    expected = best_sentences(text, sentences, longest)
    assume(expected is not None)
    assert window(text, make_snippet(text, sentences, find(text), longest)) == expected


@examples(300)
@given(numbered_texts(), st.sampled_from([40, 120, LONGEST]))
def test_a_snippet_is_a_piece_of_the_text_with_its_matches(
    numbered: tuple[str, tuple[Span, ...]], longest: int
) -> None:
    text, sentences = numbered
    snippet = make_snippet(text, sentences, find(text), longest)
    start, end = window(text, snippet) if text else (0, 0)
    assert end - start <= longest
    assert snippet.text.startswith("… ") == (start > 0)
    assert snippet.text.endswith(" …") == (end < len(text))
    # Whole words only: on either side there is the end of the text, or white space.
    assert not text[:start] or text[start - 1] == " "
    assert not text[end:] or text[end] == " "
    lead = 2 if start else 0
    inside = [(m.start, m.end) for m in find(text) if start <= m.start and m.end <= end]
    assert snippet.spans == tuple(sorted((a - start + lead, b - start + lead) for a, b in inside))
    assert bool(inside) == bool(find(text))


class EveryWindow:
    """Which part of a text to show, all its words, sentences and characters gone through."""

    def __init__(self, text: str, matches: list[Match], longest: int) -> None:
        self.text = text
        self.matches = matches
        self.longest = longest
        self.words = [found.span() for found in re.finditer(r"\S+", text)]

    def best(self, sentences: Sequence[Span]) -> Span:
        runs = [
            [end for _, end in sentences[first:] if end - start <= self.longest]
            for first, (start, _) in enumerate(sentences)
        ]
        windows = [(sentences[i][0], max(ends)) for i, ends in enumerate(runs) if ends]
        if best := self.best_of(windows):
            return best
        if best := self.best_of([self.around(match) for match in self.matches]):
            return self.untorn(best)
        ends = [end for _, end in self.words if end <= self.longest]
        return (0, max(ends) if ends else self.last_cut(1, self.longest))

    def best_of(self, windows: list[Span]) -> Span | None:
        return max((w for w in windows if self.whole_in(w)), key=self.worth, default=None)

    def worth(self, window: Span) -> tuple[float, int, int, int]:
        inside = self.whole_in(window)
        weights = {m.leaf: m.weight for m in inside}
        total = 0.0
        for leaf in sorted(weights):
            total += weights[leaf]
        start, end = window
        return (round(total, 9), len(inside), end - start, -start)

    def whole_in(self, window: Span) -> list[Match]:
        return [m for m in self.matches if window[0] <= m.start and m.end <= window[1]]

    def around(self, match: Match) -> Span:
        places = [place for place in range(len(self.text) + 1) if may_cut(self.text, place)]
        begin = max(place for place in places if place <= match.start)
        behind = min(place for place in places if place >= match.end)
        last = min(end for _, end in self.words if end >= behind)
        own = max(start for start, _ in self.words if start <= begin)
        fits = last - begin <= self.longest
        needed = last if fits else min(behind, begin + self.longest)
        earliest = max(begin - LEAD, needed - self.longest, 0)
        starts = [start for start, _ in self.words if earliest <= start <= own]
        if not starts and fits and own >= last - self.longest:
            starts = [own]
        if not starts:
            starts = [place for place in places if earliest <= place <= begin]
        start = min(starts)
        limit = start + self.longest
        if fits:
            return (start, max(end for _, end in self.words if behind <= end <= limit))
        return (start, self.last_cut(behind if behind <= limit else start + 1, limit))

    def last_cut(self, least: int, limit: int) -> int:
        places = range(least, limit + 1)
        return max((place for place in places if may_cut(self.text, place)), default=limit)

    def untorn(self, window: Span) -> Span:
        """Without pieces of matches at ends inside of words, if the whole ones stay whole."""
        start, end = window
        if self.is_in_word(start):
            start = max([m.end for m in self.matches if m.start < start < m.end], default=start)
        if self.is_in_word(end):
            end = min([m.start for m in self.matches if m.start < end < m.end], default=end)
        if self.whole_in((start, end)) != self.whole_in(window):
            return window
        piece = self.text[start:end]
        return (end - len(piece.lstrip()), start + len(piece.rstrip()))

    def is_in_word(self, place: int) -> bool:
        return any(start < place < end for start, end in self.words)


texts = st.sampled_from(["ab.é🙂  \n\u00a0", "ab東京\u0301\u200d🙂", "ab東 &amp;\u0301"]).flatmap(
    lambda characters: st.lists(st.sampled_from([*characters, "&#8217;"]), max_size=160)
)


@examples(400)
@given(
    texts.map("".join),
    st.lists(st.integers(0, 160), max_size=12),
    st.lists(st.tuples(st.integers(0, 160), st.integers(1, 70), st.integers(0, 3)), max_size=9),
    st.integers(1, 90),
)
def test_the_window_is_the_best_of_all(
    text: str, cuts: list[int], at: list[tuple[int, int, int]], longest: int
) -> None:
    assume(len(text) > longest)
    sentences = tuple(pairwise(sorted({min(cut, len(text)) for cut in cuts})))
    matches = [
        Match(start, start + size, leaf)
        for start, size, leaf in at
        if text[start : start + size].strip() == text[start : start + size] != ""
        and start + size <= len(text)
    ]
    start, end = EveryWindow(text, matches, longest).best(sentences)
    before = "… " if text[:start].strip() else ""
    after = " …" if text[end:].strip() else ""
    snippet = make_snippet(text, sentences, matches, longest)
    assert snippet.text == before + text[start:end] + after
    shift = len(before) - start
    assert snippet.spans == merge(
        sorted(
            Match(max(m.start, start) + shift, min(m.end, end) + shift, m.leaf)
            for m in matches
            if m.start < end and m.end > start
        )
    )


odd = st.text(st.sampled_from("ally. bank…\u00a0\n北é🙂—!?"), max_size=500)


@examples(300)
@given(odd, st.integers(1, 60), st.lists(st.tuples(st.integers(0, 500), st.integers(1, 70))))
def test_no_text_and_no_match_breaks_it(text: str, longest: int, at: list[Span]) -> None:
    matches = [
        Match(start, start + size, i % 3)
        for i, (start, size) in enumerate(at)
        if start + size <= len(text)
        and not text[start].isspace()
        and not text[start + size - 1].isspace()
    ]
    snippet = make_snippet(text, split_sentences(text), matches, longest)
    assert snippet.text.removeprefix("… ").removesuffix(" …") in text or not text.strip()
    assert len(snippet.text) <= longest + len("… ") + len(" …")
    ends = [0, *(end for _, end in snippet.spans)]
    assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.spans)
    assert all(before <= start for before, (start, _) in zip(ends, snippet.spans, strict=False))


def test_a_short_paragraph_is_shown_whole() -> None:
    text = ("One sentence. " * 30)[:LONGEST]
    assert make_snippet(text, split_sentences(text), []) == Snippet(text, ())


def test_sentences_are_not_broken_where_they_need_not_be() -> None:
    filler = "Nothing of interest happened in the whole of that long and rainy week. "
    text = filler * 6 + "Then the bank called. The ally came. " + filler * 4
    snippet = make_snippet(text.strip(), split_sentences(text), find(text))
    assert snippet.text.startswith("… Nothing")
    assert snippet.text.endswith(". …")
    assert shown(snippet) == ["bank", "ally"]


def test_rarer_words_outweigh_more_of_the_same() -> None:
    text = f"The {'ally ' * 58}end. Then {'x ' * 120}bank once. And {'x ' * 150}end."
    assert shown(make_snippet(text, split_sentences(text), find(text))) == ["bank"]


def test_a_long_sentence_is_cut_with_some_words_before_its_match() -> None:
    text = "words " * 100 + "ally " + "words " * 100
    snippet = make_snippet(text.strip(), ((0, len(text) - 1),), find(text))
    assert snippet.text.startswith("… words")
    assert shown(snippet) == ["ally"]
    assert LEAD - len("words ") < snippet.text.index("ally") - len("… ") <= LEAD


@pytest.mark.parametrize(
    "long",
    ["https://example.org/" + "x" * 80 + "/ally", "ally/" + "x" * 300, "x" * 310 + "-ally"],
    ids=["address", "begins", "ends"],
)
def test_a_long_word_is_cut_only_when_it_is_longer_than_a_snippet(long: str) -> None:
    text = "w " * 200 + long + " w" * 200
    snippet = make_snippet(text, ((0, len(text)),), find(text))
    assert long in snippet.text
    assert shown(snippet) == ["ally"]


def test_of_a_word_longer_than_a_snippet_a_piece_with_the_match_is_shown() -> None:
    text = "x" * 400 + "-ally-" + "y" * 400
    snippet = make_snippet(text, ((0, len(text)),), find(text))
    assert snippet.text.startswith("… " + "x" * (LEAD - 1) + "-ally-yyy")
    assert len(snippet.text) == LONGEST + len("…  …")
    assert shown(snippet) == ["ally"]


def test_a_sentence_without_spaces_is_cut_with_some_of_it_before_the_match() -> None:
    text = "一二三四五" * 40 + "東京" + "六七八九十" * 80 + "。"
    match = Match(text.index("東京"), text.index("東京") + 2, 0)
    snippet = make_snippet(text, split_sentences(text), [match])
    assert snippet.text == "… " + "一二三四五" * 12 + "東京" + ("六七八九十" * 52)[:-2] + " …"
    assert shown(snippet) == ["東京"]


@pytest.mark.parametrize("part", ["👨\u200d👩\u200d👧", "e\u0301\u0323", "ที่", "🇩🇪", "&#8217;"])
@pytest.mark.parametrize("shift", range(8))
def test_a_word_longer_than_a_snippet_is_cut_where_it_may_be(part: str, shift: int) -> None:
    text = "x" * shift + part * 200 + "ally" + part * 200
    for snippet in (
        make_snippet(text, ((0, len(text)),), find(text)),
        make_snippet(text, ((0, len(text)),), []),
    ):
        piece = snippet.text.removeprefix("… ").removesuffix(" …").lstrip("x")
        assert "ally" in piece or not snippet.spans
        assert set(piece.replace("ally", "").split(part)) == {""}


@pytest.mark.parametrize("shift", range(3))
def test_no_match_is_torn_where_a_word_is_cut(shift: int) -> None:
    text = "x" * shift + "七東京" * 300
    matches = [Match(found.start(), found.end(), 0) for found in re.finditer("東京", text)]
    snippet = make_snippet(text, ((0, len(text)),), matches)
    assert {*shown(snippet)} == {"東京"}
    phrase = Match(matches[150].start, matches[152].end, 1)
    snippet = make_snippet(text, ((0, len(text)),), sorted([phrase, *matches]))
    assert {*shown(snippet)} == {"東京", "東京七東京七東京"}


def test_without_a_match_the_beginning_is_shown() -> None:
    text = "word " * 200
    snippet = make_snippet(text.strip(), ((0, len(text) - 1),), [])
    assert snippet == Snippet(("word " * 64).strip() + " …", ())


def test_thousands_of_short_sentences_are_no_trouble() -> None:
    text = "Our ally. " * 20_000
    assert len(make_snippet(text, split_sentences(text), find(text)).spans) == LONGEST // 10


def test_a_sentence_of_thousands_of_matches_is_no_trouble() -> None:
    text = "ally " * 40_000
    assert len(make_snippet(text, split_sentences(text), find(text)).spans) == LONGEST // 5


@pytest.mark.parametrize(
    ("spans", "merged"),
    [
        ([], ()),
        ([(0, 2), (3, 4)], ((0, 2), (3, 4))),
        ([(3, 4), (0, 2)], ((0, 2), (3, 4))),
        ([(0, 2), (2, 4)], ((0, 4),)),
        ([(0, 5), (1, 2), (4, 7)], ((0, 7),)),
        ([(1, 2), (1, 2)], ((1, 2),)),
    ],
)
def test_spans_that_touch_become_one(spans: list[Span], merged: tuple[Span, ...]) -> None:
    assert merge([Match(*span, 0) for span in sorted(spans)]) == merged
