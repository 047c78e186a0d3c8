"""The same on terminals of all widths and colours."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from running import ESCAPES, Run, on_terminal

from pincite.search.faces.cells import width_of

if TYPE_CHECKING:
    from pathlib import Path


class TestScreens:
    def test_piped_output_is_plain(self, run: Run, archive: Path) -> None:
        assert "\x1b" not in run("search", "harbour").out

    def test_force_color_gives_escapes_in_a_pipe(
        self, run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("FORCE_COLOR", "1")
        assert "\x1b[1;31mharbour\x1b[0m" in run("search", "harbour").out
        monkeypatch.setenv("FORCE_COLOR", "0")
        assert "\x1b" not in run("search", "harbour").out

    def test_no_color_wins(self, run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("NO_COLOR", "1")
        assert "\x1b" not in run("search", "harbour").out

    def test_json_is_never_coloured(
        self, run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("FORCE_COLOR", "1")
        json.loads(run("search", "harbour", "--json").out)

    def test_terminal_gets_colours_and_lines_that_fit(self, archive: Path) -> None:
        status, shown = on_terminal(["search", "harbour", "--full"], archive, columns=40)
        assert status == 0
        assert "\x1b[1;31mharbour\x1b[0m" in shown
        widths = list(map(width_of, ESCAPES.sub("", shown).splitlines()))
        assert 30 < max(widths) <= 40

    def test_a_dumb_terminal_gets_no_escapes(self, archive: Path) -> None:
        status, shown = on_terminal(["search", "harbour"], archive, columns=40, TERM="dumb")
        assert status == 0
        assert "\x1b" not in shown
        assert max(map(width_of, shown.splitlines())) <= 40

    def test_without_colours_matches_are_bold_and_underlined(self, archive: Path) -> None:
        for command in (["search", "harbour"], ["kwic", "harbour"], ["show", "harbour.txt"]):
            _, shown = on_terminal(command, archive, NO_COLOR="1")
            styles = {*re.findall(r"\x1b\[([\d;]*)m", shown)}
            assert styles <= {"0", "1", "2", "1;4"}
            assert ("\x1b[1;4mharbour\x1b[0m" in shown) == (command[0] != "show")

    @pytest.mark.parametrize("columns", ["0", "5", "-7", "x", "999999999999999999999"])
    def test_a_width_that_is_none_breaks_nothing(self, archive: Path, columns: str) -> None:
        for command in (["search", "harbour", "--full"], ["kwic", "harbour"], ["show", "ferry"]):
            status, shown = on_terminal(command, archive, columns=0, COLUMNS=columns)
            assert status == 0
            assert "harbour" in shown
            assert max(map(width_of, ESCAPES.sub("", shown).splitlines())) <= 200

    @pytest.mark.parametrize("columns", [40, 60, 100, 160, 200])
    def test_every_line_fits(self, corpus_index: Path, columns: int) -> None:
        folder = corpus_index.parent
        widest = []
        for command in (
            ["search", "partnership", "--full", "--explain", "-C", "1"],
            ["search", "partnership", "-l", "--facets", "author,year"],
            ["show", "power-of-siberia"],
            ["kwic", "partnership"],
        ):
            _, shown = on_terminal(command, folder, columns=columns)
            widest.append(max(map(width_of, ESCAPES.sub("", shown).splitlines())))
        assert max(widest) <= columns
        assert max(widest[:3]) <= 100

    def test_the_notice_stands_apart_from_hits_on_a_terminal_only(
        self, run: Run, archive: Path
    ) -> None:
        _, shown = on_terminal(["search", "harbour", "-n", "1"], archive)
        assert re.search(r"\n\n1 of \d+ paragraphs; -n \d+ shows all, --page 2 the next\n$", shown)
        assert run("search", "harbour", "-n", "1").err.startswith("1 of ")

    def test_lines_stay_readable_on_a_wide_terminal(self, corpus_index: Path) -> None:
        search = ["search", "partnership", "--full"]
        _, shown = on_terminal(search, corpus_index.parent, columns=160)
        assert 80 < max(map(width_of, ESCAPES.sub("", shown).splitlines())) <= 100

    def test_hostile_text_is_spelt_out(self, run: Run, archive: Path) -> None:
        for arguments in (("search", "zebra"), ("show", "hostile")):
            out = run(*arguments).out
            assert r"\x1b[31mred\x1b[0m and \x07 bell" in out
            assert r"\u202ereversed" in out
            assert not set(out) & set("\x1b\x07\u202e\u202c")
        raw = run("search", "zebra", "--json").out
        assert not set(raw) & set("\x1b\x07\u202e\u202c")
        assert "\u202ereversed" in json.loads(raw)["hits"][0]["paragraph"]["text"]
