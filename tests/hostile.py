"""Archives and documents as tests need them: sound ones, broken ones, and those that are made to do harm."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from pypdf import PdfReader, PdfWriter

Files = Iterable[tuple[str, bytes]]

_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHING_DOCTYPE = f'<!DOCTYPE d [<!ENTITY l0 "哈哈">{_LAUGHS}]>'
_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/{part}" '
    'ContentType="{kind}"/></Types>'
)
_RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="{part}"/></Relationships>'
)
_OOXML = "application/vnd.openxmlformats-officedocument"

_PDF_PAGE = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R>>",
)


def make_zip(files: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive; two files may have the same name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()


def make_tar(files: Files, mode: Literal["w", "w:gz", "w:bz2", "w:xz"] = "w") -> bytes:
    """A TAR archive, compressed as the mode says."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        for name, content in files:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def rename_in_zip(archive: bytes, names: Mapping[bytes, bytes]) -> bytes:
    """The archive with names of the same length, in bytes of any encoding, as tools write them that set no flag."""
    for old, new in names.items():
        assert len(old) == len(new)
        archive = archive.replace(old, new)
    return archive


def encrypt_zip(archive: bytes) -> bytes:
    """The archive with the flag of a password on every member."""
    marked = bytearray(archive)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = marked.find(signature)
        while at >= 0:
            marked[at + offset] |= 1
            at = marked.find(signature, at + 4)
    return bytes(marked)


def make_link_zip(name: str, target: str) -> bytes:
    """A ZIP archive with a symbolic link, as Info-ZIP writes it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.create_system = 3
        info.external_attr = 0o120777 << 16
        archive.writestr(info, target)
    return buffer.getvalue()


def make_special_tar(kinds: Sequence[bytes]) -> bytes:
    """A TAR archive of links, devices and pipes."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for number, kind in enumerate(kinds):
            info = tarfile.TarInfo(f"{number}.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    return buffer.getvalue()


def make_overlapping_zip(count: int, content: bytes) -> bytes:
    """A ZIP archive whose directory lists the same packed bytes under many names."""
    single = make_zip([("0000.txt", content)])
    start = single.index(b"PK\x01\x02")
    end = single.index(b"PK\x05\x06")
    entry = single[start:end]
    directory = b"".join(entry.replace(b"0000.txt", f"{number:04}.txt".encode()) for number in range(count))
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), start, 0)
    return single[:start] + directory + tail


def nest_zip(content: bytes, depth: int, name: str = "inner") -> bytes:
    """The content inside `depth` ZIP archives inside each other."""
    for level in range(depth):
        content = make_zip([(f"{name}{level}.zip" if level else "inner.txt", content)])
    return content


def make_docx(document: str) -> bytes:
    """A DOCX package around a document part."""
    part = "word/document.xml"
    return _make_ooxml(part, f"{_OOXML}.wordprocessingml.document.main+xml", document)


def _make_ooxml(part: str, kind: str, content: str) -> bytes:
    types, relationships = _CONTENT_TYPES.format(part=part, kind=kind), _RELATIONSHIPS.format(part=part)
    parts = {"[Content_Types].xml": types, "_rels/.rels": relationships, part: content}
    return make_zip((name, text.encode()) for name, text in parts.items())


def make_laughing_docx() -> bytes:
    """A DOCX whose entities expand a billion times."""
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "<w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body>"
    return make_docx(f'<?xml version="1.0"?>{LAUGHING_DOCTYPE}<w:document xmlns:w="{namespace}">{body}</w:document>')


def make_laughing_xlsx() -> bytes:
    """An XLSX whose workbook's entities expand a billion times."""
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = f'<?xml version="1.0"?>{LAUGHING_DOCTYPE}<workbook xmlns="{namespace}"><sheets>&l9;</sheets></workbook>'
    return _make_ooxml("xl/workbook.xml", f"{_OOXML}.spreadsheetml.sheet.main+xml", text)


def make_laughing_odt() -> bytes:
    """An ODT whose entities expand a billion times."""
    namespace = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = f'<?xml version="1.0"?>{LAUGHING_DOCTYPE}<o:document-content xmlns:o="{namespace}">&l9;</o:document-content>'
    kind = b"application/vnd.oasis.opendocument.text"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), kind, zipfile.ZIP_STORED)
        archive.writestr(zipfile.ZipInfo("content.xml"), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def make_gzip_bomb(unpacked: int) -> bytes:
    """A gzip stream of zeros, made without holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(1024 * 1024)
    packed = [packer.compress(block) for _ in range(unpacked // len(block))]
    return b"".join((*packed, packer.flush()))


def _pdf_stream(dictionary: str, content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return f"<<{dictionary}/Filter/FlateDecode/Length {len(packed)}>>\nstream\n".encode() + packed + b"\nendstream"


def make_pdf(objects: Sequence[bytes]) -> bytes:
    """A PDF of numbered objects, the first of which is the catalogue."""
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R>>\n" % (size, table, size)
    return data + end + b"startxref\n%d\n%%%%EOF\n" % len(data)


def make_pdf_of_states(count: int) -> bytes:
    """A PDF of one page that saves the state of its graphics so many times."""
    return make_pdf((*_PDF_PAGE, _pdf_stream("", b"q " * count)))


def make_nested_pdf(depth: int, each: int) -> bytes:
    """A PDF of one page that draws a form `each` times, which draws another one as often, and so on."""
    forms = [
        f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {5 + n} 0 R>>>>" for n in range(1, depth)
    ]
    last = _pdf_stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", b"0 0 m 1 1 l S")
    drawn = b"/X Do " * each
    return make_pdf((*_PDF_PAGE, _pdf_stream("", drawn), *(_pdf_stream(one, drawn) for one in forms), last))


def encrypt_pdf(data: bytes) -> bytes:
    """The same PDF, encrypted: readers ask for no password, but what its streams unpack to shows to them alone."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt("", "owner", algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()
