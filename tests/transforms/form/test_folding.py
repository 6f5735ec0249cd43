"""Folding keeps what tells labels and numbers from each other, and drops the rest."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.form import folding
from transforms.form.folding import BREAK, ORDINAL_OF, fold_label, fold_piece

FIRST, SECOND, THIRD, *_ = ORDINAL_OF


def is_kept(length: int) -> bool:
    """Whether a text of this length is folded once only."""
    folding._fold_cached.cache_clear()
    fold_piece("规" * length)
    fold_piece("规" * length)
    return folding._fold_cached.cache_info().hits == 1


EVIDENCE = (
    Threshold("transforms.form.folding._LONGEST_CACHED", lambda: is_kept(64), lambda: is_kept(65), moved=65),
    Pattern(
        "transforms.form.folding._ORDINAL_BEFORE_HAN",
        takes=("1.属于国家秘密", "（2）重复申请", "3、其他", "2,重复申请", "5属于三类内部事务信息", "2.“三安全", "03."),
        found=("1.", "（2）", "3、", "2,", "5", "2.", "3."),
        leaves=("5.5万元", "10、其他", "（10）其他", "20.其他", "规章5", "03", "第1项", "7"),
        oversteps=("12.其他", "3月"),
    ),
    Pattern(
        "transforms.form.folding.LONE_ORDINAL",
        takes=("（1）", "( 2 )", "3.", "4、", "5)"),
        leaves=("1", "10.", "（10）", "（-1）", "1.5", "0.", "（一）"),
        misses=("【1】",),
        how="fullmatch",
    ),
    Pattern(
        "transforms.form.folding._CIRCLED_BEFORE_HAN",
        takes=("②部分公开", "③ “三安全一稳定”"),
        leaves=("5②", "②", "⑩其他"),
        misses=("②、部分公开",),
    ),
    Pattern(
        "transforms.form.folding._LONE_CIRCLED",
        takes=("①", "⑨"),
        leaves=("⑩", "①②", "5①", "①其他"),
        how="fullmatch",
    ),
    Pattern(
        "transforms.form.folding._THOUSANDS",
        takes=("规章1,234", "12,345,678"),
        leaves=("1,23", "1,2345", "规章,123", "1234"),
        oversteps=("规章5,100",),
    ),
    Pattern(
        "transforms.form.folding._LONE_POINT",
        takes=("规章.", "属于.国家秘密", "5.", ".5"),
        leaves=("29.05", "规章5.5"),
    ),
    Pattern("transforms.form.folding._LONE_MINUS", takes=("第二十条-第", "5-"), leaves=("-5", "5-3")),
    Pattern(
        "transforms.form.folding._FOOTNOTE",
        takes=("规章5[1]", "12 〔2〕", "3【10】"),
        found=("[1]", " 〔2〕", "【10】"),
        leaves=("5(1)", "函〔60〕", "5[123]"),
        misses=("5①",),
        oversteps=("函2019〔60〕号",),
    ),
    Pattern(
        "transforms.form.folding._BROKEN_NUMBER",
        takes=("50%", "1:2", "≥5", ".5", "(5)", "3、4", "5_2", "数量：5", "规章—"),
        found=("%", ":", "≥", ".", "(5)", "、", "_", "：", "—"),
        leaves=("12", "1.5", "1-2", "3—4", "0—", "5 2", "5万", "增/减", "（五）"),
        misses=("约5件",),
    ),
    Pattern(
        "transforms.form.folding._PERCENT",
        takes=("占比（%）", "占比 ‰", "占比%"),
        found=("（%）", " ‰", "%"),
        leaves=("50%", "(%)", "占比5%"),
    ),
    Pattern(
        "transforms.form.folding._DASHED",
        takes=("0—", "//3", "3—4", "规章——5"),
        found=("—", "//", "—", "——"),
        leaves=("—", "增/减", "0-", "-3"),
        misses=("0–",),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("危及“三安全一稳定”", "危及三安全一稳定"),
        ("本年 增 / 减", "本年增减"),
        ("法律、行政法规", "法律行政法规"),
        ("（区分处理的，只计这一情形）", "区分处理的。只计这一情形"),
        ("１.２", "12"),
        ("", ""),
        ("（）", ""),
    ],
)
def test_a_label_is_its_letters_digits_and_sentence_marks(printed: str, folded: str) -> None:
    assert fold_label(printed) == folded


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("1.属于国家秘密", f"{FIRST}属于国家秘密"),
        ("（2）重复申请", f"{SECOND}重复申请"),
        ("②重复申请", f"{SECOND}重复申请"),
        ("3、", THIRD),
        ("③", THIRD),
        ("03.", f"0{THIRD}"),
        ("1，234", "1234"),
        ("规章0—", "规章0—"),
        ("５〔1〕", "5"),
    ],
)
def test_a_piece_keeps_list_numbers_and_blank_marks_apart_from_values(printed: str, folded: str) -> None:
    assert fold_piece(printed) == folded


@pytest.mark.parametrize("printed", ["50%", "1:2", "≥5", "（5）%", "占比（%）"])
def test_a_share_or_ratio_is_a_word(printed: str) -> None:
    """Without its mark 50% would be loaded as fifty requests."""
    assert BREAK in fold_piece(printed)


def test_a_long_text_is_folded_as_a_short_one() -> None:
    sentence = "本机关（2）不掌握" * 20
    assert fold_piece(sentence) == f"本机关{SECOND}不掌握" * 20
