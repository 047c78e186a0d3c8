"""What a user is told when something is wrong."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from running import PINCITE, Outcome, Run, process

import pincite


class TestTrouble:
    def test_a_reader_that_has_gone_is_not_worth_a_word(self, archive: Path) -> None:
        child = subprocess.Popen(
            [*PINCITE, "search", "harbour"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert child.stdout is not None
        child.stdout.close()
        assert child.stderr is not None
        with child.stderr:
            assert child.stderr.read() == b""
        assert child.wait(timeout=60) == 141

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
    def test_a_full_disk_is_an_error(self, archive: Path) -> None:
        with Path("/dev/full").open("wb") as full:
            child = subprocess.run(
                [*PINCITE, "search", "harbour"],
                check=False,
                stdout=full,
                stderr=subprocess.PIPE,
                timeout=60,
            )
        assert child.returncode == 2
        assert child.stderr == b"pincite: No space left on device\n"

    @pytest.mark.parametrize(("closed", "status"), [(">&-", 0), ("2>&-", 0), ("<&-", 0)])
    def test_closed_streams(self, archive: Path, closed: str, status: int) -> None:
        line = f'"$@" {closed}'
        child = subprocess.run(
            ["/bin/sh", "-c", line, "sh", *PINCITE, "search", "harbour", "-n", "1"],
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert child.returncode == status
        assert b"Traceback" not in child.stderr

    def test_ascii_streams_get_plainer_text(self, archive: Path) -> None:
        plain = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
        asked = process("search", "timetable", env=plain)
        assert asked.returncode == 0
        assert b"par. 3 | line 5" in asked.stdout
        assert b'"weather permitting"' in asked.stdout
        shown = process("search", "timetable", "--json", env=plain)
        assert (
            "“weather permitting”"
            in json.loads(shown.stdout.decode())["hits"][0]["snippet"]["text"]
        )

    def test_file_names_that_are_no_text(self, tmp_path: Path) -> None:
        name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
        try:
            with open(name, "w", encoding="utf-8") as file:  # noqa: PTH123 - bytes
                file.write("Coffee\n\nThe café was closed.\n")
        except OSError:
            pytest.skip("this file system refuses such names")
        assert process("index", ".", cwd=tmp_path).returncode == 0
        found = process("search", "cafe", cwd=tmp_path)
        assert rb"caf\xe9.txt" in found.stdout
        shown = subprocess.run(
            [*map(os.fsencode, PINCITE), b"show", b"caf\xe9.txt"],
            cwd=tmp_path,
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert (shown.returncode, shown.stderr) == (0, b"")
        assert process("search", "cafe", "--json", cwd=tmp_path).returncode == 0

    def test_interrupt_is_130_without_a_traceback(self, archive: Path) -> None:
        code = (
            "import signal, sys; from pincite import console; from pincite.cli import main;"
            "signal.signal(signal.SIGINT, signal.default_int_handler);"  # ignored in the background
            "read = console.read; console.read = lambda: (print('ready', flush=True), read())[1];"
            "sys.exit(main(['search', '-']))"
        )
        child = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=1)
        child.send_signal(signal.SIGINT)
        _, err = child.communicate(timeout=60)
        assert child.returncode == 130
        assert b"Traceback" not in err

    @pytest.mark.parametrize(
        ("error", "message"),
        [
            (PermissionError(13, "Permission denied", "a\x1bb"), r"a\x1bb: Permission denied"),
            (pincite.CorruptIndex("x\x1b: damaged"), r"x\x1b: damaged"),
            (ZeroDivisionError("by zero"), "unexpected ZeroDivisionError: by zero"),
            (RecursionError("too deep"), "unexpected RecursionError: too deep"),
        ],
    )
    def test_any_error_is_one_line_and_exit_2(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, error: Exception, message: str
    ) -> None:
        def fail(*arguments: object, **options: object) -> None:
            raise error

        monkeypatch.setattr(pincite, "find_index", fail, raising=False)
        assert run("stats") == Outcome(2, "", f"pincite: {message}\n")
