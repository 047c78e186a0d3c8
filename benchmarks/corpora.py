"""The corpora: paragraphs of 60 to 120 words, in articles, the same at every run.

| size | text   | paragraphs | what                                                            |
|------|--------|------------|-----------------------------------------------------------------|
| XS   | 0.1 MB | 0.2 k      | every 270th paragraph of M; to see that everything runs         |
| S    | 1 MB   | 2 k        | every 27th paragraph of M                                       |
| M    | 30 MB  | 54 k       | manuals and dictionaries of computing, each sentence once       |
| L    | 300 MB | 540 k      | all of it, a dictionary of English, and four copies made unlike |

Sentences of a document are gathered into paragraphs, paragraphs of one package into articles of
25 to 100, and the articles shuffled. A copy is made unlike its original so that vocabulary,
document frequencies and lists of positions grow roughly as they do in real text: sentences change
places within windows of 60, and of the words outside the 3,000 most frequent two in five, chosen
anew for each copy, get a suffix of letters. All chance is seeded.

A corpus NAME is `NAME.txt`, one paragraph a line; `NAME.tsv`, one article a line: the number of
its first paragraph from 0, how many it has, its package, its title; and the folder `NAME/`, each
article a text file: title, blank line, paragraphs parted by blank lines.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import groupby, islice
from typing import TYPE_CHECKING

from benchmarks import texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

SIZES = ("XS", "S", "M", "L")
BYTES = {"M": 30_000_000, "L": 300_000_000}
EVERY = {"XS": 270, "S": 27}
LARGE_ONLY = "dict-gcide"
WINDOW = 60
FREQUENT = 3000
CHANGED = 0.4
SUFFIXES = ("", "zk", "qv", "xd", "vj", "kx", "zw", "qg", "xb")

_WORD = re.compile(r"[A-Za-z]{4,}")


@dataclass(frozen=True)
class Article:
    """Some paragraphs of one package that stand together."""

    source: str
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """Where an article is in a corpus: the number of its first paragraph and how many it has."""

    first: int
    count: int
    source: str
    title: str


@dataclass(frozen=True)
class Corpus:
    """A corpus on disk.

    Attributes:
        name: one of `SIZES`.
        folder: where it and the others are.
    """

    name: str
    folder: Path

    @property
    def text(self) -> Path:
        """The file of its paragraphs."""
        return self.folder / f"{self.name}.txt"

    @property
    def files(self) -> Path:
        """The folder of its articles."""
        return self.folder / self.name

    @property
    def size(self) -> int:
        """Bytes of text."""
        return self.text.stat().st_size

    def paragraphs(self) -> Iterator[str]:
        """The paragraphs in order."""
        with self.text.open(encoding="utf-8") as lines:
            for line in lines:
                yield line[:-1]

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Where the articles are, in order."""
        table = (self.folder / f"{self.name}.tsv").read_text("utf-8").splitlines()
        rows = (line.split("\t") for line in table)
        return tuple(Place(int(first), int(count), *rest) for first, count, *rest in rows)

    def path(self, number: int) -> Path:
        """The text file of the article `number`, counted from 0."""
        return self.files / self.places[number].source / f"{number:06}.txt"


def prepare(name: str, folder: Path) -> Corpus:
    """The corpus of that name, made if `folder` has it not yet."""
    folder.mkdir(parents=True, exist_ok=True)
    corpus = Corpus(name, folder)
    if not (folder / f"{name}.tsv").exists():
        print(f"making corpus {name}")
        if name in EVERY:
            made = _every(EVERY[name], prepare("M", folder))
        else:
            texts.fetch(folder / "packages")
            made = _enlarged(list(texts.documents(folder / "packages")), large=name == "L")
            made = _up_to(BYTES[name], made)
        write(corpus, made)
    return corpus


