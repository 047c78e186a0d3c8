"""The queries: eleven classes, taken from the paragraphs of a corpus themselves, seeded.

Frequencies are those of stems, as engines see them. A content word is one that is not among the
hundred most frequent stems.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from dataclasses import asdict, dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from benchmarks.corpora import Corpus

EACH = 100
TRIES = 4000
COMMONEST = 100

_WORD = re.compile(r"[^\W_]+")
_PLAIN = re.compile(r"[a-z]{2,24}")


@dataclass(frozen=True)
class Query:
    """What is asked, before any engine's syntax.

    Attributes:
        kind: "any", "all" or "phrase" of the words; "prefix" of the one; "not": any of the words
            and not `without`; "filtered": any of the words, in articles of `source` only.
        words: in lower case, not stemmed.
        without: the word that must not occur.
        source: the package that the article must come from.
    """

    kind: str
    words: tuple[str, ...]
    without: str = ""
    source: str = ""


def prepare(corpus: Corpus, folder: Path) -> dict[str, list[Query]]:
    """The queries by class, made if `folder` has them not yet."""
    file = folder / f"{corpus.name}.queries.json"
    if not file.exists():
        print(f"making queries for {corpus.name}")
        classes = {title: made[:EACH] for title, made in _Maker(corpus).classes().items()}
        plain = {title: [asdict(query) for query in made] for title, made in classes.items()}
        file.write_text(json.dumps(plain, indent=1), "utf-8")
    read = json.loads(file.read_text("utf-8"))
    return {
        title: [Query(**{**query, "words": tuple(query["words"])}) for query in made]
        for title, made in read.items()
    }


class _Maker:
    """Draws queries from paragraphs drawn from a corpus."""

    def __init__(self, corpus: Corpus) -> None:
        import Stemmer

        self.stem = cache(Stemmer.Stemmer("english").stemWord)
        self.frequency: Counter[str] = Counter()
        self.chance = random.Random(corpus.name)  # noqa: S311 - the same at every run
        self.count = 0
        drawn: list[tuple[str, str]] = []
        sources = (place.source for place in corpus.places for _ in range(place.count))
        for source, text in zip(sources, corpus.paragraphs(), strict=True):
            self.frequency.update({self.stem(word) for word in _WORD.findall(text.lower())})
            self.count += 1
            place = len(drawn) if len(drawn) < TRIES else self.chance.randrange(self.count)
            if place < TRIES:
                drawn[place : place + 1] = [(source, text)]
        self.drawn = drawn
        ordered = sorted(self.frequency.items(), key=lambda entry: (-entry[1], entry[0]))
        self.commonest = {stem for stem, _ in ordered[:COMMONEST]}

    def classes(self) -> dict[str, list[Query]]:
        """As many queries of each class as the paragraphs drawn give, in their order."""
        return {
            "rare word": self._words(lambda df: 2 <= df <= 20),
            "frequent word": self._words(lambda df: df >= 0.05 * self.count),
            "any of 2-3 words": self._sets("any"),
            "running text": self._running(),
            "running text, content words": self._running_content(),
            "all of 2-3 words": self._sets("all"),
            "phrase": [Query("phrase", words) for words in self._runs(2, 3)],
            "phrase of frequent words": self._frequent_pairs(),
            "prefix": self._prefixes(),
            "not": self._exclusions(),
            "filtered": self._filtered(),
        }

    def _texts(self) -> Iterator[tuple[str, list[str]]]:
        self.chance.shuffle(self.drawn)
        for source, text in self.drawn:
            yield source, _WORD.findall(text.lower())

    def _content(self, words: list[str]) -> list[str]:
        """The content words, each stem once."""
        by_stem = {self.stem(word): word for word in words if _PLAIN.fullmatch(word)}
        return [
            word for stem, word in by_stem.items() if stem not in self.commonest and len(word) > 2
        ]

    def _words(self, wanted: Callable[[int], bool]) -> list[Query]:
        found: dict[str, None] = {}
        for _, words in self._texts():
            fitting = [
                w for w in words if _PLAIN.fullmatch(w) and wanted(self.frequency[self.stem(w)])
            ]
            if fitting:
                found[self.chance.choice(fitting)] = None
        return [Query("any", (word,)) for word in found]

    def _sets(self, kind: str) -> list[Query]:
        return [
            Query(kind, tuple(self.chance.sample(content, self.chance.randint(2, 3))))
            for _, words in self._texts()
            if len(content := self._content(words)) >= 3
        ]

    def _runs(self, least: int, most: int) -> Iterator[tuple[str, ...]]:
        """Words that follow each other, plain ones, one of them a content word at least."""
        for _, words in self._texts():
            length = self.chance.randint(least, most)
            if len(words) <= length:
                continue
            start = self.chance.randrange(len(words) - length)
            run = words[start : start + length]
            if all(_PLAIN.fullmatch(word) or word == "a" for word in run) and self._content(run):
                yield tuple(run)

    def _running(self) -> list[Query]:
        return [Query("any", tuple(dict.fromkeys(run))) for run in self._runs(5, 10)]

    def _running_content(self) -> list[Query]:
        """What is left of running text where frequent words are left out."""
        contents = (self._content(list(run)) for run in self._runs(5, 10))
        return [Query("any", tuple(content)) for content in contents if len(content) > 1]

    def _frequent_pairs(self) -> list[Query]:
        found: dict[tuple[str, ...], None] = {}
        for _, words in self._texts():
            pairs = [
                pair
                for pair in pairwise(words)
                if pair[0] != pair[1]
                and all(_PLAIN.fullmatch(w) and self.stem(w) in self.commonest for w in pair)
            ]
            if pairs:
                found[self.chance.choice(pairs)] = None
        return [Query("phrase", pair) for pair in found]

    def _prefixes(self) -> list[Query]:
        found: dict[str, None] = {}
        for _, words in self._texts():
            long = [word for word in self._content(words) if len(word) >= 5]
            if long:
                found[self.chance.choice(long)[: self.chance.randint(3, 4)]] = None
        return [Query("prefix", (prefix,)) for prefix in found]

    def _exclusions(self) -> list[Query]:
        return [
            Query("not", (first, second), without=third)
            for _, words in self._texts()
            if len(content := self._content(words)) >= 3
            for first, second, third in [self.chance.sample(content, 3)]
        ]

    def _filtered(self) -> list[Query]:
        return [
            Query("filtered", tuple(self.chance.sample(content, 2)), source=source)
            for source, words in self._texts()
            if len(content := self._content(words)) >= 2
        ]
