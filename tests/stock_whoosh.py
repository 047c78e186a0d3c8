"""The same articles in an index of ours and in one that Whoosh's own codec has written."""

from __future__ import annotations

import random
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from whoosh import index as whoosh_index
from whoosh.codec.whoosh3 import W3Codec

from pincite.indexer.articles import KINDS, Article, Kind, Paragraph
from pincite.indexer.codec.building import SegmentBuilder
from pincite.indexer.codec.deletions import SUFFIX as DELETIONS_SUFFIX
from pincite.indexer.codec.erasing import without_articles
from pincite.indexer.codec.segment import SUFFIX, Segment
from pincite.indexer.codec.vocabulary import Vocabulary
from pincite.indexer.passages import split_passages
from pincite.indexer.records import SourceState
from pincite.indexer.stemming import Stemmer
from pincite.indexer.whoosh_face import records
from pincite.indexer.whoosh_face.schema import make_schema
from pincite.indexer.whoosh_face.toc import write_table_of_contents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

FORMS = (
    *("ally", "allies", "Allied", "harbour", "Harbours", "the", "Łódź", "lodz", "left"),
    *("leave", "leaves", "U.S.", "1918", "a", "Kremlin’s", "東京都"),
)


@dataclass(frozen=True)
class Many:
    """Enough paragraphs for several blocks of postings, some of them long."""

    count: int
    seed: int

    def __iter__(self) -> Iterator[tuple[str, Kind, str]]:
        chance = random.Random(self.seed)
        words = FORMS[: chance.randint(2, len(FORMS))]
        weights = [1 / (place + 1) for place in range(len(words))]
        for number in range(self.count):
            length = 400 if number == self.seed % self.count else chance.choice([1, 2, 4, 8, 30])
            text = " ".join(chance.choices(words, weights, k=length))
            yield text, chance.choice(KINDS), ""


@dataclass(frozen=True)
class Held:
    """An article, the path of its source, and whether it was removed again."""

    number: int
    path: str
    title: str
    texts: Iterable[tuple[str, Kind, str]]
    removed: bool

    @property
    def article(self) -> Article:
        return Article(
            f"{self.path}#{self.number}",
            self.path,
            self.title,
            date="2018-04" if self.number % 2 else "",
            language="english",
            paragraphs=tuple(
                make_paragraph(ordinal, *text) for ordinal, text in enumerate(self.texts, 1)
            ),
        )

    @property
    def source(self) -> SourceState:
        return SourceState(self.path, len(self.path), 3, "0a" * 16)


def make_paragraph(ordinal: int, text: str, kind: Kind = Kind.BODY, heading: str = "") -> Paragraph:
    """A paragraph of sentences that end in full stops."""
    ends = [place + 1 for place, character in enumerate(text) if character == "."]
    spans = zip([0, *ends], [*ends, len(text)], strict=True)
    sentences = tuple((start, end) for start, end in spans if end > start)
    return Paragraph(
        ordinal, text, kind, (ordinal, ordinal), (0, len(text)), sentences, heading=heading
    )


_texts = st.lists(st.sampled_from([*FORMS, ".", "-"]), max_size=8).map(" ".join)
_few = st.lists(st.tuples(_texts, st.sampled_from(KINDS), st.sampled_from(["", "the Allies"])))
_many = st.builds(Many, st.integers(100, 400), st.integers(0, 1 << 16))


@st.composite
def segments(draw: st.DrawFn, first: st.SearchStrategy = _few) -> list[list[Held]]:
    """What some segments hold; a source gives one or two articles, which go together.

    Args:
        draw: what draws it.
        first: the paragraphs of the first article, which is not removed.
    """
    found: list[list[Held]] = [[Held(0, "source-0.txt", draw(_texts), draw(first), removed=False)]]
    count = 1
    for _ in range(draw(st.integers(0, 3))):
        own: list[Held] = []
        for _ in range(draw(st.integers(1, 3))):
            path = f"source-{count}.txt"
            removed = draw(st.sampled_from([False, True]))
            for _ in range(draw(st.integers(1, 2))):
                texts = draw(st.one_of(_few, _few, _many))
                own.append(Held(count, path, draw(_texts), texts, removed))
                count += 1
        found.append(own)
    return found


def large_segments() -> st.SearchStrategy[list[list[Held]]]:
    """As `segments`, the first one having several blocks of postings."""
    return segments(_many)


