"""The glyphs of a PDF page: which character each is, and where it stands.

Lengths are in points. Of each direction of writing on a page the glyphs are turned upright: x
grows to the right from the page's left edge, y downwards from its upper one.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from pypdfium2 import PdfPage

    _Drawn = NDArray[np.void]

_UNREADABLE = 0xFFFD
_BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_FIXED_NAME = re.compile(r"mono|courier|consol|typewriter|CMTT", re.IGNORECASE)
_BOLD_WEIGHT = 650
_INVISIBLE = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_OUTLINED = pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
# What PDFium and common symbol fonts have for other signs: hyphens, which show however soft they
# are called, and bullets.
_SIGNS = {0x02: 0x2D, 0xAD: 0x2D, 0xFFFE: 0x2D} | dict.fromkeys(
    (0xF0B7, 0xF0A7, 0xF06C, 0xF06E, 0xF076, 0xF0D8, 0xF0FC), 0x2022
)
_DEEPEST_FORM = 5
_MOST_OBJECTS = 5000
_MANY_STROKES = 200


@dataclass(frozen=True)
class Font:
    """What of a font shows on the page.

    Attributes:
        bold: heavier than running text.
        fixed: all its letters are of one width.
    """

    bold: bool
    fixed: bool


@dataclass(frozen=True)
class Glyphs:
    """Glyphs in the order they are drawn, all of one direction; arrays of one length.

    Attributes:
        codes: code points; U+FFFD for a glyph of which the file does not tell the character.
        left: where each begins.
        right: where the next may begin.
        base: y of the line it stands on.
        size: of its font.
        fonts: places in `faces`.
        faces: the fonts.
    """

    codes: NDArray[np.uint32]
    left: NDArray[np.float64]
    right: NDArray[np.float64]
    base: NDArray[np.float64]
    size: NDArray[np.float64]
    fonts: NDArray[np.int32]
    faces: tuple[Font, ...]

    @property
    def unreadable(self) -> int:
        """How many are of no known character."""
        return int(np.count_nonzero(self.codes == _UNREADABLE))


# A glyph as the page has it: its character, its box, and what all have in common that are drawn
# together: where the line begins that they stand on, size, angle, and how they are drawn.
_TOGETHER = [("x", "f8"), ("y", "f8"), ("size", "f8"), ("angle", "i4"), ("face", "i4"),
             ("font", "i4"), ("mode", "i4")]  # fmt: skip
_BOX = [("left", "f4"), ("top", "f4"), ("right", "f4"), ("bottom", "f4")]
_DRAWN = np.dtype([("code", "u4"), *_BOX, *_TOGETHER])


@dataclass
class _Reading:
    """One page while it is read.

    Attributes:
        page: its handle.
        text: the handle of its text.
        faces: those met, with their places.
        fonts: numbers of the fonts met, by address.
        known: places of the faces, by the address of a font and whether it is outlined.
    """

    page: Any
    text: Any
    faces: dict[Font, int] = field(default_factory=dict)
    fonts: dict[int, int] = field(default_factory=dict)
    known: dict[tuple[int, bool], int] = field(default_factory=dict)

    def together(self, index: int) -> tuple[float | int, ...]:
        """What the glyphs that are drawn with one have in common, as in `_TOGETHER`."""
        matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetMatrix(self.text, index, matrix)
        pdfium.FPDFText_GetCharOrigin(self.text, index, x, y)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        thing = pdfium.FPDFText_GetTextObject(self.text, index)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(thing)
        font = pdfium.FPDFTextObj_GetFont(thing)
        address = ctypes.cast(font, ctypes.c_void_p).value or 0
        return (
            x.value,
            y.value,
            pdfium.FPDFText_GetFontSize(self.text, index) * scale or 1.0,
            round(math.degrees(math.atan2(matrix.b, matrix.a)) / 5) * 5 % 360,
            self._face(font, address, outlined=mode == _OUTLINED),
            self.fonts.setdefault(address, len(self.fonts)),
            mode,
        )

    def _face(self, font: Any, address: int, *, outlined: bool) -> int:
        """The place of a font's face."""
        place = self.known.get((address, outlined))
        if place is None:
            face = _face_of(font, outlined=outlined)
            place = self.faces.setdefault(face, len(self.faces))
            self.known[address, outlined] = place
        return place


def read_glyphs(page: PdfPage) -> list[Glyphs]:
    """The glyphs of a page that a reader sees, the main direction of writing first.

    What is drawn invisibly is left out, except on pages with pictures: there it is what a text
    recognition has put behind them.
    """
    text = page.get_textpage()
    try:
        return _read(_Reading(page.raw, text.raw))
    finally:
        text.close()


def is_drawn(page: Any) -> bool:
    """Whether a page, whose raw handle this is, has pictures, or as many strokes as drawn text."""
    strokes = 0
    for kind in _kinds(page):
        strokes += kind == pdfium.FPDF_PAGEOBJ_PATH
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE or strokes > _MANY_STROKES:
            return True
    return False


def _kinds(page: Any) -> Iterator[int]:
    """The kind of each thing on a page, those in forms too, up to some thousands."""
    things = [(pdfium.FPDFPage_GetObject(page, at), 0) for at in range(_most(page))]
    for _ in range(_MOST_OBJECTS):
        if not things:
            return
        thing, depth = things.pop()
        kind = pdfium.FPDFPageObj_GetType(thing)
        yield kind
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            count = min(pdfium.FPDFFormObj_CountObjects(thing), _MOST_OBJECTS)
            inner = (pdfium.FPDFFormObj_GetObject(thing, at) for at in range(count))
            things += [(each, depth + 1) for each in inner]


def _most(page: Any) -> int:
    return min(int(pdfium.FPDFPage_CountObjects(page)), _MOST_OBJECTS)


