"""The engine against a plain scan: what matches, in what order, with what scores and spans."""

from __future__ import annotations

import random
import shutil
import tempfile
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.index import Index
from pincite.indexer import merge_policy
from pincite.indexer.articles import Article, Kind, Paragraph
from pincite.indexer.codec import posting_writer, postings
from pincite.indexer.location import Settings
from pincite.indexer.records import SourceState
from pincite.indexer.writer import ArticleWriter
from pincite.search.matching import forms, occurrences, phrases
from pincite.search.query.words import MOST_EXPANDED, WIDE_COUNTS
from pincite.search.ranking import collector, selection
from profiles import examples
from reference import Almost, Bare, Both, Close, Exact, Known, Node, Scan, Seq, Text, Wild, spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

STEMS_SHARED = ["ally", "allies", "allied", "bank", "banks", "strategic", "strategist"]
APART = ["russia", "china", "treaty", "kremlin's", "us", "2014"]
FUNCTION_WORDS = ["the", "of", "is", "not"]
VOCABULARY = STEMS_SHARED + APART + FUNCTION_WORDS

SETTINGS = Settings(root="..", language="english")

Articles = dict[str, list[Text]]


def _article(texts: Sequence[Text]) -> Article:
    paragraphs = tuple(
        Paragraph(
            ordinal=text.ordinal,
            text=text.text,
            kind=Kind(text.kind),
            lines=(text.ordinal, text.ordinal),
            chars=(0, len(text.text)),
            sentences=text.sentence_spans,
            heading=text.heading,
        )
        for text in texts
    )
    name = texts[0].article
    first = texts[0]
    return Article(
        id=name,
        path=name,
        title=first.title,
        author=first.author,
        publication=first.publication,
        date=first.date,
        paragraphs=paragraphs,
    )


@contextmanager
def indexed(
    commits: Sequence[Articles], *, apart: bool = False, synonyms: str = ""
) -> Iterator[Index]:
    """An index after some commits; an article without texts is removed, others take its place.

    With `apart` each commit has a segment to itself, and what is deleted stays in it.
    """
    home = Path(tempfile.mkdtemp(prefix="pincite-"))
    if synonyms:
        (home / "synonyms.txt").write_text(synonyms, "utf-8")
    unmerged = patch.multiple(merge_policy, _SMALL=0, _GROWTH=0, _ERASED=1)
    try:
        with unmerged if apart else nullcontext():
            for number, commit in enumerate(commits):
                with ArticleWriter(home, SETTINGS, fresh=number == 0) as adding:
                    for name, texts in commit.items():
                        adding.remove(name)
                        if texts:
                            adding.add(_article(texts), SourceState(name, 0, 0, ""))
                    adding.commit()
        with Index(home) as index:
            yield index
    finally:
        shutil.rmtree(home)


def current(commits: Sequence[Articles]) -> list[Text]:
    """The paragraphs that are left after all commits."""
    state: Articles = {}
    for commit in commits:
        state.update(commit)
    return [text for texts in state.values() for text in texts]


def check(index: Index, scan: Scan, query: Node) -> None:
    """The index answers as the scan does."""
    expected = scan.find(query)
    results = index.find(str(query), limit=len(scan.texts), repeats=True)
    assert results.total == len(expected), str(query)
    found = [(hit.article.id, hit.paragraph.ordinal) for hit in results]
    assert found == [(text.article, text.ordinal) for text, _ in expected], str(query)
    assert [hit.score for hit in results] == pytest.approx(
        [score for _, score in expected], abs=1e-9, rel=1e-12
    ), str(query)
    marked = [spans(query, text, scan.rules) for text, _ in expected]
    assert [hit.spans for hit in results] == marked, str(query)


words = st.sampled_from(VOCABULARY)
short = st.lists(st.lists(words, min_size=1, max_size=6).map(tuple), max_size=4).map(tuple)


