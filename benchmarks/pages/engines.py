"""What is measured: how each engine's page is made of a corpus, and how it is asked."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.pages import building
from benchmarks.pages.building import Cost
from benchmarks.pages.texts import articles

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.corpora import Corpus

HERE = Path(__file__).parent
OURS = "pincite"
SINGLE = "pincite, one file"
PEERS = ("pagefind", "minisearch", "lunr")
NAMES = (OURS, SINGLE, *PEERS)
HTML_FILES = 1000
"""Pages of Pagefind's in a folder."""


@dataclass(frozen=True)
class Work:
    """Where things are.

    Attributes:
        base: the folder of all of it.
    """

    base: Path

    @property
    def corpora(self) -> Path:
        """The corpora of the pages."""
        return self.base / "corpora"

    @property
    def peers(self) -> Path:
        """The peers' packages and programs."""
        return self.base / "peers"

    def site(self, corpus: Corpus, name: str) -> Path:
        """The folder of an engine's page."""
        return self.base / "sites" / f"{corpus.name}.{name}"

    def sources(self, corpus: Corpus, name: str) -> Path:
        """What an engine's page is made of, where that is not the corpus itself."""
        return self.base / "sources" / f"{corpus.name}.{name}"

    def figures(self, size: str) -> Path:
        """What was measured at a size."""
        return self.base / "figures" / f"{size}.json"


_COMMAND = (sys.executable, "-m", "pincite")

Steps = dict[str, Cost]
"""What it took to make a page, by step, in order."""


def install(work: Work) -> dict[str, str]:
    """The peers' packages into the work folder; their versions by name.

    Raises:
        CalledProcessError: npm failed.
        FileNotFoundError: there is no npm.
    """
    shutil.copytree(HERE / "peers", work.peers, dirs_exist_ok=True)
    shutil.copy(HERE / "package.json", work.peers)
    building.run(["npm", "install", "--no-package-lock", "--no-audit", "--no-fund"], work.peers)
    named: dict[str, str] = json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]
    return named


def build(name: str, corpus: Corpus, work: Work) -> Steps:
    """Make a page anew, and keep what it took beside it.

    Raises:
        CalledProcessError: a step failed.
    """
    site = work.site(corpus, name)
    _cost(site).unlink(missing_ok=True)
    shutil.rmtree(site, ignore_errors=True)
    site.mkdir(parents=True)
    steps = _BUILDERS[name](corpus, work, site)
    kept = {step: asdict(cost) for step, cost in steps.items()}
    _cost(site).write_text(json.dumps(kept), "utf-8")
    return steps


def built(name: str, corpus: Corpus, work: Work) -> Steps | None:
    """What it took to make the page that is there already, if one is."""
    file = _cost(work.site(corpus, name))
    if not file.exists():
        return None
    return {step: Cost(**cost) for step, cost in json.loads(file.read_text("utf-8")).items()}


def _cost(site: Path) -> Path:
    """Where it is kept what it took to make a page."""
    return site.with_name(f"{site.name}.build.json")


def _folder(corpus: Corpus, work: Work, site: Path) -> Steps:
    index = work.sources(corpus, OURS)
    shutil.rmtree(index, ignore_errors=True)
    index.parent.mkdir(parents=True, exist_ok=True)
    indexing = [*_COMMAND, "index", str(corpus.files), "--index", str(index)]
    made = building.run(indexing, work.base)
    return {"index": made, "page": _page(index, "--folder", site, work)}


def _single(corpus: Corpus, work: Work, site: Path) -> Steps:
    """From the index that the folder was made from."""
    index = work.sources(corpus, OURS)
    return {"page": _page(index, "--single", site / "index.html", work)}


def _page(index: Path, shape: str, output: Path, work: Work) -> Cost:
    command = [*_COMMAND, "page", shape, "--index", str(index), "--output", str(output)]
    return building.run(command, work.base)


def _pagefind(corpus: Corpus, work: Work, site: Path) -> Steps:
    """From HTML files, which takes it less than records handed over one by one."""
    html = work.sources(corpus, "pagefind")
    if not html.exists():
        _write_html(corpus, html)
    program = str(work.peers / "node_modules/.bin/pagefind")
    command = [program, "--site", str(html), "--output-path", str(site / "pagefind")]
    cost = building.run(command, work.base)
    shutil.copy(HERE / "peers" / "pagefind.html", site / "index.html")
    shutil.copy(HERE / "peers" / "page.js", site)
    return {"page": cost}


def _write_html(corpus: Corpus, folder: Path) -> None:
    number = 0
    for article in articles(corpus):
        head = f'<!doctype html><html lang="en"><title>{escape(article.title)}</title><p>'
        for paragraph in article.paragraphs:
            file = folder / str(number // HTML_FILES) / f"{number}.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(head + escape(paragraph), "utf-8")
            number += 1


def _in_node(name: str) -> Callable[[Corpus, Work, Path], Steps]:
    def build_it(corpus: Corpus, work: Work, site: Path) -> Steps:
        command = ["node", f"{name}.mjs", str(corpus.folder / corpus.name), str(site)]
        return {"page": building.run(command, work.peers)}

    return build_it


_BUILDERS: dict[str, Callable[[Corpus, Work, Path], Steps]] = {
    OURS: _folder,
    SINGLE: _single,
    "pagefind": _pagefind,
    "minisearch": _in_node("minisearch"),
    "lunr": _in_node("lunr"),
}
