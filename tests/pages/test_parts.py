"""What the parts of a page say of an index: against its articles, read word by word."""

from __future__ import annotations

import json
import shutil
import tempfile
from bisect import bisect_right
from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import asdict
from functools import cached_property, partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pincite
import reading
from pincite.indexer import merge_policy
from pincite.indexer.analysis import tokenize
from pincite.indexer.articles import KINDS, Article, Kind, Paragraph
from pincite.indexer.codec import building, merging
from pincite.indexer.function_words import function_words
from pincite.indexer.location import Settings
from pincite.indexer.passages import split_passages
from pincite.indexer.records import SourceState
from pincite.indexer.stemming import AUTO, Stemmer
from pincite.indexer.weights import DEFAULT, Weights
from pincite.indexer.writer import ArticleWriter
from pincite.search.engine import Engine
from pincite.search.pages import columns, parts, postings, terms, texts, words
from pincite.search.pages.data import page_data
from profiles import examples

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pincite.search.pages.parts import Part

LONGEST = 6  # words of a passage here
RUNNING = {Kind.BODY, Kind.QUOTE, Kind.LIST, Kind.ANNOTATION}
STEMMERS = {name: Stemmer(name) for name in ("english", "german")}


class Page:
    """The parts of a page as they are made."""

    def __init__(self, folder: Path, weights: Weights = DEFAULT) -> None:
        self.series: dict[str, list[str]] = defaultdict(list)
        self.groups: dict[str, list[int]] = defaultdict(list)
        with page_data(Engine(folder), weights) as data:
            for part in data.parts():
                self.add(part)
            self.root = json.loads(json.dumps(data.root()))

    def add(self, part: Part) -> None:
        assert part.number == len(self.series[part.series])
        self.series[part.series].append(part.payload)
        self.groups[part.series].append(part.group)


class Expected:
    """What a page has to say of some articles."""

    def __init__(self, articles: Sequence[Article], weights: Weights, longest: int) -> None:
        self.articles = sorted(articles, key=lambda article: article.id)
        self.weights = weights
        self.longest = longest
        self.paragraphs: list[tuple[Article, Paragraph]] = [
            (article, paragraph) for article in self.articles for paragraph in article.paragraphs
        ]
        self.words = [surfaces(paragraph.text) for _, paragraph in self.paragraphs]
        self.titles = [above(article, paragraph) for article, paragraph in self.paragraphs]
        self.stems = [self.stemmed(p, own) for p, own in enumerate(self.words)]
        self.title_stems = [self.stemmed(p, own) for p, own in enumerate(self.titles)]

    @cached_property
    def languages(self) -> list[str]:
        """Those most paragraphs are in first, of equals English."""
        counts: Counter[str] = Counter()
        for article in self.articles:
            counts[article.language] += len(article.paragraphs)
        return sorted(counts, key=lambda each: (-counts[each], each != "english", each))

    def language(self, p: int) -> str:
        return self.paragraphs[p][0].language

    def stemmed(self, p: int, words: list[str]) -> list[str]:
        return [STEMMERS[self.language(p)](word) for word in words]

    @cached_property
    def firsts(self) -> list[int]:
        """The first paragraph that has the words of each; of one without words itself."""
        known: dict[tuple[str, ...], int] = {}
        return [known.setdefault(tuple(own), p) if own else p for p, own in enumerate(self.words)]

    @cached_property
    def shapes(self) -> list[tuple[float, int, int]]:
        """Weighted words of each, kind, and whether another has its words."""
        return [
            (
                len(own) + self.weights.title * len(title),
                KINDS.index(paragraph.kind),
                int(self.firsts.count(first) > 1),
            )
            for own, title, (_, paragraph), first in zip(
                self.words, self.titles, self.paragraphs, self.firsts, strict=True
            )
        ]

    @cached_property
    def passages(self) -> list[list[int]]:
        """The first word of each of its passages, and how many words it has."""
        found = []
        for _, text in self.paragraphs:
            starts = [token.start for token in tokenize(text.text)]
            found.append([*split_passages(starts, text.sentences, self.longest), len(starts)])
        return found

    @cached_property
    def leads(self) -> dict[int, set[str]]:
        """The stems that leads answer for."""
        found = {}
        for article in self.articles:
            own = [p for p, (each, _) in enumerate(self.paragraphs) if each is article]
            running = [p for p in own if self.paragraphs[p][1].kind in RUNNING]
            headings = [p for p in own if self.paragraphs[p][1].kind is Kind.HEADING]
            if running:
                lead = running[0]
                said = {stem for p in (lead, *headings) for stem in self.stems[p]}
                found[lead] = set(self.title_stems[lead]) - said
        return found


