"""What a user is told beside the data: errors, what was skipped, why nothing was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.errors import PinciteError, QueryError
from pincite.search.faces.cells import one_line
from pincite.search.faces.terminal import query_error_text

if TYPE_CHECKING:
    from pathlib import Path

    from pincite.index import Report
    from pincite.search.hits.values import Results


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
    """What the index holds after a run, and what the run changed in it."""
    held = [(report.articles, "article"), (report.paragraphs, "paragraph"), (report.words, "word")]
    text = f"{', '.join(_counted(*each) for each in held)} in {report.seconds:.1f} s"
    if not (report.changed or report.removed or report.unchanged):
        return text
    changes = (
        f"{report.added:,} new, {report.changed:,} changed, "
        f"{report.removed:,} removed, {report.unchanged:,} unchanged"
    )
    return f"{text}; {changes}"


def skipped_lines(report: Report) -> list[str]:
    """A line for each source that could not be read."""
    return [_skipped(one_line(skip.path), one_line(skip.reason)) for skip in report.skipped]


def results_notice(results: Results) -> str:
    """What a reader of the hits should know besides, or why there are none; mostly nothing."""
    if not results.total:
        return _why_nothing(results)
    notices = [*map(one_line, results.notes)]
    if results.missing:
        notices.append(_absent(results))
    shown = len(results.hits)
    if shown < results.total:
        notices.append(
            f"{shown:,} of {_counted(results.total, 'paragraph')}; -n {results.total} shows all"
        )
    return "\n".join(notices)


def written_notice(path: Path, size: int) -> str:
    """Where something was put, and how large it is."""
    return f"wrote {one_line(str(path))} ({_readable_size(size)})"


def _skipped(path: str, reason: str) -> str:
    return f"skipped {path}: {reason}"


def _why_nothing(results: Results) -> str:
    reason = "every word is in the index, but no paragraph matches"
    if results.missing:
        reason = _absent(results)
    text = f"nothing found for {one_line(results.query)}; {reason}"
    text += "".join(f"\n{one_line(note)}" for note in results.notes)
    if results.suggestions:
        text += f"\ndid you mean: {', '.join(map(one_line, results.suggestions))}?"
    return text


def _absent(results: Results) -> str:
    return f"not in the index: {', '.join(map(one_line, results.missing))}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _readable_size(size: int) -> str:
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1e3:.0f} KB" if size < 999_500 else f"{size / 1e6:.1f} MB"
