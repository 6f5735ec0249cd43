"""OpenDocument text: ODT of LibreOffice and OpenOffice."""

from __future__ import annotations

from transforms.doubts import Reason, Rejection
from transforms.formats.content import Content
from transforms.formats.office.odf import Walker, open_content, read_metadata
from transforms.formats.office.odf_styles import name_of
from transforms.formats.office.package import ODT, PackageError, package_kind
from transforms.formats.pictures import blocks_of, doubt_pictured_tables
from transforms.language import Pair
from transforms.limits import Limits


def recognises(data: bytes) -> bool:
    """Whether bytes are an OpenDocument text."""
    return package_kind(data) == ODT


def read_content(data: bytes, limits: Limits) -> Content | Rejection:
    """Read a document. Rejections: `damaged_file`, `encrypted_file`, `unsafe_xml`, `archive_bomb`,
    `archive_too_large`, `too_many_cells`."""
    try:
        package, content, styles = open_content(data, limits)
        body = next((element for element in content.iter() if name_of(element) == "office:text"), None)
        if body is None:
            return Rejection(Reason.DAMAGED_FILE, Pair("文档没有文字正文。", "The document has no text body."))
        parts = tuple(Walker(styles, limits).read_blocks(body))
        metadata = read_metadata(package)
    except PackageError as error:
        return error.rejection
    layout = "odt" if any(isinstance(part, tuple) for part in parts) else ""
    return Content(blocks_of(parts), metadata=metadata, doubts=doubt_pictured_tables(parts), layout=layout)
