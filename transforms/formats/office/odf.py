"""What text documents and spreadsheets of the OpenDocument format share: paragraphs, tables, styles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from transforms.doubts import Reason
from transforms.formats.grid_cells import GridCell, build_rows
from transforms.formats.office.package import STATED, Package, PackageError
from transforms.formats.office.text_boxes import has_words
from transforms.formats.office.xml_names import split_name
from transforms.formats.pictures import PICTURE, Part
from transforms.formats.prose_rows import part_prose_rows
from transforms.formats.superscript import raise_marks
from transforms.limits import Limits

if TYPE_CHECKING:
    from lxml.etree import _Element

_PREFIX = "urn:oasis:names:tc:opendocument:xmlns:"
_CONTAINERS = frozenset(
    {
        "text:list",
        "text:list-item",
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
# Spaces of one gap, as no line holds more; a file may state any number.
_LONGEST_GAP = 1000
# Columns of a sheet in LibreOffice before 7.4: a cell that says it spans or repeats more is broken, or spans to the end
# of the sheet.
_MOST_COLUMNS = 1024
# The same for rows.
_MOST_ROWS = 1_048_576
# Digits of a stated number that are read: none that can be meant has more.
_MOST_DIGITS = 9


@lru_cache(maxsize=4096)
def _named(tag: str) -> str:
    namespace, name = split_name(tag)
    prefix = namespace.removeprefix(_PREFIX).partition(":")[0].removesuffix("-compatible")
    return f"{'draw' if prefix == 'drawing' else prefix}:{name}"


def name_of(element: _Element) -> str:
    """The name of an element or attribute with the usual prefix, such as `table:table-row`."""
    return _named(str(element.tag))


def attribute(element: _Element, name: str, otherwise: str = "") -> str:
    """An attribute by its usual prefix and name."""
    return next((str(value) for key, value in element.items() if _named(str(key)) == name), otherwise)


def count_attribute(element: _Element, name: str) -> int:
    """A number of repetitions or of spanned places, at least 1."""
    text = attribute(element, name)
    return max(1, int(text[:_MOST_DIGITS])) if text.isascii() and text.isdigit() else 1


@dataclass(frozen=True, slots=True)
class Styles:
    """The names of the styles that hide or strike out text, and of those that raise it."""

    hidden: frozenset[str]
    raised: frozenset[str]


def read_styles(*roots: _Element) -> Styles:
    """The styles of `content.xml` and `styles.xml` that decide what of the text is seen."""
    hidden, raised = set(), set()
    for root in roots:
        for element in root.iter():
            if name_of(element) == "style:text-properties":
                style = element.getparent()
                name = "" if style is None else attribute(style, "style:name")
                position = attribute(element, "style:text-position", "0%").split()[0]
                if attribute(element, "text:display") == "none" or _is_struck(element):
                    hidden.add(name)
                if position not in ("0%", "0"):
                    raised.add(name)
    return Styles(frozenset(hidden), frozenset(raised))


def _is_struck(properties: _Element) -> bool:
    lines = (attribute(properties, f"style:text-line-through-{name}", "none") for name in ("style", "type"))
    return any(line != "none" for line in lines)


def open_content(data: bytes, limits: Limits) -> tuple[Package, _Element, Styles]:
    """The package, its `content.xml` and its styles; raises `PackageError`."""
    package = Package(data, limits)
    manifest = "META-INF/manifest.xml"
    if manifest in package.names and b"encryption-data" in package.read(manifest):
        raise PackageError(Reason.ENCRYPTED_FILE, "The document is protected by a password; save it without one.")
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


class Walker:
    """Walks the blocks of a document; counts cells against the limit over the whole document."""

    def __init__(self, styles: Styles, limits: Limits) -> None:
        self._styles = styles
        self._cells_left = limits.table_cells

    def read_blocks(self, parent: _Element) -> Iterator[Part]:
        """The parts of a body, section, cell or text box in reading order."""
        for child in parent:
            name = name_of(child)
            if name in ("text:p", "text:h"):
                yield from self._read_paragraph(child)
            elif name == "table:table":
                yield from self._read_table(child)
            elif name in _CONTAINERS or (name == "text:section" and attribute(child, "text:display") != "none"):
                yield from self.read_blocks(child)
            elif name.startswith("draw:"):
                yield from self._read_drawing(child)

    def _read_paragraph(self, paragraph: _Element) -> Iterator[Part]:
        drawings: list[_Element] = []
        is_hidden = attribute(paragraph, "text:style-name") in self._styles.hidden
        yield "" if is_hidden else self.read_text(paragraph, drawings)
        for drawing in drawings:
            yield from self._read_drawing(drawing)

    def read_text(self, element: _Element, drawings: list[_Element]) -> str:
        """The text of a paragraph or span as a reader sees it; frames in it are added to `drawings`."""
        pieces = [element.text or ""]
        for child in element:
            pieces.append(self._read_inline(child, drawings))
            pieces.append(child.tail or "")
        return "".join(pieces)

    def _read_inline(self, child: _Element, drawings: list[_Element]) -> str:
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
        style = attribute(child, "text:style-name")
        if style in self._styles.hidden:
            return ""
        text = self.read_text(child, drawings)
        return raise_marks(text) if style in self._styles.raised else text

    def _read_drawing(self, drawing: _Element) -> Iterator[Part]:
        """Pictures, and text boxes with a table or with words; page numbers and the like are left out."""
        name = name_of(drawing)
        if name in ("draw:image", "draw:object", "draw:object-ole"):
            yield PICTURE
        elif name == "draw:text-box":
            parts = list(self.read_blocks(drawing))
            words = "".join(part for part in parts if isinstance(part, str))
            if has_words(words) or any(isinstance(part, tuple) for part in parts):
                yield from parts
        else:
            for child in drawing:
                if name_of(child).startswith("draw:"):
                    yield from self._read_drawing(child)

    def _read_table(self, table: _Element) -> Iterator[Part]:
        """A table; rows that hold tables of their own are layout, and give what their cells hold."""
        rows: list[list[GridCell]] = []
        for row in visible_rows(table):
            contents = [list(self.read_blocks(cell)) for cell in row if name_of(cell) == "table:table-cell"]
            contents = [[_unframe(part) for part in parts] for parts in contents]
            if any(isinstance(part, tuple) for parts in contents for part in parts):
                yield from self._yield_rows(rows)
                rows = []
                for parts in contents:
                    yield from parts
                continue
            texts = ["\n".join(part for part in parts if isinstance(part, str)).strip("\n") for parts in contents]
            cells = grid_row(row, iter(texts))
            for _ in range(self.allow(len(cells), count_attribute(row, "table:number-rows-repeated"))):
                rows.append(cells)
            if any(part is PICTURE for parts in contents for part in parts):
                yield PICTURE
        yield from self._yield_rows(rows)

    def allow(self, cells: int, times: int) -> int:
        """`times`, after counting so many times so many cells; raises `PackageError` beyond the limit."""
        self._cells_left -= max(cells, 1) * times
        if self._cells_left < 0:
            raise PackageError(Reason.TOO_MANY_CELLS, "The tables of the document hold more cells than is read.")
        return times

    def _yield_rows(self, rows: list[list[GridCell]]) -> Iterator[Part]:
        built = build_rows(rows)
        self.allow(sum(map(len, built)), 1)
        yield from part_prose_rows(built)


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
