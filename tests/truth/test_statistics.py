"""The reader of the statistics form against drawn figures: nothing wrong is loaded, nothing of honest pages lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.truth.statistics import (
    DAMAGES,
    HEADERS,
    LEAST_RECALL,
    Case,
    CaseId,
    Tally,
    build_case,
    judge,
    main,
    plan_cases,
)
from tests.truth.typeset import LAYOUTS

# One layout of each make: rows of cells, cells a line, spaces, and files of each format.
LAYOUTS_READ = (
    "tab_rows_unpadded",
    "pipe_rows_framed",
    "tab_cell_lines_wrapped",
    "bare_cell_lines",
    "space_rows",
    "html_plain",
    "docx_merged",
    "xlsx_one_sheet",
    "pdf_truetype",
)


def tally_of(*cases: Case) -> Tally:
    tally = Tally()
    for case in cases:
        judge(case, tally)
    return tally


@pytest.mark.parametrize("layout", [name for name in LAYOUTS_READ if name in LAYOUTS])
def test_every_figure_of_an_honest_page_is_read(layout: str) -> None:
    tally = tally_of(build_case(CaseId(layout, "none", "three columns", "test")))
    assert (tally.silent, tally.missed) == ([], [])
    assert tally.demanded > 0


@pytest.mark.parametrize("shape", HEADERS)
def test_every_shape_of_the_form_is_read(shape: str) -> None:
    tally = tally_of(build_case(CaseId("docx_merged", "none", shape, "test")))
    assert tally.silent == []
    assert tally.recalled >= LEAST_RECALL * tally.demanded > 0


@pytest.mark.parametrize("damage", [name for name in DAMAGES if name != "none"])
@pytest.mark.parametrize("layout", ["pipe_rows_framed", "bare_cell_lines", "space_rows"])
def test_no_damage_makes_a_wrong_figure(layout: str, damage: str) -> None:
    assert tally_of(build_case(CaseId(layout, damage, "three columns", "test"))).silent == []


def test_a_wrong_figure_would_be_noticed() -> None:
    case = build_case(CaseId("pipe_rows_framed", "none", "three columns", "test"))
    key, value = next((key, value) for key, value in case.truth.items() if value is not None)
    wrong = replace(case, truth={**case.truth, key: value + 1})
    [silent] = tally_of(wrong).silent
    assert ".".join(key) in silent


def test_a_figure_that_was_never_printed_would_be_noticed() -> None:
    case = build_case(CaseId("pipe_rows_framed", "none", "three columns", "test"))
    key = next(key for key, value in case.truth.items() if value is not None)
    shorter = {known: value for known, value in case.truth.items() if known != key}
    assert len(tally_of(replace(case, truth=shorter)).silent) == 1


def test_a_plan_is_the_same_for_a_seed_and_has_damaged_and_honest_pages() -> None:
    plan = list(plan_cases(60, 3))
    assert plan == list(plan_cases(60, 3))
    assert {case.damage == "none" for case in plan} == {True, False}
    assert all(case.layout.startswith("docx") for case in plan_cases(5, 3, "docx"))


def test_the_command_prints_a_case_and_what_came_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--case", "pipe_rows_framed/none/three columns/test"]) == 0
    printed = capsys.readouterr().out
    assert "依申请公开情况" in printed
    assert "silent errors 0" in printed
