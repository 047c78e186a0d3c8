"""What a user is told beside the data: errors, what was skipped, why nothing was found."""

from __future__ import annotations

import json
import os
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from pincite.errors import PinciteError, QueryError
from pincite.search.faces.cells import one_line
from pincite.search.faces.terminal import query_error_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pincite.building import Report
    from pincite.indexer.sources import Skip
    from pincite.indexer.upkeep.outcome import Change
    from pincite.search.hits.values import Results

# Of what was pasted the beginning tells enough: so many words, so many characters.
_MOST = 20
_LONGEST = 60
# Of one source so many skips.
_SKIPS = 10
# What a run does, in the order in which it is told.
_WHAT = ("new", "copy", "changed", "renamed", "removed", "skipped")
# Of copies and of kinds of files so many are named.
_COPIES = 3
_KINDS = 5


def error_text(error: Exception, width: int) -> str:
    """What is wrong, with the name of the thing."""
    if isinstance(error, QueryError):
        return query_error_text(error, width)
    if isinstance(error, PinciteError):
        return one_line(str(error))
    if isinstance(error, OSError) and error.strerror:
        name = f"{one_line(str(error.filename))}: " if error.filename is not None else ""
        return f"{name}{error.strerror}"
    return one_line(f"unexpected {type(error).__name__}: {error}")


def report_text(report: Report) -> str:
    """What the index holds after a run, what the run changed in it, and what it read."""
    held = [(report.articles, "article"), (report.paragraphs, "paragraph"), (report.words, "word")]
    text = f"{', '.join(_counted(*each) for each in held)} in {report.seconds:.1f} s"
    if report.changed or report.removed or report.renamed or report.unchanged:
        renamed = f"{report.renamed:,} renamed, " if report.renamed else ""
        copied = f"{_copies(report.copied)}, " if report.copied else ""
        text += (
            f"; {report.added:,} new, {copied}{report.changed:,} changed, {renamed}"
            f"{report.removed:,} removed, {report.unchanged:,} unchanged"
        )
    elif any(skip.kept for skip in report.skipped):
        text += "; nothing could be read now, what was read before is kept"
    return "\n".join([text, *_format_lines(report), *_copy_lines(report), *_other_lines(report)])


def report_json(report: Report) -> str:
    """All that is known of a run; what is no text in a path is spelt out."""
    values = vars(report) | {
        "index": str(report.index),
        "formats": [vars(each) for each in report.formats],
        "skipped": [vars(each) for each in report.skipped],
        "missing": [vars(each) for each in report.missing],
    }
    return json.dumps(_spelt_out(values), ensure_ascii=False, indent=1)


def changes_text(changes: Sequence[Change]) -> str:
    """A line for each file that a run would do something about, and how many there are."""
    if not changes:
        return "nothing to do\n"
    width = max(len(change.what) for change in changes)
    lines = "".join(
        f"{change.what:<{width}}  {one_line(change.path)}{_detail(change)}\n" for change in changes
    )
    counts = (
        _copies(number) if what == "copy" else f"{number:,} {what}"
        for what, number in _by_what(changes).items()
    )
    return f"{lines}{', '.join(counts)}; nothing was done\n"


def changes_json(changes: Sequence[Change]) -> str:
    """What a run would do, and how many files it would do it about."""
    values = {"counts": _by_what(changes), "changes": [vars(each) for each in changes]}
    return json.dumps(_spelt_out(values), ensure_ascii=False, indent=1)


def _by_what(changes: Sequence[Change]) -> dict[str, int]:
    counts = Counter(change.what for change in changes)
    return {what: counts[what] for what in _WHAT if counts[what]}


def skipped_lines(report: Report) -> list[str]:
    """A line for each source that could not be read, for what is noted, and what is not installed.

    Of what was skipped in one source the beginning is told. And a line if there is nothing left.
    """
    lines: list[str] = []
    for source, group in groupby(report.skipped, _source_of):
        skips = list(group)
        lines += (f"{'noted' if skip.is_note else 'skipped'} {skip}" for skip in skips[:_SKIPS])
        if len(skips) > _SKIPS:
            lines.append(f"and {len(skips) - _SKIPS:,} more in {source}")
    lines += map(str, report.missing)
    if report.removed and not report.articles:
        lines.append(f"{report.index} holds no articles any more")
    return list(map(one_line, lines))


def _source_of(skip: Skip) -> str:
    return skip.path.partition("!/")[0]


def results_notice(results: Results) -> str:
    """What a reader of the hits should know besides, or why there are none; mostly nothing."""
    if not results.total:
        return _why_nothing(results)
    notices = [*map(one_line, results.notes)]
    if results.respelt:
        notices.append(_respelt(results))
    absent = _absent(results)
    if absent:
        notices.append(absent)
    if results.suggestions:
        notices.append(f"did you mean: {one_line(results.suggestions[0])}?")
    if 0 < len(results.hits) < results.total:
        notices.append(_part(results))
    return "\n".join(notices)


