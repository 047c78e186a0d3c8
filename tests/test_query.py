"""A query as written to a query as meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.errors import QueryError
from pincite.search.query import Group, Leaf, Node, Not, Phrase, Word, leaves, pairs, parse
from profiles import examples


def brief(node: Node) -> str:
    """A tree in one line: `+must should -not`, groups in parentheses."""
    if isinstance(node, Word):
        return node.surface
    if isinstance(node, Phrase):
        return f'"{" ".join(node.surfaces)}"'
    if isinstance(node, Not):
        return f"!{brief(node.node)}"
    parts = [f"+{brief(part)}" for part in node.musts]
    parts += [brief(part) for part in node.shoulds]
    parts += [f"-{brief(part)}" for part in node.nots]
    return f"({' '.join(parts)})"


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        # Words
        ("alliance", "(alliance)"),
        ("Alliance RUSSIA", "(alliance russia)"),
        ("alliance OR russia", "(alliance russia)"),
        ("x OR y z", "(x y z)"),
        ("Erdoğan’s", "(erdogan's)"),
        ("U.S. Kremlin's", "(us kremlin's)"),
        ("re-deployment", "(re deployment)"),
        ("and Or nOt", "(and or not)"),
        ("Russia, China; “really”?", '(russia china "really")'),
        ("title: summit alli* x~ y^2", "(title summit alli x y 2)"),
        # What is left of a text when a part of it is pasted
        ("(since this was written", "(since written)"),
        ("x (y", "(x y)"),
        ("x) y", "(x y)"),
        ("(x)) “y z”", '(x "y z")'),
        ("“x y", "(x y)"),
        ("x y”, he said", "(x y said)"),
        ("““x y”", '("x y")'),
        ('"“x y"', '("x y")'),
        ('“x y"', '("x y")'),
        ('"x y”', '("x y")'),
        ("„x y“", "(x y)"),
        ("2014-2018", "(2014 2018)"),
        ("北京大学", "(北京 京大 大学)"),
        # Function words
        ("the alliance of russia", "(alliance russia)"),
        ("the of", "(the of)"),
        ("the", "(the)"),
        ("the -russia", "(the -russia)"),
        ("the +russia", "(+russia)"),
        ("+the russia", "(+the russia)"),
        ("-the russia", "(russia -the)"),
        ("=the russia", '("the" russia)'),
        ("the AND russia", "((+the +russia))"),
        ("(the) russia", "((the) russia)"),
        ('the "of"', '("of")'),
        ("us", "(us)"),
        # Phrases and forms
        ('"strategic partnership"', '("strategic partnership")'),
        ("“strategic partnership”", '("strategic partnership")'),
        ('"strategic partnership”', '("strategic partnership")'),
        ('"the of"', '("the of")'),
        ('"re-deployment (of) -troops AND"', '("re deployment of troops and")'),
        ('x"a b"y', '(x "a b" y)'),
        ("=allies", '("allies")'),
        ("=re-deployment", '("re deployment")'),
        ('="a b"', '("a b")'),
        ("=(x y)", "((x y))"),
        # + and -
        ("+russia china", "(+russia china)"),
        ("russia -china", "(russia -china)"),
        ("+russia -china nato", "(+russia nato -china)"),
        ("+re-deployment", "(+re +deployment)"),
        ("russia -re-deployment", '(russia -"re deployment")'),
        ('+"x y" -"y z"', '(+"x y" -"y z")'),
        ("+=allies -=ally", '(+"allies" -"ally")'),
        ("+(x y) -(y z)", "(+(x y) -(y z))"),
        ("x - y + z = w", "(x y z w)"),
        ("x -- y --z ++w", "(x y z w)"),
        ("x-y", "(x y)"),
        # AND, OR, NOT
        ("x AND y", "((+x +y))"),
        ("x AND y AND z", "((+x +y +z))"),
        ("w x AND y z", "(w (+x +y) z)"),
        ("x OR y AND z", "(x (+y +z))"),
        ("x AND y OR z", "((+x +y) z)"),
        ("(x OR y) AND z", "((+(x y) +z))"),
        ("x NOT y", "(x -y)"),
        ("x AND NOT y", "((+x -y))"),
        ("NOT x AND y", "((+y -x))"),
        ("x NOT y AND z", "(x (+z -y))"),
        ("x AND -y", "((+x -y))"),
        ("NOT x", "(-x)"),
        ("-x", "(-x)"),
        ("NOT NOT x", "(x)"),
        ("NOT NOT NOT x", "(-x)"),
        ("NOT -x", "(-(-x))"),
        ("NOT (NOT x)", "(-(-x))"),
        ("NOT re-deployment", "(-(+re +deployment))"),
        ("x AND re-deployment", "((+x +re +deployment))"),
        ("x OR NOT y", "(x !y)"),
        ("NOT x OR y", "(!x y)"),
        # Nesting
        ("((x))", "(((x)))"),
        ("x (y (z -w))", "(x (y (z -w)))"),
        ("(x AND y) OR (z AND w)", "(((+x +y)) ((+z +w)))"),
        ("x()y", "(x y)"),
        ("( x )", "((x))"),
        ("(" * 32 + "x" + ")" * 32, "(" * 33 + "x" + ")" * 33),
    ],
)
def test_what_a_query_means(query: str, tree: str) -> None:
    assert brief(parse(query)) == tree


@pytest.mark.parametrize(
    ("query", "position", "reason"),
    [
        ("", 0, "no word"),
        ("   ", 0, "no word"),
        ("… & —", 0, "no word"),
        ('""', 0, "no word"),
        ("“ ”", 0, "no word"),
        ("()", 0, "no word"),
        ("-", 0, "no word"),
        ("NOT ()", 0, "no word"),
        ('alliance "russia', 9, "quotation mark is never closed"),
        ('x ="russia', 3, "quotation mark is never closed"),
        ('x "y" "', 6, "quotation mark is never closed"),
        ("x AND (y", 6, "parenthesis is never closed"),
        ("+((x) y", 0, "parenthesis is never closed"),
        ("x) OR y", 1, "no opening parenthesis"),
        ("-(x))", 4, "no opening parenthesis"),
        ('x "y z"~8', 7, "~ is not understood"),
        ("x title:summit", 2, "fields are not understood"),
        ("AND x", 0, "AND needs something before"),
        ("x (AND y)", 3, "AND needs something before"),
        ("OR x", 0, "OR needs something before"),
        ("x AND", 2, "AND needs something after"),
        ("(x AND) y", 3, "AND needs something after"),
        ("x OR", 2, "OR needs something after"),
        ("x OR OR y", 2, "OR needs something after"),
        ("x AND OR y", 2, "AND needs something after"),
        ("NOT", 0, "NOT needs something after"),
        ("x AND NOT", 6, "NOT needs something after"),
        ("x NOT AND y", 2, "NOT needs something after"),
        ("(" * 33 + "x" + ")" * 33, 33, "32 deep"),
        pytest.param("x" * 4097, 4096, "longer than 4,096", id="too-long"),
    ],
)
def test_errors_point_at_the_trouble(query: str, position: int, reason: str) -> None:
    with pytest.raises(QueryError, match=reason) as caught:
        parse(query)
    assert (caught.value.query, caught.value.position) == (query, position)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("strategic partnership of russia", ["strategic partnership", "partnership russia"]),
        ("x +y z", ["x y", "y z"]),
        ("x -y z", []),
        ("+x +of +y", ["x y"]),
        ("of the", []),
        ('x "y" z', []),
        ("x (y z) w", ["y z"]),
        ("-(x y)", []),
        ("x x y", ["x y"]),
        ("x AND y", []),
    ],
)
def test_neighbours_are_words_side_by_side(query: str, expected: list[str]) -> None:
    assert sorted(" ".join(pair) for pair in pairs(parse(query))) == sorted(expected)


def test_leaves_are_what_is_sought_as_often_as_it_is_written() -> None:
    tree = parse('x x +"y z" -w (v AND NOT u) NOT (t)')
    expected: list[Leaf] = [Phrase(("y", "z")), Word("x"), Word("x"), Word("v")]
    assert list(leaves(tree)) == expected


def test_without_function_words_every_word_stays() -> None:
    assert parse("the alliance", frozenset()) == Group(
        shoulds=(Word("the"), Word("alliance")), pairs=(("the", "alliance"),)
    )


def is_understood_or_refused(query: str) -> bool:
    """Whether parsing gives a tree one can walk, or an error that points into the query."""
    try:
        tree = parse(query)
    except QueryError as error:
        return 0 <= error.position <= len(query)
    return len(list(pairs(tree))) <= len(list(leaves(tree))) <= len(query)


pieces = st.sampled_from(
    ["(", ")", '"', "“", "”", "+", "-", "=", " ", "AND", "OR", "NOT", "x", "the", "U.S.", "é", "京"]
)


@examples(500)
@given(
    st.text(max_size=60)
    | st.lists(pieces, max_size=60).map("".join)
    | st.lists(pieces).map(" ".join)
)
def test_any_text_is_a_query_or_a_query_error(text: str) -> None:
    assert is_understood_or_refused(text)


LONG_PIECES = (
    *("(", ")", "()", "(a)", "-(", "+=", "NOT (", "(a AND NOT ", '"', "“", '"a" '),
    *("NOT ", "NOT a ", "AND ", "a AND ", "a OR ", "-a ", "-", "a-", "\u0301", "'", ".", "U."),
)


@pytest.mark.parametrize("piece", LONG_PIECES)
@pytest.mark.parametrize("end", ["", " x"])
def test_the_longest_queries_end_too(piece: str, end: str) -> None:
    query = piece * (4090 // len(piece)) + end
    assert is_understood_or_refused(query)
