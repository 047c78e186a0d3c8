"""`pincite show`: read around a hit."""

from __future__ import annotations

import click

from pincite import console
from pincite.commands.options import index_option, json_option, opened
from pincite.search.faces import json_output, terminal

_EXAMPLES = """\
\b
Examples:
  pincite show summit.txt
  pincite show summit#7
  pincite show reports/2018/summit.txt#7-9 --json"""


@click.command(epilog=_EXAMPLES)
@click.argument("name", metavar="ARTICLE[#¶]")
@json_option
@index_option
def show(name: str, folder: str | None, *, as_json: bool) -> None:
    """Show an article, or the paragraphs asked for.

    ARTICLE is what a search shows behind the lines, or the file's name alone, with or without
    its ending.
    """
    from pincite.addresses import excerpt

    with opened(folder) as index:
        article = excerpt(index, name)
    if as_json:
        console.write_utf8(
            json_output.json_line(json_output.article_record(article, paragraphs=True))
        )
    else:
        console.write(terminal.article_text(article, console.screen()))
