"""Where `pincite page` puts what."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from running import on_terminal

import pincite
from pincite import notices
from pincite.files import write_whole

if TYPE_CHECKING:
    from running import Run


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

    def test_no_article_is_written_over(self, run: Run, archive: Path) -> None:
        before = (archive / "letters" / "notes.md").read_bytes()
        for command in (("page", "-o"), ("search", "ferry", "--export")):
            outcome = run(*command, "letters/notes.md")
            assert outcome.status == 2
            assert "letters/notes.md is one of the indexed files" in outcome.err
        assert (archive / "letters" / "notes.md").read_bytes() == before

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

    def test_a_folder_that_cannot_be_written_to_is_told_by_the_target(
        self, nobodys_folder: Path
    ) -> None:
        nobodys_folder.chmod(0o500)
        with pytest.raises(PermissionError) as caught:
            write_whole(nobodys_folder / "search.html", b"<p>")
        nobodys_folder.chmod(0o700)
        told = notices.error_text(caught.value, 80)
        assert told == f"{nobodys_folder}/search.html: Permission denied"


class TestShapes:
    @pytest.mark.parametrize("name", ["search.html", "x.htm", "page.v2"])
    def test_a_name_with_a_suffix_is_a_file(
        self, run: Run, archive: Path, tmp_path: Path, name: str
    ) -> None:
        assert run("page", "-o", tmp_path / name).status == 0
        assert [path.name for path in tmp_path.rglob("*")] == [name]

    @pytest.mark.parametrize("options", [("-o", "site"), ("-o", "a.b", "--folder"), ("--folder",)])
    def test_others_are_a_folder(
        self,
        run: Run,
        built: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        options: tuple[str, ...],
    ) -> None:
        monkeypatch.chdir(tmp_path)
        outcome = run("page", "--index", built, *options)
        (folder,) = tmp_path.iterdir()
        assert folder.name == (options[1] if "-o" in options else "search")
        assert {"index.html", "embed.js", "parts"} < {path.name for path in folder.iterdir()}
        told = rf"wrote {folder.name}: (\d+) files \(\d+ KB\), all new\n"
        assert (outcome.status, outcome.out) == (0, "")
        assert re.fullmatch(told, outcome.err)

    def test_a_folder_that_is_there_gets_a_folder(
        self, run: Run, archive: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "site.d").mkdir()
        assert run("page", "-o", tmp_path / "site.d").status == 0
        assert (tmp_path / "site.d" / "index.html").is_file()

    def test_so_much_text_that_a_file_would_be_slow_is_a_folder(
        self, run: Run, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr("pincite.commands.page._LARGEST_FILE", 100)
        assert run("page", "--index", built).status == 0
        assert (tmp_path / "search" / "index.html").is_file()
        assert run("page", "--index", built, "--single").status == 0
        assert (tmp_path / "search.html").is_file()

    def test_again_only_what_changed_is_written(
        self, run: Run, archive: Path, tmp_path: Path
    ) -> None:
        assert run("page", "-o", tmp_path / "site").status == 0
        assert ", 0 of them new" in run("page", "-o", tmp_path / "site").err
        assert ", 1 of them new" in run("page", "-o", tmp_path / "site", "--title", "Coast").err

    def test_an_article_that_changed_leaves_the_texts_of_most_others(
        self, run: Run, tmp_path: Path
    ) -> None:
        for number in range(150):
            said = [f"Harbour {number} had {number * n} boats on day {n}." for n in range(40)]
            text = "\n\n".join([f"Port {number}", *said])
            (tmp_path / f"{number:03}.txt").write_text(text, "utf-8")
        pincite.build_index(tmp_path)
        site = ("page", "--index", tmp_path, "-o", tmp_path / "site")
        texts = tmp_path / "site" / "parts" / "texts"
        assert run(*site).status == 0
        before = {*texts.rglob("*.js")}
        (tmp_path / "007.txt").write_text("Port 7\n\nThe harbour is closed.\n", "utf-8")
        pincite.build_index(tmp_path)
        assert run(*site).status == 0
        after = {*texts.rglob("*.js")}
        assert len(before & after) > len(before) / 2
        assert after - before

    def test_an_index_without_articles_has_a_page(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("A\n\nText.\n")
        (tmp_path / "b.txt").write_text("B\n\nText.\n")
        pincite.build_index(tmp_path)
        with pincite.open_index(tmp_path) as index:
            index.remove("a.txt")
            index.remove("b.txt")
            index.commit()
        for target in ("site", "search.html"):
            assert run("page", "--index", tmp_path, "-o", tmp_path / target).status == 0

    def test_terminals_see_how_far_it_is(self, archive: Path, tmp_path: Path) -> None:
        status, shown = on_terminal(["page", "-o", str(tmp_path / "site")], archive)
        assert status == 0
        assert "\r" in shown
        assert shown.rstrip().endswith("all new")


class TestLook:
    def test_language_title_style_and_address(
        self, run: Run, archive: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "own.css").write_text("\ufeffbody { color: #123456 }", encoding="utf-8")
        look = ("--lang", "de", "--title", "Küste", "--css", tmp_path / "own.css")
        address = ("--base-url", "https://example.org/suche/")
        for what in ((), ("--query", "ferry")):
            assert run("page", *look, *address, *what, "-o", tmp_path / "a.html").status == 0
            html = (tmp_path / "a.html").read_text("utf-8")
            assert '<html lang="de"' in html
            assert "Küste" in html
            assert "<style>body { color: #123456 }</style>" in html
            assert '<link rel="canonical" href="https://example.org/suche/">' in html

    def test_templates(self, run: Run, archive: Path, tmp_path: Path) -> None:
        folder = tmp_path / "mine"
        folder.mkdir()
        target = tmp_path / "a.html"
        (folder / "base.html").write_text(
            '{% extends "pincite/base.html" %}{% block head %}{{ super() }}<base>{% endblock %}'
        )
        assert run("page", "--templates", folder, "-o", target).status == 0
        assert "<base>" in target.read_text("utf-8")
        (folder / "search.html").write_text("{% nonsense %}")
        outcome = run("page", "--templates", folder, "-o", tmp_path / "b.html")
        assert outcome.status == 2
        assert re.fullmatch(r"pincite: .*search\.html, line 1: .*nonsense.*\n", outcome.err)
        assert not (tmp_path / "b.html").exists()


class TestPrint:
    def test_quotations_in_full_with_what_stands_around_them(
        self, run: Run, archive: Path, tmp_path: Path
    ) -> None:
        target = tmp_path / "evidence.html"
        address = ("--base-url", "https://example.org/search/")
        query = ("--query", "lighthouse keeper", "-n", "1", "--print")
        assert run("page", *query, *address, "-o", target).status == 0
        html = target.read_text("utf-8")
        assert "The <mark>lighthouse</mark> <mark>keeper</mark> had an opinion" in html
        assert "Nobody at the harbour office said why." in html
        assert "On Friday the harbour was opened again" in html
        assert "Ida Quist. “A Letter from the Harbour”. 18 April 2018." in html
        assert 'href="https://example.org/search/#harbour.txt/¶' in html
        reference = re.search(r"<code>(pincite:\S+)</code>", html)
        assert reference
        assert "lighthouse keeper had" in run("show", reference[1]).out
        assert "<script" not in html

    def test_default_place(
        self, run: Run, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert run("page", "--index", built, "--query", "ferry", "--print").status == 0
        assert [path.name for path in tmp_path.iterdir()] == ["evidence.html"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("-n", "3"), "-n goes with --query"),
        (("--print",), "--print goes with --query"),
        (("--single", "--folder"), "--single and --folder exclude each other"),
        (("--query", "ferry", "--folder"), "--folder does not go with --query"),
        (("--query", "ferry", "--single"), "--single does not go with --query"),
        (("--folder", "-o", "-"), "a folder cannot go to stdout"),
        (("--lang", "xx"), "'xx' is not one of 'en', 'de', 'fr'"),
        (("--css", "missing.css"), "missing.css: No such file"),
        (("--css", "latin.css"), "latin.css is not UTF-8"),
        (("--templates", "missing"), "missing is no folder"),
        (("--templates", "letters"), "letters has none of articles.html, base.html"),
        (("--base-url", "javascript:alert(1)"), "is no address as https://example.org/search/"),
        (("--base-url", "https://example.org/#a"), "is no address"),
        (("--folder", "-o", "harbour.txt"), "harbour.txt is"),
        (("--single", "-o", "letters"), "letters is a folder, and this is one file"),
        (("--query", "ferry", "-o", "letters"), "letters is a folder, and this is one file"),
        (("--folder", "-o", ".pincite"), ".pincite is an index: choose another folder"),
        (
            ("--folder", "-o", "theirs"),
            "theirs has something called index.html that",
        ),
    ],
)
def test_what_cannot_be_is_told_in_a_line(
    run: Run, archive: Path, arguments: tuple[str, ...], told: str
) -> None:
    (archive / "theirs").mkdir(exist_ok=True)
    (archive / "theirs" / "index.html").write_text("mine")
    (archive / "latin.css").write_bytes(b"/* caf\xe9 */")
    before = sorted(archive.rglob("*"))
    outcome = run("page", *arguments)
    assert outcome.status == 2
    first, *rest = outcome.err.splitlines()
    assert told in first
    assert rest in ([], ["Try 'pincite page --help'."])
    assert sorted(archive.rglob("*")) == before
