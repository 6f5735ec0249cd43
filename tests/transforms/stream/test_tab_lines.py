"""Rows whose cells, and the tabs between them, have a line each, as browsers print cells that hold paragraphs."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.tables.entries_of import tables_of
from transforms.stream.tab_lines import join_tab_lines

FIRST = "一、本年新收政府信息公开申请数量"
SECOND = "二、上年结转政府信息公开申请数量"
HEADING = "三、收到和处理政府信息公开申请情况"


def printed(*rows: list[str], ends: int = 1) -> str:
    """Rows as a browser prints them, so many line ends between a cell and a tab."""
    border = "\n" * ends + "\t" + "\n" * ends
    return ("\n" * (2 * ends + 1)).join(border.join(row) for row in rows)


def joined(text: str) -> list[str]:
    return [line for line in join_tab_lines(text.split("\n")) if line.strip(" ")]


def is_joined_with(borders: int) -> bool:
    text = printed([FIRST, *"0" * borders])
    return joined(text) != text.split("\n")


EVIDENCE = (
    Pattern(
        "transforms.stream.tab_lines._BORDERS",
        takes=("\n\t\n", " \n\n\t\n\n\t\n\n\n", "\n\t\n\xa0\n\t\n"),
        leaves=("\t", "\n\n\n", "0\t0"),
        misses=("\r\t\r",),
        how="fullmatch",
    ),
    Pattern("transforms.stream.tab_lines._BLANK_LINE", takes=("\n", " \n\u3000"), leaves=(" ", "\t"), how="fullmatch"),
    Threshold(
        "transforms.stream.tab_lines._FEWEST_TAB_LINES",
        inside=lambda: is_joined_with(6),
        outside=lambda: is_joined_with(5),
        moved=7,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("ends", [1, 2])
def test_rows_and_blank_cells_keep_their_places(ends: int) -> None:
    text = printed([FIRST, *"1000001"], [SECOND, "0", "", "0", "\xa0", "0", "0", ""], ends=ends)
    assert joined(text) == [f"{FIRST}\t1\t0\t0\t0\t0\t0\t1", f"{SECOND}\t0\t\t0\t\t0\t0\t"]


def test_a_label_on_two_lines_between_borders_is_one_cell_and_above_a_row_stays() -> None:
    text = printed(["三、本年度办理结果", "（一）\n予以公开", *"1000001"])
    assert joined(text) == ["三、本年度办理结果\t（一） 予以公开\t1\t0\t0\t0\t0\t0\t1"]
    assert joined(printed(["一、本年新收政府\n信息公开申请数量", *"1000001"]))[0] == "一、本年新收政府"


def test_what_stands_behind_the_last_value_of_a_table_is_no_part_of_its_cell() -> None:
    text = printed(["行政许可", "3", *"00000"]) + f"\n{HEADING}\n" + printed([FIRST, *"1000001"])
    assert joined(text) == ["行政许可\t3\t0\t0\t0\t0\t0", HEADING, f"{FIRST}\t1\t0\t0\t0\t0\t0\t1"]


def test_digits_on_two_lines_of_a_cell_are_not_joined() -> None:
    [row] = joined(printed([FIRST, "1\n2", *"000000"]))
    assert row.split("\t")[1] == "1⏎2"


def test_a_text_whose_tabs_share_their_lines_with_words_is_left() -> None:
    lines = f"{FIRST}\t\n1\t\n\t\n0\t\n\t\n0\t\n\t\n1\t".split("\n")
    assert join_tab_lines(lines) == lines


def test_table_three_is_read_with_its_blank_cell() -> None:
    text = printed([FIRST, *"1000001"], [SECOND, "0", "", *"00000"])
    first, second = tables_of(*text.split("\n")).requests
    assert [token.text for token in first.tail] == list("1000001")
    assert [token.text for token in second.tail] == ["0", "", *"00000"]
