"""The engine of the search page under Node: without a browser it can be asked many more queries."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chromium import give_up

from pincite.indexer.weights import DEFAULT
from pincite.search.pages.scripts import CORE, MORE, joined, source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from pincite import Index
    from pincite.indexer.weights import Weights

_ANSWERS = Path(__file__).with_name("under_node.mjs")
# What follows these in their bundles is the face, which is nothing without a page.
_LAST = ("engine.js", "advice.js")
_EXPORTS = "globalThis.engine = { Engine, Store };\n"


def find_node() -> str:
    """The path of Node: one that is installed, or else Playwright's own."""
    found = shutil.which("node")
    if found:
        return found
    try:
        from playwright._impl._driver import compute_driver_executable
    except ImportError:
        give_up("there is no node, neither on PATH nor in Playwright")
    return str(compute_driver_executable()[0])


class NodePage:
    """Answers queries as the page of an index does; a context manager."""

    def __init__(self, index: Index, folder: Path, weights: Weights = DEFAULT) -> None:
        """Ask the page of an index.

        Args:
            index: what the page is of.
            folder: an empty one, for what the page would know.
            weights: what counts for how much in the page's scores.
        """
        _write_data(index, folder, weights)
        scripts = _write_scripts(folder)
        self._process = subprocess.Popen(
            [find_node(), str(_ANSWERS), *map(str, scripts)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._answer({"folder": str(folder)})

    def __enter__(self) -> NodePage:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate()

    def ask(self, queries: Sequence[str], **wishes: Any) -> list[dict[str, Any]]:
        """What the page finds for each query, or its error.

        Args:
            queries: what to ask.
            wishes: limit, offset, sort, repeats, filters as the page takes them; and whether
                facets are wanted.
        """
        return self._answer({"queries": list(queries), "wishes": wishes})

    def _answer(self, told: dict[str, Any]) -> list[dict[str, Any]]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(told) + "\n")
        self._process.stdin.flush()
        answers: list[dict[str, Any]] = json.loads(self._process.stdout.readline())
        return answers


def _write_data(index: Index, folder: Path, weights: Weights) -> None:
    series: dict[str, list[str]] = defaultdict(list)
    with index.page_data(weights) as data:
        for part in data.parts():
            series[part.series].append(part.payload)
        root = data.root()
    for name, content in {**series, "root": root}.items():
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")


def _write_scripts(folder: Path) -> tuple[Path, Path]:
    own = [
        [source(name) for name in names[: names.index(last) + 1]]
        for names, last in zip((CORE, MORE), _LAST, strict=True)
    ]
    core, more = joined([*own[0], _EXPORTS], own[1])
    paths = folder / "core.js", folder / "more.js"
    paths[0].write_text(core, encoding="utf-8")
    paths[1].write_text(more, encoding="utf-8")
    return paths
