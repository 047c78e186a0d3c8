"""Every form of the query language means to the page what it means to Python."""

from __future__ import annotations

import random
from itertools import pairwise, product
from typing import TYPE_CHECKING

import chromium
import pytest
from agreement import assert_same, found
from generated import Queries
from queries import BROKEN, DATES, FIELDS, FUZZY, HOSTILE, NEAR, PATTERNS, QUOTATIONS

import pincite
from nasty import NASTY

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from pincite import Index


@pytest.mark.browser
@pytest.mark.parametrize("queries", [NEAR, PATTERNS, FUZZY, FIELDS, DATES, QUOTATIONS, BROKEN])
def test_every_form_is_answered_alike(index: Index, search: Page, queries: tuple[str, ...]) -> None:
    compared = assert_same(index, search, queries)
    broken = [query for query in queries if isinstance(found(index, query), pincite.QueryError)]
    assert len(broken) > len(queries) / 2 if queries is BROKEN else compared > 2 * len(queries)


@pytest.mark.browser
def test_what_nobody_means_is_answered_alike(index: Index, search: Page) -> None:
    assert_same(index, search, [query for query, _ in NASTY])


@pytest.mark.browser
def test_quoted_sentences_are_answered_alike(index: Index, search: Page) -> None:
    articles = (index.article(article.id) for article in index.articles())
    paragraphs = [paragraph for article in articles for paragraph in article.paragraphs]
    sentences = [each.text[start:end] for each in paragraphs for start, end in each.sentences]
    marked = [sentence for sentence in sentences if {*sentence} & {*'"“”'}]
    assert len(marked) > 40
    queries = [form.format(sentence) for sentence in marked for form in ('"{}"', "“{}”")]
    assert assert_same(index, search, queries) >= len(queries)


@pytest.mark.browser
def test_thousands_of_queries_are_answered_alike_in_every_way(
    browser: Browser, index: Index, file: Path, folder: Path
) -> None:
    made = Queries(index, seed=7)
    queries = [make() for make in (made.query, made.broken, made.jumble) for _ in range(700)]
    with chromium.opened(browser, folder, "disk") as page:
        assert assert_same(index, page, queries) > 10_000
        answers = chromium.ask(page, queries)
    assert 200 < sum("error" in answer for answer in answers) < 1000
    for place, way in ((folder, "http"), (file, "disk"), (file, "http")):
        with chromium.opened(browser, place, way) as page:
            assert chromium.ask(page, queries) == answers


def in_many_scripts(choose: random.Random) -> str:
    """An article with a title, an author and a date, in words of several scripts."""
    words = """
        alliance allies treaty 東京 東京都庁 日本語 がぎ река РЕКИ Straße STRASSE naïve é ไทย กขค
        𐐀𐐁 𐐨𐐩𐐪 U.S. u.s.a. don’t x'y of the and 3.14 re-do ab-cd ﬁne ½ x² ΟΔΟΣ İstanbul ǰa Łódź
    """.split()

    def sentence() -> str:
        return " ".join(choose.choices(words, k=choose.randint(2, 14))) + "."

    texts = (" ".join(sentence() for _ in range(choose.randint(1, 6))) for _ in range(8))
    author = choose.choice(("Łukasz Nowak", "J. d’Arc", "Öç Ñandú"))
    head = f"Title {' '.join(choose.choices(words, k=3))}\n\nBy {author}\n\n"
    date = f"Published: 201{choose.randint(0, 9)}-0{choose.randint(1, 9)}\n\n"
    return head + date + "\n\n".join(texts) + "\n"


@pytest.mark.browser
def test_other_scripts_are_answered_alike(browser: Browser, tmp_path: Path) -> None:
    choose = random.Random(7)
    texts = {f"Ünï {number} 東.txt": in_many_scripts(choose) for number in range(6)}
    folder = chromium.built(tmp_path, texts)
    with pincite.open_index(folder) as index:
        page = chromium.open_page(browser, chromium.written(index, tmp_path))
        queries = Queries(index, seed=3)
        assert assert_same(index, page, [queries.query() for _ in range(250)]) > 1000
        jumbles = [queries.jumble() for _ in range(600)]
        assert_same(index, page, jumbles)
        broken = [each for each in jumbles if isinstance(found(index, each), pincite.QueryError)]
        assert 100 < len(broken) < 500
        page.close()


