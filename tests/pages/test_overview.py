"""What a search page says of its collection before anything is asked."""

from __future__ import annotations

from pincite import Article
from pincite.search.pages.overview import overview_of


def article(title: str, **known: str) -> Article:
    return Article(title, title, title, **known)


def test_years_and_publications_are_told() -> None:
    told = overview_of(
        [
            article("A", date="2018-04", publication="Ledger"),
            article("B", date="1999", publication="Ledger"),
            article("C", date="2016-07-01", publication="Review"),
            article("D", date="some day"),
            article("E"),
        ]
    )
    assert told.years == ("1999", "2018")
    assert told.publications == 2


def test_one_year_is_told_once_and_none_not_at_all() -> None:
    assert overview_of([article("A", date="2018"), article("B", date="2018-05")]).years == ("2018",)
    empty = overview_of([])
    assert empty.years == ()
    assert empty.publications == 0
    assert (empty.author, empty.publication) == ("", "")


def test_words_to_try_are_of_the_titles() -> None:
    told = overview_of(
        [
            article("The Silk Road Made of Ice", language="english"),
            article("Back on the Silk Road", language="english"),
            article("Ice and the Sea", language="english"),
        ]
    )
    assert told.words == ("Silk", "Road", "Ice")


def test_words_to_try_are_three_whatever_the_titles() -> None:
    for titles in ([], ["1", "2"], ["The and of"], ["Report 1", "Report 2"], ["日本", "U.S."]):
        words = overview_of([article(title, language="english") for title in titles]).words
        assert len(set(words)) == 3
        assert all(word.isalpha() for word in words)
    assert overview_of([article("Report 1"), article("Report 2")]).words[0] == "Report"


def test_author_and_publication_are_the_most_frequent() -> None:
    told = overview_of(
        [
            article("A", author="Anna Reyes", publication="The Meridian Review"),
            article("B", author="Anna Reyes", publication="The Meridian Review"),
            article("C", author="Tom Halloran", publication="Ledger"),
        ]
    )
    assert told.author == "Reyes"
    assert told.publication == "Meridian"
