"""Workers: what a hostile file costs is its own text, and nobody else's."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.errors import PinciteError
from pincite.indexer.articles import Article, Kind, Paragraph
from pincite.indexer.reading.limits import Limits
from pincite.indexer.reading.messages import (
    Job,
    dump_greeting,
    dump_item,
    dump_job,
    load_greeting,
    load_item,
    load_job,
)
from pincite.indexer.reading.pool import Pool, useful_workers
from pincite.indexer.sources import ReadOptions, Skip, read_articles
from pincite.indexer.structure.metadata import Stated
from profiles import examples

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.skipif(os.name != "posix", reason="limits are those of POSIX")

CORPUS = Path(__file__).parent.parent / "corpus"
LIMITS = Limits(seconds=1, megabytes=400, patience=60)
# A worker whose reader of plain texts does something to those called bad.
WORKER = """
import os, signal, sys, time
import pincite.indexer.sources.text as text
usual = text.read
def read(source):
    if source.id.startswith("bad"):
        {}
    yield from usual(source)
text.read = read
from pincite.indexer.reading.worker import main
main()
"""


@pytest.fixture
def jobs(tmp_path: Path) -> list[Job]:
    """Four texts, of which the second and the last are bad."""
    names = ("a.txt", "bad.txt", "c.txt", "bad-too.txt")
    for name in names:
        (tmp_path / name).write_text(f"Talks\n\nThe ally came to {name}.\n", encoding="utf-8")
    return [Job(str(tmp_path / name), name) for name in names]


def worker(deed: str) -> list[str]:
    return [sys.executable, "-c", WORKER.format(deed)]


def outcomes(jobs: Sequence[Job], argv: Sequence[str], workers: int = 1) -> dict[str, str]:
    """By its id the texts of a source, or in brackets why there are none."""
    found = {}
    with Pool(workers, ReadOptions(), LIMITS, argv) as pool:
        for reading in pool.read(jobs):
            texts = [
                paragraph.text
                for article in reading.items()
                if isinstance(article, Article)
                for paragraph in article.paragraphs[1:]
            ]
            found[reading.job.id] = " ".join(texts) or f"[{reading.ending.reason}]"
    return found


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        pytest.param("bytearray(1 << 30)", "needs more than 400 MB to read", id="eats memory"),
        pytest.param("os._exit(0)", "could not be read: its reader broke down", id="exits"),
        pytest.param("os.abort()", "could not be read: its reader broke down", id="crashes"),
        pytest.param(
            "1 / 0", "could not be read: its reader broke down (ZeroDivisionError)", id="raises"
        ),
        pytest.param(
            "[os.write(each, b'garbage\\n') for each in range(3, 20) if os.path.exists("
            "f'/proc/self/fd/{{each}}')]".replace("{{", "{").replace("}}", "}"),
            "could not be read: its reader broke down",
            id="garbles",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc"),
        ),
    ],
)
def test_a_bad_source_costs_its_own_text_alone(jobs: list[Job], deed: str, reason: str) -> None:
    assert outcomes(jobs, worker(deed)) == {
        "a.txt": "The ally came to a.txt.",
        "bad.txt": f"[{reason}]",
        "c.txt": "The ally came to c.txt.",
        "bad-too.txt": f"[{reason}]",
    }


def test_what_loops_costs_its_own_text_alone(jobs: list[Job]) -> None:
    assert outcomes(jobs[:3], worker("while True: pass"), workers=2) == {
        "a.txt": "The ally came to a.txt.",
        "bad.txt": "[took more than 1 s to read]",
        "c.txt": "The ally came to c.txt.",
    }


@pytest.mark.parametrize(
    ("megabytes", "seconds", "patience"),
    [(0, 10, 60), (0.999, 10, 60), (1, 25, 150), (2.5, 40, 240), (4, 60, 360), (9999, 60, 360)],
)
def test_what_is_larger_may_take_longer(megabytes: float, seconds: int, patience: int) -> None:
    limits = Limits().of(int(megabytes * (1 << 20)))
    assert (limits.seconds, limits.patience, limits.megabytes) == (seconds, patience, 512)
    assert limits.too_slow == f"took more than {seconds} s to read"
    assert limits.too_long == f"took more than {patience} s to read"


def test_a_worker_gives_a_larger_source_more_time(jobs: list[Job]) -> None:
    deed = """
        import resource
        usage = resource.getrusage(resource.RUSAGE_SELF)
        left = resource.getrlimit(resource.RLIMIT_CPU)[0] - usage.ru_utime - usage.ru_stime
        from pincite.errors import SourceError
        raise SourceError(f"{int(left)}")
