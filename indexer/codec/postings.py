"""The postings of a segment: where each stem occurs, how often, at which words, in which form.

Stems are numbered in their order; the postings of stem t are those from firsts[t] to
firsts[t + 1], in the order of their documents, and so are the tokens of the postings.

| array | dtype | item |
|---|---|---|
| firsts | uint32 | stem: its first posting |
| documents | uint16, uint32 | posting: its document |
| impacts | uint8 | posting: the most it can add to a score, see `impacts.py` |
| token_lows | uint8 | posting, and one more: the low bits of the number of its first token |
| token_bases | uint64 | each 32nd posting: that number in full |
| wide.postings, wide.starts | | postings whose first token is 256 or more from the base |
| heavy.postings, heavy.frequencies | | postings of 256 tokens or more, and how many |
| titled.postings, titled.frequencies | | postings whose stem is in the title too, and how often |
| titles.documents, titles.frequencies | | stem: paragraphs that have it in the title only |
| titles.firsts | uint32 | stem: the first of those |
| positions | uint8, uint16 | token: the place of the word in its paragraph |
| far.tokens, far.positions | | tokens at places beyond that |
| forms | uint8, … | token of a stem with several forms: which of them |
| form_tokens | uint64 | stem: its first item in `forms` |
| champions.stems, champions.ranks | | frequent stems, and their 64 postings of most impact |
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.codec.ranges import concatenated, offsets, run_starts, smallest

if TYPE_CHECKING:
    import numpy.typing as npt

    from pincite.indexer.codec.arrays import ArrayFile, ArrayFileWriter, ArrayStream
    from pincite.indexer.codec.impacts import Impacts

    Numbers = npt.NDArray[np.int64]
    Integers = npt.NDArray[np.integer[Any]]

CHAMPIONS = 64
CHAMPIONS_FROM = 1024

_BLOCK = 32
_FAR_SHARE = 0.005


@dataclass(frozen=True)
class Tokens:
    """Words of paragraphs, grouped by stem, then by document, in the order of the text.

    Attributes:
        stems, documents, positions, forms: integers[n], of each word.
    """

    stems: Integers
    documents: Integers
    positions: Integers
    forms: Integers

    def at(self, places: Numbers) -> Tokens:
        """Some of them, as int64."""
        return Tokens(
            self.stems[places].astype(np.int64, copy=False),
            self.documents[places].astype(np.int64, copy=False),
            self.positions[places].astype(np.int64, copy=False),
            self.forms[places].astype(np.int64, copy=False),
        )


@dataclass(frozen=True)
class Titled:
    """Stems in the titles of paragraphs.

    Attributes:
        keys: int64[n], stem << 32 | document, ascending.
        frequencies: int64[n], how often.
    """

    keys: Numbers
    frequencies: Numbers

    def split(self, keys: Numbers) -> tuple[Numbers, Titled]:
        """How often for each of `keys`, which ascend, and what is left of them."""
        found = np.zeros(len(keys), np.int64)
        if not len(self.keys) or not len(keys):
            return found, self
        places = np.searchsorted(keys, self.keys)
        places[places == len(keys)] = 0
        there = keys[places] == self.keys
        found[places[there]] = self.frequencies[there]
        return found, Titled(self.keys[~there], self.frequencies[~there])


@dataclass(frozen=True)
class Shape:
    """What has to be known of a segment before its postings are written.

    Attributes:
        documents: how many there are.
        forms: int64[t + 1], the first surface form of each stem, and how many there are.
        longest: words of the longest paragraph.
        far_share: the share of words at places beyond 255.
    """

    documents: int
    forms: Numbers
    longest: int
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
        self._form_counts = np.diff(shape.forms)
        self._position_limit = int(np.iinfo(shape.position_type()).max)
        self._document_type = smallest(max(shape.documents - 1, 256))
        self.surface_frequencies = np.zeros(int(shape.forms[-1]), np.int64)
        self._posting_counts = np.zeros(len(self._form_counts), np.int64)
        self._token_counts = np.zeros(len(self._form_counts), np.int64)
        self._title_counts = np.zeros(len(self._form_counts), np.int64)
        self._base = 0
        self._streams: dict[str, ArrayStream] = {}
        for name, dtype in (
            ("documents", self._document_type),
            ("impacts", np.uint8),
            ("token_lows", np.uint8),
            ("token_bases", np.uint64),
            ("wide.postings", np.uint32),
            ("wide.starts", np.uint64),
            ("heavy.postings", np.uint32),
            ("heavy.frequencies", np.uint32),
            ("titled.postings", np.uint32),
            ("titled.frequencies", np.uint16),
            ("titles.documents", self._document_type),
            ("titles.frequencies", np.uint16),
            ("positions", shape.position_type()),
            ("far.tokens", np.uint32),
            ("far.positions", np.uint32),
            ("forms", smallest(int(self._form_counts.max(initial=1)) - 1)),
            ("champions.stems", np.uint32),
            ("champions.ranks", np.uint32),
        ):
            self._streams[name] = writer.stream(name, dtype)

    def add(self, tokens: Tokens, titled: Titled) -> None:
        """Write all tokens of some stems, which come after those written before."""
        starts = run_starts(tokens.stems, tokens.documents)
        stems, documents = tokens.stems[starts], tokens.documents[starts]
        in_title, only_in_title = titled.split(stems << 32 | documents)
        self._add_titles(only_in_title)
        if not len(starts):
            return
        worth = self._impacts.of(tokens, starts, in_title)
        self._add_champions(stems, worth)
        self._add_titled(in_title)
        self._add_token_starts(starts)
        self._add_heavy(np.diff(starts, append=len(tokens.stems)))
        self._add_positions(tokens)
        self._add_forms(tokens)
        self._append("documents", documents)
        self._append("impacts", self._impacts.quantised(worth))
        self._posting_counts += np.bincount(stems, minlength=len(self._posting_counts))
        self._token_counts += np.bincount(tokens.stems, minlength=len(self._token_counts))

    def finish(self) -> None:
        """Write what is known only in the end."""
        self._append("token_lows", np.array([self._tokens & 255]))
        if self._postings % _BLOCK == 0:
            self._append("token_bases", np.array([self._tokens]))
        elif self._tokens - self._base > 255:
            self._append("wide.postings", np.array([self._postings]))
            self._append("wide.starts", np.array([self._tokens]))
        self._writer.add("titles.firsts", offsets(self._title_counts).astype(np.uint32))
        self._writer.add("firsts", offsets(self._posting_counts).astype(np.uint32))
        varied = np.where(self._form_counts > 1, self._token_counts, 0)
        self._writer.add("form_tokens", offsets(varied).astype(np.uint64))

    @property
    def _postings(self) -> int:
        return self._streams["documents"].count

    @property
    def _tokens(self) -> int:
        return self._streams["positions"].count

    def _append(self, name: str, items: npt.NDArray[Any]) -> None:
        stream = self._streams[name]
        stream.append(items.astype(stream.dtype, copy=False))

    def _add_champions(self, stems: Numbers, worth: npt.NDArray[np.float64]) -> None:
        firsts = run_starts(stems)
        ends = np.append(firsts[1:], len(stems))
        for first, end in zip(firsts.tolist(), ends.tolist(), strict=True):
            if end - first >= CHAMPIONS_FROM:
                ranks = np.argsort(-worth[first:end], kind="stable")[:CHAMPIONS]
                self._append("champions.stems", stems[first : first + 1])
                self._append("champions.ranks", ranks)

    def _add_titled(self, in_title: Numbers) -> None:
        there = np.flatnonzero(in_title)
        self._append("titled.postings", there + self._postings)
        self._append("titled.frequencies", np.minimum(in_title[there], 65535))

    def _add_titles(self, titled: Titled) -> None:
        self._append("titles.documents", titled.keys & 0xFFFFFFFF)
        self._append("titles.frequencies", np.minimum(titled.frequencies, 65535))
        counts = np.bincount(titled.keys >> 32, minlength=len(self._title_counts))
        self._title_counts += counts

    def _add_token_starts(self, starts: Numbers) -> None:
        numbers = starts + self._tokens
        postings = np.arange(self._postings, self._postings + len(starts))
        is_base = postings % _BLOCK == 0
        bases = np.concatenate([[self._base], numbers[is_base]])
        wide = np.flatnonzero(numbers - bases[np.cumsum(is_base)] > 255)
        self._append("wide.postings", postings[wide])
        self._append("wide.starts", numbers[wide])
        self._append("token_lows", numbers & 255)
        self._append("token_bases", numbers[is_base])
        self._base = int(bases[-1])

    def _add_heavy(self, frequencies: Numbers) -> None:
        heavy = np.flatnonzero(frequencies > 255)
        self._append("heavy.postings", heavy + self._postings)
        self._append("heavy.frequencies", frequencies[heavy])

    def _add_positions(self, tokens: Tokens) -> None:
        far = np.flatnonzero(tokens.positions > self._position_limit)
        self._append("far.tokens", far + self._tokens)
        self._append("far.positions", tokens.positions[far])
        self._append("positions", np.minimum(tokens.positions, self._position_limit))

    def _add_forms(self, tokens: Tokens) -> None:
        varied = self._form_counts[tokens.stems] > 1
        self._append("forms", tokens.forms[varied])
        keys = (self._shape.forms[tokens.stems] + tokens.forms) << 32 | tokens.documents
        keys = np.sort(keys)
        slots = keys[run_starts(keys)] >> 32
        self.surface_frequencies += np.bincount(slots, minlength=len(self.surface_frequencies))


class PostingsReader:
    """Reads the postings of a segment."""

    def __init__(self, arrays: ArrayFile) -> None:
        """Read them from the file of the segment."""
        self.firsts = arrays["firsts"]
        self.documents = arrays["documents"]
        self.impacts = arrays["impacts"]
        self._lows = arrays["token_lows"]
        self._bases = arrays["token_bases"]
        self._wide = arrays["wide.postings"]
        self._wide_starts = arrays["wide.starts"]
        self._heavy = arrays["heavy.postings"]
        self._heavy_frequencies = arrays["heavy.frequencies"]
        self._titled = arrays["titled.postings"]
        self._titled_frequencies = arrays["titled.frequencies"]
        self._title_firsts = arrays["titles.firsts"]
        self._title_documents = arrays["titles.documents"]
        self._title_frequencies = arrays["titles.frequencies"]
        self._positions = arrays["positions"]
        self._far = arrays["far.tokens"]
        self._far_positions = arrays["far.positions"]
        self._forms = arrays["forms"]
        self._form_tokens = arrays["form_tokens"]
        self._champions = arrays["champions.stems"]
        self._champion_ranks = arrays["champions.ranks"]

    def range(self, stem: int) -> tuple[int, int]:
        """The first posting of a stem, and the first behind its last."""
        return int(self.firsts[stem]), int(self.firsts[stem + 1])

    def champions(self, stem: int) -> Numbers | None:
        """The postings of most impact, the first first; None for a stem that is not frequent."""
        place = int(self._champions.searchsorted(np.uint32(stem)))
        if place == len(self._champions) or int(self._champions[place]) != stem:
            return None
        ranks = self._champion_ranks[place * CHAMPIONS : (place + 1) * CHAMPIONS]
        return ranks + np.int64(self.firsts[stem])

    def token_starts(self, postings: Numbers) -> Numbers:
        """The number of the first token of each posting."""
        bases = self._bases[postings >> 5]
        starts = bases.view(np.int64) + (self._lows[postings] - bases.astype(np.uint8))
        if len(self._wide):
            places = self._wide.searchsorted(postings.astype(np.uint32))
            places[places == len(self._wide)] = 0
            there = self._wide[places] == postings
            starts[there] = self._wide_starts[places[there]]
        return starts

    def frequencies(self, postings: Numbers) -> Numbers:
        """How often the stem occurs in the text, for each posting."""
        frequencies = (self._lows[postings + 1] - self._lows[postings]).astype(np.int64)
        if len(self._heavy):
            places = self._heavy.searchsorted(postings.astype(np.uint32))
            places[places == len(self._heavy)] = 0
            there = self._heavy[places] == postings
            frequencies[there] = self._heavy_frequencies[places[there]]
        return frequencies

    def title_frequencies(self, stem: int, postings: Numbers) -> Numbers | None:
        """How often the stem occurs in the title; None where it does so nowhere."""
        first, end = self._titled.searchsorted(self.firsts[stem : stem + 2])
        if first == end:
            return None
        titled = self._titled[first:end]
        places = titled.searchsorted(postings.astype(np.uint32))
        places[places == len(titled)] = 0
        there = titled[places] == postings
        return np.where(there, self._titled_frequencies[first:end][places], 0).astype(np.int64)

    def titles(self, stem: int) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
        """The documents that have the stem in the title only, ascending, and how often."""
        first, end = self._title_firsts[stem : stem + 2].tolist()
        return self._title_documents[first:end], self._title_frequencies[first:end]

    def positions(self, postings: Numbers) -> tuple[Numbers, Numbers]:
        """How many words of each posting there are, and the places of them all."""
        starts = self.token_starts(postings)
        counts = self.frequencies(postings)
        tokens = concatenated(starts, counts)
        return counts, self._places(tokens)

    def form_positions(self, stem: int, form: int, postings: Numbers) -> tuple[Numbers, Numbers]:
        """As `positions`, of one form of the stem only."""
        starts = self.token_starts(postings)
        counts = self.frequencies(postings)
        tokens = concatenated(starts, counts)
        first = int(self._form_tokens[stem])
        if first == int(self._form_tokens[stem + 1]):
            return counts, self._places(tokens)
        own = int(self.token_starts(self.firsts[stem : stem + 1].astype(np.int64))[0])
        there = self._forms[tokens + (first - own)] == form
        owners = np.repeat(np.arange(len(postings)), counts)[there]
        return np.bincount(owners, minlength=len(postings)), self._places(tokens[there])

    def tokens(self, first_stem: int, end_stem: int) -> Tokens:
        """All tokens of some stems, in order."""
        first, end = int(self.firsts[first_stem]), int(self.firsts[end_stem])
        postings = np.arange(first, end + 1)
        starts = self.token_starts(postings)
        counts = np.diff(starts)
        spread = np.diff(self.firsts[first_stem : end_stem + 1].astype(np.int64))
        stems = np.repeat(np.repeat(np.arange(first_stem, end_stem), spread), counts)
        numbers = np.arange(int(starts[0]), int(starts[-1]))
        return Tokens(
            stems,
            np.repeat(self.documents[first:end].astype(np.int64), counts),
            self._places(numbers),
            self._all_forms(stems, first_stem, end_stem),
        )

    def titled(self, first_stem: int, end_stem: int) -> Titled:
        """What is known of the titles for the postings of some stems."""
        limits = self.firsts[[first_stem, end_stem]]
        first, end = self._titled.searchsorted(limits)
        postings = self._titled[first:end].astype(np.int64)
        stems = self.firsts.searchsorted(self._titled[first:end], "right") - 1
        in_both = stems.astype(np.int64) << 32 | self.documents[postings].astype(np.int64)
        firsts = self._title_firsts[first_stem : end_stem + 1].astype(np.int64)
        stems = np.repeat(np.arange(first_stem, end_stem), np.diff(firsts))
        only = stems << 32 | self._title_documents[firsts[0] : firsts[-1]].astype(np.int64)
        keys = np.concatenate([in_both, only])
        frequencies = np.concatenate(
            [self._titled_frequencies[first:end], self._title_frequencies[firsts[0] : firsts[-1]]]
        )
        order = np.argsort(keys)
        return Titled(keys[order], frequencies[order].astype(np.int64))

    def _all_forms(self, stems: Numbers, first_stem: int, end_stem: int) -> Numbers:
        first, end = int(self._form_tokens[first_stem]), int(self._form_tokens[end_stem])
        is_varied = self._form_tokens[1:] > self._form_tokens[:-1]
        forms = np.zeros(len(stems), np.int64)
        forms[is_varied[stems]] = self._forms[first:end]
        return forms

    def _places(self, tokens: Numbers) -> Numbers:
        places = self._positions[tokens].astype(np.int64)
        if len(self._far):
            found = self._far.searchsorted(tokens.astype(np.uint32))
            found[found == len(self._far)] = 0
            there = self._far[found] == tokens
            places[there] = self._far_positions[found[there]]
        return places
