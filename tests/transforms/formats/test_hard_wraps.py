"""Lines cut at a fixed width."""

from __future__ import annotations

from functools import partial

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.formats.hard_wraps import join_hard_wraps

HERE = "transforms.formats.hard_wraps"
# Cut at 21 characters, the fourth digit of the second number ends a line: | 第10项样例甲 | 10 | 1001⏎0 | 9105 |
ROWS = tuple(f"| 第{number}项样例甲 | {number} | {number * 1001} | 9{number}5 |" for number in range(10, 40))
NARROW = tuple(row.replace("第", "a").replace("项样例甲", "bcde") for row in ROWS)


def cut(lines: tuple[str, ...], width: int) -> str:
    return "\n".join(line[start : start + width] for line in lines for start in range(0, len(line), width))


def is_joined(lines: tuple[str, ...], width: int) -> bool:
    return join_hard_wraps(cut(lines, width)) == "\n".join(lines)


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        f"{HERE}._NARROWEST",
        inside=partial(is_joined, NARROW, 20),
        outside=partial(is_joined, NARROW, 19),
        moved=30,
    ),
    Threshold(
        f"{HERE}._LEAST_FULL",
        inside=partial(is_joined, ROWS[:8], 21),
        outside=partial(is_joined, ROWS[:7], 21),
        moved=12,
    ),
    Pattern(
        f"{HERE}._RUNNING_NUMBER",
        takes=("12 规章 0", "    规章 0", "3\t0"),
        leaves=("2.重复申请 11", "规章 0", "12"),
        how="match",
    ),
    Pattern(
        f"{HERE}._ORDINAL",
        takes=("2.重复申请", "10、其他", "3．补正"),
        leaves=("2.5", "5", "115.其他", "重复"),
        how="match",
    ),
    Pattern(
        f"{HERE}._HEADING",
        takes=("一、总体情况", "十一、附件", "（二）主动公开"),
        leaves=("一是加强培训", "总体情况", "（3）"),
        how="match",
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_number_at_the_cut_is_whole_again() -> None:
    text = cut(ROWS, 21)
    assert text.startswith("| 第10项样例甲 | 10 | 1001\n0 | 9105 |\n")
    assert join_hard_wraps(text).startswith("| 第10项样例甲 | 10 | 10010 | 9105 |\n")
    assert is_joined(ROWS, 21)


def test_the_width_may_be_that_of_a_terminal_where_a_hanzi_takes_two_columns() -> None:
    lines = tuple(f"| {'甲乙丙丁'[: number % 4]}项 | {number}05 | 8{number}3 | 5{number} |" for number in range(10, 40))
    folded = []
    for line in lines:
        room, part = 22, ""
        for char in line:
            width = 2 if char >= "一" else 1
            if width > room:
                folded.append(part)
                room, part = 22, ""
            room, part = room - width, part + char
        folded.append(part)
    assert folded[:4] == ["| 甲乙项 | 1005 | 8103", " | 510 |", "| 甲乙丙项 | 1105 | 81", "13 | 511 |"]
    assert join_hard_wraps("\n".join(folded)) == "\n".join(lines)


def test_a_line_that_ends_at_the_width_by_itself_stays_a_line() -> None:
    whole = f"| {'样' * 12} | 12 |"
    assert len(whole) == 21
    heading = "一、总体情况"
    sentence = f"{'今' * 20}。"
    lines = (*ROWS, whole, whole, sentence, heading, *ROWS)
    assert is_joined(lines, 21)


def test_a_row_of_values_that_ends_at_the_width_is_not_joined_to_the_next_label() -> None:
    rows = tuple(f"{'甲' * (number % 7)}事项 0 10{number}5 30{number}6 4 5 6{number}" for number in range(10, 40))
    full = "行政处罚样例事项 10 20 30 415"
    assert len(full) == 21
    joined = join_hard_wraps(cut((*rows, full, "2.重复申请 1", full, "行政强制 5"), 21))
    assert joined.split("\n")[-4:] == [full, "2.重复申请 1", full, "行政强制 5"]


def test_a_blank_that_was_stripped_at_the_cut_does_not_glue_two_cells() -> None:
    blank_at_cut = tuple(f"| 第{number}项样例 | {number} | 1{number}5 | 7 |" for number in range(10, 40))
    text = cut((*ROWS, *blank_at_cut), 21)
    assert "| 第10项样例 | 10 | 1105 \n| 7 |" in text
    stripped = "\n".join(line.rstrip() for line in text.split("\n"))
    assert join_hard_wraps(stripped) == "\n".join((*ROWS, *blank_at_cut))


@pytest.mark.parametrize(
    "lines",
    [
        # A printed data frame: each line as wide as the next, begun with its number and ended with a figure.
        tuple(f"{number:<4}{'规章样例':>20}{number * 7:>10}" for number in range(30)),
        tuple(f"{'规章样例':>20}{number * 7:>10}\n{number}" for number in range(30)),
        # Prose that was set to one width: no line begins with a comma.
        tuple("全年主动公开政府信息若干条其中通过网站公开若干条" for _ in range(30)),
        # Whole rows of one width.
        tuple(f"| 行政处罚样例事项 | {number} | {number} |" for number in range(10, 40)),
        # A long line alone.
        ("今年，" * 30, "，0"),
    ],
)
def test_lines_of_one_width_that_nobody_cut_stay(lines: tuple[str, ...]) -> None:
    assert join_hard_wraps("\n".join(lines)) == "\n".join(lines)
