"""What there is to read now, and what that means for an index."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.errors import PinciteError
from pincite.indexer import location
from pincite.indexer.sources import FORMATS, find_sources
from pincite.indexer.sources.sidecars import read_sidecars
from pincite.indexer.upkeep.manner import Ways, manner_of
from pincite.indexer.upkeep.outcome import Change
from pincite.indexer.upkeep.planning import Candidate, Entry, Fate, make_plan, orphans

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pincite.indexer.records import SourceState
    from pincite.indexer.sources import Format, Found, Skip
    from pincite.indexer.sources.sidecars import Sidecars
    from pincite.indexer.structure.metadata import Stated
    from pincite.indexer.upkeep.place import Place
    from pincite.indexer.upkeep.planning import Plan

_WORDS = {
    Fate.NEW: "new",
    Fate.CHANGED: "changed",
    Fate.RENAMED: "renamed",
    Fate.COPY: "copy",
    Fate.SKIPPED: "skipped",
}


@dataclass(frozen=True)
class Survey:
    """The sources of a run.

    Attributes:
        place: where it takes place.
        found: the files there are.
        sidecars: what is said of them outside; None for nothing, which is known sooner.
    """

    place: Place
    found: Found
    sidecars: Sidecars | None

    @staticmethod
    def of(place: Place) -> Survey:
        """Look at all files.

        Raises:
            PinciteError: a table that tells of articles cannot be read, or one that is remembered
                is gone.
        """
        found = find_sources([*place.given, *place.also], place.manner.choice, place.root)
        _check_remembered(place)
        tables = [place.root / each for each in place.manner.meta]
        if not (tables or found.has_sidecars):
            return Survey(place, found, None)
        sidecars = read_sidecars(tables, place.root, place.options)
        files = [path for path in found.files if not sidecars.is_sidecar(path)]
        return Survey(place, found._replace(files=files), sidecars)

    def stated_of(self, path: Path) -> dict[str, dict[str, Stated]]:
        """What is said of a file outside, by the keys of the articles in it."""
        if self.sidecars is None:
            return {}
        inside = self.sidecars.stated_inside(path)
        of_all = self.sidecars.stated_of(path)
        return {"": of_all, **inside} if of_all else inside

    @cached_property
    def ways(self) -> Ways:
        """How files are read."""
        return Ways(self.place.options)

    @cached_property
    def lacking(self) -> dict[str, Format]:
        """The formats that need more than is installed, by suffix."""
        return {suffix: each for each in FORMATS if each.missing for suffix in each.suffixes}

    @property
    def skips(self) -> list[Skip]:
        """What is known to be of no use before anything is read."""
        notes = self.sidecars.unused(self.found.files) if self.sidecars else []
        return [*self.found.skips, *notes]

    def in_vain(self, state: SourceState, reason: str) -> SourceState:
        """A source of which nothing is to be had, so that it is not tried again as it is."""
        return replace(state, options=self.ways.in_vain(state.options), skipped=reason)

    def lacks(self, entry: Entry) -> Format | None:
        """The format of a file that would have to be read and cannot."""
        if entry.fate in {Fate.NEW, Fate.CHANGED}:
            return self.lacking.get(entry.path.suffix.lower())
        return None

    def plan(self, known: Mapping[str, SourceState]) -> Plan:
        """What is to be done about each source, of which `known` is known so far."""
        gone = self._gone(known)
        files = list(self.found.files)
        plan = self._plan(files, known, gone)
        while lost := orphans(plan, known):
            # Copies that were not asked about, but what they are copies of goes away.
            paths = {name: self.place.root / name for name in lost}
            there = [path for path in paths.values() if _is_file(path)]
            gone |= {name for name, path in paths.items() if path not in there}
            files = sorted([*files, *there])
            plan = self._plan(files, known, gone)
        return plan

    def _plan(
        self, files: Iterable[Path], known: Mapping[str, SourceState], gone: set[str]
    ) -> Plan:
        candidates = [self._candidate(path) for path in files]
        return make_plan(candidates, known, gone, keep_duplicates=self.place.manner.keep_duplicates)

    def _candidate(self, path: Path) -> Candidate:
        way = self.ways.of(self.sidecars.digest_of(path) if self.sidecars else "")
        name = location.relative_id(path, self.place.root)
        return Candidate(path, name, way, self.ways.in_vain(way))

    def preview(self, plan: Plan) -> list[Change]:
        """What a plan would do, by path."""
        changes = [Change("removed", name) for name in plan.removed]
        changes += [Change("skipped", skip.path, skip.reason) for skip in self.found.skips]
        for entry in plan.entries:
            lacks = self.lacks(entry)
            if lacks:
                reason = f"needs more than is installed: {lacks.remedy}"
                changes.append(Change("skipped", str(entry.path), reason))
            elif entry.fate is not Fate.UNCHANGED:
                detail = entry.old or entry.state.copy_of or entry.reason
                changes.append(Change(_WORDS[entry.fate], str(entry.path), detail))
        return sorted(changes, key=lambda change: change.path)

    def _gone(self, known: Mapping[str, SourceState]) -> set[str]:
        """What was indexed from under the given paths and is there no longer.

        Kept is what may be there still: in a folder that cannot be read, or that is away as a
        whole, as one on a disk that is not mounted.
        """
        place = self.place
        given = [(place.name_of(path), _is_gone(path)) for path in place.given]
        skipped = [Path(skip.path) for skip in self.found.skips]
        unseen = [place.name_of(path) for path in skipped if not _is_gone(path)]
        found = {location.relative_id(path, place.root) for path in self.found.files}
        gone = set()
        for name in known.keys() - found:
            is_given = any(
                name == scope if away else is_under(name, scope) for scope, away in given
            )
            if is_given and not any(is_under(name, scope) for scope in unseen):
                gone.add(name)
        return gone


def _check_remembered(place: Place) -> None:
    """Tell of a table that is gone and that a user may not know of any more."""
    if not (place.manner.meta and location.is_index(place.folder)):
        return
    remembered = manner_of(location.read_settings(place.folder).reading).meta
    for name in place.manner.meta:
        if name in remembered and _is_gone(place.root / name):
            raise PinciteError(
                f"{place.root / name} is gone, which was named with --meta before:"
                " put it back, name another, or forget it with --meta ''"
            )


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _is_gone(path: Path) -> bool:
    """Whether it is certain that there is nothing; what cannot be seen may be there."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return True
    except OSError:
        return False
    return False


def is_under(name: str, scope: str) -> bool:
    """Whether a source is that file, or lies in that folder; "." is the one ids start from."""
    return scope in {".", name} or name.startswith(scope + "/")
