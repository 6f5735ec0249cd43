"""Emphasis of single letters, as tools write it of pages whose editors dressed them one by one."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.tables.entries_of import tables_of
from transforms.formats.dressed_letters import undress_letters

HERE = "transforms.formats.dressed_letters"
# A tool that sets a blank behind the marks, one that sets it before them, and one that sets none.
BEHIND = "政**府** 信**息** 公"
BEFORE = "政 **府**信"
CLOSE = "政**府**信"


def is_undressed(letters: int) -> bool:
    return "*" not in undress_letters(CLOSE * letters)


def loses_blanks(words: int) -> bool:
    return " " not in undress_letters(CLOSE * 12 + BEFORE * words)


EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        f"{HERE}._LETTER",
        takes=("政**府**信", "**政****府**", "政**府** 信"),
        leaves=("共收到**8**件", "我镇**高度重视**公开", "**一**、", "政*府*信"),
        misses=("政__府__信",),
    ),
    Pattern(
        f"{HERE}._BLANK_BEHIND",
        takes=("**府** 信", "**3**\n82", "**，** 上", "**2** 份"),
        leaves=("**府**  \n信", "**府**\n\n信", "| ** 信", "**8** |"),
    ),
    Pattern(
        f"{HERE}._BLANK_BEFORE",
        takes=("政 **府**", "17 **31**", "（ **四**"),
        leaves=("| **0**", "\n**府**", "政 ** 府"),
    ),
    Pattern(f"{HERE}._HAN_BEHIND", takes=("**府** 信", "**府** **信**"), leaves=("**府**信", "**3** 2", "**府**  信")),
    Pattern(f"{HERE}._HAN_BEFORE", takes=("政 **府**",), leaves=("政**府**", "3 **2**", "| **府**")),
    Pattern(f"{HERE}._DIGITS_BEHIND", takes=("**3** 20", "**3**\n82"), leaves=("**3**20", "**3** |", "**府** 2")),
    Pattern(f"{HERE}._DIGITS_BEFORE", takes=("17 **31**",), leaves=("17**31**", "| **31**", "府 **31**")),
    Pattern(f"{HERE}._MARKS", takes=("**", "****"), leaves=("*", r"\\*")),
    Threshold(f"{HERE}._FEWEST_LETTERS", inside=lambda: is_undressed(12), outside=lambda: is_undressed(11), moved=13),
    Threshold(f"{HERE}._FEWEST_BLANKS", inside=lambda: loses_blanks(8), outside=lambda: loses_blanks(7), moved=9),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("words", "number"),
    [(BEHIND, "17**3** 1**5**"), (BEFORE, "17 **3**15"), (CLOSE, "17**3**15")],
    ids=["behind", "before", "none"],
)
def test_a_number_whose_digits_are_dressed_is_one_where_many_are(words: str, number: str) -> None:
    text = "\n".join([words] * 12 + [f"| 规章 | {number} |"] * 8)
    assert undress_letters(text).split("\n")[-1] == "| 规章 | 17315 |"


def test_digits_that_a_blank_parts_in_one_cell_alone_are_two_numbers() -> None:
    assert undress_letters("\n".join([BEFORE] * 12 + ["| 规章 | 3 **5** |"])).endswith("| 规章 | 3⏎5 |")
    assert undress_letters("\n".join([BEHIND] * 12 + ["| 规章 | **3** 500 |"])).endswith("| 规章 | 3⏎500 |")


def test_a_text_with_emphasised_numbers_is_left() -> None:
    text = "共收到**8** 件，予以公开**3** 件。\n" * 20
    assert undress_letters(text) == text


def test_table_three_of_dressed_letters_is_read() -> None:
    row = "一、本年 **新**收政府信息**公**开申请数**量**"
    lines = [f"| {row} | 17 **3**1 | 0 | 0 | 0 | 0 | 0 | 17 **3**1 |"] * 8
    found = tables_of(*lines).requests[0]
    assert [token.text for token in found.tail][:7] == ["1731", *"00000", "1731"]
