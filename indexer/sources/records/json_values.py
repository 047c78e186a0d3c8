"""JSON as others write it: to texts, lists and objects, with numbers as they are written."""

from __future__ import annotations

import json

from pincite.errors import SourceError


def parse_json(text: str) -> object:
    """The value of a JSON text; numbers are the texts they are written as, NaN and infinity None.

    Raises:
        SourceError: it is not JSON, is nested too deep, or takes more memory than there is.
    """
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise SourceError(f"not JSON ({error.msg.lower()}, {_place(error)})") from error
    except RecursionError as error:
        raise SourceError("JSON nested too deep") from error
    except MemoryError as error:
        raise SourceError("too much JSON to be read at once: save it as JSON lines") from error


def _place(error: json.JSONDecodeError) -> str:
    if error.lineno == 1:
        return f"column {error.colno}"
    return f"line {error.lineno}"


def _nothing(_: str) -> None:
    return None


# Not strict: tabs and line ends inside a text are no reason to lose it.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=_nothing, strict=False)
