"""What of a paragraph is marked for a query: all that made it a hit, and nothing else."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

import pincite
from pincite.search.hits.graphemes import is_inside, may_cut

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = """\
The Silk Road

By Anna Reyes

The silk trade and the road: on the Silk Road, silk and road are not the silk-road.

The Kremlin's envoys, the Kremlin’s allies and an alliance of the Kremlin; the KREMLINS.

Brigades brigaded; a brigade of Çavuşoğlu’s met Dvořa\u0301k.

The word שָׁלוֹם and the word שלום, سَلَام beside سلام, हिन्दी and हिन्दीभाषा, ที่นี่ and ทีม, e\u0301te\u0301.

The sign ally❤\ufe0f and ally👍🏽, the name می\u200cخواهم here.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pincite.Index]:
    folder = tmp_path_factory.mktemp("marking")
    (folder / "silk.txt").write_text(TEXT, encoding="utf-8")
    (folder / "cjk.txt").write_text(f"Scripts\n\n{UNSPACED}\n", encoding="utf-8")
    pincite.build_index([folder])
    with pincite.open_index(folder) as opened:
        yield opened


UNSPACED = (
    "か\u3099くさん" * 80 + "東京都" * 200 + "ที่" * 200 + "👨\u200d👩\u200d👧ally&amp;&#8217;" * 100
)


def marked(index: pincite.Index, query: str, **options: str) -> list[str]:
    hits = [hit for hit in index.find(query, **options) if hit.paragraph.ordinal > 2]  # type: ignore[arg-type]
    hit = min(hits, key=lambda hit: (hit.article.id != "silk.txt", hit.paragraph.ordinal))
    return [hit.paragraph.text[start:end] for start, end in hit.spans]


@pytest.mark.parametrize(
    ("query", "pieces"),
    [
        # A phrase is marked as a whole, its words elsewhere are not.
        ('"silk road"', ["Silk Road", "silk-road"]),
        ('"silk road" trade', ["trade", "Silk Road", "silk-road"]),
        ('"the silk road are"~2', []),
        # Forms as they are written, possessives whole.
        ("kremlin", ["Kremlin's", "Kremlin’s", "Kremlin", "KREMLINS"]),
        ("=kremlin", ["Kremlin"]),
        ("=kremlin's", ["Kremlin's", "Kremlin’s"]),
        ("brigade", ["Brigades", "brigaded", "brigade"]),
        ("cavusoglu dvorak", ["Çavuşoğlu’s", "Dvořa\u0301k"]),
        # What overlaps or touches is one.
        ('"on the silk" "silk road"', ["on the Silk Road", "silk-road"]),
        ('silk "silk and road"', ["silk", "Silk", "silk and road", "silk"]),
        # Never what is excluded, nor what narrows.
        ("trade -brigade NOT kremlin", ["trade"]),
        ("trade NOT (brigade OR kremlin AND envoys)", ["trade"]),
        ('trade -"silk kremlin"', ["trade"]),
        ("trade title:road", ["trade"]),
        ('trade title:"silk road" path:silk kind:body', ["trade"]),
        ("trade author:reyes", ["trade"]),
        # Points and signs belong to their letters.
        ("שלום", ["שלום"]),
        ("שָׁלוֹם", ["שָׁלוֹם"]),
        ("سَلَام", ["سَلَام"]),
        ("हिन्दी", ["हिन्दी"]),
        ("ที", ["ที่", "ที"]),
        ("ete", ["e\u0301te\u0301"]),
        ("=ally", ["ally", "ally"]),
        ("می", ["می\u200c"]),
    ],
)
def test_all_that_was_sought_is_marked_and_nothing_else(
    index: pincite.Index, query: str, pieces: list[str]
) -> None:
    assert (marked(index, query) if pieces else list(index.find(query))) == pieces


def test_options_that_narrow_are_not_marked(index: pincite.Index) -> None:
    assert marked(index, "trade", author="reyes") == ["trade"]


@pytest.mark.parametrize(
    "query", ["か\u3099く", "くさ", "さん", "東京", "京都 東", "ที", "ally", "amp", "8217 都"]
)
def test_no_span_and_no_snippet_divides_a_character(index: pincite.Index, query: str) -> None:
    (hit,) = index.find(f"{query} path:cjk kind:body")
    text, snippet = hit.paragraph.text, hit.snippet
    assert hit.spans
    assert snippet.spans
    piece = snippet.text.removeprefix("… ").removesuffix(" …")
    assert len(piece) <= 320
    places = [place for place in range(len(text)) if text.startswith(piece, place)]
    assert any(may_cut(text, place) and may_cut(text, place + len(piece)) for place in places)
    for passage, spans in ((text, hit.spans), (snippet.text, snippet.spans)):
        ends = [place for span in spans for place in span]
        assert all(one < other for one, other in pairwise(ends))
        assert not [place for place in ends if is_inside(passage, place)]


def test_right_to_left_and_combining_text_stays_as_it_was_written(
    tmp_path: Path,
) -> None:
    line = (
        "אמר: «שָׁלוֹם» — وقال: سَلَام، ثم हिन्दी क्‍ष e\u0301te\u0301 👨\u200d👩\u200d👧 \u200fend\u200e."
    )
    (tmp_path / "rtl.txt").write_text(f"T\n\n{line} {line} {line} {line}\n", encoding="utf-8")
    pincite.build_index([tmp_path])
    with pincite.open_index(tmp_path) as opened:
        (hit,) = opened.find("سَلَام")
    assert hit.paragraph.text == " ".join([line] * 4)
    piece = hit.snippet.text.removesuffix(" …")
    assert hit.paragraph.text.startswith(piece)
    assert {hit.snippet.text[start:end] for start, end in hit.snippet.spans} == {"سَلَام"}
