"""`pincite show`: read around a hit, or look up what was cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pincite import console
from pincite.commands.citations import cite_option, print_excerpt, print_found
from pincite.commands.options import FOUND, NOTHING, index_option, json_option, opened
from pincite.errors import PinciteError
from pincite.search.faces import json_output, terminal
from pincite.search.hits.reference import SCHEME, is_reference

if TYPE_CHECKING:
    from pathlib import Path

    from pincite.indexer.articles import Article
    from pincite.search.resolving.resolve import Resolution

_EXAMPLES = """\
\b
Examples:
  pincite show summit.txt
  pincite show summit#7
  pincite show reports/2018/summit.txt#7-9 --json
  pincite show summit#7 --cite markdown
  pincite show summit --meta
  pincite show pincite:summit.txt#7~1eJw..."""


@click.command(epilog=_EXAMPLES)
@click.argument("name", metavar="ARTICLE[#¶]|REFERENCE")
@click.option("--meta", is_flag=True, help="What is known of the article, and where it was found.")
@cite_option
@json_option
@index_option
def show(name: str, folder: str | None, *, meta: bool, cite: str | None, as_json: bool) -> int:
    """Show an article, the paragraphs asked for, or what has become of one that was cited.

    ARTICLE is what a search shows behind the lines, or the file's name alone, with or without
    its ending.

    REFERENCE is a line that begins with pincite: and was kept of an earlier search. Said is
    whether the paragraph is the same, moved, changed or gone, which is exit code 1. With - it is
    read from stdin.
    """
    if cite and (as_json or meta):
        other = "--json" if as_json else "--meta"
        raise click.UsageError(f"--cite and {other} exclude each other")
    if name == "-":
        name = console.read().strip()
        if name.count(SCHEME) > 1:
            raise PinciteError("there is more than one reference: give one at a time")
    with opened(folder) as index:
        if is_reference(name):
            if meta:
                raise click.UsageError("--meta is for articles: name one")
            resolution = index.resolve(name)
            if cite:
                return print_found(resolution, cite)
            return _tell(resolution, index.root, as_json=as_json)
        from pincite.addresses import excerpt

        article = excerpt(index, name)
        if cite:
            print_excerpt(index, article, cite)
            return FOUND
    if meta:
        _tell_metadata(article, index.root, as_json=as_json)
    elif as_json:
        console.write_utf8(
            json_output.json_line(json_output.article_record(article, paragraphs=True))
        )
    else:
        console.write(terminal.article_text(article, console.screen(index.root)))
    return FOUND


def _tell_metadata(article: Article, sources: Path, *, as_json: bool) -> None:
    if as_json:
        console.write_utf8(json_output.json_line(json_output.metadata_record(article)))
    else:
        from pincite.search.faces.metadata import metadata_text

        console.write(metadata_text(article, console.screen(sources)))


def _tell(resolution: Resolution, sources: Path, *, as_json: bool) -> int:
    if as_json:
        record = json_output.resolution_record(resolution)
        console.write_utf8(json_output.json_line(record))
    else:
        from pincite.search.faces.resolutions import resolution_text

        console.write(resolution_text(resolution, console.screen(sources)))
    return NOTHING if resolution.status == "gone" else FOUND
