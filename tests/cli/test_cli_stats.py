"""`pincite stats`: how much there is, and how it divides."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

import pincite
from pincite.indexer.analysis import tokenize
from pincite.indexer.articles import Share, Stats
from pincite.search.faces.holdings import holdings_text
from pincite.search.faces.painting import Screen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from running import Run

    from pincite.indexer.articles import Article, Paragraph

DIVISIONS = ("by_year", "by_publication", "by_language", "by_kind")


def write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def shares(
    articles: list[Article], value: Callable[[Article, Paragraph], str]
) -> dict[str, list[int]]:
    """Articles, paragraphs and words by value, counted one by one."""
    paragraphs: Counter[str] = Counter()
    words: Counter[str] = Counter()
    holding: dict[str, set[str]] = {}
    for article in articles:
        for paragraph in article.paragraphs:
            name = value(article, paragraph)
            paragraphs[name] += 1
            words[name] += len(list(tokenize(paragraph.text)))
            holding.setdefault(name, set()).add(article.id)
    return {name: [len(holding[name]), paragraphs[name], words[name]] for name in paragraphs}


def as_counts(found: list[dict[str, Any]]) -> dict[str, list[int]]:
    return {each["value"]: [each["articles"], each["paragraphs"], each["words"]] for each in found}


def test_json_has_what_counting_one_by_one_finds(run: Run, archive: Path) -> None:
    record = json.loads(run("stats", "--json").out)
    assert list(record) == ["articles", "paragraphs", "words", "languages", *DIVISIONS]
    with pincite.open_index(archive) as index:
        articles = [index.article(each.id) for each in index.articles()]
    assert record["articles"] == len(articles)
    assert record["languages"] == ["english"]
    expected = {
        "by_year": shares(articles, lambda article, _: article.date[:4]),
        "by_publication": shares(articles, lambda article, _: article.publication),
        "by_language": shares(articles, lambda article, _: article.language),
        "by_kind": shares(articles, lambda _, paragraph: paragraph.kind.value),
    }
    for name, counts in expected.items():
        assert as_counts(record[name]) == counts
        assert sum(each["words"] for each in record[name]) == record["words"]
    years = [each["value"] for each in record["by_year"]]
    assert years == sorted(years, key=lambda year: (not year, year))
    kinds = [each["paragraphs"] for each in record["by_kind"]]
    assert kinds == sorted(kinds, reverse=True)


def test_shares_after_changes_in_several_languages(run: Run, tmp_path: Path) -> None:
    german = "Der Bericht\n\n15. Mai 2018\n\nDie Minister sind nicht auf der Brücke gewesen" * 2
    folder = tmp_path / "in"
    write(folder, "gone.txt", "Title\n\nWords that are gone.\n")
    write(folder, "a.txt", "First\n\nPublication: The Weekly\n\n3 May 2016\n\nOne two three.\n")
    assert run("index", folder).status == 0
    (folder / "gone.txt").unlink()
    write(folder, "b.md", f"---\ntitle: Bericht\nlang: de\n---\n\n{german}\n")
    write(folder, "a.txt", "First\n\nPublication: The Weekly\n\n3 May 2017\n\nOne two.\n")
    assert run("index", folder).status == 0
    with pincite.open_index(folder) as index:
        articles = [index.article(each.id) for each in index.articles()]
        stats = index.stats(divided=True)
        assert index.stats().by_kind == ()
    counted = {each.value: [each.articles, each.paragraphs, each.words] for each in stats.by_year}
    assert counted == shares(articles, lambda article, _: article.date[:4])
    assert [each.value for each in stats.by_language] == list(stats.languages)
    assert {each.value for each in stats.by_publication} == {"The Weekly", ""}
    assert sum(each.words for each in stats.by_kind) == stats.words


def test_a_pipe_gets_tables_without_bars(run: Run, archive: Path) -> None:
    lines = run("stats").out.splitlines()
    assert [line.split()[1] for line in lines[:3]] == ["articles", "paragraphs", "words"]
    heads = [line.split() for line in lines if "paragraphs" in line and "words" in line]
    assert [head[0] for head in heads] == ["year", "language", "kind"]
    assert "\x1b" not in "".join(lines)
    assert not set("".join(lines)) & set("█▏▎▍▌▋▊▉")


def test_one_of_each_is_not_many(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "Word\n")
    run("index", tmp_path)
    out = run("stats", "--index", tmp_path).out
    assert out.startswith("1 article\n1 paragraph\n1 word\n")


def share(value: str, paragraphs: int) -> Share:
    return Share(value, 1, paragraphs, paragraphs * 10)


STATS = Stats(
    *(3, 160, 1600),
    languages=("english",),
    by_year=(share("2016", 80), share("2018", 40), share("", 1)),
    by_publication=(share("", 160),),
    by_language=(share("english", 160),),
    by_kind=(share("body", 160), share("heading\x1b[1m", 0)),
)


class TestBars:
    def rows(self, width: int, stats: Stats = STATS) -> list[str]:
        return holdings_text(stats, Screen(width=width, columns=width)).splitlines()

    def bars(self, width: int) -> dict[str, int]:
        """How long the bar of each row is, in eighths of a cell."""
        rows = [row for row in self.rows(width) if set(row) & set("█▏▎▍▌▋▊▉")]
        signs = "▏▎▍▌▋▊▉█"
        return {
            row.split("  ")[0].strip(): sum(signs.index(sign) + 1 for sign in row if sign in signs)
            for row in rows
        }

    def test_bars_are_as_long_as_what_they_stand_for(self) -> None:
        bars = self.bars(100)
        assert bars["2016"] == bars["english"] == 8 * 40
        assert bars["2018"] * 2 == bars["2016"]
        assert bars["no date"] == 4
        assert "heading\\x1b[1m" not in bars  # none there, no bar

    @pytest.mark.parametrize("width", [60, 80, 100, 200])
    def test_lines_fit_the_terminal(self, width: int) -> None:
        assert all(len(row) <= width for row in self.rows(width))
        assert self.bars(width)

    def test_a_narrow_terminal_has_no_bars(self) -> None:
        assert not self.bars(44)
        assert any(row.startswith("2016") for row in self.rows(44))

    def test_what_is_known_of_no_article_has_no_table(self) -> None:
        assert not any("publication" in row for row in self.rows(80))

    def test_many_years_are_shown_as_decades(self) -> None:
        years = (*(share(str(year), 2) for year in range(1988, 2019)), share("", 1))
        rows = [row.split() for row in self.rows(80, Stats(3, 63, 630, by_year=years))]
        assert [row[:4] for row in rows[5:]] == [
            ["1980s", "2", "40", "4"],
            ["1990s", "10", "200", "20"],
            ["2000s", "10", "200", "20"],
            ["2010s", "9", "180", "18"],
            ["no", "date", "1", "10"],
        ]

    def test_of_many_publications_the_most_frequent_are_shown(self) -> None:
        many = tuple(share(f"Paper {number:02}", 50 - number) for number in range(30))
        rows = self.rows(80, Stats(30, 900, 9000, by_publication=many))
        assert rows[-2].startswith("Paper 11")
        assert rows[-1] == "… 18 more"

    def test_styles_only_where_they_are_wanted(self) -> None:
        assert "\x1b" not in holdings_text(STATS, Screen(width=80, columns=80))
        assert "\x1b[2m" in holdings_text(STATS, Screen(width=80, columns=80, colour=True))
