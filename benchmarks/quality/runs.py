"""What peers answered, kept from one run to the next: nothing changes it but their own set-up."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import work_folder
from benchmarks.quality import systems
from benchmarks.quality.measures import DEPTH

if TYPE_CHECKING:
    from benchmarks.quality.beir import Collection
    from benchmarks.quality.systems import Peer, Rankings

OURS = "pincite"


def ranked(peer: Peer, collection: Collection) -> Rankings:
    """The peer's rankings for the queries of a collection, from disk if they are there."""
    file = _file(peer, collection)
    if file.exists():
        kept: dict[str, list[str]] = json.loads(file.read_text("utf-8"))
        return kept
    rankings = peer.rank(collection, DEPTH)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(rankings), "utf-8")
    return rankings


def index_folder(collection: Collection) -> Path:
    """Where pincite's index of a collection is made."""
    return work_folder() / "quality" / f"{collection.name}.{_digest(collection.documents)}"


def _file(peer: Peer, collection: Collection) -> Path:
    """By all that the rankings depend on."""
    queries = list(collection.queries.items())
    told = _digest([_set_up(), peer.TITLE, peer.NOTE, collection.documents, queries])
    name = peer.TITLE.split(",")[0].replace(" ", "-")
    return work_folder() / "quality" / f"{collection.name}.{name}.{told}.json"


def _set_up() -> list[str]:
    """The texts of the programs that ask peers."""
    files = sorted(Path(systems.__file__).parent.iterdir())
    return [file.read_text("utf-8") for file in files if file.is_file() and file.stem != OURS]


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:16]
