"""Text files of delimited cells."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.office_files import read_blocks, read_file
from transforms.doubts import Rejection
from transforms.formats import recognise
from transforms.formats.content import Content
from transforms.formats.delimited import find_delimiter


def is_found(text: str) -> bool:
    return find_delimiter(text) == ","


def numbered(row: str) -> str:
    return "".join(f"{number},{row}\n" for number in range(1, 7))


def rows_of_widths(*widths: int) -> str:
    return "".join("规章" + ",0" * (width - 1) + "\n" for width in widths)


def rows_that_end_at(end: int) -> str:
    """Six rows at the end of a text of so many characters."""
    rows = "规章,0,1\n" * 6
    return "\n" * (end - len(rows)) + rows


EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.formats.delimited._QUOTED_CELL",
        takes=('"规章"\t8', '规章\t"8"', '规章\t"一\n二"\t8', '"他说""是"""\t8'),
        leaves=("规章\t8", '危及"三安全一稳定"\t8', '"危及"三\t8', "规章\t'8'"),
    ),
    Pattern(
        "transforms.formats.delimited._SENTENCE",
        takes=("本年公开3条。其中", "完成！"),
        leaves=("规章", "情况：", "公开,"),
    ),
    Pattern(
        "transforms.formats.delimited._KEPT_TEXT",
        takes=('="007"', "'12", ' = "5" '),
        leaves=("12", "'其他", '"5"'),
        how="fullmatch",
    ),
    Pattern(
        "transforms.formats.delimited._SEPARATOR", takes=("1,234", "12,345,678"), leaves=("12,34", "1,2345", "规章,1")
    ),
    Threshold(
        "transforms.formats.delimited._FEWEST_ROWS",
        inside=lambda: is_found("规章,0,1\n" * 6),
        outside=lambda: is_found("规章,0,1\n" * 5),
        moved=5,
    ),
    Threshold(
        "transforms.formats.delimited._FEWEST_VALUES",
        inside=lambda: is_found("规章,件数,备注\n" * 6 + "规章,0,1\n" * 3),
        outside=lambda: is_found("规章,件数,备注\n" * 6 + "规章,0,1\n" * 2),
        moved=2,
    ),
    Threshold(
        "transforms.formats.delimited._FEWEST_CELLS",
        inside=lambda: is_found("规章,0,1\n" * 9),
        outside=lambda: is_found("规章,0\n" * 9),
        moved=2,
    ),
    Threshold(
        "transforms.formats.delimited._MOST_WIDTHS",
        inside=lambda: is_found(rows_of_widths(3, 3, 4, 4, 5, 5, 6, 7, 8, 9)),
        outside=lambda: is_found(rows_of_widths(3, 3, 4, 4, 5, 6, 7, 8, 9, 10)),
        moved=4,
    ),
    Threshold(
        "transforms.formats.delimited._LEAST_SHARE",
        inside=lambda: is_found(rows_of_widths(3, 3, 4, 4, 5, 5, 6, 7, 8, 9)),
        outside=lambda: is_found(rows_of_widths(3, 3, 4, 4, 5, 6, 7, 8, 9, 10)),
        moved=0.5,
    ),
    Threshold(
        "transforms.formats.delimited._SENTENCES_ONE_IN",
        inside=lambda: is_found("规章,0,1\n" * 7 + "规章,0,见注。\n"),
        outside=lambda: is_found("规章,0,1\n" * 6 + "规章,0,见注。\n" * 2),
        moved=3,
    ),
    Threshold(
        "transforms.formats.delimited._SAMPLE_CHARACTERS",
        inside=lambda: is_found(rows_that_end_at(20_000)),
        outside=lambda: is_found(rows_that_end_at(20_001)),
        moved=30_000,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


ROWS = (
    "二、主动公开政府信息情况\n信息内容,本年制发件数,本年废止件数,现行有效件数\n规章,0,0,0\n行政规范性文件,3,0,12\n"
    '信息内容,本年处理决定数量,,\n行政许可,"1,234",,\n行政处罚,7,,\n行政强制,0,,\n'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_rows_of_cells_are_recognised(encoding: str, delimiter: str) -> None:
    text = ROWS.replace('"1,234"', "1234").replace(",", delimiter)
    data = text.encode(encoding)
    assert recognise(data) == "text/csv"
    assert read_blocks(data) == [
        "二、主动公开政府信息情况",
        (
            ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
            ("规章", "0", "0", "0"),
            ("行政规范性文件", "3", "0", "12"),
            ("信息内容", "本年处理决定数量", "", ""),
            ("行政许可", "1234", "", ""),
            ("行政处罚", "7", "", ""),
            ("行政强制", "0", "", ""),
        ),
    ]


def test_a_quoted_number_with_a_separator_is_one_cell() -> None:
    (_, table) = read_blocks(ROWS.encode())
    assert ("行政许可", "1,234", "", "") in table  # type: ignore[operator]


@pytest.mark.parametrize(
    ("written", "shown"), [('="{}"', "{}"), ("'{}", "{}"), ("{}件", "{}件"), ('"{}\r\n4"', "{}⏎4")]
)
def test_numbers_of_any_make_are_values(written: str, shown: str) -> None:
    rows = [("规章", "3"), ("行政许可", "7"), ("行政处罚", "0"), ("行政强制", "12")] * 2
    text = "信息内容,数量,备注\n" + "".join(f"{label},{written.format(number)},\n" for label, number in rows)
    (table,) = read_blocks(text.encode())
    assert table == (("信息内容", "数量", "备注"), *((label, shown.format(number), "") for label, number in rows))


@pytest.mark.parametrize(
    "text",
    [
        "本年公开信息12条,其中规章0件,规范性文件3件,同比增长2.5%。\n" * 20,
        "规章\t1,234\t0\t2\n" * 20,
        "规章|1,234|0|2\n" * 20,
        "规章 1,234 2,345 3,456\n" * 20,
        "（一）主动公开情况,本年共公开3条,\n其中规章0件,规范性文件5件,政策解读7件,\n" * 20,
        "规章\n0\n1,234\n",
        "1,2,3\n4,5,6\n" * 10,
    ],
)
def test_other_texts_with_commas_stay_plain(text: str) -> None:
    assert recognise(text.encode()) == "text/plain"


def test_a_quotation_mark_that_is_never_closed_is_damage() -> None:
    found = read_file((ROWS + '"行政强制,0,,\n').encode())
    assert isinstance(found, Rejection)
    assert found.reason == "damaged_file"


def test_a_line_break_inside_quotes_stays_in_its_cell() -> None:
    (_, table) = read_blocks(ROWS.replace("本年制发件数", '"本年\r\n制发件数"').encode())
    assert table[0][1] == "本年\r\n制发件数"  # type: ignore[index]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_cells_behind_a_tab_are_numbers_kept_as_text(delimiter: str) -> None:
    rows = ["信息内容,\t本年制发件数,\t本年废止件数", *["规章,\t8,\t"] * 8]
    content = read_file("\n".join(rows).replace(",", delimiter).encode())
    assert isinstance(content, Content)
    assert content.blocks[0][1] == ("规章", "8", "")


def test_quoted_cells_between_tabs_keep_their_line_ends() -> None:
    rows = ['信息内容\t"本年\n制发件数"\t本年废止件数', *["规章\t8\t"] * 8]
    content = read_file("\n".join(rows).encode())
    assert isinstance(content, Content)
    assert content.blocks[0] == (("信息内容", "本年\n制发件数", "本年废止件数"), *[("规章", "8", "")] * 8)


def test_tabs_without_quotes_are_left_to_plain_text() -> None:
    assert recognise("\n".join(["规章\t8\t5"] * 9).encode()) == "text/plain"


def test_what_a_data_frame_added_is_no_cell() -> None:
    """`to_csv` with its index, of two tables with a blank line between."""
    rows = ["规章,8,", "行政许可,3,1", "行政处罚,0,7", "行政强制,2,2"]
    frame = ",0,1,2\n" + "".join(f"{number},{row}\n" for number, row in enumerate(rows))
    table = tuple(tuple(row.split(",")) for row in rows)
    assert read_blocks(f"{frame}\n{frame}".encode()) == [(*table, (), *table)]


def test_a_running_number_may_stand_before_the_labels_of_rows() -> None:
    assert is_found("序号,统计指标,单位,统计数\n" + numbered("收到申请数,件,5"))
    assert not is_found("序号,事项,依据\n" + numbered("收到申请,条例"))
