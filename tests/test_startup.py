"""What a search on the command line loads and starts, which is most of what it costs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import pincite

TASKS = Path("/proc/self/task")
# What writing, reading sources, pages, wrong names and terminals have use for, and searches not.
NEEDLESS = {
    "difflib",
    "jinja2",
    "nltk",
    "numpy.ma",
    "random",
    "shutil",
    "tempfile",
    "whoosh",
    "pincite.addresses",
    "pincite.indexer.upkeep.builder",
    "pincite.indexer.codec.building",
    "pincite.indexer.codec.deletions",
    "pincite.indexer.codec.merging",
    "pincite.indexer.codec.posting_writer",
    "pincite.indexer.codec.writing",
    "pincite.indexer.editor",
    "pincite.indexer.sources",
    "pincite.indexer.structure",
    "pincite.indexer.whoosh_face",
    "pincite.indexer.writer",
    "pincite.search.advice",
    "pincite.search.concordance",
    "pincite.search.similar",
    "pincite.search.advice.spellings",
    "pincite.search.hits.notebook",
    "pincite.search.query.synonyms",
    "pincite.search.faces.citations",
    "pincite.search.faces.concordance",
    "pincite.search.faces.evidence",
    "pincite.search.pages",
    "minify",
    "pincite.search.citing.bibtex",
    "pincite.search.citing.wording",
    "pincite.templates",
}


def after(program: str, value: str, *arguments: str | Path, **environment: str) -> object:
    """The value that an expression has when a fresh Python has run `program`."""
    program += f"\nimport json, os, sys; print(json.dumps({value}), file=sys.stderr)"
    inherited = {name: os.environ[name] for name in os.environ if "_NUM_THREADS" not in name}
    asked = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
        env=inherited | environment,
        timeout=60,
    )
    answer: object = json.loads(asked.stderr.splitlines()[-1])
    return answer


def modules_after(program: str, *arguments: str | Path) -> set[str]:
    names = after(program, "list(sys.modules)", *arguments)
    assert isinstance(names, list)
    return set(names)


SEARCH = "from pincite.__main__ import main; assert main() == 0"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("started")
    (folder / "one.txt").write_text("A title\n\nThe allies have signed a treaty.\n", "utf-8")
    return pincite.build_index(folder).index


@pytest.mark.parametrize("options", [(), ("--json",), ("--jsonl", "--explain"), ("--full",)])
@pytest.mark.parametrize("query", ["allies treaty", '"have signed" =allies'])
def test_a_search_for_known_words_loads_nothing_needless(
    index: Path, query: str, options: tuple[str, ...]
) -> None:
    loaded = modules_after(SEARCH, "search", query, "--index", index, *options)
    assert "pincite.search.engine" in loaded
    assert (loaded & NEEDLESS) <= modules_after("import click, numpy")


@pytest.mark.parametrize(
    ("arguments", "module"),
    [
        (("search", "allying"), "nltk"),
        (("search", "treaty", "--context", "1"), "pincite.addresses"),
        (("show", "one#2"), "pincite.addresses"),
    ],
)
def test_what_is_needed_is_loaded(index: Path, arguments: tuple[str, ...], module: str) -> None:
    assert module in modules_after(SEARCH, *arguments, "--index", index)


@pytest.mark.skipif(not TASKS.is_dir(), reason="threads are counted where Linux lists them")
def test_a_search_starts_no_threads(index: Path) -> None:
    count = f"len(os.listdir({str(TASKS)!r}))"
    assert after(SEARCH, count, "search", "treaty", "--index", index) == 1


def test_who_wants_threads_keeps_them() -> None:
    setting = "os.environ['OPENBLAS_NUM_THREADS']"
    assert after(SEARCH, setting, "--version", OPENBLAS_NUM_THREADS="2") == "2"
