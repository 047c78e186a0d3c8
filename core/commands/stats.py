"""`pincite stats`: how much there is."""

from __future__ import annotations

import click

from pincite import console
from pincite.commands.options import index_option, json_option, opened
from pincite.search.faces import json_output, terminal

_EXAMPLES = """\
\b
Examples:
  pincite stats
  pincite stats --index ~/archive --json"""


@click.command(epilog=_EXAMPLES)
@json_option
@index_option
def stats(folder: str | None, *, as_json: bool) -> None:
    """Tell how much the index holds."""
    with opened(folder) as index:
        counts = index.stats()
    if as_json:
        console.write_utf8(json_output.json_line(json_output.stats_record(counts)))
    else:
        console.write(terminal.stats_text(counts))
