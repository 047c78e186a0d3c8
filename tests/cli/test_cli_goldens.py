"""The whole output of commands over the bundled articles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from running import Outcome, Run


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
        # How well zlib packs a reference is for each build of it to say.
        text = re.sub(r"(pincite:[^\s\"~]+~1)[\w-]+", r"\1…", text)
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
