"""Reports as Word documents, in the makes that office programs and converters leave.

`RENDERERS` need no program. `CONVERTED` are the same documents as DOC and RTF, which only LibreOffice can write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from random import Random
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from tests.truth.document import Block, Document, document_parts
from tests.truth.form_grid import SPANNED_FROM_ABOVE, SPANNED_FROM_LEFT, Cell, Grid, expand_spans
from tests.truth.script import to_traditional

_TRANSITIONAL = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
)
_STRICT = (
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TextSetter = Callable[[str, bool, Random], str]
RowSetter = Callable[[Grid, Random], Iterator[str]]


def set_run(text: str, properties: str = "") -> str:
    """A run; line feeds and tabs as their elements."""
    pieces = []
    for index, line in enumerate(text.split("\n")):
        pieces.append("<w:br/>" if index else "")
        for place, part in enumerate(line.split("\t")):
            pieces.append("<w:tab/>" if place else "")
            pieces.append(f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "")
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{''.join(pieces)}</w:r>"


def set_plain(text: str, is_value: bool, rng: Random) -> str:
    return set_run(text) if text else ""


def set_letters(text: str, is_value: bool, rng: Random) -> str:
    """Every character a run of its own, with what Word leaves between runs."""
    mark = "<w:bookmarkStart w:id='1' w:name='a'/><w:bookmarkEnd w:id='1'/>"
    between = ("", "", "<w:proofErr w:type='spellStart'/>", mark)
    return "".join(set_run(char, "<w:sz w:val='21'/>") + rng.choice(between) for char in text)


def set_tracked(text: str, is_value: bool, rng: Random) -> str:
    """Values that were typed over: the new one inserted, the old one deleted, moved away or hidden."""
    if not is_value:
        return set_plain(text, is_value, rng)
    decoy = str(rng.randint(1, 999))
    inserted = f'<w:ins w:id="1" w:author="a">{set_run(text)}</w:ins>' if text else ""
    deleted = f'<w:del w:id="2" w:author="a"><w:r><w:delText>{decoy}</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="3" w:author="a">{set_run(decoy)}</w:moveFrom>'
    hidden = set_run(decoy, "<w:vanish/>")
    field = (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>=SUM(LEFT)</w:instrText></w:r>"
        f"{set_run(decoy)}<w:r><w:fldChar w:fldCharType='separate'/></w:r>{inserted}"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )
    return rng.choice((inserted + deleted, deleted + inserted, moved + inserted, inserted + hidden, field))


def set_noted(text: str, is_value: bool, rng: Random) -> str:
    """A raised mark of a note behind some values."""
    if is_value and text.isdigit() and rng.random() < 0.2:
        mark = rng.choice(("1", "2", "[1]", "*"))
        return set_run(text) + set_run(mark, '<w:vertAlign w:val="superscript"/>')
    return set_plain(text, is_value, rng)


def set_broken_labels(text: str, is_value: bool, rng: Random) -> str:
    """Labels broken into two lines or set with the ruby of their first character."""
    if is_value or len(text) < 4:
        return set_plain(text, is_value, rng)
    if rng.random() < 0.5:
        return set_run(f"{text[:2]}\n{text[2:]}")
    ruby = f"<w:r><w:ruby><w:rt>{set_run('pin')}</w:rt><w:rubyBase>{set_run(text[0])}</w:rubyBase></w:ruby></w:r>"
    return ruby + set_run(text[1:])


@dataclass(frozen=True)
class Cells:
    """Sets the cells of a table: their text, and how merged ones are written."""

    set_text: TextSetter = set_plain

    def set_cell(self, cell: Cell, rng: Random, marks: str = "") -> str:
        text = self.set_text(cell.text, cell.is_value, rng)
        return f"<w:tc><w:tcPr><w:tcW w:w='0' w:type='auto'/>{marks}</w:tcPr><w:p><w:pPr/>{text}</w:p></w:tc>"

    def merged_rows(self, grid: Grid, rng: Random) -> Iterator[str]:
        """Rows with gridSpan and vMerge; a continued cell may hold a forgotten number, which is not shown."""
        for row in expand_spans(grid):
            cells = []
            for column, cell in enumerate(row):
                span = _span_of(row, column)
                marks = f"<w:gridSpan w:val='{span}'/>" if span > 1 else ""
                if cell is SPANNED_FROM_ABOVE:
                    forgotten = rng.choice(("", "", "<w:r><w:t>7</w:t></w:r>"))
                    cells.append(f"<w:tc><w:tcPr>{marks}<w:vMerge/></w:tcPr><w:p>{forgotten}</w:p></w:tc>")
                elif cell is not SPANNED_FROM_LEFT:
                    merge = "<w:vMerge w:val='restart'/>" if cell.rows > 1 else ""
                    cells.append(self.set_cell(cell, rng, marks + merge))
            yield f"<w:tr>{''.join(cells)}</w:tr>"

    def padded_rows(self, grid: Grid, rng: Random) -> Iterator[str]:
        """Rows without merged cells: the places that a cell should span are cells without text."""
        for row in expand_spans(grid):
            yield f"<w:tr>{''.join(self.set_cell(cell, rng) for cell in row)}</w:tr>"

    def controlled_rows(self, grid: Grid, rng: Random) -> Iterator[str]:
        """Rows in content controls, deleted and hidden ones among them."""
        decoy = "".join(self.set_cell(Cell(str(rng.randint(1, 99)), "value"), rng) for _ in range(grid.width))
        for row in self.merged_rows(grid, rng):
            yield f"<w:sdt><w:sdtPr/><w:sdtContent>{row}</w:sdtContent></w:sdt>" if rng.random() < 0.3 else row
            if rng.random() < 0.1:
                mark = rng.choice(("<w:del w:id='9' w:author='a'/>", "<w:hidden/>"))
                yield f"<w:tr><w:trPr>{mark}</w:trPr>{decoy}</w:tr>"


def _span_of(row: list[Cell], column: int) -> int:
    """The columns of the cell that begins here."""
    following = next((place for place in range(column + 1, len(row)) if row[place] is not SPANNED_FROM_LEFT), len(row))
    return following - column


def _grid_columns(widths: list[int]) -> str:
    return "<w:tblGrid>" + "".join(f"<w:gridCol w:w='{width}'/>" for width in widths) + "</w:tblGrid>"


def _table(rows: list[str], widths: list[int]) -> str:
    return f"<w:tbl><w:tblPr/>{_grid_columns(widths)}{''.join(rows)}</w:tbl>"


def set_merged_table(cells: Cells) -> Callable[[Grid, Random], str]:
    return lambda grid, rng: _table(list(cells.merged_rows(grid, rng)), [900] * grid.width)


SET_MERGED = set_merged_table(Cells())


def set_padded_table(grid: Grid, rng: Random) -> str:
    return _table(list(Cells().padded_rows(grid, rng)), [900] * grid.width)


def set_controlled_table(grid: Grid, rng: Random) -> str:
    return _table(list(Cells().controlled_rows(grid, rng)), [900] * grid.width)


def set_split_table(grid: Grid, rng: Random) -> str:
    """The table in two below each other, with a paragraph between, the second without headers."""
    rows = list(Cells().merged_rows(grid, rng))
    starts = [
        number for number, row in enumerate(expand_spans(grid))
        if number > 4 and not any(cell is SPANNED_FROM_ABOVE for cell in row) and row[-1].is_value
    ]  # fmt: skip
    cut = rng.choice(starts) if starts else len(rows)
    halves = [_table(part, [900] * grid.width) for part in (rows[:cut], rows[cut:]) if part]
    return "<w:p/>".join(halves)


def set_hand_drawn_table(grid: Grid, rng: Random) -> str:
    """Borders drawn by hand: in every row they stand a little beside those of the others, in columns of their own."""
    sliver, rows = 20, []
    for row in expand_spans(grid):
        starts = [column for column, cell in enumerate(row) if cell is not SPANNED_FROM_LEFT]
        borders = list(pairwise([*starts, len(row)]))
        tall = [pair for pair in borders if row[pair[0]] is SPANNED_FROM_ABOVE or row[pair[0]].rows > 1]
        fixed = {0, len(row), *(border for pair in tall for border in pair)}
        shift = [0 if place in fixed else rng.randint(0, 1) for place in range(len(row) + 1)]
        cells = []
        for start, end in borders:
            span = (2 * end - shift[end]) - (2 * start - shift[start])
            is_above = row[start] is SPANNED_FROM_ABOVE
            merge = "<w:vMerge/>" if is_above else "<w:vMerge w:val='restart'/>" if row[start].rows > 1 else ""
            cells.append(Cells().set_cell(row[start], rng, f"<w:gridSpan w:val='{span}'/>{merge}"))
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return _table(rows, [900 - sliver, sliver] * grid.width)


def set_tab_table(grid: Grid, rng: Random) -> str:
    """No table at all: a paragraph a row, with tabs."""
    rows = expand_spans(grid)
    return "".join(_paragraph("\t".join(cell.text for cell in row)) for row in rows)


def _paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{set_run(text) if text else ''}</w:p>"


_PAGE_BOX = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>- 3 -"
    "</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
    "<w:txbxContent><w:p><w:r><w:t>- 3 -</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
)


@dataclass(frozen=True)
class Make:
    """How a document is put together."""

    set_table: Callable[[Grid, Random], str]
    namespaces: tuple[str, str] = _TRANSITIONAL
    is_nested: bool = False
    numbers_headings: bool = False
    title_in_box: bool = False
    is_traditional: bool = False

    def __call__(self, document: Document, rng: Random) -> bytes:
        parts = list(document_parts(document))
        tables = [self.set_table(part, rng) for part in parts if isinstance(part, Grid)]
        blocks = [self._set_part(part, tables) for part in parts]
        body = _nest(blocks, rng) if self.is_nested else "".join(blocks) + _PAGE_BOX
        return _pack(to_traditional(body) if self.is_traditional else body, self.namespaces)

    def _set_part(self, part: Block | Grid, tables: list[str]) -> str:
        if isinstance(part, Grid):
            return tables.pop(0) + "<w:p/>"
        if part.kind == "title" and self.title_in_box:
            box = f"<w:txbxContent>{_paragraph(part.text)}</w:txbxContent>"
            return f"<w:p><w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r></w:p>"
        if part.kind == "heading" and self.numbers_headings:
            numbered = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"
            return _paragraph(part.text.partition("、")[2] or part.text, numbered)
        return _paragraph(part.text)


def _nest(blocks: list[str], rng: Random) -> str:
    """The page in the cells of a layout table: two columns of which one is empty, or a row for each block."""
    if rng.random() < 0.5:
        cell = f"<w:tc><w:tcPr/>{''.join(blocks)}<w:p/></w:tc>"
        rows = f"<w:tr><w:tc><w:p/></w:tc>{cell}</w:tr>"
    else:
        rows = "".join(f"<w:tr><w:tc><w:tcPr/>{block}</w:tc></w:tr>" for block in blocks)
    return f"<w:tbl><w:tblPr/>{rows}</w:tbl><w:p/>"


def _pack(body: str, namespaces: tuple[str, str]) -> bytes:
    word, relations = namespaces
    document = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{word}" xmlns:r="{relations}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:'
        'vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"<w:body>{body}<w:sectPr/></w:body></w:document>"
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        f'ContentType="{_WORD_TYPE}.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{relations}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": document,
    }
    return pack_members(members)


def pack_members(members: Mapping[str, str | bytes]) -> bytes:
    """A ZIP package of the members, in order."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data, ZIP_STORED if name == "mimetype" else None)
    return buffer.getvalue()


