"""A query as written to a query as meant."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pincite.errors import QueryError
from pincite.indexer.analysis import tokenize
from pincite.indexer.function_words import FUNCTION_WORDS
from pincite.search.query.lexemes import read_lexemes
from pincite.search.query.tree import Group, Near, Not, Phrase, Word, is_filter
from pincite.search.query.words import reach, read_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pincite.search.query.lexemes import Lexeme
    from pincite.search.query.tree import Leaf, Node

    Signed = tuple[str, Node]

LONGEST_QUERY = 4096
DEEPEST_NESTING = 32

# The sign of what only narrows; it cannot be written.
_FILTER = "|"


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
        wildcard = query.find("*")
        if wildcard >= 0:
            raise QueryError(query, wildcard, "a wildcard needs at least one letter")
        raise QueryError(query, 0, "no word to search for")
    return tree


class _Parser:
    """Recursive descent over lexemes; one method for each rule of the grammar.

    group := clause*             clause := operand (AND operand)*, or one after an OR
    operand := NOT operand | sign atom        atom := word | phrase | field | ( group )
    """

    def __init__(self, query: str, function_words: frozenset[str]) -> None:
        self.query = query
        self.function_words = function_words
        self._lexemes = iter(read_lexemes(query))
        self.lexeme = next(self._lexemes)
        self.expanded = 0

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

    def _clause(self, depth: int) -> list[Signed]:
        """Signed nodes side by side, or one node where they are joined by AND."""
        operands = [self._operand(depth)]
        while self.lexeme.name == "and":
            self._connective()
            operands.append(self._operand(depth))
        if len(operands) == 1:
            return operands[0]
        signed = [pair for operand in operands for pair in operand]
        return [("", _all(signed))] if signed else []

    def _connective(self) -> None:
        lexeme = self.advance()
        if self.lexeme.name in {"close", "end", "and", "or"}:
            raise QueryError(self.query, lexeme.position, f"{lexeme.text} needs something after it")

    def _operand(self, depth: int) -> list[Signed]:
        if self.lexeme.name == "and":
            raise self.error("AND needs something before it")
        if self.lexeme.name == "not":
            negations = 0
            while self.lexeme.name == "not":
                self._connective()
                negations += 1
            operand = self._operand(depth)
            return [("-", _one(operand))] if operand and negations % 2 else operand
        return self._atom(depth)

    def _atom(self, depth: int) -> list[Signed]:
        lexeme = self.advance()
        sign = lexeme.sign.rstrip("=")
        if lexeme.name == "open":
            node = self.group(depth + 1)
            if self.lexeme.name != "close":
                raise QueryError(self.query, lexeme.position, "this parenthesis is never closed")
            self.advance()
            return [(sign, node)] if node else []
        if lexeme.name == "field":
            from pincite.search.query.fields import read_field  # for the few queries that have one

            return [(sign, read_field(self.query, lexeme))]
        if lexeme.name == "phrase":
            leaf = _quotation(lexeme)
            return [(sign, leaf)] if leaf else []
        found = read_word(self.query, lexeme, self.expanded)
        words = [leaf for leaf in found if isinstance(leaf, Word)]
        if len(words) < len(found):
            self.expanded += sum(map(reach, found))
        verbatim = lexeme.sign.endswith("=")
        if len(words) == len(found) and found and (verbatim or (sign == "-" and len(found) > 1)):
            return [(sign, Phrase(tuple(word.surface for word in words)))]
        leaves = [_exactly(leaf) if verbatim else leaf for leaf in found]
        if sign == "-" and len(leaves) > 1:
            return [(sign, Group(musts=tuple(leaves)))]
        return [(sign, leaf) for leaf in leaves]


def _quotation(lexeme: Lexeme) -> Leaf | None:
    """What stands in quotation marks; None where no word does."""
    surfaces = tuple(token.surface for token in tokenize(lexeme.text))
    if not surfaces:
        return None
    if not lexeme.distance:
        return Phrase(surfaces)
    if len(surfaces) > 1:
        return Near(surfaces, lexeme.distance)
    return _exactly(Word(*surfaces)) if lexeme.sign.endswith("=") else Word(*surfaces)


def _exactly(leaf: Leaf) -> Leaf:
    return Phrase((leaf.surface,)) if isinstance(leaf, Word) else leaf


def _one(operand: list[Signed]) -> Node:
    """An operand as one node."""
    if len(operand) == 1 and operand[0][0] != "-":
        return operand[0][1]
    return _all(operand)


def _all(signed: Sequence[Signed]) -> Group:
    return Group(
        musts=tuple(node for sign, node in signed if sign != "-" and not is_filter(node)),
        nots=tuple(node for sign, node in signed if sign == "-"),
        filters=tuple(node for sign, node in signed if sign != "-" and is_filter(node)),
    )


class _Clauses:
    """Gathers the clauses of one group and drops the function words nobody insists on."""

    def __init__(self, function_words: frozenset[str]) -> None:
        self.function_words = function_words
        self.signed: list[Signed] = []

    def add(self, clause: list[Signed], *, either: bool) -> None:
        """Add a clause; beside an OR, what is excluded is one more way to match."""
        for sign, node in clause:
            if either and sign == "-":
                self.signed.append(("", Not(node)))
            elif is_filter(node) and (sign == "+" or (sign == "" and not either)):
                self.signed.append((_FILTER, node))
            else:
                self.signed.append((sign, node))

    def group(self) -> Group | None:
        content = [pair for pair in self.signed if not self._is_function_word(pair)]
        is_sought = any(sign in {"", "+"} for sign, _ in content)
        kept = content if is_sought else self.signed
        if not kept:
            return None
        shoulds = tuple(node for sign, node in kept if sign == "")
        return Group(
            musts=tuple(node for sign, node in kept if sign == "+"),
            shoulds=shoulds,
            nots=tuple(node for sign, node in kept if sign == "-"),
            filters=tuple(node for sign, node in kept if sign == _FILTER),
            pairs=_neighbours(kept, self.function_words) if shoulds else (),
        )

    def _is_function_word(self, pair: Signed) -> bool:
        sign, node = pair
        return sign == "" and isinstance(node, Word) and node.surface in self.function_words


def _neighbours(
    signed: list[Signed], function_words: frozenset[str]
) -> tuple[tuple[str, str], ...]:
    """Words side by side; a function word takes no place, as in the texts."""
    words = [
        node.surface if isinstance(node, Word) and sign != "-" else None
        for sign, node in signed
        if not (isinstance(node, Word) and node.surface in function_words)
    ]
    return tuple((a, b) for a, b in pairwise(words) if a and b and a != b)
