"""Stems, and what is not imported to get them."""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from nltk.stem.snowball import SnowballStemmer

import pincite
from pincite.errors import PinciteError
from pincite.indexer.stemming import LANGUAGES, Stemmer

if TYPE_CHECKING:
    from pathlib import Path


def modules_after(program: str) -> set[str]:
    """The top-level modules a fresh Python has imported after running `program`."""
    program += "\nimport sys; print(*{name.partition('.')[0] for name in sys.modules})"
    command = [sys.executable, "-W", "error", "-c", program]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_the_languages_are_those_of_nltk() -> None:
    assert set(LANGUAGES) == set(SnowballStemmer.languages) - {"porter"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_stems_as_nltk_does(language: str) -> None:
    stemmer = Stemmer(language)
    expected = SnowballStemmer(language)
    for word in ["allies", "nations", "gehen", "стратегия", "الكتاب", "2014", "kremlin's", "x"]:
        assert stemmer(word) == (expected.stem(word) or word)


@pytest.mark.parametrize(
    ("forms", "stem"),
    [
        (["ally", "allies", "allied"], "alli"),
        (["alliance", "alliances"], "allianc"),
        (["kremlin", "kremlin's"], "kremlin"),
        (["deployment", "deployments", "deployed"], "deploy"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms: list[str], stem: str) -> None:
    assert {Stemmer("english")(form) for form in forms} == {stem}


def test_no_word_loses_all_of_itself() -> None:
    for word in ["'s", "s", "ing", "ed", "a"]:
        assert Stemmer("english")(word)


def test_what_is_known_is_not_stemmed_again() -> None:
    stemmer = Stemmer("english", {"allies": "friend"}.get)
    assert [stemmer(form) for form in ("allies", "allied")] == ["friend", "alli"]


def test_an_unknown_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(PinciteError, match=r"klingon.*english"):
        Stemmer("klingon")


def test_a_stemmer_can_be_pickled_without_its_table() -> None:
    stemmer = Stemmer("french")
    stemmer("alliances")
    copy = pickle.loads(pickle.dumps(stemmer))  # noqa: S301 - our own bytes
    assert (copy.language, copy._table) == ("french", {})
    assert copy("alliances") == stemmer("alliances")


def test_importing_pincite_imports_nothing_heavy() -> None:
    assert modules_after("import pincite").isdisjoint(
        {"numpy", "whoosh", "nltk", "jinja2", "click"}
    )


@pytest.fixture(scope="module")
def small_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stems")
    (folder / "one.txt").write_text("A title\n\nThe allies have signed a treaty.\n", "utf-8")
    return pincite.build_index(folder).index


@pytest.mark.parametrize("query", ["allies treaty", '"have signed" =allies -treaty', "the"])
def test_known_words_are_found_without_nltk(small_index: Path, query: str) -> None:
    program = f"import pincite; pincite.open_index({str(small_index)!r}).find({query!r})"
    assert "nltk" not in modules_after(program)


def test_a_form_never_seen_finds_the_others(small_index: Path) -> None:
    with pincite.open_index(small_index) as index:
        assert index.find("allying").total == 1