def write(corpus: Corpus, articles: Iterable[Article]) -> None:
    """Its three files; the table comes last, so that a corpus that has one is whole."""
    table = []
    first = 0
    with corpus.text.open("w", encoding="utf-8") as lines:
        for number, article in enumerate(articles):
            lines.writelines(f"{paragraph}\n" for paragraph in article.paragraphs)
            path = corpus.files / article.source / f"{number:06}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n\n".join([article.title, *article.paragraphs]) + "\n", "utf-8")
            count = len(article.paragraphs)
            table.append(f"{first}\t{count}\t{article.source}\t{article.title}\n")
            first += count
    (corpus.folder / f"{corpus.name}.tsv").write_text("".join(table), "utf-8")


def _up_to(size: int, articles: Iterator[Article]) -> Iterator[Article]:
    for article in articles:
        yield article
        size -= sum(len(paragraph.encode()) + 1 for paragraph in article.paragraphs)
        if size <= 0:
            return


def _every(step: int, corpus: Corpus) -> Iterator[Article]:
    """Each `step`-th paragraph, gathered into articles again."""
    titled = ((place.source, place.title) for place in corpus.places for _ in range(place.count))
    chance = random.Random(step)  # noqa: S311 - the same text at every run
    chosen = islice(zip(titled, corpus.paragraphs(), strict=True), 0, None, step)
    return iter(_articles(sorted(chosen, key=lambda entry: entry[0][0]), chance))


def _enlarged(documents: list[texts.Document], *, large: bool) -> Iterator[Article]:
    """The articles of the documents, and after them those of unlike copies without end."""
    frequent = _frequent(documents)
    own = documents if large else [d for d in documents if d.source != LARGE_ONLY]
    for copy, suffix in enumerate(SUFFIXES):
        chance = random.Random(copy)  # noqa: S311 - the same text at every run
        change = _changing(copy, suffix, frequent)
        titled = [
            ((d.source, d.title), paragraph)
            for d in own
            for paragraph in _paragraphs(_shuffled(d.sentences, chance, copy), change, chance)
        ]
        made = _articles(titled, chance)
        chance.shuffle(made)
        yield from made


def _articles(titled: list[tuple[tuple[str, str], str]], chance: random.Random) -> list[Article]:
    """Articles of 25 to 100 paragraphs from ((package, title), paragraph), packages in runs."""
    made = []
    for source, entries in groupby(titled, key=lambda entry: entry[0][0]):
        while run := list(islice(entries, chance.randint(25, 100))):
            title = run[0][0][1]
            made.append(Article(source, title, tuple(paragraph for _, paragraph in run)))
    return made


def _paragraphs(
    sentences: Iterable[str], change: Callable[[str], str], chance: random.Random
) -> Iterator[str]:
    """Whole sentences up to a length that varies; what is left over is dropped if short."""
    gathered: list[str] = []
    length, wanted = 0, chance.randint(60, 100)
    for sentence in sentences:
        words = sentence.count(" ") + 1
        if gathered and (length >= wanted or (length >= 60 and length + words > 120)):
            yield change(" ".join(gathered))
            gathered, length, wanted = [], 0, chance.randint(60, 100)
        gathered.append(sentence)
        length += words
    if length >= 30:
        yield change(" ".join(gathered))


def _shuffled(sentences: tuple[str, ...], chance: random.Random, copy: int) -> list[str]:
    if not copy:
        return list(sentences)
    moved = []
    for start in range(0, len(sentences), WINDOW):
        window = list(sentences[start : start + WINDOW])
        chance.shuffle(window)
        moved += window
    return moved


def _frequent(documents: list[texts.Document]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for document in documents:
        for sentence in document.sentences:
            counts.update(_WORD.findall(sentence.lower()))
    return frozenset(word for word, _ in counts.most_common(FREQUENT))


def _changing(copy: int, suffix: str, frequent: frozenset[str]) -> Callable[[str], str]:
    """What gives the chosen words of a text their suffix."""
    if not suffix:
        return lambda text: text
    chosen: dict[str, str] = {}

    def changed(match: re.Match[str]) -> str:
        word = match[0]
        if word not in chosen:
            lower = word.lower()
            digest = blake2b(f"{copy} {lower}".encode(), digest_size=1).digest()[0]
            chosen[word] = (
                word + suffix if digest < CHANGED * 256 and lower not in frequent else word
            )
        return chosen[word]

    return lambda text: _WORD.sub(changed, text)
