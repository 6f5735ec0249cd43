"""The forms as declared are those that the State Council's General Office printed."""

from __future__ import annotations

import pytest

from transforms.form.declared import (
    FORM_CODES,
    applicants,
    form_of_year,
    forms,
    lines_of_form_alone,
    part_lines,
    proactive_cells,
    proactive_columns,
    request_lines,
    review_columns,
    split_ordinal,
)


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("（三）不予公开", ("三", "不予公开")),
        ("8.属于行政查询事项", ("8", "属于行政查询事项")),
        ("四、结转下年度继续办理", ("四", "结转下年度继续办理")),
        ("行政复议、行政诉讼", ("", "行政复议、行政诉讼")),
        ("", ("", "")),
    ],
)
def test_the_number_before_a_label(printed: str, parts: tuple[str, str]) -> None:
    assert split_ordinal(printed) == parts


def test_a_line_of_table_three_knows_its_group() -> None:
    lines = {line.line: line for line in request_lines()}
    petition = lines["rejected_petition"]
    assert (petition.parent, petition.ordinal, petition.label) == ("不予处理", "1", "信访举报投诉类申请")
    assert (lines["new"].parent, lines["new"].ordinal) == ("", "一")


def test_a_report_follows_the_last_form_prescribed_by_its_year() -> None:
    years = [form.first_year for form in forms()]
    assert years == sorted(years)
    assert [form_of_year(year).code for year in years] == list(FORM_CODES)
    assert form_of_year(years[-1] - 1).code == FORM_CODES[-2]
    assert form_of_year(years[0] - 1).code == FORM_CODES[0]
    assert form_of_year(None).code == FORM_CODES[-1]


def test_the_lines_that_tell_one_form_from_the_others() -> None:
    """（六）其他处理 has figures beside it on the first form, and three lines below it on the second."""
    first, second = FORM_CODES[:2]
    assert lines_of_form_alone(first) == {"other"}
    assert lines_of_form_alone(second) == part_lines("other")
    assert len(part_lines("other")) == 3
    assert part_lines("granted") == frozenset()


def test_a_cell_of_table_two_stands_in_one_place_of_its_form() -> None:
    places = [(cell.form, cell.item, cell.measure) for cell in proactive_cells()]
    assert len(set(places)) == len(places)
    assert all(proactive_columns(form, item) for form, item, _ in places)


def test_a_row_that_a_form_lacks_has_no_columns() -> None:
    assert proactive_columns("2019", "rules in force") == ()


def test_table_four_has_five_results_for_each_of_three_procedures() -> None:
    columns = review_columns()
    assert len(columns) == len(set(columns)) == 15
    assert [result for _, result in columns[:5]] == [result for _, result in columns[10:]]
    assert columns[0] == ("reconsideration", "upheld")
    assert columns[-1] == ("litigation_after_review", "total")


def test_table_three_ends_with_its_total() -> None:
    assert len(applicants()) == 7
    assert applicants()[-1] == "total"
