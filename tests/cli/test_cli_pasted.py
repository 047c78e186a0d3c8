"""What nobody means, on the command line: an error that points, or an answer."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from running import ESCAPES, PINCITE, Outcome, Run, on_terminal

from nasty import NASTY
from pincite.guide import SECTIONS

if TYPE_CHECKING:
    from pathlib import Path

FORMS = [form for section in SECTIONS for form in section.forms]


@pytest.fixture
def pasted(run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Search for what stdin has; surrogates become what undecodable bytes become."""

    def call(query: str) -> Outcome:
        data = io.BytesIO(query.encode("utf-8", "surrogatepass"))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data, "utf-8"))
        return run("search", "-")

    return call


@pytest.mark.parametrize(("query", "reason"), NASTY, ids=lambda value: repr(value)[:30])
def test_what_nobody_means_from_stdin(pasted: Run, query: str, reason: str | None) -> None:
    outcome = pasted(query)
    if reason is None:
        assert outcome.status in {0, 1}
        assert not outcome.err.startswith("pincite: ")
    else:
        assert (outcome.status, outcome.out) == (2, "")
        assert outcome.err.startswith("pincite: ")
        assert reason in outcome.err
        assert len(outcome.err) < 1_500
    assert "\x00" not in outcome.out + outcome.err
    assert "\x1b" not in outcome.out + outcome.err


@pytest.mark.parametrize(
    ("argument", "status"), [(b"", 2), (b"\xff", 2), (b"harbour\xff", 0), (b"\xed\xa0\x80", 2)]
)
def test_arguments_that_are_no_text(archive: Path, argument: bytes, status: int) -> None:
    asked = subprocess.run(
        [*map(os.fsencode, PINCITE), b"search", argument],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert asked.returncode == status
    assert b"Traceback" not in asked.stderr
    assert (b"no word to search for" in asked.stderr) == (status == 2)


def test_an_unknown_field_is_pointed_at(pasted: Run) -> None:
    outcome = pasted("harbour -subject:gas")
    assert outcome.status == 2
    reason, query, caret = outcome.err.splitlines()
    assert "subject; the fields are title, author, publication, path, kind and date" in reason
    assert query[caret.index("^") :] == "subject:gas"


class TestHelp:
    def test_the_language_is_on_a_page(self, run: Run) -> None:
        outcome = run("help", "query")
        assert (outcome.status, outcome.err) == (0, "")
        lines = outcome.out.splitlines()
        for form in FORMS:
            assert f"  {form.write}" in lines
            assert f"      {form.means}" in lines
            for example in form.examples:
                count = example.paragraphs
                noun = "paragraph" if count == 1 else "paragraphs"
                assert f"      {example.query}  {count} {noun}" in lines

    @pytest.mark.parametrize("columns", [40, 80])
    def test_the_page_is_wrapped_for_a_terminal(self, tmp_path: Path, columns: int) -> None:
        status, shown = on_terminal(["help", "query"], tmp_path, columns=columns)
        plain = ESCAPES.sub("", shown)
        assert status == 0
        assert max(map(len, plain.splitlines())) == columns
        assert "\x1b[1m=word\x1b[0m" in shown

    def test_help_on_a_command_is_what_that_command_says(self, run: Run) -> None:
        for command in ("search", "show", "help"):
            assert run("help", command) == run(command, "--help")
        assert run("help") == run("--help")

    def test_a_topic_that_is_none_is_an_error_that_lists_them(self, run: Run) -> None:
        outcome = run("help", "queries")
        assert (outcome.status, outcome.out) == (2, "")
        assert "topics are query, index, search, " in outcome.err

    def test_the_help_of_search_points_there(self, run: Run) -> None:
        assert "pincite help query" in run("search", "--help").out
