"""Texts of every make become the same stream of cells, and no cell is invented or lost on the way."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.stream.cells import Boundary, Cell, read_cells, split_lines, table_cells, unify_line_ends


def texts_of(text: str) -> list[str]:
    return [cell.text for cell in read_cells(text)]


def is_row(votes: str) -> bool:
    """Whether the first of these lines is a row of cells: + is a line with two filled cells, - one with one."""
    text = "\n".join("规章|0" if vote == "+" else "规章|" for vote in votes)
    return read_cells(text)[0].before is Boundary.ROW


def keeps_last(neighbours: str) -> bool:
    """Whether a pipe at the end of a row delimits a blank cell: | is a row below it that ends so too."""
    rows = ["规章|0|", *("规章|0|" if end == "|" else "规章|0" for end in neighbours)]
    return texts_of("\n".join(rows))[:3] == ["规章", "0", ""]


def drops_outer(framed: int, *, is_left: bool) -> bool:
    """Whether a pipe at one end of a row is the frame's, where so many of its six neighbours have one there too."""
    others = ["|规章|0" if is_left else "规章|0|"] * framed + ["规章|0"] * (6 - framed)
    row = "|程序|1" if is_left else "程序|1|"
    texts = texts_of("\n".join((*others[:3], row, *others[3:])))
    place = texts.index("程序")
    return (texts[place - 1] if is_left else texts[place + 2]) != ""


EVIDENCE = (
    Pattern(
        "transforms.stream.cells._LINE_END",
        takes=("规章\r\n0", "规章\r0", "规章\v0", "规章\x850", "规章\u20280", "规章\u20290"),
        leaves=("规章\n0", "规章\f0", "规章\t0"),
    ),
    Pattern("transforms.stream.cells._PIPES", takes=("规章│0", "规章｜0"), leaves=("规章|0", "规章┼0", "规章丨0")),
    Pattern(
        "transforms.stream.cells._INVISIBLE",
        takes=("规\u200b章", "规\u00ad章", "\ufeff规章"),
        leaves=("规\u00a0章", "规\u3000章", "规 章"),
    ),
    Pattern(
        "transforms.stream.cells._RULE_LINE",
        takes=("|---|---|", "├──┼──┤", "+----+", "|:--|--:|"),
        leaves=("| - | - |", "|0|--|", "| : | : |"),
        misses=("|——|——|",),
        oversteps=("| -- | -- |",),
        how="fullmatch",
    ),
    Pattern("transforms.stream.cells.CELL_MARK", takes=("0\t0", "| 0 |"), leaves=("0 0",)),
    Pattern(
        "transforms.stream.cells._PAGE_NUMBER",
        takes=("- 3 -", "—12—", "~3~", "第 3 页", "第3页 共12页", "第3页/共12页"),
        leaves=("3", "-3", "3-", "/ 3 /", "- 1234 -", "- 3 4 -"),
        misses=("3/12",),
        oversteps=("－ 0 －",),
        how="fullmatch",
    ),
    Pattern(
        "transforms.stream.cells._NUMERAL",
        takes=("十二", "一百零五", "〇"),
        leaves=("三项", "十月", "第三", "12"),
        misses=("○",),
        how="fullmatch",
    ),
    Pattern(
        "transforms.stream.cells._UNIT",
        takes=("件", "件次", "万元", "元"),
        leaves=("件数", "元整", "事项"),
        misses=("美元",),
        how="fullmatch",
    ),
    Pattern(
        "transforms.stream.cells._PLAIN_NUMBER",
        takes=("12", "1,234", "1，234", "29.05", "-3", "１２"),
        leaves=("约3", "3件", "1-2", "第3"),
        how="fullmatch",
    ),
    Pattern(
        "transforms.stream.cells._LABEL_AND_MARK",
        takes=("规章—", "规章/ 0", "（一）项- 5"),
        found=("章—", "章/", "项-"),
        leaves=("规章 —", "增/减", "本年增/", "乡-镇", "5—"),
    ),
    Pattern(
        "transforms.stream.cells._TORN_SLASH",
        takes=("本年增 / 减", "增/ 减", "增 ／减"),
        leaves=("增减", "增 | 减", "本年增 / 0", "收 / 减"),
    ),
    Pattern(
        "transforms.stream.cells._THOUSANDS",
        takes=("71", "-8", "1,234", "1，234"),
        leaves=("7157", "71.5", "1,23", ","),
        how="fullmatch",
    ),
    Pattern(
        "transforms.stream.cells._OPEN_THOUSANDS",
        takes=("71,", "1，234，"),
        leaves=("71", "7157,", "共3，", "，"),
        how="fullmatch",
    ),
    Pattern(
        "transforms.stream.cells._THREE_DIGITS",
        takes=("757", "757.5"),
        leaves=("75", "7571", "757,"),
        how="fullmatch",
    ),
    Pattern(
        "transforms.stream.cells._OPEN_NUMBER",
        takes=("(", "（3"),
        leaves=("(10", "（一", "(3)", "3"),
        how="fullmatch",
    ),
    Pattern(
        "transforms.stream.cells._BRACKETED",
        takes=("(1)", "（3）"),
        leaves=("(10)", "（一）", "1)", "(0)"),
        how="fullmatch",
    ),
    Threshold(
        "transforms.stream.cells._FEWEST_LETTERS",
        inside=lambda: texts_of("规 范 性 0") == ["规范性", "0"],
        outside=lambda: texts_of("规 章 0") == ["规章", "0"],
        moved=2,
    ),
    Threshold(
        "transforms.stream.cells._WINDOW",
        inside=lambda: is_row("-++++---+"),
        outside=lambda: is_row("-++++----"),
        moved=7,
    ),
    Threshold(
        "transforms.stream.cells._FRAME_WINDOW",
        inside=lambda: keeps_last("|..|"),
        outside=lambda: keeps_last("||.."),
        moved=4,
    ),
    Threshold(
        "transforms.stream.cells._FRAMED_LEFT",
        inside=lambda: drops_outer(5, is_left=True),
        outside=lambda: drops_outer(4, is_left=True),
        moved=0.9,
    ),
    Threshold(
        "transforms.stream.cells._FRAMED_RIGHT",
        inside=lambda: drops_outer(3, is_left=False),
        outside=lambda: drops_outer(2, is_left=False),
        moved=0.6,
    ),
    Threshold(
        "transforms.stream.cells._WIDEST_ROW",
        inside=lambda: read_cells("\t".join("0" * 40))[1].column == 1,
        outside=lambda: read_cells("\t".join("0" * 41))[1].column == 1,
        moved=41,
    ),
    Threshold(
        "transforms.stream.cells._LONGEST_RUN",
        inside=lambda: len(read_cells("\n".join("0" * 1000))) == 1000,
        outside=lambda: len(read_cells("\n".join("0" * 1001))) == 1001,
        moved=1001,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("规章\t0\t\t2", ["规章", "0", "", "2"]),
        ("| 规章 | 0 | |\n| 规范性文件 | 2 | 0 |", ["规章", "0", "", "规范性文件", "2", "0"]),
        ("规章│0│2\n─────\n规范性文件│1│0", ["规章", "0", "2", "─────", "规范性文件", "1", "0"]),
        ("|规章|0|\n|---|---|\n|规范性文件|1|", ["规章", "0", "规范性文件", "1"]),
        ("规章 0 2", ["规章", "0", "2"]),
        ("规 范 性 文 件 0", ["规范性文件", "0"]),
        ("2 . 重复申请 3 件", ["2.", "重复申请", "3件"]),
        ("（ 3 ） 其他", ["（3）", "其他"]),
        ("本年增 / 减 0", ["本年增/减", "0"]),
        ("规章— 0", ["规章", "—", "0"]),
        ("规章 0\n- 3 -\n规范性文件 1", ["规章", "0", "规范性文件", "1"]),
        ("", []),
        ("\n \n", []),
    ],
)
def test_the_cells_of_a_text(text: str, cells: list[str]) -> None:
    assert texts_of(text) == cells


