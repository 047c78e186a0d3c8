"""A page of articles in every format: the same paragraphs, at the same places, as the index has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import chromium
import pytest
from agreement import assert_same

import pincite
from any_folder import write_folder

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_pages_and_lines_stand_where_there_are_such(browser: Browser, tmp_path: Path) -> None:
    write_folder(tmp_path)
    pincite.build_index(tmp_path)
    with pincite.open_index(tmp_path) as index:
        page = chromium.open_page(browser, chromium.written(index, tmp_path))
        assert assert_same(index, page, ["tablecloths", "ferry -kind:heading", '"harbour master"'])
    page.fill("#query", "tablecloths path:pdf")
    page.wait_for_selector("text=¶ 3 · p. 1")
    page.fill("#query", "tablecloths path:docx")
    page.wait_for_selector(".hit >> text=/^¶ 3$/")
    page.close()
