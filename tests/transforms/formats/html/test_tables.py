"""Tables of pages: their spans, and those that only lay out a page."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Given, Threshold, check
from tests.transforms.formats.html.pages import LIMITS, blocks, table
from transforms.formats import html
from transforms.formats.content import Content, Table
from transforms.formats.html.pieces import Piece
from transforms.formats.html.tables import CellBudget, TableCell, TooManyCellsError, align_tables

HERE = "transforms.formats.html.tables"


def holds_prose(text: str) -> bool:
    return TableCell([Piece(0, text)]).holds_prose


def part_of_table(*starts: int) -> Piece:
    """A part of a table of 50 columns in which cells begin at some."""
    return Piece(0, rows=(("1",) * len(starts),), starts=starts, width=50)


def is_one_table(characters: int) -> bool:
    """Whether two parts of a table are one, with a line of so many characters between them."""
    between = Piece(0, "续" * characters)
    return align_tables([part_of_table(0, 1), between, part_of_table(0, 2)])[0].starts == (0, 1, 2)


def are_aligned(columns: int) -> bool:
    """Whether a part with one column less is made like one of so many columns."""
    return len(align_tables([part_of_table(*range(columns)), part_of_table(*range(columns - 1))])[1].starts) == columns


EVIDENCE: tuple[Evidence, ...] = (
    Given(f"{HERE}._MOST_COLUMNS", source="the HTML standard, 4.9.11"),
    Given(f"{HERE}._MOST_ROWS", source="the HTML standard, 4.9.11"),
    Threshold(
        f"{HERE}._PROSE_LINES",
        inside=lambda: holds_prose("年" * 300 + "\n年" * 8),
        outside=lambda: holds_prose("年" * 300 + "\n年" * 7),
        moved=7,
    ),
    Threshold(
        f"{HERE}._PROSE_CHARACTERS",
        inside=lambda: holds_prose("年" * 300 + "。"),
        outside=lambda: holds_prose("年" * 299 + "。"),
        moved=301,
    ),
    Threshold(f"{HERE}._LONGEST_BETWEEN", inside=lambda: is_one_table(12), outside=lambda: is_one_table(13), moved=13),
    Threshold(f"{HERE}._WIDEST", inside=lambda: are_aligned(40), outside=lambda: are_aligned(41), moved=41),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_budget_of_cells_is_spent_once() -> None:
    budget = CellBudget(3)
    budget.spend(3)
    with pytest.raises(TooManyCellsError):
        budget.spend(1)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<tr><td colspan=2>a</td><td>b</td></tr><tr><td>1<td>2<td>3", (("a", "", "b"), ("1", "2", "3"))),
        ("<tr><td rowspan='2'>a<td>b<tr><td>c", (("a", "b"), ("", "c"))),
        ("<tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d", (("a", "b"), ("", "c"), ("", "d"))),
        ("<tr><td colspan=0>a<td colspan=-3>b<td colspan=x>c", (("a", "b", "c"),)),
        ("<tr><td>a<td colspan=999999>b<tr><td>1<td>2", (("a", "b"), ("1", "2"))),
        ("<tr><td rowspan=99999>a<td>b", (("a", "b"),)),
        ("<thead><tr><th rowspan=9>a<th>b<tbody><tr><td>1<td>2", (("a", "b"), ("1", "2"))),
        ("<tr><td>a<td>b<tr><tr><td>1<td>2", (("a", "b"), ("1", "2"))),
        ("<tr><td>a<td>b<td>c<tr><td>1<td>2", (("a", "b", "c"), ("1", "2"))),
        ("<tr><td>a<td style='display:none'>x<td>b", (("a", "b"),)),
        ("<tr><td>a<td style='visibility:hidden'>9<td>b", (("a", "", "b"),)),
        ("<tr><td rowspan=2>a<td>b<td rowspan=2>c<tr><td>d", (("a", "b", "c"), ("", "d", ""))),
    ],
)
def test_spans_are_expanded_as_browsers_do(rows: str, expected: Table) -> None:
    assert table(rows) == expected


HEADER = "<tr><td>规章<td>自然人<td>商业企业<td>总计"


@pytest.mark.parametrize(
    ("rows", "last"),
    [
        ("<tr><td>其他<td colspan=3>3", ("其他", "3↔", "", "")),
        ("<tr><td>其他<td colspan=2>3<td>3", ("其他", "3↔", "", "3↔")),
        ("<tr><td>其他<td colspan=3>/", ("其他", "/", "", "")),
        ("<tr><td>其他<td>1<td>2<td colspan=9>3", ("其他", "1", "2", "3")),
        ("<tr><td>信息<td>件数<td colspan=2>金额<tr><td>收费<td>1<td colspan=2>2", ("收费", "1", "2", "")),
        ("<tr><td>其他<td rowspan=2>1<td>2<td>3<tr><td>七、<td>4<td>5", ("七、", "1↔", "4", "5")),
    ],
)
def test_a_number_that_spans_cells_of_the_form_is_no_ones(rows: str, last: tuple[str, ...]) -> None:
    assert table(HEADER + rows)[-1] == last


def test_a_number_that_reaches_into_a_labelled_row_is_no_ones() -> None:
    read = table(HEADER + "<tr><td>其他<td rowspan=2>1<td>2<td>3<tr><td>总计<td>4<td>5")
    assert read[1:] == (("其他", "1↔", "2", "3"), ("总计", "1↔", "4", "5"))


def test_numbers_of_two_rows_with_one_label_are_no_ones() -> None:
    read = table(
        "<tr><td>信息内容<td>处理决定数量<tr><td rowspan=2>许可<td>5<tr><td>6<tr><td rowspan=2>处罚<td>7<tr><td>"
    )
    assert read[1:] == (("许可", "5↔"), ("", "6↔"), ("处罚", "7"), ("", ""))


def test_layout_tables_are_flattened_and_data_tables_found() -> None:
    inner = "<table><tr><td>规章<td>1<tr><td>规范性文件<td>2</table>"
    page = f"<table><tr><td><p>前文</p>{inner}<p>后文</p></td></tr></table>"
    expected = (("规章", "1"), ("规范性文件", "2"))
    assert blocks(page) == ("前文", expected, "后文")
    assert blocks(f"<table><tr><td>{page}</td><td></td></tr></table>") == ("前文", expected, "后文")


def test_the_parts_of_a_split_table_have_the_same_columns() -> None:
    first = "<table><tr><td colspan=3>事项<td>自然人<tr><td>三、<td>（一）<td>1.<td>2</table>"
    second = "<table><tr><td colspan=2><td>2.<td>3<tr><td colspan=3>四、<td>5</table>"
    expected = (
        (("事项", "", "", "自然人"), ("三、", "（一）", "1.", "2")),
        (("", "", "2.", "3"), ("四、", "", "", "5")),
    )
    assert blocks(first + second) == expected
    assert blocks(f"{first}<p>（续表）</p>{second}") == (expected[0], "（续表）", expected[1])
    assert blocks(f"{first}<p>三、收到和处理政府信息公开申请情况</p>{second}")[2] == (
        ("", "2.", "3"),
        ("四、", "", "5"),
    )


def test_wide_spans_cost_no_memory() -> None:
    page = "<table>" + "<tr><td colspan=1000>a<td rowspan=65534>b" * 20 + "</table>"
    content = html.read_content(page.encode(), LIMITS)
    assert isinstance(content, Content)
    assert len(str(content.blocks)) < 10_000
