"""An index made: brought in step with files and folders, or without articles."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pincite.index import Index

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pincite.indexer.sources import Skip
    from pincite.indexer.upkeep.outcome import Change, FormatCount, Missing, Progress

    Paths = Sequence[str | os.PathLike[str]] | str | os.PathLike[str] | None


@dataclass(frozen=True)
class Report:
    """What an indexing run did, and what the index holds now.

    Attributes:
        index: the index folder.
        articles, paragraphs, words: in the whole index.
        added, changed, removed, renamed, unchanged: source files in this run.
        skipped: what could not be read, and why; and what is noted of what was.
        seconds: how long it took.
        formats: what was read in this run, by format.
        copies: the paths of files with the same content as another, each with the path of that.
        missing: files that could be read if more were installed.
        passed_over: how many files of other kinds there are in the folders, by suffix.
        copied: source files in this run that are new and have the same content as another.
    """

    index: Path
    articles: int
    paragraphs: int
    words: int
    added: int
    changed: int
    removed: int
    renamed: int
    unchanged: int
    skipped: tuple[Skip, ...]
    seconds: float
    formats: tuple[FormatCount, ...] = ()
    copies: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[Missing, ...] = ()
    passed_over: Mapping[str, int] = field(default_factory=dict)
    copied: int = 0


def build_index(  # noqa: PLR0913 - one parameter for each thing to say
    paths: Paths = None,
    index: str | os.PathLike[str] | None = None,
    *,
    language: str | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
    encoding: str | None = None,
    fields: Mapping[str, str] | None = None,
    meta: Sequence[str | os.PathLike[str]] | None = None,
    include: Sequence[str] | None = None,
    exclude: Sequence[str] | None = None,
    hidden: bool | None = None,
    follow: bool | None = None,
    keep_duplicates: bool | None = None,
) -> Report:
    """Bring an index in step with files and folders; where there is none, make one.

    How files are chosen and read, all from `encoding` on, is remembered: None is what was said
    in an earlier run.

    Args:
        paths: files, and folders to walk; by default all that the index was made of.
        index: the index folder, or a folder that has one; by default `.pincite` in the folder
            the paths have in common, or the one in use there or above.
        language: the language to stem all texts in, or "auto" for that of each article; by
            default what the index was made with, or "auto".
        jobs: how many processes may read at once, by default as many as there are cores; with 0
            all is read in this one, and nothing limits what a file may cost.
        progress: called after each source file with a `Step`.
        encoding: of texts that do not tell it and are not UTF-8; "" to find it out.
        fields: for records as of JSON or CSV, the key of each field of an article.
        meta: tables that tell title, author, date and so on of the articles in files.
        include: globs as in .gitignore files: of a folder only what one of them fits.
        exclude: likewise, what is passed over.
        hidden: whether hidden files and folders are read.
        follow: whether linked folders are.
        keep_duplicates: whether of files with the same content each is indexed.

    Raises:
        PinciteError: there is no such encoding, or one of the other things said cannot be.
        NothingIndexed: no source could be read, or none was named.
        IndexLocked: another process is writing to the index.
        CorruptIndex: the index cannot be opened.
    """
    from pincite.indexer.upkeep import builder  # what reads sources is no concern of a search

    said = _said(
        encoding=encoding,
        fields=fields,
        meta=meta,
        include=include,
        exclude=exclude,
        hidden=hidden,
        follow=follow,
        keep_duplicates=keep_duplicates,
    )
    run = builder.update_index(
        _listed(paths), index, language=language, jobs=jobs, progress=progress, **said
    )
    with Index(run.index) as built:
        stats = built.stats()
    return Report(
        articles=stats.articles, paragraphs=stats.paragraphs, words=stats.words, **vars(run)
    )


def preview_index(
    paths: Paths = None, index: str | os.PathLike[str] | None = None, **options: Any
) -> list[Change]:
    """What `build_index` would do about which files, in path order; nothing is done.

    Files that would be left alone are not listed.

    Args:
        paths: as for `build_index`.
        index: as for `build_index`.
        options: its other arguments by name, those about files and the language.

    Raises:
        PinciteError: as for `build_index`.
    """
    from pincite.indexer.upkeep import builder

    language = options.pop("language", None)
    return builder.preview(_listed(paths), index, language=language, **_said(**options))


def _listed(paths: Paths) -> Sequence[str | os.PathLike[str]] | None:
    if paths is None or isinstance(paths, (str, os.PathLike)):
        return None if paths is None else [paths]
    return list(paths)


def _said(**options: Any) -> dict[str, object]:
    """What is said of how sources are chosen and read, as it is remembered."""
    said: dict[str, object] = {}
    for name, value in options.items():
        if name == "fields" and value is not None:
            said[name] = tuple(sorted(value.items()))
        elif name in {"meta", "include", "exclude"} and value is not None:
            said[name] = (value,) if isinstance(value, (str, os.PathLike)) else tuple(value)
        else:
            said[name] = value
    return said


def create_index(
    index: str | os.PathLike[str] = ".pincite", *, language: str | None = None
) -> Index:
    """Make an index without articles and open it, for texts that come from no file.

    Args:
        index: the index folder, which must not be one yet.
        language: as for `build_index`.

    Raises:
        PinciteError: there is an index already, or other files are in that folder.
    """
    from pincite.indexer.upkeep import builder

    return Index(builder.make_index(index, language))
