"""Blank cells that the places of other values, or of a header, tell."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.stream.blank_places import mark_blanks
from transforms.text import BLANK_PLACE

LABELS = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "1.属于国家秘密",
    "2.重复申请",
    "（七）总计",
)
HEADER = ("                 自然人   商业企业   科研机构   社会公益组织   法律服务机构   其他   总计",)
# Where the columns of `HEADER` begin, counted in characters.
PLACES = (18, 25, 32, 40, 49, 55, 60)
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def line(label: str, *values: str, places: tuple[int, ...] = PLACES) -> str:
    """A row of table three as a text that keeps places has it; '' is a blank cell."""
    text = label
    for value, place in zip(values, places, strict=True):
        text = text.ljust(place) + value if value else text
    return text


def rows(*values: str, labels: tuple[str, ...] = LABELS) -> list[str]:
    """Rows of one digit a column, a space for a blank cell."""
    return [line(label, *(digit.strip() for digit in digits)) for label, digits in zip(labels, values, strict=False)]


def read(lines: list[str], *, is_as_set: bool = True) -> list[str]:
    """The marked rows: their values, a space for each mark; '' for a line that has none."""
    marked = mark_blanks(lines, is_as_set=is_as_set)
    assert len(marked) == len(lines)
    ends = [text.split() for text in marked]
    return ["".join(words[-7:]).replace(BLANK_PLACE, " ") if BLANK_PLACE in words else "" for words in ends]


FULL = "1000001"


def is_believed(*, slips: int) -> bool:
    """Whether a blank is told in a table in which so many rows break their sum, and more do not."""
    return read(rows(FULL, FULL, FULL, "20 0002", *["1000009"] * slips))[3] != ""


def is_told_below_cut_header(sums: int) -> bool:
    """Whether blanks are told where no row is full, the header lacks a word, and so many rows add up."""
    header = HEADER[0].replace("总计", "")
    lines = [header, *rows("00 0000", "0 00000", *["1 00001"] * sums)]
    return read(lines)[1] != ""


def is_told_below(lines: int) -> bool:
    """Whether a header of so many lines, the name of the procedures below them, tells the blanks of table four."""
    procedures, header, values = reviews("10 012 00200 33")
    text = [header, *[""] * (lines - 2), procedures, values]
    return mark_blanks(text) != text


EVIDENCE = (
    Pattern(
        "transforms.stream.blank_places._PLACING_SPACES",
        takes=("0   0", "0\u2007\u2007\u20070"),
        leaves=("0  0", "0 0"),
    ),
    Pattern(
        "transforms.stream.blank_places._ORDINAL",
        takes=("一本年新收", "3属于"),
        found=("一", "3"),
        leaves=("属于国家秘密", "本年"),
        oversteps=("三类内部事务信息",),
    ),
    Pattern(
        "transforms.stream.blank_places._OTHER",
        takes=("予以公开6件。", "信息内容", "第二十条第（五）项", "行政复议", "未经复议直接起诉复议后起诉"),
        leaves=("二、上年结转政府信息公开申请数量", "1.属于国家秘密"),
        misses=("第20条第（五）项",),
    ),
    Pattern(
        "transforms.stream.blank_places._HEADING",
        takes=("四、因政府信息公开", "  五.存在的问题"),
        leaves=("（三）不予公开", "三"),
        oversteps=("一、本年新收政府信息公开申请数量",),
    ),
    Pattern(
        "transforms.stream.blank_places._PIECES",
        takes=("   条  件", "  1）      1）", "0（注", "12"),
        leaves=("", "  ", "注：以上数据", "五、存在的问题"),
        misses=("万元",),
        how="fullmatch",
    ),
    Pattern(
        "transforms.stream.blank_places._PROCEDURE",
        takes=("行政复议   行政诉讼", "复议后起诉"),
        leaves=("未经", "结果维持"),
    ),
    Threshold(
        "transforms.stream.blank_places._MOST_SLIPS",
        inside=lambda: is_believed(slips=1),
        outside=lambda: is_believed(slips=2),
        moved=2,
    ),
    Threshold(
        "transforms.stream.blank_places._FEWEST_SUMS",
        inside=lambda: is_told_below_cut_header(2),
        outside=lambda: is_told_below_cut_header(1),
        moved=1,
    ),
    Threshold(
        "transforms.stream.blank_places._MOST_LINES",
        inside=lambda: is_told_below(24),
        outside=lambda: is_told_below(25),
        moved=30,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


# --- table three -----------------------------------------------------------------------------------------------------


def test_whole_rows_tell_the_blanks_of_others() -> None:
    assert read(rows(FULL, "3 20005", "20 0 02")) == ["", "3 20005", "20 0 02"]


def test_a_text_without_places_is_left() -> None:
    lines = [" ".join(text.split()) for text in rows(FULL, "3 20005")]
    assert mark_blanks(lines) == lines


def test_without_a_whole_row_the_header_tells() -> None:
    assert read([*HEADER, *rows("3 20005", " 100001")]) == ["", "3 20005", " 100001"]
    assert read(rows("3 20005", " 100001")) == ["", ""]


def test_values_of_more_columns_than_the_form_has_tell_nothing() -> None:
    wider = (*PLACES, 70)
    lines = [line(label, *"1000001", "", places=wider) for label in LABELS[:2]]
    assert read([*lines, line(LABELS[2], "2", "", "", "", "", "", "2", "4", places=wider)]) == ["", "", ""]


def test_rows_whose_sums_say_that_another_column_is_among_them_tell_nothing() -> None:
    # A running number stands in the first column; the first of the form's is blank everywhere.
    assert read(rows("1000101", "2030003", "30 4004", "40 5005")) == [""] * 4


def test_a_row_that_breaks_its_sum_is_left() -> None:
    assert read(rows(FULL, FULL, FULL, "20 0001")) == [""] * 4


def test_a_total_may_count_what_a_blank_hides() -> None:
    assert read(rows(FULL, FULL, "20 0005")) == ["", "", "20 0005"]


def test_a_row_of_zeros_that_lacks_its_first_or_last_cell_is_left_where_its_label_may_have_moved_it() -> None:
    lines = rows(FULL, " 000000", "000000 ")
    assert read(lines) == ["", " 000000", "000000 "]
    assert read(lines, is_as_set=False) == ["", "", ""]
    labels = ("一、本年新收政府信息公开申请数量", "1.属国家秘密", "2.重复申请", "3.其他")
    assert read(rows(FULL, " 000000", "000000 ", "20 0002", labels=labels)) == ["", "", "000000 ", "20 0002"]


def test_pieces_of_a_broken_number_are_no_row() -> None:
    # The form has 220993 twice; a cell of four digits broke both.
    pieces = ["2209", "", "0", "0", "0", "0", "2209"], ["93", "", "", "", "", "", "93"]
    lines = [line("1.信访举报投诉", *pieces[0]), line("类申请", *pieces[1])]
    assert read([*rows(FULL, FULL), *lines]) == [""] * 4


@pytest.mark.parametrize("piece", ["1）", "条", "（注"])
def test_a_row_with_a_piece_of_a_value_above_or_below_it_is_left(piece: str) -> None:
    """A cell that wraps 7（注1） shows 7（注 above and 1） below the line of its row: the cell is not blank."""
    stray = " " * PLACES[2] + piece
    assert read([*rows(FULL, "20 0002"), stray]) == ["", "", ""]
    assert read([*rows(FULL), stray, *rows("20 0002", labels=LABELS[3:])]) == ["", "", ""]
    assert read([*rows(FULL, "20 0002"), "   " + piece]) == ["", "20 0002", ""]


def test_values_without_a_label_on_their_line_need_one_around_them() -> None:
    values = rows("20 0002", labels=("",))
    assert read([*rows(FULL), "1.属于国家", *values, "秘密"])[2] == "20 0002"
    assert read([*rows(FULL), *values, "秘密"]) == [""] * 3
    assert read([*rows(FULL), "1.属于国家", *values]) == [""] * 3
    # Above the label of the next row they may be the first pieces of its numbers.
    assert read([*rows(FULL), "1.属于国家", "秘密", *values, "2.重复申请", "7"]) == [""] * 6


def test_a_row_beside_numbers_that_are_no_row_is_left() -> None:
    stray = " " * PLACES[2] + "7"
    assert read([*rows(FULL, "20 0002"), stray, "五、存在的主要问题"]) == [""] * 4
    assert read([*rows(FULL, "20 0002"), stray]) == ["", "20 0002", ""]


def test_a_value_beside_its_column_says_that_its_line_was_moved() -> None:
    # Of 2 in the first column the next one, one place to the left of its own, may be the second's or the third's.
    moved = line("2.重复申请", "2", "", "5", "", "", "", "7", places=(16, 25, 31, *PLACES[3:]))
    assert read([*rows(FULL, "20 0002"), moved]) == ["", "20 0002", ""]


def test_pieces_around_a_label_are_no_row_of_its_own() -> None:
    """763 in a cell of two digits, centred beside its label: 76 above and 3 below."""
    around = [line("（三）不予", "", "", "", "", "76", "", "76"), "        1.属于国家秘密"]
    below = line("   公开", "", "", "", "", "3", "", "3")
    assert read([*rows(FULL, "20 0002", FULL), *around, below]) == ["", "20 0002", "", "", "", ""]
    apart = line("   公开", "", "3", "", "", "", "", "3")
    assert read([*rows(FULL, "20 0002", FULL), *around, apart])[3] == "    76 76"


def test_rows_that_all_begin_in_the_first_column_may_have_been_pushed_there() -> None:
    """`column -t` leaves out blank cells, and aligns what is left."""
    assert read(rows(FULL, "279    ", "00     ")) == ["", "", ""]
    assert read(rows(FULL, "20 0002", "00     ")) == ["", "20 0002", "00     "]


def test_rows_of_another_table_are_left() -> None:
    lines = [*rows(FULL, FULL), "第二十条第（六）项", line("行政处罚", "1", "", "", "", "", "", "1")]
    assert read(lines) == [""] * 4
    assert read([*rows(FULL, FULL), "四、结转下年度继续办理", *rows("20 0002")])[-1] == "20 0002"
    assert read([*rows(FULL, FULL), "四、其他需要报告的事项", *rows("20 0002")])[-1] == ""


def test_the_number_of_a_group_beside_a_row_ends_no_table() -> None:
    """2166 in a cell of three digits, its row's other cells beside 三、 of 三、本年度办理结果."""
    pieces = [line("7.属于行政执法案", "", "", "", "", "", "216", "216"), line("三、", *"00000", "", "")]
    end = line("卷", "", "", "", "", "", "6", "6")
    assert read([*rows(FULL, FULL), *pieces, end]) == [""] * 5


