"""What segments hold, after any history of commits: against words written down one by one."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections import defaultdict
from contextlib import contextmanager
from functools import partial
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.indexer import merge_policy
from pincite.indexer import writer as writing_articles
from pincite.indexer.analysis import tokenize
from pincite.indexer.articles import Article, Kind, Paragraph
from pincite.indexer.codec import (
    building,
    merging,
    posting_writer,
    postings,
    store,
    word_forms,
    writing,
)
from pincite.indexer.commits import open_newest
from pincite.indexer.function_words import function_words
from pincite.indexer.location import Settings
from pincite.indexer.passages import split_passages
from pincite.indexer.records import SourceState
from pincite.indexer.stemming import Stemmer
from pincite.indexer.weights import STEP
from pincite.indexer.writer import ArticleWriter
from profiles import examples
from reference import WEIGHTS, Text, passages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from pincite.indexer.codec.segment import Segment

    Numbers = npt.NDArray[np.int64]

SETTINGS = Settings(root="..", language="english")
FORMS = ["ally", "Allies", "allied", "ALLY", "banks", "bank", "the", "The", "of"]
RARE = ["kremlin's", "Zürich", "2014", "zebra", "aardvark", "naïve", "Смерть", "中々"]
LONGEST = 12  # words of a passage here

State = dict[str, Article]

stem = Stemmer("english")


def surfaces_of(text: str) -> list[str]:
    return [token.surface for token in tokenize(text)]


words = st.sampled_from(FORMS + FORMS + RARE)
sentences = st.lists(st.lists(words, min_size=1, max_size=8).map(tuple), max_size=4).map(tuple)
headings = st.lists(words, max_size=3).map(" ".join)
kinds = st.sampled_from([Kind.BODY, *Kind])


def article(name: str, title: str, texts: Sequence[tuple[Kind, str, object]]) -> Article:
    paragraphs = []
    for ordinal, (kind, heading, split) in enumerate(texts, 1):
        text = Text(name, ordinal, kind.value, split)
        paragraphs.append(
            Paragraph(
                ordinal,
                text.text,
                kind,
                (ordinal, ordinal + 1),
                (7, 9),
                text.sentence_spans,
                heading,
            )
        )
    return Article(id=name, path=name, title=title, paragraphs=tuple(paragraphs))


@st.composite
def articles(draw: st.DrawFn, name: str) -> Article:
    title = draw(headings)
    texts = st.lists(st.tuples(kinds, headings | st.just(title), sentences), max_size=5)
    return article(name, title, draw(texts))


@st.composite
def histories(draw: st.DrawFn) -> list[dict[str, Article | None]]:
    """Commits: articles by the name of their source, None for those that are only removed."""
    names = st.lists(st.sampled_from("abcdefg"), unique=True, min_size=1, max_size=4)
    return [
        {name: draw(st.none() | articles(name) | articles(name)) for name in draw(names)}
        for _ in range(draw(st.integers(1, 5)))
    ]


@contextmanager
def small(
    runs: int = 20, batch: int = 7, *, lazy: bool = False, listed: float = 0.1
) -> Iterator[None]:
    """Whatever needs much before it happens happens with little; lazily, segments stay apart."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing_articles, "_RUN", runs)
        patch.setattr(merge_policy, "_SMALL", 0 if lazy else 3)
        patch.setattr(merge_policy, "_GROWTH", 0 if lazy else 2)
        patch.setattr(merge_policy, "_ERASED", 0.8 if lazy else 0.3)
        patch.setattr(building, "_BATCH_CHARACTERS", 60)
        patch.setattr(building, "batches", partial(writing.batches, most=batch))
        patch.setattr(building, "LONGEST", LONGEST)
        patch.setattr(building, "split_passages", partial(split_passages, longest=LONGEST))
        patch.setattr(merging, "_BATCH", batch)
        patch.setattr(postings, "CHAMPIONS", 2)
        patch.setattr(posting_writer, "CHAMPIONS", 2)
        patch.setattr(posting_writer, "CHAMPIONS_FROM", 4)
        patch.setattr(store, "_WAITING", 500)
        patch.setattr(store, "_DICTIONARY", 100)
        patch.setattr(store, "_WORTHWHILE", 1)
        patch.setattr(word_forms, "_LISTED", listed)
        yield


@contextmanager
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="pincite-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def source(name: str, number: int) -> SourceState:
    return SourceState(name, number, -number, f"{number + 1:032x}" if number % 2 else "")


