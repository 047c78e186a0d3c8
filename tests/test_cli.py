"""The command line as a user or a script meets it: output, streams, exit codes."""

from __future__ import annotations

import contextlib
import fcntl
import io
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

import pincite
from pincite import Step, cli, console
from pincite.search.cells import width_of

PINCITE = [sys.executable, "-W", "error", "-m", "pincite"]
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")

TEXTS = {
    "harbour.txt": (
        "A Letter from the Harbour\n\nBy Ida Quist\n\nPublished: 2018-04-18\n\n"
        "The harbour was closed on Monday. Nobody at the harbour office said why.\n\n"
        "The lighthouse keeper had an opinion, as lighthouse keepers do.\n\n"
        "On Friday the harbour was opened again, and the ferry sailed.\n"
    ),
    "letters/ferry.txt": (
        "The Ferry\n\nThe ferry leaves the harbour at nine. A lighthouse shows the way.\n\n"
        "It comes back at five, “weather permitting”, says the timetable.\n"
    ),
    "letters/notes.md": "# Notes\n\nLighthouses, keepers, ferries: the coast in 2018.\n",
    "hostile.txt": (
        "A Hostile Text\n\nThe word zebra \x1b[31mred\x1b[0m and \x07 bell, "
        "then \u202ereversed\u202c zebra.\n"
    ),
}


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONIOENCODING"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process, its streams captured as a pipe would."""

    def call(*arguments: str | Path) -> Outcome:
        capsys.readouterr()
        status = cli.main([str(argument) for argument in arguments])
        return Outcome(status, *capsys.readouterr())

    return call


def write_texts(folder: Path) -> None:
    for name, text in TEXTS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    write_texts(folder)
    pincite.build_index([folder])
    return folder


