"""A query as written to a query as meant: the parser and its tree."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from pincite.errors import QueryError
from pincite.indexer.analysis import tokenize
from pincite.indexer.function_words import FUNCTION_WORDS
from pincite.search.lexemes import read_lexemes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.search.lexemes import Lexeme

LONGEST_QUERY = 4096
DEEPEST_NESTING = 32


@dataclass(frozen=True)
class Word:
    """A word in any of its forms: every surface with the same stem."""

    surface: str


@dataclass(frozen=True)
class Phrase:
    """These surface forms, side by side and in this order; one alone is that exact form."""

    surfaces: tuple[str, ...]


@dataclass(frozen=True)
class Not:
    """What must not match."""

    node: Node


@dataclass(frozen=True)
class Group:
    """All of `musts`, none of `nots`, and where nothing is a must, any of `shoulds`.

    Attributes:
        musts: each has to match.
        shoulds: each adds to the score; one has to match where there are no musts.
        nots: none may match.
        pairs: neighbouring words of the query, whose nearness in a paragraph counts.
    """

    musts: tuple[Node, ...] = ()
    shoulds: tuple[Node, ...] = ()
    nots: tuple[Node, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()


Node: TypeAlias = "Word | Phrase | Not | Group"
Leaf: TypeAlias = "Word | Phrase"


def parse(query: str, function_words: frozenset[str] = FUNCTION_WORDS) -> Group:
    """The tree of a query.

    Args:
        query: the query as written.
        function_words: bare words to leave out as long as others remain.

    Raises:
        QueryError: the query is empty, too long or broken; it points at the character.
    """
    if len(query) > LONGEST_QUERY:
        raise QueryError(query, LONGEST_QUERY, f"longer than {LONGEST_QUERY:,} characters")
    parser = _Parser(query, function_words)
    tree = parser.group(depth=0)
    if parser.lexeme.name == "close":
        raise parser.error("no opening parenthesis for this")
    if tree is None:
        raise QueryError(query, 0, "no word to search for")
    return tree


def leaves(node: Node) -> Iterator[Leaf]:
    """The words and phrases a paragraph is scored by, in order, repeated as in the query."""
    if isinstance(node, (Word, Phrase)):
        yield node
    elif isinstance(node, Group):
        for part in (*node.musts, *node.shoulds):
            yield from leaves(part)


def pairs(node: Node) -> Iterator[tuple[str, str]]:
    """The neighbouring words of the query, wherever they stand in it."""
    if isinstance(node, Group):
        yield from node.pairs
        for part in (*node.musts, *node.shoulds):
            yield from pairs(part)


class _Parser:
    """Recursive descent over lexemes; one method for each rule of the grammar.

    group := clause*             clause := operand (AND operand)*, or one after an OR
    operand := NOT operand | sign atom        atom := word | phrase | ( group )
    """

    def __init__(self, query: str, function_words: frozenset[str]) -> None:
        self.query = query
        self.function_words = function_words
        self._lexemes = iter(read_lexemes(query))
        self.lexeme = next(self._lexemes)

    def error(self, reason: str) -> QueryError:
        return QueryError(self.query, self.lexeme.position, reason)

    def advance(self) -> Lexeme:
        taken, self.lexeme = self.lexeme, next(self._lexemes, self.lexeme)
        return taken

    def group(self, depth: int) -> Group | None:
        """Clauses up to a closing parenthesis or the end; None where no word is in them."""
        if depth > DEEPEST_NESTING:
            raise self.error(f"parentheses more than {DEEPEST_NESTING} deep")
        clauses = _Clauses(self.function_words)
        empty = True
        while self.lexeme.name not in {"close", "end"}:
            either = self.lexeme.name == "or"
            if either:
                if empty:
                    raise self.error("OR needs something before it")
                self._connective()
            clauses.add(self._clause(depth), either=either or self.lexeme.name == "or")
            empty = False
        return clauses.group()

    def _clause(self, depth: int) -> list[tuple[str, Node]]:
        """Signed nodes side by side, or one node where they are joined by AND."""
        operands = [self._operand(depth)]
        while self.lexeme.name == "and":
            self._connective()
            operands.append(self._operand(depth))
        if len(operands) == 1:
            return operands[0]
        signed = [pair for operand in operands for pair in operand]
        musts = tuple(node for sign, node in signed if sign != "-")
        nots = tuple(node for sign, node in signed if sign == "-")
        return [("", Group(musts=musts, nots=nots))] if signed else []

    def _connective(self) -> None:
        lexeme = self.advance()
        if self.lexeme.name in {"close", "end", "and", "or"}:
            raise QueryError(self.query, lexeme.position, f"{lexeme.text} needs something after it")

    def _operand(self, depth: int) -> list[tuple[str, Node]]:
        if self.lexeme.name == "and":
            raise self.error("AND needs something before it")
        if self.lexeme.name == "not":
            negations = 0
            while self.lexeme.name == "not":
                self._connective()
                negations += 1
            operand = self._operand(depth)
            return [("-", _all(operand))] if operand and negations % 2 else operand
        return self._atom(depth)

    def _atom(self, depth: int) -> list[tuple[str, Node]]:
        lexeme = self.advance()
        sign = lexeme.sign.rstrip("=")
        if lexeme.name == "open":
            node = self.group(depth + 1)
            if self.lexeme.name != "close":
                raise QueryError(self.query, lexeme.position, "this parenthesis is never closed")
            self.advance()
            return [(sign, node)] if node else []
        surfaces = tuple(token.surface for token in tokenize(lexeme.text))
        if not surfaces:
            return []
        verbatim = lexeme.name == "phrase" or lexeme.sign.endswith("=")
        if verbatim or (sign == "-" and len(surfaces) > 1):
            return [(sign, Phrase(surfaces))]
        return [(sign, Word(surface)) for surface in surfaces]


def _all(operand: list[tuple[str, Node]]) -> Node:
    if len(operand) == 1 and operand[0][0] != "-":
        return operand[0][1]
    return Group(
        musts=tuple(node for sign, node in operand if sign != "-"),
        nots=tuple(node for sign, node in operand if sign == "-"),
    )


class _Clauses:
    """Gathers the clauses of one group and drops the function words nobody insists on."""

    def __init__(self, function_words: frozenset[str]) -> None:
        self.function_words = function_words
        self.signed: list[tuple[str, Node]] = []

    def add(self, clause: list[tuple[str, Node]], *, either: bool) -> None:
        """Add a clause; beside an OR, what is excluded is one more way to match."""
        for sign, node in clause:
            self.signed.append(("", Not(node)) if either and sign == "-" else (sign, node))

    def group(self) -> Group | None:
        content = [pair for pair in self.signed if not self._is_function_word(pair)]
        kept = content if any(sign != "-" for sign, _ in content) else self.signed
        if not kept:
            return None
        return Group(
            musts=tuple(node for sign, node in kept if sign == "+"),
            shoulds=tuple(node for sign, node in kept if sign == ""),
            nots=tuple(node for sign, node in kept if sign == "-"),
            pairs=_neighbours(kept, self.function_words),
        )

    def _is_function_word(self, pair: tuple[str, Node]) -> bool:
        sign, node = pair
        return sign == "" and isinstance(node, Word) and node.surface in self.function_words


def _neighbours(
    signed: list[tuple[str, Node]], function_words: frozenset[str]
) -> tuple[tuple[str, str], ...]:
    """Words side by side; a function word takes no place, as in the texts."""
    words = [
        node.surface if isinstance(node, Word) and sign != "-" else None
        for sign, node in signed
        if not (isinstance(node, Word) and node.surface in function_words)
    ]
    return tuple((a, b) for a, b in pairwise(words) if a and b and a != b)
