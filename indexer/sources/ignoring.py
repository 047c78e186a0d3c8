"""Globs that tell which files are meant, as in .gitignore files."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pincite.indexer.sources.opening import first_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

IGNORE_FILE = ".pinciteignore"
_LARGEST = 1 << 20
_TRAILING = re.compile(r"(?<!\\)((?:\\\\)*)[ \t]+$")
_CLASS = re.compile(r"\[([!^]?)(\]?(?:\\.|\[:\w+:\]|[^\]\\/])*)\]")


@dataclass(frozen=True)
class Rule:
    """One line of such a file.

    Attributes:
        matches: what fits a path below the folder of the file, without "/" at its ends.
        folders_only: whether it is meant for folders.
        wanted: whether what it fits is wanted after all.
    """

    matches: re.Pattern[str]
    folders_only: bool
    wanted: bool


@dataclass(frozen=True)
class Rules:
    """Rules that apply below a folder; of those that fit a path the last one counts.

    Attributes:
        folder: that all paths asked about lie in, as they begin.
        rules: in order.
        within: how to get to that folder from the one the rules are written for.
    """

    folder: str
    rules: tuple[Rule, ...]
    within: str = ""

    def verdict(self, path: str, *, is_folder: bool) -> bool | None:
        """Whether the file or folder at `path` is not wanted; None where nothing is said of it."""
        below = path[len(self.folder) :].replace(os.sep, "/").lstrip("/")
        if self.within:
            below = f"{self.within}/{below}"
        for rule in reversed(self.rules):
            if (is_folder or not rule.folders_only) and rule.matches.fullmatch(below):
                return not rule.wanted
        return None

    def selects(self, path: str) -> bool:
        """Whether a file, or a folder below `folder` that it is in, fits."""
        verdict = self.verdict(path, is_folder=False)
        above = os.path.dirname(path)  # noqa: PTH120 - of each file there is
        while verdict is None and len(above) > len(self.folder):
            verdict = self.verdict(above, is_folder=True)
            above = os.path.dirname(above)  # noqa: PTH120
        return bool(verdict)


def read_rules(folder: Path) -> Rules | None:
    """What the ignore file in a folder says; None where there is none that can be read."""
    text = first_bytes(folder / IGNORE_FILE, _LARGEST).decode("utf-8-sig", "surrogateescape")
    return rules_of(folder, text.splitlines()) if text else None


def rules_of(folder: Path, lines: Iterable[str]) -> Rules:
    """The rules that some lines are, for what is below `folder`."""
    return Rules(str(folder), tuple(filter(None, map(_rule, lines))))


def _rule(line: str) -> Rule | None:
    glob = _TRAILING.sub(r"\1", line.rstrip("\r\n"))
    if not glob or glob.startswith("#"):
        return None
    wanted = glob.startswith("!")
    glob = glob[wanted:]
    folders_only = glob.endswith("/")
    glob = glob.removesuffix("/")
    # A slash that is not the last ties it to the folder; else it fits at any depth.
    anywhere = "" if "/" in glob else "(?:.*/)?"
    glob = glob.removeprefix("/")
    if not glob:
        return None
    return Rule(re.compile(anywhere + _pattern(glob), re.DOTALL), folders_only, wanted)


def _pattern(glob: str) -> str:
    """The regular expression of a glob."""
    parts = glob.split("/")
    pattern = ""
    for place, part in enumerate(parts):
        is_last = place + 1 == len(parts)
        if part == "**":
            # At the end all that is below; else any number of folders, even none.
            pattern += ".+" if is_last else "(?:.*/)?"
        else:
            pattern += _pattern_of_name(part) + ("" if is_last else "/")
    return pattern


def _pattern_of_name(glob: str) -> str:
    pattern = ""
    place = 0
    while place < len(glob):
        sign = glob[place]
        found = _CLASS.match(glob, place) if sign == "[" else None
        members = _class(*found.groups()) if found else ""
        if found and members:
            pattern += members
            place = found.end()
            continue
        if sign == "\\" and place + 1 < len(glob):
            place += 1
            pattern += re.escape(glob[place])
        elif sign == "*":
            pattern = pattern.removesuffix("[^/]*") + "[^/]*"  # ** in a name is no more than *
        else:
            pattern += "[^/]" if sign == "?" else re.escape(sign)
        place += 1
    return pattern


def _class(negation: str, members: str) -> str:
    """A set of characters; "" where it is none, as [z-a]."""
    members = re.sub(r"\[:\w+:\]", "", members)
    escaped = re.sub(r"([\[\]^&|~])", r"\\\1", re.sub(r"\\(.)", r"\1", members))
    pattern = f"[{'^/' if negation else ''}{escaped}]"
    try:
        re.compile(pattern)
    except re.error:
        return ""
    return f"(?!/){pattern}"
