"""Judged collections in BEIR layout: documents, queries, and who answers what.

Thakur et al., "BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation", NeurIPS 2021.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    Grades = dict[str, int]

_CORPUS, _QUERIES = "corpus.jsonl", "queries.jsonl"
_JUDGEMENTS = ("qrels.tsv", "qrels/test.tsv")


class Unreadable(ValueError):
    """A folder is no judged collection."""


class Document(NamedTuple):
    """A document; title or text may be empty, not both."""

    id: str
    title: str
    text: str

    @property
    def whole(self) -> str:
        """Title and text as one, for engines that are given one field."""
        return f"{self.title}\n{self.text}".strip()


@dataclass(frozen=True)
class Collection:
    """Documents, queries and judgements.

    Attributes:
        name: of its folder.
        documents: in their order, those that have a title or a text.
        queries: those with at least one relevant document, by id, in their order.
        judgements: the grade of each judged document, by query and document; above 0 is relevant.
    """

    name: str
    documents: tuple[Document, ...]
    queries: Mapping[str, str]
    judgements: Mapping[str, Grades]

    def asking(self, queries: Mapping[str, str]) -> Collection:
        """The same with other queries, which have to be judged."""
        return replace(self, queries=dict(queries))


def read(folder: Path) -> Collection:
    """The collection in `folder`.

    Raises:
        Unreadable: a file is missing or a line is none of its layout.
    """
    documents = tuple(
        Document(record["_id"], record["title"], record["text"])
        for record in _records(folder / _CORPUS)
        if record["title"] or record["text"]
    )
    texts = {record["_id"]: record["text"] for record in _records(folder / _QUERIES)}
    judgements = _judgements(folder)
    relevant = {query for query, grades in judgements.items() if max(grades.values()) > 0}
    queries = {query: text for query, text in texts.items() if text and query in relevant}
    if not documents or not queries:
        raise Unreadable(f"{folder} has no documents, or no query with a relevant one")
    return Collection(folder.name, documents, queries, {q: judgements[q] for q in queries})


def folders(places: Iterable[Path]) -> list[Path]:
    """The folders of collections that `places` are, or have right below them.

    Raises:
        Unreadable: a place is no collection and has none.
    """
    found: list[Path] = []
    for place in places:
        here = [place] if _is_collection(place) else []
        below = here or sorted(child for child in place.glob("*/") if _is_collection(child))
        if not below:
            raise Unreadable(f"{place} has no {_CORPUS}, nor has a folder in it")
        found += below
    return list(dict.fromkeys(found))


def mixed(collections: Iterable[Collection], name: str = "mixed") -> Collection:
    """All of them as one; ids are told apart by the name of their collection."""
    documents: list[Document] = []
    queries: dict[str, str] = {}
    judgements: dict[str, Grades] = {}
    for each in collections:
        mark = f"{each.name}/"
        documents += [document._replace(id=mark + document.id) for document in each.documents]
        for query, text in each.queries.items():
            queries[mark + query] = text
            grades = each.judgements[query]
            judgements[mark + query] = {mark + d: grade for d, grade in grades.items()}
    return Collection(name, tuple(documents), queries, judgements)


def _is_collection(folder: Path) -> bool:
    return (folder / _CORPUS).is_file() and (folder / _QUERIES).is_file()


def _records(file: Path) -> Iterator[dict[str, str]]:
    """The lines of a file of JSON; what is missing or null is ""."""
    for number, line in _lines(file):
        try:
            record: dict[str, Any] = json.loads(line)
            identity = str(record["_id"])
        except (ValueError, KeyError, TypeError) as error:
            raise Unreadable(f"{file}, line {number}: no JSON object with an _id") from error
        yield {"_id": identity} | {
            name: (record.get(name) or "").strip() for name in ("title", "text")
        }


def _judgements(folder: Path) -> dict[str, Grades]:
    """By query and document, of a file with or without a head; TREC's, with four columns, too."""
    file = next((folder / name for name in _JUDGEMENTS if (folder / name).is_file()), None)
    if file is None:
        raise Unreadable(f"{folder} has no {' or '.join(_JUDGEMENTS)}")
    judgements: dict[str, Grades] = {}
    for number, line in _lines(file):
        columns = line.rstrip("\r\n").split("\t")
        try:
            grade = int(columns[-1])
        except ValueError as error:
            if number > 1:
                raise Unreadable(f"{file}, line {number}: no grade at its end") from error
            continue
        if len(columns) < 3:
            raise Unreadable(f"{file}, line {number}: not query, document and grade, by tabs")
        judgements.setdefault(columns[0], {})[columns[-2]] = grade
    return judgements


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, numbered from 1."""
    try:
        with file.open(encoding="utf-8-sig") as lines:
            yield from ((n, line) for n, line in enumerate(lines, 1) if line.strip())
    except OSError as error:
        raise Unreadable(f"{file} cannot be read") from error
