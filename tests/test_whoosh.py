"""An index of ours is a Whoosh index: Whoosh opens, searches and copies it."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
import whoosh.index
from hypothesis import given
from whoosh import query
from whoosh.codec.whoosh3 import W3Codec
from whoosh.qparser import QueryParser

import pincite
from pincite.errors import CorruptIndex, PinciteError
from pincite.indexer.commits import open_newest
from pincite.indexer.location import Settings
from pincite.indexer.records import SourceState
from pincite.indexer.whoosh_face.codec import ArrayCodec
from pincite.indexer.whoosh_face.records import articles_of
from pincite.indexer.whoosh_face.schema import make_schema
from pincite.indexer.writer import ArticleWriter
from profiles import examples
from stock_whoosh import Held, segments, write_ours


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "harbour.txt").write_text(
        "The Harbour\n\nOur allies left the harbour.\n\nNo ally came back to Łódź.\n",
        encoding="utf-8",
    )
    pincite.build_index(tmp_path)
    return tmp_path


def open_with_whoosh(folder):
    return whoosh.index.open_dir(str(folder / ".pincite"))


def records(index, wanted=None):
    with index.searcher() as searcher:
        hits = searcher.search(wanted or query.Every(), limit=None)
        return [json.loads(hit["record"]) for hit in hits]


def whoosh_finds(folder, field, text):
    """The ordinals of the paragraphs, 0 for the article itself."""
    index = open_with_whoosh(folder)
    parsed = QueryParser(field, index.schema).parse(text)
    return {record.get("ordinal", 0) for record in records(index, parsed)}


@pytest.mark.parametrize(
    ("field", "text", "ordinals"),
    [
        ("text", "allied", {2, 3}),
        ("text", "Lodz", {3}),
        ("surface", '"allies left"', {2}),
        ("surface", "ally", {3}),
        ("surface", "all*", {2, 3}),
        ("text", "allies NOT harbour", {3}),
        ("title", "harbours", {0}),
        ("source", "harbour.txt", {0, 1, 2, 3}),
        ("article", "harbour.txt", {0, 1, 2, 3}),
        ("text", "nowhere", set()),
    ],
)
def test_whoosh_itself_finds_the_same_paragraphs(folder, field, text, ordinals):
    assert whoosh_finds(folder, field, text) == ordinals


def test_a_phrase_is_matched_on_whoosh_positions_as_on_ours(folder):
    with pincite.open_index(folder) as index:
        ours = {hit.paragraph.ordinal for hit in index.find('"left the harbour"')}
    assert ours == whoosh_finds(folder, "surface", '"left the harbour"') == {2}


def test_whoosh_sees_every_commit_and_nothing_that_was_removed(folder):
    for number, text in enumerate(["One ally.", "Two allies.", "An allied three."]):
        with pincite.open_index(folder) as index:
            index.update(f"added-{number % 2}", text)
            index.commit()
        with pincite.open_index(folder) as index:
            ours = sorted(hit.paragraph.text for hit in index.find("ally"))
        allies = query.Term("text", "alli")
        assert (
            sorted(record["text"] for record in records(open_with_whoosh(folder), allies)) == ours
        )
    assert ours[:2] == ["An allied three.", "No ally came back to Łódź."]


def test_the_table_of_contents_is_of_the_same_generation_as_the_commit(folder):
    commit, _ = open_newest(folder / ".pincite")
    index = open_with_whoosh(folder)
    assert index.latest_generation() == commit.generation
    assert [path.name for path in (folder / ".pincite").glob("_MAIN_*")] == [
        f"_MAIN_{commit.generation}.toc"
    ]


def test_what_a_writer_of_whooshs_own_adds_is_not_ours_and_goes_with_our_next_commit(folder):
    with open_with_whoosh(folder).writer() as writer:
        writer.add_document(text="A foreign ally.", record='{"text": "A foreign ally."}')
    texts = [record.get("text") for record in records(open_with_whoosh(folder))]
    assert texts[-1] == "A foreign ally."
    with pincite.open_index(folder) as index:
        assert index.find("foreign").total == 0
        index.add("late", "A late ally.")
        index.commit()
    texts = [record.get("text") for record in records(open_with_whoosh(folder))]
    assert "A late ally." in texts
    assert "A foreign ally." not in texts


def test_whoosh_cannot_write_segments_of_ours_and_is_told_so(folder):
    for _ in range(2):  # the lock is free again
        with pytest.raises(PinciteError, match="pincite writes its segments itself"):
            open_with_whoosh(folder).writer(codec=ArrayCodec())
    codec = ArrayCodec()
    for refused in (codec.new_segment, codec.per_document_writer, codec.field_writer):
        with pytest.raises(PinciteError, match="default codec"):
            refused(None, None)


def test_a_name_that_is_no_unicode_is_a_term_like_any_other(tmp_path):
    name = "caf\udce9.txt"
    write_ours(tmp_path, [[Held(1, name, "", [], removed=False)]])
    index = whoosh.index.open_dir(str(tmp_path))
    (record,) = records(index, query.Term("source", name))
    assert record["source"] == name
    with index.reader() as reader:
        assert list(reader.field_terms("source")) == [name]


@examples(15)
@given(segments())
def test_articles_come_back_whole_from_a_copy_that_whoosh_made(held):
    live = [(one.article, SourceState(one.path)) for own in held for one in own if not one.removed]
    with tempfile.TemporaryDirectory() as name:
        ours, copy, again = (Path(name) / part for part in ("ours", "copy", "again"))
        ours.mkdir()
        copy.mkdir()
        write_ours(ours, held)
        index = whoosh.index.create_in(str(copy), make_schema("english"))
        with (
            whoosh.index.open_dir(str(ours)).reader() as reader,
            index.writer(codec=W3Codec()) as writer,
        ):
            assert list(articles_of(reader)) == live
            writer.add_reader(reader)
        settings = Settings("..", "english")
        with index.reader() as reader, ArticleWriter(again, settings, fresh=True) as writer:
            for article, source in articles_of(reader):
                writer.add(article, source)
            writer.commit()
        _, opened = open_newest(again)
        assert [
            (segment.article(number), tuple(segment.article_paragraphs(number)))
            for segment in opened
            for number in segment.live_articles.tolist()
        ] == [
            (type(article)(**vars(article) | {"paragraphs": ()}), article.paragraphs)
            for article, _ in live
        ]
        assert [path for segment in opened for path in segment.catalog.sources()] == [
            source.path for _, source in live
        ]


@pytest.mark.parametrize(
    ("stored", "problem"),
    [
        ({}, "has no record"),
        ({"record": "{"}, "has no record"),
        ({"record": "7"}, "has no record"),
        ({"record": '{"metadata": {"colour": "red"}}'}, "article's record is damaged"),
        ({"record": '{"article": "a", "ordinal": 1}'}, "lacks its article"),
    ],
)
def test_documents_that_are_no_articles_are_told_of(stored, problem):
    class Reader:
        def iter_docs(self):
            yield 0, stored

    with pytest.raises(CorruptIndex, match=problem):
        list(articles_of(Reader()))


def test_a_damaged_paragraph_is_told_of():
    class Reader:
        def iter_docs(self):
            metadata = {"id": "a", "path": "a", "title": ""}
            yield 0, {"record": json.dumps({"metadata": metadata, "source": "a"})}
            yield 1, {"record": '{"article": "a", "lines": [1]}'}

    with pytest.raises(CorruptIndex, match="paragraph's record is damaged"):
        list(articles_of(Reader()))


def test_what_whoosh_writes_itself_loses_nothing_of_ours(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The Harbour\n\nOur allies left.\n", "utf-8")
    folder = pincite.build_index(tmp_path).index
    theirs = whoosh.index.open_dir(str(folder)).writer()
    theirs.add_document(text="an ally of nobody's", record="{}")
    theirs.commit(optimize=True)
    with pincite.open_index(tmp_path) as index:
        assert index.find("ally").total == 1
        index.add("b", "A late ally.")
        index.commit()
        assert index.find("ally").total == 2
    with whoosh.index.open_dir(str(folder)).searcher() as searcher:
        assert searcher.doc_count() == 5
    assert not list(folder.glob("*.seg"))
