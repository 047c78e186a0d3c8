"""The page as one file: what is in it, and that it is the same every time."""

from __future__ import annotations

import base64
import gzip
import json

import pytest
from faked import Elements, Faked
from hypothesis import given
from hypothesis import strategies as st

from pincite.search.pages import single
from pincite.search.pages.parts import Part
from pincite.search.pages.rendering import Presentation
from profiles import examples

pytestmark = pytest.mark.usefixtures("few_scripts")

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=30)


def unpacked(packed: str) -> list[str]:
    """What the page makes of a chunk, written down as plainly as can be."""
    text = gzip.decompress(base64.b64decode(packed)).decode()
    if "\n" not in text:
        return list(json.loads(text))
    head, body = text.split("\n", 1)
    units = body.encode("utf-16-le")
    payloads = []
    for length in json.loads(head):
        payloads.append(units[: 2 * length].decode("utf-16-le"))
        units = units[2 * length :]
    assert units == b""
    return payloads


def read(chunks: list[single.Chunk]) -> dict[str, list[str]]:
    """All payloads by their series."""
    series: dict[str, list[str]] = {}
    for chunk in chunks:
        payloads = series.setdefault(chunk.series, [])
        assert chunk.first == len(payloads)
        payloads += unpacked(chunk.packed)
    return series


@examples(100)
@given(st.dictionaries(st.sampled_from(["texts", "terms", "exact"]), st.lists(ANY_TEXT)))
def test_all_payloads_can_be_read_again(series: dict[str, list[str]]) -> None:
    parts = Faked({name: [payloads] for name, payloads in series.items()}).parts()
    wanted = {name: payloads for name, payloads in series.items() if payloads}
    assert read(single.chunks_of(parts)) == wanted


def test_chunks_are_of_consecutive_parts_and_of_a_moderate_size() -> None:
    payloads = [str(number) * 5000 for number in range(200)]
    chunks = single.chunks_of(Part.of("texts", n, each) for n, each in enumerate(payloads))
    assert read(chunks) == {"texts": payloads}
    sizes = [sum(map(len, unpacked(chunk.packed))) for chunk in chunks]
    assert len(chunks) > 2
    assert max(sizes) <= 256 * 1024
    assert min(sizes[:-1]) > 128 * 1024


def test_a_part_larger_than_a_chunk_is_one_by_itself() -> None:
    chunks = single.chunks_of(Part.of("texts", n, "x" * 300_000) for n in range(3))
    assert [chunk.first for chunk in chunks] == [0, 1, 2]


def test_the_page_has_the_root_record_and_the_parts() -> None:
    data = Faked({"texts": [["\x01</script>\u2028"]], "terms": [["one", "two"]]})
    page = Elements(single.search_file(data, Presentation(title="Fruit & more")))
    assert json.loads(page.by_id("data")) == {
        "series": {"texts": {"count": 1}, "terms": {"count": 2}},
        "dictionary": [],
    }
    chunks = [
        single.Chunk(str(attributes["data-series"]), int(attributes["data-first"] or ""), text)
        for attributes, text in page.all("script")
        if attributes.get("type") == "text/plain"
    ]
    assert read(chunks) == {"texts": ["\x01</script>\u2028"], "terms": ["one", "two"]}


def test_the_page_comes_out_the_same_every_time() -> None:
    data = Faked({"texts": [["apples", "pears"]]})
    pages = {single.search_file(data, Presentation()) for _ in range(2)}
    assert len(pages) == 1


def test_the_page_lists_all_articles_for_those_who_run_no_scripts() -> None:
    html = single.search_file(Faked(), Presentation())
    assert "Apples" in html
    assert "Pears &lt;b&gt;" in html
