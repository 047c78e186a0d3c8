"""Evidence packs are read back: what was found, what stands around it, and what was asked."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

import pincite
from pincite.addresses import surroundings
from pincite.indexer.articles import Article, Kind, Paragraph, Stats
from pincite.search.faces.cells import visible
from pincite.search.faces.evidence import SUFFIXES, Asked, evidence
from pincite.search.faces.json_output import results_record
from pincite.search.hits.values import Hit, Results, Snippet
from profiles import examples
from test_citing import QUOTATIONS, TEXTS, articles, as_set, parsed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

ASKED = Asked(
    "2018-12-24",
    {"since": ["2017"], "author": ["Marsh", "Reyes"]},
    3,
    Stats(2, 9, 80, ("english",)),
)
INDEX = "2 articles, 9 paragraphs, 80 words (commit 3 of the index)"


def paragraph(ordinal: int, text: str) -> Paragraph:
    return Paragraph(ordinal, text, Kind.BODY, (ordinal, ordinal + 1), (0, 1), ())


def found(article: Article, text: str, *spans: tuple[int, int], query: str = "gas") -> Results:
    hit = Hit(1, 2.5, article, paragraph(7, text), spans, Snippet(text, spans))
    return Results(query, 12, (hit,))


def packed(
    results: Results, suffix: str, around: Mapping[int, Sequence[Paragraph]] | None = None
) -> str:
    data = evidence(results, {1: ()} if around is None else around, ASKED, suffix)
    return data.decode("utf-8")


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows, apostrophes taken away where the column `guarded` says that they were added."""
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text[1:], newline="")))
    for row in rows:
        for name in row.pop("guarded").split():
            assert row[name].startswith("'")
            row[name] = row[name][1:]
    return rows


ARTICLE = Article("a.txt", "a.txt", "Of Gas", author="Ida Quist", date="2018-04-18")


class TestMarkdown:
    def test_a_pack(self) -> None:
        results = found(replace(ARTICLE, title="On # 1"), "The gas, *the* gas.", (4, 7), (15, 18))
        around = {1: [paragraph(6, "Before_it."), paragraph(8, "- After.")]}
        text = packed(results, ".md", around)
        reference = results.hits[0].locator.reference
        assert text == (
            "# gas\n\n"
            "- Searched: 24 December 2018\n"
            "- Narrowed by: since 2017; author Marsh or Reyes\n"
            f"- In: {INDEX}\n"
            "- Shown: 1 of 12 paragraphs, matches in bold\n\n"
            "## 1. On \\# 1\n\n"
            "*¶ 6, before:* Before\\_it.\n\n"
            "> The **gas**, \\*the\\* **gas**.\n\n"
            "*¶ 8, after:* \\- After.\n\n"
            "Ida Quist. “On # 1”. 18 April 2018. ¶ 7 (a.txt, lines 7–8).\n\n"
            f"`{reference}`\n\n"
            "Rank 1, score 2.5000\n"
        )

    @examples(100)
    @given(articles(), QUOTATIONS, TEXTS)
    def test_hits_are_the_only_sections(self, article: Article, text: str, query: str) -> None:
        packed_text = packed(found(article, text, query=query), ".md", {1: [paragraph(6, text)]})
        headings = [line for line in packed_text.split("\n") if line.startswith("#")]
        assert [line.split(" ")[0] for line in headings] == ["#", "##"]


