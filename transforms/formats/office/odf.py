"""What text documents and spreadsheets of the OpenDocument format share: paragraphs, tables, styles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from transforms.doubts import Reason
from transforms.formats.grid_cells import GridCell, build_rows
from transforms.formats.office.looks import PLAIN, UNSEEN_GAP, Look
from transforms.formats.office.odf_styles import Styles, attribute, name_of, read_styles
from transforms.formats.office.package import MANY_CELLS, PROTECTED, STATED, Package, PackageError
from transforms.formats.office.text_boxes import has_words
from transforms.formats.pictures import PICTURE, Part
from transforms.formats.prose_rows import part_prose_rows
from transforms.formats.superscript import raise_marks
from transforms.formats.unread_cells import tell_unread
from transforms.limits import Limits
from transforms.text import FORM_FIELD, IMAGE, LIST_NUMBER, OBJECT

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINERS = frozenset(
    {
        "text:list-header",
        "text:table-of-content",
        "text:index-body",
        "text:index-title",
        "text:numbered-paragraph",
    }
)
_ROW_CONTAINERS = frozenset({"table:table-header-rows", "table:table-rows", "table:table-row-group"})
_LEFT_OUT = frozenset(
    {
        "text:note",
        "office:annotation",
        "text:hidden-text",
        "text:ruby-text",
        "text:tracked-changes",
        "svg:title",
        "svg:desc",
        "text:script",
    }
)
# What stands on a page and is not read, by its element.
_UNREAD = {
    "draw:image": IMAGE,
    "draw:object": OBJECT,
    "draw:object-ole": OBJECT,
    "draw:plugin": OBJECT,
    "draw:applet": OBJECT,
    "draw:control": FORM_FIELD,
}
# Spaces of one gap, as no line holds more; a file may state any number.
_LONGEST_GAP = 1000
# Columns of a sheet in LibreOffice before 7.4: a cell that says it spans or repeats more is broken, or spans to the end
# of the sheet.
_MOST_COLUMNS = 1024
# The same for rows.
_MOST_ROWS = 1_048_576
# Digits of a stated number that are read: none that can be meant has more.
_MOST_DIGITS = 9


def count_attribute(element: _Element, name: str) -> int:
    """A number of repetitions or of spanned places, at least 1."""
    text = attribute(element, name)
    return max(1, int(text[:_MOST_DIGITS])) if text.isascii() and text.isdigit() else 1


def open_content(data: bytes, limits: Limits) -> tuple[Package, _Element, Styles]:
    """The package, its `content.xml` and its styles; raises `PackageError`."""
    package = Package(data, limits)
    manifest = "META-INF/manifest.xml"
    if manifest in package.names and b"encryption-data" in package.read(manifest):
        raise PackageError(Reason.ENCRYPTED_FILE, PROTECTED)
    content = package.parse("content.xml")
    others = [package.parse("styles.xml")] if "styles.xml" in package.names else []
    return package, content, read_styles(content, *others)


def read_metadata(package: Package) -> tuple[tuple[str, str], ...]:
    """The properties in `meta.xml` that are not about a person: title, subject and dates; values of one line."""
    if "meta.xml" not in package.names:
        return ()
    pairs = (
        (name_of(element).partition(":")[2], " ".join((element.text or "").split()))
        for element in package.parse("meta.xml").iter()
        if len(element) == 0
    )
    return tuple((name, value) for name, value in pairs if value and name in STATED)


@dataclass
class _Cell:
    """An open cell: whether its ground is coloured, and the names of what it shows that is not read."""

    is_coloured: bool
    marks: list[str] = field(default_factory=list)
    floating: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _List:
    """The style and the level of a list."""

    style: str = ""
    level: int = 0


_NO_LIST = _List()


class Walker:
    """Walks the blocks of a document; counts cells against the limit over the whole document."""

    def __init__(self, styles: Styles, limits: Limits) -> None:
        self.styles = styles
        self._cells_left = limits.table_cells
        self._cells: list[_Cell] = []

    def read_blocks(self, parent: _Element, around: _List = _NO_LIST) -> Iterator[Part]:
        """The parts of a body, section, cell or text box in reading order."""
        for child in parent:
            name = name_of(child)
            if name in ("text:p", "text:h"):
                yield from self._read_paragraph(child)
            elif name == "table:table":
                yield from self._read_table(child)
            elif name == "text:list":
                style = attribute(child, "text:style-name") or around.style
                yield from self.read_blocks(child, _List(style, around.level + 1))
            elif name == "text:list-item":
                self._note_number(child, around)
                yield from self.read_blocks(child, around)
            elif name in _CONTAINERS or (name == "text:section" and attribute(child, "text:display") != "none"):
                yield from self.read_blocks(child, around)
            elif name.startswith("draw:"):
                yield from self._read_drawing(child)

    def _note_number(self, item: _Element, around: _List) -> None:
        """Whether the list puts a number before an item's text, which is no part of it."""
        first = next(iter(item), None)
        if not self._cells or first is None or name_of(first) not in ("text:p", "text:h"):
            return
        style = around.style or self.styles.lists.get(attribute(first, "text:style-name"), "")
        if (style, str(around.level)) in self.styles.numbered:
            self._cells[-1].marks.append(LIST_NUMBER)

    def _read_paragraph(self, paragraph: _Element) -> Iterator[Part]:
        drawings: list[_Element] = []
        yield self.read_text(paragraph, drawings)
        for drawing in drawings:
            yield from self._read_drawing(drawing)

    def read_text(self, paragraph: _Element, drawings: list[_Element], cell: Look = PLAIN) -> str:
        """The text of a paragraph as a reader sees it; frames in it are added to `drawings`."""
        own = self.styles.look_of("paragraph", attribute(paragraph, "text:style-name"))
        look = own.over(cell.over(self.styles.defaults.get("paragraph", PLAIN)))
        if self._cells and self._cells[-1].is_coloured:
            look = Look(is_coloured=True).over(look)
        return self._read_inside(paragraph, look, drawings)

    def _read_inside(self, element: _Element, look: Look, drawings: list[_Element]) -> str:
        pieces = [_show(element.text or "", look)]
        for child in element:
            pieces.append(self._read_inline(child, look, drawings))
            pieces.append(_show(child.tail or "", look))
        return "".join(pieces)

    def _read_inline(self, child: _Element, look: Look, drawings: list[_Element]) -> str:
        name = name_of(child)
        if name == "text:s":
            return " " * min(count_attribute(child, "text:c"), _LONGEST_GAP)
        if name in ("text:tab", "text:line-break"):
            return "\t" if name == "text:tab" else "\n"
        if name.startswith("draw:"):
            drawings.append(child)
            return ""
        if name in _LEFT_OUT:
            return ""
        own = self.styles.look_of("text", attribute(child, "text:style-name"))
        return self._read_inside(child, own.over(look), drawings)

    def _read_drawing(self, drawing: _Element, *, floats: bool = True) -> Iterator[Part]:
        """Pictures, and text boxes with a table or with words; page numbers and the like are left out."""
        name = name_of(drawing)
        floats = floats and attribute(drawing, "text:anchor-type") != "as-char"
        if name in _UNREAD:
            self._note(_UNREAD[name], floats=floats)
            if name != "draw:control":
                yield PICTURE
        elif name == "draw:text-box":
            parts = list(self.read_blocks(drawing))
            words = "".join(part for part in parts if isinstance(part, str))
            if has_words(words) or any(isinstance(part, tuple) for part in parts):
                yield from parts
            elif words.strip():
                self._note(OBJECT, floats=floats)
        else:
            # A frame can hold an object and the picture of it: the first is what it shows.
            for child in drawing:
                if name_of(child).startswith("draw:"):
                    yield from self._read_drawing(child, floats=floats)

    def name_drawings(self, drawings: list[_Element]) -> list[str]:
        """The names of what drawings over a cell show and nobody reads."""
        self._cells.append(_Cell(is_coloured=False))
        for drawing in drawings:
            for _ in self._read_drawing(drawing):
                pass
        return self._cells.pop().floating

    def _note(self, mark: str, *, floats: bool) -> None:
        if self._cells:
            (self._cells[-1].floating if floats else self._cells[-1].marks).append(mark)

    def _read_table(self, table: _Element) -> Iterator[Part]:
        """A table; rows that hold tables of their own are layout, and give what their cells hold."""
        rows: list[list[GridCell]] = []
        ground = self._is_coloured(table, "table", is_outside=bool(self._cells) and self._cells[-1].is_coloured)
        for row in visible_rows(table):
            row_ground = self._is_coloured(row, "table-row", is_outside=ground)
            opened = [
                (_Cell(self._is_coloured(cell, "table-cell", is_outside=row_ground)), cell)
                for cell in row
                if name_of(cell) == "table:table-cell"
            ]
            contents = [self._read_cell(cell, element) for cell, element in opened]
            if any(isinstance(part, tuple) for parts in contents for part in parts):
                yield from self._yield_rows(rows)
                rows = []
                for parts in contents:
                    yield from parts
                continue
            texts = [
                tell_unread(
                    "\n".join(part for part in parts if isinstance(part, str)).strip("\n"), cell.marks, cell.floating
                )
                for parts, (cell, _) in zip(contents, opened, strict=True)
            ]
            cells = grid_row(row, iter(texts))
            for _ in range(self.allow(len(cells), count_attribute(row, "table:number-rows-repeated"))):
                rows.append(cells)
            if any(part is PICTURE for parts in contents for part in parts):
                yield PICTURE
        yield from self._yield_rows(rows)

    def _read_cell(self, cell: _Cell, element: _Element) -> list[Part]:
        self._cells.append(cell)
        parts = [_unframe(part) for part in self.read_blocks(element)]
        self._cells.pop()
        return parts

    def _is_coloured(self, element: _Element, family: str, *, is_outside: bool) -> bool:
        own = self.styles.look_of(family, attribute(element, "table:style-name")).is_coloured
        return is_outside if own is None else own

    def allow(self, cells: int, times: int) -> int:
        """`times`, after counting so many times so many cells; raises `PackageError` beyond the limit."""
        self._cells_left -= max(cells, 1) * times
        if self._cells_left < 0:
            raise PackageError(Reason.TOO_MANY_CELLS, MANY_CELLS)
        return times

    def _yield_rows(self, rows: list[list[GridCell]]) -> Iterator[Part]:
        built = build_rows(rows)
        self.allow(sum(map(len, built)), 1)
        yield from part_prose_rows(built)


