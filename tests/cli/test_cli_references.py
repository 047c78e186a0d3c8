"""What `pincite show` says of a reference."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from running import process

if TYPE_CHECKING:
    from pathlib import Path

    from running import Run

FIRST = "The ferry leaves at nine in the morning and carries the post and two cows."
SECOND = "Nobody on these islands had seen such a storm since the winter of the frost."
THIRD = "When the captain came back he told his story to everyone who listened."


@pytest.fixture
def home(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.chdir(folder)
    keep(run, FIRST, SECOND, THIRD)
    return folder


def keep(run: Run, *paragraphs: str, name: str = "log.txt") -> None:
    """Have these paragraphs in the file, and in the index."""
    from pathlib import Path

    Path(name).write_text("\n\n".join(["Log", *paragraphs]) + "\n", encoding="utf-8")
    assert run("index", ".").status == 0


def cite(run: Run, query: str) -> str:
    (hit,) = json.loads(run("search", query, "--json").out)["hits"]
    reference: str = hit["locator"]["reference"]
    return reference


class TestReferences:
    def test_same(self, run: Run, home: Path) -> None:
        outcome = run("show", cite(run, "storm"))
        assert (outcome.status, outcome.err) == (0, "")
        assert outcome.out == f"same: log.txt#3\n\nLog\nlog.txt\n\n¶ 3  {SECOND}\n"

    def test_moved(self, run: Run, home: Path) -> None:
        reference = cite(run, "storm")
        keep(run, SECOND, FIRST, THIRD)
        outcome = run("show", reference)
        assert outcome.status == 0
        assert (
            outcome.out == f"moved: was log.txt#3, is log.txt#2\n\nLog\nlog.txt\n\n¶ 2  {SECOND}\n"
        )

    def test_changed(self, run: Run, home: Path) -> None:
        reference = cite(run, "storm")
        keep(run, FIRST, SECOND.replace("storm", "calm"), THIRD)
        outcome = run("show", reference)
        assert outcome.status == 0
        assert outcome.out.splitlines()[0] == "changed: log.txt#3"
        marked = SECOND.replace("storm", "[-storm-]{+calm+}")
        assert outcome.out.endswith(f"\n¶ 3  {marked}\n")

    def test_united_with_another_it_is_changed_however_short(self, run: Run, home: Path) -> None:
        short = "The deal is dead."
        keep(run, short, FIRST, SECOND)
        reference = cite(run, '"deal is dead"')
        keep(run, f"{FIRST} {short} {SECOND}")
        outcome = run("show", reference)
        assert (outcome.status, outcome.out.splitlines()[0][:8]) == (0, "changed:")

    def test_several_at_once_are_refused(
        self, run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        both = f"{cite(run, 'storm')}\n{cite(run, 'storm')}\n".encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(both)))
        outcome = run("show", "-")
        assert outcome.status == 2
        assert "give one at a time" in outcome.err

    def test_changes_have_colours_beside_their_marks(
        self, run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        reference = cite(run, "storm")
        keep(run, FIRST, SECOND.replace("storm", "calm"), THIRD)
        monkeypatch.setenv("FORCE_COLOR", "1")
        assert "\x1b[31m[-storm-]\x1b[0m\x1b[32m{+calm+}\x1b[0m" in run("show", reference).out

    def test_gone(self, run: Run, home: Path) -> None:
        reference = cite(run, "storm")
        keep(run, FIRST, THIRD)
        outcome = run("show", reference)
        assert (outcome.status, outcome.err) == (1, "")
        assert outcome.out == f"gone: log.txt#3\n\nIt said:\n\n{SECOND}\n"

    def test_json(self, run: Run, home: Path) -> None:
        reference = cite(run, "storm")
        (hit,) = json.loads(run("search", "storm", "--json").out)["hits"]
        record = json.loads(run("show", reference, "--json").out)
        expected = {
            "status": "same",
            "asked": hit["locator"],
            "article": hit["article"],
            "paragraph": hit["paragraph"],
            "locator": hit["locator"],
            "diff": [],
        }
        assert record == expected
        assert list(record) == list(expected)
        keep(run, FIRST, SECOND.replace("storm", "calm"), THIRD)
        record = json.loads(run("show", reference, "--json").out)
        assert [piece["op"] for piece in record["diff"]] == [
            "equal", "deleted", "inserted", "equal",
        ]  # fmt: skip
        assert record["asked"]["exact"] == SECOND
        keep(run, FIRST)
        outcome = run("show", reference, "--json")
        assert outcome.status == 1
        record = json.loads(outcome.out)
        assert record["asked"] == hit["locator"]
        assert (record["status"], record["article"], record["paragraph"], record["locator"]) == (
            "gone", None, None, None,
        )  # fmt: skip

    @pytest.mark.parametrize("harm", ["{}x", "{:.60}", "{:.8}", "{:.30}#7"])
    def test_damage_is_exit_2(self, run: Run, home: Path, harm: str) -> None:
        outcome = run("show", harm.format(cite(run, "storm")))
        assert (outcome.status, outcome.out) == (2, "")
        assert outcome.err.startswith("pincite: this reference is damaged: copy all of it again")

    def test_from_a_mail_that_broke_the_line(self, run: Run, home: Path) -> None:
        reference = cite(run, "storm")
        quoted = "".join(f"> {reference[at : at + 60]}\n" for at in range(0, len(reference), 60))
        assert run("show", quoted).out.startswith("same: log.txt#3\n")
        piped = process("show", "-", input=quoted.encode(), cwd=home)
        assert piped.stdout.decode() == run("show", reference).out

    def test_a_file_with_another_name(self, run: Run, home: Path) -> None:
        name = "no. 1 #2 (Ünïcode).txt"
        (home / "log.txt").rename(home / name)
        assert run("index", ".").status == 0
        reference = cite(run, "storm")
        assert " " not in reference
        assert run("show", reference).out.startswith(f"same: {name}#3\n")
        (home / name).rename(home / "log.txt")
        assert run("index", ".").status == 0
        assert run("show", reference).out.startswith(f"same: was {name}#3, is log.txt#3\n")
