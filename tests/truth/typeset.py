"""Every layout in which reports are met, as a pure function from a document to a page.

A layout also says what it leaves visible, because that decides what can be recovered at all: whether a blank cell can
still be seen, whether rows are parted, and whether anything parts two neighbouring values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random
from types import ModuleType
from typing import Any

from tests.truth import (
    render_csv,
    render_docx,
    render_html,
    render_odt,
    render_pdf,
    render_spreadsheet,
    typeset_lines,
    typeset_pages,
    typeset_rows,
)
from tests.truth.document import Block, Document, document_parts
from tests.truth.form import Key
from tests.truth.form_grid import Grid

TableSetter = Callable[[Grid, Random], str]
PageSetter = Callable[[list[Block], Random], str]
Renderer = Callable[[Document, Random], bytes | str]
"""A maker of files: bytes, or a text that may be in any encoding. It gets the report without marks."""


@dataclass(frozen=True)
class Layout:
    """How tables are typeset, how the page is put together, and what stays visible.

    `blanks` is visible, inner (only between two values of a row) or hidden. `is_hard` layouts destroy the order of
    header words; nothing is demanded of them but silence about what was not understood. Where a layout is a file of
    some `file_format`, `render` makes it; the page then only carries the truth. Where a file `pads_rows` a row that is
    too short looks like one whose last cell is blank.
    """

    name: str
    set_table: TableSetter
    set_page: PageSetter = typeset_pages.set_paragraphs
    blanks: str = "visible"
    has_row_marks: bool = True
    parts_values_with: str = "cell"
    wrong_year: bool = False
    pads_rows: bool = False
    is_hard: bool = False
    file_format: str = "text"
    render: Renderer | None = None


@dataclass(frozen=True)
class Page:
    """A typeset report, its text still marked, with what the layout and any damage left visible."""

    document: Document
    layout: Layout
    text: str
    unsure: frozenset[Key]
    blanks: str


def document_blocks(document: Document, layout: Layout, rng: Random) -> list[Block]:
    """The report as blocks in reading order, its tables typeset."""
    return [
        Block("table", layout.set_table(part, rng)) if isinstance(part, Grid) else part
        for part in document_parts(document)
    ]


def typeset(document: Document, layout: Layout, rng: Random) -> Page:
    text = layout.set_page([block for block in document_blocks(document, layout, rng) if block.text], rng)
    return Page(document, layout, text, document.unsure, layout.blanks)


def _layouts() -> list[Layout]:
    rows, lines, pages = typeset_rows, typeset_lines, typeset_pages
    tab_cells = Layout("tab_cell_lines", lines.set_tab_cells)
    return [
        Layout("tab_rows_padded", rows.set_tab_rows_padded),
        Layout("tab_rows_unpadded", rows.set_tab_rows_unpadded),
        Layout("tab_rows_ragged", rows.set_tab_rows_ragged, blanks="inner"),
        tab_cells,
        Layout("tab_cell_lines_wrapped", lines.set_tab_cells_wrapped),
        Layout("blank_line_cells", lines.set_blank_line_cells, blanks="hidden", has_row_marks=False),
        Layout("blank_line_cells_wrapped", lines.set_blank_line_cells_wrapped, blanks="hidden", has_row_marks=False),
        Layout("bare_cell_lines", lines.set_bare_cells, blanks="hidden", has_row_marks=False),
        Layout("bare_cell_lines_wrapped", lines.set_bare_cells_wrapped, blanks="hidden", has_row_marks=False),
        Layout("pipe_rows_padded", rows.set_pipe_rows_padded, blanks="inner"),
        Layout("pipe_rows_unpadded", rows.set_pipe_rows_unpadded),
        Layout("pipe_rows_framed", rows.set_pipe_rows_framed),
        Layout("pipe_rows_framed_short", rows.set_pipe_rows_framed_short, blanks="inner"),
        Layout("markdown", rows.set_markdown),
        Layout("pipe_end_lines", lines.set_pipe_end_lines, has_row_marks=False),
        Layout("pipe_end_lines_wrapped", lines.set_pipe_end_lines_wrapped, has_row_marks=False),
        Layout("pipe_alone_lines", lines.set_pipe_alone_lines, has_row_marks=False),
        Layout("pipe_row_lines", lines.set_pipe_row_lines),
        Layout("space_rows", rows.set_space_rows, blanks="hidden", parts_values_with="space"),
        Layout("aligned_columns", rows.set_aligned_columns, blanks="hidden", parts_values_with="space"),
        Layout("label_glued_to_values", rows.set_label_glued, blanks="hidden", parts_values_with="space"),
        Layout("pdf_plain", lines.set_pdf_rows, pages.set_pdf_pages, blanks="hidden", parts_values_with="space"),
        Layout("pdf_wrapped", lines.set_pdf_wrapped, pages.set_pdf_pages, blanks="hidden", parts_values_with="space"),
        Layout(
            "pdf_form_feeds",
            lines.set_pdf_wrapped,
            pages.set_pdf_form_feeds,
            blanks="hidden",
            parts_values_with="space",
        ),
        Layout(
            "pdf_header_repeated",
            lines.set_pdf_rows,
            pages.set_pdf_header_repeated,
            blanks="hidden",
            parts_values_with="space",
        ),
        Layout(
            "pdf_header_interleaved",
            lines.set_pdf_interleaved,
            pages.set_pdf_pages,
            blanks="hidden",
            parts_values_with="space",
            is_hard=True,
        ),
        Layout("glued_rows", rows.set_glued_rows, blanks="hidden", parts_values_with=""),
        Layout("glued_table", rows.set_glued_table, blanks="hidden", has_row_marks=False, parts_values_with=""),
        Layout(
            "one_line_spaces",
            rows.set_one_line_spaces,
            pages.set_one_line,
            blanks="hidden",
            has_row_marks=False,
            parts_values_with="space",
        ),
        Layout("one_line_pipes", rows.set_one_line_pipes, pages.set_one_line, has_row_marks=False),
        Layout("one_line_tabs", rows.set_one_line_tabs, pages.set_one_line, has_row_marks=False),
        Layout("outer_table", rows.set_pipe_rows_unpadded, pages.set_outer_table),
        Layout("tables_twice_cells", twice(lines.set_tab_cells)),
        Layout("tables_twice_pipes", twice(rows.set_pipe_rows_unpadded)),
        replace(tab_cells, name="wrong_year_form", wrong_year=True),
        Layout("mixed_tables", mixed(lines.set_tab_cells, rows.set_pipe_rows_unpadded, rows.set_tab_rows_padded)),
    ]


def twice(set_table: TableSetter) -> TableSetter:
    """The same table printed two times, one below the other."""

    def set_twice(grid: Grid, rng: Random) -> str:
        text = set_table(grid, rng)
        return f"{text}\n\n{text}"

    return set_twice


def mixed(*setters: TableSetter) -> TableSetter:
    """Each table of the report in a layout of its own."""

    def set_any(grid: Grid, rng: Random) -> str:
        return rng.choice(setters)(grid, rng)

    return set_any


def _file_layouts() -> Iterator[Layout]:
    """The layouts of files; a module of renderers says in `TRAITS` what of a table its layouts do not keep."""
    for file_format, module in FILE_FORMATS.items():
        traits: Mapping[str, Mapping[str, Any]] = getattr(module, "TRAITS", {})
        for name, render in module.RENDERERS.items():
            carrier = Layout(name, typeset_rows.set_tab_rows_padded, file_format=file_format, render=render)
            yield replace(carrier, **traits.get(name, {}))


FILE_FORMATS: Mapping[str, ModuleType] = {
    "html": render_html,
    "docx": render_docx,
    "odt": render_odt,
    "spreadsheet": render_spreadsheet,
    "pdf": render_pdf,
    "csv": render_csv,
}
LAYOUTS: Mapping[str, Layout] = {layout.name: layout for layout in (*_layouts(), *_file_layouts())}
