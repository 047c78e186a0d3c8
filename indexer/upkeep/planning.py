"""What has become of source files since the last run: what is new, changed, renamed or a copy."""

from __future__ import annotations

import enum
import hashlib
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from pincite.errors import SourceError, unreadable
from pincite.indexer.records import SourceState
from pincite.indexer.sources.opening import open_file

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

_PIECE = 1 << 20


class Fate(enum.Enum):
    """What is to be done about a file."""

    UNCHANGED = "unchanged"
    NEW = "new"
    CHANGED = "changed"
    RENAMED = "renamed"
    COPY = "a copy"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Entry:
    """A file, and what is to be done about it.

    Attributes:
        path: where it was found.
        state: what it is like.
        fate: what is to be done. A copy was none before, or was not known.
        old: the path of the source that a renamed one was.
        reason: why it is skipped.
    """

    path: Path
    state: SourceState
    fate: Fate
    old: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Plan:
    """What is to be done.

    Attributes:
        entries: about the files there are, in the order they were given.
        removed: sources that are to be forgotten.
    """

    entries: tuple[Entry, ...]
    removed: tuple[str, ...]


class Candidate(NamedTuple):
    """A source file that was found.

    Attributes:
        path: where it lies.
        id: what it is called in the index.
        way: how it is to be read, as in `SourceState.options`.
        in_vain: the same if nothing came of it.
    """

    path: Path
    id: str
    way: str
    in_vain: str


class _Content(NamedTuple):
    """What makes two files the same: their bytes, and how they are read."""

    digest: str
    way: str
    suffix: str


def make_plan(
    found: Sequence[Candidate],
    known: Mapping[str, SourceState],
    gone: Collection[str],
    *,
    keep_duplicates: bool = False,
) -> Plan:
    """Compare what is found with what is known.

    Of files with the same content the first in the order given is read, unless one of them was
    before; the others are copies of it. A file that is gone, or has other content than before,
    hands its articles on to one that has turned up with its content.

    Args:
        found: the files there are.
        known: what is known of all sources that came from files, by path.
        gone: those that are certainly no longer there.
        keep_duplicates: whether each file with the same content is read.
    """
    looked_at = [_look(each, known.get(each.id)) for each in found]
    planner = _Planner(found, looked_at, known, gone)
    entries = planner.entries(keep_duplicates=keep_duplicates)
    handed_on = {entry.old for entry in entries}
    return Plan(entries, tuple(sorted(set(gone) - handed_on)))


def orphans(plan: Plan, known: Mapping[str, SourceState]) -> list[str]:
    """Copies that the plan does not know of, whose original it takes away or changes."""
    planned = {entry.state.path for entry in plan.entries}
    kept = {e.state.path for e in plan.entries if e.fate in {Fate.UNCHANGED, Fate.SKIPPED}}
    handed_on = {entry.old for entry in plan.entries if entry.old}
    lost = (planned | set(plan.removed) | handed_on) - kept
    return [
        path
        for path, state in sorted(known.items())
        if state.copy_of in lost and path not in planned and path not in plan.removed
    ]