"""
    larger = [replace(job, size=size << 20) for job, size in zip(jobs[1::2], (0, 2), strict=True)]
    # A second is begun already when the time is set, and some of the first is gone.
    found = outcomes(larger, worker(deed))
    assert found["bad.txt"] in {"[0]", "[1]"}
    assert found["bad-too.txt"] in {"[30]", "[31]"}


def test_what_is_waited_for_in_vain_is_given_up(jobs: list[Job]) -> None:
    limits = Limits(seconds=15, patience=1)
    with Pool(2, ReadOptions(), limits, worker("time.sleep(600)")) as pool:
        larger = [jobs[1], replace(jobs[3], size=1 << 20)]
        reasons = [reading.ending.reason for reading in pool.read(larger)]
    assert reasons == ["took more than 1 s to read", "took more than 2 s to read"]


def test_what_a_reader_prints_goes_nowhere(jobs: list[Job], capfd: pytest.CaptureFixture) -> None:
    deed = "print('noise', flush=True); os.system('echo noise; echo noise >&2')"
    found = outcomes(jobs, worker(deed))
    assert list(found.values()) == [f"The ally came to {job.id}." for job in jobs]
    assert capfd.readouterr() == ("", "")


def test_a_worker_killed_by_somebody_else_costs_nothing(jobs: list[Job], tmp_path: Path) -> None:
    once = tmp_path / "once"
    deed = f"os.path.exists({str(once)!r}) or os.mkdir({str(once)!r}) or os.kill(os.getpid(), 9)"
    found = outcomes(jobs, worker(deed))
    assert list(found.values()) == [f"The ally came to {job.id}." for job in jobs]
    assert once.exists()


def test_what_always_kills_its_worker_may_be_read_the_next_time(jobs: list[Job]) -> None:
    with Pool(1, ReadOptions(), LIMITS, worker("os.kill(os.getpid(), 9)")) as pool:
        endings = []
        for reading in pool.read(jobs[:3]):
            endings.append(reading.ending)
            reading.close()
    assert [bool(ending.reason) for ending in endings] == [False, True, False]
    assert [ending.transient for ending in endings] == [False, True, False]


def test_each_article_has_its_own_time(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Talks\n\nThe ally came.\n", encoding="utf-8")
    program = """
import time
import pincite.indexer.sources.text as text
usual = text.read
def read(source):
    for _ in range(3):
        started = time.process_time()
        while time.process_time() - started < 0.7:
            pass
        yield from usual(source)
text.read = read
from pincite.indexer.reading.worker import main
main()
"""
    with Pool(1, ReadOptions(), LIMITS, [sys.executable, "-c", program]) as pool:
        (reading,) = pool.read([Job(str(path), "a.txt")])
        assert reading.ending.reason == ""
        assert len(list(reading.items())) == 3


def test_the_articles_of_a_source_have_a_time_together(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Talks\n\nThe ally came.\n", encoding="utf-8")
    program = """
import time
import pincite.indexer.sources.text as text
usual = text.read
def read(source):
    for _ in range(4):
        started = time.process_time()
        while time.process_time() - started < 0.3:
            pass
        yield from usual(source)
