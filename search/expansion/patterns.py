"""Which words of a segment fit a pattern with wildcards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from pincite.search.expansion.letters import Letters, Table

    Numbers = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]
    Units = npt.NDArray[np.integer[Any]]
    Piece = Sequence[int]

# Stands for any letter.
_ANY = -1


def fitting(pattern: str, letters: Letters) -> Numbers:
    """int64, the words that fit a pattern, ascending.

    Args:
        pattern: letters, of which * stands for any or none, ? for one.
        letters: the words.
    """
    if "?" not in pattern:
        pieces = [list(piece.encode("utf-8", "surrogatepass")) for piece in pattern.split("*")]
        return _fitting(pieces, letters.encoded)
    pieces = [
        [_ANY if letter == "?" else ord(letter) for letter in piece] for piece in pattern.split("*")
    ]
    return np.sort(np.concatenate([_fitting(pieces, table) for table in letters.by_letter]))


def _fitting(pieces: Sequence[Piece], table: Table) -> Numbers:
    """The words that have all pieces: one at the beginning, one at the end, some between.

    Each of those between is taken as far to the front as it can be: where the rest fits behind
    a later place, it fits behind that one too.
    """
    first, *between, last = pieces if len(pieces) > 1 else (*pieces, [])
    rest = _Rest(table, _candidates(pieces, table))
    rest.begin_with(first)
    rest.end_with(last)
    rest.leave_room(sum(map(len, between)))
    for piece in between:
        if not len(rest.places):
            break
        rest.go_past(piece)
    return table.numbers(rest.places if len(pieces) > 1 else rest.places[rest.starts == rest.ends])


def _candidates(pieces: Sequence[Piece], table: Table) -> Numbers:
    """The places of the words that no single piece rules out at a glance."""
    first, last = pieces[0], pieces[-1]
    found = []
    if first and first[0] != _ANY:
        found.append(table.by_beginning.having(*_pair(first)))
    if len(pieces) > 1 and last and last[-1] != _ANY:
        found.append(table.by_end.having(*_pair(last[::-1])))
    if found:
        return np.sort(min(found, key=len)).astype(np.int64)
    telling = max(pieces, key=lambda piece: len(_known(piece)))
    if not _known(telling):
        return np.arange(len(table))
    return table.around(_occurrences(telling, table.units))


class _Rest:
    """Words that fit so far, and of each the part that was not looked at.

    Attributes:
        places: int64, their places in the table.
        starts, ends: int64, where those parts begin and end among the units.
    """

    def __init__(self, table: Table, places: Numbers) -> None:
        self._units = table.units
        self.places = places
        self.starts = table.starts[places].astype(np.int64)
        self.ends = table.ends[places].astype(np.int64)

    def leave_room(self, units: int) -> None:
        """Keep the words of which at least so many units are left."""
        self._keep(self.ends - self.starts >= units)

    def begin_with(self, piece: Piece) -> None:
        """Keep the words that go on with a piece."""
        self.leave_room(len(piece))
        for shift, unit in _known(piece):
            self._keep(self._units[self.starts + shift] == unit)
        self.starts = self.starts + len(piece)

    def end_with(self, piece: Piece) -> None:
        """Keep the words that end with a piece."""
        self.leave_room(len(piece))
        self.ends = self.ends - len(piece)
        for shift, unit in _known(piece):
            self._keep(self._units[self.ends + shift] == unit)

    def go_past(self, piece: Piece) -> None:
        """Keep the words that have a piece somewhere; what follows its first place is left."""
        if _known(piece):
            occurrences = _occurrences(piece, self._units)
            following = occurrences.searchsorted(self.starts)
            there = following < len(occurrences)
            self._keep(there)
            self.starts = occurrences[following[there]]
        self.starts = self.starts + len(piece)
        self._keep(self.starts <= self.ends)

    def _keep(self, there: Bools) -> None:
        if there.all():
            return
        self.places, self.starts, self.ends = (
            self.places[there],
            self.starts[there],
            self.ends[there],
        )


def _occurrences(piece: Piece, units: Units) -> Numbers:
    """Where a piece, not of any letters only, begins among the units, ascending."""
    (first, unit), *others = _known(piece)
    found = np.flatnonzero(units == unit) - first
    found = found[(found >= 0) & (found <= len(units) - len(piece))]
    for shift, unit in others:
        found = found[units[found + shift] == unit]
    return found


def _pair(piece: Piece) -> tuple[int, int | None]:
    """The first two units of a piece, None for a second that is not known."""
    return piece[0], piece[1] if len(piece) > 1 and piece[1] != _ANY else None


def _known(piece: Piece) -> list[tuple[int, int]]:
    """The units of a piece that do not stand for any, each with its place."""
    return [(place, unit) for place, unit in enumerate(piece) if unit != _ANY]