def surfaces(text: str) -> list[str]:
    return [token.surface for token in tokenize(text)]


def above(article: Article, paragraph: Paragraph) -> list[str]:
    """The words of a paragraph's context."""
    if paragraph.kind is Kind.HEADING:
        return []
    own = "" if paragraph.heading == article.title else paragraph.heading
    return surfaces(article.title) + surfaces(own)


def check(page: Page, expected: Expected) -> None:
    """A page says of some articles what is to be said of them."""
    check_root(page.root, expected)
    check_texts(page, expected)
    check_columns(page, expected)
    check_articles(page, expected)
    check_words(page, expected)
    check_terms(page, expected)
    check_groups(page, expected)


def check_root(root: dict[str, Any], expected: Expected) -> None:
    assert root["kinds"] == [kind.value for kind in KINDS]
    assert root["paragraphs"] == len(expected.paragraphs)
    assert root["articles"] == len(expected.articles)
    assert root["weights"] == asdict(expected.weights)
    names = [language["name"] for language in root["languages"]]
    assert names == expected.languages
    for language in root["languages"]:
        assert set(language["functionWords"]) == function_words(language["name"])
    total = sum(len(own) for own in expected.words)
    total += expected.weights.title * sum(len(own) for own in expected.titles)
    assert root["average"] == (total / len(expected.paragraphs) if total else 1.0)


def check_texts(page: Page, expected: Expected) -> None:
    found = reading.read_texts(page.series["texts"], page.root)
    assert len(found) == len(expected.paragraphs)
    for text, (_, paragraph) in zip(found, expected.paragraphs, strict=True):
        whole = reading.Payload(paragraph.text).rest()  # halves of characters that meet are one
        assert text.text == whole
        assert text.heading == reading.Payload(paragraph.heading).rest()
        assert text.kind == paragraph.kind.value
        assert (text.lines, text.pages) == (paragraph.lines, paragraph.pages)
        if text.sentences is None:
            assert len(paragraph.text) <= 320 or len(paragraph.sentences) <= 1
        else:
            units = whole.encode("utf-16-le", "surrogatepass")
            spoken = [units[2 * start : 2 * end] for start, end in text.sentences]
            assert [each.decode("utf-16-le", "surrogatepass") for each in spoken] == [
                paragraph.text[start:end] for start, end in paragraph.sentences
            ]


def check_columns(page: Page, expected: Expected) -> None:
    columns = page.series["columns"]
    articles = expected.articles
    counts = reading.Payload(columns[0]).all_numbers()
    assert counts == [len(article.paragraphs) for article in articles]
    assert reading.read_values(columns[1]) == [article.date for article in articles]
    assert reading.read_values(columns[2]) == [article.publication for article in articles]
    assert reading.read_values(columns[3]) == [article.author for article in articles]
    assert reading.read_ids(columns[4]) == [article.id for article in articles]
    assert reading.read_titles(columns[5]) == [
        (article.title, expected.languages.index(article.language)) for article in articles
    ]
    assert reading.read_repeats(columns[6]) == {
        p: first for p, first in enumerate(expected.firsts) if p != first
    }
    long = expected.passages
    assert reading.read_long(columns[7]) == {
        p: (
            *expected.shapes[p][1:],
            len(expected.titles[p]),
            [end - start for start, end in pairwise(starts)],
        )
        for p, starts in enumerate(long)
        if len(starts) > 2
    }
    shapes = [number for part in columns[9:] for number in reading.Payload(part).all_numbers()]
    assert len(shapes) == len(expected.paragraphs)
    for p, shape in enumerate(shapes):
        assert (shape == 0) == (len(long[p]) > 2)
        assert shape == 0 or shape_of(page.root, shape) == expected.shapes[p]
    counts = Counter(shapes)
    assert len(counts.keys() | {0}) == len(page.root["shapes"]["lengths"])
    ranks = [counts[shape] for shape in range(1, len(page.root["shapes"]["lengths"]))]
    assert ranks == sorted(ranks, reverse=True)