def committed(
    folder: Path, number: int, changes: dict[str, Article | None], settings: Settings = SETTINGS
) -> None:
    with ArticleWriter(folder, settings, fresh=number == 0) as writer:
        for name, added in changes.items():
            writer.remove(name)
            if added:
                writer.add(added, source(name, number))
        writer.commit()


class Inverted:
    """What a segment has to know of some articles, by article and ordinal."""

    def __init__(self, found: Sequence[Article]) -> None:
        self.places: dict[str, dict[tuple[str, int], list[int]]] = defaultdict(dict)
        self.surfaces: dict[str, dict[tuple[str, int], list[int]]] = defaultdict(dict)
        self.titles: dict[str, dict[tuple[str, int], int]] = defaultdict(dict)
        self.lengths: dict[tuple[str, int], tuple[int, int]] = {}
        self.paragraphs = {(a.id, p.ordinal): p for a in found for p in a.paragraphs}
        title_of = {each.id: each.title for each in found}
        for key, paragraph in self.paragraphs.items():
            own = surfaces_of(paragraph.text)
            text = Text(
                key[0], key[1], paragraph.kind.value, (), title_of[key[0]], paragraph.heading
            )
            above = surfaces_of(" ".join(text.context))
            self.lengths[key] = (len(own), len(above))
            for position, surface in enumerate(own):
                self.places[stem(surface)].setdefault(key, []).append(position)
                self.surfaces[surface].setdefault(key, []).append(position)
            for surface in above:
                titles = self.titles[stem(surface)]
                titles[key] = titles.get(key, 0) + 1

    def answering(self, own_stem: str) -> set[tuple[str, int]]:
        """The leads of articles that have a stem in the title alone."""
        leads: dict[str, int] = {}
        for (name, ordinal), paragraph in sorted(self.paragraphs.items()):
            if paragraph.kind.value in {"body", "quote", "list", "annotation"}:
                leads.setdefault(name, ordinal)
        headed = {
            name
            for name, ordinal in self.places[own_stem]
            if self.paragraphs[name, ordinal].kind is Kind.HEADING
        }
        titled = set(self.titles[own_stem]) - set(self.places[own_stem])
        return {key for key in leads.items() if key in titled and key[0] not in headed}

    def worth(self, own_stem: str, key: tuple[str, int], average: float, longest: int) -> float:
        """BM25F of a stem in the best passage, without idf."""
        paragraph = self.paragraphs[key]
        split = tuple(
            tuple(surfaces_of(paragraph.text[start:end])) for start, end in paragraph.sentences
        )
        title = self.titles[own_stem].get(key, 0)
        best = 0.0
        for start, end in passages(Text("", 0, "", split), longest):
            frequency = (
                sum(start <= place < end for place in self.places[own_stem][key]) + 3 * title
            )
            length = end - start + 3 * self.lengths[key][1]
            norm = 1.2 * (0.25 + 0.75 * length / average)
            best = max(best, 2.2 * frequency / (frequency + norm))
        return best * WEIGHTS.get(paragraph.kind.value, 1.0)


def check_segment(segment: Segment, inverted: Inverted, longest: int = LONGEST) -> None:
    """What is not deleted of a segment is as the inversion of the same articles has it."""
    keys = key_of_documents(segment)
    check_figures(segment, inverted)
    check_documents(segment, keys, inverted)
    stems = list(segment.lexicon.stems)
    assert stems == sorted(set(stems))
    live_stems = {own for own, there in inverted.places.items() if there}
    assert live_stems <= set(stems)
    if segment.deletions is None:
        assert set(stems) == live_stems | {own for own, there in inverted.titles.items() if there}
        assert set(segment.lexicon.surfaces) == set(inverted.surfaces)
    for number, own_stem in enumerate(stems):
        check_postings(segment, number, keys, inverted.places[own_stem])
        check_titles(segment, number, keys, inverted.titles[own_stem])
        check_forms(segment, number, keys, inverted)
        check_impacts(segment, number, keys, inverted, longest)
        leads = inverted.answering(own_stem)
        assert segment.stem_frequency(own_stem) == len(inverted.places[own_stem]) + len(leads)
    for surface in {*segment.lexicon.surfaces, *inverted.surfaces, "absent"}:
        assert segment.surface_frequency(surface) == len(inverted.surfaces[surface])
    live = {(surface, stem(surface)) for surface, there in inverted.surfaces.items() if there}
    assert sorted(segment.live_words()) == sorted(live)
    assert segment.stem_frequency("absent") == 0
    check_bulk(segment)


