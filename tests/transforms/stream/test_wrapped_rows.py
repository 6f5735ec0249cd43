"""Labels of rows that a text wraps around their values."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.stream.wrapped_rows import begins_row, join_wrapped_rows

VALUES = "0 0 1 0 0 0 1"
REQUEST = "要求行政机关确认或重新出具已获取信息"


def rows(*lines: str) -> list[str]:
    """The lines with values, put together."""
    joined = join_wrapped_rows(lines)
    assert len(joined) == len(lines)
    return [line for line in joined if VALUES in line]


def is_found(lines_above: int) -> bool:
    """Whether a label is found of which so many lines stand above its values, a character each but the last."""
    above, below = REQUEST[:lines_above], REQUEST[lines_above:]
    return rows(*above, VALUES, below) == [f"{REQUEST} {VALUES}"]


def is_found_behind_page(header_lines: int) -> bool:
    """Whether a label is found that goes on behind a page's number, below so many lines of a header."""
    lines = [f"5.{REQUEST[:6]} {VALUES}", "", "— 2 —", *["样例"] * header_lines, REQUEST[6:], "样例 1"]
    return rows(*lines) == [f"5.{REQUEST} {VALUES}"]


EVIDENCE = (
    Threshold(
        "transforms.stream.wrapped_rows._MOST_HEADER_LINES",
        inside=lambda: is_found_behind_page(7),
        outside=lambda: is_found_behind_page(8),
        moved=9,
    ),
    Threshold(
        "transforms.stream.wrapped_rows._MOST_LINES", inside=lambda: is_found(4), outside=lambda: is_found(5), moved=6
    ),
    Pattern(
        "transforms.stream.wrapped_rows._ORDINAL",
        takes=("1属于国家秘密", "一本年新收"),
        found=("1", "一"),
        leaves=("属于国家秘密", "第三方"),
    ),
    Pattern("transforms.stream.wrapped_rows.CELL_MARK", takes=("0\t0", "| 0 |"), leaves=("0 0",)),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("lines", "label"),
    [
        (["1.属于国家", VALUES, "秘密"], "1.属于国家秘密"),
        (["（三）不 1.属于国", VALUES, "予公开 家秘密"], "1.属于国家秘密"),
        (["2.没有现成信息需要另", f"三、 {VALUES}", "法提供 行制作"], "2.没有现成信息需要另行制作"),
        (["2.其他法律行政法规", VALUES, "禁止公开"], "2.其他法律行政法规禁止公开"),
        (["3.补正后申请内容仍不", f"度办 {VALUES}", "明确"], "3.补正后申请内容仍不明确"),
        (["2. 其 他 法 律 行 政 法", VALUES, "规禁止公开"], "2.其他法律行政法规禁止公开"),
        (["（五） 3. 要 求 提 供 公", f"不予处 {VALUES}", "开出版物"], "3.要求提供公开出版物"),
        ([f"5.要求行政机关确 {VALUES}", "认或重新出具已获", "取信息"], "5.要求行政机关确认或重新出具已获取信息"),
        (["5.要求行政机关", f"理 确认或重新出具 {VALUES}", "已获取信息"], "5.要求行政机关确认或重新出具已获取信息"),
    ],
)
def test_a_label_around_its_values_stands_before_them(lines: list[str], label: str) -> None:
    assert rows(*lines) == [f"{label} {VALUES}"]


def test_lines_of_a_group_between_those_of_a_label_are_looked_over() -> None:
    label = ["1.申请人无正当理由逾", "期不补正、行政机关", VALUES, "他处理", "不再处理其政府信息", "公开申请"]
    assert rows(*label) == [f"1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 {VALUES}"]


@pytest.mark.parametrize(
    ("lines", "label"),
    [
        ([f"2.没有现成 {VALUES}", "", "—1—", "信息需要另", "行制作", "3.补正"], "2.没有现成信息需要另行制作"),
        ([f"（一）予 {VALUES}", "- 3 -", "以公开"], "（一）予以公开"),  # its beginning looks like a group's piece
        (
            [f"一、本年新收 {VALUES}", "- 3 -", "样例镇 2021", "政府信息公开申请数量"],
            "一、本年新收政府信息公开申请数量",
        ),
        (["2.没有现成", "", "第 3 页 共 6 页", "", f"信息需要另行制作 {VALUES}"], "2.没有现成信息需要另行制作"),
        ([f"2.申请人 {VALUES}", "逾期未按", "—2—", "申请人情况", "自然人", "行制作"], ""),
    ],
)
def test_a_label_goes_on_behind_the_number_of_a_page(lines: list[str], label: str) -> None:
    assert rows(*lines) == ([f"{label} {VALUES}"] if label else [lines[0]])


