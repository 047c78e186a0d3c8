"""The words that decide whether a full stop ends a sentence, by language."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from pincite.indexer.structure.abbreviation_lists import LISTS


@dataclass(frozen=True, eq=False)
class Abbreviations:
    """The words of one language, in lower case where not said otherwise, without the last stop.

    Attributes:
        titles: of one or two capitals, as written, which are no initials.
        before_names: followed by a name or by the rest of the sentence, whatever its case.
        before_numbers: followed by a figure; else the word ends its sentence ("He said no.").
        months: followed by a figure, or by the rest of the sentence.
        may_end: end a sentence when a word follows that opens sentences.
        may_stand: all of these.
        final: end a sentence whenever a capital follows.
        elided: whether words are elided before others ("l’art. 5").
        ordinals: whether a figure and a stop are a numeral ("am 5. Mai").
        openers: words that open sentences and are no names, as written.
        reporting_verbs: what may follow a quotation and a name ("“Really?” Putin asked.").
    """

    titles: frozenset[str]
    before_names: frozenset[str]
    before_numbers: frozenset[str]
    months: frozenset[str]
    may_end: frozenset[str]
    may_stand: frozenset[str]
    final: frozenset[str]
    elided: bool
    ordinals: bool
    openers: frozenset[str]
    reporting_verbs: frozenset[str]


@functools.cache
def abbreviations_of(language: str) -> Abbreviations:
    """Those of a language, named as in `stemming.LANGUAGES`; of English for any other."""
    lists = LISTS.get(language, LISTS["english"])
    words = {name: frozenset(text.split()) for name, text in lists.items()}
    none: frozenset[str] = frozenset()
    names, numbers = words.get("before_names", none), words.get("before_numbers", none)
    months, may_end = words.get("months", none), words.get("may_end", none)
    return Abbreviations(
        titles=words.get("titles", none),
        before_names=names,
        before_numbers=numbers,
        months=months,
        may_end=may_end,
        may_stand=names | numbers | months | may_end,
        final=words.get("final", none),
        elided="elided" in lists,
        ordinals="ordinals" in lists,
        openers=words["openers"],
        reporting_verbs=words.get("reporting_verbs", none),
    )
