"""Words that a line end divides: whether the hyphen is the typesetter's or the author's."""

from __future__ import annotations

import re
from collections.abc import Callable

_LONGEST_WORD = 60
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_DIVIDED = re.compile(r"([^\W\d_]+)[-‐]$")
# One pattern for each hyphen: those that begin with one certain sign are found many times faster.
_DIVISIONS = tuple(
    re.compile(rf"{hyphen}[^\S\r\n]*(?:\r\n|[\r\n])[^\S\r\n]*(?:>[^\S\r\n]*)*") for hyphen in "-‐"
)
_CUT = "\ud800"  # a surrogate, which no decoded text has

# What stands in front of a hyphen that an author writes: prefixes and first parts of compounds.
_FIRST_PARTS = frozenset(
    "a after ago air all ante anti arch arm auto be bi bio by broad brother car centre center co"
    " counter cross day de deep dis double down e east eco eight electro en euro eurasia ever ex"
    " extra fact far father fellow fifth fifty first five food foot fore forty four fourth free"
    " front full gas geo god good great ground half hand hard head heavy hemi high home hot hyper"
    " ice ill in infra inter intra iron kilo know knock land large last late left life light like"
    " lock long low macro main major man many market mass mega meta micro mid middle mini mis mono"
    " month mother much multi must near neo never new nine non north now nuclear oil old on one"
    " open out over pan para part passer peace petro poly poor post power pre price pro proto"
    " pseudo quarter quasi quick radio rail re red right road run runner sea second self semi"
    " seven seventy short single sister six sixty small so socio soft soon son south space state"
    " step still strong sub super tax tele ten then thermo third thirty three top trade trans tri"
    " turbo twenty two ultra un under up vice war water way weak week well west white wide work"
    " world would year zero".split()
)
# And what stands behind one.
_LAST_PARTS = frozenset(
    "about age aged aligned and armed around away back backed based be bearing blown born bound"
    " breaking brokered built by caliber calibre called capped car century chief class clad cut"
    " controlled covered day days deep designate dependent destroyer dollar door down dominated"
    " driven edge educated elect end ended esteem era facing fact faced fire fired five fleet"
    " flung flying fold for forward found four free friendly fuelled fueled funded general grade"
    " grown half hand handed hard hardened held hearted high hold home hour hours in inch inspired"
    " intensive in-law keeping kilometer kilometre know known laden laid law lasting launched"
    " lead leader leading led legged less level like line lived long looking made maker makers"
    " making man mannered mile million minded minute monger month months moving nation off offs"
    " of old on one oriented out over owned page paid party per percent piece planned point"
    " power powered president prize producing profile proof quality quarters range ranging ready"
    " related rich ridden right run running run-up scale secretary seeking set shaped side sided"
    " six sized south spread stage standing state states step strong style supported term than"
    " the three through time tier to ton tonne torn town trade trained trodden two type up ups"
    " wage war watt way week weeks west wide winning with woman work worker working world worn"
    " worthy year years".split()
)

Vocabulary = Callable[[], frozenset[str]]


def vocabulary_of(source: str) -> Vocabulary:
    """The words of a text that no line end divides, case folded, found when first asked for."""
    words: list[frozenset[str]] = []

    def vocabulary() -> frozenset[str]:
        if not words:
            words.append(frozenset(map(str.casefold, _whole_words(source))))
        return words[0]

    return vocabulary


def _whole_words(source: str) -> set[str]:
    for division in _DIVISIONS:
        source = division.sub(_CUT, source)
    # Between white space a text says the same again and again: each is taken apart once.
    distinct: set[str] = set()
    for line in source.splitlines():
        distinct.update(line.split())
    cut = [token for token in distinct if _CUT in token]
    words = set(_WORD.findall(" ".join(distinct.difference(cut))))
    for token in cut:
        words.update(
            match[0]
            for match in _WORD.finditer(token)
            if not token.startswith(_CUT, match.end())
            and not token.endswith(_CUT, 0, match.start())
        )
    return words


def is_divided(before: str, after: str, vocabulary: Vocabulary) -> bool:
    """Whether the hyphen that ends the line `before` only divides a word.

    It does where the text has the word whole elsewhere. Else it does where the text has neither
    half as a word, and neither is one that compounds are made of: what is doubtful keeps its
    hyphen, since a lost one cannot be told from the text.
    """
    first = _DIVIDED.search(before[-_LONGEST_WORD:]) if before[-1:] in {"-", "‐"} else None
    second = _WORD.match(after[:_LONGEST_WORD])
    if not first or not second:
        return False
    if (first[1] + second[0]).casefold() in vocabulary():
        return True
    return (
        _is_first_half(before, first)
        and _is_second_half(after, second)
        and not ({first[1].casefold(), second[0].casefold()} & vocabulary())
    )


def _is_first_half(before: str, first: re.Match[str]) -> bool:
    """A half of one letter, of capitals or behind another hyphen is left to its author."""
    half = first[1]
    alone = before[: len(before) - len(half) - 1][-1:] not in {"-", "‐", "'", "’"}
    return alone and len(half) > 1 and not half.isupper() and half.casefold() not in _FIRST_PARTS


def _is_second_half(after: str, second: re.Match[str]) -> bool:
    half = second[0]
    alone = after[second.end() : second.end() + 1] not in {"-", "‐"}
    return alone and len(half) > 1 and half.islower() and half not in _LAST_PARTS
