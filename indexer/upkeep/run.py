"""A plan carried out: sources read, their articles handed to the writer, and counted."""

from __future__ import annotations

import codecs
import os
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.indexer.naming import Ids
from pincite.indexer.reading.messages import Ending, Job
from pincite.indexer.records import SourceState
from pincite.indexer.sources import Skip
from pincite.indexer.sources.formats import format_of
from pincite.indexer.sources.opening import first_bytes
from pincite.indexer.sources.sniffing import HEAD, sniff
from pincite.indexer.sources.source import NO_TEXT
from pincite.indexer.upkeep.losses import found_at, remembered, remembering
from pincite.indexer.upkeep.outcome import FormatCount, Missing, Outcome, Step
from pincite.indexer.upkeep.planning import Fate
from pincite.indexer.upkeep.survey import is_under

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pincite.indexer.articles import Article
    from pincite.indexer.reading.pool import Pool, Reading
    from pincite.indexer.sources import Format
    from pincite.indexer.upkeep.outcome import Progress
    from pincite.indexer.upkeep.planning import Entry, Plan
    from pincite.indexer.upkeep.survey import Survey
    from pincite.indexer.writer import ArticleWriter

# What is read faster than a process is started, in bytes: a file by its suffix, and all of them.
_SMALL = {".txt": 1 << 16, ".text": 1 << 16, ".md": 1 << 12, ".markdown": 1 << 12}
_SMALL_TOGETHER = 1 << 19
_NOTHING = "has nothing that can be read"


