"""A query as meant: a tree of what is sought, what is excluded and what narrows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Word:
    """A word in any of its forms: every surface with the same stem."""

    surface: str


@dataclass(frozen=True)
class Phrase:
    """These surface forms, side by side and in this order; one alone is that exact form."""

    surfaces: tuple[str, ...]


@dataclass(frozen=True)
class Near:
    """These words in any of their forms and in any order, near each other.

    Attributes:
        surfaces: the words, two or more.
        distance: how many words the last may be from the first.
    """

    surfaces: tuple[str, ...]
    distance: int


@dataclass(frozen=True)
class Pattern:
    """Every surface form that fits: * stands for any letters or none, ? for one letter."""

    text: str


@dataclass(frozen=True)
class Fuzzy:
    """Every surface form that is at most so many edits away, that one included."""

    surface: str
    edits: int


@dataclass(frozen=True)
class Alternatives:
    """What synonyms have for something in the query: any of it, counted as one term.

    Attributes:
        surfaces: what it is for. One word is an alternative itself, the first; several are not,
            because they stand in the query beside this.
        others: what else is sought: words, no two of one stem, then phrases without these.
    """

    surfaces: tuple[str, ...]
    others: tuple[Word | Phrase, ...]

    @property
    def parts(self) -> tuple[Word | Phrase, ...]:
        """All that is sought."""
        own = tuple(map(Word, self.surfaces)) if len(self.surfaces) == 1 else ()
        return (*own, *self.others)


@dataclass(frozen=True)
class Field:
    """What is known of a paragraph or its article; it narrows and adds nothing to a score.

    Attributes:
        name: title, author, publication, path or kind.
        words: of title, author and publication, side by side there; of path a folded part of
            it; of kind its name.
        verbatim: whether the words are meant as they are, not in any form.
    """

    name: str
    words: tuple[str, ...]
    verbatim: bool = True


@dataclass(frozen=True)
class Dates:
    """Articles that may be of these days, each a number: 20180418."""

    first: int
    last: int


@dataclass(frozen=True)
class Not:
    """What must not match."""

    node: Node


@dataclass(frozen=True)
class Group:
    """All of `musts` and `filters`, none of `nots`; where nothing is a must, any of `shoulds`.

    Attributes:
        musts: each has to match.
        shoulds: each adds to the score; one has to match where there are no musts.
        nots: none may match.
        filters: each has to match, and none is enough.
        pairs: neighbouring words of the query, whose nearness in a paragraph counts.
    """

    musts: tuple[Node, ...] = ()
    shoulds: tuple[Node, ...] = ()
    nots: tuple[Node, ...] = ()
    filters: tuple[Node, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()


# What is looked up by itself.
Part: TypeAlias = Word | Phrase | Near | Pattern | Fuzzy
# What a paragraph is scored by.
Leaf: TypeAlias = Part | Alternatives
Node: TypeAlias = Leaf | Field | Dates | Not | Group


def label(leaf: Leaf) -> str:
    """A leaf as it could stand in a query; alternatives as they could in the file of synonyms."""
    if isinstance(leaf, Word):
        return leaf.surface
    if isinstance(leaf, Alternatives):
        others = " | ".join(map(label, leaf.others))
        return f"{' '.join(leaf.surfaces)} {'|' if len(leaf.surfaces) == 1 else '=>'} {others}"
    if isinstance(leaf, Pattern):
        return leaf.text
    if isinstance(leaf, Fuzzy):
        return f"{leaf.surface}~{leaf.edits}"
    if isinstance(leaf, Phrase) and len(leaf.surfaces) == 1:
        return f"={leaf.surfaces[0]}"
    quoted = f'"{" ".join(leaf.surfaces)}"'
    return f"{quoted}~{leaf.distance}" if isinstance(leaf, Near) else quoted


def leaves(node: Node) -> Iterator[Leaf]:
    """What a paragraph is scored by, in order, repeated as in the query."""
    if isinstance(node, Leaf):
        yield node
    elif isinstance(node, Group):
        for part in (*node.musts, *node.shoulds):
            yield from leaves(part)


def parts_of(leaf: Leaf) -> tuple[Part, ...]:
    """What has to be looked up for a leaf: alternatives each by itself."""
    return leaf.parts if isinstance(leaf, Alternatives) else (leaf,)


def excluded(node: Node) -> Iterator[Leaf]:
    """What is looked for and adds to no score, in order."""
    if isinstance(node, Not):
        yield from _all_leaves(node.node)
    elif isinstance(node, Group):
        for part in (*node.musts, *node.shoulds):
            yield from excluded(part)
        for part in node.nots:
            yield from _all_leaves(part)


def pairs(node: Node) -> Iterator[tuple[str, str]]:
    """The neighbouring words of the query, wherever they stand in it."""
    if isinstance(node, Group):
        yield from node.pairs
        for part in (*node.musts, *node.shoulds):
            yield from pairs(part)


def is_filter(node: Node) -> bool:
    """Whether nothing in it is a matter of words in the text."""
    if isinstance(node, Not):
        return is_filter(node.node)
    if isinstance(node, Group):
        parts = (*node.musts, *node.shoulds, *node.nots, *node.filters)
        return all(map(is_filter, parts))
    return isinstance(node, (Field, Dates))


def _all_leaves(node: Node) -> Iterator[Leaf]:
    yield from leaves(node)
    yield from excluded(node)
