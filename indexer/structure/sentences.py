"""Sentence boundaries by rule: fast, the same everywhere, and nothing to download."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from pincite.indexer.structure.abbreviations import Abbreviations, abbreviations_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDE = "。！？｡"
_OTHER_ASCII_STOPS = "!?"
_OTHER_STOPS = f"{_OTHER_ASCII_STOPS}…؟۔।{_WIDE}"
_STOPS = f"[.{_OTHER_STOPS}]"
# These close only where a space follows, since elsewhere they open.
_SPACED_CLOSER = r"[ \u00a0\u202f][»›](?=\s|$)"
_CLOSERS = (
    r"(?:[\"'”’»)\]}›」』）】]|\[\^?[\w-]{1,20}\]|[¹²³⁰-⁹]"
    rf"|[“‘«‹](?=\s|$)|{_SPACED_CLOSER})*"
)
_LONGER_THAN_ABBREVIATIONS = 7
_NEXT_REACH = 48
_NEVER_BEGINS = r".,;:!?…)\]}%/&="


def _candidates_at(first: str) -> re.Pattern[str]:
    """Stops, of which the first is one of `first`, that may end a sentence inside a line.

    A run of stops is read once, from its first, so that a long one takes linear time. What leads
    on beyond doubt is left out; "sure" is what ends a sentence beyond doubt, and so does "lone"
    behind what is no abbreviation. All three are many times faster here than asking for each stop.
    """
    return re.compile(
        rf"(?P<stop>{first}(?<!{_STOPS}.){_STOPS}*(?!{_STOPS}))"
        rf"(?:(?P<sure>(?<=[A-Za-z]{{{_LONGER_THAN_ABBREVIATIONS}}}\.)(?=\s[A-Z]))"
        rf"|(?P<lone>(?<=[^\s.{_OTHER_STOPS}]\.)(?=\s[A-Z]))"
        rf"|(?<=[{_WIDE}])(?P<wide>{_CLOSERS})"
        rf"|(?P<closers>{_CLOSERS})(?=\s)(?!{_SPACED_CLOSER})"
        rf"(?!\s{{1,{_NEXT_REACH - 1}}}[a-z{_NEVER_BEGINS}]))"
    )


_AT_ANY_STOP = _candidates_at(_STOPS)
# What begins with one certain sign is found several times as fast as what begins with one of many.
_AT_FULL_STOP = _candidates_at(r"\.")
_LINE = re.compile(r"[^\n]+")
_OPENERS = "\"'“‘«„([{‹「『（¿¡"
_TOKEN_REACH = 24
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_LIST_NUMBER = re.compile(r"[(\[]?(?:\d{1,3}|[A-Za-z]|[IVXLC]{1,5})")
_ORDINAL = re.compile(r"\d{1,3}|[IVXLC]{2,6}")
_ROMAN = re.compile(r"[IVXLC]+\b")
_NAME_AND_VERB = re.compile(
    r"[^\W\d_][\w’'-]*\.?\s+(?:[^\W\d_][\w’'-]*\.?\s+){0,2}?(?P<verb>[a-z]+)\b"
)
_WORD = re.compile(r"(?![^\W\d_]\.)[^\W\d_]+")
_HOURS = frozenset(("a.m", "p.m"))
_TIME_WORDS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday EST EDT CST CDT MST PST PDT GMT UTC"
    " CET CEST BST MSK Eastern Central Pacific Mountain Moscow London Beijing Greenwich".split()
)
_PRONOUN = re.compile(r"(?:He|She|They|I|We|You|It)\b")


def split_sentences(text: str, language: str = "") -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence in `text`, the white space between them left out.

    The spans are in order, do not overlap, and cover all that is not white space. No sentence
    runs across a line end.

    Args:
        text: of a paragraph.
        language: whose abbreviations it has, one of `stemming.LANGUAGES`; of others it is taken
            to have those of English.
    """
    known = abbreviations_of(language)
    if "\n" not in text:
        return tuple(_in_line(text, known))
    return tuple(
        (line.start() + start, line.start() + end)
        for line in _LINE.finditer(text)
        for start, end in _in_line(line[0], known)
    )


def _in_line(text: str, known: Abbreviations) -> list[tuple[int, int]]:
    """The sentences of a text without line ends."""
    spans = []
    since = 0
    for match in _candidates(text):
        found, (stop, end) = match.lastgroup, match.span()
        if found == "lone":
            before = text[max(since, stop - _TOKEN_REACH) : stop]
            if _may_abbreviate(before.rpartition(" ")[2], known) and not _ends_sentence(
                text, match, since, known
            ):
                continue
        elif found == "closers" and not _ends_sentence(text, match, since, known):
            continue
        while text[since].isspace():
            since += 1
        spans.append((since, end))
        since = end
    rest = text[since:].lstrip()
    if rest:
        spans.append((len(text) - len(rest), len(text.rstrip())))
    return spans