class TestCsv:
    @examples(300)
    @given(articles(), QUOTATIONS, TEXTS, TEXTS)
    def test_every_text_is_read_back(
        self, article: Article, text: str, beside: str, query: str
    ) -> None:
        around = {1: [paragraph(6, beside), paragraph(8, text)]}
        (row,) = rows_of(packed(found(article, text, query=query), ".csv", around))
        expected = {
            "quotation": text,
            "before": beside,
            "after": text,
            "query": query,
            "article": article.id,
            "title": article.title,
            "author": article.author,
            "publication": article.publication,
            "date": article.date,
            "url": article.url,
        }
        assert {name: row[name] for name in expected} == {
            name: visible(value) for name, value in expected.items()
        }
        assert (row["rank"], row["score"], row["paragraph"]) == ("1", "2.5", "7")
        assert (row["searched"], row["index"]) == ("2018-12-24", INDEX)

    @examples(200)
    @given(articles(), QUOTATIONS, TEXTS)
    def test_no_cell_is_a_formula(self, article: Article, text: str, query: str) -> None:
        file = io.StringIO(packed(found(article, text, query=query), ".csv")[1:], newline="")
        for row in csv.reader(file):
            assert not [cell for cell in row if cell.strip()[:1] in set("=+-@＝＋－＠")]

    def test_a_guarded_cell_is_named(self) -> None:
        (row,) = csv.DictReader(
            io.StringIO(packed(found(ARTICLE, "- so he said", query="=ally"), ".csv")[1:])
        )
        assert (row["quotation"], row["query"]) == ("'- so he said", "'=ally")
        assert row["guarded"] == "quotation query"
        (plain,) = csv.DictReader(io.StringIO(packed(found(ARTICLE, "so"), ".csv")[1:]))
        assert (plain["quotation"], plain["guarded"]) == ("so", "")

    def test_matches_are_as_they_stand_in_the_quotation(self) -> None:
        (row,) = rows_of(packed(found(ARTICLE, "\x1bgas and gas", (1, 4), (9, 12)), ".csv"))
        assert row["matches"] == "gas | gas"
        assert row["quotation"].startswith("\\x1b")


class TestBibtex:
    @examples(200)
    @given(articles(), QUOTATIONS, TEXTS)
    def test_every_text_is_read_back(self, article: Article, text: str, query: str) -> None:
        around = {1: [paragraph(6, text)]}
        ((_, _, fields),) = parsed(packed(found(article, text, query=query), ".bib", around)[:-1])
        assert as_set(fields["annote"]) == as_set(fields.get("before", "")) == visible(text)
        assert as_set(fields.get("query", "")) == visible(query)
        assert (fields["rank"], fields["score"]) == ("1", "2.5")
        assert as_set(fields["searched"]) == "2018-12-24"


class TestJson:
    @examples(100)
    @given(articles(), QUOTATIONS, TEXTS)
    def test_it_is_the_json_of_a_search_and_what_was_asked(
        self, article: Article, text: str, query: str
    ) -> None:
        results = found(article, text, query=query)
        around = {1: [paragraph(6, text)]}
        record: dict[str, Any] = json.loads(packed(results, ".json", around))
        assert record.pop("asked") == {
            "searched": "2018-12-24",
            "narrowed": {"since": ["2017"], "author": ["Marsh", "Reyes"]},
            "index": {
                "commit": 3,
                "articles": 2,
                "paragraphs": 9,
                "words": 80,
                "languages": ["english"],
            },
        }
        assert record == results_record(results, around=around)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_packs_of_the_corpus_have_every_hit_whole(corpus_index: Path, suffix: str) -> None:
    with pincite.open_index(corpus_index) as index:
        results = index.find("gas pipeline", limit=20)
        around = surroundings(index, results, 1, 1)
        asked = Asked("2018-12-24", {}, index.generation, index.stats())
    text = evidence(results, around, asked, suffix).decode("utf-8")
    assert asked.commit == 1
    assert "Narrowed by" not in text
    assert len(results) > 3
    for hit in results:
        if suffix == ".csv":
            assert rows_of(text)[hit.rank - 1]["quotation"] == hit.paragraph.text
        elif suffix == ".bib":
            assert as_set(parsed(text[:-1])[hit.rank - 1][2]["annote"]) == hit.paragraph.text
        elif suffix == ".json":
            assert json.loads(text)["hits"][hit.rank - 1]["paragraph"]["text"] == hit.paragraph.text
        else:
            assert f"## {hit.rank}. " in text
