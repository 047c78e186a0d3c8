r"""The JSON of the command line; its shapes are a contract, its names those of the Python API.

`pincite search --json` writes one object on one line:

    {"query": str, "total": int, "hits": [HIT, …], "missing": [str, …], "suggestions": [str, …],
     "notes": [str, …]}

`pincite search --jsonl` writes one HIT a line. A HIT is

    {"rank": int, "score": float, "article": ARTICLE, "paragraph": PARAGRAPH,
     "spans": [[start, end], …], "snippet": {"text": str, "spans": [[start, end], …]},
     "locator": {"article": str, "ordinal": int, "lines": [first, last]}}

and has besides, when asked for,

    "explanation": [{"label": str, "frequency": float, "paragraphs": int, "value": float}, …]
    "context": [PARAGRAPH, …]         with --context, the paragraphs around it, in their order

An ARTICLE, which `pincite show --json` writes with "paragraphs": [PARAGRAPH, …] at its end, is

    {"id", "path", "title", "author", "publication", "volume", "issue", "date",
     "first_published", "language", "url"}, each a str, "" where nothing is known;

a PARAGRAPH is

    {"ordinal": int, "text": str, "kind": str, "lines": [first, last], "chars": [start, end]}

and `pincite stats --json` writes {"articles": int, "paragraphs": int, "words": int}.

Spans are offsets in characters (code points) of the text beside them, the end excluded. Keys may
be added in a later version; none is renamed, removed, or given another meaning. The output is
UTF-8 whatever the locale. Characters a terminal could obey are written as `\u` escapes.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pincite.indexer.articles import Article, Paragraph, Stats
    from pincite.search.hits.values import Contribution, Hit, Results

Record = dict[str, Any]

# What json.dumps leaves as it is although a terminal, or UTF-8, cannot take it.
_UNSAFE = "[\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]"

_ARTICLE_FIELDS = (
    "id",
    "path",
    "title",
    "author",
    "publication",
    "volume",
    "issue",
    "date",
    "first_published",
    "language",
    "url",
)


def results_record(
    results: Results, *, around: Mapping[int, Sequence[Paragraph]] | None = None
) -> Record:
    """The answer to a query; `around` has the paragraphs around a hit, by its rank."""
    return {
        "query": results.query,
        "total": results.total,
        "hits": [hit_record(hit, around=(around or {}).get(hit.rank)) for hit in results],
        "missing": list(results.missing),
        "suggestions": list(results.suggestions),
        "notes": list(results.notes),
    }


def hit_lines(results: Results, *, around: Mapping[int, Sequence[Paragraph]] | None = None) -> str:
    """The hits alone, one on each line."""
    return "".join(
        json_line(hit_record(hit, around=(around or {}).get(hit.rank))) for hit in results
    )


def hit_record(hit: Hit, *, around: Sequence[Paragraph] | None = None) -> Record:
    """One hit."""
    locator = hit.locator
    record: Record = {
        "rank": hit.rank,
        "score": hit.score,
        "article": article_record(hit.article),
        "paragraph": paragraph_record(hit.paragraph),
        "spans": [list(span) for span in hit.spans],
        "snippet": {
            "text": hit.snippet.text,
            "spans": [list(span) for span in hit.snippet.spans],
        },
        "locator": {
            "article": locator.article,
            "ordinal": locator.ordinal,
            "lines": list(locator.lines),
        },
    }
    if hit.explanation:
        record["explanation"] = [_contribution_record(line) for line in hit.explanation]
    if around is not None:
        record["context"] = [paragraph_record(paragraph) for paragraph in around]
    return record


def article_record(article: Article, *, paragraphs: bool = False) -> Record:
    """What is known of an article; its paragraphs only on demand."""
    record: Record = {name: getattr(article, name) for name in _ARTICLE_FIELDS}
    if paragraphs:
        record["paragraphs"] = [paragraph_record(each) for each in article.paragraphs]
    return record


def paragraph_record(paragraph: Paragraph) -> Record:
    """One paragraph."""
    return {
        "ordinal": paragraph.ordinal,
        "text": paragraph.text,
        "kind": paragraph.kind.value,
        "lines": list(paragraph.lines),
        "chars": list(paragraph.chars),
    }


def stats_record(stats: Stats) -> Record:
    """How much an index holds."""
    return {"articles": stats.articles, "paragraphs": stats.paragraphs, "words": stats.words}


def json_line(record: Record) -> str:
    """The record as one line of JSON, readable and safe to look at."""
    text = json.dumps(record, ensure_ascii=False, allow_nan=False)
    return re.sub(_UNSAFE, lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def _contribution_record(line: Contribution) -> Record:
    return {
        "label": line.label,
        "frequency": line.frequency,
        "paragraphs": line.paragraphs,
        "value": line.value,
    }
