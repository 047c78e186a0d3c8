"""A query cut into words, phrases, fields, parentheses and connectives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pincite.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

FARTHEST = 1000


class Lexeme(NamedTuple):
    """A word, phrase, field, parenthesis or connective of a query, or its end.

    Attributes:
        name: word, phrase, field, open, close, and, or, not, end.
        text: the word, the phrase without its quotation marks, the value of a field.
        position: offset of its first character, sign included.
        sign: "", "+", "-" or "=", or "=" after one of the others.
        start: offset of `text`.
        field: the name of a field, without its colon.
        quoted: whether a field's value stands in quotation marks.
        distance: how far apart the words of a phrase may be; 0 where they stand side by side.
    """

    name: str
    text: str
    position: int
    sign: str = ""
    start: int = 0
    field: str = ""
    quoted: bool = False
    distance: int = 0


_WORD = re.compile(r'[^\s()"“”]+')
_PATTERN = re.compile(
    r"""
    (?P<space>\s+)
    | (?P<sign>(?:[+-]=?|=)(?=[^\W_]|["“”(*?]))?
      (?: (?P<open>\() | (?P<close>\)) | (?P<quote>["“”])
        | (?P<field>title|author|publication|path|kind|date):(?=[^\s)”])
        | (?P<word>[^\s()"“”]+) )
    """,
    re.VERBOSE,
)
_CONNECTIVES = {"AND": "and", "OR": "or", "NOT": "not"}
# What closes a quotation: the mark that belongs to the opening one, or else the other style's.
_CLOSING_MARKS = {'"': '"”', "“": '”"'}
_DISTANCE = re.compile(r"~([0-9]{1,9})(?![^\W_]|[.,][^\W_])")


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
            name = _CONNECTIVES.get(text, name) if not sign else name
            yield Lexeme(name, text, start, sign, match.start("word"))
        elif name == "quote":
            end = _closing_mark(query, position)
            if end is not None:
                distance, behind = _distance(query, end + 1)
                text = query[position:end]
                yield Lexeme("phrase", text, start, sign, position, distance=distance)
                position = behind
        elif name == "field":
            value, quoted = _value(query, position, match["field"])
            text = query[value]
            yield Lexeme("field", text, start, sign, value.start, match["field"], quoted)
            position = value.stop + quoted
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
            return end
    if opening == '"':
        raise QueryError(query, start - 1, "this quotation mark is never closed")
    return None


def _distance(query: str, start: int) -> tuple[int, int]:
    """The number that follows a quotation after ~, or 0, and where it ends."""
    if not query.startswith("~", start):
        return 0, start
    match = _DISTANCE.match(query, start)
    if match is None or not 0 < int(match[1]) <= FARTHEST:
        reason = f"~ after a quotation needs a whole number from 1 to {FARTHEST:,}"
        raise QueryError(query, start, reason)
    return int(match[1]), match.end()


def _value(query: str, start: int, field: str) -> tuple[slice, bool]:
    """Where the value of a field is that begins at `start`, and whether it is a quotation."""
    if query[start] == "(":
        raise QueryError(query, start, f"{field}: takes a word or a quotation")
    if query[start] in _CLOSING_MARKS:
        start += 1
        end = _closing_mark(query, start)
        if end is not None:
            if query.startswith("~", end + 1):
                raise QueryError(query, end + 1, "~ is not understood after a field")
            return slice(start, end), True
    match = _WORD.match(query, start)
    return slice(start, match.end() if match else start), False


def _as_meant(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Without parentheses where they are a pasted text's: not in pairs, and no operator about."""
    depth = deepest_debt = 0
    for lexeme in lexemes:
        depth += (lexeme.name == "open") - (lexeme.name == "close")
        deepest_debt = min(deepest_debt, depth)
    if any(map(_is_operator, lexemes)) or (depth == 0 and deepest_debt == 0):
        return lexemes
    return [lexeme for lexeme in lexemes if lexeme.name not in {"open", "close"}]


def _is_operator(lexeme: Lexeme) -> bool:
    """Whether nobody pastes it without meaning it."""
    return bool(lexeme.sign or lexeme.distance) or lexeme.name in {"and", "or", "not", "field"}
