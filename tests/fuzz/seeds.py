"""Small sound files of every format that is read, for chance to damage."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from random import Random

import xlwt
from opencc import OpenCC

from tests.hostile import make_tar, make_zip
from tests.transforms.office_files import make_docx, make_odf, make_xlsx, save_xls
from tests.truth.case import CaseId, build_case
from tests.truth.typeset import LAYOUTS

_TITLE = "示例县示范镇2021年政府信息公开工作年度报告"
_HEADER = ("", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
_ROWS = (
    ("一、本年新收政府信息公开申请数量", "12", "3", "0", "0", "1", "0", "16"),
    ("二、上年结转政府信息公开申请数量", "1", "0", "", "0", "0", "0", "1"),
    ("（一）予以公开", "7", "2", "0", "0", "1", "0", "10"),
    ("（七）总计", "12", "3", "0", "0", "1", "0", "16"),
    ("四、结转下年度继续办理", "1", "0", "0", "0", "0", "0", "1"),
)
_PROSE = "全年主动公开信息1,204条，收到申请16件。联系电话：13900000000。"
_PARTS = (_TITLE, "一、总体情况", _PROSE, "三、收到和处理政府信息公开申请情况")
_LINES = (*((part,) for part in _PARTS), _HEADER, *_ROWS)


def _text(separator: str) -> str:
    rows = (separator.join(row) for row in (_HEADER, *_ROWS))
    return "\n".join((*_PARTS, *rows, "六、其他需要报告的事项", "无。"))


def _html() -> str:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (_HEADER, *_ROWS))
    head = "".join(f"<p>{part}</p>" for part in _PARTS)
    page = f"<title>{_TITLE}</title></head><body>{head}<table>{rows}</table></body></html>"
    return f'<html><head><meta charset="utf-8">{page}'


def _docx() -> bytes:
    def paragraph(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in (_HEADER, *_ROWS)
    )
    return make_docx(f"{''.join(map(paragraph, _PARTS))}<w:tbl>{rows}</w:tbl>{paragraph('六、其他需要报告的事项')}")


def _xlsx() -> bytes:
    cells = "".join(
        f'<row r="{at}">'
        + "".join(f'<c r="{chr(65 + n)}{at}" t="inlineStr"><is><t>{text}</t></is></c>' for n, text in enumerate(line))
        + "</row>"
        for at, line in enumerate(_LINES, start=1)
    )
    return make_xlsx(f"<sheetData>{cells}</sheetData>")


def _odt() -> bytes:
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in (_HEADER, *_ROWS)
    )
    paragraphs = "".join(f"<text:p>{part}</text:p>" for part in _PARTS)
    return make_odf("text", f"{paragraphs}<table:table>{rows}</table:table>")


def _ods() -> bytes:
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in line)
        + "</table:table-row>"
        for line in _LINES
    )
    return make_odf("spreadsheet", f"<table:table>{rows}</table:table>")


def _xls() -> bytes:
    def fill(sheet: xlwt.Worksheet) -> None:
        for row, line in enumerate(_LINES):
            for column, text in enumerate(line):
                sheet.write(row, column, text)

    return save_xls(fill)


def _page_words() -> str:
    def word(text: str, row: int, column: int) -> str:
        x, y = 40 + 60 * column + (140 if column else 0), 40 + 20 * row
        return f'<word xMin="{x}" yMin="{y}" xMax="{x + 9 * len(text)}" yMax="{y + 9}">{text}</word>'

    words = "".join(word(text, row, n) for row, line in enumerate(_LINES) for n, text in enumerate(line) if text)
    return f'<doc><page width="700" height="800">{words}</page></doc>'


def _printed(file_format: str, seed: int) -> bytes:
    """A whole report of the bench in some layout of a format."""
    layouts = sorted(name for name, layout in LAYOUTS.items() if layout.file_format == file_format)
    return build_case(CaseId(Random(f"{file_format} {seed}").choice(layouts), ("none",), f"fuzz {seed}")).data


def make_seeds(seed: int) -> Mapping[str, bytes]:
    """A file by its name; `seed` chooses the layouts of those that the bench prints."""
    page, text = _html(), _text("\t")
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n"
    message = f"{head}{page}\n--b--"
    return {
        "tabs.txt": text.encode(),
        "gb.txt": text.encode("gb18030"),
        "big5.txt": OpenCC("s2t").convert(text).encode("big5hkscs", "replace"),
        "wide.txt": text.encode("utf-16"),
        "mojibake.txt": text.encode().decode("latin-1").encode(),
        "spaces.txt": _text(" ").encode(),
        "pipes.md": _text(" | ").encode(),
        "commas.csv": _text(",").encode(),
        "page.html": page.encode(),
        "saved.mhtml": message.encode(),
        "answer.json": json.dumps({"data": {"content": page}}, ensure_ascii=False).encode(),
        "report.docx": _docx(),
        "book.xlsx": _xlsx(),
        "old.xls": _xls(),
        "book.ods": _ods(),
        "words.xml": _page_words().encode(),
        "feed.xml": f"<rss><channel><item><description>{escape(page)}</description></item></channel></rss>".encode(),
        "report.odt": _odt(),
        "report.pdf": _printed("pdf", seed),
        "several.zip": make_zip([("a.html", page.encode()), ("b/c.txt", text.encode())]),
        "several.tar.gz": make_tar([("a.html", page.encode()), ("b/c.docx", _docx())], "w:gz"),
    }
