"""Names in header lines: who wrote an article, in the forms that newspapers use."""

from __future__ import annotations

import re
from itertools import chain

_BYLINE = re.compile(
    r"(?:(?:written|story|text|article|words|interview) )?by[ \t:]+(?=\S)", re.IGNORECASE
)
# What stands in front of who wrote it, elsewhere.
_BY = {
    "danish": "af",
    "dutch": "door",
    "french": "par|propos recueillis par",
    "german": "von",
    "italian": "di|a cura di",
    "norwegian": "av",
    "portuguese": "por",
    "spanish": "por",
    "swedish": "av",
}
_ANY_BY = re.compile(rf"(?:{'|'.join(_BY.values())})\s", re.IGNORECASE)
_PARTICLES = frozenset(
    "and de von van der den da di al bin ibn ben la le el du dos del y e with & ter ten zu et und"
    " och og en i и".split()
)
_ROLE = re.compile(
    r"(?P<names>[^,|:;]{3,80}),\s+(?P<role>(?:[\w’'&/-]+\s+){0,5}?"
    r"(?:editor|correspondent|reporter|columnist|analyst|writer|critic|commentator|contributor"
    r"|journalist|producer|staff|fellow|editor-in-chief|leader-writer|bureau chief)s?"
    r"(?:,?\s+(?:in|at|of|for)\s+[^.|]{2,60})?)",
    re.IGNORECASE,
)
_ENDS_WITH_ROLE = re.compile(
    r"\b(?:editor|correspondent|reporter|columnist|analyst|writer|critic|staff|contributor)s?$",
    re.IGNORECASE,
)
_LOWER_NAMES = re.compile(r"by\s+(?P<names>[^\W\d_][^\W\d_’'-]*(?:[\s.&,’'-]+[^\W\d_]+){1,9})")
_WITH_PLACE = re.compile(
    r"(?P<names>.*[^\s,])(?:,|,?(?P<in_>\s+in))\s+"
    r"(?P<place>[^\W\d_a-z][^\W\d_]+(?:[\s’'-][^\W\d_]+){0,2})"
)
_FRONTS_OF_PLACES = frozenset(
    "new san santa saint st los las rio são sao tel abu hong addis buenos kuala phnom cape port"
    " fort north south east west the la le el".split()
)
_PEOPLE_S = re.compile(r"jr|sr|ii|iii|iv|ph\.?d|md|esq|mp", re.IGNORECASE)
_MOST_WORDS = 8
_BETWEEN_NAMES = re.compile(r"\s*(?:,|&|\band\b)\s*")
_NO_NAMES = frozenset(
    "the a an my our your his her its their this that these those all any no some what whom which"
    " popular special public common mutual way means day night land sea air train hand chance"
    " accident design default law force".split()
)


def without_by(value: str) -> str:
    """The names behind a "by" that may stand in front of them."""
    return _BYLINE.sub("", value, count=1) if _BYLINE.match(value) else value


def behind_by(text: str) -> str | None:
    """What a line has behind the "by" that it begins with, or None."""
    label = _BYLINE.match(text)
    return text[label.end() :] if label else None


def behind_foreign_by(text: str, language: str) -> str:
    """The names behind the "by" of another language that a line begins with, or ""."""
    by = _BY.get(language)
    match = re.match(rf"(?:{by})\s+(?=(?-i:[^\W\d_a-z]))", text, re.IGNORECASE) if by else None
    names = text[match.end() :] if match else ""
    words = re.sub(r"[,&]", " ", names).split()
    return names if 1 < len(words) <= _MOST_WORDS and are_names(names) else ""


def languages_of_by(text: str) -> list[str]:
    """The languages in which a line may begin with "by"."""
    if not _ANY_BY.match(text):
        return []  # as for nearly all lines, before each language is tried
    return [language for language in _BY if behind_foreign_by(text, language)]


def are_names(text: str) -> bool:
    """Whether all of `text` may be the names of people."""
    if text[-1] in "!?:;" or (text[-1] == "." and not re.search(r"\b(?:[A-Z]|Jr|Sr)\.$", text)):
        return False
    words = text.split(",", maxsplit=1)[0].split()
    if not words or len(words) > 14 or len(text.split()) > 20:
        return False
    named = [word for word in words if word[0].isalpha() and not word[0].islower()]
    return bool(named) and all(
        not word[0].islower() or word.casefold() in _PARTICLES for word in words
    )


def names_with_role(text: str) -> str:
    """The names in "Ana Ruiz, Diplomatic editor", or ""."""
    match = _ROLE.fullmatch(text) if "," in text else None
    names = without_by(match["names"]).strip() if match else ""
    return names if len(names.split()) > 1 and are_names(names) else ""


def names_in_lower_case(text: str) -> str:
    """The names in "by ana ruiz and tom hall", each of two words or more, or ""."""
    match = _LOWER_NAMES.fullmatch(text)
    if not match:
        return ""
    each = [name.split() for name in _BETWEEN_NAMES.split(match["names"])]
    if any(not 2 <= len(words) <= 4 for words in each):
        return ""
    return "" if _NO_NAMES.intersection(chain.from_iterable(each)) else match["names"]


def without_place(names: str) -> str:
    """The names in "John Smith, Oslo" and "John Smith in New York", as it stands before a date.

    Of two words behind a comma only those are a place that begin as no name does.
    """
    match = _WITH_PLACE.fullmatch(names)
    if not match or len(match["names"].split()) < 2 or _PEOPLE_S.fullmatch(match["place"]):
        return names
    words = match["place"].split()
    is_place = len(words) == 1 or words[0].casefold() in _FRONTS_OF_PLACES or bool(match["in_"])
    return match["names"] if is_place else names


def is_role(text: str) -> bool:
    """Whether `text` says what somebody is and not what a newspaper is called."""
    return bool(_ENDS_WITH_ROLE.search(text))
