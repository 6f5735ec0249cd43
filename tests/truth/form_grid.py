"""The three tables of a report as grids with spans, exactly as the official form rules them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tests.truth.figures import Figures
from tests.truth.form import (
    APPLICANT_HEAD,
    APPLICANTS,
    CLAUSES,
    CORNER,
    GROUPS,
    HANDLED,
    HANZI_DIGITS,
    LITIGATION,
    ORGANISATION_KINDS,
    ORGANISATIONS,
    PROACTIVE,
    PROACTIVE_CORNER,
    PROCEDURES,
    REQUEST,
    RESULTS,
    REVIEW,
    Clause,
    Key,
    Line,
    Ordinal,
    form_lines,
)
from tests.truth.marks import mark_header, mark_label, mark_row, mark_value

CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨"
NUMBERINGS = (
    "official",
    "spaced",
    "half_width",
    "full_stop",
    "comma",
    "brackets",
    "circled",
    "digits",
    "first",
    "none",
)


@dataclass(frozen=True)
class Cell:
    """A cell at the place where it begins; `role` is value, label, header, caption, group, corner or foreign."""

    text: str
    role: str
    columns: int = 1
    rows: int = 1
    key: Key | None = None

    @property
    def is_value(self) -> bool:
        return self.role == "value"


Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """One ruled table; cells that another cell spans over are not repeated."""

    name: str
    width: int
    rows: tuple[Row, ...]

    def with_rows(self, rows: list[Row]) -> Grid:
        return replace(self, rows=tuple(rows))


@dataclass(frozen=True)
class Wording:
    """How the labels of a form are worded in one report: numbering, and words that differ from the official ones."""

    numbering: str = "official"
    replaced: dict[str, str] = field(default_factory=dict)
    review_heads: int = 2
    """Rows of headers above the results of table four: 2 as on the form, 1 where the procedures stand alone."""
    has_other_services: bool = True

    def label(self, text: str) -> str:
        return self.replaced.get(text, text)

    def numbered(self, ordinal: Ordinal, text: str) -> str:
        return f"{render_ordinal(ordinal, self.numbering)}{self.label(text)}"


def render_ordinal(ordinal: Ordinal, style: str) -> str:
    """The number of a label in one of the styles that reports use.

    >>> [render_ordinal(Ordinal(level, 3), "official") for level in (1, 2, 3)]
    ['三、', '（三）', '3.']
    """
    hanzi, digit = HANZI_DIGITS[ordinal.number], str(ordinal.number)
    styles = {
        "official": (f"{hanzi}、", f"（{hanzi}）", f"{digit}."),
        "spaced": (f"{hanzi}、 ", f"（{hanzi}） ", f"{digit}. "),
        "half_width": (f"{hanzi}、", f"({hanzi})", f"{digit}."),
        "full_stop": (f"{hanzi}．", f"（{hanzi}）", f"{digit}．"),
        "comma": (f"{hanzi}、", f"（{hanzi}）、", f"{digit}、"),
        "brackets": (f"{hanzi}、", f"（{hanzi}）", f"({digit})"),
        "circled": (f"{hanzi}、", f"（{hanzi}）", CIRCLED[ordinal.number]),
        "digits": (f"{digit}、", f"({digit})", CIRCLED[ordinal.number]),
        "first": (f"第{hanzi}、", f"（{hanzi}）", f"第{hanzi}，"),
        "none": ("", "", ""),
    }
    return styles[style][ordinal.level - 1]


def build_grids(figures: Figures, wording: Wording | None = None) -> dict[str, Grid]:
    """The tables of sections two, three and four, in that order."""
    wording = wording or Wording()
    return {
        PROACTIVE: _proactive_grid(figures, wording),
        REQUEST: _request_grid(figures, wording),
        REVIEW: _review_grid(figures, wording),
    }


def _values(figures: Figures, keys: list[Key], last_columns: int = 1) -> Row:
    cells = [Cell(mark_value(key, figures.cells[key].text), "value", key=key) for key in keys]
    cells[-1] = replace(cells[-1], columns=last_columns)
    return tuple(cells)


def _measure_label(figures: Figures, measure: str, label: str) -> str:
    return f"{label}（{figures.amount_unit}）" if measure == "amount" and figures.amount_unit else label


def _clause_rows(figures: Figures, clause: Clause, wording: Wording) -> Iterator[Row]:
    block: Key = (PROACTIVE, clause.number)
    last_columns = 4 - len(clause.measures)
    yield (Cell(mark_label(wording.label(clause.caption)), "caption", 4),)
    headers = [
        Cell(
            mark_header(block, (measure,), _measure_label(figures, measure, wording.label(label))),
            "header",
            key=(measure,),
        )
        for measure, label in clause.measures.items()
    ]
    headers[-1] = replace(headers[-1], columns=last_columns)
    yield (Cell(mark_label(wording.label(PROACTIVE_CORNER)), "corner"), *headers)
    for item, label in clause.items.items():
        if item == "other_services" and not wording.has_other_services:
            continue
        keys: list[Key] = [(*block, item, measure) for measure in clause.measures]
        yield (
            Cell(mark_row((*block, item), wording.label(label)), "label", key=(*block, item)),
            *_values(figures, keys, last_columns),
        )


def _proactive_grid(figures: Figures, wording: Wording) -> Grid:
    rows = [row for clause in CLAUSES[figures.form] for row in _clause_rows(figures, clause, wording)]
    return Grid(PROACTIVE, 4, tuple(rows))


def _applicant_header(applicant: str, wording: Wording, rows: int = 1) -> Cell:
    text = mark_header((REQUEST,), (applicant,), wording.label(APPLICANTS[applicant]))
    return Cell(text, "header", rows=rows, key=(applicant,))


def _request_headers(wording: Wording) -> list[Row]:
    return [
        (
            Cell(mark_label(wording.label(CORNER)), "corner", columns=3, rows=3),
            Cell(mark_label(wording.label(APPLICANT_HEAD)), "caption", columns=7),
        ),
        (
            _applicant_header("natural_person", wording, rows=2),
            Cell(mark_label(wording.label(ORGANISATIONS)), "group", columns=5),
            _applicant_header("total", wording, rows=2),
        ),
        tuple(_applicant_header(applicant, wording) for applicant in ORGANISATION_KINDS),
    ]


def _line_label(line: Line, wording: Wording, columns: int) -> Cell:
    row: Key = (REQUEST, line.code)
    return Cell(mark_row(row, wording.numbered(line.ordinal, line.label)), "label", columns=columns, key=row)


def _request_lines(figures: Figures, wording: Wording) -> Iterator[Row]:
    lines = form_lines(figures.form)
    inner = [line for line in lines if line.ordinal.level > 1]
    previous_group: str | None = None
    for line in lines:
        cells: list[Cell] = []
        if line is inner[0]:
            handled = mark_label(wording.numbered(Ordinal(1, 3), HANDLED))
            cells.append(Cell(handled, "group", rows=len(inner)))
        if line.group and line.group != previous_group:
            ordinal, label = GROUPS[line.group]
            members = sum(other.group == line.group for other in lines)
            cells.append(Cell(mark_label(wording.numbered(ordinal, label)), "group", rows=members))
        previous_group = line.group
        cells.append(_line_label(line, wording, columns=4 - line.ordinal.level))
        yield (*cells, *_values(figures, [(REQUEST, line.code, applicant) for applicant in APPLICANTS]))


def _request_grid(figures: Figures, wording: Wording) -> Grid:
    return Grid(REQUEST, 10, (*_request_headers(wording), *_request_lines(figures, wording)))


def _result_headers(procedure: str, wording: Wording, rows: int = 1) -> list[Cell]:
    return [
        Cell(
            mark_header((REVIEW,), (procedure, result), wording.label(label)),
            "header",
            rows=rows,
            key=(procedure, result),
        )
        for result, label in RESULTS.items()
    ]


def _procedure_head(procedure: str, wording: Wording, rows: int = 1) -> Cell:
    text = mark_label(wording.label(PROCEDURES[procedure]))
    return Cell(text, "group", columns=len(RESULTS), rows=rows, key=(procedure,))


def _review_grid(figures: Figures, wording: Wording) -> Grid:
    leaves = {procedure: _result_headers(procedure, wording) for procedure in PROCEDURES}
    values = _values(figures, [(REVIEW, procedure, result) for procedure in PROCEDURES for result in RESULTS])
    litigation = [_procedure_head(procedure, wording) for procedure in tuple(PROCEDURES)[1:]]
    if wording.review_heads == 1:
        heads: Row = (_procedure_head("reconsideration", wording), *litigation)
        return Grid(REVIEW, 15, (heads, tuple(cell for row in leaves.values() for cell in row), values))
    top: Row = (
        _procedure_head("reconsideration", wording),
        Cell(mark_label(wording.label(LITIGATION)), "group", columns=10),
    )
    middle: Row = (*_result_headers("reconsideration", wording, rows=2), *litigation)
    bottom: Row = (*leaves["litigation_direct"], *leaves["litigation_after_review"])
    return Grid(REVIEW, 15, (top, middle, bottom, values))


SPANNED_FROM_ABOVE = Cell("", "above")
SPANNED_FROM_LEFT = Cell("", "left")


def expand_spans(grid: Grid) -> list[list[Cell]]:
    """The rows of a grid with every place filled.

    A place that a cell spans over holds SPANNED_FROM_ABOVE where the cell's first column reaches down from a row
    above, SPANNED_FROM_LEFT in its further columns.
    """
    spanned: dict[tuple[int, int], Cell] = {}
    expanded: list[list[Cell]] = []
    for row_no, row in enumerate(grid.rows):
        line: list[Cell] = []
        for cell in row:
            _fill_spanned(line, row_no, spanned)
            filling = [SPANNED_FROM_ABOVE, *[SPANNED_FROM_LEFT] * (cell.columns - 1)]
            for down in range(1, cell.rows):
                spanned |= {(row_no + down, len(line) + right): pad for right, pad in enumerate(filling)}
            line += [cell, *filling[1:]]
        _fill_spanned(line, row_no, spanned)
        expanded.append(line)
    return expanded


def _fill_spanned(line: list[Cell], row_no: int, spanned: dict[tuple[int, int], Cell]) -> None:
    while (row_no, len(line)) in spanned:
        line.append(spanned[row_no, len(line)])
