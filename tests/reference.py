"""A search engine too simple to be wrong: it reads every word of every paragraph.

It shares no code with the engine it checks. Texts are lists of sentences, sentences lists of
words, so nothing has to be taken apart; a query is a tree of the classes below.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from nltk.stem.snowball import SnowballStemmer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    # Entries of several words or one: who asks for one on the left is given all on the right.
    Rule = tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]

FUNCTION_WORDS = frozenset(["the", "of", "is", "not"])
WEIGHTS = {
    "k1": 1.2,
    "b": 0.75,
    "title": 3.0,
    "heading": 0.25,
    "caption": 0.3,
    "byline": 0.1,
    "boilerplate": 0.1,
    "ordered": 0.2,
    "unordered": 0.2,
    "related": 0.4,
}


@dataclass(frozen=True)
class Text:
    """A paragraph; every sentence ends in a full stop and a space follows it."""

    article: str
    ordinal: int
    kind: str
    sentences: tuple[tuple[str, ...], ...]
    title: str = ""
    heading: str = ""
    author: str = ""
    publication: str = ""
    date: str = ""
    answers: tuple[str, ...] = ()  # words of its title that it answers for, being the lead

    @property
    def words(self) -> list[str]:
        return [word for sentence in self.sentences for word in sentence]

    @property
    def text(self) -> str:
        return " ".join(" ".join(sentence) + "." for sentence in self.sentences)

    @property
    def sentence_spans(self) -> tuple[tuple[int, int], ...]:
        spans = []
        start = 0
        for sentence in self.sentences:
            end = start + len(" ".join(sentence)) + 1
            spans.append((start, end))
            start = end + 1
        return tuple(spans)

    @property
    def word_spans(self) -> list[tuple[int, int]]:
        spans = []
        for (start, _), sentence in zip(self.sentence_spans, self.sentences, strict=True):
            at = start
            for word in sentence:
                spans.append((at, at + len(word)))
                at += len(word) + 1
        return spans

    @property
    def context(self) -> list[str]:
        """The words of title and heading, which weigh on the score of all but headings."""
        if self.kind == "heading":
            return []
        return self.title.split() + (self.heading.split() if self.heading != self.title else [])


@dataclass(frozen=True)
class Bare:
    """A word in any of its forms."""

    word: str

    def __str__(self) -> str:
        return self.word


@dataclass(frozen=True)
class Exact:
    """Words as written, side by side; one alone is written with an equals sign."""

    words: tuple[str, ...]

    def __str__(self) -> str:
        return f"={self.words[0]}" if len(self.words) == 1 else f'"{" ".join(self.words)}"'


@dataclass(frozen=True)
class Close:
    """Words in any form and any order, the last at most so many words from the first."""

    words: tuple[str, ...]
    distance: int

    def __str__(self) -> str:
        return f'"{" ".join(self.words)}"~{self.distance}'


@dataclass(frozen=True)
class Wild:
    """Every form that fits: * is any letters or none, ? is one."""

    pattern: str

    def __str__(self) -> str:
        return self.pattern


@dataclass(frozen=True)
class Almost:
    """Every form so many edits away or fewer; without a number, as many as its length allows."""

    word: str
    edits: int | None = None

    def __str__(self) -> str:
        return f"{self.word}~{self.edits or ''}"

    @property
    def most(self) -> int:
        return self.edits or (1 if len(self.word) <= 5 else 2)


@dataclass(frozen=True)
class Known:
    """What is known of a paragraph or its article, which only narrows."""

    field: str
    words: tuple[str, ...]
    quoted: bool = False

    def __str__(self) -> str:
        value = f'"{" ".join(self.words)}"' if self.quoted else "-".join(self.words)
        return f"{self.field}:{value}"


@dataclass(frozen=True)
class Both:
    """Operands joined by AND, each with whether it is negated."""

    operands: tuple[tuple[bool, Leaf | Known | Seq], ...]

    def __str__(self) -> str:
        return " AND ".join(
            ("NOT " if negated else "") + _enclosed(node) for negated, node in self.operands
        )


@dataclass(frozen=True)
class Seq:
    """Clauses side by side, each with its sign: "" (any of these), "+" or "-"."""

    clauses: tuple[tuple[str, Leaf | Known | Both | Seq], ...]
    settled: bool = False  # whether the function words that are left stay

    def __str__(self) -> str:
        return " ".join(
            sign + (_enclosed(node) if sign or not isinstance(node, Both) else str(node))
            for sign, node in self.clauses
        )


@dataclass(frozen=True)
class OneOf:
    """What synonyms make of a bare word, or put beside several: any of these, as one term."""

    parts: tuple[Bare | Exact, ...]


Leaf = Bare | Exact | Close | Wild | Almost | OneOf
Node = Leaf | Known | Both | Seq


def _enclosed(node: Node) -> str:
    return f"({node})" if isinstance(node, (Both, Seq)) else str(node)


@functools.cache
def stem(word: str) -> str:
    return str(_snowball().stem(word))


@functools.cache
def _snowball() -> SnowballStemmer:
    return SnowballStemmer("english")


def narrows(node: Node) -> bool:
    """Whether there is nothing in it but what is known of articles and paragraphs."""
    if isinstance(node, Both):
        return all(narrows(part) for _, part in node.operands)
    if isinstance(node, Seq):
        return all(narrows(part) for _, part in node.clauses)
    return isinstance(node, Known)


def clauses(seq: Seq) -> list[tuple[str, Node]]:
    """The clauses without the function words nobody insists on, unless nothing else is sought."""
    if seq.settled:
        return list(seq.clauses)
    content = [
        (sign, node)
        for sign, node in seq.clauses
        if sign or not isinstance(node, Bare) or node.word not in FUNCTION_WORDS
    ]
    is_enough = any(sign != "-" and not narrows(node) for sign, node in content)
    return content if is_enough else list(seq.clauses)


def content(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in FUNCTION_WORDS)


def synonyms(words: tuple[str, ...], rules: Sequence[Rule]) -> list[OneOf]:
    """What rules have for one bare word, or for several: at most one term."""
    found = [
        other
        for left, right in rules
        for entry in left
        if content(entry) == words
        for other in right
        if content(other) != words
    ]
    own = [Bare(word) for word in words] if len(words) == 1 else []
    parts: list[Bare | Exact] = [*own]
    for (word,) in (entry for entry in found if len(entry) == 1):
        if stem(word) not in [stem(str(part)) for part in parts]:
            parts.append(Bare(word))
    stems = {stem(str(part)) for part in parts}
    phrases = [entry for entry in found if len(entry) > 1 and not stems & set(map(stem, entry))]
    parts += [Exact(entry) for entry in dict.fromkeys(phrases)]
    return [OneOf(tuple(parts))] if len(parts) > len(own) else []


def widened(node: Node, rules: Sequence[Rule]) -> Node:
    """A query with the synonyms of its bare words."""
    if isinstance(node, Bare):
        return (synonyms((node.word,), rules) or [node])[0]
    if isinstance(node, Both):
        return Both(tuple((negated, widened(part, rules)) for negated, part in node.operands))
    if not isinstance(node, Seq):
        return node
    kept = clauses(node)
    row = [
        part.word if isinstance(part, Bare) and not sign else ""
        for sign, part in kept
        if not (isinstance(part, Bare) and part.word in FUNCTION_WORDS)
    ]
    runs = [tuple(row[i:j]) for i in range(len(row)) for j in range(i + 2, len(row) + 1)]
    beside = [("", each) for run in dict.fromkeys(runs) for each in synonyms(run, rules)]
    return Seq((*((sign, widened(part, rules)) for sign, part in kept), *beside), settled=True)


def edits(one: str, other: str) -> int:
    """Letters added, dropped or changed, or swapped with the next, until the words are equal."""

    @functools.cache
    def left(i: int, j: int) -> int:
        if i == 0 or j == 0:
            return i + j
        ways = [left(i - 1, j) + 1, left(i, j - 1) + 1]
        ways.append(left(i - 1, j - 1) + (one[i - 1] != other[j - 1]))
        if i > 1 and j > 1 and one[i - 2 : i] == other[j - 1] + other[j - 2]:
            ways.append(left(i - 2, j - 2) + 1)
        return min(ways)

    return left(len(one), len(other))


def fits(leaf: Bare | Wild | Almost, word: str) -> bool:
    """Whether a word is one of those that a leaf stands for."""
    if isinstance(leaf, Bare):
        return stem(word) == stem(leaf.word)
    if isinstance(leaf, Almost):
        return edits(leaf.word, word) <= leaf.most
    signs = {"*": ".*", "?": "."}
    rule = "".join(signs.get(letter, re.escape(letter)) for letter in leaf.pattern)
    return re.fullmatch(rule, word) is not None


def stretches(leaf: Close, words: list[str]) -> list[tuple[int, int]]:
    """From each word that is sought to the first place behind which all of them have been."""
    stems = [stem(word) for word in words]
    wanted = Counter(map(stem, leaf.words))
    found = []
    for start in range(len(stems)):
        for end in range(start, min(start + leaf.distance + 1, len(stems))):
            if stems[start] in wanted and Counter(stems[start : end + 1]) >= wanted:
                found.append((start, end))
                break
    return found


def places(leaf: Leaf, words: list[str]) -> list[int]:
    """Where in a list of words a leaf stands: the position of its first word."""
    if isinstance(leaf, Close):
        return [start for start, _ in stretches(leaf, words)]
    if isinstance(leaf, OneOf):
        return sorted(place for part in leaf.parts for place in places(part, words))
    if isinstance(leaf, Exact):
        size = len(leaf.words)
        return [i for i in range(len(words)) if tuple(words[i : i + size]) == leaf.words]
    return [i for i, word in enumerate(words) if fits(leaf, word)]


def has(known: Known, text: Text) -> bool:
    """Whether that is so of a paragraph or its article."""
    (value, *_) = known.words
    if known.field == "kind":
        return text.kind == value
    if known.field == "path":
        return value in text.article
    if known.field == "date":
        return dated(value, text.date)
    words = {"title": text.title, "author": text.author, "publication": text.publication}
    there, wanted = words[known.field].split(), list(known.words)
    if known.field == "title" and not known.quoted:
        there, wanted = list(map(stem, there)), list(map(stem, wanted))
    return any(there[i : i + len(wanted)] == wanted for i in range(len(there)))


def dated(asked: str, date: str) -> bool:
    """Whether a date, or a year or month, may lie in another, or between two."""
    first, dots, last = asked.partition("..")
    last = last if dots else first
    after_begin = not first or _latest(date) >= _earliest(first)
    return bool(date) and after_begin and (not last or _earliest(date) <= _latest(last))


def _earliest(date: str) -> str:
    return date + "-01-01"[len(date) - 4 :]


def _latest(date: str) -> str:
    return date + "-12-31"[len(date) - 4 :]


def is_in(leaf: Leaf, text: Text) -> bool:
    """Whether a paragraph has a leaf, or answers for a title that has a bare word."""
    parts = leaf.parts if isinstance(leaf, OneOf) else (leaf,)
    titled = any(places(part, list(text.answers)) for part in parts if isinstance(part, Bare))
    return titled or bool(places(leaf, text.words))


def answering(texts: list[Text]) -> list[Text]:
    """The paragraphs, and in the lead of each article what of its title is in no heading."""
    leads: dict[str, Text] = {}
    headings: dict[str, set[str]] = {}
    for text in sorted(texts, key=lambda text: text.ordinal):
        if text.kind == "heading":
            headings.setdefault(text.article, set()).update(map(stem, text.words))
        if text.kind in {"body", "quote", "list", "annotation"}:
            leads.setdefault(text.article, text)
    return [
        replace(
            text,
            answers=tuple(
                word for word in text.context if stem(word) not in headings.get(text.article, ())
            ),
        )
        if leads.get(text.article) is text
        else text
        for text in texts
    ]


def matches(node: Node, text: Text) -> bool:
    if isinstance(node, Leaf):
        return is_in(node, text)
    if isinstance(node, Known):
        return has(node, text)
    if isinstance(node, Both):
        return all(matches(operand, text) != negated for negated, operand in node.operands)
    kept = clauses(node)
    if not all(matches(part, text) for sign, part in kept if sign != "-" and narrows(part)):
        return False
    by_sign = {
        sign: [
            matches(part, text)
            for s, part in kept
            if s == sign and (sign == "-" or not narrows(part))
        ]
        for sign in ("", "+", "-")
    }
    if any(by_sign["-"]) or not all(by_sign["+"]):
        return False
    return bool(by_sign["+"]) or not by_sign[""] or any(by_sign[""])


def sought(node: Node) -> list[Leaf]:
    """The leaves that add to the score, as often as they stand in the query."""
    if isinstance(node, Leaf):
        return [node]
    if isinstance(node, Known):
        return []
    if isinstance(node, Both):
        return [leaf for negated, part in node.operands if not negated for leaf in sought(part)]
    return [leaf for sign, part in clauses(node) if sign != "-" for leaf in sought(part)]


def neighbours(node: Node) -> set[tuple[str, str]]:
    """The stems of words side by side in the query, function words passed over."""
    if isinstance(node, (Leaf, Known)):
        return set()
    if isinstance(node, Both):
        inner = [neighbours(part) for negated, part in node.operands if not negated]
        return set().union(*inner)
    found = set().union(*(neighbours(part) for sign, part in clauses(node) if sign != "-"))
    if not any(sign == "" and not narrows(part) for sign, part in clauses(node)):
        return found
    row = [
        stem(part.word) if isinstance(part, Bare) and sign != "-" else None
        for sign, part in clauses(node)
        if not (isinstance(part, Bare) and part.word in FUNCTION_WORDS)
    ]
    return found | {(a, b) for a, b in pairwise(row) if a and b and a != b}


def passages(text: Text, longest: int = 300) -> list[tuple[int, int]]:
    """First and last position of each passage: sentences, as long as they fit together."""
    if len(text.words) <= longest:
        return [(0, len(text.words))]
    found: list[list[int]] = []
    position = 0
    for sentence in text.sentences:
        end = position + len(sentence)
        if found and end - found[-1][0] <= longest:
            found[-1][1] = end
        else:
            found.append([position, end])
        position = end
    return [(start, end) for start, end in found]


def begin_alike(one: str, other: str) -> bool:
    """Whether two stems have their first six letters in common, and three fifths of the longer."""
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    return one != other and shared >= 6 and 5 * shared >= 3 * max(len(one), len(other))


class Scan:
    """All paragraphs of an index, its synonyms, and the figures of BM25F over them."""

    def __init__(
        self,
        texts: list[Text],
        rules: Sequence[Rule] = (),
        weights: Mapping[str, float] | None = None,
    ) -> None:
        self.texts = answering(texts)
        self.rules = rules
        self.weights = WEIGHTS | dict(weights or {})
        words = sum(len(text.words) for text in texts)
        words += self.weights["title"] * sum(len(text.context) for text in texts)
        self.average = words / len(texts) if words else 1.0

    def idf(self, leaf: Leaf) -> float:
        if isinstance(leaf, OneOf):
            return min(map(self.idf, leaf.parts))
        if isinstance(leaf, Exact) and len(leaf.words) > 1:
            return sum(self.idf(Exact((word,))) for word in leaf.words)
        if isinstance(leaf, Close):
            return sum(self.idf(Bare(word)) for word in leaf.words)
        if isinstance(leaf, (Wild, Almost)):
            forms = {word for text in self.texts for word in text.words if fits(leaf, word)}
            having = max((self.having(Exact((form,))) for form in forms), default=0)
        else:
            having = self.having(leaf)
        exact = math.log(1 + (len(self.texts) - having + 0.5) / (having + 0.5))
        return math.floor(exact * 2**20 + 0.5) / 2**20

    def having(self, leaf: Leaf) -> int:
        """In how many paragraphs a leaf is."""
        return sum(is_in(leaf, text) for text in self.texts)

    def bm25f(self, query: Node, text: Text) -> float:
        """The score of the best passage, which for most paragraphs is the whole."""
        leaves = [(leaf, self.idf(leaf)) for leaf in sought(query)]
        best = max(
            sum(idf * self._saturated(leaf, text, start, end) for leaf, idf in leaves)
            for start, end in passages(text)
        )
        return self.weights.get(text.kind, 1.0) * best

    def _saturated(self, leaf: Leaf, text: Text, start: int, end: int) -> float:
        k1, b, title = (self.weights[name] for name in ("k1", "b", "title"))
        frequency: float = sum(start <= place < end for place in places(leaf, text.words))
        for part in leaf.parts if isinstance(leaf, OneOf) else [leaf]:
            if isinstance(part, Bare):
                frequency += title * len(places(part, text.context))
        length = end - start + title * len(text.context)
        norm = k1 * (1 - b + b * length / self.average)
        return frequency * (k1 + 1) / (frequency + norm) if frequency else 0.0

    def near(self, query: Node, text: Text) -> float:
        """What words of the query that stand near each other add, in the text and in the title."""
        title = [] if text.kind == "heading" else text.title.split()
        total = self._near(query, text.words) + self._near(query, title)
        return self.weights.get(text.kind, 1.0) * total

    def _near(self, query: Node, words: list[str]) -> float:
        stems = [stem(word) for word in words if word not in FUNCTION_WORDS]
        total = 0.0
        for a, b in neighbours(query):
            weight = (self.idf(Bare(a)) + self.idf(Bare(b))) / 2
            followed, beside = self.weights["ordered"], self.weights["unordered"]
            at_a = [i for i, found in enumerate(stems) if found == a]
            at_b = [i for i, found in enumerate(stems) if found == b]
            ordered = sum(j == i + 1 for i in at_a for j in at_b)
            close = sum(abs(i - j) <= 8 for i in at_a for j in at_b)
            total += weight * followed * ordered / (ordered + 1.2)
            total += weight * beside * close / (close + 1.2)
        return total

    def kin(self, query: Node, text: Text) -> float:
        """What words add that begin as a bare word of the query does, and are not in it."""
        k1, b, title = (self.weights[name] for name in ("k1", "b", "title"))
        leaves = sought(query)
        parts = [
            part for leaf in leaves for part in (leaf.parts if isinstance(leaf, OneOf) else [leaf])
        ]
        known = {stem(part.word) for part in parts if isinstance(part, Bare)}
        length = len(text.words) + title * len(text.context)
        norm = k1 * (1 - b + b * length / self.average)
        total = 0.0
        for own in {stem(leaf.word) for leaf in leaves if isinstance(leaf, Bare)}:
            worth = sum(
                self.idf(leaf)
                for leaf in leaves
                if isinstance(leaf, Bare) and stem(leaf.word) == own
            )
            frequency = sum(
                by
                for words, by in ((text.words, 1.0), (text.context, title))
                for word in words
                if begin_alike(own, stem(word)) and stem(word) not in known
            )
            share = 0.25 if own in map(stem, text.words + text.context) else 1.0
            total += share * worth * frequency * (k1 + 1) / (frequency + norm) if frequency else 0
        return self.weights["related"] * self.weights.get(text.kind, 1.0) * total

    def find(self, query: Node, raised: int = 100) -> list[tuple[Text, float]]:
        """All that matches, best first; nearness raises only among the `raised` best."""

        def order(pair: tuple[Text, float]) -> tuple[float, str, int]:
            return (-round(pair[1], 9), pair[0].article, pair[0].ordinal)

        meant = widened(query, self.rules)
        first = sorted(
            ((text, self.bm25f(meant, text)) for text in self.texts if matches(meant, text)),
            key=order,
        )
        raising = bool(neighbours(query))
        head = [
            (text, score + self.near(query, text) + (self.kin(meant, text) if raising else 0.0))
            for text, score in first[:raised]
        ]
        return sorted(head, key=order) + first[raised:]


def spans(query: Node, text: Text, rules: Sequence[Rule] = ()) -> tuple[tuple[int, int], ...]:
    """Where the leaves stand in the text: characters covered, in unbroken runs."""
    covered: set[int] = set()
    for leaf in sought(widened(query, rules)):
        for first, last in marked(leaf, text.words):
            covered.update(range(text.word_spans[first][0], text.word_spans[last][1]))
    starts = sorted(at for at in covered if at - 1 not in covered)
    ends = sorted(at + 1 for at in covered if at + 1 not in covered)
    return tuple(zip(starts, ends, strict=True))


def marked(leaf: Leaf, words: list[str]) -> list[tuple[int, int]]:
    """First and last word of each stretch to mark; of words near each other each by itself."""
    if isinstance(leaf, Close):
        stems = {stem(word) for word in leaf.words}
        return [
            (place, place)
            for start, end in stretches(leaf, words)
            for place in range(start, end + 1)
            if stem(words[place]) in stems
        ]
    if isinstance(leaf, OneOf):
        return [stretch for part in leaf.parts for stretch in marked(part, words)]
    size = len(leaf.words) if isinstance(leaf, Exact) else 1
    return [(place, place + size - 1) for place in places(leaf, words)]
