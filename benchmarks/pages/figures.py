"""All that was measured of one corpus, and keeping it from one run to the next."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from benchmarks.pages.browsing import Taken
from benchmarks.pages.building import Cost
from benchmarks.pages.serving import Sent, Weight

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Measured:
    """What was measured of one engine, by scheme; nothing of a scheme that it fails.

    Attributes:
        first: first visits.
        later: by way of asking, later queries.
    """

    first: dict[str, list[Taken]] = field(default_factory=dict)
    later: dict[str, dict[str, list[Taken]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Figures:
    """All about one corpus.

    Attributes:
        name: of the corpus.
        text: bytes of its text.
        paragraphs: how many it has.
        builds: what it took to make the pages, by engine and step.
        weights: what the pages weigh, by engine.
        measured: what asking them took, by engine.
        code: bytes of pincite's script and style, as `scripts.weigh` has them.
    """

    name: str
    text: int
    paragraphs: int
    builds: dict[str, dict[str, Cost]]
    weights: dict[str, Weight]
    measured: dict[str, Measured]
    code: dict[str, int]


def save(figures: Figures, file: Path) -> None:
    """Keep them."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(asdict(figures)), "utf-8")


def load(file: Path) -> Figures | None:
    """What was kept, if anything was."""
    if not file.exists():
        return None
    read = json.loads(file.read_text("utf-8"))
    return Figures(
        read["name"],
        read["text"],
        read["paragraphs"],
        {
            name: {step: Cost(**cost) for step, cost in steps.items()}
            for name, steps in read["builds"].items()
        },
        {name: Weight(**weight) for name, weight in read["weights"].items()},
        {name: _measured(plain) for name, plain in read["measured"].items()},
        read["code"],
    )


def _measured(plain: dict[str, Any]) -> Measured:
    return Measured(
        _by_scheme(plain["first"]),
        {way: _by_scheme(schemes) for way, schemes in plain["later"].items()},
    )


def _by_scheme(plain: dict[str, list[dict[str, Any]]]) -> dict[str, list[Taken]]:
    return {
        scheme: [
            Taken(one["ms"], tuple(Sent(**sent) for sent in one["sent"]), one["early"])
            for one in taken
        ]
        for scheme, taken in plain.items()
    }
