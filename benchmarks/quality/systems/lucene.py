"""Lucene itself, in one Java process for each collection.

Title and text are one field, as in the "flat" BM25 baselines that Anserini publishes for BEIR.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.engines.lucene import JAVA, TITLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.quality.beir import Collection

__all__ = ["NOTE", "TITLE", "rank"]

NOTE = "`EnglishAnalyzer()`, `BM25Similarity(1.2, .75)`, any of the words"

_PROGRAM = Path(__file__).with_name("Rank.java")


def rank(collection: Collection, depth: int) -> dict[str, list[str]]:
    """Texts go in as files, a line each, and numbers come out."""
    with TemporaryDirectory() as folder:
        documents, queries = Path(folder, "documents"), Path(folder, "queries")
        _write(documents, (document.whole for document in collection.documents))
        _write(queries, collection.queries.values())
        command = [*JAVA[:-1], str(_PROGRAM), str(documents), str(queries), str(depth)]
        printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    found = ([int(number) for number in line.split()] for line in printed.splitlines())
    return {
        query: [collection.documents[number].id for number in numbers]
        for query, numbers in zip(collection.queries, found, strict=True)
    }


def _write(file: Path, texts: Iterable[str]) -> None:
    file.write_text("".join(f"{' '.join(text.split())}\n" for text in texts), "utf-8")
