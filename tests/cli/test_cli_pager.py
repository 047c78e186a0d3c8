"""Long output on a terminal goes through a pager."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from running import ESCAPES, Run, on_terminal, process

if TYPE_CHECKING:
    from pathlib import Path

SEARCH = ["search", "harbour"]

# Says with which options it was called, and how many lines it got.
PAGER = """\
import os, sys
lines = sys.stdin.read().splitlines()
print(f"PAGED {len(lines)} {sys.argv[1:]} LESS={os.environ.get('LESS')}")
print(lines[0])
"""
LEAVES = "import sys; sys.stdin.read(1); print('LEFT')"
FOREVER = """\
import signal, sys, time
signal.signal(signal.SIGINT, lambda *_: None)
print("WAITING", flush=True)
time.sleep(1)
print("STILL THERE")
"""


@pytest.fixture
def pager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The command of a pager that says what it got."""
    monkeypatch.delenv("PINCITE_PAGER")
    return pager_of(PAGER, tmp_path)


def pager_of(script: str, folder: Path) -> str:
    path = folder / "my pager.py"
    path.write_text(script, encoding="utf-8")
    return f"'{sys.executable}' '{path}'"


class TestPager:
    @pytest.mark.parametrize(
        "command",
        [SEARCH, ["show", "harbour"], ["kwic", "harbour"], ["similar", "harbour.txt#5"], ["help"]],
        ids=lambda command: command[0],
    )
    def test_what_is_longer_than_the_screen_is_paged(
        self, archive: Path, pager: str, command: list[str]
    ) -> None:
        status, shown = on_terminal(command, archive, rows=3, PAGER=pager)
        assert status == 0
        assert re.match(r"PAGED \d+ \[\] LESS=FRX\n", shown)

    def test_what_the_screen_has_room_for_is_not(self, archive: Path, pager: str) -> None:
        whole = on_terminal(SEARCH, archive, rows=99, PAGER=pager)[1]
        assert "PAGED" not in whole
        lines = whole.count("\n")
        assert "PAGED" not in on_terminal(SEARCH, archive, rows=lines + 1, PAGER=pager)[1]
        assert f"PAGED {lines} " in on_terminal(SEARCH, archive, rows=lines, PAGER=pager)[1]

    def test_whose_pager_it_is(self, archive: Path, pager: str) -> None:
        own = f"{pager} own"
        _, shown = on_terminal(SEARCH, archive, rows=3, PAGER=pager, PINCITE_PAGER=own, LESS="-S")
        assert re.match(r"PAGED \d+ \['own'\] LESS=-S\n", shown)

    @pytest.mark.parametrize(
        "variables",
        [
            {"PINCITE_PAGER": "cat"},
            {"PINCITE_PAGER": ""},
            {"PAGER": "cat"},
            {"PAGER": "no-such-pager -R"},
            {"PAGER": "'never closed"},
            {"PATH": "/nonexistent", "PAGER": "less"},
            {"TERM": "dumb", "PAGER": "PAGER"},
        ],
        ids=str,
    )
    def test_without_a_pager_it_is_written(
        self, archive: Path, pager: str, variables: dict[str, str]
    ) -> None:
        variables = {name: pager if text == "PAGER" else text for name, text in variables.items()}
        status, shown = on_terminal(SEARCH, archive, rows=3, **variables)
        assert status == 0
        assert ESCAPES.sub("", shown).startswith("1  A Letter from the Harbour\n")

    def test_a_pipe_is_never_paged(self, archive: Path, pager: str) -> None:
        import os

        environment = {**os.environ, "PAGER": pager, "LINES": "3"}
        assert b"PAGED" not in process(*SEARCH, env=environment).stdout

    def test_json_is_never_paged(self, archive: Path, pager: str) -> None:
        _, shown = on_terminal([*SEARCH, "--jsonl"], archive, rows=2, PAGER=pager)
        assert shown.startswith('{"rank": 1')

    def test_notices_come_after_it(self, archive: Path, pager: str) -> None:
        status, shown = on_terminal([*SEARCH, "quagga"], archive, rows=3, PAGER=pager)
        assert status == 0
        assert re.match(r"PAGED .*\n.*\n\nnot in the index: quagga\n", shown)

    def test_a_reader_who_leaves_early_is_not_worth_a_word(
        self, corpus_index: Path, tmp_path: Path, pager: str
    ) -> None:
        leaving = pager_of(LEAVES, tmp_path)
        arguments = ["search", "the russia", "-n", "219", "--full"]
        status, shown = on_terminal(arguments, corpus_index.parent, PAGER=leaving)
        assert status == 0
        assert re.match(r"LEFT\n(\n\d+ of .*\n)?$", shown)

    def test_ctrl_c_is_for_the_pager(self, archive: Path, tmp_path: Path, pager: str) -> None:
        waiting = pager_of(FOREVER, tmp_path)
        line = f"exec {sys.executable} -W error -m pincite search harbour"
        child = subprocess.run(
            [sys.executable, "-c", CONTROLLED, line],
            cwd=archive,
            check=False,
            capture_output=True,
            env=with_pager(waiting),
            timeout=60,
        )
        assert child.stderr == b""
        assert child.stdout.replace(b"\r", b"").replace(b"^C", b"") == b"WAITING\nSTILL THERE\n"
        assert child.returncode == 0

    def test_less_shows_it_as_it_is(self, archive: Path, pager: str) -> None:
        # `q` is typed before less asks for it.
        status, shown = on_terminal(SEARCH, archive, rows=8, typed=b"q", PAGER="less")
        assert status == 0
        assert "\x1b[1;31mharbour\x1b[0m" in shown
        assert "ESC" not in shown


