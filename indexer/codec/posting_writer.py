"""Writes the postings of a segment, in the arrays that `postings.py` and `word_forms.py` list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.codec.postings import BLOCK_BITS, CHAMPIONS
from pincite.indexer.codec.ranges import offsets, run_starts, smallest
from pincite.indexer.codec.word_forms import FormsWriter

if TYPE_CHECKING:
    import numpy.typing as npt

    from pincite.indexer.codec.arrays import ArrayFileWriter, ArrayStream
    from pincite.indexer.codec.impacts import Impacts
    from pincite.indexer.codec.postings import Titled, Tokens

    Numbers = npt.NDArray[np.int64]
    Integers = npt.NDArray[np.integer[Any]]

# A stem has champions from this many postings on.
CHAMPIONS_FROM = 1024

_BLOCK = 1 << BLOCK_BITS
_FAR_SHARE = 0.005


@dataclass(frozen=True)
class Shape:
    """What has to be known of a segment before its postings are written.

    Attributes:
        documents: how many there are.
        words: how many are in their texts.
        forms: int64[t + 1], the first surface form of each stem, and how many there are.
        longest: words of the longest paragraph.
        longest_title: words of the longest title, with the heading under it.
        far_share: the share of words at places beyond 255.
    """

    documents: int
    words: int
    forms: Numbers
    longest: int
    longest_title: int
    far_share: float

    def position_type(self) -> npt.DTypeLike:
        """The type of positions: most fit, the others are listed."""
        if self.longest <= 256 or self.far_share <= _FAR_SHARE:
            return np.uint8
        return np.uint16


class PostingsWriter:
    """Adds the postings of one stem after another to a file of arrays."""

    def __init__(self, writer: ArrayFileWriter, shape: Shape, impacts: Impacts) -> None:
        """Write to `writer` the postings of a segment of that shape."""
        self._writer = writer
        self._shape = shape
        self._impacts = impacts
        self._forms = FormsWriter(writer, shape.forms)
        self._position_limit = int(np.iinfo(shape.position_type()).max)
        self._document_type = smallest(max(shape.documents - 1, 256))
        self.surface_frequencies = np.zeros(int(shape.forms[-1]), np.int64)
        self._form_counts = np.diff(shape.forms)
        self._posting_counts = np.zeros(len(shape.forms) - 1, np.int64)
        self._title_counts = np.zeros(len(shape.forms) - 1, np.int64)
        self._base = 0
        self._streams: dict[str, ArrayStream] = {}
        for name, dtype in (
            ("documents", self._document_type),
            ("impacts", np.uint8),
            ("token_lows", np.uint8),
            ("token_bases", smallest(shape.words)),
            ("wide.postings", np.uint32),
            ("wide.starts", smallest(shape.words)),
            ("heavy.postings", np.uint32),
            ("heavy.frequencies", np.uint32),
            ("titled.postings", np.uint32),
            ("titled.frequencies", smallest(shape.longest_title)),
            ("titles.documents", self._document_type),
            ("titles.frequencies", smallest(shape.longest_title)),
            ("positions", shape.position_type()),
            ("far.tokens", np.uint32),
            ("far.positions", np.uint32),
            ("champions.stems", np.uint32),
            ("champions.ranks", self._document_type),
        ):
            self._streams[name] = writer.stream(name, dtype)

    def add(self, tokens: Tokens, titled: Titled) -> None:
        """Write all tokens of some stems, which come after those written before."""
        starts = run_starts(tokens.stems, tokens.documents)
        stems = tokens.stems[starts].astype(np.int64)
        documents = tokens.documents[starts].astype(np.int64)
        in_title, only_in_title = titled.split(stems << 32 | documents)
        self._add_titles(only_in_title)
        if not len(starts):
            return
        worth = self._impacts.of(tokens, starts, in_title)
        self._add_champions(stems, worth)
        self._add_titled(in_title)
        self._add_token_starts(starts)
        self._add_heavy(np.diff(starts, append=len(tokens.stems)))
        self._count_forms(tokens)
        self._forms.add(tokens.stems, tokens.forms, self._tokens)
        self._add_positions(tokens)
        self._streams["documents"].append(documents)
        self._streams["impacts"].append(self._impacts.quantised(worth))
        self._posting_counts += np.bincount(stems, minlength=len(self._posting_counts))

    def finish(self) -> None:
        """Write what is known only in the end."""
        single = np.flatnonzero(self._form_counts == 1)
        self.surface_frequencies[self._shape.forms[single]] = self._posting_counts[single]
        self._streams["token_lows"].append(np.array([self._tokens & 255]))
        if self._postings % _BLOCK == 0:
            self._streams["token_bases"].append(np.array([self._tokens]))
        elif self._tokens - self._base > 255:
            self._streams["wide.postings"].append(np.array([self._postings]))
            self._streams["wide.starts"].append(np.array([self._tokens]))
        titled = np.flatnonzero(self._title_counts)
        self._writer.add("titles.stems", titled.astype(np.uint32))
        self._writer.add("titles.firsts", offsets(self._title_counts[titled]).astype(np.uint32))
        self._writer.add("firsts", offsets(self._posting_counts).astype(np.uint32))

    @property
    def _postings(self) -> int:
        return self._streams["documents"].count

    @property
    def _tokens(self) -> int:
        return self._streams["positions"].count

    def _add_champions(self, stems: Integers, worth: npt.NDArray[np.float64]) -> None:
        firsts = run_starts(stems)
        ends = np.append(firsts[1:], len(stems))
        frequent = ends - firsts >= CHAMPIONS_FROM
        self._streams["champions.stems"].append(stems[firsts[frequent]])
        for first, end in zip(firsts[frequent].tolist(), ends[frequent].tolist(), strict=True):
            self._streams["champions.ranks"].append(_best(worth[first:end], CHAMPIONS))

    def _add_titled(self, in_title: Numbers) -> None:
        there = np.flatnonzero(in_title)
        self._streams["titled.postings"].append(there + self._postings)
        self._streams["titled.frequencies"].append(in_title[there])

    def _add_titles(self, titled: Titled) -> None:
        self._streams["titles.documents"].append(titled.keys & 0xFFFFFFFF)
        self._streams["titles.frequencies"].append(titled.frequencies)
        counts = np.bincount(titled.keys >> 32, minlength=len(self._title_counts))
        self._title_counts += counts

    def _add_token_starts(self, starts: Numbers) -> None:
        numbers = starts + self._tokens
        postings = np.arange(self._postings, self._postings + len(starts))
        is_base = postings % _BLOCK == 0
        bases = np.concatenate([[self._base], numbers[is_base]])
        wide = np.flatnonzero(numbers - bases[np.cumsum(is_base)] > 255)
        self._streams["wide.postings"].append(postings[wide])
        self._streams["wide.starts"].append(numbers[wide])
        self._streams["token_lows"].append(numbers & 255)
        self._streams["token_bases"].append(numbers[is_base])
        self._base = int(bases[-1])

    def _add_heavy(self, frequencies: Numbers) -> None:
        heavy = np.flatnonzero(frequencies > 255)
        self._streams["heavy.postings"].append(heavy + self._postings)
        self._streams["heavy.frequencies"].append(frequencies[heavy])

    def _add_positions(self, tokens: Tokens) -> None:
        far = np.flatnonzero(tokens.positions > self._position_limit)
        self._streams["far.tokens"].append(far + self._tokens)
        self._streams["far.positions"].append(tokens.positions[far])
        self._streams["positions"].append(np.minimum(tokens.positions, self._position_limit))

    def _count_forms(self, tokens: Tokens) -> None:
        varied = np.flatnonzero(self._form_counts[tokens.stems] > 1)
        stems, forms = tokens.stems[varied], tokens.forms[varied]
        keys = (self._shape.forms[stems] + forms) << 32 | tokens.documents[varied]
        keys.sort()
        slots = keys[run_starts(keys)] >> 32
        self.surface_frequencies += np.bincount(slots, minlength=len(self.surface_frequencies))


def _best(worth: npt.NDArray[np.float64], count: int) -> Numbers:
    """The places of the highest, highest first; of equals the first."""
    least = np.partition(worth, -count)[-count]
    chosen = np.flatnonzero(worth >= least)
    return chosen[np.argsort(-worth[chosen], kind="stable")[:count]]
