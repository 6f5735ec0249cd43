"""Word documents: DOCX, DOCM and DOTX, Transitional and Strict, as Word, WPS and LibreOffice write them.

The body is walked element by element, as a reader sees the page: tracked deletions and hidden text are not there,
cells have the columns of the table's own grid. python-docx opens neither Strict documents nor ones with a broken
relationship, and repeats merged cells; the parts are therefore parsed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from transforms.doubts import Reason, Rejection
from transforms.formats.content import Content
from transforms.formats.grid_cells import GridCell, build_rows
from transforms.formats.merged_cells import MERGED
from transforms.formats.office.alternates import resolve_alternates
from transforms.formats.office.chunks import Chunks, ReaderOf, read_none
from transforms.formats.office.docx_text import ParagraphReader
from transforms.formats.office.package import DOCX, MANY_CELLS, Package, PackageError, package_kind
from transforms.formats.office.text_boxes import has_words
from transforms.formats.office.word_lists import read_lists
from transforms.formats.office.word_styles import Context, is_coloured, is_on, name_of, named_style, read_styles
from transforms.formats.office.xml_names import find_attribute
from transforms.formats.pictures import PICTURE, Part, PictureReader, blocks_of, doubt_pictured_tables
from transforms.formats.prose_rows import part_prose_rows
from transforms.formats.unread_cells import tell_unread
from transforms.language import Pair
from transforms.limits import Limits
from transforms.text import OBJECT, parse_number

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


def read_content(
    data: bytes, limits: Limits, reader_of: ReaderOf = read_none, pictures: PictureReader | None = None
) -> Content | Rejection:
    """Read a document; `reader_of` finds who reads the documents that it takes over, `pictures` reads what
    its pictures show. Rejections: `damaged_file`,
    `encrypted_file`, `unsafe_xml`, `archive_bomb`, `archive_too_large`, `too_many_cells`, those of such readers."""
    try:
        package = Package(data, limits)
        main = package.part_of_type("", "officeDocument") or "word/document.xml"
        styles, numbering = (_parse_related(package, main, kind) for kind in ("styles", "numbering"))
        document = package.parse(main)
        resolve_alternates(document)
        body = next((child for child in document if name_of(child) == "body"), None)
        if body is None:
            return Rejection(Reason.DAMAGED_FILE, Pair("文档没有正文。", "The document has no body."))
        reader = ParagraphReader(
            read_styles(styles), read_lists(numbering, styles), partial(_read_picture, package, main, pictures)
        )
        chunks = Chunks(package, main, limits, reader_of)
        parts = tuple(_Walker(limits, reader, chunks).read_blocks(body))
        metadata = package.metadata()
    except PackageError as error:
        return error.rejection
    doubts = (*chunks.doubts, *doubt_pictured_tables(parts))
    return Content(blocks_of(parts), metadata=metadata, doubts=doubts, layout=_layout_of(parts))


def _read_picture(
    package: Package, main: str, pictures: PictureReader | None, relation: str
) -> tuple[Part, ...] | None:
    """What a picture shows, by its relation; None for one that is not read."""
    if pictures is None:
        return None
    _, part = package.relationships(main).get(relation, ("", ""))
    return pictures.read(package.read(part)) if part in package.names else None


def _parse_related(package: Package, main: str, kind: str) -> _Element | None:
    part = package.part_of_type(main, kind)
    return package.parse(part) if part else None


def _layout_of(parts: tuple[Part, ...]) -> str:
    return "docx" if any(isinstance(part, tuple) for part in parts) else ""


@dataclass
class _CellContent:
    """What a cell holds, in order, and the names of what it shows that is not read."""

    parts: list[Part] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    floating: list[str] = field(default_factory=list)

    @property
    def has_tables(self) -> bool:
        return any(isinstance(part, tuple) for part in self.parts)

    @property
    def text(self) -> str:
        text = "\n".join(part for part in self.parts if isinstance(part, str)).strip("\n")
        return tell_unread(text, self.marks, self.floating)


class _Walker:
    """Walks blocks; counts cells against the limit over the whole document."""

    def __init__(self, limits: Limits, paragraphs: ParagraphReader, chunks: Chunks) -> None:
        self._cells_left = limits.table_cells
        self._open_cells: list[_CellContent] = []
        self._contexts = [Context()]
        self._paragraphs = paragraphs
        self._chunks = chunks

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
                blocks = self._chunks.read(find_attribute(child, "id") or "")
                yield from (PICTURE,) if blocks is None else blocks
            elif name in _WRAPPERS:
                yield from self.read_blocks(child)
        if split:
            yield from self._read_table(split)

    def _read_paragraph(self, paragraph: _Element) -> Iterator[Part]:
        seen = self._paragraphs.read(paragraph, self._contexts[-1])
        if self._open_cells:
            self._open_cells[-1].marks += seen.marks
            self._open_cells[-1].floating += seen.floating
        yield seen.text
        yield from seen.pictured
        if seen.has_picture:
            yield PICTURE
        for box in seen.boxes:
            yield from self._read_box(box)

    def _read_box(self, box: _Element) -> Iterator[Part]:
        """A text box with a table or with words; page numbers, stamps and the like are left out. A number in one that
        is anchored in a cell is marked: the box can float over any other."""
        self._contexts.append(Context())
        parts = list(self.read_blocks(box))
        self._contexts.pop()
        text = "".join(part for part in parts if isinstance(part, str))
        if any(isinstance(part, tuple) for part in parts) or has_words(text):
            yield from parts
        elif self._open_cells and parse_number(text).value is not None:
            yield text.strip() + MERGED
        elif self._open_cells and text.strip():
            self._open_cells[-1].floating.append(OBJECT)

    def _read_table(self, pieces: list[_Element]) -> Iterator[Part]:
        """A table in one piece or more; rows that hold tables of their own are layout, and give what they hold."""
        widths = _grid_widths(pieces[0])
        around = self._context_of(pieces[0])
        rows: list[list[GridCell]] = []
        for row in (row for piece in pieces for row in _find(piece, "tr")):
            if _is_left_out(row):
                continue
            contents = [
                (cell, self._read_cell(cell, around)) for cell in _find(row, "tc") if not _is_deleted_cell(cell)
            ]
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
            raise PackageError(Reason.TOO_MANY_CELLS, MANY_CELLS)
        yield from part_prose_rows(built)

    def _context_of(self, table: _Element) -> Context:
        """What a table says of the text in it: its style, and the grounds of itself and of the cell around it."""
        properties = _child(table, "tblPr")
        look = self._paragraphs.styles.look_of(named_style(properties, "tblStyle"))
        return Context(look, self._contexts[-1].is_coloured or _is_shaded(properties))

    def _read_cell(self, cell: _Element, around: Context) -> _CellContent:
        """What a cell holds; a table of a single cell in it is a frame around text."""
        content = _CellContent()
        self._open_cells.append(content)
        self._contexts.append(Context(around.look, around.is_coloured or _is_shaded(_child(cell, "tcPr"))))
        for part in self.read_blocks(cell):
            is_frame = isinstance(part, tuple) and sum(map(len, part)) == 1
            content.parts.append(part[0][0] if is_frame and isinstance(part, tuple) else part)
        self._contexts.pop()
        self._open_cells.pop()
        return content

    def _grid_row(self, row: _Element, contents: list[tuple[_Element, _CellContent]]) -> list[GridCell]:
        properties = _child(row, "trPr")
        cells = [GridCell("", _number(properties, "gridBefore", 0))]
        for cell, content in contents:
            marks = _child(cell, "tcPr")
            self._cells_left -= 1
            if self._cells_left < 0:
                raise PackageError(Reason.TOO_MANY_CELLS, MANY_CELLS)
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


def _is_shaded(properties: _Element | None) -> bool:
    return properties is not None and any(name_of(child) == "shd" and is_coloured(child) for child in properties)


def _grid_widths(table: _Element) -> list[int]:
    """The widths of the grid's columns in twentieths of a point, as the table declares them."""
    grid = _child(table, "tblGrid")
    if grid is None:
        return []
    texts = [find_attribute(column, "w") or "" for column in grid if name_of(column) == "gridCol"]
    return [int(text[:6]) if text.isascii() and text.isdigit() else 0 for text in texts]
