"""pincite beside Whoosh as it comes: the same text, the same queries, taken in turns.

Prints CPU time per query (median over queries of the median over rounds), the ratio of the two
query by query, and how fast each builds. Ratios are what can be compared between machines.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from enlarge import enlarged
from whoosh import fields
from whoosh.analysis import StemmingAnalyzer
from whoosh.highlight import ContextFragmenter
from whoosh.index import create_in
from whoosh.qparser import OrGroup, QueryParser

import pincite

if TYPE_CHECKING:
    from collections.abc import Callable

    from whoosh.index import Index as WhooshIndex

ROUNDS = 5
LIMIT = 10
CLASSES = {
    "rare word": ["helium", "photocopier", "Svobodny", "waterline"],
    "frequent word": ["china", "russia", "year", "two"],
    "any of two": ["gas pipeline", "arms sales", "naval exercise", "bank loans"],
    "many words": [
        "who paid for the pipeline through the permafrost",
        "what did the ministers say about the treaty of alliance",
    ],
    "both of two": ["gas AND china", "bank AND yuan", "treaty AND ally"],
    "phrase": [
        '"comprehensive strategic partnership"',
        '"power of siberia"',
        '"new development bank"',
    ],
}


def main() -> None:
    """Build both, ask both, print the table."""
    size = int(float(sys.argv[1]) * 1_000_000) if len(sys.argv) > 1 else 1_000_000
    articles = enlarged(size)
    megabytes = sum(len(text) for _, texts in articles for text in texts) / 1e6
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, our_seconds = timed(lambda: build_ours(folder / "ours", articles))
        stock, stock_seconds = timed(lambda: build_stock(folder / "stock", articles))
        print(f"{megabytes:.1f} MB, {sum(len(texts) for _, texts in articles):,} paragraphs\n")
        print(f"| class | pincite ms | stock Whoosh ms | ratio |\n|{'---|' * 4}")
        for title, queries in CLASSES.items():
            print(row(title, [compare(ours, stock, query) for query in queries]))
        print(
            f"| build, MB/s | {megabytes / our_seconds:.2f} | {megabytes / stock_seconds:.2f} "
            f"| {our_seconds / stock_seconds:.2f} |"
        )


def build_ours(folder: Path, articles: list[tuple[str, list[str]]]) -> pincite.Index:
    """Through the front door: files on disk, one article each."""
    folder.mkdir()
    for number, (title, texts) in enumerate(articles):
        (folder / f"{number:05}.txt").write_text("\n\n".join([title, *texts]), encoding="utf-8")
    pincite.build_index(folder)
    return pincite.open_index(folder)


def build_stock(folder: Path, articles: list[tuple[str, list[str]]]) -> WhooshIndex:
    """The schema its documentation would lead one to: stemmed, stored, one paragraph a document."""
    folder.mkdir()
    text = fields.TEXT(analyzer=StemmingAnalyzer(stoplist=None), stored=True)
    index = create_in(str(folder), fields.Schema(title=fields.TEXT(stored=True), text=text))
    writer = index.writer()
    for title, texts in articles:
        for paragraph in [title, *texts]:
            writer.add_document(title=title, text=paragraph)
    writer.commit()
    return index


def compare(ours: pincite.Index, stock: WhooshIndex, query: str) -> tuple[float, float]:
    """Median CPU seconds of each for ten highlighted paragraphs, asked in turns."""
    parser = QueryParser("text", stock.schema, group=OrGroup)
    ours_took, stock_took = [], []
    with stock.searcher() as searcher:

        def ask_stock() -> None:
            results = searcher.search(parser.parse(query), limit=LIMIT)
            results.fragmenter = ContextFragmenter(maxchars=320)
            for hit in results:
                hit.highlights("text")

        for _ in range(ROUNDS):
            ours_took.append(timed(lambda: ours.find(query, limit=LIMIT))[1])
            stock_took.append(timed(ask_stock)[1])
    return statistics.median(ours_took), statistics.median(stock_took)


def timed(work: Callable[[], object]) -> tuple[object, float]:
    """What `work` gives, and the CPU seconds it took."""
    start = time.process_time()
    result = work()
    return result, time.process_time() - start


def row(title: str, times: list[tuple[float, float]]) -> str:
    """A line of the table: medians over the queries of a class."""
    ours = statistics.median(ours for ours, _ in times) * 1000
    stock = statistics.median(stock for _, stock in times) * 1000
    ratio = statistics.median(ours / stock for ours, stock in times)
    return f"| {title} | {ours:.2f} | {stock:.2f} | {ratio:.2f} |"


if __name__ == "__main__":
    main()
