"""Tables told by where their columns stand. The texts are as pandas and Pandoc print them."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.formats.aligned_text import part_tables

INDEXED = """\
       0    1    2
0     规章  NaN   17
1  行政 许可    3  NaN"""
BARE = "\n".join(line[1:] for line in INDEXED.split("\n"))
ROWS = (("规章", "", "17"), ("行政 许可", "3", ""))
NAMED = """\
   行政复议 行政复议.1  总计
0  结果维持   结果纠正  总计
1     3      0   3"""
NAMED_ROWS = (("行政复议", "行政复议", "总计"), ("结果维持", "结果纠正", "总计"), ("3", "0", "3"))
PIPES = """\
|    | 0    | 1   | 2   |
|---:|:-----|:----|:----|
|  0 | 规章   | nan | 17  |
|  1 | 行政许可 | 3   | nan |"""
DASHED = """\
  ---------- ------ ----
  规章       0      12
  行政许可          3
  ---------- ------ ----"""
DASHED_ROWS = (("规章", "0", "12"), ("行政许可", "", "3"))
HEADED = """\
  内容       件数   金额
  ---------- ------ ----
  规章       0      12
  行政许可          3"""
TALL = """\
  ------------------------
  内容       件数   金额
                    (元)
  ---------- ------ ------
  其他对外   0      12
  管理服务

  行政许可          3
  ------------------------"""


def rows_of(text: str) -> tuple[tuple[str, ...], ...] | None:
    """The rows of the only table of a text."""
    found = [block for block in part_tables(text) if not isinstance(block, str)]
    assert len(found) <= 1
    return found[0] if found else None


def printed(count: int) -> str:
    """A frame of so many rows."""
    return "\n".join(["       0    1  2", *(f"{number:<4}  规章{number:>5}  7" for number in range(count))])


def sparse(levels: int) -> str:
    """A frame with names above the columns' own names."""
    above = "   甲  乙\n" * levels
    return f"{above}   总计 总计.1\n0  规章    3\n1  处罚    4"


EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.formats.aligned_text._COLUMN_NUMBERS",
        takes=("0 1 2", "      0    1   10", "   0"),
        leaves=("规章 0 1", "1 2 3", "0 1 规章", "0,1,2"),
        oversteps=("0 0 7",),
        how="fullmatch",
    ),
    Pattern(
        "transforms.formats.aligned_text._CROSSINGS",
        takes=("+---+----+", "+===+", "+:--:+--+ "),
        leaves=("+-+", "|---|", "+---+---", "+5+"),
        how="fullmatch",
    ),
    Pattern(
        "transforms.formats.aligned_text._OPEN_SPAN",
        takes=('[规章]{style="a;', "[8]{"),
        leaves=("[规章]{.x}", "{规章", "[规章]"),
    ),
    Pattern("transforms.formats.aligned_text._HARD_BREAK", takes=("其他\\",), leaves=("增\\减", "增\\\\", "其他")),
    Pattern("transforms.formats.aligned_text._WORD", takes=("规章", " 0 "), leaves=("  ",)),
    Pattern(
        "transforms.formats.aligned_text._DASHES",
        takes=("---- ----", "  ---------- ------ ----", "-- --"),
        leaves=("----", "- -", "---- | ----", "——— ———", "规章 ---- ----"),
        how="fullmatch",
    ),
    Pattern(
        "transforms.formats.aligned_text._ONE_RULE",
        takes=("---------", "  -----------------"),
        leaves=("---", "--- ------", "—————————", "|---------|"),
        how="fullmatch",
    ),
    Pattern("transforms.formats.aligned_text._RUN", takes=("--", "  ---"), leaves=("—", "规章")),
    Pattern(
        "transforms.formats.aligned_text._PIPE_RULE",
        takes=("|---:|:-----|", "| --- | :---: |", "|-|"),
        leaves=("| - | 0 |", "| 规章 | - |", "---|---", "||"),
        how="fullmatch",
    ),
    Pattern(
        "transforms.formats.aligned_text._COUNT",
        takes=("0  规章", "12 规章"),
        leaves=(" 0 规章", "12,5", "规章 0", "12345 规章"),
        how="match",
    ),
    Pattern("transforms.formats.aligned_text._GAP", takes=("规章  0",), leaves=("规章 0",)),
    Pattern(
        "transforms.formats.aligned_text._MADE_NAME",
        takes=("总计 总计.1", "行政复议.12 总计", "Unnamed: 3"),
        leaves=("12.5 0.1", "1.属于国家秘密", "总计.123"),
        oversteps=("见表.1",),
    ),
    Threshold(
        "transforms.formats.aligned_text._MOST_SPARSE",
        inside=lambda: len(rows_of(sparse(2)) or ()) == 2 + 3,
        outside=lambda: len(rows_of(sparse(3)) or ()) == 3 + 3,
        moved=3,
    ),
    Threshold(
        "transforms.formats.aligned_text._MOST_FAILURES",
        inside=lambda: rows_of("0 1\n" * 99 + "\n" + INDEXED) == ROWS,
        outside=lambda: rows_of("0 1\n" * 100 + "\n" + INDEXED) == ROWS,
        moved=101,
    ),
    Threshold(
        "transforms.formats.aligned_text._MOST_LINES",
        inside=lambda: len(rows_of(printed(299)) or ()) == 299,
        outside=lambda: len(rows_of(printed(300)) or ()) == 300,
        moved=301,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("text", [INDEXED, BARE])
def test_a_printed_frame_keeps_its_blanks(text: str) -> None:
    assert part_tables(f"规章如下：\n{text}\n\n以上") == ("规章如下：", ROWS, "\n以上")


def test_an_index_ends_where_it_stops_counting() -> None:
    assert part_tables(f"规章如下：\n{INDEXED}\n以上") == ("规章如下：", ROWS, "以上")


def test_line_ends_of_other_systems_part_the_same_rows() -> None:
    assert rows_of(INDEXED.replace("\n", "\r\n")) == ROWS


def test_numbers_of_many_columns_are_as_wide_as_the_last() -> None:
    """pandas sets 0 to 9 as wide as 10, so they stand one place left of the end of their columns."""
    header = "    " + "  ".join(f"{number:<2}" for number in range(11))
    row = "0  " + "  ".join(f"{number:>2}" for number in range(20, 31))
    assert rows_of(f"{header}\n{row}") == (tuple(map(str, range(20, 31))),)


def test_names_above_the_columns_tell_their_ends() -> None:
    assert rows_of(NAMED) == NAMED_ROWS
    assert rows_of("\n".join(line[3:] for line in NAMED.split("\n"))) == NAMED_ROWS


def test_names_of_several_rows_are_rows() -> None:
    text = """\
   行政诉讼        其他
   直接起诉 直接起诉.1 总计
0  结果维持   结果纠正 总计
1     3      0  3"""
    rows = (
        ("行政诉讼", "", "其他"),
        ("直接起诉", "直接起诉", "总计"),
        ("结果维持", "结果纠正", "总计"),
        ("3", "0", "3"),
    )
    assert rows_of(text) == rows_of("\n".join(line[3:] for line in text.split("\n"))) == rows


def test_a_row_whose_characters_were_exchanged_is_parted_by_its_gaps() -> None:
    """A wrong encoding makes three characters of two; each column shows something, so that their number tells."""
    moved = INDEXED.replace("规章", "瑙勭珷")
    assert rows_of(moved) == (("瑙勭珷", "", "17"), ROWS[1])


def test_a_row_whose_columns_cannot_be_told_ends_the_reading_of_its_frame() -> None:
    """A cell crosses the end of its column, and one is blank: nothing tells which."""
    torn = INDEXED.replace("规章  NaN", "瑙勭珷     ")
    assert rows_of(torn) is None
    assert part_tables(torn) == (torn,)


def test_columns_of_wide_characters_may_be_counted_as_two_places() -> None:
    text = """\
          0    1   2
0      规章  NaN  17
1  行政许可    3   4"""
    assert rows_of(text) == (("规章", "", "17"), ("行政许可", "3", "4"))


def test_numbers_that_stand_under_each_other_are_no_frame() -> None:
    for text in ("规章   0   1\n处罚   2   3", "0   0\n5   6", "  0   2   1\n规章   3   4", "0 1 2"):
        assert part_tables(text) == (text,)


def test_a_frame_as_markdown_has_no_index_and_no_nan() -> None:
    assert part_tables(f"{PIPES}\n以上") == ((("规章", "", "17"), ("行政许可", "3", "")), "以上")


def test_another_table_of_pipes_is_left_to_its_lines() -> None:
    for text in (
        "| 内容 | 件数 |\n|---|---|\n| 规章 | nan |",
        PIPES.replace("|    | 0    | 1   | 2   |", "| 甲 | 内容 | 乙 | 丙 |"),
    ):
        assert part_tables(text) == (text,)


def test_columns_under_dashes_keep_their_blanks() -> None:
    assert part_tables(f"如下\n\n{DASHED}\n以上") == ("如下\n", DASHED_ROWS, "以上")


def test_a_header_may_stand_above_the_dashes() -> None:
    assert part_tables(f"如下\n\n{HEADED}\n\n以上") == ("如下\n", (("内容", "件数", "金额"), *DASHED_ROWS), "以上")
    assert rows_of(HEADED) == (("内容", "件数", "金额"), *DASHED_ROWS)


def test_blank_lines_part_rows_of_several_lines() -> None:
    rows = (("内容", "件数", "金额\n(元)"), ("其他对外\n管理服务", "0", "12"), ("行政许可", "", "3"))
    assert part_tables(f"{TALL}\n以上") == (rows, "以上")


def test_numbers_on_two_lines_of_a_cell_are_not_joined() -> None:
    rows = rows_of(TALL.replace("管理服务", "管理服务   5"))
    assert rows is not None
    assert rows[1] == ("其他对外\n管理服务", "0⏎5", "12")


def test_a_cell_is_shown_as_markdown_is() -> None:
    assert rows_of(DASHED.replace("0      12", "**0**  1\\*")) == (("规章", "0", "1*"), DASHED_ROWS[1])


def test_a_cell_off_its_place_ends_the_reading() -> None:
    """Characters of one place and of two tell different columns; only what stands under its dashes is believed."""
    assert rows_of(DASHED.replace("规章       0 ", "规章     0   ")) is None
    assert rows_of(DASHED.replace("规章       0", "规章规章规章规0")) is None


def test_what_stands_in_a_gap_is_no_table() -> None:
    for text in (
        DASHED.removesuffix("  ---------- ------ ----"),
        "------------\n一、总体情况\n---- ----",
        "----------\n\n正文\n\n----------",
    ):
        assert part_tables(text) == (text,)


GRID = """\
+----------+-----+
| 行政\\    | 3   |
| 许可     |     |
+==========+=====+
| 规章     |     |
+----------+-----+"""


def test_the_lines_between_two_rules_with_crossings_are_a_row() -> None:
    assert rows_of(f"一\n\n{GRID}\n\n二") == (("行政\n许可", "3"), ("规章", ""))


@pytest.mark.parametrize("broken", [("| 3   |", "  3   |"), ("3   |", "3   | 4"), ("+----------+-----+", "")])
def test_a_grid_with_a_border_missing_is_none(broken: tuple[str, str]) -> None:
    assert rows_of(f"{GRID[: GRID.rindex('+----')]}+----------+-----+".replace(*broken)) is None


def test_a_row_goes_on_while_the_attributes_of_a_span_are_open() -> None:
    text = """\
  ------------------ -----
  [规章]{style="a;   3
  b"}
  行政处罚           4
  ------------------ -----"""
    assert rows_of(text) == (('[规章]{style="a;\nb"}', "3"), ("行政处罚", "4"))
