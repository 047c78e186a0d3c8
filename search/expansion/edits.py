"""Which words of a segment are a few edits from a word: those of `suggest.distance`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from pincite.search.expansion.letters import Letters, Table

    Numbers = npt.NDArray[np.int64]
    Cells = npt.NDArray[np.uint8]
    Bools = npt.NDArray[np.bool_]
    Units = npt.NDArray[np.integer[Any]]

_ONE = np.uint8(1)


def near(word: str, edits: int, letters: Letters) -> tuple[Numbers, Numbers]:
    """int64, the words within so many edits of a word, ascending, and how many each takes."""
    found = [_near(list(map(ord, word)), edits, table) for table in letters.by_letter()]
    numbers = np.concatenate([numbers for numbers, _ in found])
    order = np.argsort(numbers)
    return numbers[order], np.concatenate([distances for _, distances in found])[order]


def _near(word: Sequence[int], edits: int, table: Table) -> tuple[Numbers, Numbers]:
    lengths = (table.ends - table.starts).astype(np.int64)
    chosen = np.flatnonzero(np.abs(lengths - len(word)) <= edits)
    band = _Band(word, edits, table.units, table.starts[chosen].astype(np.int64))
    for row in range(1, len(word) + 1):
        if not len(chosen):
            break
        band.advance(row)
        alive = band.least() <= edits
        if 2 * np.count_nonzero(alive) < len(alive):
            chosen = chosen[alive]
            band.keep(alive)
    distances = band.distances(lengths[chosen])
    there = distances <= edits
    return table.numbers(chosen[there]), distances[there]


class _Band:
    """The cells near the diagonal of the table of edits between one word and each of many.

    Cells further away than the edits asked for cannot lead to so few. Ukkonen, "Algorithms for
    approximate string matching", Information and Control 64, 1985.
    """

    def __init__(self, word: Sequence[int], edits: int, units: Units, starts: Numbers) -> None:
        """Of the words that begin at `starts`; the row of no letter of `word`."""
        self._word = word
        self._edits = edits
        self._units = units
        self._starts = starts
        self._columns: dict[int, Units] = {}
        self._last: list[Cells] = []
        self._before: list[Cells] = []
        self._row = [self._full(max(shift, -1)) for shift in range(-edits, edits + 1)]

    def advance(self, number: int) -> None:
        """Go on to the row of one more letter, the first row being 1."""
        self._last, self._before, self._row = self._before, self._row, []
        self._columns.pop(number - self._edits - 2, None)
        for place in range(2 * self._edits + 1):
            self._row.append(self._cell(number, number + place - self._edits, place))

    def least(self) -> Cells:
        """Of each word the least in this row."""
        least: Cells = np.minimum.reduce(self._row)
        return least

    def keep(self, there: Bools) -> None:
        """Go on with some of the words only."""
        self._starts = self._starts[there]
        self._columns = {number: column[there] for number, column in self._columns.items()}
        self._before = [cells[there] for cells in self._before]
        self._row = [cells[there] for cells in self._row]

    def distances(self, lengths: Numbers) -> Numbers:
        """After the last row, how many edits each word takes, or one more than asked for."""
        places = lengths - len(self._word) + self._edits
        return np.array(self._row)[places, np.arange(len(places))].astype(np.int64)

    def _cell(self, i: int, j: int, place: int) -> Cells:
        """What takes `i` letters of the word to `j` of the others."""
        if j < 1:
            return self._full(i if j == 0 else -1)
        letters = self._column(j)
        cost: Cells = self._before[place] + (letters != self._word[i - 1])
        if place + 1 < len(self._before):
            cost = np.minimum(cost, self._before[place + 1] + _ONE)
        if place:
            cost = np.minimum(cost, self._row[place - 1] + _ONE)
        if i > 1 and j > 1:
            swapped = (self._column(j - 1) == self._word[i - 1]) & (letters == self._word[i - 2])
            cost[swapped] = np.minimum(cost, self._last[place] + _ONE)[swapped]
        return np.minimum(cost, np.uint8(self._edits + 1))

    def _column(self, number: int) -> Units:
        """That letter of each word, the first being 1; anything where it is shorter."""
        column = self._columns.get(number)
        if column is None:
            places = self._starts + (number - 1)
            column = self._columns[number] = self._units.take(places, mode="clip")
        return column

    def _full(self, edits: int) -> Cells:
        """So many edits for all words, or more than asked for where there is no such cell."""
        most = self._edits + 1
        return np.full(len(self._starts), min(edits, most) if edits >= 0 else most, np.uint8)