def _face_of(font: Any, *, outlined: bool) -> Font:
    buffer = ctypes.create_string_buffer(128)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    name = buffer.value.decode("latin-1")
    weight = pdfium.FPDFFont_GetWeight(font)
    return Font(
        bold=outlined or bool(_BOLD_NAME.search(name)) or weight >= _BOLD_WEIGHT,
        fixed=bool(_FIXED_NAME.search(name)),
    )


def _read(reading: _Reading) -> list[Glyphs]:
    things = _things(reading.text)
    at = np.flatnonzero(things)
    if not len(at):
        return []
    drawn = _drawn(reading, at, things[at])
    page = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(reading.page, page)
    drawn = drawn[_seen(drawn, page, reading.page)]
    angles = Counter(drawn["angle"].tolist())
    return [
        _turned(drawn[drawn["angle"] == angle], angle, page, tuple(reading.faces))
        for angle, _ in angles.most_common()
    ]


def _caller(function: Any, result: Any, *further: Any) -> Any:
    """A function of PDFium to call for each glyph with a page's text and the glyph's place.

    As declared there, every call checks its handle and makes objects of what are numbers here.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int, *further)(address)


def _things(text: Any) -> NDArray[np.uint64]:
    """For each character the address of what draws it; 0 for those that PDFium adds."""
    count = max(pdfium.FPDFText_CountChars(text), 0)
    address_of = _caller(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)
    handle = ctypes.cast(text, ctypes.c_void_p)
    return np.array([address_of(handle, i) or 0 for i in range(count)], np.uint64)


def _drawn(reading: _Reading, at: NDArray[np.int64], things: NDArray[np.uint64]) -> _Drawn:
    """The characters at some places, which those things draw."""
    text, places = reading.text, at.tolist()
    handle = ctypes.cast(text, ctypes.c_void_p)
    boxes = np.zeros((len(at), 4), np.float32)
    read_box = _caller(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p)
    first, width = boxes.ctypes.data, boxes.strides[0]
    for row, index in enumerate(places):
        read_box(handle, index, first + row * width)
    code_of = _caller(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
    firsts = np.flatnonzero(np.r_[True, things[1:] != things[:-1]])
    together = np.array([reading.together(places[i]) for i in firsts.tolist()], _TOGETHER)
    drawn = np.empty(len(at), _DRAWN)
    drawn["code"] = [code_of(handle, index) for index in places]
    for name, values in zip(("left", "top", "right", "bottom"), boxes.T, strict=True):
        drawn[name] = values
    counts = np.diff(np.r_[firsts, len(at)])
    for name, _ in _TOGETHER:
        drawn[name] = np.repeat(together[name], counts)
    drawn["code"] = _readable(text, at, drawn)
    return drawn


def _readable(text: Any, at: NDArray[np.int64], drawn: _Drawn) -> NDArray[np.uint32]:
    """The characters, with U+FFFD for those that the file does not tell."""
    pairs = drawn["font"].astype(np.uint64) << np.uint64(32) | drawn["code"]
    _, first, places = np.unique(pairs, return_index=True, return_inverse=True)
    codes = [_readable_code(text, int(at[i]), int(drawn["code"][i])) for i in first.tolist()]
    return np.array(codes, np.uint32)[places]


def _readable_code(text: Any, index: int, code: int) -> int:
    if code in _SIGNS:
        return _SIGNS[code]
    is_private = 0xE000 <= code <= 0xF8FF or code >= 0xF0000
    if is_private or (code < 0x20 and code not in (0x09, 0x0A, 0x0D)) or 0x7F <= code < 0xA0:
        return _UNREADABLE
    return _UNREADABLE if pdfium.FPDFText_HasUnicodeMapError(text, index) == 1 else code


def _seen(drawn: _Drawn, page: Any, handle: Any) -> NDArray[np.bool_]:
    """Which glyphs stand on the page and show on it."""
    with np.errstate(all="ignore"):
        x, y = (drawn["left"] + drawn["right"]) / 2, (drawn["top"] + drawn["bottom"]) / 2
    seen: NDArray[np.bool_] = (
        (x >= page.left) & (x <= page.right) & (y >= page.bottom) & (y <= page.top)
    )
    hidden = np.isin(drawn["mode"], _INVISIBLE)
    if hidden.any() and pdfium.FPDF_PAGEOBJ_IMAGE not in _kinds(handle):
        seen &= ~hidden
    return seen


def _turned(drawn: _Drawn, angle: int, page: Any, faces: tuple[Font, ...]) -> Glyphs:
    """Glyphs written at an angle, in degrees, as they stand when that is turned upright."""
    cos, sin = round(math.cos(math.radians(angle)), 9), round(math.sin(math.radians(angle)), 9)
    edges = [(x, y) for x in (page.left, page.right) for y in (page.bottom, page.top)]
    left = min(x * cos + y * sin for x, y in edges)
    upper = max(y * cos - x * sin for x, y in edges)
    x = (drawn["left"] + drawn["right"]).astype(np.float64) / 2
    y = (drawn["top"] + drawn["bottom"]).astype(np.float64) / 2
    # A slanting glyph's box is larger than the glyph; half an em is about what a letter has.
    across = (drawn["right"] - drawn["left"], drawn["top"] - drawn["bottom"])
    width = drawn["size"] / 2 if angle % 90 else abs(across[angle // 90 % 2])
    middle = x * cos + y * sin - left
    return Glyphs(
        codes=drawn["code"],
        left=middle - width / 2,
        right=middle + width / 2,
        base=upper - (drawn["y"] * cos - drawn["x"] * sin),
        size=drawn["size"],
        fonts=drawn["face"],
        faces=faces,
    )
