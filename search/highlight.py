"""Where in a paragraph the leaves of a query stand."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pincite.indexer.analysis import APOSTROPHES, fold, tokenize
from pincite.search.snippet import Match

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pincite.indexer.analysis import Token
    from pincite.search.spans import Span

# Stands in a plain text for a letter that folds to two, or to one beyond ASCII.
_OPAQUE = "\x7f"
# The words of a plain text: the rules of the analysis, for small letters and one apostrophe.
_WORD = re.compile(
    r"(?:[a-z\x7f]\.){2,}(?:[a-z0-9\x7f](?![a-z0-9\x7f]))?"
    r"|[a-z0-9\x7f]+(?:'[a-z0-9\x7f]+)*"
)
_INSIDE_ACRONYM = re.compile(r"\.[a-z\x7f]\.")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789" + _OPAQUE)
_JOINTS = frozenset(".'")
_APART = frozenset(["", *' \n,;:!?"()[]-'])
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_COMMONEST = "’“”—–"


@dataclass(frozen=True)
class Sought:
    """What one leaf of a query looks for: words side by side, each in any of some forms.

    Attributes:
        places: the folded surface forms of each word, one word or more.
        weight: idf.
    """

    places: tuple[frozenset[str], ...]
    weight: float


class Highlighter:
    """Finds what a query looks for, in one text after another.

    A text is not tokenised where it need not be: forms are looked up as strings, and a place
    where one stands counts if the word there, read from its beginning, is a form sought.
    """

    def __init__(self, leaves: Sequence[Sought]) -> None:
        self._leaves = leaves
        self._forms = "\n".join(form for leaf in leaves for forms in leaf.places for form in forms)
        self._plain_leaves = [_PlainLeaf(leaf.places) for leaf in leaves]

    def matches(self, text: str) -> list[Match]:
        """Each place in `text` where a leaf stands, places that overlap included."""
        plain = plain_text(text, self._forms)
        if plain is None:
            return self._among(tokenize(text))
        acronyms = _INSIDE_ACRONYM.search(plain) is not None
        return [
            Match(start, end, number, leaf.weight)
            for number, leaf in enumerate(self._leaves)
            for start, end in self._plain_leaves[number].spans(plain, acronyms=acronyms)
        ]

    def _among(self, tokens: Sequence[Token]) -> list[Match]:
        places = _places(tokens)
        return [
            Match(
                tokens[start].start, tokens[start + len(leaf.places) - 1].end, number, leaf.weight
            )
            for number, leaf in enumerate(self._leaves)
            for start in _starts(places, leaf.places)
        ]


def _starts(found: Mapping[str, Sequence[int]], sought: Sequence[frozenset[str]]) -> Iterable[int]:
    """The positions from which on each word is one of the forms sought for its place."""
    shifted = [
        {place - shift for form in forms for place in found.get(form, ())}
        for shift, forms in enumerate(sought)
    ]
    return set.intersection(*shifted)


class _PlainLeaf:
    """The words of a leaf, made ready to be found in plain texts."""

    def __init__(self, places: tuple[frozenset[str], ...]) -> None:
        self._first, *self._others = places
        plain = [form for form in self._first if _is_plain_word(form)]
        self._beginnings = _beginnings(plain)
        self._acronyms = _acronyms(plain)

    def spans(self, plain: str, *, acronyms: bool) -> list[Span]:
        """Where the leaf stands; what is written with dots is sought only with `acronyms`."""
        found: list[Span] = []
        for beginning in self._beginnings:
            _add_words(found, plain, beginning, self._first)
        if acronyms:
            for beginning in self._acronyms:
                _add_words(found, plain, beginning, self._first)
        return self._followed(found, plain) if self._others and found else found

    def _followed(self, firsts: Iterable[Span], plain: str) -> list[Span]:
        """Those of the first words that the others follow, and as far as these go."""
        found = []
        for start, behind in firsts:
            end = behind
            for forms in self._others:
                word = _WORD.search(plain, end)
                if word is None or word[0].replace(".", "") not in forms:
                    break
                end = word.end()
            else:
                found.append((start, end))
        return found


def _is_plain_word(form: str) -> bool:
    if form.isascii() and form.isalnum():
        return True
    return not {".", _OPAQUE} & {*form} and _WORD.fullmatch(form) is not None


def _beginnings(forms: Iterable[str]) -> list[str]:
    """The forms that do not begin with another: who finds these finds all."""
    found: list[str] = []
    for form in sorted(forms):
        if not (found and form.startswith(found[-1])):
            found.append(form)
    return found


def _acronyms(forms: Iterable[str]) -> set[str]:
    """How the forms begin where they are written with dots."""
    return {f"{form[0]}.{form[1]}." for form in forms if len(form) > 1}


def _add_words(found: list[Span], plain: str, beginning: str, forms: frozenset[str]) -> None:
    """Add the words of a plain text that are one of the forms, of those that begin so."""
    size = len(beginning)
    behind = 0
    at = plain.find(beginning)
    while at >= 0:
        end = at + size
        before = plain[at - 1 : at]
        if before in _APART and plain[end : end + 1] in _APART and beginning in forms:
            found.append((at, end))
        elif before in _LETTERS:
            end = at + 1
        else:
            word = _word_at(plain, at, behind)
            end = behind = word.end()
            if word.start() == at and word[0].replace(".", "") in forms:
                found.append((at, end))
        at = plain.find(beginning, end)


def _word_at(plain: str, at: int, behind: int) -> re.Match[str]:
    """The word that the letter at `at` belongs to; `behind` is the end of one before."""
    start = at
    if plain[at - 1 : at] in _JOINTS:
        start = max(behind, plain.rfind(" ", behind, at) + 1)
    return next(word for word in _WORD.finditer(plain, start) if word.end() > at)


def plain_text(text: str, forms: str) -> str | None:
    """A text in ASCII and lower case that has the same words at the same offsets.

    A word that has a letter without its like in ASCII becomes one that is no form of any word.

    Args:
        text: any text.
        forms: the folded forms sought in it, with line ends between.

    Returns:
        The text, or None if marks, scripts without spaces or a form with such a letter in it
        leave nothing but to tokenise.
    """
    text = text.replace(_OPAQUE, " ")
    if not text.isascii():
        for character in _COMMONEST:
            text = text.replace(character, _plain_character(character) or "")
    at = 0
    while found := None if text.isascii() else _BEYOND_ASCII.search(text, at):
        plain = _plain_character(found[0])
        if plain is None or (plain == _OPAQUE and fold(found[0]) in forms):
            return None
        text = text.replace(found[0], plain)
        at = found.end()
    return text.lower()


@functools.lru_cache(maxsize=1 << 12)
def _plain_character(character: str) -> str | None:
    """What stands for a character in a plain text: a letter, an apostrophe, or a space."""
    if character in APOSTROPHES:
        return "'"
    if character.isalnum() and not character.isdecimal():
        return _plain_letter(fold(character))
    divides = not character.isalnum() and unicodedata.category(character)[0] in "PSZ"
    return " " if divides else None


def _plain_letter(folded: str) -> str | None:
    if len(folded) == 1 and "a" <= folded <= "z":
        return folded
    # From the Hebrew script on there are letters that compose with the next.
    return _OPAQUE if folded and max(folded) < "\u0590" else None


def _places(tokens: Sequence[Token]) -> dict[str, list[int]]:
    """The places of each surface form; a long text has few forms for its many words."""
    places: dict[str, list[int]] = {}
    for place, (surface, _, _) in enumerate(tokens):
        places.setdefault(surface, []).append(place)
    return places
