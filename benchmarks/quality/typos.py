"""Queries as they are typed in haste: one random edit in one random word of each."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SEED = 20180418
SHORTEST = 4
"""Letters of a word to be worth an edit, where there is one; else any word is."""

_WORD = re.compile(r"[^\W\d_]+")


def mistyped(queries: Mapping[str, str], seed: int = SEED) -> dict[str, str]:
    """Each query with a letter of one word dropped, put in, replaced, or swapped with the next.

    Letters that come in are drawn from those of all the queries. What a query becomes depends on
    the seed, its id, its text and these letters. A query without a word remains as it is.
    """
    letters = sorted({letter for text in queries.values() for letter in _letters(text)})
    return {
        query: _mistyped(text, letters, random.Random(f"{seed} {query} {text}"))  # noqa: S311
        for query, text in queries.items()
    }


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text.lower()))


def _mistyped(text: str, letters: Sequence[str], draw: random.Random) -> str:
    words = list(_WORD.finditer(text))
    if not words:
        return text
    long = [word for word in words if len(word[0]) >= SHORTEST]
    word = draw.choice(long or words)
    edited = word[0]
    while edited.lower() == word[0].lower():
        edited = _edited(word[0], letters, draw)
    return text[: word.start()] + edited + text[word.end() :]


def _edited(word: str, letters: Sequence[str], draw: random.Random) -> str:
    """The word after one edit, which may leave it as it is."""
    kind = draw.choice(("drop", "insert", "replace", "swap") if len(word) > 1 else ("insert",))
    place = draw.randrange(len(word))
    head, letter, tail = word[:place], word[place], word[place + 1 :]
    if kind == "drop":
        return head + tail
    if kind == "insert":
        return head + draw.choice(letters) + letter + tail
    if kind == "replace":
        return head + draw.choice(letters) + tail
    return head + tail[:1] + letter + tail[1:]
