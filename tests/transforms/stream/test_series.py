"""Numbers that count on before the labels of rows are taken off; last values that look alike are left."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.stream.cells import read_cells
from transforms.stream.series import drop_series
from transforms.stream.tokens import Kind, Token
from transforms.stream.whole_cells import read_tokens

LABELS = ("规章", "行政许可", "行政处罚", "行政强制", "行政事业性收费", "政府集中采购", "属于国家秘密")


def read(text: str) -> list[Token]:
    return drop_series(read_tokens(read_cells(text)))


def values(text: str) -> list[str]:
    return [token.text for token in read(text) if token.kind == Kind.VALUE]


def rows(count: int, *, head: str = "") -> str:
    """So many rows of the value 50, a cell a line, each behind its running number."""
    return "\n".join([head, *(f"{at + 1}\n{label}\n50" for at, label in enumerate(LABELS[:count]))])


EVIDENCE = (
    Pattern(
        "transforms.stream.series._HEAD",
        takes=("序号", "编号", "项次"),
        leaves=("信息内容", "总计"),
        oversteps=("索引编号",),
    ),
    Pattern(
        "transforms.stream.series._NUMBER",
        takes=("1", "27", "5\ufffd"),
        leaves=("0", "05", "367", "1.5", "\ufffd5"),
        misses=("100",),
        how="fullmatch",
    ),
    Threshold(
        "transforms.stream.series._FEWEST_WITH_HEAD",
        inside=lambda: values(rows(3, head="序号")) == ["50"] * 3,
        outside=lambda: values(rows(2, head="序号")) == ["50"] * 2,
        moved=2,
    ),
    Threshold(
        "transforms.stream.series._FEWEST_ALONE",
        inside=lambda: values(rows(6)) == ["50"] * 6,
        outside=lambda: values(rows(5)) == ["50"] * 5,
        moved=5,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_the_number_of_the_next_row_does_not_fill_a_blank() -> None:
    text = "序号\n1\n规章\n9\n3\n\n2\n行政许可\n7\n3\n行政处罚\n8\n4\n行政强制"
    assert values(text) == ["9", "3", "7", "8"]


def test_a_number_on_the_line_of_its_label_counts_on() -> None:
    assert values("序号\n1 规章 5\n2 行政许可\n3\n行政处罚 9\n4 行政强制 1") == ["5", "9", "1"]


def test_values_that_do_not_count_on_stay() -> None:
    assert values("序号\n规章\n1\n行政许可\n2\n行政处罚\n2\n行政强制\n3\n") == ["1", "2", "2", "3"]


def test_a_number_between_the_lines_of_its_label_counts_on() -> None:
    """As `pdftotext -layout` gives a row whose label takes two lines: the number stands on the line of the values."""
    lines = ["序号 信息内容", "1 规章 92", "2 规范性文件 7", "3 行政许可 60", "其他对外管理服务事项", "4 36 37"]
    assert values("\n".join([*lines, "5 行政处罚 52 20"])) == ["92", "7", "60", "36", "37", "52", "20"]
    assert values("\n".join(lines).replace("4 36", "6 36"))[-3:] == ["6", "36", "37"]
    assert values("\n".join(lines[1:]))[-3:] == ["4", "36", "37"]


def test_a_number_between_the_lines_of_its_label_counts_on_behind_a_row_that_is_blank() -> None:
    lines = ["序号 信息内容", "1\ufffd 规章 92", "2\ufffd 规范性文件 7", "3 行政许可", "其他对外管理服务", "4", "事项"]
    assert values("\n".join([*lines, "5 行政处罚 52"])) == ["92", "7", "52"]
    assert values("\n".join([*lines, "5 行政处罚 52"]).replace("\n4\n", "\n9\n")) == ["92", "7", "9", "52"]


def test_numbers_of_a_table_that_is_blank_altogether_are_no_values() -> None:
    """As `pdftotext` gives it: where a label takes two lines, its number stands between them or before."""
    lines = ["序号 信息内容", "1 规章", "2 规范性文件", "3 行政许可"]
    between, before = ["其他对外管理服务", "4", "事项"], ["4", "其他对外管理服务", "事项"]
    for label in (between, before):
        assert values("\n".join([*lines, *label, "5 行政处罚", "6 行政强制"])) == []


def test_a_number_of_a_series_before_a_damaged_label_is_no_value() -> None:
    """The label is read later; its row has a blank, in whose place the number would stand."""
    lines = ["序号 信息内容", "1 规章 92", "2 规范性文件 8", "3 行政许可 60"]
    damaged = ["行政处", "4 0", "罚", "5 行政强制 52"]
    assert values("\n".join([*lines, *damaged])) == ["92", "8", "60", "0", "52"]
    assert values("\n".join([*lines[1:], *damaged])) == ["92", "8", "60", "4", "0", "52"]
    assert values("\n".join([*lines, "4", *damaged])) == ["92", "8", "60", "4", "4", "0", "52"]


def test_a_last_value_that_counts_on_stays_where_the_number_begins_a_line() -> None:
    lines = ["序号 信息内容", "1 规章 92", "2 规范性文件 8", "3 行政许可 60 4", "其他对外管理服务事项", "4 0"]
    assert values("\n".join(lines)) == ["92", "8", "60", "4", "0"]
