"""Lucene, in a Java process of its own that says what CPU time each query took its thread."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import work_folder
from benchmarks.engines import Numbered
from benchmarks.queries import Query

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.corpora import Corpus
    from benchmarks.engines import Scored, Shown

VERSION = "9.12.3"
WARM = 10
"""CPU seconds of queries answered before any is measured, so that Java has compiled itself."""

PARTS = ("core", "analysis-common", "highlighter", "memory", "queries")

TITLE = f"Lucene {VERSION}"
KINDS = frozenset({"any", "all", "phrase", "not", "prefix"})
SNIPPETS = True
NOTE = (
    "EnglishAnalyzer without stop words, one segment, no count, no query cache; warm; what the "
    "compiler and the garbage collector take meanwhile is not counted for queries, for building "
    "it is, as is starting Java"
)
if missing := [program for program in ("java", "javac", "mvn") if not shutil.which(program)]:
    raise ImportError(f"not installed: {', '.join(missing)}")


def _java() -> list[str]:
    """The command that runs the Java program, which is fetched and compiled if it has to be."""
    folder = work_folder() / f"lucene-{VERSION}"
    for part in PARTS:
        if not (folder / f"lucene-{part}-{VERSION}.jar").exists():
            artifact = f"-Dartifact=org.apache.lucene:lucene-{part}:{VERSION}"
            fetch = ["mvn", "-q", "-B", "dependency:copy", artifact, f"-DoutputDirectory={folder}"]
            subprocess.run(fetch, check=True, stdout=subprocess.DEVNULL)
    source, compiled = Path(__file__).with_name("Bench.java"), folder / "Bench.class"
    if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
        subprocess.run(["javac", "-cp", f"{folder}/*", "-d", folder, source], check=True)
    return ["java", "-XX:+UseSerialGC", "-Xmx2g", "-cp", f"{folder}/*:{folder}", "Bench"]


JAVA = _java()


def build(corpus: Corpus, folder: Path) -> None:
    """Read and indexed by Java."""
    subprocess.run([*JAVA, "build", corpus.text, folder], check=True)


def open(folder: Path, corpus: Corpus) -> Searcher:  # noqa: A001
    """One server for all queries."""
    searcher = Searcher(folder)
    for query in _warming(corpus):
        if searcher.clock() >= WARM * 1e9:
            break
        searcher.bare(query)
        searcher.snippets(query)
    return searcher


def _warming(corpus: Corpus) -> Iterator[Query]:
    """Queries of all kinds, none of those that are measured."""
    while True:
        for paragraph in islice(corpus.paragraphs(), 2000):
            words = re.findall(r"\b[a-z]{3,}\b", paragraph)
            if len(words) < 16:
                continue
            yield from (Query("any", tuple(words[:n])) for n in (1, 2, 3, 8))
            yield from (Query(kind, tuple(words[8:10])) for kind in ("all", "phrase"))
            yield Query("prefix", (words[11][:3],))
            yield Query("not", tuple(words[12:14]), without=words[15])


class Searcher(Numbered):
    """Asks the server over a pipe."""

    def __init__(self, folder: Path) -> None:
        self._server = subprocess.Popen(
            [*JAVA, "serve", folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._spent = 0

    def clock(self) -> int:
        """The sum of what the server said."""
        return self._spent

    def bare(self, query: Query) -> Scored:
        """Documents are numbered as paragraphs are."""
        return [(number, float(score)) for number, score in self._ask("bare", query)]

    def snippets(self, query: Query) -> Shown:
        """From the UnifiedHighlighter, which analyzes the stored text again."""
        return list(self._ask("snippets", query))

    def _ask(self, answer: str, query: Query) -> list[tuple[int, str]]:
        asked = "\t".join([answer, query.kind, " ".join(query.words), query.without])
        assert self._server.stdin is not None and self._server.stdout is not None  # noqa: S101, PT018
        self._server.stdin.write(asked + "\n")
        self._server.stdin.flush()
        spent, *hits = self._server.stdout.readline().rstrip("\n").split("\t")
        self._spent += int(spent)
        return [(int(n), text) for n, text in zip(hits[::2], hits[1::2], strict=True)]
