"""Files of named arrays: what is written is read again, and what is damaged is told of."""

from __future__ import annotations

import struct
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.errors import CorruptIndex
from pincite.indexer.codec import arrays
from pincite.indexer.codec.arrays import FORMAT, ArrayFile, ArrayFileWriter
from profiles import examples

if TYPE_CHECKING:
    import numpy.typing as npt

    Arrays = dict[str, npt.NDArray[Any]]

LIMITS = {"u1": 255, "<u2": 65535, "<u4": 2**32 - 1, "<u8": 2**64 - 1, "<i8": 2**63 - 1, "<f8": 9}


@st.composite
def arrays_of_any_type(draw: st.DrawFn) -> npt.NDArray[Any]:
    dtype = draw(st.sampled_from(sorted(LIMITS)))
    items = st.integers(0, 3) | st.just(LIMITS[dtype])
    return np.array(draw(st.lists(items, max_size=12)), dtype)


named = st.dictionaries(st.text("ab.é", max_size=3), arrays_of_any_type(), max_size=5)


def write(path: Path, whole: Arrays, streamed: Arrays, piece: int = 3) -> None:
    """A file of arrays, some of them added at one go and the others by the piece."""
    with ArrayFileWriter(path) as writer:
        streams = {name: writer.stream(name, array.dtype) for name, array in streamed.items()}
        for name, array in whole.items():
            writer.add(name, array)
        for start in range(0, max(map(len, streamed.values()), default=0), piece):
            for name, array in streamed.items():
                streams[name].append(array[start : start + piece])
        writer.finish({"of": "arrays"})


@examples(60)
@given(named, named, st.integers(1, 5), st.sampled_from([1, 7, 1 << 20]))
def test_arrays_are_read_as_they_were_written(
    whole: Arrays, streamed: Arrays, piece: int, limit: int
) -> None:
    whole = {name: array for name, array in whole.items() if name not in streamed}
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(arrays, "_IN_MEMORY", limit)
        patch.setattr(arrays, "_PIECE", limit)
        path = Path(folder, "some.pin")
        write(path, whole, streamed, piece)
        assert [found.name for found in Path(folder).iterdir()] == [path.name]
        read = ArrayFile(path)
        assert read.meta == {"of": "arrays"}
        assert read.size == path.stat().st_size
        assert read.damaged() == []
        assert "c" not in read
        for name, array in {**whole, **streamed}.items():
            assert name in read
            assert read[name].dtype == array.dtype
            assert read[name].tolist() == array.tolist()


def test_arrays_begin_where_a_processor_reads_them_best_and_cannot_be_changed(
    tmp_path: Path,
) -> None:
    write(tmp_path / "a", {"odd": np.arange(3, dtype=np.uint8)}, {"wide": np.arange(2.0)})
    read = ArrayFile(tmp_path / "a")
    assert all(read[name].ctypes.data % 64 == 0 for name in ("odd", "wide"))
    with pytest.raises(ValueError, match="read-only"):
        read["wide"][0] = 1


def test_a_stream_beyond_its_limit_waits_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrays, "_IN_MEMORY", 10)
    stream = arrays.ArrayStream(tmp_path, np.uint32)
    stream.append(np.arange(2))
    in_memory = stream.file._rolled
    stream.append(np.arange(2))
    assert (in_memory, stream.file._rolled, stream.count) == (False, True, 4)
    stream.file.close()


