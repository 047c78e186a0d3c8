"""`pincite similar`: paragraphs like one of the index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pincite import console, notices
from pincite.commands.options import (
    NOTHING,
    explain_option,
    full_option,
    index_option,
    json_option,
    jsonl_option,
    limit_option,
    narrowing_options,
    opened,
    outcome,
    page_option,
    weights_option,
)
from pincite.errors import ArticleNotFound, PinciteError
from pincite.search.faces import json_output, terminal
from pincite.search.faces.cells import one_line
from pincite.search.hits.reference import is_reference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pincite.index import Index
    from pincite.indexer.weights import Weights
    from pincite.search.hits.values import Results

_EXAMPLES = """\
\b
Examples:
  pincite similar summit.txt#7
  pincite similar summit#7 --full -n 3
  pincite similar reports/2018/summit.txt#7 --until 2018-04-18 --json"""


@click.command(epilog=_EXAMPLES)
@click.argument("address", metavar="ARTICLE#¶|REFERENCE")
@limit_option
@page_option
@narrowing_options
@weights_option
@full_option
@explain_option
@json_option
@jsonl_option
@index_option
def similar(  # noqa: PLR0913 - one parameter for each option
    address: str,
    limit: int,
    page: int,
    folder: str | None,
    *,
    narrowing: Mapping[str, Any],
    weights: Weights | None,
    full: bool,
    explain: bool,
    as_json: bool,
    as_jsonl: bool,
) -> int:
    """Find paragraphs like one that is known, reposts of it first.

    They share its most telling words, which are marked. ARTICLE#¶ and REFERENCE are as for show.
    """
    if as_json and as_jsonl:
        raise click.UsageError("--json and --jsonl exclude each other")
    with opened(folder) as index:
        results = index.similar(
            *_paragraph(index, address),
            limit=limit,
            offset=(page - 1) * limit,
            explain=explain,
            weights=weights,
            **narrowing,
        )
    if as_json:
        console.write_utf8(json_output.json_line(json_output.results_record(results)))
    elif as_jsonl:
        console.write_utf8(json_output.hit_lines(results))
    else:
        console.write(terminal.results_text(results, console.screen(index.root), full=full))
    if results.hits:
        return outcome(results)
    console.notice(_why_nothing(results, page, limit))
    return NOTHING


def _paragraph(index: Index, address: str) -> tuple[str, int]:
    """The id of the article that an address or a reference means, and the ordinal."""
    if is_reference(address):
        locator = index.resolve(address).locator
        if locator is None:
            raise ArticleNotFound("what the reference was made for is gone")
        return locator.article, locator.ordinal
    from pincite.addresses import excerpt

    article = excerpt(index, address)
    if len(article.paragraphs) != 1:
        raise PinciteError(f"{address}: name one paragraph, as in {article.id}#7")
    return article.id, article.paragraphs[0].ordinal


def _why_nothing(results: Results, page: int, limit: int) -> str:
    if results.total:
        return notices.no_such_page(results, page, limit, results.total)
    reason = "none of the paragraphs asked for shares a telling word with it"
    return f"nothing is like {one_line(results.query)}: {reason}"
