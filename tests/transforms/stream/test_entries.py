"""Each label gets the values behind it, and those of nothing else."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.form import Role, Table
from transforms.stream.cells import Boundary, read_cells
from transforms.stream.entries import Entry, read_entries
from transforms.stream.tokens import Kind, Token
from transforms.stream.whole_cells import read_tokens
from transforms.text import BLANK_PLACE

LONGEST = "申请人逾期未按收费通知要求缴纳费用行政机关不再处理其政府信息公开申请"


def entries_of(text: str) -> list[Entry]:
    return read_entries(read_tokens(read_cells(text)))


def tails_of(text: str) -> list[tuple[str, list[str]]]:
    return [(entry.token.text, [token.text for token in entry.tail]) for entry in entries_of(text)]


def word_behind(text: str) -> str:
    return entries_of(text)[0].behind


def is_prose(text: str) -> bool:
    return Entry(Token(Kind.TEXT, text, Boundary.LINE, 0)).is_prose()


def is_whole_label(text: str, label: str) -> bool:
    return [entry.token.text for entry in entries_of(text)] == [label]


EVIDENCE = (
    Threshold(
        "transforms.stream.entries._MOST_BELOW",
        inside=lambda: len(tails_of("2.重复申请 0 12 0 0 0 0 12\n\n（三）不予公开 1 1")[0][1]) > 7,
        outside=lambda: len(tails_of("2.重复申请 0 12 0 0 0 0 12\n\n\n（三）不予公开 1 1")[0][1]) > 7,
        moved=3,
    ),
    Threshold(
        "transforms.stream.entries._FEWEST_BEHIND_GROUP",
        inside=lambda: len(tails_of("2.重复申请 0 12 0 0 0 0 12\n（三）不予公开 1 1")[0][1]) > 7,
        outside=lambda: len(tails_of("2.重复申请 0 12 0 0 0 0 12\n（三）不予公开 1")[0][1]) > 7,
        moved=1,
    ),
    Pattern(
        "transforms.stream.entries._UNIT_WORD",
        takes=("件", "单位万元", "元人民币", "万美元", "件数", "人次"),
        leaves=("申请件数", "事项", "单位", "件以上", "元旦", "万"),
        misses=("张",),
        how="fullmatch",
    ),
    Pattern(
        "transforms.stream.entries._ORDINAL",
        takes=("一。总体情况", "第三不予公开", "\ue003不予公开"),
        found=("一。", "第三", "\ue003"),
        leaves=("三月份", "公开一", "不予公开", "3不予公开"),
        oversteps=("十二月份", "二十三日"),
    ),
    Threshold(
        "transforms.stream.entries._LONGEST_LABEL",
        inside=lambda: is_whole_label(LONGEST.replace("缴纳", "缴丫"), LONGEST),
        outside=lambda: is_whole_label(LONGEST.replace("缴纳", "缴丫") + "甲" * 12, LONGEST),
        moved=33,
    ),
    Threshold(
        "transforms.stream.entries._LONGEST_PHRASE",
        inside=lambda: is_prose("我" * 46),
        outside=lambda: is_prose("我" * 45),
        moved=46,
    ),
    Threshold(
        "transforms.stream.entries._MAX_WINDOW",
        inside=lambda: is_whole_label("没有 现成 信自 需要 另行 制作", "没有现成信息需要另行制作"),
        outside=lambda: is_whole_label("没有 现成 信自 需要 另行 制 作", "没有现成信息需要另行制作"),
        moved=5,
    ),
    Threshold(
        "transforms.stream.entries._LONGEST_UNIT",
        inside=lambda: word_behind("行政事业性收费 30 \ufffd人民币"),
        outside=lambda: word_behind("行政事业性收费 30 已如数上缴"),
        moved=6,
    ),
    Threshold(
        "transforms.stream.entries._LONGEST_PAGE_NUMBER",
        inside=lambda: tails_of("商业企业\n123\n科研机构")[0] == ("商业企业", []),
        outside=lambda: tails_of("商业企业\n1234\n科研机构")[0] == ("商业企业", []),
        moved=4,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("text", "tails"),
    [
        ("规章 0 1\n行政许可 5", [("规章", ["0", "1"]), ("行政许可", ["5"])]),
        ("规章\t\t1", [("规章", ["", "1"])]),
        ("重复中请 3", [("重复申请", ["3"])]),
        ("采购总金额 7698.97 元", [("采购总金额", ["7698.97元"])]),
        ("采购总金额\n7698.97\n元", [("采购总金额", ["7698.97元"])]),
        ("", []),
    ],
)
def test_the_values_behind_each_label(text: str, tails: list[tuple[str, list[str]]]) -> None:
    assert tails_of(text) == tails


def test_a_unit_behind_a_label_is_its_unit() -> None:
    assert [(entry.token.text, entry.unit) for entry in entries_of("采购总金额（万元）\t5")] == [("采购总金额", "万元")]


def test_a_label_inside_a_sentence_is_not_clean() -> None:
    """Else the number that a sentence goes on with would be loaded as the row's."""
    assert [entry.is_clean for entry in entries_of("我镇行政许可工作 5") if not entry.is_text] == [False]
    assert [entry.is_clean for entry in entries_of("行政许可 5")] == [True]


def test_two_rows_in_one_cell_share_their_values_with_nobody() -> None:
    assert [entry.is_clean for entry in entries_of("行政处罚、行政强制\t5")] == [False, False]


def test_a_piece_of_a_wrapped_label_does_not_part_it_from_its_values() -> None:
    assert tails_of("部分公开\n（区分处理的，只计这一情形\n3 0")[-1][1] == ["3", "0"]


