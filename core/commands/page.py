"""`pincite page`: write a page that searches."""

from __future__ import annotations

import re
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pincite import console, notices
from pincite.commands.options import (
    DEFAULT_LIMIT,
    FOUND,
    Sectioned,
    count,
    index_option,
    opened,
    outcome,
    weights_option,
)
from pincite.errors import PinciteError
from pincite.files import refuse_source, write_whole
from pincite.indexer.weights import Weights
from pincite.search.pages.interface import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pincite.index import Index
    from pincite.search.pages.data import PageData
    from pincite.search.pages.rendering import Presentation

_EXAMPLES = """\
\b
Examples:
  pincite page
  pincite page --single -o archive.html --title 'The archive'
  pincite page --folder -o site/search --lang de --base-url https://example.org/search/
  pincite page --query 'strategic partnership' -n 20 -o results.html
  pincite page --query 'strategic partnership' --print -o evidence.html

A file has everything in it and can be mailed. A folder is for the web or a disk, whatever its
size: open its index.html. Made again, only what has changed is written. To put the search into
a page of a site:

\b
  <div id="pincite-search"></div>
  <script src="/search/embed.js"></script>"""
_SECTIONS = {
    "Where to, and in which shape": ("output", "as_single", "as_folder"),
    "How it looks": ("title", "language", "css", "templates", "base_url"),
    "The results of a query instead": ("query", "limit", "as_print"),
}

# Of so much text, in bytes, a page that has all of it is still quick to open.
_LARGEST_FILE = 20_000_000
# So many bytes is a word with what stands between it and the next.
_A_WORD = 6
_ADDRESS = re.compile(r"https?://[^\s/?#\"'<>\\]+(?:/[^\s?#\"'<>\\]*)?", re.IGNORECASE)
_STDOUT = Path("-")


def _style(_: click.Context, __: click.Parameter, path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.BadParameter(f"{path} is not UTF-8.") from error


def _templates(_: click.Context, __: click.Parameter, path: Path | None) -> Path | None:
    if path is None:
        return None
    if not path.is_dir():
        raise click.BadParameter(f"{path} is no folder.")
    from pincite.search.pages.rendering import template_names

    names = template_names()
    if not any((path / name).is_file() for name in names):
        raise click.BadParameter(f"{path} has none of {', '.join(names)}.")
    return path


def _address(_: click.Context, __: click.Parameter, value: str | None) -> str:
    if value and not _ADDRESS.fullmatch(value):
        raise click.BadParameter(f"{value!r} is no address as https://example.org/search/.")
    return value or ""


@click.command(cls=Sectioned, sections=_SECTIONS, epilog=_EXAMPLES)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True, readable=False),
    metavar="PATH",
    help="Where to, - being stdout [default: search.html, or the folder search, or results.html].",
)
@click.option("--single", "as_single", is_flag=True, help="One file that has everything in it.")
@click.option(
    "--folder",
    "as_folder",
    is_flag=True,
    help="A folder of which a browser loads what a query needs; without either, by the name "
    "of PATH, else a folder if there are more than about 20 MB of text.",
)
@click.option("--title", metavar="TEXT", help="The page's title.")
@click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    default=LANGUAGES[0],
    show_default=True,
    help="What the page itself speaks.",
)
@click.option(
    "--css",
    type=click.Path(path_type=Path, readable=False),
    callback=_style,
    metavar="FILE",
    help="A style that comes after the page's own.",
)
@click.option(
    "--templates",
    type=click.Path(path_type=Path, readable=False),
    callback=_templates,
    metavar="DIR",
    help="Templates that come before pincite's; templates/README.md has them.",
)
@click.option(
    "--base-url",
    callback=_address,
    metavar="URL",
    help="The address the page will have; citations copied from it then have a link.",
)
@click.option("--query", metavar="QUERY", help="Write the results of this query, without a script.")
@click.option("-n", "--limit", type=count(1), metavar="N", help="With --query, how many hits.")
@click.option(
    "--print",
    "as_print",
    is_flag=True,
    help="With --query, to print: whole paragraphs, what stands around them, their sources.",
)
@weights_option
@click.option("--readable", is_flag=True, hidden=True, help="Scripts and style as written.")
@index_option
def page(  # noqa: PLR0913 - one parameter for each option
    output: Path | None,
    folder: str | None,
    *,
    as_single: bool,
    as_folder: bool,
    query: str | None,
    limit: int | None,
    as_print: bool,
    weights: Weights | None,
    **look: Any,
) -> int:
    """Write an HTML page that searches, without a server."""
    _refuse_contradictions(
        output,
        query,
        {"-n": limit, "--print": as_print},
        {"--single": as_single, "--folder": as_folder},
    )
    from pincite.search.pages.rendering import Presentation

    presentation = Presentation(**look)
    with opened(folder) as index:
        if query is not None:
            return _results(
                index,
                query,
                limit or DEFAULT_LIMIT,
                weights,
                output=output,
                presentation=presentation,
                as_print=as_print,
            )
        if as_folder or not (as_single or _is_file(output, index)):
            return _folder(index, weights, output or Path("search"), presentation)
        return _file(index, weights, output or Path("search.html"), presentation)


