"""Frequent words of the texts, and texts in which symbols stand for them.

A block of texts is too short to be packed well by itself: what its language says all the time
would stand in each block anew.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# What parts the texts of a block, and is therefore in none.
SEPARATOR = "\r"

_CONTROLS = [chr(code) for code in (*range(1, 32), 127) if chr(code) not in "\t\n\r"]
_SINGLES, _LEADS, _ITSELF = _CONTROLS[:5], _CONTROLS[5:-1], _CONTROLS[-1]
_SECONDS = [chr(code) for code in range(32, 127) if chr(code) not in '"\\<']
SYMBOLS = (*_SINGLES, *(lead + second for lead in _LEADS for second in _SECONDS))

_CONTROL = re.compile("[\x01-\x08\x0b-\x1f\x7f]")
_ESCAPED = {each: _ITSELF + each for each in _CONTROLS} | {SEPARATOR: f"{_ITSELF}r"}
# What may follow a word without being a part of it.
_CLOSING = ".,;:!?)]\"'”’»"
# Words of a dictionary: a page has it from its beginning, and the first result waits for it.
MOST = 925
# Characters of the words in a dictionary, the space before included.
_SHORTEST, _LONGEST = 3, 40
# A word has its place if it spares so many times the room it takes there.
_WORTHWHILE = 3
# Words stay that are worth this much of what the best are.
_LASTING = 0.97
# Words that are kept at hand once they were coded.
_CODED = 1 << 18


def frequent(texts: Iterable[str], known: Sequence[str] = ()) -> tuple[str, ...]:
    """The words most worth a symbol in some texts, with a space before; the commonest first.

    Args:
        texts: show what is frequent.
        known: words that were it before. They stay as long as others are not worth much more,
            so that texts that stay the same are coded the same.
    """
    words: Counter[str] = Counter()
    for text in texts:
        words.update(text.split(" "))
    counts: Counter[str] = Counter()
    for word, count in words.items():
        counts[" " + word.rstrip(_CLOSING)] += count
    worth = {word: (len(word) - 2) * count for word, count in counts.items() if _fits(word)}
    best = [word for word in worth if worth[word] > _WORTHWHILE * len(word)]
    best = sorted(best, key=lambda word: (-worth[word], word))[:MOST]
    if known and len(set(known)) == len(known) <= MOST and all(map(_fits, known)):
        lasting = sum(worth.get(word, 0) for word in known)
        if lasting >= _LASTING * sum(worth[word] for word in best):
            return tuple(known)
    return tuple(sorted(best, key=lambda word: (-counts[word], word)))


def _fits(word: str) -> bool:
    """Whether a word may be in a dictionary."""
    is_short = _SHORTEST <= len(word) <= _LONGEST
    return is_short and word.rfind(" ") == 0 and not _CONTROL.search(word)


class Coder:
    """Puts symbols for the words of a dictionary, where words begin with them."""

    def __init__(self, dictionary: Sequence[str]) -> None:
        """Of at most as many words as there are SYMBOLS, each with a space before it."""
        self._words = _Words(dict(zip(dictionary, SYMBOLS, strict=False)))

    def __call__(self, text: str) -> str:
        """A text, with a space before it, with symbols for what is in the dictionary."""
        text = _CONTROL.sub(lambda match: _ESCAPED[match[0]], text)
        if len(self._words) > _CODED:
            self._words.clear()
        return "".join(map(self._words.__getitem__, text.split(" ")))


class _Words(dict[str, str]):
    """By word what is put for it and the space before it, as far as words were looked up."""

    def __init__(self, symbols: dict[str, str]) -> None:
        super().__init__()
        self._symbols = symbols

    def __missing__(self, word: str) -> str:
        spaced = " " + word
        for end in range(min(len(spaced), _LONGEST), _SHORTEST - 1, -1):
            symbol = self._symbols.get(spaced[:end])
            if symbol is not None:
                spaced = symbol + spaced[end:]
                break
        self[word] = spaced
        return spaced
