"""Articles or results as one HTML file that needs no server and asks the network for nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from bisect import bisect_left
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Protocol, cast
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pincite._version import __version__
from pincite.indexer.analysis import tokenize
from pincite.indexer.function_words import function_words
from pincite.indexer.stemming import TAGS, Stemmer
from pincite.indexer.weights import DEFAULT
from pincite.search.citing.dates import readable_date
from pincite.search.citing.whereabouts import places_of
from pincite.search.hits.spans import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jinja2 import BaseLoader

    from pincite.indexer.articles import Article, Paragraph, Stats
    from pincite.indexer.weights import Weights
    from pincite.search.hits.values import Results

SEARCH_TITLE = "Search the articles"

# In the order in which they are joined: a later one uses the earlier ones.
SCRIPTS = (
    "analysis.js",
    "stemmer.js",
    "quotations.js",
    "lexemes.js",
    "periods.js",
    "query.js",
    "query_words.js",
    "query_fields.js",
    "parser.js",
    "synonyms.js",
    "language.js",
    "corpus.js",
    "labels.js",
    "rewriting.js",
    "spellings.js",
    "expansion.js",
    "occurrences.js",
    "filters.js",
    "related.js",
    "ranking.js",
    "respelling.js",
    "graphemes.js",
    "snippet.js",
    "advice.js",
    "engine.js",
    "elements.js",
    "results.js",
    "reader.js",
    "page.js",
)

# What would end the script element, be read as markup, or has no place in UTF-8; bidirectional
# controls besides, so that nobody who reads the page's source is misled.
_UNSAFE_IN_SCRIPT = re.compile("[<>&\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_UNPAIRED = re.compile("[\ud800-\udfff]")
_BEYOND_UTF16_UNIT = re.compile("[\U00010000-\U0010ffff]")
_WEB_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


class PageIndex(Protocol):
    """What a search page needs of an index."""

    @property
    def languages(self) -> Sequence[str]:
        """The languages its articles are stemmed in, the one most paragraphs are in first."""

    def articles(self) -> Iterable[Article]:
        """All articles by id, without their paragraphs."""

    def article(self, name: str, /) -> Article:
        """One article with its paragraphs."""

    def stats(self) -> Stats:
        """How much it holds."""

    def lexicon(self, language: str, /) -> Mapping[str, str]:
        """The stem of every surface form in the articles of a language."""

    def synonyms(self, language: str, /) -> Mapping[tuple[str, ...], Sequence[tuple[str, ...]]]:
        """What is sought besides for words of a query in a language, folded, side by side."""


def search_page(index: PageIndex, *, title: str | None = None, weights: Weights = DEFAULT) -> str:
    """A page with all articles in it, which searches them in the browser.

    Args:
        index: where the articles are.
        title: the page's title and heading.
        weights: what counts for how much in the scores.
    """
    articles = [index.article(article.id) for article in index.articles()]
    environment = _environment()
    data = {
        "generator": f"pincite {__version__}",
        "languages": _languages(index, articles),
        "weights": asdict(weights),
        "articles": [_article_data(article) for article in articles],
    }
    return _rendered(
        environment,
        "search.html",
        script=_script(environment),
        title=title or SEARCH_TITLE,
        articles=articles,
        stats=index.stats(),
        data=_json(data),
    )


def results_page(results: Results, *, title: str | None = None) -> str:
    """A page of the hits of one query, without any script.

    Args:
        results: the hits to show.
        title: the page's title and heading; the query where there is none.
    """
    return _rendered(
        _environment(),
        "results.html",
        title=title or f"Results for {results.query}",
        heading=title,
        results=results,
    )


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("pincite.templates", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        anchor=_anchor,
        marked=pieces,
        date=readable_date,
        place=_place,
        tag=_tag,
        web_address=_web_address,
    )
    return environment


def _rendered(environment: Environment, template: str, *, script: str = "", **values: Any) -> str:
    style = _source(environment, ("page.css",))
    html = environment.get_template(template).render(
        policy=_policy(style, script),
        style=Markup(style),  # noqa: S704 - our own, not the corpus's
        script=Markup(script),  # noqa: S704
        generator=f"pincite {__version__}",
        **values,
    )
    return _UNPAIRED.sub("\N{REPLACEMENT CHARACTER}", html)


def _source(environment: Environment, names: Iterable[str]) -> str:
    """Style or script, which are no templates: joined as they are.

    Line ends are those that a browser reads, or the policy's hash would be of another text.
    """
    loader = cast("BaseLoader", environment.loader)
    text = "\n".join(loader.get_source(environment, name)[0] for name in names)
    return text.replace("\r\n", "\n")


def _script(environment: Environment) -> str:
    """All scripts in one function, so that the page has no global names but its one public."""
    return f'\n(() => {{\n"use strict";\n{_source(environment, SCRIPTS)}\n}})();\n'


def _policy(style: str, script: str) -> str:
    """A content security policy under which this style and script alone are obeyed."""
    rules = ["default-src 'none'", f"style-src {_digest(style)}"]
    if script:
        rules += [f"script-src {_digest(script)}", "require-trusted-types-for 'script'"]
    return "; ".join([*rules, "base-uri 'none'", "form-action 'none'"])


def _digest(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _json(data: object) -> Markup:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    escaped = _UNSAFE_IN_SCRIPT.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return Markup(escaped)  # noqa: S704 - nothing in it can end its element any more


def _languages(index: PageIndex, articles: Sequence[Article]) -> list[dict[str, Any]]:
    """What the page has to know of each language."""
    lexicons = {language: index.lexicon(language) for language in index.languages}
    words = {word for lexicon in lexicons.values() for word in lexicon}
    for article in articles:
        for text in {article.title, *(each.heading for each in article.paragraphs)}:
            words |= {token.surface for token in tokenize(text)}
    return [
        {
            "name": language,
            "functionWords": sorted(function_words(language)),
            # The page has an English stemmer of its own.
            "lexicon": None if language == "english" else _stems(language, lexicon, words),
            "synonyms": list(index.synonyms(language).items()),
        }
        for language, lexicon in lexicons.items()
    ]


def _stems(language: str, lexicon: Mapping[str, str], words: Iterable[str]) -> dict[str, str]:
    """The stem of each word that is not its own, in titles and in other languages too."""
    stem = Stemmer(language, lexicon.get)
    return {word: found for word in sorted(words) if (found := stem(word)) != word}


def _article_data(article: Article) -> dict[str, Any]:
    distinct = dict.fromkeys(each.heading for each in article.paragraphs if each.heading)
    headings = {heading: number for number, heading in enumerate(distinct)}
    return {
        "id": article.id,
        "language": article.language,
        "languageTag": _tag(article.language),
        "title": article.title,
        "author": article.author,
        "publication": article.publication,
        "volume": article.volume,
        "issue": article.issue,
        "date": article.date,
        "readableDate": readable_date(article.date),
        "firstPublished": readable_date(article.first_published),
        "url": _web_address(article.url),
        "headings": list(headings),
        "paragraphs": [_paragraph_data(each, headings) for each in article.paragraphs],
    }


def _paragraph_data(paragraph: Paragraph, headings: Mapping[str, int]) -> list[Any]:
    """Kind, first line, last line, number of its heading or -1, bounds of sentences, text, pages.

    Where there are no lines both are 0; where there are no pages the text is the last.
    """
    heading = headings.get(paragraph.heading, -1)
    # JavaScript counts these characters twice.
    double = [match.start() for match in _BEYOND_UTF16_UNIT.finditer(paragraph.text)]
    bounds = [
        offset + bisect_left(double, offset)
        for sentence in paragraph.sentences
        for offset in sentence
    ]
    lines, pages = paragraph.lines or (0, 0), paragraph.pages or ()
    return [paragraph.kind.value, *lines, heading, bounds, paragraph.text, *pages]


def _anchor(article: str, ordinal: int | None = None) -> str:
    """The part of an address after "#" that stands for an article or its paragraph."""
    name = quote(_UNPAIRED.sub("\N{REPLACEMENT CHARACTER}", article), safe="/")
    return name if ordinal is None else f"{name}/¶{ordinal}"


def _place(paragraph: Paragraph) -> str:
    return " · ".join([f"¶ {paragraph.ordinal}", *places_of(paragraph)])


def _tag(language: str) -> str:
    """The language as HTML names it, "" where it is not known."""
    return TAGS.get(language, "")


def _web_address(url: str) -> str:
    """The address if a link may lead there; "" for javascript: and the like."""
    return url if _WEB_ADDRESS.match(url) else ""
