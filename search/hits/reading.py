"""What of a hit needs its text: read, highlighted and cut when it is first asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from pincite.indexer.analysis import tokenize
from pincite.indexer.damage import telling_damage
from pincite.search.hits.graphemes import whole
from pincite.search.hits.highlight import Highlighter
from pincite.search.hits.snippet import Weights, best_window, cut
from pincite.search.hits.spans import merge
from pincite.search.hits.values import Hit, Locator, beside

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from pincite.indexer.articles import Article, Paragraph
    from pincite.search.hits.highlight import Sought
    from pincite.search.hits.spans import Span
    from pincite.search.snapshot import Snapshot


class _Marking(NamedTuple):
    """What to mark in texts of one language, and in titles."""

    highlighter: Highlighter
    weights: Weights
    stems: frozenset[str]

    @classmethod
    def of(cls, sought: Sequence[Sought]) -> _Marking:
        stems = frozenset().union(*(leaf.stems for leaf in sought))
        return cls(Highlighter(sought), Weights([leaf.weight for leaf in sought]), stems)


class Reading:
    """Reads for the hits of one query; threads may share it.

    It reads the state of the index that was searched, even when that is closed, changed or
    deleted by then: what is mapped stays.
    """

    def __init__(
        self, folder: Path, snapshot: Snapshot, sought: Callable[[str], Sequence[Sought]]
    ) -> None:
        """Read from an index.

        Args:
            folder: where it is.
            snapshot: its state.
            sought: gives what to highlight in texts of a language.
        """
        self._folder = folder
        self._snapshot = snapshot
        self._sought = sought
        self._markings: dict[str, _Marking] = {}

    def hit(self, number: int, also: Sequence[int] = (), **values: object) -> Hit:
        """The hit that is a document.

        Args:
            number: of that document.
            also: those of the same words that it stands for.
            values: those that need no reading, by name.
        """
        if not also:
            values["also"] = ()
        return Hit.unread(partial(self._read, number, also), **values)

    def _marking(self, number: int) -> _Marking:
        language = self._snapshot.language_of(number)
        found = self._markings.get(language)
        if found is None:
            found = self._markings[language] = _Marking.of(self._sought(language))
        return found

    def _read(self, number: int, also: Sequence[int], hit: Hit, field: str) -> dict[str, Any]:
        values = hit.__dict__
        try:
            read = self._values(number, also, values, field)
        except Exception:
            with telling_damage(self._folder):  # to enter it each time costs more
                raise
        if all(name in values or name in read for name in ("snippet", "also")):
            # Its neighbours are in the same segment: the rest of the index can be let go of.
            read["_read"] = partial(_read_beside, self._folder, self._snapshot.beside(number))
        return read

    def _values(
        self, number: int, also: Sequence[int], known: Mapping[str, Any], field: str
    ) -> dict[str, Any]:
        """The values of a field, and of what is read with it."""
        if field == "also":
            return {"also": tuple(map(self._locator, also))}
        if field in {"article", "paragraph"}:
            return self._stored(number)
        if field == "beside":
            return {"beside": beside(*self._snapshot.beside(number)())}
        stored = {} if "paragraph" in known else self._stored(number)
        own = stored or known
        return stored | self._marked(number, own["article"], own["paragraph"])

    def _locator(self, number: int) -> Locator:
        article, paragraph = self._snapshot.paragraph(number)
        return Locator.at(article, paragraph, *self._snapshot.beside(number)())

    def _stored(self, number: int) -> dict[str, Any]:
        article, paragraph = self._snapshot.paragraph(number)
        return {"article": article, "paragraph": paragraph}

    def _marked(self, number: int, article: Article, paragraph: Paragraph) -> dict[str, Any]:
        marking = self._marking(number)
        text = paragraph.text
        matches = whole(text, marking.highlighter.matches(text))
        spans = merge(matches)
        window = best_window(text, paragraph.sentences, matches, marking.weights)
        in_title = () if spans else self._in_title(number, article.title, marking.stems)
        return {"spans": spans, "snippet": cut(text, window, spans), "title_spans": in_title}

    def _in_title(self, number: int, title: str, stems: frozenset[str]) -> tuple[Span, ...]:
        if not stems:
            return ()
        tokens = zip(tokenize(title), self._snapshot.title_stems(number), strict=True)
        return tuple((start, end) for (_, start, end), stem in tokens if stem in stems)


def _read_beside(folder: Path, texts: Callable[[], tuple[str, str]], *_: object) -> dict[str, Any]:
    with telling_damage(folder):
        return {"beside": beside(*texts())}
