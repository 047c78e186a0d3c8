"""A bare word of a query to what it stands for: words, words with wildcards, words nearly so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pincite.errors import QueryError
from pincite.indexer.analysis import APOSTROPHES, fold, tokenize
from pincite.search.query.tree import Fuzzy, Pattern, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pincite.indexer.analysis import Token
    from pincite.search.query.lexemes import Lexeme

# So many patterns and fuzzy words may stand in a query: each can mean reading a thousand lists of
# postings. A pattern that begins with too few letters counts for several: the lists are long ones.
MOST_EXPANDED = 30
NARROW = 3
WIDE_COUNTS = 5
# Up to so many letters a fuzzy word means one edit, beyond that two.
_SHORT = 5
_WILDCARD = re.compile(r"([*?])")
# What ends no word, and no pattern either.
_PUNCTUATION = f"?{APOSTROPHES}"
# Any letter will do where a wildcard is, to see what belongs to its word.
_AS_LETTERS = str.maketrans("*?", "xx")


def read_word(query: str, lexeme: Lexeme, before: int) -> list[Word | Pattern | Fuzzy]:
    """What a bare word, or several without a space between, stands for.

    Args:
        query: the query as written.
        lexeme: the word in it.
        before: what the patterns and fuzzy words before it count.

    Raises:
        QueryError: ~ with something it does not go with, or too many patterns and fuzzy words.
    """
    text = lexeme.text
    if "*" not in text and "?" not in text and "~" not in text:
        return [Word(token.surface) for token in tokenize(text)]
    tokens = tokenize(text.translate(_AS_LETTERS))
    found = list(_leaves(query, lexeme, tokens))
    for start, leaf in found:
        before += reach(leaf)
        if before > MOST_EXPANDED:
            raise QueryError(query, lexeme.start + start, "too many words with *, ? or ~")
    return [leaf for _, leaf in found]


def reach(leaf: Word | Pattern | Fuzzy) -> int:
    """What a word counts of the patterns and fuzzy words that a query may have."""
    if isinstance(leaf, Pattern):
        return 1 if len(re.split(_WILDCARD, leaf.text)[0]) >= NARROW else WIDE_COUNTS
    return int(isinstance(leaf, Fuzzy))


def _leaves(
    query: str, lexeme: Lexeme, tokens: Sequence[Token]
) -> Iterator[tuple[int, Word | Pattern | Fuzzy]]:
    """Each with the offset in the lexeme of the token it is made of."""
    text = lexeme.text
    remaining = iter(range(len(tokens)))
    for number in remaining:
        surface, start, end = tokens[number]
        piece = text[start:end]
        if text.startswith("~", end):
            at = lexeme.start + end
            if _WILDCARD.search(piece):
                raise QueryError(query, at, "~ goes after a word without * and ?")
            edits = 1 if len(surface) <= _SHORT else 2
            if number + 1 < len(tokens) and tokens[number + 1].start == end + 1:
                _, first, last = tokens[next(remaining)]
                if text[first:last] not in {"1", "2"}:
                    raise QueryError(query, at, "1 or 2 after ~")
                edits = int(text[first:last])
            yield start, Fuzzy(surface, edits)
        else:
            yield from ((start, leaf) for leaf in _written(piece))


def _written(piece: str) -> Iterator[Word | Pattern]:
    """What a piece without ~ stands for; a ? at its end is punctuation."""
    piece = piece.rstrip(_PUNCTUATION)
    parts = _WILDCARD.split(piece)
    if len(parts) == 1:
        yield from (Word(token.surface) for token in tokenize(piece))
    elif any(parts[::2]):
        # What has dots inside is an acronym, and written without them.
        folded = [part if part in {"*", "?"} else fold(part.replace(".", "")) for part in parts]
        yield Pattern(re.sub(r"\*+", "*", "".join(folded)))
