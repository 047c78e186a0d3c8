"""`pincite index`: read files and folders, and stay in step with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

import pincite
from pincite import console, notices
from pincite.commands.options import ANY_PATH, FOUND, INTERRUPTED, Sectioned, count
from pincite.indexer.stemming import AUTO, LANGUAGES, language_named

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pincite.building import Report
    from pincite.errors import PinciteError
    from pincite.indexer.upkeep.outcome import Change

_EXAMPLES = """\
\b
Examples:
  pincite index articles/
  pincite index notes.md letters/ --index ~/archive/.pincite
  pincite index articles/ --language french
  pincite index export.jsonl --map text=body,title=headline
  pincite index articles/ --exclude 'drafts/' --watch

Run it again after a change: only what changed is read. Without PATH it reads what it read before.
Options about files are remembered; giving one again replaces what it was."""
_SECTIONS = {
    "Which files": ("include", "exclude", "hidden", "follow", "keep_duplicates"),
    "How they are read": ("language", "encoding", "fields", "meta", "jobs"),
    "What is done and told": ("watch", "dry_run", "report", "quiet"),
}


def _language(value: str) -> str:
    language = AUTO if value.casefold() == AUTO else language_named(value)
    if not language:
        raise click.BadParameter(f"{value!r} is none of {', '.join((AUTO, *LANGUAGES))}.")
    return language


def _fields(value: str) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in value.split(",") if pair.strip()]
    wrong = next((field for field, sign, key in pairs if not (sign and key.strip())), None)
    if wrong is not None:
        raise click.BadParameter(f"{wrong.strip()!r} has no key: write text=body,title=headline.")
    return {field.strip(): key.strip() for field, _, key in pairs}


def _globs(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> list[str] | None:
    """None where nothing is said; an empty one takes back what was said before."""
    return [value for value in values if value] if values else None


@click.command(cls=Sectioned, sections=_SECTIONS, epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, metavar="[PATH...]", type=ANY_PATH)
@click.option(
    "--index",
    "folder",
    metavar="DIR",
    type=ANY_PATH,
    help="Where the index goes; without it, into .pincite beside the texts.",
)
@click.option(
    "--include", multiple=True, callback=_globs, metavar="GLOB", help="Only files that fit."
)
@click.option(
    "--exclude",
    multiple=True,
    callback=_globs,
    metavar="GLOB",
    help="Pass over what fits, as in a .gitignore; so does a file .pinciteignore in a folder.",
)
@click.option("--hidden/--no-hidden", default=None, help="Hidden files and folders too.")
@click.option("--follow/--no-follow", default=None, help="Linked folders too.")
@click.option(
    "--keep-duplicates/--no-keep-duplicates",
    default=None,
    help="Index each of several files with the same content.",
)
@click.option(
    "--language",
    type=_language,
    metavar="NAME",
    help="Language of all texts, as german or de [default: auto, that of each]: "
    f"{', '.join(LANGUAGES)}.",
)
@click.option(
    "--encoding",
    metavar="NAME",
    help="Encoding of texts that do not tell theirs and are not UTF-8.",
)
@click.option(
    "--map",
    "fields",
    type=_fields,
    metavar="FIELD=KEY,...",
    help="Which keys of JSON and CSV records are text, title, author, date, ...",
)
@click.option(
    "--meta",
    multiple=True,
    callback=_globs,
    metavar="FILE",
    help="A CSV table that tells title, author, date, ... of files.",
)
@click.option(
    "--jobs", type=count(0), metavar="N", help="How many files are read at once [default: cores]."
)
@click.option("--watch", is_flag=True, help="Go on, and stay in step with every change.")
@click.option("-n", "--dry-run", is_flag=True, help="Tell what would be done, and do nothing.")
@click.option(
    "--report", metavar="FILE", type=ANY_PATH, help="Write what was done as JSON; - is stdout."
)
@click.option("-q", "--quiet", is_flag=True, help="Tell only what goes wrong.")
def index(  # noqa: PLR0913 - the options there are
    paths: Sequence[str],
    folder: str | None,
    *,
    watch: bool,
    dry_run: bool,
    report: str | None,
    quiet: bool,
    **options: Any,
) -> int:
    """Read files and folders, and make their paragraphs searchable."""
    if dry_run and watch:
        raise click.UsageError("--dry-run does not go with --watch")
    given = paths or None
    try:
        if dry_run:
            options.pop("jobs")
            _tell_changes(pincite.preview_index(given, folder, **options), report)
            return FOUND
        if watch:
            return _watch(given, folder, options, report, quiet=quiet)
        with console.progress(wanted=not quiet) as progress:
            done = pincite.build_index(given, folder, progress=progress, **options)
    except KeyboardInterrupt as interrupt:
        console.notice(": ".join(["pincite: interrupted", *map(str, interrupt.args)]))
        return INTERRUPTED
    _tell(done, report, quiet=quiet)
    return FOUND


def _watch(
    paths: Sequence[str] | None,
    folder: str | None,
    options: dict[str, Any],
    report: str | None,
    *,
    quiet: bool,
) -> int:
    """Tell of each run until Ctrl-C ends it, which is how this ends."""

    def troubled(error: PinciteError) -> None:
        console.notice(f"pincite: {notices.error_text(error, 0)}")

    runs = pincite.watch_index(paths, folder, on_error=troubled, **options)
    told: list[str] = []
    try:
        for done in runs:
            told = _tell(done, report, quiet=quiet, told=told)
    except KeyboardInterrupt:
        return FOUND
    finally:
        runs.close()
    return FOUND


def _tell(
    done: Report, report: str | None, *, quiet: bool, told: Collection[str] = ()
) -> list[str]:
    """Tell of a run; what was skipped is returned, and is not told if it has been `told` before."""
    skipped = notices.skipped_lines(done)
    for line in skipped:
        if line not in told:
            console.notice(line)
    if report:
        _write_report(notices.report_json(done), report)
    if not quiet and report != "-":
        console.write(f"{notices.report_text(done)}\n")
    return skipped


def _tell_changes(changes: Sequence[Change], report: str | None) -> None:
    if report:
        _write_report(notices.changes_json(changes), report)
    if report != "-":
        console.write(notices.changes_text(changes))


def _write_report(json: str, place: str) -> None:
    text = f"{json}\n"
    if place == "-":
        console.write_utf8(text)
        return
    from pathlib import Path

    from pincite.files import write_whole

    write_whole(Path(place), text.encode())
