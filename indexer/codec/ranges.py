"""Arithmetic on ranges of array items, without loops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]


def concatenated(starts: npt.NDArray[Any], counts: npt.NDArray[Any]) -> Numbers:
    """int64, the numbers of all ranges one after the other: from each start, so many."""
    ends = np.cumsum(counts, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    shifts = np.repeat(starts.astype(np.int64) - (ends - counts), counts)
    return np.asarray(np.arange(total) + shifts, np.int64)


def run_starts(*keys: npt.NDArray[Any]) -> Numbers:
    """int64, where a new combination of `keys` begins, all being of one length and grouped."""
    if not len(keys[0]):
        return np.empty(0, np.int64)
    changes = np.zeros(len(keys[0]) - 1, bool)
    for key in keys:
        changes |= key[1:] != key[:-1]
    return np.concatenate([[0], np.flatnonzero(changes) + 1])


def offsets(counts: npt.NDArray[Any]) -> Numbers:
    """int64[n + 1], where each of n ranges that lie one after the other starts and ends."""
    ends = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=ends[1:])
    return ends


def counts_between(offsets: npt.NDArray[Any]) -> Numbers:
    """int64[n], how many items there are between each two of n + 1 offsets."""
    return np.diff(offsets.astype(np.int64)).astype(np.int64)


def places_in(
    wanted: npt.NDArray[Any], among: npt.NDArray[Any]
) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    """int64, where each of `wanted` stands in `among`, which ascends, and whether it does."""
    if not len(among):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), bool)
    places = among.searchsorted(wanted.astype(among.dtype, copy=False))
    places[places == len(among)] = 0
    return places, among[places] == wanted


def place_in(wanted: int, among: npt.NDArray[Any]) -> int:
    """Where `wanted` stands in `among`, which ascends; -1 where it does not."""
    place = int(among.searchsorted(among.dtype.type(wanted)))
    return place if place < len(among) and int(among[place]) == wanted else -1


def correct(
    values: npt.NDArray[Any],
    keys: Numbers,
    exceptions: npt.NDArray[Any],
    instead: npt.NDArray[Any],
) -> None:
    """Put in place the values of keys that are exceptions; both ascend."""
    if not len(exceptions) or not len(keys):
        return
    limits = np.array([keys[0], keys[-1] + 1], exceptions.dtype)
    first, end = exceptions.searchsorted(limits).tolist()
    if first == end:
        return
    exceptions, instead = exceptions[first:end], instead[first:end]
    if len(exceptions) > len(keys):  # the fewer are looked up among the others
        places, there = places_in(keys, exceptions)
        values[there] = instead[places[there]]
    else:
        places, there = places_in(exceptions.astype(np.int64), keys)
        values[places[there]] = instead[there]


def corrected(
    values: npt.NDArray[Any], first: int, exceptions: npt.NDArray[Any], instead: npt.NDArray[Any]
) -> npt.NDArray[Any]:
    """Values of all keys from `first` on; where some are exceptions a copy with those put in."""
    limits = np.array([first, first + len(values)], exceptions.dtype)
    begin, end = exceptions.searchsorted(limits).tolist()
    if begin == end:
        return values
    values = values.astype(np.promote_types(values.dtype, instead.dtype))
    values[exceptions[begin:end].astype(np.int64) - first] = instead[begin:end]
    return values


def as_memory(array: npt.NDArray[Any]) -> memoryview:
    """The same items, where to look one up costs less than in an array."""
    return array.astype(array.dtype.newbyteorder("="), copy=False).data


def smallest(largest: int) -> npt.DTypeLike:
    """The narrowest unsigned type that holds all numbers up to `largest`."""
    return np.min_scalar_type(max(largest, 0))