def key_of_documents(segment: Segment) -> dict[int, tuple[str, int]]:
    """Article and ordinal of each paragraph that is not deleted."""
    keys = {}
    for document in segment.live_paragraphs.tolist():
        number = segment.article_of(document)
        ordinal = document - int(segment.documents.articles[number])
        keys[document] = (segment.catalog.ids[number], ordinal)
    return keys


def check_figures(segment: Segment, inverted: Inverted) -> None:
    assert segment.paragraphs == len(inverted.paragraphs)
    assert segment.articles == len(segment.live_articles)
    assert segment.words == sum(own for own, _ in inverted.lengths.values())
    assert segment.title_words == sum(above for _, above in inverted.lengths.values())


def check_documents(segment: Segment, keys: dict[int, tuple[str, int]], inverted: Inverted) -> None:
    columns = segment.documents
    little = function_words("english")
    bits = np.unpackbits(columns.content, bitorder="little")
    assert sorted(keys.values()) == sorted(inverted.paragraphs)
    for document, key in keys.items():
        paragraph = inverted.paragraphs[key]
        assert segment.paragraph(document) == paragraph
        own, above = inverted.lengths[key]
        assert (columns.text_lengths[document], columns.title_lengths[document]) == (own, above)
        first = 8 * int(segment.content_starts[document])
        content = [surface not in little for surface in surfaces_of(paragraph.text)]
        assert bits[first : first + own].tolist() == content


def split(counts: Numbers, positions: Numbers) -> list[list[int]]:
    """Positions in groups of so many."""
    remaining = iter(positions.tolist())
    return [list(islice(remaining, count)) for count in counts.tolist()]


def check_postings(
    segment: Segment,
    number: int,
    keys: dict[int, tuple[str, int]],
    expected: dict[tuple[str, int], list[int]],
) -> None:
    reader = segment.postings
    own = np.arange(*reader.range(number))
    documents = reader.documents[own].tolist()
    assert documents == sorted(set(documents))
    counts, positions = reader.positions(own)
    assert counts.tolist() == reader.frequencies(own).tolist()
    by_document = zip(documents, split(counts, positions), strict=True)
    assert {keys[doc]: there for doc, there in by_document if doc in keys} == expected


def check_titles(
    segment: Segment,
    number: int,
    keys: dict[int, tuple[str, int]],
    expected: dict[tuple[str, int], int],
) -> None:
    reader = segment.postings
    own = np.arange(*reader.range(number))
    in_both = reader.in_titles(own).tolist()
    documents, frequencies = reader.titles(number)
    assert not set(documents.tolist()) & set(reader.documents[own].tolist())
    everywhere = [
        *zip(reader.documents[own].tolist(), in_both, strict=True),
        *zip(documents.tolist(), frequencies.tolist(), strict=True),
    ]
    assert {keys[doc]: often for doc, often in everywhere if doc in keys and often} == expected


def check_forms(
    segment: Segment, number: int, keys: dict[int, tuple[str, int]], inverted: Inverted
) -> None:
    reader = segment.postings
    own = np.arange(*reader.range(number))
    documents = reader.documents[own].tolist()
    forms = [segment.lexicon.surfaces[form] for form in segment.lexicon.forms_of(number)]
    assert forms == sorted(set(forms))
    for place, surface in enumerate(forms):
        slot = segment.lexicon.surfaces.find(surface)
        assert segment.lexicon.stem_of(slot) == number
        counts, positions = reader.form_positions(number, place, own)
        by_document = zip(documents, split(counts, positions), strict=True)
        found = {keys[doc]: at for doc, at in by_document if doc in keys and at}
        assert found == inverted.surfaces[surface]
    counts, positions, all_forms = reader.all_positions(number)
    chosen = reader.positions_and_forms(number, own)
    assert (counts.tolist(), positions.tolist()) == (chosen[0].tolist(), chosen[1].tolist())
    assert (all_forms is None) == (chosen[2] is None) == (len(forms) < 2)
    if all_forms is not None and chosen[2] is not None:
        assert all_forms.tolist() == chosen[2].tolist()


def check_impacts(
    segment: Segment,
    number: int,
    keys: dict[int, tuple[str, int]],
    inverted: Inverted,
    longest: int,
) -> None:
    reader = segment.postings
    first, end = reader.range(number)
    own_stem = segment.lexicon.stems[number]
    worth = {}
    for posting in range(first, end):
        key = keys.get(int(reader.documents[posting]))
        if key is not None:
            worth[posting] = inverted.worth(own_stem, key, segment.average, longest)
            assert 0 <= int(reader.impacts[posting]) * STEP - worth[posting] < STEP * (1 + 1e-9)
    champions = reader.champions(number)
    assert (champions is not None) == (end - first >= posting_writer.CHAMPIONS_FROM)
    if champions is not None:
        assert len(set(champions.tolist())) == postings.CHAMPIONS
        impacts = reader.impacts[first:end]
        best = sorted(impacts.tolist(), reverse=True)[: postings.CHAMPIONS]
        assert reader.impacts[champions].tolist() == best
        if len(worth) == end - first:
            most = sorted(worth.values(), reverse=True)[: postings.CHAMPIONS]
            assert [worth[posting] for posting in champions.tolist()] == pytest.approx(most)


