"""Building an index in a process of its own: CPU time, peak memory, size on disk.

Run as a program, `python -m benchmarks.building ENGINE CORPUS CORPORA FOLDER`, this is that
process.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import engines
from benchmarks.corpora import Corpus


@dataclass(frozen=True)
class Build:
    """What building an index took.

    Attributes:
        seconds: of CPU, all threads and children, imports not counted.
        memory: bytes resident at the peak, of the largest process.
        size: bytes of the index, text included.
    """

    seconds: float
    memory: int
    size: int


def build(name: str, corpus: Corpus, folder: Path) -> Build:
    """Build the index anew in `folder`, and keep the figures beside it.

    Raises:
        CalledProcessError: it failed.
    """
    command = [sys.executable, "-m", __spec__.name, name, corpus.name]
    process = subprocess.Popen([*command, corpus.folder, folder], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None  # noqa: S101 - a pipe was asked for
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    made = Build(float(printed.split()[-1]), usage.ru_maxrss * 1024, size)
    _figures(folder).write_text(json.dumps(asdict(made)), "utf-8")
    return made


def built(folder: Path) -> Build | None:
    """The figures of the index that is in `folder` already, if one is."""
    file = _figures(folder)
    return Build(**json.loads(file.read_text("utf-8"))) if file.exists() else None


def _figures(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.build.json")


def _main() -> None:
    name, size, corpora, place = sys.argv[1:]
    engine = engines.load(name)
    folder = Path(place)
    _figures(folder).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    start = os.times()
    engine.build(Corpus(size, Path(corpora)), folder)
    end = os.times()
    print(sum(end[:4]) - sum(start[:4]))


if __name__ == "__main__":
    _main()
