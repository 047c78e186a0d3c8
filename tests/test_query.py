"""A query as written to a query as meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.errors import QueryError
from pincite.search.query.parser import parse
from pincite.search.query.tree import (
    Dates,
    Field,
    Group,
    Leaf,
    Node,
    Not,
    Phrase,
    Word,
    excluded,
    is_filter,
    label,
    leaves,
    pairs,
)
from profiles import examples


def brief(node: Node) -> str:
    """A tree in one line: `+must should -not |filter`, groups in parentheses."""
    if isinstance(node, Phrase):
        return f'"{" ".join(node.surfaces)}"'
    if isinstance(node, Leaf):
        return label(node)
    if isinstance(node, Field):
        words = " ".join(node.words)
        return f'{node.name}:"{words}"' if node.verbatim else f"{node.name}:{words}"
    if isinstance(node, Dates):
        return f"date:{node.first}..{node.last}"
    if isinstance(node, Not):
        return f"!{brief(node.node)}"
    parts = [f"+{brief(part)}" for part in node.musts]
    parts += [brief(part) for part in node.shoulds]
    parts += [f"-{brief(part)}" for part in node.nots]
    parts += [f"|{brief(part)}" for part in node.filters]
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
        ("title: summit y^2", "(title summit y 2)"),
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
        # Quotations with quotation marks inside
        ('"He said "never again" yesterday."', '("he said never again yesterday")'),
        ("“He said “never” again”", '("he said never again")'),
        ('"He said “never” again"', '("he said never again")'),
        ('“He said "never" again”', '("he said never again")'),
        ("“He said „never“ again” x", '("he said never again" x)'),
        ("“Han sade ”nej” igen” x", '("han sade nej igen" x)'),
        ("“他说“不”吗” x", '("他说 不 吗" x)'),
        ('"x ("y") "z", w" v', '("x y z w" v)'),
        ('"x—"y"—z" v', '("x y z" v)'),
        ('"x "...y" z" v', '("x y z" v)'),
        ('""x," y, "z." w" v', '("x y z w" v)'),
        ('"x "y "z" w" v" u', '("x y z w v" u)'),
        ('x"a "b" c"y', '(x "a b c" y)'),
        ('"a "b" c"~8 -"d "e"" f', '("a b c"~8 f -"d e")'),
        ('("a "b" c") title:"d "e""', '(("a b c") |title:"d e")'),
        # … where they do not pair up, the first that can ends it
        ('"gas" OR "oil"', '("gas" "oil")'),
        ('"gas " OR " oil"', '("gas" "oil")'),
        ('"a""b" "c"', '("a" "b" "c")'),
        ('"a"b"c"', '("a" b "c")'),
        ('"a "b "c" d', '("a" b "c" d)'),
        ('"x “y" z “w"', '("x y" z "w")'),
        ('“the 5" pipe” x “y”', '("the 5 pipe" x "y")'),
        ("„x“ y “z”", '(x "y z")'),
        # … and a sentence that is quoted from end to end is one, whatever is half of it
        ('"x," y z."', '("x y z")'),
        ('x "y." z."', '(x "y" z)'),
        ('x 5" y', "(x 5 y)"),
        ("x *", "(x)"),
        ("x -*?* **", "(x)"),
        ("“x,” y z.”", '("x y z")'),
        ('""x y."', '("x y")'),
        ('"x y.""', '("x y")'),
        (' "x," y, "z?" ', '("x y z")'),
        ('"x y:a "z…)"', '("x y a z")'),
        ('"x." "y."', '("x" "y")'),
        ('"x." OR "y."', '("x" "y")'),
        ('"x 5.5" y z"', '("x 5 5 y z")'),
        ('"x 3.5" and 5.25" y z"', '("x 3 5 and 5 25 y z")'),
        ('"x 5.25" y, and "z" w"', '("x 5 25 y and z w")'),
        ('"x." +y "z."', '("x y z")'),
        ('"x." +y "z"', '(+y "x" "z")'),
        ('"x" y "z"', '("x" y "z")'),
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
        # Words near each other
        ('"x y"~8', '("x y"~8)'),
        ('"x y"~1000', '("x y"~1000)'),
        ('"x y"~08', '("x y"~8)'),
        ("“x y”~8", '("x y"~8)'),
        ('"Re-deployment of x"~8', '("re deployment of x"~8)'),
        ('"x x"~8', '("x x"~8)'),
        ('+"x y"~8 -"y z"~2', '(+"x y"~8 -"y z"~2)'),
        ('="x y"~8', '("x y"~8)'),
        ('"the of"~8 x', '("the of"~8 x)'),
        ('"x y"~8, z', '("x y"~8 z)'),
        ('"x y"~8. z', '("x y"~8 z)'),
        ('("x y"~8)', '(("x y"~8))'),
        ('"x y"~8"z w"', '("x y"~8 "z w")'),
        ('"one"~8', "(one)"),
        ('="one"~8', '("one")'),
        ('"…"~8 x', "(x)"),
        ('"x y" ~8', '("x y" 8)'),
        # Wildcards
        ("alli*", "(alli*)"),
        ("*Ism", "(*ism)"),
        ("Ál?I*n", "(al?i*n)"),
        ("a**b", "(a*b)"),
        ("?us", "(?us)"),
        ("wom?n?", "(wom?n)"),
        ("why?", "(why)"),
        ("why??", "(why)"),
        ("why ? not", "(why not)"),
        ("really?yes", "(really?yes)"),
        ("who?’s", "(who?'s)"),
        ("x'?", "(x)"),
        ("x*’?", "(x*)"),
        ("U.S.*", "(us*)"),
        ("U.*.x?", "(u* x)"),
        ("U.S.?", "(us)"),
        ("Sæ*", "(sae*)"),
        ("re-deploy*", "(re deploy*)"),
        ("re-*", "(re)"),
        ("+re-deploy*", "(+re +deploy*)"),
        ("-re-deploy*", "(-(+re +deploy*))"),
        ("=re-deploy*", '("re" deploy*)'),
        ("-deploy*", "(-deploy*)"),
        ("-*ism +?us", "(+?us -*ism)"),
        ("=alli*", "(alli*)"),
        ("北京*", "(北京)"),
        ('"alli* x?"', '("alli x")'),
        ("alli* the", "(alli*)"),
        ("x alli* y", "(x alli* y)"),
        # Words nearly right
        ("Karagonov~", "(karagonov~2)"),
        ("Karagonov~1", "(karagonov~1)"),
        ("tsars~", "(tsars~1)"),
        ("x~2", "(x~2)"),
        ("x~-y", "(x~1 y)"),
        ("x~2-y", "(x~2 y)"),
        ("x~2, y~. z~", "(x~2 y~1 z~1)"),
        ("U.S.~", "(us~1)"),
        ("re-deploymnt~", "(re deploymnt~2)"),
        ("-x~ +y~", "(+y~1 -x~1)"),
        ("=x~", "(x~1)"),
        ("~5 km http://x/~user", "(5 km http x user)"),
        # Fields: they narrow, wherever they stand
        ("title:summit", "(|title:summit)"),
        ("title:Summit-Talks", "(|title:summit talks)"),
        ('title:"Summit talks"', '(|title:"summit talks")'),
        ("title:“Summit”", '(|title:"summit")'),
        ("title:“summit", "(|title:summit)"),
        ("=title:summit", '(|title:"summit")'),
        ("author:Reyes", '(|author:"reyes")'),
        ("publication:northern-ledger", '(|publication:"northern ledger")'),
        ("path:Archive/2018*", '(|path:"archive/2018*")'),
        ('path:"Ärchive 1"', '(|path:"archive 1")'),
        ("kind:quote", '(|kind:"quote")'),
        ('kind:"quote"', '(|kind:"quote")'),
        ("date:2018", "(|date:20180101..20181231)"),
        ("date:2018-02", "(|date:20180201..20180231)"),
        ("date:2016-02-29", "(|date:20160229..20160229)"),
        ("date:2016-07..2017", "(|date:20160701..20171231)"),
        ("date:2016-07..2016-07", "(|date:20160701..20160731)"),
        ("date:2016..", "(|date:20160101..99991231)"),
        ("date:..2016", "(|date:0..20161231)"),
        ('date:"2016"', "(|date:20160101..20161231)"),
        ("x title:y z", "(x z |title:y)"),
        ("+title:y x", "(x |title:y)"),
        ("+x title:y z", "(+x z |title:y)"),
        ("-title:y x", "(x -title:y)"),
        ("NOT title:y", "(-title:y)"),
        ("NOT NOT title:y", "(|title:y)"),
        ("x AND title:y", "((+x |title:y))"),
        ("x AND NOT title:y", "((+x -title:y))"),
        ("title:x AND kind:list y", '(y |(|title:x |kind:"list"))'),
        ("x OR title:y", "(x title:y)"),
        ("title:y OR x z", "(title:y x z)"),
        ("x OR NOT title:y", "(x !title:y)"),
        ("x OR +title:y", "(x |title:y)"),
        ("(title:x OR title:y) z", "(z |(title:x title:y))"),
        ("(-kind:list) z", '(z |(-kind:"list"))'),
        ("(title:x) OR z", "((|title:x) z)"),
        ("the title:y", "(the |title:y)"),
        ("the title:y x", "(x |title:y)"),
        ("x title:y the", "(x |title:y)"),
        ("Title:y title:", "(title y title)"),
        ("(the title:) x-title:y", "((title) x title y)"),
        # What looks like a field and is none
        ("10:30 http://x doi:10.1 Note:the x:y", "(10 30 http x doi 10 1 note x y)"),
        ("word: word std::vector x-foo:bar", "(word word std vector x foo bar)"),
        ("foo:) foo:” foo:1 foo:٣ foo:-x", "(foo foo foo 1 foo ٣ foo x)"),
        ("antidisestablishmentarianism:x", "(antidisestablishmentarianism x)"),
        ('"foo:bar"', '("foo bar")'),
        ('title:"x~ y*" path:x* author:x?', '(|title:"x y" |path:"x*" |author:"x")'),
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
        ('"x "y" z', 5, "quotation mark is never closed"),
        ('"gas "oil"', 9, "quotation mark is never closed"),
        ('"y" z"', 5, "quotation mark is never closed"),
        ("subject:gas", 0, "no field is called subject; the fields are title, author, "),
        ("x -=foo:y", 4, "publication, path, kind and date; to find the words, put them in"),
        ('(foo:"y z")', 1, "no field is called foo"),
        ("foo:“y", 0, "no field is called foo"),
        ("foo:(y)", 0, "no field is called foo"),
        ("ab:é", 0, "no field is called ab"),
        ("a* b? c~ d~1 e?e *f g* ?h *i", 26, r"too many words with \*, \? or ~"),
        (f"{'abc* d~ ' * 15}x abc*d", 122, "too many words with"),
        (f"{'a~-' * 30}g~2 x", 90, "too many words with"),
        ("ab* b* (c* -d* OR NOT e*) =f* +g*", 31, "too many words with"),
        ('x "y z"~', 7, "whole number from 1 to 1,000"),
        ('x "y z"~0', 7, "whole number from 1 to 1,000"),
        ('"y z"~1001', 5, "whole number from 1 to 1,000"),
        ('"y z"~99999999999', 5, "whole number from 1 to 1,000"),
        ('"y z"~-1', 5, "whole number from 1 to 1,000"),
        ('"y z"~8.5', 5, "whole number from 1 to 1,000"),
        ('"y z"~8x', 5, "whole number from 1 to 1,000"),
        ('"y z"~²', 5, "whole number from 1 to 1,000"),
        ("**", 0, "at least one letter"),
        ("... -*?*", 5, "at least one letter"),
        ("?*", 1, "at least one letter"),
        ("x a~9", 3, "1 or 2 after ~"),
        ("a~0", 1, "1 or 2 after ~"),
        ("a~x", 1, "1 or 2 after ~"),
        ("a~12", 1, "1 or 2 after ~"),
        ("+re-a~b", 5, "1 or 2 after ~"),
        ("x ab*~", 5, r"without \* and \?"),
        ("why?~2", 4, r"without \* and \?"),
        ("x title:(y z)", 8, "title: takes a word or a quotation"),
        ('title:"y z', 6, "quotation mark is never closed"),
        ('title:"y z"~8', 11, "not understood after a field"),
        ("x +title:…", 9, "title: needs a word"),
        ("x author:an*", 11, r"author: takes words as they are, without \*"),
        ("title:x~", 7, "title: takes words as they are, without ~"),
        ("publication:wom?n", 15, r"takes words as they are, without \?"),
        ('author:""', 8, "author: needs a word"),
        ('path:" "', 6, "path: needs a word"),
        ("kind:Quote", 5, "kind: is one of body, heading, quote, list"),
        ("kind:quotes", 5, "kind: is one of"),
        ("date:18", 5, "no date"),
        ("date:2018-2", 5, "no date"),
        ("date:2018-13", 5, "no date"),
        ("date:2018-02-29", 5, "no date"),
        ("date:0000", 5, "no date"),
        ("date:2018,", 5, "no date"),
        ("date:..", 5, "no date"),
        ("date:2016...2017", 5, "no date"),
        ("date:٢٠١٨", 5, "no date"),
        ("x date:2017..2016", 7, "ends before it begins"),
        ("(x title:y", 0, "parenthesis is never closed"),
        ('x) "y z"~8', 1, "no opening parenthesis"),
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
        ("+x +of +y", []),
        ("+x +of +y z", ["x y", "y z"]),
        ("of the", []),
        ('x "y" z', []),
        ("x (y z) w", ["y z"]),
        ("-(x y)", []),
        ("x x y", ["x y"]),
        ("x AND y", []),
        ("x title:t y", []),
        ("x y~ z w* v", []),
        ("title:t x y", ["x y"]),
    ],
)
def test_neighbours_are_words_side_by_side(query: str, expected: list[str]) -> None:
    assert sorted(" ".join(pair) for pair in pairs(parse(query))) == sorted(expected)


def test_leaves_are_what_is_sought_as_often_as_it_is_written() -> None:
    tree = parse('x x +"y z" -w (v AND NOT u) NOT (t)')
    expected: list[Leaf] = [Phrase(("y", "z")), Word("x"), Word("x"), Word("v")]
    assert list(leaves(tree)) == expected


def test_what_is_excluded_is_found_wherever_it_stands() -> None:
    tree = parse('x -y* (z OR NOT "a b"~3) AND NOT (c -d~) title:e')
    assert list(map(label, excluded(tree))) == ['"a b"~3', "c", "d~1", "y*"]


@pytest.mark.parametrize(
    ("query", "narrows"),
    [
        ("title:x", True),
        ("title:x -kind:list", True),
        ("title:x OR NOT (date:2018 AND kind:list)", True),
        ("-title:x", True),
        ("x title:x", False),
        ("title:x OR NOT (x AND kind:list)", False),
        ("title:x -x", False),
    ],
)
def test_what_only_narrows(query: str, *, narrows: bool) -> None:
    assert is_filter(parse(query)) == narrows


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
    sought = [*leaves(tree), *excluded(tree)]
    return len(list(pairs(tree))) <= len(sought) <= len(query)


pieces = st.sampled_from(
    [*'()"“”+-= *?~:', "AND", "OR", "NOT", "x", "the", "U.S.", "é", "京", "~2", "title:", "date:"]
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
    *(
        "*",
        "?",
        "a*",
        "*a ",
        "a?",
        "~",
        "a~",
        "a~ ",
        "a~1-",
        '"a b"~9',
        "title:",
        "title:a ",
        "(-kind:body)",
    ),
)


@pytest.mark.parametrize("piece", LONG_PIECES)
@pytest.mark.parametrize("end", ["", " x"])
def test_the_longest_queries_end_too(piece: str, end: str) -> None:
    query = piece * (4090 // len(piece)) + end
    assert is_understood_or_refused(query)
