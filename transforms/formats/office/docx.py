"""Word documents: DOCX, DOCM and DOTX, Transitional and Strict, as Word, WPS and LibreOffice write them.

The body is walked element by element, as a reader sees the page: tracked deletions and hidden text are not there,
cells have the columns of the table's own grid. python-docx opens neither Strict documents nor ones with a broken
relationship, and repeats merged cells; the parts are therefore parsed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from transforms.doubts import Reason, Rejection
from transforms.formats.content import Content
from transforms.formats.grid_cells import GridCell, build_rows
from transforms.formats.merged_cells import MERGED
from transforms.formats.office.docx_text import HiddenStyles, ParagraphReader, is_on, name_of, read_hidden_styles
from transforms.formats.office.package import DOCX, Package, PackageError, package_kind
from transforms.formats.office.text_boxes import has_words
from transforms.formats.office.xml_names import find_attribute
from transforms.formats.pictures import PICTURE, Part, blocks_of, doubt_pictured_tables
from transforms.formats.prose_rows import part_prose_rows
from transforms.limits import Limits
from transforms.text import parse_number

if TYPE_CHECKING:
    from lxml.etree import _Element

# Elements that only wrap others: content controls, smart tags, insertions.
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"})
# What a paragraph shows; one without any parts the pieces of a table that was split in two.
_VISIBLE = frozenset({"t", "sym", "drawing", "pict", "object", "m:t"})
# Columns of the same widths from which on a table below another one goes on with it: the first block of the form has
# four. Two tables of two equal halves are common, and are two.
_FEWEST_SHARED_COLUMNS = 4
# Columns of a table in Word, whose limit this is; a cell that says it spans more is broken.
_MOST_COLUMNS = 63


def recognises(data: bytes) -> bool:
    """Whether bytes are a package with a Word document in it."""
    return package_kind(data) == DOCX


def read_content(data: bytes, limits: Limits) -> Content | Rejection:
    """Read a document. Rejections: `damaged_file`, `encrypted_file`, `unsafe_xml`, `archive_bomb`,
    `archive_too_large`, `too_many_cells`."""
    try:
        package = Package(data, limits)
        main = package.part_of_type("", "officeDocument") or "word/document.xml"
        styles = package.part_of_type(main, "styles")
        hidden = read_hidden_styles(package.parse(styles)) if styles else HiddenStyles()
        body = next((child for child in package.parse(main) if name_of(child) == "body"), None)
        if body is None:
            return Rejection(Reason.DAMAGED_FILE, "The document has no body.")
        parts = tuple(_Walker(limits, ParagraphReader(hidden)).read_blocks(body))
        metadata = package.metadata()
    except PackageError as error:
        return error.rejection
    return Content(blocks_of(parts), metadata=metadata, doubts=doubt_pictured_tables(parts), layout=_layout_of(parts))


def _layout_of(parts: tuple[Part, ...]) -> str:
    return "docx" if any(isinstance(part, tuple) for part in parts) else ""


@dataclass
class _CellContent:
    """What a cell holds, in order: its parts; `tables` are those of them that are tables of more than one cell."""

    parts: list[Part] = field(default_factory=list)

    @property
    def has_tables(self) -> bool:
        return any(isinstance(part, tuple) for part in self.parts)

    @property
    def text(self) -> str:
        return "\n".join(part for part in self.parts if isinstance(part, str)).strip("\n")


class _Walker:
    """Walks blocks; counts cells against the limit over the whole document."""

    def __init__(self, limits: Limits, paragraphs: ParagraphReader) -> None:
        self._cells_left = limits.table_cells
        self._open_cells = 0
        self._paragraphs = paragraphs

    def read_blocks(self, parent: _Element) -> Iterator[Part]:
        """The parts of a body, cell or text box in reading order."""
        split: list[_Element] = []
        for child in parent:
            name = name_of(child)
            if split and not _continues_tables(split, child):
                yield from self._read_table(split)
                split = []
            if name == "tbl":
                split.append(child)
            elif name == "p" and not split:
                yield from self._read_paragraph(child)
            elif name == "altChunk":
                yield PICTURE
            elif name in _WRAPPERS:
                yield from self.read_blocks(child)
        if split:
            yield from self._read_table(split)

    def _read_paragraph(self, paragraph: _Element) -> Iterator[Part]:
        text, boxes, has_picture = self._paragraphs.read(paragraph)
        yield text
        if has_picture:
            yield PICTURE
        for box in boxes:
            yield from self._read_box(box)

    def _read_box(self, box: _Element) -> Iterator[Part]:
        """A text box with a table or with words; page numbers, stamps and the like are left out. A number in one that
        is anchored in a cell is marked: the box can float over any other."""
        parts = list(self.read_blocks(box))
        text = "".join(part for part in parts if isinstance(part, str))
        if any(isinstance(part, tuple) for part in parts) or has_words(text):
            yield from parts
        elif self._open_cells and parse_number(text).value is not None:
            yield text.strip() + MERGED

    def _read_table(self, pieces: list[_Element]) -> Iterator[Part]:
        """A table in one piece or more; rows that hold tables of their own are layout, and give what they hold."""
        widths = _grid_widths(pieces[0])
        rows: list[list[GridCell]] = []
        for row in (row for piece in pieces for row in _find(piece, "tr")):
            if _is_left_out(row):
                continue
            contents = [(cell, self._read_cell(cell)) for cell in _find(row, "tc") if not _is_deleted_cell(cell)]
            if any(content.has_tables for _, content in contents):
                yield from self._yield_rows(rows, widths)
                rows = []
                for _, content in contents:
                    yield from content.parts
            else:
                rows.append(self._grid_row(row, contents))
                pictures = [part for _, content in contents for part in content.parts if part is PICTURE]
                if pictures:
                    yield PICTURE
        yield from self._yield_rows(rows, widths)

    def _yield_rows(self, rows: list[list[GridCell]], widths: list[int]) -> Iterator[Part]:
        built = build_rows(rows, widths)
        self._cells_left -= sum(map(len, built))
        if self._cells_left < 0:
            raise PackageError(Reason.TOO_MANY_CELLS, "The tables of the document hold more cells than is read.")
        yield from part_prose_rows(built)

    def _read_cell(self, cell: _Element) -> _CellContent:
        """What a cell holds; a table of a single cell in it is a frame around text."""
        content = _CellContent()
        self._open_cells += 1
        for part in self.read_blocks(cell):
            is_frame = isinstance(part, tuple) and sum(map(len, part)) == 1
            content.parts.append(part[0][0] if is_frame and isinstance(part, tuple) else part)
        self._open_cells -= 1
        return content

    def _grid_row(self, row: _Element, contents: list[tuple[_Element, _CellContent]]) -> list[GridCell]:
        properties = _child(row, "trPr")
        cells = [GridCell("", _number(properties, "gridBefore", 0))]
        for cell, content in contents:
            marks = _child(cell, "tcPr")
            self._cells_left -= 1
            if self._cells_left < 0:
                raise PackageError(Reason.TOO_MANY_CELLS, "The tables of the document hold more cells than is read.")
            spans = _number(marks, "gridSpan", 1), _value(marks, "vMerge"), _continues(marks, "hMerge")
            cells.append(GridCell(content.text, spans[0], spans[1] is not None, spans[1] == "restart", spans[2]))
        cells.append(GridCell("", _number(properties, "gridAfter", 0)))
        return [given for given in cells if given.columns]


def _continues_tables(tables: list[_Element], child: _Element) -> bool:
    """Whether a table goes on in `child`, an empty paragraph or a table with the same columns."""
    if name_of(child) == "p":
        return not any(name_of(element) in _VISIBLE for element in child.iter())
    if name_of(child) != "tbl":
        return False
    widths = _grid_widths(tables[0])
    return len(widths) >= _FEWEST_SHARED_COLUMNS and _grid_widths(child) == widths


def _find(parent: _Element, name: str) -> Iterator[_Element]:
    """The rows of a table or the cells of a row, also inside content controls."""
    for child in parent:
        found = name_of(child)
        if found == name:
            yield child
        elif found in _WRAPPERS:
            yield from _find(child, name)


def _child(parent: _Element, name: str) -> _Element | None:
    return next((child for child in parent if name_of(child) == name), None)


def _value(properties: _Element | None, name: str) -> str | None:
    """The `val` of a property, '' where the property stands alone, None where it is not there."""
    found = None if properties is None else _child(properties, name)
    if found is None:
        return None
    return find_attribute(found, "val") or ""


def _number(properties: _Element | None, name: str, otherwise: int) -> int:
    value = _value(properties, name) or ""
    return min(int(value[:4]), _MOST_COLUMNS) if value.isascii() and value.isdigit() else otherwise


def _continues(properties: _Element | None, name: str) -> bool:
    return _value(properties, name) not in (None, "restart")


def _is_left_out(row: _Element) -> bool:
    properties = _child(row, "trPr")
    if properties is None:
        return False
    return _child(properties, "del") is not None or is_on(properties, "hidden")


def _is_deleted_cell(cell: _Element) -> bool:
    properties = _child(cell, "tcPr")
    return properties is not None and _child(properties, "cellDel") is not None


def _grid_widths(table: _Element) -> list[int]:
    """The widths of the grid's columns in twentieths of a point, as the table declares them."""
    grid = _child(table, "tblGrid")
    if grid is None:
        return []
    texts = [find_attribute(column, "w") or "" for column in grid if name_of(column) == "gridCol"]
    return [int(text[:6]) if text.isascii() and text.isdigit() else 0 for text in texts]
