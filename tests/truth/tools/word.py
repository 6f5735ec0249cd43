"""Reports as Word itself lays them out: ruled tables of fixed widths, cells centred vertically, numbered pages."""

from __future__ import annotations

from random import Random

from tests.truth.document import Block, Document, document_parts
from tests.truth.form import PROACTIVE, REQUEST
from tests.truth.form_grid import SPANNED_FROM_ABOVE, SPANNED_FROM_LEFT, Cell, Grid, expand_spans
from tests.truth.render_docx import pack_members, set_run

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_FONT = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
TEXT_WIDTH = 8800
"""The width between the margins in twentieths of a point."""


def render_word(document: Document, rng: Random, *, rules: bool, numbered: bool) -> bytes:
    """The document as DOCX. Widths, sizes and alignment are drawn; `numbered` puts the number under each page."""
    maker = _Maker(rng, rules)
    body = "".join(
        maker.set_table(part) if isinstance(part, Grid) else maker.set_block(part) for part in document_parts(document)
    )
    return _pack(body, rng.choice(("{}", "- {} -", "— {} —", "第 {} 页")) if numbered else "")


class _Maker:
    """What is drawn once for a document."""

    def __init__(self, rng: Random, rules: bool) -> None:
        self.rules = rules
        self.size = rng.choice((15, 18, 18, 21, 24))
        self.justified = rng.choice(("left", "left", "both", "center"))
        self.repeats_header = rng.random() < 0.3
        self.cuts_rows = rng.random() < 0.5
        self.is_fixed = rng.random() < 0.7

    def set_block(self, block: Block) -> str:
        centred = '<w:jc w:val="center"/>' if block.kind == "title" else ""
        indent = '<w:ind w:firstLine="560"/>' if block.kind == "paragraph" else ""
        bold = "<w:b/>" if block.kind != "paragraph" else ""
        run = set_run(block.text, f'{_FONT}{bold}<w:sz w:val="28"/>') if block.text else ""
        return f"<w:p><w:pPr>{indent}{centred}</w:pPr>{run}</w:p>"

    def set_table(self, grid: Grid) -> str:
        widths = column_widths(grid)
        line = '<w:{} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        borders = f"<w:tblBorders>{''.join(map(line.format, _SIDES))}</w:tblBorders>" if self.rules else ""
        layout = '<w:tblLayout w:type="fixed"/>' if self.is_fixed else ""
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = "".join(self._set_row(row, widths, grid) for row in expand_spans(grid))
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>{borders}{layout}'
            f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl><w:p/>"
        )

    def _set_row(self, row: list[Cell], widths: list[int], grid: Grid) -> str:
        cells = []
        for place, cell in enumerate(row):
            if cell is SPANNED_FROM_LEFT:
                continue
            span = 1
            while place + span < len(row) and row[place + span] is SPANNED_FROM_LEFT:
                span += 1
            merge = "<w:vMerge/>" if cell is SPANNED_FROM_ABOVE else ""
            merge = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else merge
            marks = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
            width = sum(widths[place : place + span])
            cells.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{marks}{merge}<w:vAlign w:val="center"/></w:tcPr>'
                f"{self._set_words(cell)}</w:tc>"
            )
        is_head = self.repeats_header and row[-1].role in ("caption", "header") and grid.name != PROACTIVE
        marks = "" if self.cuts_rows else "<w:cantSplit/>"
        marks += "<w:tblHeader/>" if is_head else ""
        return f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(cells)}</w:tr>"

    def _set_words(self, cell: Cell) -> str:
        justified = "center" if cell.role != "label" else self.justified
        run = set_run(cell.text, f'{_FONT}<w:sz w:val="{self.size}"/>') if cell.text else ""
        return f'<w:p><w:pPr><w:jc w:val="{justified}"/></w:pPr>{run}</w:p>'


def column_widths(grid: Grid) -> list[int]:
    """The widths of the columns as the official form has them: labels wide, figures narrow."""
    if grid.name == REQUEST:
        labels = [700, 1000, 2000]
        return [*labels, *[(TEXT_WIDTH - sum(labels)) // (grid.width - 3)] * (grid.width - 3)]
    return [TEXT_WIDTH // grid.width] * grid.width


def _pack(body: str, page_number: str) -> bytes:
    spaces = f'xmlns:w="{_WORD}" xmlns:r="{_RELATIONS}"'
    footer = '<w:footerReference w:type="default" r:id="rId1"/>' if page_number else ""
    section = (
        f'<w:sectPr>{footer}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1550" w:bottom="1440" '
        'w:left="1550" w:header="850" w:footer="990" w:gutter="0"/></w:sectPr>'
    )
    override = '<Override PartName="/word/{}.xml" ContentType="' + _TYPE + '.{}+xml"/>'
    parts = {"document": "document.main", **({"footer1": "footer"} if page_number else {})}
    members = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/>{"".join(override.format(*part) for part in parts.items())}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{_HEAD}<w:document {spaces}><w:body>{body}{section}</w:body></w:document>",
    }
    if page_number:
        members["word/_rels/document.xml.rels"] = (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_RELATIONS}/footer" Target="footer1.xml"/></Relationships>'
        )
        members["word/footer1.xml"] = f"{_HEAD}<w:ftr {spaces}>{_page_field(page_number)}</w:ftr>"
    return pack_members(members)


def _page_field(template: str) -> str:
    before, after = template.split("{}")
    ends = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    order = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    field = f"{ends[0]}{order}{ends[1]}{set_run('1')}{ends[2]}"
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{set_run(before)}{field}{set_run(after)}</w:p>'
