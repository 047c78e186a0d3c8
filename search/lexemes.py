"""A query cut into words, phrases, parentheses and connectives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pincite.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator


class Lexeme(NamedTuple):
    """A word, phrase, parenthesis or connective of a query, or its end.

    Attributes:
        name: word, phrase, open, close, and, or, not, end.
        text: the word, or the phrase without its quotation marks.
        position: offset of its first character, sign included.
        sign: "", "+", "-" or "=", or "=" after one of the others.
    """

    name: str
    text: str
    position: int
    sign: str = ""


_PATTERN = re.compile(
    r"""
    (?P<space>\s+)
    | (?P<sign>(?:[+-]=?|=)(?=[^\W_]|["“”(]))?
      (?: (?P<open>\() | (?P<close>\)) | (?P<quote>["“”]) | (?P<word>[^\s()"“”]+) )
    """,
    re.VERBOSE,
)
_CONNECTIVES = {"AND": "and", "OR": "or", "NOT": "not"}
# What closes a quotation: the mark that belongs to the opening one, or else the other style's.
_CLOSING_MARKS = {'"': '"”', "“": '”"'}
_FIELD = re.compile(r"(?:title|author|publication|path|kind|date):(?=\S)")


def read_lexemes(query: str) -> list[Lexeme]:
    """The lexemes of a query, in order, the last being its end.

    Raises:
        QueryError: a quotation mark is never closed, or a form is not of this language.
    """
    return _as_meant(list(_lexemes(query)))


def _lexemes(query: str) -> Iterator[Lexeme]:
    position = 0
    while position < len(query):
        match = _PATTERN.match(query, position)
        if match is None:  # cannot be: what is no space, parenthesis or quote is a word
            raise QueryError(query, position, "cannot be read from here on")
        name, sign, start, position = match.lastgroup, match["sign"] or "", position, match.end()
        if name == "word":
            text = match["word"]
            if _FIELD.match(text):
                raise QueryError(query, start, "fields are not understood: put a space after :")
            yield Lexeme(_CONNECTIVES.get(text, name) if not sign else name, text, start, sign)
        elif name == "quote":
            end = _closing_mark(query, position)
            if end is not None:
                yield Lexeme("phrase", query[position:end], start, sign)
                position = end + 1
        elif name in {"open", "close"}:
            yield Lexeme(name, query[start:position], start, sign)
    yield Lexeme("end", "", len(query))


def _closing_mark(query: str, start: int) -> int | None:
    """Where the quotation that begins at `start` ends; None for a typographic mark on its own.

    A lone “ or ” is what remains of a quotation when part of it is pasted, and says nothing.
    """
    opening = query[start - 1]
    for mark in _CLOSING_MARKS.get(opening, ""):
        end = query.find(mark, start)
        if end >= 0:
            if query.startswith("~", end + 1):
                raise QueryError(query, end + 1, "~ is not understood after a quotation")
            return end
    if opening == '"':
        raise QueryError(query, start - 1, "this quotation mark is never closed")
    return None


def _as_meant(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Without parentheses where they are a pasted text's: not in pairs, and no operator about."""
    depth = deepest_debt = 0
    for lexeme in lexemes:
        depth += (lexeme.name == "open") - (lexeme.name == "close")
        deepest_debt = min(deepest_debt, depth)
    operators = any(lexeme.sign or lexeme.name in {"and", "or", "not"} for lexeme in lexemes)
    if operators or (depth == 0 and deepest_debt == 0):
        return lexemes
    return [lexeme for lexeme in lexemes if lexeme.name not in {"open", "close"}]
