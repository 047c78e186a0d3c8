"""One browser for all tests of the pages, and the page of the example corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from chromium import launched, open_page, written

import pincite
from pincite.search.faces.page import search_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from pincite import Index


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    yield from launched()


@pytest.fixture(scope="session")
def index(corpus_index: Path) -> Iterator[Index]:
    with pincite.open_index(corpus_index) as opened:
        yield opened


@pytest.fixture(scope="session")
def file(index: Index, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The search page of the example corpus."""
    return written(search_page(index), tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="session")
def search(browser: Browser, file: Path) -> Iterator[Page]:
    """The page, opened once for tests that only ask it."""
    page = open_page(browser, file)
    yield page
    page.close()


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    """The page, opened anew for a test that uses it."""
    opened = open_page(browser, file)
    yield opened
    opened.close()
