"""The text of a query with parts of it written otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pincite.errors import QueryError
from pincite.indexer.analysis import tokenize
from pincite.search.query.lexemes import FARTHEST, read_lexemes
from pincite.search.query.tree import Near, Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pincite.search.query.lexemes import Lexeme
    from pincite.search.query.tree import Leaf

_DISTANCE = re.compile(r"~[0-9]+")
_CONNECTIVES = {"and", "or", "not"}
_MARKS = re.compile('["“”]')
# How far apart words are at most that are meant to stand together.
_NEAR = 8


def respelt(query: str, spellings: Mapping[tuple[str, str], str]) -> str:
    """The query with other spellings for some words, each known by its field and itself, folded.

    The field is "" for what is looked for in the text.
    """
    for lexeme in reversed(read_lexemes(query)):
        if lexeme.name in {"word", "phrase", "field"}:
            for surface, start, end in reversed(tokenize(lexeme.text)):
                spelling = spellings.get((lexeme.field, surface))
                if spelling:
                    query = query[: lexeme.start + start] + spelling + query[lexeme.start + end :]
    return query


def loosened(query: str, is_too_strict: Callable[[Leaf], bool]) -> Iterator[str]:
    """The query with exact forms as any, and with quotations as words near, then as mere words.

    Args:
        query: a query; there is no other for one that cannot be understood, as with another
            spelling it may be.
        is_too_strict: what of it is to be loosened.
    """
    try:
        lexemes = read_lexemes(query)
    except QueryError:
        return
    strict = [lexeme for lexeme in lexemes if _is_strict(lexeme, is_too_strict)]
    if strict:
        together = any(lexeme.name in _CONNECTIVES for lexeme in lexemes)
        yield _rewritten(query, strict, _nearby)
        yield _rewritten(query, strict, lambda lexeme: _words(lexeme, together=together))


def _is_strict(lexeme: Lexeme, is_too_strict: Callable[[Leaf], bool]) -> bool:
    if lexeme.sign.startswith("-"):
        return False
    is_exact = lexeme.name == "word" and lexeme.sign.endswith("=")
    surfaces = tuple(token.surface for token in tokenize(lexeme.text))
    if len(surfaces) <= (0 if is_exact else 1) or not (is_exact or lexeme.name == "phrase"):
        return False
    return is_too_strict(Near(surfaces, lexeme.distance) if lexeme.distance else Phrase(surfaces))


def _rewritten(query: str, lexemes: list[Lexeme], write: Callable[[Lexeme], str]) -> str:
    for lexeme in reversed(lexemes):
        end = lexeme.start + len(lexeme.text) + (lexeme.name == "phrase")
        distance = _DISTANCE.match(query, end) if lexeme.distance else None
        end = distance.end() if distance else end
        query = query[: lexeme.position] + write(lexeme) + query[end:]
    return query


def _nearby(lexeme: Lexeme) -> str:
    """As words of which some may have been changed, moved or put in."""
    sign = lexeme.sign.rstrip("=")
    if lexeme.name == "word":
        return f"{sign}{lexeme.text}"
    distance = max(_NEAR, 2 * len(tokenize(lexeme.text)), 2 * lexeme.distance)
    return f'{sign}"{_MARKS.sub(" ", lexeme.text)}"~{min(distance, FARTHEST)}'


def _words(lexeme: Lexeme, *, together: bool) -> str:
    sign = lexeme.sign.rstrip("=")
    if lexeme.name == "word":
        return f"{sign}{lexeme.text}"
    found = [lexeme.text[start:end] for _, start, end in tokenize(lexeme.text)]
    text = " ".join(word.lower() if word.lower() in _CONNECTIVES else word for word in found)
    return f"{sign}({text})" if sign or together else text
