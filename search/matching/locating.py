"""Where in a segment something is that a query asks for: each kind of part to its occurrences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.search.matching.occurrences import WordOccurrences
from pincite.search.matching.phrases import PhraseOccurrences
from pincite.search.query.tree import Near, Phrase, Word

if TYPE_CHECKING:
    from pincite.indexer.codec.segment import Segment
    from pincite.search.matching.matcher import Terms
    from pincite.search.matching.occurrences import Occurrences
    from pincite.search.query.tree import Part
    from pincite.search.workspace import Workspace


def occurrences_of(space: Workspace, part: Part, terms: Terms) -> Occurrences:
    """The occurrences of one part of a query in one segment."""
    segment = space.segment
    if isinstance(part, Word):
        return WordOccurrences(segment, _stem(segment, part.surface, terms))
    if isinstance(part, Phrase):
        words = [_form(segment, surface) for surface in part.surfaces]
        return PhraseOccurrences(space, words)
    if isinstance(part, Near):
        from pincite.search.matching.near import (
            NearOccurrences,  # as below, for the few that need it
        )

        stems = [_stem(segment, surface, terms) for surface in part.surfaces]
        return NearOccurrences(space, stems, part.distance)
    from pincite.search.matching.forms import FormsOccurrences

    return FormsOccurrences(space, terms.forms(part).numbers[segment.name])


def _stem(segment: Segment, surface: str, terms: Terms) -> int:
    """The number of a word's stem; -1 for one that the segment does not have."""
    return segment.lexicon.stems.find(terms.stem(surface, segment.language))


def _form(segment: Segment, surface: str) -> tuple[int, int]:
    """The number of a form's stem, -1 as above, and that of the form among those of the stem."""
    number = segment.lexicon.surfaces.find(surface)
    if number < 0:
        return -1, 0
    stem = segment.lexicon.stem_of(number)
    return stem, number - int(segment.lexicon.forms[stem])
