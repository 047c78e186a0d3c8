"""An evidence pack: hits in a file, with what stands around them, their sources and the search.

What could steer a terminal is spelt out, except in JSON, which has it as escapes.

- Markdown: a section for each hit, its matches in bold.
- CSV: a row for each hit, in UTF-8 with the mark that Excel needs to see that. Spreadsheets take
  a cell for a formula that begins with = + - or @; an apostrophe stands before those, and the
  column `guarded` names the columns in which it does.
- BibTeX: an entry for each hit, as `citing/bibtex.py` writes it, with the rest in further fields.
- JSON: what `pincite search --json --context 1` writes, with "asked" beside it:
  {"searched": "2018-05-02", "narrowed": {str: [str, …]},
   "index": {"commit": int, "articles": int, "paragraphs": int, "words": int}}.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from pincite.search.citing import bibtex, markdown
from pincite.search.citing.dates import readable_date
from pincite.search.faces.cells import one_line, visible
from pincite.search.faces.citations import cited_hit, harmless
from pincite.search.faces.json_output import json_line, results_record, stats_record
from pincite.search.faces.spreadsheet import guarded, is_formula
from pincite.search.hits.spans import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pincite.indexer.articles import Paragraph, Stats
    from pincite.search.hits.values import Hit, Results

    Around = Mapping[int, Sequence[Paragraph]]

_BEYOND_BIBTEX = (
    "rank",
    "score",
    "before",
    "after",
    "also",
    "query",
    "respelt",
    "narrowed",
    "searched",
    "index",
)


class Asked(NamedTuple):
    """What was searched.

    Attributes:
        searched: the day, as ISO 8601 has it.
        narrowed: by what besides the query, and its values.
        commit: the number of the state of the index.
        stats: how much was in it.
    """

    searched: str
    narrowed: Mapping[str, Sequence[str]]
    commit: int
    stats: Stats


def evidence(results: Results, around: Around, asked: Asked, suffix: str) -> bytes:
    """The pack, as a file whose name ends with `suffix`, one of `SUFFIXES`, has it.

    `around` has the paragraphs before and after each hit, by the hit's rank.
    """
    return _WRITERS[suffix](results, around, asked).encode("utf-8")


def _markdown(results: Results, around: Around, asked: Asked) -> str:
    narrowed = [f"- Narrowed by: {markdown.escaped(_narrowed(asked))}"] if asked.narrowed else []
    respelt = [f"- Spelt: {markdown.escaped(_respelt(results))}"] if results.respelt else []
    noun = "articles" if results.by_article else "paragraphs"
    facts = [
        f"- Searched: {readable_date(asked.searched)}",
        *narrowed,
        *respelt,
        f"- In: {_index(asked)}",
        f"- Shown: {len(results):,} of {results.total:,} {noun}, matches in bold",
    ]
    parts = [f"# {markdown.heading(one_line(results.query))}", "\n".join(facts)]
    for hit in results:
        parts += _section(hit, around[hit.rank])
    return "\n\n".join(parts) + "\n"


def _section(hit: Hit, around: Sequence[Paragraph]) -> Iterator[str]:
    article, paragraph, reference = harmless(cited_hit(hit))
    before, after = _divided(hit, around)
    yield f"## {hit.rank}. {markdown.heading(article.title)}"
    yield from (_beside(each, "before") for each in before)
    yield markdown.block(markdown.lines(markdown.strong(_marked(hit))))
    yield from (_beside(each, "after") for each in after)
    yield markdown.source(article, paragraph)
    yield f"`{reference}`"
    if hit.also:
        yield f"Also in: {markdown.escaped(_also(hit, ', '))}"
    yield f"Rank {hit.rank}, score {hit.score:.4f}"


def _beside(paragraph: Paragraph, where: str) -> str:
    text = markdown.lines(markdown.escaped(visible(paragraph.text)))
    return f"*¶ {paragraph.ordinal}, {where}:* {text}"


def _csv(results: Results, around: Around, asked: Asked) -> str:
    rows = [_guarded(_row(results, hit, around[hit.rank], asked)) for hit in results]
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(rows[0]) if rows else ())
    writer.writeheader()
    writer.writerows(rows)
    return f"\ufeff{file.getvalue()}"


def _row(results: Results, hit: Hit, around: Sequence[Paragraph], asked: Asked) -> dict[str, str]:
    article, paragraph, reference = harmless(cited_hit(hit))
    before, after = (_texts(each) for each in _divided(hit, around))
    first, last = paragraph.lines or ("", "")
    first_page, last_page = paragraph.pages or ("", "")
    return {
        "rank": str(hit.rank),
        "score": str(hit.score),
        "quotation": paragraph.text,
        "matches": " | ".join(piece for piece, is_match in _marked(hit) if is_match),
        "before": before,
        "after": after,
        "article": article.id,
        "paragraph": str(paragraph.ordinal),
        "kind": paragraph.kind.value,
        "first_line": str(first),
        "last_line": str(last),
        "first_page": str(first_page),
        "last_page": str(last_page),
        "title": article.title,
        "author": article.author,
        "publication": article.publication,
        "volume": article.volume,
        "issue": article.issue,
        "date": article.date,
        "first_published": article.first_published,
        "url": article.url,
        "reference": reference,
        "also": _also(hit, " | "),
        "query": visible(results.query),
        "respelt": _respelt(results),
        "narrowed": _narrowed(asked),
        "searched": asked.searched,
        "index": _index(asked),
    }


def _guarded(row: dict[str, str]) -> dict[str, str]:
    formulas = [name for name, text in row.items() if is_formula(text)]
    cells = {name: guarded(text) for name, text in row.items()}
    return {**cells, "guarded": " ".join(formulas)}


def _bibtex(results: Results, around: Around, asked: Asked) -> str:
    entries = []
    for hit in results:
        row = _row(results, hit, around[hit.rank], asked)
        more = {name: row[name] for name in _BEYOND_BIBTEX if row[name]}
        entries.append(bibtex.entry(*harmless(cited_hit(hit)), more))
    return "\n\n".join(entries) + "\n"


def _json(results: Results, around: Around, asked: Asked) -> str:
    record = results_record(results, around=around)
    record["asked"] = {
        "searched": asked.searched,
        "narrowed": {name: list(values) for name, values in asked.narrowed.items()},
        "index": {"commit": asked.commit, **stats_record(asked.stats)},
    }
    return json_line(record)


def _marked(hit: Hit) -> list[tuple[str, bool]]:
    """The quotation in pieces, each with whether it is a match."""
    found = pieces(hit.paragraph.text, hit.spans)
    return [(visible(piece), is_match) for piece, is_match in found]


def _divided(hit: Hit, around: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    own = hit.paragraph.ordinal
    return (
        [each for each in around if each.ordinal < own],
        [each for each in around if each.ordinal > own],
    )


def _respelt(results: Results) -> str:
    """What was searched by another spelling."""
    return ", ".join(one_line(str(each)) for each in results.respelt)


def _also(hit: Hit, separator: str) -> str:
    """Where the same words stand besides."""
    return separator.join(one_line(str(locator)) for locator in hit.also)


def _texts(paragraphs: Sequence[Paragraph]) -> str:
    return "\n\n".join(visible(each.text) for each in paragraphs)


def _narrowed(asked: Asked) -> str:
    """By what the search was narrowed: "since 2016-07; author Marsh or Reyes"."""
    found = (f"{name} {' or '.join(values)}" for name, values in asked.narrowed.items())
    return one_line("; ".join(found))


def _index(asked: Asked) -> str:
    stats = asked.stats
    counts = {"article": stats.articles, "paragraph": stats.paragraphs, "word": stats.words}
    held = ", ".join(f"{count:,} {noun}{'s' * (count != 1)}" for noun, count in counts.items())
    return f"{held} (commit {asked.commit} of the index)"


_WRITERS = {".md": _markdown, ".csv": _csv, ".bib": _bibtex, ".json": _json}
SUFFIXES = tuple(_WRITERS)
