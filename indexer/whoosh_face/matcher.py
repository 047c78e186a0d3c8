"""Whoosh's matcher of one term: it goes through the postings, and skips whole blocks of them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.system import pack_uint

from pincite.indexer.whoosh_face.postings import BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whoosh.formats import Format
    from whoosh.scoring import BaseScorer

    from pincite.indexer.whoosh_face.postings import TermPostings


class TermMatcher(LeafMatcher):  # type: ignore[misc]
    """Stands at one posting after another."""

    def __init__(
        self,
        postings: TermPostings,
        format_: Format,
        term: tuple[str, bytes],
        scorer: BaseScorer | None,
    ) -> None:
        """Stand at the first of `postings`.

        Args:
            postings: where the term occurs.
            format_: Whoosh's format of the field.
            term: the field's name, and the term.
            scorer: what scores a posting; None where no score is asked for.
        """
        self.format = format_
        self.scorer = scorer
        self._term = term
        self._postings = postings
        self._blocks = postings.blocks
        self._count = len(self._blocks.last_documents)
        self._block = 0
        self._place = 0
        self._is_active = True
        self._go_to(0)

    def copy(self) -> TermMatcher:
        """Another one that stands where this one does."""
        other = TermMatcher(self._postings, self.format, self._term, self.scorer)
        other._go_to(self._block)
        other._place, other._is_active = self._place, self._is_active
        return other

    def is_active(self) -> bool:
        """Whether it stands at a posting."""
        return self._is_active

    def reset(self) -> None:
        """Go back to the first posting."""
        self._is_active = True
        self._go_to(0)

    def id(self) -> int:
        """The document."""
        return self._documents()[self._place]

    def all_ids(self) -> Iterator[int]:
        """All documents, wherever it stands."""
        return iter(self._postings.documents.tolist())

    def next(self) -> bool:
        """Go to the next posting; whether a new block begins there.

        Raises:
            ReadTooFar: it stands at none.
        """
        self._check()
        self._place += 1
        if self._place < len(self._documents()):
            return False
        self._go_to(self._block + 1)
        return True

    def skip_to(self, id: int) -> None:  # noqa: A002 - Whoosh's name
        """Go to the first posting from here on whose document is `id` or comes after it.

        Raises:
            ReadTooFar: it stands at none.
        """
        self._check()
        block = bisect_left(self._blocks.last_documents, id, self._block)
        if block != self._block:
            self._go_to(block)
        if self.is_active():
            self._place = bisect_left(self._documents(), id, self._place)

    def skip_to_quality(self, minquality: float) -> int:
        """Go to the first block from here on that may beat a score; how many were skipped."""
        skipped = 0
        while self.is_active() and self.block_quality() <= minquality:
            self._go_to(self._block + 1)
            skipped += 1
        return skipped

    def weight(self) -> float:
        """How often the term occurs."""
        return float(self._frequencies()[self._place])

    def value(self) -> bytes:
        """The posting as Whoosh's own codec stores it."""
        positions = self._positions()
        if positions is None:
            return b"" if self.format.fixed_value_size() == 0 else pack_uint(int(self.weight()))
        encoded: bytes = self.format.encode(positions)
        return encoded

    def value_as(self, astype: str) -> Any:
        """The posting as "positions", "frequency" or what else the format knows."""
        positions = self._positions() if astype == "positions" else None
        return super().value_as(astype) if positions is None else positions

    def block_min_id(self) -> int:
        """The first document of the block."""
        return self._documents()[0]

    def block_max_id(self) -> int:
        """The last document of the block."""
        return self._blocks.last_documents[self._block]

    def block_min_length(self) -> int:
        """The length of the shortest field in the block."""
        return self._blocks.shortest[self._block]

    def block_max_length(self) -> int:
        """The length of the longest field in the block."""
        return self._blocks.longest[self._block]

    def block_max_weight(self) -> float:
        """How often the term occurs in the document of the block where it does most."""
        return float(self._blocks.most[self._block])

    def _check(self) -> None:
        if not self.is_active():
            raise ReadTooFar

    def _go_to(self, block: int) -> None:
        if block == self._count:
            # It stays where it was: Whoosh's AndMaybe and others ask for a document even so.
            self._is_active = False
            return
        self._block = block
        self._place = 0
        self._block_documents: list[int] | None = None
        self._block_frequencies: list[int] | None = None
        self._block_positions: list[list[int]] | None = None

    def _documents(self) -> list[int]:
        if self._block_documents is None:
            self._block_documents = self._postings.documents[self._slice()].tolist()
        return self._block_documents

    def _frequencies(self) -> list[int]:
        if self._block_frequencies is None:
            self._block_frequencies = self._postings.frequencies[self._slice()].tolist()
        return self._block_frequencies

    def _positions(self) -> list[int] | None:
        """Those of the posting; None in a field that has none."""
        if self._postings.positions_of is None:
            return None
        if self._block_positions is None:
            part = self._slice()
            self._block_positions = self._postings.positions_of(part.start, part.stop)
        return self._block_positions[self._place]

    def _slice(self) -> slice:
        first = self._block * BLOCK
        return slice(first, min(first + BLOCK, len(self._postings)))
