"""Using the search page as its readers do, and waiting for it as they would."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from pincite import Results


def ask(page: Page, query: str) -> None:
    """Type a query, press Enter, wait for the answer."""
    page.fill("#query", query)
    page.press("#query", "Enter")
    settled(page)


def settled(page: Page) -> None:
    """Wait until the page has nothing to wait for but what surrounds its results."""
    page.wait_for_selector("#content[aria-busy=false]")


def faceted(page: Page) -> None:
    """Wait until it is said, too, how the results divide."""
    settled(page)
    page.wait_for_selector("#narrowing[aria-busy=false]", state="attached")


def found(results: Results) -> str:
    """How the page tells how much was found."""
    articles = {hit.article.id for hit in results}
    assert results.left == 0
    among = f"in {len(articles)} article{'' if len(articles) == 1 else 's'}"
    return f"{results.total:,} paragraph{'' if results.total == 1 else 's'} {among}"
