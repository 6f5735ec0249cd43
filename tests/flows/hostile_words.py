"""Text that commands whoever shows it, in reports of each format and in names; what of it must reach nobody."""

from __future__ import annotations

import gzip
import json
import os
import re
import unicodedata
from collections.abc import Iterator
from html import escape
from pathlib import Path
from xml.sax.saxutils import quoteattr

from tests.flows.inputs import DEMO, NOTICE
from tests.hostile import make_tar, make_zip
from tests.transforms.formats.pdf.drawing import make_pdf
from tests.transforms.office_files import make_docx, make_odf, make_xlsx

CASE = Path(__file__).resolve().parents[3] / "shared" / "cases" / "threads" / "terminal-escapes.txt"
COMMANDS = (
    "\x1b]0;pwn\x07",
    "\x1b]52;c;cHdu\x07",
    "\x1b]8;;http://x.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1bP+q544e\x1b\\",
    "\x1b[2J\x1b[38;5;99m",
    "\x1bc",
    "\x9b31m\x9d0;c1\x9c\x85",
    "\x08\x08\x7f\x0b\x0c\rback",
)
"""What commands a terminal: title, clipboard, link, device, screen, reset, C1 characters, what overwrites."""
TURNS = "\u202a\u202b\u202c\u202d\u202egpj.\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
UNSEEN = "\u2028\u2029\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\U000e0001\U000e0041\U000e007f"
FEW = "\x1b]0;x\x1b\\\x1b[2J\x1b[38;5;99m\x9b31m\x9d" + TURNS + UNSEEN
"""What a file of text may hold without being taken for something else."""
MARKUP = "[red]x[/red]|![a](http://x.example/a.png)<img src=x onerror=alert(1)>`b`"
HOSTILE = "".join(COMMANDS) + TURNS + UNSEEN
NAME = (HOSTILE + MARKUP).replace("/", "")
"""All of it, as far as a file's name may hold it."""
BYTES = b"\x9b31m\x1b[2J.txt"
"""A name that is no text."""
# Two names would be too long for a file system.
NAMES = {"commands": "".join(COMMANDS[:4]).replace("/", ""), "others": "".join(COMMANDS[4:]) + TURNS, "unseen": UNSEEN}
_REPORT = (DEMO / "shifan-2021.txt").read_text("utf-8")
# XML has no C0 characters, and no halves of surrogates.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
# What Rich itself sends to a terminal: colours, the cursor hidden and shown, lines cleared and gone back over.
_OF_RICH = re.compile(r"\x1b\[(?:(?!38;5;99m)[0-9;]*m|\?25[lh]|[12]K|1A)|\r+(?=\n|\x1b\[(?:2K|1A))")


def commands_in(text: str, *, is_terminal: bool = False) -> set[str]:
    """The characters in a text that a door must not let through; of a terminal's, but those of the program itself."""
    left = _OF_RICH.sub("", text) if is_terminal else text
    return {one for one in left if one not in "\t\n" and unicodedata.category(one) in ("Cc", "Cf", "Cs", "Zl", "Zp")}


def decoded(data: bytes) -> str:
    """Output as a terminal takes it; a byte that is no UTF-8 is half a surrogate."""
    return data.decode("utf-8", "surrogateescape")


def report_lines(hostile: str = HOSTILE) -> list[str]:
    """A report with it in its title, its prose, labels and cells."""
    hostile = hostile.replace("\u2028", "").replace("\u2029", "")
    for mark in "\x85\x0b\x0c\r":
        hostile = hostile.replace(mark, "")
    text = _REPORT.replace("示例县示范镇2021年", f"示例县示范镇{hostile}2021年", 1)
    text = text.replace("（一）主动公开。", f"（一）{hostile}主动公开。")
    text = text.replace("行政处罚 | 11", f"行政处罚{hostile} | {hostile}11件{hostile}")
    text = text.replace("14件", "15件").replace("| 14", f"| {hostile}14", 1)
    return text.replace("自然人 |", f"{hostile}自然人 |").splitlines()


def _blocks(lines: list[str]) -> Iterator[list[list[str]] | str]:
    """The lines, those with bars as rows of one table until the next without."""
    rows: list[list[str]] = []
    for line in lines:
        cells = [cell.strip(" ") for cell in line.split(" |")]
        if len(cells) > 1:
            rows.append(cells)
            continue
        if rows:
            yield rows
            rows = []
        yield line
    if rows:
        yield rows


def as_html(lines: list[str], encode: str = "raw") -> str:
    """A page; the characters as they are or as numbers."""

    def put(text: str) -> str:
        shown = escape(text)
        return shown if encode == "raw" else "".join(f"&#{ord(c)};" if commands_in(c) else c for c in shown)

    body = [
        f"<p>{put(block)}</p>"
        if isinstance(block, str)
        else "<table>"
        + "".join("<tr>" + "".join(f"<td>{put(cell)}</td>" for cell in row) + "</tr>" for row in block)
        + "</table>"
        for block in _blocks(lines)
    ]
    meta = f'<meta charset="utf-8"><meta name="author" content="{put(HOSTILE)}"><title>{put(lines[0])}</title>'
    return f"<html><head>{meta}</head><body>{''.join(body)}</body></html>"


def _as_docx(lines: list[str]) -> bytes:
    def paragraph(text: str) -> str:
        return f"<w:p><w:r><w:t>{escape(_NO_XML.sub('', text))}</w:t></w:r></w:p>"

    return make_docx(
        "".join(
            paragraph(block)
            if isinstance(block, str)
            else "<w:tbl>"
            + "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(c)}</w:tc>" for c in row) + "</w:tr>" for row in block)
            + "</w:tbl>"
            for block in _blocks(lines)
        )
    )


