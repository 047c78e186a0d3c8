"""A part of a query as it could be typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from pincite.indexer.periods import EARLIEST, LATEST, days_of
from pincite.search.query.tree import Alternatives, Dates, Field, Group, Leaf, label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.search.query.tree import Node

# What is looked for, or what it is narrowed by.
Clause: TypeAlias = Leaf | Field | Dates

_UNQUOTED = re.compile(r'[^\s()"“”]+')


def clauses(node: Node) -> Iterator[Clause]:
    """What a query is made of, but for what it excludes, in order."""
    if isinstance(node, Alternatives) and len(node.surfaces) > 1:
        yield from node.others  # beside the words that they are for
    elif isinstance(node, (Leaf, Field, Dates)):
        yield node
    elif isinstance(node, Group):
        for part in (*node.musts, *node.shoulds, *node.filters):
            yield from clauses(part)


def typed(part: Clause) -> str:
    """A part as a query of its own; a word that has synonyms stands for them."""
    if isinstance(part, Dates):
        return f"date:{_dates(part.first, part.last)}"
    if isinstance(part, Field):
        return f"{part.name}:{_value(part)}"
    return part.surfaces[0] if isinstance(part, Alternatives) else label(part)


def _value(field: Field) -> str:
    if field.name in {"path", "kind"}:
        (value,) = field.words
        if _UNQUOTED.fullmatch(value):
            return value
        return f"“{value}”" if '"' in value else f'"{value}"'
    if not field.verbatim:
        return "-".join(field.words)
    if field.name != "title" and len(field.words) == 1:
        return field.words[0]
    return f'"{" ".join(field.words)}"'


def _dates(first: int, last: int) -> str:
    """The date that means these days, or a range of dates, each as short as it can be."""
    single = (date for date in _precisions(first) if days_of(date) == (first, last))
    begin = "" if first == EARLIEST else _bounded(first, 0)
    end = "" if last == LATEST and begin else _bounded(last, 1)
    return next(single, f"{begin}..{end}")


def _bounded(day: int, side: int) -> str:
    """The shortest date of which `day` is the first day, or, with `side` 1, the last."""
    for date in _precisions(day):
        days = days_of(date)
        if days and days[side] == day:
            return date
    raise ValueError(f"{day} is no day")


def _precisions(day: int) -> tuple[str, str, str]:
    """The year, the month and the day."""
    date = f"{day // 10_000:04}-{day // 100 % 100:02}-{day % 100:02}"
    return date[:4], date[:7], date
