"""What commands have in common: options, the index they open, how they end."""

from __future__ import annotations

import functools
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

import pincite
from pincite import console, notices
from pincite.errors import PinciteError
from pincite.indexer.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pincite.index import Index
    from pincite.search.hits.values import Results

_T = TypeVar("_T")
_NARROWED = ("since", "until", "author", "publication", "kind")

FOUND, NOTHING, ERROR, INTERRUPTED = 0, 1, 2, 130
DEFAULT_LIMIT = 10


class NoNumber(click.BadParameter):
    """Where -nato was meant as a word, click reads -n ato."""


def count(least: int) -> Callable[[object], int]:
    """The type of an option that is a whole number, `least` or more."""

    def convert(value: object) -> int:
        text = str(value)
        if not text.removeprefix("-").isdecimal():
            raise NoNumber(f"{text!r} is not a number.")
        if int(text) < least:
            raise click.BadParameter(f"{text} is less than {least}.")
        return int(text)

    return convert


def names(value: str) -> tuple[str, ...]:
    """The type of an option that is one name or several, with commas between."""
    return tuple(name.strip() for name in value.split(","))


def weights(value: str) -> Weights:
    """The type of an option that is weights by name, or the path of a file that has them."""
    if os.path.exists(value):  # noqa: PTH110 - not an error if it is too long for a name
        return Weights.read(Path(value))
    if "=" not in value:
        raise PinciteError(f"{value!r} is no file, and no weights as title=1,b=0.5")
    return Weights.parse(value)


class Sectioned(click.Command):
    """A command whose help has its options in sections.

    Attributes:
        sections: the names of parameters by the title above them; others come last.
    """

    def __init__(self, *args: Any, sections: Mapping[str, Sequence[str]], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.sections = sections

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, a section after the other."""
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        records = {each.name: each.get_help_record(ctx) for each in options}
        sections = [[records.pop(name) for name in names] for names in self.sections.values()]
        titles = [*self.sections, "Other options"]
        for title, lines in zip(titles, [*sections, records.values()], strict=True):
            with formatter.section(title):
                formatter.write_dl(list(filter(None, lines)))


def limited(default: int, noun: str) -> Callable[[Callable[..., _T]], Callable[..., _T]]:
    """The option for how many of something are shown."""
    return click.option(
        "-n",
        "--limit",
        type=count(1),
        default=default,
        show_default=True,
        metavar="N",
        help=f"How many {noun}.",
    )


# Whether a path can be read is for the run to find out: one that cannot must not stop the others.
ANY_PATH = click.Path(readable=False)

index_option = click.option(
    "--index",
    "folder",
    metavar="DIR",
    type=ANY_PATH,
    help="The index; without it, the one in this folder or a folder above.",
)
_NARROWING = (
    click.option(
        "--since", metavar="DATE", help="Only articles of that day, month, year or later."
    ),
    click.option(
        "--until", metavar="DATE", help="Only articles of that day, month, year or earlier."
    ),
    click.option("--author", multiple=True, metavar="NAME", help="Only articles by NAME."),
    click.option("--publication", multiple=True, metavar="NAME", help="Only articles in NAME."),
    click.option(
        "--kind", multiple=True, metavar="KIND", help="Only paragraphs of a kind, such as quote."
    ),
)
limit_option = limited(DEFAULT_LIMIT, "hits")
page_option = click.option(
    "--page", type=count(1), default=1, metavar="N", help="The N-th page, of so many hits each."
)
weights_option = click.option(
    "--weights",
    type=weights,
    metavar="TEXT|FILE",
    help='What counts for how much, as title=1,b=.5, or in a file as {"title": 1, "b": 0.5}.',
)
full_option = click.option("--full", is_flag=True, help="The whole paragraph, not a snippet.")
explain_option = click.option("--explain", is_flag=True, help="What its score is made of.")
json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON.")
jsonl_option = click.option("--jsonl", "as_jsonl", is_flag=True, help="Write JSON, one hit a line.")


def narrowing_options(command: Callable[..., _T]) -> Callable[..., _T]:
    """Options that narrow a search; the command gets them together, as `narrowing`.

    `Index.find` takes what that has by name. Of options given more than once any may fit.
    """

    @functools.wraps(command)
    def collected(**values: Any) -> _T:
        narrowing = {name: values.pop(name) or None for name in _NARROWED}
        return command(**values, narrowing=narrowing)

    for option in reversed(_NARROWING):
        collected = option(collected)
    return collected


def opened(folder: str | None) -> Index:
    """The index in `folder`, or the one that serves this folder."""
    return pincite.open_index(pincite.find_index(Path.cwd()) if folder is None else folder)


def query_of(words: Sequence[str]) -> str:
    """The query that the arguments are, or that stdin has."""
    if list(words) != ["-"]:
        return " ".join(words)
    return console.read().strip()


def outcome(results: Results) -> int:
    """The exit code of a search; what is to be said besides has been said."""
    notice = notices.results_notice(results)
    if notice:
        console.notice(notice, apart=bool(results.hits))
    return FOUND if results.total else NOTHING