text.read = read
from pincite.indexer.reading.worker import main
main()
"""
    limits = replace(LIMITS, in_all=1)
    jobs = [Job(str(path), f"{size}.txt", size=size) for size in (9, 300_000)]
    with Pool(1, ReadOptions(), limits, [sys.executable, "-c", program]) as pool:
        came = [(each.ending.reason, len(list(each.items()))) for each in pool.read(jobs)]
    assert came == [("took more than 1 s to read", 0), ("", 4)]


@pytest.mark.parametrize(
    ("size", "seconds"), [(0, 10), (163_000, 12), (1 << 20, 25), (100 << 20, 1510)]
)
def test_the_time_of_all_articles_is_in_proportion(size: int, seconds: int) -> None:
    limits = Limits().of(size)
    assert limits.in_all == seconds
    assert limits.too_slow_in_all == f"took more than {seconds} s to read"


def records(path: Path, *, good: int, bad: int) -> Job:
    """A file of records: bad ones between the good ones, or behind them."""
    lines = ["{bad"] * bad
    told = ['{"text": "The ally came."}'] * good
    mixed = [each for pair in zip(told, lines, strict=False) for each in pair]
    mixed += told[len(lines) :] + lines[len(told) :]
    path.write_text("\n".join(mixed), encoding="utf-8")
    return Job(str(path), path.name)


@pytest.mark.parametrize("workers", [0, 1])
def test_of_bad_records_so_many_are_told(tmp_path: Path, workers: int) -> None:
    jobs = [
        records(tmp_path / "some.jsonl", good=1, bad=1000),
        records(tmp_path / "most.jsonl", good=2, bad=1001),
        records(tmp_path / "few.jsonl", good=1100, bad=1005),
    ]
    with Pool(workers, ReadOptions()) as pool:
        told = [(reading.ending.reason, list(reading.items())) for reading in pool.read(jobs)]
    some, most, few = told
    assert (some[0], len(some[1])) == ("", 1001)
    assert most[1] == []
    assert re.match("more than 1,000 of its records cannot be read; first: line 2: not", most[0])
    assert few[0] == ""
    skips = [each for each in few[1] if isinstance(each, Skip)]
    assert (len(few[1]), len(skips)) == (2101, 1001)
    assert skips[-1] == Skip("few.jsonl", "5 more of its records cannot be read")


@pytest.mark.parametrize("workers", [0, 2])
def test_results_are_those_of_reading_here_and_in_order(workers: int) -> None:
    paths = sorted(CORPUS.glob("*.txt")) + sorted(CORPUS.glob("*.md"))
    jobs = [Job(str(path), path.name, here=place % 3 == 0) for place, path in enumerate(paths)]
    with Pool(workers, ReadOptions()) as pool:
        read = [(reading.job.id, list(reading.items())) for reading in pool.read(jobs)]
    assert read == [(path.name, read_articles(path, path.name)) for path in paths]


@pytest.mark.parametrize(
    ("sizes", "workers"),
    [
        ([], 1),
        ([9] * 8, 1),
        ([9] * 9, 2),
        ([9] * 80, 10),
        ([1 << 17, 1 << 17], 1),
        ([1 << 18, 1], 2),
        ([1 << 20] * 9, 36),
    ],
)
def test_workers_are_as_many_as_are_worth_starting(sizes: list[int], workers: int) -> None:
    assert useful_workers(sizes) == workers


def test_no_worker_is_started_for_nothing(jobs: list[Job]) -> None:
    here = [Job(job.path, job.id, here=True) for job in jobs]
    no_worker = [sys.executable, "-c", "raise SystemExit(1)"]
    assert len(outcomes(here, no_worker)) == 4
    assert outcomes([], no_worker) == {}


def test_a_worker_that_cannot_start_is_told_of(jobs: list[Job]) -> None:
    with pytest.raises(PinciteError, match="cannot be started"):
        outcomes(jobs, [sys.executable, "-c", "raise SystemExit(1)"])


@pytest.mark.parametrize("killed", [2, 3])
def test_a_worker_killed_while_it_starts_is_started_again(
    jobs: list[Job], tmp_path: Path, killed: int
) -> None:
    program = f"""
import os
for each in range({killed}):
    try:
        os.mkdir(os.path.join({str(tmp_path)!r}, f"killed-{{each}}"))
    except FileExistsError:
        continue
    os.kill(os.getpid(), 9)
