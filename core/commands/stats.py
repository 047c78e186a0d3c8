"""`pincite stats`: how much there is."""

from __future__ import annotations

import click

from pincite import console
from pincite.commands.options import index_option, json_option, opened
from pincite.search.faces import holdings, json_output

_EXAMPLES = """\
\b
Examples:
  pincite stats
  pincite stats --index ~/archive --json"""


@click.command(epilog=_EXAMPLES)
@json_option
@index_option
def stats(folder: str | None, *, as_json: bool) -> None:
    """Tell how much the index holds: of which years, publications, languages and kinds."""
    with opened(folder) as index:
        counts = index.stats(divided=True)
    if as_json:
        console.write_utf8(json_output.json_line(json_output.stats_record(counts, divided=True)))
    else:
        console.write(holdings.holdings_text(counts, console.screen()))
