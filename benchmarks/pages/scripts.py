"""What a page's own script and style weigh, gzip'd: what the first result needs, and all of it."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

from benchmarks.pages.serving import LEVEL

if TYPE_CHECKING:
    from pathlib import Path

_INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)


def weigh(site: Path) -> dict[str, int]:
    """Bytes of pincite's: `core`, which is in the page itself, and `all` with what is beside it."""
    page = (site / "index.html").read_text("utf-8")
    core = sum(_gzipped(found[2]) for found in _INLINE.finditer(page))
    later = [_gzipped(file.read_text("utf-8")) for file in site.glob("more.*.js")]
    return {"core": core, "all": core + sum(later)}


def _gzipped(text: str) -> int:
    return len(gzip.compress(text.encode(), LEVEL))
