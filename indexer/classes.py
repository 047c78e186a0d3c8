"""Classes of characters, and by them the places where a text can be cut into its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.analysis import APOSTROPHES, tokenize

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Codes = NDArray[np.uint8] | NDArray[np.uint32]

# A break is in no word; dots and apostrophes are in one if they join its letters; a sign is a
# digit, a mark or a character of a script without spaces.
BREAK, DOT, APOSTROPHE, SIGN, LETTER, _UNKNOWN = range(6)


class Alphabet:
    """What the characters met so far are to `tokenize`, which is asked once about each."""

    def __init__(self) -> None:
        self._classes = np.full(0x110000, _UNKNOWN, np.uint8)
        # The byte for a character in words, 0 for none: its own below 256, the others
        # take, first come, first served, those of the breaks.
        self._bytes = np.zeros(0x110000, np.uint8)
        self._free: list[int] = []
        self._learn(list(range(256)))

    def classify(self, codes: Codes) -> NDArray[np.uint8]:
        """The class of each code point."""
        classes = self._classes.take(codes, mode="clip")
        if classes.max(initial=0) == _UNKNOWN:
            self._learn(np.unique(codes[classes == _UNKNOWN]).tolist())
            classes = self._classes.take(codes, mode="clip")
        return classes

    def narrow(self, codes: Codes, classes: NDArray[np.uint8]) -> Codes:
        """The characters in single bytes, breaks as any; or as they are if bytes are too few."""
        if codes.itemsize == 1:
            return codes
        narrow = self._bytes.take(codes, mode="clip")
        return codes if np.any((narrow == 0) & (classes != BREAK)) else narrow

    def _learn(self, codes: list[int]) -> None:
        for code in codes:
            character = chr(code)
            self._classes[code] = found = _class_of(character)
            if code < 256:
                self._bytes[code] = code
                if found == BREAK and code:
                    self._free.append(code)
            elif found != BREAK and self._free and not _is_unspaced(character):
                self._bytes[code] = self._free.pop()


def form_spans(classes: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Starts and ends of the forms, the parts of a text that hold its words.

    `tokenize` finds in the forms, taken one by one, what it finds in the text: only what is
    certainly in no word is left out.

    Args:
        classes: of the text's characters; the first two and the last two are breaks.
    """
    inside = classes >= SIGN
    at = np.flatnonzero(classes == APOSTROPHE)
    inside[at] = inside[at - 1] & inside[at + 1]
    # A dot of an acronym follows a letter, and its neighbour but one is another such dot.
    at = np.flatnonzero(classes == DOT)
    last = classes[at - 2] == DOT
    other = (classes[at + 1] == LETTER) & (classes[at + 2] == DOT)
    inside[at] = (classes[at - 1] == LETTER) & (last | other)
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    return edges[::2], edges[1::2]


def _class_of(character: str) -> int:
    if character == ".":
        return DOT
    if character in APOSTROPHES:
        return APOSTROPHE
    if len(tokenize(f"{character}.{character}.")) == 1:
        return LETTER
    if tokenize(character) or tokenize(f"a{character}")[0].end == 2:
        return SIGN
    return BREAK


def _is_unspaced(character: str) -> bool:
    return len(tokenize(3 * character)) == 2
