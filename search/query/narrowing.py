"""What a search is narrowed by apart from its query: days, authors, publications, kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.errors import PinciteError
from pincite.indexer.analysis import tokenize
from pincite.indexer.articles import KINDS
from pincite.indexer.periods import EARLIEST, LATEST, days_of
from pincite.search.query.tree import Dates, Field, Group

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pincite.indexer.periods import Days
    from pincite.search.query.tree import Node

    # One, or any of several; none of them is no condition.
    Wanted = str | Sequence[str] | None


def narrowing(
    since: str | None = None,
    until: str | None = None,
    author: Wanted = None,
    publication: Wanted = None,
    kind: Wanted = None,
) -> tuple[Node, ...]:
    """The filters that a paragraph has to pass.

    Args:
        since: the first day, or the month or year it is in.
        until: the last day, likewise.
        author: a word of the name, or several as they stand there.
        publication: likewise.
        kind: the name of a kind of paragraph.

    Raises:
        PinciteError: a value is none of its kind, or `since` is after `until`.
    """
    return (
        *_dates(since, until),
        *_any("author", author, _words),
        *_any("publication", publication, _words),
        *_any("kind", kind, _kind),
    )


def _dates(since: str | None, until: str | None) -> Iterator[Node]:
    if since is None and until is None:
        return
    first = EARLIEST if since is None else _days("since", since)[0]
    last = LATEST if until is None else _days("until", until)[1]
    if first > last:
        raise PinciteError(f"since {since} is after until {until}")
    yield Dates(first, last)


def _days(name: str, date: str) -> Days:
    _check(name, date)
    days = days_of(date)
    if days is None:
        raise PinciteError(f"{name} {date!r} is no date: write 2018, 2018-04 or 2018-04-18")
    return days


def _any(name: str, wanted: Wanted, words: Callable[[str, str], tuple[str, ...]]) -> Iterator[Node]:
    """The filter that one of the values fits, if there are any."""
    values = [wanted] if isinstance(wanted, str) else list(wanted or ())
    fields = tuple(Field(name, words(name, value)) for value in values)
    if len(fields) > 1:
        yield Group(shoulds=fields)
    else:
        yield from fields


def _words(name: str, value: str) -> tuple[str, ...]:
    _check(name, value)
    words = tuple(token.surface for token in tokenize(value))
    if not words:
        raise PinciteError(f"{name} {value!r} has no word")
    return words


def _kind(name: str, value: str) -> tuple[str, ...]:
    _check(name, value)
    kinds = [kind.value for kind in KINDS]
    if value not in kinds:
        raise PinciteError(f"{name} {value!r} is none of {', '.join(kinds)}")
    return (value,)


def _check(name: str, value: object) -> None:
    if not isinstance(value, str):
        raise TypeError(f"{name} is a string, not {type(value).__name__}")
