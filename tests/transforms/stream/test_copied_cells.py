"""The copies of a merged cell are blank; what is equal by chance stays."""

from __future__ import annotations

from transforms.form import fold_piece, vocabulary
from transforms.stream.cells import Boundary, read_cells, table_cells
from transforms.stream.copied_cells import drop_copies

CHANGE = "本年增/减"


def without(*rows: list[str]) -> list[list[str]]:
    """The rows of a table as the stream has them afterwards."""
    found: list[list[str]] = []
    for cell in drop_copies(list(table_cells(rows)), lambda text: bool(vocabulary().labels.search(fold_piece(text)))):
        if cell.before == Boundary.ROW:
            found.append([])
        found[-1].append(cell.text)
    return found


def test_a_number_below_a_repeated_label_is_one() -> None:
    header = ["信息内容", "上一年项目数量", CHANGE, CHANGE]
    assert without(header, ["行政事业性收费", "7", "425", "425"], ["行政许可", "0", "0", "0"]) == [
        ["信息内容", "上一年项目数量", CHANGE, ""],
        ["行政事业性收费", "7", "425", ""],
        ["行政许可", "0", "0", ""],
    ]


def test_numbers_that_differ_below_a_repeated_label_are_no_copies() -> None:
    header = ["信息内容", CHANGE, CHANGE, CHANGE]
    for row in (["行政许可", "7", "8", "8"], ["行政许可", "7", "7", ""], ["行政许可", "0", "0", "5"]):
        assert without(header, row)[1] == row


def test_equal_numbers_below_different_labels_are_no_copies() -> None:
    rows = [["信息内容", "上一年项目数量", CHANGE, "处理决定数量"], ["行政许可", "0", "0", "0"]]
    assert without(*rows) == rows


def test_the_nearest_words_above_decide() -> None:
    """A caption over all columns stands above the header: numbers are those of the header's columns."""
    caption = ["第二十条第（五）项"] * 4
    header = ["信息内容", "上一年项目数量", CHANGE, "处理决定数量"]
    assert without(caption, header, ["行政许可", "0", "0", "0"]) == [
        [caption[0], "", "", ""],
        header,
        ["行政许可", "0", "0", "0"],
    ]
    unknown = ["信息内容", "某栏", "某栏", "处理决定数量"]
    assert without(caption, unknown, ["行政许可", "0", "0", "0"])[1:] == [unknown, ["行政许可", "0", "0", "0"]]


def test_a_label_of_the_header_over_two_rows_is_one() -> None:
    first = ["自然人", "法人或其他组织", "法人或其他组织", "总计"]
    second = ["自然人", "商业企业", "科研机构", "总计"]
    assert without(first, second, ["1", "2", "2", "5"]) == [
        ["自然人", "法人或其他组织", "", "总计"],
        ["", "商业企业", "科研机构", ""],
        ["1", "2", "2", "5"],
    ]


def test_two_headers_of_one_corner_are_two() -> None:
    rows = [
        ["信息内容", "上一年项目数量", CHANGE, "处理决定数量"],
        ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
    ]
    assert without(*rows) == rows


def test_a_header_that_comes_again_is_another() -> None:
    header = ["自然人", "法人或其他组织", "法人或其他组织", "总计"]
    assert without(header, header) == [["自然人", "法人或其他组织", "", "总计"]] * 2


def test_labels_of_rows_are_left_to_their_entries() -> None:
    row = ["（一）予以公开", "（一）予以公开", "5", "5"]
    assert without(row, row) == [row, row]


def test_words_that_are_no_labels_stay() -> None:
    rows = [["某栏", "某栏"], ["不适用", "不适用"]]
    assert without(*rows) == rows


def test_rows_of_another_size_begin_anew() -> None:
    assert without([CHANGE, CHANGE], ["5", "5", "5"], ["5", "5"]) == [[CHANGE, ""], ["5", "5", "5"], ["5", "5"]]


def test_cells_without_a_row_stay_as_they_are() -> None:
    cells = read_cells(f"{CHANGE}\n{CHANGE}\n5\n5")
    assert list(drop_copies(cells, lambda text: True)) == cells


def test_a_label_of_several_pieces_is_compared_as_a_whole() -> None:
    header = ["上一年项目数量", "本年 增/减", "本年 增/减"]
    assert without(header, ["7", "4", "4"]) == [["上一年项目数量", "本年", "增/减", ""], ["7", "4", ""]]
