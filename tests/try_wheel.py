"""Build the wheel, install it alone into an empty environment, and use it from elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
EXPECTED = (
    "pincite/__init__.py",
    "pincite/py.typed",
    "pincite/indexer/sources/text.py",
    "pincite/search/engine.py",
    "pincite/templates/search.html",
)
PROGRAM = """
import pincite
with pincite.open_index("articles") as index:
    hits = index.find('"comprehensive strategic partnership"').hits
    assert hits and all("comprehensive strategic" in hit.paragraph.text for hit in hits), hits
"""


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command to its end and give what it printed; a failure ends this program."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=environment,
        check=False,
        stdout=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}\n{done.stdout}")
    return done.stdout


def build(target: Path) -> Path:
    """The wheel, built from the source distribution as a packager would."""
    run(sys.executable, "-m", "build", "--outdir", target, ROOT, cwd=target)
    (wheel,) = target.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    missing = [name for name in EXPECTED if name not in names]
    strays = [name for name in names if not name.startswith(("pincite/", "pincite-"))]
    if missing or strays:
        sys.exit(f"{wheel.name}: missing {missing}, not ours {strays}")
    return wheel


def use(wheel: Path, folder: Path) -> None:
    """Install the wheel, then index, search, show and make a page in a folder of articles."""
    venv.create(folder / "env", with_pip=True)
    bin_folder = folder / "env" / "bin"
    pincite = bin_folder / "pincite"
    run(bin_folder / "python", "-m", "pip", "install", "--quiet", wheel, cwd=folder)
    shutil.copytree(ROOT / "corpus", folder / "articles", ignore=shutil.ignore_patterns(".*"))
    print(run(pincite, "index", "articles", cwd=folder), end="")
    print(run(pincite, "search", "-n", "1", "strategic partnership", cwd=folder), end="")
    run(pincite, "show", "power-of-siberia#1", cwd=folder)
    run(pincite, "page", "--output", "search.html", cwd=folder)
    run(bin_folder / "python", "-W", "error", "-c", PROGRAM, cwd=folder)
    if "<script" not in (folder / "search.html").read_text(encoding="utf-8"):
        sys.exit("the page has no script")


def main() -> None:
    """Build and use the wheel in a temporary folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "dist").mkdir()
        wheel = build(folder / "dist")
        use(wheel, folder)
        print(f"{wheel.name} works in an empty environment")


if __name__ == "__main__":
    main()
