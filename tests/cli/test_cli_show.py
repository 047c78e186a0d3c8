"""What `pincite show` prints."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Run


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
