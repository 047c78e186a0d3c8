"""Text that says where its lines may be joined: format=flowed, as RFC 3676 has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGNATURE = "-- "


def unwrapped(
    lines: Sequence[str], *, delsp: bool = False
) -> tuple[list[str], list[tuple[int, int]]]:
    """The lines as they were before they were wrapped.

    Args:
        lines: as they stand in the mail; one that ends with a space goes on in the next.
        delsp: whether that space was put in by the wrapping.

    Returns:
        The lines, and for each the places of the first and the last line it was made of.
    """
    joined: list[list[str]] = []
    places: list[tuple[int, int]] = []
    open_at = -1  # how often the line is quoted that goes on, or -1
    for place, line in enumerate(lines):
        text = line.lstrip(">")
        depth = len(line) - len(text)
        text = text.removeprefix(" ")
        goes_on = text.endswith(" ") and text != _SIGNATURE
        if goes_on and delsp:
            text = text[:-1]
        if depth == open_at and text != _SIGNATURE:
            joined[-1].append(text)
            places[-1] = places[-1][0], place
        else:
            joined.append([">" * depth + " " if depth else "", text])
            places.append((place, place))
        open_at = depth if goes_on else -1
    return ["".join(parts) for parts in joined], places
