"""The text of a page with a separator between all its elements."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.tables.entries_of import tables_of
from transforms.formats.parted_nodes import join_parted_nodes

HERE = "transforms.formats.parted_nodes"


def has_spaces(between: int, others: int = 0) -> bool:
    """Whether spaces stand for tabs in a text of so many lines between tabs, and so many others."""
    return "\t" not in join_parted_nodes("\t规章\t0\t\n" * between + "规章\n" * others + "\t")


EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        f"{HERE}._LIST_NUMBER",
        takes=("1\n．属于国家秘密", "1\n\n．属于国家秘密", "\t3\t.其他", "0\n2 \n、\xa0重复申请"),
        leaves=("1\n属于国家秘密", "11\n．属于国家秘密", "1\n.5", "（1\n）属于"),
        misses=("1\n．\n属于国家秘密", "1\n\n\n．属于国家秘密"),
    ),
    Pattern(
        f"{HERE}._BRACKETED",
        takes=("(\n二\n)", "（\t七 \t）", "（\n\n一\n\n）"),
        leaves=("(二)", "(\n2\n)", "0\n二\n）"),
        misses=("(\n十一\n)",),
    ),
    Pattern(
        f"{HERE}._SLASH",
        takes=("本年增\n/\n减", "增\t／ \t减"),
        leaves=("本年增/减", "规章\n/\n0", "增\n/\n0"),
        misses=("增\n\n/\n\n减",),
    ),
    Pattern(
        f"{HERE}._NOTE",
        takes=("0\t※\t", "1\n①\n0", "5\n²"),
        leaves=("0\n①\n属于", "0\n\n※", "规章\n※", "0\n［2］"),
        misses=("0\n注\n",),
    ),
    Pattern(
        f"{HERE}._PARTED_LETTERS",
        takes=("其\n他\n处", "主动\n公开"),
        leaves=("规\n无\n", "0\n其\n", "本部分数据\n见\n下表列出的"),
        misses=("未经复议直\n接\n",),
    ),
    Pattern(f"{HERE}._PARTED_NUMBER", takes=("1\n．\n属",), leaves=("0\n．\n属", "1\n．\n1", "11\n．\n属")),
    Threshold(f"{HERE}._FEWEST_LINES", inside=lambda: has_spaces(20), outside=lambda: has_spaces(19), moved=21),
    Threshold(
        f"{HERE}._LEAST_BETWEEN_TABS",
        inside=lambda: has_spaces(40, 10),
        outside=lambda: has_spaces(40, 11),
        moved=0.7,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_letters_are_joined_only_where_the_page_sets_them_apart() -> None:
    assert join_parted_nodes("其\n他\n处\n理\n0\n无\n0") == "其他处理\n0\n无\n0"
    assert join_parted_nodes("其他处理情况\n规章\n0\n无\n0") == "其他处理情况\n规章\n0\n无\n0"


@pytest.mark.parametrize("between", ["\n", "\t", "\n\n\n"])
def test_a_list_number_in_an_element_of_its_own_is_no_value_of_the_row_before(between: str) -> None:
    rows = (("（一）予以公开", *"0000000"), ("（三）不予公开", "1", "．属于国家秘密", *"1000001"))
    text = "\n\n\n\n".join(between.join(row).replace("1" + between + "．", "1\n．") for row in rows)
    first, second = tables_of(*text.split("\n")).requests
    assert [token.text for token in first.tail] == list("0000000")
    assert [token.text for token in second.tail] == list("1000001")


def test_a_numeral_between_brackets_that_are_elements_is_no_value_of_the_row_before() -> None:
    rows = (("(\n一\n)\n予以公开", *"0000000"), ("(\n六\n)\n其他处理", *"1000001"))
    first, second = tables_of(*"\n\n\n".join("\n\n".join(row) for row in rows).split("\n")).requests
    assert [token.text for token in first.tail] == list("0000000")
    assert [token.text for token in second.tail] == list("1000001")


def test_tabs_between_elements_are_no_borders() -> None:
    rows = ["\t规范\t性文件\t5\t\xa0\t2\t", "\t行政\t处罚\t3\t"] * 10
    assert join_parted_nodes("\n".join(rows)).split("\n")[:2] == [" 规范 性文件 5 \xa0 2 ", " 行政 处罚 3 "]
    assert join_parted_nodes("规章\t1\t2\n" * 30) == "规章\t1\t2\n" * 30


def test_marks_of_notes_in_elements_of_their_own_are_no_values() -> None:
    text = "行政处罚\n0\n※\n1\n①\n\n行政强制"
    assert join_parted_nodes(text) == "行政处罚\n0※\n1①\n\n行政强制"
