"""Reports as OpenDocument texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from xml.sax.saxutils import escape

from tests.truth.document import Document, document_parts
from tests.truth.form_grid import SPANNED_FROM_ABOVE, SPANNED_FROM_LEFT, Cell, Grid, expand_spans
from tests.truth.render_spreadsheet import pack_odf

_STYLES = (
    '<office:automatic-styles><style:style style:name="gone" style:family="text"><style:text-properties '
    'text:display="none"/></style:style><style:style style:name="up" style:family="text"><style:text-properties '
    'style:text-position="super 58%"/></style:style></office:automatic-styles>'
)
_DELETED = (
    '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><text:p>规章 77 88 99</text:p>'
    "</text:deletion></text:changed-region></text:tracked-changes>"
)


@dataclass(frozen=True)
class Make:
    """How a text is put together. `is_marked_up` sets hidden decoys, notes and spans among the values."""

    is_marked_up: bool = False
    is_nested: bool = False
    repeats_cells: bool = False

    def __call__(self, document: Document, rng: Random) -> bytes:
        blocks = [
            self._set_table(part, rng) if isinstance(part, Grid) else f"<text:p>{escape(part.text)}</text:p>"
            for part in document_parts(document)
        ]
        body = "".join(blocks)
        if self.is_nested:
            body = (
                "<table:table><table:table-row><table:table-cell><text:p/></table:table-cell>"
                f"<table:table-cell>{body}</table:table-cell></table:table-row></table:table>"
            )
        return pack_odf("text", _STYLES, _DELETED + body)

    def _set_table(self, grid: Grid, rng: Random) -> str:
        rows = "".join(f"<table:table-row>{self._set_row(row, rng)}</table:table-row>" for row in expand_spans(grid))
        columns = f'<table:table-column table:number-columns-repeated="{grid.width}"/>'
        return f"<table:table>{columns}{rows}</table:table><text:p/>"

    def _set_row(self, row: list[Cell], rng: Random) -> str:
        cells: list[str] = []
        for cell in row:
            if cell in (SPANNED_FROM_ABOVE, SPANNED_FROM_LEFT):
                cells.append("<table:covered-table-cell/>")
                continue
            spans = f' table:number-columns-spanned="{cell.columns}" table:number-rows-spanned="{cell.rows}"'
            spans = spans if cell.columns > 1 or cell.rows > 1 else ""
            cells.append(f"<table:table-cell{spans}>{self._set_text(cell, rng)}</table:table-cell>")
        return "".join(_repeat_equal(cells) if self.repeats_cells else cells)

    def _set_text(self, cell: Cell, rng: Random) -> str:
        text = escape(cell.text)
        if not self.is_marked_up:
            return f"<text:p>{text}</text:p>"
        if not cell.is_value:
            return f"<text:p>{text[:2]}<text:line-break/><text:span>{text[2:]}</text:span></text:p>"
        hidden = f'<text:span text:style-name="gone">{rng.randint(1, 99)}</text:span>'
        note = '<text:span text:style-name="up">2</text:span>' if text.isdigit() and rng.random() < 0.2 else ""
        foot = "<text:note-citation>1</text:note-citation><text:note-body><text:p>3</text:p></text:note-body>"
        foot = f"<text:note>{foot}</text:note>"
        return f"<text:p>{hidden}{text}{note}{foot}<text:change text:change-id='c1'/></text:p>"


def _repeat_equal(cells: list[str]) -> list[str]:
    """Equal cells beside each other written once, with their number."""
    repeated: list[tuple[str, int]] = []
    for cell in cells:
        if repeated and repeated[-1][0] == cell and "spanned" not in cell:
            repeated[-1] = (cell, repeated[-1][1] + 1)
        else:
            repeated.append((cell, 1))
    marks = {count: f' table:number-columns-repeated="{count}"' for _, count in repeated if count > 1}
    return [
        cell.replace("table-cell", f"table-cell{marks.get(count, '')}", 1) for cell, count in repeated
    ]  # fmt: skip


RENDERERS: Mapping[str, Callable[[Document, Random], bytes]] = {
    "odt_merged": Make(),
    "odt_marked_up": Make(is_marked_up=True),
    "odt_nested": Make(is_nested=True),
    "odt_repeated": Make(repeats_cells=True),
}
