"""Compound files."""

from __future__ import annotations

import pytest

from tests.transforms.compound_files import make_compound
from transforms.doubts import Rejection
from transforms.formats import recognise
from transforms.formats.office.ole import DOC, XLS, is_damaged, ole_kind, read_stream
from transforms.stream.document import read_document


def reason_of(data: bytes) -> str:
    found = read_document(data, recognise(data))
    return found.reason if isinstance(found, Rejection) else "read"


@pytest.mark.parametrize(
    ("stream", "reason"),
    [
        ("EncryptedPackage", "encrypted_file"),
        ("PowerPoint Document", "unsupported_format"),
        ("\x05HwpSummaryInformation", "unsupported_format"),
        ("Contents", "unsupported_format"),
    ],
)
def test_other_compound_files_say_why_they_are_not_read(stream: str, reason: str) -> None:
    assert reason_of(make_compound({stream: b"\0" * 5000})) == reason


def test_the_kind_is_that_of_the_stream_inside() -> None:
    assert ole_kind(make_compound({"WordDocument": bytes(5000)})) == DOC
    assert ole_kind(make_compound({"Workbook": bytes(5000)})) == XLS
    assert ole_kind(b"no compound file") is None


def test_the_first_stream_that_is_there_is_read() -> None:
    data = make_compound({"Book": b"a" * 5000})
    assert read_stream(data, "Workbook", "Book") == b"a" * 5000
    assert read_stream(data, "Workbook") is None


@pytest.mark.parametrize("size", [8, 100, 600, 3000])
def test_a_cut_off_file_is_damaged(size: int) -> None:
    data = make_compound({"Book": bytes(5000)})
    assert not is_damaged(data)
    assert is_damaged(data[:size])
    assert read_stream(data[:size], "Book") is None