def test_a_numeral_is_a_value_among_values_and_a_number_before_words() -> None:
    """Else the number of a heading behind the last value of a row would be one value more."""
    assert [cell.is_whole for cell in read_cells("重复申请 0 二 0") if cell.text == "二"] == [True]
    assert [cell.is_whole for cell in read_cells("重复申请 0 二 、 不予公开") if cell.text == "二"] == [False]
    assert [cell.is_whole for cell in read_cells("五 五")] == [True, True]
    assert [cell.text for cell in read_cells("重复申请 七 一 十四 7 零") if cell.is_whole] == ["七", "一", "十四", "零"]


def test_a_blank_line_is_told_from_the_end_of_a_line() -> None:
    assert [cell.before for cell in read_cells("规章\n0\n\n2")] == [Boundary.LINE, Boundary.LINE, Boundary.BLANK]


def test_the_pieces_of_a_cell_know_its_place() -> None:
    assert read_cells("0\t规章 章程\t1")[1:3] == [
        Cell("规章", Boundary.CELL, 0, False, 1, 3),
        Cell("章程", Boundary.SPACE, 0, False, 1, 3),
    ]


def test_rows_of_a_table_are_numbered_on_from_its_first_line() -> None:
    cells = list(table_cells([["规\u200b章", "0"], ["", "2"]], first_line=7))
    assert [(cell.text, cell.line, cell.column) for cell in cells] == [
        ("规章", 7, 0),
        ("0", 7, 1),
        ("", 8, 0),
        ("2", 8, 1),
    ]


def test_millions_of_cells_without_a_word_do_not_fill_the_memory() -> None:
    cells = read_cells("规章\t" + "\t".join("0" * 100_000) + "\n规范性文件\t1")
    assert len(cells) < 2000
    assert [cell.text for cell in cells[-2:]] == ["规范性文件", "1"]


def test_lines_are_counted_as_they_were_split() -> None:
    assert split_lines("规章│0\f规\u200b章") == ["规章|0", "规章"]
    assert unify_line_ends("规章\r\n0\f2") == "规章\n0\f2"


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("规章 73,657 0 71 ， 757", ["规章", "73,657", "0", "71，757"]),
        ("规章 1 , 234 , 567 0", ["规章", "1,234,567", "0"]),
        ("规章 71 ， 75", ["规章", "71，", "75"]),
        ("规章 7157 ， 757", ["规章", "7157", "，", "757"]),
    ],
)
def test_a_comma_between_spaces_parts_thousands(line: str, texts: list[str]) -> None:
    assert [cell.text for cell in read_cells(line)] == texts
