"""Paragraphs of the same words, as `pincite search` lists them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import pincite

if TYPE_CHECKING:
    from pathlib import Path

    from running import Run

COPIES = 8


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A paragraph that eight articles have, and one that is like none."""
    for number in range(COPIES):
        text = f"Letter {number}\n\nThe ferry leaves the harbour at nine.\n"
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    (tmp_path / "9.txt").write_text("Letter nine\n\nA ferry, and a second ferry.\n", "utf-8")
    pincite.build_index(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_one_stands_for_all_and_says_where_the_others_are(run: Run, archive: Path) -> None:
    outcome = run("search", "leaves", "harbour")
    assert outcome.status == 0
    assert outcome.out.splitlines() == [
        "1  Letter 0",
        "   ¶ 2 · line 3 · 0.txt",
        "   also in: 1.txt ¶ 2, 2.txt ¶ 2, 3.txt ¶ 2, 4.txt ¶ 2, 5.txt ¶ 2 and 2 more",
        "   The ferry leaves the harbour at nine.",
    ]
    assert outcome.err == "1 of 8 paragraphs; --all lists repeats by themselves\n"


def test_all_lists_each_by_itself(run: Run, archive: Path) -> None:
    outcome = run("search", "leaves", "--all")
    assert outcome.err == ""
    assert "also in" not in outcome.out
    assert outcome.out.count("The ferry leaves the harbour at nine.") == COPIES
    assert run("search", "ferry", "-l", "--all").out == run("search", "ferry", "-l").out


def test_pages_are_of_what_is_listed(run: Run, archive: Path) -> None:
    first = run("search", "ferry", "-n", "1")
    assert first.out.startswith("1  Letter nine\n")
    assert first.err == "1 of 9 paragraphs; -n 9 shows all, --page 2 the next\n"
    second = run("search", "ferry", "-n", "1", "--page", "2")
    assert second.out.startswith("2  Letter 0\n")
    assert second.err == "2-2 of 9 paragraphs; --all lists repeats by themselves\n"
    third = run("search", "ferry", "-n", "1", "--page", "3")
    assert (third.status, third.out) == (1, "")
    assert third.err == "page 3 is empty: 9 paragraphs on 2 pages of 1\n"
    assert run("search", "ferry", "-n", "1", "--page", "3", "--all").status == 0
    assert run("search", "ferry", "--count").out == "9\n"


def test_json_has_all_places(run: Run, archive: Path) -> None:
    record = json.loads(run("search", "leaves", "--json").out)
    (hit,) = record["hits"]
    assert (record["total"], record["left"]) == (COPIES, 0)
    assert [each["article"] for each in hit["also"]] == [f"{n}.txt" for n in range(1, COPIES)]
    assert set(hit["also"][0]) == set(hit["locator"])
    line = json.loads(run("search", "leaves", "--jsonl").out)
    assert line == hit
    everything = json.loads(run("search", "leaves", "--json", "--all").out)
    assert [hit["also"] for hit in everything["hits"]] == [[]] * COPIES