class _Planner:
    def __init__(
        self,
        found: Sequence[Candidate],
        looked_at: Sequence[Entry],
        known: Mapping[str, SourceState],
        gone: Collection[str],
    ) -> None:
        self._found = found
        self._looked_at = looked_at
        self._known = known
        self._gone = gone
        self._originals = self._those_that_stay()
        self._freed = self._those_that_hand_on()

    def entries(self, *, keep_duplicates: bool) -> tuple[Entry, ...]:
        """What is to be done about each file that was found."""
        return tuple(
            entry
            if entry.fate is Fate.SKIPPED
            else self._alone(entry)
            if keep_duplicates
            else self._once(entry)
            for entry in self._looked_at
        )

    def _alone(self, entry: Entry) -> Entry:
        """A file by itself, whatever others have the same content."""
        if self._is_settled(entry):
            return self._unchanged(entry)
        return self._taking_over(entry) or self._read(entry)

    def _once(self, entry: Entry) -> Entry:
        """A file of whose content only one is read."""
        state, content = entry.state, _content(entry.state)
        original = self._originals.get(content)
        if original == state.path:
            return self._unchanged(entry)
        if original is None:
            self._originals[content] = state.path
            return self._taking_over(entry) or self._read(entry)
        before = self._known.get(state.path)
        was_copy = before is not None and before.copy_of and _content(before) == content
        return replace(
            entry,
            state=replace(state, copy_of=original),
            fate=Fate.UNCHANGED if was_copy else Fate.COPY,
        )

    def _unchanged(self, entry: Entry) -> Entry:
        return replace(entry, state=self._as_read(entry, entry.state.path), fate=Fate.UNCHANGED)

    def _as_read(self, entry: Entry, before: str) -> SourceState:
        """A file with what was lost of it when it was read, as the source `before`."""
        return replace(entry.state, losses=self._known[before].losses)

    def _read(self, entry: Entry) -> Entry:
        is_known = entry.state.path in self._known
        return replace(entry, fate=Fate.CHANGED if is_known else Fate.NEW)

    def _taking_over(self, entry: Entry) -> Entry | None:
        """The file as one that was renamed, if there is one that it may have been."""
        path = entry.state.path
        before = self._known.get(path)
        freed = self._freed[entry.state.digest, entry.state.options]
        # A copy whose original was edited was there all the time.
        fitting = [old for old in freed if old in self._gone or not before or before.copy_of != old]
        if not fitting:
            return None
        name = PurePosixPath(path).name
        old = min(fitting, key=lambda old: (PurePosixPath(old).name != name, old))
        freed.remove(old)
        return replace(entry, state=self._as_read(entry, old), fate=Fate.RENAMED, old=old)

    def _those_that_stay(self) -> dict[_Content, str]:
        """By content, the first source whose articles are right as they are."""
        found = {e.state.path for e in self._looked_at if e.fate is not Fate.SKIPPED}
        elsewhere = [
            state
            for path, state in self._known.items()
            if path not in found and path not in self._gone and _has_articles(state)
        ]
        here = [entry.state for entry in self._looked_at if self._is_settled(entry)]
        originals: dict[_Content, str] = {}
        for state in sorted(elsewhere + here, key=lambda state: state.path):
            originals.setdefault(_content(state), state.path)
        return originals

    def _those_that_hand_on(self) -> defaultdict[tuple[str, str], list[str]]:
        """By digest and way, the sources whose articles are right, but no longer where they are."""
        now = {entry.state.path: entry.state for entry in self._looked_at}
        freed: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for path, state in self._known.items():
            is_changed = path in now and now[path].digest not in {"", state.digest}
            if _has_articles(state) and (is_changed or path in self._gone):
                freed[state.digest, state.options].append(path)
        return freed

    def _is_settled(self, entry: Entry) -> bool:
        before = self._known.get(entry.state.path)
        return (
            entry.fate is not Fate.SKIPPED
            and before is not None
            and _has_articles(before)
            and _content(before) == _content(entry.state)
        )


def _look(candidate: Candidate, before: SourceState | None) -> Entry:
    """A file as it is, not yet compared with others."""
    path, name, way, in_vain = candidate
    state = SourceState(name, options=way)
    try:
        status = path.stat()
        state = replace(state, size=status.st_size, mtime_ns=status.st_mtime_ns)
        is_as_before = before is not None and _stamp(before) == _stamp(state)
        digest = before.digest if before and is_as_before else digest_of(path)
        state = replace(state, digest=digest)
    except (OSError, ValueError) as error:
        return Entry(path, state, Fate.SKIPPED, reason=unreadable(error))
    except SourceError as error:
        return Entry(path, state, Fate.SKIPPED, reason=str(error))
    if before and before.skipped and (before.digest, before.options) == (digest, in_vain):
        state = replace(state, options=in_vain, skipped=before.skipped, losses=before.losses)
        return Entry(path, state, Fate.SKIPPED, reason=before.skipped)
    return Entry(path, state, Fate.NEW)


def digest_of(path: Path) -> str:
    """BLAKE2b of a file's bytes, in hexadecimal.

    Raises:
        SourceError: it is no regular file.
        OSError: it cannot be read.
    """
    digest = hashlib.blake2b(digest_size=16)
    with open_file(path) as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _stamp(state: SourceState) -> tuple[int, int]:
    return state.size, state.mtime_ns


def _content(state: SourceState) -> _Content:
    return _Content(state.digest, state.options, PurePosixPath(state.path).suffix.lower())


def _has_articles(state: SourceState) -> bool:
    return not (state.copy_of or state.skipped)