def test_what_does_not_lie_side_by_side_in_memory_is_written_in_its_own_order(
    tmp_path: Path,
) -> None:
    every_third = np.arange(12, dtype=np.uint16)[::3]
    write(tmp_path / "a", {"whole": every_third}, {"stream": every_third}, piece=2)
    read = ArrayFile(tmp_path / "a")
    assert read["whole"].tolist() == read["stream"].tolist() == [0, 3, 6, 9]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of three arrays whose bytes occur nowhere else in it."""
    path = tmp_path / "some.pin"
    write(path, whole=CONTENT, streamed={"stream": np.array([0xABCDEF12] * 5, np.uint32)})
    return path


CONTENT: Arrays = {
    "bytes": np.frombuffer(b"pin and cite", np.uint8),
    "none": np.empty(0, np.uint32),
    "floats": np.array([2.5, -1e300]),
}


def test_a_file_cut_short_anywhere_is_told_of(file: Path) -> None:
    data = file.read_bytes()
    for size in range(len(data)):
        file.write_bytes(data[:size])
        with pytest.raises(CorruptIndex) as told:
            ArrayFile(file)
        assert str(file) in str(told.value)


def test_a_changed_byte_is_told_of_wherever_it_is(file: Path) -> None:
    data = file.read_bytes()
    array_of = {}
    for name in ("bytes", "floats", "stream"):
        content = ArrayFile(file)[name].tobytes()
        assert data.count(content) == 1
        array_of |= dict.fromkeys(
            range(data.index(content), data.index(content) + len(content)), name
        )
    directory = data.index(b'{"meta"')
    for place in range(len(data)):
        file.write_bytes(data[:place] + bytes([data[place] ^ 0x81]) + data[place + 1 :])
        if place < 32 or place >= directory:
            with pytest.raises(CorruptIndex) as told:
                ArrayFile(file)
            assert str(file) in str(told.value)
        else:
            expected = [array_of[place]] if place in array_of else []
            assert ArrayFile(file).damaged() == expected


def test_all_that_is_damaged_is_named(file: Path) -> None:
    data = file.read_bytes()
    for name in ("bytes", "stream"):
        content = ArrayFile(file)[name].tobytes()
        data = data.replace(content, content[:-1] + b"?")
    file.write_bytes(data)
    assert ArrayFile(file).damaged() == ["bytes", "stream"]


@pytest.mark.parametrize(
    "content",
    [b"", b"\0", bytes(4096), b"pincite", b"pincite\n", b"{}", b"\x89PNG\r\n" + bytes(range(256))],
    ids=["empty", "short", "zeros", "half a magic", "magic", "JSON", "picture"],
)
def test_a_file_that_is_something_else_is_told_of(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.pin"
    path.write_bytes(content)
    with pytest.raises(CorruptIndex) as told:
        ArrayFile(path)
    assert str(path) in str(told.value)


@pytest.mark.parametrize("version", [0, FORMAT - 1, FORMAT + 1, 2**32 - 1])
def test_another_format_is_told_of_with_both_numbers(file: Path, version: int) -> None:
    data = bytearray(file.read_bytes())
    struct.pack_into("<I", data, 8, version)
    file.write_bytes(data)
    with pytest.raises(CorruptIndex) as told:
        ArrayFile(file)
    assert f"{file} is of format {version}, this pincite reads {FORMAT}" in str(told.value)


def test_an_array_that_is_not_there_is_told_of(file: Path) -> None:
    with pytest.raises(CorruptIndex) as told:
        ArrayFile(file)["more"]
    assert str(file) in str(told.value)
    assert "'more'" in str(told.value)


def test_a_file_that_is_lost_is_no_damage(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ArrayFile(tmp_path / "lost")


@pytest.mark.parametrize("error", [None, RuntimeError("on the way")])
def test_a_writer_that_does_not_finish_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception | None
) -> None:
    monkeypatch.setattr(arrays, "_IN_MEMORY", 1)

    def write_half() -> None:
        with ArrayFileWriter(tmp_path / "a.pin") as writer:
            writer.add("one", np.arange(3))
            writer.stream("two", np.uint8).append(np.arange(9))
            if error:
                raise error

    if error:
        with pytest.raises(RuntimeError, match="on the way"):
            write_half()
    else:
        write_half()
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_there_is_never_written_over(file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(FileExistsError):
        ArrayFileWriter(file)
    assert file.read_bytes() == before