def no_such_page(results: Results, page: int, limit: int, listed: int) -> str:
    """That what was found, `listed` hits, does not reach as far as that page of `limit`."""
    pages = _counted(-(-listed // limit), "page")
    return f"page {page} is empty: {_listed(results)} on {pages} of {limit}"


def written_notice(path: Path, size: int) -> str:
    """Where something was put, and how large it is."""
    return f"wrote {one_line(str(path))} ({_readable_size(size)})"


def folder_notice(path: Path, files: int, size: int, written: int) -> str:
    """Where a folder of so many files was put, and how many of them were not there already."""
    new = "all new" if written == files else f"{written:,} of them new"
    return f"wrote {one_line(str(path))}: {files:,} files ({_readable_size(size)}), {new}"


def _spelt_out(value: object) -> object:
    """Likewise, with what is no text in strings spelt out, as in the ids of articles."""
    if isinstance(value, str):
        return os.fsencode(value).decode("utf-8", "backslashreplace")
    if isinstance(value, dict):
        return {_spelt_out(name): _spelt_out(each) for name, each in value.items()}
    return list(map(_spelt_out, value)) if isinstance(value, (list, tuple)) else value


def _format_lines(report: Report) -> list[str]:
    """A table of what was read, where it is of several formats."""
    if len(report.formats) < 2:
        return []
    rows = [
        (
            each.name,
            _counted(each.files, "file"),
            _counted(each.articles, "article"),
            _counted(each.paragraphs, "paragraph"),
        )
        for each in report.formats
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  " + "  ".join([name.ljust(widths[0]), *map(str.rjust, counts, widths[1:])])
        for name, *counts in rows
    ]


def _copy_lines(report: Report) -> list[str]:
    number = len(report.copies)
    if not number:
        return []
    kept = [f"{one_line(path)} = {one_line(of)}" for path, of in report.copies.items()]
    more = f" and {number - _COPIES:,} more" if number > _COPIES else ""
    copies = "file is a copy" if number == 1 else "files are copies"
    return [f"{number:,} {copies}, indexed once: {', '.join(kept[:_COPIES])}{more}"]


def _other_lines(report: Report) -> list[str]:
    others = [
        f"{number:,} {one_line(suffix) or 'without suffix'}"
        for suffix, number in report.passed_over.items()
    ]
    if not others:
        return []
    rest = sum(list(report.passed_over.values())[_KINDS:])
    more = f", {rest:,} others" if rest else ""
    return [f"passed over: {', '.join(others[:_KINDS])}{more}"]


def _copies(number: int) -> str:
    return f"{number:,} {'copy' if number == 1 else 'copies'}"


def _detail(change: Change) -> str:
    joined = {"renamed": " (was {})", "copy": " (of {})", "skipped": ": {}"}
    return joined.get(change.what, "").format(one_line(change.detail)) if change.detail else ""


def _why_nothing(results: Results) -> str:
    first, *others = results.reasons or ("no paragraph matches",)
    lines = [f"nothing found for {_shortened(results.query)}; {first}", *others, *results.notes]
    if any(part.total for part in results.alone):
        parts = (f"{_shortened(part.query)} {part.total:,}" for part in results.alone)
        lines.append(f"paragraphs with each part alone: {' · '.join(parts)}")
    if results.suggestions:
        lines.append(f"did you mean: {', '.join(results.suggestions)}?")
    return "\n".join(map(one_line, lines))


def _shortened(query: str) -> str:
    """A query as it is told; of a pasted page the beginning."""
    return query if len(query) <= _LONGEST else f"{query[: _LONGEST - 1]}…"


def _part(results: Results) -> str:
    """Which hits are shown of how many, and how to see the others."""
    first, last = results.hits[0].rank, results.hits[-1].rank
    shown = f"{last:,}" if first == 1 else f"{first:,}-{last:,}"
    if not results.left:
        repeats = "" if last == results.total else "; --all lists repeats by themselves"
        return f"{shown} of {_listed(results)}{repeats}"
    page = (first - 1) // len(results.hits) + 2
    return f"{shown} of {_listed(results)}; -n {results.total} shows all, --page {page} the next"


def _listed(results: Results) -> str:
    return _counted(results.total, "article" if results.by_article else "paragraph")


def _respelt(results: Results) -> str:
    words = ", ".join(one_line(each.word) for each in results.respelt)
    spellings = ", ".join(one_line(each.spelling) for each in results.respelt)
    return (
        f"no paragraph has {words}: searched for {spellings} instead; "
        "a word in quotation marks is searched as it is written"
    )


def _absent(results: Results) -> str:
    """What is nowhere and was not searched by another spelling either."""
    respelt = {each.word for each in results.respelt}
    absent = [word for word in results.missing if word not in respelt]
    rest = len(absent) - _MOST
    more = f" and {rest:,} more" if rest > 0 else ""
    return f"not in the index: {one_line(', '.join(absent[:_MOST]))}{more}" if absent else ""


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _readable_size(size: int) -> str:
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1e3:.0f} KB" if size < 999_500 else f"{size / 1e6:.1f} MB"
