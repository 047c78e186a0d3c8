"""Lines to paragraphs: where one begins, by gaps, indents, short last lines and changes of type.

What ends short and ends a sentence ends a paragraph, unless the document has gaps or indents to
show where one begins. At the end of a column or a page a paragraph goes on in the next one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pincite.indexer.sources.pdf.blocks import BULLETS
from pincite.indexer.sources.pdf.measures import INDENT, goes_on, is_ended, is_same_size
from pincite.indexer.structure.headers import parse_header
from pincite.indexer.structure.labels import is_boilerplate, is_caption
from pincite.indexer.structure.layout import is_item

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pincite.indexer.sources.pdf.lines import PageLine
    from pincite.indexer.sources.pdf.measures import Measures

_BARELY_APART = 1.35
_BRACKETS = ("()", "[]")
_HALF = 0.6
_FEW_LINES = 3
_LOOK_BACK = 50
_NEARLY_AS_LARGE = 0.85
_SAME_LEADING = 0.06


def paragraphs_of(
    columns: Iterable[Sequence[PageLine]], measures: Measures
) -> list[list[PageLine]]:
    """The lines of each paragraph, in order."""
    gathering = _Gathering(measures)
    for column in columns:
        for at, line in enumerate(column):
            following = column[at + 1] if at + 1 < len(column) else None
            gathering.take(line, following, first=at == 0)
    return gathering.paragraphs


@dataclass
class _Gathering:
    """The paragraphs as far as they are gathered.

    Attributes:
        measures: of the document.
        paragraphs: in the order they begin.
        last: the one that was added to last.
        unfinished: one that other type has interrupted, as a caption below a column does.
    """

    measures: Measures
    paragraphs: list[list[PageLine]] = field(default_factory=list)
    last: list[PageLine] = field(default_factory=list)
    unfinished: list[PageLine] = field(default_factory=list)

    def take(self, line: PageLine, following: PageLine | None, *, first: bool) -> None:
        """Take the next line, the first of its column or not."""
        if self.last:
            begins = self._begins_in_column if first else self._begins
            if not begins(line, following):
                self.last.append(line)
                return
            if self._is_interrupted(line):
                self.unfinished = self.unfinished or self.last
        if self._resumes(line):
            self.last, self.unfinished = self.unfinished, []
            self.last.append(line)
        else:
            self.last = [line]
            self.paragraphs.append(self.last)

    def _is_interrupted(self, line: PageLine) -> bool:
        last = self.last[-1]
        is_over = self._is_closed() or self._fills_little(last)
        return not is_over and _changes_style(last, line)

    def _is_over(self, line: PageLine, after: PageLine) -> bool:
        """Whether a line may be the last of a paragraph."""
        return self._is_closed() or self._is_short(line, after)

    def _is_short(self, line: PageLine, after: PageLine) -> bool:
        """Whether there was room for more, what is set in having a margin of its own."""
        if not self.measures.is_short(line, after):
            return False
        lines = (*self.last[-_LOOK_BACK:], after)
        if all(self.measures.indent(each) > INDENT for each in lines):
            return line.right + after.first_word < max(each.right for each in lines)
        return True

    def _resumes(self, line: PageLine) -> bool:
        if not self.unfinished or not goes_on(line):
            return False
        last = self.unfinished[-1]
        return line.page - last.page <= 1 and not _changes_style(last, line)

    def _begins_in_column(self, line: PageLine, following: PageLine | None) -> bool:
        last = self.last[-1]
        if _changes_style(last, line):
            return True
        if goes_on(line) and not is_item(line.text):
            return False
        if self.measures.indented and self._is_first_line(line, following):
            return True
        if is_item(line.text) and self._is_over(last, line):
            return True
        return self._is_short(last, line) or (
            self._is_closed()
            and (
                (line.page > last.page and self.measures.has_room_below(last))
                or self._moves(line, following)
                or _stands_alone(line.text)
            )
        )

    def _moves(self, line: PageLine, following: PageLine | None) -> bool:
        """Whether the first line of a column is set in otherwise than the last before it."""
        shift = self.measures.indent(line) - self.measures.indent(self.last[-1])
        return self._is_first_line(line, following) or (
            shift > INDENT or (shift < -INDENT and len(self.last) > 1)
        )

    def _is_first_line(self, line: PageLine, following: PageLine | None) -> bool:
        """Whether a line is set in and the next one is not."""
        if self.measures.indent(line) <= INDENT:
            return False
        return following is None or line.left - following.left > INDENT * line.size

    def _begins(self, line: PageLine, following: PageLine | None) -> bool:
        last, measures = self.last[-1], self.measures
        if _changes_style(last, line):
            return not self._goes_on_in_other_type(line)
        if measures.is_apart(last, line):
            barely = line.base - last.base < _BARELY_APART * measures.leading(line.size)
            return not barely or is_ended(last) or not goes_on(line)
        if self._begins_item(line):
            return True
        if (line.fixed and not measures.fixed) or self._are_centred(last, line):
            return False
        shift = (line.left - last.left) / line.size
        if abs(shift) <= INDENT:
            return self._begins_below(line, following)
        moved = self._begins_further_in if shift > 0 else self._begins_further_out
        return moved(line, following)

    def _goes_on_in_other_type(self, line: PageLine) -> bool:
        """Whether a sentence goes on below, set as names of files are within running text."""
        last, measures = self.last[-1], self.measures
        if is_ended(last) or is_item(line.text) or line.turned != last.turned:
            return False
        if _changes_weight(last, line) or measures.is_short(last, line):
            return False
        larger = max(last.size, line.size)
        leading = measures.leading(larger)
        return (
            min(last.size, line.size) >= _NEARLY_AS_LARGE * larger
            and abs(line.left - last.left) <= INDENT * larger
            and abs(line.base - last.base - leading) <= _SAME_LEADING * leading
        )

    def _begins_item(self, line: PageLine) -> bool:
        return is_item(line.text) and (
            line.text[0] in BULLETS or self._is_over(self.last[-1], line)
        )

    def _are_centred(self, line: PageLine, after: PageLine) -> bool:
        frame = self.measures.frame(line)
        middle = frame.left + frame.right
        return all(
            abs(each.left + each.right - middle) < each.size and self.measures.indent(each) > INDENT
            for each in (line, after)
        )

    def _begins_further_in(self, line: PageLine, following: PageLine | None) -> bool:
        """A first line that is set in, or a quotation; else an item or a note hangs out."""
        last = self.last[-1]
        if is_item(self.last[0].text):
            is_second_line = len(self.last) == 1 and not self.measures.is_short(last, line)
            if is_second_line or not self._is_first_line(line, following):
                return False
        return self._is_over(last, line) or (self.measures.indented and is_ended(last))

    def _begins_further_out(self, line: PageLine, _: PageLine | None) -> bool:
        """The second line of what began set in, or what follows a quotation or an item."""
        last = self.last[-1]
        if len(self.last) == 1:
            return is_ended(last) and self._is_short(last, line)
        return is_ended(last) or not goes_on(line)

    def _begins_below(self, line: PageLine, following: PageLine | None) -> bool:
        """Where two lines begin at one place, and no gap is between them."""
        if goes_on(line):
            return False
        last, measures = self.last[-1], self.measures
        set_in = measures.indent(last) > INDENT
        if measures.indented and set_in and self._begins_set_in(line, following):
            return True
        if not measures.is_short(last, line):
            return False
        above = " ".join(each.text for each in self.last[-_FEW_LINES:])
        if _stands_alone(line.text) or (len(self.last) <= _FEW_LINES and _stands_alone(above)):
            return True
        has_signs = measures.spaced or (measures.indented and not set_in)
        return not has_signs and self._ends_short(line)

    def _begins_set_in(self, line: PageLine, following: PageLine | None) -> bool:
        """Whether one first line follows another, as in talk."""
        if following and self._is_first_line(line, following):
            return len(self.last) == 1 or is_ended(self.last[-1])
        is_block = following is not None and goes_on(following)
        return self.measures.begins_set_in(line) and not is_block

    def _ends_short(self, line: PageLine) -> bool:
        last = self.last[-1]
        return self._is_short(last, line) and (self._is_closed() or self._fills_little(last))

    def _fills_little(self, line: PageLine) -> bool:
        frame = self.measures.frame(line)
        return line.right - frame.left < _HALF * (frame.right - frame.left)

    def _is_closed(self) -> bool:
        """Whether the last paragraph ends as a sentence does, or with the bracket it opened."""
        first, last = self.last[0].text, self.last[-1]
        return is_ended(last) or first[0] + last.text[-1] in _BRACKETS


def _stands_alone(text: str) -> bool:
    """Whether a short paragraph is a byline, a date, an advertisement or the like."""
    is_header = parse_header(text, below_title=True) is not None
    return is_header or is_boilerplate(text) or is_caption(text)


def _changes_style(line: PageLine, after: PageLine) -> bool:
    """Whether two lines are of other type, and not only a few words of one of them."""
    if not is_same_size(line, after) or line.fixed != after.fixed:
        return True
    if line.turned != after.turned:
        return True
    return _changes_weight(line, after)


def _changes_weight(line: PageLine, after: PageLine) -> bool:
    return line.ends_bold != after.starts_bold and _is_bold(line) != _is_bold(after)


def _is_bold(line: PageLine) -> bool:
    return line.bold and line.starts_bold and line.ends_bold