class Run:
    """One plan, carried out.

    Attributes:
        known: what was known of sources before.
        changes: whether articles come, go or change.
        notes: whether at least something else is known of a source.
    """

    def __init__(self, writer: ArticleWriter, pool: Pool, plan: Plan, survey: Survey) -> None:
        """Prepare to do what `plan` says."""
        self.known = writer.sources()
        self.changes = False
        self.notes = False
        self._writer = writer
        self._pool = pool
        self._plan = plan
        self._survey = survey
        self._counts: Counter[Fate] = Counter()
        self._formats: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._skips = [replace(skip, kept=self._keeps(skip)) for skip in survey.skips]
        self._emptied = 0
        self._copies: dict[str, str] = {}
        self._missing: dict[Format, list[str]] = {}
        self._lacking: dict[str, Format] = {}
        # Renamed files that are read all the same.
        self._reread: set[str] = set()
        # None where nothing is read.
        self._ids: Ids | None = None
        # Articles that want an id which another may still give away, with their sources.
        self._waiting: list[tuple[Article, SourceState]] = []
        # Of sources that were read and gave nothing, why.
        self._failed: dict[str, Ending] = {}

    def do(self, progress: Progress | None) -> None:
        """Rename, read, forget; what is committed is for the caller to say."""
        entries = [self._renamed(entry) for entry in self._plan.entries]
        wanted = [entry for entry in entries if self._is_wanted(entry)]
        for name in self._plan.removed:
            self._writer.remove(name)
            self.changes = True
        self._ids = self._ids_to_be(entries) if wanted else None
        with closing(self._pool.read(self._jobs(wanted))) as readings:
            for done, entry in enumerate(entries, 1):
                if self._is_wanted(entry):
                    self._take(entry, next(readings))
                else:
                    self._note(entry)
                if progress is not None:
                    progress(Step(done, len(entries), str(entry.path)))
        for article, state in self._waiting:
            self._add(article, state)

    @property
    def outcome(self) -> Outcome:
        """What was done, but for the time it took."""
        counts = self._counts
        return Outcome(
            index=self._survey.place.folder,
            added=counts[Fate.NEW],
            changed=counts[Fate.CHANGED],
            copied=counts[Fate.COPY],
            removed=len(self._plan.removed) + self._emptied,
            renamed=counts[Fate.RENAMED],
            unchanged=counts[Fate.UNCHANGED],
            copies=dict(sorted(self._copies.items())),
            formats=tuple(
                FormatCount(name, each["files"], each["articles"], each["paragraphs"])
                for name, each in sorted(self._formats.items())
            ),
            skipped=tuple(self._skips),
            missing=tuple(
                Missing(each.name, each.remedy, tuple(paths))
                for each, paths in self._missing.items()
            ),
            passed_over=dict(self._survey.found.others.most_common()),
        )

    @property
    def keeps_some(self) -> bool:
        """Whether of a file that is there, and cannot be read now, articles are kept."""
        return any(skip.kept and os.path.lexists(skip.path) for skip in self._skips)

    def _renamed(self, entry: Entry) -> Entry:
        """A renamed file has its articles already, unless its name says what they are."""
        if entry.fate is not Fate.RENAMED:
            return entry
        self.changes = True
        if self._writer.rename(entry.old, entry.state.path, entry.state):
            return entry
        self._reread.add(entry.state.path)
        return entry

    def _is_wanted(self, entry: Entry) -> bool:
        """Whether a file is to be read, and can be."""
        is_to_be_read = entry.fate in {Fate.NEW, Fate.CHANGED} or (
            entry.fate is Fate.RENAMED and entry.state.path in self._reread
        )
        return is_to_be_read and not self._survey.lacks(entry)

    def _ids_to_be(self, entries: Sequence[Entry]) -> Ids:
        settled = {Fate.UNCHANGED, Fate.RENAMED}
        paths = {entry.state.path: entry.fate in settled for entry in entries}
        pending = {path for path, is_settled in paths.items() if not is_settled}
        return Ids(self._writer.ids_to_be(), pending, paths.keys() | self.known.keys())

    def _jobs(self, wanted: list[Entry]) -> Iterator[Job]:
        small = [entry for entry in wanted if _is_small(entry)]
        here = sum(entry.state.size for entry in small) <= _SMALL_TOGETHER
        for entry in wanted:
            is_here = here and _is_small(entry) and _is_plain(entry)
            stated = self._survey.stated_of(entry.path)
            yield Job(str(entry.path), entry.state.path, stated, entry.state.size, here=is_here)

    def _take(self, entry: Entry, reading: Reading) -> None:
        """Hand on what was read."""
        if reading.ending.reason:
            reading.close()
            self._fail(entry, reading.ending)
            return
        counted = Counter[str]()
        losses: list[Skip] = []
        for item in reading.items():
            if isinstance(item, Skip):
                losses.append(item)
                continue
            if not counted:
                self._drop(entry.state.path)  # what it gave before
            counted.update(articles=1, paragraphs=len(item.paragraphs))
            self._hand_on(item, entry.state)
        self._skips += (found_at(entry.path, entry.state.path, loss) for loss in losses)
        state = remembering(entry.state, losses)
        if not counted:
            self._fail(replace(entry, state=state), Ending(_NOTHING))
            return
        self._writer.note(state)
        self.changes = True
        self._counts[entry.fate] += 1
        of_format = self._formats[_format_name(entry)]
        of_format.update(files=1, **counted)

    def _hand_on(self, article: Article, state: SourceState) -> None:
        assert self._ids  # noqa: S101 - there is something to read
        if self._ids.is_unsettled(article):
            self._waiting.append((article, SourceState(state.path)))
        else:
            self._add(article, state)

    def _add(self, article: Article, state: SourceState) -> None:
        assert self._ids  # noqa: S101
        own = self._ids.take(article)
        self._writer.add(article if own == article.id else replace(article, id=own), state)

    def _drop(self, path: str) -> None:
        """Let go what a source gave before."""
        self._writer.remove(path)
        if self._ids:
            self._ids.release(path)

    def _fail(self, entry: Entry, ending: Ending) -> None:
        """Tell why nothing came of a file, and do not try it again as it is."""
        if _is_blank(entry):
            ending = Ending(NO_TEXT)  # whatever its reader makes of that
        self._failed[entry.state.path] = ending
        self._give_up(entry, ending.reason)
        if not ending.transient:
            self._remember(self._survey.in_vain(entry.state, ending.reason))

    def _give_up(self, entry: Entry, reason: str) -> None:
        """Tell why nothing came of a file.

        What was read of it before stays, unless it was emptied: nothing is written in it now.
        """
        path = entry.state.path
        kept = path in self._holding
        if kept and reason.startswith(NO_TEXT):
            self._drop(path)
            self._emptied += 1
            self.changes = True
            kept = False
        self._skips.append(Skip(str(entry.path), reason, kept=kept))

    @cached_property
    def _holding(self) -> set[str]:
        """The sources that have articles, unless these are another's now."""
        handed_on = {entry.old for entry in self._plan.entries}
        return set(self._writer.ids().values()) - handed_on

    def _keeps(self, skip: Skip) -> bool:
        """Whether articles stay of a file or folder that cannot be looked at."""
        if skip.is_note or not self.known:
            return False
        name = self._survey.place.name_of(Path(skip.path))
        staying = self._holding - set(self._plan.removed)
        return any(is_under(each, name) for each in staying)

    def _note(self, entry: Entry) -> None:
        """What is to be done about a file that is not read."""
        state = entry.state
        lacks = self._survey.lacks(entry) or self._lacking.get(state.copy_of)
        ending = self._failed.get(state.copy_of)
        if lacks:
            self._lacking[state.path] = lacks
            self._missing.setdefault(lacks, []).append(str(entry.path))
        elif ending:  # the same bytes, so the same fault
            self._fail(replace(entry, state=replace(state, copy_of="")), ending)
        elif entry.fate is Fate.SKIPPED:
            self._skips += remembered(entry.path, state)
            self._give_up(entry, entry.reason)
            if state.skipped:
                self._remember(state)
        elif entry.fate is Fate.COPY:
            self._be_copy(entry)
        else:
            self._counts[entry.fate] += 1
            self._skips += remembered(entry.path, state)
            if state.copy_of:
                self._copies[str(entry.path)] = state.copy_of
            if entry.fate is Fate.UNCHANGED:
                self._remember(state)

    def _be_copy(self, entry: Entry) -> None:
        """Let the articles of another file stand for a file's own."""
        state = entry.state
        is_known = state.path in self.known
        self._counts[Fate.CHANGED if is_known else Fate.COPY] += 1
        self._copies[str(entry.path)] = state.copy_of
        if is_known:
            self._drop(state.path)
        self._remember(state)
        self.changes = True

    def _remember(self, state: SourceState) -> None:
        if self.known.get(state.path) != state:
            self._writer.note(state)
            self.notes = True


def _is_small(entry: Entry) -> bool:
    return entry.state.size <= _SMALL.get(entry.path.suffix.lower(), -1)


def _is_plain(entry: Entry) -> bool:
    """Whether a file is what its suffix says: text that no library reads."""
    return not sniff(first_bytes(entry.path, HEAD))


def _format_name(entry: Entry) -> str:
    found = format_of(entry.path, first_bytes(entry.path, HEAD))
    return found.name if found else "other"


def _is_blank(entry: Entry) -> bool:
    """Whether a file that can be read is empty, or has white space alone."""
    if not entry.state.digest or entry.state.size > HEAD:
        return False
    content = first_bytes(entry.path, HEAD)
    return len(content) == entry.state.size and not content.removeprefix(codecs.BOM_UTF8).strip()
