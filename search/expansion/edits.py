"""Which words of a segment are a few edits from a word: those of `suggest.distance`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.search.expansion.letters import letter_bits

if TYPE_CHECKING:
    import numpy.typing as npt

    from pincite.search.expansion.letters import Letters, Table

    Numbers = npt.NDArray[np.int64]
    Cells = npt.NDArray[np.uint8]
    Bools = npt.NDArray[np.bool_]
    Codes = npt.NDArray[np.uint32]
    Units = npt.NDArray[np.integer[Any]]

_ONE = np.uint8(1)


def near(word: str, edits: int, letters: Letters) -> tuple[Numbers, Numbers]:
    """int64, the words within so many edits of a word, ascending, and how many each takes."""
    wanted = np.array(list(map(ord, word)), np.uint32)
    found = [_near(wanted, edits, table) for table in letters.by_letter]
    numbers = np.concatenate([numbers for numbers, _ in found])
    order = np.argsort(numbers)
    return numbers[order], np.concatenate([distances for _, distances in found])[order]


def _near(word: Codes, edits: int, table: Table) -> tuple[Numbers, Numbers]:
    chosen = _alike(word, edits, table)
    lengths = table.ends[chosen].astype(np.int64) - table.starts[chosen]
    fit = np.abs(lengths - len(word)) <= edits
    chosen, lengths = chosen[fit], lengths[fit]
    starts = table.starts[chosen].astype(np.int64)
    band = _Band(word, edits, table.units, starts)
    for row in range(1, len(word) + 1):
        if not len(chosen):
            break
        band.advance(row)
        alive = band.least() <= edits
        if 2 * np.count_nonzero(alive) < len(alive):
            chosen, lengths = chosen[alive], lengths[alive]
            band.keep(alive)
    distances = band.distances(lengths)
    there = distances <= edits
    return table.numbers(chosen[there]), distances[there]


def _alike(word: Codes, edits: int, table: Table) -> Numbers:
    """The places of the words that neither length nor letters rule out.

    An edit takes away one letter at most, and adds one at most.
    """
    words = table.by_length
    likely = words.between(len(word) - edits, len(word) + edits)
    places, letters = words.places[likely], words.letters[likely]
    own = np.bitwise_or.reduce(letter_bits(word))
    there = np.flatnonzero(_are_few(own & ~letters, edits))
    there = there[_are_few(letters[there] & ~own, edits)]
    return places[there].astype(np.int64)


def _are_few(sets: Codes, most: int) -> Bools:
    """Whether each has so many bits at most."""
    for _ in range(most):
        sets = sets & (sets - np.uint32(1))  # which is without its last bit
    are_few: Bools = sets == 0
    return are_few


class _Band:
    """The cells near the diagonal of the table of edits between one word and each of many.

    Cells further away than the edits asked for cannot lead to so few. Ukkonen, "Algorithms for
    approximate string matching", Information and Control 64, 1985.

    A row has the cells that take i letters of the word to j of each of the others, for each j
    from i - edits to i + edits. More edits than asked for count as one more; so do those of a
    cell that there is not, whatever letters it is made of.
    """

    def __init__(self, word: Codes, edits: int, units: Units, starts: Numbers) -> None:
        """Of the words that begin at `starts`; the row of no letter of `word`."""
        self._word = word.tolist()
        self._most = np.uint8(edits + 1)
        places = np.arange(-edits, len(word) + edits)
        # Row j + edits - 1 has letter j of each, the first being 1; anything where there is none.
        self._letters = units.take(places[:, np.newaxis] + starts, mode="clip")
        self._before = np.full((2 * edits + 1, len(starts)), self._most)
        self._row = self._before.copy()
        self._row[edits:] = np.arange(edits + 1, dtype=np.uint8)[:, np.newaxis]

    def advance(self, number: int) -> None:
        """Go on to the row of one more letter, the first row being 1."""
        letter, size = self._word[number - 1], len(self._row)
        letters = self._letters[number - 1 : number - 1 + size]
        row = self._row + (letters != letter)
        np.minimum(row[:-1], self._row[1:] + _ONE, out=row[:-1])
        if number > 1:
            swapped = letters == self._word[number - 2]
            swapped &= self._letters[number - 2 : number - 2 + size] == letter
            np.minimum(row, self._before + _ONE, out=row, where=swapped)
        for place in range(1, size):
            np.minimum(row[place], row[place - 1] + _ONE, out=row[place])
        self._before, self._row = self._row, np.minimum(row, self._most)

    def least(self) -> Cells:
        """Of each word the least in this row."""
        least: Cells = self._row.min(axis=0)
        return least

    def keep(self, there: Bools) -> None:
        """Go on with some of the words only."""
        self._letters = self._letters[:, there]
        self._before, self._row = self._before[:, there], self._row[:, there]

    def distances(self, lengths: Numbers) -> Numbers:
        """After the last row, how many edits each word takes, or one more than asked for."""
        places = lengths - len(self._word) + (len(self._row) // 2)
        return self._row[places, np.arange(len(places))].astype(np.int64)
