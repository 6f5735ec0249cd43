"""Small office files for tests, written by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import xlwt

from transforms.doubts import Rejection
from transforms.formats import FORMATS, recognise
from transforms.formats.content import Content
from transforms.limits import Limits

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def zip_members(members: Mapping[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data, ZIP_STORED if name == "mimetype" else None)
    return buffer.getvalue()


def relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{rel_id}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for rel_id, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}">{listed}</Relationships>'


def docx_members(body: str, styles: str = "") -> dict[str, str]:
    members = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relationships({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f'<w:document xmlns:w="{WORD}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/'
        f'main" xmlns:v="urn:schemas-microsoft-com:vml"><w:body>{body}</w:body></w:document>',
    }
    if styles:
        members["word/_rels/document.xml.rels"] = relationships({"rId1": ("styles", "styles.xml")})
        members["word/styles.xml"] = f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>'
    return members


def make_docx(body: str, styles: str = "") -> bytes:
    return zip_members(docx_members(body, styles))


def xlsx_members(sheet: str, *, styles: str = "", strings: str = "", listed: str = "") -> dict[str, str]:
    listed = listed or '<sheet name="Sheet1" sheetId="1" r:id="rId1"/>'
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relationships({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relationships(
            {
                "rId1": ("worksheet", "worksheets/sheet1.xml"),
                "rId2": ("sharedStrings", "sharedStrings.xml"),
                "rId3": ("styles", "styles.xml"),
            }
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{SHEET}">{styles}</styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}">{sheet}</worksheet>',
    }


def make_xlsx(sheet: str, **parts: str) -> bytes:
    return zip_members(xlsx_members(sheet, **parts))


def make_odf(kind: str, body: str, styles: str = "") -> bytes:
    spaces = " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "text", "table", "style"))
    spaces += f' xmlns:draw="{_ODF}:drawing:1.0"'
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    return zip_members({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content})


def read_file(data: bytes, limits: Limits | None = None) -> Content | Rejection:
    """What the format that recognises the bytes makes of them."""
    media_type = recognise(data)
    found = next(known for known in FORMATS if known.media_type == media_type)
    return found.read_content(data, limits or Limits())


def read_blocks(data: bytes) -> list[object]:
    """The blocks of a file without empty lines."""
    content = read_file(data)
    assert isinstance(content, Content), content
    return [block for block in content.blocks if block != ""]


def save_xls(fill: Callable[[xlwt.Worksheet], None]) -> bytes:
    """An old workbook of one sheet."""
    book, buffer = xlwt.Workbook(), BytesIO()
    fill(book.add_sheet("Sheet1"))
    book.save(buffer)
    return buffer.getvalue()
