"""Spreadsheets: XLSX, XLS and ODS. A sheet is read as it is shown, as tables and texts."""

from __future__ import annotations

from transforms.doubts import Reason, Rejection
from transforms.formats.content import Block, Content
from transforms.formats.office.odf import open_content, read_metadata
from transforms.formats.office.ods import read_blocks
from transforms.formats.office.ole import XLS, ole_kind
from transforms.formats.office.package import ODS, XLSX, Package, PackageError, package_kind
from transforms.formats.office.sheets import sheet_blocks
from transforms.language import Pair
from transforms.limits import Limits


def recognises_xlsx(data: bytes) -> bool:
    """Whether bytes are a package with an Excel workbook in it."""
    return package_kind(data) == XLSX


def recognises_xls(data: bytes) -> bool:
    """Whether bytes are a compound file with an Excel workbook in it."""
    return ole_kind(data) == XLS


def recognises_ods(data: bytes) -> bool:
    """Whether bytes are an OpenDocument spreadsheet."""
    return package_kind(data) == ODS


def read_xlsx_content(data: bytes, limits: Limits) -> Content | Rejection:
    """Read XLSX. Rejections: `damaged_file`, `encrypted_file`, `unsafe_xml`, `archive_bomb`, `archive_too_large`,
    `too_many_cells`."""
    from transforms.formats.office.xlsx import read_sheets

    try:
        package = Package(data, limits)
        return _content(tuple(sheet_blocks(read_sheets(package), limits)), "xlsx", package.metadata())
    except PackageError as error:
        return error.rejection


def read_xls_content(data: bytes, limits: Limits) -> Content | Rejection:
    """Read XLS. Rejections: `damaged_file`, `encrypted_file`, `too_many_cells`."""
    from transforms.formats.office.xls import read_sheets

    try:
        return _content(tuple(sheet_blocks(read_sheets(data, limits), limits)), "xls", ())
    except PackageError as error:
        return error.rejection


def read_ods_content(data: bytes, limits: Limits) -> Content | Rejection:
    """Read ODS. Rejections as for XLSX."""
    try:
        package, content, styles = open_content(data, limits)
        return _content(tuple(read_blocks(content, styles, limits)), "ods", read_metadata(package))
    except PackageError as error:
        return error.rejection


def _content(blocks: tuple[Block, ...], layout: str, metadata: tuple[tuple[str, str], ...]) -> Content | Rejection:
    if not blocks:
        return Rejection(
            Reason.EMPTY_FILE,
            Pair("工作簿中看得见的工作表都没有文字。", "No visible sheet of the workbook holds any text."),
        )
    return Content(
        blocks, metadata=metadata, layout=layout if any(isinstance(block, tuple) for block in blocks) else ""
    )
