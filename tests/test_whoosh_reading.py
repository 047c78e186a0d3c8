"""Whoosh reads an index of ours as one of its own codec with the same documents."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from whoosh import index as whoosh_index
from whoosh import query, scoring
from whoosh.qparser import QueryParser

from pincite.indexer.commits import open_newest
from pincite.indexer.location import Settings
from pincite.indexer.writer import ArticleWriter
from profiles import examples
from stock_whoosh import FORMS, all_of, large_segments, searchers, segments, write_ours, write_stock

# Of each field terms that occur, those that do often first, and some that never do.
TERMS = {
    "text": ("alli", "harbour", "the", "lodz", "left", "leav", "us", "1918", "allies", ""),
    "surface": ("ally", "allies", "allied", "harbours", "the", "leaves", "東京", "alli"),
    "title": ("alli", "harbour", "the", "leav", "kremlin", "nowhere"),
    "article": ("source-0.txt#0", "source-1.txt#1", "source-0.txt"),
    "source": ("source-0.txt", "source-1.txt", "source-0.txt#0"),
}


@contextmanager
def both(held):
    """The folders of an index of ours and of a stock one."""
    with tempfile.TemporaryDirectory() as folder:
        ours, stock = Path(folder) / "ours", Path(folder) / "stock"
        ours.mkdir()
        stock.mkdir()
        write_ours(ours, held)
        write_stock(stock, held)
        yield ours, stock


@examples(15)
@given(segments())
def test_a_reader_tells_the_same_as_one_of_whooshs_own(held):
    with both(held) as folders, searchers(*folders) as (ours, stock):
        assert all_of(ours.reader()) == all_of(stock.reader())


@examples(15)
@given(segments(), st.data())
def test_what_several_commits_leave_reads_as_one_of_whooshs_own(held, data):
    with tempfile.TemporaryDirectory() as folder:
        ours, stock = Path(folder) / "ours", Path(folder) / "stock"
        stock.mkdir()
        gone: set[str] = set()
        for number, own in enumerate(held):
            paths = {one.path for added in held[:number] for one in added} - gone
            going = data.draw(st.sets(st.sampled_from(sorted(paths)))) if paths else set()
            with ArticleWriter(ours, Settings("..", "english"), fresh=not number) as writer:
                for path in going:
                    writer.remove(path)
                for one in own:
                    writer.add(one.article, one.source)
                writer.commit()
            gone |= going
        known = {one.article.id: one for own in held for one in own}
        _, opened = open_newest(ours)
        write_stock(
            stock,
            [
                [
                    replace(known[name], removed=known[name].path in gone)
                    for name in part.catalog.ids
                ]
                for part in opened
            ],
        )
        with searchers(ours, stock) as (one, other):
            assert all_of(one.reader()) == all_of(other.reader())


@examples(12)
@given(segments())
def test_merged_by_whoosh_it_is_the_same_as_one_of_whooshs_own(held):
    with both(held) as folders, tempfile.TemporaryDirectory() as folder:
        merged = []
        for place, source in enumerate(folders):
            target = Path(folder) / str(place)
            target.mkdir()
            index = whoosh_index.open_dir(str(source))
            copy = whoosh_index.create_in(str(target), index.schema)
            with index.reader() as reader, copy.writer() as writer:
                for leaf, _ in reader.leaf_readers():
                    writer.add_reader(leaf)
            with copy.reader() as reader:
                merged.append(all_of(reader))
        assert merged[0] == merged[1]


def _words(*names):
    """A field and a term of it."""
    return st.sampled_from([(name, term) for name in names for term in TERMS[name]])


_boosts = st.sampled_from([1.0, 1.0, 0.5, 3.0])
_terms = _words("text", "text", "surface", *TERMS).flatmap(
    lambda word: st.builds(query.Term, *map(st.just, word), boost=_boosts)
)
_with_positions = st.sampled_from(["text", "surface"])
_fields = st.sampled_from(["text", "text", *TERMS])


@st.composite
def _phrases(draw):
    name = draw(_with_positions)
    words = draw(st.lists(st.sampled_from(TERMS[name][:4]), min_size=1, max_size=3))
    return query.Phrase(name, words, slop=draw(st.integers(1, 4)), boost=draw(_boosts))


@st.composite
def _expanding(draw):
    """Queries for several terms of a field."""
    name = draw(_fields)
    prefix = query.Prefix(name, draw(st.sampled_from(["", "a", "al", "le", "l", "s", "z"])))
    wildcard = query.Wildcard(name, draw(st.sampled_from(["*", "a*", "?a*", "*s", "l??t", "x*"])))
    regex = query.Regex(name, draw(st.sampled_from(["a.*", "[lh].*", "."])))
    fuzzy = query.FuzzyTerm(
        name,
        draw(st.sampled_from(TERMS[name]).filter(bool)),
        maxdist=draw(st.integers(1, 2)),
        prefixlength=draw(st.integers(0, 2)),
    )
    variations = query.Variations(name, draw(st.sampled_from(["harbour", "leave", "ally"])))
    limits = st.one_of(st.none(), st.sampled_from(TERMS[name]))
    between = query.TermRange(
        name, draw(limits), draw(limits), draw(st.booleans()), draw(st.booleans())
    )
    every = query.Every(draw(st.sampled_from([name, None])))
    return draw(
        st.sampled_from([prefix, wildcard, regex, fuzzy, variations, between, every])
    ).with_boost(draw(_boosts))


@st.composite
def _spans(draw):
    """Queries for positions; Whoosh itself fails at many that are of several fields."""
    name = draw(_with_positions)
    term = st.sampled_from(TERMS[name]).map(lambda word: query.Term(name, word))
    a, b, c = draw(term), draw(term), draw(term)
    slop, ordered = draw(st.integers(1, 5)), draw(st.booleans())
    return draw(
        st.sampled_from(
            [
                query.SpanNear(a, b, slop=slop, ordered=ordered),
                query.SpanNear2([a, b, c], slop=slop, ordered=ordered),
                query.SpanFirst(a, limit=slop),
                query.SpanOr([a, b]),
                query.SpanNot(a, b),
                query.SpanContains(query.SpanNear(a, b, slop=slop), c),
                query.SpanBefore(a, b),
                query.SpanCondition(a, b),
            ]
        )
    )


def _compound(children):
    several = st.lists(children, min_size=1, max_size=4)
    return st.one_of(
        st.builds(query.And, several, boost=_boosts),
        st.builds(query.Or, several, boost=_boosts),
        st.builds(query.Or, several, minmatch=st.integers(1, 2)),
        st.builds(query.DisjunctionMax, several, tiebreak=st.sampled_from([0.0, 0.3])),
        st.builds(lambda a, b: query.And([a, query.Not(b)]), children, children),
        st.builds(query.AndNot, children, children),
        st.builds(query.AndMaybe, children, children),
        st.builds(query.Require, children, children),
        st.builds(query.Otherwise, children, children),
        st.builds(query.Not, children),
        st.builds(query.ConstantScoreQuery, children, st.sampled_from([1.0, 2.5])),
    )


queries = st.one_of(
    st.recursive(st.one_of(_terms, _terms, _phrases(), _expanding()), _compound, max_leaves=5),
    _spans(),
)
weightings = st.sampled_from(
    [
        scoring.BM25F(),
        scoring.BM25F(B=0.2, K1=2.0),
        scoring.TF_IDF(),
        scoring.Frequency(),
        scoring.MultiWeighting(scoring.BM25F(), title=scoring.TF_IDF()),
        scoring.ReverseWeighting(scoring.BM25F()),
    ]
)
options = st.sampled_from(
    [
        {"limit": None},
        {"limit": 1},
        {"limit": 3},
        {"limit": 10},
        {"limit": 10, "terms": True},
        {"limit": 5, "optimize": False},
        {"limit": None, "sortedby": "ordinal"},
        {"limit": 7, "sortedby": "text_length", "reverse": True},
        {"limit": None, "sortedby": ["kind", "title_length"]},
        {"limit": None, "groupedby": "kind"},
        {"limit": 10, "filter": query.Term("text", "the")},
    ]
)


def found(searcher, wanted, chosen):
    """Documents and scores, in order; whatever Whoosh itself fails at counts as such."""
    try:
        results = searcher.search(wanted, **chosen)
        return (
            list(results.items()),
            [hit.docnum for hit in results],
            len(results),
            results.groups() if "groupedby" in chosen else None,
            [sorted(hit.matched_terms()) for hit in results] if "terms" in chosen else None,
        )
    except Exception as error:  # noqa: BLE001 - which one is compared
        return type(error)


@examples(25)
@given(
    large_segments(), weightings, st.lists(st.tuples(queries, options), min_size=10, max_size=25)
)
def test_a_search_finds_the_same_with_the_same_scores(held, weighting, asked):
    with both(held) as folders, searchers(*folders, weighting=weighting) as (ours, stock):
        for wanted, chosen in asked:
            assert found(ours, wanted, chosen) == found(stock, wanted, chosen), (wanted, chosen)


@examples(30)
@given(
    segments(),
    st.lists(
        st.lists(
            st.sampled_from([*FORMS, "AND", "OR", "NOT", '"', "*", "(", ")", "~2", "^2"]),
            max_size=6,
        ).map(" ".join),
        max_size=20,
    ),
)
def test_what_whooshs_parser_makes_of_a_text_finds_the_same(held, texts):
    with both(held) as folders, searchers(*folders) as (ours, stock):
        for name in ("text", "surface", "title"):
            for text in texts:
                try:
                    own = QueryParser(name, ours.schema).parse(text)
                except IndexError:  # Whoosh's parser stumbles over some, whatever the index
                    continue
                assert own == QueryParser(name, stock.schema).parse(text)
                everything = {"limit": None}
                assert found(ours, own, everything) == found(stock, own, everything)


def _state(matcher):
    """Whatever a matcher tells where it stands."""
    if not matcher.is_active():
        return None
    return (
        matcher.id(),
        matcher.weight(),
        matcher.value(),
        [matcher.value_as(kind) for kind in ("frequency", "weight")],
        [matcher.value_as("positions"), matcher.spans()] if matcher.supports("positions") else [],
        matcher.score(),
        (matcher.block_min_id(), matcher.block_max_id(), matcher.block_max_weight()),
        (matcher.block_min_length(), matcher.block_max_length()),
        (matcher.block_quality(), matcher.max_quality(), matcher.supports_block_quality()),
    )


@examples(25)
@given(
    large_segments(),
    st.lists(st.tuples(st.sampled_from(["text", "surface"]), st.integers(0, 20)), min_size=3),
    st.lists(
        st.one_of(
            st.tuples(st.just("next")),
            st.tuples(st.just("reset")),
            st.tuples(st.just("skip_to"), st.integers(0, 450)),
            st.tuples(st.just("skip_to_quality"), st.floats(0, 5)),
            st.just(("skip_to_quality", None)),  # as good as where it stands
        ),
        max_size=30,
    ),
)
def test_a_matcher_moves_as_one_of_whooshs_own(held, terms, moves):
    with both(held[:1]) as folders, searchers(*folders) as (ours, stock):
        for name, place in terms:
            known = list(stock.reader().lexicon(name))
            own, other = (
                searcher.postings(name, known[place % len(known)]) for searcher in (ours, stock)
            )
            assert list(own.all_ids()) == list(other.all_ids())
            own.reset()
            other.reset()
            for move, *arguments in moves:
                if own.is_active() or move == "reset":
                    left = own
                    own = left.copy()
                    given_to = [other.block_quality() if one is None else one for one in arguments]
                    assert getattr(own, move)(*given_to) == getattr(other, move)(*given_to)
                    left.next() if left.is_active() else left.reset()
                assert _state(own) == _state(other)
