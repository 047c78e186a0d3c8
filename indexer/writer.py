"""Articles into an index: one writer at a time, and all of a run in one commit."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from whoosh.filedb.filestore import FileStorage

from pincite.errors import IndexLocked
from pincite.indexer import location
from pincite.indexer.codec.building import SegmentBuilder
from pincite.indexer.codec.deletions import SUFFIX as DELETIONS_SUFFIX
from pincite.indexer.codec.erasing import without_articles
from pincite.indexer.codec.merging import merge_segments
from pincite.indexer.codec.recataloguing import recatalogue
from pincite.indexer.codec.segment import SUFFIX, Segment, paragraphs_by_language
from pincite.indexer.codec.vocabulary import Vocabulary
from pincite.indexer.commits import Commit, SegmentState, forget_others, open_newest, write_commit
from pincite.indexer.damage import telling_damage
from pincite.indexer.detection import language_of
from pincite.indexer.function_words import function_words
from pincite.indexer.inventory import Inventory
from pincite.indexer.merge_policy import shares
from pincite.indexer.naming import first_free, ids_of_path
from pincite.indexer.renaming import former_ids, is_told_by_name, moved, renamed_article
from pincite.indexer.repetition import repeated_lines
from pincite.indexer.stemming import AUTO, Stemmer, commonest
from pincite.indexer.weights import Lengths
from pincite.indexer.whoosh_face.toc import write_table_of_contents

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    import numpy.typing as npt

    from pincite.indexer.articles import Article
    from pincite.indexer.location import Settings
    from pincite.indexer.records import SourceState

    Numbers = npt.NDArray[np.int64]

_LOCK = "MAIN_WRITELOCK"  # Whoosh's own, so that whatever writes through Whoosh heeds it
# Words of the segments that are built in memory; some 280 MB of memory in all.
_RUN = 6_000_000
_NOTHING = np.empty(0, np.int64)


class ArticleWriter:
    """Adds and removes articles; all of it becomes visible at `commit`, or nothing does.

    A context manager: leaving it without a commit, or with an error, changes nothing, and an index
    that was begun is taken away.
    """

    def __init__(self, folder: Path, settings: Settings, *, fresh: bool = False) -> None:
        """Take the write lock of the index in `folder`.

        Args:
            folder: the index folder.
            settings: of the index.
            fresh: whether it is to be made here; its settings are in place from the first
                commit on, and until then it is not taken for an index.

        Raises:
            IndexLocked: another process is writing, or has just made an index here.
            CorruptIndex: there is an index that cannot be opened.
        """
        self._folder = folder
        self._settings = settings
        self._fresh = fresh
        if fresh:
            folder.mkdir(parents=True, exist_ok=True)
        self._lock = FileStorage(str(folder)).lock(_LOCK)
        if not self._lock.acquire() or (fresh and location.is_index(folder)):
            self._release()
            raise IndexLocked(f"{folder} is being written to: try again in a moment")
        self._locked = True
        self._written: list[Segment] = []
        # Of each language there is.
        self._builders: dict[str, SegmentBuilder] = {}
        self._vocabularies: dict[str, Vocabulary] = {}
        # By the new path of a file that is read again though it was only renamed, the old one.
        self._reread: dict[str, str] = {}
        self._added: set[str] = set()
        # By their ids so far, those that the articles of renamed files get.
        self._names: dict[str, str] | None = None
        try:
            self._commit, self._segments = self._opened()
        except BaseException:
            self._leave()
            raise
        self._inventory = Inventory(folder, self._commit)
        self._paragraphs = paragraphs_by_language(self._segments)

    def _opened(self) -> tuple[Commit, list[Segment]]:
        """Open what is there, or make room: the lock is held, so nobody else does."""
        if self._fresh:
            location.clear(self._folder, keep=_LOCK)
            location.draft_settings(self._folder, self._settings)
            return Commit(), []
        with telling_damage(self._folder):
            return open_newest(self._folder)

    def __enter__(self) -> ArticleWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the lock; what was not committed is forgotten."""
        if not self._locked:
            return
        try:
            for builder in self._builders.values():
                builder.discard()
            if not self._fresh:
                forget_others(self._folder, self._commit)
        finally:
            self._leave()

    def sources(self) -> dict[str, SourceState]:
        """The source files that the newest commit knows, by path."""
        return dict(self._inventory.known)

    def ids(self) -> dict[str, str]:
        """The ids of all articles of the newest commit, each with the path of its source."""
        found: dict[str, str] = {}
        with telling_damage(self._folder):
            for segment in self._segments:
                ids, sources = list(segment.catalog.ids), segment.catalog.sources()
                found |= {ids[number]: sources[number] for number in segment.live_articles.tolist()}
        return found

    def ids_to_be(self) -> dict[str, str]:
        """As `ids`, after all that was removed and renamed so far; no more may be renamed."""
        with telling_damage(self._folder):
            names = self._renamed_ids()
        renamed, gone = self._inventory.renamed, self._inventory.gone
        return {
            names.get(name, name): renamed.get(source, source)
            for name, source in self.ids().items()
            if source not in gone
        }

    def add(self, article: Article, source: SourceState) -> None:
        """Add an article and its paragraphs; what its source held before must be removed.

        Raises:
            PinciteError: the article says that it is in a language that cannot be stemmed.
        """
        article = self._remembering(self.settled(article), source.path)
        language = article.language
        if language not in self._builders:
            self._builders[language] = self._new_builder(language)
        self._builders[language].add(article, source.path)
        self._added.add(article.id)
        self._paragraphs[language] += len(article.paragraphs)
        if source.is_file:
            self.note(source)
        if sum(builder.words for builder in self._builders.values()) >= _RUN:
            self._finish_run(max(self._builders, key=lambda each: self._builders[each].words))

    def note(self, source: SourceState) -> None:
        """Note what a source file is like now: for one that gives articles `add` does so."""
        self._inventory.note(source)

    def settled(self, article: Article) -> Article:
        """An article with the language that it is stemmed in, and how that was found.

        The index's, if it has one for all. Else the one the article says it is in, or seems to be
        in, or the one most paragraphs are in so far.
        """
        language, origin = self._settings.language, "that of the index"
        if language == AUTO:
            language = article.language
        if not language:
            language, origin = language_of(article) or "", "detected from the text"
        if not language:
            language, origin = commonest(self._paragraphs), "that of most paragraphs"
        if article.language == language:
            return article
        return replace(article, language=language, origins={**article.origins, "language": origin})

    def remove(self, path: str) -> None:
        """Remove all articles that the source at `path` gave to earlier commits."""
        self._inventory.remove(path)

    def rename(self, old: str, new: str, source: SourceState) -> bool:
        """Let what the file at `old` gave to earlier commits be that of the file at `new`.

        The text is not analysed again. What `new` held before is removed, unless it is renamed
        itself. Where the path is the id of another article, "./" stands before it in the id.

        Args:
            old: the path the file had.
            new: the path it has.
            source: what the file at `new` is like.

        Returns:
            False where the name says what the article is: its format, its title or its date. Then
            it is to be read again and added; it keeps its former id all the same.
        """
        self._names = None
        with telling_damage(self._folder):
            is_told = any(is_told_by_name(article, old, new) for article in self._articles_of(old))
        self._inventory.remove(new)
        if is_told:
            self._inventory.remove(old)
            self._reread[new] = old
            return False
        self._inventory.rename(old, source)
        return True

    def commit(self) -> None:
        """Make the changes visible and let go of the lock."""
        with telling_damage(self._folder):
            while self._builders:
                self._finish_run(next(iter(self._builders)))
            self._vocabularies.clear()  # merging has use for the memory
            generation = self._commit.generation + 1
            kept = self._kept(generation)
            segments = self._merged(self._recatalogued(kept + self._written))
            write_table_of_contents(
                self._folder, generation, self._main_language(segments), segments
            )
        sources, copies = self._inventory.write(generation)
        commit = Commit(generation, tuple(map(_state, segments)), sources, copies)
        write_commit(self._folder, commit)
        self._commit = commit  # only now: what fails before is undone for the sake of the old one
        if self._fresh:
            location.write_settings(self._folder, self._settings)
            self._fresh = False
        with suppress(OSError):  # what cannot be removed now goes with the next commit
            forget_others(self._folder, self._commit)
        self._leave()

    def _articles_of(self, path: str) -> Iterator[Article]:
        """The articles of a source of earlier commits."""
        for segment in self._segments:
            for number in segment.catalog.articles_of(path):
                if segment.is_live(number):
                    yield segment.article(number)

    def _remembering(self, article: Article, path: str) -> Article:
        """An article of a source that may be read again, with the former ids it had before."""
        old = self._reread.get(path, path)
        if old == path and not any(segment.catalog.has_former for segment in self._segments):
            return article
        known = moved(article.id, path, old)
        for segment in self._segments:
            number = segment.find_article(known)
            if number >= 0:
                before = segment.article(number)
                return replace(article, former=former_ids(before, article.id))
        return article

    def _new_builder(self, language: str) -> SegmentBuilder:
        if language not in self._vocabularies:
            known = partial(self._known_stem, language) if self._segments else None
            stemmer = Stemmer(language, known)
            self._vocabularies[language] = Vocabulary(stemmer, function_words(language))
        known_segments = _in_language(self._segments + self._written, language)
        largest = max(known_segments, key=lambda segment: segment.paragraphs, default=None)
        return SegmentBuilder(self._new_path(), self._vocabularies[language], largest)

    def _finish_run(self, language: str) -> None:
        """Write what was added in a language as a segment."""
        average = self._average()
        builder = self._builders.pop(language)
        builder.finish(average)
        self._written.append(Segment(builder.path))

    def _average(self) -> float:
        """The weighted length of a paragraph once what is being built is there too."""
        parts = [builder.lengths() for builder in self._builders.values()]
        parts += [segment.lengths for segment in self._segments + self._written]
        return Lengths.together(parts).mean()

    def _main_language(self, segments: Sequence[Segment]) -> str:
        """The language most paragraphs are in, or that of the index where it has one."""
        if self._settings.language != AUTO:
            return self._settings.language
        return commonest(paragraphs_by_language(segments))

    def _kept(self, generation: int) -> list[Segment]:
        """The segments of earlier commits, without what was removed."""
        kept = []
        removed = self._inventory.gone
        for segment in self._segments:
            articles = [number for path in removed for number in segment.catalog.articles_of(path)]
            if articles:
                deletions = without_articles(segment, articles)
                path = self._folder / f"{segment.name}-{generation}{DELETIONS_SUFFIX}"
                path.unlink(missing_ok=True)
                deletions.write(path)
                left = Segment(segment.path, deletions, path.name)
            else:
                left = segment
            if left.articles:
                kept.append(left)
        return kept

    def _recatalogued(self, segments: list[Segment]) -> list[Segment]:
        """The segments with articles renamed, and with what is repeated as boilerplate."""
        boilerplate = repeated_lines(segments, self._written)
        return [
            self._with(segment, self._renamed_in(segment), boilerplate.get(segment.name, _NOTHING))
            for segment in segments
        ]

    def _renamed_in(self, segment: Segment) -> dict[int, tuple[Article, str]]:
        """The articles of a segment under their new names, with their sources; by number."""
        if segment in self._written:
            return {}
        renamed = {}
        names = self._renamed_ids()
        for old, new, number in self._to_rename(segment):
            article = segment.article(number)
            renamed[number] = renamed_article(article, names[article.id], old, new), new
        return renamed

    def _to_rename(self, segment: Segment) -> Iterator[tuple[str, str, int]]:
        """Of the articles of renamed files both paths, and the number."""
        for old, new in self._inventory.renamed.items():
            for number in segment.catalog.articles_of(old):
                if segment.is_live(number):
                    yield old, new, number

    def _renamed_ids(self) -> dict[str, str]:
        """By their ids so far, those that the articles of renamed files get."""
        if self._names is None:
            self._names = names = {}
            wanted = {
                known: moved(known, old, new)
                for segment in self._segments
                for old, new, number in self._to_rename(segment)
                for known in [segment.catalog.ids[number]]
            }
            gone = self._inventory.gone | self._inventory.renamed.keys()
            taken = self._added.copy()
            # Ids of their own, which stay, go before those that are paths.
            for known, name in sorted(wanted.items(), key=lambda pair: pair[0] != pair[1]):
                names[known] = first_free(
                    ids_of_path(name), lambda each: each in taken or self._keeps(each, gone)
                )
                taken.add(names[known])
        return self._names

    def _keeps(self, article: str, gone: Collection[str]) -> bool:
        """Whether an article of earlier commits has an id, and is not from a source in `gone`."""
        for segment in self._segments:
            number = segment.find_article(article)
            if number >= 0:
                return segment.catalog.source_of(number) not in gone
        return False

    def _with(
        self, segment: Segment, renamed: dict[int, tuple[Article, str]], boilerplate: Numbers
    ) -> Segment:
        if not (renamed or len(boilerplate)):
            return segment
        path = self._new_path()
        recatalogue(segment, path, renamed, boilerplate)
        return Segment(path, segment.deletions, segment.deletions_file)

    def _merged(self, segments: list[Segment]) -> list[Segment]:
        """The segments of the commit."""
        average = Lengths.together(segment.lengths for segment in segments).mean()
        left = []
        for share in shares(segments, at_once=self._fresh):
            left += share.kept
            if share.merged:
                path = self._new_path()
                merge_segments(share.merged, path, average)
                left.append(Segment(path))
        return left

    def _new_path(self) -> Path:
        # Whoosh's writers remove what they take for a segment of theirs; none has a hyphen.
        return self._folder / f"MAIN_{secrets.token_hex(8)}-0{SUFFIX}"

    def _known_stem(self, language: str, surface: str) -> str | None:
        segments = _in_language(self._segments, language)
        return next(filter(None, (segment.stem(surface) for segment in segments)), None)

    def _leave(self) -> None:
        if self._fresh:
            location.discard(self._folder)
        self._release()

    def _release(self) -> None:
        self._locked = False
        if self._lock.fd is not None:
            self._lock.release()


def _in_language(segments: Iterable[Segment], language: str) -> list[Segment]:
    return [segment for segment in segments if segment.language == language]


def _state(segment: Segment) -> SegmentState:
    return SegmentState(segment.path.name, segment.size, segment.deletions_file)
