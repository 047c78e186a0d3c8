"""`pincite formats`: what can be read, and what that takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pincite import console
from pincite.commands.options import json_option
from pincite.indexer.sources.formats import FORMATS
from pincite.search.faces import json_output

if TYPE_CHECKING:
    from pincite.indexer.sources.formats import Format

_EXAMPLES = """\
\b
Examples:
  pincite formats
  pincite formats --json"""


@click.command(epilog=_EXAMPLES)
@json_option
def formats(*, as_json: bool) -> None:
    """List the formats that can be read, and what is to be installed for each."""
    if as_json:
        console.write_utf8(json_output.json_line({"formats": list(map(_record, FORMATS))}))
        return
    rows = [(each.name, " ".join(each.suffixes), _state(each)) for each in FORMATS]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for name, suffixes, state in rows:
        console.write(f"{name:{widths[0]}}  {suffixes:{widths[1]}}  {state}\n")


def _state(each: Format) -> str:
    return each.remedy if each.missing else "ready"


def _record(each: Format) -> dict[str, object]:
    return {
        "name": each.name,
        "suffixes": list(each.suffixes),
        "extra": each.extra,
        "ready": not each.missing,
        "install": each.remedy if each.extra else "",
    }