def test_a_header_above_the_row_that_a_page_cut_is_no_label_of_it() -> None:
    lines = ["2.没有现成", "样例", "—1—", f"信息需要另行制作 {VALUES}"]
    assert join_wrapped_rows(lines) == lines


@pytest.mark.parametrize(
    "lines",
    [
        ["1.属于国家", "0 0 1 0 0 0", "秘密"],  # a blank cell left no trace
        ["1.属于国家秘密", VALUES, "2.其他法律行政法规禁止公开"],  # the label is whole
        ["1.属于国家", VALUES, "", "秘密"],  # another block of the text
        ["1.属于\t国家", VALUES, "秘密"],  # cells that the source kept
        [f"1.属于国家秘密 {VALUES}", "2.其他法律行政法规"],  # a whole label beside its values, and the next row's
        [f"1.属于国家 7 {VALUES}", "秘密"],  # a value too many
        ["第一样例", VALUES, "第二样例"],
        ["1.属于国家", "甲 乙 丙 丁 戊 己 0", "秘密"],  # one value only
        ["1.属于国家", f"样例 {VALUES}", "秘密"],  # another label before them
        ["样例", VALUES, "1.属于国家秘密"],  # the next row's label is whole
        ["样例 1", VALUES, "属于国家秘密"],  # a value, which is no number of a label
        [VALUES, "秘密", "样例", "1.属于国家"],  # the last line is not above the first
        ["他情形", VALUES, "- 3 -", "2.其他法律行政法规禁止公开"],  # a whole label of the next page, whose row is blank
        [f"2.其他法律行政 {VALUES}", "- 3 -", f"1.属于国家秘密 {VALUES}", "法规禁止公开"],  # behind a row of it
    ],
)
def test_other_lines_stay(lines: list[str]) -> None:
    assert join_wrapped_rows(lines) == lines


def test_what_stood_around_a_label_stays_in_its_place() -> None:
    """The rest of a label is gone from the lines below, where 政府信息公开申请 3.其他 would be a heading."""
    lines = [
        "理 2.申请人逾期未",
        "按收费通知要求",
        f"缴纳费用、行政 {VALUES}",
        "机关不再处理其",
        "政府信息公开申",
        "请",
        "3.其他",
    ]
    label = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
    assert join_wrapped_rows(lines) == ["理", "", f"{label} {VALUES}", "", "", "", "3.其他"]


@pytest.mark.parametrize(
    ("text", "begins"), [("1.信访举报投诉类", True), ("重复申请", True), ("类申请", False), ("", True)]
)
def test_the_beginning_of_a_row_is_known(text: str, begins: bool) -> None:
    assert begins_row(text) == begins


@pytest.mark.parametrize(
    "lines", [("12 1.属于国家", VALUES, "秘密"), ("属于国家", VALUES, "家 秘密"), ("3.其", VALUES, "他")]
)
def test_only_the_last_words_of_lines_are_the_labels(lines: tuple[str, ...]) -> None:
    above, _, below = lines
    label = above.split()[-1] + below.split()[-1]
    rest = [" ".join(line.split()[:-1]) for line in (above, below)]
    assert join_wrapped_rows(lines) == [rest[0], f"{label} {VALUES}", rest[1]]


def test_each_row_has_its_own_label() -> None:
    lines = ["1.属于国家", VALUES, "秘密", "2.其他法律行政法规", VALUES, "禁止公开"]
    assert rows(*lines) == [f"1.属于国家秘密 {VALUES}", f"2.其他法律行政法规禁止公开 {VALUES}"]


def test_a_line_of_the_group_alone_gives_no_row_the_label_below_it() -> None:
    """开 ends the label above, and is a piece of 不予公开 as well; the row below is blank."""
    lines = ["2.其他法律行政法规禁止公", "开", VALUES, "3.危及“三安全一稳定”", "4.保护第三方合法权益 0 0 0 0 0 0 0"]
    assert "危及" not in "".join(rows(*lines))


def test_a_numeral_behind_the_values_of_a_row_numbers_no_label() -> None:
    """八十二 broke in a narrow cell: its 二 is the row's, and not the number of the label below."""
    lines = ["1.属于国家秘密 零 五十二 三十 0 零 零 八十 二", "2.其他法律行政法规禁止公开 零 0 零 零 零 零 零"]
    assert join_wrapped_rows(lines) == lines


def test_a_mark_between_a_label_and_its_values_is_no_piece_of_the_label_below() -> None:
    """As pypdf sets the quotes of 危及“三安全一稳定” apart; the row below is blank."""
    lines = [
        "3. 危及 “ 三安全一稳定 ” 0 0 0 0 0 0 0",
        "4. 保护第三方合法权益",
        "5. 属于三类内部事务信息 81 0 0 0 0 0 81",
    ]
    assert join_wrapped_rows(lines) == lines