from pincite.indexer.reading.worker import main
main()
"""
    argv = [sys.executable, "-c", program]
    if killed < 3:
        assert list(outcomes(jobs, argv).values()) == [f"The ally came to {j.id}." for j in jobs]
    else:
        with pytest.raises(PinciteError, match="cannot be started"):
            outcomes(jobs[:1], argv)
    assert len(list(tmp_path.glob("killed-*"))) == killed


def test_more_is_not_read_ahead_than_there_is_room_for(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Talks\n\nThe ally came.\n", encoding="utf-8")
    asked = []

    def jobs() -> Sequence[Job]:
        for number in range(300):
            asked.append(number)
            yield Job(str(path), f"{number}.txt")

    with Pool(1, ReadOptions()) as pool:
        readings = pool.read(jobs())
        first = next(readings)
        first.close()
        assert first.job.id == "0.txt"
        assert len(asked) < 100
        readings.close()


def test_workers_end_with_the_pool(jobs: list[Job]) -> None:
    started = time.monotonic()
    with Pool(2, ReadOptions(), Limits(), worker("time.sleep(60)")) as pool:
        readings = pool.read(jobs)
        next(readings).close()
        readings.close()
    assert time.monotonic() - started < 30


def test_workers_die_with_who_started_them(jobs: list[Job], tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    deed = f"open({os.fspath(pid)!r}, 'x').close() if 0 else os.mkdir(f'{pid}-{{os.getpid()}}')"
    program = f"""
import sys
from pincite.indexer.reading.pool import Pool
from pincite.indexer.reading.messages import Job
from pincite.indexer.sources import ReadOptions
pool = Pool(1, ReadOptions(), None, {worker(deed)!r})
for reading in pool.read([Job({jobs[1].path!r}, "bad.txt")]):
    print(flush=True)
sys.stdin.read()
"""
    parent = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert parent.stdin
    assert parent.stdout
    assert parent.stdout.readline()
    (made,) = tmp_path.glob("pid-*")
    child = int(made.name.removeprefix("pid-"))
    os.kill(child, 0)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdin.close()
    parent.stdout.close()
    for _ in range(200):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{child}/stat").exists() and "Z" in Path(f"/proc/{child}/stat").read_text():
            return
        time.sleep(0.05)
    pytest.fail("the worker is still there")


TEXTS = st.text(max_size=20)
PAIRS = st.tuples(st.integers(0, 9), st.integers(0, 9))
PARAGRAPHS = st.builds(
    Paragraph,
    ordinal=st.integers(1, 9),
    text=TEXTS,
    kind=st.sampled_from(Kind),
    lines=st.none() | PAIRS,
    chars=PAIRS,
    sentences=st.lists(PAIRS, max_size=3).map(tuple),
    heading=TEXTS,
    pages=st.none() | PAIRS,
)
ARTICLES = st.builds(
    Article,
    id=TEXTS,
    path=TEXTS,
    title=TEXTS,
    author=TEXTS,
    origins=st.dictionaries(TEXTS, TEXTS, max_size=2),
    copies=st.lists(TEXTS, max_size=2).map(tuple),
    former=st.lists(TEXTS, max_size=2).map(tuple),
    paragraphs=st.lists(PARAGRAPHS, max_size=3).map(tuple),
)


@examples(60)
@given(ARTICLES | st.builds(Skip, TEXTS, TEXTS))
def test_what_is_told_of_articles_is_understood(item: Article | Skip) -> None:
    line = dump_item(item)
    assert line.count(b"\n") == 1
    assert load_item(line) == item


def test_what_is_told_of_jobs_is_understood() -> None:
    job = Job("bad-\udcff\n.txt", "x", {"": {"title": Stated("A", "table")}, "k": {}}, 7)
    assert load_job(dump_job(job)) == job
    options = ReadOptions("latin-1", (("text", "body"),), ("Subscribe now",), "german")
    assert load_greeting(dump_greeting(LIMITS, options)) == (LIMITS, options)
