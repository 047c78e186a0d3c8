"""`pincite search`: find paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pincite import console
from pincite.commands.options import (
    DEFAULT_LIMIT,
    count,
    index_option,
    json_option,
    narrowing_options,
    opened,
    outcome,
    query_of,
)
from pincite.search.faces import json_output, terminal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pincite.index import Index
    from pincite.indexer.articles import Paragraph
    from pincite.search.hits.values import Results

_EXAMPLES = """\
\b
Examples:
  pincite search strategic partnership
  pincite search '"comprehensive strategic partnership" -nato' --full
  pincite search alliance --since 2016-07 --until 2017
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

\b
Put the whole query in single quotes for the shell. Words such as -nato
outside of quotes go after --. The query - is read from standard input."""


@click.command(epilog=_EXAMPLES)
@click.argument("query", nargs=-1, required=True, metavar="QUERY...")
@click.option(
    "-n",
    "--limit",
    type=count(1),
    default=DEFAULT_LIMIT,
    show_default=True,
    metavar="N",
    help="How many hits.",
)
@click.option(
    "--context",
    type=count(0),
    default=0,
    metavar="N",
    help="Show N paragraphs before and after each hit.",
)
@narrowing_options
@click.option("--full", is_flag=True, help="Show whole paragraphs, not snippets.")
@click.option("--explain", is_flag=True, help="Show what each score is made of.")
@json_option
@click.option("--jsonl", "as_jsonl", is_flag=True, help="Write JSON, one hit a line.")
@index_option
def search(  # noqa: PLR0913 - one parameter for each option
    query: Sequence[str],
    limit: int,
    context: int,
    folder: str | None,
    *,
    narrowing: Mapping[str, Any],
    full: bool,
    explain: bool,
    as_json: bool,
    as_jsonl: bool,
) -> int:
    """Find paragraphs, best first, their matches marked."""
    if as_json and as_jsonl:
        raise click.UsageError("--json and --jsonl exclude each other")
    with opened(folder) as index:
        results = index.find(query_of(query), limit=limit, explain=explain, **narrowing)
        around = _around(index, results, context) if context else None
    if as_json:
        console.write_utf8(
            json_output.json_line(json_output.results_record(results, around=around))
        )
    elif as_jsonl:
        console.write_utf8(json_output.hit_lines(results, around=around))
    else:
        screen = console.screen()
        console.write(terminal.results_text(results, screen, full=full, around=around))
    return outcome(results)


def _around(index: Index, results: Results, reach: int) -> Mapping[int, Sequence[Paragraph]]:
    from pincite.addresses import surroundings

    return surroundings(index, results, reach)
