"""The bundled articles as they are read: metadata and every paragraph with its kind and lines.

The golden files are written anew by `make goldens`; what changed in them is read, not assumed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pincite.indexer.sources import find_sources, read_articles

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
SOURCES = find_sources([CORPUS])[0]
FIELDS = ("title", "author", "publication", "volume", "issue", "date", "first_published", "url")
WIDTH = 60


def outline(article):
    """A line for each thing known of the article, and one for each paragraph."""
    lines = [f"{name}: {getattr(article, name)}" for name in FIELDS if getattr(article, name)]
    lines.append("")
    for paragraph in article.paragraphs:
        first, last = paragraph.lines
        where = f"{first}" if first == last else f"{first}-{last}"
        text = paragraph.text.replace("\n", "⏎")
        shown = text if len(text) <= 2 * WIDTH else f"{text[:WIDTH]} … {text[-WIDTH:]}"
        sentences = len(paragraph.sentences)
        head = f"¶{paragraph.ordinal} {paragraph.kind.value} {where} ({sentences})"
        lines.append(f"{head} [{paragraph.heading}] {shown}")
    return "\n".join(lines) + "\n"


def test_the_corpus_is_there():
    assert len(SOURCES) == 13


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_an_article_is_read_as_it_should_be(path, golden):
    (article,) = read_articles(path, path.name)
    golden(f"paragraphs/{path.stem}.txt", outline(article))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_paragraphs_hold_all_of_the_text_in_order(path):
    (article,) = read_articles(path, path.name)
    source = path.read_text("utf-8")
    before = 0
    for paragraph in article.paragraphs:
        start, end = paragraph.chars
        assert before <= start < end
        first, last = paragraph.lines
        assert source[:start].count("\n") + 1 == first
        assert source[:end].count("\n") + 1 == last
        before = end
