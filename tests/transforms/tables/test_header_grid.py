"""Table three where its cells are kept, under a header with a column more, a label less or a label off the list."""

from __future__ import annotations

import pytest

from tests.transforms.tables.entries_of import tables_of
from transforms.tables import FoundRow

CODES = ["natural_person", "business", "research", "charity", "legal_service", "other", "total"]
NAMES = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
NEW, CARRIED_IN = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"


def find(names: list[str], *rows: list[str]) -> list[FoundRow]:
    """The rows of a table whose header has these names over its columns."""
    lines = ["三、收到和处理政府信息公开申请情况", "\t".join(["信息内容", *names]), *("\t".join(row) for row in rows)]
    return list(tables_of(*lines).requests)


def codes_of(row: FoundRow) -> list[str]:
    return [column.code if column else "" for column in row.columns]


def values_of(row: FoundRow) -> list[str]:
    return [token.text for token in row.tail]


def guard_of(row: FoundRow) -> str:
    return row.untrusted.name if row.untrusted else ""


@pytest.mark.parametrize("strange", ["备注", "上年总计", "同比"])
def test_a_column_of_other_things_costs_nothing_else(strange: str) -> None:
    [row] = find([*NAMES, strange], [NEW, "1", "2", "3", "0", "0", "0", "6", "9"])
    assert (codes_of(row), values_of(row), guard_of(row)) == (CODES, ["1", "2", "3", "0", "0", "0", "6"], "")


def test_a_column_between_the_others_does_not_either() -> None:
    [row] = find([NAMES[0], "备注", *NAMES[1:]], [NEW, "1", "见附件", "2", "3", "0", "0", "0", "6"])
    assert (codes_of(row), values_of(row)) == (CODES, ["1", "2", "3", "0", "0", "0", "6"])


def test_a_header_without_a_total_heads_the_other_six() -> None:
    [row] = find(NAMES[:-1], [NEW, "1", "2", "3", "0", "0", "0"])
    assert (codes_of(row), guard_of(row), row.has_torn_header) == (CODES[:-1], "", False)


@pytest.mark.parametrize(("place", "word"), [(0, "公民"), (0, "个人"), (2, "科研单位"), (6, "小计")])
def test_a_label_off_the_list_is_known_by_the_others_and_the_sums(place: int, word: str) -> None:
    names = [*NAMES[:place], word, *NAMES[place + 1 :]]
    [row] = find(names, [NEW, "1", "2", "3", "0", "0", "0", "6"])
    assert (codes_of(row), guard_of(row)) == (CODES, "")


def test_sums_that_fail_leave_it_unknown() -> None:
    [row] = find([*NAMES[:-1], "小计"], [NEW, "1", "2", "3", "0", "0", "0", "9"])
    assert guard_of(row) == "header_unknown"


def test_rows_of_zeros_say_nothing_of_it() -> None:
    [row] = find([*NAMES[:-1], "小计"], [NEW, *"0000000"])
    assert guard_of(row) == "header_unknown"


@pytest.mark.parametrize("word", ["上年", "上季", "同期", "同比"])
def test_figures_of_another_period_are_no_total(word: str) -> None:
    [row] = find([*NAMES[:-1], word], [NEW, "1", "2", "3", "0", "0", "0", "6"])
    assert guard_of(row) != ""


def test_two_labels_off_the_list_are_too_many() -> None:
    [row] = find(["公民", *NAMES[1:-1], "小计"], [NEW, "1", "2", "3", "0", "0", "0", "6"])
    assert guard_of(row) == "header_unknown"


def test_most_rows_decide() -> None:
    names = ["公民", *NAMES[1:]]
    rows = find(names, [NEW, "1", "2", "3", "0", "0", "0", "6"], [CARRIED_IN, "1", "2", "3", "0", "0", "0", "7"])
    assert [guard_of(row) for row in rows] == ["header_unknown"] * 2
