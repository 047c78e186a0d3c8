"""The corpora of the pages: paragraphs of about 220 bytes, articles of 25, the same at every run.

| size | text   | paragraphs | what                                           |
|------|--------|------------|------------------------------------------------|
| 1k   | 0.2 MB | 1,000      | every hundredth article of 100k                |
| 100k | 22 MB  | 100,000    | the corpus M of `benchmarks.corpora`, cut finer |
| 1M   | 220 MB | 1,000,000  | the corpus L, cut finer                        |

The files are those that `benchmarks.corpora` describes.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from benchmarks import corpora
from benchmarks.corpora import Article, Corpus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SIZES = {"1k": 1_000, "100k": 100_000, "1M": 1_000_000}
SOURCES = {"100k": "M", "1M": "L"}
EVERY = 100
PARAGRAPHS = 25
"""Of an article."""

LONG_ENOUGH = 170
"""Bytes after which a paragraph ends with its sentence."""

TOO_SHORT = 60
"""Bytes of a rest that goes to the paragraph before it."""

_SENTENCE_END = re.compile(r"(?<=[.!?]) +")


def prepare(name: str, folder: Path, sources: Path) -> Corpus:
    """The corpus of that name, made if `folder` has it not yet.

    Args:
        name: one of `SIZES`.
        folder: where it is kept.
        sources: where `benchmarks.corpora` keeps its own.
    """
    folder.mkdir(parents=True, exist_ok=True)
    corpus = Corpus(name, folder)
    if not (folder / f"{name}.tsv").exists():
        print(f"making corpus {name}")
        corpora.write(corpus, _articles(name, folder, sources))
    return corpus


def articles(corpus: Corpus) -> Iterator[Article]:
    """The articles of a corpus in order."""
    paragraphs = corpus.paragraphs()
    for place in corpus.places:
        own = tuple(islice(paragraphs, place.count))
        yield Article(place.source, place.title, own)


def _articles(name: str, folder: Path, sources: Path) -> Iterator[Article]:
    if name not in SOURCES:
        return _up_to(
            SIZES[name], islice(articles(prepare("100k", folder, sources)), 0, None, EVERY)
        )
    long = articles(corpora.prepare(SOURCES[name], sources))
    return _up_to(SIZES[name], (short for article in long for short in _cut(article)))


def _cut(article: Article) -> Iterator[Article]:
    pieces = [piece for paragraph in article.paragraphs for piece in _pieces(paragraph)]
    for start in range(0, len(pieces), PARAGRAPHS):
        own = tuple(pieces[start : start + PARAGRAPHS])
        yield Article(article.source, article.title, own)


def _pieces(paragraph: str) -> list[str]:
    """Whole sentences, as many as it takes to be long enough."""
    pieces: list[str] = []
    gathered = ""
    for sentence in _SENTENCE_END.split(paragraph):
        gathered = f"{gathered} {sentence}".strip()
        if len(gathered.encode()) > LONG_ENOUGH:
            pieces.append(gathered)
            gathered = ""
    if pieces and len(gathered.encode()) < TOO_SHORT:
        pieces[-1] = f"{pieces[-1]} {gathered}".strip()
    elif gathered:
        pieces.append(gathered)
    return pieces


def _up_to(count: int, made: Iterable[Article]) -> Iterator[Article]:
    for article in made:
        kept = article.paragraphs[:count]
        yield Article(article.source, article.title, kept)
        count -= len(kept)
        if count <= 0:
            return
