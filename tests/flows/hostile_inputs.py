"""A raw folder of what must not end a run, fill the memory or leave its folder, with the reason that each must get."""

from __future__ import annotations

import os
import tarfile
from pathlib import Path

from tests.flows.inputs import DEMO
from tests.hostile import (
    LAUGHING_DOCTYPE,
    encrypt_pdf,
    encrypt_zip,
    make_docx,
    make_gzip_bomb,
    make_laughing_docx,
    make_laughing_odt,
    make_laughing_xlsx,
    make_link_zip,
    make_nested_pdf,
    make_overlapping_zip,
    make_pdf_of_states,
    make_special_tar,
    make_tar,
    make_zip,
    nest_zip,
)

MEGABYTE = 1024 * 1024
# What pdfium takes of an encrypted file, which nobody else can measure, ends the process.
SWALLOWED = {"reader_crashed", "out_of_memory"}
STRANGE_FOLDER = "a 'b' \"c\" [bold]*?{}$(d)\n\u202e#%;é"
REPORT = "shifan-2021.txt"

_PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Cou"
_SVG = f'<?xml version="1.0"?>{LAUGHING_DOCTYPE}<svg xmlns="http://www.w3.org/2000/svg"><text>&l9;</text></svg>'
_XHTML = f'<?xml version="1.0"?>{LAUGHING_DOCTYPE}<html xmlns="http://www.w3.org/1999/xhtml"><body>&l9;</body></html>'


def _files() -> dict[str, tuple[bytes, set[str]]]:
    """Content and reasons, by name in the raw folder."""
    return {
        "empty.bin": (b"", {"empty_file"}),
        "gzip-bomb.gz": (make_gzip_bomb(1024 * MEGABYTE), {"archive_bomb"}),
        "overlap.zip": (make_overlapping_zip(1000, b"x" * MEGABYTE), {"archive_bomb"}),
        "cut.zip": (make_zip([("a.txt", os.urandom(9000))])[:5000], {"damaged_file"}),
        "cut.docx": (make_docx("<w:document/>" + " " * 9000)[:-60], {"damaged_file"}),
        "cut.pdf": (_PDF, {"damaged_file"}),
        "states.pdf": (make_pdf_of_states(20_000_000), {"too_complex"}),
        "forms.pdf": (make_nested_pdf(9, 10), {"too_complex"}),
        "hidden-states.pdf": (encrypt_pdf(make_pdf_of_states(20_000_000)), SWALLOWED),
        "hidden-forms.pdf": (encrypt_pdf(make_nested_pdf(9, 10)), SWALLOWED),
        "laughs.docx": (make_laughing_docx(), {"unsafe_xml"}),
        "laughs.xlsx": (make_laughing_xlsx(), {"unsafe_xml"}),
        "laughs.odt": (make_laughing_odt(), {"unsafe_xml"}),
        "laughs.xhtml": (_XHTML.encode(), {"not_a_report"}),
        "laughs.svg": (_SVG.encode(), {"not_a_report"}),
        "label.txt": ("一、本年新收政府信息公开申请数量".encode() * (50 * MEGABYTE // 48), {"text_too_long"}),
        "utf16.txt": (b"\xff\xfe" + b"\x00\xd8A\x00" * 1000, {"undecodable"}),
        "nested.html": (b"<html><body>" + b"<div>" * 500_000, {"too_costly"}),
        "tables.html": (b"<html><body>" + b"<table><tr><td>" * 100_000, {"too_costly"}),
        "a.rar": (b"Rar!\x1a\x07\x01\x00" + bytes(100), {"unsupported_format"}),
        f"{STRANGE_FOLDER}/x.txt": ("说明".encode(), {"not_a_report"}),
    }


def _archives() -> dict[str, tuple[bytes, str, set[str]]]:
    """Content and the path inside whose reason is looked for."""
    return {
        "flat.zip": (make_zip([("bomb.txt", bytes(100 * MEGABYTE))]), "bomb.txt", {"archive_bomb"}),
        "nested.zip": (nest_zip(bytes(100 * MEGABYTE), 2), "inner1.zip!/inner.txt", {"archive_bomb"}),
        "deep.zip": (nest_zip(b"x", 12), "inner11.zip!/inner10.zip!/inner9.zip", {"archive_too_deep"}),
        "up.zip": (make_zip([("../../up.txt", b"x")]), "../../up.txt", {"unsafe_member"}),
        "up.tar": (make_tar([("/etc/up.txt", b"x")]), "/etc/up.txt", {"unsafe_member"}),
        "link.zip": (make_link_zip("link.txt", "/etc/passwd"), "link.txt", {"unsafe_member"}),
        "links.tar": (make_special_tar([tarfile.SYMTYPE]), "0.txt", {"unsafe_member"}),
        "password.zip": (encrypt_zip(make_zip([("a.txt", b"x")])), "a.txt", {"encrypted_file"}),
        "laughs.zip": (make_zip([("a.docx", make_laughing_docx())]), "a.docx", {"unsafe_xml"}),
    }


def write_hostile_input(raw: Path) -> dict[str, set[str]]:
    """Write the folder, with one report in it; returns the acceptable reasons by printable path."""
    files, archives = _files(), _archives()
    contents = {name: content for name, (content, _) in files.items()}
    contents |= {name: content for name, (content, _, _) in archives.items()}
    for name, content in {**contents, REPORT: (DEMO / REPORT).read_bytes()}.items():
        path = raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    with (raw / "sparse.bin").open("wb") as file:
        file.truncate(1024 * MEGABYTE)
    os.mkfifo(raw / "pipe.txt")
    return {
        **{name.replace("\n", r"\u000a"): reasons for name, (_, reasons) in files.items()},
        **{f"{name}!/{member}": reasons for name, (_, member, reasons) in archives.items()},
        "sparse.bin": {"file_too_large"},
        "pipe.txt": {"not_a_file"},
    }
