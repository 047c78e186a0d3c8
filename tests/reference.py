"""A search engine too simple to be wrong: it reads every word of every paragraph.

It shares no code with the engine it checks. Texts are lists of sentences, sentences lists of
words, so nothing has to be taken apart; a query is a tree of the classes below.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from itertools import pairwise

from nltk.stem.snowball import SnowballStemmer

FUNCTION_WORDS = frozenset(["the", "of", "is", "not"])
KIND_WEIGHTS = {"heading": 0.25, "caption": 0.3, "byline": 0.1, "boilerplate": 0.1}


@dataclass(frozen=True)
class Text:
    """A paragraph; every sentence ends in a full stop and a space follows it."""

    article: str
    ordinal: int
    kind: str
    sentences: tuple[tuple[str, ...], ...]
    title: str = ""
    heading: str = ""

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
class Both:
    """Operands joined by AND, each with whether it is negated."""

    operands: tuple[tuple[bool, Bare | Exact | Seq], ...]

    def __str__(self) -> str:
        return " AND ".join(
            ("NOT " if negated else "") + _enclosed(node) for negated, node in self.operands
        )


@dataclass(frozen=True)
class Seq:
    """Clauses side by side, each with its sign: "" (any of these), "+" or "-"."""

    clauses: tuple[tuple[str, Bare | Exact | Both | Seq], ...]

    def __str__(self) -> str:
        return " ".join(
            sign + (_enclosed(node) if sign or not isinstance(node, Both) else str(node))
            for sign, node in self.clauses
        )


Node = Bare | Exact | Both | Seq
Leaf = Bare | Exact


def _enclosed(node: Node) -> str:
    return f"({node})" if isinstance(node, (Both, Seq)) else str(node)


@functools.cache
def stem(word: str) -> str:
    return str(_snowball().stem(word))


@functools.cache
def _snowball() -> SnowballStemmer:
    return SnowballStemmer("english")


def clauses(seq: Seq) -> list[tuple[str, Node]]:
    """The clauses without the function words nobody insists on, unless nothing else is sought."""
    content = [
        (sign, node)
        for sign, node in seq.clauses
        if sign or not isinstance(node, Bare) or node.word not in FUNCTION_WORDS
    ]
    return content if any(sign != "-" for sign, _ in content) else list(seq.clauses)


def places(leaf: Leaf, words: list[str]) -> list[int]:
    """Where in a list of words a leaf stands: the position of its first word."""
    if isinstance(leaf, Bare):
        return [i for i, word in enumerate(words) if stem(word) == stem(leaf.word)]
    size = len(leaf.words)
    return [i for i in range(len(words)) if tuple(words[i : i + size]) == leaf.words]


def matches(node: Node, text: Text) -> bool:
    if isinstance(node, (Bare, Exact)):
        return bool(places(node, text.words))
    if isinstance(node, Both):
        return all(matches(operand, text) != negated for negated, operand in node.operands)
    by_sign = {
        sign: [matches(node, text) for s, node in clauses(node) if s == sign]
        for sign in ("", "+", "-")
    }
    if any(by_sign["-"]) or not all(by_sign["+"]):
        return False
    return bool(by_sign["+"]) or not by_sign[""] or any(by_sign[""])


def sought(node: Node) -> list[Leaf]:
    """The leaves that add to the score, as often as they stand in the query."""
    if isinstance(node, (Bare, Exact)):
        return [node]
    if isinstance(node, Both):
        return [leaf for negated, part in node.operands if not negated for leaf in sought(part)]
    return [leaf for sign, part in clauses(node) if sign != "-" for leaf in sought(part)]


def neighbours(node: Node) -> set[tuple[str, str]]:
    """The stems of words side by side in the query, function words passed over."""
    if isinstance(node, (Bare, Exact)):
        return set()
    if isinstance(node, Both):
        inner = [neighbours(part) for negated, part in node.operands if not negated]
        return set().union(*inner)
    found = set().union(*(neighbours(part) for sign, part in clauses(node) if sign != "-"))
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


class Scan:
    """All paragraphs of an index, and the figures of BM25F over them."""

    def __init__(self, texts: list[Text]) -> None:
        self.texts = texts
        lengths = [len(text.words) + 3 * len(text.context) for text in texts]
        self.average = sum(lengths) / len(lengths) if lengths else 1.0

    def idf(self, leaf: Leaf) -> float:
        if isinstance(leaf, Exact) and len(leaf.words) > 1:
            return sum(self.idf(Exact((word,))) for word in leaf.words)
        having = sum(bool(places(leaf, text.words)) for text in self.texts)
        exact = math.log(1 + (len(self.texts) - having + 0.5) / (having + 0.5))
        return math.floor(exact * 2**20 + 0.5) / 2**20

    def bm25f(self, query: Node, text: Text) -> float:
        """The score of the best passage, which for most paragraphs is the whole."""
        leaves = [(leaf, self.idf(leaf)) for leaf in sought(query)]
        best = max(
            sum(idf * self._saturated(leaf, text, start, end) for leaf, idf in leaves)
            for start, end in passages(text)
        )
        return KIND_WEIGHTS.get(text.kind, 1.0) * best

    def _saturated(self, leaf: Leaf, text: Text, start: int, end: int) -> float:
        frequency = sum(start <= place < end for place in places(leaf, text.words))
        if isinstance(leaf, Bare):
            frequency += 3 * len(places(leaf, text.context))
        length = end - start + 3 * len(text.context)
        norm = 1.2 * (1 - 0.75 + 0.75 * length / self.average)
        return frequency * (1.2 + 1) / (frequency + norm)

    def near(self, query: Node, text: Text) -> float:
        """What words of the query that stand near each other add."""
        stems = [stem(word) for word in text.words if word not in FUNCTION_WORDS]
        total = 0.0
        for a, b in neighbours(query):
            weight = 0.2 * (self.idf(Bare(a)) + self.idf(Bare(b))) / 2
            at_a = [i for i, found in enumerate(stems) if found == a]
            at_b = [i for i, found in enumerate(stems) if found == b]
            ordered = sum(j == i + 1 for i in at_a for j in at_b)
            close = sum(abs(i - j) <= 8 for i in at_a for j in at_b)
            total += weight * (ordered / (ordered + 1.2) + close / (close + 1.2))
        return KIND_WEIGHTS.get(text.kind, 1.0) * total

    def find(self, query: Node, raised: int = 100) -> list[tuple[Text, float]]:
        """All that matches, best first; nearness raises only among the `raised` best."""

        def order(pair: tuple[Text, float]) -> tuple[float, str, int]:
            return (-round(pair[1], 9), pair[0].article, pair[0].ordinal)

        first = sorted(
            ((text, self.bm25f(query, text)) for text in self.texts if matches(query, text)),
            key=order,
        )
        head = [(text, score + self.near(query, text)) for text, score in first[:raised]]
        return sorted(head, key=order) + first[raised:]


def spans(query: Node, text: Text) -> tuple[tuple[int, int], ...]:
    """Where the leaves stand in the text: characters covered, in unbroken runs."""
    covered: set[int] = set()
    for leaf in sought(query):
        size = 1 if isinstance(leaf, Bare) else len(leaf.words)
        for place in places(leaf, text.words):
            covered.update(range(text.word_spans[place][0], text.word_spans[place + size - 1][1]))
    starts = sorted(at for at in covered if at - 1 not in covered)
    ends = sorted(at + 1 for at in covered if at + 1 not in covered)
    return tuple(zip(starts, ends, strict=True))