def _show(text: str, look: Look) -> str:
    if not text.strip():
        return "" if look.is_hidden or look.is_struck else text
    if look.is_hidden or look.is_struck:
        return ""
    if look.is_clear:
        return UNSEEN_GAP
    return raise_marks(text) if look.is_raised else text


def _unframe(part: Part) -> Part:
    """A table of a single cell is a frame around text."""
    return part[0][0] if isinstance(part, tuple) and sum(map(len, part)) == 1 else part


def visible_rows(table: _Element) -> Iterator[_Element]:
    """The rows of a table that are not hidden, also those in groups and headers."""
    for child in table:
        name = name_of(child)
        if name == "table:table-row" and attribute(child, "table:visibility") not in ("collapse", "filter"):
            yield child
        elif name in _ROW_CONTAINERS and attribute(child, "table:display") != "false":
            yield from visible_rows(child)


def grid_row(row: _Element, texts: Iterator[str]) -> list[GridCell]:
    """The cells of a row, `texts` being those of its cells that no other covers; repeated cells are repeated."""
    cells: list[GridCell] = []
    covered = 0
    for cell in row:
        name = name_of(cell)
        times = min(count_attribute(cell, "table:number-columns-repeated"), _MOST_COLUMNS)
        if name == "table:table-cell":
            columns = min(count_attribute(cell, "table:number-columns-spanned"), _MOST_COLUMNS)
            rows = min(count_attribute(cell, "table:number-rows-spanned"), _MOST_ROWS)
            cells += [GridCell(next(texts), columns, rows=rows)] * times
            covered = columns - 1
        elif name == "table:covered-table-cell":
            cells += [GridCell("")] * max(0, times - covered)
            covered = max(0, covered - times)
    return cells
