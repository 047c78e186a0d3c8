"""One browser for all tests of the pages, and the page of the example corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from chromium import launched, open_page, opened, written

import pincite

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from pincite import Index

# In which shape the page is, and how it is reached; what is read comes alike the other two ways,
# see test_page_shapes.py.
WAYS = (("single", "disk"), ("folder", "http"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    yield from launched()


@pytest.fixture(scope="session")
def index(corpus_index: Path) -> Iterator[Index]:
    with pincite.open_index(corpus_index) as opened:
        yield opened


@pytest.fixture(scope="session")
def file(index: Index, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The search page of the example corpus, as one file."""
    return written(index, tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="session")
def folder(index: Index, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same page as a folder; its index.html."""
    return written(index, tmp_path_factory.mktemp("pages"), "folder")


@pytest.fixture(scope="session", params=WAYS)
def search(
    browser: Browser, file: Path, folder: Path, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """The page, opened once each way for tests that only ask it."""
    shape, way = request.param
    with opened(browser, file if shape == "single" else folder, way) as page:
        yield page


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    """The page, opened anew for a test that uses it."""
    opened = open_page(browser, file)
    yield opened
    opened.close()