def _as_odt(lines: list[str]) -> bytes:
    def paragraph(text: str) -> str:
        return f"<text:p>{escape(_NO_XML.sub('', text))}</text:p>"

    return make_odf(
        "text",
        "".join(
            paragraph(block)
            if isinstance(block, str)
            else "<table:table>"
            + "".join(
                "<table:table-row>"
                + "".join(f"<table:table-cell>{paragraph(cell)}</table:table-cell>" for cell in row)
                + "</table:table-row>"
                for row in block
            )
            + "</table:table>"
            for block in _blocks(lines)
        ),
    )


def _as_xlsx(lines: list[str]) -> bytes:
    """Excel writes a control character as _x001B_."""

    def put(text: str) -> str:
        return escape(_NO_XML.sub(lambda found: f"_x{ord(found.group()):04X}_", text))

    rows = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{put(cell)}</t></is></c>' for cell in line.split(" |")) + "</row>"
        for line in lines
    )
    name = quoteattr(_NO_XML.sub("", TURNS + UNSEEN + "\x9b"))
    return make_xlsx(f"<sheetData>{rows}</sheetData>", listed=f'<sheet name={name} sheetId="1" r:id="rId1"/>')


def _as_pdf(lines: list[str]) -> bytes:
    def draw(canvas: object) -> None:
        canvas.setTitle(lines[0])  # type: ignore[attr-defined]
        canvas.setAuthor(HOSTILE)  # type: ignore[attr-defined]
        canvas.setFont("STSong-Light", 8)  # type: ignore[attr-defined]
        for number, line in enumerate(lines):
            canvas.drawString(20, 480 - 9 * number, line)  # type: ignore[attr-defined]

    return make_pdf(draw)


def _as_mhtml(lines: list[str]) -> bytes:
    return (
        "From: <x>\nSubject: \x1b[2J\u202e\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n"
        f"Content-Transfer-Encoding: 8bit\nContent-Location: http://x.example/\x9b\n\n{as_html(lines)}"
    ).encode()


def hostile_reports() -> dict[str, bytes]:
    """The report in each format, by its name."""
    lines = report_lines()
    few = report_lines(FEW)
    text, page = "\n".join(few), as_html(few)
    answer = {
        "code": 200,
        "data": {"title": lines[0], "author": HOSTILE, "source": "\ud83d", "content": as_html(lines)},
    }
    head = f"From: {TURNS}@x.example\nSubject: \x1b[2J{lines[0]}\nMIME-Version: 1.0\n"
    mail = f"{head}Content-Type: text/plain; charset=utf-8\n\n"
    legible = report_lines("\x1b[2J")
    return {
        "text.txt": text.encode(),
        "national.txt": "\n".join(report_lines("\x1b[2J\u2067".replace("\u2067", ""))).encode("gb18030"),
        "bytes.txt": "\n".join(legible).encode("gb18030").replace(b"\x1b[2J", b"\x9b2J\x1b]0;x"),
        "utf16.txt": text.encode("utf-16"),
        "text.md": text.replace(" |", "|").encode(),
        "text.csv": "\n".join(line.replace(",", " ").replace(" |", ",") for line in few).encode(),
        "page.html": page.encode(),
        "numbers.html": as_html(lines, "numbers").encode(),
        "page.mhtml": _as_mhtml(few),
        "answer.json": json.dumps(answer).encode(),
        "mail.eml": (mail + text).encode(),
        "report.docx": _as_docx(lines),
        "report.odt": _as_odt(lines),
        "report.xlsx": _as_xlsx(lines),
        "report.pdf": _as_pdf(lines),
        "no-report.txt": f"关于{FEW}的通知\n{MARKUP}\n{NOTICE}".encode(),
        "broken.docx": _as_docx(lines)[:-60],
        "broken.pdf": b"%PDF-1.7\n\x1b[2J\n" * 20,
        **({"case.txt": CASE.read_bytes()} if CASE.is_file() else {}),
    }


def write_hostile_raw(raw: Path) -> list[Path]:
    """Write the reports, archives of them, and names that command whoever lists them; gives the files."""
    reports = hostile_reports()
    files: dict[str, bytes] = dict(reports)
    for label, name in NAMES.items():
        files[f"{name}/{label}{name}.txt"] = "\n".join(report_lines(label)).replace("2021", "2019").encode()
        files[f"{label}{name}.bin"] = b"\x00\x01\x02" * 99
    files["line\n02:00:00 forged.txt"] = b"no report"
    members = [(f"{label}{name}/a.txt", reports["no-report.txt"]) for label, name in NAMES.items()]
    files["members.zip"] = make_zip([*members, *((f"r/{name}", data) for name, data in reports.items())])
    files["members.tar"] = make_tar([*members, ("up/../../\x1b[2J\u202e.txt", b"x")])
    files[f"{COMMANDS[4]}{TURNS}.zip"] = make_zip(
        [("\x9b\u202e.txt", b"x"), (f"in{NAMES['others']}.zip", b"PK\x03\x04")]
    )
    files[f"packed{COMMANDS[0]}.txt.gz"] = gzip.compress(reports["no-report.txt"])
    for name, data in files.items():
        path = raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    undecodable = raw / os.fsdecode(BYTES)
    undecodable.write_bytes(reports["no-report.txt"])
    (raw / f"away{COMMANDS[5]}{TURNS}.txt").symlink_to("/nowhere")
    return sorted(path for path in raw.rglob("*") if path.is_file())


def as_spoken(data: bytes) -> str:
    """The lines of an output that hold what they must not, so that a failing test shows them without doing it."""
    return ascii([line for line in decoded(data).split("\n") if commands_in(line)])
