"""What of a source was not read: as it is told where it happens, and as it is remembered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.indexer.sources.source import Skip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pincite.indexer.records import SourceState

# Of one source so much is told again in later runs.
_MOST = 100


def found_at(path: Path, source: str, loss: Skip) -> Skip:
    """What was lost of a source, with the path where its file was found."""
    return replace(loss, path=str(path) + loss.path.removeprefix(source))


def remembering(state: SourceState, losses: Sequence[Skip]) -> SourceState:
    """A source with what was lost of it, for later runs to tell."""
    told = [(each.path.removeprefix(state.path), each.reason, each.is_note) for each in losses]
    if len(told) > _MOST:
        told[_MOST:] = [("", f"{len(told) - _MOST:,} more places in it were not read", False)]
    return replace(state, losses=tuple(told))


def remembered(path: Path, state: SourceState) -> Iterator[Skip]:
    """What was lost of a source when it was read, which was found at `path` now."""
    for part, reason, is_note in state.losses:
        yield Skip(f"{path}{part}", reason, is_note)
