"""Reads the parts of a page letter by letter, into plain values; shares nothing with their writer.

Paragraphs are numbers, words and stems texts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Series = dict[str, list[str]]

STOPS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
CONTINUERS = "!#$%&()*+,./:;=>?@[]^`{|}~"
CONTROLS = [chr(code) for code in range(1, 32) if code not in {9, 10, 13}] + ["\x7f"]
SECONDS = [chr(code) for code in range(0x20, 0x7F) if chr(code) not in '"\\<']


class Payload:
    """A text that is read from its beginning, in the UTF-16 units that JavaScript has."""

    def __init__(self, text: str) -> None:
        self.units = text.encode("utf-16-le", "surrogatepass")
        self.at = 0

    def take(self, count: int) -> str:
        start, self.at = self.at, self.at + count
        assert 2 * self.at <= len(self.units)
        return self.units[2 * start : 2 * self.at].decode("utf-16-le", "surrogatepass")

    @property
    def is_read(self) -> bool:
        return 2 * self.at == len(self.units)

    def number(self) -> int:
        quotient, bias, span = 0, 0, 64
        while (symbol := self.take(1)) in CONTINUERS:
            quotient = quotient * 26 + CONTINUERS.index(symbol)
            bias += span
            span *= 26
        return bias + quotient * 64 + STOPS.index(symbol)

    def signed(self) -> int:
        number = self.number()
        return -(number + 1) // 2 if number % 2 else number // 2

    def numbers(self, count: int) -> list[int]:
        return [self.number() for _ in range(count)]

    def all_numbers(self) -> list[int]:
        found = []
        while not self.is_read:
            found.append(self.number())
        return found

    def ascending(self, count: int) -> list[int]:
        """Numbers of which the first is itself, and each other how many lie between."""
        found: list[int] = []
        for gap in self.numbers(count):
            found.append(found[-1] + 1 + gap if found else gap)
        return found

    def string(self) -> str:
        return self.take(self.number())

    def after(self, last: str) -> str:
        """A text of which the beginning is that of the one before."""
        shared = Payload(last).take(self.number())
        return shared + self.string()

    def rest(self) -> str:
        return self.take(len(self.units) // 2 - self.at)


@dataclass
class Term:
    """What the parts say of a stem in one language."""

    forms: list[tuple[str, int]]
    frequency: int
    content: int
    titles: list[tuple[int, int, int, list[int] | None]] = field(default_factory=list)
    headings: list[tuple[int, int, int]] = field(default_factory=list)
    leads: dict[int, int] = field(default_factory=dict)
    large: int = 0
    frequencies: dict[int, int] = field(default_factory=dict)
    shapes: dict[int, int] | None = None
    passages: dict[int, dict[int, int]] = field(default_factory=dict)
    places: dict[int, list[int]] = field(default_factory=dict)
    positions: dict[int, list[int]] = field(default_factory=dict)
    surfaces: dict[int, list[str]] = field(default_factory=dict)


def read_terms(series: Series, long: set[int]) -> Iterator[tuple[tuple[int, str], int, Term]]:
    """Every stem with its language, the number of its part, and what is known of it."""
    for part, text in enumerate(series["terms"]):
        records, exact = Payload(text), Payload(series["exact"][part])
        language, stem = 0, ""
        while not records.is_read:
            language += records.number()
            stem = records.after(stem)
            term, record = read_head(Payload(records.string()), stem)
            own = [record, record, exact]
            if term.large:
                own = [
                    Payload(series[name][term.large - 1]) for name in ("postings", "near", "places")
                ]
            elif term.frequency:
                own[2] = Payload(exact.string())
            read_postings(own[0], term, long)
            read_near(own[1], term)
            if term.frequency:
                read_exact(own[2], term)
                assert own[2].is_read
            assert own[0].is_read
            assert own[1].is_read
            yield (language, stem), part, term
        assert exact.is_read


def read_head(record: Payload, stem: str) -> tuple[Term, Payload]:
    forms = [(record.after(stem), record.number()) for _ in range(record.number())]
    term = Term(forms, record.number(), record.number())
    end = 0
    for _ in range(record.number()):
        first = end + record.number()
        count, occurrences = record.number(), record.number()
        end = first + count
        places = record.ascending(record.number()) if occurrences % 2 else None
        term.titles.append((first, count, occurrences // 2, places))
    end = 0
    for _ in range(record.number()):
        first = end + record.number()
        count, occurrences = record.number(), record.number()
        end = first + count
        term.headings.append((first, count, occurrences))
    last = -1
    for _ in range(record.number()):
        last += 1 + record.number()
        term.leads[last] = record.number()
    term.large = record.number()
    return term, record


def read_postings(payload: Payload, term: Term, long: set[int]) -> None:
    paragraphs = payload.ascending(term.frequency)
    term.frequencies = dict.fromkeys(paragraphs, 1)
    last = -1
    for _ in range(payload.number()):
        last += 1 + payload.number()
        term.frequencies[paragraphs[last]] = payload.number() + 2
    if payload.number():
        term.shapes = dict(zip(paragraphs, payload.numbers(term.frequency), strict=True))
    for paragraph in paragraphs:
        if paragraph in long:
            found = term.passages[paragraph] = {}
            last = -1
            for _ in range(payload.number()):
                last += 1 + payload.number()
                found[last] = payload.number() + 1


def read_near(payload: Payload, term: Term) -> None:
    for paragraph, frequency in term.frequencies.items():
        count = [0, frequency][term.content] if term.content < 2 else payload.number()
        term.places[paragraph] = payload.ascending(count)


def read_exact(payload: Payload, term: Term) -> None:
    for paragraph, frequency in term.frequencies.items():
        if term.content == 1:
            found = [place * 3 // 2 + payload.signed() for place in term.places[paragraph]]
        else:
            found = payload.ascending(frequency)
        term.positions[paragraph] = found
    for paragraph, frequency in term.frequencies.items():
        numbers = payload.numbers(frequency) if len(term.forms) > 1 else [0] * frequency
        term.surfaces[paragraph] = [term.forms[number][0] for number in numbers]


@dataclass(frozen=True)
class Word:
    """What the parts say of a surface form; its stems in all languages but English."""

    frequency: int
    stems: tuple[str, ...]


def read_words(parts: Sequence[str], languages: int) -> Iterator[tuple[str, int, Word]]:
    """Every surface form with the number of its part and what is known of it.

    Args:
        parts: of the series.
        languages: how many there are but English.
    """
    for number, part in enumerate(parts):
        payload = Payload(part)
        surface = ""
        while not payload.is_read:
            surface = payload.after(surface)
            frequency = payload.number()
            stems = []
            for _ in range(languages):
                cut = payload.number()
                whole = Payload(surface)
                length = len(whole.units) // 2
                stems.append(whole.take(length + 1 - cut) + payload.string() if cut else surface)
            yield surface, number, Word(frequency, tuple(stems))


@dataclass(frozen=True)
class Text:
    """What the parts say of a paragraph; sentences in UTF-16 units, None if left out."""

    kind: str
    lines: tuple[int, int] | None
    pages: tuple[int, int] | None
    heading: str
    sentences: tuple[tuple[int, int], ...] | None
    text: str


def read_block(part: str, count: int, root: dict[str, Any]) -> list[Text]:
    """The paragraphs of a block, of which there are `count`."""
    payload = Payload(part)
    kinds = [root["kinds"][number] for number in payload.numbers(count)]
    lines, pages = read_ranges(payload, count), read_ranges(payload, count)
    headings: list[str] = []
    for _ in range(count):
        said = payload.number()
        last = headings[-1] if said == 1 else ""
        headings.append(decoded(payload.string(), root["dictionary"]) if said == 2 else last)
    sentences = [read_sentences(payload) for _ in range(count)]
    texts = [decoded(text, root["dictionary"]) for text in payload.rest().split("\r")]
    columns = zip(kinds, lines, pages, headings, sentences, texts, strict=True)
    return [Text(*column) for column in columns]


def read_ranges(payload: Payload, count: int) -> list[tuple[int, int] | None]:
    found: list[tuple[int, int] | None] = []
    last = 0
    for _ in range(count):
        step = payload.number()
        if step:
            first = last + (-step // 2 if step % 2 == 0 else (step - 1) // 2)
            last = first + payload.number()
        found.append((first, last) if step else None)
    return found


def read_sentences(payload: Payload) -> tuple[tuple[int, int], ...] | None:
    found = []
    end = 0
    for _ in range(payload.number()):
        start = end + payload.number()
        end = start + payload.number()
        found.append((start, end))
    return tuple(found) or None


def decoded(text: str, dictionary: Sequence[str]) -> str:
    """A text of which some is told by symbols."""
    found = []
    symbols = iter(text)
    for symbol in symbols:
        if symbol not in CONTROLS:
            found.append(symbol)
            continue
        number = CONTROLS.index(symbol)
        if number < 5:
            found.append(dictionary[number])
        elif symbol == "\x7f":
            escaped = next(symbols)
            found.append("\r" if escaped == "r" else escaped)
        else:
            found.append(dictionary[5 + 92 * (number - 5) + SECONDS.index(next(symbols))])
    whole = "".join(found)
    assert whole[0] == " "
    return whole[1:]


def read_texts(parts: Sequence[str], root: dict[str, Any]) -> list[Text]:
    """All paragraphs."""
    firsts = text_firsts(root)
    blocks = iter(parts)
    found: list[Text] = []
    for first, end in pairwise([*firsts, root["paragraphs"]]):
        for start in range(first, end, 16):
            found += read_block(next(blocks), min(16, end - start), root)
    assert next(blocks, None) is None
    return found


def text_firsts(root: dict[str, Any]) -> list[int]:
    """The first paragraph of each group of texts."""
    firsts: list[int] = []
    for gap in Payload(root["series"]["texts"]["firsts"]).all_numbers():
        firsts.append(firsts[-1] + 1 + gap if firsts else gap)
    return firsts


def read_bounds(root: dict[str, Any]) -> list[tuple[int, str]]:
    """What parts each part of the terms from the one before, with the number of its language."""
    payload = Payload(root["series"]["terms"]["bounds"])
    language, stem = 0, ""
    found = []
    while not payload.is_read:
        language += payload.number()
        stem = payload.after(stem)
        found.append((language, stem))
    return found


def read_values(part: str) -> list[str]:
    """A column of values of articles."""
    column = json.loads(part)
    return [column["values"][number] for number in Payload(column["of"]).all_numbers()]


def read_ids(part: str) -> list[str]:
    payload = Payload(part)
    found = [""]
    while not payload.is_read:
        found.append(payload.after(found[-1]))
    return found[1:]


def read_titles(part: str) -> list[tuple[str, int]]:
    """The title of each article, and the number of its language, -1 for none."""
    column = json.loads(part)
    languages = Payload(column["languages"]).all_numbers()
    return [(title, own - 1) for title, own in zip(column["titles"], languages, strict=True)]


def read_repeats(part: str) -> dict[int, int]:
    """The first paragraph that has the words of each that is not the first."""
    payload = Payload(part)
    found = {}
    last = -1
    for _ in range(payload.number()):
        last += 1 + payload.number()
        found[last] = last - payload.number()
    assert payload.is_read
    return found


def read_long(part: str) -> dict[int, tuple[int, int, int, list[int]]]:
    """Of long paragraphs kind, whether repeated, words of the title, and of each passage."""
    payload = Payload(part)
    found = {}
    last = -1
    for _ in range(payload.number()):
        last += 1 + payload.number()
        kind, repeated, title = payload.numbers(3)
        found[last] = (kind, repeated, title, payload.numbers(payload.number()))
    assert payload.is_read
    return found


def read_strings(part: str) -> list[str]:
    payload = Payload(part)
    found = []
    while not payload.is_read:
        found.append(payload.string())
    return found
