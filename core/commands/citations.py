"""What `pincite search` and `pincite show` share to cite, and to put evidence into a file."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pincite import console, notices
from pincite.commands.options import FOUND, NOTHING
from pincite.files import refuse_source, write_whole
from pincite.search.citing.forms import FORMS, Cited
from pincite.search.faces.cells import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pincite.index import Index
    from pincite.indexer.articles import Article
    from pincite.search.hits.values import Results
    from pincite.search.resolving.resolve import Resolution

_UTF8 = frozenset({"bibtex", "csl-json"})


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"


def _evidence_path(_: click.Context, __: click.Parameter, path: Path | None) -> Path | None:
    """The path, if its name says what to write, before anything is searched."""
    if path is None:
        return None
    from pincite.search.faces.evidence import SUFFIXES

    if path.suffix.lower() not in SUFFIXES:
        raise click.BadParameter(f"the name of the file ends with {_listed(SUFFIXES)}.")
    return path


cite_option = click.option(
    "--cite",
    type=click.Choice(FORMS),
    metavar="FORM",
    help=f"Only citations, of whole paragraphs: {_listed(FORMS)}.",
)
export_option = click.option(
    "--export",
    type=click.Path(path_type=Path, readable=False),
    callback=_evidence_path,
    metavar="FILE",
    help="Write them to a .md, .csv, .bib or .json too, with what stands around them.",
)


def print_hits(results: Results, form: str) -> None:
    """Citations of the hits and nothing else."""
    from pincite.search.faces.citations import cited_hit

    _print([cited_hit(hit) for hit in results], form)


def print_excerpt(index: Index, article: Article, form: str) -> None:
    """Citations of the paragraphs of an article, all that it has or some, and nothing else."""
    from pincite.search.faces.citations import cited_paragraphs

    _print(cited_paragraphs(index.article(article.id), article.paragraphs), form)


def print_found(resolution: Resolution, form: str) -> int:
    """A citation of what a reference leads to now, if anything, and nothing else on stdout."""
    article, paragraph, locator = resolution.article, resolution.paragraph, resolution.locator
    if article is None or paragraph is None or locator is None:
        console.notice(f"{one_line(str(resolution.asked))} is gone")
        return NOTHING
    _print([Cited(article, paragraph, locator.reference)], form)
    if resolution.status == "changed":
        console.notice("the paragraph has changed since; this is what it says now", apart=True)
    return FOUND


def _print(cited: Sequence[Cited], form: str) -> None:
    from pincite.search.faces.citations import citations_text

    write = console.write_utf8 if form in _UTF8 else console.write
    write(citations_text(cited, form))


def evidence_for(path: Path, index: Index, results: Results, narrowing: Mapping[str, Any]) -> bytes:
    """What the file is to have: the hits, what stands around them, what was asked; b"" for none.

    Raises:
        PinciteError: the file is one of those that were indexed.
    """
    refuse_source(path, index)
    if not results.hits:
        return b""
    from pincite.addresses import surroundings
    from pincite.search.faces.evidence import Asked, evidence

    given = {
        name: [value] if isinstance(value, str) else [*value]
        for name, value in narrowing.items()
        if value
    }
    asked = Asked(_today(), given, index.generation, index.stats())
    return evidence(results, surroundings(index, results, 1, 1), asked, path.suffix.lower())


def deliver(path: Path, data: bytes) -> None:
    """Write the file, whole or not at all, and say so."""
    write_whole(path, data)
    console.notice(notices.written_notice(path, len(data)), apart=True)


def _today() -> str:
    return time.strftime("%Y-%m-%d")