def _candidates(text: str) -> Iterator[re.Match[str]]:
    """The stops inside a line that may end a sentence, with what closes behind them."""
    stops = _OTHER_ASCII_STOPS if text.isascii() else _OTHER_STOPS
    for stop in stops:
        if stop in text:
            return _AT_ANY_STOP.finditer(text)
    return _AT_FULL_STOP.finditer(text)


def _ends_sentence(text: str, match: re.Match[str], since: int, known: Abbreviations) -> bool:
    end = match.end()
    following = text[end : end + _NEXT_REACH].lstrip()
    if not following:
        return True
    word = following
    if not following[0].isupper():
        word = following.lstrip(_OPENERS + " ")
        if _goes_on(following, word):
            return False
    stop, closers = match["stop"], match["closers"] or ""
    if stop == "." and not closers.strip(")]}"):
        token = _token_before(text, match.start(), since, known)
        opens = _opens_sentence(text, match, token, since)
        return not _is_abbreviated(token, word, known, opens=opens)
    if stop[-1] in "?!" and closers:
        return not _is_reported(following, known)
    return True


def _goes_on(following: str, word: str) -> bool:
    """Whether what follows, which no candidate has in plain lower case, starts no sentence."""
    if following[0] in "—–-":
        word = following.lstrip("—–- ")
    return word[:1].islower()


def _is_reported(following: str, known: Abbreviations) -> bool:
    """“Really?” Putin asked: the speaker belongs to the words."""
    match = _NAME_AND_VERB.match(following)
    return bool(match) and not _PRONOUN.match(following) and _verb(match) in known.reporting_verbs


def _verb(match: re.Match[str] | None) -> str:
    return match["verb"] if match else ""


def _token_before(text: str, stop: int, since: int, known: Abbreviations) -> str:
    """The word that the full stop follows, without what opens it."""
    before = text[max(since, stop - _TOKEN_REACH) : stop]
    return "" if before[-1:].isspace() else _last_token(before, known)


def _last_token(text: str, known: Abbreviations) -> str:
    words = text.rsplit(maxsplit=1)
    token = words[-1] if words else ""
    if token.isalpha():
        return token
    for mark in "—–-/(’'" if known.elided else "—–-/(":
        token = token.rpartition(mark)[2] or token
    return token.lstrip(_OPENERS)


@functools.lru_cache(maxsize=1 << 16)
def _may_abbreviate(text: str, known: Abbreviations) -> bool:
    """Whether there is anything that `_is_abbreviated` would be true for at the end of `text`."""
    token = _last_token(text, known)
    return bool(
        token.casefold() in known.may_stand
        or token in known.titles
        or _LIST_NUMBER.fullmatch(token)
        or _is_initial(token)
        or _ACRONYM.fullmatch(token)
    )


def _opens_sentence(text: str, match: re.Match[str], token: str, since: int) -> bool:
    """Whether `token` is all that the sentence has so far."""
    return match.start() - since < 8 and text[since : match.start()].strip() == token


def _is_abbreviated(token: str, word: str, known: Abbreviations, *, opens: bool) -> bool:
    """Whether the full stop behind `token` is an abbreviation's and ends nothing."""
    if not token:
        return not word[:1].isupper()
    if opens and _LIST_NUMBER.fullmatch(token):
        return True
    first = _first_word(word)
    low = token.casefold()
    if low in known.final:
        return False
    if low in _HOURS:
        return first in _TIME_WORDS
    opened = first in known.openers
    if known.ordinals and _ORDINAL.fullmatch(token):
        return not opened
    return _runs_on(token, word, known, opened=opened)


def _runs_on(token: str, word: str, known: Abbreviations, *, opened: bool) -> bool:
    """Whether the abbreviation `token` leads to `word`, which may look like a new sentence."""
    low = token.casefold()
    if token in known.titles:
        return True
    if _is_initial(token):
        return not opened
    if low in known.before_numbers:
        return word[:1].isdigit() or (bool(_ROMAN.match(word)) and not opened)
    if low in known.months:
        return word[:1].isdigit() or (token[0].isupper() and not opened)
    if low in known.before_names:
        return True
    return not opened and (low in known.may_end or bool(_ACRONYM.fullmatch(token)))


def _is_initial(token: str) -> bool:
    return len(token) == 1 and token.isupper()


def _first_word(text: str) -> str:
    """The word that `text` starts with; "" for an initial, which opens no sentence by itself."""
    match = _WORD.match(text)
    return match[0] if match else ""
