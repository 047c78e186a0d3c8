"""The language of queries as it is explained: every example finds what is said."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import pincite
from pincite import guide
from pincite.indexer.articles import KINDS
from pincite.search.expansion.expand import MOST_FITTING, MOST_NEAR
from pincite.search.query.lexemes import FARTHEST, FIELDS
from pincite.search.query.parser import DEEPEST_NESTING, LONGEST_QUERY
from pincite.search.query.words import MOST_EXPANDED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite import Index

ROOT = Path(__file__).resolve().parent.parent
FORMS = [form for section in guide.SECTIONS for form in section.forms]
EXAMPLES = [example for form in FORMS for example in form.examples]
REMARKS = " ".join(remark for section in guide.SECTIONS for remark in section.remarks)


@pytest.fixture(scope="module")
def index(corpus_index: Path) -> Iterator[Index]:
    with pincite.open_index(corpus_index) as opened:
        yield opened


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.query)
def test_an_example_finds_what_is_said(index: Index, example: guide.Example) -> None:
    results = index.find(example.query)
    first = results.hits[0].article.id if results.hits else ""
    assert (results.total, first) == (example.paragraphs, example.article)
    assert (results.missing, results.notes) == ((), ())


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.write)
def test_a_form_is_in_the_readme(form: guide.Form) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    table = readme.split("### What you can ask\n")[1].split("\n###")[0]
    shown = {
        query
        for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
        for query in re.findall("`(.+?)`", row)
    }
    assert form.examples
    assert {example.query for example in form.examples} <= shown


def test_every_sign_of_the_language_is_explained() -> None:
    written = " ".join(form.write for form in FORMS)
    signs = ['"', "=", "+", "-", "*", "?", "~", "(", ")", "AND", "OR", "NOT"]
    assert [sign for sign in signs if sign not in written] == []
    assert [field for field in FIELDS if f"{field}:" not in written] == []
    (kinds,) = (form.means for form in FORMS if form.write.startswith("kind:"))
    assert re.findall(r"\w+", kinds.split(":")[1]) == [kind.value for kind in KINDS]


def test_the_limits_are_those_that_hold() -> None:
    for limit in (
        f"{LONGEST_QUERY:,} characters",
        f"{DEEPEST_NESTING} deep",
        f"{MOST_EXPANDED} words with",
        f"{FARTHEST:,} words between",
        f"{MOST_FITTING:,} most frequent",
        f"{MOST_NEAR} nearest",
    ):
        assert limit in REMARKS
