"""The command line: its commands, its options, its exit codes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

import pincite
from pincite import console, examples, notices
from pincite._version import __version__
from pincite.errors import ArticleNotFound
from pincite.files import write_whole
from pincite.indexer.stemming import LANGUAGES
from pincite.search.faces import json_output, terminal
from pincite.search.faces.cells import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pincite.index import Index
    from pincite.indexer.articles import Paragraph
    from pincite.search.hits.values import Results

FOUND, NOTHING, ERROR, INTERRUPTED = 0, 1, 2, 130
DEFAULT_LIMIT = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the only place that tells of errors."""
    console.prepare()
    try:
        status = commands.main(arguments, prog_name="pincite", standalone_mode=False)
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except Exception as error:  # nobody who searches wants to see a traceback
        if sys.flags.dev_mode:  # but who runs `python -X dev` does
            raise
        console.notice(f"pincite: {_told(error)}")
        return NOTHING if isinstance(error, ArticleNotFound) else ERROR
    return int(status or FOUND)


def _told(error: Exception) -> str:
    if not isinstance(error, click.UsageError):
        return notices.error_text(error, console.columns())
    command = error.ctx.command_path if error.ctx else "pincite"
    hint = f"Try '{command} --help'."
    if command.endswith(" search") and isinstance(error, (click.NoSuchOption, _NoNumber)):
        hint += " Words of the query such as -this go after --."
    return visible(f"{error.format_message()}\n{hint}")


class _NoNumber(click.BadParameter):
    """Where -nato was meant as a word, click reads -n ato."""


def _count(least: int) -> Callable[[object], int]:
    def count(value: object) -> int:
        text = str(value)
        if not text.removeprefix("-").isdecimal():
            raise _NoNumber(f"{text!r} is not a number.")
        if int(text) < least:
            raise click.BadParameter(f"{text} is less than {least}.")
        return int(text)

    return count


# Whether a path can be read is for the run to find out: one that cannot must not stop the others.
_ANY_PATH = click.Path(readable=False)

index_option = click.option(
    "--index",
    "folder",
    metavar="DIR",
    type=_ANY_PATH,
    help="The index; without it, the one in this folder or a folder above.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON.")


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples.PINCITE,
)
@click.version_option(__version__, message="pincite %(version)s")
@click.pass_context
def commands(context: click.Context) -> None:
    """Find the paragraph, quote it, cite it."""
    if context.invoked_subcommand is None:
        console.write(f"{context.get_help()}\n")


@commands.command(
    epilog=examples.INDEX,
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=_ANY_PATH)
@click.option(
    "--index",
    "folder",
    metavar="DIR",
    type=_ANY_PATH,
    help="Where the index goes; without it, into .pincite beside the texts.",
)
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    metavar="NAME",
    help=f"Language of the texts [default: english]: {', '.join(LANGUAGES)}.",
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


@commands.command(
    epilog=examples.SEARCH,
)
@click.argument("query", nargs=-1, required=True, metavar="QUERY...")
@click.option(
    "-n",
    "--limit",
    type=_count(1),
    default=DEFAULT_LIMIT,
    show_default=True,
    metavar="N",
    help="How many hits.",
)
@click.option(
    "--context",
    type=_count(0),
    default=0,
    metavar="N",
    help="Show N paragraphs before and after each hit.",
)
@click.option("--since", metavar="DATE", help="Only articles of that day, month, year or later.")
@click.option("--until", metavar="DATE", help="Only articles of that day, month, year or earlier.")
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
    since: str | None,
    until: str | None,
    full: bool,
    explain: bool,
    as_json: bool,
    as_jsonl: bool,
) -> int:
    """Find paragraphs, best first, their matches marked."""
    if as_json and as_jsonl:
        raise click.UsageError("--json and --jsonl exclude each other")
    with _opened(folder) as opened:
        results = opened.find(_query(query), limit=limit, since=since, until=until, explain=explain)
        around = _around(opened, results, context) if context else None
    if as_json:
        console.write_utf8(
            json_output.json_line(json_output.results_record(results, around=around))
        )
    elif as_jsonl:
        console.write_utf8(json_output.hit_lines(results, around=around))
    else:
        screen = console.screen()
        console.write(terminal.results_text(results, screen, full=full, around=around))
    return _outcome(results)


@commands.command(
    epilog=examples.SHOW,
)
@click.argument("name", metavar="ARTICLE[#¶]")
@json_option
@index_option
def show(name: str, folder: str | None, *, as_json: bool) -> None:
    """Show an article, or the paragraphs asked for.

    ARTICLE is what a search shows behind the lines, or the file's name alone, with or without
    its ending.
    """
    from pincite.addresses import excerpt

    with _opened(folder) as opened:
        article = excerpt(opened, name)
    if as_json:
        console.write_utf8(
            json_output.json_line(json_output.article_record(article, paragraphs=True))
        )
    else:
        console.write(terminal.article_text(article, console.screen()))


@commands.command(
    epilog=examples.PAGE,
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True, readable=False),
    metavar="FILE",
    help="Where to, - being stdout [default: search.html, or results.html with --query].",
)
@click.option("--query", metavar="QUERY", help="Write the results of this query, without a script.")
@click.option("-n", "--limit", type=_count(1), metavar="N", help="With --query, how many hits.")
@click.option("--title", metavar="TEXT", help="The page's title.")
@index_option
def page(
    output: Path | None,
    query: str | None,
    limit: int | None,
    title: str | None,
    folder: str | None,
) -> int:
    """Write an HTML page that searches, without a server."""
    from pincite.search.faces.page import results_page, search_page

    if limit is not None and query is None:
        raise click.UsageError("-n goes with --query: a page that searches shows what it finds")
    with _opened(folder) as opened:
        if query is None:
            html = search_page(opened, title=title)
        else:
            results = opened.find(query, limit=limit or DEFAULT_LIMIT)
            if not results.total:
                return _outcome(results)
            html = results_page(results, title=title)
    _deliver(html, output or Path("search.html" if query is None else "results.html"))
    return FOUND


@commands.command(
    epilog=examples.STATS,
)
@json_option
@index_option
def stats(folder: str | None, *, as_json: bool) -> None:
    """Tell how much the index holds."""
    with _opened(folder) as opened:
        counts = opened.stats()
    if as_json:
        console.write_utf8(json_output.json_line(json_output.stats_record(counts)))
    else:
        console.write(terminal.stats_text(counts))


def _opened(folder: str | None) -> Index:
    return pincite.open_index(pincite.find_index(Path.cwd()) if folder is None else folder)


def _query(words: Sequence[str]) -> str:
    if list(words) != ["-"]:
        return " ".join(words)
    return console.read().strip()


def _around(index: Index, results: Results, reach: int) -> Mapping[int, Sequence[Paragraph]]:
    from pincite.addresses import surroundings

    return surroundings(index, results, reach)


def _outcome(results: Results) -> int:
    notice = notices.results_notice(results)
    if notice:
        console.notice(notice, apart=bool(results.hits))
    return FOUND if results.total else NOTHING


def _deliver(html: str, output: Path) -> None:
    if str(output) == "-":
        console.write_utf8(html)
        return
    data = html.encode("utf-8", "replace")
    write_whole(output, data)
    console.notice(notices.written_notice(output, len(data)))
