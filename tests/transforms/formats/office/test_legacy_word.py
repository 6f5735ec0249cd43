"""Word documents that a converter reads."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.evidence import Evidence, Given, check
from tests.transforms.compound_files import make_compound
from tests.transforms.office_files import make_docx
from transforms.doubts import Reason, Rejection
from transforms.formats import recognise
from transforms.language import Pair
from transforms.report import ReadSettings, read_report
from transforms.stream.document import Document, read_document

RTF = b"{\\rtf1\\ansi report}"
BODY = "<w:p><w:r><w:t>某镇2023年政府信息公开工作年度报告</w:t></w:r></w:p>"


def word_stream(flags: int) -> bytes:
    return b"\xec\xa5\xc1\x00" + b"\0" * 6 + flags.to_bytes(2, "little") + b"\0" * 5000


DOC = make_compound({"WordDocument": word_stream(0)})


def reason_of(data: bytes, converter: Callable[[bytes], bytes | Rejection] | None = None) -> str:
    found = read_document(data, recognise(data), converter=converter)
    return found.reason if isinstance(found, Rejection) else "read"


EVIDENCE: tuple[Evidence, ...] = (
    Given("transforms.formats.office.legacy_word._IS_ENCRYPTED", source="[MS-DOC] 2.5.2, fEncrypted"),
    Given("transforms.formats.office.legacy_word._FLAGS_AT", source="[MS-DOC] 2.5.2"),
    Given("transforms.formats.office.legacy_word._FLAGS_END", source="[MS-DOC] 2.5.2"),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("data", [DOC, RTF])
def test_without_a_converter_a_document_says_what_it_needs(data: bytes) -> None:
    assert reason_of(data) == "needs_libreoffice"


@pytest.mark.parametrize(("data", "media_type"), [(DOC, "application/msword"), (RTF, "application/rtf")])
def test_what_the_converter_gives_is_read(data: bytes, media_type: str) -> None:
    given: list[bytes] = []

    def convert(data: bytes) -> bytes:
        given.append(data)
        return make_docx(BODY)

    assert recognise(data) == media_type
    found = read_document(data, media_type, converter=convert)
    assert isinstance(found, Document)
    assert found.text == "某镇2023年政府信息公开工作年度报告"
    assert found.repairs == ("converted:docx",)
    assert given == [data]


REFUSED = Pair("不行", "no")


def test_what_the_converter_refuses_or_spoils_is_a_rejection() -> None:
    assert (
        reason_of(DOC, lambda data: Rejection(Reason.CONVERSION_TIMEOUT, Pair("太久", "too long")))
        == "conversion_timeout"
    )
    assert reason_of(DOC, lambda data: b"garbage") == "damaged_file"
    settings = ReadSettings(converter=lambda data: Rejection(Reason.CONVERSION_FAILED, REFUSED))
    assert read_report(DOC, "a.doc", settings=settings).rejection == Rejection(Reason.CONVERSION_FAILED, REFUSED)


def never(data: bytes) -> bytes:
    raise AssertionError("the converter must not be asked")


def test_an_encrypted_document_is_locked_and_not_converted() -> None:
    assert reason_of(make_compound({"WordDocument": word_stream(0x0100)}), never) == "encrypted_file"


@pytest.mark.parametrize("size", [8, 100, 600, 3000])
def test_a_cut_off_document_is_damaged(size: int) -> None:
    assert reason_of(DOC[:size], never) == "damaged_file"
