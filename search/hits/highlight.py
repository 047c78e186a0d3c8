"""Where in a paragraph the leaves of a query stand."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from pincite.indexer.analysis import tokenize
from pincite.search.hits.plain import is_plain_word, plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pincite.search.hits.spans import Match, Span

# Forms that begin with the same letters, so many, are looked for together.
_ALIKE = 5
# From so many on it is quicker to go through the words of a text than to look for each.
_MANY = 24
_BEHIND_ALL = b"\x7f"  # comes behind all that a form can go on with
_SPACE = ord(" ")
_PLAIN_WORD = re.compile(rb"[^ ]+")


@dataclass(frozen=True)
class Sought:
    """What one leaf of a query looks for: some words, each in any of some forms, or others.

    Attributes:
        places: the folded surface forms of each word, one word or more.
        weight: idf.
        within: 0 where the words stand side by side, in this order. Else they stand in any
            order, the last at most so many tokens behind the first; what is twice in `places`
            stands there twice.
        others: words that stand side by side and count as much.
        stems: of words that are sought in any form, which titles may have, too.
    """

    places: tuple[frozenset[str], ...]
    weight: float
    within: int = 0
    others: tuple[tuple[frozenset[str], ...], ...] = ()
    stems: frozenset[str] = frozenset()


class Highlighter:
    """Finds what a query looks for, in one text after another; threads may share it.

    A text is not tokenised where it need not be: most can be made plain, and then words are
    looked for as strings.
    """

    def __init__(self, leaves: Sequence[Sought]) -> None:
        """Look for `leaves`, whose numbers are their places."""
        self._sought = leaves
        self._leaves = [
            (number, [_Word(forms) for forms in places], leaf.within)
            for number, leaf in enumerate(leaves)
            for places in (leaf.places, *leaf.others)
        ]

    def matches(self, text: str) -> list[Match]:
        """Each place in `text` where a leaf stands, in order, those that overlap included.

        Of words within some tokens of each other each is a match of its own: from any of them
        that begins a stretch with all, up to the last of the shortest such stretch.
        """
        words = self._words(text)
        found: list[Match] = []
        for number, sought, within in self._leaves:
            if within:
                spans = _scattered(words, sought, within)
            else:
                spans = words.spans(sought[0]) if len(sought) == 1 else words.runs(sought)
            found += [(start, end, number) for start, end in spans]
        if ends := words.ends:
            found = [(start, ends.get(end, end), leaf) for start, end, leaf in found]
        found.sort()
        return found

    def _words(self, text: str) -> _Words:
        plain = plain_text(text, "" if text.isascii() else self._forms)
        return _Tokens(text) if plain is None else _PlainWords(*plain)

    @cached_property
    def _forms(self) -> str:
        return "\n".join(
            form
            for leaf in self._sought
            for places in (leaf.places, *leaf.others)
            for forms in places
            for form in forms
        )


class _Word:
    """The forms of one word sought, made ready to be found in plain texts.

    Attributes:
        forms: all of them.
        plain: those that a plain text can have.
        beginnings: how those begin, so that who finds these finds all.
    """

    def __init__(self, forms: frozenset[str]) -> None:
        self.forms = forms
        plain = sorted(map(str.encode, filter(is_plain_word, forms)))
        self.plain = frozenset(plain)
        self.beginnings = _beginnings(plain)


class _Words(Protocol):
    """The words of one text.

    Attributes:
        ends: where in the text a span ends whose end is one of the keys.
    """

    ends: Mapping[int, int]

    def spans(self, word: _Word) -> list[Span]:
        """Where a word stands, in any order."""

    def runs(self, words: Sequence[_Word]) -> list[Span]:
        """Where words stand side by side, in any order."""

    def numbers(self, spans: Sequence[Span]) -> list[int]:
        """The positions among all words of those at `spans`, which are in order."""


class _PlainWords:
    """The words of a plain text, as `plain_text` gives it."""

    def __init__(self, text: bytes, ends: Mapping[int, int]) -> None:
        self._text = text
        self.ends = ends

    def spans(self, word: _Word) -> list[Span]:
        text, beginnings, longer = self._text, word.beginnings, word.plain
        if len(beginnings) > _MANY:
            beginnings = [(b" " + form, True) for form in word.plain.intersection(text.split())]
            longer = frozenset()
        found: list[Span] = []
        for beginning, is_form in beginnings:
            pieces = iter(text.split(beginning))
            at = len(next(pieces))
            letters = len(beginning) - 1
            for piece in pieces:
                end = at + letters
                if not piece or piece[0] == _SPACE:
                    if is_form:
                        found.append((at, end))
                else:
                    rest = piece.partition(b" ")[0]
                    if beginning[1:] + rest in longer:
                        found.append((at, end + len(rest)))
                at = end + 1 + len(piece)
        return found

    def runs(self, words: Sequence[_Word]) -> list[Span]:
        first, *others = words
        found = []
        for start, end in self.spans(first):
            behind = end + 1
            for word in others:
                following = _PLAIN_WORD.search(self._text, behind)
                if following is None or following[0] not in word.plain:
                    break
                behind = following.end()
            else:
                found.append((start, behind - 1))
        return found

    def numbers(self, spans: Sequence[Span]) -> list[int]:
        numbers = []
        number = behind = 0
        for start, _ in spans:
            number += len(self._text[behind : start + 1].split())
            numbers.append(number)
            behind = start + 1
        return numbers


class _Tokens:
    """The words of a text that cannot be made plain."""

    def __init__(self, text: str) -> None:
        self.ends: Mapping[int, int] = {}
        self._tokens = tokenize(text)
        # A long text has few forms for its many words.
        self._places: dict[str, list[int]] = {}
        for place, (surface, _, _) in enumerate(self._tokens):
            self._places.setdefault(surface, []).append(place)

    def spans(self, word: _Word) -> list[Span]:
        return self.runs([word])

    def runs(self, words: Sequence[_Word]) -> list[Span]:
        firsts = [
            {place - shift for form in word.forms for place in self._places.get(form, ())}
            for shift, word in enumerate(words)
        ]
        last = len(words) - 1
        return [
            (self._tokens[first].start, self._tokens[first + last].end)
            for first in set.intersection(*firsts)
        ]

    def numbers(self, spans: Sequence[Span]) -> list[int]:
        numbers = {token.start: number for number, token in enumerate(self._tokens)}
        return [numbers[start] for start, _ in spans]


def _scattered(words: _Words, sought: Sequence[_Word], within: int) -> list[Span]:
    """The words that lie in a stretch with all of those sought, at most `within` long."""
    counts = Counter(word.forms for word in sought)
    found = {word.forms: sorted(words.spans(word)) for word in sought}
    spans = sorted({span for each in found.values() for span in each})
    numbers = dict(zip(spans, words.numbers(spans), strict=True))
    wanted = [([numbers[span] for span in found[forms]], counts[forms]) for forms in counts]
    reach = -1
    lying = []
    for span in spans:
        # The further on a stretch begins, the further on it ends.
        start = numbers[span]
        end = max(_nth(own, start, count) for own, count in wanted)
        if end - start <= within:
            reach = end
        if start <= reach:
            lying.append(span)
    return lying


def _nth(numbers: Sequence[int], start: int, count: int) -> int:
    """The `count`-th of some numbers, which ascend, from `start` on; far away if there is none."""
    place = bisect_left(numbers, start) + count - 1
    return numbers[place] if place < len(numbers) else sys.maxsize


def _beginnings(forms: Sequence[bytes]) -> list[tuple[bytes, bool]]:
    """How the words begin of which some are the forms, which are sorted.

    A space comes first. With each, whether it is one of the forms itself.
    """
    found = []
    place = 0
    while place < len(forms):
        first = beginning = forms[place]
        place = bisect_left(forms, first[:_ALIKE] + _BEHIND_ALL, place)
        last = forms[place - 1]
        while not last.startswith(beginning):  # those between begin as both do
            beginning = beginning[:-1]
        found.append((b" " + beginning, beginning == first))
    return found
