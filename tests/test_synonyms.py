"""Synonyms: what their file says, what they do to a query, and that nothing takes it away."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pincite
from pincite.cli import main
from pincite.indexer import merge_policy
from pincite.indexer.function_words import FUNCTION_WORDS
from pincite.indexer.stemming import Stemmer
from pincite.search.query.parser import parse
from pincite.search.query.synonyms import read_synonyms
from pincite.search.query.tree import Group, Leaf, Node, Not, label
from profiles import examples
from reference import Bare, Scan, Seq
from test_ranking import FUNCTION_WORDS as LEFT_OUT
from test_ranking import (
    VOCABULARY,
    Articles,
    body,
    check,
    current,
    few_looked_at,
    histories,
    indexed,
    queries,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pincite import Index
    from pincite.search.query.synonyms import Synonyms
    from reference import Node as Asked
    from reference import Rule


def stems(surface: str) -> frozenset[tuple[str, str]]:
    """What an index in English alone knows a word by."""
    return frozenset({("english", Stemmer("english")(surface))})


def read(folder: Path, text: str | bytes) -> Synonyms:
    """The synonyms of a file of this text."""
    path = folder / "synonyms.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_synonyms(path, FUNCTION_WORDS)


def brief(synonyms: Synonyms) -> dict[str, str]:
    """What is sought besides, by what it is for."""
    return {
        " ".join(words): ", ".join(map(" ".join, found)) for words, found in synonyms.others.items()
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {}),
        ("# nothing\n\n   \n  # but comments\n", {}),
        ("Kiev, Kyiv", {"kiev": "kyiv", "kyiv": "kiev"}),
        ("x, y, z", {"x": "y, z", "y": "x, z", "z": "x, y"}),
        ("EU => European Union, Europe", {"eu": "european union, europe"}),
        ("EU, EC => Europe", {"eu": "europe", "ec": "europe"}),
        ("EU, European Union", {"eu": "european union", "european union": "eu"}),
        ("EU=>Europe", {"eu": "europe"}),
        ("x => y\nx => z", {"x": "y, z"}),
        ("x, y\ny, z\nx => y", {"x": "y", "y": "x, z", "z": "y"}),
        # Words are those of texts and queries
        ("ERDOĞAN’S, U.S.", {"erdogan's": "us", "us": "erdogan's"}),
        ('"European Union", (EU)', {"european union": "eu", "eu": "european union"}),
        ("S-400, Triumf", {"s 400": "triumf", "triumf": "s 400"}),
        ("北京大学, PKU", {"北京 京大 大学": "pku", "pku": "北京 京大 大学"}),
        # What a query leaves out
        ("The Hague, Den Haag", {"hague": "den haag", "den haag": "the hague"}),
        ("Bank of England, BoE", {"bank england": "boe", "boe": "bank of england"}),
        ("x => it", {"x": "it"}),
        ("The Hague, Hague, x", {"hague": "x", "x": "the hague, hague"}),
        # Comments, lines and marks of files
        ("x, y # as z", {"x": "y", "y": "x"}),
        ("C#, D", {"c": "d", "d": "c"}),
        ("x, y\r\nz, w\rv, u", {"x": "y", "y": "x", "z": "w", "w": "z", "v": "u", "u": "v"}),
        ("\ufeffx, y", {"x": "y", "y": "x"}),
        ("x, y\u2028z", {"x": "y z", "y z": "x"}),
    ],
)
def test_what_a_file_says(tmp_path: Path, text: str, found: dict[str, str]) -> None:
    assert brief(read(tmp_path, text)) == found


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("=> x", 1, "nothing before =>"),
        ("x, y\n\nx =>  # y", 3, "nothing after =>"),
        ("x => y => z", 1, "more than one =>"),
        ("Kiev", 1, "no two that differ"),
        ("x, X, the x", 1, "no two that differ"),
        ("Kiev -> Kyiv", 1, "no two that differ"),
        ("x, y,", 1, "nothing beside a comma"),
        ("x,, y", 1, "nothing beside a comma"),
        ("x => , y", 1, "nothing beside a comma"),
        ("x, …", 1, "no word in “…”"),
        ("x = y, z", 1, "= has no meaning in “x = y”"),
        ("x, negotiat*", 1, r"\* has no meaning"),
        ("x, y~", 1, "~ has no meaning"),
        ("x, the", 1, "“the” is left out of queries"),
        ("of the => x", 1, "“of the” is left out of queries"),
        (f"x, {'y ' * 21}", 1, "more than 20 words"),
        ("x, y\n" + ", ".join(f"n{i}" for i in range(102)), 2, "more than 100 others for “n0”"),
        ("\n".join(f"x => n{i}" for i in range(101)), 101, "more than 100 others for “x”"),
        ("x, y\n" * 10_001, 10_001, "more than 10,000 rules"),
        (b"x, y\nx, \xff", 2, "not UTF-8"),
        ("x, y\n".encode("utf-16"), 1, "not UTF-8"),
    ],
)
def test_a_broken_rule_is_told_with_its_line(
    tmp_path: Path, text: str | bytes, line: int, reason: str
) -> None:
    with pytest.raises(pincite.PinciteError, match=reason) as caught:
        read(tmp_path, text)
    assert str(caught.value).startswith(f"{tmp_path / 'synonyms.txt'}, line {line}: ")


def test_limits_can_be_reached(tmp_path: Path) -> None:
    entries = [f"n{i} {'y ' * 19}" for i in range(101)]
    assert len(read(tmp_path, ", ".join(entries)).others) == 101
    assert len(read(tmp_path, "x, y\n" * 10_000).others) == 2
    assert len(read(tmp_path, "x, y\n".ljust(1_000_000, "#")).others) == 2


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(pincite.PinciteError, match=r"synonyms\.txt is larger than 1 MB"):
        read(tmp_path, "# \n" * 333_334)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "synonyms.txt").mkdir()
    with pytest.raises(pincite.PinciteError, match=r"synonyms\.txt cannot be read"):
        read_synonyms(tmp_path / "synonyms.txt", FUNCTION_WORDS)


def shown(node: Node) -> str:
    """A tree in one line: `+must should -not`, groups in parentheses."""
    if isinstance(node, Leaf):
        return label(node)
    if isinstance(node, Not):
        return f"!{shown(node.node)}"
    if not isinstance(node, Group):
        return "field"
    parts = [f"+{shown(part)}" for part in node.musts]
    parts += [shown(part) for part in node.shoulds]
    parts += [f"-{shown(part)}" for part in node.nots]
    return f"({', '.join(parts)})"


RULES = """
Kiev, Kyiv
EU => European Union
European Union => EU, Brussels
Bank of England, BoE
Duran Duran, band
ally => allies, alliance
union => trade union, labour
"""


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("KIEV summit", "(kiev | kyiv, summit)"),
        ("kievs", "(kievs)"),
        ("kiev kyiv", "(kiev | kyiv, kyiv | kiev)"),
        ("+kiev -kyiv", "(+kiev | kyiv, -kyiv | kiev)"),
        ("x OR NOT kiev", "(x, !kiev | kyiv)"),
        ("x AND kiev", "((+x, +kiev | kyiv))"),
        ("x (y -kiev)", "(x, (y, -kiev | kyiv))"),
        ("eu", '(eu | "european union")'),
        # Words of one stem are one, and so is a phrase with one of them
        ("ally", "(ally | alliance)"),
        ("union", "(union | labour)"),
        # Several words side by side
        ("european union", "(european, union | labour, european union => eu | brussels)"),
        ("x European Union y", "(x, european, union | labour, y, european union => eu | brussels)"),
        ("bank of england", "(bank, england, bank england => boe)"),
        ("bank england", "(bank, england, bank england => boe)"),
        ("duran duran", "(duran, duran, duran duran => band)"),
        ("boe", '(boe | "bank of england")'),
        ("(european union) x", "((european, union | labour, european union => eu | brussels), x)"),
        ("-(bank england)", "(-(bank, england, bank england => boe))"),
        ("bank england bank england", "(bank, england, bank, england, bank england => boe)"),
        ("england bank", "(england, bank)"),
        ("bank x england", "(bank, x, england)"),
        ('bank "x" england', "(bank, =x, england)"),
        ("bank -x england", "(bank, england, -x)"),
        ("bank title:x england", "(bank, england)"),
        ("+bank england", "(+bank, england)"),
        ("bank AND england", "((+bank, +england))"),
        ("bank (england)", "(bank, (england))"),
        ("x bank", "(x, bank)"),
        # Whatever is not a bare word
        ('"kiev" =kiev kie* kiev~ "kiev x"~3', '(=kiev, =kiev, kie*, kiev~1, "kiev x"~3)'),
        ("title:kiev -title:kiev", "(-field)"),
        ("-re-kiev", '(-"re kiev")'),
        ("=bank-england", '("bank england")'),
    ],
)
def test_what_synonyms_make_of_a_query(tmp_path: Path, query: str, tree: str) -> None:
    synonyms = read(tmp_path, RULES)
    assert shown(synonyms.widened(parse(query), stems)) == tree


def test_a_query_without_synonyms_is_left_as_it_is(tmp_path: Path) -> None:
    tree = parse("bankers x +y -z (w england)")
    assert read(tmp_path, RULES).widened(tree, stems) is tree


# Against a plain scan


@st.composite
def entries(draw: st.DrawFn, *, asked_for: bool) -> tuple[str, ...]:
    """A word or several, none twice in a row; of what is asked for a query keeps something."""
    words = draw(st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=3))
    distinct = [word for i, word in enumerate(words) if word not in words[:i]]
    if asked_for and set(distinct) <= set(LEFT_OUT):
        distinct.append(draw(st.sampled_from(["ally", "bank"])))
    return tuple(distinct)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    if draw(st.booleans()):
        both = draw(st.lists(entries(asked_for=True), min_size=2, max_size=3))
        return tuple(both), tuple(both)
    left = draw(st.lists(entries(asked_for=True), min_size=1, max_size=2))
    right = draw(st.lists(entries(asked_for=False), min_size=1, max_size=3))
    return tuple(left), tuple(right)


def makes_sense(rule: Rule) -> bool:
    distinct = {
        tuple(word for word in entry if word not in LEFT_OUT) for side in rule for entry in side
    }
    return len(distinct) > 1


some_rules = st.lists(rules().filter(makes_sense), min_size=1, max_size=5)


def written(some: list[Rule]) -> str:
    """The rules as a file has them."""

    def side(entries: tuple[tuple[str, ...], ...]) -> str:
        return ", ".join(map(" ".join, entries))

    return "".join(
        f"{side(left)}\n" if left is right or left == right else f"{side(left)} => {side(right)}\n"
        for left, right in some
    )


@examples(30)
@given(histories(), some_rules, st.lists(queries, min_size=8, max_size=8), st.booleans())
def test_queries_with_synonyms_are_answered_as_by_a_plain_scan(
    history: list[Articles], some: list[Rule], asked: list[Asked], apart: bool
) -> None:
    scan = Scan(current(history), some)
    with indexed(history, apart=apart, synonyms=written(some)) as index:
        for query in asked:
            check(index, scan, query)


@examples(30)
@given(
    histories(),
    some_rules,
    st.lists(queries, min_size=8, max_size=8),
    st.booleans(),
    st.integers(1, 5),
    st.integers(1, 5),
)
def test_their_first_hits_are_those_of_a_plain_scan_however_few_are_looked_at(
    history: list[Articles],
    some: list[Rule],
    asked: list[Asked],
    apart: bool,
    raised: int,
    most: int,
) -> None:
    scan = Scan(current(history), some)
    with few_looked_at(raised), indexed(history, apart=apart, synonyms=written(some)) as index:
        for query in asked:
            expected = scan.find(query, raised)
            results = index.find(str(query), limit=most, repeats=True)
            assert results.total == len(expected), str(query)
            found = [(hit.article.id, hit.paragraph.ordinal) for hit in results]
            wanted = [(text.article, text.ordinal) for text, _ in expected[:most]]
            assert found == wanted, str(query)
            assert [hit.score for hit in results] == pytest.approx(
                [score for _, score in expected[:most]], abs=1e-9, rel=1e-12
            ), str(query)


def test_what_two_words_of_a_query_stand_for_counts_for_both() -> None:
    texts = [body(f"ally n{i}", ordinal=i) for i in range(1, 7)]
    texts += [body(f"treaty n{i}", ordinal=i) for i in range(7, 11)]
    query = Seq((("", Bare("treaty")), ("", Bare("ally")), ("", Bare("bank"))))
    scan = Scan(texts, [((("ally",), ("bank",)),) * 2])
    (best, score), *_ = scan.find(query)
    with few_looked_at(1), indexed([{"a": texts}], synonyms="ally, bank") as index:
        [hit] = index.find(str(query), limit=1)
    assert (hit.paragraph.text, hit.score) == (best.text, pytest.approx(score))
    assert best.words[0] == "ally"


# What a reader of the results sees


def marked(index: Index, query: str) -> list[list[str]]:
    return [
        [hit.paragraph.text[start:end] for start, end in hit.spans] for hit in index.find(query)
    ]


def test_all_that_stands_for_a_word_is_marked() -> None:
    texts = [body("Kyivs mayor and the European Union in Kiev"), body("the union", ordinal=2)]
    with indexed([{"a": texts}], synonyms="Kiev, Kyiv\nEU => European Union") as index:
        assert marked(index, "kiev eu") == [["Kyivs", "European Union", "Kiev"]]
        assert marked(index, "=kiev") == [["Kiev"]]
        assert marked(index, '"kiev"') == [["Kiev"]]


def test_a_word_keeps_its_weight_in_titles() -> None:
    texts = [
        body("a word on kyiv", article="a", title="News"),
        body("a word on kyiv", article="b", title="Kiev"),
    ]
    with indexed([{text.article: [text] for text in texts}], synonyms="Kiev, Kyiv") as index:
        assert [hit.article.id for hit in index.find("kiev", repeats=True)] == ["b", "a"]


def test_an_account_names_what_was_sought() -> None:
    texts = [body("kyiv and kiev and the european union"), body("brussels", ordinal=2)]
    rules = "Kiev, Kyiv\nEU => European Union\nEuropean Union => Brussels"
    with indexed([{"a": texts}], synonyms=rules) as index:
        first, second = index.find("kiev eu european union", explain=True)
        told = {line.label: (line.frequency, line.paragraphs) for line in first.explanation}
        assert told["kiev | kyiv"] == (2, 1)
        assert told['eu | "european union"'] == (1, 1)
        [line] = second.explanation
        assert (line.label, line.value) == ("european union => brussels", second.score)
        assert sum(line.value for line in first.explanation) == pytest.approx(first.score)


def test_a_word_is_missing_only_if_nothing_that_stands_for_it_is_there() -> None:
    texts = [body("kyiv and a union in europe and european law")]
    rules = "Kiev, Kyiv\nEU => European Union\nunions europe => zeppelin"
    with indexed([{"a": texts}], synonyms=rules) as index:
        assert index.find("kiev").missing == ()
        assert index.find("eu").missing == ("eu",)
        assert index.find("lviv kiev eu").missing == ("lviv", "eu")
        assert index.find("unions europe").missing == ()


def test_the_words_of_a_quotation_that_is_nowhere_are_counted_with_their_synonyms() -> None:
    texts = [body("kyiv on the river", ordinal=1), body("kiev and the river", ordinal=2)]
    with indexed([{"a": texts}], synonyms="Kiev, Kyiv") as index:
        parts = {part.query: part.total for part in index.find('"river kiev"').alone}
        assert parts["kiev"] == index.find("kiev").total == 2


def test_suggestions_are_for_what_has_no_synonym_there() -> None:
    with indexed([{"a": [body("kyiv and the mayor")]}], synonyms="Kiev, Kyiv") as index:
        assert index.find("kiev +mayer").suggestions == ("kiev +mayor",)


def test_a_rule_for_a_function_word_of_another_language_is_passed_over_there(
    tmp_path: Path,
) -> None:
    with pincite.create_index(tmp_path / "index") as index:
        index.add("a", "The European Union met in the harbour.", language="english")
        index.add("b", "Le port est dans la ville.", language="french")
        index.commit()
    (tmp_path / "index" / "synonyms.txt").write_text("EU => European Union\n", "utf-8")
    with pincite.open_index(tmp_path / "index") as index:
        assert [hit.article.id for hit in index.find("EU harbour")] == ["a"]
        assert [hit.article.id for hit in index.find("le port")] == ["b"]


def test_the_newest_rules_count_from_when_the_index_is_opened(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Title\n\nThe mayor of Kyiv.\n", "utf-8")
    folder = pincite.build_index(tmp_path).index
    with pincite.open_index(folder) as index:
        assert index.find("kiev").total == 0
        (folder / "synonyms.txt").write_text("Kiev, Kyiv\n", "utf-8")
        assert index.find("kiev").total == 0
    with pincite.open_index(folder) as index:
        assert index.find("kiev").total == 1
        assert index.synonyms() == {("kiev",): (("kyiv",),), ("kyiv",): (("kiev",),)}


def test_a_broken_file_stops_a_search_with_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("Title\n\nThe mayor of Kyiv.\n", "utf-8")
    folder = pincite.build_index(tmp_path).index
    (folder / "synonyms.txt").write_text("Kiev, Kyiv\nEU =>\n", "utf-8")
    for command in (["search", "mayor"], ["page", "--output", str(tmp_path / "page.html")]):
        assert main([*command, "--index", str(folder)]) == 2
        told = capsys.readouterr()
        assert told.err == f"pincite: {folder / 'synonyms.txt'}, line 2: nothing after =>\n"
        assert told.out == ""
    assert not (tmp_path / "page.html").exists()
    assert main(["stats", "--index", str(folder)]) == 0


# What happens to the file


def test_indexing_leaves_the_file_where_it_is(tmp_path: Path) -> None:
    folder, rules = tmp_path / ".pincite", "Kiev, Kyiv\n"
    folder.mkdir()
    (folder / "synonyms.txt").write_text(rules, "utf-8")  # before there is an index
    (tmp_path / "empty.txt").write_text("", "utf-8")
    with pytest.raises(pincite.NothingIndexed):
        pincite.build_index(tmp_path)
    assert [path.name for path in folder.iterdir()] == ["synonyms.txt"]
    with patch.object(merge_policy, "_GROWTH", 0):
        for number in range(3):
            text = f"Title\n\nKyiv, for the {number}. time.\n"
            (tmp_path / f"{number}.txt").write_text(text, "utf-8")
            pincite.build_index(tmp_path)
    (tmp_path / "0.txt").unlink()
    (tmp_path / "1.txt").write_text("Title\n\nKyiv again.\n", "utf-8")
    assert pincite.build_index(tmp_path).articles == 2
    with pincite.open_index(tmp_path) as index:
        index.add("note", "Kyiv in a note.")
        index.commit()
        assert index.find("kiev").total == 3
    assert (folder / "synonyms.txt").read_text("utf-8") == rules


def test_an_index_among_the_sources_is_no_source(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Title\n\nThe mayor of Kyiv.\n", "utf-8")
    folder = pincite.build_index(tmp_path, tmp_path / "index").index
    (folder / "synonyms.txt").write_text("Kiev, Kyiv\n", "utf-8")
    assert pincite.build_index(tmp_path, folder).articles == 1


def test_an_index_can_be_made_where_its_synonyms_are(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Title\n\nThe mayor of Kyiv.\n", "utf-8")
    folder = tmp_path / "index"
    folder.mkdir()
    (folder / "synonyms.txt").write_text("Kiev, Kyiv\n", "utf-8")
    pincite.build_index(tmp_path / "a.txt", folder)
    with pincite.open_index(folder) as index:
        assert index.find("kiev").total == 1
