"""Citations that the page copies are those that Python writes."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest

from pincite import Article, Kind, Locator, Paragraph
from pincite.indexer.function_words import function_words
from pincite.search.citing.forms import Cited, written
from pincite.search.citing.wording import source_line
from pincite.search.pages.scripts import source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, Page

    from pincite import Index

_SCRIPTS = ("analysis.js", "citing.js", "bibtex.js", "reference.js")
_CITE = """
const cite = async ({article, paragraphs, place, needless}) => {
  const paragraph = paragraphs[place];
  const reference = await referenceOf(article, paragraph, paragraphs);
  return {
    source: sourceLine(article, paragraph),
    plain: plainQuotation(article, paragraph),
    markdown: markdownQuotation(article, paragraph),
    bibtex: bibtexEntry(article, paragraph, reference, new Set(needless)),
    reference,
  };
};
"""

ODD = (
    "",
    "  spaces   all\tover\u00a0it\n",
    'A "quoted" title, {braced} & 100 % $ #1_a^b~c\\d <e> |f|',
    "An article -- of --- dashes, ``quotes'' and ,,these",
    "Ends with a stop.",
    "*Stars* _lines_ [link](http://x.org) `code` :smile: www.example.org http://a.b",
    "1. not a list",
    "# no heading\n- no list\n    no code\n\n> no quotation\r\nnext\rlast",
    "Łukasz’s Ærø café, Straße: Привет 世界 ١٢٣",
    "The of and",
    "\u2003wide\u2003",
    "control \x07 and \x0b and \x85 and \u2028 here",
    "🦁 lion",
    "+ plus\n= equals\n: colon\n12) twelve",
)


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def cited_by_page(page: Page, cases: Sequence[tuple[Article, int]]) -> list[dict[str, str]]:
    scripts = "\n".join(map(source, _SCRIPTS))
    given = [_given(article, place) for article, place in cases]
    body = f"async (cases) => {{\n{scripts}\n{_CITE}\n"
    body += "return JSON.stringify(await Promise.all(JSON.parse(cases).map(cite))); }"
    return list(json.loads(page.evaluate(body, json.dumps(given))))


def _given(article: Article, place: int) -> dict[str, Any]:
    names = ("id", "title", "author", "publication", "volume", "issue", "date", "url", "language")
    return {
        "article": {name: getattr(article, name) for name in names}
        | {"firstPublished": article.first_published},
        "paragraphs": [asdict(each) for each in article.paragraphs],
        "place": place,
        "needless": sorted(function_words(article.language or "english")),
    }


def assert_cited_alike(page: Page, cases: Sequence[tuple[Article, int]]) -> None:
    for (article, place), copied in zip(cases, cited_by_page(page, cases), strict=True):
        paragraph = article.paragraphs[place]
        locator = Locator.of(article, paragraph.ordinal)
        # Packed otherwise, it says the same.
        assert Locator.parse(copied["reference"]) == locator
        cited = [Cited(article, paragraph, copied["reference"])]
        assert copied["source"] == source_line(article, paragraph)
        for form in ("plain", "markdown", "bibtex"):
            assert copied[form] == written(cited, form)


@pytest.mark.browser
def test_every_paragraph_is_cited_alike(blank: Page, index: Index) -> None:
    articles = [index.article(article.id) for article in index.articles()]
    cases = [(article, place) for article in articles for place in range(len(article.paragraphs))]
    assert len(cases) > 200
    assert_cited_alike(blank, cases)


@pytest.mark.browser
def test_odd_texts_are_cited_alike(blank: Page) -> None:
    assert_cited_alike(blank, [(article, place) for article in _odd() for place in (0, 1)])


def _odd() -> Iterator[Article]:
    dates = ("", "2018", "2018-04", "2018-04-05", "0987-01-01", "2018-13", "spring")
    for number, text in enumerate(ODD):
        for turn, date in enumerate(dates):
            other = ODD[(number + turn) % len(ODD)]
            paragraphs = tuple(
                Paragraph(1 + place, words, Kind.BODY, lines, (0, 1), (), "", pages)
                for place, (words, lines, pages) in enumerate(
                    ((text, (3, 3), None), (other, None, (7, 9)), ("🦁" * 40, (1, 2), (1, 1)))
                )
            )
            yield Article(
                f"odd/(it's) {number}! *.txt",
                "odd",
                text,
                author=f"{other} and Co." if turn % 2 else "Anna Reyes; Łukasz Nowak",
                publication=other if turn % 3 else "",
                volume=str(turn or ""),
                issue=text[:5],
                date=date,
                first_published=dates[-1 - turn],
                language="german" if turn % 2 else "english",
                url=f"https://example.org/{text}?q=ä" if turn % 2 else "",
                paragraphs=paragraphs,
            )
