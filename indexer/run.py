"""A plan carried out: sources read, their articles handed to the writer, and counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from pincite.indexer.outcome import FormatCount, Missing, Outcome, Step
from pincite.indexer.planning import Fate
from pincite.indexer.reading.messages import Ending, Job
from pincite.indexer.sources import Skip
from pincite.indexer.sources.formats import format_of
from pincite.indexer.sources.opening import first_bytes
from pincite.indexer.sources.sniffing import HEAD, sniff

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pincite.indexer.articles import Article
    from pincite.indexer.outcome import Progress
    from pincite.indexer.planning import Entry, Plan
    from pincite.indexer.reading.pool import Pool, Reading
    from pincite.indexer.records import SourceState
    from pincite.indexer.sources import Format
    from pincite.indexer.survey import Survey
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
        self._skips = survey.skips
        self._copies: dict[str, str] = {}
        self._missing: dict[Format, list[str]] = {}
        self._lacking: dict[str, Format] = {}
        # Renamed files that are read all the same.
        self._reread: set[str] = set()
        self._ids: _Ids | None = None
        # Of sources that were read and gave nothing, why.
        self._failed: dict[str, Ending] = {}

    def do(self, progress: Progress | None) -> None:
        """Rename, read, forget; what is committed is for the caller to say."""
        entries = [self._renamed(entry) for entry in self._plan.entries]
        wanted = [entry for entry in entries if self._is_wanted(entry)]
        replaced = {entry.state.path for entry in wanted}
        self._ids = _Ids(self._writer, replaced | set(self._plan.removed)) if wanted else None
        with closing(self._pool.read(self._jobs(wanted))) as readings:
            for done, entry in enumerate(entries, 1):
                if self._is_wanted(entry):
                    self._take(entry, next(readings))
                else:
                    self._note(entry)
                if progress is not None:
                    progress(Step(done, len(entries), str(entry.path)))
        for name in self._plan.removed:
            self._writer.remove(name)
            self.changes = True

    @property
    def outcome(self) -> Outcome:
        """What was done, but for the time it took."""
        counts = self._counts
        return Outcome(
            index=self._survey.place.folder,
            added=counts[Fate.NEW],
            changed=counts[Fate.CHANGED],
            removed=len(self._plan.removed),
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

    def _jobs(self, wanted: list[Entry]) -> Iterator[Job]:
        small = [entry for entry in wanted if _is_small(entry)]
        here = sum(entry.state.size for entry in small) <= _SMALL_TOGETHER
        for entry in wanted:
            is_here = here and _is_small(entry) and _is_plain(entry)
            stated = self._survey.stated_of(entry.path)
            yield Job(str(entry.path), entry.state.path, stated, entry.state.size, here=is_here)

    def _take(self, entry: Entry, reading: Reading) -> None:
        """Hand on what was read."""
        state = entry.state
        if reading.ending.reason:
            reading.close()
            self._fail(entry, reading.ending)
            return
        counted = Counter[str]()
        for item in reading.items():
            if isinstance(item, Skip):
                self._skips.append(_of_part(item, entry))
                continue
            if not counted:
                self._writer.remove(state.path)  # what it gave before
            self._add(item, entry)
            counted["articles"] += 1
            counted["paragraphs"] += len(item.paragraphs)
        if not counted:
            self._fail(entry, Ending(_NOTHING))
            return
        self.changes = True
        self._counts[entry.fate] += 1
        of_format = self._formats[_format_name(entry)]
        of_format.update(files=1, **counted)

    def _add(self, article: Article, entry: Entry) -> None:
        assert self._ids  # noqa: S101 - there is something to read
        article_id = self._ids.free(article, entry.state.path)
        if not article_id:
            self._skips.append(Skip(str(entry.path), f"there are two articles {article.id!r}"))
            return
        if article_id != article.id:
            article = replace(article, id=article_id)
        self._writer.add(article, entry.state)

    def _fail(self, entry: Entry, ending: Ending) -> None:
        """Tell why nothing came of a file; what was read of it before stays."""
        self._failed[entry.state.path] = ending
        self._skips.append(Skip(str(entry.path), ending.reason))
        if not ending.transient:
            self._remember(self._survey.in_vain(entry.state, ending.reason))

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
            self._skips.append(Skip(str(entry.path), entry.reason))
            if state.skipped:
                self._remember(state)
        elif entry.fate is Fate.COPY:
            self._be_copy(entry)
        else:
            self._counts[entry.fate] += 1
            if state.copy_of:
                self._copies[str(entry.path)] = state.copy_of
            if entry.fate is Fate.UNCHANGED:
                self._remember(state)

    def _be_copy(self, entry: Entry) -> None:
        """Let the articles of another file stand for a file's own."""
        state = entry.state
        is_known = state.path in self.known
        self._counts[Fate.CHANGED if is_known else Fate.NEW] += 1
        self._copies[str(entry.path)] = state.copy_of
        if is_known:
            self._writer.remove(state.path)
        self._remember(state)
        self.changes = True

    def _remember(self, state: SourceState) -> None:
        if self.known.get(state.path) != state:
            self._writer.note(state)
            self.notes = True


class _Ids:
    """Which ids are taken, and by which source: records may have any of their own."""

    def __init__(self, writer: ArticleWriter, replaced: set[str]) -> None:
        self._taken = {
            article: source for article, source in writer.ids().items() if source not in replaced
        }

    def free(self, article: Article, source: str) -> str:
        """The id of an article, or its path where that is taken; "" if that is too."""
        for each in (article.id, article.path):
            if each not in self._taken:
                self._taken[each] = source
                return each
        return ""


def _is_small(entry: Entry) -> bool:
    return entry.state.size <= _SMALL.get(entry.path.suffix.lower(), -1)


def _is_plain(entry: Entry) -> bool:
    """Whether a file is what its suffix says: text that no library reads."""
    return not sniff(first_bytes(entry.path, HEAD))


def _format_name(entry: Entry) -> str:
    found = format_of(entry.path, first_bytes(entry.path, HEAD))
    return found.name if found else "other"


def _of_part(skip: Skip, entry: Entry) -> Skip:
    """A skip with the path as it was found."""
    return Skip(str(entry.path) + skip.path.removeprefix(entry.state.path), skip.reason)
