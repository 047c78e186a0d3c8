"""What the tests of a page's files share."""

from __future__ import annotations

import pytest

from pincite.search.pages import rendering
from pincite.search.pages.scripts import joined


@pytest.fixture
def few_scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages with next to no scripts: what those do is tested where they run."""
    few = joined(["function handOver() {}"], ["function later() {}"])
    monkeypatch.setattr(rendering, "bundles", lambda *, readable: few)
