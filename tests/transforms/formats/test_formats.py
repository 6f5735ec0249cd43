"""Which format a file is of, and what is said of those that are not read."""

from __future__ import annotations

import pytest

from transforms.doubts import Rejection
from transforms.formats import ADVICE, FORMATS, UNSUPPORTED, read_content, recognise
from transforms.limits import Limits


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.7", "application/pdf"),
        (b"{\\rtf1}", "application/rtf"),
        (b"Rar!\x1a", "application/x-rar"),
        (b"\x89PNG\r\n", "image/png"),
        (b"<html><body>", "text/html"),
        ("年报".encode(), "text/plain"),
        (b"", "text/plain"),
    ],
)
def test_a_file_is_known_by_its_bytes(data: bytes, media_type: str) -> None:
    assert recognise(data) == media_type


@pytest.mark.parametrize("media_type", [*UNSUPPORTED, *ADVICE])
def test_every_format_that_is_not_read_says_so(media_type: str) -> None:
    found = read_content(b"", media_type)
    assert isinstance(found, Rejection)
    assert found.reason in ("unsupported_format", "damaged_file")


def test_no_format_stands_twice_and_none_is_both_read_and_not() -> None:
    read = [known.media_type for known in FORMATS]
    assert len(read) == len(set(read))
    assert not set(read) & set(ADVICE)


def test_a_text_of_any_format_is_bounded() -> None:
    found = read_content("年报告".encode(), "text/plain", Limits(text_characters=2))
    assert isinstance(found, Rejection)
    assert found.reason == "text_too_long"
