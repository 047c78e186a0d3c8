"""A larger collection made from the bundled articles, the same at every run.

Each copy of an article has its paragraphs in another order and two words in five of those
outside the most frequent given the copy's number as a suffix, so that vocabulary and document
frequencies grow roughly as they do in real text.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

from pincite.indexer.sources import find_sources, read_articles

CORPUS = Path(__file__).parent.parent / "corpus"
FREQUENT = 300
SHARE = 0.4

_WORD = re.compile(r"[^\W\d_]+")


def enlarged(size: int) -> list[tuple[str, list[str]]]:
    """Titles and paragraphs of at least `size` characters in all."""
    articles = [
        (article.title, [paragraph.text for paragraph in article.paragraphs])
        for path in find_sources([CORPUS])[0]
        for article in read_articles(path, path.name)
    ]
    counts = Counter(
        word for _, texts in articles for text in texts for word in _WORD.findall(text)
    )
    frequent = {word for word, _ in counts.most_common(FREQUENT)}
    made: list[tuple[str, list[str]]] = []
    characters = copy = 0
    while characters < size:
        chance = random.Random(copy)  # noqa: S311 - the same text at every run
        changed = {word for word in sorted(counts.keys() - frequent) if chance.random() < SHARE}
        for title, texts in articles:
            shuffled = [_varied(text, changed, copy) if copy else text for text in texts]
            chance.shuffle(shuffled)
            made.append((title, shuffled))
            characters += sum(map(len, shuffled))
        copy += 1
    return made


def _varied(text: str, changed: set[str], copy: int) -> str:
    return _WORD.sub(lambda m: f"{m[0]}{copy}" if m[0] in changed else m[0], text)