def test_a_row_far_from_every_column_stops_the_table() -> None:
    odd = line("2.重复申请", "1", "", "", "", "", "", "1", places=(22, *PLACES[1:]))
    assert read([*rows(FULL, "20 0002"), odd]) == ["", "", ""]


# --- tables two and four ---------------------------------------------------------------------------------------------


def proactive(*labels: str) -> list[str]:
    header = "信息内容".ljust(14) + "      ".join(labels)
    return [header, "规章".ljust(16) + "2" + " " * 14 + "9", "行政规范性文件".ljust(16) + "790" + " " * 23 + "6"]


def test_places_that_mean_another_column_where_a_character_counts_two_tell_nothing() -> None:
    """49 ends under 本年废止件数 where a Chinese character takes two places, and under 现行有效件数 else."""
    header = "信息内容" + " " * 21 + "本年制发件数     本年废止件数     现行有效件数"
    rows = [header, "规章", "行政规范性文件" + " " * 42 + "49"]
    assert mark_blanks(rows) == rows
    told = [header, "规章", "行政规范性文件" + " " * 18 + "49"]
    assert mark_blanks([*told, "其他" + " " * 22 + "3" + " " * 24 + "7"])[2].split()[1:] in ([], ["49"])


def test_the_header_of_table_two_tells_its_blanks() -> None:
    marked = mark_blanks(proactive("本年制发件数", "本年废止件数", "现行有效件数"))
    assert [text.split()[1:] for text in marked[1:]] == [["2", "9", BLANK_PLACE], ["790", BLANK_PLACE, "6"]]


