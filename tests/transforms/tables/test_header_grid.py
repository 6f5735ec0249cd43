"""Table three where its cells are kept, under a header with a column more, a label less or a label off the list."""

from __future__ import annotations

import pytest

from tests.transforms.tables.entries_of import tables_of
from transforms.form import Table
from transforms.stream import Boundary, Kind, Token
from transforms.tables import FoundRow
from transforms.tables.header import Header
from transforms.tables.header_grid import HeaderGrid, read_header_grid, settle_guesses

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
    assert ([*row.grid.values()], row.grid_size) == ([1, 2, 3, 4, 5, 6, 7], 9)


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


def test_a_label_off_the_list_beside_a_column_of_other_things() -> None:
    [row] = find(["公民", *NAMES[1:], "备注"], [NEW, "1", "2", "3", "0", "0", "0", "6", "9"])
    assert (codes_of(row), values_of(row), guard_of(row)) == (CODES, ["1", "2", "3", "0", "0", "0", "6"], "")


@pytest.mark.parametrize(
    "names",
    [
        [NAMES[1], NAMES[0], *NAMES[2:-1], "小计"],
        [NAMES[0], "备注", *NAMES[1:-1]],
        [*NAMES[:2], "科研单位", "", *NAMES[3:]],
        [*NAMES[:2], "", "科研单位", *NAMES[3:]],
    ],
    ids=["another_order", "no_total_but_a_column_more", "gap_behind", "gap_before"],
)
def test_a_label_is_not_known_by_others_that_do_not_stand_around_it(names: list[str]) -> None:
    values = iter(["1", "2", "3", "0", "0", "0", "6"])
    [row] = find(names, [NEW, *(next(values, "") if name not in ("", "备注") else "" for name in names)])
    assert guard_of(row) == "header_unknown"


def header_of(*labels: tuple[str, int, int]) -> Header:
    """A header with these labels, their columns and the sizes of their rows."""
    header = Header(Table.REQUESTS)
    for code, column, size in labels:
        header.add_label(code, Token(Kind.LABEL, code, Boundary.CELL, 0, column=column, row_size=size))
    return header


WHOLE = [(code, place, 9) for place, code in enumerate(CODES, start=1)]
NOTE = Token(Kind.TEXT, "备注", Boundary.CELL, 0, column=8, row_size=9)
CORNER = Token(Kind.TEXT, "信息内容", Boundary.CELL, 0, column=0, row_size=9)


def test_a_header_with_a_column_more_tells_places_only_in_rows_of_one_size_with_a_cell_a_label() -> None:
    whole, uneven, shared = (
        header_of(*WHOLE),
        header_of(*WHOLE[:-1], ("total", 7, 8)),
        header_of(*WHOLE[:-1], ("total", 6, 9)),
    )
    for header in (whole, uneven, shared):
        header.add_text(CORNER)
        assert read_header_grid(header) is None
        header.add_text(NOTE)
    assert read_header_grid(whole) == HeaderGrid(dict(zip(CODES, range(1, 8), strict=True)), 9, frozenset({8}))
    assert read_header_grid(uneven) is None
    assert read_header_grid(shared) is None


def cells(texts: str, size: int) -> list[Token]:
    return [
        Token(Kind.VALUE, text, Boundary.CELL, 0, column=column, row_size=size)
        for column, text in enumerate(texts.split(), start=1)
    ]


def test_only_cells_of_rows_of_the_headers_size_stand_in_its_columns() -> None:
    grid = HeaderGrid(dict(zip(CODES, range(1, 8), strict=True)), 9, frozenset({8}))
    whole, other = cells("1 2 3 0 0 0 6 9", 9), cells("5 5 5 5 5 5 5 5", 10)
    assert grid.own_cells([*whole, *other]) == [*whole[:-1], *other]
    row = FoundRow("new", (), [*whole, *other], table_no=1)
    assert [row.grid_size for row in settle_guesses([row], {1: grid})] == [9]


def test_rows_of_one_table_say_nothing_of_the_guess_in_another() -> None:
    grid = HeaderGrid(dict(zip(CODES, range(1, 8), strict=True)), 9, frozenset())
    rows = [FoundRow("new", (), cells("1 2 3 0 0 0 6", 9), table_no=1)]
    rows += [FoundRow("new", (), cells("1 2 3 0 0 0 7", 9), table_no=2)] * 2
    assert [row.grid_size for row in settle_guesses(rows, {1: grid, 2: grid})] == [9, 0, 0]


def test_a_cell_without_a_word_behind_the_six_is_that_of_the_total() -> None:
    [row] = find([*NAMES[:-1], ""], [NEW, "1", "2", "3", "0", "0", "0", "6"])
    assert (codes_of(row), guard_of(row)) == (CODES, "")
