"""Sentence boundaries by rule: fast, the same everywhere, and nothing to download."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from pincite.indexer.structure.abbreviations import (
    BEFORE_NAMES,
    BEFORE_NUMBERS,
    MAY_END,
    MONTHS,
    OPENERS_OF_SENTENCES,
    REPORTING_VERBS,
    TIME_WORDS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOSERS = "\"'”’»)\\]}›」』）】"
_WIDE = "。！？｡"
# Nothing may be asked of what follows: only so is a long run of stops read once.
_CANDIDATE = re.compile(
    rf"(?P<stop>[.!?…؟۔।{_WIDE}]+)(?P<closers>(?:[{_CLOSERS}]|\[\^?[\w-]{{1,20}}\]|[¹²³⁰-⁹])*)"
)
_LINE = re.compile(r"[^\n]+")
_OPENERS = "\"'“‘«„([{‹「『（¿¡"
_TOKEN_REACH = 24
_NEXT_REACH = 48
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_LIST_NUMBER = re.compile(r"[(\[]?(?:\d{1,3}|[A-Za-z]|[IVXLC]{1,5})")
_ROMAN = re.compile(r"[IVXLC]+\b")
_NAME_AND_VERB = re.compile(
    r"[^\W\d_][\w’'-]*\.?\s+(?:[^\W\d_][\w’'-]*\.?\s+){0,2}?(?P<verb>[a-z]+)\b"
)
_WORD = re.compile(r"(?![^\W\d_]\.)[^\W\d_]+")
_PRONOUN = re.compile(r"(?:He|She|They|I|We|You|It)\b")


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence in `text`, the white space between them left out.

    The spans are in order, do not overlap, and cover all that is not white space. No sentence
    runs across a line end.
    """
    return tuple(chain.from_iterable(_in_line(line) for line in _LINE.finditer(text)))


def _in_line(line: re.Match[str]) -> Iterator[tuple[int, int]]:
    text, shift = line[0], line.start()
    start = 0
    for end in (*_boundaries(text), len(text)):
        first, last = _trimmed(text, start, end)
        if first < last:
            yield first + shift, last + shift
        start = end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _boundaries(text: str) -> Iterator[int]:
    since = 0
    for match in _CANDIDATE.finditer(text):
        end = match.end()
        apart = end == len(text) or text[end].isspace()
        if match["stop"][-1] in _WIDE or (apart and _ends_sentence(text, match, since)):
            yield end
            since = end


def _ends_sentence(text: str, match: re.Match[str], since: int) -> bool:
    following = text[match.end() : match.end() + _NEXT_REACH].lstrip()
    if not following:
        return True
    word = following.lstrip(_OPENERS + " ")
    if _goes_on(following, word):
        return False
    if match["stop"] == "." and not match["closers"].strip(")]}"):
        token = _token_before(text, match.start(), since)
        return not _is_abbreviated(token, word, opens=_opens_sentence(text, match, token, since))
    if match["stop"][-1] in "?!" and match["closers"]:
        return not _is_reported(following)
    return True


def _goes_on(following: str, word: str) -> bool:
    """Whether what follows cannot be the start of a sentence."""
    if following[0] in ".,;:!?…)]}%/&=":
        return True
    if following[0] in "—–-":
        word = following.lstrip("—–- ")
    return word[:1].islower()


def _is_reported(following: str) -> bool:
    """“Really?” Putin asked: the speaker belongs to the words."""
    match = _NAME_AND_VERB.match(following)
    return bool(match) and not _PRONOUN.match(following) and _verb(match) in REPORTING_VERBS


def _verb(match: re.Match[str] | None) -> str:
    return match["verb"] if match else ""


def _token_before(text: str, stop: int, since: int) -> str:
    """The word that the full stop follows, without what opens it."""
    words = text[max(since, stop - _TOKEN_REACH) : stop].split()
    if not words or text[stop - 1].isspace():
        return ""
    token = words[-1]
    for mark in "—–-/(":
        token = token.rpartition(mark)[2] or token
    return token.lstrip(_OPENERS)


def _opens_sentence(text: str, match: re.Match[str], token: str, since: int) -> bool:
    """Whether `token` is all that the sentence has so far."""
    return match.start() - since < 8 and text[since : match.start()].strip() == token


def _is_abbreviated(token: str, word: str, *, opens: bool) -> bool:
    """Whether the full stop behind `token` is an abbreviation's and ends nothing."""
    if not token:
        return not word[:1].isupper()
    if opens and _LIST_NUMBER.fullmatch(token):
        return True
    first = _first_word(word)
    if token.casefold() in {"a.m", "p.m"}:
        return first in TIME_WORDS
    return _runs_on(token, word, opened=first in OPENERS_OF_SENTENCES)


def _runs_on(token: str, word: str, *, opened: bool) -> bool:
    """Whether the abbreviation `token` leads to `word`, which may look like a new sentence."""
    low = token.casefold()
    if _is_initial(token):
        return not opened
    if low in BEFORE_NUMBERS:
        return word[:1].isdigit() or (bool(_ROMAN.match(word)) and not opened)
    if low in MONTHS and token[0].isupper():
        return word[:1].isdigit() or not opened
    if low in BEFORE_NAMES:
        return True
    return not opened and (low in MAY_END or bool(_ACRONYM.fullmatch(token)))


def _is_initial(token: str) -> bool:
    return len(token) == 1 and token.isupper()


def _first_word(text: str) -> str:
    """The word that `text` starts with; "" for an initial, which opens no sentence by itself."""
    match = _WORD.match(text)
    return match[0] if match else ""
