"""The queries: by turns content words of a paragraph and running text from one, seeded.

One to three content words in any order, and two or three words as they follow each other, one of
them a content word at least. As in `benchmarks.queries`, a content word is none of the hundred most
frequent; here words are counted as written, for every engine stems them in its own way or not at
all.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.corpora import Corpus

COMMONEST = 100
MOST_WORDS = 3

_WORD = re.compile(r"[^\W_]+")
_PLAIN = re.compile(r"[a-z]{2,24}|a")
_CONTENT = re.compile(r"[a-z]{3,24}")


def draw(corpus: Corpus, count: int) -> list[str]:
    """So many queries, no two the same."""
    return _Drawing(corpus).queries(count)


class _Drawing:
    def __init__(self, corpus: Corpus) -> None:
        self.chance = random.Random(corpus.name)  # noqa: S311 - the same at every run
        self.paragraphs = [text.lower() for text in corpus.paragraphs()]
        frequency: Counter[str] = Counter()
        for text in self.paragraphs:
            frequency.update(set(_WORD.findall(text)))
        self.commonest = {word for word, _ in frequency.most_common(COMMONEST)}

    def queries(self, count: int) -> list[str]:
        drawn: dict[str, None] = {}
        while len(drawn) < count:
            words = _WORD.findall(self.chance.choice(self.paragraphs))
            chosen = self.running(words) if len(drawn) % 2 else self.content(words)
            if chosen:
                drawn[" ".join(chosen)] = None
        return list(drawn)

    def content(self, words: Sequence[str]) -> Sequence[str]:
        found = [word for word in dict.fromkeys(words) if self.is_content(word)]
        return self.chance.sample(found, min(len(found), self.chance.randint(1, MOST_WORDS)))

    def running(self, words: Sequence[str]) -> Sequence[str]:
        length = self.chance.randint(2, MOST_WORDS)
        start = self.chance.randrange(max(1, len(words) - length))
        run = words[start : start + length]
        plain = all(map(_PLAIN.fullmatch, run))
        return run if plain and any(map(self.is_content, run)) else ()

    def is_content(self, word: str) -> bool:
        return word not in self.commonest and bool(_CONTENT.fullmatch(word))
