"""Damaged labels are recognised by their place, and foreign words at that place are not."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.form import vocabulary
from transforms.stream.cells import Boundary, read_cells
from transforms.stream.entries import read_entries
from transforms.stream.reading_order import is_digits, labels_between, repair_by_place
from transforms.stream.tokens import Kind, Token
from transforms.stream.whole_cells import read_tokens


def _codes(text: str) -> list[str]:
    """The code of each label of a text, ? for a word that is none or holds one among others."""
    entries = read_entries(read_tokens(read_cells(text)))
    return ["?" if entry.is_text or not entry.is_clean else entry.token.labels[0].code for entry in entries]


def _mended(before: str, words: str, after: str) -> list[str]:
    """The words between two labels after the repair."""
    first, last = (Token(Kind.LABEL, label, Boundary.LINE, 0, vocabulary().of(label)) for label in (before, after))
    texts = [Token(Kind.TEXT, word, Boundary.SPACE, 0) for word in words.split()]
    (run,) = repair_by_place([[first, *texts, last]])
    return [token.text for token in run[1:-1]]


def _is_carried_in(words: str) -> bool:
    return _mended("本年新收政府信息公开申请数量", words, "予以公开") == ["上年结转政府信息公开申请数量"]


EVIDENCE = (
    Threshold(
        "transforms.stream.reading_order._MAX_WINDOW",
        inside=lambda: _mended("信息内容", "本 年 亲 制 作 数量", "本年新公开数量") == ["本年新制作数量"],
        outside=lambda: _mended("信息内容", "本 年 亲 制 作 数 量", "本年新公开数量") == ["本年新制作数量"],
        moved=5,
    ),
    Threshold(
        "transforms.stream.reading_order._SHORTEST",
        inside=lambda: _mended("行政复议", "果维持", "结果纠正") == ["结果维持"],
        outside=lambda: _mended("行政复议", "维持", "结果纠正") == ["结果维持"],
        moved=4,
    ),
    Threshold(
        "transforms.stream.reading_order._LONGEST",
        inside=lambda: _is_carried_in("壬年结转政府信息公开申请数量" + "。" * 46),
        outside=lambda: _is_carried_in("壬年结转政府信息公开申请数量" + "。" * 47),
        moved=61,
    ),
    Pattern(
        "transforms.stream.reading_order._ORDINAL",
        takes=("二。壬年结转", "第三不予公开", "\ue003不予公开"),
        found=("二。", "第三", "\ue003"),
        leaves=("壬年结转", "公开一", "3不予公开"),
    ),
    Pattern(
        "transforms.stream.reading_order._NEXT_ORDINAL",
        takes=("属于国家秘密\ue002", "\ue002"),
        leaves=("\ue002属于国家秘密", "属于国家秘密2", "属于国家秘密二"),
    ),
    Pattern(
        "transforms.stream.reading_order._UNIT",
        takes=("采购总金额万元", "采购总金额单位万元", "采购总金额元"),
        found=("万元", "单位万元", "元"),
        leaves=("元旦", "采购项目数量件", "采购总金额万"),
        oversteps=("采购总金额万美元",),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("damaged", "line"),
    [
        ("二、壬年结转政府信息公开申请数量", "carried_in"),
        ("二、年结转政府信息公开申请数量", "carried_in"),
        ("二、上上年结转政府信息公开申请数量", "carried_in"),
        ("上年结转政亍信息公开", "carried_in"),
    ],
)
def test_slip_in_a_telling_word_is_mended_between_its_neighbours(damaged: str, line: str) -> None:
    rows = f"一、本年新收政府信息公开申请数量\t1\n{damaged}\t2\n（一）予以公开\t3"
    assert _codes(rows) == ["new", line, "granted"]


@pytest.mark.parametrize(
    "foreign",
    [
        "二、下年结转政府信息公开申请数量",
        "二、去年新收政府信息公开申请数量",
        "二、本年撤回申请",
        "二、非上年结转政府信息公开申请数量",
    ],
)
def test_another_label_at_that_place_is_not_taken_for_it(foreign: str) -> None:
    rows = f"一、本年新收政府信息公开申请数量\t1\n{foreign}\t2\n（一）予以公开\t3"
    assert "carried_in" not in _codes(rows)


def test_damaged_label_elsewhere_is_not_mended() -> None:
    assert _codes("（一）予以公开\t3\n二、壬年结转政府信息公开申请数量\t2\n3.其他\t1")[1] == "?"


def test_label_cut_by_a_comma_is_mended_whole() -> None:
    label = "（二）部分公开（区分处理的，只计丫一情形，不计其他情形）"
    assert _codes(f"（一）予以公开\t3\n{label}\t2\n1.属于国家秘密\t1") == ["granted", "partial", "denied_state_secret"]


def test_digits_glued_to_a_mended_label_are_its_value() -> None:
    entries = read_entries(
        read_tokens(read_cells("7.属于行政执法案卷5\n8.属于行查询事项6\n1.本机关不掌握相关政府信息7"))
    )
    assert [[token.text for token in entry.tail] for entry in entries] == [["5"], ["6"], ["7"]]


def test_header_label_with_a_slip_is_known_by_its_neighbours() -> None:
    assert _codes("未经复议直接起诉\t复议丫起诉\t结果维持")[1] == "litigation_after_review"
    assert _codes("商业企业\t科研杌构\t社会公益组织")[1] == "research"


@pytest.mark.parametrize("word", ["小型科研机构", "非科研机构", "科研机构人员"])
def test_word_that_holds_a_whole_label_is_another(word: str) -> None:
    assert "research" not in _codes(f"商业企业\t{word}\t社会公益组织\t5")


def test_one_place_is_between_the_columns_of_table_four() -> None:
    assert labels_between("结果维持", "其他结果") == {("reviews", "column", "corrected")}


def test_digits_are_no_word() -> None:
    assert is_digits("12") and is_digits("１２")
    assert not any(map(is_digits, ("", "1²", "十二", "12件")))


def test_between_neighbours_there_is_nothing() -> None:
    assert not labels_between("商业企业", "科研机构")


def test_a_list_number_before_values_keeps_them_from_the_label_above() -> None:
    rows = "1. 0 0 5\n信访举报投诉类申请\n2. 1 1 6\n重复申请\n3. 2 2 12\n要求提供公开出版物"
    rows += "\n（七） 3 3 7\n总计\n四、 4 4 8"
    entries = read_entries(read_tokens(read_cells(rows)))
    assert not any(entry.tail for entry in entries if not entry.is_text)
