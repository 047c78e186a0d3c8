"""What the lines of a PDF have in common: the size of its type, its leading, its margins."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pincite.indexer.sources.pdf.lines import PageLine

_STOPS = frozenset(".!?…:。！？")
_CLOSERS = "”\"’'»)]⁰¹²³⁴⁵⁶⁷⁸⁹"
_USUAL_LEADING = 1.2
_LOOSEST_LEADING = 3.0
_WIDER = 1.18
_SAME_SIZE = 0.06
# In ems.
INDENT = 0.6
_SPACE = 0.25
_NEARLY = 2.0
_RAGGED = 3.0
_FEW_LINES = 6
_MANY_LINES = 10
_FEWEST_ENDS = 2
_MOST = 0.6
# In lines.
_ROOM = 4.5


@dataclass(frozen=True)
class Frame:
    """The left and the right margin of a column, in points."""

    left: float
    right: float


@dataclass(frozen=True)
class Measures:
    """What a document's lines have in common.

    Attributes:
        size: of the type that most of it is set in, in points.
        bold: whether most of it is bold.
        fixed: whether most of it is in type of one width.
        letters: how many a full line has.
        leadings: from line to line, by the size of the type in quarters of a point.
        frames: of each column, by its number.
        bottom: y of the lowest line of text.
        spaced: whether paragraphs stand apart.
        indented: whether the first line of a paragraph is set in.
        first_indent: how far it is, in ems.
    """

    size: float
    bold: bool
    fixed: bool
    letters: int
    leadings: Mapping[int, float]
    frames: Sequence[Frame]
    bottom: float
    spaced: bool = False
    indented: bool = False
    first_indent: float = 0.0

    def leading(self, size: float) -> float:
        """From line to line in type of a size, in points."""
        return self.leadings.get(_quarters(size)) or size * _USUAL_LEADING

    def frame(self, line: PageLine) -> Frame:
        """Of the column it stands in."""
        return self.frames[line.column]

    def is_apart(self, line: PageLine, after: PageLine) -> bool:
        """Whether there is more room between two lines than between others."""
        return after.base - line.base > _WIDER * self.leading(max(line.size, after.size))

    def has_room_below(self, line: PageLine) -> bool:
        """Whether more lines would have had room below it."""
        return self.bottom - line.base > _ROOM * self.leading(line.size)

    def indent(self, line: PageLine) -> float:
        """How far it is set in, in ems."""
        return (line.left - self.frame(line).left) / line.size

    def begins_set_in(self, line: PageLine) -> bool:
        """Whether it is set in as far as first lines are."""
        return self.indented and abs(self.indent(line) - self.first_indent) < INDENT / 2

    def is_short(self, line: PageLine, after: PageLine) -> bool:
        """Whether the first word of `after` would have had room behind `line`."""
        room = self.frame(line).right - line.right
        return after.first_word + _SPACE * line.size < room


def is_ended(line: PageLine) -> bool:
    """Whether it ends as a sentence does, or a lead-in."""
    return line.text.rstrip(_CLOSERS)[-1:] in _STOPS


def goes_on(line: PageLine) -> bool:
    """Whether it begins in lower case, as no paragraph does."""
    return line.text.lstrip("“\"‘'«„([—–… ")[:1].islower()


def is_same_size(line: PageLine, after: PageLine) -> bool:
    """Whether two lines are of the same type, as far as sizes go."""
    return abs(line.size - after.size) <= _SAME_SIZE * max(line.size, after.size)


def measure(columns: Sequence[Sequence[PageLine]]) -> Measures:
    """The measures of a document.

    Args:
        columns: its lines, by column, in order; each line has the column's number.
    """
    lines = [line for column in columns for line in column]
    sizes: Counter[int] = Counter()
    weights: Counter[tuple[str, bool]] = Counter()
    for line in lines:
        sizes[_quarters(line.size)] += len(line.text)
        weights["bold", line.bold] += len(line.text)
        weights["fixed", line.fixed] += len(line.text)
    size = sizes.most_common(1)[0][0] / 4
    letters = sorted(len(line.text) for line in lines if abs(line.size - size) < _SPACE * size)
    frames = _frames(columns, size)
    plain = Measures(
        size=size,
        bold=weights["bold", True] > weights["bold", False],
        fixed=weights["fixed", True] > weights["fixed", False],
        letters=letters[len(letters) * 9 // 10] if letters else 0,
        leadings={},
        frames=frames,
        bottom=max(line.base for line in lines),
    )
    leaded = replace(plain, leadings=_leadings(columns, plain))
    gaps, indents = _signs(columns, leaded)
    ends, set_in = len(gaps), sorted(each for each in indents if each > INDENT)
    enough = max(_FEWEST_ENDS, _MOST * ends)
    return replace(
        leaded,
        spaced=sum(gaps) >= enough,
        indented=len(set_in) >= enough,
        first_indent=set_in[len(set_in) // 2] if set_in else 0.0,
    )


def _quarters(size: float) -> int:
    return round(size * 4)


def _frames(columns: Sequence[Sequence[PageLine]], size: float) -> list[Frame]:
    """The margins of each column; those of a short one as other columns show them."""
    own = [_frame([line for line in column if _is_near(line.size, size)] or column)
           for column in columns]  # fmt: skip
    long = [frame for frame, column in zip(own, columns, strict=True) if len(column) > _FEW_LINES]
    rights: dict[int, list[float]] = defaultdict(list)
    for frame in long:
        rights[round(frame.left / size)].append(frame.right)
    for each in rights.values():
        each.sort()
    known = sorted({(round(frame.left), round(frame.right)) for frame in long})
    return [
        _widened(frame if len(column) > _FEW_LINES else _borrowed(frame, known, size), rights, size)
        for frame, column in zip(own, columns, strict=True)
    ]


def _is_near(size: float, other: float) -> bool:
    return abs(size - other) <= _SAME_SIZE * other


def _frame(lines: Sequence[PageLine]) -> Frame:
    lefts = Counter(round(line.left) for line in lines)
    rights = sorted((line.right for line in lines), reverse=True)
    usual = [left for left, count in lefts.items() if count * 7 >= len(lines)]
    # On a page of lists few lines may begin at the margin; but of the full ones many do.
    full = Counter(
        round(line.left) for line in lines if line.right > rights[0] - _RAGGED * line.size
    )
    usual += [left for left, count in full.items() if count > 1 and count * 3 >= full.total()]
    edge = min(usual or lefts)
    left = min(line.left for line in lines if abs(line.left - edge) <= 1)
    # A single line may hang over.
    hangs_over = len(rights) > _MANY_LINES and rights[0] - rights[1] > lines[0].size
    return Frame(left, rights[1] if hangs_over else rights[0])


def _borrowed(frame: Frame, known: Iterable[tuple[int, int]], size: float) -> Frame:
    """The nearest frame known that a short column fits into."""
    fitting = [
        (frame.left - left, right - left, left, right)
        for left, right in known
        if left <= frame.left + size / 2 and frame.right <= right + size / 2
        and frame.left - left < _NEARLY * 3 * size
    ]  # fmt: skip
    return Frame(*map(float, min(fitting)[2:])) if fitting else frame


def _widened(frame: Frame, rights: Mapping[int, Sequence[float]], size: float) -> Frame:
    """With the right margin as the fullest of the columns of its kind show it."""
    near = rights.get(round(frame.left / size), ())
    at = bisect_right(near, frame.right + _NEARLY * size)
    return Frame(frame.left, max(frame.right, near[at - 1])) if at else frame


def _pairs(columns: Iterable[Sequence[PageLine]]) -> Iterator[tuple[PageLine, PageLine]]:
    for column in columns:
        for line, after in itertools.pairwise(column):
            if is_same_size(line, after):
                yield line, after


def _leadings(columns: Iterable[Sequence[PageLine]], measures: Measures) -> dict[int, float]:
    """The usual distance between lines of which the first is full, by their size."""
    distances: dict[int, Counter[float]] = defaultdict(Counter)
    for line, after in _pairs(columns):
        distance = after.base - line.base
        if distance < _LOOSEST_LEADING * line.size and not measures.is_short(line, after):
            distances[_quarters(line.size)][round(distance * 2) / 2] += 1
    return {size: counts.most_common(1)[0][0] for size, counts in distances.items()}


def _signs(
    columns: Iterable[Sequence[PageLine]], measures: Measures
) -> tuple[list[bool], list[float]]:
    """Whether gaps, and which indents, follow what ends short and ends a sentence."""
    gaps, indents = [], []
    for line, after in _pairs(columns):
        if measures.is_short(line, after) and is_ended(line) and not goes_on(after):
            gaps.append(measures.is_apart(line, after))
            indents.append(measures.indent(after))
    return gaps, indents
