"""pincite beside other search engines: the same text, the same queries, taken in turns."""

from __future__ import annotations

import os
from pathlib import Path


def work_folder() -> Path:
    """Where corpora, indexes and what is downloaded are kept: `PINCITE_BENCH`, or a cache."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("PINCITE_BENCH") or Path(base) / "pincite-bench")
