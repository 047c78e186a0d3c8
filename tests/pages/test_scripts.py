"""Joining scripts: which names cross between the two bundles, and what is left out of them."""

from __future__ import annotations

import builtins
import re
from importlib import resources

import pytest

from pincite.search.pages.scripts import CORE, MORE, declared, joined, smaller, source

CORE_SOURCE = """
/** Uses nothing of what comes later, though a comment names useless. */
const SIZE = 3;
class Store {
  later() { return this.script("more").later; }
}
async function load() { const SIZE = 4; }
function only() {}
"""
MORE_SOURCE = """
/** Only a comment has `only`. */
const later = () => new Store(SIZE); // load()
function useless() { return `${load}`; }
"""


def test_names_that_the_other_mentions_cross() -> None:
    both = joined([CORE_SOURCE], [MORE_SOURCE])
    assert both.core.endswith("\nhandOver({ SIZE, Store, load });\n})();\n")
    assert 'use strict";\nconst { SIZE, Store, load } = core;\n' in both.more
    assert both.more.endswith("\nreturn { later };\n});\n")


def test_names_are_those_at_the_beginning_of_a_line() -> None:
    assert declared(CORE_SOURCE) == ["SIZE", "Store", "load", "only"]


def test_comments_and_long_names_are_left_out() -> None:
    both = joined([CORE_SOURCE], [MORE_SOURCE])
    small = [smaller(each, "application/javascript") for each in both]
    assert all("comment" not in each for each in small)
    assert "SIZE:" in small[0]
    assert "later:" in small[1]
    assert sum(map(len, small)) < sum(map(len, both)) * 0.7


def test_where_nothing_makes_them_smaller_they_stay_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: object) -> object:
        if name == "minify":
            raise ImportError
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", missing)
    assert smaller(CORE_SOURCE, "application/javascript") == CORE_SOURCE


def test_every_script_is_in_one_bundle() -> None:
    files = {file.name for file in resources.files("pincite.templates").iterdir()}
    scripts = {name for name in files if name.endswith(".js")}
    assert sorted([*CORE, *MORE, "embed.js"]) == sorted(scripts)


@pytest.mark.parametrize("name", [*CORE, *MORE])
def test_sources_declare_names_in_a_way_that_is_seen(name: str) -> None:
    outside = [line for line in source(name).splitlines() if line and line[0] not in " /*})]"]
    assert not [line for line in outside if line.startswith(("var ", "export ", "import "))]
    declaring = [line for line in outside if line.startswith(("const ", "let ", "class "))]
    assert all(declared(line) for line in declaring)


def test_what_changes_does_not_cross() -> None:
    both = joined([*map(source, CORE)], [*map(source, MORE)])
    handed = both.core.rsplit("handOver(", 1)[1] + both.more.rsplit("return {", 1)[1]
    crossing = re.findall(r"\w+", handed)
    changing = re.findall(r"^let (\w+)", both.core + both.more, re.MULTILINE)
    assert not {*crossing} & {*changing}