def shape_of(root: dict[str, Any], shape: int) -> tuple[Any, ...]:
    return tuple(root["shapes"][name][shape] for name in ("lengths", "kinds", "repeated"))


def check_articles(page: Page, expected: Expected) -> None:
    found = [told for part in page.series["articles"] for told in json.loads(part)]
    for told, article in zip(found, expected.articles, strict=True):
        assert told + [""] * (11 - len(told)) == [
            article.id,
            expected.languages.index(article.language),
            article.title,
            article.author,
            article.publication,
            article.volume,
            article.issue,
            article.date,
            article.first_published,
            article.url if article.url.startswith("http") else "",
            {"english": "en", "german": "de"}[article.language],
        ]


def check_words(page: Page, expected: Expected) -> None:
    others = [name for name in expected.languages if name != "english"]
    found = list(reading.read_words(page.series["words"], len(others)))
    surfaces_there = [surface for surface, _, _ in found]
    assert surfaces_there == sorted(set(surfaces_there))
    frequencies = Counter(word for own in expected.words for word in set(own))
    known = set(frequencies)
    for article in expected.articles:
        for text in (article.title, *(each.heading for each in article.paragraphs)):
            known.update(surfaces(text))
    assert {surface: word.frequency for surface, _, word in found} == {
        surface: frequencies[surface] for surface in known
    }
    for surface, _, word in found:
        assert word.stems == tuple(STEMMERS[name](surface) for name in others)
    firsts = {part: surface for surface, part, _ in reversed(found)}
    assert reading.read_strings(page.series["columns"][8]) == [
        firsts[part] for part in range(len(page.series["words"]))
    ]


def check_terms(page: Page, expected: Expected) -> None:
    numbers = range(len(expected.paragraphs))
    long = {p for p in numbers if len(expected.passages[p]) > 2}
    found = list(reading.read_terms(page.series, long))
    keys = [key for key, _, _ in found]
    assert keys == sorted(set(keys))
    assert set(keys) == {
        (expected.languages.index(expected.language(p)), stem)
        for p in numbers
        for stem in (*expected.stems[p], *expected.title_stems[p])
    }
    bounds = reading.read_bounds(page.root)
    assert [bisect_right(bounds, key) for key in keys] == [part for _, part, _ in found]
    large = [term.large for _, _, term in found if term.large]
    assert large == list(range(1, len(page.series["postings"]) + 1))
    for (language, stem), _, term in found:
        own = [p for p in numbers if expected.language(p) == expected.languages[language]]
        check_term(page.root, stem, term, own, expected)


def check_term(
    root: dict[str, Any], stem: str, term: reading.Term, own: Sequence[int], expected: Expected
) -> None:
    there = {
        p: [position for position, each in enumerate(expected.stems[p]) if each == stem]
        for p in own
        if stem in expected.stems[p]
    }
    language = expected.language(own[0])
    little = function_words(language)
    assert term.positions == there
    assert term.frequency == len(there)
    assert term.frequencies == {p: len(positions) for p, positions in there.items()}
    forms = {p: [expected.words[p][position] for position in there[p]] for p in there}
    assert term.surfaces == forms
    counts = Counter(form for p in there for form in set(forms[p]))
    assert term.forms == sorted(counts.items())
    content = {p: [form not in little for form in forms[p]] for p in there}
    every = [is_content for own in content.values() for is_content in own]
    assert term.content == (2 if len(set(every)) == 2 else int(any(every)))
    for p, positions in there.items():
        places = [
            sum(word not in little for word in expected.words[p][:position])
            for position, is_content in zip(positions, content[p], strict=True)
            if is_content
        ]
        assert term.places[p] == places
        bounds = expected.passages[p]
        if len(bounds) > 2:
            passages = Counter(bisect_right(bounds, position) - 1 for position in positions)
            assert term.passages[p] == passages
    check_context(stem, term, own, expected)
    assert (term.shapes is not None) == (
        len(there) <= postings._FEW
        or len(there) * (3 if term.content else 16) <= len(expected.paragraphs)
    )
    for p, shape in {**(term.shapes or {}), **term.leads}.items():
        assert shape == 0 or shape_of(root, shape) == expected.shapes[p]


