"""Records in compressed blocks: against a list of them."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pincite.indexer.codec.arrays import ArrayFile, ArrayFileWriter
from pincite.indexer.codec.store import RecordReader, RecordWriter
from profiles import examples

records = st.lists(st.binary(max_size=12), max_size=20)
blocks = st.integers(0, 40)
# Copies of a file, each with the records that are kept, and what is added before and after.
copies = st.lists(st.tuples(records, st.lists(st.booleans(), max_size=20), records), max_size=3)


def write(path: Path, written: list[bytes], block: int) -> RecordReader:
    with ArrayFileWriter(path) as arrays:
        writer = RecordWriter(arrays, "texts", block)
        for number, record in enumerate(written):
            assert writer.count == number
            writer.add(record)
        writer.finish()
        arrays.finish({})
    return RecordReader(ArrayFile(path), "texts", len(written))


def check(reader: RecordReader, expected: list[bytes]) -> None:
    assert len(reader) == len(expected)
    assert [reader[number] for number in range(len(reader))] == expected


@examples(100)
@given(records, blocks)
def test_records_are_read_as_they_were_written(written: list[bytes], block: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reader = write(Path(folder, "a"), written, block)
        check(reader, written)
        spans = [(first, end) for first, end, _ in reader.blocks()]
        assert [number for span in spans for number in range(*span)] == list(range(len(written)))
        for first, end in spans[:-1]:
            sizes = [len(record) for record in written[first:end]]
            assert sum(sizes) >= block
            assert sum(sizes[:-1]) < max(block, 1)


@examples(100)
@given(records, blocks, blocks, copies)
def test_copied_are_the_records_that_are_kept(
    written: list[bytes],
    block: int,
    other_block: int,
    asked: list[tuple[list[bytes], list[bool], list[bytes]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reader = write(Path(folder, "a"), written, block)
        expected: list[bytes] = []
        with ArrayFileWriter(Path(folder, "b")) as arrays:
            writer = RecordWriter(arrays, "texts", other_block)
            for before, mask, after in asked:
                keep = (mask + [True] * len(written))[: len(written)]
                kept = [record for record, stays in zip(written, keep, strict=True) if stays]
                for record in before:
                    writer.add(record)
                writer.copy(reader, np.array(keep, bool))
                for record in after:
                    writer.add(record)
                expected += before + kept + after
                assert writer.count == len(expected)
            writer.finish()
            arrays.finish({})
        copied = RecordReader(ArrayFile(Path(folder, "b")), "texts", len(expected))
        check(copied, expected)


def test_whole_blocks_are_copied_as_they_are() -> None:
    written = [b"one", b"two", b"three", b"four"]
    with tempfile.TemporaryDirectory() as folder:
        reader = write(Path(folder, "a"), written, 6)
        with ArrayFileWriter(Path(folder, "b")) as arrays:
            writer = RecordWriter(arrays, "texts", 1 << 20)
            writer.copy(reader, np.ones(4, bool))
            writer.finish()
            arrays.finish({})
        copied = RecordReader(ArrayFile(Path(folder, "b")), "texts", 4)
        assert len(list(reader.blocks())) == 2
        assert [block[:2] for block in copied.blocks()] == [block[:2] for block in reader.blocks()]
        check(copied, written)


def test_a_record_much_longer_than_a_block_and_empty_ones_around_it() -> None:
    written = [b"", b"x" * 300_000, b"", b"y"]
    with tempfile.TemporaryDirectory() as folder:
        check(write(Path(folder, "a"), written, 2048), written)
