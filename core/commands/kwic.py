"""`pincite kwic`: every match of a query, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pincite import console, screens
from pincite.commands.options import (
    FOUND,
    NOTHING,
    count,
    index_option,
    json_option,
    limited,
    narrowing_options,
    opened,
    outcome,
    query_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pincite.search.concordance import Concordance
    from pincite.search.faces.painting import Screen

_EXAMPLES = """\
\b
Examples:
  pincite kwic alliance
  pincite kwic 'strategic partner*' --sort right --all
  pincite kwic alliance --since 2016 --publication ledger --width 120
  pincite kwic =ally --all --csv > ally.csv

\b
Put the whole query in single quotes for the shell; see pincite search --help
for what it can be. The query - is read from standard input."""

_LIMIT = 100


@click.command(epilog=_EXAMPLES)
@click.argument("query", nargs=-1, required=True, metavar="QUERY...")
@click.option(
    "--sort",
    type=click.Choice(["article", "left", "right", "rank"]),
    default="article",
    show_default=True,
    help="By article and place, by the words before or after the match, the nearest first, "
    "or the best paragraphs first.",
)
@limited(_LIMIT, "lines")
@click.option("--all", "everything", is_flag=True, help="All lines there are.")
@click.option(
    "--width",
    type=count(screens.NARROWEST),
    metavar="N",
    help="Columns of a line; without it, as many as the terminal has.",
)
@narrowing_options
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV, for a spreadsheet.")
@json_option
@index_option
def kwic(  # noqa: PLR0913 - one parameter for each option
    query: Sequence[str],
    sort: str,
    limit: int,
    width: int | None,
    folder: str | None,
    *,
    narrowing: Mapping[str, Any],
    everything: bool,
    as_csv: bool,
    as_json: bool,
) -> int:
    """List every match with the words around it (key word in context)."""
    if as_csv and as_json:
        raise click.UsageError("--csv and --json exclude each other")
    if width is not None and (as_csv or as_json):
        raise click.UsageError("--width is for lines of text, not for --csv and --json")
    asked = query_of(query)
    with opened(folder) as index:
        found = index.kwic(asked, sort=sort, limit=None if everything else limit, **narrowing)
        screen = console.screen(index.root)
        nothing = None if found.paragraphs else index.find(asked, limit=0, **narrowing)
    if width is not None:
        screen = screen._replace(columns=width)
    _write(found, screen, as_csv=as_csv, as_json=as_json)
    if nothing is not None:
        return outcome(nothing)
    notice = _notice(found)
    if notice:
        console.notice(notice, apart=bool(found.lines))
    return FOUND if found.lines else NOTHING


def _write(found: Concordance, screen: Screen, *, as_csv: bool, as_json: bool) -> None:
    from pincite.search.faces import concordance, json_output

    if as_json:
        console.write_utf8(json_output.json_line(concordance.concordance_record(found)))
    elif as_csv:
        console.write_utf8(concordance.concordance_csv(found))
    else:
        console.write(concordance.concordance_text(found, screen))


def _notice(found: Concordance) -> str:
    """What a reader of the lines should know besides; mostly nothing."""
    from pincite.search.faces.cells import one_line

    notices = [*map(one_line, found.notes)]
    if found.missing:
        notices.append(f"not in the index: {', '.join(map(one_line, found.missing))}")
    shown, matches = len(found), _counted(found.total, "match", "matches")
    paragraphs = _counted(found.paragraphs, "paragraph", "paragraphs")
    if not found.total:
        notices.append(f"{paragraphs} found, but by none of its words: there is no match to show")
    elif shown < found.total:
        notices.append(f"{shown:,} of {matches} in {paragraphs}; --all shows all")
    return "\n".join(notices)


def _counted(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}"
