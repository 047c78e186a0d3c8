"""What stands for what: the file of synonyms of an index, and a query widened by it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from pincite.errors import PinciteError
from pincite.indexer.analysis import tokenize
from pincite.search.query.tree import (
    Alternatives,
    Group,
    Not,
    Phrase,
    Word,
    excluded,
    leaves,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping
    from pathlib import Path

    from pincite.search.query.tree import Node

LARGEST_FILE = 1_000_000
MOST_RULES = 10_000
# For one entry, all its rules together.
MOST_ALTERNATIVES = 100
LONGEST_ENTRY = 20

# In each language.
Stems: TypeAlias = frozenset[tuple[str, str]]
# Folded surface forms; what one entry of a rule has, or as many of a query side by side.
Words: TypeAlias = tuple[str, ...]

_COMMENT = re.compile(r"(?:^|\s)#.*")
_ARROW = "=>"
# What is no punctuation in a query, and has no meaning here.
_SIGNS = re.compile(r"[*~=]")


class Synonyms:
    """Other words for words, several or one, and for several or one.

    Attributes:
        others: by words as they stand in a query side by side, function words left out, what is
            sought besides, in the order of the rules.
    """

    def __init__(self, others: Mapping[Words, tuple[Words, ...]]) -> None:
        self.others = others
        # By the first word, how many there are of several.
        self._lengths: dict[str, list[int]] = {}
        for words in others:
            lengths = self._lengths.setdefault(words[0], [])
            if len(words) > 1 and len(words) not in lengths:
                lengths.append(len(words))

    def widened(self, tree: Group, stems: Callable[[str], Stems]) -> Group:
        """A query that looks for synonyms of its bare words too.

        Those of a word are counted with it, as one term. Those of several words side by side in
        one group, without a sign or AND, are one more way to match beside them. What is put in
        has no synonyms itself.

        Args:
            tree: the query.
            stems: the stems of a surface form, one in each language; words that share one are one
                word. Other words are sought in all their forms.
        """
        every = (*leaves(tree), *excluded(tree))
        words = {leaf.surface for leaf in every if isinstance(leaf, Word)}
        return (
            tree if self._lengths.keys().isdisjoint(words) else _Widening(self, stems).group(tree)
        )

    def runs(self, group: Group) -> Iterator[Words]:
        """The several words side by side in a group that there are others for."""
        surfaces = [node.surface if isinstance(node, Word) else "" for node in group.shoulds]
        pairs = frozenset(group.pairs)
        for start, first in enumerate(surfaces):
            for length in self._lengths.get(first, ()):
                words = tuple(surfaces[start : start + length])
                if len(words) == length and words in self.others and _are_beside(words, pairs):
                    yield words


class _Widening:
    """Widens one query."""

    def __init__(self, synonyms: Synonyms, stems: Callable[[str], Stems]) -> None:
        self._synonyms = synonyms
        self._stems = stems

    def group(self, group: Group) -> Group:
        runs = dict.fromkeys(self._synonyms.runs(group))
        beside = tuple(each for words in runs for each in self._alternatives(words))
        return replace(
            group,
            musts=tuple(map(self._node, group.musts)),
            shoulds=(*map(self._node, group.shoulds), *beside),
            nots=tuple(map(self._node, group.nots)),
        )

    def _node(self, node: Node) -> Node:
        if isinstance(node, Word):
            return next(self._alternatives((node.surface,)), node)
        if isinstance(node, Not):
            return Not(self._node(node.node))
        return self.group(node) if isinstance(node, Group) else node

    def _alternatives(self, words: Words) -> Iterator[Alternatives]:
        """The alternatives for some words, if there are any."""
        found = self._synonyms.others.get(words, ())
        stems = set(self._stems(*words)) if len(words) == 1 else set()
        others: list[Word | Phrase] = []
        for other in found:
            if len(other) == 1 and stems.isdisjoint(self._stems(*other)):
                stems.update(self._stems(*other))
                others.append(Word(*other))
        # A phrase that has one of these words in it would count its places twice.
        others += [
            Phrase(other)
            for other in found
            if len(other) > 1 and all(stems.isdisjoint(self._stems(word)) for word in other)
        ]
        if others:
            yield Alternatives(words, tuple(others))


def _are_beside(words: Words, pairs: frozenset[tuple[str, str]]) -> bool:
    """Whether words that follow each other in a group have nothing between them."""
    # A word twice makes no pair.
    return all(one == other or (one, other) in pairs for one, other in pairwise(words))


def read_synonyms(
    path: Path, function_words: frozenset[str], everywhere: frozenset[str] | None = None
) -> Synonyms:
    """The synonyms in a file, one rule a line.

    In `Kiev, Kyiv` each stands for all; in `EU => European Union, Europe` who asks for what is on
    the left is also given what is on the right. From a `#` at the beginning of a line or after a
    space the rest of it is a comment.

    Args:
        path: of the file, in UTF-8.
        function_words: of the language; in a query they take no place.
        everywhere: those of all languages of the index, where there are several: a rule for one
            of these is broken, one for a word that is none in some language is passed over.

    Raises:
        PinciteError: a rule is broken, or there are too many.
    """
    others: dict[Words, dict[Words, None]] = {}
    rules = 0
    for number, line in enumerate(_lines(path), 1):
        text = _COMMENT.sub("", line).strip()
        if not text:
            continue
        rules += 1
        if rules > MOST_RULES:
            raise _error(path, number, f"more than {MOST_RULES:,} rules")
        try:
            _add_rule(text, others, function_words, everywhere)
        except ValueError as error:
            raise _error(path, number, str(error)) from None
    return Synonyms({words: tuple(found) for words, found in others.items() if found})


def _lines(path: Path) -> list[str]:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise PinciteError(f"{path} cannot be read ({error.strerror})") from error
    if len(content) > LARGEST_FILE:
        raise PinciteError(f"{path} is larger than 1 MB: too many synonyms")
    content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return content.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _error(path, line, "this is not UTF-8: save the file as UTF-8") from error


def _error(path: Path, line: int, reason: str) -> PinciteError:
    return PinciteError(f"{path}, line {line}: {reason}")


def _add_rule(
    text: str,
    others: dict[Words, dict[Words, None]],
    function_words: frozenset[str],
    everywhere: frozenset[str] | None,
) -> None:
    """Add what one rule says; a ValueError says what is wrong with it."""
    left, right = _sides(text)
    contents = {words: _content(words, function_words) for words in (*left, *right)}
    least = function_words if everywhere is None else everywhere
    if len({_content(words, least) for words in contents}) < 2:
        raise ValueError(f"“{text}” has no two that differ: write “Kiev, Kyiv” or “EU => Europe”")
    for words in left:
        own = contents[words]
        if not _content(words, least):
            raise ValueError(
                f"“{' '.join(words)}” is left out of queries: it can only stand after {_ARROW}"
            )
        if not own:
            continue
        found = others.setdefault(own, {})
        found.update({each: None for each in right if contents[each] != own})
        if len(found) > MOST_ALTERNATIVES:
            raise ValueError(f"more than {MOST_ALTERNATIVES} others for “{' '.join(words)}”")


def _sides(text: str) -> tuple[list[Words], list[Words]]:
    sides = text.split(_ARROW)
    if len(sides) == 1:
        entries = list(_entries(text))
        return entries, entries
    if len(sides) > 2:
        raise ValueError(f"more than one {_ARROW}")
    for side, where in zip(sides, ("before", "after"), strict=True):
        if not side.strip():
            raise ValueError(f"nothing {where} {_ARROW}")
    left, right = map(_entries, sides)
    return list(left), list(right)


def _entries(side: str) -> Iterator[Words]:
    for entry in side.split(","):
        text = entry.strip()
        if not text:
            raise ValueError("nothing beside a comma")
        if sign := _SIGNS.search(text):
            raise ValueError(f"{sign[0]} has no meaning in “{text}”: write words")
        words = tuple(token.surface for token in tokenize(text))
        if not words:
            raise ValueError(f"no word in “{text}”")
        if len(words) > LONGEST_ENTRY:
            raise ValueError(f"more than {LONGEST_ENTRY} words in “{text}”")
        yield words


def _content(words: Words, function_words: Container[str]) -> Words:
    """What a query keeps of some words."""
    return tuple(word for word in words if word not in function_words)
