"""`pincite index`: read files and folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import pincite
from pincite import console, notices
from pincite.commands.options import ANY_PATH, FOUND, INTERRUPTED
from pincite.indexer.stemming import AUTO, LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

_EXAMPLES = """\
\b
Examples:
  pincite index articles/
  pincite index notes.md letters/ --index ~/archive/.pincite
  pincite index articles/ --language french

Run it again after a change: only what changed is read."""


@click.command(epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=ANY_PATH)
@click.option(
    "--index",
    "folder",
    metavar="DIR",
    type=ANY_PATH,
    help="Where the index goes; without it, into .pincite beside the texts.",
)
@click.option(
    "--language",
    type=click.Choice((AUTO, *LANGUAGES)),
    metavar="NAME",
    help=f"Language of all texts [default: auto, that of each]: {', '.join(LANGUAGES)}.",
)
@click.option("-q", "--quiet", is_flag=True, help="Tell only what goes wrong.")
def index(paths: Sequence[str], folder: str | None, language: str | None, *, quiet: bool) -> int:
    """Read files and folders, and make their paragraphs searchable."""
    try:
        with console.progress(wanted=not quiet) as progress:
            report = pincite.build_index(paths, folder, language=language, progress=progress)
    except KeyboardInterrupt as interrupt:
        console.notice(": ".join(["pincite: interrupted", *map(str, interrupt.args)]))
        return INTERRUPTED
    for line in notices.skipped_lines(report):
        console.notice(line)
    if not quiet:
        console.write(f"{notices.report_text(report)}\n")
    return FOUND