def render_with_library(document: Document, rng: Random) -> bytes:
    """A document as python-docx writes it, its cells merged by that library."""
    from docx import Document as new_document

    file = new_document()
    for part in document_parts(document):
        if isinstance(part, Block):
            file.add_paragraph(part.text)
            continue
        rows = expand_spans(part)
        table = file.add_table(len(rows), part.width)
        for row_no, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell in (SPANNED_FROM_ABOVE, SPANNED_FROM_LEFT):
                    continue
                own = table.cell(row_no, column)
                if cell.rows > 1 or cell.columns > 1:
                    own = own.merge(table.cell(row_no + cell.rows - 1, column + cell.columns - 1))
                own.text = cell.text
    file.core_properties.title = document.prose.title
    buffer = BytesIO()
    file.save(buffer)
    return buffer.getvalue()


RENDERERS: Mapping[str, Callable[[Document, Random], bytes]] = {
    "docx_merged": Make(SET_MERGED),
    "docx_padded": Make(set_padded_table),
    "docx_letters": Make(set_merged_table(Cells(set_letters))),
    "docx_tracked": Make(set_merged_table(Cells(set_tracked)), numbers_headings=True),
    "docx_notes": Make(set_merged_table(Cells(set_noted))),
    "docx_broken_labels": Make(set_merged_table(Cells(set_broken_labels)), title_in_box=True),
    "docx_controls": Make(set_controlled_table),
    "docx_split": Make(set_split_table),
    "docx_hand_drawn": Make(set_hand_drawn_table),
    "docx_tabs": Make(set_tab_table),
    "docx_nested": Make(SET_MERGED, is_nested=True),
    "docx_strict": Make(SET_MERGED, namespaces=_STRICT),
    "docx_traditional": Make(SET_MERGED, is_traditional=True),
    "docx_library": render_with_library,
}

TRAITS: Mapping[str, Mapping[str, bool]] = {"docx_library": {"pads_rows": True}}
