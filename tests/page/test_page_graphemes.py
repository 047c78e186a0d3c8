"""The page cuts and marks no character in two, and where it cuts, Python does."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import chromium
import pytest
from agreement import assert_same

import pincite

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

PIECES = [
    *("東京", "京都は", "日本語", "か\u3099", "ｶﾞ", "ทีมที่", "กำ", "ไม่", "क्षेत्र", "क्\u200dष", "हिन्दी"),
    *(
        "שָׁלוֹם",
        "מִלְחָמָה",
        "سَلَام",
        "می\u200cخواهم",
        "한국",
        "\u1112\u1161\u11ab",
        "e\u0301\u0323te\u0301",
    ),
    *(
        "🙂",
        "👍🏽",
        "👨\u200d👩\u200d👧",
        "🇩🇪",
        "❤\ufe0f",
        "1\ufe0f\u20e3",
        "&amp;",
        "&#8217;",
        "U.S.\u0301",
    ),
    *("ally", "R&D;", "\u0301", "x" * 90),
]


def without_spaces(choose: random.Random) -> str:
    """A paragraph of any scripts in which next to nothing divides words."""
    joints = choose.choice((["", "", "", "、", "-"], ["", " "], [""]))
    words = choose.choices(PIECES, k=choose.choice((60, 200, 400)))
    return "a" + "".join(word + choose.choice(joints) for word in words)


@pytest.mark.browser
def test_no_script_is_cut_or_marked_otherwise(browser: Browser, tmp_path: Path) -> None:
    choose = random.Random(11)
    text = "Cuts\n\n" + "\n\n".join(without_spaces(choose) for _ in range(50))
    folder = chromium.built(tmp_path, {"cuts.txt": text})
    queries = [
        "東京",
        "京都 日本語",
        "か",
        "ที ที่",
        "क ष",
        "हिन्दी",
        "שלום",
        "שָׁלוֹם",
        "سلام",
        "سَلَام",
        "می",
    ]
    queries += [
        "한국",
        "ete",
        "us",
        "amp",
        "8217",
        "ally",
        "1",
        "東",
        "=ally 日本",
        '"京都は日"',
        "ๆ ไม่",
    ]
    with pincite.open_index(folder) as index:
        page = chromium.open_page(browser, chromium.written(index, tmp_path))
        assert assert_same(index, page, queries) > 400
        page.close()
