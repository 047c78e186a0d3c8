"""What the README shows is what happens."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import pincite

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the corpus in it, as after cloning."""
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus", ignore=shutil.ignore_patterns(".*"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def console_blocks():
    return re.findall(
        r"^```console\n(.*?)^```$", README.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )


def printed(command):
    environment = {**os.environ, "PYTHONUTF8": "1"} | {"NO_COLOR": "1"}
    environment.pop("FORCE_COLOR", None)
    script = f'pincite() {{ "{sys.executable}" -m pincite "$@"; }}; {command}'
    done = subprocess.run(
        ["sh", "-c", script], env=environment, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def timeless(text):
    return re.sub(r"\d+\.\d s\b", "0.0 s", text).strip()


def test_the_commands_print_what_is_shown(folder):
    blocks = console_blocks()
    assert len(blocks) >= 4
    for block in blocks:
        for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            assert timeless(printed(command)) == timeless(shown), command


def test_the_python_examples_work(folder):
    failed, tried = doctest.testfile(str(README), module_relative=False, encoding="utf-8")
    assert tried > 10
    assert failed == 0


def test_every_file_the_readme_names_is_there():
    for target in re.findall(r"\]\(([^)#]+)\)|<img src=\"([^\"]+)\"", README.read_text("utf-8")):
        name = next(filter(None, target))
        assert (ROOT / name).exists(), name


def test_every_form_of_query_shown_finds_something(folder):
    table = README.read_text("utf-8").split("### What you can ask\n")[1].split("###")[0]
    queries = [
        q
        for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
        for q in re.findall("`(.+?)`", row)
    ]
    assert len(queries) >= 9
    pincite.build_index("corpus")
    with pincite.open_index("corpus") as index:
        assert [query for query in queries if not index.find(query).total] == []
