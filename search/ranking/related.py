"""What words related to those of a query add to the score of a paragraph.

A stemmer undoes inflection and leaves apart much of what derivation has made of a word, as
`diplomat` and `diplomaci`. Words that begin alike are mostly of one family: they find nothing by
themselves, but speak for a paragraph that was found: most where they stand in for a word of the
query that it has not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.codec.ranges import place_in, places_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy.typing as npt

    from pincite.indexer.codec.strings import Strings
    from pincite.indexer.weights import Weights
    from pincite.search.ranking.scorer import Scored
    from pincite.search.workspace import Workspace

    Numbers = npt.NDArray[np.int64]
    Scores = npt.NDArray[np.float64]

# Related stems begin with so many letters in common, or three fifths of the longer if that is more.
SHARED = 6
# What they are worth beside the word itself, against what they are worth without it.
BESIDE = 0.25
# Stems whose relatives are kept at hand.
_KEPT = 4096


def _relatives(space: Workspace, stem: str) -> list[int]:
    """As `related_stems`, looked up once."""
    found = space.relatives.get(stem)
    if found is None:
        if len(space.relatives) >= _KEPT:
            space.relatives.clear()
        found = space.relatives[stem] = related_stems(stem, space.segment.lexicon.stems)
    return found


def related_stems(stem: str, stems: Strings) -> list[int]:
    """The numbers of those of `stems` that begin as a stem does, without itself."""
    if len(stem) < SHARED:
        return []
    alike = stems.beginning(stem[:SHARED])
    return [number for each, number in alike.items() if are_related(stem, each)]


def are_related(stem: str, other: str) -> bool:
    """Whether two different stems begin alike far enough."""
    needed = max(SHARED, (3 * max(len(stem), len(other)) + 4) // 5)
    return stem != other and stem[:needed] == other[:needed]


def relatedness(
    space: Workspace,
    worths: Mapping[str, float],
    weights: Weights,
    scored: Scored,
    columns: Numbers,
) -> Scores:
    """float64[columns], what words related to those of a query add to some scores.

    Args:
        space: the segment.
        worths: what each stem of the query is worth.
        weights: how much the related ones count for.
        scored: the paragraphs, with what they have of the words, which count by themselves.
        columns: which of them, ascending.
    """
    total = np.zeros(len(columns))
    known = set(scored.stems.tolist())
    related = {
        stem: [each for each in _relatives(space, stem) if each not in known] for stem in worths
    }
    if not (any(related.values()) and weights.related):
        return total
    segment = space.segment.documents
    documents = scored.documents[columns].astype(np.int64)
    lengths = segment.text_lengths[documents] + weights.title * segment.title_lengths[documents]
    norms = weights.norms(lengths, space.lengths.mean(weights))
    for stem, stems in related.items():
        if stems:
            frequencies = _frequencies(space, stems, weights.title, documents)
            is_there = _have(scored, space.segment.lexicon.stems.find(stem))[columns]
            shares = np.where(is_there, BESIDE, 1.0)
            total += shares * weights.saturated(frequencies, norms, worths[stem])
    total *= weights.related * weights.of_kinds[segment.kinds[documents]]
    return total


def _have(scored: Scored, stem: int) -> npt.NDArray[np.bool_]:
    """Whether each paragraph that was scored has a stem itself, in its text or its title."""
    row = place_in(stem, scored.stems)
    if row < 0:
        return np.zeros(len(scored.documents), bool)
    there: npt.NDArray[np.bool_] = (scored.postings[row] >= 0) | (scored.in_titles[row] > 0)
    return there


def _frequencies(
    space: Workspace, stems: Iterable[int], title: float, documents: Numbers
) -> Scores:
    """How often any of some stems is in each of some documents, weighted as in titles."""
    reader = space.segment.postings
    found = np.zeros(len(documents))
    for stem in stems:
        first, end = reader.range(stem)
        places, are_there = places_in(documents, reader.documents[first:end])
        there = np.flatnonzero(are_there)
        if len(there):
            postings = places[there] + first
            found[there] += reader.frequencies(postings) + title * reader.in_titles(postings)
        titled, counts = reader.titles(stem)
        if len(titled):
            places, are_there = places_in(documents, titled)
            found[are_there] += title * counts[places[are_there]]
    return found