def write_ours(folder: Path, held: Iterable[Sequence[Held]]) -> None:
    """Write an index of ours: as many segments, and what was removed deleted from them."""
    opened = []
    for number, own in enumerate(held):
        path = folder / f"MAIN_{number:04x}{SUFFIX}"
        builder = SegmentBuilder(path, Vocabulary(Stemmer("english"), ()))
        for one in own:
            builder.add(one.article, one.path)
        builder.finish()
        segment = Segment(path)
        removed = [place for place, one in enumerate(own) if one.removed]
        if removed:
            beside = folder / f"MAIN_{number:04x}-1{DELETIONS_SUFFIX}"
            deletions = without_articles(segment, removed)
            deletions.write(beside)
            segment = Segment(path, deletions, beside.name)
        opened.append(segment)
    write_table_of_contents(folder, 1, "english", opened)


def write_stock(folder: Path, held: Iterable[Sequence[Held]]) -> None:
    """Write the same documents with Whoosh's own codec, as many segments, the same deleted."""
    index = whoosh_index.create_in(str(folder), make_schema("english"))
    for own in held:
        with index.writer(codec=W3Codec()) as writer:
            writer.merge = False
            for one in own:
                _add(writer, one)
    for own in held:
        for one in own:
            if one.removed:
                with index.writer() as writer:
                    writer.merge = False
                    writer.delete_by_term("article", one.article.id)


def _add(writer, one: Held) -> None:
    """Every field as the schema describes it."""
    article = one.article
    writer.add_document(
        article=article.id,
        source=one.path,
        ordinal=0,
        kind=0,
        text_length=0,
        title_length=0,
        title=article.title,
        record=records.dump_article(replace(article, paragraphs=()), one.path),
    )
    analyzer = writer.schema["surface"].analyzer
    for paragraph in article.paragraphs:
        words = list(analyzer(paragraph.text, chars=True))
        starts = [token.startchar for token in analyzer(paragraph.text, chars=True)]
        context = "" if paragraph.kind is Kind.HEADING else f"{article.title} "
        if context and paragraph.heading != article.title:
            context += paragraph.heading
        writer.add_document(
            article=article.id,
            source=one.path,
            ordinal=paragraph.ordinal,
            kind=KINDS.index(paragraph.kind),
            text=paragraph.text,
            surface=paragraph.text,
            text_length=len(words),
            title_length=len(list(analyzer(context))),
            record=records.dump_paragraph(
                article.id, paragraph, split_passages(starts, paragraph.sentences)
            ),
        )


@contextmanager
def searchers(ours: Path, stock: Path, **options):
    """A searcher of each of two indexes."""
    with ExitStack() as stack:
        yield tuple(
            stack.enter_context(whoosh_index.open_dir(str(folder)).searcher(**options))
            for folder in (ours, stock)
        )


def all_of(reader) -> dict[str, object]:
    """Whatever a reader tells, leaf by leaf."""
    return {
        str(base): {
            "documents": (leaf.doc_count(), leaf.doc_count_all(), leaf.has_deletions()),
            "deleted": [leaf.is_deleted(number) for number in range(leaf.doc_count_all())],
            "live": list(leaf.all_doc_ids()),
            "stored": [leaf.stored_fields(number) for number in range(leaf.doc_count_all())],
            "columns": {
                name: list(leaf.column_reader(name))
                for name in ("ordinal", "kind", "text_length", "title_length")
            },
            "lengths": {name: _lengths(leaf, name) for name in ("text", "surface", "title")},
            "fields": list(leaf.indexed_field_names()),
            "terms": [(*term, *vars(info).values()) for term, info in _statistics(leaf)],
            "postings": [(*posting[:4], posting[4] or b"") for posting in leaf.iter_postings()],
        }
        for base, (leaf, _) in enumerate(reader.leaf_readers())
        if leaf.doc_count_all()
    }


def _statistics(leaf):
    names = ("_weight", "_df", "_minlength", "_maxlength", "_maxweight", "_minid", "_maxid")
    for term, info in leaf:
        for name in set(vars(info)) - set(names):
            delattr(info, name)
        assert info.doc_frequency() == leaf.doc_frequency(*term)
        assert info.weight() == leaf.frequency(*term)
        yield term, info


def _lengths(leaf, name: str) -> tuple[object, ...]:
    # Whoosh's own codec tells None of a document without the field, and fails without a column.
    each = [leaf.doc_field_length(number, name) or 0 for number in range(leaf.doc_count_all())]
    if not any(each):
        return each, leaf.field_length(name)
    lengths = leaf.field_length(name), leaf.min_field_length(name), leaf.max_field_length(name)
    return each, *lengths
