"""Whether compressed streams are whole."""

from __future__ import annotations

import base64
import zlib

import pytest

from tests.evidence import Evidence, Given, Pattern, Threshold, check
from tests.transforms.formats.pdf.drawing import page_with_flate, reject
from transforms.doubts import Rejection
from transforms.formats.content import Content
from transforms.formats.pdf import read_content
from transforms.formats.pdf.marks import TooComplexError
from transforms.formats.pdf.streams import count_broken_streams
from transforms.limits import Limits


def broken_after(padding: int) -> bytes:
    """A broken stream with so many bytes between its filter and the end of its dictionary."""
    return b"1 0 obj\n<</Filter/FlateDecode" + b" " * padding + b">>stream\nbroken endstream"


EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.formats.pdf.streams._STREAM",
        takes=(b">>stream\nx", b">> stream\r\nx"),
        leaves=(b"endstream\n", b">>stream x", b"the word stream\n"),
    ),
    Pattern(
        "transforms.formats.pdf.streams._DEFLATED",
        takes=(
            b"/Filter/FlateDecode",
            b"/Filter [ /FlateDecode ]",
            b"/Filter[/ASCII85Decode/FlateDecode]",
            b"/Filter /Fl ",
        ),
        leaves=(b"/Filter/DCTDecode", b"/Filter/LZWDecode", b"/FlateDecode"),
    ),
    Pattern(
        "transforms.formats.pdf.streams._PICTURE",
        takes=(b"/Subtype/Image ", b"/Subtype /Image/Width", b"/Type /EmbeddedFile/Subtype"),
        leaves=(b"/Subtype/Form", b"/ImageMask true"),
    ),
    Threshold(
        "transforms.formats.pdf.streams._DICTIONARY_WITHIN",
        inside=lambda: count_broken_streams(broken_after(1981), Limits()),
        outside=lambda: count_broken_streams(broken_after(1982), Limits()),
        moved=3000,
    ),
    Given("transforms.formats.pdf.streams._CHUNK", source="how much is unpacked at a time; decides nothing"),
    Given("transforms.formats.pdf.streams._CHECKSUM_BYTES", source="RFC 1950"),
    Given("transforms.formats.pdf.streams._HEAD_BYTES", source="RFC 1950"),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_flipped_bit_in_a_compressed_page_is_noticed() -> None:
    clean = page_with_flate(b"BT /F 12 Tf 40 300 Td (12345 and more words of a page) Tj ET")
    assert isinstance(read_content(clean, Limits()), Content)
    start = clean.index(b"stream\n") + 20
    damaged = clean[:start] + bytes([clean[start] ^ 4]) + clean[start + 1 :]
    outcome = read_content(damaged, Limits())
    assert isinstance(outcome, Rejection) or "damaged_file" in [doubt.rule for doubt in outcome.doubts]


def deflated(packed: bytes, dictionary: bytes = b"/Filter/FlateDecode") -> bytes:
    return b"1 0 obj\n<<" + dictionary + b">>stream\n" + packed + b"endstream"


def test_a_whole_stream_and_one_without_its_checksum_are_whole() -> None:
    packed = zlib.compress(b"12345 and more")
    assert count_broken_streams(deflated(packed), Limits()) == 0
    assert count_broken_streams(deflated(packed[:-4]), Limits()) == 0


def test_a_stream_that_breaks_off_or_has_another_checksum_is_broken() -> None:
    """pdfium draws what it could unpack: a table without its last rows, or a 6 in place of a 7."""
    packed = zlib.compress(b"12345 and more")
    assert count_broken_streams(deflated(packed[:8]), Limits()) == 1
    assert count_broken_streams(deflated(packed[:-1] + b"x"), Limits()) == 1


def test_pictures_and_encrypted_files_are_not_looked_at() -> None:
    broken = zlib.compress(b"12345 and more")[:8]
    assert count_broken_streams(deflated(broken, b"/Subtype/Image/Filter/FlateDecode"), Limits()) == 0
    assert count_broken_streams(deflated(broken) + b"/Encrypt 9 0 R", Limits()) == 0


def test_streams_written_in_letters() -> None:
    letters = base64.a85encode(zlib.compress(b"12345 and more")) + b"~>"
    filters = b"/Filter[/ASCII85Decode/FlateDecode]"
    assert count_broken_streams(deflated(letters, filters), Limits()) == 0
    assert count_broken_streams(deflated(b"\xff" + letters, filters), Limits()) == 1


def test_a_stream_that_unpacks_to_more_than_a_file_may_is_refused() -> None:
    limits = Limits(member_bytes=1_000_000)
    half = deflated(zlib.compress(bytes(600_000)))
    assert count_broken_streams(half + half, limits) == 0
    with pytest.raises(TooComplexError):
        count_broken_streams(deflated(zlib.compress(bytes(1_000_001))), limits)
    attached = deflated(zlib.compress(bytes(1_000_001)), b"/Type/EmbeddedFile/Filter/FlateDecode")
    assert count_broken_streams(attached + half, limits) == 0
    assert reject(page_with_flate(b"q " * 600_000), limits).reason == "too_complex"


def test_no_more_is_unpacked_than_is_allowed() -> None:
    half = deflated(zlib.compress(bytes(600_000)))
    assert count_broken_streams(half + half + deflated(b"broken"), Limits(archive_bytes=1_000_000)) == 0
    assert count_broken_streams(half + half + deflated(b"broken"), Limits(archive_bytes=2_000_000)) == 1
