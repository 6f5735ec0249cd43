"""File formats: each recognises its bytes and yields the blocks of the file.

A format is one module and one line in `FORMATS`, in the order in which the bytes are tried. Every format yields the
same `Content`; nothing behind this package knows what the file was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from transforms.doubts import Reason, Rejection
from transforms.formats import delimited, html, mhtml, pdf, plain_text, taken_over, wiki_source, wrapped
from transforms.formats.content import Block, Content, check_length
from transforms.formats.merged_cells import part_digits
from transforms.formats.office import docx, flat_xml, legacy_word, odt, spreadsheet
from transforms.formats.office.legacy_word import Converter
from transforms.formats.office.ole import DOC, ENCRYPTED, XLS, is_damaged, ole_kind
from transforms.formats.office.package import DOCX, ODS, ODT, PPTX, PROTECTED, XLSB, XLSX, package_kind
from transforms.formats.pdf import page_words
from transforms.formats.recognition import Recognised, Recognition
from transforms.formats.scans import Corners, EngineAbsentError, Image, Line, Recogniser
from transforms.language import Pair
from transforms.limits import Limits
from transforms.text import recognised_numbers

__all__ = [
    "Block",
    "Content",
    "Converter",
    "Corners",
    "EngineAbsentError",
    "Image",
    "Line",
    "Recognised",
    "Recogniser",
    "Recognition",
    "part_digits",
    "read_content",
    "recognise",
]


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its media type: whether bytes are of it, and how they are read; `is_text` for those known by words
    that an archive or another container can also hold as they are. `reads_pictures` says that it takes who reads
    pictures as a third argument, beside bytes and limits."""

    media_type: str
    recognises: Callable[[bytes], bool]
    read_content: Callable[..., Content | Rejection]
    is_text: bool = False
    reads_pictures: bool = False


FORMATS: Sequence[Format] = (
    Format(DOCX, docx.recognises, taken_over.read_docx, reads_pictures=True),
    Format(XLSX, spreadsheet.recognises_xlsx, spreadsheet.read_xlsx_content),
    Format(XLS, spreadsheet.recognises_xls, spreadsheet.read_xls_content),
    Format(ODS, spreadsheet.recognises_ods, spreadsheet.read_ods_content),
    Format(ODT, odt.recognises, odt.read_content),
    Format(DOC, legacy_word.recognises_doc, legacy_word.read_content),
    Format(flat_xml.MEDIA_TYPE, flat_xml.recognises, flat_xml.read_content),
    Format(legacy_word.RTF, legacy_word.recognises_rtf, legacy_word.read_content),
    Format("application/pdf", pdf.recognises, pdf.read_content, reads_pictures=True),
    Format(page_words.MEDIA_TYPE, page_words.recognises, page_words.read_content, is_text=True),
    Format("multipart/related", mhtml.recognises, mhtml.read_content, is_text=True),
    Format(wrapped.JSON, wrapped.recognises_json, wrapped.read_json_content, is_text=True),
    Format(wrapped.XML, wrapped.recognises_xml, wrapped.read_xml_content, is_text=True),
    Format(wiki_source.MEDIA_TYPE, wiki_source.recognises, wiki_source.read_content, is_text=True),
    Format("text/html", html.recognises, html.read_content, is_text=True, reads_pictures=True),
    Format("text/csv", delimited.recognises, delimited.read_content, is_text=True),
    Format("text/plain", lambda data: True, plain_text.read_content, is_text=True),
)
"""The last takes what no other recognises and what is not known to be unsupported."""

UNSUPPORTED: Mapping[str, tuple[bytes, ...]] = {
    "application/zip": (b"PK\x03\x04", b"PK\x05\x06"),
    "application/x-ole-storage": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
    "application/gzip": (b"\x1f\x8b",),
    "application/x-rar": (b"Rar!",),
    "application/x-7z-compressed": (b"7z\xbc\xaf\x27\x1c",),
    "image/png": (b"\x89PNG",),
    "image/jpeg": (b"\xff\xd8\xff",),
}

