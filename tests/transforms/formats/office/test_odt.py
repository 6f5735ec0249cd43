"""OpenDocument text."""

from __future__ import annotations

from tests.transforms.office_files import make_odf, read_file, zip_members
from transforms.doubts import Rejection
from transforms.formats.content import Content
from transforms.formats.office.package import ODT

TABLE = (
    "<table:table><table:table-row><table:table-cell><text:p>规章</text:p></table:table-cell>"
    "<table:table-cell><text:p>1</text:p></table:table-cell></table:table-row></table:table>"
)


def test_a_picture_instead_of_a_table_is_a_doubt() -> None:
    headings = ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况")
    picture = "<text:p><draw:frame><draw:image/></draw:frame></text:p>"
    texts = [f"<text:p>{heading}</text:p>" for heading in headings]
    content = read_file(make_odf("text", texts[0] + texts[1] + TABLE + texts[2] + picture))
    assert isinstance(content, Content)
    assert [doubt.subject for doubt in content.doubts] == ["report_section.3"]


def test_a_document_without_a_body_is_damaged() -> None:
    found = read_file(zip_members({"mimetype": ODT, "content.xml": "<x/>"}))
    assert isinstance(found, Rejection)
    assert found.reason == "damaged_file"