def check_context(stem: str, term: reading.Term, own: Sequence[int], expected: Expected) -> None:
    """Titles and headings together say how often the stem is in the context of each paragraph."""
    found: Counter[int] = Counter()
    headings = {p for p in own if expected.paragraphs[p][1].kind is Kind.HEADING}
    for first, count, occurrences, places in term.titles:
        article = expected.paragraphs[first][0]
        assert count == len(article.paragraphs)
        assert [expected.paragraphs[first + p][0] for p in range(count)] == [article] * count
        for p in range(first, first + count):
            found[p] += occurrences * (p not in headings)
        title = surfaces(article.title)
        little = function_words(article.language)
        content = [word for word in title if word not in little]
        stemmer = STEMMERS[article.language]
        there = [place for place, word in enumerate(content) if stemmer(word) == stem]
        assert (places or []) == there
        assert places is None or places
        assert occurrences == [stemmer(word) for word in title].count(stem)
    for first, count, occurrences in term.headings:
        assert not headings & set(range(first, first + count))
        for p in range(first, first + count):
            found[p] += occurrences
    assert +found == +Counter({p: expected.title_stems[p].count(stem) for p in own})
    assert set(term.leads) == {
        lead for lead, answers in expected.leads.items() if stem in answers and lead in own
    }


