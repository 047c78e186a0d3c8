"""Weights on the command line: as text, in a file, told in the help, refused in one line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import pincite
from pincite.indexer.weights import NAMES, table

if TYPE_CHECKING:
    from pathlib import Path

    from running import Run

    from pincite import Results


def told(out: str) -> list[tuple[str, float]]:
    return [(hit["locator"]["article"], hit["score"]) for hit in json.loads(out)["hits"]]


def found(results: Results) -> list[tuple[str, float]]:
    return [(hit.article.id, hit.score) for hit in results]


class TestWeights:
    @pytest.mark.parametrize("given", ["title=0,b=.1", " b = 1e-1 , title=0.0"])
    def test_of_a_search_are_those_of_the_api(self, run: Run, archive: Path, given: str) -> None:
        outcome = run("search", "harbour lighthouse", "--json", "--weights", given)
        with pincite.open_index(archive) as index:
            results = index.find("harbour lighthouse", weights={"title": 0, "b": 0.1})
            assert told(outcome.out) == found(results)
            assert told(outcome.out) != found(index.find("harbour lighthouse"))

    def test_come_from_a_file_that_is_there(self, run: Run, archive: Path, tmp_path: Path) -> None:
        path = tmp_path / "title=1.json"
        path.write_text('{"title": 0, "b": 0.1}', encoding="utf-8")
        outcome = run("search", "harbour lighthouse", "--json", "--weights", path)
        assert (
            outcome.out
            == run("search", "harbour lighthouse", "--json", "--weights", "title=0,b=.1").out
        )

    def test_rank_similar_paragraphs_too(self, run: Run, archive: Path) -> None:
        outcome = run("similar", "harbour.txt#1", "--json", "--weights", "title=0")
        with pincite.open_index(archive) as index:
            results = index.similar("harbour.txt", 1, weights={"title": 0})
            assert told(outcome.out) == found(results) != found(index.similar("harbour.txt", 1))

    def test_are_those_of_a_page(self, run: Run, archive: Path) -> None:
        html = run("page", "-o", "-", "--weights", "title=0.125").out
        assert '"title":0.125' in html
        assert '"title":3.0' in run("page", "-o", "-").out

    def test_rank_the_results_of_a_page(self, run: Run, archive: Path) -> None:
        query = ("page", "-o", "-", "--query", "harbour ferry", "-n", "1")
        assert run(*query).out != run(*query, "--weights", "heading=100").out

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            ("titel=1", f"weight 'titel' is none of {', '.join(NAMES)}"),
            ("b=2", "weight b is from 0 to 1, not 2.0"),
            ("b=x", "weight b is a number, not 'x'"),
            ("nowhere.json", "'nowhere.json' is no file, and no weights as title=1,b=0.5"),
            ("letters/notes.md", 'letters/notes.md: weights are JSON as {"title": 1, "b": 0.5}'),
            ("title=1,title=2", "weight 'title' is given twice"),
            ("x" * 5000, "is no file, and no weights as title=1,b=0.5"),
        ],
    )
    @pytest.mark.parametrize("command", [("search", "ferry"), ("similar", "harbour.txt#2")])
    def test_that_cannot_be_are_an_error_in_one_line(
        self, run: Run, archive: Path, command: tuple[str, str], given: str, told: str
    ) -> None:
        outcome = run(*command, "--weights", given)
        assert (outcome.status, outcome.out) == (2, "")
        assert outcome.err.startswith("pincite: ")
        assert told in " ".join(outcome.err.split())

    def test_are_all_in_the_help(self, run: Run) -> None:
        help_text = run("search", "--help").out
        for name, default, meaning in table():
            assert any(
                line.split() == [name, f"{default:g}", *meaning.split()]
                for line in help_text.splitlines()
            ), name