@st.composite
def long_texts(draw: st.DrawFn) -> tuple[tuple[str, ...], ...]:
    """Sentences of more than 300 words together, some of more than 300 by themselves."""
    chance = random.Random(draw(st.integers(0, 1 << 32)))
    lengths = draw(st.lists(st.sampled_from([1, 20, 99, 100, 101, 301]), min_size=4, max_size=8))
    return tuple(tuple(chance.choices(VOCABULARY, k=length)) for length in lengths)


headings = st.lists(words, max_size=3).map(" ".join)
kinds = st.sampled_from([kind.value for kind in Kind])
names = st.sampled_from(["", "ann bank", "bank ann", "ann"])
dates = st.sampled_from(["", "2016", "2016-07", "2016-07-15", "2016-12-31", "2017-02-28"])


@st.composite
def articles(draw: st.DrawFn, name: str) -> list[Text]:
    title = draw(headings)
    known = {"author": draw(names), "publication": draw(names), "date": draw(dates)}
    bodies = draw(st.lists(st.tuples(kinds, headings | st.just(title), short), max_size=6))
    if draw(st.integers(0, 3)) == 0:
        bodies.append(("body", "", draw(long_texts())))
    return [
        Text(name, ordinal, kind, sentences, title, heading, **known)
        for ordinal, (kind, heading, sentences) in enumerate(bodies, 1)
    ]


few_words = st.sampled_from(["ally", "allied", "bank", "treaty", "of"])


@st.composite
def repetitive(draw: st.DrawFn, name: str) -> list[Text]:
    """An article of few words, so that those of a query are near each other in text and title."""
    rows = st.lists(few_words, max_size=14).map(tuple)
    title = " ".join(draw(rows))
    bodies = draw(st.lists(st.tuples(kinds, headings | st.just(title), rows), max_size=4))
    return [
        Text(name, ordinal, kind, (row,) if row else (), title, heading)
        for ordinal, (kind, heading, row) in enumerate(bodies, 1)
    ]


@st.composite
def histories(
    draw: st.DrawFn, article: Callable[[str], st.SearchStrategy[list[Text]]] = articles
) -> list[Articles]:
    """Commits that add, change and remove a few articles."""
    names = st.lists(st.sampled_from("bacde"), unique=True, min_size=1, max_size=4)
    return [
        {name: draw(article(name)) for name in draw(names)} for _ in range(draw(st.integers(1, 3)))
    ]


bare = words.map(Bare)
exact = st.lists(words, min_size=1, max_size=3).map(tuple).map(Exact)
close = st.builds(Close, st.lists(words, min_size=2, max_size=3).map(tuple), st.integers(1, 9))
wild = st.sampled_from(
    ["all*", "*ies", "*ly", "a*i*d", "*an*", "b?nk*", "?a*", "?us", "20?4", "*'s", "zz*"]
).map(Wild)
almost = st.builds(
    Almost, words | st.sampled_from(["aly", "bnak", "tretay", "zz"]), st.sampled_from([None, 1, 2])
)
spans_of_time = st.sampled_from(
    ["2016", "2016-07", "2016-07-16..", "..2016-07", "2016-12-31..2017"]
)
known = (
    st.builds(
        Known, st.just("title"), st.lists(words, min_size=1, max_size=2).map(tuple), st.booleans()
    )
    | st.builds(
        Known,
        st.sampled_from(["author", "publication"]),
        st.sampled_from([("ann",), ("ann", "bank")]),
    )
    | st.builds(Known, st.just("kind"), kinds.map(lambda kind: (kind,)))
    | st.builds(Known, st.just("path"), st.sampled_from("abz").map(lambda part: (part,)))
    | st.builds(Known, st.just("date"), spans_of_time.map(lambda span: (span,)))
)
leaves = bare | bare | exact | close | wild | almost | known


