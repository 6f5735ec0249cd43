"""Damage to the bytes of a file: rare encodings, garbled text, escapes, bytes lost or overwritten.

The truth is known before the bytes are: where a class loses nothing, every value is still demanded; where it does,
any cell may be confessed, and none may be loaded with another value.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random
from urllib.parse import quote

from tests.truth.document import NothingToDamageError
from tests.truth.form import Key, row_of
from tests.truth.marks import ANY_MARK, Event, read_marks, strip_marks
from tests.truth.script import to_traditional
from tests.truth.typeset import Page

Encoded = tuple[Page, str, bytes]
BytesDamage = Callable[[Page, Random], Encoded]
Garbling = Callable[[str], str]
_HOLES = b"\x81\x8d\x8f\x90\x9d"


def _unsure(page: Page, keys: frozenset[Key] | None = None) -> Page:
    return replace(page, unsure=page.unsure | (frozenset(page.document.figures.cells) if keys is None else keys))


# --- encodings -----------------------------------------------------------------------------------------------------


def encode_as(*encodings: str) -> BytesDamage:
    """The page in one of the encodings, in UTF-8 where that cannot hold it; a leading + stands for its mark."""

    def encode(page: Page, rng: Random) -> Encoded:
        wanted = rng.choice(encodings)
        encoding = wanted.removeprefix("+")
        if encoding.startswith("big5"):
            page = replace(page, text=to_traditional(page.text, "s2tw"))
        mark = "\ufeff" if wanted.startswith("+") else ""
        text = mark + strip_marks(page.text)
        for name in (encoding, "utf-8"):
            try:
                return page, name, _encode(text, name)
            except UnicodeEncodeError:
                continue
        raise NothingToDamageError

    return encode


def _encode(text: str, encoding: str) -> bytes:
    if encoding != "iso-2022-cn":
        return text.encode(encoding)
    pieces, is_open = [b"\x1b$)A"], False
    for char in text:
        data = char.encode("gb2312")
        if (len(data) == 2) != is_open:
            is_open = not is_open
            pieces.append(b"\x0e" if is_open else b"\x0f")
        pieces.append(bytes(byte & 0x7F for byte in data))
    return b"".join(pieces)


def mix_encodings(page: Page, rng: Random) -> Encoded:
    """The head of the file in UTF-8 and the rest in GBK, or the other way round."""
    text = strip_marks(page.text)
    lines = text.split("\n")
    cut = rng.randint(1, max(1, len(lines) - 1))
    parts = "\n".join(lines[:cut]) + "\n", "\n".join(lines[cut:])
    order = rng.choice((("utf-8", "gb18030"), ("gb18030", "utf-8")))
    return page, "mixed", b"".join(part.encode(name) for part, name in zip(parts, order, strict=True))


# --- garbling ------------------------------------------------------------------------------------------------------


def read_latin1(data: bytes) -> str:
    return data.decode("latin-1")


def read_cp1252(data: bytes) -> str:
    """Windows-1252 as browsers read it, its five holes as control characters."""
    return "".join(chr(byte) if byte in _HOLES else bytes([byte]).decode("cp1252") for byte in data)


def read_gbk_hungrily(data: bytes) -> str:
    """GBK as old converters read it: a lead byte without its second half takes the next byte with it, as ?.

    >>> read_gbk_hungrily("件1".encode())
    '浠?'
    """
    chars, position = [], 0
    while position < len(data):
        width = 1 if data[position] < 0x80 else 2
        piece = data[position : position + width]
        try:
            chars.append(piece.decode("gbk"))
        except UnicodeDecodeError:
            chars.append("?")
        position += width
    return "".join(chars)


def garble(change: Garbling, *, script: str = "", loses: bool = False, share: float = 1.0) -> BytesDamage:
    """The page garbled by `change`, line by line where only a share of the lines is."""

    def garble_page(page: Page, rng: Random) -> Encoded:
        if script:
            page = replace(page, text=to_traditional(page.text, "s2tw"))
        text = strip_marks(page.text)
        if share < 1.0:
            text = "\n".join(change(line) if rng.random() < share else line for line in text.split("\n"))
        else:
            text = change(text)
        return (_unsure(page) if loses else page), "utf-8", text.encode("utf-8")

    return garble_page


def _big5(text: str) -> bytes:
    try:
        return text.encode("big5hkscs")
    except UnicodeEncodeError as error:
        raise NothingToDamageError from error


def _map_wide(template: Callable[[str], str]) -> Garbling:
    return lambda text: "".join(template(char) if char > "~" else char for char in text)


def destroy_characters(page: Page, rng: Random) -> Encoded:
    """Some characters and digits gone for good: U+FFFD, or that again in GBK."""
    chars = list(page.text)
    hits = _draw_hits(page, rng)
    for place in hits:
        chars[place] = rng.choice(("\ufffd", "\ufffd\ufffd", "锟斤拷"))
    damaged = strip_marks("".join(chars))
    return _unsure(page, _keys_near(page, hits)), "utf-8", damaged.encode("utf-8")


def use_some_traditional_words(text: str, rng: Random) -> str:
    """Single characters left in traditional script, as they are where a page was put together from several."""
    return "".join(to_traditional(char) if rng.random() < 0.08 else char for char in text)


# --- damaged bytes -------------------------------------------------------------------------------------------------


def damage_bytes(encoding: str) -> BytesDamage:
    """Some bytes lost or overwritten; a digit is only ever overwritten by a byte that is no digit."""

    def damage(page: Page, rng: Random) -> Encoded:
        if encoding.startswith("big5"):
            page = replace(page, text=to_traditional(page.text, "s2tw"))
        try:
            pieces = [b"" if ANY_MARK.match(char) else char.encode(encoding) for char in page.text]
        except UnicodeEncodeError as error:
            raise NothingToDamageError from error
        hits = _draw_hits(page, rng)
        values = {place for event in _values(page) for place in range(event.start, event.end)}
        for place in hits:
            pieces[place] = _damage_char(pieces[place], rng, is_value=place in values)
        return _unsure(page, _keys_near(page, hits)), encoding, b"".join(pieces)

    return damage


def _damage_char(data: bytes, rng: Random, *, is_value: bool) -> bytes:
    place = rng.randrange(len(data))
    if is_value or len(data) == 1:
        # Another character of a value would be another value, and no reader could know.
        return data[:place] + rng.choice((b"\xff", b"\x80", b"\xb0", b"\xe6")) + data[place + 1 :]
    replacement = rng.choice((b"", b"", b"\xff", b"\x80", b"?", bytes([rng.randint(0x81, 0xFE)])))
    return data[:place] + replacement + data[place + 1 :]


def _values(page: Page) -> Iterator[Event]:
    return (event for event in read_marks(page.text) if event.kind == "value")


def _draw_hits(page: Page, rng: Random) -> list[int]:
    """Up to eight places of the text: digits, and characters beyond ASCII."""
    digits = [place for place, char in enumerate(page.text) if char in "0123456789"]
    others = [place for place, char in enumerate(page.text) if "\u3000" <= char < "\ue000"]
    if len(others) < 400 or not digits:
        raise NothingToDamageError
    count = rng.randint(1, 8)
    return [rng.choice(digits if rng.random() < 0.3 else others) for _ in range(count)]


def _keys_near(page: Page, hits: list[int]) -> frozenset[Key]:
    """The cells that a reader may confess: those of the rows around a hit, of the whole table for a hit header."""
    events = list(read_marks(page.text))
    cells = page.document.figures.cells
    near: set[Key] = set()
    for place in hits:
        line_start = page.text.rfind("\n", 0, place) + 1
        line_end = page.text.find("\n", place) % (len(page.text) + 1)
        if not ANY_MARK.search(page.text, line_start, line_end):
            continue
        before = max((event for event in events if event.start <= place), key=lambda event: event.start, default=None)
        after = min((event for event in events if event.start > place), key=lambda event: event.start, default=None)
        for event in (before, after):
            if event is None:
                continue
            if event.kind in ("value", "row"):
                row = row_of(event.key) if event.kind == "value" else event.key
                near |= {key for key in cells if row_of(key) == row}
            else:
                table = event.key[:1]
                near |= {key for key in cells if not table or key[:1] == table}
    return frozenset(near)


BYTES_DAMAGES: dict[str, BytesDamage] = {
    "utf16_unmarked": encode_as("utf-16-le", "utf-16-be"),
    "utf16_marked": encode_as("+utf-16-le", "+utf-16-be"),
    "utf32": encode_as("utf-32-le", "utf-32-be", "+utf-32-le", "+utf-32-be"),
    "hz": encode_as("hz"),
    "iso_2022_cn": encode_as("iso-2022-cn"),
    "gb2312": encode_as("gb2312", "gbk"),
    "big5": encode_as("big5", "big5hkscs"),
    "mixed_encodings": mix_encodings,
    "gb_as_latin1": garble(lambda text: read_latin1(text.encode("gb18030"))),
    "gb_as_cp1252": garble(lambda text: read_cp1252(text.encode("gb18030"))),
    "utf8_as_latin1": garble(lambda text: read_latin1(text.encode())),
    "utf8_as_cp1252": garble(lambda text: read_cp1252(text.encode())),
    "big5_as_latin1": garble(lambda text: read_latin1(_big5(text)), script="traditional"),
    "big5_as_gb": garble(lambda text: _big5(text).decode("gb18030", "replace"), script="traditional"),
    "gb_as_big5": garble(lambda text: text.encode("gb18030").decode("big5hkscs", "replace"), loses=True),
    "utf8_as_gb": garble(lambda text: text.encode().decode("gb18030", "replace"), loses=True),
    "utf8_as_gbk": garble(lambda text: text.encode().decode("gbk", "replace"), loses=True),
    "utf8_as_gbk_hungrily": garble(lambda text: read_gbk_hungrily(text.encode()), loses=True),
    "utf8_as_big5": garble(lambda text: text.encode().decode("big5hkscs", "replace"), loses=True),
    "utf8_as_latin1_twice": garble(lambda text: read_latin1(read_latin1(text.encode()).encode())),
    "utf8_as_cp1252_twice": garble(lambda text: read_cp1252(read_cp1252(text.encode()).encode())),
    "gb_as_latin1_as_latin1": garble(lambda text: read_latin1(read_latin1(text.encode("gb18030")).encode())),
    "gb_as_latin1_in_part": garble(lambda text: read_latin1(text.encode("gb18030")), share=0.5),
    "utf8_as_cp1252_in_part": garble(lambda text: read_cp1252(text.encode()), share=0.5),
    "utf8_as_gb_in_part": garble(lambda text: text.encode().decode("gb18030", "replace"), loses=True, share=0.5),
    "decimal_entities": garble(_map_wide(lambda char: f"&#{ord(char)};")),
    "hexadecimal_entities": garble(_map_wide(lambda char: f"&#x{ord(char):X};")),
    "entities_twice": garble(_map_wide(lambda char: f"&amp;#{ord(char)};")),
    "percent_escapes": garble(lambda text: quote(text, safe=" \n\t|\r\f")),
    "gb_percent_escapes": garble(lambda text: quote(text.encode("gb18030"), safe=" \n\t|\r\f")),
    "percent_u_escapes": garble(
        lambda text: codecs.decode(text.encode("ascii", "backslashreplace"), "ascii").replace("\\u", "%u")
    ),
    "backslash_escapes": garble(_map_wide(lambda char: f"\\u{ord(char):04x}")),
    "destroyed_characters": destroy_characters,
    "damaged_utf8": damage_bytes("utf-8"),
    "damaged_gb": damage_bytes("gb18030"),
    "damaged_big5": damage_bytes("big5hkscs"),
    "damaged_utf16": damage_bytes("utf-16-le"),
}
