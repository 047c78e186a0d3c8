"""What is said where a query finds nothing: why, and what each part of it finds alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pincite
from pincite.indexer.periods import EARLIEST, LATEST, days_of
from pincite.notices import results_notice
from pincite.search.query.labels import clauses, typed
from pincite.search.query.parser import parse
from pincite.search.query.tree import (
    Alternatives,
    Dates,
    Field,
    Fuzzy,
    Group,
    Near,
    Pattern,
    Phrase,
    Word,
)
from profiles import examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.search.query.labels import Clause

# None of these words has another form here: a paragraph has one if it is among its words.
WORDS = ("gas", "oil", "ice", "map", "sea")
ARTICLES = {
    "anna": ("By Anna Reyes", "2018-04-18", ["gas oil ice", "oil gas map", "gas gas sea"]),
    "boris": ("By Boris Map", "2017", ["oil ice", "ice oil gas map", "sea"]),
    "gone": ("By Anna Sea", "2018", ["gas ice map oil sea", "map ice"]),
}


def text_of(author: str, date: str, paragraphs: list[str]) -> str:
    return "\n\n".join(["A Title", author, f"Published: {date}", *paragraphs]) + "\n"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pincite.Index]:
    folder = tmp_path_factory.mktemp("alone")
    for name in ("anna", "gone"):
        (folder / f"{name}.txt").write_text(text_of(*ARTICLES[name]), "utf-8")
    pincite.build_index(folder)
    with pincite.open_index(folder) as opened:
        opened.add("boris", text_of(*ARTICLES["boris"]))
        opened.commit()
        opened.remove("gone.txt")
        opened.commit()
        yield opened


def paragraphs(index: pincite.Index) -> list[list[str]]:
    articles = (index.article(article.id) for article in index.articles())
    return [
        re.findall(r"\w+", paragraph.text.lower())
        for article in articles
        for paragraph in article.paragraphs
    ]


def has_run(words: list[str], run: list[str]) -> bool:
    return any(words[at : at + len(run)] == run for at in range(len(words)))


words = st.sampled_from((*WORDS, "tar", "fog"))
runs = st.lists(words, min_size=2, max_size=3).map(" ".join)
atoms = st.one_of(
    words,
    words.map("={}".format),
    runs.map('"{}"'.format),
    st.tuples(runs, st.sampled_from((1, 2, 9))).map('"{0[0]}"~{0[1]}'.format),
    st.sampled_from(["ga*", "*x*", "fo?", "gaz~", "xyz~1", "title:title", "title:=titles"]),
    st.sampled_from(["author:anna", 'author:"anna map"', 'author:"boris map"', "author:reyse"]),
    st.sampled_from(["date:2018", "date:2019..", "kind:quote", "path:.txt", 'path:"a b"']),
)
signed = st.tuples(st.sampled_from(("", "", "+", "+", "-", "NOT ")), atoms).map("".join)
groups = st.lists(st.one_of(signed, st.just("OR")), min_size=1, max_size=3).map(" ".join)
nested = groups.map("+({})".format)
queries = st.lists(st.one_of(signed, nested), min_size=1, max_size=4).map(" ".join)


def asked(index: pincite.Index, query: str) -> pincite.Results:
    """What a query finds; one that makes no sense is as good as one that finds something."""
    try:
        return index.find(query)
    except pincite.QueryError:
        return index.find("gas")


@examples(200)
@given(queries)
def test_each_part_finds_alone_what_it_is_said_to(index: pincite.Index, query: str) -> None:
    results = asked(index, query)
    assert bool(results.reasons) == (results.total == 0)
    assert results.total == 0 or results.alone == ()
    assert len(results.alone) == len({part.query for part in results.alone}) <= 20
    for part in results.alone:
        assert index.find(part.query).total == part.total, part
    assert all(index.find(each).total for each in results.suggestions)


@examples(200)
@given(st.one_of(words, runs.map('"{}"'.format)))
def test_counts_are_those_of_a_plain_scan(index: pincite.Index, query: str) -> None:
    results = index.find(f"{query} AND zzzqq")
    totals = {part.query: part.total for part in results.alone}
    run = query.strip('"').split()
    expected = {query: sum(has_run(each, run) for each in paragraphs(index))}
    if not expected[query]:
        alone = {word: sum(word in each for each in paragraphs(index)) for word in run}
        expected |= alone if any(alone.values()) else {}
    assert totals == expected | {"zzzqq": 0}


@examples(200)
@given(queries)
def test_every_reason_is_true(index: pincite.Index, query: str) -> None:
    results = asked(index, query)
    for reason in results.reasons:
        if absent := re.fullmatch("not in the index: (.*)", reason):
            assert not any(index.find(word).total for word in absent[1].split(", "))
        elif inflected := re.fullmatch("in the index in other forms only: (.*)", reason):
            for word in inflected[1].split(", "):
                assert index.find(word).total
                assert not index.find(f"={word}").total
        elif nowhere := re.fullmatch(
            r"no (?:paragraph|article) has (\S+:.*|\".*\") ?(?:as written|so .*)?", reason
        ):
            assert not index.find(nowhere[1].removesuffix(" as written")).total
        elif reason == "no paragraph passes the filters":
            assert len(re.findall("[a-z]:", query)) > 1 or "-" in query or "NOT" in query
        elif matching := re.fullmatch(r"(\d+) paragraphs? match(?:es)?, but .*", reason):
            assert int(matching[1]) > 0
            assert ":" in query if reason.endswith("the filters") else re.search("-|NOT", query)
        else:
            assert re.fullmatch("(every word is in the index, but )?no paragraph .*", reason)
            if reason.startswith("every"):
                assert results.missing == ()


@pytest.mark.parametrize(
    ("query", "reasons", "alone"),
    [
        ("zzzqq", ["not in the index: zzzqq"], ["zzzqq 0"]),
        (
            '"gas ice"',
            ['no paragraph has "gas ice" as written'],
            ['"gas ice" 0', "gas 4", "ice 3"],
        ),
        (
            '"sea and gas"',
            ["not in the index: and"],
            ['"sea and gas" 0', "sea 2", "gas 4"],
        ),
        ('"gas sea"~1 AND ice', None, ['"gas sea"~1 1', "ice 3"]),
        (
            '"gas sea map"~2',
            ['no paragraph has "gas sea map"~2 so near to each other'],
            ['"gas sea map"~2 0', "gas 4", "sea 2", "map 3"],
        ),
        ("=titled", ["in the index in other forms only: titled"], ["=titled 0", "titled 2"]),
        ("author:zzz", ["no article has author:zzz"], ["author:zzz 0"]),
        ("gas author:zzz", ["no article has author:zzz"], ["gas 4", "author:zzz 0"]),
        (
            'author:"anna map"',
            ['no article has author:"anna map"'],
            ['author:"anna map" 0', "author:anna 6", "author:map 6"],
        ),
        ("gas kind:quote", ["no paragraph has kind:quote"], ["gas 4", "kind:quote 0"]),
        ("date:2019-01..2020", ["no article has date:2019..2020"], ["date:2019..2020 0"]),
        (
            "author:anna date:2017",
            ["no paragraph passes the filters"],
            ["author:anna 6", "date:2017 6"],
        ),
        (
            '"gas gas" date:2017',
            ["1 paragraph matches, but does not pass the filters"],
            ['"gas gas" 1', "date:2017 6"],
        ),
        ("gas -gas", ["4 paragraphs match, but all of them are excluded"], ["gas 4"]),
        (
            "gas date:2017 -oil",
            ["1 paragraph matches, but is excluded"],
            ["gas 4", "date:2017 6"],
        ),
        (
            "+gas +sea +ice",
            ["every word is in the index, but no paragraph has all of it together"],
            ["gas 4", "sea 2", "ice 3"],
        ),
        (
            "+gas +sea +(ice OR zzzqq)",
            ["not in the index: zzzqq", "no paragraph has all of it together"],
            ["gas 4", "sea 2", "ice 3", "zzzqq 0"],
        ),
        (
            "author:zzz OR kind:quote",
            ["no article has author:zzz", "no paragraph has kind:quote"],
            ["author:zzz 0", "kind:quote 0"],
        ),
        ("gas AND author:zzz", ["no article has author:zzz"], ["gas 4", "author:zzz 0"]),
        ("+(author:anna -author:anna)", ["no paragraph passes the filters"], ["author:anna 6"]),
        (
            "+(gas -gas) ice",
            ["every word is in the index, but no paragraph matches all of it"],
            ["gas 4", "ice 3"],
        ),
        ("zz* gaz~1 +yyy~", ["not in the index: yyy, zz*"], ["yyy~1 0", "zz* 0", "gaz~1 4"]),
    ],
)
def test_what_is_said(
    index: pincite.Index, query: str, reasons: list[str] | None, alone: list[str]
) -> None:
    results = index.find(query)
    assert results.total == 0
    assert reasons is None or list(results.reasons) == reasons
    assert [f"{part.query} {part.total}" for part in results.alone] == alone


def test_what_narrows_from_outside_is_a_part_too(index: pincite.Index) -> None:
    results = index.find("gas", since="2019", author=["anna", "Zzz"])
    assert results.reasons == ("no article has date:2019..", "no article has author:zzz")
    totals = [(part.query, part.total) for part in results.alone]
    assert totals == [("gas", 4), ("date:2019..", 0), ("author:anna", 6), ("author:zzz", 0)]


def test_of_a_pasted_page_the_beginning_is_told(index: pincite.Index) -> None:
    results = index.find(" ".join(f"+zzz{number}q" for number in range(30)))
    assert [part.query for part in results.alone] == [f"zzz{number}q" for number in range(20)]
    assert results.reasons[0].endswith(", zzz19q and 10 more")
    (reason,) = index.find(f'"{"gas oil " * 30}"').reasons
    assert len(reason) < 100


def test_an_empty_index_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("empty")
    (folder / "one.txt").write_text("Gas.\n", "utf-8")
    pincite.build_index(folder)
    with pincite.open_index(folder) as opened:
        opened.remove("one.txt")
        opened.commit()
        assert opened.find("-gas").reasons == ("the index has no paragraph",)
        assert opened.find("gas").reasons == ("not in the index: gas",)


def test_the_command_line_says_all_of_it(index: pincite.Index) -> None:
    assert results_notice(index.find('"gas ice" author:"anna"')).splitlines() == [
        'nothing found for "gas ice" author:"anna"; no paragraph has "gas ice" as written',
        'paragraphs with each part alone: "gas ice" 0 · gas 4 · ice 3 · author:anna 6',
        'did you mean: "gas ice"~8 author:"anna", gas ice author:"anna"?',
    ]
    assert results_notice(index.find("zzzqq")) == (
        "nothing found for zzzqq; not in the index: zzzqq"
    )


# --- a part as it could be typed ------------------------------------------------------------------

forms = st.sampled_from(("gas", "o'neill", "東京", "река", "us", "x1", "naive"))
some_forms = st.lists(forms, min_size=2, max_size=3).map(tuple)
days = st.sampled_from(
    ("2018", "2018-04", "2018-04-30", "2018-12-31", "2018-01-01", "9999", "0001")
)


def dates(first: str, last: str) -> Dates:
    begin, end = sorted((days_of(first) or (0, 0), days_of(last) or (0, 0)))
    return Dates(begin[0], end[1])


parts = st.one_of(
    forms.map(Word),
    some_forms.map(Phrase),
    forms.map(lambda form: Phrase((form,))),
    st.builds(Near, some_forms, st.integers(1, 1000)),
    st.sampled_from(("ga*", "*as", "g?s", "o'*l")).map(Pattern),
    st.builds(Fuzzy, forms, st.integers(1, 2)),
    st.builds(
        Field,
        st.just("title"),
        st.one_of(some_forms, forms.map(lambda form: (form,))),
        st.booleans(),
    ),
    st.builds(Field, st.sampled_from(("author", "publication")), some_forms),
    st.builds(Field, st.just("author"), forms.map(lambda form: (form,))),
    st.builds(
        Field,
        st.just("path"),
        st.sampled_from(("a/b.txt", "a b", 'say "a"', "(x)")).map(lambda s: (s,)),
    ),
    st.builds(Field, st.just("kind"), st.sampled_from((("quote",), ("body",)))),
    st.builds(dates, days, days),
    st.builds(lambda day: Dates(EARLIEST, dates(day, day).last), days),
    st.builds(lambda day: Dates(dates(day, day).first, LATEST), days),
)


@examples(200)
@given(parts)
def test_a_part_can_be_typed(part: Clause) -> None:
    (read,) = clauses(parse(typed(part), frozenset()))
    assert read == part


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("date:2018", "date:2018"),
        ("date:2018-01-01..2018-12", "date:2018"),
        ("date:2016-07..2017-12-31", "date:2016-07..2017"),
        ("date:2018-04-18..2018-04-18", "date:2018-04-18"),
        ("date:..2017-06", "date:..2017-06"),
        ("date:2016..", "date:2016.."),
        ("date:..9999", "date:..9999"),
        ("TITLE title:Silk-Roads", "title, title:silk-roads"),
        (
            "=title:Silk author:Anna publication:“A B”",
            'title:"silk", author:anna, publication:"a b"',
        ),
        ('+gas -oil (ice OR "a b") NOT map', 'gas, ice, "a b"'),
    ],
)
def test_parts_are_named_as_they_could_be_typed(query: str, expected: str) -> None:
    assert ", ".join(map(typed, clauses(parse(query)))) == expected


def test_synonyms_are_told_by_what_they_are_for() -> None:
    one = Alternatives(("gas",), (Word("methane"),))
    several = Alternatives(("natural", "gas"), (Word("methane"),))
    tree = Group(shoulds=(one, Word("natural"), several))
    assert list(map(typed, clauses(tree))) == ["gas", "natural", "methane"]
