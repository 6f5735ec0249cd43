"""Pictures of recognised numbers as blocks of text."""

from __future__ import annotations

import json
import struct
import zlib
from base64 import b64encode
from io import StringIO

import pytest
from rich.console import Console

from flows.commands.crops import crop_lines, draw_picture
from transforms.doubts import Doubt
from transforms.language import Pair

SEVEN = ("111111", "000001", "000010", "000100", "001000", "001000")


def png_of(rows: tuple[str, ...], kind: int = 0, *, bits: int = 2) -> bytes:
    """A picture of black (1) and white, with each row written by a filter of that kind."""
    packed, above = [], bytes(-(-len(rows[0]) * 2 // 8))
    for row in rows:
        values = [0 if pixel == "1" else 3 for pixel in row]
        values += [0] * (-len(values) % 4)
        plain = bytes(
            values[at] << 6 | values[at + 1] << 4 | values[at + 2] << 2 | values[at + 3]
            for at in range(0, len(values), 4)
        )
        packed.append(bytes([kind]) + filtered(plain, above, kind))
        above = plain
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", len(rows[0]), len(rows), bits, 3, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"".join(packed))),
        (b"IEND", b""),
    )
    told = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(told)


def filtered(row: bytes, above: bytes, kind: int) -> bytes:
    written = []
    for place, byte in enumerate(row):
        left, corner = (row[place - 1], above[place - 1]) if place else (0, 0)
        guess = left + above[place] - corner
        paeth = min((left, above[place], corner), key=lambda near: abs(guess - near))
        written.append((byte - (0, left, above[place], (left + above[place]) // 2, paeth)[kind]) & 0xFF)
    return bytes(written)


@pytest.mark.parametrize("kind", range(5))
def test_a_picture_is_drawn_whatever_filter_wrote_it(kind: int) -> None:
    assert draw_picture(png_of(SEVEN, kind)) == ["▀▀▀▀▀█", "   ▄▀", "  █"]


def test_paper_around_a_number_is_left_out() -> None:
    rows = ("000000000", "000111000", "000111000", "000000000")
    assert draw_picture(png_of(rows)) == ["███"]


@pytest.mark.parametrize("data", [b"", b"GIF89a", png_of(SEVEN, bits=8)])
def test_what_is_no_such_picture_is_not_drawn(data: bytes) -> None:
    assert draw_picture(data) == []


def test_a_blank_picture_is_a_blank_line() -> None:
    assert draw_picture(png_of(("0000", "0000"))) == [""]


def test_a_cell_is_told_with_its_place_and_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_LANG", "en")
    cell = {
        "cell": "fact_request.new.total",
        "page": 2,
        "box": [1.0, 2.5, 3.0, 4.0],
        "confidence": 0.97,
        "readings": ["7", "1"],
        "crop": b64encode(png_of(SEVEN)).decode(),
    }
    message = Pair("识别", "recognised")
    doubts = [
        Doubt("year_inferred", "info", message),
        Doubt("ocr_read", "info", message, details=json.dumps({"cells": [cell]})),
    ]
    lines = [line.plain for line in crop_lines(doubts, Console(width=200, file=StringIO()))]
    assert lines == [
        "fact_request.new.total  7 ≠ 1  page 2 (1, 2.5, 3, 4), confidence 0.97",
        "   ▀▀▀▀▀█",
        "      ▄▀",
        "     █",
    ]