_UNPACK = Pair(
    "请解压后把其中的文件放到这里，或打包成 ZIP", "unpack the archive and put its files here, or pack them as ZIP"
)
_SLIDES = Pair("请把幻灯片另存为 PDF", "save the slides as PDF")
_PICTURE = Pair(
    "图片里的数字不读取，请找文档或网页形式的报告",
    "the numbers of a picture are not read; look for the report as a document or page",
)
ADVICE: Mapping[str, Pair] = {
    "application/x-rar": _UNPACK,
    "application/x-7z-compressed": _UNPACK,
    "application/x-hwp": Pair(
        "请用原来的程序另存为 DOCX 或 PDF", "save the document as DOCX or PDF with its own program"
    ),
    "application/vnd.ms-powerpoint": _SLIDES,
    PPTX: _SLIDES,
    XLSB: Pair("请把工作簿另存为 XLSX", "save the workbook as XLSX"),
    "image/png": _PICTURE,
    "image/jpeg": _PICTURE,
}


def recognise(data: bytes) -> str:
    """The media type of a file, from its bytes.

    >>> recognise(b"%PDF-1.7"), recognise("年报".encode())
    ('application/pdf', 'text/plain')
    """
    beginning = next((kind for kind, beginnings in UNSUPPORTED.items() if data.startswith(beginnings)), None)
    for known in FORMATS[:-1]:
        if not (beginning and known.is_text) and known.recognises(data):
            return known.media_type
    return package_kind(data) or ole_kind(data) or beginning or FORMATS[-1].media_type


def read_content(
    data: bytes,
    media_type: str,
    limits: Limits | None = None,
    converter: Converter | None = None,
    recogniser: Recogniser | None = None,
) -> Content | Rejection:
    """Read a file of a known format, or say why not; `converter` reads what only an office program can, `recogniser`
    what pictures show."""
    found = next((known for known in FORMATS if known.media_type == media_type), None)
    if found is None:
        return _reject_unsupported(media_type, data)
    kept = limits or Limits()
    if media_type in legacy_word.MEDIA_TYPES:
        content = legacy_word.read_content(data, kept, converter)
    elif recogniser is not None and found.reads_pictures:
        content = _read_pictured(found, data, kept, recogniser)
    else:
        content = found.read_content(data, kept)
    if isinstance(content, Content):
        return check_length(content, kept) or content
    return content


def _read_pictured(found: Format, data: bytes, limits: Limits, recogniser: Recogniser) -> Content | Rejection:
    from transforms.formats.scans.reader import Pictures

    pictures = Pictures(recogniser, limits)
    content = found.read_content(data, limits, pictures)
    if pictures.found == Recognised():
        return content
    plain = found.read_content(data, limits)
    if isinstance(plain, Content) and any(map(_has_marks, plain.blocks)):
        return plain  # characters of its own would pass for marks of recognitions
    return replace(content, recognised=pictures.found) if isinstance(content, Content) else content


def _has_marks(block: Block) -> bool:
    texts = (block,) if isinstance(block, str) else (cell for row in block for cell in row)
    return any(map(recognised_numbers, texts))


def _reject_unsupported(media_type: str, data: bytes) -> Rejection:
    if media_type == ENCRYPTED:
        return Rejection(Reason.ENCRYPTED_FILE, PROTECTED)
    if media_type == "application/x-ole-storage":
        if is_damaged(data):
            return Rejection(
                Reason.DAMAGED_FILE, Pair("办公文件不完整或已损坏。", "The office file is cut off or damaged.")
            )
        return Rejection(
            Reason.UNSUPPORTED_FORMAT,
            Pair(
                "不认识生成这个文件的办公软件，请另存为 DOCX。",
                "The file is of an office program that is not known: save it as DOCX.",
            ),
        )
    detail = Pair(
        "不读取{media_type}类型的文件：{advice}。",
        "Files of type {media_type} are not read: {advice}.",
        media_type=media_type,
        advice=ADVICE.get(media_type, Pair("请转换成能读取的格式", "convert it to a format that is")),
    )
    return Rejection(Reason.UNSUPPORTED_FORMAT, detail)