def _refuse_contradictions(
    output: Path | None,
    query: str | None,
    of_results: dict[str, object],
    of_search: dict[str, bool],
) -> None:
    if all(of_search.values()):
        raise click.UsageError("--single and --folder exclude each other")
    for name, value in (of_search if query is not None else of_results).items():
        if value and query is None:
            raise click.UsageError(
                f"{name} goes with --query: a page that searches shows what it finds"
            )
        if value:
            raise click.UsageError(f"{name} does not go with --query: results are always one file")
    if output == _STDOUT and of_search["--folder"]:
        raise click.UsageError("a folder cannot go to stdout: name one with -o")


def _is_file(output: Path | None, index: Index) -> bool:
    """Whether one file is meant: by the name of the output, else by how much there is."""
    if output is None:
        return index.stats().words * _A_WORD <= _LARGEST_FILE
    if output.exists():
        return not output.is_dir()
    return output == _STDOUT or bool(output.suffix)


def _results(  # noqa: PLR0913 - what is asked, and what is made of it
    index: Index,
    query: str,
    limit: int,
    weights: Weights | None,
    *,
    output: Path | None,
    presentation: Presentation,
    as_print: bool,
) -> int:
    from pincite.addresses import surroundings
    from pincite.search.pages.results import evidence_page, results_page

    output = output or Path("evidence.html" if as_print else "results.html")
    _refuse_folder(output)
    refuse_source(output, index)
    results = index.find(query, limit=limit, weights=weights)
    if not results.total:
        return outcome(results)
    if as_print:
        around = surroundings(index, results, 1, 1)
        today = time.strftime("%Y-%m-%d")
        html = evidence_page(results, around, index.stats(), today, presentation)
    else:
        html = results_page(results, presentation)
    _deliver(html, output)
    return FOUND


def _file(index: Index, weights: Weights | None, output: Path, presentation: Presentation) -> int:
    from pincite.search.pages.single import search_file

    _refuse_folder(output)
    refuse_source(output, index)
    with _making(index, weights) as (data, progress):
        html = search_file(data, presentation, progress)
    _deliver(html, output)
    return FOUND


def _folder(index: Index, weights: Weights | None, output: Path, presentation: Presentation) -> int:
    from pincite.search.pages.folder import dictionary_of, write_folder

    refuse_source(output, index)
    with _making(index, weights, dictionary_of(output)) as (data, progress):
        done = write_folder(output, data, presentation, progress)
    console.notice(notices.folder_notice(done.path, done.files, done.size, done.written))
    return FOUND


@contextmanager
def _making(
    index: Index, weights: Weights | None, dictionary: Sequence[str] = ()
) -> Iterator[tuple[PageData, Callable[[int, int], None]]]:
    """What a page is made of, and what shows on a terminal how far it is."""
    from pincite.indexer.upkeep.outcome import Step

    with (
        console.progress(wanted=True) as progress,
        index.page_data(Weights.of(weights), dictionary) as data,
    ):
        yield data, lambda done, total: progress(Step(done, total, ""))


def _refuse_folder(output: Path) -> None:
    if output.is_dir():
        raise PinciteError(f"{output} is a folder, and this is one file: choose another name")


def _deliver(html: str, output: Path) -> None:
    if output == _STDOUT:
        console.write_utf8(html)
        return
    data = html.encode("utf-8", "replace")
    write_whole(output, data)
    console.notice(notices.written_notice(output, len(data)))