def check_bulk(segment: Segment) -> None:
    """What is read for many stems at once is what is read of each."""
    reader = segment.postings
    stems = len(segment.lexicon.stems)
    for first, end in [(0, stems), (0, stems // 2), (stems // 2, stems), (stems, stems)]:
        expected, titles = [], []
        for number in range(first, end):
            own = np.arange(*reader.range(number))
            documents = reader.documents[own].tolist()
            for place, form in enumerate(segment.lexicon.forms_of(number)):
                assert segment.lexicon.surfaces[form]
                counts, positions = reader.form_positions(number, place, own)
                at = np.repeat(documents, counts).tolist()
                expected += [
                    (number, doc, pos, place)
                    for doc, pos in zip(at, positions.tolist(), strict=True)
                ]
            pairs = list(zip(documents, reader.in_titles(own).tolist(), strict=True))
            more = [found.tolist() for found in reader.titles(number)]
            pairs += zip(*more, strict=True)
            titles += [(number << 32 | doc, often) for doc, often in sorted(pairs) if often]
        tokens = reader.tokens(first, end)
        columns = (tokens.stems, tokens.documents, tokens.positions, tokens.forms)
        found = list(zip(*(column.tolist() for column in columns), strict=True))
        assert found == sorted(expected)
        titled = reader.titled(first, end)
        assert list(zip(titled.keys.tolist(), titled.frequencies.tolist(), strict=True)) == titles


def check_index(folder: Path, state: State, longest: int = LONGEST) -> list[Segment]:
    """The newest commit has the articles of a state, each in one segment."""
    _, segments = open_newest(folder)
    met = []
    for segment in segments:
        own = []
        for number in segment.live_articles.tolist():
            expected = state[segment.catalog.ids[number]]
            read = segment.article(number)
            assert (read.id, read.title) == (expected.id, expected.title)
            assert tuple(segment.article_paragraphs(number)) == expected.paragraphs
            own.append(expected)
        check_segment(segment, Inverted(own), longest)
        met += [each.id for each in own]
    assert sorted(met) == sorted(state)
    return segments


@examples(15)
@given(
    histories(),
    st.sampled_from([1, 20, 1000]),
    st.sampled_from([1, 7, 10_000]),
    st.booleans(),
    st.sampled_from([0, 0.1, 1000]),
)
def test_segments_hold_what_an_inversion_does(
    history: list[dict[str, Article | None]], runs: int, batch: int, lazy: bool, listed: float
) -> None:
    state: State = {}
    sources: dict[str, SourceState] = {}
    with small(runs, batch, lazy=lazy, listed=listed), home() as folder:
        for number, changes in enumerate(history):
            committed(folder, number, changes)
            for name, added in changes.items():
                state.pop(name, None)
                sources.pop(name, None)
                if added:
                    state[name] = added
                    if source(name, number).is_file:
                        sources[name] = source(name, number)
            check_index(folder, state)
            with ArticleWriter(folder, SETTINGS) as writer:
                assert writer.sources() == sources


def random_article(chance: random.Random, name: str, lengths: Sequence[int]) -> Article:
    """An article with a paragraph of so many words each."""
    texts = []
    for length in lengths:
        chosen = chance.choices(FORMS + RARE[:5], k=length)
        cuts = [0, *sorted(chance.sample(range(1, length), min(length // 40, length - 1))), length]
        split = tuple(tuple(chosen[a:b]) for a, b in pairwise(cuts))
        texts.append((chance.choice([Kind.BODY, Kind.QUOTE, Kind.CAPTION]), "banks", split))
    return article(name, "An ally of Zürich", texts)


@pytest.mark.parametrize("far_share", [0, 0.005, 1])
def test_long_paragraphs_are_held_whatever_the_width_of_positions(
    monkeypatch: pytest.MonkeyPatch, far_share: float
) -> None:
    monkeypatch.setattr(posting_writer, "_FAR_SHARE", far_share)
    chance = random.Random(5)
    lengths = {"a": [256, 257, 3], "b": [900, 12], "c": [301, 300, 299], "d": [1, 255, 700]}
    state = {name: random_article(chance, name, sizes) for name, sizes in lengths.items()}
    with home() as folder:
        committed(folder, 0, {"a": state["a"], "b": state["b"]})
        (segment,) = check_index(folder, {name: state[name] for name in "ab"}, longest=300)
        assert segment.postings._positions.itemsize == (1 if far_share == 1 else 2)
        committed(folder, 1, {"c": state["c"], "a": None})
        check_index(folder, {name: state[name] for name in "bc"}, longest=300)
        committed(folder, 2, {"d": state["d"]})
        (segment,) = check_index(folder, {name: state[name] for name in "bcd"}, longest=300)
        assert len(segment.documents.passages.documents) == 3


def test_the_champions_of_a_frequent_word_are_the_64_it_counts_most_in() -> None:
    chance = random.Random(6)
    bodies = [
        (
            Kind.BODY,
            "",
            (tuple(["ally"] * chance.randint(1, 9) + ["zebra"] * chance.randint(0, 9)),),
        )
        for _ in range(1100)
    ]
    state = {"a": article("a", "", bodies[:900]), "b": article("b", "", bodies[900:])}
    with home() as folder:
        committed(folder, 0, {"a": state["a"]})
        (segment,) = open_newest(folder)[1]
        assert segment.postings.champions(segment.lexicon.stems.find("alli")) is None
        committed(folder, 1, {"b": state["b"]})
        (segment,) = check_index(folder, state, longest=300)
        champions = segment.postings.champions(segment.lexicon.stems.find("alli"))
        assert champions is not None
        assert len(champions) == 64


def _no_words(_: str) -> frozenset[str]:
    return frozenset()


def test_where_a_language_has_no_function_words_none_are_marked() -> None:
    german = Settings(root="..", language="german")
    body = [(Kind.BODY, "", (("Die", "Banken", "und", "die", "Bank"),))]
    with home() as folder, patch.object(writing_articles, "function_words", _no_words):
        committed(folder, 0, {name: article(name, "Bank", body * 3) for name in "abc"}, german)
        committed(folder, 1, {"d": article("d", "Bank", body), "a": None}, german)
        (segment,) = open_newest(folder)[1]
        assert len(segment.documents.content) == 0
        assert segment.stem_frequency("bank") == segment.surface_frequency("banken") == 7
        texts = {segment.paragraph(document).text for document in segment.live_paragraphs.tolist()}
        assert texts == {"Die Banken und die Bank."}


def test_deletions_add_up_in_a_segment_that_is_not_rewritten() -> None:
    body = [(Kind.BODY, "", (("ally", "allies", "bank", "zebra"),)), (Kind.BODY, "", ())]
    state = {name: article(name, "Bank", body) for name in "abcdef"}
    state["c"] = article("c", "Aardvark", [(Kind.QUOTE, "", (("aardvark", "ally"),))])
    with small(lazy=True), home() as folder:
        committed(folder, 0, dict(state))
        for number, names in enumerate(["c", "ab", "a", "d"], 1):
            committed(folder, number, dict.fromkeys(names))
            for name in names:
                state.pop(name, None)
            (segment,) = check_index(folder, state)
            assert segment.deletions is not None
            gone = 6 - len(state)
            assert segment.deletions.paragraphs == 2 * gone - 1
            assert len(segment.deletions.documents) == 3 * gone - 1
            assert segment.surface_frequency("aardvark") == 0


def test_in_small_histories_there_are_runs_and_merges_and_deletions() -> None:
    """The random ones above are worth something only as long as this is so."""
    body = [(Kind.BODY, "", (("ally", "bank", "zebra"),))]
    merged = []
    with small(), home() as folder, pytest.MonkeyPatch.context() as patch:

        def counting(parts: Sequence[Segment], path: Path, average: float) -> None:
            merged.append(len(parts))
            merging.merge_segments(parts, path, average)

        patch.setattr(writing_articles, "merge_segments", counting)
        committed(folder, 0, {name: article(name, "", body * 10) for name in "abcde"})
        assert merged == [5]
        committed(folder, 1, {"f": article("f", "", body), "a": None})
        assert merged == [5]
        assert [bool(state.deletions) for state in open_newest(folder)[0].segments] == [True, False]
        committed(folder, 2, {"g": article("g", "", body)})
        assert merged == [5, 2]
        committed(folder, 3, {"b": None})
        assert merged == [5, 2, 2]
        assert [state.deletions for state in open_newest(folder)[0].segments] == [""]
