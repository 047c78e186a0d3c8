"""What `pincite similar` prints."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

import pincite

if TYPE_CHECKING:
    from pathlib import Path

    from running import Run


class TestSimilar:
    def test_hits_as_a_search_shows_them(
        self, run: Run, corpus_index: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(corpus_index.parent)
        outcome = run("similar", "entente-revisited-2017#17", "-n", "2")
        assert outcome.status == 0
        assert re.match(r"1  The Long Goodbye to the Dollar\n", outcome.out)
        assert "\n2  " in outcome.out
        assert re.match(r"2 of \d+ paragraphs; ", outcome.err)

    def test_json_is_that_of_a_search(self, run: Run, archive: Path) -> None:
        record = json.loads(run("similar", "harbour.txt#4", "--json").out)
        searched = json.loads(run("search", "harbour", "--json").out)
        assert list(record) == list(searched)
        assert record["query"] == "harbour.txt#4"
        assert record["total"] == len(record["hits"]) > 1
        lines = run("similar", "harbour.txt#4", "--jsonl").out.splitlines()
        assert [json.loads(line) for line in lines] == record["hits"]

    def test_pages_are_those_of_the_api(self, run: Run, archive: Path) -> None:
        with pincite.open_index(archive) as index:
            expected = [str(hit.locator) for hit in index.similar("harbour.txt", 4)]
        seen = []
        for page in range(1, len(expected) + 1):
            outcome = run("similar", "harbour#4", "-n", "1", "--page", str(page), "--json")
            (hit,) = json.loads(outcome.out)["hits"]
            assert hit["rank"] == page
            seen.append(f"{hit['locator']['article']}#{hit['locator']['ordinal']}")
        assert seen == expected
        beyond = run("similar", "harbour#4", "-n", "1", "--page", str(len(expected) + 1))
        assert (beyond.status, beyond.out) == (1, "")
        assert beyond.err

    def test_narrowed_and_explained(self, run: Run, archive: Path) -> None:
        options = ["--kind", "heading", "--explain", "--json"]
        record = json.loads(run("similar", "harbour#4", *options).out)
        assert {hit["paragraph"]["kind"] for hit in record["hits"]} == {"heading"}
        for hit in record["hits"]:
            total = sum(line["value"] for line in hit["explanation"])
            assert total == pytest.approx(hit["score"])

    def test_whole_paragraphs(self, run: Run, corpus_index: Path) -> None:
        asked = ["similar", "power-of-siberia#11", "-n", "1", "--index", corpus_index]
        assert len(run(*asked, "--full").out) > len(run(*asked).out)

    @pytest.mark.parametrize("address", ["harbour.txt#4", "harbour#4", "./harbour.txt#¶ 4"])
    def test_addresses_are_those_of_show(self, run: Run, archive: Path, address: str) -> None:
        assert run("similar", address).out == run("similar", "harbour.txt#4").out

    def test_a_reference_names_a_paragraph_too(self, run: Run, tmp_path: Path) -> None:
        letter = tmp_path / "a.txt"
        letter.write_text("A\n\nThe harbour of Kjelvik was closed.\n\nThe harbour of Oslo.\n")
        run("index", tmp_path)
        with pincite.open_index(tmp_path) as index:
            reference = index.find("Kjelvik").hits[0].locator.reference
        assert json.loads(run("similar", reference, "--json", "--index", tmp_path).out)[
            "query"
        ] == ("a.txt#2")
        letter.write_text("A\n\nNothing at all.\n")
        run("index", tmp_path)
        outcome = run("similar", reference, "--index", tmp_path)
        assert (outcome.status, outcome.out) == (1, "")
        assert outcome.err == "pincite: what the reference was made for is gone\n"

    @pytest.mark.parametrize("address", ["nowhere.txt#1", "harbour.txt#99"])
    def test_not_found_is_exit_1(self, run: Run, archive: Path, address: str) -> None:
        outcome = run("similar", address)
        assert (outcome.status, outcome.out) == (1, "")
        assert re.fullmatch(r"pincite: .*\n", outcome.err)

    @pytest.mark.parametrize("address", ["harbour.txt", "harbour.txt#4-5", "harbour.txt#x", "#3"])
    def test_one_paragraph_has_to_be_named(self, run: Run, archive: Path, address: str) -> None:
        outcome = run("similar", address)
        assert (outcome.status, outcome.out) == (2, "")
        assert re.fullmatch(rf"pincite: {re.escape(address)}: .*\n", outcome.err)

    def test_json_and_jsonl_exclude_each_other(self, run: Run, archive: Path) -> None:
        assert run("similar", "harbour#4", "--json", "--jsonl").status == 2

    def test_nothing_like_it_is_exit_1(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("A\n\nQuagga.\n\n?! …\n\nThe ally came.\n")
        run("index", tmp_path)
        for ordinal in (2, 3):
            outcome = run("similar", f"a#{ordinal}", "--index", tmp_path)
            assert (outcome.status, outcome.out) == (1, "")
            assert outcome.err == (
                f"nothing is like a.txt#{ordinal}: "
                "none of the paragraphs asked for shares a telling word with it\n"
            )