@pytest.mark.parametrize(
    "labels",
    [
        ("本年制发件数", "本年废止件数", "说明与备注等"),
        ("本年制发件数", "本年废止件数"),
        ("本年制发件数", "本年制发件数", "现行有效件数"),
    ],
)
def test_a_header_that_is_not_the_forms_tells_nothing(labels: tuple[str, ...]) -> None:
    lines = proactive(*labels)
    assert mark_blanks(lines) == lines


def reviews(values: str, procedures: str = "行政复议   未经复议直接起诉   复议后起诉") -> list[str]:
    """Table four with one digit a column, a space for a blank cell; each column has six places."""
    header = "".join(label.ljust(8) for label in RESULTS * 3)
    return [procedures, header, "".join(digit.ljust(8) for digit in values).rstrip()]


def test_the_header_of_table_four_tells_its_blanks() -> None:
    (*_, marked) = mark_blanks(reviews("10 012 00200 33"))
    assert "".join(marked.split()).replace(BLANK_PLACE, " ") == "10 012 00200 33"


def test_table_four_with_a_piece_of_a_value_below_it_is_left() -> None:
    lines = [*reviews("10 012 00200 33"), "                条"]
    assert mark_blanks(lines) == lines


def test_table_four_with_a_broken_sum_or_a_header_without_a_label_is_left() -> None:
    for lines in (
        reviews("30 012 00200 33"),
        [text.replace("尚未审结", "未审结", 1) for text in reviews("10 012 00200 33")],
    ):
        assert mark_blanks(lines) == lines
