"""The command line: its commands by name, and what becomes of errors."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from pincite import console, notices, screens
from pincite._version import __version__
from pincite.commands.options import ERROR, FOUND, INTERRUPTED, NOTHING, NoNumber
from pincite.errors import ArticleNotFound
from pincite.search.faces.cells import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

# Each is a function in a module of its name.
_COMMANDS = ("index", "search", "show", "kwic", "similar", "page", "stats", "formats", "help")
_EXAMPLES = """\
\b
Examples:
  pincite index articles/
  pincite search 'comprehensive strategic partnership'
  pincite show summit.txt#7

\b
Exit codes: 0 found, 1 nothing found, 2 error.

\b
Shell completion, in the shell's start-up file:
  bash  eval "$(_PINCITE_COMPLETE=bash_source pincite)"
  zsh   eval "$(_PINCITE_COMPLETE=zsh_source pincite)"
  fish  _PINCITE_COMPLETE=fish_source pincite | source"""


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
        return notices.error_text(error, screens.columns())
    command = error.ctx.command_path if error.ctx else "pincite"
    hint = f"Try '{command} --help'."
    if command.endswith(" search") and isinstance(error, (click.NoSuchOption, NoNumber)):
        hint += " Words of the query such as -this go after --."
    return visible(f"{error.format_message()}\n{hint}")


class _Commands(click.Group):
    """Imports a command when it is called: a search need not wait for the others."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"pincite.commands.{name}"), name)
        return command


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_EXAMPLES,
)
@click.version_option(__version__, message="pincite %(version)s")
@click.pass_context
def commands(context: click.Context) -> None:
    """Find the paragraph, quote it, cite it."""
    if context.invoked_subcommand is None:
        console.write(f"{context.get_help()}\n")
