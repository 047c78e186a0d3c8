"""CSV and its relatives: a header row, and rows below it, read one by one.

Columns stand between commas, semicolons, tabs or strokes: which, the header row tells.
"""

from __future__ import annotations

import csv
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pincite.errors import SourceError
from pincite.indexer.sources.records.streamed import is_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_DELIMITERS = ",;\t|"
# So many lines at the beginning have the header row.
_BEGINNING = 50
# Where spreadsheets say what divides the columns.
_NAMED_DELIMITER = "sep="
# The longest value, in characters: Python's csv refuses more than 128 Ki if it is not told.
_LONGEST_VALUE = 16 << 20


@dataclass(frozen=True)
class Row:
    """A row below the header.

    Attributes:
        lines: its first and last line in the file, from 1.
        values: what it has, by column.
        fault: why it cannot be read; "" where it can.
    """

    lines: tuple[int, int]
    values: dict[str, str]
    fault: str = ""


@dataclass(frozen=True)
class Table:
    """A table being read.

    Attributes:
        columns: what its header row calls them.
        rows: below it, those that are blank left out.
    """

    columns: Sequence[str]
    rows: Iterator[Row]


def read_table(lines: Iterable[str], known: Callable[[Sequence[str]], int]) -> Table:
    """The table that lines make.

    Args:
        lines: with their line ends.
        known: of the columns of a header row, how many are such as are sought.

    Raises:
        SourceError: there is none.
    """
    lines = iter(lines)
    beginning = list(itertools.islice(lines, _BEGINNING))
    above = 0
    delimiters = _DELIMITERS
    if beginning and beginning[0].lower().startswith(_NAMED_DELIMITER):
        above, delimiters = 1, beginning[0][len(_NAMED_DELIMITER) :][:1].strip("\r\n") or ","
    headers = {each: _header(beginning[above:], each) for each in delimiters}
    delimiter = max(headers, key=lambda each: (known(headers[each]), len(headers[each])))
    columns = headers[delimiter]
    if not any(columns):
        raise SourceError("has no header row")
    # The csv module has one limit for the whole process; it is only ever raised here.
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_VALUE))
    counted = _Counted(itertools.chain(beginning[above:], lines), above)
    return Table(columns, _rows(counted, csv.reader(counted, delimiter=delimiter), columns))


def _header(lines: Sequence[str], delimiter: str) -> list[str]:
    """The first row that is not blank, if columns stand between `delimiter`."""
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            if any(cell.strip() for cell in row):
                return [cell.strip() for cell in row]
    except csv.Error:
        pass
    return []


class _Counted:
    """Lines, and how many of them were taken.

    Attributes:
        count: how many, with those above them.
    """

    def __init__(self, lines: Iterator[str], above: int) -> None:
        self._lines = lines
        self.count = above
        self._ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines, None)
        if line is None:
            self._ended = True
            raise StopIteration
        self.count += 1
        return line

    def ended(self) -> bool:
        """Whether more were asked for than there are."""
        return self._ended


def _rows(lines: _Counted, rows: Iterator[list[str]], columns: Sequence[str]) -> Iterator[Row]:
    in_header = True
    while not lines.ended():
        first = lines.count + 1
        try:
            cells = next(rows, [])
        except csv.Error as error:
            span = first, lines.count
            yield Row(span, {}, f"not CSV ({error}){_down_to(span)}")
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if lines.ended():
            # Only what stands between quotation marks goes on in the next line.
            span = first, lines.count
            yield Row(span, {}, f"a quotation mark that nothing closes{_down_to(span)}")
        elif not in_header:
            yield _row(cells, columns, (first, lines.count))
        in_header = False


def _row(cells: list[str], columns: Sequence[str], lines: tuple[int, int]) -> Row:
    while len(cells) > len(columns) and not cells[-1].strip():
        cells.pop()
    if not all(map(is_whole, cells)):
        return Row(lines, {}, "NULs, or bytes that do not fit the encoding of the file")
    if len(cells) != len(columns):
        fault = f"{len(cells)} columns{_down_to(lines)}, where the header has {len(columns)}"
        return Row(lines, {}, fault)
    values: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=True):
        values.setdefault(column, cell)
    return Row(lines, values)


def _down_to(lines: tuple[int, int]) -> str:
    return "" if lines[0] == lines[1] else f", down to line {lines[1]}"
