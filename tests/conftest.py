"""What several test modules share: golden files and an index of the example corpus."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
GOLDENS = ROOT / "tests" / "goldens"
NOBODY = 65534

Golden = Callable[[str, str], None]

# However slow and busy the machine; in CI the same examples at every run.
settings.register_profile("pincite", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("pincite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write the golden files anew instead of comparing with them",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """`golden("cli/search.txt", text)`: the text is what that file of tests/goldens has."""

    def compare(name: str, text: str) -> None:
        path = GOLDENS / name
        if request.config.getoption("--update-goldens"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        assert path.is_file(), f"no {path}: run pytest --update-goldens"
        assert text == path.read_bytes().decode("utf-8")

    return compare


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example corpus, in a folder of its own."""
    folder = tmp_path_factory.mktemp("example") / "corpus"
    shutil.copytree(ROOT / "corpus", folder, ignore=shutil.ignore_patterns(".*"))
    return folder


@pytest.fixture(scope="session")
def corpus_index(corpus: Path) -> Path:
    """The index of the example corpus, in its folder."""
    import pincite

    return pincite.build_index([corpus]).index


def load_all() -> None:
    """Import whatever indexing and searching import when they come to need it."""
    import pincite

    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "a.txt").write_text("A\n\nAllies came.\n", encoding="utf-8")
        pincite.build_index(name)
        with pincite.open_index(name) as index:
            index.find('ally "allies came" zzz', explain=True)


@pytest.fixture
def nobodys_folder() -> Iterator[Path]:
    """A folder of a user who may not read everything; root becomes one for the while.

    That user may not be able to read the code either, so all of it is loaded before.
    """
    load_all()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        is_root = os.geteuid() == 0
        if is_root:
            os.chown(folder, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, 0)
        try:
            yield folder
        finally:
            if is_root:
                os.setresuid(0, 0, 0)
