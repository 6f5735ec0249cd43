"""Who reads what a Word document takes over."""

from __future__ import annotations

import pytest

from tests.transforms.formats.office.word_pieces import run
from tests.transforms.office_files import make_docx
from transforms.formats.taken_over import find_reader


@pytest.mark.parametrize(
    ("data", "part", "is_read"),
    [
        (b"<html><p>1</p></html>", "a.bin", True),
        (b"MIME-Version: 1.0\nContent-Type: text/html\n\n<p>1</p>", "a.mht", True),
        (make_docx(f"<w:p>{run('1')}</w:p>"), "a.docx", True),
        ("规章\t1".encode(), "a.TXT", True),
        ("规章\t1".encode(), "a.bin", False),
        (b"{\\rtf1 1}", "a.rtf", False),
        (b"%PDF-1.7", "a.pdf", False),
    ],
)
def test_a_reader_is_found_by_the_bytes(data: bytes, part: str, is_read: bool) -> None:
    assert (find_reader(data, part) is not None) == is_read