@pytest.fixture
def archive(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an index, and this process in it."""
    monkeypatch.chdir(built)
    return built


def process(
    *arguments: str,
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
    input: bytes = b"",  # noqa: A002 - as subprocess has it
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*PINCITE, *arguments],
        capture_output=True,
        check=False,
        cwd=cwd,
        env=env,
        input=input,
        timeout=60,
    )


def on_terminal(
    arguments: Sequence[str], folder: Path, *, columns: int = 80, **variables: str
) -> tuple[int, str]:
    """Run a command with a pseudo-terminal for all its streams; what that would show."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    child = subprocess.Popen(
        [*PINCITE, *arguments],
        cwd=folder,
        env={**os.environ, **variables},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # how Linux says that the other side is closed
        while piece := os.read(ours, 65536):
            shown += piece
    os.close(ours)
    return child.wait(timeout=60), shown.decode().replace("\r\n", "\n")


class TestSearch:
    def test_hits_on_stdout_and_nothing_on_stderr(self, run: Run, archive: Path) -> None:
        outcome = run("search", "timetable")
        assert (outcome.status, outcome.err) == (0, "")
        assert outcome.out.splitlines() == [
            "1  The Ferry",
            "   ¶ 3 · line 5 · letters/ferry.txt",
            "   It comes back at five, “weather permitting”, says the timetable.",
        ]

    def test_words_may_come_as_one_argument_or_several(self, run: Run, archive: Path) -> None:
        assert run("search", "lighthouse", "keeper").out == run("search", "lighthouse keeper").out

    def test_query_is_read_from_stdin(self, archive: Path) -> None:
        asked = process("search", "-", input="\ufeff“weather permitting”\n".encode())
        assert asked.returncode == 0
        assert b"timetable" in asked.stdout

    def test_words_to_exclude_go_after_two_hyphens(self, run: Run, archive: Path) -> None:
        with_ferry = run("search", "harbour", "--json")
        without = run("search", "harbour", "--json", "--", "-ferry")
        assert 0 < json.loads(without.out)["total"] < json.loads(with_ferry.out)["total"]
        assert run("search", "harbour -ferry", "--json").out.count("ferry") == (
            without.out.count("ferry")
        )

    @pytest.mark.parametrize("excluded", ["-ferry", "-nothing", "-x"])
    def test_forgotten_hyphens_are_pointed_out(
        self, run: Run, archive: Path, excluded: str
    ) -> None:
        outcome = run("search", "harbour", excluded)
        assert (outcome.status, outcome.out) == (2, "")
        assert "go after --" in outcome.err

    def test_limit_and_how_many_more(self, run: Run, archive: Path) -> None:
        outcome = run("search", "harbour", "-n", "1")
        assert outcome.out.startswith("1  ")
        assert "\n2  " not in outcome.out
        found = re.fullmatch(r"1 of (\d+) paragraphs; -n \1 shows all\n", outcome.err)
        assert found
        everything = run("search", "harbour", "-n", found[1])
        assert everything.err == ""

    def test_full_and_context(self, run: Run, archive: Path) -> None:
        outcome = run("search", "opinion", "--full", "--context", "1", "-n", "1")
        lines = outcome.out.splitlines()
        assert [re.match(r" +¶ (\d+)  ", line)[1] for line in lines[-3:]] == ["4", "5", "6"]  # type: ignore[index]
        assert "harbour was closed" in lines[-3]
        assert "The lighthouse keeper" in lines[-2]

    def test_context_stops_at_the_ends_of_the_article(self, run: Run, archive: Path) -> None:
        outcome = run("search", "timetable", "--context", "99", "--json")
        (hit,) = json.loads(outcome.out)["hits"]
        assert [each["ordinal"] for each in hit["context"]] == [1, 2]

    def test_explanation_adds_up(self, run: Run, archive: Path) -> None:
        outcome = run("search", "lighthouse keeper", "--explain", "--json")
        for hit in json.loads(outcome.out)["hits"]:
            assert hit["explanation"]
            total = sum(line["value"] for line in hit["explanation"])
            assert total == pytest.approx(hit["score"])
        assert re.search(r"\n   score +\d+\.\d{4}\n", run("search", "keeper", "--explain").out)

    def test_json_is_one_object_and_jsonl_a_hit_a_line(self, run: Run, archive: Path) -> None:
        whole = json.loads(run("search", "harbour", "--json").out)
        assert list(whole) == ["query", "total", "hits", "missing", "suggestions"]
        lines = run("search", "harbour", "--jsonl").out.splitlines()
        assert [json.loads(line) for line in lines] == whole["hits"]
        assert [hit["rank"] for hit in whole["hits"]] == list(range(1, len(lines) + 1))
        assert "explanation" not in whole["hits"][0]

    def test_json_says_what_the_api_says(self, run: Run, archive: Path) -> None:
        record = json.loads(run("search", "“weather permitting”", "--json").out)["hits"][0]
        with pincite.open_index(archive) as index:
            hit = index.find("“weather permitting”").hits[0]
        assert record["score"] == hit.score
        assert record["article"]["title"] == hit.article.title
        assert record["paragraph"]["text"] == hit.paragraph.text
        assert [tuple(span) for span in record["spans"]] == list(hit.spans)
        assert record["snippet"]["text"] == hit.snippet.text
        assert record["locator"]["ordinal"] == hit.locator.ordinal

    def test_json_and_jsonl_exclude_each_other(self, run: Run, archive: Path) -> None:
        assert run("search", "harbour", "--json", "--jsonl").status == 2

    @pytest.mark.parametrize("option", [(), ("--json",), ("--jsonl",)])
    def test_nothing_found_is_exit_1_and_says_why(
        self, run: Run, archive: Path, option: tuple[str, ...]
    ) -> None:
        outcome = run("search", "xylophone", "quagga", *option)
        assert outcome.status == 1
        assert outcome.err.startswith("nothing found for xylophone quagga; ")
        assert "not in the index: " in outcome.err
        assert "xylophone" in outcome.err.split("index: ")[1]
        assert "quagga" in outcome.err.split("index: ")[1]
        if option == ("--json",):
            assert json.loads(outcome.out)["missing"] == ["xylophone", "quagga"]
        else:
            assert outcome.out == ""

    def test_words_that_never_meet_are_told_apart_from_unknown_ones(
        self, run: Run, archive: Path
    ) -> None:
        outcome = run("search", "timetable AND zebra")
        assert outcome.status == 1
        assert "every word is in the index" in outcome.err

    def test_a_missing_word_is_told_beside_hits(self, run: Run, archive: Path) -> None:
        outcome = run("search", "timetable quagga")
        assert outcome.status == 0
        assert "not in the index: quagga\n" in outcome.err

    def test_spellings_are_suggested(self, run: Run, archive: Path) -> None:
        outcome = run("search", "lighthuose")
        assert outcome.status == 1
        assert "did you mean: lighthouse" in outcome.err

    def test_a_broken_query_has_a_caret_under_the_trouble(self, run: Run, archive: Path) -> None:
        outcome = run("search", 'ferry "harbour')
        assert (outcome.status, outcome.out) == (2, "")
        reason, query, caret = outcome.err.splitlines()
        assert reason.startswith("pincite: ")
        assert query == '  ferry "harbour'
        assert caret == "        ^"

    @pytest.mark.parametrize("query", ["", "...", '""', "(ferry", "ferry)"])
    def test_queries_that_cannot_be_understood_are_errors(
        self, run: Run, archive: Path, query: str
    ) -> None:
        outcome = run("search", query)
        assert outcome.status == 2 or (outcome.status == 0 and query == "ferry)")
        assert "Traceback" not in outcome.err

    @pytest.mark.parametrize("limit", ["0", "-3", "many"])
    def test_a_limit_that_is_none_is_refused(self, run: Run, archive: Path, limit: str) -> None:
        outcome = run("search", "ferry", "-n", limit)
        assert (outcome.status, outcome.out) == (2, "")
        assert limit in outcome.err
        assert ("go after --" in outcome.err) == (limit == "many")

    def test_index_is_found_from_below_and_named_from_anywhere(
        self, run: Run, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        expected = run("search", "timetable").out
        monkeypatch.chdir(archive / "letters")
        assert run("search", "timetable").out == expected
        monkeypatch.chdir(tmp_path)
        assert run("search", "timetable", "--index", archive).out == expected
        assert run("search", "timetable", "--index", archive / ".pincite").out == expected

    def test_no_index_is_an_error_that_says_what_to_do(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        outcome = run("search", "ferry")
        assert outcome.status == 2
        assert outcome.err.startswith("pincite: ")
        assert "pincite index" in outcome.err


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

    @pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
    def test_terminal_without_colours(self, archive: Path, variables: dict[str, str]) -> None:
        status, shown = on_terminal(["search", "harbour"], archive, columns=40, **variables)
        assert status == 0
        assert "\x1b" not in shown
        assert max(map(width_of, shown.splitlines())) <= 40

    def test_the_notice_stands_apart_from_hits_on_a_terminal_only(
        self, run: Run, archive: Path
    ) -> None:
        _, shown = on_terminal(["search", "harbour", "-n", "1"], archive)
        assert re.search(r"\n\n1 of \d+ paragraphs; -n \d+ shows all\n$", shown)
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


class TestShow:
    @pytest.mark.parametrize("name", ["letters/ferry.txt", "ferry.txt", "ferry"])
    def test_by_id_file_name_or_stem(self, run: Run, archive: Path, name: str) -> None:
        outcome = run("show", name)
        assert (outcome.status, outcome.err) == (0, "")
        assert outcome.out.splitlines()[0] == "The Ferry"
        assert "\n¶ 3  It comes back at five" in outcome.out

    @pytest.mark.parametrize(
        ("paragraphs", "ordinals"),
        [("4", [4]), ("¶4", [4]), ("¶ 4", [4]), ("4-5", [4, 5]), ("4–5", [4, 5]), ("5-99", [5, 6])],
    )
    def test_paragraphs(
        self, run: Run, archive: Path, paragraphs: str, ordinals: list[int]
    ) -> None:
        outcome = run("show", f"harbour.txt#{paragraphs}", "--json")
        assert [each["ordinal"] for each in json.loads(outcome.out)["paragraphs"]] == ordinals
        text = run("show", f"harbour.txt#{paragraphs}").out
        assert [int(found) for found in re.findall(r"^ *¶ (\d+) ", text, re.MULTILINE)] == ordinals

    def test_every_locator_a_search_gives_can_be_shown(self, run: Run, archive: Path) -> None:
        for hit in json.loads(run("search", "harbour", "--json").out)["hits"]:
            place = hit["locator"]
            shown = json.loads(run("show", f"{place['article']}#{place['ordinal']}", "--json").out)
            assert shown["paragraphs"] == [hit["paragraph"]]

    @pytest.mark.parametrize("name", ["nowhere.txt", "nowhere.txt#3", "harbour.txt#99"])
    def test_not_found_is_exit_1(self, run: Run, archive: Path, name: str) -> None:
        outcome = run("show", name)
        assert (outcome.status, outcome.out) == (1, "")
        assert outcome.err.startswith("pincite: ")

    def test_near_names_are_offered(self, run: Run, archive: Path) -> None:
        assert "harbour.txt" in run("show", "harbor.txt").err

    @pytest.mark.parametrize("name", ["harbour.txt#x", "harbour.txt#", "harbour.txt#5-4", "#3"])
    def test_bad_addresses_are_exit_2(self, run: Run, archive: Path, name: str) -> None:
        outcome = run("show", name)
        assert (outcome.status, outcome.out) == (2, "")
        assert name in outcome.err


class TestIndex:
    def test_summary_on_stdout_and_later_what_changed(self, run: Run, tmp_path: Path) -> None:
        write_texts(tmp_path)
        first = run("index", tmp_path)
        assert (first.status, first.err) == (0, "")
        summary = r"4 articles, \d+ paragraphs, [\d,]+ words in \d+\.\d s"
        assert re.fullmatch(rf"{summary}\n", first.out)
        (tmp_path / "new.txt").write_text("Something new\n\nThe tide came in early.\n")
        (tmp_path / "harbour.txt").unlink()
        again = run("index", tmp_path)
        assert again.status == 0
        assert re.fullmatch(rf"{summary}; 1 new, 0 changed, 1 removed, 3 unchanged\n", again.out)

    def test_quiet_says_nothing(self, run: Run, tmp_path: Path) -> None:
        write_texts(tmp_path)
        assert run("index", tmp_path, "--quiet") == Outcome(0, "", "")
        with pincite.open_index(tmp_path) as index:
            assert index.stats().articles == 4

    def test_index_elsewhere(self, run: Run, archive: Path, tmp_path: Path) -> None:
        assert run("index", archive / "letters", "--index", tmp_path / "elsewhere").status == 0
        found = json.loads(run("stats", "--json", "--index", tmp_path / "elsewhere").out)
        assert found["articles"] == 2

    def test_skipped_files_are_named(self, run: Run, tmp_path: Path) -> None:
        write_texts(tmp_path)
        (tmp_path / "broken.txt").write_bytes(b"\x00\x01\x02\xff\xfe\x00" * 200)
        (tmp_path / "bad\x1bname.txt").write_bytes(b"\x00\x01\x02\xff\xfe\x00" * 200)
        outcome = run("index", tmp_path)
        assert outcome.status == 0
        assert re.search(r"^skipped .*broken\.txt: .+$", outcome.err, re.MULTILINE)
        assert r"bad\x1bname.txt" in outcome.err
        assert "\x1b" not in outcome.err

    def test_nothing_to_index_is_exit_2(self, run: Run, tmp_path: Path) -> None:
        for place in (tmp_path, tmp_path / "nowhere"):
            outcome = run("index", place)
            assert (outcome.status, outcome.out) == (2, "")
            assert outcome.err.startswith("pincite: ")

    def test_language(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "mer.txt").write_text("La mer\n\nLes bateaux naviguaient lentement.\n")
        assert run("index", tmp_path, "--language", "french").status == 0
        assert run("search", "navigue", "--index", tmp_path).status == 0
        assert run("index", tmp_path, "--language", "klingon").status == 2

    def test_progress_is_drawn_on_a_terminal_and_wiped(self, tmp_path: Path) -> None:
        write_texts(tmp_path)
        status, shown = on_terminal(["index", "."], tmp_path, columns=60)
        assert status == 0
        assert re.search(r"\r━+ 4/4 .*notes\.md", shown)
        assert re.fullmatch(r"4 articles.* s\n", shown.rpartition("\r")[2])
        assert all(width_of(drawn) < 60 for drawn in re.split(r"[\r\n]", shown))

    def test_progress_is_not_drawn_when_quiet_or_piped(self, tmp_path: Path) -> None:
        write_texts(tmp_path)
        assert on_terminal(["index", ".", "-q"], tmp_path) == (0, "")
        assert process("index", ".", cwd=tmp_path).stderr == b""


class TestPage:
    def test_writes_the_page_and_says_where(self, run: Run, archive: Path, tmp_path: Path) -> None:
        target = tmp_path / "site" / "search.html"
        outcome = run("page", "-o", target, "--title", "The coast")
        assert (outcome.status, outcome.out) == (0, "")
        assert re.fullmatch(rf"wrote {re.escape(str(target))} \(\d+ KB\)\n", outcome.err)
        html = target.read_text(encoding="utf-8")
        assert "The coast" in html
        assert [path.name for path in target.parent.iterdir()] == ["search.html"]

    def test_default_places(
        self, run: Run, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert run("page", "--index", built).status == 0
        assert run("page", "--index", built, "--query", "ferry").status == 0
        assert {path.name for path in tmp_path.iterdir()} == {"search.html", "results.html"}
        assert "timetable" not in (tmp_path / "results.html").read_text(encoding="utf-8")

    def test_stdout(self, run: Run, archive: Path) -> None:
        outcome = run("page", "-o", "-", "--query", "ferry", "-n", "1")
        assert outcome.out.lower().startswith("<!doctype html>")
        assert outcome.err == ""

    def test_query_without_hits_writes_nothing(
        self, run: Run, archive: Path, tmp_path: Path
    ) -> None:
        outcome = run("page", "--query", "quagga", "-o", tmp_path / "results.html")
        assert outcome.status == 1
        assert list(tmp_path.iterdir()) == []

    def test_limit_without_query_is_refused(self, run: Run, archive: Path) -> None:
        assert run("page", "-n", "3").status == 2

    def test_what_was_there_stays_when_writing_fails(
        self, run: Run, archive: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "file").write_text("kept")
        outcome = run("page", "-o", tmp_path / "file" / "search.html")
        assert outcome.status == 2
        assert "file" in outcome.err
        assert (tmp_path / "file").read_text() == "kept"

    def test_devices_are_written_to_not_replaced(self, run: Run, archive: Path) -> None:
        assert run("page", "-o", "/dev/null").status == 0
        assert Path("/dev/null").is_char_device()


class TestStats:
    def test_text_and_json(self, run: Run, archive: Path) -> None:
        counts = json.loads(run("stats", "--json").out)
        assert list(counts) == ["articles", "paragraphs", "words"]
        rows = [line.split() for line in run("stats").out.splitlines()]
        assert rows == [[f"{count:,}", noun] for noun, count in counts.items()]


class TestHelp:
    @pytest.mark.parametrize("command", ["index", "search", "show", "page", "stats"])
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

    @pytest.mark.parametrize("arguments", [["--help"], ["search", "--help"], ["--version"]])
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
            "import sys; from pincite.cli import main; print('ready', flush=True);"
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


@pytest.fixture
def goldens(
    golden: Callable[[str, str], None],
    corpus_index: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[str, Outcome], None]:
    """Compare both streams and the status with a golden file, numbers rounded."""
    monkeypatch.chdir(corpus_index.parent)

    def compare(name: str, outcome: Outcome) -> None:
        text = f"{outcome.out}--- stderr\n{outcome.err}--- status {outcome.status}\n"
        text = text.replace("\x1b", "␛")
        text = re.sub(r"\d+\.\d{3,}", lambda number: f"{float(number[0]):.2f}", text)
        golden(f"cli/{name}.txt", text)

    return compare


class TestGoldens:
    @pytest.mark.parametrize(
        ("name", "arguments"),
        [
            ("search", ["search", "strategic partnership", "-n", "3"]),
            ("search-phrase", ["search", '"comprehensive strategic partnership"']),
            ("search-boolean", ["search", "alliance AND (nato OR treaty)", "--", "-korea"]),
            ("search-exact", ["search", "=ally", "-n", "2", "--full"]),
            ("search-context", ["search", "gas pipeline", "-n", "2", "--context", "1"]),
            ("search-explain", ["search", "strategic partnership", "-n", "2", "--explain"]),
            ("search-json", ["search", "joint exercises", "-n", "2", "--json", "--explain"]),
            ("search-jsonl", ["search", "joint exercises", "-n", "2", "--jsonl"]),
            ("search-nothing", ["search", "partnreship", "quagga"]),
            ("search-broken", ["search", 'alliance AND "strategic']),
            ("show", ["show", "entente-revisited-2017"]),
            ("show-range", ["show", "entente-revisited-2017#5-7"]),
            ("show-json", ["show", "entente-revisited-2017#6", "--json"]),
            ("show-unknown", ["show", "entente-revisited"]),
            ("stats", ["stats"]),
        ],
    )
    def test_piped(
        self,
        run: Run,
        goldens: Callable[[str, Outcome], None],
        name: str,
        arguments: list[str],
    ) -> None:
        goldens(name, run(*arguments))

    @pytest.mark.parametrize("columns", ["40", "160"])
    def test_screens(
        self,
        run: Run,
        goldens: Callable[[str, Outcome], None],
        monkeypatch: pytest.MonkeyPatch,
        columns: str,
    ) -> None:
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("COLUMNS", columns)
        search = run("search", "strategic partnership", "-n", "3", "--context", "1", "--explain")
        goldens(f"search-{columns}", search)
        goldens(f"show-{columns}", run("show", "brics-bank-and-its-cousins#1-8"))
