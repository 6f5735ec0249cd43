"""A header while it is read: its labels in order, where they stand, and what is no header of the form's."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.form import Table
from transforms.stream import Boundary, Kind, Token
from transforms.tables.columns import UNKNOWN, Column
from transforms.tables.header import Header


def token(
    text: str,
    *,
    line: int = 0,
    column: int = -1,
    row_size: int = 0,
    printed: str = "",
    before: Boundary = Boundary.CELL,
) -> Token:
    return Token(Kind.TEXT, text, before, line, column=column, row_size=row_size, printed=printed)


def header_of(*codes: str, row_size: int = 0, first: int = 1) -> Header:
    header = Header(Table.REQUESTS)
    for place, code in enumerate(codes, start=first):
        header.add_label(code, token(code, column=place, row_size=row_size))
    return header


def takes_one_more(labels: int) -> bool:
    header = header_of(*["a"] * labels)
    header.add_label("b", token("b"))
    header.add_text(token("自然"))
    return header.codes[-1] == "natural_person"


def codes_with(word: str) -> bool:
    """Whether a word behind a label heads a column."""
    header = header_of("natural_person")
    header.add_text(token(word))
    return header.codes == ["natural_person", UNKNOWN]


EVIDENCE = (
    Pattern(
        "transforms.tables.header._HALF_CHANGE",
        how="fullmatch",
        takes=("本年增加", "本年减少数量", "本年度增项目", "本年减"),
        leaves=("本年增/减", "本年新增", "本年", "增加数量"),
    ),
    Threshold(
        "transforms.tables.header._MOST_WORDS",
        inside=lambda: takes_one_more(198),
        outside=lambda: takes_one_more(199),
        moved=300,
    ),
    Threshold(
        "transforms.tables.header._SHORTEST_PIECE",
        inside=lambda: codes_with("甲乙"),
        outside=lambda: codes_with("甲"),
        moved=3,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_labels_stand_in_their_order_and_a_part_of_a_longer_word_is_another_columns() -> None:
    header = header_of("natural_person", "total")
    header.add_label("total", token("总计"), is_clean=False)
    header.add_label("change", token("本年增/减", printed="本年增加"))
    assert header.codes == ["natural_person", "total", UNKNOWN, UNKNOWN]


def test_a_grid_needs_a_place_for_each_column_and_rows_of_one_size() -> None:
    assert header_of("a", "b", row_size=3).grid(["a", "b"]) == ({Column("a"): 1, Column("b"): 2}, 3)
    assert header_of("a", "b", row_size=3, first=0).grid(["a", "b"]) == ({Column("a"): 0, Column("b"): 1}, 3)
    assert header_of("a", "b", row_size=3).grid(["a", "b", "c"]) == ({}, 0)
    assert header_of("a", "b", "a", row_size=4).grid(["a", "b"]) == ({}, 0)
    assert header_of("a", "b", first=-1).grid(["a", "b"]) == ({}, 0)
    uneven = header_of("a", row_size=3)
    uneven.add_label("b", token("b", column=2, row_size=4))
    assert uneven.grid(["a", "b"]) == ({}, 0)
    shared = header_of("a", row_size=3)
    shared.add_label("b", token("b", column=1, row_size=3))
    assert shared.grid(["a", "b"]) == ({}, 0)


def test_the_unit_of_money_is_what_the_header_prints() -> None:
    header = Header(Table.PROACTIVE)
    header.add_label("items", token("采购项目数量"))
    assert header.money_unit == ""
    header.add_label("amount", token("采购总金额", printed="采购总金额（万元）"))
    assert header.money_unit == "万元"
    whole = Header(Table.PROACTIVE)
    whole.add_label("amount", token("采购总金额（万元）"))
    assert whole.money_unit == "万元"
    apart = Header(Table.PROACTIVE)
    apart.add_text(token("万元"))
    assert apart.money_unit == "万元"


def test_a_piece_of_a_wrapped_label_stands_for_it_once() -> None:
    header = Header(Table.REQUESTS)
    for piece in ("自然", "商业", "科研", "社会公益"):
        header.add_text(token(piece))
    assert header.codes == ["natural_person", "business", "research", "charity"]
    header.add_text(token("自然"))
    assert header.codes[-1] == "natural_person"


def test_single_characters_are_kept_apart_and_tell_no_place() -> None:
    header = Header(Table.PROACTIVE)
    for char in "处理决定数量":
        header.add_text(token(char))
    assert header.codes == []
    assert header.has_in_pieces("处理决定数量")
    assert not header.has_in_pieces("上一年项目数量")


def test_an_unknown_word_is_a_column_unless_it_is_the_corner() -> None:
    requests = header_of("natural_person")
    requests.add_text(token("不认识"))
    assert requests.codes == ["natural_person", UNKNOWN]
    first = Header(Table.REQUESTS)
    first.add_text(token("不认识"))
    assert (first.codes, first.has_corner) == ([UNKNOWN], False)
    behind = Header(Table.PROACTIVE)
    behind.add_label("change", token("本年增/减"))
    behind.add_text(token("备注说明"))
    assert (behind.codes, behind.has_corner) == (["change", UNKNOWN], False)
    proactive = Header(Table.PROACTIVE)
    proactive.add_text(token("项目名称"))
    assert (proactive.codes, proactive.has_corner) == ([], True)
    proactive.add_text(token("备注说明"))
    assert proactive.codes == [UNKNOWN]
    begun = Header(Table.REQUESTS, is_begun=True)
    begun.add_text(token("上年数"))
    assert (begun.codes, begun.has_column_after) == ([], True)
    begun.add_label("natural_person", token("自然人"))
    begun.add_text(token("上年数"))
    assert begun.codes == ["natural_person", UNKNOWN]


@pytest.mark.parametrize(
    ("endings", "contradicts"),
    [(("企业", "益组织"), False), (("益组织", "企业"), True), (("服务机构", "企业"), False), ((), False)],
)
def test_endings_of_wrapped_labels_in_another_order_than_their_beginnings(
    endings: tuple[str, ...], contradicts: bool
) -> None:
    header = Header(Table.REQUESTS)
    for piece in ("商业", "社会公", *endings):
        header.add_text(token(piece))
    assert header.contradicts_itself() is contradicts


def test_an_ending_that_several_labels_share_is_neither_corner_nor_column() -> None:
    proactive = Header(Table.PROACTIVE)
    proactive.add_text(token("数量"))
    assert (proactive.codes, proactive.has_corner, proactive.endings) == ([], False, [])
    proactive.add_text(token("项目"))
    assert proactive.has_corner
    proactive.add_label("change", token("本年增/减"))
    proactive.add_text(token("数量"))
    assert proactive.codes == ["change"]


def test_a_second_unknown_word_of_two_characters_is_a_column() -> None:
    proactive = Header(Table.PROACTIVE)
    proactive.add_text(token("甲乙"))
    assert (proactive.codes, proactive.has_corner) == ([], True)
    proactive.add_text(token("丙丁"))
    assert proactive.codes == [UNKNOWN]


def test_a_word_with_lost_characters_is_the_label_that_it_begins_as() -> None:
    header = Header(Table.REQUESTS)
    for word in ("自\ufffd蝗\ufffd", "法\ufffd嘶蚱\ufffd"):
        header.add_text(token(word))
    header.add_label("total", token("总计"))
    header.add_text(token("法律\ufffd机构"))
    assert header.codes == ["natural_person", "法人或其他组织", "total", "legal_service"]


@pytest.mark.parametrize("word", ["\ufffd然人", "甲\ufffd", "\ufffd"], ids=["its beginning", "another word", "all"])
def test_a_word_that_lost_its_beginning_or_begins_as_no_label_is_unknown(word: str) -> None:
    assert Header(Table.REQUESTS).damaged_code(token(word)) == ""


def test_a_damaged_word_is_no_label_that_stands_there() -> None:
    assert header_of("natural_person").damaged_code(token("自\ufffd人")) == ""


def test_more_labels_than_any_header_has_are_refused() -> None:
    header = header_of(*["a"] * 199)
    header.add_label("b", token("b"))
    header.add_label("c", token("c"))
    assert (len(header.codes), header.codes[-1]) == (200, "b")


def test_a_word_that_is_no_label_is_remembered_by_its_cell_where_it_stands_in_one() -> None:
    header = Header(Table.REQUESTS)
    header.add_label("total", token("总计", column=3, row_size=5), is_clean=False)
    header.add_text(token("去年", column=4, row_size=5))
    header.add_text(token("同期", column=4, row_size=5))
    header.add_text(token("备注", column=2))
    assert header.strange == {3: "总计", 4: "去年同期"}


LINE, CELL, ROW, SPACE = Boundary.LINE, Boundary.CELL, Boundary.ROW, Boundary.SPACE


@pytest.mark.parametrize(
    ("labels", "levels", "has_order"),
    [
        ([(1, LINE, 0), (1, SPACE, 0)], ["ab"], True),
        ([(1, LINE, 0), (2, LINE, 0)], ["ab"], False),
        ([(1, LINE, 0), (2, LINE, 0)], ["a", "b"], True),
        ([(1, LINE, 0), (2, LINE, 0), (2, SPACE, 0)], ["ab", "c"], False),
        ([(1, LINE, 0), (2, LINE, 0), (2, SPACE, 0)], ["a", "bc"], True),
        ([(1, LINE, 0), (2, CELL, 0)], ["ab"], True),
        ([(1, LINE, 0), (2, ROW, 0)], ["ab"], True),
        ([(1, LINE, 1), (2, LINE, 1)], ["ab"], True),
        ([(1, LINE, 0), (2, LINE, 0), (3, CELL, 0)], ["abc"], False),
        ([(1, LINE, 0), (2, CELL, 0), (3, LINE, 0)], ["abc"], False),
        ([(1, LINE, 0), (1, SPACE, 0)], ["abc"], True),
        ([(0, LINE, 0), (1, LINE, 0)], ["ac", "b"], False),
        ([(1, LINE, 0), (2, LINE, 0)], ["ac", "b"], False),
    ],
)
def test_labels_have_an_order_on_a_line_or_in_cells(
    labels: list[tuple[int, Boundary, int]], levels: list[str], has_order: bool
) -> None:
    header = Header(Table.REQUESTS)
    for code, (line, before, row_size) in zip("abc", labels, strict=False):
        header.add_label(code, token(code, line=line, before=before, row_size=row_size))
    assert header.has_order(*levels) is has_order


def test_a_piece_with_which_several_labels_begin_stands_for_the_first_that_is_not_read() -> None:
    header = Header(Table.PROACTIVE)
    for _ in range(3):
        header.add_text(token("采购"))
    items, amount, again = header.codes
    assert (again, amount != items) == (items, True)
