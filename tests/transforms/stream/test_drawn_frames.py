"""Tables that a text draws with borders."""

from __future__ import annotations

import pytest

from tests.evidence import Pattern, check
from transforms.stream.drawn_frames import part_frames

HERE = "transforms.stream.drawn_frames"
EVIDENCE = (
    Pattern(f"{HERE}._BOX", takes=("│ 3 │", "├──┤", "╔══╗"), leaves=("—— 2", "－3", "| 3 |")),
    Pattern(
        f"{HERE}._TOP",
        takes=("┌──┬──┐", "╒══╤══╕", "+----+---+", "+:===:+"),
        leaves=("├──┼──┤", "|----|---|", "+ 3 +", "++"),
        how="fullmatch",
    ),
    Pattern(
        f"{HERE}._BOTTOM",
        takes=("└──┴──┘", "╘══╧══╛", "+----+---+"),
        leaves=("┌──┬──┐", "|----|---|", "++"),
        how="fullmatch",
    ),
    Pattern(
        f"{HERE}._RULE",
        takes=("|----+---|", "| 规章 |---|", "+:==:+"),
        leaves=("| - |", "| 2019-2020 |", "| -- 3 |"),
        oversteps=("|-|",),
    ),
    Pattern(f"{HERE}._NUMBER", takes=("12", "1,234", "3.50"), leaves=("", "第1", "12件", "."), how="fullmatch"),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Pattern) -> None:
    check(evidence)


SPANS = """表格
┌──────────────┐
│第二十条      │
├────┬────┬────┤
│内容│件数│废止│
│    ├────┤数  │
│    │本年│    │
├────┼────┼────┤
│规章│    │2   │
└────┴────┴────┘
完"""
SPANNED = (("第二十条", "", ""), ("内容", "件数", "废止\n数"), ("", "本年", ""), ("规章", "", "2"))


def test_borders_enclose_cells_that_span_rows_and_columns() -> None:
    assert part_frames(SPANS) == ("表格", SPANNED, "完")


def test_a_frame_of_ascii_is_read_alike() -> None:
    plain = SPANS.translate({**dict.fromkeys(map(ord, "┌┐├┤┼┬┴└┘"), "+"), ord("│"): "|", ord("─"): "-"})
    assert part_frames(plain) == ("表格", SPANNED, "完")


def test_characters_may_count_one_place_each() -> None:
    text = "   +-------+\n   | 规章 | 2|\n   |----+--|\n   | 其他 | -|\n   +-------+"
    assert part_frames(text) == ((("规章", "2"), ("其他", "-")),)


def test_characters_without_width_take_no_place() -> None:
    assert part_frames(SPANS.replace("规章", "规\u200b章")) == ("表格", SPANNED, "完")


def test_marks_may_take_two_places() -> None:
    text = "┌──────────┬─┐\n│“三安全” │0│\n├──────────┼─┤\n│其他      │1│\n└──────────┴─┘"
    wide = text.replace("│“三安全” │0│", "│“三安”  │0│")
    assert part_frames(text) == (text,)
    assert part_frames(wide) == ((("“三安”", "0"), ("其他", "1")),)


@pytest.mark.parametrize(
    "text",
    [
        "┌──┬─┐\n│规│1│\n│章│2│\n└──┴─┘",  # no rules between rows: whose the second number is, borders do not say
        "┌─┬─┐\n│规章│1│\n└─┴─┘",  # a line that is longer
        "┌──┬──┐\n│12│34│\n│56  78│\n└──┴──┘",  # a border that ends inside
        "┌────┬─┐\n│规章│1│\n├────┼─┤\n│其他│2│",  # cut off
        "+----+\n| 规章 |\n",
        "|规章|1|\n|---|---|\n|其他|2|",
    ],
)
def test_what_is_no_grid_of_cells_stays_text(text: str) -> None:
    assert part_frames(text) == (text,)


def test_frames_follow_each_other_without_a_line_between() -> None:
    frame = "┌──┐\n│规│\n└──┘"
    assert part_frames(f"{frame}\n{frame}") == ((("规",),), (("规",),))


def test_a_number_that_fills_the_width_of_its_cell_is_marked_as_going_on() -> None:
    """As w3m sets numbers in full-width digits."""
    frame = "┌────┬────┬────────┐\n│规章│{}│９５２３│\n│    │{}│７      │\n└────┴────┴────────┘"
    assert part_frames(frame.format("0   ", "    ")) == ((("规章", "0", "９５２３…"),),)
    without_rules = frame.format("0   ", "5   ")
    assert part_frames(without_rules) == (without_rules,)
    short = frame.format("0   ", "    ").replace("９５２３", "９５２  ")
    assert part_frames(short) == (short,)


def test_numbers_beside_the_labels_of_two_rows_are_two() -> None:
    """A frame without a rule between its rows, the second of which has blanks."""
    top, bottom = "┌──────────┬──┬────┐", "└──────────┴──┴────┘"
    two = "\n".join([top, "│规章      │0 │1234│", "│规范性文件│  │56  │", bottom])
    assert part_frames(two) == (two,)
    unknown = two.replace("规范性文件", "（含修订）")
    assert part_frames(unknown) == (unknown,)
    narrow = "┌────┬─┬──┐\n│规章│0│12│\n│    │ │56│\n└────┴─┴──┘"
    assert part_frames(narrow) == (narrow,)


def test_a_cell_of_another_row_says_nothing_of_a_number() -> None:
    rows = ["┌────┬────┐", "│规章│1234│", "│    │56  │", "├────┼────┤", "│其他│7   │", "└────┴────┘"]
    text = "\n".join(rows)
    assert part_frames(text) == (text,)
