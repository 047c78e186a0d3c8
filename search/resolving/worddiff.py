"""Which words of a text became which: pieces that both have, that went, that came."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from pincite.indexer.analysis import tokenize
from pincite.search.hits.graphemes import is_inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Operation = Literal["equal", "deleted", "inserted"]

# From so many pieces on, those that are frequent no longer lead to what belongs together, or the
# time taken grew with the square; from so many on nothing does.
_MANY = 2_000
_TOO_MANY = 40_000
_BETWEEN = re.compile(r"\s+|\S")


@dataclass(frozen=True)
class DiffPiece:
    """A run of a text, or of two.

    Attributes:
        op: "equal" where both texts have it, "deleted" where only the old one has it, "inserted"
            where only the new one has it.
        text: the run as it is written, white space included.
    """

    op: Operation
    text: str


def word_diff(old: str, new: str) -> tuple[DiffPiece, ...]:
    """What changed, in order; of a change, what went before what came.

    The equal and the inserted pieces make up `new`, the equal and the deleted ones `old`. What
    belongs together is found as difflib does (Ratcliff and Obershelp 1988); what has no word in it
    does not divide two changes.
    """
    olds, news = divided(old), divided(new)
    changes: list[tuple[bool, str, str]] = []
    for is_equal, gone, come in _joined(_blocks(olds, news)):
        changes.append((is_equal, "".join(gone), "".join(come)))
    return tuple(_pieces(changes))


def divided(text: str) -> list[str]:
    """The text in words, runs of white space and other characters one by one, graphemes whole."""
    cuts, done = {0, len(text)}, 0
    for start, end in [*_words(text), (len(text), len(text))]:
        cuts.update(match.start() for match in _BETWEEN.finditer(text, done, start))
        cuts |= {start, end}
        done = end
    places = (place for place in sorted(cuts) if not is_inside(text, place))
    return [text[start:end] for start, end in pairwise(places)]


def _words(text: str) -> list[tuple[int, int]]:
    return [(token.start, token.end) for token in tokenize(text)]


def _blocks(olds: list[str], news: list[str]) -> Iterator[tuple[bool, list[str], list[str]]]:
    """Whether they are equal, and what each side has there."""
    from difflib import SequenceMatcher

    start = _shared(olds, news)
    end = _shared(olds[start:][::-1], news[start:][::-1])
    head, tail = olds[:start], olds[len(olds) - end :]
    olds, news = olds[start : len(olds) - end], news[start : len(news) - end]
    yield True, head, head
    if len(olds) + len(news) > _TOO_MANY:
        yield False, olds, news
    else:
        autojunk = len(olds) + len(news) > _MANY
        matcher = SequenceMatcher(str.isspace, olds, news, autojunk=autojunk)
        for op, first, last, from_, to in matcher.get_opcodes():
            yield op == "equal", olds[first:last], news[from_:to]
    yield True, tail, tail


def _shared(some: Sequence[str], others: Sequence[str]) -> int:
    """With how many pieces both begin."""
    for place, (one, other) in enumerate(zip(some, others, strict=False)):
        if one != other:
            return place
    return min(len(some), len(others))


def _joined(
    blocks: Iterable[tuple[bool, list[str], list[str]]],
) -> list[tuple[bool, list[str], list[str]]]:
    """The same, and what has no word between two changes is part of them."""
    joined: list[tuple[bool, list[str], list[str]]] = []
    for is_equal, gone, come in blocks:
        if not gone and not come:
            continue
        if not is_equal and len(joined) > 1 and joined[-1][0] and not _has_word(joined[-1][1]):
            _, gap, _ = joined.pop()
            _, gone_before, come_before = joined.pop()
            joined.append((False, gone_before + gap + gone, come_before + gap + come))
        else:
            joined.append((is_equal, gone, come))
    return joined


def _has_word(pieces: Iterable[str]) -> bool:
    return any(character.isalnum() for piece in pieces for character in piece)


def _pieces(changes: Iterable[tuple[bool, str, str]]) -> Iterator[DiffPiece]:
    for is_equal, gone, come in changes:
        if is_equal:
            yield DiffPiece("equal", gone)
            continue
        if gone:
            yield DiffPiece("deleted", gone)
        if come:
            yield DiffPiece("inserted", come)
