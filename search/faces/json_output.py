r"""The JSON of the command line; its shapes are a contract, its names those of the Python API.

`pincite search --json` writes one object on one line:

    {"query": str, "total": int, "hits": [HIT, …], "missing": [str, …], "suggestions": [str, …],
     "notes": [str, …], "reasons": [str, …], "alone": [{"query": str, "total": int}, …],
     "left": int, "respelt": [{"word": str, "spelling": str}, …]}

where "reasons" says why nothing was found and "alone" how many paragraphs each part of the query
finds by itself, as a query of its own; both are empty if something was found. "total" counts
paragraphs, and with --articles articles; "left" is how much of it is neither among these hits or
those on earlier pages, nor "also" under one of them. "respelt" has the words that were searched by
another spelling, because no paragraph has them; they are in "missing" too. With --facets the object
ends with

     "facets": [{"name": str, "values": [{"value": str, "paragraphs": int, "articles": int}, …]}, …]

`pincite search --jsonl` writes one HIT a line. A HIT is

    {"rank": int, "score": float, "article": ARTICLE, "paragraph": PARAGRAPH,
     "spans": [[start, end], …], "snippet": {"text": str, "spans": [[start, end], …]},
     "locator": LOCATOR, "also": [LOCATOR, …]}

where "also" says where the same words stand besides and match, and is empty with --all. It has
besides, where there is no match in the paragraph but in its title, or when asked for,

    "title_spans": [[start, end], …]  in the title
    "explanation": [{"label": str, "frequency": float, "paragraphs": int, "value": float}, …]
    "matches": int                    with --articles, how many paragraphs of its article match
    "context": [PARAGRAPH, …]         with -A, -B or -C, the paragraphs around it, in their order

An ARTICLE, which `pincite show --json` writes with "paragraphs": [PARAGRAPH, …] at its end, is

    {"id", "path", "title", "author", "publication", "volume", "issue", "date",
     "first_published", "language", "url"}, each a str, "" where nothing is known;

a PARAGRAPH is

    {"ordinal": int, "text": str, "kind": str, "lines": [first, last], "chars": [start, end]}

a LOCATOR, which finds the paragraph again, is

    {"article": str, "ordinal": int, "lines": [first, last], "exact": str, "prefix": str,
     "suffix": str, "reference": str}

`pincite show --json` writes of a reference what has become of it:

    {"status": "same" | "moved" | "changed" | "gone", "asked": LOCATOR,
     "article": ARTICLE | null, "paragraph": PARAGRAPH | null, "locator": LOCATOR | null,
     "diff": [{"op": "equal" | "deleted" | "inserted", "text": str}, …]}

with the article, the paragraph and the locator of now, null where it is gone, and a diff where it
is changed; and `pincite stats --json` writes

    {"articles": int, "paragraphs": int, "words": int, "languages": [str, …],
     "by_year": [SHARE, …], "by_publication": [SHARE, …], "by_language": [SHARE, …],
     "by_kind": [SHARE, …]}

the language most paragraphs are in first. Years come in their order, the others by how many
paragraphs they have, and "" for what is not known last; an article of several kinds counts for
each of them. A SHARE is {"value": str, "articles": int, "paragraphs": int, "words": int}.

`pincite similar` writes what a search writes, with the paragraph's address as the query; the shape
of `pincite kwic --json` is in `faces/concordance.py`.

Spans are offsets in characters (code points) of the text beside them, the end excluded. Keys may
be added in a later version; none is renamed, removed, or given another meaning. The output is
UTF-8 whatever the locale. Characters a terminal could obey are written as `\u` escapes.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from pincite.indexer.articles import TOLD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pincite.indexer.articles import Article, Paragraph, Stats
    from pincite.search.hits.values import Contribution, Facet, Hit, Locator, Results
    from pincite.search.resolving.resolve import Resolution

Record = dict[str, Any]

# What json.dumps leaves as it is although a terminal, or UTF-8, cannot take it.
_UNSAFE = "[\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]"

_ARTICLE_FIELDS = ("id", "path", *TOLD)


def results_record(
    results: Results, *, around: Mapping[int, Sequence[Paragraph]] | None = None
) -> Record:
    """The answer to a query; `around` has the paragraphs around a hit, by its rank."""
    record: Record = {
        "query": results.query,
        "total": results.total,
        "hits": [hit_record(hit, around=(around or {}).get(hit.rank)) for hit in results],
        "missing": list(results.missing),
        "suggestions": list(results.suggestions),
        "notes": list(results.notes),
        "reasons": list(results.reasons),
        "alone": [{"query": part.query, "total": part.total} for part in results.alone],
        "left": results.left,
        "respelt": [{"word": each.word, "spelling": each.spelling} for each in results.respelt],
    }
    if results.facets:
        record["facets"] = [_facet_record(facet) for facet in results.facets]
    return record


def hit_lines(results: Results, *, around: Mapping[int, Sequence[Paragraph]] | None = None) -> str:
    """The hits alone, one on each line."""
    return "".join(
        json_line(hit_record(hit, around=(around or {}).get(hit.rank))) for hit in results
    )


def hit_record(hit: Hit, *, around: Sequence[Paragraph] | None = None) -> Record:
    """One hit."""
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
        "locator": locator_record(hit.locator),
        "also": [locator_record(locator) for locator in hit.also],
    }
    if hit.explanation:
        record["explanation"] = [_contribution_record(line) for line in hit.explanation]
    if hit.title_spans:
        record["title_spans"] = [list(span) for span in hit.title_spans]
    if hit.matches:
        record["matches"] = hit.matches
    if around is not None:
        record["context"] = [paragraph_record(paragraph) for paragraph in around]
    return record


def locator_record(locator: Locator) -> Record:
    """What it takes to find a paragraph again."""
    return {
        "article": locator.article,
        "ordinal": locator.ordinal,
        "lines": _bounds(locator.lines),
        "pages": _bounds(locator.pages),
        "exact": locator.exact,
        "prefix": locator.prefix,
        "suffix": locator.suffix,
        "reference": locator.reference,
    }


def resolution_record(resolution: Resolution) -> Record:
    """What has become of a cited paragraph."""
    article, paragraph, locator = resolution.article, resolution.paragraph, resolution.locator
    return {
        "status": resolution.status,
        "asked": locator_record(resolution.asked),
        "article": article_record(article) if article else None,
        "paragraph": paragraph_record(paragraph) if paragraph else None,
        "locator": locator_record(locator) if locator else None,
        "diff": [{"op": piece.op, "text": piece.text} for piece in resolution.diff],
    }


def article_record(article: Article, *, paragraphs: bool = False) -> Record:
    """What is known of an article; its paragraphs only on demand."""
    record: Record = {name: getattr(article, name) for name in _ARTICLE_FIELDS}
    record |= {"copies": list(article.copies), "former": list(article.former)}
    if paragraphs:
        record["paragraphs"] = [paragraph_record(each) for each in article.paragraphs]
    return record


def metadata_record(article: Article) -> Record:
    """What is known of an article, and where each value was found."""
    return {**article_record(article), "origins": dict(article.origins)}


def _bounds(bounds: tuple[int, int] | None) -> list[int] | None:
    """The first and the last line or page; None where the source has none."""
    return list(bounds) if bounds else None


def paragraph_record(paragraph: Paragraph) -> Record:
    """One paragraph."""
    return {
        "ordinal": paragraph.ordinal,
        "text": paragraph.text,
        "kind": paragraph.kind.value,
        "lines": _bounds(paragraph.lines),
        "pages": _bounds(paragraph.pages),
        "chars": list(paragraph.chars),
    }


def stats_record(stats: Stats, *, divided: bool = False) -> Record:
    """How much an index holds, and how it divides."""
    record: Record = {
        "articles": stats.articles,
        "paragraphs": stats.paragraphs,
        "words": stats.words,
        "languages": list(stats.languages),
    }
    if divided:
        for name in ("by_year", "by_publication", "by_language", "by_kind"):
            record[name] = [vars(share).copy() for share in getattr(stats, name)]
    return record


def json_line(record: Record) -> str:
    """The record as one line of JSON, readable and safe to look at."""
    return escaped(json.dumps(record, ensure_ascii=False, allow_nan=False)) + "\n"


def escaped(text: str) -> str:
    """JSON with escapes for what a terminal could obey, or UTF-8 cannot have."""
    return re.sub(_UNSAFE, lambda match: f"\\u{ord(match[0]):04x}", text)


def _facet_record(facet: Facet) -> Record:
    values = [
        {"value": each.value, "paragraphs": each.paragraphs, "articles": each.articles}
        for each in facet.values
    ]
    return {"name": facet.name, "values": values}


def _contribution_record(line: Contribution) -> Record:
    return {
        "label": line.label,
        "frequency": line.frequency,
        "paragraphs": line.paragraphs,
        "value": line.value,
    }
