"""`pincite help`: what a command does, and how to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import click

from pincite import console
from pincite.search.faces.cells import Run, hang, wrap
from pincite.search.faces.painting import FAINT, STRONG, lines_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.guide import Form
    from pincite.search.faces.cells import Line

_QUERY = "query"
_EXAMPLES = """\
\b
Examples:
  pincite help query
  pincite help search"""


@click.command(name="help", epilog=_EXAMPLES)
@click.argument("topic", required=False, metavar="[TOPIC]")
@click.pass_context
def help(context: click.Context, topic: str | None) -> None:  # noqa: A001 - as it is called
    """Show how to ask (query), or how to use a command.

    TOPIC is query, for the whole language of queries with examples, or the name of a command.
    """
    if topic == _QUERY:
        screen = console.screen()
        console.write(lines_text(_guide(screen.width), screen))
        return
    parent = context.parent or context
    console.write(f"{_helped(parent, topic).get_help()}\n")


def _helped(parent: click.Context, topic: str | None) -> click.Context:
    """The context of what is to be explained."""
    if topic is None:
        return parent
    group = cast("click.Group", parent.command)
    command = group.get_command(parent, topic)
    if command is None:
        topics = ", ".join([_QUERY, *group.list_commands(parent)])
        raise click.UsageError(f"no help on {topic!r}: topics are {topics}", parent)
    return click.Context(command, info_name=topic, parent=parent)


def _guide(width: int | None) -> Iterator[Line]:
    """The language of queries on a page."""
    from pincite.guide import OPENING, SECTIONS

    yield from wrap([Run(OPENING)], width)
    for section in SECTIONS:
        yield []
        yield [Run(section.title, STRONG)]
        for form in section.forms:
            yield []
            yield from _form(form, width)
        for remark in section.remarks:
            yield []
            yield from hang([], [Run(remark)], 2, width)


def _form(form: Form, width: int | None) -> Iterator[Line]:
    yield from hang([], [Run(form.write, STRONG)], 2, width)
    yield from hang([], [Run(form.means)], 6, width)
    for example in form.examples:
        noun = "paragraph" if example.paragraphs == 1 else "paragraphs"
        found = f"  {example.paragraphs} {noun}"
        yield from hang([], [Run(example.query), Run(found, FAINT)], 6, width)
