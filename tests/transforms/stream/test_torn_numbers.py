"""Numbers that a narrow cell broke into lines."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.stream.torn_numbers import join_torn_numbers, mark_invisible_breaks, mark_wrapped_numbers
from transforms.text import display_width

# As `pdftotext -layout` gives a row whose label takes two lines: the pieces above and below, what fits between them.
THREE_LINES = (
    "一、本年新收政府信息公开申请                 8489        3235            8931   1261",
    "                        132             0       0",
    "数量                              61          59               1     963",
)
JOINED = "132 848961 0 323559 0 89311 1261963"
# As `pypdf` and `pdfplumber` give one of an odd number of lines, without the places.
BARE = ("1.信访举报投诉 2209 0 0 0 0 0 2209", "类申请 93 93")
# Thirteen digits in cells of four, which no office has requests for.
FOUR_LINES = (
    "（七）总计  1000    2000   0   0              3000",
    "          2000    3000                      5000",
    "          3000    4000                      7000",
    "             4       5           0   0         9",
)


def is_joined(*lines: str) -> bool:
    """Whether lines become others, none of which marks a number as going on."""
    joined = join_torn_numbers(lines)
    assert len(joined) == len(lines)
    return joined != list(lines) and not any("…" in line for line in joined)


def is_tried(pieces: int) -> bool:
    """Whether so many pieces above a row of table four are put to its numbers, or mark them."""
    lines = (" ".join(["1000"] * pieces), " ".join(["5"] * 15))
    return join_torn_numbers(lines) != list(lines)


def is_wrapped(full: int, short: int = 0, *, width: int = 32) -> bool:
    """Whether a number is marked that ends one of so many lines of the same width, among so many shorter ones."""
    others = [f"{'行' * (width // 2 - 2)} 000"] * (full - 1) + ["行政"] * short
    return "…" in mark_wrapped_numbers("\n".join([f"{'行' * (width // 2 - 2)} 528", "494 第二十", *others]))


EVIDENCE = (
    Threshold(
        "transforms.stream.torn_numbers._FEWEST_FULL",
        inside=lambda: is_wrapped(5),
        outside=lambda: is_wrapped(4),
        moved=4,
    ),
    Threshold(
        "transforms.stream.torn_numbers._FULL_SHARE",
        inside=lambda: is_wrapped(30, 69),
        outside=lambda: is_wrapped(30, 70),
        moved=0.2,
    ),
    Threshold(
        "transforms.stream.torn_numbers._NARROWEST_TEXT",
        inside=lambda: is_wrapped(5, width=30),
        outside=lambda: is_wrapped(5, width=28),
        moved=20,
    ),
    Pattern(
        "transforms.stream.torn_numbers._BEGINS_WITH_DIGITS",
        takes=("94 第二十条", "94", "0 0"),
        leaves=("1.属于国家秘密", "94件", "第20条", ""),
        how="match",
    ),
    Pattern(
        "transforms.stream.torn_numbers._NUMBERS",
        takes=("数量  61   59", "0 0 0", "１２　３", "其他 0 - 0 ——"),
        found=("61   59", "0 0 0", "１２　３", "0 - 0 ——"),
        leaves=("1.属于", "0.5", "1,234", "A12", "增/减", "2021-"),
        misses=("0 0 无",),
    ),
    Pattern("transforms.stream.torn_numbers._NUMBER", takes=("61   59", " — 1"), found=("61", "—"), leaves=("  ",)),
    Pattern("transforms.stream.torn_numbers.CELL_MARK", takes=("0\t0", "| 0 |"), leaves=("0 0",)),
    Pattern(
        "transforms.stream.torn_numbers._INVISIBLE_END",
        takes=("54 0 20\u200c", "20\u200b\u200b "),
        leaves=("20", "2\u200b0", "20件\u200b"),
    ),
    Pattern(
        "transforms.stream.torn_numbers._DIGITS_ALONE", takes=("2", " 38 "), leaves=("", "2 3", "2件"), how="fullmatch"
    ),
    Pattern(
        "transforms.stream.torn_numbers._PLACING_SPACES",
        takes=("61   59", "61\u2007\u2007\u200759"),
        leaves=("61  59", "61 59"),
    ),
    Threshold(
        "transforms.stream.torn_numbers.NARROWEST_CELL",
        inside=lambda: is_joined("2.重复申请 220 0 0 0 0 0 220", "93 93"),
        outside=lambda: is_joined("2.重复申请 22 0 0 0 0 0 22", "93 93"),
        moved=2,
    ),
    Threshold(
        "transforms.stream.torn_numbers._MOST_LINES",
        inside=lambda: is_joined(*THREE_LINES),
        outside=lambda: is_joined(*FOUR_LINES),
        moved=4,
    ),
    Threshold(
        "transforms.stream.torn_numbers._MOST_WAYS",
        inside=lambda: is_tried(3),
        outside=lambda: is_tried(4),
        moved=2000,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_pieces_under_each_other_are_one_number() -> None:
    assert join_torn_numbers(THREE_LINES) == ["一、本年新收政府信息公开申请", JOINED, "数量"]


def test_pieces_above_the_numbers_that_fit_are_the_first() -> None:
    lines = ("5.要求行政机关        5804                  5804", "确认或重新出具      0   78   0   0   0   0  78")
    assert join_torn_numbers(lines) == ["5.要求行政机关", "确认或重新出具 0 580478 0 0 0 0 580478"]


def placed(label: str, **values: int) -> str:
    """A line of digit-wide places: values by name, each with the place where it begins."""
    text = label
    for value, place in values.items():
        text += "\u2007" * (place - display_width(text)) + value.strip("_")
    return text


def test_among_spaces_in_the_width_of_digits_a_label_takes_two_places_a_character() -> None:
    """A page's lines as a PDF gives them: the number of the group's label stands beside the middle of the row."""
    zeros = {"0" + "_" * at: place for at, place in enumerate((22, 27, 32, 37, 42))}
    lines = (
        placed("7.属于行政执法案", **{"216": 46, "_216": 52}),
        placed("三、", **zeros),
        placed("卷", **{"6": 47, "_6": 53}),
    )
    assert join_torn_numbers(lines) == ["7.属于行政执法案", "三、 0 0 0 0 0 2166 2166", "卷"]


def test_without_places_the_sums_tell_where_pieces_belong() -> None:
    assert join_torn_numbers(BARE) == ["1.信访举报投诉 220993 0 0 0 0 0 220993", "类申请"]


def test_a_row_of_table_four_adds_up_in_each_procedure() -> None:
    lines = ("827 0 0 0 827 0 0 0 0 0 1 0 0 0 1", "3 3")
    assert join_torn_numbers(lines) == ["8273 0 0 0 8273 0 0 0 0 0 1 0 0 0 1", ""]


def test_digits_as_wide_as_characters_fill_a_cell_sooner() -> None:
    lines = (
        "3.要求提供公开出版物  0  ０  ０   2795  ０   ０   ２７９",
        "（五）不予                                    ５",
    )
    assert join_torn_numbers(lines)[0].split()[1:] == ["0", "０", "０", "2795", "０", "０", "２７９５"]


def test_a_blank_mark_is_a_cell_of_its_row() -> None:
    lines = (
        "   5.属于三类内部   0  1251  0  ————  0  0  1251",
        "开    事务信息          1                  1",
    )
    assert join_torn_numbers(lines)[0].split()[1:] == ["0", "12511", "0", "————", "0", "0", "12511"]


def test_pieces_that_several_numbers_may_have_are_marked() -> None:
    """2209 93 0 …: 1234 and 1235 have both room for one of the pieces, and the sums fit either way."""
    lines = ("1.信访举报投诉 1234 1234 0 0 0 0 9999", "类申请 5 5")
    assert join_torn_numbers(lines)[0].split()[1:] == ["1234…", "1234…", "0…", "0…", "0…", "0…", "9999…"]


def test_pieces_that_the_sums_contradict_are_marked() -> None:
    lines = ("1.信访举报投诉   2209   0   0   0   0   0   2209", "类申请           93                      94")
    assert join_torn_numbers(lines)[0] == "1.信访举报投诉 2209… 0… 0… 0… 0… 0… 2209…"


def test_any_number_of_a_row_that_the_sums_do_not_tell_may_go_on() -> None:
    """As LibreOffice sets a row of 377603: its end stands one line below the others', and 63 broke at a space of no
    width."""
    lines = (
        "6.属于四类过程                 2295      3546",
        "         -     -    -        -          3776",
        "性信息                         4         49",
        "                                          03",
    )
    assert join_torn_numbers(lines)[1].split() == ["-", "-", "-", "2295…", "-", "3546…", "3776…"]
    bare = ("1.信访举报投诉 0 665 8138 1524 276 63 1611", "类申请 91 32 984")
    assert join_torn_numbers(bare)[0].split()[1:] == ["0…", "665…", "8138…", "1524…", "276…", "63…", "1611…"]


def test_pieces_are_those_of_the_row_that_lacks_them() -> None:
    lines = (
        "3.其他           0   0   0   1863    0   0   1863",
        "                              1199            1199",
        "（七）总计         0   0   0           0   0",
        "                                1               1",
    )
    assert join_torn_numbers(lines) == [lines[0], "", "（七）总计 0 0 0 11991 0 0 11991", ""]


def test_pieces_that_two_rows_may_have_are_neither_s() -> None:
    lines = ("3.其他 0 0 0 1863 0 0 1863", "1199 1199", "（七）总计 0 0 0 11 0 0 11")
    first, _, last = join_torn_numbers(lines)
    assert first == "3.其他 0… 0… 0… 1863… 0… 0… 1863…"
    assert "1199" not in last.split()
    assert "11" not in last.split()
    assert "119911" not in last.split()


def test_a_piece_under_a_number_that_fills_its_cell_is_no_page_number_though_the_row_adds_up() -> None:
    """38968 beside a total of 3896 is a slip of the report, and 3896 beside 3896 would be none."""
    lines = ("二、上年结转   -   -   -   3896   -   -   3896", f"{' ' * 21}8")
    first, _ = join_torn_numbers(lines)
    assert first.split()[4] == first.split()[-1] == "3896…"
    aside = ("二、上年结转   -   -   -   3896   -   -   3896", f"{' ' * 17}8")
    assert join_torn_numbers(aside) == list(aside)
    flush_right = ("二、上年结转   101   2   0   0   0   0   103", f"{' ' * 36}12")
    assert flush_right[0].endswith("103")
    assert len(flush_right[0]) == len(flush_right[1])
    assert join_torn_numbers(flush_right) == list(flush_right)


@pytest.mark.parametrize(
    "lines",
    [
        ("1.信访举报投诉类申请 2209 0 0 0 0 0 2209", "2.重复申请 93 93"),  # a row of its own, with blanks
        ("（七）总计 12 0 0 0 0 0 12", "3"),  # the number of a page
        ("（七）总计 1200 0 0 0 0 0 1200", "3"),
        ("（七）总计 1200 0 0 0 0 0 1200", "- 3 -"),
        ("（七）总计 1200 0 0 0 0 0 1200", "- -"),  # blank cells go on with nothing
        ("141", "四、结转下年度继续办理 5 0 0 54 0 0 59"),  # the last number of the row above
        ("2.重复申请 0 0 0 0 0 0 0", "0 0 0 0 0 0 0"),  # a row that lost its label
        ("2.重复申请\t2209\t0\t0\t0\t0\t0\t2209", "93 93"),  # cells that the source kept
        ("2.重复申请 2209 0 0 0 0 0 2209", "", "93 93"),  # another block of the text
        ("2.重复申请 12 0 0 0 0 0 12", "9 9"),  # numbers that fill no cell
        ("1200 1200 1200", "3"),  # numbers of no table
    ],
)
def test_other_lines_stay(lines: tuple[str, ...]) -> None:
    assert join_torn_numbers(lines) == list(lines)


def test_pieces_beside_the_label_of_a_group_may_be_those_of_the_row_below() -> None:
    """590623 of the row below broke into 59062 and 3; 三、 stands beside its first piece, and is no word of either."""
    lines = [
        "7.属于行政执法案卷   0       0      14748     0       0       0      14748",
        "三、                                59062                         59062",
        "8.属于行政查询事项   0       0                0       0       0",
        "                                    3                             3",
    ]
    joined = " ".join(join_torn_numbers(lines)).split()
    assert not {"14748", "1474859062", "59062"} & {word for word in joined if word.isdigit()}


@pytest.mark.parametrize(
    "lines",
    [
        ("规章 54 0 20\u200b", "行政规范性文件 2"),  # words follow
        ("规章 54 0 20", "2"),
        ("54\u200b", "0\u200b", "20\u200b", "2\u200b"),  # behind each cell
        ("54", "0", " 20\u200b", "2"),  # a cell a line
    ],
)
def test_a_number_that_does_not_break_at_what_nobody_sees_stays(lines: tuple[str, ...]) -> None:
    assert mark_invisible_breaks("\n".join(lines)) == "\n".join(lines)


def test_a_row_that_adds_up_above_the_label_of_another_is_whole() -> None:
    """0 0 are two cells of 3.其他, and no ends of 217 and 217, though 2170 would add up as well."""
    lines = ["0 217 0 0 0 0 217", "3.其他 0 0"]
    assert join_torn_numbers(lines) == lines
    assert join_torn_numbers(["0 217 0 0 0 0 218", "申请 0 0"])[0] != "0 217 0 0 0 0 218"


TOTAL = "（七）总计 530 7 8142 863 17 38 9597"


@pytest.mark.parametrize("label", ["（六）其他处理", "（六）其他 处理"])
def test_numbers_beside_the_whole_label_of_a_group_are_its_own(label: str) -> None:
    """（六）其他处理 is a row of the first form; 12658142 in 12659597 would add up as well as 8142 in 9597 does."""
    lines = [f"{label} 1265 1265", TOTAL]
    assert join_torn_numbers(lines) == lines


@pytest.mark.parametrize("above", [["（六）其他", "处理 1265 1265"], ["三、本 1265 1265"]])
def test_numbers_beside_a_piece_of_a_group_s_label_may_be_its_own(above: list[str]) -> None:
    joined = " ".join(join_torn_numbers([*above, TOTAL])).split()
    assert not {"8142", "12658142"} & set(joined)


def test_a_row_that_adds_up_with_its_pieces_alone_has_them() -> None:
    joined = join_torn_numbers(["三、本 1265 1266", "（七）总计 530 7 8942 863 17 38 0397"])
    assert joined[1] == "（七）总计 530 7 12658942 863 17 38 12660397"


def test_pieces_that_make_two_rows_add_up_are_neither_s() -> None:
    """698669 and 698669, or 66915878 in 66958326: each row adds up with the pieces and without."""
    upper, pieces = "0 0 0 0 698 0 698", "669 669"
    lower = ("269 0 0 419 158 183 583", "96 78 26")
    joined = join_torn_numbers([upper, pieces, *lower])
    assert not any("698669" in line or "66915878" in line for line in joined)
    assert "269 0 0 41996 15878 183 58326" in join_torn_numbers([*lower])