def _nested(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    signs = st.sampled_from(["", "", "", "+", "-"])
    both = st.lists(st.tuples(st.booleans(), inner), min_size=2, max_size=3).map(tuple).map(Both)
    return st.lists(st.tuples(signs, inner | both), min_size=1, max_size=4).map(tuple).map(Seq)


def _is_allowed(query: Node) -> bool:
    """Whether there are no more patterns and fuzzy words in it than a query may have."""
    asked = str(query).split()
    return (
        sum(bool({*word} & {*"*?~"}) and '"' not in word for word in asked)
        <= MOST_EXPANDED // WIDE_COUNTS
    )


queries = _nested(leaves | leaves | _nested(leaves | leaves | _nested(leaves))).filter(_is_allowed)


@examples(50)
@given(histories(), st.lists(queries, min_size=8, max_size=8), st.booleans())
def test_the_engine_answers_as_a_plain_scan(
    history: list[Articles],
    asked: list[Node],
    apart: bool,
) -> None:
    scan = Scan(current(history))
    with indexed(history, apart=apart) as index:
        for query in asked:
            check(index, scan, query)


@examples(50)
@given(
    histories(repetitive),
    st.lists(st.lists(few_words, min_size=2, max_size=4), min_size=8, max_size=8),
    st.booleans(),
)
def test_words_near_each_other_count_in_text_and_title(
    history: list[Articles],
    asked: list[list[str]],
    apart: bool,
) -> None:
    scan = Scan(current(history))
    with indexed(history, apart=apart) as index:
        for row in asked:
            check(index, scan, Seq(tuple(("", Bare(word)) for word in row)))


@contextmanager
def few_looked_at(raised: int) -> Iterator[None]:
    """Whatever spares a search work on large indexes does so on the smallest."""
    with ExitStack() as stack:
        for module, name, value in [
            (postings, "CHAMPIONS", 3),
            (posting_writer, "CHAMPIONS", 3),
            (posting_writer, "CHAMPIONS_FROM", 4),
            (selection, "SPARE", 0),
            (collector, "SPARE", 0),
            (collector, "CANDIDATES", raised),
            (occurrences, "_MANY", 1),
            (forms, "_MANY", 1),
            (phrases, "_FEWER", 2),
        ]:
            stack.enter_context(patch.object(module, name, value))
        yield


@examples(30)
@given(
    histories(),
    st.lists(queries, min_size=8, max_size=8),
    st.booleans(),
    st.integers(1, 5),
    st.integers(1, 5),
)
def test_the_first_hits_are_those_of_a_plain_scan_however_few_are_looked_at(
    history: list[Articles],
    asked: list[Node],
    apart: bool,
    raised: int,
    most: int,
) -> None:
    scan = Scan(current(history))
    with few_looked_at(raised), indexed(history, apart=apart) as index:
        for query in asked:
            expected = scan.find(query, raised)
            results = index.find(str(query), limit=most, repeats=True)
            assert results.total == len(expected), str(query)
            found = [(hit.article.id, hit.paragraph.ordinal) for hit in results]
            assert found == [(text.article, text.ordinal) for text, _ in expected[:most]], str(
                query
            )
            assert [hit.score for hit in results] == pytest.approx(
                [score for _, score in expected[:most]], abs=1e-9, rel=1e-12
            ), str(query)


def ranked(texts: Sequence[Text], query: str, **options: int) -> list[str]:
    """The opening words of the hits for a query."""
    by_article: Articles = {}
    for text in texts:
        by_article.setdefault(text.article, []).append(text)
    with indexed([by_article]) as index:
        return [hit.paragraph.text for hit in index.find(query, repeats=True, **options)]


def body(*sentences: str, article: str = "a", ordinal: int = 1, **more: str) -> Text:
    """A paragraph of these sentences."""
    taken = {"kind": "body", **more}
    split = tuple(tuple(sentence.split()) for sentence in sentences)
    return Text(article, ordinal, taken.pop("kind"), split, **taken)


def test_any_form_of_a_word_counts_and_more_of_them_count_more() -> None:
    texts = [body("an ally came", ordinal=1), body("allied allies came", ordinal=2)]
    assert ranked(texts, "alliés") == ["allied allies came.", "an ally came."]


def test_a_title_raises_what_matches() -> None:
    texts = [
        body("a treaty was signed", article="a", title="Spring news"),
        body("a treaty was signed in May", article="b", title="The treaty"),
    ]
    with indexed([{text.article: [text] for text in texts}]) as index:
        assert [hit.article.id for hit in index.find("treaty", repeats=True)] == ["b", "a"]


def test_an_article_is_found_by_its_title_in_its_lead() -> None:
    texts = [
        body("A ship left", ordinal=1, kind="caption", title="The treaty"),
        body("nobody came", ordinal=2, title="The treaty"),
        body("nothing was said", ordinal=3, title="The treaty"),
    ]
    with indexed([{"a": texts}]) as index:
        (hit,) = index.find("treaties")
        assert hit.paragraph.ordinal == 2
        assert hit.spans == ()
        assert [hit.paragraph.ordinal for hit in index.find("+treaty +nobody")] == [2]
        assert not index.find("treaty -nobody").hits
        assert not index.find('"treaty"').hits
        assert not index.find("=treaty").hits
        assert index.find("treaty nothing").missing == ()


def test_a_heading_answers_for_the_title_before_the_lead_does() -> None:
    texts = [
        body("The treaty", ordinal=1, kind="heading", title="The treaty"),
        body("nobody came", ordinal=2, title="The treaty"),
    ]
    with indexed([{"a": texts}]) as index:
        assert [hit.paragraph.ordinal for hit in index.find("treaty")] == [1]


def test_a_heading_that_repeats_the_title_counts_once() -> None:
    texts = {
        "a": [body("a treaty was signed", title="Treaty", heading="Treaty")],
        "b": [body("a treaty was signed", article="b", title="Treaty")],
    }
    with indexed([texts]) as index:
        one, other = index.find("treaty", repeats=True)
    assert one.score == other.score


@pytest.mark.parametrize("kind", ["heading", "caption", "byline", "boilerplate"])
def test_what_surrounds_the_text_ranks_below_it(kind: str) -> None:
    aside = body("ally came", ordinal=1, kind=kind)
    plain = body("came ally", ordinal=2)
    assert ranked([aside, plain], "ally")[0] == plain.text


@pytest.mark.parametrize("kind", ["quote", "list", "annotation"])
def test_quotes_lists_and_annotations_rank_as_the_text(kind: str) -> None:
    texts = [body("ally", ordinal=1), body("ally", ordinal=2, kind=kind)]
    with indexed([{"a": texts}]) as index:
        one, other = index.find("ally", repeats=True)
    assert one.score == other.score


def test_equal_scores_go_by_article_then_by_ordinal() -> None:
    texts = [
        body("ally", article=name, ordinal=ordinal)
        for name in ("Z", "b", "a/x")
        for ordinal in (1, 2)
    ]
    by_article = {name: [t for t in texts if t.article == name] for name in ("b", "a/x", "Z")}
    with indexed([{name: found} for name, found in by_article.items()]) as index:
        found = [str(hit.locator) for hit in index.find("ally", repeats=True)]
    assert found == ["Z#1", "Z#2", "a/x#1", "a/x#2", "b#1", "b#2"]


def test_words_side_by_side_in_order_come_first_and_near_ones_before_far_ones() -> None:
    filler = "one two three four five six seven nine ten".split()
    together = body(" ".join(["strategic bank", *filler, "eleven"]), ordinal=3)
    turned = body(" ".join(["bank strategic", *filler, "eleven"]), ordinal=2)
    apart = body(" ".join(["bank", *filler, "strategic", "eleven"]), ordinal=1)
    assert ranked([apart, turned, together], "strategic bank") == [
        together.text,
        turned.text,
        apart.text,
    ]


def test_function_words_between_two_words_do_not_part_them() -> None:
    joined = body("the bank of the treaty came one two three", ordinal=2)
    parted = body("the treaty bank of that came one two three", ordinal=1)
    assert ranked([parted, joined], "bank treaty")[0] == joined.text


def test_function_words_insisted_on_in_the_query_do_not_part_its_words() -> None:
    texts = [body("ally bank the"), body("the", ordinal=2)]
    with indexed([{"a": texts}]) as index:
        check(
            index, Scan(texts), Seq((("+", Bare("ally")), ("+", Bare("the")), ("+", Bare("bank"))))
        )


def test_words_side_by_side_in_the_title_come_first() -> None:
    filler = "one two three four five six seven eight"
    texts = [
        body("the ally came", article="a", title=f"bank of {filler} ally"),
        body("the ally came", article="b", title=f"ally of bank {filler}"),
    ]
    with indexed([{text.article: [text] for text in texts}]) as index:
        first, second = index.find("ally bank", repeats=True, explain=True)
    assert (first.article.id, second.article.id) == ("b", "a")
    (near,) = (line for line in first.explanation if line.label == "words near each other")
    assert "words near each other" not in [line.label for line in second.explanation]
    assert near.value > 0


def test_words_of_titles_stay_side_by_side_in_segments_that_are_merged() -> None:
    texts = {
        "b": body("the ally came", article="b", title="the treaty of the ally bank"),
        "c": body("an allied consul came", article="c", title="allies bank abroad"),
        "a": body("a bank came", article="a", title="china ally bank of zambia treaty"),
    }
    for gone in ("", "b", "c"):
        commits = [{name: [text]} for name, text in texts.items()]
        history: list[Articles] = [*commits, {gone: []}] if gone else commits
        with indexed(history) as index:
            scan = Scan(current(history))
            for one, other in [("ally", "bank"), ("bank", "treaty"), ("china", "ally")]:
                check(index, scan, Seq((("", Bare(one)), ("", Bare(other)))))


def test_words_side_by_side_in_the_heading_only_are_not_near_each_other() -> None:
    texts = {
        "a": [body("the ally came", title="News", heading="ally bank")],
        "b": [body("the ally came", article="b", title="News", heading="bank ally")],
    }
    with indexed([texts]) as index:
        one, other = index.find("ally bank", repeats=True)
    assert one.score == other.score


def test_repeating_a_word_in_the_query_makes_it_weigh_more() -> None:
    texts = [body("ally ally bank", ordinal=1), body("ally bank bank", ordinal=2)]
    assert ranked(texts, "ally bank bank")[0] == "ally bank bank."
    assert ranked(texts, "ally ally bank")[0] == "ally ally bank."


def test_one_good_passage_of_a_long_paragraph_is_enough() -> None:
    filler = ["word"] * 150
    passage = " ".join([*filler, "ally treaty bank"])
    long = body(" ".join(filler), " ".join(filler), passage, passage, ordinal=1)
    scattered = body(" ".join(["ally", *filler, "treaty", *filler[:130], "bank"]), ordinal=2)
    assert ranked([long, scattered], "=ally =treaty =bank")[0] == long.text


def test_only_the_hundred_best_are_raised_by_nearness() -> None:
    near = body("ally bank " + "word " * 60, ordinal=121)
    others = [body(f"ally n{i} ally bank bank", ordinal=i) for i in range(1, 121)]
    scan = Scan([*others, near])
    with indexed([{"a": scan.texts}]) as index:
        check(index, scan, Seq((("", Bare("ally")), ("", Bare("bank")))))


def test_what_a_query_only_excludes_leaves_all_others_in_the_order_of_the_text() -> None:
    texts = [body("ally"), body("bank", ordinal=2), body("treaty", ordinal=3)]
    assert ranked(texts, "-bank") == ["ally.", "treaty."]


@pytest.mark.parametrize("query", ["ally", "ally AND treaty", "+ally +treaty", "ally NOT bank"])
def test_nearness_has_no_part_in_a_query_of_one_word_or_of_operators_alone(query: str) -> None:
    with indexed([{"a": [body("the ally treaty was signed")]}]) as index:
        (hit,) = index.find(query, explain=True)
    assert {line.label for line in hit.explanation} <= {"ally", "treaty"}
