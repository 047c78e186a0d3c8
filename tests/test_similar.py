"""Paragraphs like one: words and scores against a plain scan, and whether they make sense."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pincite
from pincite.search import similar
from profiles import examples
from reference import FUNCTION_WORDS, Bare, Scan, Seq, Text, matches, stem
from test_ranking import Articles, current, histories, indexed

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random


def telling(scan: Scan, text: Text, most: int) -> Seq | None:
    """A query of the most telling words of a text, each as often as it has it."""
    words = [word for word in text.words if word not in FUNCTION_WORDS] or text.words
    counts = Counter(map(stem, words))
    having = {each: scan.having(Bare(each)) for each in counts}
    worth = {each: counts[each] * scan.idf(Bare(each)) for each in counts if having[each] > 1}
    best = sorted(worth, key=lambda each: -worth[each])[:most]
    leaves = tuple(("", Bare(each)) for each in best for _ in range(counts[each]))
    return Seq(leaves, settled=True) if leaves else None


def likest(scan: Scan, text: Text, most: int) -> list[tuple[Text, float]]:
    """All other texts that have a telling word, best first."""
    query = telling(scan, text, most)
    if query is None:
        return []
    others = [each for each in scan.texts if each != text and matches(query, each)]
    scored = [(other, scan.bm25f(query, other)) for other in others]
    return sorted(scored, key=lambda p: (-round(p[1], 9), p[0].article, p[0].ordinal))


def some(texts: list[Text], chance: Random) -> list[Text]:
    """A few of them: to score all against all takes long where some are long."""
    return chance.sample(texts, min(2, len(texts)))


@examples(40)
@given(
    histories(),
    st.randoms(use_true_random=False),
    st.booleans(),
    st.sampled_from([1, 2, 25]),
    st.integers(0, 3),
    st.sampled_from([1, 2, 99]),
)
def test_they_are_those_of_a_plain_scan(
    history: list[Articles], chance: Random, apart: bool, words: int, offset: int, limit: int
) -> None:
    scan = Scan(current(history))
    with patch.object(similar, "MOST_WORDS", words), indexed(history, apart=apart) as index:
        for text in some(scan.texts, chance):
            expected = likest(scan, text, words)
            results = index.similar(text.article, text.ordinal, limit=limit, offset=offset)
            assert results.total == len(expected)
            shown = expected[offset : offset + limit]
            assert [(hit.article.id, hit.paragraph.ordinal) for hit in results] == [
                (other.article, other.ordinal) for other, _ in shown
            ]
            assert [hit.score for hit in results] == pytest.approx([score for _, score in shown])
            assert [hit.rank for hit in results] == list(range(offset + 1, offset + 1 + len(shown)))


@examples(20)
@given(histories(), st.randoms(use_true_random=False), st.sampled_from(["heading", "body"]))
def test_narrowing_narrows_and_does_not_reorder(
    history: list[Articles], chance: Random, kind: str
) -> None:
    scan = Scan(current(history))
    with indexed(history) as index:
        for text in some(scan.texts, chance):
            expected = [pair for pair in likest(scan, text, 25) if pair[0].kind == kind]
            results = index.similar(text.article, text.ordinal, kind=kind, limit=99)
            assert results.total == len(expected)
            assert [str(hit.locator) for hit in results] == [
                f"{other.article}#{other.ordinal}" for other, _ in expected
            ]


TEXTS = {
    "a.txt": (
        "Of Harbours\n\nThe harbour of Kjelvik was closed on Monday, and nobody at the harbour "
        "office said why.\n\nIt is what it is.\n\n?! … ?!\n\nQuagga!\n"
    ),
    "copy.txt": (
        "A Repost\n\nThe harbour of Kjelvik was shut on Tuesday, and nobody at the harbour "
        "office said why.\n\nWhat it is, it is not.\n"
    ),
    "other.txt": "Offices\n\nThe office closed on Monday.\n\nA harbour is a harbour.\n",
}


@pytest.fixture
def index(tmp_path: Path) -> pincite.Index:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    pincite.build_index(tmp_path)
    return pincite.open_index(tmp_path)


def found(results: pincite.Results) -> list[str]:
    return [str(hit.locator) for hit in results]


def test_a_copy_comes_first_with_what_both_have_marked(index: pincite.Index) -> None:
    results = index.similar("a", 2)
    assert results.query == "a.txt#2"
    assert results.hits[0].article.id == "copy.txt"
    hit = results.hits[0]
    marked = [hit.paragraph.text[start:end] for start, end in hit.spans]
    assert marked == ["harbour", "Kjelvik", "nobody", "harbour", "office", "said"]


def test_the_paragraph_itself_is_left_out(index: pincite.Index) -> None:
    results = index.similar("a.txt", 2, limit=99)
    assert "a.txt#2" not in found(results)
    assert results.total == len(results)


def test_function_words_will_do_where_there_are_no_others(index: pincite.Index) -> None:
    assert found(index.similar("a.txt", 3))[0] == "copy.txt#3"


@pytest.mark.parametrize("ordinal", [4, 5])
def test_nothing_is_like_what_has_no_words_or_none_that_others_have(
    index: pincite.Index, ordinal: int
) -> None:
    results = index.similar("a.txt", ordinal)
    assert (results.total, results.hits, results.query) == (0, (), f"a.txt#{ordinal}")


def test_explanations_add_up(index: pincite.Index) -> None:
    for hit in index.similar("a.txt", 2, explain=True):
        assert math.fsum(line.value for line in hit.explanation) == pytest.approx(hit.score)


@pytest.mark.parametrize(
    ("article", "ordinal", "reason"),
    [
        ("a.txt", 6, "a.txt has paragraphs 1-5, not 6"),
        ("a.txt", 0, "a.txt has paragraphs 1-5, not 0"),
        ("a.txt", -1, "a.txt has paragraphs 1-5, not -1"),
        ("nowhere", 1, "no article is called 'nowhere'"),
    ],
)
def test_what_is_not_there_is_an_error(
    index: pincite.Index, article: str, ordinal: int, reason: str
) -> None:
    with pytest.raises(pincite.ArticleNotFound, match=reason):
        index.similar(article, ordinal)


def test_what_is_gone_is_not_there(index: pincite.Index) -> None:
    index.add("note", "A note\n\nThe harbour of Kjelvik was closed.")
    index.commit()
    assert "note#2" in found(index.similar("a.txt", 2))
    index.remove("note")
    index.commit()
    assert "note#2" not in found(index.similar("a.txt", 2))
    with pytest.raises(pincite.ArticleNotFound):
        index.similar("note", 2)


def test_a_copy_with_two_words_changed_comes_first_for_every_paragraph(corpus: Path) -> None:
    """Each longer paragraph of the corpus, its third and its fifth long word replaced."""
    pincite.build_index(corpus)
    tried = 0
    with pincite.open_index(corpus) as index:
        originals = [index.article(article.id) for article in index.articles()]
        paragraphs = [
            (article.id, each)
            for article in originals
            for each in article.paragraphs
            if each.kind is pincite.Kind.BODY and len(each.text.split()) > 12
        ]
        for number, (_, each) in enumerate(paragraphs):
            words = each.text.split()
            long = [place for place, word in enumerate(words) if len(word) > 5]
            for place in long[2:5:2]:
                words[place] = "zeppelin"
            index.add(f"copy-{number}", f"A copy\n\n{' '.join(words)}")
        index.commit()
        for number, (name, each) in enumerate(paragraphs):
            best = index.similar(name, each.ordinal, limit=1).hits[0]
            assert best.article.id == f"copy-{number}", f"{name}#{each.ordinal}"
            tried += 1
        for number in range(len(paragraphs)):
            index.remove(f"copy-{number}")
        index.commit()
    assert tried > 100
