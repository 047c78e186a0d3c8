"""Which words of a query are searched by another spelling, because no paragraph has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from pincite.indexer.analysis import tokenize
from pincite.search.advice.spellings import MOST_WORDS, Spelling, forms_near, likeliest
from pincite.search.matching.matcher import Matcher
from pincite.search.matching.occurrences import are_in
from pincite.search.query.lexemes import read_lexemes
from pincite.search.query.tree import Alternatives, Group, Not, Word
from pincite.search.query.words import read_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment
    from pincite.search.languages import Languages
    from pincite.search.lookup import Lookup
    from pincite.search.query.lexemes import Lexeme
    from pincite.search.query.tree import Node
    from pincite.search.snapshot import Snapshot

    # What finds paragraphs of a segment, and those that match the query.
    Answer = tuple[Matcher, npt.NDArray[np.integer[Any]]]

# Shorter words are beside too many others, and a second edit finds more names that the index has
# not than words that were misspelt: ARCHITECTURE.md has the figures.
SHORTEST = 5
EDITS = 1
# From so many letters on hardly a word is one edit from another by chance.
LONG = 6


def respellings(
    query: str, tree: Group, lookup: Lookup, snapshot: Snapshot, languages: Languages
) -> dict[str, str]:
    """The words of a query that are searched by another spelling, each with that, as they stand.

    A spelling is one edit away, and the likeliest by a noisy channel in which it is as frequent as
    it is in the paragraphs that the query finds as it is written, beside its other words. One that
    is in none of these will do for a long word only. Where nothing is found there is none.

    Args:
        query: the query as written.
        tree: what it means.
        lookup: of `tree`.
        snapshot: the state of the index that is asked.
        languages: its languages.
    """
    words = [word for word in _doubtful(query, tree, lookup.missing()) if len(word) >= SHORTEST]
    if not words or len(words) > MOST_WORDS:
        return {}
    matchers = [Matcher(space, lookup.terms()) for space in snapshot.spaces]
    answers = [(matcher, matcher.matches(tree)) for matcher in matchers]
    if not any(len(found) for _, found in answers):
        return {}
    spellings = {word: _spelling(word, snapshot, languages, answers) for word in words}
    return {word: spelling for word, spelling in spellings.items() if spelling}


def _spelling(
    word: str, snapshot: Snapshot, languages: Languages, answers: Sequence[Answer]
) -> str | None:
    """The likeliest spelling of a word; None where a title has the word, or nothing is likely."""
    if any(_has_title(segment, word, languages) for segment in snapshot.segments):
        return None
    near = forms_near(snapshot, word, EDITS)
    found = likeliest(word, [each for each in near if _is_word(each.surface)])
    beside = likeliest(word, [Spelling(each, EDITS, _shared(each, answers)) for each in found])
    return next(iter(beside or (found if len(word) >= LONG else ())), None)


def _doubtful(query: str, tree: Group, missing: Sequence[str]) -> list[str]:
    """The words of a query that no paragraph has and nobody insists on, in order.

    They are bare and optional wherever they stand: not in quotation marks, without a sign, no part
    of a pattern or a fuzzy word, not joined by AND, not excluded, without synonyms.
    """
    optional, insisted = dict[str, None](), set(_written_with_care(query))
    for word, is_optional in _words(tree, optional=True):
        if is_optional:
            optional[word] = None
        else:
            insisted.add(word)
    return [
        word for word in optional if word in missing and word not in insisted and _is_word(word)
    ]


def _words(node: Node, *, optional: bool) -> Iterator[tuple[str, bool]]:
    """The words that are sought in any form, and whether a paragraph may be without them."""
    if isinstance(node, Word):
        yield node.surface, optional
    elif isinstance(node, Alternatives):
        yield from ((surface, False) for surface in node.surfaces)
    elif isinstance(node, Not):
        yield from _words(node.node, optional=False)
    elif isinstance(node, Group):
        for part in node.shoulds:
            yield from _words(part, optional=optional)
        for part in (*node.musts, *node.nots):
            yield from _words(part, optional=False)


def _written_with_care(query: str) -> Iterator[str]:
    """The words that stand in quotation marks, behind a sign or in something else than words."""
    for lexeme in read_lexemes(query):
        if lexeme.name == "phrase" or (lexeme.name == "word" and not _is_bare(query, lexeme)):
            yield from (token.surface for token in tokenize(lexeme.text))


def _is_bare(query: str, lexeme: Lexeme) -> bool:
    # With another word before it a colon could make a field of it.
    if lexeme.sign or ":" in lexeme.text[:-1]:
        return False
    return all(isinstance(leaf, Word) for leaf in read_word(query, lexeme, 0))


def _is_word(surface: str) -> bool:
    """Whether it is more than a number or a code."""
    return not any(map(str.isdecimal, surface))


def _has_title(segment: Segment, word: str, languages: Languages) -> bool:
    """Whether the title above a paragraph of the segment has a word in any form."""
    stem = segment.lexicon.stems.find(languages.stem(word, segment.language))
    if stem < 0:
        return False
    documents = segment.postings.titled(stem, stem + 1).keys & 0xFFFFFFFF
    return bool(np.any(segment.live[documents]))


def _shared(surface: str, answers: Sequence[Answer]) -> int:
    """How many of the paragraphs that match a query have a word in any form."""
    word = Word(surface)
    return sum(
        int(np.count_nonzero(are_in(matcher.matches(word), found))) for matcher, found in answers
    )
