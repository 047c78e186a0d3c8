"""Which paragraphs a query matches, on a page of text one can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import pincite

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES = """\
A: The ally signed a comprehensive strategic partnership.
B: The allies' strategic, comprehensive partnership failed!
C: “Strategic—partnership”, he said; an alliance it was not.
D: An allied fleet sailed. Strategic partnerships followed it.
E: Erdoğan flew to the U.S. with Xi’s envoys in 2016–2017.
F: The U.S. and us: re-deployment of 1.5 million words.
G: Redeployment, redeployment, redeployment.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pincite.Index]:
    folder = tmp_path_factory.mktemp("lines")
    (folder / "lines.txt").write_text("Lines\n\n" + LINES.replace("\n", "\n\n"), "utf-8")
    pincite.build_index(folder)
    with pincite.open_index(folder) as opened:
        yield opened


def lines(index: pincite.Index, query: str) -> str:
    """The letters of the lines that match, in the order of the text."""
    found = {hit.paragraph.text[0] for hit in index.find(query) if hit.paragraph.text[1] == ":"}
    return "".join(sorted(found))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # Words, in any form
        ("ally", "ABD"),
        ("allied ALLIES", "ABD"),
        ("alliance", "C"),
        ("partnerships", "ABCD"),
        ("Erdogan", "E"),
        ("xi", "E"),
        ("xi's", "E"),
        ("US", "EF"),
        ("U.S.", "EF"),
        ("2016", "E"),
        ("1.5", "F"),
        ("redeployment", "G"),
        ("re-deployment", "F"),
        ("missing", ""),
        # Phrases: these forms, side by side, in this order, whatever stands between
        ('"strategic partnership"', "AC"),
        ('"STRATEGIC PARTNERSHIP"', "AC"),
        ('"strategic—partnership"', "AC"),
        ('"strategic partnerships"', "D"),
        ('"partnership strategic"', ""),
        ('"comprehensive strategic partnership"', "A"),
        ('"strategic comprehensive"', "B"),
        ('"fleet sailed strategic"', "D"),
        ('"the ally"', "A"),
        ('"the allies"', "B"),
        ('"the allies strategic"', "B"),
        ('"the allies\' strategic"', "B"),
        ('"allies comprehensive"', ""),
        ('"re deployment"', "F"),
        ('"re-deployment"', "F"),
        ('"redeployment redeployment"', "G"),
        ('"redeployment redeployment redeployment redeployment"', ""),
        ("“Xi's envoys”", "E"),
        ('"2016-2017"', "E"),
        ('"missing partnership"', ""),
        # Forms
        ("=ally", "A"),
        ("=allies", "B"),
        ("=Allied", "D"),
        ("=partnership", "ABC"),
        ('"partnership"', "ABC"),
        # Boolean
        ("ally AND fleet", "D"),
        ("ally AND fleet AND missing", ""),
        ("ally NOT fleet", "AB"),
        ("ally -fleet", "AB"),
        ("ally AND NOT (fleet OR failed)", "A"),
        ("alliance fleet", "CD"),
        ("alliance OR fleet", "CD"),
        ("alliance OR ally AND failed", "BC"),
        ("(alliance OR ally) AND failed", "B"),
        ("+ally fleet", "ABD"),
        ("+ally +strategic -comprehensive", "D"),
        ('ally -"strategic partnership"', "BD"),
        ("ally -=allies", "AD"),
        ("NOT ally", "CEFG"),
        ("-ally -alliance", "EFG"),
        ("NOT NOT ally", "ABD"),
        ("NOT (NOT ally)", "ABD"),
        ("alliance OR NOT (ally OR partnership)", "CEFG"),
        ("missing OR NOT ally", "CEFG"),
        ("NOT missing", "ABCDEFG"),
        ("ally AND NOT missing", "ABD"),
        # Function words: passed over beside others, sought when insisted on
        ("the alliance", "C"),
        ("the", "ABEF"),
        ("+the ally", "ABEF"),
        ("the AND ally", "AB"),
        ('ally "an"', "ABCD"),
        ("ally =an", "ABCD"),
        # Near each other: in any form and any order
        ('"partnership comprehensive"~1', "B"),
        ('"partnership comprehensive"~2', "AB"),
        ('"ally signed"~1', "A"),
        ('"signed ally"~1', "A"),
        ('"partnerships ally"~4', "BD"),
        ('"partnerships ally"~5', "ABD"),
        ('"partnership ally"~6', "ABD"),
        ('"redeployment redeployment redeployment"~2', "G"),
        ('"redeployment redeployment redeployment"~1', ""),
        ('"redeployment redeployment redeployment redeployment"~1000', ""),
        ('"ally missing"~1000', ""),
        ('-"partnership comprehensive"~2 partnership', "CD"),
        # Wildcards: forms as they are written
        ("all*", "ABCD"),
        ("al?y", "A"),
        ("alli?d", "D"),
        ("*deployment", "FG"),
        ("*ship", "ABC"),
        ("*ships", "D"),
        ("s*g*c", "ABCD"),
        ("erdog*", "E"),
        ("xi*s", "E"),
        ("?s", "EF"),
        ("20*", "E"),
        ("zz*", ""),
        ("missing OR all*", "ABCD"),
        ("+all* -*ance", "ABD"),
        ("re-deploy*", "F"),
        ("-re-deploy* alli*", "BCD"),
        # Words nearly right
        ("aly~", "A"),
        ("fleats~2", "D"),
        ("Erdgoan~1", "E"),
        ("redeploiment~1", "G"),
        ("redeploiment~1 -g", ""),
        ("zzzzzz~2", ""),
        # Fields
        ("title:line", "ABCDEFG"),
        ("title:line ally", "ABD"),
        ('title:"line" ally', ""),
        ("title:line -ally", "CEFG"),
        ("ally -title:line", ""),
        ("path:LINES.t", "ABCDEFG"),
        ("path:other ally", ""),
        ("kind:body fleet", "D"),
        ("kind:quote", ""),
        ("fleet OR title:line", "ABCDEFG"),
        ("fleet OR title:other", "D"),
        ("fleet OR NOT title:other", "ABCDEFG"),
        ("(title:other OR kind:body) fleet", "D"),
        ("title:line AND (fleet OR envoys)", "DE"),
        ("date:2018 fleet", ""),
        ("-date:2018 fleet", "D"),
        ("the title:line", "ABEF"),
    ],
)
def test_what_matches(index: pincite.Index, query: str, expected: str) -> None:
    assert lines(index, query) == expected


