"""A field of a query, such as title:summit or date:2016..2017, to what it asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pincite.errors import QueryError
from pincite.indexer.analysis import fold, tokenize
from pincite.indexer.articles import KINDS
from pincite.indexer.periods import days_between
from pincite.search.query.tree import Dates, Field

if TYPE_CHECKING:
    from pincite.search.query.lexemes import Lexeme

# A question mark at the end of a word is one.
_PATTERN = re.compile(r"\*|~|\?(?=[^\W_])")
_NO_DATE = "no date: write 2018, 2018-04, 2018-04-18 or 2016..2018-04"


def read_field(query: str, lexeme: Lexeme) -> Field | Dates:
    """The filter that a field is.

    Raises:
        QueryError: the value is none of this field's; it points at the value.
    """
    name, value = lexeme.field, lexeme.text
    if name == "date":
        return _dates(query, lexeme)
    if name == "kind":
        kinds = [kind.value for kind in KINDS]
        if value not in kinds:
            raise QueryError(query, lexeme.start, f"kind: is one of {', '.join(kinds)}")
        return Field(name, (value,))
    pattern = _PATTERN.search(value)
    if pattern and name != "path" and not lexeme.quoted:
        reason = f"{name}: takes words as they are, without {pattern[0][0]}"
        raise QueryError(query, lexeme.start + pattern.start(), reason)
    words = tuple(token.surface for token in tokenize(value))
    if name == "path" and value.strip():
        words = (fold(value),)
    if not words:
        raise QueryError(query, lexeme.start, f"{name}: needs a word")
    in_any_form = name == "title" and not lexeme.quoted and not lexeme.sign.endswith("=")
    return Field(name, words, verbatim=not in_any_form)


def _dates(query: str, lexeme: Lexeme) -> Dates:
    days = days_between(lexeme.text)
    if days is None:
        raise QueryError(query, lexeme.start, _NO_DATE)
    if days[0] > days[1]:
        raise QueryError(query, lexeme.start, "this range ends before it begins")
    return Dates(*days)
