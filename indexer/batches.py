"""Many texts to numbered words: what `tokenize` finds, a batch of texts at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.analysis import tokenize
from pincite.indexer.classes import Alphabet, form_spans
from pincite.indexer.forms import FormTable, Windows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from pincite.indexer.classes import Codes

    _Answer = list[tuple[int, int]]  # number and offset of each token in a form

_BATCH = 1 << 18  # characters
_LONGEST = 128  # bytes of a form that is remembered


@dataclass(frozen=True)
class TokenBatch:
    """The words of some texts, one text after the other.

    Attributes:
        surfaces: uint32[n], number of each token's surface form in the vocabulary.
        counts: int64[number of texts], how many tokens each text has.
        starts: uint32[n], offset of each token's first character in its text.
    """

    surfaces: NDArray[np.uint32]
    counts: NDArray[np.int64]
    starts: NDArray[np.uint32]


class Analyzer:
    """Texts to numbered surface forms: those that `tokenize` finds, at the same places.

    A text is cut wherever `tokenize` surely begins anew. What lies between two cuts is a
    form, nearly always one word as it was written: `tokenize` is asked about it once and its
    answer remembered. About a form that is not one word, or very long, it is asked each time.

    Attributes:
        surfaces: the vocabulary: surface forms by their numbers, in order of first appearance.
    """

    def __init__(self) -> None:
        self.surfaces: list[str] = []
        self._numbers: dict[str, int] = {}
        self._alphabet = Alphabet()
        # By bytes per character: the same bytes are one form in single ones, another in fours.
        self._tables = {1: FormTable(), 4: FormTable()}

    def analyze(self, texts: Sequence[str]) -> TokenBatch:
        """The tokens of all texts; any string is a text, lone surrogates included."""
        batches = [self._analyze(batch) for batch in _batches(texts)]
        return TokenBatch(
            np.concatenate([np.zeros(0, np.uint32), *(batch.surfaces for batch in batches)]),
            np.concatenate([np.zeros(0, np.int64), *(batch.counts for batch in batches)]),
            np.concatenate([np.zeros(0, np.uint32), *(batch.starts for batch in batches)]),
        )

    def _analyze(self, texts: Sequence[str]) -> TokenBatch:
        # NUL is a break, whether it stands between the texts or in them. Two at the beginning
        # and eight at the end keep neighbours and windows within the array.
        joined = "\0".join(["\0", *texts, "\0" * 8])
        surfaces, starts = self._tokens(joined)
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        begins = 1 + np.cumsum(lengths + 1) - lengths
        counts = np.diff(np.searchsorted(starts, np.append(begins, len(joined))))
        starts = starts - np.repeat(begins, counts)
        return TokenBatch(surfaces, counts, starts.astype(np.uint32))

    def _tokens(self, text: str) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Number of the surface form and start of each token."""
        codes = _codes(text)
        classes = self._alphabet.classify(codes)
        codes = self._alphabet.narrow(codes, classes)
        width = codes.itemsize
        starts, ends = form_spans(classes)
        sizes = (ends - starts) * width
        windows = Windows.cut(codes.view(np.uint8), starts * width, np.minimum(sizes, _LONGEST))
        surfaces, known = self._tables[width].find(windows)
        known &= sizes <= _LONGEST
        if known.all():
            return surfaces, starts

        rows = np.flatnonzero(~known)
        spans = zip(starts[rows].tolist(), ends[rows].tolist(), strict=True)
        answers, words = self._ask([text[start:end] for start, end in spans], _LONGEST // width)
        new = np.zeros(len(starts), np.bool_)
        new[rows[list(words)]] = True
        self._tables[width].add(windows.where(new), np.array(list(words.values()), np.uint32))
        return _answered(surfaces, starts, rows, answers)

    def _ask(self, forms: list[str], longest: int) -> tuple[list[_Answer], dict[int, int]]:
        """What `tokenize` finds in forms.

        Returns:
            The answers; and of those to remember, by their places among the forms, the number
            of the word that they are.
        """
        answers: dict[str, _Answer] = {}
        words = {}
        for place, form in enumerate(forms):
            if form not in answers:
                answers[form] = [(self._number(word), start) for word, start, _ in tokenize(form)]
                match answers[form]:
                    case [(number, 0)] if len(form) <= longest:
                        words[place] = number
        return [answers[form] for form in forms], words

    def _number(self, surface: str) -> int:
        number = self._numbers.setdefault(surface, len(self.surfaces))
        if number == len(self.surfaces):
            self.surfaces.append(surface)
        return number


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """As many texts at a time as make a batch, at least one."""
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1)
    start = done = 0
    while start < len(texts):
        end = max(start + 1, int(np.searchsorted(ends, done + _BATCH, "right")))
        yield texts[start:end]
        start, done = end, int(ends[end - 1])


def _answered(
    surfaces: NDArray[np.uint32],
    starts: NDArray[np.int64],
    rows: NDArray[np.int64],
    answers: list[_Answer],
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Surfaces and starts with the tokens of the answers, however many, in place of the rows."""
    counts = np.fromiter(map(len, answers), np.int64, len(answers))
    if np.any(counts != 1):
        copies = np.ones(len(starts), np.int64)
        copies[rows] = counts
        surfaces, starts = np.repeat(surfaces, copies), np.repeat(starts, copies)
        # An answer begins where its row did, moved by what those before it have beyond one token.
        moved = np.repeat(rows - np.arange(len(rows)), counts)
        rows = moved + np.arange(len(moved))
    surfaces[rows] = [number for tokens in answers for number, _ in tokens]
    starts[rows] += np.array([offset for tokens in answers for _, offset in tokens], np.int64)
    return surfaces, starts


def _codes(text: str) -> Codes:
    """The code points, in single bytes if they fit."""
    try:
        return np.frombuffer(text.encode("latin-1"), np.uint8)
    except UnicodeEncodeError:
        return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
