"""Where a text may be divided: between what a reader takes for characters, not inside of them."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from pincite.indexer.marks import MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.search.hits.spans import Match, Span

_FIRST_JOINING = "\u0300"
# Quotation marks, dashes and the like, which are the commonest beyond ASCII: none joins.
_PUNCTUATION = ("\u200e", "\u20cf")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\dA-Fa-f]{1,6}|[A-Za-z][\dA-Za-z]{1,31});", re.ASCII)
_LONGEST_ENTITY = 34
_FLAG = ("\U0001f1e6", "\U0001f1ff")


@functools.cache
def _joined_pair() -> re.Pattern[str]:
    """Two characters that are of one grapheme, flags aside.

    The rules of Unicode Standard Annex 29 in short: marks, joiners, skin tones and tags go with
    what is before them, the parts of an emoji, of a syllable in Hangul and of a conjunct in the
    scripts of India with each other. Where they say more than the annex, fewer places are left.
    """
    extending = f"{MARKS}\u0e33\u0eb3\u200c\u200d\uff9e\uff9f\U0001f3fb-\U0001f3ff"
    extending += "\U000e0020-\U000e007f"
    pictures = "\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
    viramas = "\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d"
    leading, following = "\u1100-\u115f\ua960-\ua97c", "\u1160-\u11ff\ud7b0-\ud7fb"
    syllables = "\uac00-\ud7a3"
    return re.compile(
        rf"\S[{extending}]"
        rf"|\u200d[{pictures}\u0900-\u0d7f]"
        rf"|[{viramas}][\u0900-\u0d7f]"
        rf"|[{leading}][{leading}{syllables}]"
        rf"|[{leading}{following}{syllables}][{following}]"
    )


def is_inside(text: str, place: int) -> bool:
    """Whether `place` lies inside a grapheme.

    A mark behind white space stands alone.
    """
    after = text[place : place + 1]
    if after < _FIRST_JOINING or _PUNCTUATION[0] <= after <= _PUNCTUATION[1] or not place:
        return False
    if _FLAG[0] <= after <= _FLAG[1]:
        return _letters_of_flags(text, place) % 2 == 1
    return _joined_pair().match(text, place - 1) is not None


def may_cut(text: str, place: int) -> bool:
    """Whether `place` lies neither inside a grapheme nor inside an HTML entity."""
    if is_inside(text, place):
        return False
    start = text.rfind("&", max(place - _LONGEST_ENTITY, 0), place)
    entity = _ENTITY.match(text, start) if start >= 0 else None
    return entity is None or entity.end() <= place


def whole(text: str, matches: Sequence[Match]) -> Sequence[Match]:
    """The matches, each widened to the graphemes that it begins and ends in.

    Args:
        text: any text.
        matches: its matches by their start; as the starts of those returned are.
    """
    if text.isascii() or not any(
        text[start] >= _FIRST_JOINING or text[end : end + 1] >= _FIRST_JOINING
        for start, end, _ in matches
    ):
        return matches
    widened = []
    found = (0, 0)
    for start, end, leaf in matches:
        first, behind = start, end
        if is_inside(text, start):
            found = _grapheme(text, start, found)
            first = found[0]
        if is_inside(text, end):
            found = _grapheme(text, end, found)
            behind = found[1]
        widened.append((first, behind, leaf))
    return widened


def _grapheme(text: str, place: int, found: Span) -> Span:
    """The grapheme that has `place` inside: the one `found` last, or that is looked for.

    One may be as long as the text, with a match in each place of it.
    """
    if found[0] < place < found[1]:
        return found
    start = end = place
    while is_inside(text, start):
        start -= 1
    while is_inside(text, end):
        end += 1
    return (start, end)


def _letters_of_flags(text: str, place: int) -> int:
    """How many letters, of which two make a flag, are directly before `place`."""
    start = place
    while start and _FLAG[0] <= text[start - 1] <= _FLAG[1]:
        start -= 1
    return place - start
