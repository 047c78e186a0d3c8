"""`pincite search`: find paragraphs."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from pincite import console, notices
from pincite.commands.citations import (
    cite_option,
    deliver,
    evidence_for,
    export_option,
    print_hits,
)
from pincite.commands.options import (
    NOTHING,
    Sectioned,
    count,
    explain_option,
    full_option,
    index_option,
    json_option,
    jsonl_option,
    limit_option,
    names,
    narrowing_options,
    opened,
    outcome,
    page_option,
    query_of,
    weights_option,
)
from pincite.indexer.weights import table
from pincite.search.faces import json_output, terminal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pincite.index import Index
    from pincite.indexer.articles import Paragraph
    from pincite.indexer.weights import Weights
    from pincite.search.faces.painting import Screen
    from pincite.search.hits.values import Results

_EXAMPLES = """\
\b
Examples:
  pincite search strategic partnership
  pincite search '"comprehensive strategic partnership" -nato' --full
  pincite search alliance --since 2016-07 --until 2017 --sort date
  pincite search alliance --count --facets year,publication
  pincite search alliance -l -n 1000 | xargs -d '\\n' -n 1 pincite show
  pincite search alliance -n 1 --cite bibtex >> references.bib
  pincite search alliance --all
  pincite search alliance -n 3 --jsonl | jq -r .paragraph.text
  pincite search alliance -- -nato

\b
Queries:
  alliance treaty      any of the words, in any form, best first
  "secret treaty"      these words, as written and in this order
  "treaty allies"~8    these words in any form and order, at most eight words apart
  =ally                this form of the word only
  alli*, wom?n         any forms that fit: * is any letters or none, ? is one
  Erdogen~, Erdogen~1  forms that differ in a letter or two, or in one
  a AND b, a OR b, NOT a, +a, -a, ( )
  title:treaty author:Reyes publication:"The Ledger" path:2018/ kind:quote
  date:2018, date:2016-07..2017, date:2016..
                       only paragraphs of which that is so; - before it: is not so
All of it, with examples: pincite help query

\b
Put the whole query in single quotes for the shell. Words such as -nato
outside of quotes go after --. The query - is read from standard input.

\b
Weights, as they are without --weights:
"""
_EXAMPLES += "".join(f"  {name:<13}{default:<6g}{what}\n" for name, default, what in table())


_SECTIONS = {
    "Only some": ("since", "until", "author", "publication", "kind"),
    "Which come, in which order": (
        "limit",
        "page",
        "sort",
        "by_article",
        "repeats",
        "semantic",
        "weights",
    ),
    "What is shown of each": ("full", "after", "before", "context", "explain"),
    "To quote": ("cite", "export"),
    "Counts": ("counted", "facets"),
    "For programs": ("as_json", "as_jsonl"),
}
# By options, those that cannot be given with them.
_EXCLUDED = {
    "--jsonl": ("--json", "--count", "--facets"),
    "--cite": ("--json", "--jsonl", "--count", "--facets"),
    "--export": ("--count",),
}


@click.command(cls=Sectioned, sections=_SECTIONS, epilog=_EXAMPLES)
@click.argument("query", nargs=-1, required=True, metavar="QUERY...")
@limit_option
@page_option
@click.option(
    "--sort",
    default="rank",
    metavar="ORDER",
    help="rank (the best first, as without it), date (the newest first) or article (by id).",
)
@click.option(
    "-l",
    "--articles",
    "by_article",
    is_flag=True,
    help="Each article once, by its best paragraph; in a pipe only ids, one a line.",
)
@click.option(
    "--all",
    "repeats",
    is_flag=True,
    help="Paragraphs of the same words each by itself, not under the first of them.",
)
@click.option(
    "--semantic",
    is_flag=True,
    help="Rank the best hundred by likeness in meaning, too; needs pincite[semantic].",
)
@click.option(
    "--count",
    "counted",
    is_flag=True,
    help="Only how many paragraphs there are; with -l, articles.",
)
@click.option(
    "--facets",
    type=names,
    multiple=True,
    metavar="NAMES",
    help="Of how much of it each publication, year, author or kind is: names with commas between.",
)
@narrowing_options
@click.option("-A", "--after", type=count(0), metavar="N", help="N paragraphs after it, too.")
@click.option("-B", "--before", type=count(0), metavar="N", help="N paragraphs before it, too.")
@click.option(
    "-C",
    "--context",
    type=count(0),
    default=0,
    metavar="N",
    help="N paragraphs before and after it, too.",
)
@weights_option
@full_option
@explain_option
@cite_option
@export_option
@json_option
@jsonl_option
@index_option
def search(  # noqa: PLR0913 - one parameter for each option
    query: Sequence[str],
    limit: int,
    page: int,
    sort: str,
    folder: str | None,
    *,
    by_article: bool,
    repeats: bool,
    semantic: bool,
    counted: bool,
    facets: Sequence[Sequence[str]],
    narrowing: Mapping[str, Any],
    weights: Weights | None,
    after: int | None,
    before: int | None,
    context: int,
    full: bool,
    explain: bool,
    cite: str | None,
    export: Path | None,
    as_json: bool,
    as_jsonl: bool,
) -> int:
    """Find paragraphs, best first, their matches marked."""
    given = {"--json": as_json, "--jsonl": as_jsonl, "--count": counted, "--facets": facets}
    _refuse_contradictions({**given, "--cite": cite, "--export": export})
    with opened(folder) as index:
        find = partial(
            index.find,
            query_of(query),
            sort=sort,
            by_article=by_article,
            facets=list(chain.from_iterable(facets)),
            explain=explain,
            repeats=repeats,
            semantic=semantic,
            weights=weights,
            **narrowing,
        )
        offset = (page - 1) * limit
        results = find(limit=0 if counted else limit, offset=offset)
        beyond = bool(results.total) and not (results.hits or counted)
        listed = len(find(limit=offset)) if beyond else 0
        reach = [context if side is None else side for side in (before, after)]
        around = _around(index, results, *reach) if any(reach) else None
        evidence = evidence_for(export, index, results, narrowing) if export else b""
    if cite:
        print_hits(results, cite)
    elif as_json:
        console.write_utf8(
            json_output.json_line(json_output.results_record(results, around=around))
        )
    elif as_jsonl:
        console.write_utf8(json_output.hit_lines(results, around=around))
    else:
        screen = console.screen(index.root)
        if counted:
            text = f"{results.total}\n"
        elif by_article:
            text = _articles(results, screen, best=sort == "rank")
        else:
            text = terminal.results_text(results, screen, full=full, around=around)
        console.write("\n".join(filter(None, (text, _facets(results, screen)))))
    if beyond:
        console.notice(notices.no_such_page(results, page, limit, listed))
        return NOTHING
    if export and evidence:
        deliver(export, evidence)
    return outcome(results)


def _refuse_contradictions(given: Mapping[str, object]) -> None:
    for one, others in _EXCLUDED.items():
        for other in others:
            if given[one] and given[other]:
                raise click.UsageError(f"{one} and {other} exclude each other")


def _around(
    index: Index, results: Results, before: int, after: int
) -> Mapping[int, Sequence[Paragraph]]:
    from pincite.addresses import surroundings

    return surroundings(index, results, before, after)


def _articles(results: Results, screen: Screen, *, best: bool) -> str:
    from pincite.search.faces.overview import articles_text

    return articles_text(results, screen, best=best)


def _facets(results: Results, screen: Screen) -> str:
    if not (results.facets and results.total):
        return ""
    from pincite.search.faces.overview import facets_text

    return facets_text(results.facets, screen)
