"""A query cut into words, phrases, fields, parentheses and connectives."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from pincite.errors import QueryError
from pincite.indexer.analysis import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    # The offset of a quotation mark to that of the one that ends its quotation.
    Ends = Mapping[int, int]

FARTHEST = 1000
FIELDS = ("title", "author", "publication", "path", "kind", "date")


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
    rf"""
    (?P<space>\s+)
    | (?P<sign>(?:[+-]=?|=)(?=[^\W_]|["“”(*?]))?
      (?: (?P<open>\() | (?P<close>\)) | (?P<quote>["“”])
        | (?P<field>{"|".join(FIELDS)}):(?=[^\s)”])
        | (?P<no_field>[a-z]{{2,20}}):(?=[^\W\d_]|["“(])
        | (?P<word>[^\s()"“”]+) )
    """,
    re.VERBOSE,
)
_CONNECTIVES = {"AND": "and", "OR": "or", "NOT": "not"}
# What closes a quotation: the mark that belongs to the opening one, or else the other style's.
_CLOSING_MARKS = {'"': '"”', "“": '”"'}
# A straight mark that can only have closed: at the end of a word, behind a digit or a full stop and
# the like, or in front of one.
_STRAY = re.compile(r'(?:(?<=[\d.,;:!?…])"(?=\Z|[\s.,;:!?)\]…])|(?<=[^\W_])"(?=[.,;:!?)\]…]))')
_DISTANCE = re.compile(r"~([0-9]{1,9})(?![^\W_]|[.,][^\W_])")


def read_lexemes(query: str) -> list[Lexeme]:
    """The lexemes of a query, in order, the last being its end.

    Raises:
        QueryError: a quotation mark is never closed, or a form is not of this language.
    """
    if sum(map(query.count, _CLOSING_MARKS)) + query.count("”") <= 2:
        return _as_meant(list(_lexemes(query, {})))
    return _of_many_marks(query)


def _of_many_marks(query: str) -> list[Lexeme]:
    """The lexemes of a query with quotation marks that may stand inside a quotation.

    Half of what somebody said is a sentence like any other: what is read with words outside of
    its quotations, or cannot be read, and is quoted from end to end, is one quotation.
    """
    from pincite.search.query.quotations import quotation_ends, quoted_sentence

    ends, sentence = quotation_ends(query), quoted_sentence(query)
    if sentence is None:
        return _as_meant(list(_lexemes(query, ends)))
    with suppress(QueryError):
        lexemes = _as_meant(list(_lexemes(query, ends, stray=None)))
        if not _are_words_outside(lexemes):
            return lexemes
    start = sentence.start
    phrase = Lexeme("phrase", query[sentence], start - 1, start=start)
    return [phrase, Lexeme("end", "", len(query))]


def _are_words_outside(lexemes: list[Lexeme]) -> bool:
    """Whether words stand between quotations, and not only what connects these."""
    return any(
        lexeme.name == "field" or (lexeme.name == "word" and tokenize(lexeme.text))
        for lexeme in lexemes
    )


def _lexemes(query: str, ends: Ends, stray: re.Pattern[str] | None = _STRAY) -> Iterator[Lexeme]:
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
            end = _closing_mark(query, position, ends, stray)
            if end is not None:
                distance, behind = _distance(query, end + 1)
                text = query[position:end]
                yield Lexeme("phrase", text, start, sign, position, distance=distance)
                position = behind
        elif name == "field":
            value, quoted = _value(query, position, match["field"], ends, stray)
            text = query[value]
            yield Lexeme("field", text, start, sign, value.start, match["field"], quoted)
            position = value.stop + quoted
        elif name == "no_field":
            raise QueryError(query, match.start("no_field"), _no_field(match["no_field"]))
        elif name in {"open", "close"}:
            yield Lexeme(name, query[start:position], start, sign)
    yield Lexeme("end", "", len(query))


def _no_field(name: str) -> str:
    *others, last = FIELDS
    fields = f"{', '.join(others)} and {last}"
    hint = "to find the words, put them in quotation marks"
    return f"no field is called {name}; the fields are {fields}; {hint}"


def _closing_mark(query: str, start: int, ends: Ends, stray: re.Pattern[str] | None) -> int | None:
    """Where the quotation that begins at `start` ends; None for a typographic mark on its own.

    A lone “ or ” is what remains of a quotation when part of it is pasted, and says nothing; so
    does a straight mark that ends a pasted sentence, or stands for inches. Where the marks behind
    it do not pair up, the first that can end it does.
    """
    if start - 1 in ends:
        return ends[start - 1]
    opening = query[start - 1]
    for mark in _CLOSING_MARKS.get(opening, ""):
        end = query.find(mark, start)
        if end >= 0:
            return end
    if opening == '"' and not (stray and stray.match(query, start - 1)):
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


def _value(
    query: str, start: int, field: str, ends: Ends, stray: re.Pattern[str] | None
) -> tuple[slice, bool]:
    """Where the value of a field is that begins at `start`, and whether it is a quotation."""
    if query[start] == "(":
        raise QueryError(query, start, f"{field}: takes a word or a quotation")
    if query[start] in _CLOSING_MARKS:
        start += 1
        end = _closing_mark(query, start, ends, stray)
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
