"""`pincite page`: write a page that searches."""

from __future__ import annotations

from pathlib import Path

import click

from pincite import console, notices
from pincite.commands.options import (
    DEFAULT_LIMIT,
    FOUND,
    count,
    index_option,
    opened,
    outcome,
    weights_option,
)
from pincite.files import refuse_source, write_whole
from pincite.indexer.weights import Weights

_EXAMPLES = """\
\b
Examples:
  pincite page
  pincite page -o site/search.html --title 'The archive'
  pincite page --query 'strategic partnership' -n 20 -o results.html"""


@click.command(epilog=_EXAMPLES)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True, readable=False),
    metavar="FILE",
    help="Where to, - being stdout [default: search.html, or results.html with --query].",
)
@click.option("--query", metavar="QUERY", help="Write the results of this query, without a script.")
@click.option("-n", "--limit", type=count(1), metavar="N", help="With --query, how many hits.")
@click.option("--title", metavar="TEXT", help="The page's title.")
@weights_option
@index_option
def page(  # noqa: PLR0913 - one parameter for each option
    output: Path | None,
    query: str | None,
    limit: int | None,
    title: str | None,
    *,
    weights: Weights | None,
    folder: str | None,
) -> int:
    """Write an HTML page that searches, without a server."""
    from pincite.search.faces.page import results_page, search_page

    if limit is not None and query is None:
        raise click.UsageError("-n goes with --query: a page that searches shows what it finds")
    output = output or Path("search.html" if query is None else "results.html")
    with opened(folder) as index:
        refuse_source(output, index)
        if query is None:
            html = search_page(index, title=title, weights=Weights.of(weights))
        else:
            results = index.find(query, limit=limit or DEFAULT_LIMIT, weights=weights)
            if not results.total:
                return outcome(results)
            html = results_page(results, title=title)
    _deliver(html, output)
    return FOUND


def _deliver(html: str, output: Path) -> None:
    if str(output) == "-":
        console.write_utf8(html)
        return
    data = html.encode("utf-8", "replace")
    write_whole(output, data)
    console.notice(notices.written_notice(output, len(data)))