def test_a_label_is_looked_up_by_table_and_role() -> None:
    (entry,) = entries_of("总计 5")
    total = entry.meaning(Table.REQUESTS, Role.ROW)
    assert total is not None
    assert (total.code, entry.meaning(Table.PROACTIVE, Role.ROW)) == ("handled_total", None)
    assert [label.code for label in entry.meanings(Table.REVIEWS, Role.COLUMN)] == ["total"]
    assert entry.has_values


def test_a_sentence_mark_makes_prose() -> None:
    assert is_prose("全年受理。")
    assert not is_prose("全年受理")


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("行政事业性收费 30 \ufffd", "\ufffd"),
        ("行政事业性收费 30 圆", "圆"),
        ("行政事业性收费 30 元整", ""),  # a unit that is known
        ("行政事业性收费 30 三、收到和处理政府信息公开申请情况", ""),  # the list number of a label
        ("行政事业性收费 30\n备注", ""),
        ("行政事业性收费\t30\t万元", ""),  # it is stated beside the table
        ("行政事业性收费 备注", ""),
    ],
)
def test_a_short_word_behind_a_value_may_be_its_unit(text: str, behind: str) -> None:
    assert word_behind(text) == behind


@pytest.mark.parametrize(
    ("below", "is_behind"),
    [
        ("开 1 1", True),  # a piece of the label of the row's group
        ("事项 1", True),
        (f"申请 {BLANK_PLACE} {BLANK_PLACE} {BLANK_PLACE} 1", True),  # a text of places tells what is blank beside it
        ("（四）无法提供 另行制作 1 1", True),  # the label of the next group beside the rest of the row's
        ("（三）不予公开 5", False),  # the sum of a group
        ("（三）不予公开 75 75\n20 15 17", True),  # its ends, and the first pieces of the next row
        ("\n（三）不予公开 75 75", True),  # where the rest of the row's label stood between them
        ("\n\n（三）不予公开 75 75", False),  # another block of the text
        ("开 1 1 1 1 1 1 1", False),  # a row whose label was lost
        ("开 1 无", False),
        ("\n开 1 1", False),  # another block of the text
        ("予公开\n1 1", True),  # a piece of a group's label on a line of its own
        ("办（三）不\n1 1", True),  # two of them
        ("开\n\n1 1", False),
        ("其中\n1 1", False),
        ("\n申请 1 1", True),  # a page break, and the rest of the row's own label
        ("申请 8 0 — 0 0 0 8", False),  # the label is whole: this is that of another row, torn
        ("2.重复申请 1 1", False),
        ("共受理申请，其中 1 1", False),  # a sentence
    ],
)
def test_numbers_below_a_row_may_be_the_ends_of_its_own(below: str, is_behind: bool) -> None:
    tail = tails_of(f"1.信访举报投诉类申请 0 1251 0 0 0 0 1251\n{below}")[0][1]
    assert (len(tail) > 7) == is_behind


@pytest.mark.parametrize(("below", "count"), [("申请 8 0 — 0 0 0 8", 14), ("申请 — — —", 7), ("公开 8 0 0 0 0 0 8", 7)])
def test_the_rest_of_a_label_with_numbers_is_a_second_line_of_its_row(below: str, count: int) -> None:
    """Each cell of the row has a line for each half of its number."""
    tail = tails_of(f"1.信访举报投诉类 0 1251 0 0 0 0 1251\n{below}")[0][1]
    assert len(tail) == count


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("行政许可63、第二十条第（六）项", "6…"),  # 63, and a caption that has no such number
        ("行政处罚57、行政强制", "5…"),
        ("2.重复申请03.要求提供公开出版物", "0"),  # its own number
        ("行政处罚57 行政强制", "57"),
    ],
)
def test_a_digit_taken_for_the_number_of_a_label_that_has_none_leaves_the_value_unread(text: str, value: str) -> None:
    assert next(tail for _, tail in tails_of(text) if tail) == [value]


def test_a_word_behind_a_whole_label_makes_no_variant_of_it() -> None:
    """With 七 本年新收… is as near to 本年度新收…, and the first value of the row is gone."""
    label = "本年新收政府信息公开申请数量"
    assert entries_of(f"{label} 七 收到")[0].token.text == label


def test_the_rest_of_a_label_in_cells_begins_no_row_of_its_own() -> None:
    """A page break tore 8.属于行政查询事项 and its numbers, 33 and 1231."""
    row = "|8.属于行政查询|0|3|0|0|0|0|123|"
    tail = entries_of(f"{row}\n|事项||3|||||1|")[0].tail
    assert [token.printed for token in tail if token.printed] == ["事项"]
    assert [token.text for token in tail if token.kind == Kind.VALUE][7:] == ["3", "1"]
    for other in ("|事项||||||||", "|8.属于行政查询事项||3|||||1|", "|合计||3|||||1|"):
        assert sum(token.kind == Kind.VALUE for token in entries_of(f"{row}\n{other}")[0].tail) == 7


def test_the_rest_of_a_label_in_cells_may_hold_the_label_of_another_row() -> None:
    """A page break tore 50199, with 其他 in the rest of its label, and a piece of the group's beside it."""
    row = "|（一）|（二）部分公开（区分处理|501|0|0|0|0|0|501|"
    tail = entries_of(f"{row}\n|度办理结果|的，只计这一情形，不计其他情形）|99||||||99|")[1].tail
    assert [token.text for token in tail if token.kind == Kind.VALUE][7:] == ["99", "99"]


def test_the_rest_of_a_label_that_looks_like_another_begins_no_row() -> None:
    """反复申请, the rest of a label, is one character from 重复申请; 17116 broke into 1711 and 6."""
    text = "4.无正当理由大量 0 0 0 0 1711 0 1711\n反复申请 6 6"
    assert len(tails_of(text)[0][1]) == 9
