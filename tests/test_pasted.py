"""Whatever is put into the search field: it is answered or refused, and sentences are found."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pincite
from nasty import NASTY
from pincite.indexer.analysis import tokenize
from profiles import examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite import Index, Paragraph, Results

QUOTED = ('"{}"', "“{}”")


@pytest.fixture(scope="module")
def index(corpus_index: Path) -> Iterator[Index]:
    with pincite.open_index(corpus_index) as opened:
        yield opened


def words(text: str) -> list[str]:
    return [token.surface for token in tokenize(text)]


def has(text: str, wanted: list[str]) -> bool:
    """Whether those words stand in a text, side by side and in this order."""
    there = words(text)
    return any(there[i : i + len(wanted)] == wanted for i in range(len(there)))


def paragraphs(index: Index) -> list[tuple[str, Paragraph]]:
    articles = [index.article(article.id) for article in index.articles()]
    return [(article.id, paragraph) for article in articles for paragraph in article.paragraphs]


@pytest.mark.parametrize(("query", "reason"), NASTY, ids=lambda value: repr(value)[:30])
def test_what_nobody_means_is_answered_or_refused(
    index: Index, query: str, reason: str | None
) -> None:
    if reason is None:
        assert index.find(query).query == query
        return
    with pytest.raises(pincite.QueryError) as caught:
        index.find(query)
    assert reason in caught.value.reason
    assert 0 <= caught.value.position <= len(query)


@pytest.mark.parametrize("query", ["of the", "the", "What is the"])
def test_function_words_alone_are_words(index: Index, query: str) -> None:
    wanted = set(words(query))
    having = [text for _, text in paragraphs(index) if wanted & set(words(text.text))]
    assert index.find(query).total >= len(having) > 0


@pytest.mark.parametrize(
    "query", ["gas\x00", "gas\ud800", "\x1bgas\x07\x7f\x9b", "\ufeffgas\u200b\u202e"]
)
def test_what_is_no_letter_divides_words(index: Index, query: str) -> None:
    assert index.find(query).total == index.find(" ".join(words(query))).total > 0


def test_a_letter_anywhere_is_found_in_the_likeliest_words(index: Index) -> None:
    forms = {form for form in index.lexicon() if "a" in form}
    results = index.find("*a*")
    having = [text for _, text in paragraphs(index) if forms & set(words(text.text))]
    assert 0 < results.total <= len(having)
    assert bool(results.notes) == (len(forms) > 1000)


signs = st.sampled_from(
    [*"""'()[]{}"“”„+-=*?~:.,!…—’ """, " AND ", " OR ", " NOT ", "~2", "~9", "title:", "date:"]
)
anything = (
    st.text(st.characters(), max_size=80)
    | st.lists(signs | st.sampled_from(["gas", "Astana", "x", "foo:"]), max_size=30).map("".join)
    | st.lists(st.text(st.characters(), max_size=5) | signs, max_size=30).map("".join)
)


@examples(300)
@given(anything, st.sampled_from(["{}", *QUOTED]))
def test_any_text_is_answered_or_refused(index: Index, text: str, written: str) -> None:
    query = written.format(text)
    answer = answered(index, query)
    if isinstance(answer, pincite.QueryError):
        assert (answer.query, bool(answer.reason)) == (query, True)
        assert 0 <= answer.position <= len(query)
    else:
        assert len(answer) == min(answer.total, 3)


def answered(index: Index, query: str) -> Results | pincite.QueryError:
    try:
        return index.find(query, limit=3)
    except pincite.QueryError as error:
        return error


def assert_found(index: Index, article: str, paragraph: Paragraph, written: str) -> int:
    """Every sentence is found as it stands, before what does not have it; how many there are."""
    count = 0
    for start, end in paragraph.sentences:
        sentence = paragraph.text[start:end]
        wanted = words(sentence)
        if not wanted:
            continue
        count += 1
        hits = index.find(written.format(sentence), limit=50, repeats=True).hits
        places = [(hit.article.id, hit.paragraph.ordinal) for hit in hits]
        assert (article, paragraph.ordinal) in places, sentence
        before = hits[: places.index((article, paragraph.ordinal))]
        assert all(has(hit.paragraph.text, wanted) for hit in before), sentence
    return count


@pytest.mark.parametrize("written", QUOTED)
def test_every_sentence_of_the_corpus_is_found_as_it_stands(index: Index, written: str) -> None:
    found = [assert_found(index, *each, written) for each in paragraphs(index)]
    assert sum(found) > 600


plain = st.sampled_from("gas oil the of Reyes it’s don't U.S. naïve 5 10 半導体".split())
odd = st.sampled_from(
    [
        *"AND OR NOT title:gas note:this 10:30 a~b a~9 what* wh?t".split(),
        *'— – - ~ : * =x +x -x (x y) [sic] dogs’ ’tis 5"'.split(),
    ]
)
runs = st.lists(plain, min_size=1, max_size=4).map(" ".join)
MARKS = ('"{}"', "“{}”", "„{}“", "”{}”", "‘{}’", "({})", "[{}]", '("{}")', "—“{}”—", "‘“{}”’")


@st.composite
def whole(draw: st.DrawFn) -> str:
    """A sentence whose quotation marks and brackets pair up, with whatever signs in it."""
    parts = [draw(runs)]
    for _ in range(draw(st.integers(0, 4))):
        inner = draw(runs)
        if draw(st.booleans()):
            marks = draw(st.sampled_from(MARKS))
            inner = f"{inner} {marks.format(draw(runs))} {draw(runs)}"
        marks = draw(st.sampled_from(MARKS)) + draw(st.sampled_from(["", ",", ";"]))
        parts += [marks.format(inner), draw(runs), *draw(st.lists(odd, max_size=2))]
    return f"So {' '.join(parts)} {draw(runs)}" + draw(st.sampled_from([".", "!", "?", "…"]))


@st.composite
def cut(draw: st.DrawFn) -> str:
    """A sentence of which half is said, as when somebody said more than one."""
    opening, closing = draw(st.sampled_from(['""', "“”"]))
    said = f"So {draw(runs)},{closing} {draw(runs)}"
    if draw(st.booleans()):
        return f"{said}."
    rest = f"{opening}{draw(runs)}{draw(st.sampled_from(['.', '?', '…']))}"
    return f"{said}, {rest}" if draw(st.booleans()) else f"So {draw(runs)} {rest}"


@examples(60)
@given(
    st.lists(
        st.lists(whole(), min_size=1, max_size=3) | st.lists(cut(), min_size=1, max_size=3),
        min_size=1,
        max_size=5,
    )
)
def test_sentences_with_marks_inside_are_found(texts: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        text = "\n\n".join(" ".join(sentences) for sentences in texts)
        (Path(folder) / "text.txt").write_text(f"A title\n\n{text}\n", encoding="utf-8")
        with pincite.open_index(pincite.build_index([folder]).index) as index:
            for written in QUOTED:
                found = [assert_found(index, *each, written) for each in paragraphs(index)]
                assert sum(found) >= len(texts)
