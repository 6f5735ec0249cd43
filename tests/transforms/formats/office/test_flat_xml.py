"""Office documents in a single XML file."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from transforms.doubts import Rejection
from transforms.formats import recognise
from transforms.formats.office.flat_xml import recognises
from transforms.stream.document import read_document


def declared_at(end: int) -> bytes:
    """An XML file whose vocabulary is named in bytes that end at `end`."""
    mark = b"urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    return b"<?xml".ljust(end - len(mark)) + mark + b'">'


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.office.flat_xml._HEAD_BYTES",
        inside=lambda: recognises(declared_at(4096)),
        outside=lambda: recognises(declared_at(4097)),
        moved=5000,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_office_document_in_one_xml_file_is_refused(encoding: str) -> None:
    head = '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    data = f"{head}<Workbook><Table><Row><Cell><Data>1</Data></Cell></Row></Table></Workbook>".encode(encoding)
    found = read_document(data, recognise(data))
    assert isinstance(found, Rejection)
    assert found.reason == "unsupported_format"
    assert recognise(data) == "application/x-office-xml"


def test_a_page_in_xml_is_no_office_document() -> None:
    assert not recognises(b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">')
    assert not recognises("文中提到<?mso-application".encode())