@pytest.mark.browser
def test_hostile_queries_are_answered_alike(browser: Browser, tmp_path: Path) -> None:
    choose = random.Random(3)
    words = ["a" * 3000, "a" * 3000 + "b", "ab" * 900, "the", "a", "abc", "𐐨" * 40]
    paragraphs = (" ".join(choose.choices(words, k=40)) for _ in range(12))
    folder = chromium.built(tmp_path, {"hostile.txt": "A\n\n" + "\n\n".join(paragraphs)})
    with pincite.open_index(folder) as index:
        page = chromium.open_page(browser, chromium.written(index, tmp_path))
        assert assert_same(index, page, HOSTILE) > 20
        page.close()


def many_forms() -> str:
    """Words of many forms, some more frequent than others, in and beyond the first plane."""
    choose = random.Random(11)
    letters = "abcdeø\ufb1e𐐨𐐩"
    forms = sorted({"hu" + "".join(choose.choices(letters, k=4)) for _ in range(1500)})
    forms += [first + "ouse" + last for first, last in product("bcdfghjklm", "aeiouxyz")]
    frequent = choose.choices(forms, k=900)
    choose.shuffle(forms)
    runs = (frequent[i : i + 60] + forms[2 * i : 2 * i + 120] for i in range(0, 900, 60))
    return "Forms\n\n" + "\n\n".join(" ".join(run) + "." for run in runs) + "\n"


@pytest.mark.browser
def test_the_same_forms_are_left_out(browser: Browser, tmp_path: Path) -> None:
    folder = chromium.built(tmp_path, {"forms.txt": many_forms()})
    queries = ["hu*", "*u*", "hu?*", "=hu* house", "house~2", "mouse~", "hu* huo~2", "-hu* house~2"]
    queries += ["hu* house~2 hu* OR NOT *u*", "huabcd~2", "hu𐐨?𐐩*"]
    with pincite.open_index(folder) as index:
        page = chromium.open_page(browser, chromium.written(index, tmp_path))
        assert_same(index, page, queries)
        notes = [len(index.find(query).notes) for query in queries]
        assert notes[:5] == [1, 1, 1, 1, 1]
        assert sum(notes) > 10
        page.close()


@pytest.mark.browser
def test_nearness_in_long_paragraphs(browser: Browser, tmp_path: Path) -> None:
    choose = random.Random(8)
    words = "gas gases pipe pipes price the of x y z".split()

    def sentence() -> str:
        return " ".join(choose.choices(words, k=choose.choice((4, 15, 90)))) + "."

    texts = (" ".join(sentence() for _ in range(choose.randint(1, 16))) for _ in range(12))
    folder = chromium.built(tmp_path, {"long.txt": "Gas\n\n" + "\n\n".join(texts)})
    queries = [
        f'"{" ".join(choose.choices(words, k=choose.randint(2, 4)))}"~{distance}'
        for distance in (1, 2, 3, 5, 8, 20, 400)
        for _ in range(6)
    ]
    queries += [f"{one} {other} p*" for one, other in pairwise(queries[::3])]
    with pincite.open_index(folder) as index:
        page = chromium.open_page(browser, chromium.written(index, tmp_path))
        assert assert_same(index, page, queries) > 300
        page.close()


@pytest.mark.browser
def test_dates_as_exact_as_they_are_known(browser: Browser, tmp_path: Path) -> None:
    dates = ("2016", "2016-07", "2016-07-15", "2017-01-01", "2017-02", "2018", "")
    texts = {
        f"{number}.txt": f"Title\n\n{f'Date: {date}' if date else 'No date'}\n\nA text on gas.\n"
        for number, date in enumerate(dates)
    }
    folder = chromium.built(tmp_path, texts)
    ends = ("", "2015", "2016", "2016-07", "2016-07-15", "2016-07-16", "2016-12-31", "2017-02-28")
    queries = [f"date:{first}..{last} gas" for first, last in product(ends, ends)]
    queries += [f"date:{date}" for date in ends] + [f"-date:{date} gas" for date in ends]
    with pincite.open_index(folder) as index:
        assert {article.date for article in index.articles()} >= {"2016", "2016-07", ""}
        page = chromium.open_page(browser, chromium.written(index, tmp_path))
        assert assert_same(index, page, queries) > 80
        page.close()
