"""The font in place of those that a PDF names and does not bring along.

pdfium takes the machine's own fonts for them. Where a font there has no glyph, a text of one character, such as the
only digit of a cell, is dropped without a word; and the boxes of characters, by which cells are told apart, differ from
machine to machine. So every such font is `knowledge/box.ttf`: a box for each character, narrow enough for half a
width. The places of characters come from the PDF itself, but for the standard fonts, of which pdfium has its own.
How the font was made: docs/decisions/0012-substitute-font.md.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

_FACE_NAME = b"nianbao box\0"
# Any handle that is not null; there is one font.
_HANDLE = 1
# The families that every PDF reader has (ISO 32000, 9.6.2.2), as pdfium asks for them: a file may leave out the widths
# of their characters. For the other two (Symbol, ZapfDingbats) pdfium never asks.
_STANDARD = (b"Helvetica", b"Times", b"Courier")
# The place of the font's name among what FPDF_SYSFONTINFO.MapFont is asked with.
_FACE = 5
# What FPDF_SYSFONTINFO is, and the character set that every font is said to have: the default one.
_VERSION, _CHARSET = 1, 1


@cache
def use_substitute() -> Any:
    """Have pdfium take the box font for every font that a file does not embed, in this process.

    The result holds the functions that pdfium calls, and must live as long as the process: the cache sees to that.
    """
    from pypdfium2 import raw

    data = (files("transforms.knowledge") / "box.ttf").read_bytes()
    types = dict(raw.FPDF_SYSFONTINFO._fields_)

    def copy(content: bytes, buffer: Any, size: int) -> int:
        if buffer and size >= len(content):
            ctypes.memmove(buffer, content, len(content))
        return len(content)

    def map_font(*asked: Any) -> int | None:
        return None if ctypes.string_at(asked[_FACE]).startswith(_STANDARD) else _HANDLE

    def get_data(*asked: Any) -> int:
        table, buffer, size = asked[2:]
        return 0 if table else copy(data, buffer, size)

    def get_name(*asked: Any) -> int:
        buffer, size = asked[2:]
        return copy(_FACE_NAME, buffer, size)

    functions: dict[str, Callable[..., int | None]] = {
        "MapFont": map_font,
        "GetFont": lambda *_: _HANDLE,
        "GetFontData": get_data,
        "GetFaceName": get_name,
        "GetFontCharset": lambda *_: _CHARSET,
    }
    info = raw.FPDF_SYSFONTINFO()
    info.version = _VERSION
    held = [types[name](function) for name, function in functions.items()]
    for name, function in zip(functions, held, strict=True):
        setattr(info, name, function)
    raw.FPDF_SetSystemFontInfo(info)
    return info, held
