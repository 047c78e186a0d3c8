"""Articles in several languages: the page stems each in its own, as the index does."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING

import chromium
import pytest
from agreement import assert_same

import pincite

if TYPE_CHECKING:
    from playwright.sync_api import Browser

JUDGED = Path(__file__).parents[2] / "benchmarks" / "quality" / "languages"
ENGLISH = """\
Stocks of anchovy

The men who fish for anchovies die hard in the films of the time; in the story nobody will die.

Stocks are down, and the organisation that organises the fishing organised a meeting in the museum.

The river was low in summer, and the rivers of France and Germany were not any better off.
"""


@pytest.mark.browser
def test_a_page_in_several_languages_answers_as_the_index(browser: Browser, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "english.txt").write_text(ENGLISH, encoding="utf-8")
    for name in ("de", "es", "fr", "ru"):
        articles: dict[str, list[str]] = {}
        for line in (JUDGED / name / "corpus.jsonl").read_text("utf-8").splitlines():
            each = json.loads(line)
            known = articles.setdefault(each["_id"].split(":")[0], [each["title"]])
            known.append(each["text"])
        for article, texts in articles.items():
            (folder / f"{article}.txt").write_text("\n\n".join(texts) + "\n", encoding="utf-8")
    pincite.build_index([folder])
    (folder / ".pincite" / "synonyms.txt").write_text("river, Fluss, rivière, el río\n", "utf-8")
    with pincite.open_index(folder) as index:
        assert len(index.languages) == 5
        words = sorted(index.lexicon())
        chance = random.Random(3)
        drawn = [chance.sample(words, 3) for _ in range(60)]
        queries = [
            "die hard",
            "die Fischer",
            "la rivière est basse",
            "river",
            "title:anchovies",
            "title:fischer",
            '"organises organised"~3',
            "organises organised museum",
            "muse*",
            *(" ".join(three) for three in drawn[:30]),
            *(f'"{one} {other}"~9 {more}' for one, other, more in drawn[30:40]),
            *(f"+{one} -{other} ={more}" for one, other, more in drawn[40:50]),
            *(f"{one} OR ({other} AND {more})" for one, other, more in drawn[50:]),
        ]
        page = chromium.open_page(browser, chromium.written(index, tmp_path))
        assert assert_same(index, page, queries) > 200
        page.close()
