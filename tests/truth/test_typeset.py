"""Layouts print every figure, in the shapes that real reports have."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from tests.truth.document import Document
from tests.truth.figures import Printed, draw_figures
from tests.truth.form import REQUEST, Key
from tests.truth.known_documents import TEXT_LAYOUTS, plain_document, zero_document
from tests.truth.marks import read_marks, strip_marks
from tests.truth.truth import page_truth
from tests.truth.typeset import LAYOUTS, typeset


def set_page(layout: str, document: Document) -> str:
    return strip_marks(typeset(document, LAYOUTS[layout], Random(4)).text)


SHAPES = {
    "tab_rows_padded": "\n规章\t0\t0\t0\n规范性文件\t",
    "tab_rows_unpadded": "\n三、本年度办理结果\t（一）予以公开\t0\t0\t0\t0\t0\t0\t0\n（二）部分公开",
    "tab_cell_lines": "\n\n\t\n\t\n\t2.其他法律行政法规禁止公开\n\t0\n\t0\n\t0\n\t0\n\t0\n\t0\n\t0\n\n",
    "blank_line_cells": "\n\n规章\n\n0\n\n0\n\n0\n\n规范性文件\n\n",
    "bare_cell_lines": "\n规章\n0\n0\n0\n规范性文件\n",
    "pipe_rows_unpadded": "\n规章 | 0 | 0 | 0",
    "pipe_rows_framed": "\n| 规章 | 0 | 0 | 0 |\n",
    "pipe_rows_framed_short": "\n| 第二十条第（一）项 | |||\n",
    "pipe_end_lines": "\n规章 |\n0 |\n0 |\n0 |\n规范性文件 |\n",
    "pipe_alone_lines": "\n规章\n|\n0\n|\n0\n|\n0\n|\n规范性文件\n",
    "pipe_row_lines": "\n|\n规章 |\n0 |\n0 |\n0 | |\n|\n",
    "pdf_plain": "\n规章 0 0 0\n规范性文件 0 0 0\n",
    "glued_rows": "\n规章000\n规范性文件000\n",
    "glued_table": "规章000规范性文件000第二十条第（五）项",
    "label_glued_to_values": "\n规章0 0 0\n",
    "one_line_spaces": " 规章 0 0 0 规范性文件 0 0 0 第二十条第（五）项 ",
    "one_line_tabs": "\t规章\t0\t0\t0\t规范性文件\t",
}


@pytest.mark.parametrize("layout", SHAPES)
def test_layouts_have_the_shape_of_real_reports(layout: str) -> None:
    assert SHAPES[layout] in set_page(layout, zero_document())


def test_padded_pipe_rows_end_in_bare_pipes() -> None:
    lines = set_page("pipe_rows_padded", zero_document()).splitlines()
    row = next(line for line in lines if line.startswith("自然人"))
    assert row.rstrip("|") == "自然人 | 法人或其他组织 | 总计 | "
    assert len(row) - len(row.rstrip("|")) >= 7


@pytest.mark.parametrize("name", TEXT_LAYOUTS)
def test_layouts_print_every_figure_in_its_row(name: str) -> None:
    layout = LAYOUTS[name]
    for seed in range(6):
        figures = draw_figures(Random(seed), regime="large", blank_mode="none", wrong_year=layout.wrong_year)
        page = typeset(plain_document(figures.form, figures), layout, Random(seed))
        values = [event for event in read_marks(page.text) if event.kind == "value"]
        assert {event.key: event.text for event in values} == {key: cell.text for key, cell in figures.cells.items()}
        assert strip_marks(page.text).count("\U000f0000") == 0
        for event in values:
            assert page.text[event.start + 1 : event.end - 1] == figures.cells[event.key].text


@pytest.mark.parametrize("name", [name for name in TEXT_LAYOUTS if not LAYOUTS[name].is_hard])
def test_undamaged_zero_reports_are_wholly_recoverable(name: str) -> None:
    page = typeset(zero_document("2021"), LAYOUTS[name], Random(3))
    assert all(cell.is_recoverable and cell.value == 0 for cell in page_truth(page).values())


@pytest.mark.parametrize("name", TEXT_LAYOUTS)
def test_blank_cells_are_never_expected(name: str) -> None:
    document = zero_document()
    key: Key = (REQUEST, "denied_query", "research")
    cells = {**document.figures.cells, key: Printed("", None)}
    page = typeset(plain_document("2019", replace(document.figures, cells=cells)), LAYOUTS[name], Random(3))
    truth = page_truth(page)
    assert truth[key].value is None
    neighbour = truth[REQUEST, "denied_query", "charity"]
    assert neighbour.value == 0
    assert neighbour.is_recoverable == (LAYOUTS[name].blanks != "hidden")
