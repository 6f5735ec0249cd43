"""Pictures of recognised numbers in a terminal, beside what was made of them."""

from __future__ import annotations

import json
import struct
import zlib
from base64 import b64decode
from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import Console
from rich.text import Text

from flows.commands.textgrid import hanging_lines
from flows.language import said
from transforms.doubts import Doubt
from transforms.language import Pair

# Two rows of pixels are a line of text; a number needs so many to be read by eye.
_ROWS: Final = 14
_MOST_COLUMNS: Final = 72
_BLOCKS: Final = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_BITS: Final = 2
# The greys of `transforms.formats.scans.images.small_picture` from black to white are 0 to 3; what is darker than this
# on an average is ink.
_DARK: Final = 1.6


def crop_lines(doubts: Sequence[Doubt], console: Console) -> Iterator[Text]:
    """Each recognised number: its cell, what was read, its page and place, how sure the engines were, its picture."""
    for doubt in doubts:
        for told in json.loads(doubt.details)["cells"] if doubt.details else ():
            place = Pair(
                "第{page}页（{box}） 置信度{confidence}",
                "page {page} ({box}), confidence {confidence}",
                page=told["page"],
                box=", ".join(f"{value:g}" for value in told["box"]),
                confidence=told["confidence"],
            )
            head = Text.assemble((told["cell"], "bold"), f"  {' ≠ '.join(told['readings'])}  ", (said(place), "dim"))
            yield from hanging_lines("", head, console)
            yield from (Text(f"   {line}") for line in draw_picture(b64decode(told["crop"])))


def draw_picture(png: bytes) -> list[str]:
    """A small picture in blocks of text; nothing for one that `small_picture` did not write."""
    pixels = _read_pixels(png)
    if not pixels:
        return []
    step = max(1, round(len(pixels) / _ROWS))
    wide = max(step, -(-len(pixels[0]) // _MOST_COLUMNS))
    shown = [
        [_is_dark([row[x : x + wide] for row in pixels[y : y + step]]) for x in range(0, len(pixels[0]), wide)]
        for y in range(0, len(pixels), step)
    ]
    dark = _without_paper(shown)
    dark += [[False] * len(dark[0])] * (len(dark) % 2)
    lines = (
        "".join(_BLOCKS[pair] for pair in zip(*rows, strict=True)) for rows in zip(dark[::2], dark[1::2], strict=True)
    )
    return [line.rstrip() for line in lines]


def _without_paper(dark: list[list[bool]]) -> list[list[bool]]:
    """A picture without what is empty around it."""
    rows = [place for place, row in enumerate(dark) if any(row)]
    columns = [place for place, column in enumerate(zip(*dark, strict=True)) if any(column)]
    if not rows:
        return dark[:1]
    return [row[columns[0] : columns[-1] + 1] for row in dark[rows[0] : rows[-1] + 1]]


def _is_dark(part: Sequence[Sequence[int]]) -> bool:
    greys = [grey for row in part for grey in row]
    return sum(greys) <= _DARK * len(greys)


def _read_pixels(png: bytes) -> list[list[int]]:
    """The greys of each row (PNG, second edition: two bits a pixel)."""
    if not png.startswith(_SIGNATURE):
        return []
    at, packed, width, height = len(_SIGNATURE), b"", 0, 0
    while at + 8 <= len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        data = png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, bits, colour = struct.unpack(">IIBB", data[:10])
            if (bits, colour) != (_BITS, 3):
                return []
        elif kind == b"IDAT":
            packed += data
        at += length + 12
    stride = -(-width * _BITS // 8) + 1
    raw = zlib.decompress(packed)
    rows = _without_filters([raw[row * stride : (row + 1) * stride] for row in range(height)])
    return [[row[place // 4] >> (6 - 2 * (place % 4)) & 3 for place in range(width)] for row in rows]


def _without_filters(rows: Sequence[bytes]) -> Iterator[bytes]:
    """Rows of one byte a step as they were before each was written as differences (PNG, clause 9)."""
    above = bytes(len(rows[0]) - 1) if rows else b""
    for kind, *filtered in rows:
        row = bytearray()
        for place, byte in enumerate(filtered):
            left, corner = (row[-1], above[place - 1]) if place else (0, 0)
            guesses = (0, left, above[place], (left + above[place]) // 2, _paeth(left, above[place], corner))
            row.append((byte + guesses[kind]) & 0xFF)
        above = bytes(row)
        yield above


def _paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda byte: abs(guess - byte))