def check_groups(page: Page, expected: Expected) -> None:
    """Parts lie in groups of the same number; texts in groups of whole articles."""
    for name in parts.SERIES:
        assert page.root["series"][name]["count"] == len(page.series[name])
        if name != "texts":
            groups = [number // parts._TOGETHER for number in range(len(page.series[name]))]
            assert page.groups[name] == groups
    firsts = reading.text_firsts(page.root)
    begins = {first for first in firsts if first == 0 or article_begins(expected, first)}
    assert begins == set(firsts)
    sizes = [end - start for start, end in pairwise([*firsts, len(expected.paragraphs)])]
    assert page.groups["texts"] == [
        group for group, size in enumerate(sizes) for _ in range(-(-size // 16))
    ]


def article_begins(expected: Expected, p: int) -> bool:
    return expected.paragraphs[p][0] is not expected.paragraphs[p - 1][0]


# Indexes of articles that are made up.

ENGLISH = ["ally", "Allies", "allied", "banks", "bank", "the", "of", "was", "wa", "naïve", "2014"]
GERMAN = ["die", "Haus", "Häuser", "haus", "Banken", "bank", "und", "ally", "Straße"]
RARE = ["Zürich", "Смерть", "中々", "😀", "kremlin's", "U.S."]
WORDS = {"english": ENGLISH + ENGLISH + RARE, "german": GERMAN + GERMAN + RARE}


def paragraph(
    ordinal: int, sentences: Sequence[str], kind: Kind = Kind.BODY, heading: str = "", line: int = 0
) -> Paragraph:
    """One whose text is some sentences."""
    text = " ".join(sentences)
    spans = []
    end = -1
    for sentence in sentences:
        spans.append((end + 1, end + 1 + len(sentence)))
        end += 1 + len(sentence)
    places = (line, line + ordinal % 3) if line else None
    return Paragraph(ordinal, text, kind, places, (7, 9), tuple(spans), heading, places)


@st.composite
def articles(draw: st.DrawFn, name: str) -> Article:
    language = draw(st.sampled_from(["english", "english", "german"]))
    word = st.sampled_from(WORDS[language])
    phrase = st.lists(word, max_size=3).map(" ".join)
    sentences = st.lists(st.lists(word, min_size=1, max_size=8).map(" ".join), max_size=4)
    title = draw(phrase)
    told = st.tuples(
        sentences,
        st.sampled_from([Kind.BODY, *Kind]),
        phrase | st.just(title) | st.just(""),
        st.integers(0, 90),
    )
    texts = draw(st.lists(told, max_size=5) | st.lists(told, min_size=15, max_size=18))
    return Article(
        name,
        name,
        title,
        author=draw(st.sampled_from(["", "A. Writer"])),
        date=draw(st.sampled_from(["", "2014-05"])),
        language=language,
        paragraphs=tuple(paragraph(place, *own) for place, own in enumerate(texts, 1)),
    )


Change = dict[str, "Article | None"]


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Commits: articles by their names, None for those that are only removed."""
    names = st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=1, max_size=5)
    return [
        {name: draw(st.none() | articles(name) | articles(name)) for name in draw(names)}
        for _ in range(draw(st.integers(1, 4)))
    ]


@contextmanager
def indexed(
    history: Sequence[Mapping[str, Article | None]],
) -> Iterator[tuple[Path, list[Article]]]:
    """An index commit by commit, whose segments stay apart, and what it holds in the end."""
    held: dict[str, Article] = {}
    folder = Path(tempfile.mkdtemp(prefix="pincite-")) / "index"
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(merge_policy, "_SMALL", 0)
            patch.setattr(merge_policy, "_GROWTH", 0)
            patch.setattr(merge_policy, "_ERASED", 0.8)
            for number, changes in enumerate(history):
                with ArticleWriter(folder, Settings("..", AUTO), fresh=number == 0) as writer:
                    for name, added in changes.items():
                        writer.remove(name)
                        held.pop(name, None)
                        if added:
                            writer.add(added, SourceState(name, number, 0, ""))
                            held[name] = added
                    writer.commit()
        yield folder, list(held.values())
    finally:
        shutil.rmtree(folder.parent)


@contextmanager
def small() -> Iterator[None]:
    """What needs much before it happens happens with little."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "LONGEST", LONGEST)
        patch.setattr(building, "split_passages", partial(split_passages, longest=LONGEST))
        patch.setattr(merging, "_BATCH", 7)
        patch.setattr(terms, "_BATCH", 9)
        patch.setattr(terms, "_PART", 120)
        patch.setattr(terms, "_LARGE", 24)
        patch.setattr(words, "_PART", 40)
        patch.setattr(texts, "_SMALLEST", 3)
        patch.setattr(texts, "_LARGEST", 20)
        patch.setattr(columns, "_ARTICLES", 2)
        patch.setattr(columns, "_SHAPES", 5)
        patch.setattr(parts, "_TOGETHER", 2)
        patch.setattr(postings, "_FEW", 2)
        yield


@given(histories(), st.sampled_from([DEFAULT, Weights(title=0.5), Weights(title=0)]))
@examples(80)
def test_parts_say_what_the_articles_say(history: list[Change], weights: Weights) -> None:
    with small(), indexed(history) as (folder, held):
        expected = Expected(held, weights, LONGEST)
        page = Page(folder, weights)
        if not expected.languages:
            assert page.root["paragraphs"] == 0
            return
        # A language whose articles are all gone is known until its segment is.
        known = [language["name"] for language in page.root["languages"]]
        expected.languages = [*expected.languages, *(set(known) - set(expected.languages))]
        expected.languages.sort(key=known.index)
        check(page, expected)


def test_an_index_gives_the_data_of_its_page(corpus_index: Path) -> None:
    with pincite.open_index(corpus_index) as index:
        with index.page_data() as data:
            assert [article.id for article in data.articles] == [
                article.id for article in index.articles()
            ]
            payloads = {(part.series, part.number): part.payload for part in data.parts()}
            root = data.root({name: ["hash"] for name in parts.SERIES})
        assert data.paragraphs == index.stats().paragraphs
    assert root["series"]["texts"]["groups"] == ["hash"]
    # The same index, the same parts, and the same words in the dictionary.
    again = Page(corpus_index)
    assert payloads == {
        (name, number): payload
        for name, own in again.series.items()
        for number, payload in enumerate(own)
    }


def test_parts_of_the_example_corpus_say_what_its_articles_say(corpus_index: Path) -> None:
    with pincite.open_index(corpus_index) as index:
        held = [index.article(article.id) for article in index.articles()]
    page = Page(corpus_index)
    check(page, Expected(held, DEFAULT, 300))
    # All the ways to write a stem are there.
    assert len(page.series["terms"]) > 10
    assert len(page.root["dictionary"]) > 100
