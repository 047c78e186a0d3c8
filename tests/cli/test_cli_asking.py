"""The options of `pincite search` that say which hits come, in which order, and what is counted."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from running import Run, on_terminal

if TYPE_CHECKING:
    from pathlib import Path

QUERY = "china russia"


@pytest.fixture
def articles(corpus_index: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The bundled articles, and this process in their folder."""
    monkeypatch.chdir(corpus_index.parent)
    return corpus_index.parent


def record(run: Run, *arguments: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(run("search", *arguments, "--json").out)
    return answer


def ids(answer: dict[str, Any]) -> list[str]:
    return [hit["article"]["id"] for hit in answer["hits"]]


class TestNarrowing:
    @pytest.mark.parametrize(
        ("options", "authors"),
        [
            (("--author", "Reyes"), {"Anna Reyes", "Anna Reyes and Tom Halloran"}),
            (("--author", "tom halloran"), {"Tom Halloran", "Anna Reyes and Tom Halloran"}),
            (("--author", "Łukasz", "--author", "Sæther"), {"Łukasz Nowak", "Ingrid Sæther"}),
            (("--author", "lukasz"), {"Łukasz Nowak"}),
            (("--author", "reyes", "--publication", "ledger"), {"Anna Reyes"}),
            (("--author", "halloran", "--since", "2018-07"), {"Tom Halloran"}),
            (("--author", "halloran", "--until", "2017"), {"Anna Reyes and Tom Halloran"}),
            (("--author", "reye"), set()),
        ],
    )
    def test_only_some_authors(
        self, run: Run, articles: Path, options: tuple[str, ...], authors: set[str]
    ) -> None:
        answer = record(run, QUERY, "-n", "100", *options)
        assert {hit["article"]["author"] for hit in answer["hits"]} == authors
        assert run("search", QUERY, *options).status == (0 if authors else 1)

    def test_of_several_publications_any_may_fit(self, run: Run, articles: Path) -> None:
        answer = record(
            run, QUERY, "-n", "100", "--publication", "Brief", "--publication", "ledger"
        )
        found = {hit["article"]["publication"] for hit in answer["hits"]}
        assert found == {"Eurasia Brief", "Northern Ledger"}

    def test_only_some_kinds(self, run: Run, articles: Path) -> None:
        answer = record(run, "the", "-n", "200", "--kind", "quote", "--kind", "heading")
        assert {hit["paragraph"]["kind"] for hit in answer["hits"]} == {"quote", "heading"}

    @pytest.mark.parametrize(
        ("options", "reason"),
        [
            (("--kind", "poem"), "kind 'poem' is none of body, heading, quote"),
            (("--kind", "body", "--kind", ""), "kind '' is none of body"),
            (("--author", "?!"), "author '?!' has no word"),
            (("--publication", ""), "publication '' has no word"),
            (("--sort", "best"), "sort 'best' is none of rank, date, article"),
            (("--facets", "title"), "facet 'title' is none of publication, year, author, kind"),
            (("--facets", "year,"), "facet '' is none of"),
        ],
    )
    def test_a_value_that_is_none_is_an_error_in_one_line(
        self, run: Run, articles: Path, options: tuple[str, ...], reason: str
    ) -> None:
        outcome = run("search", QUERY, *options)
        assert (outcome.status, outcome.out) == (2, "")
        assert outcome.err.startswith(f"pincite: {reason}")
        assert outcome.err.count("\n") == 1


class TestOrder:
    def test_newest_first(self, run: Run, articles: Path) -> None:
        answer = record(run, QUERY, "-n", "100", "--sort", "date")
        dates = [hit["article"]["date"] for hit in answer["hits"]]
        assert dates == sorted(dates, reverse=True)
        assert len(set(dates)) > 5

    def test_in_the_order_of_the_text(self, run: Run, articles: Path) -> None:
        answer = record(run, QUERY, "-n", "100", "--sort", "article")
        places = [(hit["article"]["id"], hit["paragraph"]["ordinal"]) for hit in answer["hits"]]
        assert places == sorted(places)
        assert len(places) == answer["total"]

    def test_rank_is_what_comes_without_it(self, run: Run, articles: Path) -> None:
        assert run("search", QUERY, "--sort", "rank") == run("search", QUERY)


class TestArticles:
    def test_in_a_pipe_ids_and_nothing_else(self, run: Run, articles: Path) -> None:
        answer = record(run, QUERY, "-n", "100")
        outcome = run("search", QUERY, "-l", "-n", "100")
        assert (outcome.status, outcome.err) == (0, "")
        assert outcome.out.splitlines() == list(dict.fromkeys(ids(answer)))

    def test_json_has_the_hits_and_how_many_match(self, run: Run, articles: Path) -> None:
        everything = record(run, QUERY, "-n", "100")
        answer = record(run, QUERY, "--articles", "-n", "3")
        assert answer["total"] == len(set(ids(everything)))
        assert len(answer["hits"]) == 3
        for hit in answer["hits"]:
            assert hit["matches"] == ids(everything).count(hit["article"]["id"])
            assert hit["snippet"]["text"]
        assert all("matches" not in hit for hit in everything["hits"])

    def test_how_many_more_are_articles(self, run: Run, articles: Path) -> None:
        outcome = run("search", QUERY, "-l", "-n", "2")
        assert re.fullmatch(r"2 of (\d+) articles; -n \1 shows all, .*\n", outcome.err)

    @pytest.mark.parametrize(("sort", "which"), [("rank", "best"), ("article", "first")])
    def test_on_a_terminal_how_many_paragraphs_and_where(
        self, run: Run, articles: Path, sort: str, which: str
    ) -> None:
        arguments = ["alliance", "-l", "-n", "100", "--sort", sort]
        answer = record(run, *arguments)
        _, shown = on_terminal(["search", *arguments], articles, TERM="dumb")
        counts = re.findall(
            r"^ +(\d+) paragraphs? · (?:(\w+) )?¶ (\d+) · (\S+)$", shown, re.MULTILINE
        )
        assert counts == [
            (
                str(hit["matches"]),
                which if hit["matches"] > 1 else "",
                str(hit["paragraph"]["ordinal"]),
                hit["article"]["id"],
            )
            for hit in answer["hits"]
        ]
        assert any(count > "1" for count, *_ in counts)


class TestCount:
    def test_of_paragraphs_and_of_articles(self, run: Run, articles: Path) -> None:
        answer = record(run, QUERY, "-n", "100")
        outcome = run("search", QUERY, "--count")
        assert (outcome.status, outcome.out, outcome.err) == (0, f"{answer['total']}\n", "")
        assert run("search", QUERY, "--count", "-l").out == f"{len(set(ids(answer)))}\n"

    def test_of_nothing_is_0_and_exit_1(self, run: Run, articles: Path) -> None:
        outcome = run("search", "xyzzy", "--count")
        assert (outcome.status, outcome.out) == (1, "0\n")
        assert "xyzzy" in outcome.err

    def test_as_json_is_the_record_without_hits(self, run: Run, articles: Path) -> None:
        whole = record(run, QUERY)
        nothing = {"hits": [], "left": whole["total"]}
        assert record(run, QUERY, "--count") == whole | nothing

    def test_a_word_that_is_nowhere_is_told(self, run: Run, articles: Path) -> None:
        outcome = run("search", "russia xyzzy", "--count")
        assert outcome.err == "not in the index: xyzzy\n"

    @pytest.mark.parametrize("option", ["--json", "--count", "--facets=year"])
    def test_lines_of_hits_have_no_room_for_counts(
        self, run: Run, articles: Path, option: str
    ) -> None:
        outcome = run("search", QUERY, "--jsonl", option)
        assert (outcome.status, outcome.out) == (2, "")
        assert f"--jsonl and {option.partition('=')[0]} exclude each other" in outcome.err


class TestPages:
    @pytest.mark.parametrize("more", [(), ("-l",), ("--sort", "date")])
    def test_pages_make_up_the_whole(self, run: Run, articles: Path, more: tuple[str, ...]) -> None:
        whole = record(run, QUERY, "-n", "100", *more)
        pages = [record(run, QUERY, "-n", "7", "--page", str(page), *more) for page in range(1, 15)]
        assert [hit for page in pages for hit in page["hits"]] == whole["hits"]

    def test_which_are_shown_and_which_come_next(self, run: Run, articles: Path) -> None:
        total = record(run, QUERY)["total"]
        first = run("search", QUERY, "-n", "5")
        assert first.err == f"5 of {total} paragraphs; -n {total} shows all, --page 2 the next\n"
        third = run("search", QUERY, "-n", "5", "--page", "3")
        assert third.out.lstrip().startswith("11 ")
        assert third.err == (
            f"11-15 of {total} paragraphs; -n {total} shows all, --page 4 the next\n"
        )
        last = run("search", QUERY, "-n", str(total - 1), "--page", "2")
        assert last.err == f"{total}-{total} of {total} paragraphs\n"

    def test_a_page_past_the_end_is_told_and_exit_1(self, run: Run, articles: Path) -> None:
        outcome = run("search", "alliance", "-n", "2", "--page", "9")
        assert (outcome.status, outcome.out) == (1, "")
        assert outcome.err == "page 9 is empty: 9 paragraphs on 5 pages of 2\n"
        assert run("search", "helium", "--page", str(10**30)).status == 1
        assert "nothing found" in run("search", "xyzzy", "--page", "9").err

    @pytest.mark.parametrize("page", ["0", "-1", "two"])
    def test_a_page_that_is_none_is_refused(self, run: Run, articles: Path, page: str) -> None:
        assert run("search", QUERY, "--page", page).status == 2


class TestContext:
    @pytest.mark.parametrize(
        ("options", "around"),
        [
            (("-A", "2"), [1, 2]),
            (("-B1",), [-1]),
            (("-C", "1"), [-1, 1]),
            (("--context", "2"), [-2, -1, 1, 2]),
            (("-A", "1", "-B", "2"), [-2, -1, 1]),
            (("-C", "2", "-A", "0"), [-2, -1]),
        ],
    )
    def test_paragraphs_before_and_after(
        self, run: Run, articles: Path, options: tuple[str, ...], around: list[int]
    ) -> None:
        (hit,) = record(run, "helium ethane", "-n", "1", *options)["hits"]
        own = hit["paragraph"]["ordinal"]
        assert [each["ordinal"] - own for each in hit["context"]] == around
        shown = run("search", "helium ethane", "-n", "1", *options).out
        numbers = [int(number) for number in re.findall(r"^ +¶ (\d+)  ", shown, re.MULTILINE)]
        assert [number - own for number in numbers] == sorted([*around, 0])

    @pytest.mark.parametrize("word", ["-America", "-Bank", "-China", "-lake", "-nato"])
    def test_words_to_exclude_are_not_taken_for_options(
        self, run: Run, articles: Path, word: str
    ) -> None:
        outcome = run("search", QUERY, word)
        assert (outcome.status, outcome.out) == (2, "")
        assert "go after --" in outcome.err


class TestFacets:
    def test_json_has_all_values(self, run: Run, articles: Path) -> None:
        everything = record(run, QUERY, "-n", "100", "--facets", "author,kind")
        names = [facet["name"] for facet in everything["facets"]]
        assert names == ["author", "kind"]
        authors = [hit["article"]["author"] for hit in everything["hits"]]
        counted = everything["facets"][0]["values"]
        assert {each["value"]: each["paragraphs"] for each in counted} == {
            author: authors.count(author) for author in authors
        }
        assert [each["articles"] for each in counted] == [
            len(
                {i for i, who in zip(ids(everything), authors, strict=True) if who == each["value"]}
            )
            for each in counted
        ]
        assert (
            record(run, QUERY, "-n", "1", "--facets", "author,kind")["facets"]
            == (everything["facets"])
        )
        assert "facets" not in record(run, QUERY)

    def test_a_table_below_the_hits(self, run: Run, articles: Path) -> None:
        hits = run("search", "alliance")
        outcome = run("search", "alliance", "--facets", "publication", "--facets", "year")
        assert outcome.out == hits.out + (
            "\n"
            "publication          paragraphs  articles\n"
            "Eurasia Brief                 4         3\n"
            "The Meridian Review           4         2\n"
            "no publication                1         1\n"
            "\n"
            "year                 paragraphs  articles\n"
            "2018                          5         4\n"
            "2017                          4         2\n"
        )

    def test_long_names_are_cut_and_of_many_values_the_first_are_shown(
        self, run: Run, articles: Path
    ) -> None:
        _, shown = on_terminal(
            ["search", "the", "--count", "--facets", "author"], articles, columns=40, TERM="dumb"
        )
        lines = shown.splitlines()
        assert lines[2] == "author              paragraphs  articles"
        assert "Anna Reyes and To…" in shown
        assert len(lines) == 3 + 10 + 1
        assert re.fullmatch(r"… \d more", lines[-1])
        assert max(map(len, lines)) == 40

    def test_with_a_count_there_are_no_hits(self, run: Run, articles: Path) -> None:
        outcome = run("search", "alliance", "--count", "--facets", "kind")
        assert outcome.out == "9\n\nkind  paragraphs  articles\nbody           9         6\n"

    def test_nothing_is_divided_into_nothing(self, run: Run, articles: Path) -> None:
        assert run("search", "xyzzy", "--facets", "year").out == ""
        assert record(run, "xyzzy", "--facets", "year")["facets"] == [
            {"name": "year", "values": []}
        ]


class TestHelp:
    def test_every_option_is_in_a_section(self, run: Run) -> None:
        shown = run("search", "--help").out
        sections = re.split(r"^(\S.*):$", shown, flags=re.MULTILINE)
        options = dict(zip(sections[1::2], sections[2::2], strict=True))
        assert "--author" in options["Only some"]
        assert "--sort" in options["Which come, in which order"]
        assert "-A, --after" in options["What is shown of each"]
        assert "--facets" in options["Counts"]
        assert "--index" in options["Other options"]
        assert shown.count("--facets NAMES") == 1
