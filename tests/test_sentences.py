from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.indexer.structure.sentences import split_sentences

GOLDEN = Path(__file__).parent / "goldens" / "sentences.txt"
KNOWN_WRONG = "~ "
LANGUAGE = "@ "


def golden() -> list[tuple[str, str]]:
    """The language of each case, and the case."""
    cases = []
    language = ""
    for line in GOLDEN.read_text(encoding="utf-8").splitlines():
        if line.startswith(LANGUAGE):
            language = line.removeprefix(LANGUAGE)
        elif line and not line.startswith("#"):
            cases.append((language, line))
    return cases


def is_right(case: str, language: str) -> bool:
    text = case.replace("|", "")
    sentences = [text[start:end] for start, end in split_sentences(text, language)]
    return sentences == [part.strip() for part in case.split("|")]


@pytest.mark.parametrize(
    ("language", "case"), [each for each in golden() if not each[1].startswith(KNOWN_WRONG)]
)
def test_a_golden_case_is_split_as_a_reader_would(language: str, case: str) -> None:
    assert is_right(case, language)


def test_cases_marked_as_wrong_are_wrong_and_few() -> None:
    cases = golden()
    wrong = [
        (case.removeprefix(KNOWN_WRONG), language)
        for language, case in cases
        if case.startswith(KNOWN_WRONG)
    ]
    assert [each for each in wrong if is_right(*each)] == [], "no longer wrong: unmark them"
    assert len(cases) >= 240
    assert len(wrong) <= 0.02 * len(cases)


def test_there_are_cases_of_several_languages() -> None:
    counted = Counter(language for language, _ in golden())
    assert min(counted[each] for each in ("german", "french", "spanish", "russian")) >= 10


STOPS = st.text(alphabet='.!?…。 \n\t"”)]’abAB1U.S—', max_size=60)


@given(st.text() | STOPS)
def test_sentences_cover_the_text_in_order(text: str) -> None:
    spans = split_sentences(text)
    covered = [place for start, end in spans for place in range(start, end)]
    assert covered == sorted(set(covered))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    missed = set(range(len(text))) - set(covered)
    assert all(text[place].isspace() for place in missed)


@given(STOPS)
def test_no_sentence_starts_or_ends_with_white_space(text: str) -> None:
    sentences = [text[start:end] for start, end in split_sentences(text)]
    assert all(sentence == sentence.strip() for sentence in sentences)


@given(st.text(alphabet="abcdef gh", min_size=1).filter(str.strip))
def test_words_without_a_stop_are_one_sentence(text: str) -> None:
    assert len(split_sentences(text)) == 1


@pytest.mark.parametrize(
    "unit", ["a.", "(", ".", ".)", "a. ", "“", "A. ", "? ", "…", "。", "[1]", ". . ", "U.S.", " "]
)
def test_long_monotonous_text_is_no_trouble(unit: str) -> None:
    text = unit * 200_000 + "x"
    assert split_sentences(text)[-1][1] == len(text)


def test_text_without_words_has_no_sentence() -> None:
    assert split_sentences("") == ()
    assert split_sentences(" \n\t ") == ()


def test_no_sentence_runs_across_a_line_end() -> None:
    text = "The snow is deep\n  The road is long. It is\nlate"
    sentences = [text[start:end] for start, end in split_sentences(text)]
    assert sentences == ["The snow is deep", "The road is long.", "It is", "late"]


def test_the_mark_of_a_footnote_belongs_to_the_sentence_before_it() -> None:
    text = "It was signed.[^1] Nobody read it.[^b-2]"
    assert [text[start:end] for start, end in split_sentences(text)] == [
        "It was signed.[^1]",
        "Nobody read it.[^b-2]",
    ]
