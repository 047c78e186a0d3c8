"""Paragraphs that have the same words as others, as `ranking.repeats` tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pincite.indexer.analysis import tokenize
from pincite.indexer.codec.fingerprints import NONE
from pincite.indexer.codec.ranges import run_starts

if TYPE_CHECKING:
    import numpy.typing as npt

    from pincite.search.pages.numbering import Numbering

    Numbers = npt.NDArray[np.int64]


def first_of_words(numbering: Numbering) -> Numbers:
    """int64[paragraphs], the first paragraph that has the words of each; mostly itself."""
    prints = numbering.column(np.uint64, lambda each: each.documents.fingerprints.values())
    order = np.argsort(prints, kind="stable")
    starts = np.append(run_starts(prints[order]), len(order))
    firsts = np.arange(len(order))
    for run in np.flatnonzero(np.diff(starts) > 1).tolist():
        alike = order[starts[run] : starts[run + 1]]
        if prints[alike[0]] != NONE:
            _compare(alike.tolist(), numbering, firsts)
    return firsts


def _compare(alike: list[int], numbering: Numbering, firsts: Numbers) -> None:
    """Note which of some paragraphs, which ascend, have the same words: fingerprints may lie."""
    known: dict[str, int] = {}
    of_words: dict[tuple[str, ...], int] = {}
    for paragraph in alike:
        segment, article, document = numbering.document(paragraph)
        text = segment.paragraph(document, article).text
        if text not in known:
            words = tuple(token.surface for token in tokenize(text))
            known[text] = of_words.setdefault(words, paragraph)
        firsts[paragraph] = known[text]
