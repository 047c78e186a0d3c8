"""An index of ours is a Whoosh index: Whoosh's own parser and searcher work on it."""

from __future__ import annotations

import json

import pytest
import whoosh.index
from whoosh.qparser import QueryParser

import pincite


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "harbour.txt").write_text(
        "The Harbour\n\nOur allies left the harbour.\n\nNo ally came back to Łódź.\n",
        encoding="utf-8",
    )
    pincite.build_index(tmp_path)
    return tmp_path


def whoosh_finds(folder, field, query):
    index = whoosh.index.open_dir(str(folder / ".pincite"))
    with index.searcher() as searcher:
        parsed = QueryParser(field, index.schema).parse(query)
        hits = searcher.search(parsed, limit=None)
        return {json.loads(hit["record"])["ordinal"] for hit in hits}


@pytest.mark.parametrize(
    ("field", "query", "ordinals"),
    [
        ("text", "allied", {2, 3}),
        ("text", "Lodz", {3}),
        ("surface", '"allies left"', {2}),
        ("surface", "ally", {3}),
        ("text", "allies NOT harbour", {3}),
        ("title", "harbours", {2, 3}),
    ],
)
def test_whoosh_itself_finds_the_same_paragraphs(folder, field, query, ordinals):
    assert whoosh_finds(folder, field, query) == ordinals


def test_a_phrase_is_matched_on_whoosh_positions_as_on_ours(folder):
    with pincite.open_index(folder) as index:
        ours = {hit.paragraph.ordinal for hit in index.find('"left the harbour"')}
    assert ours == whoosh_finds(folder, "surface", '"left the harbour"') == {2}
