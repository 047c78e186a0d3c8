"""Help, version, counts, and what they need not import."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from running import Outcome, Run, process

import pincite


class TestHelp:
    @pytest.mark.parametrize(
        "command", ["index", "search", "show", "kwic", "similar", "page", "stats", "help"]
    )
    @pytest.mark.parametrize("option", ["-h", "--help"])
    def test_every_command_has_help_with_examples(
        self, run: Run, command: str, option: str
    ) -> None:
        outcome = run(command, option)
        assert (outcome.status, outcome.err) == (0, "")
        assert outcome.out.count(f"\n    pincite {command}") >= 2

    def test_bare_command_is_help(self, run: Run) -> None:
        assert run() == run("--help")
        assert "Shell completion" in run().out

    def test_version(self, run: Run) -> None:
        assert run("--version") == Outcome(0, f"pincite {pincite.__version__}\n", "")

    @pytest.mark.parametrize("arguments", [["frobnicate"], ["search"], ["stats", "--frobnicate"]])
    def test_usage_errors_are_exit_2(self, run: Run, arguments: list[str]) -> None:
        outcome = run(*arguments)
        assert (outcome.status, outcome.out) == (2, "")
        assert outcome.err.startswith("pincite: ")
        assert "--help" in outcome.err

    def test_completion_is_offered(self) -> None:
        script = process(env={**os.environ, "_PINCITE_COMPLETE": "zsh_source"})
        assert script.returncode == 0
        assert b"#compdef pincite" in script.stdout

    @pytest.mark.parametrize(
        "arguments", [["--help"], ["search", "--help"], ["help", "query"], ["--version"]]
    )
    def test_help_waits_for_no_heavy_import(self, arguments: list[str]) -> None:
        code = (
            "import sys; from pincite.cli import main; status = main(sys.argv[1:]);"
            "heavy = {'numpy', 'whoosh', 'nltk', 'jinja2'} & set(sys.modules);"
            "sys.exit(status or ' '.join(heavy) or 0)"
        )
        asked = subprocess.run(
            [sys.executable, "-c", code, *arguments], capture_output=True, check=False, timeout=60
        )
        assert (asked.returncode, asked.stderr) == (0, b"")