@pytest.mark.parametrize(
    ("query", "spans"),
    [
        ("redeployment", ["Redeployment", "redeployment", "redeployment"]),
        ('"redeployment redeployment"', ["Redeployment, redeployment, redeployment"]),
        ("re-deployment", ["re", "deployment"]),
        ('"re-deployment of"', ["re-deployment of"]),
        ("U.S. AND million", ["U.S.", "us", "million"]),
        ("Erdogan xi", ["Erdoğan", "Xi’s"]),
        ("+fleet -missing", ["fleet"]),
        ("fleet -alliance NOT (ally AND missing)", ["fleet"]),
        ("(fleet AND allied) sailed", ["allied", "fleet", "sailed"]),
        ("NOT ally AND envoys", ["envoys"]),
        ('"redeployment redeployment"~1', ["Redeployment", "redeployment", "redeployment"]),
        ('"comprehensive ally"~5 missing', ["ally", "comprehensive"]),
        ('"words million"~1', ["million", "words"]),
        ("=fleet partnersh*", ["fleet", "partnerships"]),
        ("redeploymnt~", ["Redeployment", "redeployment", "redeployment"]),
        ("title:line kind:body fleet", ["fleet"]),
    ],
)
def test_what_is_marked(index: pincite.Index, query: str, spans: list[str]) -> None:
    hit = index.find(query).hits[0]
    assert [hit.paragraph.text[start:end] for start, end in hit.spans] == spans


def test_what_a_field_narrows_to_comes_in_the_order_of_the_text(index: pincite.Index) -> None:
    results = index.find("title:lines")
    assert [hit.paragraph.ordinal for hit in results] == list(range(1, results.total + 1))
    assert {(hit.score, hit.spans) for hit in results} == {(0.0, ())}


def test_a_field_changes_no_score(index: pincite.Index) -> None:
    assert index.find("ally fleet title:lines").hits == index.find("ally fleet").hits


def test_nothing_is_marked_where_something_is_only_excluded(index: pincite.Index) -> None:
    results = index.find("-ally")
    assert {hit.spans for hit in results} == {()}
    assert {hit.score for hit in results} == {0.0}
