"""The parts that surface forms are looked up in: how many paragraphs have each, and its stems."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pincite.indexer.analysis import tokenize
from pincite.indexer.stemming import DEFAULT as ENGLISH
from pincite.indexer.stemming import Stemmer
from pincite.search.pages.codes import after, common, number, string, units
from pincite.search.pages.parts import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pincite.search.pages.numbering import Numbering

_PART = 8192


def lexicon(numbering: Numbering, contexts: Iterable[str]) -> Counter[str]:
    """Every surface form, and how many paragraphs have it; 0 for those that are in titles only.

    Args:
        numbering: of the paragraphs.
        contexts: all titles and headings.
    """
    known: Counter[str] = Counter()
    for segment in numbering.segments:
        if segment:
            words = segment.lexicon
            forms = zip(words.surfaces, words.frequencies.tolist(), strict=True)
            for surface, frequency in forms:
                known[surface] += frequency
    for text in contexts:
        for surface, *_ in tokenize(text):
            known.setdefault(surface, 0)
    return known


def word_parts(
    known: Counter[str], numbering: Numbering, languages: Sequence[str]
) -> Iterator[tuple[str, Part]]:
    """The parts of the series, each with its first surface form."""
    stemmers = _stemmers(numbering, languages)
    records: list[str] = []
    size = count = 0
    first = last = ""
    for surface in sorted(known):
        if size >= _PART:
            yield first, Part.of("words", count, "".join(records))
            records.clear()
            size = 0
            count += 1
        if not records:
            first, last = surface, ""
        stems = "".join(_of_stem(surface, stem(surface)) for stem in stemmers)
        record = after(surface, last) + number(known[surface]) + stems
        records.append(record)
        size += units(record)
        last = surface
    if records:
        yield first, Part.of("words", count, "".join(records))


def _stemmers(numbering: Numbering, languages: Sequence[str]) -> list[Callable[[str], str]]:
    """What stems words in each language but English, for which the page has a stemmer."""
    return [
        Stemmer(language, dict(segment.lexicon.entries()).get if segment else None)
        for language, segment in zip(languages, numbering.segments, strict=True)
        if language != ENGLISH
    ]


def _of_stem(surface: str, stem: str) -> str:
    """A stem as what is cut from the end of the surface form, and what is put there instead."""
    if surface == stem:
        return number(0)
    shared = common(surface, stem)
    return number(1 + units(surface[shared:])) + string(stem[shared:])
