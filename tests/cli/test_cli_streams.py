"""Pipes, encodings, progress: the manners of a command."""

from __future__ import annotations

import io
import sys

import pytest

from pincite import Step, console
from pincite.search.faces.cells import width_of


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class TestStreams:
    def test_ascii_gets_plainer_typography_and_the_rest_spelt_out(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        raw = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
        console.prepare()
        console.write("“¶ 7” · Łódź…\n")
        assert raw.getvalue().decode() == '"par. 7" | \\u0141\\xf3d\\u017a...\n'

    def test_a_format_that_is_utf8_stays_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        raw = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="latin-1"))
        console.write_utf8("“Łódź”\n")
        assert raw.getvalue().decode() == "“Łódź”\n"

    @pytest.mark.parametrize(
        ("failure", "raised"),
        [(BrokenPipeError(), SystemExit), (OSError(28, "No space left on device"), OSError)],
    )
    def test_stdout_is_given_up_once_it_fails(
        self, monkeypatch: pytest.MonkeyPatch, failure: OSError, raised: type[BaseException]
    ) -> None:
        def fail(text: str) -> int:
            raise failure

        broken = io.StringIO()
        monkeypatch.setattr(broken, "write", fail)
        monkeypatch.setattr(sys, "stdout", broken)
        with pytest.raises(raised):
            console.write("text")
        console.write("more")

    def test_the_progress_bar_overwrites_itself_and_is_wiped(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shown = _Terminal()
        monkeypatch.setattr(sys, "stderr", shown)
        monkeypatch.setenv("COLUMNS", "60")
        with console.progress(wanted=True) as progress:
            progress(Step(1, 2, "a-rather-long-name-\x1b-for-a-source-file-of-letters.txt"))
            progress(Step(2, 2, "b.txt"))
        first, second, wiped = shown.getvalue().removesuffix("\r").split("\r")[1:]
        assert "1/2" in first
        assert first.endswith("…")
        assert r"\x1b" in first
        assert second.rstrip().endswith("2/2 b.txt")
        assert wiped.strip() == ""
        assert width_of(first) == width_of(second) == 56
        assert len(wiped) == len(second.rstrip())

    def test_a_stderr_that_fails_stops_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(text: str) -> int:
            raise OSError(5, "Input/output error")

        broken = _Terminal()
        monkeypatch.setattr(broken, "write", fail)
        monkeypatch.setattr(sys, "stderr", broken)
        console.notice("unheard")
        with console.progress(wanted=True) as progress:
            progress(Step(1, 1, "a.txt"))