# Runs a shell line in a terminal of its own, and types Ctrl-C when WAITING is read.
CONTROLLED = """\
import os, pty, sys
child, terminal = pty.fork()
if not child:
    os.execv("/bin/sh", ["sh", "-c", sys.argv[1]])
shown = b""
typed = False
try:
    while piece := os.read(terminal, 65536):
        shown += piece
        if b"WAITING" in shown and not typed:
            typed = True
            os.write(terminal, b"\\x03")
except OSError:
    pass
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def with_pager(pager: str) -> dict[str, str]:
    import os

    return {**os.environ, "PAGER": pager, "LINES": "3", "COLUMNS": "80"}


class TestLinks:
    def test_ids_lead_to_their_files(self, archive: Path) -> None:
        for command in (SEARCH, ["show", "harbour"], ["search", "harbour", "-l"]):
            _, shown = on_terminal(command, archive, FORCE_HYPERLINK="1")
            machine = subprocess.check_output(["uname", "-n"], text=True).strip()
            address = f"file://{machine}{archive.resolve()}/harbour.txt"
            assert f"\x1b]8;;{address}\x1b\\" in shown
            assert shown.count("\x1b]8;;file:") == shown.count("\x1b]8;;\x1b\\")

    def test_they_take_no_room(self, archive: Path) -> None:
        linked = on_terminal(SEARCH, archive, columns=40, FORCE_HYPERLINK="1")[1]
        plain = on_terminal(SEARCH, archive, columns=40, FORCE_HYPERLINK="0")[1]
        assert re.sub(r"\x1b]8;;.*?\x1b\\", "", linked).replace("\x1b[0m\x1b[2m", "") == plain

    def test_there_are_none_in_a_pipe(
        self, run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("FORCE_HYPERLINK", "1")
        monkeypatch.setenv("FORCE_COLOR", "1")
        assert "\x1b]8" not in run(*SEARCH).out

    def test_there_is_none_where_there_is_no_file(self, tmp_path: Path) -> None:
        (tmp_path / "gone.txt").write_text("Gone\n\nThe harbour.\n", encoding="utf-8")
        process("index", ".", cwd=tmp_path)
        (tmp_path / "gone.txt").unlink()
        status, shown = on_terminal(SEARCH, tmp_path, FORCE_HYPERLINK="1")
        assert status == 0
        assert "gone.txt" in shown
        assert "\x1b]8" not in shown

    def test_no_name_breaks_out_of_its_link(self, tmp_path: Path) -> None:
        name = "a \x1b]0;b\x07 #%é.txt"
        (tmp_path / name).write_text("Odd\n\nThe harbour.\n", encoding="utf-8")
        process("index", ".", cwd=tmp_path)
        _, shown = on_terminal(SEARCH, tmp_path, FORCE_HYPERLINK="1")
        (address,) = re.findall(r"\x1b]8;;(file:.*?)\x1b\\", shown)
        assert address.endswith("/a%20%1B%5D0%3Bb%07%20%23%25%C3%A9.txt")
        assert r"a \x1b]0;b\x07 #%é.txt" in shown
