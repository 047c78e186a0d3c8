"""What of a hit needs its text: read, highlighted and cut when it is first asked for."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from pincite.indexer.damage import telling_damage
from pincite.search.hits.graphemes import whole
from pincite.search.hits.highlight import Highlighter
from pincite.search.hits.snippet import Weights, best_window, cut
from pincite.search.hits.spans import merge
from pincite.search.hits.values import Hit, beside

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pincite.indexer.articles import Paragraph
    from pincite.search.hits.highlight import Sought
    from pincite.search.snapshot import Snapshot


class Reading:
    """Reads for the hits of one query; threads may share it.

    It reads the state of the index that was searched, even when that is closed, changed or
    deleted by then: what is mapped stays.
    """

    def __init__(
        self, folder: Path, snapshot: Snapshot, sought: Callable[[], Sequence[Sought]]
    ) -> None:
        """Read from `snapshot` of the index in `folder`; `sought` gives what to highlight."""
        self._folder = folder
        self._snapshot = snapshot
        self._sought = sought

    def hit(self, number: int, **values: object) -> Hit:
        """The hit that is a document; `values` are those that need no reading, by name."""
        return Hit.unread(partial(self._read, number), **values)

    @cached_property
    def _marking(self) -> tuple[Highlighter, Weights]:
        sought = self._sought()
        return Highlighter(sought), Weights([leaf.weight for leaf in sought])

    def _read(self, number: int, hit: Hit, field: str) -> dict[str, Any]:
        try:
            if field in {"article", "paragraph"}:
                return self._stored(number)
            if field == "beside":
                return {"beside": beside(*self._snapshot.beside(number)())}
            values = hit.__dict__
            stored = {} if "paragraph" in values else self._stored(number)
            marked = self._marked((stored or values)["paragraph"])
            # Its neighbours are in the same segment: the rest of the index can be let go of.
            rest = partial(_read_beside, self._folder, self._snapshot.beside(number))
            return stored | marked | {"_read": rest}
        except Exception:
            with telling_damage(self._folder):  # to enter it each time costs more
                raise

    def _stored(self, number: int) -> dict[str, Any]:
        article, paragraph = self._snapshot.paragraph(number)
        return {"article": article, "paragraph": paragraph}

    def _marked(self, paragraph: Paragraph) -> dict[str, Any]:
        highlighter, weights = self._marking
        text = paragraph.text
        matches = whole(text, highlighter.matches(text))
        spans = merge(matches)
        window = best_window(text, paragraph.sentences, matches, weights)
        return {"spans": spans, "snippet": cut(text, window, spans)}


def _read_beside(folder: Path, texts: Callable[[], tuple[str, str]], *_: object) -> dict[str, Any]:
    with telling_damage(folder):
        return {"beside": beside(*texts())}
